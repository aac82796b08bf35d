"""Dated events become windows of days: what is dated, how exactly, by which rule, told in time?

Grain: one row per event. A window holds every day on which it can lie; of what goes on, every day
on which it can have begun. `low` and `high` are days as Python counts them (1 January of year 1
is 1), infinite where a document gives no limit.

Assumptions
1. A date stands for all of its days: 2016 has 366, the 1970s have ten years.
2. "Before" means not later than the end of its limit, "after" not earlier than the beginning of its
   limit. Windows may be too wide by less than one unit; they are never too narrow.
3. A fiscal year begins in the year that it is named after and can end in the next: two years.
4. The exactness is that of the date's unit. An event is dated only roughly if it has no more than a
   limit (before, after), if its unit is the decade, or if its window holds more than two units.
5. What a label marks as "(planned)" is announced. All else is told as having happened.
6. What is said in a turn was said on the day of its document. What stands around the turns of a
   transcript was written later, on a day that is not known; a date of the kind "not before" gives
   no limit either.

Known problems: a window that two printed limits make is only as good as the rule that joined them.
"""

import calendar
import math
from datetime import date

import pandas as pd

from helpers import sources

LEVELS = ["day", "month", "year", "roughly"]
PLANNED = "(planned)"
_UNITS = {"minute": "day", "season": "month", "fiscal_year": "year", "decade": "roughly"}
_LONGEST = {"day": 2, "month": 92, "year": 731, "roughly": math.inf}  # days of two units
_KEPT = {"any": LEVELS, "year": LEVELS[:3], "month": LEVELS[:2], "day": LEVELS[:1]}

Window = tuple[float, float]


def days(moment: str) -> Window:
    """Which days does a date stand for? Return the first and the last.

    >>> first, last = days("2016-02")
    >>> date.fromordinal(last).isoformat(), last - first + 1
    ('2016-02-29', 29)
    """
    year, month, day = (*map(int, moment.partition("T")[0].split("-")), None, None)[:3]
    last_month, last_day = month or 12, day or calendar.monthrange(year, month or 12)[1]
    first = date(year, month or 1, day or 1)
    return first.toordinal(), date(year, last_month, last_day).toordinal()


def window(since: str, until: str, precision: str = "", bound: str = "exact") -> Window:
    """Between which days does an event lie, or begin where it goes on since then?

    >>> window("", "2016", "year", "before")[0]
    -inf
    """
    low = days(since)[0] if since else -math.inf
    ends = since if bound == "since" else until
    high = days(ends)[1] if ends else math.inf
    if precision == "fiscal_year" and ends:
        high = days(str(int(ends[:4]) + 1))[1]
    return low, high


def exactness(low: float, high: float, precision: str, bound: str = "exact") -> str:
    """How exactly is it dated: to the day, month (or season), year, or only roughly?

    >>> exactness(*window("2018-11-06", "2018-11-07"), "day")
    'day'
    >>> exactness(*window("2005", "2015"), "year")
    'roughly'
    """
    unit = _UNITS.get(precision, precision)
    if bound in ("before", "after") or high - low + 1 > _LONGEST[unit]:
        return "roughly"
    return unit


def measure(events: pd.DataFrame) -> pd.DataFrame:
    """When can each event have happened, and how exactly is it dated?

    Returns the events with `low, high` (days), `when` (in words), `exactness`, `planned` (the
    document only announces it), `rule_name` and `because` (the rule's name in words, and how it was
    used; empty where the date is printed).

    >>> from helpers import records
    >>> measured = measure(records.load("events", "toy").query("doc == 'huang-study'"))
    >>> list(measured["exactness"])
    ['day', 'year', 'roughly', 'month']
    """
    rows = events.to_dict("records")
    spans = [
        window(*(row[key] for key in ("since", "until", "precision", "bound"))) for row in rows
    ]
    rules_used = [row["rule"].partition(": ") for row in rows]
    return events.assign(
        low=[low for low, _ in spans],
        high=[high for _, high in spans],
        exactness=[
            exactness(*span, row["precision"], row["bound"])
            for span, row in zip(spans, rows, strict=True)
        ],
        when=[_when(row) for row in rows],
        planned=events["label"].str.endswith(PLANNED),
        rule_name=[name.replace("-", " ") for name, _, _ in rules_used],
        because=[because for _, _, because in rules_used],
    )


