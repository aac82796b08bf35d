"""Relations between printed quantities become verdicts: can they all be true at once?

Grain: one row per relation. A printed number stands for every value that would have been printed
so, an interval; an expression can hold if some values inside the intervals satisfy it.

Assumptions
1. A share is rounded half away from zero at its last printed digit: 0.11 % is 0.105 to 0.115 %.
2. A count that ends in three noughts or more may be rounded to thousands: 499,000 is 498,500 to
   499,500; one with a decimal is rounded there: 1.5 million is 1,450,000 to 1,550,000. Every other
   count is exact.
3. A date stands for all of its year, month or day.
4. The intervals of one relation vary freely. An expression in which a quantity stands twice may
   therefore be called possible although it is not; it is never called impossible wrongly.

Method: interval arithmetic, R. E. Moore, Interval Analysis (Prentice-Hall, 1966).
"""

import ast
import calendar
import re

import pandas as pd

Interval = tuple[float, float]


def interval(printed: str, value: str, kind: str) -> Interval:
    """Which values could have been printed so? Return the smallest and the largest.

    >>> interval("499,000", "499000", "count"), interval("556", "556", "count")
    ((498500.0, 499500.0), (556.0, 556.0))
    """
    if kind == "date":
        return _years(value)
    number = float(value)
    decimals = re.search(r"\.(\d+)", printed)
    if kind == "share" or decimals:
        half = 0.5 * 10 ** -len(decimals.group(1) if decimals else "")
        half *= _scale(printed, number) if decimals and kind != "share" else 1
        return round(number - half, 12), round(number + half, 12)
    if kind in ("count", "money") and re.search(r"\d[,.\u00a0 ]?000$", printed):
        return number - 500, number + 500
    return number, number


def _scale(printed: str, number: float) -> float:
    """By how much is a value larger than its printed digits (a million in "1.5 million")?"""
    digits = re.search(r"[\d,]*\.\d+", printed)
    shown = float(digits.group().replace(",", "")) if digits else number
    return number / shown if shown else 1.0


def _years(date: str) -> Interval:
    parts = [int(part) for part in date.partition("T")[0].split("-")]
    year, month, day = (*parts, None, None)[:3]
    if month is None:
        return float(year), year + 1.0
    days = calendar.monthrange(year, month)[1]
    first = year + (month - 1) / 12
    if day is None:
        return first, year + month / 12
    return first + (day - 1) / days / 12, first + day / days / 12


def possible(expression: str, values: dict[str, Interval]) -> bool | None:
    """Can an expression hold for some values inside the intervals? None where a value is missing.

    The grammar: numbers, letters, + - * /, parentheses, min(…), max(…), one chain of = <= < >= >.
    Raises ValueError for anything else; nothing is evaluated as code.

    >>> possible("a = b + c", {"a": (5, 5), "b": (2, 2), "c": (2, 3)})
    True
    >>> possible("min(b, c) <= a", {"a": (1, 2), "b": (3, 4), "c": (5, 6)})
    False
    """
    try:
        tree = ast.parse(re.sub(r"(?<![<>=!])=(?!=)", "==", expression), mode="eval").body
    except SyntaxError:
        raise ValueError(f"{expression!r} is not in the grammar of expressions") from None
    if not isinstance(tree, ast.Compare):
        raise ValueError(f"no comparison in {expression!r}")
    letters = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - {"min", "max"}
    if any(len(letter) > 1 for letter in letters):
        raise ValueError(f"{expression!r} is not in the grammar of expressions")
    if letters - set(values):
        return None
    sides = [_bounds(side, values) for side in (tree.left, *tree.comparators)]
    return all(
        _compare(operator, left, right)
        for operator, left, right in zip(tree.ops, sides, sides[1:], strict=False)
    )


def _compare(operator: ast.cmpop, left: Interval, right: Interval) -> bool:
    slack = 1e-9 * max(1.0, *map(abs, (*left, *right)))
    if isinstance(operator, ast.Eq):
        return left[0] <= right[1] + slack and right[0] <= left[1] + slack
    if isinstance(operator, ast.Gt | ast.GtE):
        left, right = right, left
    if isinstance(operator, ast.LtE | ast.GtE):
        return left[0] <= right[1] + slack
    if isinstance(operator, ast.Lt | ast.Gt):
        return left[0] < right[1] - slack
    raise ValueError(f"{type(operator).__name__} is not a comparison of this grammar")


