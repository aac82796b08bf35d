"""Questions and turns become exchanges: who was asked, who answered, and who was not asked.

Grain: one row per printed question (from the audience, or a turn of the chair that answers nobody),
or per turn that answers one.

Assumptions
1. A turn answers the question that its record names (`replies_to`): the audience's question before
   it or, without one, the chair's latest turn. Whether it answers it in substance is not judged.
2. A question asks those at the table whom it names; where it names nobody, it asks everybody. In
   the opening turn of a talk names introduce people: it asks everybody.
3. The chair's last word, if it closes the talk, asks nobody.
4. A turn speaks to another guest where it names one.

Known problems: where the editor cut a question, its answers seem to follow an earlier one, or none;
a name in a turn of the chair may thank and not ask; a guest who is taken up without a name ("the
last speaker"), and a guest who asks the others, are not seen.
"""

from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from helpers.voices import coding

AUDIENCE = "the audience"
MANNERS = {True: "unasked", False: "by name", None: "as one of all"}
NO_QUESTION = "no question"
MARKS = {  # of a cell of question × respondent, as `charts.draw_marks` knows them
    "by name": "explained",
    "as one of all": "used",
    "unasked": "disputed",
    NO_QUESTION: "named",
    "silent": "silent",
}
MEANING = {  # of a mark, for a legend
    "explained": "asked by name, answers",
    "used": "asked with all, answers",
    "disputed": "another was asked",
    "silent": "asked by name, no answer",
    "named": "no question is printed",
}
_PLACE = ["doc", "line_start", "line_end", "char_start", "char_end"]


def is_unasked(speaker: str, named: list[str]) -> bool | None:
    """Was somebody else asked? None where nobody was named, so that everybody was asked.

    >>> is_unasked("bo", ["cleo"]), is_unasked("bo", ["bo"]), is_unasked("bo", [])
    (True, False, None)
    """
    return speaker not in named if named else None


def naming(segments: pd.DataFrame, mentions: pd.DataFrame, people: list[str]) -> pd.DataFrame:
    """Which turns and questions name somebody of the table? One row each per person named.

    `people` are actors. Columns out: `segment` (the turn or question), `named`.

    >>> segments = pd.DataFrame({"segment": ["t1", "t1.p1"], "parent": ["", "t1"]})
    >>> mentions = pd.DataFrame({"segment": ["t1.p1"], "actor": ["bo"]})
    >>> naming(segments, mentions, ["bo"]).values.tolist()
    [['t1', 'bo']]
    """
    here = mentions[mentions["segment"].isin(segments["segment"]) & mentions["actor"].isin(people)]
    parents = segments.set_index("segment")["parent"]
    whole = [parents[segment] or segment for segment in here["segment"]]
    frame = pd.DataFrame({"segment": whole, "named": list(here["actor"])}, dtype=str)
    return frame.drop_duplicates(ignore_index=True)


def asked(segments: pd.DataFrame, chair: str, mentions: pd.DataFrame) -> pd.DataFrame:
    """What is asked, by whom, and of whom? One row per printed question, in the order of the page.

    `segments` are one version of one document, in order. Columns out: `question` (its segment),
    `asker` (the chair, or the audience), `named` (guests asked by name, a list; empty where
    everybody is), and its place. Of the chair's turns those count that answer nobody, but for a
    closing word.

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'").sort_values("seq")
    >>> asked(segments, "alma-brook", records.load("mentions", "toy"))["question"].tolist()
    ['forum-2020.t04']
    """
    guests = coding.guests(segments, chair)
    told = naming(segments, mentions, guests).groupby("segment")["named"].agg(list)
    spoken = segments[segments["kind"] == "turn"]
    chairs = spoken[(spoken["speaker"] == chair) & (spoken["replies_to"] == "")]
    chairs = chairs[chairs["segment"] != coding.closing_turn(segments, chair)]
    frame = pd.concat([chairs, segments[segments["kind"] == "question"]])
    frame = frame.sort_values("char_start", ignore_index=True)
    opening = spoken["segment"].iloc[0]
    named = [[] if s == opening else told.get(s, []) for s in frame["segment"]]
    asker = frame["speaker"].where(frame["kind"] == "turn", AUDIENCE)
    return frame[_PLACE].assign(question=frame["segment"], asker=asker, named=named)


def topics(questions: pd.DataFrame, exclusions: pd.DataFrame) -> pd.Series:
    """What is asked, in our words? A text per question, empty where no record says so.

    Questions and calls are no statements: what was looked at and left out says what they are.

    >>> place = {"doc": ["d"], "char_start": [5], "char_end": [9]}
    >>> left_out = pd.DataFrame(place | {"kind": ["sentence"], "what": ["question about bees"]})
    >>> topics(pd.DataFrame(place), left_out).tolist()
    ['question about bees']
    """
    words = exclusions[exclusions["kind"] == "sentence"].sort_values("char_start")
    return pd.Series(
        [
            "; ".join(
                words.loc[
                    (words["doc"] == row.doc)
                    & (words["char_start"] < row.char_end)
                    & (words["char_end"] > row.char_start),
                    "what",
                ]
            )
            for row in questions.itertuples()
        ],
        index=questions.index,
        dtype=str,
    )


