"""Printed numbers become intervals, and expressions between them possible or impossible.

Grain: one printed number, one expression. A printed number stands for every value that would have
been printed so.

Assumptions
1. A share is rounded at its last printed digit, and so is a duration: 0.11 % is 0.105 to 0.115 %,
   14 years are 13.5 to 14.5 years. A count that ends in three noughts or more may be rounded to
   thousands: 499,000 is 498,500 to 499,500. One with a decimal or a word for its size is rounded
   at its last digit: 1.5 million is 1,450,000 to 1,550,000. Every other count is exact.
2. `rounding`: `half_up` as above; `truncated` means that digits were cut off (0.11 % is 0.11 to
   0.12 %); `either` allows both (0.105 to 0.12 %). Ages are always full years.
3. A date stands for all of its year, month or day, and ends before the next one begins.
4. Qualifiers, by the wording: *more than*, *at least* and *after* have no upper end; *less than*
   and *at most* begin at nought, *before* has no lower end; *about* reaches one unit of the last
   digit that is no nought to both sides (about 300: 200 to 400), *nearly* to the lower side;
   nearly nothing can be any amount. *Since* dates a beginning and *usually* a typical value: both
   stand for themselves. What is vague has no value.
5. Intervals are closed, and each letter varies freely. An expression in which a quantity stands
   twice may therefore be called possible although it is not; it is never called impossible wrongly.

Method: interval arithmetic, R. E. Moore, Interval Analysis (Prentice-Hall, 1966); division by an
interval that holds nought as in extended interval arithmetic (E. Hansen, 1978).
"""

import ast
import calendar
import datetime
import re
from collections.abc import Mapping
from functools import cache
from math import floor, inf, isnan

Interval = tuple[float, float]

_BEFORE_NEXT = 1e-5  # years, five minutes: a date ends before the next one begins
_WAYS = {"half_up": (0.5, 0.5), "truncated": (0.0, 1.0), "either": (0.5, 1.0)}  # units down, up


def interval(printed: str, value: str, kind: str, rounding: str = "half_up") -> Interval:
    """Which values could have been printed so? Return the smallest and the largest.

    >>> interval("499,000", "499000", "count"), interval("556", "556", "count")
    ((498500.0, 499500.0), (556.0, 556.0))
    >>> interval("0.11%", "0.11", "share", "truncated")
    (0.11, 0.12)
    """
    if kind == "date":
        return _years(value)
    number, unit = float(value), rounded_to(printed, value, kind)
    down, up = (0.0, 1.0) if kind == "age" else _WAYS[rounding]
    return round(number - down * unit, 12), round(number + up * unit, 12)


def rounded_to(printed: str, value: str, kind: str) -> float:
    """To which unit may a printed number be rounded? Nought where it is exact.

    >>> rounded_to("0.11%", "0.11", "share"), rounded_to("499,000", "499000", "count")
    (0.01, 1000.0)
    """
    number, digits = float(value), re.search(r"\d[\d,]*(?:\.(\d+))?", printed)
    decimals = digits.group(1) if digits and digits.group(1) else ""
    if kind in ("share", "duration", "age"):
        return 10.0 ** -len(decimals)
    if not digits or kind not in ("count", "money", "frequency"):
        return 0.0
    shown = float(digits.group().replace(",", ""))
    scale = number / shown if shown else 1.0
    if decimals or scale >= 100:
        return scale * 10.0 ** -len(decimals)
    return 1000.0 if re.search(r"\d[,.\u00a0 ]?000$", printed) else 0.0