def _when(event: dict) -> str:
    since, until = (event[key].replace("T", " ") for key in ("since", "until"))
    if event["bound"] == "since":
        return f"since {since}"
    if since and until:
        return since if since == until else f"{since} to {until}"
    return f"{since} or later" if since else f"{until} or earlier"


def choose(measured: pd.DataFrame, first: int, last: int, precision: str) -> pd.DataFrame:
    """Which measured rows can lie in these years and are dated this exactly, or better?

    Takes `low, high, exactness`. `precision` is any, year, month or day. Years are whole. Raises
    InputError where no event is left.

    >>> from helpers import records
    >>> len(choose(measure(records.load("events", "toy")), 2001, 2003, "year"))
    2
    """
    start, end = days(str(first))[0], days(str(last))[1]
    inside = (measured["high"] >= start) & (measured["low"] <= end)
    kept = measured[inside & measured["exactness"].isin(_KEPT[precision])]
    if "event" in measured and kept.empty:
        raise sources.InputError(
            f"no event can lie between {first} and {last} and is dated to the precision "
            f"{precision!r}; widen first, last or precision"
        )
    return kept


def audit(measured: pd.DataFrame) -> pd.DataFrame:
    """How many events are dated how exactly? Return one row: n, n of each, planned, not printed.

    >>> audit(pd.DataFrame({"exactness": ["day"], "planned": [True], "dating": ["stated"]})).values
    array([[1, 1, 0, 0, 0, 1, 0]])
    """
    counts = measured["exactness"].value_counts()
    row = {"n": len(measured)} | {level: int(counts.get(level, 0)) for level in LEVELS}
    unprinted = int((measured["dating"] != "stated").sum())
    return pd.DataFrame([row | {"planned": int(measured["planned"].sum()), "unprinted": unprinted}])


def by_document(measured: pd.DataFrame) -> pd.DataFrame:
    """How many events of each document are dated how exactly? Return `exactness, doc, n`.

    >>> frame = pd.DataFrame({"exactness": ["year", "day"], "doc": ["a", "a"]})
    >>> by_document(frame)["exactness"].tolist()
    ['day', 'year']
    """
    table = measured.groupby(["exactness", "doc"]).size().rename("n").reset_index()
    rank = table["exactness"].map(LEVELS.index)
    return (
        table.assign(rank=rank).sort_values(["rank", "doc"], ignore_index=True).drop(columns="rank")
    )


def rules(measured: pd.DataFrame) -> pd.DataFrame:
    """Which rules give the dates that are not printed? Return one row per rule, most used first.

    Columns: `rule_name, n` (events), `n_documents`, `label` and `because` of the first such event.

    >>> from helpers import records
    >>> study = records.load("events", "toy").query("doc == 'huang-study'")
    >>> rules(measure(study))[["rule_name", "n"]].values.tolist()
    [['next such season', 1]]
    """
    table = measured[measured["rule_name"] != ""].groupby("rule_name", as_index=False)
    table = table.agg(
        n=("event", "size"),
        n_documents=("doc", "nunique"),
        label=("label", "first"),
        because=("because", "first"),
    )
    return table.sort_values(["n", "rule_name"], ascending=[False, True], ignore_index=True)


def is_told_in_time(span: Window, deadline: float, planned: bool) -> bool | None:
    """Had an event happened when it was told? None where its window or the deadline leaves it open.

    >>> is_told_in_time((5, 9), 4, planned=False), is_told_in_time((5, 9), 9, planned=False)
    (False, True)
    """
    if planned or math.isinf(deadline):
        return None
    if span[0] > deadline:
        return False
    return True if span[1] <= deadline else None


