"""Opposite sides: who contradicts whom, and what is not known."""

import pandas as pd
import pytest

from helpers import records
from helpers.voices import disagreement

STATEMENTS = pd.DataFrame(
    [
        ["s1", "d", "bo", "a.x", 3],
        ["s2", "d", "cleo", "a.x", 4],
        ["s3", "d", "bo", "b.x", 5],
        ["s4", "other", "dan", "a.x", 1],
        ["s5", "d", "editor", "a.x", 9],
    ],
    columns=["statement", "doc", "author", "theme", "line_start"],
).assign(paraphrase="So.")


def found(*rows):
    matches = pd.DataFrame(rows, columns=["left", "right", "relation", "coder"])
    return disagreement.sides(matches, STATEMENTS, "d", ["bo", "cleo"])


def test_speakers_oppose_each_other_where_a_reading_says_so():
    [pair] = found(["s1", "s2", "contradicts", "reading-2"]).to_dict("records")
    assert (pair["opposed"], pair["n_opposed"], pair["coders"]) == (True, 1, "reading-2")
    assert (pair["left_author"], pair["right_author"]) == ("bo", "cleo")


def test_two_readings_are_counted_and_one_pair_is_one_place():
    rows = [["s1", "s2", "contradicts", f"reading-{n}"] for n in (1, 2)]
    assert disagreement.audit(found(*rows)).values.tolist() == [[1, 1, 1]]


def test_a_reading_that_sees_the_same_does_not_undo_what_the_other_sees():
    pairs = found(["s1", "s2", "same", "reading-1"], ["s1", "s2", "contradicts", "reading-2"])
    assert pairs[["opposed", "n_opposed", "coders"]].values.tolist() == [[True, 1, "reading-2"]]


@pytest.mark.parametrize(
    ("left", "right"),
    [("s1", "s3"), ("s1", "s4"), ("s2", "s5")],
    ids=["the same speaker", "another document", "the editor"],
)
def test_only_two_speakers_of_one_talk_can_disagree(left, right):
    pairs = found([left, right, "contradicts", "reading-1"])
    assert pairs.empty
    assert disagreement.audit(pairs).values.tolist() == [[0, 0, 0]]
    assert disagreement.places(pairs, STATEMENTS).empty


def test_what_no_reading_compared_is_not_known_to_agree():
    assert disagreement.is_opposed(set()) is None


def test_the_opposed_come_first_and_both_sides_have_their_places():
    pairs = found(["s1", "s2", "same", "reading-1"], ["s3", "s2", "contradicts", "reading-1"])
    assert pairs["left"].tolist() == ["s3", "s1"]
    places = disagreement.places(pairs, STATEMENTS)
    assert places[["pair", "statement", "line_start"]].values.tolist() == [
        [1, "s3", 5],
        [1, "s2", 4],
    ]


def test_in_the_toy_talk_bo_and_cleo_differ_on_what_a_crossing_costs():
    tables = records.load("matches", "toy"), records.load("statements", "toy")
    pairs = disagreement.sides(*tables, "forum-2020", ["bo-reed", "cleo-marsh", "dan-ford"])
    assert disagreement.audit(pairs).values.tolist() == [[4, 1, 0]]
    first = pairs.iloc[0]
    assert (first["left"], first["right"]) == ("forum-2020.s13", "forum-2020.s32")
