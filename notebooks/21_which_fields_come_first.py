# %% [markdown]
# # Which fields of work are wanted abroad, and how far can one percentage and one threshold carry?
#
# Huang Haoming's study asked people, without saying whom, which fields Chinese NGOs should put first
# abroad. It prints an order, one threshold and the percentage of one field. A funder who picks fields
# by that order needs to know which places in it are firm. If few are, it is a list and no ranking.

# %% tags=["parameters"]
from typing import Annotated, Literal

from pydantic import Field

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
sample_sizes: Annotated[int, Field(ge=1, le=2000)] = 500  # the most respondents that are thought of
threshold: Annotated[float, Field(gt=0, lt=100)] | None = None  # percent; none: as printed
rounding: Literal["half_up", "truncated", "either"] = "half_up"  # how the last digit came about

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, tables
from helpers.numbers import fields, percentages

parameters.check(globals())
statements, quantities = (records.load(name, corpus) for name in ("statements", "quantities"))
ranked = fields.ranking(statements, quantities)
anchor = ranked[ranked["printed"] != ""].iloc[0]
line = anchor[["over", "under"]].max() if threshold is None else threshold
fits = percentages.fitting(anchor["printed"], sample_sizes, rounding)
tried = percentages.audit(fits, sample_sizes).iloc[0]
drawn = percentages.separate(fits, line)
steps = percentages.gaps(ranked, rounding=rounding)

# %% tags=["bottom-line"]
n_sure, enough = int(steps["sure"].sum()), drawn.loc[drawn["apart"], "n"]
few = {0: "none", 1: "only one"}.get(n_sure, n_sure)
smallest, sample = tried["smallest"], "if respondents were a random sample, "
set_apart = f"set {anchor['printed']} apart from {line:g}%"
if not len(enough):
    sample += f"no number of them that fits would {set_apart}."
else:
    sample += f"{smallest} of them would not {set_apart}, {enough.iloc[0]} would."
    sample = sample.replace(f"would not {set_apart}, {smallest} would.", f"would {set_apart}.")
findings.finding(
    f"{prose.listing(list(ranked['field'][:3]))}, in this order, come first of {len(ranked)} fields "
    f"wanted abroad; but {few} of the {len(steps)} steps down the order must be a real difference, "
    f"and {anchor['printed']}, the only percentage printed, fits {prose.count(len(fits), 'number')} "
    f"of respondents up to {sample_sizes:,}.",
    f"How many answered is not printed; {sample}",
    estimate=n_sure,
    unit="neighbours in the order that must differ",
    denominator=len(steps),
)

# %% [markdown]
# ## What was read
#
# A row is a field that the survey offered, in the printed order. The sentence behind it gives a rate
# and does not say of what; to take it as a share of respondents is our reading.

# %%
tables.show(
    ranked,
    "order",
    "The order as printed, with everything that is printed beside it",
    {"rank": "Rank", "field": "Field", "over": "Over, %", "under": "Under, %"}
    | {"printed": "Its own share", "line_start": "Line"},
)

# %%
cited = {*ranked["threshold_id"], anchor["share_id"]}
relations = records.load("relations", corpus)
about = relations["members"].str.split("; ").map(lambda members: bool(cited & set(members)))
unsettled = relations[about & (relations["expression"] == "")]
tables.show(
    unsettled,
    "open",
    "What a reading noted about the percentage and the thresholds where nothing can be computed",
    {"kind": "Kind", "note": "Lines, and what they say or leave open"},
)

# %%
lines = sorted({*ranked["over"].dropna(), *ranked["under"].dropna()})
findings.say(
    f"{prose.count(len(ranked), 'field')}, {prose.count(len(lines), 'threshold')} and one percentage "
    f"are printed, so {prose.count(len(ranked) - 1, 'share')} can only be bounded. "
    f"{prose.sentence(prose.count(len(unsettled), 'note'))} on these numbers cannot be settled by "
    "computing."
)

