"""Codes as a matrix: what is counted is what the page holds, in every unit."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import sources
from helpers.voices import coding, removals, stresses

few = settings(max_examples=25, deadline=None)

SPEAKERS = ["bo", "cleo"]
CODE = st.tuples(
    st.sampled_from(SPEAKERS),
    st.sampled_from("1 2 3".split()),
    st.integers(1, 2),  # the paragraph of the turn
    st.sampled_from(["a.x", "a.y", "b.x"]),
)


def talk(codes, rounds="123"):
    """Segments with one turn of two paragraphs per speaker and round, and their codes joined."""
    rows = []
    for number in rounds:
        for speaker in ["chair", *SPEAKERS]:
            turn = f"{speaker}{number}"
            shared = {"speaker": speaker, "round": number, "replies_to": ""}
            rows.append(shared | {"segment": turn, "parent": "", "kind": "turn", "n_words": 8})
            for part in (1, 2):
                segment = {"segment": f"{turn}.p{part}", "parent": turn, "kind": "paragraph"}
                rows.append(shared | segment | {"n_words": 3 if part == 1 else 5})
    segments = pd.DataFrame(rows)
    codings = pd.DataFrame(
        [
            {"target": f"{who}{number}.p{part}", "theme": theme, "phrase": "so and so"}
            for who, number, part, theme in sorted(codes)
        ],
        columns=["target", "theme", "phrase"],
    )
    return segments, codings


@few
@given(st.sets(CODE))
def test_turns_are_at_most_paragraphs_and_paragraphs_at_most_words(codes):
    segments, codings = talk(codes)
    coded = coding.coded_paragraphs(codings, segments, "theme")
    by = {
        weight: coding.cells(coded, weight).set_index(["speaker", "theme"])["n"]
        for weight in ("turn", "paragraph", "word")
    }
    assert (by["turn"] <= by["paragraph"]).all()
    assert (by["paragraph"] <= by["word"]).all()
    assert by["paragraph"].sum() == len(codes)
    for (speaker, theme), n in by["turn"].items():
        assert n == len({c[1] for c in codes if c[0] == speaker and c[3] == theme})


@few
@given(st.sets(CODE, min_size=1))
def test_a_parent_is_raised_where_a_child_is_and_once(codes):
    segments, codings = talk(codes)
    coded = coding.coded_paragraphs(codings, segments, "parent")
    expected = {(f"{who}{number}.p{part}", theme[0]) for who, number, part, theme in codes}
    assert sorted(zip(coded["segment"], coded["theme"], strict=True)) == sorted(expected)


@few
@given(st.sets(CODE, min_size=1), st.sampled_from(["turn", "paragraph", "word"]))
def test_a_theme_is_never_stressed_in_more_than_all_that_is_said(codes, weight):
    segments, codings = talk(codes)
    coded = coding.coded_paragraphs(codings, segments, "theme")
    top = coding.spread(coding.cells(coded, weight), SPEAKERS).iloc[0]
    share, passed = coding.stress(coded, segments, SPEAKERS, weight, top["theme"])
    assert 0 < share <= 1
    assert not passed
    assert share == top["n"] / coding.total(segments, SPEAKERS, weight)


def test_a_third_round_counts_too():
    segments, codings = talk({("bo", "3", 1, "a.x")})
    [cell] = coding.cells(coding.coded_paragraphs(codings, segments, "theme"), "turn").to_dict(
        "records"
    )
    assert (cell["n"], cell["round_1"], cell["round_2"], cell["rounds"]) == (1, 0, 0, "later")


def test_without_codes_nothing_is_stressed_and_nothing_breaks():
    segments, codings = talk(set())
    coded = coding.coded_paragraphs(codings, segments, "theme")
    assert coding.cells(coded, "turn").empty
    assert coding.spread(coding.cells(coded, "turn"), SPEAKERS).empty
    assert coding.stress(coded, segments, SPEAKERS, "turn", "a.x") == (0.0, False)


def test_the_chair_is_counted_as_no_guest():
    segments, _ = talk(set(), rounds="12")
    assert coding.guests(segments, "chair") == SPEAKERS
    assert coding.total(segments, SPEAKERS, "turn") == 4
    assert coding.total(segments, SPEAKERS, "word") == 4 * 8


def test_a_document_without_a_chair_is_no_transcript():
    ties = pd.DataFrame({"doc": ["d"], "kind": ["heads"], "source": ["bo"]})
    with pytest.raises(sources.NotApplicable, match="d is no transcript: no tie of kind chaired"):
        coding.chair(ties, "d")


@pytest.mark.parametrize(("rounds", "paired"), [("12", True), ("1", False), ("123", False)])
def test_turns_are_paired_only_where_each_guest_has_one_in_each_of_two_rounds(rounds, paired):
    segments, _ = talk(set(), rounds)
    assert stresses.two_turns_each(segments, SPEAKERS) is paired


def test_two_turns_in_one_round_are_no_pair():
    segments, _ = talk(set(), "12")
    assert not stresses.two_turns_each(segments.assign(round="1"), SPEAKERS)


def test_an_answer_is_no_closing_turn():
    segments, _ = talk(set(), "1")
    last = segments[segments["segment"] == "chair1"]
    assert coding.closing_turn(last, "chair") == "chair1"
    assert coding.closing_turn(last.assign(replies_to="q1"), "chair") is None
    assert coding.closing_turn(segments, "chair") is None


def test_a_turn_without_a_code_is_like_no_other():
    segments, codings = talk({("bo", "1", 1, "a.x"), ("bo", "2", 2, "a.x")}, "12")
    alike = stresses.alikeness(coding.coded_paragraphs(codings, segments, "theme"), SPEAKERS)
    assert alike.values.tolist() == [[1, 0], [0, 0]]


def test_a_summary_may_raise_what_no_guest_raised():
    coded = pd.DataFrame(
        {"turn": ["t1", "t9"], "speaker": ["bo", "chair"], "theme": ["a.x", "b.x"]}
    )
    assert coding.covered(coded, "t9", SPEAKERS).values.tolist() == [
        ["a.x", 1, False],
        ["b.x", 0, True],
    ]


def test_of_two_equally_weighty_turns_the_one_that_changes_the_answer_is_left_out():
    # Theme a.x in bo1 and cleo1; b.x in bo1 and bo2. Without cleo1 b.x has 2 of 3 turns, a.x 1.
    codes = {
        (who, n, 1, theme)
        for who, n, theme in (
            ("bo", "1", "a.x"),
            ("cleo", "1", "a.x"),
            ("bo", "1", "b.x"),
            ("bo", "2", "b.x"),
        )
    }
    segments, codings = talk(codes, "12")
    coded = coding.coded_paragraphs(codings, segments, "theme")
    variants = removals.parts_left_out(coded, segments, SPEAKERS, "turn", "a.x")
    assert variants["without the turn that carries most of it"] == (1 / 3, True)
