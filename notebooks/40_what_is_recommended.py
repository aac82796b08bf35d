# %% [markdown]
# # Who is asked to do what, by which instrument?
#
# A recommendation that names nobody can be agreed with by everybody. Foundation staff who look for
# their own tasks need to know which requests are meant for them, and officials which are meant for the
# state. If requests name somebody, they can be followed up; if not, they are wishes.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
scheme: Literal["addressee", "instrument", "theme", "horizon"] = "addressee"  # what groups them
grain: Literal["statement", "item", "document"] = "statement"  # what is counted
kinds: list[Literal["own", "implied", "reported"]] = ["own", "implied", "reported"]  # whose voice
documents: list[str] = []  # which documents; empty for all that hold requests

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.asks import answers, chains, grains, recurrence, taxonomy

parameters.check(globals())
catalogue, names = sources.catalogue(corpus), records.names("actors", corpus)
everything, segments = records.load("statements", corpus), records.load("segments", corpus)
statements = grains.itemised(taxonomy.requests(everything, kinds, documents), segments)
coded = addressees, themes = records.load("addressees", corpus), records.load("themes", corpus)
placed = taxonomy.classify(statements, *coded, scheme)
asked, means = (taxonomy.classify(statements, *coded, by) for by in ("addressee", "instrument"))

# %% tags=["bottom-line"]
groups, docs = taxonomy.counts(placed, ["group"]), sorted(set(statements["doc"]))
first, n_authors = groups.iloc[0], statements["author"].nunique()
unit = {"statement": "requests", "item": "sentences", "document": "documents"}[grain]
says, joined, goes = answers.WORDS[scheme]
shared, whole = taxonomy.n_units(placed, grain, first["group"]), taxonomy.n_units(placed, grain)
other = means if scheme == "addressee" else asked
after = answers.runners_up(placed, other, grain, goes)
findings.finding(
    f"Requests that {says} {first['group']} stand in "
    f"{prose.of(first['n_documents'], len(docs), 'documents')} and come from "
    f"{prose.of(first['n_authors'], n_authors, 'authors')}"
    + (f": {prose.of(shared, whole, unit)}" if grain != "document" else "")
    + (f"; largest after that: {prose.listing(after)}." if after else "."),
    answers.held_by(placed, joined),
    estimate=shared / whole,
    unit=f"share of {unit}",
    denominator=whole,
    values=dict(first),
)

# %% [markdown]
# ## What was read
#
# A row is a request: one actor asked to do one thing, never two printed list items in one. Whom the
# sentence names is asked; whom only a heading names is not. Whom a document asks depends on what it was
# asked itself, so both stand side by side.

# %%
nobody = asked[asked["parent"] == "anyone"].groupby("doc")["statement"].nunique()
read = taxonomy.turned_to(asked).assign(
    date=lambda f: [recurrence.dated(catalogue[doc]) for doc in f["doc"]],
    note=lambda f: [catalogue[doc].note for doc in f["doc"]],
    most=lambda f: f["group"] + " (" + f["n"].astype(str) + ")",
    nobody=lambda f: f["doc"].map(nobody).fillna(0).astype(int),
)
tables.show(
    read.sort_values(["date", "doc"]),
    "documents",
    "What each document was asked, and whom it asks",
    {"doc": "Document", "date": "Date", "n_statements": "Requests", "most": "Asks most"}
    | {"nobody": "Asks nobody in particular", "note": "What it is and what it was asked"},
)

# %%
left_out = records.load("exclusions", corpus).query("kind == 'sentence'")
left_out = left_out[left_out["doc"].isin(docs)]
n_listed = int(statements["in_list"].sum())
evidence.unfold(
    dict(list(left_out.groupby("doc"))),
    "left-out",
    prose.sentence(
        f"{prose.count(len(statements), 'request')} by {prose.count(n_authors, 'author')} "
        f"{'stands' if len(statements) == 1 else 'stand'} in {prose.count(len(docs), 'document')}, "
        f"{n_listed or 'none'} in a printed list. Sentences that became no statement: "
        f"{len(left_out)}, each for the reason given."
    ),
    corpus,
    "why",
    "exclusion",
)

# %% [markdown]
# ## Which groups are there, and how firm are the counts?
#
# Groups that many documents share come first, then those that many authors share, then the most often
# requested. A request with two addressees stands under both; every count unfolds into its list.

