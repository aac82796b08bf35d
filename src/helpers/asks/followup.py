"""Requests of a study and what later documents say become a ledger: what became of the asks?

Grain: one row per request (`ledger`), or per request and later document (`cells`). Each reading is
followed by itself first. The later passages themselves, and who speaks in them: `reporters`.

Assumptions
1. Later is what is dated after the study. Where the study prints no date, the latest day that it
   mentions stands for it; it may be younger than that.
2. A request is *named again* where a match ties a later passage to it. A passage may report it met,
   partly met or unmet, speak against it, offer help with it, or only ask for it again, in the same,
   broader or narrower words. A request that somebody reports met, wholly or in part, and somebody
   unmet is partly met and unmet. A report counts before an offer, an offer before a repetition.
3. A document speaks of a request's subject where a statement of it has the request's theme in the
   request's setting: work abroad (NGOs that go abroad are concerned, or a form or stage of going
   abroad is named), or, where the request concerns them, foreign NGOs in China. Only then is it
   silent about a request that it does not name.

Known problems: who repeats a request need not know the study. Themes are broad, so a silence may
be about a neighbouring matter. "Reported partly met" is somebody's claim, or a reading of it.
"""

from collections.abc import Iterable

import pandas as pd

from helpers import sources
from helpers import vocabularies as v
from helpers.asks import taxonomy

REPORTS = ["met", "partly met", "partly met and unmet", "unmet"]
NAMED = [*REPORTS, "spoken against", "help offered", "only asked again"]
SILENT, ELSEWHERE, NOTHING = "silent", "subject, not abroad", "other subjects"
UNNAMED = [SILENT, ELSEWHERE, NOTHING]
DIFFER = "the readings differ"


def later(documents: pd.DataFrame, study: str, as_of: int) -> list[str]:
    """Which documents are later than the study, and of a year up to this one? The earliest first.

    Takes `doc, date` of the catalogue; raises NotApplicable where the study is not in it, or
    nothing is later.

    >>> documents = pd.DataFrame({"doc": list("cab"), "date": ["2022", "2018-11", "2013-10-07"]})
    >>> later(documents, "b", 2030), later(documents, "b", 2020)
    (['a', 'c'], ['a'])
    """
    dates = documents.set_index("doc")["date"]
    if study not in dates:
        raise sources.NotApplicable(
            f"this corpus has no document {study}, whose requests are followed here"
        )
    ordered = dates.sort_index().sort_values(kind="stable")
    after = ordered[(ordered > dates[study]) & (ordered.str[:4].astype(int) <= as_of)]
    if after.empty:
        raise sources.NotApplicable(
            f"no document is later than {study} ({dates[study]}) and dated up to {as_of}; "
            "choose a later year as_of"
        )
    return list(after.index)


def asked(statements: pd.DataFrame, study: str, subject: str) -> pd.DataFrame:
    """Which requests does the study make that call for this instrument, or for every one?

    `subject` is a parent of the instruments, or every. Adds `group` (the parent in words) and
    `item`, which names the sentence or list item that the request stands in.

    >>> from helpers import records
    >>> asked(records.load("statements", "toy"), "huang-study", "money")["statement"].tolist()
    ['huang-study.s05']
    """
    rows = taxonomy.requests(statements, list(v.REQUESTS), [study])
    parents = rows["instrument"].map(lambda code: v.parent(code, v.INSTRUMENTS))
    span = rows["char_start"].astype(str) + "-" + rows["char_end"].astype(str)
    rows = rows.assign(group=parents.map(v.words), item=rows["doc"] + ":" + span)
    return rows[parents.isin([subject]) | (subject == "every")].reset_index(drop=True)


def outcome(relations: Iterable[str]) -> str | None:
    """What do passages say of a request, by the relations of their matches? None where none does.

    >>> outcome({"same", "reports_unmet"}), outcome({"reports_unmet", "reports_partly_met"})
    ('unmet', 'partly met and unmet')
    >>> outcome({"answers", "same"}), outcome({"broader"}), outcome(set())
    ('help offered', 'only asked again', None)
    """
    found = set(relations)
    better = [met for met in ("met", "partly_met") if f"reports_{met}" in found]
    if better:
        both = "reports_unmet" in found
        return "partly met and unmet" if both else better[-1].replace("_", " ")
    for codes, words in (
        ({"reports_unmet"}, "unmet"),
        ({"contradicts"}, "spoken against"),
        ({"answers", "partly_answers"}, "help offered"),
        ({"same", "broader", "narrower"}, "only asked again"),
    ):
        if found & codes:
            return words
    return None