# %% [markdown]
# ## What must the shares be?
#
# The order, the thresholds and the percentage leave room. Each bound is sharp: every value in between
# agrees with everything that is printed.

# %%
shares = percentages.bounds(ranked, rounding=rounding)
inner = percentages.bounds(ranked, smallest or None, rounding).rename(
    columns={"low": "inner_low", "high": "inner_high"}
)
shares = shares.join(inner[["inner_low", "inner_high"]])
top = steps.iloc[0]
charts.show(
    charts.draw_bounds(shares, "field", lines),
    shares[["rank", "field", "printed", "low", "high", "inner_low", "inner_high"]],
    name="bounds",
    title=f"{prose.sentence(top['upper'])} is ahead of {top['lower']} by anything from "
    f"{top['low']:.0f} to {top['high']:.0f} percentage points",
    caption="Support for each field in percent: what is printed leaves the pale bar"
    + (f", and the dark bar if {smallest} people answered" if smallest else "")
    + f". Dashed: printed thresholds. n = {len(ranked)} fields. Source: {ranked['doc'].iloc[0]}.",
    alt="; ".join(f"{s.field}: {s.low:.4g}% to {s.high:.4g}%" for s in shares.itertuples()),
)

# %%
tables.show(
    steps.assign(sure=steps["sure"].map({True: "yes", False: "no"})),
    "steps",
    "By how many percentage points each field can lie above the next",
    {"upper": "Field", "lower": "Next field", "low": "At least", "high": "At most"}
    | {"sure": "Must they differ?"},
)

# %%
sure = [f"{step.upper} before {step.lower}" for step in steps[steps["sure"]].itertuples()]
least = int(shares["low"].sum())
findings.say(
    "Two fields with one share could stand in either order. What must be a difference, however "
    f"small: {prose.listing(sure) or 'nothing'}. "
    + (
        f"The shares add up to more than {least:,.0f}%, so they are no parts of one whole: people "
        "could back several fields."
        if least > 100
        else ""
    )
)

# %% [markdown]
# ## How many people can the percentage be a share of?
#
# Whole people give only some percentages. Which numbers of people fit depends on assumptions that the
# document does not confirm, so each stands here with what would be true without it.

# %%
ways = {"half_up": "rounded", "truncated": "cut off", "either": "rounded or cut off"}
printed, others = anchor["printed"], sorted({*ways} - {rounding})
fit = [len(percentages.fitting(printed, sample_sizes, way)) for way in others]
told = [
    f"if {ways[way]}, {prose.count(n, 'number')} fit" for way, n in zip(others, fit, strict=True)
]
assumed = {
    "The percentage is one of people": "a score or a mean mark fits any number of people",
    "All of them answered for every field": "each field has a number of people of its own",
    "No answer was weighted": "weights make any percentage possible for any number",
    f"Its last digit was {ways[rounding]}": "; ".join(told) + f" up to {sample_sizes:,}",
}
tables.show(
    pd.DataFrame(assumed.items(), columns=["assumed", "otherwise"]),
    "assumed",
    "What is assumed from here on, none of it printed",
    {"assumed": "Assumed", "otherwise": "If not"},
)

# %%
until, more = tried["multiples_until"], len(fits) - tried["n_multiples"]
findings.say(
    f"{prose.count(len(fits), 'number')} of people up to {sample_sizes:,} can give {anchor['printed']}"
    + (f", {smallest} at least. " if smallest else ". ")
    + (
        f"Up to {until:,} they are {smallest} and its multiples; above that "
        f"{prose.count(more, 'other number')} {'fits' if more == 1 else 'fit'} too."
        if smallest and until >= 2 * smallest
        else ""
    )
)

# %%
sized = percentages.by_size(ranked, drawn, rounding)
tables.show(
    sized.head(10).assign(apart=sized["apart"].map({True: "yes", False: "no"})),
    "sizes",
    f"The {min(len(sized), 10)} smallest numbers of people that fit: what they would make of the order, "
    "and what a random sample of that size would show (in percent)",
    {"n": "People", "count_low": "For " + anchor["field"], "least_over": "Least over the threshold"}
    | {"most_under": "Most under it", "low": "Sample: from", "high": "To"}
    | {"apart": f"Apart from {line:g}%?"},
)

