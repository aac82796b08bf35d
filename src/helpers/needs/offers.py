"""Statements become help: what is done, offered or planned, by whom, for whom, by which means?

Grain: one row per statement of help, or per helper and statement. Nothing here says whether help
works, or whether it was ever given: it is what somebody says is done, offered or planned.

Assumptions
1. Help is a statement of kind activity (done), offer (offered) or plan (planned), whoever says so.
2. The helper is who leads: by name where the document gives one, else by type. Partners and means
   do not count as helpers.
3. A helper tells of itself where the statement speaks of the speaker's own organisation.

Known problem: an activity may be an organisation's own business and help nobody. It counts as
done; only a link to an obstacle (`gaps`) makes it an answer.
"""

import pandas as pd

from helpers import prose
from helpers import vocabularies as v

STATUS = {"activity": "done", "offer": "offered", "plan": "planned"}


def told(
    statements: pd.DataFrame, addressees: pd.DataFrame, names: pd.Series, status: list[str]
) -> pd.DataFrame:
    """Which statements tell of help in one of these states? Return them, in their order.

    Adds `status` (done, offered, planned), `helpers` (a list of names), `helper` (the same as
    words), `own` (told by the helper itself), `means` (the instrument in words), `person` (who
    gains, in words).

    >>> from helpers import records
    >>> tables = (records.load(name, "toy") for name in ("statements", "addressees"))
    >>> done = told(*tables, records.names("actors", "toy"), ["done"])
    >>> done["paraphrase"].iloc[0]
    'Sheds are lent for half a year.'
    """
    kept = statements.assign(status=statements["kind"].map(STATUS))
    kept = kept[kept["status"].isin(status)]
    leads = addressees[
        (addressees["role"] == "lead") & addressees["statement"].isin(kept.statement)
    ]
    words = leads["addressee"].map(v.words)
    leads = leads.assign(name=leads["actor"].map(names).fillna(words))
    by_statement = leads.groupby("statement")["name"].agg(list)
    own = set(leads.loc[leads["addressee"] == "own_organisation", "statement"])
    helpers = [by_statement.get(name, [v.words("unspecified")]) for name in kept["statement"]]
    return kept.assign(
        helpers=pd.Series(helpers, kept.index, dtype=object),
        helper=[prose.listing(found) for found in helpers],
        own=kept["statement"].isin(own),
        means=kept["instrument"].map(v.words),
        person=kept["concerns"].map(concerned),
    )


def concerned(codes: str) -> str:
    """Say whom a cell of codes concerns; nobody named where it is empty.

    >>> concerned("state; host_society"), concerned("")
    ('the state and society', 'nobody named')
    """
    society = {"host_society": "society"}
    return prose.listing(
        [society.get(code, v.words(code or "unspecified")) for code in codes.split("; ")]
    )


def by_helper(help_: pd.DataFrame, least: int = 1) -> pd.DataFrame:
    """How much help does each helper tell of, or is told of it? Most first.

    Takes `told`; returns `helper, status, n` (statements), one row per helper and status. Helpers
    with fewer than `least` statements are joined as other helpers, who stand last.

    >>> rows = [[["Bo", "Cleo"], "done", "s1"], [["Bo"], "planned", "s2"]]
    >>> help_ = pd.DataFrame(rows, columns=["helpers", "status", "statement"])
    >>> by_helper(help_, least=2).values.tolist()
    [['Bo', 'done', 1], ['Bo', 'planned', 1], ['other helpers', 'done', 1]]
    """
    spread = help_.assign(helper=help_["helpers"]).explode("helper")
    n = spread.groupby("helper")["statement"].nunique()
    small = spread["helper"].map(n) < least
    spread = spread.assign(helper=spread["helper"].where(~small, "other helpers"))
    table = spread.groupby(["helper", "status"])["statement"].nunique().rename("n").reset_index()
    rank = n.to_dict() | {"other helpers": 0}
    table = table.assign(rank=-table["helper"].map(rank))
    table = table.sort_values(["rank", "helper", "status"], ignore_index=True)
    return table.drop(columns="rank")