def is_silent(named: bool, speaks: bool) -> bool | None:
    """Is a document silent about a request? None where it does not speak of the subject.

    >>> is_silent(False, True), is_silent(True, True), is_silent(False, False)
    (True, False, None)
    """
    return not named if speaks or named else None


def settings(concerns: str, form: str, stage: str) -> set[str]:
    """Is a statement about work abroad, about foreign NGOs in China, about both or neither?

    >>> settings("ngos_going_abroad", "", "none"), settings("public", "", "none")
    ({'abroad'}, set())
    """
    abroad = "ngos_going_abroad" in concerns or bool(form) or stage != "none"
    here = "ingos_in_china" in concerns
    return {name for name, holds in (("abroad", abroad), ("here", here)) if holds}


def is_abroad(statements: pd.DataFrame) -> pd.Series:
    """Which statements are about NGOs that work abroad, or want to? Return a flag for each.

    >>> row = {"concerns": "ngos_going_abroad; foreign", "form": "", "stage": "none"}
    >>> is_abroad(pd.DataFrame([row, row | {"concerns": "foreign"}])).tolist()
    [True, False]
    """
    rows = zip(statements["concerns"], statements["form"], statements["stage"], strict=True)
    flags = ["abroad" in settings(*row) for row in rows]
    return pd.Series(flags, statements.index, dtype=bool)


