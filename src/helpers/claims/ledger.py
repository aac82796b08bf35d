"""Printed amounts become a ledger of support: what goes in, what comes out, kept as ranges.

Grain: one row per printed amount of one document, the case. The ledger has a fixed list of lines,
so that a line without an amount is seen.

Assumptions
1. The case is a document in which one actor both hosts and trains others, an incubator, and in
   which money is printed.
2. A range is kept as printed, and its ends are not rounded. A number in vague words has no ends;
   one that is at least so much has no upper end. "Usually" and "about" keep their numbers.
3. People, money, space and time go in; organisations, services and jobs come out. People are what
   NGOs work with, so people who are trained or who form a group go in.
4. Money may be added, divided or compared only where currency and occasion (per year, per
   programme) are the same.
5. Where two amounts with the same occasion stand side by side in two currencies, the second one is
   the first, converted, and rounded to whole units. The rate belongs to that document alone.

Known problem: an amount that one line prints twice in one currency is counted twice.
"""

import math
from itertools import pairwise

import pandas as pd

from helpers import sources

CURRENCIES = {"CNY": "yuan", "USD": "dollar", "JPY": "yen"}
LINES = {  # line → side, units
    "money": ("in", []),
    "people": ("in", ["people", "social workers", "volunteers"]),
    "space": ("in", ["offices", "rooms", "desks", "square metres"]),
    "time": ("in", []),
    "organisations": ("out", ["organisations", "NGOs"]),
    "services": ("out", ["services", "programmes"]),
    "jobs": ("out", ["jobs", "posts"]),
}
_BY_KIND = {"money": "money", "duration": "time", "frequency": "services"}
_NO_UPPER = {"at_least", "more_than", "since", "after"}
_NO_LOWER = {"at_most", "less_than", "before"}

Rate = tuple[float, float]


def incubators(ties: pd.DataFrame) -> pd.DataFrame:
    """Who hosts others and trains others in one document? Return `doc, actor`.

    >>> from helpers import records
    >>> incubators(records.load("ties", "toy")).values.tolist()
    [['incubators-2018', 'hive-nursery']]
    """
    given = ties[ties["kind"].isin(["hosts", "trains"])].drop_duplicates(["doc", "source", "kind"])
    both = given.groupby(["doc", "source"]).size()
    found = both[both == 2].reset_index()[["doc", "source"]]
    return found.rename(columns={"source": "actor"})


def case(quantities: pd.DataFrame, ties: pd.DataFrame) -> str:
    """Which document tells what an incubator gives? The one with most amounts of money, if several.

    Raises NotApplicable where there is none.

    >>> from helpers import records
    >>> case(records.load("quantities", "toy"), records.load("ties", "toy"))
    'incubators-2018'
    """
    docs = set(incubators(ties)["doc"])
    money = quantities[(quantities["kind"] == "money") & quantities["doc"].isin(docs)]
    if money.empty:
        raise sources.NotApplicable(
            "no document prints money and names an incubator, which is an actor that is the source "
            "of ties of kind hosts and of kind trains"
        )
    return money["doc"].value_counts().sort_index().idxmax()


def amounts(quantities: pd.DataFrame, doc: str) -> pd.DataFrame:
    """Which amounts of support does a document print? Return its quantities that have a line.

    Adds `side` (in, out), `line` and `low, high` in `unit` (missing where an end is not printed);
    in the order of `LINES`, as printed within each.

    >>> from helpers import records
    >>> printed = amounts(records.load("quantities", "toy"), "incubators-2018")
    >>> printed[["line", "low", "high", "per"]].values.tolist()[2]
    ['money', 640.0, 960.0, 'year']
    """
    lines = [_line(quantity) for quantity in quantities.itertuples()]
    kept = quantities.assign(line=lines)
    kept = kept[(kept["doc"] == doc) & kept["line"].notna()]
    ends = [_ends(quantity) for quantity in kept.itertuples()]
    kept = kept.assign(
        side=[LINES[line][0] for line in kept["line"]],
        low=[low for low, _ in ends],
        high=[high for _, high in ends],
        rank=[list(LINES).index(line) for line in kept["line"]],
    )
    return kept.sort_values(["rank", "char_start"], ignore_index=True).drop(columns="rank")


