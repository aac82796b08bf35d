"""Themes of turns become tests: does a speaker stay with a theme, or raise one above chance?

Grain: a speaker and a theme, counted in turns; for the pairing, a first and a second turn.

Assumptions
1. Under the null hypothesis the turns stay as they are and it does not matter who takes which: the
   speakers are shuffled over the turns, within each round, so that a theme that belongs to a round
   is no sign of a speaker. Only the speakers that are handed in are shuffled.
2. A cell is tested one-sided: the speaker raises the theme in more turns than by chance. Cells are
   many, so p-values are corrected for all cells together (false discovery rate).
3. A test per cell is run for a transcript of at least `ENOUGH` turns, and only where the smallest
   p-value that it can give would pass the level after correction.
4. A rate is shrunken towards the theme's overall rate as if the speakers' own rates were spread
   around it by a beta distribution, whose spread is estimated from the same turns.

Known problems: turns that follow one another are taken as exchangeable within their round, though
one may take up the other; the order of speakers is no part of the test.

Sources: B. Phipson and G. K. Smyth, Statistical Applications in Genetics and Molecular Biology 9
(2010), article 39 (p-values from shuffles, with the observed one added); Y. Benjamini and Y.
Hochberg, Journal of the Royal Statistical Society B 57 (1995), 289–300; J. C. Kleinman, Journal of
the American Statistical Association 68 (1973), 46–54 (moments of the beta-binomial).
"""

import hashlib
from math import comb, prod

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from helpers import stats

ENOUGH = 100  # turns of a transcript, from which on single cells are tested
LEVEL = 0.05  # of false discoveries among the cells that are called stressed
N_SHUFFLES = 9999
_BATCH = 500  # shuffles at a time, so that a long transcript fits into memory


def two_turns_each(segments: pd.DataFrame, speakers: list[str]) -> bool:
    """Has every one of these speakers exactly two turns, one in each of two rounds?

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> two_turns_each(segments, ["bo-reed", "dan-ford"])
    True
    """
    turns = segments.query("kind == 'turn'")
    turns = turns[turns["speaker"].isin(speakers)]
    rounds = turns.groupby("speaker")["round"].agg(sorted)
    return len(rounds) == len(speakers) and all(list(pair) == ["1", "2"] for pair in rounds)


def alikeness(coded: pd.DataFrame, speakers: list[str]) -> pd.DataFrame:
    """How alike are the themes of each first turn and each second turn?

    Returns a square frame, speakers of the first turns by speakers of the second: shared themes
    out of all themes of the two (Jaccard, in [0, 1]).

    >>> from helpers import records
    >>> from helpers.voices import coding
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> codings = coding.given(records.load("codings", "toy"), segments, "reading-1")
    >>> coded = coding.coded_paragraphs(codings, segments, "theme")
    >>> alikeness(coded, ["bo-reed", "dan-ford"]).round(2).values.tolist()
    [[0.33, 0.33], [0.5, 0.5]]
    """
    themes = coded.groupby(["speaker", "round"])["theme"].agg(set)
    rows = [
        [
            stats.jaccard(themes.get((first, "1"), set()), themes.get((second, "2"), set()))
            for second in speakers
        ]
        for first in speakers
    ]
    return pd.DataFrame(rows, index=speakers, columns=speakers)


def seed(*choices: str) -> int:
    """Which seed do a report's choices give? The same for the same choices, on every machine.

    >>> seed("forum-2020", "reading-1") == seed("forum-2020", "reading-1") != seed("forum-2020")
    True
    """
    return int.from_bytes(hashlib.sha256("\n".join(choices).encode()).digest()[:8], "big")


def attainable(segments: pd.DataFrame, speakers: list[str]) -> float:
    """Which p-value is the smallest that any cell of a transcript could have, shuffled completely?

    It belongs to the speaker whose turns could be told from the others' most clearly: the theme
    stands in all turns of the speaker and in no other. Without turns it is 1.

    >>> rows = [["bo", "1"], ["cleo", "1"], ["bo", "2"], ["cleo", "2"]]
    >>> segments = pd.DataFrame(rows, columns=["speaker", "round"]).assign(kind="turn")
    >>> attainable(segments, ["bo", "cleo"])
    0.25
    """
    turns = segments[(segments["kind"] == "turn") & segments["speaker"].isin(speakers)]
    table = turns.groupby(["round", "speaker"]).size().unstack("speaker", fill_value=0)
    wholes = table.sum(axis=1)
    ways = [
        prod(comb(int(n), int(own)) for n, own in zip(wholes, table[speaker], strict=True))
        for speaker in table
    ]
    return 1 / max(ways, default=1)


