# %% [markdown]
# # Which requests of the study reappear later, as met, partly met, unmet or not at all?
#
# Huang Haoming's study asks the state and China's NGOs for many things. Foundation staff who want to
# act on it need to know which of them anybody has reported on since. A request that is reported unmet
# is still open; one that nobody names again may be met, dropped or forgotten.

# %% tags=["parameters"]
from typing import Annotated, Literal
from pydantic import Field

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
subject: Literal[
    "every", "rules", "money", "capacity", "knowledge", "relations", "focus", "other"
] = "every"  # what the requests call for
as_of: Annotated[int, Field(ge=1900, le=2100)] = 2030  # last year of the later documents that count

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.asks import followup, outcomes, reporters

parameters.check(globals())
study, names = "huang-study", records.names("actors", corpus)
documents = pd.DataFrame(map(vars, sources.catalogue(corpus).values())).set_index("doc", drop=False)
docs = followup.later(documents.reset_index(drop=True), study, as_of)
statements, matches = records.load("statements", corpus), records.load("matches", corpus)
requests = followup.asked(statements, study, subject)
followed = followup.ledger(requests, statements, matches, docs)
n = followup.audit(followed).loc[0]

# %% tags=["bottom-line"]
called = {"every": "", "focus": " on fields of work", "other": " of other kinds"}
unit = "requests" + called.get(subject, f" on {subject}")
found = reporters.passages(requests, statements, matches, docs)
found = reporters.with_stakes(found, records.load("ties", corpus))
stakes = reporters.audit(found).loc[0]
findings.finding(
    f"Later documents name {prose.of(n['n_both'], n['n'], f'{unit} of {study}')} again, as both "
    f"readings find{outcomes.spelled(n)}."
    if n["n"]
    else f"{study} makes no {unit}, so there is nothing to follow up.",
    f"Named again is not met, and not named is not unmet.{outcomes.staked(stakes)}",
    estimate=followup.share(followed),
    unit=f"share of {unit}",
    denominator=n["n"],
    values=dict(n),
)

# %% [markdown]
# ## What was read
#
# A row is a request: one actor asked to do one thing. Two machine-assisted readings looked for each
# request in the later documents, without seeing each other's results. They say what is printed and not
# what happened.

# %%
held = statements[statements["doc"].isin(docs)]
abroad = held[followup.is_abroad(held)]
card = documents.loc[[study, *docs], ["doc", "date", "date_precision", "genre"]].assign(
    dated=lambda f: f["date"].where(f["date_precision"] != "not_before", "not before " + f["date"]),
    n=[(statements["doc"] == doc).sum() for doc in [study, *docs]],
    n_abroad=[None, *((abroad["doc"] == doc).sum() for doc in docs)],
    n_tied=[None, *(found.loc[found["doc"] == doc, "statement"].nunique() for doc in docs)],
    n_named=[None, *(found.loc[found["doc"] == doc, "request"].nunique() for doc in docs)],
)
tables.show(
    card,
    "documents",
    "The study and the later documents, with their statements",
    {"doc": "Document", "dated": "Date", "genre": "What it is", "n": "Statements"}
    | {"n_abroad": "On NGOs abroad", "n_tied": "That name a request"}
    | {"n_named": "Requests named, in either reading"},
)

# %%
left_out = records.load("exclusions", corpus).query("kind == 'sentence'")
left_out = left_out[left_out["doc"] == study]
undated = documents.loc[study, "date_precision"] == "not_before"
unused = documents[~documents["doc"].isin([study, *docs])]["doc"]
item = "sentence or list item", "sentences and list items"
findings.say(
    (
        f"{study} prints no date. The latest day in it is {documents.loc[study, 'date']}; that it is "
        "older than the others is inferred. "
        if undated
        else f"{study} is dated {documents.loc[study, 'date']}. "
    )
    + f"{prose.sentence(prose.count(n['n'], unit.replace('requests', 'request'), unit))} of it, in "
    f"{prose.count(requests['item'].nunique(), *item)}, {'is' if n['n'] == 1 else 'are'} followed; left "
    f"out after a look: {prose.count(len(left_out), 'sentence')}."
    + (f" Not later, or later than {as_of}: {prose.listing(list(unused))}." if len(unused) else "")
)

# %%
evidence.unfold(
    dict(list(left_out.groupby("doc"))),
    "left-out",
    "Sentences of the study that were left out, and why",
    corpus,
    "why",
    "exclusion",
)

