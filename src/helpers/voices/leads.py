"""A lead put to the test: who still has most if parts of a talk are left out, moved or dealt anew?

Grain: one row per turn of `talk.turns` in; a largest share, in [0, 1], and whether somebody else
has it, out.

Assumptions
1. A lead is lost where others have most, or as much as who had most before.
2. Two versions of a talk give a passage to two speakers where aligned paragraphs stand under two
   names. Which version is right only a recording can say.
3. Dealing the turns at random describes how unequal turns are. It is no test: nobody deals out
   what is said, and an edited page is no sample of anything.

Known problems: a passage of the second version without a label belongs to nobody there.
"""

import random
from collections.abc import Mapping

import pandas as pd

from helpers import prose
from helpers.reading import transcripts
from helpers.voices import talk


def largest(spoken: pd.DataFrame, leaders: list[str]) -> tuple[float, bool]:
    """How large is the largest share, and do others have it than `leaders`?

    Nothing said gives a share of 0 that is nobody's.

    >>> largest(pd.DataFrame({"speaker": ["bo", "cleo"], "amount": [3, 1]}), ["cleo"])
    (0.75, True)
    """
    shared = talk.shares(spoken)
    if shared.empty:
        return 0.0, True
    return float(shared["share"].max()), set(talk.leading(shared)) != set(leaders)


def hinges(spoken: pd.DataFrame, leaders: list[str]) -> list[str]:
    """Without which turns, each left out alone, would others lead? Ids, in order.

    >>> spoken = pd.DataFrame({"speaker": ["bo", "cleo"], "amount": [3, 1], "segment": ["a", "b"]})
    >>> hinges(spoken, ["bo"])
    ['a']
    """
    changes = [
        {who for who, n in sums.items() if n == max(sums.values())} != set(leaders)
        for sums in talk.without_each_turn(spoken)
    ]
    return list(spoken.loc[changes, "segment"])


def parts_left_out(spoken: pd.DataFrame, leaders: list[str]) -> dict[str, tuple[float, bool]]:
    """How large is the largest share without the longest turn, each round, and each half?

    Halves are of the number of turns; the middle turn of an odd number is in the second half.
    Returns what `largest` returns, by what is done. A round in which everything is said stays in.

    >>> spoken = pd.DataFrame({"speaker": ["bo", "cleo"], "amount": [3, 1], "n_words": [3, 1]})
    >>> parts_left_out(spoken.assign(round=""), ["bo"])["without the longest turn"]
    (1.0, True)
    """
    half, variants = len(spoken) // 2, {}
    numbers = sorted(set(spoken["round"]) - {""}, key=lambda text: (len(str(text)), str(text)))
    for number in numbers if len(numbers) > 1 else []:
        rest = spoken[spoken["round"] != number]
        variants[f"without round {number}"] = largest(rest, leaders)
    variants["without the first half of the turns"] = largest(spoken.iloc[half:], leaders)
    variants["without the second half of the turns"] = largest(spoken.iloc[:half], leaders)
    longest = spoken["n_words"].idxmax()
    variants["without the longest turn"] = largest(spoken.drop(longest), leaders)
    theirs = spoken[spoken["speaker"].isin(leaders)]["n_words"]
    without = largest(spoken.drop(theirs.idxmax()), leaders)
    return variants | {"without the longest turn of who speaks most": without}


def dealt(spoken: pd.DataFrame, n_deals: int = 1000, seed: int = 1) -> list[float]:
    """How large is the largest share if the turns are dealt to the speakers at random?

    Everybody keeps the number of turns; the lengths change hands. Returns the largest share of
    each deal, sorted. A description of unequal turns: no test, as nobody deals out what is said.

    >>> dealt(pd.DataFrame({"speaker": ["bo", "cleo"], "amount": [3, 1]}), n_deals=2)
    [0.75, 0.75]
    """
    dice, amounts, speakers = random.Random(seed), spoken["amount"].tolist(), spoken["speaker"]
    found = []
    for _ in range(n_deals):
        dice.shuffle(amounts)
        sums = dict.fromkeys(speakers, 0)
        for speaker, amount in zip(speakers, amounts, strict=True):
            sums[speaker] += amount
        found.append(max(sums.values()) / sum(amounts))
    return sorted(found)


def without_each(
    spoken: pd.DataFrame, leaders: list[str], names: Mapping[str, str]
) -> dict[str, tuple[float, bool]]:
    """How large is the largest share without each speaker? Returns what `largest` returns.

    >>> spoken = pd.DataFrame({"speaker": ["bo", "cleo", "dan"], "amount": [3, 1, 1]})
    >>> without_each(spoken, ["bo"], {"cleo": "Cleo"})["without Cleo"]
    (0.75, False)
    """
    return {
        f"without {names.get(speaker, speaker)}": largest(
            spoken[spoken["speaker"] != speaker], leaders
        )
        for speaker in dict.fromkeys(spoken["speaker"])
    }


