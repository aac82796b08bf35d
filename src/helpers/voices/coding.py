"""Codes of paragraphs become a matrix: which speaker stresses which theme, and in which round.

Grain: one row per speaker and theme. The unit that is counted is the turn, the paragraph or the
word; the texts are edited transcripts, so a count is complete for the page, not for the room.

Assumptions
1. A speaker raises a theme in a turn if one of the turn's paragraphs is coded with it.
2. A paragraph's words count for each of its themes.
3. A theme's parent counts as raised wherever a child is.
"""

import pandas as pd

from helpers import sources


def chair(ties: pd.DataFrame, doc: str) -> str:
    """Who presides in a transcript? Raises NotApplicable where no record says so.

    >>> from helpers import records
    >>> chair(records.load("ties", "toy"), "forum-2020")
    'alma-brook'
    """
    presiding = ties[(ties["doc"] == doc) & (ties["kind"] == "chaired")]["source"]
    if presiding.empty:
        raise sources.NotApplicable(
            f"{doc} is no transcript: no tie of kind chaired says who presides; "
            "choose a document with one"
        )
    return presiding.iloc[0]


def guests(segments: pd.DataFrame, presiding: str) -> list[str]:
    """Who speaks and does not preside? In the order of their first turns.

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> guests(segments, "alma-brook")
    ['bo-reed', 'cleo-marsh', 'dan-ford']
    """
    turns = segments.query("kind == 'turn'")["speaker"]
    return [speaker for speaker in dict.fromkeys(turns) if speaker != presiding]


def closing_turn(segments: pd.DataFrame, presiding: str) -> str | None:
    """With which turn does the chair close the talk? None where the last word is an answer.

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> closing_turn(segments, "alma-brook")
    'forum-2020.t08'
    """
    last = segments.query("kind == 'turn'").iloc[-1]
    return last["segment"] if last["speaker"] == presiding and not last["replies_to"] else None