# %% [markdown]
# ## What became of each request?
#
# A report says that a request is met, partly met or unmet; a request may also be asked again without a
# report. Where no later document names it, what counts is whether one speaks of its subject.

# %%
bars, away = outcomes.by_state(followed), int(n[followup.UNNAMED].sum())
charts.show(
    charts.draw_counts(bars, "state", "seen", f"number of {unit}"),
    bars,
    name="states",
    title=f"{prose.of(away, n['n'], 'requests')} are not named again; reported met in both readings: "
    f"{outcomes.few(n['met'])}",
    caption="What later documents say of each request. Silent: one raises the subject and passes over "
    "the request. What the readings take differently stands in two places. "
    f"n = {n['n']} requests. Source: "
    f"{prose.listing([study, *docs])}.",
    alt="; ".join(f"{b.state}, {b.seen}: {b.n}" for b in bars.itertuples()),
)

# %%
by_group = outcomes.by_group(followed)
tables.show(
    by_group,
    "subjects",
    "Requests by what they call for; named again, and reported, in at least one reading",
    {"group": "Calls for", "n": "Requests", "n_named": "Named again"}
    | {
        "n_better": "Met or partly met",
        "n_unmet": "Unmet",
        "n_silent": "Subject comes up, request not",
    }
    | {"n_other": "Subject does not come up"},
)

# %% [markdown]
# ## Which document is silent about what?
#
# A document can be silent only about a subject that it speaks of. It speaks of one where it has the
# theme of the request for NGOs that work abroad; the same theme at home is another matter.

# %%
each = followup.cells(requests, statements, matches, docs)
kinds = outcomes.by_document(each, docs)
n_silent = int((each["silent"].eq(True)).sum())
charts.show(
    charts.draw_counts(kinds, "doc", "kind", f"number of {unit}"),
    kinds,
    name="documents",
    title=f"In {prose.of(n_silent, len(each), 'cases')} a later document raises the subject and passes "
    "over the request",
    caption="What each later document says of the requests, in at least one reading. n = "
    f"{len(requests)} requests in {prose.count(len(docs), 'document')}. Source: {prose.listing(docs)}.",
    alt="; ".join(f"{k.doc}, {k.kind}: {k.n}" for k in kinds.itertuples()),
)

# %%
mute = each[each["silent"].eq(True)].groupby("doc").size().reindex(docs, fill_value=0)
off = each[each["silent"].isna()].groupby("doc").size().reindex(docs, fill_value=0)
passed = [
    f"{doc} passes over {outcomes.few(mute[doc])} and does not raise the subject of "
    f"{outcomes.few(off[doc])}"
    for doc in docs
]
unheard = followed[followed["n_named"] == 0]
off_topic, wanted = ((unheard[c] == "").sum() for c in ("speak", "wanted"))
findings.say(
    (f"Of {prose.count(len(requests), 'request')}, {'; '.join(passed)}. " if n["n"] else "")
    + (
        f"Of {prose.count(len(unheard), 'request')} that nobody names again, {outcomes.few(off_topic)} "
        "cannot be judged at all, as no later document raises the subject for NGOs abroad; and "
        f"{outcomes.few(len(unheard) - wanted)} would answer a problem that a later document names, as at "
        "least one reading finds: not asked again, but the reason is still there."
        if len(unheard)
        else "No request is without an echo."
    )
)

# %% [markdown]
# ## Who reports, and what is it to them?
#
# A report is somebody's claim. Who repeats requests of one's own, or tells what one's own organisation
# has done, is no witness from outside.

# %%
heard = reporters.voices(found, docs)
heard["label"] = [
    f"{names.get(h.author, 'nobody reports')}\n{h.doc}" + (f", {h.stake}" if h.stake else "")
    for h in heard.itertuples()
]
better, lacks = "reports met or partly met", "reports unmet"
heard = heard.rename(columns={"better": better, "unmet": lacks})
told = heard.to_dict("records")
n_better, n_lacks = (heard.loc[heard[side] > 0, "author"].nunique() for side in (better, lacks))
charts.show(
    charts.draw_balance(heard, "label", lacks, better, unit),
    heard.drop(columns="label"),
    name="voices",
    title=f"Progress is reported by {prose.count(n_better, 'voice')}, a lack by "
    f"{prose.count(n_lacks, 'voice')}",
    caption="Requests on which somebody reports, by voice and stake, in at least one reading. n = "
    f"{stakes['n']} passages. Source: {prose.listing(docs)}.",
    alt="; ".join(f"{h['label']}: {h[better]}, {h[lacks]} unmet" for h in told).replace("\n", ", "),
)

