"""Aligned pairs become comparisons: do the two say the same, and where do they differ?

Grain: a bead (one Chinese block and the English ones that it renders) and an aspect: speaker,
number, name. What a reading found (`differences.csv`) stands beside what a program finds.

Assumptions
1. A speaker is compared where both sides have one. A block without a label is compared with nobody:
   its turn may have begun in a part that is lost.
2. Numbers are values and ordinals, as `numerals` reads them in the quantities of a block, whatever
   their unit.
3. Names are actors. They differ where one side names somebody whom the other does not, or names
   somebody otherwise than its version mostly does (a short name, a misprint).
4. Wording is compared by no program here.

Known problems: a word for a group ("local NGOs") is a name where the aliases list it; a bead with a
wrong block in it shows names that are only its own.
"""

from collections import Counter

import pandas as pd

from helpers import numerals

ASPECTS = ["speaker", "number", "name"]
WORDS = {  # kind of difference: as a reader sees it
    "speaker": "who speaks",
    "number": "numbers and dates",
    "name": "names",
    "wording": "wording",
    "addition_left": "only in English",
    "addition_right": "only in Chinese",
    "slip": "misprints",
}


def compared(
    pairs: pd.DataFrame,
    segments: pd.DataFrame,
    quantities: pd.DataFrame,
    mentions: pd.DataFrame,
    names: dict[str, str],
) -> pd.DataFrame:
    """Where does a program see a difference? One row per right block and aspect.

    Takes pairs (`left, right`) and the tables of records. Returns `right, lefts` (joined by "; "),
    `aspect, is_same` (True, False; None where there is nothing to compare), `only_left, only_right`
    (what only one side has) and `unusual` (names written otherwise than elsewhere in the version).

    >>> from helpers import records
    >>> pairs = records.load("alignment", "toy")
    >>> tables = (records.load(name, "toy") for name in ("segments", "quantities", "mentions"))
    >>> compared(pairs, *tables, {})[["aspect", "is_same"]].values.tolist()[3:5]
    [['speaker', None], ['number', None]]
    """
    docs = segments.loc[segments["segment"].isin(pairs["right"]), "doc"]
    known = segments[segments["doc"].isin(docs)].set_index("segment")
    called = _called(mentions, known)
    rows = []
    for right, part in pairs.groupby("right", sort=False):
        sides = list(part["left"]), [right]
        speakers = [_clean(known.loc[name, "speaker"] for name in side) for side in sides]
        speakers = [{names.get(who, who) for who in side} for side in speakers]
        numbers = [_numbers(known.loc[side], quantities) for side in sides]
        held = [mentions[mentions["segment"].isin(side)] for side in sides]
        actors = [{names.get(who, who) for who in side["actor"]} for side in held]
        unusual = sorted({a for side in held for a in side["alias"] if _plain(a) not in called})
        for aspect, (left, second), odd in (
            ("speaker", speakers, []),
            ("number", numbers, []),
            ("name", actors, unusual),
        ):
            nothing = not (left and second) if aspect == "speaker" else not (left or second)
            rows.append(
                {"right": right, "lefts": "; ".join(part["left"]), "aspect": aspect}
                | {"is_same": None if nothing else left == second and not odd}
                | {"only_left": "; ".join(sorted(left - second)) if not nothing else ""}
                | {"only_right": "; ".join(sorted(second - left)) if not nothing else ""}
                | {"unusual": "; ".join(odd)}
            )
    columns = ["right", "lefts", "aspect", "is_same", "only_left", "only_right", "unusual"]
    return pd.DataFrame(rows, columns=columns).astype({"is_same": object})


