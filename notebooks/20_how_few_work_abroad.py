# %% [markdown]
# # How few Chinese NGOs worked internationally, and how precisely can the study's own numbers say so?
#
# Huang Haoming's study prints how few Chinese NGOs work beyond their borders. Whoever plans support
# for them may read that share as the size of the gap. If the counts behind the share carry it, it
# can be quoted with its bounds. If they do not, only the counts can.

# %% tags=["parameters"]
from typing import Annotated, Literal

from pydantic import Field

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
uncertainty: Literal["rounding", "definition", "binomial"] = "rounding"  # what a range spans
repair: Annotated[int, Field(ge=0, le=99)] = 0  # reconciliation that is applied; 0: as printed

# %% tags=["setup"]
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.numbers import consistency, reconciled, repairs, shares

parameters.check(globals())
numbers, between = records.load("quantities", corpus), records.load("relations", corpus)
printed, relations = shares.material(numbers, between)
found = repairs.reconciliations(relations, printed)
quantities = reconciled.mended(printed, found, repair)
names = records.names("actors", corpus)
recomputed = shares.recompute(relations, quantities)
bars = shares.uncertain(recomputed, relations, quantities, uncertainty)
overall = bars.loc[bars["total"].idxmax()]
cases = reconciled.under_each(found, relations, printed, overall["share"])

# %% tags=["bottom-line"]
rivals, case = shares.rivals(quantities, "share"), cases.iloc[repair]
changed = "; if {printed} of {population} is {needed}".format(**case) if repair else ""
apart = "for {population} the figures of {} and {} differ by a factor of {factor:.1f}."
findings.finding(
    "In {as_of:.4} about one in {:,.0f} registered NGOs was counted as working internationally: "
    "{count:,} of {total:,}, or {recomputed:.3f}% (from {low:.4f}% to {high:.4f}%, {}{}).".format(
        100 / overall["recomputed"], overall["spans"], changed, **overall
    ),
    "What counts as international matters more than rounding: "
    + apart.format(names[rivals["left_by"][0]], names[rivals["right_by"][0]], **rivals.iloc[0])
    if len(rivals)
    else "Only one source is given, so nothing shows what another definition would change.",
    estimate=overall["recomputed"],
    unit="percent of registered NGOs",
    denominator=overall["total"],
    bounds=(overall["low"], overall["high"]),
)

# %% [markdown]
# ## What was read
#
# A row is a number as printed. A share is recomputed where the count and the total behind it are
# printed too. These are registers: they have rounding and definitions, but no sampling error.

# %%
unbacked = shares.unbacked(quantities, recomputed, overall["share"])
findings.say(
    f"{prose.count(len(quantities), 'number')} of "
    f"{prose.count(quantities['doc'].nunique(), 'document')} and {len(relations)} relations between "
    f"them were read. {prose.sentence(prose.count(len(recomputed), 'share'))} can be recomputed, "
    f"{prose.count(len(unbacked), 'more share')} cannot."
)

# %%
tables.show(
    unbacked.assign(why="the total behind it is not printed"),
    "left-out",
    "Shares that were left out of the recomputation, and why",
    {"population": "Group", "printed": "Printed", "line_start": "Line", "why": "Why left out"},
)

# %% [markdown]
# ## Which shares do the counts give?
#
# Each printed share is divided again from its own count and total.

# %%
largest = bars.loc[bars["recomputed"].idxmax()]
charts.show(
    charts.draw_shares(
        bars.assign(group=bars["population"] + "\n" + bars["as_of"].str[:4]), "group"
    ),
    bars.drop(columns=["char_start", "char_end"]),
    name="shares",
    title=f"Of all registered NGOs {overall['recomputed']:.2f}% were counted as international, of "
    f"{largest['population']} {largest['recomputed']:.1f}%",
    caption=f"Printed share (circle), recomputed share (stroke) and its range (bar: {overall['spans']}), in "
    f"percent on a logarithmic scale; {len(bars)} shares. "
    f"Source: {prose.listing(sorted(set(bars['doc'])))}.",
    alt="; ".join(f"{b.population}: {b.printed}% printed" for b in bars.itertuples()),
)

# %%
agree = bars["agrees"].map({True: "yes", False: "no"})
tables.show(
    bars.assign(source=bars["counted_by"].map(names), agrees=agree),
    "shares",
    "Printed and recomputed shares, in percent of the group",
    {"population": "Group", "count": "Count", "total": "Total", "printed_as": "Printed"}
    | {"recomputed": "Recomputed", "low": "From", "high": "To", "agrees": "Agree"}
    | {"source": "Counted by", "as_of": "As of"},
)

