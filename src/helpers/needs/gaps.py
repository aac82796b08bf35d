"""Obstacles meet help, or do not: which obstacle does nobody answer, and who is asked to?

Grain: one row per obstacle (`link`, `ask`), or per subject, which is a theme (`gap_map`).

Assumptions
1. An obstacle is *answered* where a reading links help to it as an answer, wholly or in part, in
   whatever document and year. Seen by both readings it is answered, by one it is open, by none it
   is a *gap*.
2. Help *near* an obstacle has its theme and a group that it concerns. That is another rule of
   answering, much wider: it cannot tell an office at home from an office abroad. Near help that no
   reading links to the obstacle is shown beside a gap and does not close it.
3. A request or an official call that a reading links to an obstacle as an answer asks somebody for
   a remedy; asked is who shall lead. Strategies and models ask nobody.
4. A *foundation* could do what needs no public power: not rules and permits, public money,
   procurement, tax and exchange, and not what the state alone is asked for. Where nobody asks for
   anything, or by means of no known kind, it cannot be said.
5. An obstacle that somebody reports as overcome is left aside: it wants no help.
6. The host society is, for the obstacles coded so, the society of the helped, in the forum China's
   own; it counts with the people served.

Known problem: what no document tells of may exist all the same. A gap is a silence of these texts.
"""

import pandas as pd

from helpers import sources
from helpers import vocabularies as v
from helpers.asks.taxonomy import classify

GROUPS = {
    "going_out": {"ngos_going_abroad"},
    "other_ngos": {"chinese_ngos", "whole_sector", *v.ADDRESSEES["chinese_ngos"]}
    - {"ngos_going_abroad"},
    "society": {"people_served", "public", "host_society"},
}
WORDS = {
    "going_out": "NGOs that go abroad",
    "other_ngos": "other Chinese NGOs, or all NGOs",
    "society": "the people served and society",
    "others": "the state, foreign organisations and companies",
}
PUBLIC_POWER = {"rules", *v.INSTRUMENTS["rules"], "public_funding", "tax_exchange", "procurement"}
_ANSWER = ["answers", "partly_answers"]
_BETTER = ["reports_met", "reports_partly_met"]
_ASK = [*v.REQUESTS.values(), "official_call"]


def obstacles(statements: pd.DataFrame, group: str = "all") -> pd.DataFrame:
    """Which obstacles does a group face? Return them; a group of `GROUPS`, others, or all.

    Raises NotApplicable where there is none.

    >>> from helpers import records
    >>> obstacles(records.load("statements", "toy"), "society")["statement"].tolist()
    ['forum-2020.s32']
    """
    found = statements[statements["kind"] == "obstacle"]
    if group != "all":
        found = found[[group in whose(codes) for codes in found["concerns"]]]
    if found.empty:
        raise sources.NotApplicable(
            f"no obstacle in this corpus concerns {WORDS.get(group, group)}; choose another group"
        )
    return found.reset_index(drop=True)