def is_testable(segments: pd.DataFrame, speakers: list[str], n_cells: int) -> bool:
    """Is the transcript long enough for a test per cell, and could a single cell pass it?

    >>> is_testable(pd.DataFrame({"kind": ["turn"], "speaker": "bo", "round": "1"}), ["bo"], 1)
    False
    """
    if (segments["kind"] == "turn").sum() < ENOUGH or not n_cells:
        return False
    smallest = max(attainable(segments, speakers), 1 / (N_SHUFFLES + 1))
    return smallest <= LEVEL / n_cells


def refusal(segments: pd.DataFrame, speakers: list[str], n_cells: int) -> str:
    """Why is no single cell tested? Says the smallest p-value that a cell could have.

    >>> turns = pd.DataFrame({"kind": ["turn"] * 2, "speaker": ["bo", "cleo"], "round": "1"})
    >>> refusal(turns, ["bo", "cleo"], 4).split(". ")[0]
    'No single cell is tested, and no rate is adjusted for few turns'
    """
    n_turns = int((segments["kind"] == "turn").sum())
    return (
        "No single cell is tested, and no rate is adjusted for few turns. That is kept for "
        f"transcripts of {ENOUGH} turns and more; this one has {n_turns}. Even a theme that one "
        "guest raises in every turn and nobody else in any would have a p-value of "
        f"{attainable(segments, speakers):.2g} at best, and with {n_cells} cells to choose from "
        f"{LEVEL / max(n_cells, 1):.1g} would be needed."
    )


def tallied(coded: pd.DataFrame, segments: pd.DataFrame, speakers: list[str]) -> pd.DataFrame:
    """In how many turns does each speaker raise each theme that any of them raises?

    Returns a row for every speaker and theme, noughts included: `speaker, theme, n, n_turns`.

    >>> segments = pd.DataFrame({"segment": ["t1", "t2"], "speaker": ["bo", "cleo"]})
    >>> coded = pd.DataFrame({"turn": ["t1"], "speaker": ["bo"], "theme": ["ferry"]})
    >>> tallied(coded, segments.assign(kind="turn"), ["bo", "cleo"]).values.tolist()
    [['bo', 'ferry', 1, 1], ['cleo', 'ferry', 0, 1]]
    """
    theirs = coded[coded["speaker"].isin(speakers)].drop_duplicates(["turn", "theme"])
    n_turns = segments[segments["kind"] == "turn"]["speaker"].value_counts()
    themes = sorted(set(theirs["theme"]))
    index = pd.MultiIndex.from_product([speakers, themes], names=["speaker", "theme"])
    n = theirs.groupby(["speaker", "theme"]).size().reindex(index, fill_value=0)
    table = n.rename("n").reset_index()
    return table.assign(n_turns=table["speaker"].map(n_turns).fillna(0).astype(int))


