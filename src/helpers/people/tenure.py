"""Stated ties and their dates become what held when: a post is dated, or known at one moment only.

Grain: one row per tie.

Assumptions
1. An open end is known up to the document that tells of it; what came later is not.
2. What is said or done at the table (`SAID`) is as old as its document.
3. A post or a partnership that is told without dates (`STANDING`) is known for the year of the
   document alone: "in 2020" is not "since 2020". What was done once (`DONE`: a book, a
   contract) and has no date was done by then, nobody says when.
4. A document that prints no date gives only the earliest year.

Known problems: a year is the grain; a tie that ended within a year held in it.
"""

import pandas as pd

from helpers.vocabularies import TIE_KINDS

POSTS = ["heads", "works_for", "member_of", "founded"]
SAID = ["cites", "praises", "criticises", "spoke_at", "chaired"]
DONE = ["founded", "signed_with", "co_published", "issued", "researched_with", "donated_to"]
STANDING = [kind for kind in TIE_KINDS if kind not in {*SAID, *DONE, "attended"}]
_VERBS = {
    "works_for": "works for",
    "member_of": "is a member of",
    "part_of": "is part of",
    "procures_from": "buys from",
    "partners_with": "works with",
    "signed_with": "signed with",
    "co_published": "published",
    "researched_with": "did research with",
    "spoke_at": "spoke at",
    "donated_to": "gave to",
}


def verb(kind: str, to: str = "") -> str:
    """Say what a tie of a kind says of its source; `to` is the type of its target.

    >>> verb("member_of"), verb("heads"), verb("co_published", to="ngo")
    ('is a member of', 'heads', 'published with')
    """
    if kind == "member_of" and to in ("event", "programme"):
        return "took part in"
    joint = " with" * (kind == "co_published" and to not in ("publication", "rule", ""))
    return _VERBS.get(kind, kind) + joint


def is_held(
    year: int, since: str, until: str, kind: str, told: str, exact: bool = True
) -> bool | None:
    """Did a tie hold in a year? None where nothing that is printed says so.

    `told` is the date of the document and `exact` whether it has one, not only a limit. An open end
    is known up to the document; what came later is not.

    >>> is_held(2018, "2016", "", "hosts", "2018-01-23"), is_held(2020, "2016", "", "hosts", "2018")
    (True, None)
    >>> is_held(2018, "", "", "heads", "2018"), is_held(2018, "", "", "co_published", "2018")
    (True, None)
    """
    first, last, now = (int(date[:4]) if date else None for date in (since, until, told))
    if (first and year < first) or (last and year > last):
        return False
    if first and last:
        return True
    if first or last:
        return True if now and (first or now) <= year <= now else None
    if kind in SAID and exact:
        return year == now
    return True if exact and kind in STANDING and year == now else None


def hold(ties: pd.DataFrame, documents: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """Which ties held in a year? Adds `held` (True, False or None); without a year all are True.

    `documents` has `doc, date, date_precision`, as the catalogue.

    >>> ties = pd.DataFrame([["a", "heads", "", "2019", "d"]])
    >>> ties.columns = ["tie", "kind", "since", "until", "doc"]
    >>> told = pd.DataFrame({"doc": ["d"], "date": ["2020"], "date_precision": ["year"]})
    >>> hold(ties, told, 2020)["held"].tolist()
    [False]
    """
    if year is None:
        return ties.assign(held=True)
    dates = documents.set_index("doc")
    held = [
        is_held(
            year,
            tie.since,
            tie.until,
            tie.kind,
            dates["date"][tie.doc],
            dates["date_precision"][tie.doc] != "not_before",
        )
        for tie in ties.itertuples()
    ]
    return ties.assign(held=pd.Series(held, index=ties.index, dtype=object))


def when(
    since: str, until: str, told: str, exact: bool = True, kind: str = "", open_end: bool = True
) -> str:
    """When did a tie hold, as far as is printed? `told` is the date of the document.

    `exact` says whether the document has that date, or only none earlier. What was done once and
    has no date was done by then.

    >>> when("", "", "2020-12-09"), when("2009", "", "2020-12-09"), when("2012-11", "2012-11", "")
    ('in 2020', 'since 2009, end open', 'in 2012-11')
    >>> when("", "", "2013-10-07", exact=False), when("", "", "2018", kind="founded")
    ('in 2013 or later', 'by 2018')
    """
    if since and since == until:
        return f"in {since}" if len(since) < 10 else f"on {since}"
    if since or until:
        end = ", end open" if open_end and not until else ""
        return (
            " ".join(filter(None, [since and f"since {since}", until and f"until {until}"])) + end
        )
    if not told:
        return "undated"
    if kind in DONE:
        return f"by {told[:4]}" if exact else "undated"
    return f"in {told[:4]}" + ("" if exact else " or later")


def posts(ties: pd.DataFrame, actors: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Which posts do people have, and when? One row per person, post and document, dated.

    Adds to the ties `person, post, body` (names, the role as printed) and `when`. A post told twice
    in one document, in the same words, stands once.

    >>> from helpers import records, sources
    >>> documents = pd.DataFrame(map(vars, sources.catalogue("toy").values()))
    >>> held = posts(records.load("ties", "toy"), records.load("actors", "toy"), documents)
    >>> held.query("source == 'sol-heath'")[["person", "post", "body", "when"]].values.tolist()
    [['Sol Heath', 'heads', 'Hive Nursery', 'in 2018']]
    """
    named, types = (actors.set_index("actor")[column] for column in ("name", "type"))
    held = ties[ties["kind"].isin(POSTS) & (ties["source"].map(types) == "person")]
    dates = documents.set_index("doc")
    told, vague = held["doc"].map(dates["date"]), held["doc"].map(dates["date_precision"])
    sides = zip(
        held["since"], held["until"], told, vague != "not_before", held["kind"], strict=True
    )
    held = held.assign(
        person=held["source"].map(named),
        post=held["role_as_written"].where(held["role_as_written"] != "", held["kind"].map(verb)),
        body=held["target"].map(named),
        when=[when(*side) for side in sides],
        bare=held["role_as_written"] == "",
    )
    held = held.sort_values(["bare", "tie"])
    again = held["bare"] & held.duplicated(["source", "target", "doc"])
    held = held[~again].drop_duplicates(["source", "target", "doc", "post"])
    return held.drop(columns="bare").sort_values(["body", "person", "tie"], ignore_index=True)
