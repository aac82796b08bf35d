# %% [markdown]
# # Which printed quantities cannot all be true, and what would reconcile them?
#
# Numbers on China's NGOs are quoted from document to document. Whoever quotes one should know whether
# it agrees with the numbers printed beside it. Where numbers fit together, none of them is proved;
# where they do not, at least one is wrong or means something else.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
documents: list[str] = []  # which documents; empty for every one
rounding: Literal["half_up", "truncated", "either"] = "half_up"  # how numbers were shortened

# %% tags=["setup"]
from helpers import charts, evidence, findings, parameters, prose, records, tables
from helpers.claims import hearing
from helpers.numbers import clusters, consistency, mending, repairs

parameters.check(globals())
relations = consistency.within(records.load("relations", corpus), documents)
quantities, unread = records.load("quantities", corpus), records.load("unread", corpus)
quantities = quantities[quantities["doc"].isin(documents or set(quantities["doc"]))]
checked = consistency.check(relations, quantities, rounding, unread)
settled, knots = consistency.settled(checked), clusters.knots(checked)
mended = repairs.reconciliations(relations, quantities, rounding, unread)
n_knots, n_granted = knots["knot"].nunique(), knots[knots["premise"] != ""]["knot"].nunique()

# %% tags=["bottom-line"]
numbers = mending.by_number(mending.described(mended, quantities))
n_slips = numbers.groupby("relations")["n_slips"].sum()
found = knots.drop_duplicates("knot")["docs"].value_counts()
where = prose.listing([prose.count(n, f"in {doc}", f"in {doc}") for doc, n in found.items()])
findings.finding(
    f"Read plainly, {prose.count(n_knots, 'set')} of printed numbers cannot all be true, {where}: "
    f"{len(knots)} of {len(settled)} relations that can be computed fail. One wrong digit or point "
    f"would explain {prose.of((n_slips > 0).sum(), n_knots, 'sets')}; for "
    f"{prose.count(int((n_slips == 1).sum()), 'set')} only one such slip would do."
    if n_knots
    else f"{prose.count(len(settled), 'relation')} between printed numbers can be computed, and none "
    "of them fails.",
    f"{prose.of(n_granted, n_knots, 'sets')} rest on a reading that the text suggests, such as that "
    f"{min(filter(None, knots['premise']))}; which number is wrong, only an outside source can say."
    if n_granted
    else "Which numbers are wrong, only an outside source can say; those that agree may be wrong too.",
    estimate=n_knots,
    unit="sets of printed numbers that cannot all be true",
    denominator=len(settled),
)

# %% [markdown]
# ## What was read
#
# A row is a relation between printed numbers: a sum, a share, an order of dates, a promised list.
# Numbers stand for all values that would be printed so; what rests on wording, on a name or on a fact
# that no document prints is counted apart and gets no verdict here.

# %%
read, outside = consistency.readings(checked), checked[checked["settled_by"] == "an outside fact"]
open_ = checked[(checked["settled_by"] == "arithmetic") & (checked["verdict"] == "underdetermined")]
says = read["says"].value_counts()
findings.say(
    f"{len(quantities)} numbers and {len(relations)} relations were read. Arithmetic settles "
    f"{prose.count(len(settled), 'relation')}; {len(open_)} cannot be computed, as a number is not "
    f"printed, and {len(outside)} need an outside fact. Reading and not arithmetic settles the other "
    f"{len(read)}: places agree in {says.get('agree', 0)}, differ in {says.get('differ', 0)}, and "
    f"{says.get('open', 0)} stay open."
)

# %%
tables.show(
    read.groupby(["kind", "says"]).size().unstack(fill_value=0).reset_index(),
    "readings",
    "Settled by reading, not by arithmetic: in how many relations do the places agree?",
)

