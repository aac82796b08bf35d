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
from helpers import charts, evidence, findings, parameters, prose, records, sources
from helpers import tables, taxonomy

parameters.check(globals())
statements = taxonomy.requests(records.load("statements", corpus), kinds, documents)
tables_of_records = records.load("addressees", corpus), records.load("themes", corpus)
names = records.names("actors", corpus)
placed = taxonomy.classify(statements, *tables_of_records, scheme)
asked = taxonomy.classify(statements, *tables_of_records, "addressee")
groups = taxonomy.counts(placed, ["group"])
first, n_authors = groups.iloc[0], statements["author"].nunique()

# %% tags=["bottom-line"]
unit = {"statement": "requests", "item": "sentences and items", "document": "documents"}[grain]
verbs = {"addressee": "ask", "instrument": "call for", "theme": "are about", "horizon": "have"}
shared, whole = taxonomy.n_units(placed, grain, first["group"]), taxonomy.n_units(placed, grain)
sizes = taxonomy.by_document(placed, grain).groupby("group")["n"].sum().drop(first["group"])
after = [f"{group} ({n})" for group, n in sizes.nlargest(2).items()]
turned = [
    f"{t.doc} turns first to {t.group} ({t.n} of {t.n_statements} requests)"
    for t in taxonomy.turned_to(asked).nlargest(2, "n_statements").itertuples()
]
findings.finding(
    f"{prose.of(shared, whole, unit)}, from {first['n_authors']} of {n_authors} authors, "
    f"{verbs[scheme]} {first['group']}"
    + (f"; the largest other groups: {prose.listing(after)}." if after else "."),
    f"The documents answer different questions; the two with most requests: {prose.listing(turned)}.",
    estimate=shared / whole,
    unit=f"share of {unit}",
    denominator=whole,
    values=dict(first),
)

# %% [markdown]
# ## What was read
#
# A row is a request: one actor asked to do one thing. A printed list item is never merged with another.
# What was read and is no statement is listed below, each sentence with its reason.

# %%
catalogue = sources.catalogue(corpus)
read = taxonomy.turned_to(asked).assign(
    date=lambda f: [catalogue[doc].date for doc in f["doc"]],
    note=lambda f: [catalogue[doc].note for doc in f["doc"]],
    most=lambda f: f["group"] + " (" + f["n"].astype(str) + ")",
)
tables.show(
    read,
    "documents",
    "What each document was asked, and whom it asks most",
    {"doc": "Document", "date": "Date", "n_statements": "Requests", "most": "Asks most"}
    | {"note": "What it is and what was asked"},
)

# %%
left_out = records.load("exclusions", corpus)
left_out = left_out[left_out["doc"].isin(statements["doc"])].query("kind == 'sentence'")
findings.say(
    f"{len(statements)} requests by {prose.count(n_authors, 'author')} were read from "
    f"{prose.count(statements['doc'].nunique(), 'document')}; "
    f"{prose.count(len(left_out), 'sentence')} of these were left out."
)

# %%
evidence.unfold(
    dict(list(left_out.groupby("doc"))),
    "left-out",
    "Sentences left out",
    corpus,
    "why",
    "exclusion",
)

# %% [markdown]
# ## The taxonomy
#
# Groups that many documents share come first, then those that many authors share, then the most often
# requested. A request with two addressees stands under both.

# %%
drawn = taxonomy.by_document(placed, grain)
common = int((groups["n_documents"] > 1).sum())
charts.show(
    charts.draw_counts(drawn, "group", "doc", f"number of {unit}"),
    drawn,
    name="taxonomy",
    title=f"{prose.of(common, len(groups))} groups by {scheme} occur in more than one document",
    caption=f"{prose.sentence(unit)} by {scheme}, most widely shared first. n = {whole} {unit}. "
    f"Source: {prose.listing(sorted(set(drawn['doc'])))}.",
    alt="; ".join(f"{row.group}, {row.doc}: {row.n}" for row in drawn.itertuples()),
)