def stated(quantity: Mapping[str, str], rounding: str = "half_up") -> Interval | None:
    """Which values does the wording allow a quantity to have? None where no value is printed.

    Takes `printed, value, value_max, kind` and, where there is one, `qualifier`. A range runs from
    its first number to the end of its last.

    >>> said = {"printed": "300", "value": "300", "value_max": "", "kind": "count"}
    >>> stated(said), stated(said | {"qualifier": "more_than"})
    ((300.0, 300.0), (300.0, inf))
    """
    ends = [value for value in (quantity["value"], quantity["value_max"]) if value]
    if not ends:
        return None
    printed, kind = quantity["printed"], quantity["kind"]
    spans = [interval(printed, value, kind, rounding) for value in ends]
    low, high = spans[0][0], spans[-1][1]
    match quantity.get("qualifier", "exact"):
        case "more_than" | "at_least" | "after":
            return low, inf
        case "less_than" | "at_most" | "before":
            return (-inf if kind == "date" else min(0.0, low)), high
        case "about":
            return low - _reach(ends[0], low, high), high + _reach(ends[-1], low, high)
        case "nearly":
            reach = _reach(ends[0], low, high)
            return (low - reach, high) if reach < inf else (0.0, inf)
    return low, high


def _reach(value: str, low: float, high: float) -> float:
    """How far may "about" reach? One unit of the last digit that is no nought; a date's precision.

    >>> _reach("350", 350, 350), _reach("2009-05", 2009.33, 2009.41)
    (10.0, 0.08)
    """
    if "-" in value:
        return round(high - low, 2)
    digits = value.rstrip("0").rstrip(".") if "." in value else value
    if not float(value):
        return inf
    if "." in digits:
        return 10.0 ** -len(digits.partition(".")[2])
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))


def _years(date: str) -> Interval:
    parts = [int(part) for part in date.partition("T")[0].split("-")]
    year, month, day = (*parts, None, None)[:3]
    if month is None:
        return float(year), year + 1 - _BEFORE_NEXT
    days = calendar.monthrange(year, month)[1]
    first = year + (month - 1) / 12
    if day is None:
        return first, year + month / 12 - _BEFORE_NEXT
    return first + (day - 1) / days / 12, first + day / days / 12 - _BEFORE_NEXT


def date_of(years: float) -> datetime.date:
    """Which day does a number of years stand for?

    >>> date_of(interval("", "2022-11-18", "date")[0])
    datetime.date(2022, 11, 18)
    """
    year = floor(years + 1e-9)
    months = (years - year) * 12
    month = min(floor(months + 1e-7), 11)
    days = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(floor((months - month) * days + 1e-4) + 1, days))


def _weekday(span: Interval) -> Interval:
    """Return the ISO weekday, Monday 1 to Sunday 7, of a day; all of them for a longer time."""
    if span[1] - span[0] > 1.1 / 12 / 28:
        return 1.0, 7.0
    number = float(date_of(span[0]).isoweekday())
    return number, number


def possible(expression: str, values: Mapping[str, Interval]) -> bool | None:
    """Can an expression hold for some values inside the intervals? None where a value is missing.

    The grammar: numbers, letters, + - * /, parentheses, min(…), max(…), weekday(…), one chain of
    = <= < >= >. Raises ValueError for anything else; nothing is evaluated as code.

    >>> possible("a = b + c", {"a": (5, 5), "b": (2, 2), "c": (2, 3)})
    True
    >>> possible("min(b, c) <= a", {"a": (1, 2), "b": (3, 4), "c": (5, 6)})
    False
    """
    tree, letters = _parsed(expression)
    if letters - set(values):
        return None
    sides = [_bounds(side, values) for side in (tree.left, *tree.comparators)]
    return all(
        _compare(operator, left, right)
        for operator, left, right in zip(tree.ops, sides, sides[1:], strict=False)
    )


def gap(expression: str, values: Mapping[str, Interval]) -> float:
    """By how much does an expression fail at the least? Nought where it can hold.

    In the unit of its sides; of a chain the widest gap.

    >>> gap("a = b + c", {"a": (9, 9), "b": (2, 3), "c": (4, 4)})
    2.0
    """
    tree, _ = _parsed(expression)
    sides = [_bounds(side, values) for side in (tree.left, *tree.comparators)]
    widest = 0.0
    for operator, left, right in zip(tree.ops, sides, sides[1:], strict=False):
        above, below = left[0] - right[1], right[0] - left[1]
        if isinstance(operator, ast.Lt | ast.LtE):
            widest = max(widest, above)
        elif isinstance(operator, ast.Gt | ast.GtE):
            widest = max(widest, below)
        else:
            widest = max(widest, above, below)
    return float(widest)


