# %% [markdown]
# # What help already exists, who offers it, and which obstacle does nobody answer?
#
# A foundation that wants to help China's NGOs should know what others do already and where nobody
# does anything. If help stands beside most obstacles, a new funder can join it. If not, the gaps are
# a list of tasks, and some of them are a foundation's.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
concerns: Literal["all", "going_out", "other_ngos", "society", "others"] = "all"  # whose obstacles
status: list[Literal["done", "offered", "planned"]] = ["done", "offered", "planned"]  # which help
who: Literal["anybody", "foundations"] = "anybody"  # all, or only what a foundation could do

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.needs import gapmap, gaps, offers

parameters.check(globals())
catalogue, names = sources.catalogue(corpus), records.names("actors", corpus)
themes, matches = (records.load(table, corpus) for table in ("themes", "matches"))
told, asked_of = (records.load(table, corpus) for table in ("statements", "addressees"))
help_ = offers.told(told, asked_of, names, status)
named = gaps.obstacles(told, concerns)
linked = gaps.link(gaps.unsettled(named, matches), help_, matches)
found = gaps.within(gaps.ask(linked, told, asked_of, themes, matches), who)
sums, subject_names = gaps.audit(found).iloc[0], records.names("themes", corpus)

# %% tags=["bottom-line"]
subjects, over = gapmap.subjects(found, subject_names), len(named) - len(linked)
n, n_gap, states = int(sums["n"]), int(sums["n_gap"]), prose.listing(status, last="or")
faced = "" if concerns == "all" else f" of {gaps.WORDS[concerns]}"
noun = f"obstacles{faced}{' within the reach of a foundation' * (who == 'foundations')}"
widest = subjects[subjects["n_gap"] > 0].head(3)
largest = prose.listing([f"“{s.subject}” ({s.n_gap} of {s.n})" for s in widest.itertuples()])
lead = f"{prose.of(n_gap, n, noun)} {'meets' if n_gap == 1 else 'meet'} no help that is {states}"
bare, either = n_gap - int(sums["n_near"]), gaps.share(found, "either")
findings.finding(
    f"{lead}; the largest of these gaps: {largest}."
    if n_gap
    else f"None of {n} {noun} is without help that is {states}.",
    f"If any help on the same subject for the same group were an answer too, {bare} would be left; and "
    "what no document tells of may exist all the same.",
    estimate=n_gap / n,
    unit="share of obstacles",
    denominator=n,
    bounds=(bare / n, either),
    values=dict(sums),
)

# %% [markdown]
# ## What was read
#
# A row is an obstacle, a request against one, or something done, offered or planned. Help answers an
# obstacle where a reading has linked the two, wholly or in part, in whatever document. A link that
# one reading saw counts, and is shown apart.

# %%
docs, dates = sorted(catalogue), {doc: catalogue[doc].date for doc in catalogue}
since = {doc: "not before " * (catalogue[doc].date_precision == "not_before") for doc in docs}
cards = {doc: f"{catalogue[doc].genre}, {since[doc]}{dates[doc]}" for doc in docs}
requests = told[told["statement"].isin(gapmap.parts(found["asks"]))]
read = gapmap.by_document(found, requests, help_, docs)
tables.show(
    read.assign(date=[since[doc] + dates[doc] for doc in read["doc"]]),
    "documents",
    "What each document tells of",
    {"doc": "Document", "date": "Date", "n": "Obstacles", "n_gap": "Without help"}
    | {"n_asks": "Requests against them"}
    | {name: f"Help {name}" for name in status},
)

# %%
every, left_out = told[told["kind"] == "obstacle"], records.load("exclusions", corpus)
n_left_out = int((left_out["kind"] == "sentence").sum())
hosted = found["concerns"].str.contains("host_society").sum()
n_other, n_own = len(every) - n - over, int(help_["own"].sum())
findings.say(
    f"{prose.count(len(every), 'obstacle')} were read. Said to be overcome, and left aside: "
    f"{over or 'none'}. "
    + (f"Not among {noun}: {n_other}. " if n_other else "")
    + f"Left: {n}. Help that is {states}: {prose.count(len(help_), 'statement')}, of them "
    f"{n_own or 'none'} told by those who help. Obstacles of society as a whole: {hosted or 'none'}; "
    "they count with the people served, also where society is China's. "
    f"{prose.sentence(prose.count(n_left_out, 'sentence'))} of the documents became no statement."
)

# %% [markdown]
# ## Which obstacles meet help?
#
# Each obstacle either meets help in the eyes of both readings, of one, or of none. The two are
# machine-assisted readings, and what both overlooked is missing in both.