def audit(seen: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Which coded differences does the program see, miss, or make up? One row per aspect.

    Takes what `compared` returns and the differences of the reading. Columns: `aspect, n_compared,
    n_coded` (right blocks with a coded difference of that kind), `n_seen` of these, `n_missed`, and
    `n_other` (right blocks where the program sees one and the reading none of that kind).

    >>> seen = pd.DataFrame({"right": ["x", "y"], "aspect": "name", "is_same": [False, False]})
    >>> audit(seen, pd.DataFrame({"right": ["x", "z"], "kind": "name"})).values.tolist()[-1]
    ['name', 2, 2, 1, 1, 1]
    """
    rows = []
    for aspect in ASPECTS:
        own = seen[seen["aspect"] == aspect]
        told = set(own.loc[own["is_same"].eq(False), "right"])
        read = set(coded.loc[coded["kind"] == aspect, "right"])
        n_compared = int(own["is_same"].notna().sum())
        rows.append(
            (aspect, n_compared, len(read), len(told & read), len(read - told), len(told - read))
        )
    columns = ["aspect", "n_compared", "n_coded", "n_seen", "n_missed", "n_other"]
    return pd.DataFrame(rows, columns=columns)


def unlabelled(pairs: pd.DataFrame, segments: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Which paragraphs of the second version have no label, though the first has a speaker?

    Returns `right, line_start, first` (who speaks in the first version) and `above` (whose label
    stands last above it in the second, empty for none): whom a reader of the second alone would
    take for the speaker.

    >>> segments = pd.DataFrame({"segment": ["a", "v", "x"], "speaker": ["bo", "al", ""]})
    >>> segments = segments.assign(doc="d", kind="paragraph", section=["talk", "zh", "zh"])
    >>> segments = segments.assign(seq=[1, 2, 3], line_start=[1, 7, 8])
    >>> pairs = pd.DataFrame({"left": ["a"], "right": ["x"]})
    >>> unlabelled(pairs, segments, {"bo": "Bo", "al": "Al"}).values.tolist()
    [['x', 8, 'Bo', 'Al']]
    """
    known, rows = segments.set_index("segment"), []
    for right, part in pairs.groupby("right", sort=False):
        block = known.loc[right]
        first = _clean(known.loc[list(part["left"]), "speaker"])
        if block["kind"] != "paragraph" or block["speaker"] or not first:
            continue
        before = segments[(segments["doc"] == block["doc"]) & (segments["seq"] < block["seq"])]
        before = before[(before["section"] == block["section"]) & (before["speaker"] != "")]
        above = before.sort_values("seq")["speaker"].iloc[-1] if len(before) else ""
        who = " and ".join(sorted(names.get(name, name) for name in first))
        rows.append((right, int(block["line_start"]), who, names.get(above, above)))
    return pd.DataFrame(rows, columns=["right", "line_start", "first", "above"])


def _numbers(blocks: pd.DataFrame, quantities: pd.DataFrame) -> set[str]:
    found: set[str] = set()
    for block in blocks.itertuples():
        inside = quantities["doc"].eq(block.doc)
        inside &= quantities["char_start"].between(block.char_start, block.char_end - 1)
        for printed in quantities.loc[inside, "printed"]:
            found |= numerals.numbers(printed)
    return {value.replace("number ", "").replace("ordinal ", "no. ") for value in found}


def _called(mentions: pd.DataFrame, known: pd.DataFrame) -> set[str]:
    """Under which name does each version mostly name each actor? Names with a rival in use fall."""
    here = mentions[mentions["segment"].isin(known.index)]
    counts: dict[tuple[str, str, str], Counter] = {}
    for row in here.itertuples():
        place = known.loc[row.segment]
        key = place["doc"], place["lang"], row.actor
        counts.setdefault(key, Counter())[_plain(row.alias)] += row.n
    return {
        alias for names in counts.values() for alias, n in names.items() if n == max(names.values())
    }


def _plain(name: str) -> str:
    """Return a name without the spaces and capitals that do not make it another one."""
    return name.casefold().replace(" ", "")


def _clean(values) -> set[str]:
    return {value for value in values if value}