# %%
places = taxonomy.counts(placed, ["group", "place"])
tables.show(
    places,
    "taxonomy",
    f"Requests by {scheme}, counted in four ways",
    {"group": "Group", "place": "Place", "n_documents": "Documents", "n_authors": "Authors"}
    | {"n_items": "Sentences and items", "n_statements": "Requests"},
)

# %%
behind = {
    row.place if row.place == row.group else f"{row.group}: {row.place}": placed[
        (placed["group"] == row.group) & (placed["place"] == row.place)
    ].sort_values("statement")
    for row in places.itertuples()
}
evidence.unfold(behind, "requests", "The list behind each count", corpus, "paraphrase", "statement")

# %% [markdown]
# ## Who is asked for what?
#
# Each cell counts the requests that ask one group for one kind of instrument. Empty cells are requests
# that nobody makes.

# %%
means = taxonomy.classify(statements, *tables_of_records, "instrument")
grid = taxonomy.grid(asked, means)
tables.show(
    grid.rename_axis("addressee").reset_index(), "who-what", "Requests by addressee and instrument"
)

# %%
empty, (who, what) = int((grid == 0).sum().sum()), grid.stack().idxmax()
findings.say(
    f"{prose.of(empty, grid.size, 'cells')} are empty. The fullest one: {who}, {what} "
    f"({prose.count(int(grid.loc[who, what]), 'request')})."
)

# %% [markdown]
# ## When should it happen?
#
# A heading may promise one horizon and a sentence below it another, so both are shown.

# %%
when = taxonomy.horizons(statements)
tables.show(
    when,
    "horizon",
    "Requests by the sentence's own horizon and by that of its heading",
    {"own": "The sentence says", "heading": "Its heading says", "n": "Requests"},
)

# %%
timed = when[when["horizon"] != "none_stated"]
both = timed[timed["horizon_section"] != "none_stated"]
differ = both[both["horizon"] != both["horizon_section"]]
findings.say(
    f"{prose.of(int(timed['n'].sum()), len(statements), 'requests')} say themselves when they should "
    f"be met. Where the heading says it too ({int(both['n'].sum())}), "
    f"the two differ for {prose.count(int(differ['n'].sum()), 'request')}."
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
    f"Under “{first['group']}”; against it, under “{second}”",
    corpus,
    "says",
    "statement",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: one author writes most of the requests, or the way of cutting
# sentences into requests decides what comes first.

# %%
margin, group = 0.1, first["group"]
findings.say(
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    f"points, and reverses where another {scheme} is then shared more widely than “{group}”."
)

# %%
variants = {
    f"without {names[author]}": taxonomy.standing(placed[placed["author"] != author], grain, group)
    for author in sorted(set(placed["author"]))
}
for doc in sorted(set(placed["doc"])):
    variants[f"without {doc}"] = taxonomy.standing(placed[placed["doc"] != doc], grain, group)
for other in {"statement", "item", "document"} - {grain}:
    variants[f"{other}s are counted"] = taxonomy.standing(placed, other, group)
own = placed[placed["kind"] == "recommendation"]
variants["only requests in the speaker's own voice count"] = taxonomy.standing(own, grain, group)
varied = findings.vary(shared / whole, dict(sorted(variants.items())), margin)
findings.robustness(varied, f"share of {unit}")

# %%
findings.say(f"The finding {findings.tally(varied)}.")

# %% tags=["checks"]
unasked = set(statements["statement"]) - set(asked["statement"])
assert not unasked, f"nobody is asked to lead in {', '.join(sorted(unasked))}"
assert shared <= whole, "a group holds more requests than there are"
assert statements["statement"].is_unique, "a request stands twice in the table"
assert (statements["paraphrase"] != "").all(), "a request has no words of ours"

# %% tags=["provenance"]
chosen = {
    "corpus": corpus,
    "scheme": scheme,
    "grain": grain,
    "kinds": kinds,
    "documents": documents,
}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
