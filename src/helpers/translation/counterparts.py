"""Aligned blocks become coverage: what exists in both versions of a text, and what in one alone.

Grain: a block of either version (paragraph, heading, question, caption), or a stretch of blocks in
a row that have no counterpart.

Assumptions
1. A block has a counterpart or has none; how much of it the counterpart covers is not measured. So
   shares of words are upper bounds where a pair renders a block in part.
2. Totals use one unit; `paragraphs` and `words` leave out titles, questions and captions.
3. A text that was lost leaves blank lines behind only where whoever lost it left them.
"""

import pandas as pd

UNITS = {  # unit: what it counts
    "paragraphs": "paragraphs",
    "words": "words of paragraphs",
    "turns": "turns with a counterpart in part at least",
    "blocks": "paragraphs, titles, questions and captions",
}
BOTH, ALONE = "in both languages", "in one language only"


def marked(blocks: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Which blocks of a version have a counterpart? Return them with `paired` (True, False).

    >>> blocks = pd.DataFrame({"segment": ["a", "b"]})
    >>> marked(blocks, pd.DataFrame({"left": ["a"], "right": ["x"]}))["paired"].tolist()
    [True, False]
    """
    return blocks.assign(paired=blocks["segment"].isin([*pairs["left"], *pairs["right"]]))


def count(blocks: pd.DataFrame, unit: str = "paragraphs") -> tuple[int, int]:
    """How much of a version has a counterpart? Return it and the whole, in a unit.

    Takes what `marked` returns; units are those of `UNITS` (words of Chinese: characters). A turn
    counts where a paragraph of it has a counterpart.

    >>> blocks = pd.DataFrame({"kind": "paragraph", "parent": "t", "paired": [True, False]})
    >>> blocks = blocks.assign(lang="en", n_words=[3, 1], n_chars=[9, 4])
    >>> count(blocks), count(blocks, "words"), count(blocks, "turns")
    ((1, 2), (3, 4), (1, 1))
    """
    if unit == "blocks":
        return int(blocks["paired"].sum()), len(blocks)
    paragraphs = blocks[blocks["kind"] == "paragraph"]
    if unit == "turns":
        turns = paragraphs[paragraphs["parent"] != ""].groupby("parent")["paired"].any()
        return int(turns.sum()), len(turns)
    size = pd.Series(1, paragraphs.index)
    if unit == "words":
        size = paragraphs["n_words"].where(paragraphs["lang"] == "en", paragraphs["n_chars"])
    return int(size[paragraphs["paired"]].sum()), int(size.sum())


def share(blocks: pd.DataFrame, unit: str = "paragraphs") -> float:
    """Which share of a version has a counterpart? A number in [0, 1]; 0 where there is nothing.

    >>> blocks = pd.DataFrame({"kind": "heading", "parent": "", "paired": [True, False]})
    >>> share(blocks, "blocks"), share(blocks)
    (0.5, 0.0)
    """
    n, whole = count(blocks, unit)
    return n / whole if whole else 0.0


def audit(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """How much of each version has a counterpart, in every unit? One row per unit.

    Columns: `unit, n_left, left, n_right, right` (with a counterpart, and the whole).

    >>> blocks = pd.DataFrame({"kind": "heading", "parent": "", "paired": [True], "lang": "en"})
    >>> blocks = blocks.assign(n_words=1, n_chars=1)
    >>> audit(blocks, blocks).values.tolist()[-1]
    ['blocks', 1, 1, 1, 1]
    """
    rows = [(unit, *count(left, unit), *count(right, unit)) for unit in UNITS]
    return pd.DataFrame(rows, columns=["unit", "n_left", "left", "n_right", "right"])


def by_speaker(blocks: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """How many words of each speaker have a counterpart? `who, where, n`, in order of first speech.

    Paragraphs that nobody speaks stand under "nobody (notes)". `n` is in words.

    >>> blocks = pd.DataFrame({"kind": "paragraph", "speaker": ["bo"], "paired": [True]})
    >>> by_speaker(blocks.assign(n_words=7), {"bo": "Bo"}).values.tolist()
    [['Bo', 'in both languages', 7], ['Bo', 'in one language only', 0]]
    """
    paragraphs = blocks[blocks["kind"] == "paragraph"]
    who = [names.get(s, s) if s else "nobody (notes)" for s in paragraphs["speaker"]]
    rows = []
    for name in dict.fromkeys(who):
        own = paragraphs[[other == name for other in who]]
        for where, of_kind in ((BOTH, own["paired"]), (ALONE, ~own["paired"])):
            rows.append((name, where, int(own.loc[of_kind, "n_words"].sum())))
    return pd.DataFrame(rows, columns=["who", "where", "n"])


def stretches(left: pd.DataFrame, right: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Which stretches exist in the first version only, and what stands there in the second?

    Takes what `marked` returns for both sides, and the pairs. One row per stretch of blocks in a
    row without a counterpart: `doc`, its place, `n_blocks, n_words`, `after, before` (last line of
    the second version before it, first line after it; nothing at an end) and `n_blank` (lines
    between these; nothing at an end).

    >>> blocks = pd.DataFrame({"segment": ["a", "b", "c"], "doc": "d"})
    >>> blocks["paired"] = [True, False, True]
    >>> places = ["line_start", "line_end", "char_start", "char_end"]
    >>> blocks = blocks.assign(n_words=5, **{name: [1, 2, 3] for name in places})
    >>> second = blocks.assign(segment=["x", "-", "y"], line_start=[7, 0, 12], line_end=[7, 0, 12])
    >>> pairs = pd.DataFrame({"left": ["a", "c"], "right": ["x", "y"]})
    >>> stretches(blocks, second, pairs)[["n_words", "after", "before", "n_blank"]].values.tolist()
    [[5, 7, 12, 4]]
    """
    partner = pairs.drop_duplicates("left").set_index("left")["right"]
    last = pairs.drop_duplicates("left", keep="last").set_index("left")["right"]
    ends = right.set_index("segment")
    run = (left["paired"] != left["paired"].shift()).cumsum()
    order, rows = list(left["segment"]), []
    for _, part in left[~left["paired"]].groupby(run[~left["paired"]]):
        first, final = order.index(part["segment"].iloc[0]), order.index(part["segment"].iloc[-1])
        before = order[first - 1] if first else ""
        after = order[final + 1] if final + 1 < len(order) else ""
        above = int(ends.loc[last[before], "line_end"]) if before in last else None
        below = int(ends.loc[partner[after], "line_start"]) if after in partner else None
        between = above is not None and below is not None
        place = {"doc": part["doc"].iloc[0]}
        place |= {f"{name}_start": part[f"{name}_start"].iloc[0] for name in ("line", "char")}
        place |= {f"{name}_end": part[f"{name}_end"].iloc[-1] for name in ("line", "char")}
        rows.append(
            place
            | {"n_blocks": len(part), "n_words": int(part["n_words"].sum())}
            | {"after": above, "before": below}
            | {"n_blank": max(below - above - 1, 0) if between else None}
        )
    columns = "doc line_start line_end char_start char_end n_blocks n_words after before n_blank"
    whole = dict.fromkeys(("after", "before", "n_blank"), "Int64")
    return pd.DataFrame(rows, columns=columns.split()).astype(whole)


def usual(right: pd.DataFrame, gaps: pd.DataFrame) -> list[int]:
    """How many blank lines stand between neighbours of the second version where nothing is missing?

    Takes its blocks in order, and what `stretches` returns. Blocks on one line have none.

    >>> right = pd.DataFrame({"line_start": [3, 6, 9], "line_end": [3, 6, 9]})
    >>> usual(right, pd.DataFrame({"after": [6], "before": [9]}))
    [2]
    """
    broken = set(zip(gaps["after"].dropna(), gaps["before"].dropna(), strict=False))
    ends, starts = list(right["line_end"]), list(right["line_start"])
    beside = [(a, b) for a, b in zip(ends, starts[1:], strict=False) if (a, b) not in broken]
    return [max(b - a - 1, 0) for a, b in beside]


def lost(gaps: pd.DataFrame, right: pd.DataFrame) -> str:
    """Was what is only in the first version once in the second? Say what its blank lines tell.

    Takes what `stretches` returns, and the blocks of the second version in order.

    >>> lost(pd.DataFrame({"after": [], "before": [], "n_blank": []}), pd.DataFrame())
    'Whether what is only in English was ever in Chinese is not known.'
    """
    here = gaps["n_blank"].dropna()
    beside = pd.Series(usual(right, gaps) if len(here) else [], dtype=float)
    if here.empty or beside.empty or here.median() <= beside.median():
        return "Whether what is only in English was ever in Chinese is not known."
    usually = f"{beside.median():g}" if beside.median() else "none"
    return (
        "What is only in English was hardly added by the translator: in the middle case the "
        f"Chinese leaves {here.median():g} lines blank there and {usually} elsewhere."
    )


def drawn(
    left: pd.DataFrame, right: pd.DataFrame, pairs: pd.DataFrame, differing: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Which blocks and ties does a picture of both versions show? Return both.

    Blocks: `segment, side, size, label` (speaker as printed), `paired`, `line_start`; sizes are
    English words, and Chinese characters brought to the same height over all pairs. Ties: `left,
    right, differs` (whether the pair is in `differing`).

    >>> blocks = pd.DataFrame({"segment": ["a"], "n_words": 4, "n_chars": 20, "paired": True})
    >>> blocks = blocks.assign(speaker_as_written="Bo", line_start=1)
    >>> pairs = pd.DataFrame({"left": ["a"], "right": ["x"]})
    >>> second = blocks.assign(segment="x", n_words=1, n_chars=8, speaker_as_written="波")
    >>> drawn(blocks, second, pairs, pairs)[0][["size", "label"]].values.tolist()
    [[4.0, 'Bo'], [4.0, '波']]
    """
    words, signs = (
        float(side.loc[side["paired"], size].sum() or side[size].sum() or 1)
        for side, size in ((left, "n_words"), (right, "n_chars"))
    )
    both = [
        side.assign(side=name, size=side[column] * scale, label=side["speaker_as_written"])
        for name, side, column, scale in (
            ("left", left, "n_words", 1.0),
            ("right", right, "n_chars", words / signs),
        )
    ]
    columns = ["segment", "side", "size", "label", "paired", "line_start"]
    known = set(differing[["left", "right"]].itertuples(index=False, name=None))
    both_ways = pairs[["left", "right"]].itertuples(index=False, name=None)
    ties = pairs[["left", "right"]].assign(differs=[pair in known for pair in both_ways])
    return pd.concat(both)[columns].reset_index(drop=True), ties.astype({"differs": bool})