# %%
more = (records.load(t, corpus) for t in "actors ties mentions segments quantities".split())
found = reporters.with_names(found, *more)
named = reporters.by_name(found)
tables.show(
    named,
    "rules-and-funds",
    "Rules, funds and sums that stand beside a passage that names a request",
    {
        "name": "Rule, fund or sum",
        "doc": "Document",
        "lines": "Lines",
        "requests": "Beside requests",
    },
)

# %%
found = reporters.with_dates(found, records.load("events", corpus))
dated = reporters.begun(found, documents.loc[study, "date"]).loc[0]
findings.say(
    f"Of {prose.count(dated['n'], 'passage')} that tell of progress, {outcomes.few(dated['n_dated'])} say "
    f"since when, {outcomes.few(dated['n_before'])} of them since a year before {study}. What has no "
    "date may have been there already when the request was made."
    if dated["n"]
    else "No passage tells of progress."
)

# %% [markdown]
# ## The ledger
#
# Each request stands with what every later document says of it. The page to print holds those of which
# both readings find the same report; the table below it holds all of them.

# %%
every = outcomes.whom(followed, records.load("addressees", corpus), names)
full = outcomes.grid(every, each, reporters.spelled(found, names), docs)
firm = outcomes.grid(every, each, reporters.spelled(found, names, firm=True), docs)
most = 19
page = outcomes.sheet(firm, docs, most)
shown = [doc for doc in docs if page[doc].astype(str).str.contains("line").any()]
dates = {doc: f"{doc}, {documents.loc[doc, 'date']}" for doc in docs}
absent = [dates[doc] for doc in docs if doc not in shown]
titles = [f"{doc}: “{documents.loc[doc, 'title']}”" for doc in [study, *shown]]

# %% tags=["sheet"]
tables.sheet(
    page,
    "sheet",
    f"What became of the {unit} of {study}?",
    {"line_start": "Line", "paraphrase": "Asked for"} | {doc: dates[doc] for doc in shown},
    f"On the left, what the study ({card['dated'].iloc[0]}) asked for, with its lines; on the right, "
    "what later documents say, with theirs. Met, partly met and unmet are claims of the persons named, "
    "not facts; only asked again is no report. Silent: the document raises the subject for NGOs abroad "
    "and passes over the request. A dash: it does not raise the subject, so it cannot be silent. * the "
    "author of the request; + of the same organisation; ° on work of the own organisation. Shown are "
    f"the requests of which two machine-assisted readings find the same report, {most} at most. "
    f"{outcomes.unshown(every, page)} "
    + (f"No request above is named in {prose.listing(absent)}. " if absent else "")
    + f"All stand in table-ledger.csv beside this report. {'; '.join(titles)}.",
)

# %%
tables.show(
    full.assign(wanted=full["wanted"].replace("", None)),
    "ledger",
    "Every request with what each later document says of it (* the author of the request; + of the same "
    "organisation; ° on work of the own organisation)",
    {
        "line_start": "Line",
        "paraphrase": "Asked for",
        "whom": "Of whom",
        "state": "In both readings",
    }
    | dates
    | {"wanted": "Would answer a problem named in"},
)

# %%
asked_for = requests.set_index("statement")["paraphrase"]
said = found["says"] + ", by " + found["author"].map(lambda who: names.get(who, who))
said += (", since " + found["since"]).where(found["since"] != "", "")
shown_as = found.assign(
    says=found["request"].map(asked_for) + " → " + said + ": " + found["paraphrase"]
)
evidence.unfold(
    {doc: shown_as[shown_as["doc"] == doc] for doc in docs},
    "passages",
    "Every later passage that names a request, by document",
    corpus,
    "says",
    "statement",
)

# %% [markdown]
# ## Evidence
#
# Passages that both readings take for a report. Those that report a request met, wholly or in part,
# speak against reading the answer as if nothing had come of it.

