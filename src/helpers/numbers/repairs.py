"""Contradictions become repairs: what would one number have to be, so that all can be true?

Grain: one row per quantity and repair. Relations that cannot hold and share a number are one
contradiction (`consistency.knots`). A repair changes one printed number, makes all relations of
one contradiction possible, and makes no other relation impossible that was possible before.

Assumptions
1. One number is wrong, not two. Where no single number mends a contradiction there is no row.
2. A keystroke: one digit replaced, dropped, added, or swapped with its neighbour, or the decimal
   point moved by one place. Numbers printed as words have none. A date has to stay a date.
3. An interval reaches from the smallest to the largest value that would do, were it known exactly;
   whole numbers for what can only be counted, and `inf` where nothing bounds it. Dates are in
   years with decimals: the first day of July 2009 is 2009.5.

Nothing here is ranked: repairs stand in the order of their records. Which number is wrong, only a
source outside of the documents can say.

Method: R. E. Moore, Interval Analysis (Prentice-Hall, 1966): halving of intervals until what is
left on either side is proved impossible.
"""

from collections.abc import Callable, Iterator
from math import ceil, floor, inf

import pandas as pd

from helpers.columns import JOIN
from helpers.numbers import clusters, consistency, keystrokes
from helpers.numbers.intervals import date_of, possible, stated

COLUMNS = ["repair", "quantity", "printed", "kind", "repaired", "low", "high", "relations"]
_WHOLE = {"count", "ordinal", "enumeration", "identifier", "frequency"}
_FINE = 1e-9  # share of the printed value to which an interval is found
_MOST = 4000  # halvings for one end; beyond, the end is the last that was not ruled out


