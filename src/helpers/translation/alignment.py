"""Scored pairs become an alignment: which English blocks are which Chinese ones, which are none.

Grain: a pair of an English block (left) and a Chinese one (right). Several lefts in a row may be
one right (a bead n-1); a block without a counterpart is in no pair (1-0, 0-1).

Method. Dynamic programming over the blocks in order (Needleman & Wunsch 1970; beads as in Gale &
Church 1993) finds the pairs of the greatest worth among all that keep the order. A bead of n lefts
is worth S · f^`POWER` + n · (`SUPPORT` · f - price). S is the sum of what its pairs score: their
clues (names, numbers, Latin tokens) by `lexicon`, cosines of vectors by `embedding`, nothing by
`length`. f is how well the bead's length agrees, in [0, 1], so that a passage without names can be
placed by its length among its neighbours (not by `embedding`, which needs no such support), and a
bead that grows too long loses. The price is that of a gap: what is less alike is left alone.

Assumptions
1. Both versions tell the same things in the same order.
2. A bead stays within a turn and within a kind of block; it has at most `MOST` lefts.
3. `PRICES`, `SUPPORT` and `POWER` are those with the best F1 on invented texts of `inventions`
   (seeds 100 to 129, for `embedding` 100 to 111); prices of two methods do not compare.
4. A Chinese text is as long as c times the English words; c is the median over pairs that are each
   other's best by lexicon. Where there are fewer than three such pairs, lengths count by `length`
   alone, with c as the ratio of the median lengths.

Known problems: passages that change places are found on one side only; what has neither names nor
numbers is placed by length, which proves little. The prices were set on invented texts, but after
the pairs of the panel had been seen: its counts of right and wrong pairs are no independent test.
"""

from collections.abc import Callable, Mapping
from statistics import median

import pandas as pd

from helpers import sources
from helpers.reading import similarity

PRICES = {"lexicon": 0.15, "embedding": 0.35, "length": 0.7}  # of a gap, by method
METHODS = {  # as a reader sees them
    "lexicon": "names, numbers and lengths",
    "embedding": "vectors of a language model",
    "length": "lengths alone",
}
SUPPORT = 0.3  # the part of a pair's score that its length can add to its clues
POWER = 0.25  # how far lengths that disagree take away from clues
MOST = 6  # English blocks in one Chinese block

Worth = Callable[[list[str], str], float]


