"""A case becomes problems with what was done about them, and dates beside the rules of the time.

Grain: one row per problem, or per dated event.

Assumptions
1. A problem is *said to be better* if a statement reports it met, wholly or in part; else
   *something is done* if an activity or an offer answers it; else it is *only asked for* if a
   request, a plan or an official call answers it; else *nobody answers*. A link that one reading
   saw counts as a link.
2. A problem is that of NGOs if it concerns any; else that of the people served; else that of
   government.
3. An event belongs to policy if a statement quoted from a rule or a speech stands on its line.

Known problem: "said to be better" is a claim of somebody, not an effect that anybody measured.
"""

import pandas as pd

from helpers import vocabularies as v
from helpers.claims.interest import GAINERS, OFFICIAL, POLICY, SERVED

STATES = ["said to be better", "something is done", "only asked for", "nobody answers"]
_BETTER, _ANSWER = ["reports_met", "reports_partly_met"], ["answers", "partly_answers"]
_DONE = ["activity", "offer"]
_ASKED = [*v.REQUESTS.values(), "official_call", "plan"]


def chain(statements: pd.DataFrame, matches: pd.DataFrame, doc: str) -> pd.DataFrame:
    """What became of each problem that the case names? Return its problems with their state.

    Adds `state` (see the assumptions), `better`, `done` and `asked` (statements of any document
    that report on it or answer it, joined), `n_readings` that saw any of these links, and `whose`
    problem it is.

    >>> from helpers import records
    >>> told, matches = (records.load(table, "toy") for table in ("statements", "matches"))
    >>> linked = chain(told, matches, "incubators-2018")
    >>> linked[["statement", "state"]].values.tolist()[2:]
    [['incubators-2018.s11', 'nobody answers'], ['incubators-2018.s12', 'only asked for']]
    """
    kinds = statements.set_index("statement")["kind"]
    right = matches.assign(kind=matches["right"].map(kinds))
    answers = right["relation"].isin(_ANSWER)
    found = {
        "better": right[right["relation"].isin(_BETTER)],
        "done": right[answers & right["kind"].isin(_DONE)],
        "asked": right[answers & right["kind"].isin(_ASKED)],
    }
    problems = statements[(statements["doc"] == doc) & (statements["kind"] == "obstacle")]
    rows = []
    for problem, concerned in zip(problems["statement"], problems["concerns"], strict=True):
        links = {name: part[part["left"] == problem] for name, part in found.items()}
        row = {name: "; ".join(sorted(set(part["right"]))) for name, part in links.items()}
        held = [name for name, part in links.items() if len(part)]
        row["state"] = dict(zip(found, STATES, strict=False))[held[0]] if held else STATES[-1]
        row["whose"] = whose(concerned)
        row["n_readings"] = len({coder for part in links.values() for coder in part["coder"]})
        rows.append(row)
    columns = ["better", "done", "asked", "state", "n_readings", "whose"]
    added = pd.DataFrame(rows, columns=columns, index=problems.index)
    return problems.join(added).reset_index(drop=True)


def whose(concerns: str) -> str:
    """Whose problem is it: that of NGOs, of the people they serve, of government, of nobody named?

    Where several are concerned, the first of these.

    >>> whose("startup_ngos; incubators"), whose("public"), whose("")
    ('NGOs', 'people served', 'nobody named')
    """
    named = set(concerns.split("; "))
    for words, codes in (
        ("NGOs", GAINERS - SERVED),
        ("people served", SERVED),
        ("government", OFFICIAL),
    ):
        if named & codes:
            return words
    return "nobody named"


def audit(linked: pd.DataFrame) -> pd.DataFrame:
    """How many problems are there in each state? Return one row: n, and n of each.

    >>> audit(pd.DataFrame({"state": ["only asked for"]}))["only asked for"].item()
    1
    """
    counts = linked["state"].value_counts()
    return pd.DataFrame([{"n": len(linked)} | {name: int(counts.get(name, 0)) for name in STATES}])


def lanes(events: pd.DataFrame, statements: pd.DataFrame, doc: str) -> pd.DataFrame:
    """Which dated events of the case are rules and speeches, and which are its NGOs' own story?

    Returns the events with `lane` (policy, story) and `when` (the date in words), in the order of
    time; the publication of the case itself, which is dated to the minute, is left out.

    >>> from helpers import records
    >>> events, told = (records.load(table, "toy") for table in ("events", "statements"))
    >>> lanes(events, told, "incubators-2018")[["when", "lane"]].values.tolist()
    [['2015', 'story'], ['2016', 'policy'], ['2017', 'story']]
    """
    quoted = statements[(statements["doc"] == doc) & (statements["basis"] == POLICY)]
    lines = set(quoted["line_start"])
    own = events[(events["doc"] == doc) & (events["precision"] != "minute")]
    first = own["since"].where(own["since"] != "", own["until"])
    before = own["bound"].where(own["bound"] != "exact", "").where(own["since"] != "", "before")
    own = own.assign(
        lane=["policy" if line in lines else "story" for line in own["line_start"]],
        when=(before + " " + first).str.strip(),
        first=first,
    )
    return own.sort_values(["first", "char_start"], ignore_index=True).drop(columns="first")


def purchases(statements: pd.DataFrame) -> pd.DataFrame:
    """What is claimed, missed or asked for about government that buys services from NGOs?

    Adds `side` (claim, problem, request). In all documents.

    >>> from helpers import records
    >>> purchases(records.load("statements", "toy"))[["author", "side"]].values.tolist()[1:]
    [['ned-wick', 'problem'], ['ministry-of-rivers', 'request']]
    """
    about = (statements["theme"] == "money.procurement") | (
        statements["instrument"] == "procurement"
    )
    words = {"claim": "claim", "obstacle": "problem"} | dict.fromkeys(_ASKED, "request")
    side = statements["kind"].map(words)
    return statements.assign(side=side)[about & side.notna()]


def beside(found: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Which records begin on a line on which one of these statements begins?

    >>> here = pd.DataFrame({"doc": ["forum-2020"], "line_start": [4]})
    >>> len(beside(here, here)), len(beside(here, here.assign(line_start=5)))
    (1, 0)
    """
    place = ["doc", "line_start"]
    lines = pd.MultiIndex.from_frame(statements[place])
    return found[pd.MultiIndex.from_frame(found[place]).isin(lines)]