# %%
drawn = taxonomy.by_document(placed, grain)
charts.show(
    charts.draw_counts(drawn, "group", "doc", f"number of {unit}"),
    drawn,
    name="taxonomy",
    title=f"{prose.sentence(first['group'])}: {prose.of(shared, whole, unit)}"
    + (f", in {prose.of(first['n_documents'], len(docs), 'documents')}" * (grain != "document")),
    caption=f"{prose.sentence(unit)} by {scheme}, most widely shared first. n = {whole} {unit}. "
    f"Source: {prose.listing(docs)}.",
    alt="; ".join(f"{row.group}, {row.doc}: {row.n}" for row in drawn.itertuples()),
)

# %%
voices = placed["author"].map(names).fillna(placed["author"])
evidence.tree(
    answers.branches(placed.assign(says=voices + ": " + placed["paraphrase"])),
    "requests",
    f"Requests by {scheme}: groups, what is in them, and the list behind each count",
    corpus,
    "says",
    "statement",
)

# %%
tables.show(
    grains.sturdiness(placed, names),
    "taxonomy",
    f"Groups by {scheme} counted in four ways, their shares under three grains (%), and what leaving "
    "out any one author does to their share of requests (%)",
    {"group": "Group", "n_documents": "Documents", "n_authors": "Authors", "n_items": "Sentences"}
    | {"n_statements": "Requests", "statements": "% of requests", "items": "% of sentences"}
    | {"documents": "% of documents", "least": "Least without one author"}
    | {"most": "Most without one author", "hangs_on": "Moves most without"},
)

# %% [markdown]
# ## Who is asked for what, and when?
#
# An empty place is a request that nobody makes. A heading may promise one time and a sentence below it
# another, so both are shown.

# %%
cells = answers.cells(asked, means)
most = answers.fullest(cells, asked)
marked = cells[cells["n"] > 0].rename(columns={"addressee": "column", "instrument": "label"})
charts.show(
    charts.draw_marks(
        marked.assign(mark="named"),
        list(taxonomy.counts(means, ["group"])["group"]),
        list(taxonomy.counts(asked, ["group"])["group"]),
        {"named": "requests; no disc: none"},
    ),
    cells,
    name="who-what",
    title=f"Asked most, where somebody is named: {most['addressee']}, for {most['instrument']} "
    f"({prose.count(int(most['n']), 'request')})",
    caption="Requests by instrument (rows) and by who is asked (columns). "
    f"n = {len(statements)} requests. Source: {prose.listing(docs)}.",
    alt="; ".join(f"{c.column}, {c.label}: {c.n}" for c in marked.itertuples()),
)

# %%
when = taxonomy.horizons(statements)
tables.show(
    when,
    "horizon",
    "Requests by the sentence's own time and by that of its heading",
    {"own": "The sentence says", "heading": "Its heading says", "n": "Requests"},
)

# %%
givers = ["chinese_foundations", "funders"]
findings.say(
    f"{answers.gaps(cells)} "
    + answers.parts_of(statements, addressees, givers, "Chinese foundations or funders")
    + f" {taxonomy.timing(when)}"
)

# %% [markdown]
# ## Which requests are made again later?
#
# A later request repeats an earlier one if it asks for the same, wholly or in part. Two machine-assisted
# readings looked for such pairs; what only one of them found is shown apart, as it may be an accident.

# %%
dates = pd.DataFrame([vars(document) for document in catalogue.values()])
found = recurrence.pairs(statements, records.load("matches", corpus), dates)
judged = recurrence.states(statements, found, dates)
again = recurrence.audit(judged, found).iloc[0]
spread = recurrence.by_document(judged, dates)
charts.show(
    charts.draw_counts(spread, "doc", "state", "number of requests"),
    spread,
    name="again",
    title=recurrence.headline(again),
    caption="Requests of each document that has a later one, by whether a later document makes them "
    f"again. n = {again['n']} requests; without a later document: {again['n_last']}.",
    alt="; ".join(f"{row.doc}, {row.state}: {row.n}" for row in spread.itertuples())
    or "No document read here has a later one.",
)

# %%
threads = recurrence.threads(found, statements, names)
tables.show(
    threads,
    "again",
    "Requests that run through several documents, as both readings see it (years: the most that are "
    "possible, where of a document only the earliest possible date is known)",
    {"what": "What is asked, in its earliest form", "first": "First", "again": "Again"}
    | {"years": "Years later"},
)

# %%
told = found.merge(statements, left_on="earlier", right_on="statement")
told["says"] = recurrence.spelled(found, statements, names)
evidence.unfold(
    {state: part.sort_values("earlier") for state, part in told.groupby("state")},
    "again-pairs",
    "Every pair, the earlier request with its place, then the later one",
    corpus,
    "says",
    "earlier",
)

