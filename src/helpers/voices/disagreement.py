"""Matches of statements become the places where speakers of one talk take opposite sides.

Grain: a pair of statements of two different speakers in one document that at least one reading
set side by side (as the same, broader, an answer, … or a contradiction).

Assumptions
1. Two speakers take opposite sides where a reading says that one statement contradicts the other.
2. Only speakers count: what the editor reports or somebody in the audience asks is no side.
3. Pairs that no reading set side by side are not known to agree: they are no part of any count.

Known problems: the readings paired what is near in subject; a refusal in other words may have been
overlooked, and politeness hides opposition better than any reading can find it.
"""

from collections.abc import Collection

import pandas as pd

from helpers import prose


def is_opposed(relations: Collection[str]) -> bool | None:
    """Do two statements take opposite sides, by what the readings say of them? None: not compared.

    >>> is_opposed({"contradicts"}), is_opposed({"same"}), is_opposed(set())
    (True, False, None)
    """
    return "contradicts" in relations if relations else None


def sides(
    matches: pd.DataFrame, statements: pd.DataFrame, doc: str, speakers: Collection[str]
) -> pd.DataFrame:
    """Which statements of different speakers were set side by side, and which take opposite sides?

    Returns one row per pair: `left, right`, each with `_author`, `_theme`, `_says` (in our words),
    `_line`, then `opposed`, `n_opposed` (readings that say so) and `coders` (who they are), the
    opposed first, then in the order of the document.

    >>> said = {"statement": ["s1", "s2"], "doc": "d", "author": ["bo", "cleo"], "theme": "ferry"}
    >>> said = pd.DataFrame(said | {"paraphrase": ["Yes.", "No."], "line_start": [3, 4]})
    >>> matches = [["s1", "s2", "contradicts", "reading-1"]]
    >>> matches = pd.DataFrame(matches, columns=["left", "right", "relation", "coder"])
    >>> found = sides(matches, said, "d", ["bo", "cleo"])
    >>> found[["left_says", "right_says", "opposed", "n_opposed"]].values.tolist()
    [['Yes.', 'No.', True, 1]]
    """
    own = statements[(statements["doc"] == doc) & statements["author"].isin(speakers)]
    columns = {"author": "author", "theme": "theme", "paraphrase": "says", "line_start": "line"}
    pairs = matches[["left", "right", "relation", "coder"]]
    for side in ("left", "right"):
        named = {old: f"{side}_{new}" for old, new in columns.items()}
        named = own[["statement", *columns]].rename(columns={"statement": side} | named)
        pairs = pairs.merge(named, on=side)
    pairs = pairs[pairs["left_author"] != pairs["right_author"]]
    keys = [column for column in pairs if column not in ("relation", "coder")]
    against = pairs["relation"] == "contradicts"
    grouped = pairs.assign(who=pairs["coder"].where(against)).groupby(keys, sort=False)
    relations, who = grouped["relation"].agg(set), grouped["who"]
    found = pd.DataFrame(
        {
            "opposed": [is_opposed(of_pair) for of_pair in relations],
            "n_opposed": who.nunique().to_numpy(),
            "coders": ["; ".join(sorted(set(names.dropna()))) for _, names in who],
        },
        index=relations.index,
    ).reset_index()
    order = ["opposed", "left_line", "right_line", "left", "right"]
    found = found.sort_values(order, ascending=[False, *[True] * 4], ignore_index=True)
    return found.astype({"opposed": bool})


def audit(found: pd.DataFrame) -> pd.DataFrame:
    """How often do speakers take opposite sides? One row of counts.

    `n` pairs were set side by side by a reading, `n_opposed` are opposed for at least one reading,
    `n_both` for both.

    >>> audit(pd.DataFrame({"opposed": [True, False], "n_opposed": [1, 0]})).values.tolist()
    [[2, 1, 0]]
    """
    counts = {"n": len(found), "n_opposed": int(found["opposed"].sum())}
    return pd.DataFrame([counts | {"n_both": int((found["n_opposed"] > 1).sum())}])


def told(counts: pd.Series) -> str:
    """In how many places do speakers take opposite sides? Says how many readings see it.

    `counts` is the row of `audit`.

    >>> told(pd.Series({"n_opposed": 2, "n_both": 1}))
    'in two places, one of them as both readings see it'
    """
    n, n_both = int(counts["n_opposed"]), int(counts["n_both"])
    words = f"in {prose.count(n, 'place')}"
    if n == 0:
        return words
    if n_both == 0:
        return f"{words}, as only one reading sees it"
    if n_both == n:
        return f"{words}, as both readings see it"
    return f"{words}, {prose.count(n_both, '', '').strip()} of them as both readings see it"


def places(found: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Where do opposite sides stand? One row per statement of an opposed pair, with its place.

    Returns the columns of statements and `pair` (from 1), both sides of a pair in order.

    >>> found = pd.DataFrame({"left": ["s2"], "right": ["s1"], "opposed": [True]})
    >>> statements = pd.DataFrame({"statement": ["s1", "s2"]})
    >>> places(found, statements)[["pair", "statement"]].values.tolist()
    [[1, 's2'], [1, 's1']]
    """
    opposed = found[found["opposed"].astype(bool)]
    rows = [
        {"pair": number, "statement": statement}
        for number, pair in enumerate(opposed[["left", "right"]].to_numpy().tolist(), start=1)
        for statement in pair
    ]
    return pd.DataFrame(rows, columns=["pair", "statement"]).merge(
        statements, on="statement", how="left"
    )