# %%
drawn = subjects.assign(helped=subjects["n"] - subjects["n_gap"]).head(16)
drawn = drawn.rename(columns={"n_gap": "without help", "helped": "with help"})
bare = subjects[subjects["n_gap"] == subjects["n"]]
charts.show(
    charts.draw_balance(drawn, "subject", "without help", "with help", "number of obstacles"),
    subjects,
    name="subjects",
    title=f"On {prose.of(len(bare), len(subjects), 'subjects')} no obstacle meets any help",
    caption=f"Obstacles by subject; {prose.count(len(drawn), 'subject')} with most gaps. n = {n}. "
    f"Source: {prose.listing(sorted(set(found['doc'])))}.",
    alt="; ".join(f"{s.subject}: {s.n_gap} of {s.n} without help" for s in subjects.itertuples()),
)

# %%
both, links = offers.agreement(found, help_, matches)
findings.say(
    f"Both readings see help for {prose.of(int(sums['n_answered']), n, 'obstacles')}, one of them alone "
    f"for {prose.count(int(sums['n_open']), 'more', 'more')}. Help that a reading calls a whole answer: "
    f"for {prose.count(int(sums['n_full']), 'obstacle')}. Of the {n_gap} without help, "
    f"{sums['n_near'] or 'none'} {'has' if sums['n_near'] == 1 else 'have'} help near by, on the same "
    f"subject and for the same group; nobody is even asked for a remedy for "
    f"{n_gap - sums['n_asked'] or 'none'}. Of single links between help and an obstacle both readings see {prose.of(both, links)}."
    if n_gap and links
    else f"{prose.of(n_gap, n, 'obstacles')} are without help, as the readings see it."
)

# %%
by_group = gapmap.by_group(found)
tables.show(
    by_group.assign(out_of=[prose.of(g.n_gap, g.n) for g in by_group.itertuples()]),
    "groups",
    "Whose obstacles are without help; an obstacle of two groups counts for both",
    {"group": "Who faces them", "out_of": "Without help", "n_near": "Of these, with help near by"}
    | {"n_asked": "Of these, with a request"},
)

# %%
timed = offers.timed(found, help_, dates)
when = timed[timed["told"] != ""]["told"].value_counts()
earlier, n_helped = int(when.get("earlier", 0)), int(when.sum())
denied = offers.denied(found, help_, matches)
deny = "denies" if len(denied) == 1 else "deny"
findings.say(
    f"Named in a later document than the help, so that help did not make them unsaid: "
    f"{prose.of(earlier, n_helped, 'obstacles with help') if n_helped else 'none, as none has help'}. "
    + (
        f"{prose.sentence(prose.count(len(denied), 'obstacle'))} even {deny} help that others tell of: "
        f"{' '.join(denied['paraphrase'])}"
        if len(denied)
        else "No obstacle denies help that others tell of."
    )
)

# %% [markdown]
# ## Who offers what?
#
# Whoever gives help may also be the one who tells of it. What counts as an answer was linked to an
# obstacle by a reading; the rest is work that meets no obstacle looked at here.

# %%
import textwrap

answers = set(gapmap.parts(found["help"]))
services = offers.services(help_, answers)
bars = offers.by_helper(help_, least=3)
wrapped = bars.assign(helper=[textwrap.fill(helper, 30) for helper in bars["helper"]])
first = services[services["helper"] != "nobody named"].query("n_answers > 0").head(1)
charts.show(
    charts.draw_counts(wrapped, "helper", "status", "statements of help"),
    bars,
    name="helpers",
    title=f"{prose.of(len(answers), len(help_), 'statements of help')} answer an obstacle"
    + "".join(f"; first comes {row.helper} ({row.n_answers})" for row in first.itertuples()),
    caption="Statements of what is done, offered or planned, by who leads; helpers with three or more. "
    f"n = {len(help_)} statements; joint help stands under each helper. "
    f"Source: {prose.listing(sorted(set(help_['doc'])))}.",
    alt="; ".join(f"{b.helper}, {b.status}: {b.n}" for b in bars.itertuples()) or "Nobody helps.",
)

# %%
tables.show(
    services.head(20),
    "services",
    "Who helps by which means, those with most answers first"
    + (f"; {len(services) - 20} more stand in the list below" if len(services) > 20 else ""),
    {"helper": "Helper", "done": "Done", "offered": "Offered", "planned": "Planned"}
    | {"n_answers": "Answer an obstacle", "means": "Mostly by"},
)

# %%
evidence.unfold(
    {
        row.helper: help_[[row.helper in found_ for found_ in help_["helpers"]]]
        for row in services.itertuples()
    },
    "help",
    "All that is done, offered or planned, by helper",
    corpus,
    "paraphrase",
    "statement",
)

# %% [markdown]
# ## What is planned?
#
# A plan is a promise with a place where it can be looked up. Read as a task list, it shows what can
# be asked about later.

