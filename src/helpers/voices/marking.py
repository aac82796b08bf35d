"""Codes and hits of the word list become marks: who sees which theme in which unit?

Grain: a unit is a paragraph of a turn, or a statement that was coded (a request or an obstacle). A
mark is one row per unit, theme and coder; who gives no mark saw nothing, as every unit was read.

Assumptions
1. Of a transcript in two languages the first version counts, chair included.
2. The word list is counted by block (a paragraph or list item). A statement has the hits of every
   block that it lies in, so the list is given more words than the readings judged: it finds at
   least what it would find in the statement, and its false hits may belong to neighbours.
3. At the level of parents two children of one parent in a unit are one mark.
4. `BOTH` marks what every reading marks, `EITHER` what at least one does; at the level of parents
   two readings agree where they chose different children.
5. Units hang together that stand in one turn; outside of talks, in one block.

Known problems: a parent of the codebook without words of its own is never found by the list, and
hits are counts: which word was hit, and where in the block, is not held.
"""

import random

import pandas as pd

from helpers import vocabularies as v
from helpers.reading.lexicon import LEAVES

WORDS, BOTH, EITHER = "word list", "what both readings found", "what either reading found"
_KEPT = ["doc", "speaker", "n_words", "line_start", "line_end", "char_start", "char_end"]


def units(
    kind: str, segments: pd.DataFrame, statements: pd.DataFrame, codings: pd.DataFrame
) -> pd.DataFrame:
    """Which units of a kind, `paragraph` or `statement`, are there? See the two functions below.

    >>> from helpers import records
    >>> tables = [records.load(table, "toy") for table in ("segments", "statements", "codings")]
    >>> len(units("statement", *tables))
    23
    """
    if kind == "paragraph":
        return paragraphs(segments)
    return passages(statements, segments, codings)


def paragraphs(segments: pd.DataFrame) -> pd.DataFrame:
    """Which paragraphs do the turns of the talks have? One row each, in the order of the pages.

    Takes segments without second versions. Returns `unit`, `blocks` (where its words are counted,
    joined by "; "), `cluster` (its turn), `alone` (does it fill its block?), `doc, speaker`,
    `n_words` and the place.

    >>> from helpers import records
    >>> from helpers.reading import transcripts
    >>> units = paragraphs(transcripts.first_version(records.load("segments", "toy")))
    >>> len(units), units["cluster"].nunique()
    (20, 16)
    """
    found = segments.query("kind == 'paragraph' and parent != ''").sort_values(["doc", "seq"])
    units = found[_KEPT].assign(unit=found["segment"], blocks=found["segment"], alone=True)
    return units.assign(cluster=found["parent"]).reset_index(drop=True)


def passages(
    statements: pd.DataFrame, segments: pd.DataFrame, codings: pd.DataFrame
) -> pd.DataFrame:
    """Which statements were coded, and in which blocks do they lie? Columns as of `paragraphs`.

    `speaker` is the author; `n_words` are those of its blocks. No row where no statement was coded.

    >>> from helpers import records
    >>> tables = (records.load(table, "toy") for table in ("statements", "segments", "codings"))
    >>> units = passages(*tables)
    >>> units[["unit", "blocks", "cluster"]].values.tolist()[0]
    ['forum-2020.s01', 'forum-2020.t01.p1', 'forum-2020.t01']
    """
    coded = statements[statements["statement"].isin(codings["target"])]
    leaves = segments[segments["kind"].isin(LEAVES)]
    leaves = leaves[["segment", "doc", "parent", "n_words", "char_start", "char_end"]]
    leaves = leaves.rename(columns={"parent": "turn"})
    pairs = coded.merge(leaves, on="doc", suffixes=("", "_leaf"))
    inside = (pairs["char_start_leaf"] < pairs["char_end"]) & (
        pairs["char_end_leaf"] > pairs["char_start"]
    )
    pairs = pairs[inside].sort_values(["doc", "char_start", "statement", "char_start_leaf"])
    units = pairs.groupby("statement", sort=False).agg(
        blocks=("segment", "; ".join),
        cluster=("segment", "first"),
        turn=("turn", "first"),
        n_words=("n_words", "sum"),
        begins=("char_start_leaf", "min"),
        ends=("char_end_leaf", "max"),
    )
    units = coded.rename(columns={"author": "speaker"}).merge(units.reset_index(), on="statement")
    units["cluster"] = units["turn"].where(units["turn"] != "", units["cluster"])
    size = units["char_end"] - units["char_start"]
    units["alone"] = size >= 0.9 * (units["ends"] - units["begins"])
    units = units.sort_values(["doc", "char_start", "statement"], ignore_index=True)
    return units.rename(columns={"statement": "unit"})[
        ["unit", "blocks", "cluster", *_KEPT, "alone"]
    ]