def unsettled(found: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Which obstacles does nobody report as overcome? Takes `obstacles`; returns these rows.

    An obstacle counts as overcome where a reading links a report to it that it is met, wholly or in
    part. That is somebody's claim.

    >>> from helpers import records
    >>> told, links = (records.load(table, "toy") for table in ("statements", "matches"))
    >>> found = obstacles(told)
    >>> sorted(set(found["statement"]) - set(unsettled(found, links)["statement"]))
    ['incubators-2018.s01']
    """
    over = matches[matches["relation"].isin(_BETTER)]["left"]
    return found[~found["statement"].isin(over)].reset_index(drop=True)


def whose(codes: str) -> list[str]:
    """Which groups do these codes concern? What is in no group of its own stands under others.

    >>> whose("chinese_ngos; ngos_going_abroad"), whose("companies")
    (['going_out', 'other_ngos'], ['others'])
    """
    named = set(codes.split("; "))
    found = [group for group, members in GROUPS.items() if named & members]
    return found or ["others"]


def is_answered(n_readings: int) -> bool | None:
    """Is an obstacle answered? True if both readings see help, None if one does, False if none.

    >>> is_answered(2), is_answered(1), is_answered(0)
    (True, None, False)
    """
    return {0: False, 1: None}.get(n_readings, True)


def is_for_foundation(means: list[str], state_alone: list[bool]) -> bool | None:
    """Could a foundation do one of the things asked for? None where nobody says by which means.

    Takes the instrument of each request, and whether it asks the state alone.

    >>> is_for_foundation(["giving", "law_regulation"], [False, True]), is_for_foundation([], [])
    (True, None)
    >>> is_for_foundation(["research"], [True])
    False
    """
    pairs = [pair for pair in zip(means, state_alone, strict=True) if pair[0] != "other"]
    if not pairs:
        return None
    return any(instrument not in PUBLIC_POWER and not alone for instrument, alone in pairs)


def link(found: pd.DataFrame, help_: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Which help do the readings see for each obstacle? Takes `obstacles` and `offers.told`.

    Adds `n_readings` that see any, `answered` (see `is_answered`), `help` (its statements, joined),
    `full` (a reading calls it a whole answer), `near` (statements with its theme and a group that
    it concerns, joined) and `seen_1, seen_2` (by either reading).

    >>> from helpers import records
    >>> from helpers.needs import offers
    >>> told, asked, links = map(records.load, ("statements", "addressees", "matches"), ["toy"] * 3)
    >>> help_ = offers.told(told, asked, records.names("actors", "toy"), ["done", "offered"])
    >>> link(obstacles(told), help_, links)["n_readings"].tolist()
    [0, 1, 2, 1, 0, 0, 0]
    """
    links = matches[matches["relation"].isin(_ANSWER) & matches["right"].isin(help_["statement"])]
    sees = {coder: set(part["left"]) for coder, part in links.groupby("coder")}
    seen = [found["statement"].isin(sees.get(coder, set())) for coder in v.CODERS]
    by_obstacle = links.groupby("left")["right"].agg(_joined)
    n_readings = seen[0].astype(int) + seen[1].astype(int)
    kinds = list(zip(help_["statement"], help_["theme"], help_["concerns"], strict=True))
    near = []
    for theme, codes in zip(found["theme"], found["concerns"], strict=True):
        named = set(codes.split("; ")) - {""}
        near.append(_joined(s for s, t, c in kinds if t == theme and named & set(c.split("; "))))
    return found.assign(
        n_readings=n_readings,
        answered=pd.Series(map(is_answered, n_readings), found.index, dtype=object),
        help=[by_obstacle.get(name, "") for name in found["statement"]],
        full=found["statement"].isin(links.loc[links["relation"] == "answers", "left"]),
        near=near,
        seen_1=seen[0],
        seen_2=seen[1],
    )


def ask(
    found: pd.DataFrame,
    statements: pd.DataFrame,
    addressees: pd.DataFrame,
    themes: pd.DataFrame,
    matches: pd.DataFrame,
) -> pd.DataFrame:
    """Who is asked for what against each obstacle? A link that one reading saw counts.

    Adds `asks` (requests and calls, joined), `asked` (groups, joined), `means` (instruments in a
    foundation's reach, joined) and `foundation` (see `is_for_foundation`).

    >>> from helpers import records
    >>> names = ("statements", "addressees", "themes", "matches")
    >>> told, asked, themes, links = (records.load(name, "toy") for name in names)
    >>> ask(obstacles(told), told, asked, themes, links)["foundation"].tolist()
    [True, True, True, True, None, False, True]
    """
    requests = statements[statements["kind"].isin(_ASK)]
    placed = classify(requests, addressees, themes, "addressee")
    who = placed.groupby("statement")["group"].agg(lambda groups: sorted(set(groups)))
    alone = placed.groupby("statement")["parent"].agg(lambda parents: set(parents) == {"state"})
    means = requests.set_index("statement")["instrument"]
    links = matches[matches["relation"].isin(_ANSWER) & matches["right"].isin(means.index)]
    rows = []
    for obstacle in found["statement"]:
        ids = sorted(set(links.loc[links["left"] == obstacle, "right"]))
        states = [bool(alone.get(name, False)) for name in ids]
        own = [
            means[name]
            for name, state in zip(ids, states, strict=True)
            if is_for_foundation([means[name]], [state])
        ]
        rows.append(
            {
                "asks": "; ".join(ids),
                "asked": _joined(g for name in ids for g in who.get(name, [v.words("anyone")])),
                "means": _joined(v.words(code) for code in own),
                "foundation": is_for_foundation([means[name] for name in ids], states),
            }
        )
    added = pd.DataFrame(rows, found.index, columns=["asks", "asked", "means", "foundation"])
    return found.join(added.astype(object))


def within(asked: pd.DataFrame, who: str) -> pd.DataFrame:
    """Which of the obstacles are the business of somebody? `who` is anybody, or foundations.

    Raises NotApplicable where no obstacle is one that a foundation could do something about.

    >>> asked = pd.DataFrame({"foundation": [True, False, None]})
    >>> len(within(asked, "foundations")), len(within(asked, "anybody"))
    (1, 3)
    """
    kept = asked if who == "anybody" else asked[asked["foundation"].eq(True)]
    if kept.empty:
        raise sources.NotApplicable(
            "nobody asks for anything that a foundation could do against these obstacles; "
            "choose another group or anybody"
        )
    return kept.reset_index(drop=True)


def audit(asked: pd.DataFrame) -> pd.DataFrame:
    """How many obstacles are answered, open and gaps, and what stands beside the gaps? One row.

    Takes what `link` and `ask` return. Returns `n, n_answered, n_open, n_gap, n_full` (a whole
    answer) and, of the gaps, `n_near` (near help), `n_asked` (somebody asks for a remedy) and
    `n_bare` (neither).

    >>> rows = [[2, True, "h", "", ""], [0, False, "", "h", "r"], [0, False, "", "", ""]]
    >>> columns = ["n_readings", "full", "help", "near", "asks"]
    >>> audit(pd.DataFrame(rows, columns=columns))[["n_gap", "n_near", "n_bare"]].values.tolist()
    [[2, 1, 1]]
    """
    n, gap = asked["n_readings"], asked["n_readings"] == 0
    near, asks = asked["near"] != "", asked["asks"] != ""
    counts = {"n_answered": n == 2, "n_open": n == 1, "n_gap": gap, "n_full": asked["full"]}
    counts |= {"n_near": gap & near, "n_asked": gap & asks, "n_bare": gap & ~near & ~asks}
    row = {"n": len(asked)} | {name: int(flag.sum()) for name, flag in counts.items()}
    return pd.DataFrame([row])


def share(linked: pd.DataFrame, rule: str = "gap", unit: str = "statement") -> float:
    """Which share of the obstacles does no help answer, under a rule? In [0, 1].

    Rules: `gap` (no reading sees help), `either` (not both see it), `reading-1`, `reading-2` (this
    one sees none), `full` (no reading sees a whole answer), `near` (none with its theme and group).
    `unit` is the column whose values are counted; one is without help if all its obstacles are.

    >>> linked = pd.DataFrame({"n_readings": [0, 1], "near": ["", ""], "theme": ["a", "a"]})
    >>> linked = linked.assign(statement=["s1", "s2"])
    >>> share(linked), share(linked, "near"), share(linked, unit="theme")
    (0.5, 1.0, 0.0)
    """
    if linked.empty:
        return 0.0
    if rule in v.CODERS:
        bare = ~linked["seen_1" if rule == v.CODERS[0] else "seen_2"]
    elif rule == "full":
        bare = ~linked["full"]
    elif rule == "near":
        bare = linked["near"] == ""
    else:
        bare = linked["n_readings"] < {"gap": 1, "either": 2}[rule]
    return float(bare.groupby(linked[unit]).all().mean())


def through(linked: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """What if help for the same obstacle, or for a broader one, counts too? Takes `link`.

    Returns the rows with `n_readings` raised to that of an obstacle that a reading calls the same
    or broader, or of which it is a part. One step, no chains.

    >>> linked = pd.DataFrame({"statement": ["s1", "s2"], "parent": "", "n_readings": [0, 2]})
    >>> rows = [["s1", "s2", "broader", "reading-1"]]
    >>> columns = ["left", "right", "relation", "coder"]
    >>> through(linked, pd.DataFrame(rows, columns=columns))["n_readings"].tolist()
    [2, 2]
    """
    rows = matches[["left", "right", "relation"]].values.tolist()
    above = [(left, right) for left, right, kind in rows if kind in ("same", "broader")]
    above += [(right, left) for left, right, kind in rows if kind in ("same", "narrower")]
    above += list(zip(linked["statement"], linked["parent"], strict=True))
    held, known = linked.set_index("statement")["n_readings"].to_dict(), {}
    for below, other in above:
        known[below] = max(known.get(below, 0), held.get(other, 0))
    raised = [max(n, known.get(name, 0)) for name, n in held.items()]
    return linked.assign(n_readings=raised)


def _joined(items) -> str:
    return "; ".join(sorted(set(items)))
