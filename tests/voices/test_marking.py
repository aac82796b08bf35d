"""Marks: codes and hits of the word list under one roof, and the places where they differ."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records
from helpers.reading import transcripts
from helpers.voices import differences, marking

few = settings(max_examples=40, deadline=None)
CODERS = ["reading-1", "reading-2", marking.WORDS]
MARK = st.tuples(
    st.sampled_from(["t1.p1", "t1.p2", "t2.p1"]),
    st.sampled_from(["a.x", "a.y", "b.x"]),
    st.sampled_from(CODERS),
)


def units():
    names = ["t1.p1", "t1.p2", "t2.p1"]
    frame = pd.DataFrame({"unit": names, "blocks": names, "n_words": [3, 5, 7], "doc": "d"})
    return frame.assign(cluster=["t1", "t1", "t2"], line_start=[1, 2, 3], char_start=[0, 9, 19])


def marked(given_, level="theme"):
    codes = [(unit, theme, coder) for unit, theme, coder in sorted(given_) if coder in CODERS[:2]]
    hits = [(unit, theme, 1) for unit, theme, coder in sorted(given_) if coder == marking.WORDS]
    return marking.marks(
        units(),
        pd.DataFrame(codes, columns=["target", "theme", "coder"]),
        pd.DataFrame(hits, columns=["segment", "theme", "n"]),
        level,
    )


def sets(found, coder):
    return {(row.unit, row.theme) for row in found.itertuples() if row.coder == coder}


@few
@given(st.sets(MARK))
def test_both_is_what_all_readings_see_and_either_what_one_does(given_):
    for level in ("theme", "parent"):
        found = marked(given_, level)
        one, two = (sets(found, coder) for coder in CODERS[:2])
        assert sets(found, marking.BOTH) == (one & two)
        assert sets(found, marking.EITHER) == (one | two if one and two else set())


@few
@given(st.sets(MARK))
def test_a_turn_holds_what_its_paragraphs_hold(given_):
    wholes, found = marking.joined(units(), marked(given_))
    assert wholes["unit"].tolist() == ["t1", "t2"]
    assert wholes["n_words"].tolist() == [8, 7]
    for coder in CODERS:
        expected = {(unit.partition(".")[0], theme) for unit, theme, c in given_ if c == coder}
        assert sets(found, coder) == expected


@few
@given(st.sets(MARK), st.integers(0, 99), st.booleans())
def test_dealing_out_keeps_every_mark_and_touches_one_coder_alone(given_, seed, alike):
    before = marked(given_)
    after = marking.shuffled(units(), before, marking.WORDS, seed, alike)
    for coder in CODERS[:2]:
        assert sets(after, coder) == sets(before, coder)
    count = lambda found: sorted(theme for _, theme in sets(found, marking.WORDS))  # noqa: E731
    assert count(after) == count(before)
    if alike:  # three units, three thirds: nobody has a neighbour to exchange with
        assert sets(after, marking.WORDS) == sets(before, marking.WORDS)


@few
@given(st.sets(MARK))
def test_differences_are_what_one_alone_sees(given_):
    found = marked(given_)
    one, words = sets(found, "reading-1"), sets(found, marking.WORDS)
    apart = differences.between(units(), found, "reading-1", marking.WORDS)
    kinds = {kind: set() for kind in (differences.MISSED, differences.FALSE)}
    for row in apart.itertuples():
        kinds[row.kind].add((row.unit, row.theme))
    assert kinds == {differences.MISSED: one - words, differences.FALSE: words - one}
    assert differences.unseen(found) == len(words - one - sets(found, "reading-2"))


def test_a_statement_that_lies_in_two_blocks_has_the_hits_of_both():
    place = {"line_start": 1, "line_end": 2, "doc": "d"}
    said = pd.DataFrame(
        [{"statement": "s", "author": "bo", "char_start": 5, "char_end": 15} | place]
    )
    blocks = [
        {"segment": f"b{n}", "kind": "item", "parent": "", "n_words": 2, **place}
        | {"char_start": start, "char_end": start + 9}
        for n, start in enumerate((0, 10, 20))
    ]
    codings = pd.DataFrame({"target": ["s"], "theme": ["a.x"], "coder": ["reading-1"]})
    [unit] = marking.passages(said, pd.DataFrame(blocks), codings).to_dict("records")
    assert (unit["blocks"], unit["cluster"], unit["n_words"]) == ("b0; b1", "b0", 4)
    assert not unit["alone"]


def test_without_a_coded_statement_there_is_no_unit():
    tables = [records.load(name, "toy") for name in ("statements", "segments", "codings")]
    assert marking.passages(*tables[:2], tables[2].head(0)).empty


@pytest.mark.parametrize("corpus", ["seeds", "toy"])
def test_every_code_of_a_reading_is_a_mark(corpus):
    names = ("segments", "statements", "codings", "hits")
    segments, statements, codings, hits = (records.load(name, corpus) for name in names)
    segments = transcripts.first_version(segments)
    n = 0
    for kind in ("paragraph", "statement"):
        found = marking.marks(
            marking.units(kind, segments, statements, codings), codings, hits, "theme"
        )
        n += found["coder"].isin(CODERS[:2]).sum()
    assert n == len(codings)


def test_what_differs_is_told_with_the_words_that_carry_it():
    segments, codings, themes, hits = (
        records.load(name, "toy") for name in ("segments", "codings", "themes", "hits")
    )
    frame = marking.paragraphs(transcripts.first_version(segments))
    found = marking.marks(frame, codings, hits, "theme")
    told = {}
    for a, b in (("reading-1", marking.WORDS), (marking.WORDS, "reading-1"), CODERS[:2]):
        apart = differences.told(differences.between(frame, found, a, b), codings, themes, a, b)
        told[a, b] = {(row.unit, row.theme, row.kind): row.says for row in apart.itertuples()}
    weather = "forum-2020.t07.p1"
    says = told["reading-1", marking.WORDS][weather, "state.ferry", "false"]
    assert says.startswith("a word of the list, seen by reading-2 too; reading-1 sees Weather lore")
    assert told[marking.WORDS, "reading-1"][weather, "state.ferry", "missed"] == (
        "a word of the list, seen by reading-2 too"
    )
    assert told["reading-1", "reading-2"][weather, "state.ferry", "false"] == (
        "“The ferry board and the schools”, seen by reading-2 alone"
    )
    assert (
        told["reading-1", marking.WORDS]["forum-2020.t03.p2", "world.far_bank", "missed"]
        == "“The far bank has lime trees”, without a word of the list, seen by both readings"
    )
