"""Obstacles become a map: which are named again in another document, by whom and for whom?

Grain: an *obstacle* is a statement of that kind; all that a reading calls the same are one
*distinct* obstacle. A *cell* is a distinct obstacle in a document.

Assumptions
1. An obstacle is *named* in a document that has it in the same sense, *named differently* where the
   document has it in wider or narrower terms. Else it is *discussed, not named* if the document
   deals with its theme (with any child, if the theme is a parent), or *not discussed*.
2. Calling the same passes on: if a is b and b is c, all three are one obstacle. Wider and narrower
   do not pass on.

Known problem: a document that does not name an obstacle may not have been asked about it.
"""

import pandas as pd

from helpers import sources
from helpers import vocabularies as v

CELLS = ["named", "named differently", "discussed, not named", "not discussed"]
FOR_WHOM = {
    "NGOs going abroad": ["ngos_going_abroad"],
    "other NGOs": [
        *("chinese_ngos", "startup_ngos", "platform_ngos", "chinese_foundations", "incubators"),
        "own_organisation",
    ],
    "NGOs everywhere": ["whole_sector"],
    "foreign organisations": ["foreign", *v.ADDRESSEES["foreign"]],
    "people served": ["people_served", "public", "host_society"],
    "government": ["state", *v.ADDRESSEES["state"]],
}
OTHERS = "others or nobody named"


def for_whom(concerns: str) -> list[str]:
    """Whose obstacle is it? Return the groups concerned, each once.

    >>> for_whom("startup_ngos; incubators"), for_whom("")
    (['other NGOs'], ['others or nobody named'])
    """
    groups = {code: group for group, codes in FOR_WHOM.items() for code in codes}
    return list(dict.fromkeys(groups.get(code, OTHERS) for code in concerns.split("; ")))


def named(statements: pd.DataFrame, whose: str = "everybody") -> pd.DataFrame:
    """Which statements name an obstacle of this group (of everybody)? Adds `groups`, joined.

    >>> from helpers import records
    >>> told = named(records.load("statements", "toy"), "other NGOs")
    >>> set(told["kind"]), set(told["groups"])
    ({'obstacle'}, {'other NGOs'})
    """
    found = statements[statements["kind"] == "obstacle"]
    if found.empty:
        raise sources.NotApplicable("no statement of this corpus names an obstacle")
    groups = found["concerns"].map(for_whom)
    kept = groups.map(lambda held: whose == "everybody" or whose in held)
    return found.assign(groups=groups.map("; ".join))[kept].reset_index(drop=True)


def again(obstacles: pd.DataFrame, crossing: pd.DataFrame) -> pd.DataFrame:
    """Which obstacles does another document name again? Takes links from one document to another.

    Adds `again` (in the same sense; in other terms; no), `n_docs` that name it, its own one
    included, and `by_others`: whether another author names it.

    >>> told = pd.DataFrame({"statement": ["a", "b", "c"], "author": ["bo", "cleo", "bo"]})
    >>> link = {"left": ["a"], "right": ["b"], "degree": ["full"], "left_doc": ["x"]}
    >>> link = pd.DataFrame(link).assign(right_doc="y", left_author="bo", right_author="cleo")
    >>> again(told, link)[["again", "n_docs", "by_others"]].values.tolist()[::2]
    [['in the same sense', 2, True], ['no', 1, False]]
    """
    ways = pd.concat([crossing, crossing.rename(columns=_turned(crossing))])
    ways = ways.assign(other=ways["left_author"] != ways["right_author"])
    degrees = ways.groupby("left")["degree"].min()  # "full" comes before "part"
    n_docs, others = ways.groupby("left")["right_doc"].nunique(), set(ways["left"][ways["other"]])
    words = {"full": "in the same sense", "part": "in other terms"}
    return obstacles.assign(
        again=obstacles["statement"].map(degrees).map(words).fillna("no"),
        n_docs=obstacles["statement"].map(n_docs).fillna(0).astype(int) + 1,
        by_others=obstacles["statement"].isin(others),
    )


def audit(told: pd.DataFrame) -> pd.DataFrame:
    """How many obstacles are named again, in the same sense, by others? Takes `again`; one row.

    Returns `n, n_again, n_same, n_others` and `share` named again, in [0, 1].

    >>> told = pd.DataFrame({"again": ["no", "in other terms"], "by_others": [False, True]})
    >>> audit(told).to_dict("records")
    [{'n': 2, 'n_again': 1, 'n_same': 0, 'n_others': 1, 'share': 0.5}]
    """
    n_again = int((told["again"] != "no").sum())
    row = {"n": len(told), "n_again": n_again, "n_same": int((told["again"] == _SAME).sum())}
    row |= {"n_others": int(told["by_others"].sum()), "share": n_again / max(len(told), 1)}
    return pd.DataFrame([row])


