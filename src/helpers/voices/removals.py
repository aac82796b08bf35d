"""A stressed theme becomes what is left of it when a speaker, a turn or a choice is taken away.

Grain: a variant; its value is what `coding.stress` returns, the share in [0, 1] that raises the
theme and whether another theme is then stressed more. The names of variants continue "If …".

Assumptions
1. A theme is the same one under every variant; only at another level its parent, or the most
   stressed of its children, stands for it.
2. Who is left out is left out of both sides of the share.
"""

from collections.abc import Mapping

import pandas as pd

from helpers.reading import transcripts
from helpers.voices import coders, coding

Stress = tuple[float, bool]


def other_coders(
    by_coder: Mapping[str, pd.DataFrame],
    coder: str,
    segments: pd.DataFrame,
    speakers: list[str],
    weight: str,
    theme: str,
) -> dict[str, Stress]:
    """How much is a theme stressed if another coder's codes count?

    A coder who gives the speakers no theme at all has no answer and is passed over.

    >>> said = {"turn": ["t1"], "speaker": "bo", "theme": "ferry", "round": "1", "n_words": 5}
    >>> by_coder = {"reading-1": pd.DataFrame(said), "reading-2": pd.DataFrame(said)}
    >>> segments = pd.DataFrame({"kind": ["turn"], "speaker": "bo"})
    >>> other_coders(by_coder, "reading-1", segments, ["bo"], "turn", "ferry")
    {'reading-2 alone': (1.0, False)}
    """
    words = {"both": "both readings must agree", "word list": "the word list codes"}
    return {
        words.get(name, f"{name} alone"): coding.stress(coded, segments, speakers, weight, theme)
        for name, coded in by_coder.items()
        if name != coder and coded["speaker"].isin(speakers).any()
    }


def speakers_left_out(
    coded: pd.DataFrame,
    segments: pd.DataFrame,
    speakers: list[str],
    weight: str,
    theme: str,
    names: Mapping[str, str],
) -> dict[str, Stress]:
    """How much is a theme stressed without each speaker? By "without" and the speaker's name.

    >>> from helpers import records
    >>> from helpers.voices import coding
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> codings = coding.given(records.load("codings", "toy"), segments, "reading-1")
    >>> coded = coding.coded_paragraphs(codings, segments, "theme")
    >>> names, speakers = {"bo-reed": "Bo", "dan-ford": "Dan"}, ["bo-reed", "dan-ford"]
    >>> speakers_left_out(coded, segments, speakers, "turn", "state.ferry", names)
    {'without Bo': (0.5, True), 'without Dan': (0.5, True)}
    """
    return {
        f"without {names[left]}": coding.stress(
            coded, segments, [speaker for speaker in speakers if speaker != left], weight, theme
        )
        for left in speakers
        if len(speakers) > 1
    }


def parts_left_out(
    coded: pd.DataFrame, segments: pd.DataFrame, speakers: list[str], weight: str, theme: str
) -> dict[str, Stress]:
    """How much is a theme stressed without each round, and without its weightiest turn?

    Of several equally weighty turns the one is left out whose absence changes the answer, if any.
    A round in which none of the speakers has a turn is passed over, and so is the only one.

    >>> from helpers import records
    >>> from helpers.voices import coding
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> codings = coding.given(records.load("codings", "toy"), segments, "reading-1")
    >>> coded = coding.coded_paragraphs(codings, segments, "theme")
    >>> list(parts_left_out(coded, segments, ["bo-reed", "dan-ford"], "turn", "state.ferry"))
    ['without round 1', 'without round 2', 'without the turn that carries most of it']
    """
    theirs = segments[(segments["kind"] == "turn") & segments["speaker"].isin(speakers)]
    rounds, variants = sorted(set(theirs["round"]), key=lambda n: (len(n), n)), {}
    for number in rounds if len(rounds) > 1 else []:
        kept = coded[coded["round"] != number], segments[segments["round"] != number]
        variants[f"without round {number}"] = coding.stress(*kept, speakers, weight, theme)
    without = [
        coding.stress(
            coded[coded["turn"] != turn],
            segments[(segments["segment"] != turn) & (segments["parent"] != turn)],
            speakers,
            weight,
            theme,
        )
        for turn in theirs["segment"]
    ]
    least = min(without, key=lambda result: (result[0], not result[1]))  # of equals the severer
    return variants | {"without the turn that carries most of it": least}


def regrouped(
    coded: pd.DataFrame,
    segments: pd.DataFrame,
    speakers: list[str],
    weight: str,
    theme: str,
    level: str,
) -> Stress:
    """How much is a theme stressed at another `level`, and does another one come before it there?

    `coded` holds the codes of that level. At the level of `parent` its group stands for a theme; at
    that of `theme` the most stressed theme of a group stands for it.

    >>> said = {"turn": ["t1", "t1", "t2"], "speaker": "bo", "round": "1", "n_words": 5}
    >>> coded = pd.DataFrame(said | {"theme": ["a.x", "b.x", "b.x"]})
    >>> segments = pd.DataFrame({"segment": ["t1", "t2"], "kind": "turn", "speaker": "bo"})
    >>> regrouped(coded, segments, ["bo"], "turn", "a", "theme")
    (0.5, True)
    """
    group = theme.partition(".")[0]
    if level == "parent":
        return coding.stress(coded, segments, speakers, weight, group)
    of_them = coding.spread(coding.cells(coded, weight), speakers)["theme"]
    inside = [name for name in of_them if name.partition(".")[0] == group]
    return coding.stress(coded, segments, speakers, weight, inside[0] if inside else group)


def elsewhere(
    codings: pd.DataFrame,
    hits: pd.DataFrame,
    ties: pd.DataFrame,
    segments: pd.DataFrame,
    doc: str,
    chosen: tuple[str, str, str],
    theme: str,
) -> dict[str, Stress]:
    """How much is a theme stressed by the guests of each other transcript?

    `chosen` are the coder, the level and the weight. A transcript in which the coder gave no code
    to a guest has no answer and is passed over.

    >>> from helpers import records
    >>> tables = (records.load(name, "toy") for name in ("codings", "hits", "ties", "segments"))
    >>> elsewhere(*tables, "forum-2020", ("reading-1", "theme", "turn"), "money.honey_prices")
    {'without forum-2020, in panel-2018 alone': (0.4, False)}
    """
    coder, level, weight = chosen
    variants = {}
    for other in sorted(set(ties.loc[ties["kind"] == "chaired", "doc"]) - {doc}):
        talk = transcripts.first_version(segments[segments["doc"] == other].sort_values("seq"))
        speakers = coding.guests(talk, coding.chair(ties, other))
        codes = coders.codes(codings, hits, talk, coder, level)
        coded = coding.coded_paragraphs(codes, talk, level)
        if coded["speaker"].isin(speakers).any():
            result = coding.stress(coded, talk, speakers, weight, theme)
            variants[f"without {doc}, in {other} alone"] = result
    return variants
