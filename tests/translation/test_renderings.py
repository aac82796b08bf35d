"""Pairs compared: what is no difference, what cannot be compared, and what the reading coded."""

import pandas as pd
import pytest

from helpers import records, sources
from helpers import vocabularies as v
from helpers.translation import disparities, renderings

PLACES = ["line_start", "line_end", "char_start", "char_end"]


def segments(*rows):
    """Segments from (id, lang, speaker), each ten characters long."""
    frame = pd.DataFrame(rows, columns=["segment", "lang", "speaker"]).assign(doc="d")
    starts = [10 * n for n in range(len(frame))]
    frame = frame.assign(char_start=starts, char_end=[start + 9 for start in starts])
    return frame.assign(kind="paragraph", section=frame["lang"], seq=range(len(frame)))


def quantities(*rows):
    return pd.DataFrame(rows, columns=["printed", "char_start"]).assign(doc="d")


def mentions(*rows):
    return pd.DataFrame(rows, columns=["segment", "alias", "actor", "n"])


def seen(left, right, numbers=(), names=()):
    pairs = pd.DataFrame({"left": ["e"], "right": ["z"]})
    frame = segments(("e", "en", left), ("z", "zh", right))
    found = renderings.compared(pairs, frame, quantities(*numbers), mentions(*names), {})
    return found.set_index("aspect")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("bo", "bo", True), ("bo", "al", False), ("bo", "", None), ("", "al", None), ("", "", None)],
)
def test_speakers_are_compared_where_both_sides_have_one(left, right, expected):
    assert seen(left, right)["is_same"]["speaker"] is expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([("four", 1), ("四个", 11)], True),
        ([("1970s", 1), ("上个世纪70年代", 11)], True),
        ([("Firstly", 1), ("第一", 11)], True),
        ([("four", 1), ("五个", 11)], False),
        ([("four", 1)], False),
        ([("past few", 1)], None),
        ([], None),
    ],
)
def test_numbers_are_compared_as_values(numbers, expected):
    assert seen("", "", numbers)["is_same"]["number"] is expected


def test_a_name_on_one_side_alone_differs_and_a_misprint_is_called_otherwise_than_usual():
    row = seen("", "", names=[("e", "Bo Chan", "bo", 2), ("z", "陈波", "bo", 1)]).loc["name"]
    assert row["is_same"] is True
    row = seen("", "", names=[("e", "Bo Chan", "bo", 2)]).loc["name"]
    assert [row["is_same"], row["only_left"], row["only_right"]] == [False, "bo", ""]
    twice = [("e", "Bo Chan", "bo", 2), ("e", "Bob Chan", "bo", 1), ("z", "陈波", "bo", 1)]
    row = seen("", "", names=twice).loc["name"]
    assert [row["is_same"], row["unusual"]] == [False, "Bob Chan"]


def test_a_bead_is_compared_as_a_whole():
    frame = segments(("e", "en", ""), ("f", "en", ""), ("z", "zh", ""))
    pairs = pd.DataFrame({"left": ["e", "f"], "right": ["z", "z"]})
    numbers = quantities(("two", 1), ("three", 11), ("两个", 21), ("三个", 25))
    found = renderings.compared(pairs, frame, numbers, mentions(), {}).set_index("aspect")
    assert found["is_same"]["number"] is True
    assert found["lefts"]["number"] == "e; f"


def test_every_kind_and_weight_of_the_vocabulary_has_words():
    assert list(renderings.WORDS) == v.DIFFERENCES
    assert set(renderings.ASPECTS) <= set(v.DIFFERENCES)


@pytest.mark.parametrize("corpus", ["seeds", "toy"])
def test_every_difference_is_of_an_aligned_pair_and_additions_have_one_side(corpus):
    pairs = records.load("alignment", corpus)
    pairs = set(pairs[["left", "right"]].itertuples(index=False, name=None))
    for row in records.load("differences", corpus).itertuples():
        assert (row.left, row.right) in pairs
        if row.kind == "addition_left":
            assert row.left_phrase
            assert not row.right_phrase
        elif row.kind == "addition_right":
            assert row.right_phrase
            assert not row.left_phrase
        else:
            assert row.left_phrase
            assert row.right_phrase


@pytest.mark.texts
@pytest.mark.parametrize("corpus", ["seeds", "toy"])
def test_every_phrase_stands_on_the_line_it_names(corpus):
    for row in records.load("differences", corpus).itertuples():
        text = sources.text(row.doc, corpus)
        if text is None:
            pytest.skip("the texts are not installed")
        lines = text.split("\n")
        assert row.left_phrase in lines[row.left_line - 1], row.difference
        assert row.right_phrase in lines[row.right_line - 1], row.difference


def test_the_lines_of_a_difference_are_those_of_its_pair_or_of_its_labels():
    known = records.load("segments").set_index("segment")
    for row in records.load("differences").itertuples():
        for segment, line in ((row.left, row.left_line), (row.right, row.right_line)):
            block = known.loc[segment]
            turn = known.loc[block["parent"]] if block["parent"] else block
            first = turn if row.kind == "speaker" else block
            assert first["line_start"] <= line <= block["line_end"], row.difference


def test_the_toy_pair_differs_in_meaning():
    pairs, coded = (records.load(name, "toy") for name in ("alignment", "differences"))
    assert disparities.judged(pairs, coded)["verdict"].tolist() == ["none", "meaning"]
    known = records.load("segments", "toy")
    told = disparities.gravest(coded, known, {})
    assert told == "in the wording of lines 13 and 50"


def test_a_paragraph_without_a_label_goes_to_the_name_above():
    names = records.names("actors")
    known, pairs = records.load("segments"), records.load("alignment")
    bare = renderings.unlabelled(pairs, known, names)
    assert bare[["line_start", "first", "above"]].values.tolist() == [
        [163, "Wang Yalin", "Fang Hui"],
        [217, "Wu Peng", "Qian Xiaofeng"],
        [233, "Fang Hui", "Qian Xiaofeng"],
    ]