def answers(questions: pd.DataFrame, spoken: pd.DataFrame, chair: str) -> pd.DataFrame:
    """Who answers what, and was it they who were asked? One row per answering turn, in order.

    Adds to the turns `question` (empty where none is printed) and `manner`, a value of `MANNERS` or
    `NO_QUESTION`. The chair's turns that answer nobody are left out.

    >>> questions = pd.DataFrame({"question": ["q1"], "named": [["bo"]]})
    >>> spoken = pd.DataFrame({"speaker": ["bo", "cleo"], "replies_to": "q1"})
    >>> answers(questions, spoken, "alma")["manner"].tolist()
    ['by name', 'unasked']
    """
    named = questions.set_index("question")["named"]
    frame = spoken[(spoken["speaker"] != chair) | (spoken["replies_to"] != "")]
    manners = [
        MANNERS[is_unasked(speaker, named.get(asked_in, []))] if asked_in else NO_QUESTION
        for speaker, asked_in in zip(frame["speaker"], frame["replies_to"], strict=True)
    ]
    return frame.assign(question=frame["replies_to"], manner=manners).reset_index(drop=True)


def ledger(
    questions: pd.DataFrame, answered: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    """Who was asked, who answered, who answered unasked, and who did not? One row per question.

    Adds `label` (its line and who asks), `asks` (whom: names, or all), `who` (respondents in
    order), `unasked`, `silent` (asked by name, no answer), names joined by commas, and `n_answers`.

    >>> questions = pd.DataFrame({"question": ["q1", "q2"], "named": [["bo"], []]})
    >>> questions = questions.assign(line_start=[3, 7], asker="the audience")
    >>> turn = {"speaker": ["cleo"], "question": ["q1"], "manner": ["unasked"]}
    >>> told = ledger(questions, pd.DataFrame(turn), {"bo": "Bo", "cleo": "Cleo"})
    >>> told[["label", "asks", "who", "silent", "n_answers"]].values.tolist()
    [['line 3, the audience', 'Bo', 'Cleo', 'Bo', 1], ['line 7, the audience', 'all', '', '', 0]]
    """
    rows = []
    for row in questions.itertuples():
        mine = answered[answered["question"] == row.question]
        unasked = mine.loc[mine["manner"] == "unasked", "speaker"]
        silent = [guest for guest in row.named if guest not in set(mine["speaker"])]
        label = f"line {row.line_start}, {names.get(row.asker, row.asker)}"
        told = [_joined(people, names) for people in (row.named, mine["speaker"], unasked, silent)]
        rows.append((label, told[0] or "all", *told[1:], len(mine)))
    columns = ["label", "asks", "who", "unasked", "silent", "n_answers"]
    added = pd.DataFrame(rows, columns=columns, index=questions.index)
    return pd.concat([questions, added], axis=1)


def audit(told: pd.DataFrame, answered: pd.DataFrame, chair: str) -> pd.Series:
    """How many questions are asked and answered, and by whom? Counts.

    Returns of questions `n_asked, n_audience, n_unanswered, n_several` (answered by more than one);
    of the audience's those with an answer of the chair, `n_chair`; of turns `n_turns, n_unasked,
    n_no_question`.

    >>> told = pd.DataFrame({"question": ["q1"], "asker": [AUDIENCE], "n_answers": [1]})
    >>> answered = pd.DataFrame({"question": ["q1"], "speaker": ["al"], "manner": ["by name"]})
    >>> audit(told, answered, "al")[["n_asked", "n_chair", "n_unasked"]].tolist()
    [1, 1, 0]
    """
    audience = told.loc[told["asker"] == AUDIENCE, "question"]
    by = answered[answered["question"].isin(told["question"])].groupby("question")["speaker"]
    chairs = answered.loc[answered["speaker"] == chair, "question"]
    return pd.Series(
        {
            "n_asked": len(told),
            "n_audience": len(audience),
            "n_unanswered": int((told["n_answers"] == 0).sum()),
            "n_several": int((by.nunique() > 1).sum()),
            "n_chair": int(audience.isin(chairs).sum()),
            "n_turns": len(answered),
            "n_unasked": int((answered["manner"] == "unasked").sum()),
            "n_no_question": int((answered["manner"] == NO_QUESTION).sum()),
        }
    )


def cells(told: pd.DataFrame, answered: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Which mark stands for whom at which question? One row per question × respondent.

    Columns out: `label` (of the question), `column` (the person), `manner`, `mark`.

    >>> told = pd.DataFrame({"question": ["q1"], "label": ["line 3"], "named": [["bo"]]})
    >>> turn = {"speaker": ["cleo"], "question": ["q1"], "manner": ["unasked"]}
    >>> cells(told, pd.DataFrame(turn), {"bo": "Bo"})[["column", "mark"]].values.tolist()
    [['cleo', 'disputed'], ['Bo', 'silent']]
    """
    labels = told.set_index("question")["label"].to_dict() | {"": NO_QUESTION}
    rows = [(labels[row.question], row.speaker, row.manner) for row in answered.itertuples()]
    came = {row[:2] for row in rows}
    rows += [
        (row.label, guest, "silent")
        for row in told.itertuples()
        for guest in row.named
        if (row.label, guest) not in came
    ]
    frame = pd.DataFrame(rows, columns=["label", "column", "manner"])
    frame = frame.drop_duplicates(["label", "column"], ignore_index=True)
    column = [names.get(person, person) for person in frame["column"]]
    return frame.assign(column=column, mark=frame["manner"].map(MARKS))


def by_guest(
    answered: pd.DataFrame, told: pd.DataFrame, named: pd.DataFrame, guests: list[str]
) -> pd.DataFrame:
    """Whom does each guest answer, and whom name? One row per guest, in the order given.

    `named` is what `naming` returns. Columns out: `speaker`, and of their turns `n_turns`,
    `n_chair`, `n_audience`, `n_none` (what they follow: the chair, the audience, no printed
    question), `n_naming` (turns that name another guest), `n_named` (turns of others that do).

    >>> answered = pd.DataFrame({"segment": ["t2"], "speaker": ["bo"], "question": ["t1"]})
    >>> told = pd.DataFrame({"question": ["t1"], "asker": ["al"]})
    >>> named = pd.DataFrame({"segment": ["t2"], "named": ["cleo"]})
    >>> by_guest(answered, told, named, ["bo", "cleo"]).values.tolist()
    [['bo', 1, 1, 0, 0, 1, 0], ['cleo', 0, 0, 0, 0, 0, 1]]
    """
    asker = told.set_index("question")["asker"].to_dict() | {"": ""}
    speaker = answered.set_index("segment")["speaker"]
    named = named.assign(by=named["segment"].map(speaker))
    named = named[named["by"].isin(guests) & named["named"].isin(guests)]
    named = named[named["by"] != named["named"]]
    rows = []
    for guest in guests:
        whose = answered.loc[answered["speaker"] == guest, "question"].map(asker)
        n_audience, n_none = int((whose == AUDIENCE).sum()), int((whose == "").sum())
        n_naming = named.loc[named["by"] == guest, "segment"].nunique()
        n_named = named.loc[named["named"] == guest, "segment"].nunique()
        n_chair = len(whose) - n_audience - n_none
        rows.append((guest, len(whose), n_chair, n_audience, n_none, n_naming, n_named))
    columns = ["speaker", "n_turns", "n_chair", "n_audience", "n_none", "n_naming", "n_named"]
    return pd.DataFrame(rows, columns=columns)


def rounds(spoken: pd.DataFrame, chair: str, names: Mapping[str, str]) -> pd.DataFrame:
    """Who speaks in each round, in which order, and does the order come back? One row per round.

    Columns out: `round, n_turns, amount` (in the unit), `most` (who has most of it, by name),
    `share` (theirs), `order` (guests by name), `once` (does each guest who speaks do so once?),
    `steps` (how often one guest follows another), `again` (how many of these steps an earlier
    round had too).

    >>> spoken = pd.DataFrame({"speaker": ["bo", "cleo", "cleo", "bo", "cleo"], "amount": 1})
    >>> spoken = spoken.assign(round=["1", "1", "2", "2", "2"])
    >>> rounds(spoken, "al", {})[["once", "steps", "again"]].values.tolist()
    [[True, 1, 0], [False, 2, 1]]
    """
    rows, before = [], set()
    for number, turns in spoken.groupby("round", sort=False):
        order = list(turns.loc[turns["speaker"] != chair, "speaker"])
        steps = list(pairwise(order))
        again = sum(step in before for step in steps)
        before |= set(steps)
        told = ", ".join(names.get(guest, guest) for guest in order)
        sums = turns.groupby("speaker", sort=False)["amount"].sum()
        total, most = sums.sum(), ", ".join(names.get(s, s) for s in sums.index[sums == sums.max()])
        once = len(order) == len(set(order))
        row = (number, len(turns), total, most, sums.max() / total, told, once)
        rows.append((*row, len(steps), again))
    columns = "round n_turns amount most share order once steps again".split()
    return pd.DataFrame(rows, columns=columns)


def _joined(people, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(person, person) for person in dict.fromkeys(people))