# %%
plans = offers.told(told, asked_of, names, ["planned"])
kept = set(gapmap.parts(gaps.link(every, plans, matches)["help"]))
tables.show(
    plans.assign(
        place=[
            f"{row.doc}, line {row.line_start} ({dates[row.doc]})" for row in plans.itertuples()
        ],
        answers=plans["statement"].isin(kept).map({True: "yes", False: "no"}),
    ),
    "tasks",
    f"{prose.sentence(prose.count(len(plans), 'plan'))} as a list of tasks; "
    f"answering an obstacle: {len(kept) or 'none'}",
    {"helper": "Who", "paraphrase": "Task", "person": "For whom", "answers": "Answers an obstacle"}
    | {"place": "Where"},
)

# %% [markdown]
# ## What could a foundation do?
#
# A foundation can do what needs no public power: train, pay, study, connect, speak up. A gap is in its
# reach where a request against it asks for such a thing, and not of the state alone.

# %%
shown, top = gapmap.cells(found, help_, subject_names), list(subjects["subject"].head(16))
order = sorted(set(shown["column"]), key=lambda c: (not c.startswith("without"), "help: " in c, c))
charts.show(
    charts.draw_marks(
        shown[shown["label"].isin(top)],
        top,
        order,
        {"used": "obstacles without help", "named": "asked (obstacles), help (statements)"}
        | {"silent": "nobody"},
    ),
    shown,
    name="map",
    title=f"Against {prose.of(int(sums['n_asked']), n_gap, 'obstacles without help')} somebody asks for "
    "a remedy",
    caption=f"{prose.sentence(prose.count(len(top), 'subject'))} with most gaps: obstacles without help, "
    "who is asked against them, and help against other obstacles of the subject. Hatched: nobody. "
    f"n = {n} obstacles. Source: {prose.listing(sorted(set(found['doc'])))}.",
    alt="; ".join(f"{c.label}, {c.column}: {c.n}" for c in shown.itertuples() if c.n),
)

# %%
rows, most = gapmap.gap_map(found, help_, told, subject_names, dates), 13
further, n_more = max(len(rows) - most, 0), rows["n_gap"].iloc[most:].sum()
columns = {"count": "Obstacles without help", "obstacle": "The one named last"}
columns |= {
    "asked": "Who is asked (against how many)",
    "offered": "Who helps elsewhere in the subject",
}
gap = found[found["n_readings"] == 0]
reach = gap["foundation"].map({True: "yes", False: "no"}).fillna("unsaid").value_counts()
within = gapmap.most_asked(gap["means"])
findings.say(
    f"Of the obstacles without help ({n_gap}), {reach.get('yes', 0) or 'none'} "
    f"{'is' if reach.get('yes') == 1 else 'are'} within a foundation's reach"
    + (f"; asked for, by the number of these obstacles: {within}. " if within else ". ")
    + f"Only public power is asked for, or the state alone: {reach.get('no', 0) or 'none'}. Nobody says "
    f"by which means: {reach.get('unsaid', 0) or 'none'}."
)

# %% tags=["sheet"]
tables.sheet(
    rows.head(most),
    "gap-map",
    f"Where help for China's NGOs is missing: {lead}",
    columns | {"could": "What a foundation could do"},
    "How to read it: a row is a subject on which obstacles to the work of NGOs are named, and how many "
    f"of them no help answers that is {states}; then one of these, who is asked for a remedy, who helps "
    "against other obstacles of the subject, and what is asked for that a foundation could do, as it "
    "needs no public power (rules, permits, public money, tax). A dash: nobody, or nothing. Behind each "
    "text stand the document and its line. It shows what these texts tell, not all there is: "
    f"{'; '.join(f'{doc} ({cards[doc]})' for doc in docs)}. Shown are the subjects with most gaps"
    + (
        f"; {further} with {n_more} more gaps stand in the report, under “Evidence”."
        if further
        else "."
    ),
)

# %% [markdown]
# ## Evidence
#
# All obstacles without help, by subject. Against the answer speak obstacles for which a reading sees
# help.

# %%
gap = gap.assign(subject=gap["theme"].map(subject_names)).sort_values("statement")
evidence.unfold(
    {name: gap[gap["subject"] == name] for name in rows["subject"]},
    "gaps",
    "Every obstacle without help, by subject",
    corpus,
    "paraphrase",
    "statement",
)

