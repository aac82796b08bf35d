"""Questions and answers: who was asked, who answered, and who spoke without being asked."""

import pandas as pd
import pytest

from helpers import records
from helpers.reading import transcripts
from helpers.voices import exchanges, floor, talk


@pytest.fixture
def panel():
    """The toy panel: its segments, what is asked, and what follows."""
    segments = records.load("segments", "toy").query("doc == 'panel-2018'").sort_values("seq")
    segments = transcripts.first_version(segments)
    asked = exchanges.asked(segments, "ada-pike", records.load("mentions", "toy"))
    answered = exchanges.answers(asked, talk.turns(segments, "words"), "ada-pike")
    names = records.names("actors", "toy")
    return segments, exchanges.ledger(asked, answered, names), answered


def test_the_toy_panel_asks_and_answers_as_worked_out_by_hand(panel):
    _, told, answered = panel
    assert told[["label", "asks", "who"]].values.tolist() == [
        ["line 13, Ada Pike", "all", "Ivo Lake, Mia Poole"],
        ["line 28, Ada Pike", "all", ""],
        ["line 34, the audience", "all", "Mia Poole, Ivo Lake"],
        ["line 41, the audience", "all", "Mia Poole, Ada Pike"],
    ]
    count = exchanges.audit(told, answered, "ada-pike")
    expected = {"n_asked": 4, "n_audience": 2, "n_unanswered": 1, "n_several": 3, "n_chair": 1}
    assert count.to_dict() == expected | {"n_turns": 6, "n_unasked": 0, "n_no_question": 0}


def test_the_toy_forum_goes_round_once_and_nearly_once_more():
    segments = records.load("segments", "toy").query("doc == 'forum-2020'").sort_values("seq")
    rounds = exchanges.rounds(talk.turns(segments, "words"), "alma-brook", {})
    assert rounds[["n_turns", "amount", "most", "once", "steps", "again"]].values.tolist() == [
        [3, 103, "bo-reed", True, 2, 0],
        [5, 111, "alma-brook", True, 2, 1],
    ]


def test_before_the_first_printed_question_turns_answer_none():
    segments = records.load("segments", "toy").query("doc == 'forum-2020'").sort_values("seq")
    asked = exchanges.asked(segments, "alma-brook", records.load("mentions", "toy"))
    answered = exchanges.answers(asked, talk.turns(segments, "words"), "alma-brook")
    assert list(answered["manner"]) == [exchanges.NO_QUESTION] * 3 + ["as one of all"] * 3
    told = exchanges.ledger(asked, answered, {})
    cells = exchanges.cells(told, answered, {})
    assert set(cells["label"]) == {exchanges.NO_QUESTION, "line 29, alma-brook"}
    assert exchanges.audit(told, answered, "alma-brook")["n_no_question"] == 3


def rows(*turns):
    """Segments of a talk from (segment, kind, speaker, replies_to), each with one paragraph."""
    held = []
    for n, (segment, kind, speaker, replies_to) in enumerate(turns):
        row = {"segment": segment, "kind": kind, "speaker": speaker, "replies_to": replies_to}
        row |= {"doc": "d", "line_start": n + 1, "line_end": n + 1, "parent": ""}
        held.append(row | {"char_start": 10 * n, "char_end": 10 * n + 9})
    return pd.DataFrame(held)


def mentions(*pairs):
    return pd.DataFrame(pairs, columns=["segment", "actor"])


TALK = rows(
    ("t1", "turn", "al", ""),
    ("t2", "turn", "bo", "t1"),
    ("t3", "turn", "al", ""),
    ("t4", "turn", "cy", "t3"),
    ("q1", "question", "", ""),
    ("t5", "turn", "bo", "q1"),
    ("t6", "turn", "al", ""),
)


def test_a_name_in_the_opening_introduces_and_a_later_one_asks():
    asked = exchanges.asked(TALK, "al", mentions(("t1", "cy"), ("t3", "bo"), ("q1", "al")))
    assert list(asked["question"]) == ["t1", "t3", "q1"]  # the closing word asks nobody
    assert list(asked["named"]) == [[], ["bo"], []]
    assert list(asked["asker"]) == ["al", "al", exchanges.AUDIENCE]


def test_who_speaks_while_another_was_asked_is_seen_and_so_is_the_silent_one():
    asked = exchanges.asked(TALK, "al", mentions(("t3", "bo")))
    turns = TALK[TALK["kind"] == "turn"].assign(amount=1)
    answered = exchanges.answers(asked, turns, "al")
    assert list(answered["manner"]) == ["as one of all", "unasked", "as one of all"]
    told = exchanges.ledger(asked, answered, {"bo": "Bo", "cy": "Cy"})
    assert told.loc[1, ["asks", "who", "unasked", "silent"]].tolist() == ["Bo", "Cy", "Cy", "Bo"]
    cells = exchanges.cells(told, answered, {"bo": "Bo", "cy": "Cy"})
    assert cells[["column", "mark"]].values.tolist() == [
        ["Bo", "used"],
        ["Cy", "disputed"],
        ["Bo", "used"],
        ["Bo", "silent"],
    ]


def test_only_guests_who_name_other_guests_speak_to_one_another():
    asked = exchanges.asked(TALK, "al", mentions())
    answered = exchanges.answers(asked, TALK[TALK["kind"] == "turn"].assign(amount=1), "al")
    told = exchanges.ledger(asked, answered, {})
    named = [("t2", "bo"), ("t2", "al"), ("t3", "cy"), ("t4", "bo")]  # self, chair, by chair, guest
    each = exchanges.by_guest(
        answered, told, pd.DataFrame(named, columns=["segment", "named"]), ["bo", "cy"]
    )
    assert each[["n_turns", "n_chair", "n_audience", "n_naming", "n_named"]].values.tolist() == [
        [2, 1, 1, 0, 1],
        [1, 1, 0, 1, 0],
    ]
    assert floor.naming(each) == "one of 3 turns of guests names another guest"


def test_a_question_says_what_is_asked_also_where_its_record_begins_before_it():
    asked = exchanges.asked(TALK, "al", mentions())
    left_out = pd.DataFrame(
        [("d", 38, 45, "sentence", "question about eels"), ("d", 41, 43, "number", "two")],
        columns=["doc", "char_start", "char_end", "kind", "what"],
    )
    assert exchanges.topics(asked, left_out).tolist() == ["", "", "question about eels"]


def test_nothing_asked_is_said_so():
    count = dict.fromkeys(["n_asked", "n_audience", "n_unanswered", "n_several", "n_chair"], 0)
    count = pd.Series(count | {"n_turns": 2, "n_unasked": 0, "n_no_question": 2})
    assert floor.counted(count) == "no turn follows a printed question"
    assert floor.answered(count, []).startswith(
        "No questions or calls are printed. Two turns follow"
    )