def codes(themes: pd.DataFrame, level: str, with_words: bool = False) -> list[str]:
    """Which codes does the codebook have at this level? Sorted; at the level of parents, parents.

    `with_words` keeps those for which the list has a word in some language.

    >>> themes = pd.DataFrame({"theme": ["a", "a.x"], "parent": ["", "a"], "terms": ["", "en: y"]})
    >>> codes(themes, "theme"), codes(themes, "parent"), codes(themes, "theme", with_words=True)
    (['a', 'a.x'], ['a'], ['a.x'])
    """
    kept = themes[themes["terms"] != ""] if with_words else themes
    named = kept["theme"].str.split(".").str[0] if level == "parent" else kept["theme"]
    return sorted(set(named))


def marks(
    units: pd.DataFrame, codings: pd.DataFrame, hits: pd.DataFrame, level: str
) -> pd.DataFrame:
    """Who sees which theme in which unit? Return `unit, theme, coder`, each once, sorted.

    Coders are the readings, the word list, and where there are two readings `BOTH` and `EITHER`.
    `level` is `theme` or `parent`.

    >>> units = pd.DataFrame({"unit": ["p1"], "blocks": ["p1"]})
    >>> codings = pd.DataFrame({"target": ["p1"], "theme": ["state.ferry"], "coder": "reading-1"})
    >>> hits = pd.DataFrame({"segment": ["p1"], "theme": ["money.giving"], "n": 2})
    >>> marks(units, codings, hits, "parent").values.tolist()
    [['p1', 'money', 'word list'], ['p1', 'state', 'reading-1']]
    """
    given = codings[codings["target"].isin(units["unit"])].rename(columns={"target": "unit"})
    links = units[["unit", "blocks"]].assign(segment=units["blocks"].str.split("; "))
    counted = links.explode("segment").merge(hits, on="segment").assign(coder=WORDS)
    found = pd.concat([part[["unit", "theme", "coder"]] for part in (given, counted)])
    if level == "parent":
        found["theme"] = found["theme"].str.split(".").str[0]
    found = _combined(found.drop_duplicates())
    return found.sort_values(["unit", "theme", "coder"], ignore_index=True)


def _combined(found: pd.DataFrame) -> pd.DataFrame:
    read = found[found["coder"].isin(v.CODERS)]
    if read["coder"].nunique() < 2:
        return found
    n = read.groupby(["unit", "theme"], as_index=False)["coder"].nunique()
    both, either = n[n["coder"] == n["coder"].max()], n
    if n["coder"].max() < 2:
        both = n[:0]
    return pd.concat([found, both.assign(coder=BOTH), either.assign(coder=EITHER)])


def joined(
    units: pd.DataFrame, found: pd.DataFrame, by: str = "cluster"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same marks in larger units: what is seen in a part is seen in the whole.

    `by` is the column of units that names the larger one. Returns units and marks.

    >>> units = pd.DataFrame({"unit": ["p1", "p2"], "cluster": "t1", "n_words": [3, 4]})
    >>> found = pd.DataFrame({"unit": ["p1", "p2"], "theme": "ferry", "coder": "reading-1"})
    >>> [len(part) for part in joined(units, found)]
    [1, 1]
    """
    home = units.set_index("unit")[by]
    larger = found.assign(unit=found["unit"].map(home)).drop_duplicates(ignore_index=True)
    sums = units.groupby(by, sort=False)["n_words"].sum()
    wholes = units.drop_duplicates(by).assign(n_words=lambda f: f[by].map(sums))
    return wholes.assign(unit=wholes[by]).reset_index(drop=True), larger


def shuffled(
    units: pd.DataFrame, found: pd.DataFrame, coder: str, seed: int, alike: bool = False
) -> pd.DataFrame:
    """The marks of one coder, dealt out again to the units at random: what would chance give?

    What a coder sees in a unit stays together. With `alike`, only units of the same third by length
    exchange what was seen in them, so that long ones keep many marks.

    >>> units = pd.DataFrame({"unit": list("abc"), "n_words": 1})
    >>> found = pd.DataFrame({"unit": ["a", "b"], "theme": "ferry", "coder": ["word list", "r"]})
    >>> shuffled(units, found, "word list", seed=2)["coder"].tolist()
    ['r', 'word list']
    """
    dice, new = random.Random(seed), {}
    thirds = units["n_words"].rank(method="first", pct=True).mul(3).round(9)
    groups = (-(-thirds // 1)).astype(int) if alike else pd.Series(0, index=units.index)
    for _, part in units["unit"].groupby(groups):
        names = list(part)
        dealt = dice.sample(names, len(names))
        new |= dict(zip(names, dealt, strict=True))
    own = found["coder"] == coder
    moved = found[own].assign(unit=found.loc[own, "unit"].map(new))
    return pd.concat([found[~own], moved], ignore_index=True)