# %%
left_out = records.load("exclusions", corpus)
left_out = left_out[left_out["doc"].isin(quantities["doc"]) & (left_out["kind"] == "number")]
evidence.unfold(
    dict(list(left_out.assign(says=left_out["what"] + ": " + left_out["why"]).groupby("doc"))),
    "left-out",
    "Numbers that were looked at and left out, and why",
    corpus,
    "says",
    "exclusion",
)

# %%
apart = checked[checked["relation"].isin([*outside["relation"], *open_["relation"]])]
apart = consistency.placed(apart, quantities)
apart = apart.assign(says=apart["numbers"] + " · " + apart["note"])
evidence.unfold(
    dict(list(apart.groupby("reason"))),
    "outside",
    "No verdict: relations that need something that the documents do not print",
    corpus,
    "says",
    "relation",
)

# %% [markdown]
# ## Which numbers hang together?
#
# Numbers hang together where a relation joins them, directly or by way of others. A number that hangs
# together with nothing cannot be checked from these documents.

# %%
held = clusters.of(relations, quantities).merge(quantities, on="quantity")
alone, joined = held[held["cluster"] == 0], held[held["cluster"] > 0]
joined = joined.assign(torn=joined["quantity"].isin("; ".join(knots["members"]).split("; ")))
groups = joined.groupby("cluster").agg(
    n=("quantity", "size"),
    torn=("torn", "sum"),
    docs=("doc", lambda docs: prose.listing(sorted(set(docs)))),
)
findings.say(
    f"{prose.of(len(joined), len(held), 'numbers')} can be tested. They form "
    f"{prose.count(len(groups), 'group')} that hang together; the largest holds "
    f"{groups['n'].max() if len(groups) else 0} numbers. No relation tests the other {len(alone)}."
)

# %%
tables.show(
    groups[(groups["n"] > 4) | (groups["torn"] > 0)].reset_index(),
    "groups",
    "Groups of more than four numbers, and all that hold a contradiction",
    {"cluster": "Group", "docs": "Documents", "n": "Numbers"}
    | {"torn": "Of these in a relation that fails"},
)

# %% [markdown]
# ## Which relations hold?
#
# Each relation is tried with all values behind its printed numbers, and fails only if none will do. A
# promised list that is short where lines are lost is a reading artefact, damage of the print.

# %%
counts = settled.groupby(["kind", "verdict"]).size().rename("n").reset_index()
counts["kind"] = counts["kind"].str.replace("_", " ")
counts["all"] = counts.groupby("kind")["n"].transform("sum")
kinds = counts[counts["verdict"] == "inconsistent"]["kind"].nunique()
charts.show(
    charts.draw_counts(
        counts.sort_values(["all", "kind"], ascending=False), "kind", "verdict", "relations"
    ),
    counts.drop(columns="all"),
    name="verdicts",
    title=f"{prose.of(len(knots), len(settled), 'relations')} fail, in "
    f"{prose.count(kinds, 'kind')} of relation",
    caption=f"Relations that arithmetic settles, by kind and verdict. n = {len(settled)} relations. "
    f"Source: {prose.listing(sorted(set(quantities['doc'])))}.",
    alt="; ".join(f"{c.kind}, {c.verdict}: {c.n}" for c in counts.itertuples()),
)

# %%
every = consistency.placed(settled, quantities).sort_values(["verdict", "kind", "relation"])
every["says"] = every["numbers"] + " · " + every["note"]
evidence.unfold(
    dict(list(every.groupby(every["verdict"] + ", " + every["kind"].str.replace("_", " ")))),
    "relations",
    "The relations that arithmetic settles, by verdict and kind, with the words of their lines",
    corpus,
    "says",
    "relation",
)

# %%
grains = consistency.granular(relations, quantities, rounding)
fine = grains[grains["is_granular"].notna()]
damaged = settled[settled["verdict"] == "reading artefact"]
findings.say(
    f"{prose.count(len(damaged), 'relation fails', 'relations fail')} by damage of the print: text is "
    f"missing beside the lines. Of {prose.count(len(grains), 'percentage')} with a printed total, "
    f"{len(fine)} are fine enough to fail if no whole number lies behind them; "
    f"{int(fine['is_granular'].sum())} of these pass."
)

