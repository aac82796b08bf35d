"""Passages become pairs that say the same: versions in two languages, and numbers told twice.

Grain: a pair of blocks. Texts are not needed: two passages are held together by their clues, the
actors and the values that were read in them, as two languages have no words in common.

Assumptions
1. A passage with fewer than three clues proves nothing and is left out.
2. Alikeness is the shared part of all clues of both (Jaccard 1912), in [0, 1]. It says that two
   passages speak of the same things, not that they say the same of them.
3. Passages of different documents are the null: nobody copied one document into another, so what
   they share they share by subject.
"""

from itertools import combinations

import pandas as pd

from helpers import stats
from helpers.holdings import authorship

FEWEST = 3


def clues(
    segments: pd.DataFrame, mentions: pd.DataFrame, quantities: pd.DataFrame
) -> dict[str, frozenset[str]]:
    """By what could each block be recognised elsewhere? Return its actors and values, by block.

    Blocks with fewer than three clues are left out.

    >>> from helpers import records
    >>> names = ("segments", "mentions", "quantities")
    >>> found = clues(*(records.load(name, "toy") for name in names))
    >>> "value 12000" in found["huang-study.b03"], "huang-study.b05" in found
    (True, False)
    """
    found: dict[str, set[str]] = {}
    for row in mentions.itertuples():
        found.setdefault(row.segment, set()).add(f"actor {row.actor}")
    for block in authorship.leaves(segments).itertuples():
        inside = quantities["doc"].eq(block.doc)
        inside &= quantities["char_start"].between(block.char_start, block.char_end - 1)
        values = quantities.loc[inside & quantities["value"].ne(""), "value"]
        found.setdefault(block.segment, set()).update(f"value {value}" for value in values)
    return {name: frozenset(of_one) for name, of_one in found.items() if len(of_one) >= FEWEST}


def alike(
    segments: pd.DataFrame, found: dict[str, frozenset[str]], alignment: pd.DataFrame
) -> pd.DataFrame:
    """How alike are two versions of a passage, and how alike are passages of two documents?

    Returns `left, right, pair` (versions, documents) and `score` in [0, 1], one row per pair of
    passages with three clues or more: those that the alignment calls versions of each other, and
    all pairs from two documents.

    >>> segments = pd.DataFrame({"segment": ["a", "b", "c"], "doc": ["d", "d", "e"]})
    >>> found = {name: frozenset({"actor x", "value 1"}) for name in "ab"}
    >>> found["c"] = frozenset({"actor x", "value 2"})
    >>> versions = pd.DataFrame({"left": ["a"], "right": ["b"]})
    >>> alike(segments, found, versions)["score"].round(2).tolist()
    [1.0, 0.33, 0.33]
    """
    doc = segments.set_index("segment")["doc"]
    both = alignment[["left", "right"]].itertuples(index=False, name=None)
    pairs = [(left, right, "versions") for left, right in both if {left, right} <= set(found)]
    names = sorted(found)
    pairs += [(a, b, "documents") for a, b in combinations(names, 2) if doc[a] != doc[b]]
    rows = [(a, b, pair, stats.jaccard(set(found[a]), set(found[b]))) for a, b, pair in pairs]
    frame = pd.DataFrame(rows, columns=["left", "right", "pair", "score"])
    return frame.astype({"score": float})


def versions(segments: pd.DataFrame, alignment: pd.DataFrame) -> dict[str, int]:
    """How much of a document exists in two languages? Blocks of documents with a second version.

    Returns `n_left` (blocks of the first version), `n_paired` (of these, with a counterpart),
    `n_right` (blocks of the second) and `n_alone` (of these, without one). Data and furniture are
    left out.

    >>> from helpers import records
    >>> versions(records.load("segments", "toy"), records.load("alignment", "toy"))["n_paired"]
    2
    """
    blocks = authorship.leaves(segments)
    blocks = blocks[~blocks["kind"].isin(["metadata", "furniture"])]
    second = blocks["section"] == blocks["lang"]
    left = blocks[~second & blocks["doc"].isin(blocks.loc[second, "doc"])]["segment"]
    right = blocks.loc[second, "segment"]
    return {
        "n_left": len(left),
        "n_paired": int(left.isin(alignment["left"]).sum()),
        "n_right": len(right),
        "n_alone": int((~right.isin(alignment["right"])).sum()),
    }


def placebo(pairs: pd.DataFrame) -> dict[str, float]:
    """How many passages of two documents are as alike as half of the versions are?

    Takes what `alike` returns; returns `n_versions`, their `median` score (0 without any),
    `n_pairs` of two documents, `n_as_alike` of these (at least that median) and their `highest`.

    >>> pairs = pd.DataFrame({"pair": ["versions", "documents"], "score": [0.5, 0.25]})
    >>> placebo(pairs)["n_as_alike"]
    0
    """
    two = pairs.loc[pairs["pair"] == "versions", "score"]
    apart = pairs.loc[pairs["pair"] == "documents", "score"]
    middle = float(two.median()) if len(two) else 0.0
    return {
        "n_versions": len(two),
        "median": middle,
        "n_pairs": len(apart),
        "n_as_alike": int((apart >= middle).sum()) if len(two) else 0,
        "highest": float(apart.max()) if len(apart) else 0.0,
    }


def told_twice(
    relations: pd.DataFrame, quantities: pd.DataFrame, segments: pd.DataFrame
) -> pd.DataFrame:
    """Which numbers do the documents give twice, and where?

    Returns the pairs of numbers that the reading calls duplicates (they may differ): `relation,
    note, left, right` (quantities), `where` (in two documents, in two languages, or within one
    text), and the place of the left one. Duplicates that are no pair of numbers are left out.

    >>> from helpers import records
    >>> names = ("relations", "quantities", "segments")
    >>> told = told_twice(*(records.load(name, "toy") for name in names))
    >>> told[told["left"] == "huang-study.n06"][["right", "where"]].values.tolist()
    [['huang-study.n10', 'within one text']]
    """
    known = quantities.set_index("quantity")
    blocks = authorship.leaves(segments)
    rows = []
    for relation in relations.query("kind == 'duplicate'").itertuples():
        members = relation.members.split("; ")
        if len(members) != 2 or not set(members) <= set(known.index):
            continue
        left, right = (known.loc[member] for member in members)
        where = "within one text"
        if left["doc"] != right["doc"]:
            where = "in two documents"
        elif _language(left, blocks) != _language(right, blocks):
            where = "in two languages"
        row = {"relation": relation.relation, "note": relation.note, "where": where}
        rows.append(row | {"left": members[0], "right": members[1], **left[_PLACE]})
    columns = ["relation", "note", "where", "left", "right", *_PLACE]
    return pd.DataFrame(rows, columns=columns).sort_values(["where", "relation"])


_PLACE = ["doc", "line_start", "line_end", "char_start", "char_end"]


def _language(place: pd.Series, blocks: pd.DataFrame) -> str:
    around = blocks["doc"].eq(place["doc"]) & blocks["char_start"].le(place["char_start"])
    around &= blocks["char_end"].gt(place["char_start"])
    return next(iter(blocks.loc[around, "lang"]), "")