def _bounds(node: ast.expr, values: dict[str, Interval]) -> Interval:
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
                    ends = [a * c, a * d, b * c, b * d]
                    return min(ends), max(ends)
                case ast.Div() if c > 0 or d < 0:
                    ends = [a / c, a / d, b / c, b / d]
                    return min(ends), max(ends)
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=arguments, keywords=[]):
            bounds = [_bounds(argument, values) for argument in arguments]
            choose = min if name == "min" else max
            return choose(low for low, _ in bounds), choose(high for _, high in bounds)
    raise ValueError(f"{ast.unparse(node)!r} is not in the grammar of expressions")


def check(relations: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Does each relation hold? Return the relations with `lines, numbers, verdict, reason`.

    `lines` are those of the members, `numbers` is the expression with the printed numbers in it.
    `verdict`: consistent, inconsistent, or underdetermined (needs something that the documents do
    not print, or is a matter of wording that a reading settled in its note). A relation that
    compares different sources, dates or definitions (`needs` outside) is never inconsistent.

    >>> from helpers import records
    >>> checked = check(records.load("relations", "toy"), records.load("quantities", "toy"))
    >>> checked.query("verdict == 'inconsistent'")["numbers"].tolist()[1]
    '800 = 300 + 400'
    """
    known = quantities.set_index("quantity")
    rows = []
    for relation in relations.itertuples():
        members = relation.members.split("; ")
        values = {
            letter: _stated(known.loc[member])
            for letter, member in zip("abcdefghijklm", members, strict=False)
            if member in known.index and known.loc[member, "value"]
        }
        if relation.expected:
            values["n"] = (float(relation.expected), float(relation.expected))
        holds = possible(relation.expression, values) if relation.expression else None
        lines = sorted({int(known.loc[m, "line_start"]) for m in members if m in known.index})
        printed = {
            letter: known.loc[member, "printed"]
            for letter, member in zip("abcdefghijklm", members, strict=False)
            if member in known.index
        }
        numbers = spelled(relation.expression, printed | {"n": relation.expected or "n"})
        row = {"lines": "; ".join(map(str, lines)), "numbers": numbers}
        rows.append(row | _verdict(relation, holds))
    columns = ["lines", "numbers", "verdict", "reason"]
    return relations.reset_index(drop=True).join(pd.DataFrame(rows, columns=columns))


def _stated(quantity: pd.Series) -> Interval:
    """Return the values that a quantity can have; a range runs to the end of its last number."""
    ends = [value for value in (quantity["value"], quantity["value_max"]) if value]
    spans = [interval(quantity["printed"], value, quantity["kind"]) for value in ends]
    return spans[0][0], spans[-1][1]


def spelled(expression: str, printed: dict[str, str]) -> str:
    """Write an expression with numbers as printed, and as it is written by hand.

    >>> spelled("min(b, c) <= a", {"a": "0.11%", "b": "0.18%", "c": "0.22%"})
    'the smallest of (0.18%, 0.22%) ≤ 0.11%'
    """
    hand = {"min": "the smallest of ", "max": "the largest of ", "<=": "≤", ">=": "≥", "*": "×"}
    parts = re.findall(r"[a-z]+|<=|>=|[^a-z<>*]+|.", expression)
    return "".join(printed.get(part) or hand.get(part) or part for part in parts)


def _verdict(relation, holds: bool | None) -> dict[str, str]:
    if not relation.expression:
        return {"verdict": "underdetermined", "reason": "a matter of wording, see the note"}
    if holds is None:
        return {"verdict": "underdetermined", "reason": "a number that it needs is not printed"}
    if holds:
        return {"verdict": "consistent", "reason": "holds for some values behind the printed ones"}
    if relation.needs == "outside":
        return {"verdict": "underdetermined", "reason": "source, date or definition differ"}
    return {"verdict": "inconsistent", "reason": "holds for no values behind the printed ones"}


def audit(checked: pd.DataFrame) -> pd.DataFrame:
    """How many relations are there of each verdict? Return one row: n, and n of each.

    >>> audit(pd.DataFrame({"verdict": ["consistent", "consistent"]})).to_dict("records")
    [{'n': 2, 'consistent': 2, 'inconsistent': 0, 'underdetermined': 0}]
    """
    counts = checked["verdict"].value_counts()
    verdicts = ["consistent", "inconsistent", "underdetermined"]
    return pd.DataFrame([{"n": len(checked)} | {v: int(counts.get(v, 0)) for v in verdicts}])