def told(measured: pd.DataFrame, segments: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Does a document report what happened only after it? Return the events with `deadline, told`.

    `deadline` is the last day of telling (infinite where it is not known). `told`: announced, no
    day of telling known, taken as past (its limit is the day of telling itself, so nothing is
    tested), certain (all of its window lies before), possible, or impossible.

    >>> from helpers import records
    >>> from helpers import records, sources
    >>> documents = pd.DataFrame(map(vars, sources.catalogue("toy").values()))
    >>> events = measure(records.load("events", "toy"))
    >>> list(told(events, records.load("segments", "toy"), documents)["told"])[:3]
    ['no day of telling known', 'certain', 'certain']
    """
    turns = segments[segments["kind"] == "turn"]
    dated = documents.set_index("doc")
    rows = []
    for event in measured.to_dict("records"):
        of_doc = turns[turns["doc"] == event["doc"]]
        inside = of_doc["char_start"].le(event["char_start"]) & of_doc["char_end"].gt(
            event["char_start"]
        )
        known = dated.loc[event["doc"], "date_precision"] != "not_before"
        spoken = inside.any() or not len(of_doc)
        deadline = days(dated.loc[event["doc"], "date"])[1] if known and spoken else math.inf
        rows.append({"deadline": deadline, "told": _told(event, deadline)})
    frame = pd.DataFrame(rows, columns=["deadline", "told"], index=measured.index)
    return measured.assign(**frame)


def _told(event: dict, deadline: float) -> str:
    if event["planned"]:
        return "announced"
    if math.isinf(deadline):
        return "no day of telling known"
    if event["bound"] in ("before", "after") and event["high"] == deadline:
        return "taken as past"
    in_time = is_told_in_time((event["low"], event["high"]), deadline, planned=False)
    return {True: "certain", False: "impossible", None: "possible"}[in_time]


def bars(measured: pd.DataFrame, docs: list[str], first: int, last: int) -> pd.DataFrame:
    """Where does each event stand on a time line? One row per event, documents as given.

    Takes measured events; returns `doc, event, label, when, bound, exactness, planned`,
    `begins, ends` (decimal years, cut to those from `first` to `last`; nothing where a side has no
    limit), `goes_on` (a beginning) and `lane`, so that no two bars of a document touch.

    >>> from helpers import records
    >>> drawn = bars(measure(records.load("events", "toy")), ["huang-study"], 2000, 2020)
    >>> drawn[["event", "ends"]].values.tolist()[0]
    ['huang-study.e03', 2005.0]
    """
    rows = []
    for event in measured.sort_values(["low", "high", "event"]).to_dict("records"):
        begins = max(year_of(event["low"]), first) if math.isfinite(event["low"]) else None
        ends = min(year_of(event["high"] + 1), last + 1) if math.isfinite(event["high"]) else None
        on = event["bound"] == "since"
        rows.append({**event, "begins": begins, "ends": ends, "goes_on": on})
    columns = ["doc", "event", "label", "when", "bound", "exactness", "planned"]
    columns += ["begins", "ends", "goes_on"]
    table = pd.DataFrame(rows, columns=columns)
    order = {doc: rank for rank, doc in enumerate(docs)}
    table = table[table["doc"].isin(docs)]
    table = table.sort_values("doc", key=lambda d: d.map(order), kind="stable", ignore_index=True)
    return table.assign(lane=_lanes(table, (last + 1 - first) / 60))


def year_of(day: float) -> float:
    """Return the beginning of a day in decimal years.

    >>> year_of(date(2018, 1, 1).toordinal())
    2018.0
    """
    then = date.fromordinal(int(day))
    return then.year + (then.timetuple().tm_yday - 1) / (366 if calendar.isleap(then.year) else 365)


def _lanes(table: pd.DataFrame, room: float) -> list[int]:
    """Return for each bar the first lane of its document that is free; arrows need room too."""
    taken: dict[tuple[str, int], float] = {}
    lanes = []
    for bar in table.to_dict("records"):
        left = bar["ends"] - 3 * room if pd.isna(bar["begins"]) else bar["begins"]
        right = left + room if pd.isna(bar["ends"]) else max(bar["ends"], left + room)
        right += 2 * room if bar["goes_on"] or pd.isna(bar["ends"]) else 0
        lane = 0
        while taken.get((bar["doc"], lane), -math.inf) > left - room / 2:
            lane += 1
        taken[bar["doc"], lane] = right
        lanes.append(lane)
    return lanes