# %%
charts.show(
    charts.draw_intervals(drawn, line, "number of respondents"),
    drawn,
    name="samples",
    title=prose.sentence(sample.rstrip(".")),
    caption=f"Each upright line is the exact {100 * percentages.LEVEL:.0f}% interval for one "
    f"number of respondents that fits: dark with a disc where it leaves out {line:g}% (dashed), pale "
    "with a square where not. "
    f" n = {len(fits)} numbers up to {sample_sizes:,}. Source: {ranked['doc'].iloc[0]}.",
    alt="; ".join(f"{d.n}: {d.low:.1f}% to {d.high:.1f}%" for d in drawn.head(10).itertuples())
    or "No number of respondents fits.",
)

# %% [markdown]
# ## What does each assumption buy?
#
# Assumptions are added one after the other. Each row counts the ends of bounds that move inwards
# compared with the row above.

# %%
bought = percentages.bought(ranked, list(fits["n"]), rounding)
tables.show(
    bought,
    "bought",
    f"Of {2 * len(ranked)} ends of bounds on shares and {2 * len(steps)} on steps, how many narrow",
    {"assumption": "Added", "shares_narrowed": "Shares: ends", "gaps_narrowed": "Steps: ends"}
    | {"width": "Mean width of a share's bounds, points", "n_sure": "Steps that must differ"},
)

# %%
strict = percentages.bounds(ranked, smallest or None, rounding, ties=False)
known = strict[strict["high"] - strict["low"] < 0.02]
findings.say(
    f"What is printed narrows a share to {bought['width'][3]:.0f} points on average. "
    + (
        f"Only if {smallest} people answered and no two fields were level would "
        f"{prose.count(len(known), 'share')} be known: {prose.listing(list(known['field']))}."
        if smallest and len(known)
        else "No share but the printed one becomes known by any of it."
    )
)

# %% [markdown]
# ## What do the other documents say of fields, groups and places?
#
# Each passage is counted under its theme, by what it does to it. Themes are coarser than the names of
# a survey's fields, and a passage is about work abroad only where it says so.

# %%
found = fields.elsewhere(statements, ranked, records.load("themes", corpus))
stances = fields.stances(found)
tables.show(
    stances,
    "elsewhere",
    "Passages of the other documents on fields, groups and places",
    {"named": "Theme", "n_documents": "Documents"}
    | {stance: prose.sentence(stance) for stance in [*fields.STANCES, fields.SPOKEN_OF]}
    | {"n_abroad": "Of all these, on work abroad"},
)

# %%
evidence.unfold(
    dict(list(found[found["stance"] != fields.SPOKEN_OF].groupby("named"))),
    "elsewhere-list",
    "The passages behind the table, those that only speak of a theme left out",
    corpus,
    "paraphrase",
    "statement",
)

# %%
calls = found[found["stance"] == "called for"]
leading = calls.loc[calls["theme"] == ranked["theme"].iloc[0], "doc"].nunique()
unasked = calls[~calls["ranked"] & (calls["named"] != fields.OTHER)]["named"].unique()
findings.say(
    f"The theme of {ranked['field'].iloc[0]}, first in the survey, is called for in "
    f"{prose.count(leading, 'other document')}. Called for elsewhere, under a theme of no field in the "
    f"survey: {prose.listing(sorted(unasked)) or 'nothing'}. "
    f"{prose.of(int(found['abroad'].sum()), len(found), 'passages')} elsewhere are about work abroad; "
    "the rest cannot confirm or refute an order of fields wanted abroad."
)

# %% [markdown]
# ## Evidence
#
# The printed numbers behind the answer and what the document makes of them. Against it speak doubts
# about the field with the percentage, and requests elsewhere for themes that the survey left out.