def counted(told: pd.DataFrame) -> dict[str, int | float]:
    """Return `audit` as numbers by name.

    >>> told = pd.DataFrame({"again": ["in the same sense"], "by_others": [False]})
    >>> counted(told)["n_same"]
    1
    """
    [row] = audit(told).to_dict("records")
    return row


_SAME = "in the same sense"


def distinct(obstacles: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Which obstacles are one and the same? Adds `obstacle`, `name` and `wording`.

    `obstacle` is the id of the first of them, `wording` the statement's own short wording.

    The name is the shortest wording of ours among them, without what stands before a colon; that
    of a list of strengths and so on, which keeps its role, only where there is no other.

    >>> told = pd.DataFrame({"statement": ["a", "b", "c"], "paraphrase": ["X: ale", "no ale", "y"]})
    >>> links = pd.DataFrame([["a", "b", "full"]], columns=["left", "right", "degree"])
    >>> distinct(told, links)[["obstacle", "name"]].values.tolist()
    [['a', 'Ale'], ['a', 'Ale'], ['c', 'Y']]
    """
    first = {name: name for name in sorted(obstacles["statement"])}
    for link in links[links["degree"] == "full"].itertuples():
        if link.left in first and link.right in first:
            old, new = sorted((first[link.left], first[link.right]), reverse=True)
            first = {name: new if at == old else at for name, at in first.items()}
    told = obstacles.assign(obstacle=obstacles["statement"].map(first))
    listed = told["paraphrase"].str.startswith("SWOT, ")
    words = (
        told["paraphrase"]
        .str.rstrip(".")
        .where(listed, told["paraphrase"].str.rstrip(".").str.rpartition(": ")[2])
    )
    words = words.str.replace(r"^SWOT, \w+, ", "", regex=True)
    told = told.assign(wording=words.str[:1].str.upper() + words.str[1:], listed=listed)
    told = told.assign(size=told["wording"].str.len())
    names = told.sort_values(["listed", "size", "statement"]).groupby("obstacle")["wording"]
    return told.assign(name=told["obstacle"].map(names.first())).drop(columns=["listed", "size"])


def dealt_with(statements: pd.DataFrame, codings: pd.DataFrame, way: str) -> pd.DataFrame:
    """Which themes does each document deal with? Return `doc, theme`, once each.

    The theme of every statement counts, and the codes that the reading gave (`both`: that
    both gave to one passage; `either`: any). The automatic way takes the statements alone.

    >>> said = pd.DataFrame({"doc": ["x"], "theme": ["money"]})
    >>> codes = {"target": ["p", "p"], "theme": "state", "doc": "x", "coder": ["reading-1", "c"]}
    >>> dealt_with(said, pd.DataFrame(codes), "reading-1").values.tolist()
    [['x', 'money'], ['x', 'state']]
    """
    seen = {"automatic": codings[:0], "either": codings, "both": codings}
    codes = seen.get(way, codings[codings["coder"] == way])
    if way == "both":
        n = codes.groupby(["target", "theme"])["coder"].transform("nunique")
        codes = codes[n == len(v.CODERS)]
    pairs = pd.concat([part[["doc", "theme"]] for part in (statements, codes)])
    return pairs.drop_duplicates().sort_values(["doc", "theme"], ignore_index=True)


def cells(
    told: pd.DataFrame, links: pd.DataFrame, subjects: pd.DataFrame, documents: list[str]
) -> pd.DataFrame:
    """What does each document do with each distinct obstacle? One row per obstacle and document.

    Takes `distinct` obstacles, links between them, and the themes that each document deals with
    (`doc, theme`). Returns `obstacle, name, theme, doc, cell` (see the assumptions) and `lines`.

    >>> told = {"statement": ["a"], "obstacle": ["a"], "name": ["Ale"], "theme": ["money"]}
    >>> told = pd.DataFrame(told | {"doc": ["x"], "line_start": [3]})
    >>> links = pd.DataFrame(columns=["left", "right", "degree"])
    >>> subjects = pd.DataFrame({"doc": ["y"], "theme": ["money.giving"]})
    >>> cells(told, links, subjects, ["x", "y", "z"])["cell"].tolist()
    ['named', 'discussed, not named', 'not discussed']
    """
    home = told.set_index("statement")["obstacle"]
    pairs = links.assign(left_=links["left"].map(home), right_=links["right"].map(home))
    dealt = subjects.groupby("doc")["theme"].agg(set)
    rows = []
    for obstacle, members in told.groupby("obstacle"):
        near = {*pairs.loc[pairs["left_"] == obstacle, "right"]}
        near |= {*pairs.loc[pairs["right_"] == obstacle, "left"]} - {*members["statement"]}
        akin, theme = told[told["statement"].isin(near)], members["theme"].iloc[0]
        for doc in documents:
            own, other = (part[part["doc"] == doc] for part in (members, akin))
            cell = CELLS[2 if _is_dealt(theme, dealt.get(doc, set())) else 3]
            cell = CELLS[0] if len(own) else CELLS[1] if len(other) else cell
            lines = sorted(set((own if len(own) else other)["line_start"]))
            rows.append([obstacle, members["name"].iloc[0], theme, doc, cell, lines])
    columns = ["obstacle", "name", "theme", "doc", "cell", "lines"]
    return pd.DataFrame(rows, columns=columns)


def _is_dealt(theme: str, themes: set[str]) -> bool:
    return any(other == theme or other.startswith(f"{theme}.") for other in themes)


def followed(mapped: pd.DataFrame, documents: list[str]) -> pd.DataFrame:
    """Which distinct obstacles can be followed from the document that names them first to another?

    Takes `cells` and the documents in the order of time. Returns the cells of the obstacles that
    more than one document names or names differently, the most widely named first; what an earlier
    document has in other terms is left to its row.

    >>> cell = {"obstacle": ["a", "a", "b", "b"], "cell": [*CELLS[:2], *CELLS[1::-1]]}
    >>> followed(pd.DataFrame(cell | {"doc": ["x", "y"] * 2}), ["x", "y"])["obstacle"].tolist()
    ['a', 'a']
    """
    order = {doc: place for place, doc in enumerate(documents)}
    held = mapped[mapped["cell"].isin(CELLS[:2])].assign(at=lambda f: f["doc"].map(order))
    held = held.sort_values("at", kind="stable").groupby("obstacle")
    rows = held.agg(first=("cell", "first"), at=("at", "first"), n=("doc", "size"))
    rows = rows.assign(same=held["cell"].agg(lambda cells: (cells == CELLS[0]).sum()))
    rows = rows[(rows["n"] > 1) & (rows["first"] == CELLS[0])].reset_index()
    rows = rows.sort_values(["n", "same", "at", "obstacle"], ascending=[False, False, True, True])
    rank = {name: place for place, name in enumerate(rows["obstacle"])}
    kept = mapped[mapped["obstacle"].isin(rank)]
    return kept.sort_values("obstacle", key=lambda f: f.map(rank), kind="stable", ignore_index=True)


def pairs(crossing: pd.DataFrame, told: pd.DataFrame, documents: list[str]) -> pd.DataFrame:
    """What do the two sides of each link say? Return the links, the earlier document on the left.

    Takes links from one document to another and `distinct` obstacles. Adds for each side `_says`
    (its wording), `_groups` and `_line`.

    >>> told = {"statement": ["a", "b"], "wording": ["Ale", "Wax"], "groups": "public"}
    >>> told = pd.DataFrame(told | {"line_start": [3, 4]})
    >>> link = pd.DataFrame({"left": ["b"], "right": ["a"], "left_doc": ["y"], "right_doc": ["x"]})
    >>> pairs(link, told, ["x", "y"])[["left_says", "right_line"]].values.tolist()
    [['Ale', 4]]
    """
    at = {doc: place for place, doc in enumerate(documents)}
    late = crossing["left_doc"].map(at) > crossing["right_doc"].map(at)
    found = pd.concat([crossing[~late], crossing[late].rename(columns=_turned(crossing))])
    known = told.set_index("statement")
    for side in ("left", "right"):
        for column, added in (("wording", "says"), ("groups", "groups"), ("line_start", "line")):
            found = found.assign(**{f"{side}_{added}": found[side].map(known[column])})
    return found.sort_values(["left", "right"], ignore_index=True)


def sides(paired: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Put the two sides of `pairs` into words: who says what, where, and who faces it.

    Adds `first`, `second` and `shared`: whether a group faces both.

    >>> side = {"author": "bo", "doc": "x", "line": 3, "says": "Ale", "groups": "people served"}
    >>> pair = {f"left_{c}": [cell] for c, cell in side.items()}
    >>> pair |= {f"right_{c}": [cell] for c, cell in side.items()}
    >>> sides(pd.DataFrame(pair), pd.Series({"bo": "Bo"}))[["first", "shared"]].values.tolist()
    [['Ale (Bo, line 3 of x; faced by people served)', True]]
    """
    told = {
        added: [
            f"{says} ({names.get(author, author)}, line {line} of {doc}; faced by {groups})"
            for says, author, line, doc, groups in zip(
                *(paired[f"{side}_{c}"] for c in ("says", "author", "line", "doc", "groups")),
                strict=True,
            )
        ]
        for side, added in (("left", "first"), ("right", "second"))
    }
    groups = zip(paired["left_groups"], paired["right_groups"], strict=True)
    shared = [bool(set(one.split("; ")) & set(other.split("; "))) for one, other in groups]
    return paired.assign(**told, shared=shared)


def _turned(crossing: pd.DataFrame) -> dict[str, str]:
    """Say how the columns of links are called when left and right change places."""
    sides = {"left": "right", "right": "left"}
    parts = {column: column.partition("_") for column in crossing.columns}
    return {c: sides[side] + bar + rest for c, (side, bar, rest) in parts.items() if side in sides}
