"""Orders in time become verdicts: certain, possible, impossible, or not to be tested.

Grain: one row per relation of the kind order or duration that touches a date. An order is
impossible only if no days inside the printed dates satisfy it, and certain only if all of them do.

Assumptions
1. What a printed date or duration stands for is said in `intervals`: a date is all of its moments,
   14 years are 13.5 to 14.5, "before 2016" has no lower end and "after 2010" no upper one.
2. The dates of one relation vary freely. A chain (a < b < c) can hold only if every two of its
   parts can, neighbours or not; for intervals on one line that is also enough (Helly, 1923).
3. What rests on something that no document prints (`needs` outside) is not tested.

Method: J. F. Allen, Maintaining knowledge about temporal intervals, CACM 26 (1983), 832-843.
"""

import ast
import re
from itertools import combinations

import pandas as pd

from helpers.numbers import consistency, intervals
from helpers.times import chronology
from helpers.times.chronology import Window

_LETTERS = "abcdefghijklm"
_TURNED = {"<": ">", ">": "<"}
_NEGATED = {"<": [">="], "<=": [">"], ">": ["<="], ">=": ["<"], "==": ["<", ">"]}
ALLEN = {  # by how the beginnings and the ends compare; what touches or is apart comes first
    (-1, -1): "overlaps",
    (-1, 0): "is finished by",
    (-1, 1): "contains",
    (0, -1): "starts",
    (0, 0): "equals",
    (0, 1): "is started by",
    (1, -1): "lies during",
    (1, 0): "finishes",
    (1, 1): "is overlapped by",
}


def is_before(left: Window, right: Window) -> bool | None:
    """Does a moment in one window lie before a moment in another, wherever in them they lie?

    None where it depends on the days.

    >>> is_before((1, 2), (3, 4)), is_before((3, 4), (1, 3)), is_before((1, 3), (2, 4))
    (True, False, None)
    """
    if left[1] < right[0]:
        return True
    return False if left[0] >= right[1] else None


def allen(left: Window, right: Window) -> str:
    """How does one window of days lie to another? Return one of the thirteen relations.

    Windows touch where one begins on the day after the other ends.

    >>> allen((1, 2), (3, 4)), allen((1, 9), (3, 4)), allen((5, 6), (1, 2))
    ('meets', 'contains', 'is after')
    """
    if left[1] < right[0]:
        return "meets" if left[1] + 1 == right[0] else "is before"
    if right[1] < left[0]:
        return "is met by" if right[1] + 1 == left[0] else "is after"
    return ALLEN[tuple((a > b) - (a < b) for a, b in zip(left, right, strict=True))]


def pairs(measured: pd.DataFrame) -> pd.DataFrame:
    """Of how many pairs of events can it be told which came first? Return `relation, n, ordered`.

    Takes measured events. `relation` is Allen's between their windows, the earlier one named first;
    `ordered` holds where the two windows share no day.

    >>> events = pd.DataFrame({"low": [1, 3, 3], "high": [2, 4, 9]})
    >>> pairs(events).values.tolist()
    [['meets', 2, True], ['starts', 1, False]]
    """
    spans = sorted(zip(measured["low"], measured["high"], strict=True))
    found = pd.Series([allen(*pair) for pair in combinations(spans, 2)], dtype=object)
    table = found.value_counts().rename_axis("relation").rename("n").reset_index()
    table = table.sort_values(["n", "relation"], ascending=[False, True], ignore_index=True)
    return table.assign(ordered=table["relation"].isin(["meets", "is before"]))