def elsewhere(
    segments: pd.DataFrame, ties: pd.DataFrame, doc: str, unit: str, chairs_count: bool
) -> dict[str, float]:
    """How large is the largest share in each other transcript of a corpus? By what is left out.

    `segments` and `ties` are those of a corpus; `doc` is left out, and its chair's turns with those
    of the others, unless `chairs_count`.

    >>> from helpers import records
    >>> tables = [records.load(name, "toy") for name in ("segments", "ties")]
    >>> elsewhere(*tables, "forum-2020", "turns", chairs_count=True)
    {'without forum-2020, so in panel-2018': 0.375}
    """
    variants = {}
    chaired = ties[ties["kind"] == "chaired"].drop_duplicates("doc").set_index("doc")["source"]
    for other, chair in chaired.drop(doc, errors="ignore").sort_index().items():
        there = transcripts.first_version(segments[segments["doc"] == other])
        spoken = talk.turns(there, unit)
        shared = talk.shares(spoken if chairs_count else spoken[spoken["speaker"] != chair])
        if len(shared):
            variants[f"without {doc}, so in {other}"] = float(shared["share"].max())
    return variants


def disputed(segments: pd.DataFrame, alignment: pd.DataFrame) -> pd.DataFrame:
    """Which paragraphs stand under another name in the second version? One row each.

    `segments` are both versions. Columns out: `segment` (the paragraph), `speaker`, `other` (whom
    the second version names), `n_words, n_chars` and its place, `other_line`.

    >>> rows = [["p", "bo", "d", 3], ["zh-p", "cleo", "d", 9]]
    >>> segments = pd.DataFrame(rows, columns=["segment", "speaker", "doc", "line_start"])
    >>> segments = segments.assign(n_words=4, n_chars=20, line_end=9, char_start=0, char_end=9)
    >>> alignment = pd.DataFrame({"left": ["p"], "right": ["zh-p"]})
    >>> disputed(segments, alignment)[["segment", "other", "other_line"]].values.tolist()
    [['p', 'cleo', 9]]
    """
    second = segments[["segment", "speaker", "line_start"]]
    second.columns = ["right", "other", "other_line"]
    paired = alignment[["left", "right"]].merge(second, on="right")
    paired = segments.merge(paired, left_on="segment", right_on="left")
    differs = paired["speaker"] != paired["other"]
    kept = paired[differs & (paired["speaker"] != "") & (paired["other"] != "")]
    return kept.drop(columns=["left", "right"]).reset_index(drop=True)


def doubtful(spoken: pd.DataFrame, unread: pd.DataFrame) -> pd.DataFrame:
    """Which turns begin with a label that is damaged in print? The rows of these turns.

    `unread` lists what was doubtful in a document, by line, with the reason in words.

    >>> spoken = pd.DataFrame({"doc": ["d", "d"], "line_start": [3, 5]})
    >>> unread = pd.DataFrame({"doc": ["d"], "line": [5], "why": ["label without colon and space"]})
    >>> doubtful(spoken, unread)["line_start"].tolist()
    [5]
    """
    labels = unread[unread["why"].str.startswith("label ")]
    lines = set(zip(labels["doc"], labels["line"].astype(int), strict=True))
    places = zip(spoken["doc"], spoken["line_start"].astype(int), strict=True)
    return spoken[[place in lines for place in places]]


def second_version(segments: pd.DataFrame) -> pd.DataFrame:
    """Return the segments of the second version alone: the rest of `transcripts.first_version`.

    >>> segments = pd.DataFrame({"segment": ["t", "zh-t"], "lang": ["en", "zh"]})
    >>> second_version(segments.assign(section=["talk", "zh"]))["segment"].tolist()
    ['zh-t']
    """
    return segments.drop(transcripts.first_version(segments).index)


def readings(
    segments: pd.DataFrame,
    alignment: pd.DataFrame,
    unread: pd.DataFrame,
    unit: str,
    leaders: list[str],
    silent: list[str],
    names: Mapping[str, str],
) -> dict[str, tuple[float, bool]]:
    """How large is the largest share if it is read otherwise who speaks?

    `segments` are both versions of a document; turns of `silent` are not counted. Read otherwise
    are passages that the second version gives to others, turns with a damaged label, and the talk
    as a whole in its second version. Returns what `largest` returns, by what is read.

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> tables = [records.load(name, "toy") for name in ("alignment", "unread")]
    >>> readings(segments, *tables, "words", ["bo-reed"], [], {})
    {}
    """
    first, second = transcripts.first_version(segments), second_version(segments)

    def heard(version: pd.DataFrame, unit: str, said_by: dict | None = None) -> pd.DataFrame:
        spoken = talk.turns(version, unit, said_by)
        return spoken[~spoken["speaker"].isin(silent)]

    variants = {}
    for row in disputed(segments, alignment).itertuples():
        name = f"{names.get(row.other, row.other)} said line {row.line_start}"
        name += f", as line {row.other_line} has it"
        variants[name] = largest(heard(first, unit, {row.segment: row.other}), leaders)
    if "turn" in set(second["kind"]):
        again = heard(second, "characters")
        n = prose.count(again["speaker"].nunique(), "speaker")
        name = f"the second version is counted by characters, with {n} left in it"
        variants[name] = largest(again, leaders)
    spoken = heard(first, unit)
    damaged = doubtful(spoken, unread)
    if 0 < len(damaged) < len(spoken):
        lines = prose.listing([str(line) for line in damaged["line_start"]])
        which = "a turn" if len(damaged) == 1 else "turns"
        name = f"without {which} whose label is damaged, line{'s' * (len(damaged) > 1)} {lines}"
        variants[name] = largest(spoken.drop(damaged.index), leaders)
    return variants
