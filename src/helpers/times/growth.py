"""Two counts of a group become a growth, or the reason why none can be read.

Grain: one row per pair of counts with two dates. Both are registers or claims: complete, but
rounded and defined in their own way.

Assumptions
1. What a printed count stands for is said in `intervals`: "more than 800,000" has no upper end, and
   what ends in three noughts may be rounded to thousands.
2. Growth is read only where one source counts one group at two dates. Two sources differ in what
   they count as well as in when: their difference holds for "if both counted the same" alone.
3. A count whose date is not printed takes that of its document.

Method: interval arithmetic, R. E. Moore, Interval Analysis (Prentice-Hall, 1966).
"""

from itertools import combinations

import pandas as pd

from helpers import vocabularies as v
from helpers.numbers import intervals

_SIDES = ("earlier", "later")


def measure(
    quantities: pd.DataFrame, relations: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """What was counted at two dates, by how much can it have grown, and may that be read as growth?

    Pairs counts of one group and measure at two dates, and counts of two documents that a relation
    of kind definition compares. A count without a date takes that of its document. Returns one row
    per pair: `population, earlier, later` (quantities), `earlier_printed, later_printed,
    earlier_date, later_date, earlier_by, later_by, low, high` (of the difference, in what is
    counted), `bound` (the same in words), `factor` (the least), `readable` (one source, one
    definition) and `why` it is not.

    >>> from helpers import records, sources
    >>> documents = pd.DataFrame(map(vars, sources.catalogue("toy").values()))
    >>> tables = (records.load(t, "toy") for t in ("quantities", "relations"))
    >>> pairs = measure(*tables, documents).query("population == 'abbey clubs'")
    >>> pairs[["low", "high", "readable"]].values.tolist()
    [[10.0, 10.0, False]]
    """
    counts = quantities[(quantities["kind"] == "count") & (quantities["value"] != "")]
    day = documents.set_index("doc")["date"]
    counts = counts.assign(on=counts["as_of"].where(counts["as_of"] != "", counts["doc"].map(day)))
    printed = counts[counts["as_of"] != ""].drop_duplicates(
        ["measures", "population", "unit", "counted_by", "on", "value"]
    )
    found = {}
    for _, group in printed.groupby(["measures", "population", "unit"]):
        for left, right in combinations(group.to_dict("records"), 2):
            same = left["counted_by"] == right["counted_by"] != ""
            why = "" if same else "they come from different sources"
            found[left["quantity"], right["quantity"]] = (left, right, why)
    known = counts.set_index("quantity", drop=False)
    for relation in relations[relations["kind"] == "definition"].to_dict("records"):
        members = relation["members"].split("; ")
        if len(members) == 2 and set(members) <= set(known.index):
            left, right = (known.loc[member].to_dict() for member in members)
            if left["doc"] == right["doc"]:
                continue  # parts of one count
            why = "" if relation["note"].endswith("They agree.") else "their definitions differ"
            found[tuple(members)] = (left, right, why)
    rows = [_grown(*pair) for pair in found.values() if pair[0]["on"] != pair[1]["on"]]
    columns = [f"{side}{part}" for part in ("", "_printed", "_date", "_by") for side in _SIDES]
    columns = ["population", *columns, "low", "high", "bound", "factor", "readable", "why"]
    return pd.DataFrame(rows, columns=columns)


def _grown(left: dict, right: dict, why: str) -> dict:
    pair = sorted((left, right), key=lambda count: count["on"])
    (low, high), (later_low, later_high) = map(intervals.stated, pair)
    row = {"population": pair[0]["population"], "low": later_low - high, "high": later_high - low}
    for side, count in zip(_SIDES, pair, strict=True):
        wording = v.words(count["qualifier"]) + " " if count["qualifier"] != "exact" else ""
        row |= {side: count["quantity"], f"{side}_printed": wording + count["printed"]}
        row |= {f"{side}_date": count["on"], f"{side}_by": count["counted_by"]}
    row |= {"bound": _words(row["low"], row["high"]), "factor": later_low / high}
    return row | {"readable": not why, "why": why}


def _words(low: float, high: float) -> str:
    """Say how far a count has moved at the least."""
    if low == high:
        return f"{abs(low):,.0f} {'more' if low >= 0 else 'fewer'}"
    if low > 0:
        return f"at least {low:,.0f} more"
    return f"at least {-high:,.0f} fewer" if high < 0 else "more or fewer, which is open"