# %% [markdown]
# ## What would reconcile them?
#
# One number is changed at a time, until all relations of its set can hold and none breaks that held
# before. No repair is preferred: where several numbers could be the wrong one, nothing printed here
# can say which.

# %%
tables.show(
    knots.assign(
        premise=knots["premise"].where(knots["premise"] != ""),
        place=knots["docs"] + ", " + knots["lines"],
    ),
    "contradictions",
    "Sets of numbers that cannot all be true; the gap is in the unit of both sides",
    {"knot": "Set", "place": "Lines", "numbers": "Should hold, but cannot"}
    | {"gap": "Gap, at least", "premise": "It must hold only if …"},
)

# %%
sets = {"; ".join(rows["relation"]): knot for knot, rows in knots.groupby("knot")}
numbers = numbers.assign(knot=numbers["relations"].map(sets)).sort_values(["knot", "repair"])
tables.show(
    numbers,
    "repairs",
    "Each number that could reconcile its set alone",
    {"knot": "Set", "what": "Number", "printed": "Printed", "needed": "Would have to be"}
    | {"slips": "One slip of the hand away"},
)

# %%
numbers["label"] = [f"set {n.knot}, {n.doc}\nline {n.line_start}" for n in numbers.itertuples()]
several = int((numbers.groupby("knot").size() > 1).sum())
charts.show(
    charts.draw_needed(numbers),
    numbers[["knot", "doc", "line_start", "printed", "at", "needed", "low", "high"]],
    name="needed",
    title=f"In {prose.of(several, n_knots, 'sets')} more than one number could be the wrong one"
    if n_knots
    else "No number has to be another one",
    caption="Numbers that could reconcile their set alone: as printed (circle) and what they would "
    f"have to be (bar). Each line has its own scale. n = {len(numbers)} numbers. "
    f"Source: {prose.listing(sorted(set(numbers['doc']))) or 'none'}.",
    alt="; ".join(f"{n.doc}: {n.printed}, needed {n.needed}" for n in numbers.itertuples())
    or "no number",
)

# %%
beyond = n_knots - numbers["knot"].nunique()
findings.say(
    f"In {prose.of(several, n_knots, 'sets')} several numbers could be the wrong one, and only an "
    f"outside source can decide; {prose.of(n_knots - beyond, n_knots)} can be mended by one number. "
    "Two wrong numbers, or a meaning that we missed, would explain each set as well."
    if n_knots
    else "There is nothing to reconcile."
)

# %% [markdown]
# ## Evidence
#
# The numbers that cannot all be true. Those that agree with other printed numbers speak against
# blaming them, and against the reading that sets them beside each other.

# %%
sound = settled[(settled["verdict"] == "consistent") & (settled["kind"] != "bounds")]
support = sound["members"].str.split("; ").explode().value_counts()
cited = quantities[quantities["quantity"].isin("; ".join(knots["members"]).split("; "))]
cited = cited.assign(n=cited["quantity"].map(support).fillna(0).astype(int))
others = cited["n"].map(lambda n: "agrees in " + prose.count(n, "other relation"))
cited["says"] = cited["measures"] + ": " + cited["printed"] + " (" + others + ")"
evidence.listed(
    cited.assign(against=cited["n"] > 0).sort_values(["against", "quantity"]),
    "evidence",
    "In a relation that fails; those that hold elsewhere, limits aside, speak against",
    corpus,
    "says",
    "quantity",
)