# %%
findings.say(recurrence.summary(again, threads))

# %% [markdown]
# ## How do strategies lead to models and to requests, and which public body has which task?
#
# Where a study offers strategies and ways of cooperating before it recommends, its requests should carry
# them out. What the document prints about that is told apart from what the readings infer.

# %%
chained = chains.levels(everything[everything["doc"].isin(docs)], statements)
relations, quantities = records.load("relations", corpus), records.load("quantities", corpus)
links = chains.links(chained, records.load("matches", corpus))
links = chains.named(links, chained, relations, segments)
tables.show(
    chains.chain(chained, links),
    "chain",
    "From strategy to model to request, by the lines of the requests",
    {"strategy": "Strategy", "model": "Model", "joined": "Joined by"}
    | {"sure": "Requests: printed or both readings", "unsure": "One reading only"},
)

# %%
findings.say(chains.summary(chained, links))

# %%
printed = chains.notes(chained, relations, segments, quantities)
tables.show(
    pd.DataFrame({"note": printed}, dtype=str),
    "chain-printed",
    "What is printed, or left open, about how strategies, models and requests belong together",
    {"note": "Lines, and what they say"},
)

# %%
tables.show(
    answers.tasks(statements, addressees, names),
    "bodies",
    "Public bodies asked by name: what each is to lead, and where it is to join others",
    {"body": "Body", "doc": "Document", "leads": "Is to lead", "joins": "Is to join in"},
)

# %% [markdown]
# ## Evidence
#
# One request of each author under the most widely shared group, and against it one of each author from
# the group that comes next.

# %%
second = groups["group"].iloc[min(1, len(groups) - 1)]
shown = placed[placed["group"].isin([first["group"], second])]
shown = shown.drop_duplicates(["author", "group"]).sort_values("statement")
shown = shown.assign(
    against=shown["group"] != first["group"],
    says=shown["author"].map(names) + ": " + shown["paraphrase"],
)
evidence.listed(
    shown.sort_values("against", kind="stable"),
    "evidence",
    f"Under “{first['group'].strip('“”')}”; against it, "
    + (f"under “{second.strip('“”')}”" if second != first["group"] else "nothing"),
    corpus,
    "says",
    "statement",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanations: one author writes most of the requests; sentences were cut so that
# one group wins; or a request that names nobody to lead does name somebody to help.

# %%
margin, group = 0.1, first["group"]
findings.say(
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    f"points, and reverses where another {scheme} is then shared more widely than “{group.strip('“”')}”."
)

# %%
translated = {doc for doc in docs if "translated" in catalogue[doc].genre}
variants = grains.variants(placed, grain, group, names, translated)
codings = records.load("codings", corpus)
for kind, parts in grains.alternatives(statements, *coded, codings, scheme).items():
    tried = {name: taxonomy.standing(part, grain, group) for name, part in parts.items()}
    variants[kind] = variants.get(kind, {}) | tried
varied = findings.vary(shared / whole, variants, margin)
unvaried = {
    "reading": f"the {scheme} of requests was coded in one reading alone",
    "document": "all requests stand in one document",
    "author": "all requests have one author",
    "definition": "no request is in its speaker's own voice, and nothing else was coded twice",
}
findings.robustness(varied, f"share of {unit}", unvaried)

# %%
once = {"addressee": "Who is asked", "instrument": "The instrument", "horizon": "The time"}
findings.say(
    f"The finding {findings.tally(varied)}. "
    + (
        f"{once[scheme]} was coded in one machine-assisted reading alone, so no second one can "
        "confirm it."
        if scheme in once
        else "The themes were coded in two machine-assisted readings; what each of them gives stands above."
    )
)

# %% tags=["checks"]
unasked = set(statements["statement"]) - set(asked["statement"])
assert not unasked, f"nobody is asked to lead in {', '.join(sorted(unasked))}"
assert shared <= whole, "a group holds more requests than there are"
assert statements["statement"].is_unique, "a request stands twice in the table"
assert (statements["paraphrase"] != "").all(), "a request has no words of ours"
assert again["n"] + again["n_last"] == len(statements), "a request is both made again and not"
assert (found["from_doc"] != found["to_doc"]).all(), "a document is said to come after itself"

# %% tags=["provenance"]
chosen = {
    "corpus": corpus,
    "scheme": scheme,
    "grain": grain,
    "kinds": kinds,
    "documents": documents,
}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