def links(requests: pd.DataFrame, later: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Which later statements are tied to a request? Return these matches with `doc`.

    `later` are the statements of the later documents.

    >>> from helpers import records
    >>> told = records.load("statements", "toy")
    >>> asked, after = (told[told["doc"] == doc] for doc in ("huang-study", "forum-2020"))
    >>> links(asked, after, records.load("matches", "toy"))["right"].nunique()
    4
    """
    docs = later.set_index("statement")["doc"]
    tied = matches[matches["left"].isin(requests["statement"]) & matches["right"].isin(docs.index)]
    return tied.assign(doc=tied["right"].map(docs))


def cells(
    requests: pd.DataFrame,
    statements: pd.DataFrame,
    matches: pd.DataFrame,
    docs: list[str],
    level: str = "theme",
) -> pd.DataFrame:
    """What does each later document say of each request? One row per request and document.

    Returns `statement, doc, state` (one of NAMED or UNNAMED), `relations` and `silent` (as
    `is_silent`). Themes are compared at the level of `theme` or `parent`.

    >>> from helpers import records
    >>> told, tied = (records.load(table, "toy") for table in ("statements", "matches"))
    >>> asked = told[told["doc"] == "huang-study"].query("kind == 'recommendation'")
    >>> found = cells(asked, told, tied, ["panel-2018", "incubators-2018", "forum-2020"])
    >>> found[found["statement"] == "huang-study.s03"]["state"].tolist()
    ['partly met', 'other subjects', 'only asked again']
    """
    after = statements[statements["doc"].isin(docs)]
    said = links(requests, after, matches).groupby(["left", "doc"])["relation"].agg(set).to_dict()
    spoken: set[tuple] = set()
    for row in after.to_dict("records"):
        theme = _theme(row["theme"], level)
        own = settings(row["concerns"], row["form"], row["stage"])
        spoken |= {(row["doc"], theme, setting) for setting in (*own, "any")}
    rows = []
    for row in requests.to_dict("records"):
        theme = _theme(row["theme"], level)
        own = settings(row["concerns"], row["form"], row["stage"])
        setting = "here" if own == {"here"} else "abroad"
        for doc in docs:
            relations = said.get((row["statement"], doc), set())
            silent = is_silent(bool(relations), (doc, theme, setting) in spoken)
            other = ELSEWHERE if (doc, theme, "any") in spoken else NOTHING
            state = outcome(relations) or (SILENT if silent else other)
            rows.append([row["statement"], doc, state, relations, silent])
    columns = ["statement", "doc", "state", "relations", "silent"]
    kinds = {"statement": str, "doc": str, "state": str, "silent": object}
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def _theme(theme: str, level: str) -> str:
    return theme.partition(".")[0] if level == "parent" else theme


def ledger(
    requests: pd.DataFrame,
    statements: pd.DataFrame,
    matches: pd.DataFrame,
    docs: list[str],
    level: str = "theme",
) -> pd.DataFrame:
    """What became of each request, by each reading and by both? One row per request.

    Adds a column per reading (a state), `state` (that of both, or that they differ), `n_named`
    (readings that find it named again), `speak` (documents that speak of its subject in its
    setting), `elsewhere` (that have its theme in another one) and `wanted` (that name a problem
    which it would answer, wholly or in part, as a reading finds).

    >>> from helpers import records
    >>> told, tied = (records.load(table, "toy") for table in ("statements", "matches"))
    >>> asked = told[told["doc"] == "huang-study"].query("kind == 'recommendation'")
    >>> ledger(asked, told, tied, ["panel-2018", "incubators-2018", "forum-2020"])["state"].tolist()
    ... # doctest: +NORMALIZE_WHITESPACE
    ['subject, not abroad', 'the readings differ', 'the readings differ', 'met',
     'only asked again']
    """
    found = {}
    for coder in v.CODERS:
        rows = cells(requests, statements, matches[matches["coder"] == coder], docs, level)
        found[coder] = {name: _settled(part) for name, part in rows.groupby("statement")}
    every = cells(requests, statements, matches, docs, level)
    speak = every[every["silent"].notna()].groupby("statement")["doc"].agg(list).to_dict()
    apart = every[every["state"] == ELSEWHERE].groupby("statement")["doc"].agg(list).to_dict()
    ids, problems = list(requests["statement"]), statements.set_index("statement")["doc"]
    answers = matches[matches["relation"].isin(["answers", "partly_answers"])]
    answers = answers.assign(doc=answers["left"].map(problems))
    open_in = answers[answers["doc"].isin(docs)].groupby("right")["doc"].agg(set).to_dict()
    states = [[found[coder].get(name, NOTHING) for coder in v.CODERS] for name in ids]
    added = {coder: [pair[place] for pair in states] for place, coder in enumerate(v.CODERS)}
    added |= {
        "state": [pair[0] if len(set(pair)) == 1 else DIFFER for pair in states],
        "speak": ["; ".join(speak.get(name, [])) for name in ids],
        "elsewhere": ["; ".join(apart.get(name, [])) for name in ids],
        "wanted": ["; ".join(sorted(open_in.get(name, ()))) for name in ids],
    }
    n_named = [sum(state in NAMED for state in pair) for pair in states]
    table = pd.DataFrame(added, index=requests.index, dtype=str)
    return requests.join(table.assign(n_named=pd.Series(n_named, table.index, dtype=int)))


def _settled(part: pd.DataFrame) -> str:
    """Say what all documents together say of a request, or how they are silent about it."""
    named = outcome(set().union(*part["relations"]))
    return named or min(part["state"], key=UNNAMED.index)


def audit(followed: pd.DataFrame) -> pd.DataFrame:
    """How many requests are there of each state, by both readings? Takes `ledger`; one row.

    `n_both` and `n_either` are named again by both readings, and by at least one.

    >>> audit(pd.DataFrame({"state": ["met", DIFFER], "n_named": [2, 1]}))[
    ...     ["n", "n_both", "n_either", "met"]].values.tolist()
    [[2, 1, 2, 1]]
    """
    counts = followed["state"].value_counts()
    row = {"n": len(followed), "n_both": int((followed["n_named"] == len(v.CODERS)).sum())}
    row["n_either"] = int((followed["n_named"] > 0).sum())
    row |= {state: int(counts.get(state, 0)) for state in [*NAMED, *UNNAMED, DIFFER]}
    return pd.DataFrame([row])


def share(followed: pd.DataFrame, readings: int = 2, unit: str = "statement") -> float:
    """Which share of the requests do at least so many readings find named again? In [0, 1].

    `unit` is the column that is counted: statement, or item (the sentence). 0 where there is none.

    >>> share(pd.DataFrame({"statement": ["a", "b"], "n_named": [2, 1]}))
    0.5
    """
    named = followed.loc[followed["n_named"] >= readings, unit].nunique()
    return named / followed[unit].nunique() if len(followed) else 0.0