def dates(quantities: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """When is each printed date, how exactly, and was part of it found by a rule?

    Takes the quantities and the events that name the rules. Returns the quantities of kind date
    with `low, high` (days), `exactness` (as of events; what is only told in words is dated only
    roughly) and `resolved` (no event takes it as printed, and one has it by a rule).

    >>> from helpers import records
    >>> table = dates(records.load("quantities", "toy"), records.load("events", "toy"))
    >>> table.query("doc == 'huang-study'")[["printed", "exactness"]].values.tolist()
    [['2001', 'year'], ['1 May 2003', 'day']]
    """
    kept = quantities[quantities["kind"] == "date"]
    rows = []
    for number in kept.to_dict("records"):
        since, until = number["value"], number["value_max"] or number["value"]
        bound = number["qualifier"] if number["qualifier"] in ("before", "after") else "exact"
        low, high = chronology.window(
            "" if bound == "before" else since, "" if bound == "after" else until, bound=bound
        )
        shape = {4: "year", 7: "month"}.get(len(since), "day")
        unit = number["unit"] if number["unit"] in ("decade", "season") else shape
        exact = chronology.exactness(low, high, unit, bound) if since else "roughly"
        over = events[
            (events["doc"] == number["doc"])
            & (events["char_start"] <= number["char_start"])
            & (events["char_end"] >= number["char_end"])
        ]
        resolved = bool(len(over)) and (over["dating"] != "stated").all()
        rows.append({"low": low, "high": high, "exactness": exact, "resolved": resolved})
    columns = ["low", "high", "exactness", "resolved"]
    return kept.assign(**pd.DataFrame(rows, columns=columns, index=kept.index))


def judge(expression: str, values: dict[str, Window]) -> str | None:
    """Is an order between dates certain, possible or impossible? None where a value is missing.

    `values` are decimal years. The grammar is that of `intervals.possible`.

    >>> judge("a < b", {"a": (2012, 2012.9), "b": (2013, 2013.9)})
    'certain'
    >>> judge("a <= b <= c", {"a": (5, 6), "b": (1, 9), "c": (3, 4)})
    'impossible'
    """
    sides, signs = _parts(expression)
    verdicts = []
    for (i, left), (j, right) in combinations(enumerate(sides), 2):
        between = signs[i:j]
        strict = [sign for sign in between if sign in "<>"]
        sign = (strict or [sign for sign in between if sign != "=="] or ["=="])[0]
        if j - i > 1 and len({sign[0] for sign in between} - {"="}) > 1:
            continue  # a < b > c says nothing of a and c
        holds = intervals.possible(f"{left} {sign} {right}", values)
        if holds is None:
            return None
        if not holds:
            return "impossible"
        if j - i == 1:
            verdicts += [
                intervals.possible(f"{left} {other} {right}", values) for other in _NEGATED[sign]
            ]
    return "possible" if any(verdicts) else "certain"


def _parts(expression: str) -> tuple[list[str], list[str]]:
    tree = ast.parse(re.sub(r"(?<![<>=!])=(?!=)", "==", expression), mode="eval").body
    names = {"Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Eq": "=="}
    sides = [ast.unparse(side) for side in (tree.left, *tree.comparators)]
    return sides, [names[type(operator).__name__] for operator in tree.ops]


def check(relations: pd.DataFrame, quantities: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Which orders in time that the documents state or imply are possible?

    Takes the relations of kind order or duration that touch a date and compare no more than dates
    and durations; of durations only those with < or >. Returns them with `docs, lines, numbers,
    premise` (of `consistency.check`), `verdict` (certain, possible, impossible, not tested),
    `reason` (why it is not tested), `says` (the note without its lines), `turned` (the verdict if
    it were told the other way round; nothing for equals), `resolved` (rests on a date found by a
    rule), `low, high` (of all its dates) and the coarsest `exactness`.

    >>> from helpers import records
    >>> tables = (records.load(t, "toy") for t in ("relations", "quantities", "events"))
    >>> orders = check(*tables).query("relation == 'huang-study.r12'")
    >>> orders[["numbers", "verdict", "turned"]].values.tolist()
    [['2001 < 1 May 2003', 'certain', 'impossible']]
    """
    dated = dates(quantities, events).set_index("quantity")
    known = quantities.set_index("quantity")
    mentioned = relations["members"].str.split("; ")
    times = set(known.index[known["kind"].isin(["date", "duration"])])
    timely = [
        bool(set(members) & set(dated.index)) and set(members) & set(known.index) <= times
        for members in mentioned
    ]
    ordered = (relations["kind"] == "order") | (
        (relations["kind"] == "duration") & relations["expression"].str.contains("[<>]")
    )
    kept = relations[ordered & pd.Series(timely, relations.index, dtype=bool)].reset_index(
        drop=True
    )
    audited = consistency.check(kept, quantities)[["docs", "lines", "numbers", "premise"]]
    rows = [_row(relation, dated, known) for relation in kept.to_dict("records")]
    columns = ["verdict", "reason", "says", "turned", "resolved", "low", "high", "exactness"]
    return kept.assign(**audited, **pd.DataFrame(rows, columns=columns))


def _row(relation: dict, dated: pd.DataFrame, known: pd.DataFrame) -> dict:
    members = relation["members"].split("; ")
    own = dated.loc[[member for member in members if member in dated.index]]
    values = {
        letter: intervals.stated(known.loc[member].to_dict())
        for letter, member in zip(_LETTERS, members, strict=False)
        if member in known.index and known.loc[member, "value"]
    }
    if relation["expected"]:
        values["n"] = (float(relation["expected"]),) * 2
    verdict = judge(relation["expression"], values) if relation["expression"] else None
    reason, turned = "", None
    if verdict is None:
        verdict, reason = "not tested", "a date that it needs is not printed"
        if relation["note"].endswith(("They agree.", "They differ.")):
            reason = "told in words, not in dates"
    elif relation["needs"] == "outside":
        verdict, reason = "not tested", "rests on something that no document prints"
    elif "=" not in re.sub("[<>]=", "", relation["expression"]):
        other = re.sub("[<>]", lambda sign: _TURNED[sign.group()], relation["expression"])
        turned = judge(other, values)
    return {
        "verdict": verdict,
        "reason": reason,
        "says": re.sub(r"^[^:]*\b[Ll]ines? [^:]*: ", "", relation["note"]),
        "turned": turned,
        "resolved": bool(own["resolved"].any()),
        "low": own["low"].min(),
        "high": own["high"].max(),
        "exactness": max(own["exactness"], key=chronology.LEVELS.index),
    }


def audit(checked: pd.DataFrame) -> pd.DataFrame:
    """How many orders were tested, and with which verdict? Return one row: n, tested, n of each.

    >>> audit(pd.DataFrame({"verdict": ["certain", "not tested"]})).to_dict("records")
    [{'n': 2, 'tested': 1, 'certain': 1, 'possible': 0, 'impossible': 0}]
    """
    counts = checked["verdict"].value_counts()
    verdicts = {v: int(counts.get(v, 0)) for v in ("certain", "possible", "impossible")}
    return pd.DataFrame([{"n": len(checked), "tested": sum(verdicts.values())} | verdicts])


def standing(checked: pd.DataFrame) -> float:
    """Which share of the tested orders is impossible? Between 0 and 1; 0 where none is tested.

    >>> standing(pd.DataFrame({"verdict": ["certain", "impossible", "not tested"]}))
    0.5
    """
    [row] = audit(checked).to_dict("records")
    return row["impossible"] / row["tested"] if row["tested"] else 0.0