# %%
numbers = quantities[quantities["quantity"].isin(cited)].rename(columns={"quantity": "record"})
numbers = numbers.assign(says=numbers["measures"] + ": " + numbers["printed"], against=False)
made = statements[statements["doc"].isin(ranked["doc"]) & (statements["kind"] != "priority")]
made = made[made["line_start"].isin(ranked["line_start"])]
about = made["paraphrase"].str.contains(anchor["field"], regex=False)
measured = made["paraphrase"].str.contains(anchor["printed"], regex=False)
made = made.assign(against=about & ~measured)
against = calls[calls["named"].isin(unasked)].assign(against=True)
said = pd.concat([made, against]).rename(columns={"statement": "record", "paraphrase": "says"})
evidence.listed(
    pd.concat([numbers, said]),
    "evidence",
    "Behind the answer, and against reading more into it",
    corpus,
    "says",
    "record",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the percentage is no share of people at all but a score, and fits a
# small number of people by chance. The test counts how many percentages above the threshold would.

# %%
like, of_all = percentages.as_small(
    anchor["printed"], int(smallest), ranked[["over", "under"]].min().min()
)
findings.say(
    f"{prose.of(like, of_all, 'percentages')} above the threshold with as many digits fit {smallest} "
    "people or fewer. The rarer that is, the more a small survey is suggested; it is not shown."
    if smallest
    else "No number of people fits, so there is no chance to measure."
)

# %%
half = len(steps) / 2
unvaried = {
    "document": f"only {ranked['doc'].iloc[0]} prints an order",
    "author": "one author prints the order, and who answered is not said",
    "grain": "no number of people fits the percentage",
}


def sure_steps(order, n=None, **other):
    return int(percentages.gaps(order, n, **{"rounding": rounding, **other})["sure"].sum())


findings.say(
    f"The finding weakens where a variant changes the number of steps that must be a difference, "
    f"{n_sure}, and reverses where it passes half of all steps, {half:g}."
)

# %%
unparted, unmeasured = ranked.assign(over=None, under=None), ranked.assign(printed="")
level = ranked.assign(over=ranked["over"] - 1e-6, under=ranked["under"] + 1e-6)
reading = {
    "the order is trusted only across the threshold": sure_steps(ranked, ordered=False),
    "“over” and “under” allow the threshold itself": sure_steps(level),
}
definition = {
    "the thresholds are left out": sure_steps(unparted),
    "the percentage is left out": sure_steps(unmeasured),
    f"{anchor['field']} is left out": sure_steps(ranked[ranked["printed"] == ""]),
    "no two fields are level": sure_steps(unmeasured, 2 * sample_sizes, ties=False),
}
for other in others:
    definition[f"the last digit was {ways[other]}"] = sure_steps(ranked, rounding=other)
ends = sorted({*fits["n"].iloc[:1], *fits["n"].iloc[-1:]})
grain = {f"{prose.count(n, 'person', 'people')} answered": sure_steps(ranked, n) for n in ends}
variants = {"reading": reading, "grain": grain, "definition": definition}
varied = findings.vary(n_sure, variants, 0.5, half)
findings.robustness(varied, "steps that must be a difference", unvaried)

# %%
findings.say(
    f"The finding {findings.tally(varied)}. A larger survey would not change it; a second printed "
    "percentage would fix one more share."
)

# %% tags=["checks"]
answered = (
    quantities["population"] == quantities.set_index("quantity")["population"][anchor["share_id"]]
)
assert not (answered & (quantities["kind"] == "count")).any(), "the number of people is printed"
assert len(shares) == len(ranked), (
    "no shares agree with the order, the threshold and the percentage"
)
assert (shares["low"] <= shares["high"]).all(), "a share lies between bounds that do not meet"
assert ranked["field"].is_unique, "a field stands twice in the printed order"

# %% tags=["provenance"]
chosen = {
    "corpus": corpus,
    "sample_sizes": sample_sizes,
    "threshold": threshold,
    "rounding": rounding,
}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera", "scipy"])