# %%
findings.say(
    f"{prose.of(int(bars['agrees'].sum()), len(bars), 'printed shares')} agree with their own count "
    "and total."
)

# %% [markdown]
# ## Can all these numbers be true at once, and if not, which could be wrong?
#
# The share of a whole lies between the shares of its parts, and parts add up to their whole. Where they
# do not, each change of one number that would reconcile its set is tried; only an outside source can
# say which of them is right.

# %%
checked = consistency.check(relations, quantities)
broken = checked.query("verdict == 'inconsistent'")
tables.show(
    broken,
    "contradictions",
    "Relations that no values behind the printed numbers can satisfy",
    {"kind": "Relation", "numbers": "Should hold, but cannot", "note": "Why it should hold"},
)

# %%
tested = checked[checked["verdict"] != "underdetermined"]
touched = overall["share"] in "; ".join(broken.query("kind == 'mixture'")["members"])
findings.say(
    f"{prose.of(len(broken), len(tested), 'relations that can be computed')} cannot hold. "
    + (
        "The overall share is in one of them: with the shares by type it makes a whole that lies "
        "outside its parts. It agrees with its own two counts; still, at least one of the printed "
        "numbers is wrong, and only an outside source can say which."
        if touched
        else "The overall share is in none of them."
    )
)

# %%
total = cases[["implied_low", "implied_high"]].apply(tuple, axis=1).map(reconciled.spoken)
wrong = {"repair": "No.", "population": "Group", "printed": "Printed", "needed": "Would have to be"}
told = cases.assign(total=total).replace({"printed": {"": "as printed"}})
tables.show(
    told,
    "reconciliations",
    "If this number is wrong, or that one: the overall share, in percent, and the total that the "
    "shares by type imply",
    wrong
    | {"recomputed": "Overall share", "total": "Implied total", "n_broken": "Still impossible"},
)

# %%
pairs = [column for column in cases if " : " in column]
words = cases[pairs].map(reconciled.spoken)
tables.show(
    told.assign(**words)[(words != words.iloc[0]).any(axis=1) | (told["repair"] == 0)],
    "ratios",
    "How many times as large one type's share is as another's, as printed and wherever that changes",
    wrong | {pair: prose.sentence(pair.replace(" : ", " to ")) for pair in pairs},
)

# %%
moved = int(((cases["recomputed"] - cases["recomputed"][0]).abs() > 1e-9).sum())
turned = [
    pair
    for pair in pairs
    if any(low > 1 for low, _ in cases[pair]) and any(high < 1 for _, high in cases[pair])
]
findings.say(
    f"{moved or 'none'} of {prose.count(len(found), 'reconciliation')} "
    f"{'moves' if moved == 1 else 'move'} the overall share. Which of two types works abroad more often "
    + (
        "depends on the number that is taken to be wrong for "
        f"{prose.of(len(turned), len(pairs), 'pairs of types')}."
        if turned
        else "is the same under each."
    )
    if len(found)
    else "Nothing is to be reconciled."
)

# %% [markdown]
# ## Do two sources count the same thing?
#
# Where two sources give a number for one group, source, date and definition are set side by side. A
# difference between them is never read as growth.

# %%
same = shares.same_thing(quantities)
tables.show(
    same.assign(one=same["left_by"].map(names), other=same["right_by"].map(names)),
    "rivals",
    "The same group in two sources: organisations, and their share in percent",
    {"measures": "What", "population": "Group", "one": "One source", "left_as_of": "As of"}
    | {"left_value": "Its number", "other": "Other source", "right_as_of": "Its date"}
    | {"right_value": "Other number", "factor": "Factor"},
)

# %%
claimed = {*same["left"], *same["right"]}
kinds = relations["kind"].isin(["duplicate", "definition"])
about = relations["members"].str.split("; ").map(lambda members: bool(claimed & set(members)))
replaced = shares.substituted(recomputed, relations, quantities)
tables.show(
    relations[kinds & about],
    "definitions",
    "What a reading noted about these numbers: source, date and definition",
    {"kind": "Kind", "note": "Lines, and what differs"},
)

# %%
swap = (
    "If {population} were counted as {} counts them, the overall count would be {count:,} and the "
    "share {recomputed:.3f}%."
)
findings.say(
    " ".join(swap.format(names[r["by"]], **r) for _, r in replaced.iterrows())
    + " The dates differ too: this bounds the difference of definition, it corrects nothing."
    if len(replaced)
    else "No part of the whole has a second source."
)