# %%
firm = shown_as[shown_as["report"] & (shown_as["n_readings"] == 2)]
firm = firm.assign(against=~firm["says"].str.contains("→ unmet"))
firm = firm.sort_values(["against", "request", "line_start"]).drop_duplicates(
    ["request", "against"]
)
evidence.listed(
    firm,
    "evidence",
    "One report of a lack and one of progress on each request, as both readings find",
    corpus,
    "says",
    "statement",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: whatever is near in subject was taken for the request. If so, few
# passages carry most of it, and passages would fit other requests as well as their own.

# %%
margin = 0.1
findings.say(
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    "points, and reverses where it comes to lie on the other side of one half."
)


# %%
def share(asked=requests, tied=matches, later=docs, readings=2, unit="statement"):
    return followup.share(followup.ledger(asked, statements, tied, later), readings, unit)


pairs = matches.drop_duplicates(["left", "right", "coder"])
twice = pairs[pairs.duplicated(["left", "right"], keep=False)]
variants = {"grain": {"sentences are counted": share(unit="item")}, "document": {}, "author": {}}
variants["reading"] = {
    "one reading is enough": share(readings=1),
    "both readings must name the same passage": share(tied=twice),
}
variants["definition"] = {
    "broader words do not count": share(tied=matches[matches["relation"] != "broader"]),
    "only reports count": share(tied=matches[matches["relation"].str.startswith("reports")]),
    "only direct requests count": share(requests[requests["kind"] == "recommendation"]),
}
for coder in sorted(set(matches["coder"])):
    alone = share(tied=matches[matches["coder"] == coder], readings=1)
    variants["reading"][f"{coder} alone"] = alone

# %%
for doc in docs if len(docs) > 1 else []:
    variants["document"][f"without {doc}"] = share(later=[d for d in docs if d != doc])
for author in sorted(set(found["author"])):
    own = statements.loc[statements["author"] == author, "statement"]
    without = matches[~matches["right"].isin(own)]
    variants["author"][f"without {names.get(author, author)}"] = share(tied=without)
used = found.groupby("statement")["request"].nunique().nlargest(1)
most_used = {
    "the passage used most is left out": share(tied=matches[~matches["right"].isin(used.index)])
}
variants["definition"] |= most_used if len(used) else {}
base, unvaried = followup.share(followed), {"author": "nobody names a request again"}
unvaried |= {"document": "there is one later document alone"}
varied = findings.vary(base, variants, margin, 0.5)
findings.robustness(varied, f"share of {unit} named again, as both readings find", unvaried)

# %%
kin, by_chance = reporters.alike(found, requests)
wide = followup.ledger(requests, statements, matches, docs, "parent")
wide = wide[(wide["n_named"] == 0) & (wide["speak"] != "")]
any_ = unheard[(unheard["speak"] != "") | (unheard["elsewhere"] != "")]
findings.say(
    f"{prose.of(kin, len(found), 'pairs of a request and a passage')} stand under one theme; if "
    f"passages exchanged their requests at random, {by_chance:.0f} would. "
    + (
        f"The passage used most is held against {prose.count(int(used.iloc[0]), 'request')}. "
        if len(used)
        else ""
    )
    + f"Silence depends on what a subject is: of {len(unheard)} requests that nobody names, a later "
    f"document speaks of the subject of {int((unheard['speak'] != '').sum())}, of {len(wide)} if themes "
    f"are taken broadly, and of {len(any_)} if work at home counts as well."
)

# %%
far = varied.assign(by=(varied["estimate"] - base).abs()).nlargest(3, "by")
moved = [f"{row.variant} ({row.estimate:.0%})" for row in far[far["by"] > 0].itertuples()]
findings.say(
    f"The finding {findings.tally(varied)}. "
    + (f"From {base:.0%}, the share moves farthest in these cases: " if moved else "")
    + (f"{'; '.join(moved)}." if moved else "")
)

# %% tags=["checks"]
assert set(docs).isdisjoint({study}), "the study follows up its own requests"
assert (documents.loc[docs, "date"] > documents.loc[study, "date"]).all(), (
    "a later document is older than the study"
)
assert n["n_both"] <= n["n_either"] <= n["n"], "more requests are named again than were made"
assert set(found["request"]) <= set(requests["statement"]), "a passage reports on what nobody asked"
assert (each.loc[each["silent"].isna(), "relations"].map(len) == 0).all(), (
    "a document names a request and does not speak of its subject"
)

# %% tags=["provenance"]
chosen = {"corpus": corpus, "subject": subject, "as_of": as_of}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