def sides(segments: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Which blocks are to be aligned? Return those of the first version and of the second.

    Takes the segments of a corpus, and of the first document in it that has a second version in
    Chinese its paragraphs, headings, questions and captions, in order. Raises NotApplicable where
    no document has one.

    >>> from helpers import records
    >>> left, right = sides(records.load("segments", "toy"))
    >>> len(left), list(right["segment"])[0]
    (17, 'panel-2018.zh-b01')
    """
    blocks = segments[segments["kind"].isin(similarity.KINDS)]
    second = (blocks["section"] == blocks["lang"]) & (blocks["lang"] == similarity.RIGHT)
    docs = sorted(set(blocks.loc[second, "doc"]))
    if not docs:
        raise sources.NotApplicable(
            "no document of this corpus has a second version in Chinese, so nothing can be aligned"
        )
    here = blocks["doc"] == docs[0]
    left = blocks[here & ~second & (blocks["lang"] == similarity.LEFT)]
    return left.sort_values("seq"), blocks[here & second].sort_values("seq")


def paired(
    segments: pd.DataFrame,
    scores: pd.DataFrame,
    method: str,
    gap: float | None = None,
    merges: bool = True,
    by_clues_alone: bool = False,
) -> pd.DataFrame:
    """Which English block is which Chinese one? Return `left, right, bead, score`, in order.

    `scores` is `similarity.csv`; `gap` the price of a gap (None: that of the method); without
    `merges` no two lefts share a right; `by_clues_alone` lets no length support them. `score` is
    what the pair scores without its length, in [0, 1]. Raises NotApplicable where the table has no
    rows of a method that needs them.

    >>> from helpers import records
    >>> held = records.load("segments", "toy"), records.load("similarity", "toy")
    >>> len(paired(*held, "lexicon")), len(paired(*held, "length")) > 0
    (0, True)
    """
    left, right = sides(segments)
    of_method = scores[scores["method"] == method]
    of_method = of_method[of_method["right"].isin(right["segment"])]
    if method == "embedding" and of_method.empty:
        raise sources.NotApplicable(
            "similarity.csv has no rows of the method embedding; install the extra with "
            "pip install .[embeddings] and the texts, then run make derived"
        )
    listed = of_method[["left", "right", "score"]].itertuples(index=False, name=None)
    alike = {(a, b): score for a, b, score in listed}
    ratio = _ratio(left, right, scores)
    long = _long(left, right, ratio, by_length=method == "length")
    price = PRICES[method] if gap is None else gap
    support = {
        "lexicon": SUPPORT if ratio and not by_clues_alone else 0.0,
        "embedding": 0.0,
        "length": 1.0,
    }[method]
    by_pair = {} if method == "length" else alike

    def worth(run: list[str], block: str) -> float:
        clues, fit = sum(by_pair.get((name, block), 0.0) for name in run), long(run, block)
        return clues * fit**POWER + len(run) * (support * fit - price)

    most = MOST if merges else 1
    found = align(_runs(left, right, most), list(left["segment"]), list(right["segment"]), worth)
    rows = [
        (name, block, bead, round(by_pair.get((name, block), 0.0), 4))
        for bead, (run, block) in enumerate(found, start=1)
        for name in run
    ]
    types = {"left": str, "right": str, "bead": int, "score": float}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def align(
    runs: Mapping[tuple[int, str], int], lefts: list[str], rights: list[str], worth: Worth
) -> list[tuple[list[str], str]]:
    """Which beads keep the order and are worth the most? Return each as its lefts and its right.

    `runs` says how many lefts up to the one at a place may be one right; `worth` what a bead is
    worth. Of equals the one with fewer pairs, then the one that comes later, is chosen.

    >>> alike = {("a", "x"): 0.9, ("c", "y"): 0.8, ("b", "y"): 0.7}
    >>> runs = {(place, right): 3 for place in range(3) for right in "xy"}
    >>> worth = lambda run, right: sum(alike.get((left, right), 0) - 0.3 for left in run)
    >>> align(runs, list("abc"), list("xy"), worth)
    [(['a'], 'x'), (['b', 'c'], 'y')]
    """
    n, m = len(lefts), len(rights)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    step: list[list[int | str]] = [["left"] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            if i == 0 or j == 0:
                step[i][j] = "left" if i else "right"
                continue
            best[i][j], step[i][j] = best[i - 1][j], "left"
            if best[i][j - 1] > best[i][j]:
                best[i][j], step[i][j] = best[i][j - 1], "right"
            for k in range(1, min(runs.get((i - 1, rights[j - 1]), 0), i) + 1):
                total = best[i - k][j - 1] + worth(lefts[i - k : i], rights[j - 1])
                if total > best[i][j] + 1e-12:
                    best[i][j], step[i][j] = total, k
    beads, i, j = [], n, m
    while i and j:
        taken = step[i][j]
        if taken == "left":
            i -= 1
        elif taken == "right":
            j -= 1
        else:
            beads.append((lefts[i - taken : i], rights[j - 1]))
            i, j = i - taken, j - 1
    return beads[::-1]


def scored(found: pd.DataFrame, truth: pd.DataFrame) -> dict[str, int]:
    """How many pairs are right, wrong and missed, if `truth` is true?

    >>> pairs = lambda *rows: pd.DataFrame(rows, columns=["left", "right"])
    >>> scored(pairs(("a", "x"), ("b", "x")), pairs(("a", "x"), ("c", "y")))
    {'right': 1, 'wrong': 1, 'missed': 1}
    """
    ours, theirs = (
        set(frame[["left", "right"]].itertuples(index=False, name=None)) for frame in (found, truth)
    )
    return {
        "right": len(ours & theirs),
        "wrong": len(ours - theirs),
        "missed": len(theirs - ours),
    }


def methods(segments: pd.DataFrame, scores: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """How does each method do against known pairs? `method, right, wrong, missed`, a row each.

    Counts are missing where the table of scores has no rows of the method.

    >>> from helpers import records
    >>> names = ("segments", "similarity", "alignment")
    >>> methods(*(records.load(name, "toy") for name in names)).values.tolist()[0]
    ['lexicon', 0, 0, 2]
    """
    rows = []
    for method in PRICES:
        try:
            counts = scored(paired(segments, scores, method), truth)
        except sources.NotApplicable:
            counts = {}
        rows.append({"method": method} | counts)
    types = dict.fromkeys(("right", "wrong", "missed"), "Int64")
    return pd.DataFrame(rows, columns=["method", *types]).astype(types)


def _runs(left: pd.DataFrame, right: pd.DataFrame, most: int) -> dict[tuple[int, str], int]:
    """How many lefts in a row, up to each, are of one turn and of the kind of a right?"""
    blocks, runs, length = left.to_dict("records"), {}, 0
    of_kind = right.groupby("kind")["segment"].agg(list).to_dict()
    for place, block in enumerate(blocks):
        before = blocks[place - 1] if place else {}
        goes_on = all(block[c] == before.get(c) for c in ("kind", "parent"))
        goes_on = goes_on and block["kind"] == "paragraph"
        length = min(length + 1, most) if goes_on else 1
        for other in of_kind.get(block["kind"], []):
            runs[place, other] = length
    return runs


def _ratio(left: pd.DataFrame, right: pd.DataFrame, scores: pd.DataFrame) -> float | None:
    """How many Chinese characters are an English word? None where too few pairs can tell."""
    words = dict(zip(left["segment"], left["n_words"], strict=True))
    signs = dict(zip(right["segment"], right["n_chars"], strict=True))
    clues = scores[scores["method"].eq("lexicon") & scores["right"].isin(signs)]
    best = clues[clues["left"].isin(words)].sort_values(["score", "left"], ascending=[False, True])
    first = best.drop_duplicates("right")[["left", "right"]]
    mutual = first.merge(best.drop_duplicates("left")[["left", "right"]])
    each = [signs[row.right] / words[row.left] for row in mutual.itertuples()]
    return median(each) if len(each) >= similarity.ANCHORS else None


def _long(left: pd.DataFrame, right: pd.DataFrame, ratio: float | None, by_length: bool) -> Worth:
    """Return how well the length of some lefts together agrees with that of a right, in [0, 1]."""
    words = dict(zip(left["segment"], left["n_words"], strict=True))
    signs = dict(zip(right["segment"], right["n_chars"], strict=True))
    if ratio is None and not by_length:
        return lambda run, block: 1.0
    ratio = ratio or median(signs.values()) / max(median(words.values()), 1)

    def agree(run: list[str], block: str) -> float:
        short, long = sorted((ratio * sum(words[name] for name in run), float(signs[block])))
        return short / long if long else 0.0

    return agree