# %% [markdown]
# ## What do other documents say about how many work abroad?
#
# These passages stand beside the count because a reading set them there. They count other things at
# other times, so none of them enters a number on this page.

# %%
beside = shares.context(
    between,
    numbers,
    records.load("exclusions", corpus),
    records.load("statements", corpus),
    overall["count_id"],
)
documents = sources.catalogue(corpus)
tables.show(
    beside.assign(date=[documents[doc].date for doc in beside["doc"]]),
    "context",
    "Other documents on how many work abroad, as context",
    {"doc": "Document", "date": "Its date", "printed": "Printed", "says": "What it says"}
    | {"note": "How it differs", "line_start": "Line"},
)

# %%
findings.say(
    f"{prose.count(len(beside), 'passage')} of {prose.count(beside['doc'].nunique(), 'other document')} "
    f"{'stands' if len(beside) == 1 else 'stand'} beside the count. None counts what it counts, so "
    "whether more NGOs work abroad today cannot be read from them."
    if len(beside)
    else "No other document says how many work abroad."
)

# %% [markdown]
# ## Evidence
#
# The numbers that the answer rests on, and those in relations that cannot hold.

# %%
used = {overall["count_id"], overall["total_id"], overall["share"]}
doubtful = set("; ".join(broken["members"]).split("; ")) - used
cited = quantities[quantities["quantity"].isin(used | doubtful)]
says = cited["measures"] + ", " + cited["population"] + ": " + cited["printed"]
evidence.listed(
    cited.assign(says=says, against=cited["quantity"].isin(doubtful)),
    "evidence",
    "Behind the answer, and against trusting its neighbours",
    corpus,
    "says",
    "quantity",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the register counts few NGOs because it asks for little. An NGO that
# works abroad through a partner, a fund or a conference may not be counted at all.

# %%
margin, line = 0.1 * overall["recomputed"], 1
findings.say(
    f"The finding weakens where a variant moves the share by more than a tenth of itself "
    f"({margin:.3f} percentage points), and reverses where it passes {line}%: NGOs that work "
    "internationally would then be less rare than the study says."
)

# %%
reading, other, calm = {"the share is taken as printed": overall["printed"]}, {}, 0
for _, group in cases[cases["repair"] > 0].groupby("quantity"):
    far = group.loc[(group["recomputed"] - overall["recomputed"]).abs().idxmax()]
    calm += far["recomputed"] == overall["recomputed"]
    if far["recomputed"] != overall["recomputed"]:
        reading[f"{far['printed']} of {far['population']} is wrong"] = far["recomputed"]
if calm:
    reading[f"another number is wrong, any of {calm} that fail"] = overall["recomputed"]
other |= {f"one group is counted by {names[r.by]}": r.recomputed for r in replaced.itertuples()}
implied = shares.implied_totals(relations, quantities)
if len(implied):
    total = implied[["low", "high"]].mean(axis=1).sum()
    other["the total is the one that the shares by type imply"] = 100 * overall["count"] / total
other["the total was rounded up"] = recomputed.loc[overall.name, "high"]
types = reconciled.parts(relations, quantities, overall["share"])
evenly = types[["low", "high"]].mean(axis=1).mean()
grain = {"every type of NGO counts alike, however many there are": evenly} if len(types) else {}
variants = {"reading": reading, "grain": grain, "definition": other}
varied = findings.vary(overall["recomputed"], variants, margin, line)

# %%
register = names.get(overall["counted_by"], "its source is not named")
unvaried = {
    "grain": "only NGOs are counted, and no shares of their types are printed",
    "document": f"only {overall['doc']} prints count and total; without it there is no share",
    "author": f"the figures come from one register ({register}) and from no author; without it "
    "there is no share",
}
findings.robustness(varied, "percent of registered NGOs", unvaried)

# %%
findings.say(
    f"The finding {findings.tally(varied)}. The order of size stands; its second digit depends on "
    "which of the printed numbers are right."
)

# %% tags=["checks"]
assert overall["agrees"], "the overall share does not follow from its own count and total"
assert (bars["count"] <= bars["total"]).all(), "a count is larger than the group it belongs to"
assert (bars["low"] <= bars["high"]).all(), "a lower bound lies above its upper bound"
assert checked["verdict"].notna().all(), "a relation between printed numbers has no verdict"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "uncertainty": uncertainty, "repair": repair}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera", "scipy"])
