"""Repairs become words: what would each number have to be, and which relations would it mend?

Grain: a repair, a number that could be the wrong one, or a relation that can be computed. Takes
what `repairs.reconciliations` returns. Nothing is ranked: all stand in the order of their records.
"""

from math import inf

import pandas as pd

from helpers import prose
from helpers.columns import JOIN
from helpers.numbers.intervals import date_of, interval


def described(repaired: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """What would each number have to be, in words? Return the repairs with the place of the number.

    New columns: `what` (what is counted, and of whom), `doc, line_start`, `at` (the printed value,
    the middle of a date) and `needed` (the text of a keystroke, or from where to where the interval
    runs; dates by month).

    >>> from helpers import records
    >>> from helpers.numbers import repairs
    >>> quantities = records.load("quantities", "toy")
    >>> rows = repairs.reconciliations(records.load("relations", "toy"), quantities)
    >>> described(rows.query("relations == 'huang-study.r08'"), quantities)["needed"].tolist()
    ['500', '500']
    """
    group = quantities["population"].where(quantities["population"] == "", ", ")
    what = quantities["measures"] + group + quantities["population"]
    columns = ["quantity", "what", "doc", "line_start"]
    frame = repaired.merge(quantities.assign(what=what)[columns], on="quantity", how="left")
    known = quantities.set_index("quantity").to_dict("index")
    rows = [known[name] for name in frame["quantity"]]
    spans = [interval(row["printed"], row["value"], row["kind"]) for row in rows]
    needed = [
        text or _from_to(low, high, row)
        for text, low, high, row in zip(
            frame["repaired"], frame["low"], frame["high"], rows, strict=True
        )
    ]
    return frame.assign(at=[(low + high) / 2 for low, high in spans], needed=needed)


def by_number(described: pd.DataFrame) -> pd.DataFrame:
    """Which changes would do for each number? Return a row per number that could be the wrong one.

    Columns: those of the interval's row, `needed` (the interval), `slips` (the texts that are one
    keystroke away, joined by commas) and `n_slips`.

    >>> from helpers import records
    >>> from helpers.numbers import repairs
    >>> quantities = records.load("quantities", "toy")
    >>> rows = repairs.reconciliations(records.load("relations", "toy"), quantities)
    >>> held = by_number(described(rows.query("relations == 'huang-study.r08'"), quantities))
    >>> held[["printed", "needed", "slips"]].values.tolist()
    [['400', '500', '500']]
    """
    ids = ["quantity", "relations"]
    typed = described[described["kind"] == "keystroke"].groupby(ids)["repaired"].agg(list)
    rows = described[described["kind"] == "interval"].merge(
        typed.rename("slips").reset_index(), on=ids, how="left"
    )
    slips = [cell if isinstance(cell, list) else [] for cell in rows["slips"]]
    return rows.assign(slips=[", ".join(s) or "none" for s in slips], n_slips=[*map(len, slips)])


def listed(checked: pd.DataFrame, numbers: pd.DataFrame) -> pd.DataFrame:
    """What should hold, what was found, and what would mend it? Return the relations to compute.

    Takes `consistency.check` and `by_number`; relations without an expression are left out, and
    those that fail come first. Adds `expected` (the relation with the printed numbers in it),
    `found` (holds, off by at least so much in the unit of its sides, or no verdict) and `repairs`
    (each number that could mend it alone, as printed and as it would have to be; None where
    nothing has to be mended); a premise is added to `reason`.

    >>> from helpers import records
    >>> from helpers.numbers import consistency, repairs
    >>> quantities, relations = (records.load(t, "toy") for t in ("quantities", "relations"))
    >>> checked = consistency.check(relations, quantities)
    >>> found = described(repairs.reconciliations(relations, quantities), quantities)
    >>> rows = listed(checked, by_number(found)).set_index("relation")
    >>> rows.loc["huang-study.r08", ["expected", "found", "repairs"]].tolist()
    ['800 = 300 + 400', 'off by at least 100', '400: 500']
    """
    order = ["inconsistent", "reading artefact", "underdetermined", "consistent"]
    rows = checked[checked["expression"] != ""].assign(expected=lambda f: f["numbers"])
    rows = rows.sort_values(["verdict", "relation"], key=lambda c: c.replace(order, range(4)))
    found, mending = [], []
    for row in rows.to_dict("records"):
        failed = row["verdict"] in ("inconsistent", "reading artefact")
        none = "holds" if row["verdict"] == "consistent" else "no verdict"
        found.append(f"off by at least {prose.number(row['gap'])}" if failed else none)
        own = [row["relation"] in ids.split(JOIN) for ids in numbers["relations"]]
        ways = numbers.loc[own, "printed"] + ": " + numbers.loc[own, "needed"]
        nothing = "no number alone" if row["verdict"] == "inconsistent" else None
        mending.append(JOIN.join(dict.fromkeys(ways)) or nothing)
    premise = ("; only if " + rows["premise"]).where(rows["premise"] != "", "")
    rows = rows.assign(found=found, repairs=mending, reason=rows["reason"] + premise)
    return rows.reset_index(drop=True)


def _from_to(low: float, high: float, quantity: dict) -> str:
    """Write an interval in words, in the unit of its quantity."""

    def end(value: float) -> str:
        if quantity["kind"] == "date":  # an hour inwards, so that a year does not begin in December
            return f"{date_of(value + (1e-4 if value == low else -1e-4)):%B %Y}"
        mark = "%" if quantity["unit"] == "percent" else ""
        return f"{value:,.0f}{mark}" if value == round(value) else f"{value:.4g}{mark}"

    unit = f" {quantity['unit']}" if quantity["kind"] == "duration" else ""
    if abs(low) == inf or abs(high) == inf:
        return (f"up to {end(high)}" if low == -inf else f"{end(low)} or more") + unit
    return " to ".join(dict.fromkeys([end(low), end(high)])) + unit