def _line(quantity) -> str | None:
    if quantity.kind == "count":
        return next((line for line, (_, units) in LINES.items() if quantity.unit in units), None)
    return _BY_KIND.get(quantity.kind)


def _ends(quantity) -> tuple[float, float]:
    if not quantity.value:
        return math.nan, math.nan
    low, high = float(quantity.value), float(quantity.value_max or quantity.value)
    if quantity.qualifier in _NO_UPPER:
        return low, math.nan
    return (math.nan, high) if quantity.qualifier in _NO_LOWER else (low, high)


def unprinted(measured: pd.DataFrame) -> list[str]:
    """On which lines is no amount printed at all?

    >>> unprinted(pd.DataFrame({"line": ["money", "people", "time", "organisations"]}))
    ['space', 'services', 'jobs']
    """
    return [line for line in LINES if line not in set(measured["line"])]


def is_comparable(left: pd.Series, right: pd.Series) -> bool | None:
    """May two amounts be added, divided or compared? None where an occasion is not printed.

    >>> year, plan = {"unit": "CNY", "per": "year"}, {"unit": "CNY", "per": "programme"}
    >>> is_comparable(year, plan), is_comparable(year, year), is_comparable(year, {"per": ""})
    (False, True, None)
    """
    if not left["per"] or not right["per"]:
        return None
    return left["unit"] == right["unit"] and left["per"] == right["per"]


def rates(measured: pd.DataFrame, cut_off: bool = False) -> pd.DataFrame:
    """Which exchange rates do amounts imply that are printed in two currencies?

    An amount that follows another one on its line, with the same occasion and in another currency,
    is that amount converted. It was rounded to whole units or, with `cut_off`, cut off. Returns one
    row per end: `quantity, converted` (quantities), `unit, unit_converted, end` (lower, upper),
    `amount, amount_converted`, `low, high` (units for one converted unit).

    Method: interval arithmetic, R. E. Moore, Interval Analysis (Prentice-Hall, 1966).

    >>> from helpers import records
    >>> ends = rates(amounts(records.load("quantities", "toy"), "incubators-2018"))
    >>> ends[["low", "high"]].round(3).values.tolist()  # 200 / 31.5 to 200 / 30.5, and so on
    [[6.349, 6.557], [6.4, 6.504]]
    """
    below, above = (0, 1) if cut_off else (0.5, 0.5)
    rows = []
    for one, other in _pairs(measured):
        for end, name in {"low": "lower", "high": "upper"}.items():
            rows.append(
                {
                    "quantity": one["quantity"],
                    "converted": other["quantity"],
                    "unit": one["unit"],
                    "unit_converted": other["unit"],
                    "end": name,
                    "amount": one[end],
                    "amount_converted": other[end],
                    "low": one[end] / (other[end] + above),
                    "high": one[end] / (other[end] - below),
                }
            )
    columns = "quantity converted unit unit_converted end amount amount_converted low high"
    return pd.DataFrame(rows, columns=columns.split())


def _pairs(measured: pd.DataFrame) -> list[tuple[dict, dict]]:
    money = measured[measured["line"] == "money"].sort_values("char_start").to_dict("records")
    return [
        (one, other)
        for one, other in pairwise(money)
        if one["line_start"] == other["line_start"]
        and one["per"] == other["per"]
        and one["unit"] != other["unit"]
        and not any(math.isnan(one[end] + other[end]) for end in ("low", "high"))
    ]