@cache
def _parsed(expression: str) -> tuple[ast.Compare, frozenset[str]]:
    try:
        tree = ast.parse(re.sub(r"(?<![<>=!])=(?!=)", "==", expression), mode="eval").body
    except SyntaxError:
        raise ValueError(f"{expression!r} is not in the grammar of expressions") from None
    if not isinstance(tree, ast.Compare):
        raise ValueError(f"no comparison in {expression!r}")
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    letters = frozenset(names - {"min", "max", "weekday"})
    if any(len(letter) > 1 for letter in letters):
        raise ValueError(f"{expression!r} is not in the grammar of expressions")
    return tree, letters


def _compare(operator: ast.cmpop, left: Interval, right: Interval) -> bool:
    finite = [abs(end) for end in (*left, *right) if abs(end) < inf]
    slack = 1e-9 * max(1.0, *finite, 0.0)
    if isinstance(operator, ast.Eq):
        return left[0] <= right[1] + slack and right[0] <= left[1] + slack
    if isinstance(operator, ast.Gt | ast.GtE):
        left, right = right, left
    if isinstance(operator, ast.LtE | ast.GtE):
        return left[0] <= right[1] + slack
    if isinstance(operator, ast.Lt | ast.Gt):
        return left[0] < right[1] - slack
    raise ValueError(f"{type(operator).__name__} is not a comparison of this grammar")


def _bounds(node: ast.expr, values: Mapping[str, Interval]) -> Interval:
    """Return the interval of an expression's value."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number), float(number)
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.BinOp(left=left, op=operator, right=right):
            (a, b), (c, d) = _bounds(left, values), _bounds(right, values)
            match operator:
                case ast.Add():
                    return a + c, b + d
                case ast.Sub():
                    return a - d, b - c
                case ast.Mult():
                    return _ends(a * c, a * d, b * c, b * d)
                case ast.Div():
                    return _divided(a, b, c, d)
        case ast.Call(func=ast.Name(id="weekday"), args=[day], keywords=[]):
            return _weekday(_bounds(day, values))
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=arguments, keywords=[]):
            bounds = [_bounds(argument, values) for argument in arguments]
            choose = min if name == "min" else max
            return choose(low for low, _ in bounds), choose(high for _, high in bounds)
    raise ValueError(f"{ast.unparse(node)!r} is not in the grammar of expressions")


def _ends(*ends: float) -> Interval:
    """Return the smallest and the largest; nought times without end is nought (a limit)."""
    ends = tuple(0.0 if isnan(end) else end for end in ends)
    return min(ends), max(ends)


def _divided(a: float, b: float, c: float, d: float) -> Interval:
    """Divide [a, b] by [c, d]; what holds nought as an inner point gives every number."""
    if c < 0 < d or c == d == 0:
        return -inf, inf
    reciprocal = (1 / d if d else -inf), (1 / c if c else inf)
    return _ends(*(end * one for end in (a, b) for one in reciprocal))


def spelled(expression: str, printed: Mapping[str, str]) -> str:
    """Write an expression with numbers as printed, and as it is written by hand.

    >>> spelled("min(b, c) <= a", {"a": "0.11%", "b": "0.18%", "c": "0.22%"})
    'the smallest of (0.18%, 0.22%) ≤ 0.11%'
    """
    parts = re.findall(r"[a-z]+|<=|>=|[^a-z<>*]+|.", expression)
    return "".join(printed.get(part) or _HAND.get(part) or part for part in parts)


_HAND = {
    "min": "the smallest of ",
    "max": "the largest of ",
    "weekday": "the weekday of ",
    "<=": "≤",
    ">=": "≥",
    "*": "×",
}
