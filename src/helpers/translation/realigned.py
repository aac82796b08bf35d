"""The alignment called again under other choices: what would become of the share that is kept?

Grain: a choice. The share is that of the first version that has a counterpart in the second.

Assumptions
1. Every choice calls the whole alignment again; nothing is adjusted afterwards.
2. Who is left out is left out of both versions: of the second, what has the label or is paired
   with words of that speaker, as some of it has no label.
3. The placebo reads the second version backwards. What is found then is found by chance, as order
   and content no longer go together.
"""

from collections.abc import Mapping

import pandas as pd

from helpers.reading import similarity
from helpers.translation import alignment, counterparts

GAPS = {  # prices tried around that of each method
    "lexicon": (0.05, 0.1, 0.2, 0.3, 0.4),
    "embedding": (0.2, 0.3, 0.4, 0.5),
    "length": (0.5, 0.6, 0.8, 0.9),
}


def share(segments: pd.DataFrame, pairs: pd.DataFrame, unit: str = "paragraphs") -> float:
    """Which share of the first version has a counterpart among these pairs? In [0, 1].

    >>> from helpers import records
    >>> share(records.load("segments", "toy"), records.load("alignment", "toy"), "blocks") > 0
    True
    """
    return counterparts.share(counterparts.marked(alignment.sides(segments)[0], pairs), unit)


def variants(
    segments: pd.DataFrame,
    scores: pd.DataFrame,
    coded: pd.DataFrame,
    method: str,
    gap: float | None,
    names: Mapping[str, str],
) -> dict[str, dict[str, float]]:
    """What is the share under other choices? By kind of variant and by name, for `findings.vary`.

    >>> from helpers import records
    >>> held = (records.load(name, "toy") for name in ("segments", "similarity", "alignment"))
    >>> sorted(variants(*held, "lexicon", None, {}))
    ['author', 'definition', 'grain', 'placebo', 'reading']
    """
    found = alignment.paired(segments, scores, method, gap)
    in_part = coded.loc[coded["coverage"] == "partial", ["left", "right"]]
    reading = {"the pairs of the reading count": share(segments, coded)}
    if len(in_part):
        firm = coded[coded["coverage"] != "partial"]
        reading["pairs of the reading count, those in part aside"] = share(segments, firm)
    left, right = alignment.sides(segments)
    grain = {f"{unit} are counted": share(segments, found, unit) for unit in ("words", "turns")}
    grain["titles, questions and captions count too"] = share(segments, found, "blocks")
    spoken = segments[~segments["segment"].isin(_unspoken(left))]
    grain["only what is said in turns counts"] = share(spoken, found)
    grain["Chinese paragraphs are counted"] = counterparts.share(counterparts.marked(right, found))
    return {
        "reading": reading,
        "grain": grain,
        "author": _without(segments, scores, found, method, gap, names),
        "definition": _defined(segments, scores, method, gap),
        "placebo": {
            name: share(*backwards(segments, scores, method, gap, alone))
            for name, alone in (
                ("the Chinese is read backwards", False),
                ("it is read backwards, and no length supports a pair", True),
            )
        },
    }


def _unspoken(left: pd.DataFrame) -> pd.Series:
    return left.loc[(left["kind"] == "paragraph") & (left["parent"] == ""), "segment"]


def _without(
    segments: pd.DataFrame,
    scores: pd.DataFrame,
    found: pd.DataFrame,
    method: str,
    gap: float | None,
    names: Mapping[str, str],
) -> dict[str, float]:
    """Leave out each speaker in turn, and align again."""
    left = alignment.sides(segments)[0]
    without = {}
    for who in sorted(set(left["speaker"]) - {""}):
        own = left.loc[left["speaker"] == who, "segment"]
        theirs = found[found["left"].isin(own)]["right"]
        labelled = segments.loc[
            segments["speaker"].eq(who) & segments["section"].eq(similarity.RIGHT), "segment"
        ]
        rest = segments[~segments["segment"].isin([*own, *theirs, *labelled])]
        without[f"without {names.get(who, who)}"] = share(
            rest, alignment.paired(rest, scores, method, gap)
        )
    return without


def _defined(
    segments: pd.DataFrame, scores: pd.DataFrame, method: str, gap: float | None
) -> dict[str, float]:
    """Find the pairs in other ways: other methods, prices, no beads, no order."""
    held = set(scores["method"]) | {"length"}
    defined = {
        f"pairs are found by {alignment.METHODS[other]}": share(
            segments, alignment.paired(segments, scores, other)
        )
        for other in alignment.PRICES
        if other != method and (other in held or other == "lexicon")
    }
    for price in GAPS[method]:
        if price != gap:
            pairs = alignment.paired(segments, scores, method, price)
            defined[f"a gap costs {price:g}"] = share(segments, pairs)
    single = alignment.paired(segments, scores, method, gap, merges=False)
    defined["no two English paragraphs are one Chinese"] = share(segments, single)
    if method == "lexicon":
        bare = alignment.paired(segments, scores, method, gap, by_clues_alone=True)
        defined["no length supports a pair"] = share(segments, bare)
    left, right = alignment.sides(segments)
    best = scores[(scores["method"] == method) & scores["right"].isin(right["segment"])]
    best = best[best["left"].isin(left["segment"])].sort_values("score", ascending=False)
    defined["order is ignored, and only the likest counts"] = share(
        segments, best.drop_duplicates("right")
    )
    return defined


def backwards(
    segments: pd.DataFrame,
    scores: pd.DataFrame,
    method: str,
    gap: float | None = None,
    by_clues_alone: bool = False,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What would be paired if the second version stood in the reverse order? Segments and pairs.

    >>> from helpers import records
    >>> held = records.load("segments", "toy"), records.load("similarity", "toy")
    >>> len(backwards(*held, "lexicon")[1])
    0
    """
    right = alignment.sides(segments)[1]["segment"]
    turned = segments.assign(
        seq=segments["seq"].where(~segments["segment"].isin(right), -segments["seq"])
    )
    return turned, alignment.paired(turned, scores, method, gap, by_clues_alone=by_clues_alone)