# %%
audited = mending.listed(checked, numbers)
tables.show(
    audited.assign(kind=audited["kind"].str.replace("_", " ")),
    "audit",
    "Every relation between numbers: what should hold as printed, what was found, and which number, "
    "printed otherwise, would mend it; those that fail first",
    {"relation": "Relation", "kind": "Kind", "docs": "Documents", "lines": "Lines"}
    | {"expected": "Should hold", "found": "Found", "verdict": "Verdict", "reason": "Because"}
    | {"repairs": "Would be mended by"},
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the error is ours, because we misread a number, misunderstood a
# sentence, or assume the wrong way of rounding. And a check that never fails would find nothing.

# %%
margin, line = 0.5, 0.5
unvaried = {"document": "numbers of one document alone were read"}
unvaried |= {"author": "no number whose author is known stands in a contradiction"}
findings.say(
    "The finding weakens where a variant changes the number of sets that cannot all be true, and "
    "reverses where none is left, or where some appear that were not there."
)

# %%
ways = {"half_up": "numbers were rounded", "truncated": "digits were cut off"}
ways |= {"either": "numbers were rounded or cut off"}
tried = {words: (relations, quantities, way) for way, words in ways.items() if way != rounding}
exact = quantities.assign(qualifier="exact")
tried["“more than” and “about” are passed over"] = relations, exact, rounding
less = {"document": {}, "author": {}, "reading": {}}
for doc in sorted(set(quantities["doc"])) if quantities["doc"].nunique() > 1 else []:
    less["document"][f"without {doc}"] = consistency.without(relations, doc)
for words in [*sorted(set(knots["premise"]) - {""}), ""]:
    kept = relations[~relations["note"].str.contains(f"Only if {words}", regex=False)]
    name = f"it is not granted that {words}" if words else "nothing is granted beside the numbers"
    less["reading"][name] = kept
said = hearing.said_in(quantities, *(records.load(t, corpus) for t in ("statements", "segments")))
said = said[said["quantity"].isin("; ".join(settled["members"]).split("; "))]

# %%
names, members = records.names("actors", corpus), relations["members"].str.split("; ")
for column, words in {"author": "without ", "counted_by": "without what was counted by "}.items():
    for who in sorted(set(said[column]) - {""}):
        own = set(said.loc[said[column] == who, "quantity"])
        less["author"][words + names.get(who, who)] = relations[members.map(own.isdisjoint)]


def sets(rows, numbers=quantities, way=rounding):
    checked_ = consistency.check(rows, numbers, way, unread)
    return clusters.knots(checked_)["knot"].nunique()


variants = {kind: {name: sets(kept) for name, kept in cut.items()} for kind, cut in less.items()}
variants["definition"] = {name: sets(*how) for name, how in tried.items()}
variants["grain"] = {"what hangs together counts as one set": int((groups["torn"] > 0).sum())}
varied = findings.vary(n_knots, variants, margin, line)
findings.robustness(varied, "sets", unvaried)

# %%
placebo = [consistency.shuffled(relations, seed) for seed in range(10)]
placebo = [consistency.check(moved, quantities, rounding) for moved in placebo]
moved = [consistency.settled(test)["verdict"] == "inconsistent" for test in placebo]
n_moved, n_failed = sum(map(len, moved)), int(sum(test.sum() for test in moved))
planted = repairs.noticed(relations, quantities, rounding)[["n_slips", "n_noticed"]].sum()
findings.say(
    "Where relations of one kind exchange their numbers at random, "
    f"{prose.of(n_failed, n_moved)} fail; as printed, {prose.of(len(knots), len(settled))}. Of "
    f"{planted['n_slips']:,} single wrong keystrokes, planted one at a time in numbers that agree, "
    f"{planted['n_noticed']:,} are noticed. The others would pass unseen."
)

# %%
findings.say(
    f"The finding {findings.tally(varied)}. No variant can show that numbers which agree are right."
)

# %% tags=["checks"]
assert settled["verdict"].notna().all(), "a relation between printed numbers has no verdict"
assert not set(knots["needs"]) & {"outside"}, "a contradiction rests on a fact that nobody printed"
assert set(mended["quantity"]) <= set(quantities["quantity"]), "a repair changes an unknown number"
assert len(knots) <= len(settled), "more relations fail than were tested"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "documents": documents, "rounding": rounding}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