# %%
helper = help_.set_index("statement")["helper"]
helped = found[found["n_readings"] > 0].sort_values(["n_readings", "full"], ascending=False)
helped = helped.drop_duplicates("theme").groupby("doc").head(2).assign(against=True)
by = [prose.listing(sorted(set(helper[gapmap.parts([ids])]))) for ids in helped["help"]]
bare = gap[gap["near"] == ""].drop_duplicates("theme").groupby("doc").head(3).assign(against=False)
shown = pd.concat(
    [
        bare.assign(says=bare["paraphrase"] + " No help."),
        helped.assign(says=helped["paraphrase"] + " Help by: " + pd.Series(by, helped.index)),
    ]
)
evidence.listed(
    shown,
    "evidence",
    "Obstacles without any help on the same subject for the same group; against it, some with help",
    corpus,
    "says",
    "statement",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the links are missing, not the help. Whoever names obstacles is not
# whoever tells of help, so readings had to look for links across documents and may have missed them.

# %%
margin = 0.1


def measure(part, some=help_):
    return gaps.share(gaps.link(part, some, matches))


findings.say(
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    "points, and reverses where it comes to lie on the other side of one half."
)


# %%

rules = {
    "reading-1": "reading-1 alone",
    "reading-2": "reading-2 alone",
    "either": "help has to be seen by both readings",
    "full": "only whole answers count",
    "near": "help on the same subject for the same group answers",
}
ruled = [{words: gaps.share(found, rule)} for rule, words in rules.items()]
variants = {"reading": ruled[0] | ruled[1] | ruled[2], "definition": ruled[3] | ruled[4]}
places = found.assign(item=found["doc"] + found["char_start"].astype(str))
whole = gaps.share(gaps.link(named, help_, matches)) if who == "anybody" else n_gap / n
variants["grain"] = {"sentences and items are counted": gaps.share(places, unit="item")}
variants["grain"] |= {"subjects without any help are counted": gaps.share(found, unit="theme")}
variants["definition"] |= {
    "obstacles said to be overcome count too": whole,
    "parts of an obstacle do not count": measure(found[found["parent"] == ""]),
    "help for the same or a broader obstacle counts": gaps.share(gaps.through(found, matches)),
}

# %%
telling = found[found["doc"].isin(help_["doc"])]
only = {"only documents that tell of help count": measure(telling)} if len(telling) else {}
variants |= {"document": only, "author": {}}
for kind, column in (("document", "doc"), ("author", "author")):
    for value in sorted(set(found[column])):
        part, some = (f[f[column] != value] for f in (found, help_))
        if len(part):
            variants[kind][f"without {names.get(value, value)}"] = measure(part, some)
for row in services[services["n_answers"] > 2].itertuples():
    some = help_[[row.helper not in helpers for helpers in help_["helpers"]]]
    variants["author"][f"without the help of {row.helper}"] = measure(found, some)
varied = findings.vary(n_gap / n, variants, margin, 0.5)
unvaried = {"document": "all stands in one document", "author": "one voice names all obstacles"}
findings.robustness(varied, "share of obstacles without help", unvaried)

# %%
n_asked, n_both = int((gap["asks"] != "").sum()), int((found.drop(gap.index)["asks"] != "").sum())
seen, missed = n_asked * (n - n_gap) >= n_both * n_gap, "so that some links may be missing"
findings.say(
    "A test of the readings: did they pass the obstacles without help over? The same readings linked a "
    f"request to {prose.of(n_asked, n_gap)} of them and to {prose.of(n_both, n - n_gap)} with help: not "
    f"{'less' if seen else 'as'} often, {'which speaks against missed links' if seen else missed}."
    if 0 < n_gap < n and who == "anybody"
    else "Whether the readings passed obstacles over cannot be tested here: they are chosen by the "
    "requests against them, or all are alike."
)

# %%
turned = list(varied.loc[varied["verdict"] == "reverses", "variant"])
parts = varied.set_index("variant")["estimate"]
rule, rest = parts[list(rules.values())], parts[parts.index.str.startswith("without ")]
findings.say(
    f"The finding {findings.tally(varied)}"
    + (f"; it reverses in {'these cases' if turned[1:] else 'this case'}: " if turned else ". ")
    + (f"{'; '.join(turned)}. " if turned else "")
    + f"By what is taken for an answer the share runs from {rule.min():.0%} to {rule.max():.0%}"
    + (
        f"; with a document, a voice or a helper left out, from {rest.min():.0%} to {rest.max():.0%}."
        if len(rest)
        else "."
    )
)

# %% tags=["checks"]
assert found["statement"].is_unique, "an obstacle stands twice among those looked at"
assert set(help_["status"]) <= set(status), "help in a state that nobody chose is counted"
assert n_gap <= round(n * either) <= n, "more obstacles are without help under the laxer rule"
assert not set(gap["statement"]) & set(helped["statement"]), "an obstacle has help and has none"
assert subjects["n"].sum() == n, "an obstacle stands under two subjects or under none"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "concerns": concerns, "status": status, "who": who}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