def agreed(rates: pd.DataFrame) -> Rate | None:
    """Which rates fit every end? Return the smallest and the largest, or None where none does.

    >>> ends = pd.DataFrame({"low": [6.3, 6.4], "high": [6.6, 6.5]})
    >>> ends = ends.assign(unit="CNY", unit_converted="USD")
    >>> agreed(ends), agreed(ends.assign(low=[6.3, 6.55]))
    ((6.4, 6.5), None)
    """
    if len(rates[["unit", "unit_converted"]].drop_duplicates()) != 1:
        return None
    low, high = rates["low"].max(), rates["high"].min()
    return (float(low), float(high)) if low <= high else None


def support(measured: pd.DataFrame, currency: str = "as printed") -> pd.DataFrame:
    """How large is the support in money, each amount once?

    `as printed` leaves out what is the same money converted; `converted` has all of it in the
    second currency, at the rate that the document itself implies (nothing is converted where its
    rates disagree). The bounds then span the rates too.

    >>> from helpers import records
    >>> money = support(amounts(records.load("quantities", "toy"), "incubators-2018"), "converted")
    >>> money[["low", "high", "unit", "per"]].round(1).values.tolist()
    [[31.0, 62.0, 'SHELL', 'hive'], [98.4, 150.0, 'SHELL', 'year']]
    """
    ends, money = rates(measured), measured[measured["line"] == "money"]
    rate = agreed(ends)
    if currency == "as printed" or rate is None:
        return money[~money["quantity"].isin(ends["converted"])]
    unit, other = ends[["unit", "unit_converted"]].iloc[0]
    money = money[~money["quantity"].isin(ends["quantity"])]
    own = money["unit"] == unit
    return money.assign(
        low=money["low"].where(~own, money["low"] / rate[1]),
        high=money["high"].where(~own, money["high"] / rate[0]),
        unit=money["unit"].where(~own, other),
    )


def midpoints(measured: pd.DataFrame) -> pd.DataFrame:
    """What would be left of each range if only its middle were told? Both ends become the middle.

    A contrast: no document prints these numbers.

    >>> midpoints(pd.DataFrame({"low": [5000], "high": [10000]})).values.tolist()
    [[7500.0, 7500.0]]
    """
    middle = (measured["low"] + measured["high"]) / 2
    return measured.assign(low=middle, high=middle)


def said(amount: pd.Series) -> str:
    """Say an amount of money as a sentence has it.

    >>> amount = {"low": 5000, "high": 10000, "unit": "CNY", "per": "programme"}
    >>> said(amount | {"qualifier": "usually"})
    'usually 5,000 to 10,000 yuan per programme'
    >>> said(amount | {"high": 5000, "unit": "CROWN", "per": "year", "qualifier": "range"})
    '5,000 crowns a year'
    """
    unit = currency(amount["unit"])
    ends = [f"{end:,.0f}" for end in (amount["low"], amount["high"]) if not math.isnan(end)]
    words = amount["qualifier"].replace("_", " ")
    before = "" if words in ("exact", "range") else f"{words} "
    per = {"": "", "year": " a year"}.get(amount["per"], f" per {amount['per']}")
    number = " to ".join(dict.fromkeys(ends)) or "an amount that is not printed in"
    return f"{before}{number} {unit}{per}"


def currency(unit: str, n: float = 2) -> str:
    """Name a currency, for one or for several.

    >>> currency("CNY"), currency("USD"), currency("USD", 1), currency("CROWN")
    ('yuan', 'dollars', 'dollar', 'crowns')
    """
    one = CURRENCIES.get(unit, unit.lower())
    return one if n == 1 or one in ("yuan", "yen") else f"{one}s"


def audit(measured: pd.DataFrame) -> pd.DataFrame:
    """How many amounts are there, and how many are ranges, exact or without a number?

    >>> audit(pd.DataFrame({"low": [1, 5, math.nan], "high": [2, 5, math.nan]})).values.tolist()
    [[3, 1, 1, 1]]
    """
    low, high = measured["low"], measured["high"]
    row = {"n": len(measured), "ranges": int((low < high).sum()), "exact": int((low == high).sum())}
    return pd.DataFrame([row | {"open": int((low.isna() | high.isna()).sum())}])