def given(codings: pd.DataFrame, segments: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Which codes did a reading give to these segments?

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> len(given(records.load("codings", "toy"), segments, "reading-1"))
    14
    """
    of_them = codings["target"].isin(segments["segment"])
    return codings[of_them & (codings["coder"] == coder)]


def coded_paragraphs(codings: pd.DataFrame, segments: pd.DataFrame, level: str) -> pd.DataFrame:
    """Join codes to the paragraphs they were given to, at the level of `parent` or `theme`.

    Returns one row per paragraph and code: `segment, turn, speaker, round, theme, n_words, phrase`
    and the place of the passage that carries the code. Two children of one parent in a paragraph
    are one row at the level of parents.

    >>> from helpers import records
    >>> segments = records.load("segments", "toy")
    >>> codings = given(records.load("codings", "toy"), segments, "reading-1")
    >>> coded = coded_paragraphs(codings, segments, "parent")
    >>> coded[["turn", "speaker", "theme"]].values.tolist()[0]
    ['forum-2020.t01', 'bo-reed', 'state']
    """
    paragraphs = segments.query("kind == 'paragraph' and parent != ''")
    paragraphs = paragraphs[["segment", "parent", "speaker", "round", "n_words"]]
    joined = codings.merge(
        paragraphs.rename(columns={"parent": "turn"}), left_on="target", right_on="segment"
    )
    if level == "parent":
        joined["theme"] = joined["theme"].str.partition(".")[0]
        joined = joined.drop_duplicates(["segment", "theme"])
    return joined.reset_index(drop=True)


def cells(coded: pd.DataFrame, weight: str) -> pd.DataFrame:
    """How much does each speaker stress each theme? Only cells with something in them.

    Returns `speaker, theme, round_1, round_2, n` (in the unit of `weight`: turn, paragraph or word)
    and `rounds`: round 1, round 2, both, or later. `n` counts every round.

    >>> coded = pd.DataFrame({"turn": ["t1", "t2"], "speaker": "bo", "theme": "ferry"})
    >>> cells(coded.assign(round=["1", "2"]), "turn")[["n", "rounds"]].values.tolist()
    [[2, 'both']]
    """
    if weight == "turn":
        counted = coded.drop_duplicates(["turn", "theme"]).assign(amount=1)
    else:
        counted = coded.assign(amount=1 if weight == "paragraph" else coded["n_words"])
    table = counted.pivot_table(
        index=["speaker", "theme"], columns="round", values="amount", aggfunc="sum", fill_value=0
    )
    n = table.sum(axis=1).astype(int)
    table = table.reindex(columns=["1", "2"], fill_value=0).astype(int)
    table.columns = ["round_1", "round_2"]
    table["n"] = n
    table["rounds"] = [
        "both" if first and second else "round 1" if first else "round 2" if second else "later"
        for first, second in zip(table["round_1"], table["round_2"], strict=True)
    ]
    return table.reset_index()


def marked(filled: pd.DataFrame, halves: bool) -> dict[tuple[str, str], str]:
    """What does each filled cell show in words: the round, or, without `halves`, how much it holds?

    Returns the mark by speaker and theme; what is not in it is raised in no round.

    >>> filled = pd.DataFrame({"speaker": ["bo"], "theme": "ferry", "rounds": "both", "n": [2]})
    >>> marked(filled, True), marked(filled, False)
    ({('bo', 'ferry'): 'both'}, {('bo', 'ferry'): '2'})
    """
    shown = filled["rounds"].str.removeprefix("round ") if halves else filled["n"].map(str)
    return dict(zip(zip(filled["speaker"], filled["theme"], strict=True), shown, strict=True))


def spread(filled: pd.DataFrame, speakers: list[str]) -> pd.DataFrame:
    """How many speakers raise each theme, and how many in both rounds? Most widely raised first.

    Returns one row per theme: `theme, n_speakers, n_both, n` (in the unit of the cells), the most
    stressed first: by n, then by speakers.

    >>> filled = pd.DataFrame({"speaker": ["bo", "cleo"], "theme": "ferry", "n": [2, 1]})
    >>> spread(filled.assign(rounds=["both", "round 1"]), ["bo", "cleo"]).to_dict("records")
    [{'theme': 'ferry', 'n_speakers': 2, 'n_both': 1, 'n': 3}]
    """
    of_them = filled[filled["speaker"].isin(speakers)]
    table = of_them.groupby("theme").agg(
        n_speakers=("speaker", "nunique"),
        n_both=("rounds", lambda rounds: int((rounds == "both").sum())),
        n=("n", "sum"),
    )
    order = ["n", "n_speakers", "n_both", "theme"]
    ascending = [False, False, False, True]
    return table.reset_index().sort_values(order, ascending=ascending, ignore_index=True)


def total(segments: pd.DataFrame, speakers: list[str], weight: str) -> int:
    """How many turns, paragraphs or words have these speakers, coded or not?

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> [total(segments, ["bo-reed"], weight) for weight in ("turn", "paragraph", "word")]
    [2, 3, 59]
    """
    theirs = segments[segments["speaker"].isin(speakers)]
    if weight == "turn":
        return int((theirs["kind"] == "turn").sum())
    paragraphs = theirs.query("kind == 'paragraph'")
    return len(paragraphs) if weight == "paragraph" else int(paragraphs["n_words"].sum())


def stress(
    coded: pd.DataFrame, segments: pd.DataFrame, speakers: list[str], weight: str, theme: str
) -> tuple[float, bool]:
    """How much of what the speakers say is about a theme, and is another one stressed more?

    Returns the share in [0, 1] of their turns, paragraphs or words, and whether another theme has
    a larger one.

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> codings = given(records.load("codings", "toy"), segments, "reading-1")
    >>> coded = coded_paragraphs(codings, segments, "theme")
    >>> stress(coded, segments, ["bo-reed", "cleo-marsh"], "turn", "state.ferry")
    (0.5, False)
    """
    table = spread(cells(coded, weight), speakers).set_index("theme")["n"]
    n, whole = int(table.get(theme, 0)), total(segments, speakers, weight)
    return (n / whole if whole else 0.0), bool((table.drop(theme, errors="ignore") > n).any())


def covered(coded: pd.DataFrame, turn: str, speakers: list[str]) -> pd.DataFrame:
    """Which of the speakers' themes does one turn (a closing summary, say) take up?

    Returns one row per theme that a speaker or the turn raises: `theme, n_speakers, taken_up`.

    >>> said = {"turn": ["t1", "t1", "t2"], "speaker": ["bo", "bo", "alma"]}
    >>> coded = pd.DataFrame(said | {"theme": ["ferry", "honey", "ferry"]})
    >>> covered(coded, "t2", ["bo"]).values.tolist()
    [['ferry', 1, True], ['honey', 1, False]]
    """
    summary = set(coded.loc[coded["turn"] == turn, "theme"])
    guests = coded[coded["speaker"].isin(speakers)].groupby("theme")["speaker"].nunique()
    themes = sorted(set(guests.index) | summary)
    table = pd.DataFrame({"theme": themes})
    table["n_speakers"] = [int(guests.get(theme, 0)) for theme in themes]
    table["taken_up"] = [theme in summary for theme in themes]
    return table.sort_values(["n_speakers", "theme"], ascending=[False, True], ignore_index=True)