def against_chance(
    coded: pd.DataFrame,
    segments: pd.DataFrame,
    speakers: list[str],
    seed_: int,
    n_shuffles: int = N_SHUFFLES,
) -> pd.DataFrame:
    """Which cells are filled more often than chance would? Shuffles speakers within rounds.

    Returns `speaker, theme, n, n_turns` (of the speaker), `expected` (turns, the mean over the
    shuffles), `p` (share of shuffles, the observed one among them, with at least as many turns),
    `q` (p corrected for all cells) and `stressed` (q at most `LEVEL`). The first q, then p come
    first. The caller asks `is_testable` before.

    >>> turns = pd.DataFrame({"segment": [f"t{n}" for n in range(8)], "kind": "turn"})
    >>> turns = turns.assign(speaker=["bo", "cleo"] * 4, round="1")
    >>> coded = turns[turns["speaker"] == "bo"].assign(turn=turns["segment"], theme="ferry")
    >>> table = against_chance(coded, turns, ["bo", "cleo"], 1)
    >>> table[["speaker", "n", "stressed"]].values.tolist()
    [['bo', 4, True], ['cleo', 0, False]]
    """
    table = tallied(coded, segments, speakers)
    themes = sorted(set(table["theme"]))
    turns = segments[(segments["kind"] == "turn") & segments["speaker"].isin(speakers)]
    raised = pd.crosstab(coded["turn"], coded["theme"]).clip(upper=1)
    raised = raised.reindex(index=turns["segment"], columns=themes, fill_value=0).to_numpy()
    who = np.array([speakers.index(speaker) for speaker in turns["speaker"]])
    blocks = [np.flatnonzero(turns["round"] == number) for number in sorted(set(turns["round"]))]
    observed = _counts(who[None], raised, len(speakers))[0]
    dice = np.random.default_rng(seed_)
    reached, total = np.zeros_like(observed), np.zeros_like(observed)
    for start in range(0, n_shuffles, _BATCH):
        shuffled = np.tile(who, (min(_BATCH, n_shuffles - start), 1))
        for block in blocks:
            shuffled[:, block] = dice.permuted(shuffled[:, block], axis=1)
        counts = _counts(shuffled, raised, len(speakers))
        reached += (counts >= observed).sum(axis=0)
        total += counts.sum(axis=0)
    p = ((reached + 1) / (n_shuffles + 1)).ravel()
    q = false_discovery_control(p) if len(p) else p
    expected = (total / max(n_shuffles, 1)).ravel()
    table = table.assign(expected=expected, p=p, q=q, stressed=q <= LEVEL)
    order = ["q", "p", "speaker", "theme"]
    return table.sort_values(order, ignore_index=True)


def _counts(who: np.ndarray, raised: np.ndarray, n_speakers: int) -> np.ndarray:
    """Count turns by shuffle, speaker and theme; `raised` says which turn raises which theme."""
    turn, theme = raised.nonzero()
    n_themes = raised.shape[1]
    cell = (np.arange(len(who))[:, None] * n_speakers + who[:, turn]) * n_themes + theme
    counts = np.bincount(cell.ravel(), minlength=len(who) * n_speakers * n_themes)
    return counts.reshape(len(who), n_speakers, n_themes)


def shrunken(table: pd.DataFrame) -> pd.DataFrame:
    """At what rate does each speaker raise each theme, if few turns count for little?

    Needs `theme, n, n_turns`; returns the rows with `rate` (n of n_turns), `overall` (of the theme)
    and `shrunken`, all in [0, 1]. Empirical Bayes, beta-binomial, by moments (Kleinman 1973): where
    the speakers differ no more than chance makes them, the shrunken rate is the overall one. A
    speaker without a turn has no rate of their own.

    >>> table = pd.DataFrame({"theme": "ferry", "n": [8, 1, 1], "n_turns": [10, 10, 2]})
    >>> shrunken(table)[["rate", "overall", "shrunken"]].round(2).values.tolist()
    [[0.8, 0.45, 0.79], [0.1, 0.45, 0.11], [0.5, 0.45, 0.49]]
    """
    parts = [
        part.assign(overall=part["n"].sum() / part["n_turns"].sum(), prior=_prior(part))
        for _, part in table.groupby("theme", sort=False)
    ]
    if not parts:
        return table.assign(rate=[], overall=[], shrunken=[])
    rows = pd.concat(parts).loc[table.index]
    rate = rows["n"] / rows["n_turns"].where(rows["n_turns"] > 0)
    weight = rows["n_turns"] / (rows["n_turns"] + rows["prior"])
    pulled = rows["overall"] + weight * (rate.fillna(rows["overall"]) - rows["overall"])
    return rows.assign(rate=rate, shrunken=pulled).drop(columns="prior")


def _prior(part: pd.DataFrame) -> float:
    """How many turns is the overall rate of a theme worth? Infinitely many where nobody differs."""
    part = part[part["n_turns"] > 0]
    n, whole, k = part["n_turns"], part["n_turns"].sum(), len(part)
    overall = part["n"].sum() / whole
    within = overall * (1 - overall)
    between = (n * (part["n"] / n - overall) ** 2).sum()
    room = within * (whole - (n**2).sum() / whole - (k - 1))
    alike = (between - within * (k - 1)) / room if room > 0 else 0.0
    return (1 - min(alike, 1.0)) / alike if alike > 0 else float("inf")