def reconciliations(
    relations: pd.DataFrame,
    quantities: pd.DataFrame,
    rounding: str = "half_up",
    unread: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Which changes of one number would reconcile a contradiction? Return one row per repair.

    Columns: `repair` (1, 2, 3 …, in the order of the quantity's id, then of the text), `quantity`,
    `printed`, `kind` (keystroke or interval), `repaired` (the text as it would be printed, empty
    for an interval), `low, high` (its value, in the unit of the quantity; dates in years), and
    `relations` (the ids that become possible, joined by `; `).

    >>> from helpers import records
    >>> rows = reconciliations(records.load("relations", "toy"), records.load("quantities", "toy"))
    >>> rows.query("relations == 'huang-study.r08' and kind == 'interval'")["high"].tolist()
    [500.0]
    """
    known = quantities.set_index("quantity").to_dict("index")
    checked = consistency.check(relations, quantities, rounding, unread)
    settled = consistency.settled(checked)
    sound = settled[settled["verdict"] == "consistent"].to_dict("records")
    rows = []
    for _, knot in clusters.knots(checked).groupby("knot"):
        broken = knot.to_dict("records")
        shared = set.intersection(*(set(row["members"].split(JOIN)) for row in broken))
        for name in sorted(shared & set(known)):
            others = [row for row in sound if name in row["members"].split(JOIN)]
            fits = _fits(name, [*broken, *others], known, rounding)
            ids = {"relations": JOIN.join(knot["relation"]), "quantity": name}
            rows += [row | ids for row in _of_quantity(known[name], fits, rounding)]
    frame = pd.DataFrame(rows, columns=COLUMNS).sort_values(
        ["quantity", "repaired", "relations"], ignore_index=True
    )
    return frame.assign(repair=range(1, len(frame) + 1))


def applied(quantities: pd.DataFrame, reconciliation: pd.Series) -> pd.DataFrame:
    """What would the numbers be after one repair? Return the quantities with one value replaced.

    Takes a row of `reconciliations`. An interval becomes a range, printed with all its digits; one
    without an end becomes its other end, qualified.

    >>> held = pd.DataFrame({"quantity": ["q"], "printed": ["12%"], "value": ["12"]})
    >>> held = held.assign(value_max="", kind="share")
    >>> slip = {"quantity": "q", "kind": "keystroke", "repaired": "21%", "low": 20.5, "high": 21.5}
    >>> applied(held, pd.Series(slip))[["printed", "value"]].values.tolist()
    [['21%', '21']]
    """
    row = quantities["quantity"] == reconciliation["quantity"]
    old = quantities[row].iloc[0]
    if reconciliation["kind"] == "keystroke":
        new = dict(keystrokes.slips(old))[reconciliation["repaired"]]
    else:
        new = _ranged(old, reconciliation["low"], reconciliation["high"])
    frame = quantities.copy()
    for column in set(new) & set(frame.columns):
        frame.loc[row, column] = new[column]
    return frame


def _ranged(quantity: pd.Series, low: float, high: float) -> dict[str, str]:
    """Return what a quantity is when it may be anything from low to high."""
    ends = [_text(end, quantity["kind"]) for end in (low, high) if abs(end) < inf]
    dated = quantity["kind"] == "date"
    qualifier = "range" if ends[0] != ends[-1] else quantity.get("qualifier", "exact")
    if len(ends) == 1:
        below, above = ("before", "after") if dated else ("at_most", "at_least")
        qualifier = below if low == -inf else above
    return {
        "printed": " to ".join(dict.fromkeys(ends)),
        "value": ends[0],
        "value_max": ends[-1] if ends[0] != ends[-1] else "",
        "qualifier": qualifier,
    }


def noticed(
    relations: pd.DataFrame, quantities: pd.DataFrame, rounding: str = "half_up"
) -> pd.DataFrame:
    """Would a slip of the hand be noticed? Return `quantity, printed, n_slips, n_noticed`.

    Plants every keystroke in every number that is printed in digits and stands in a relation that
    holds, one at a time. It is noticed where one of these relations then cannot hold. What is not
    noticed is a wrong number that these documents cannot show to be wrong.

    >>> from helpers import records
    >>> slips = noticed(records.load("relations", "toy"), records.load("quantities", "toy"))
    >>> slips.set_index("quantity").loc["huang-study.n02", ["n_slips", "n_noticed"]].tolist()
    [46, 46]
    """
    known = quantities.set_index("quantity").to_dict("index")
    settled = consistency.settled(consistency.check(relations, quantities, rounding))
    sound, rows = settled[settled["verdict"] == "consistent"].to_dict("records"), []
    for name in sorted({m for row in sound for m in row["members"].split(JOIN)} & set(known)):
        others = [row for row in sound if name in row["members"].split(JOIN)]
        fits = _fits(name, others, known, rounding)
        slips = [fits(*stated(new, rounding)) for _, new in keystrokes.slips(known[name])]
        if slips:
            missed = sum(slips)
            rows.append((name, known[name]["printed"], len(slips), len(slips) - missed))
    return pd.DataFrame(rows, columns=["quantity", "printed", "n_slips", "n_noticed"])


def _fits(name: str, rows: list[dict], known: dict, rounding: str) -> Callable:
    """Return the test whether a quantity may lie in an interval, by each of the relations."""
    cases = []
    for row in rows:
        ids = dict(zip(consistency.LETTERS, row["members"].split(JOIN), strict=False))
        values = {x: stated(known[m], rounding) for x, m in ids.items() if m in known}
        if row["expected"]:
            values["n"] = (float(row["expected"]), float(row["expected"]))
        own = [letter for letter, member in ids.items() if member == name]
        cases.append((row["expression"], values, own))

    def fits(low: float, high: float) -> bool:
        return all(
            possible(expression, values | dict.fromkeys(own, (low, high)))
            for expression, values, own in cases
        )

    return fits


def _of_quantity(quantity: dict, fits: Callable, rounding: str) -> Iterator[dict]:
    printed = {"printed": quantity["printed"]}
    hull = _hull(quantity, fits)
    if hull:
        yield printed | {"kind": "interval", "repaired": "", "low": hull[0], "high": hull[1]}
    for text, new in keystrokes.slips(quantity):
        low, high = stated(new, rounding)
        if fits(low, high):
            yield printed | {"kind": "keystroke", "repaired": text, "low": low, "high": high}


def _hull(quantity: dict, fits: Callable) -> tuple[float, float] | None:
    """Return the smallest and the largest value that would do, or None where there is none."""
    whole, dated = quantity["kind"] in _WHOLE, quantity["kind"] == "date"
    low, high = stated(quantity | {"qualifier": "exact"})
    most = 1000 * max(1.0, abs(high))
    start = (low - 1000, high + 1000) if dated else (0.0, most)
    fine = 1e-6 if dated else _FINE * max(1e-3, abs(high))
    ends = [_end(fits, *start, fine, whole, upper) for upper in (False, True)]
    if None in ends:
        return None
    if dated and ends[0] <= start[0]:
        ends[0] = -inf
    if ends[1] >= start[1]:
        ends[1] = inf
    return tuple(float(end) if whole else round(end, 4 if dated else 9) for end in ends)


def _end(fits: Callable, low: float, high: float, fine: float, whole: bool, upper: bool):
    """Find the outermost value that may fit, by halving what is not ruled out."""
    left = [(low, high)]
    for _ in range(_MOST):
        if not left:
            return None
        a, b = left.pop()
        if whole:
            a, b = ceil(a - 1e-9), floor(b + 1e-9)
        if a > b or not fits(a, b):
            continue
        if b - a <= (0 if whole else fine):
            return b if upper else a
        middle = (a + b) // 2 if whole else (a + b) / 2
        halves = [(a, middle), (middle + 1 if whole else middle, b)]
        left += halves if upper else halves[::-1]
    return None


def _text(value: float, kind: str) -> str:
    if kind == "date":
        return date_of(value).isoformat()
    return f"{value:.12g}"