def services(help_: pd.DataFrame, answers: set[str]) -> pd.DataFrame:
    """What does each helper do, offer and plan, by which means, and how much of it is an answer?

    `answers` are the statements that a reading links to an obstacle. Returns one row per helper:
    `helper, done, offered, planned, n, n_answers` (statements) and `means` (the three most
    frequent, in words), most answers first.

    >>> rows = [[["Bo"], "done", "s1", "giving"], [["Bo"], "planned", "s2", "research"]]
    >>> help_ = pd.DataFrame(rows, columns=["helpers", "status", "statement", "means"])
    >>> services(help_, {"s2"})[["helper", "done", "planned", "n_answers"]].values.tolist()
    [['Bo', 1, 1, 1]]
    """
    spread = help_.assign(helper=help_["helpers"]).explode("helper")
    rows = []
    for helper, part in spread.groupby("helper"):
        row = {name: int((part["status"] == name).sum()) for name in STATUS.values()}
        counted = part["means"].value_counts().sort_index()
        top = counted.sort_values(ascending=False, kind="stable").index[:3]
        row |= {"helper": helper, "n": len(part), "means": "; ".join(top)}
        rows.append(row | {"n_answers": int(part["statement"].isin(answers).sum())})
    columns = ["helper", *STATUS.values(), "n", "n_answers", "means"]
    table = pd.DataFrame(rows, columns=columns).sort_values("helper", ignore_index=True)
    order = ["n_answers", "n"]
    return table.sort_values(order, ascending=False, ignore_index=True, kind="stable")


def audit(help_: pd.DataFrame) -> pd.DataFrame:
    """How much help is told of, in which state, by the helper itself? Takes `told`; one row.

    Returns `n`, one count per state, `n_own` (told by the helper itself) and `n_helpers`.

    >>> rows = [[["Bo"], "done", "s1", True]]
    >>> help_ = pd.DataFrame(rows, columns=["helpers", "status", "statement", "own"])
    >>> audit(help_).to_dict("records")
    [{'n': 1, 'done': 1, 'offered': 0, 'planned': 0, 'n_own': 1, 'n_helpers': 1}]
    """
    row = {"n": len(help_)}
    row |= {name: int((help_["status"] == name).sum()) for name in STATUS.values()}
    row |= {"n_own": int(help_["own"].sum()), "n_helpers": help_["helpers"].explode().nunique()}
    return pd.DataFrame([row])


def timed(linked: pd.DataFrame, help_: pd.DataFrame, dates: dict[str, str]) -> pd.DataFrame:
    """Was the help told of before the obstacle was named? Takes `gaps.link` and the dates.

    Adds `told`: later, same document, earlier (only earlier), or nothing where there is no help.

    >>> linked = pd.DataFrame({"doc": ["b", "b"], "help": ["s1", ""]})
    >>> help_ = pd.DataFrame({"statement": ["s1"], "doc": ["a"]})
    >>> timed(linked, help_, {"a": "2018-01-23", "b": "2022"})["told"].tolist()
    ['earlier', '']
    """
    docs, told = help_.set_index("statement")["doc"], []
    for doc, ids in zip(linked["doc"], linked["help"], strict=True):
        where = {docs[name] for name in ids.split("; ") if name}
        later = any(dates[other] > dates[doc] for other in where)
        kind = "later" if later else "same document" if doc in where else "earlier"
        told.append(kind if where else "")
    return linked.assign(told=told)


def denied(found: pd.DataFrame, help_: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Which obstacles deny help that others tell of, in the eyes of a reading? Return their rows.

    >>> found = pd.DataFrame({"statement": ["s2", "s3"]})
    >>> rows = pd.DataFrame([["s1", "s2", "contradicts"]], columns=["left", "right", "relation"])
    >>> denied(found, pd.DataFrame({"statement": ["s1"]}), rows)["statement"].tolist()
    ['s2']
    """
    links = matches[matches["relation"] == "contradicts"]
    told_of = set(help_["statement"])
    ids = {
        right for left, right in zip(links["left"], links["right"], strict=True) if left in told_of
    }
    ids |= {
        left for left, right in zip(links["left"], links["right"], strict=True) if right in told_of
    }
    return found[found["statement"].isin(ids)]


def agreement(found: pd.DataFrame, help_: pd.DataFrame, matches: pd.DataFrame) -> tuple[int, int]:
    """How many links between help and obstacles do both readings see, and how many either?

    >>> links = [["o1", "h1", "answers", "reading-1"], ["o1", "h1", "partly_answers", "reading-2"]]
    >>> links += [["o1", "h2", "answers", "reading-1"]]
    >>> links = pd.DataFrame(links, columns=["left", "right", "relation", "coder"])
    >>> frames = pd.DataFrame({"statement": ["o1"]}), pd.DataFrame({"statement": ["h1", "h2"]})
    >>> agreement(*frames, links)
    (1, 2)
    """
    links = matches[
        matches["relation"].isin(["answers", "partly_answers"])
        & matches["left"].isin(found["statement"])
        & matches["right"].isin(help_["statement"])
    ]
    n = links.groupby(["left", "right"])["coder"].nunique()
    return int((n > 1).sum()), len(n)
