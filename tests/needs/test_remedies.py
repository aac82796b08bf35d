"""Problems and the requests beside them: what answers what, and what was asked before."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers import vocabularies as v
from helpers.needs import matching, remedies

few = settings(max_examples=30, deadline=None)
FULLY, PARTLY, NOT = remedies.STATES
DATES = {"old": "1901", "new": "1905", "last": "1909"}

LINK = st.tuples(st.sampled_from("pqr"), st.sampled_from("stu"), st.sampled_from(["full", "part"]))


def links(*rows):
    table = pd.DataFrame(rows, columns=["left", "right", "degree"])
    return table.drop_duplicates(["left", "right"])


def said(*rows):
    """Statements from (doc, author, kind)."""
    frame = pd.DataFrame(rows, columns=["doc", "author", "kind"])
    return frame.assign(
        statement=[f"s{n}" for n in range(len(frame))],
        line_start=range(len(frame)),
        char_start=range(len(frame)),
    )


def side(letters):
    return pd.DataFrame({"statement": list(letters)})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("old", "bo", "obstacle"), ("old", "bo", "recommendation")], ("old", "bo")),
        (  # the latest document, though the last one has no request
            [
                *[("old", "bo", "obstacle"), ("old", "bo", "recommendation")],
                *[("new", "cleo", "obstacle"), ("new", "cleo", "implied_recommendation")],
                ("last", "bo", "obstacle"),
            ],
            ("new", "cleo"),
        ),
        (  # two authors: the one with more
            [
                *[("new", "bo", "obstacle"), ("new", "bo", "recommendation")],
                *[("new", "al", "obstacle"), ("new", "al", "recommendation")],
                ("new", "al", "recommendation"),
            ],
            ("new", "al"),
        ),
        (  # as many: the one whose problem comes last
            [
                *[("new", "bo", "recommendation"), ("new", "al", "obstacle")],
                *[("new", "al", "recommendation"), ("new", "bo", "obstacle")],
            ],
            ("new", "bo"),
        ),
    ],
)
def test_the_scene_is_the_latest_text_in_which_one_author_does_both(rows, expected):
    assert remedies.scene(said(*rows), DATES) == expected


def test_where_nobody_does_both_there_is_no_scene():
    with pytest.raises(sources.NotApplicable, match="names a problem and asks"):
        remedies.scene(said(("old", "bo", "obstacle"), ("old", "al", "recommendation")), DATES)


@few
@given(st.lists(LINK, max_size=9))
def test_problems_and_requests_are_counted_from_both_ends(rows):
    table = links(*rows)
    problems, requests = remedies.answered(side("pqr"), table), remedies.used(side("stu"), table)
    [row] = remedies.audit(problems, requests).to_dict("records")
    assert row["n_whole"] + row["n_part"] + row["n_not"] == 3
    assert row["share"] == pytest.approx(1 - row["n_not"] / 3)
    assert problems["n_requests"].sum() == requests["n_problems"].sum() == len(table)
    assert requests["n_alone"].sum() == row["n_single"]
    assert row["n_idle"] == 3 - table["right"].nunique()


@few
@given(st.lists(LINK, max_size=9))
def test_leaving_out_a_link_never_answers_more(rows):
    table = links(*rows)
    whole, less = (remedies.answered(side("pqr"), part) for part in (table, table[1:]))
    ranks = [part["state"].map(remedies.STATES.index) for part in (whole, less)]
    assert (ranks[0] <= ranks[1]).all()


def test_a_full_answer_counts_more_than_several_in_part():
    table = links(("p", "s", "part"), ("p", "t", "full"), ("q", "s", "part"))
    assert list(remedies.answered(side("pqr"), table)["state"]) == [FULLY, PARTLY, NOT]


def test_two_requests_carry_what_either_answers():
    table = links(("p", "s", "part"), ("p", "t", "full"), ("q", "s", "part"), ("r", "u", "part"))
    problems, requests = remedies.answered(side("pqr"), table), remedies.used(side("stu"), table)
    top, n = remedies.carried(problems, requests)
    assert (list(top["statement"]), n) == (["s", "u"], 3)  # u alone answers r
    none, nothing = remedies.carried(remedies.answered(side("p"), links()), requests[:0])
    assert (len(none), nothing) == (0, 0)


def test_subjects_stand_with_problems_and_requests_most_problems_first():
    problems = pd.DataFrame(
        {"theme": ["money.giving", "money", "state"], "state": [NOT, PARTLY, NOT]}
    )
    requests = pd.DataFrame({"theme": ["world.relief", "state.law_policy"]})
    names = pd.Series({"money": "Money", "state": "The state", "world": "The world"})
    assert remedies.by_subject(problems, requests, names).values.tolist() == [
        ["Money", 2, 0, 1],
        ["The state", 1, 1, 0],
        ["The world", 0, 1, 0],
    ]


def test_earlier_texts_are_those_with_requests_of_the_same_author_oldest_first():
    rows = said(
        ("new", "bo", "recommendation"),
        ("old", "bo", "recommendation"),
        ("old", "al", "recommendation"),
        ("last", "bo", "recommendation"),
    )
    assert remedies.earlier(rows, "last", "bo", DATES) == ["old", "new"]
    assert remedies.earlier(rows, "old", "bo", DATES) == []


def test_a_problem_was_asked_about_by_an_answer_or_by_what_it_reports_unmet():
    told = remedies.before(
        side("pqr"),
        links(("p", "o1", "full"), ("o2", "q", "part")),
        links(("q", "r1", "part")),
        links(("r2", "q", "full"), ("r2", "r", "full")),
    )
    assert list(told["named_before"]) == ["o1", "o2", ""]
    assert list(told["asked_before"]) == ["", "r1; r2", "r2"]


def test_a_number_belongs_to_the_sentence_in_which_it_stands():
    told = pd.DataFrame({"statement": ["a", "b"], "doc": "d", "char_start": [0, 10]})
    told = told.assign(char_end=told["char_start"] + 10)
    numbers = pd.DataFrame({"quantity": ["n", "m"], "doc": "d", "kind": ["money", "date"]})
    numbers = numbers.assign(char_start=[10, 12], char_end=[12, 14])
    blocks = pd.DataFrame({"segment": ["b"], "doc": "d", "kind": "paragraph"})
    mentions = pd.DataFrame({"segment": ["b", "b"], "actor": ["club", "bo"]})
    actors = pd.DataFrame({"actor": ["club", "bo"], "type": ["ngo", "person"]})
    done = remedies.actions(
        told, numbers, mentions, blocks.assign(char_start=0, char_end=20), actors
    )
    assert list(done["numbers"]) == ["", "n"]  # a date is no amount
    assert list(done["has_money"]) == [False, True]
    assert list(done["named"]) == ["club", "club"]  # a person is no organisation


@pytest.mark.parametrize(
    ("way", "state"), [("both", NOT), ("reading-1", NOT), ("reading-2", PARTLY), ("automatic", NOT)]
)
def test_the_class_that_cannot_pay_is_answered_by_one_reading_in_part(way, state):
    told, matches = (records.load(name, "toy") for name in ("statements", "matches"))
    dates = {doc: about.date for doc, about in sources.catalogue("toy").items()}
    doc, author = remedies.scene(told, dates)
    assert (doc, author) == ("forum-2020", "cleo-marsh")
    problems = remedies.own(told, [doc], author, ["obstacle"])
    requests = remedies.own(told, [doc], author, list(v.REQUESTS.values()))
    found = matching.linked(way, matches, problems, requests, "answers")
    assert list(remedies.answered(problems, found)["state"]) == [state]
    assert len(requests) == 3
