"""Two readings and a word list: what each fills, where they differ, and what `both` means."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import records, sources
from helpers.voices import coders, coding

GUESTS = ["bo-reed", "cleo-marsh", "dan-ford"]
PLACE = {"doc": "d", "line_start": 1, "line_end": 1, "char_start": 0, "char_end": 9}


@pytest.fixture(scope="module")
def by_coder():
    segments = records.load("segments", "toy").query("doc == 'forum-2020'").sort_values("seq")
    tables = records.load("codings", "toy"), records.load("hits", "toy"), segments
    return coders.each(*tables, "theme")


def codings(*rows):
    columns = ["target", "theme", "coder", "confidence"]
    return pd.DataFrame(rows, columns=columns).assign(phrase="so and so", **PLACE)


def segments(*names):
    rows = [{"segment": name, "parent": "t1", "kind": "paragraph"} | PLACE for name in names]
    return pd.DataFrame(rows)


def hits(*rows):
    return pd.DataFrame(rows, columns=["segment", "theme", "n"])


def test_the_toy_answers_are_those_worked_out_by_hand(by_coder):
    table = coders.compared(by_coder, GUESTS, "turn", 6, "forum-2020.t08")
    columns = ["coder", "n_codes", "n_cells", "theme", "n", "n_guests", "n_covered", "n_themes"]
    assert table[columns].values.tolist() == [
        ["reading-1", 14, 8, "state.ferry; world.far_bank", 3, 3, 2, 5],
        ["reading-2", 15, 7, "state.ferry", 4, 3, 2, 5],
        ["both", 13, 7, "state.ferry", 3, 3, 2, 5],
        ["word list", 12, 5, "state.ferry", 4, 3, 2, 3],
    ]
    beside = coders.side_by_side(by_coder, GUESTS)
    assert coders.audit(beside).values.tolist() == [[8, 7, 1, 0, 5]]
    [single] = beside[beside["who"] == "one reading alone"].to_dict("records")
    assert (single["speaker"], single["theme"]) == ("bo-reed", "world.far_bank")
    labels = {"state.ferry": "The ferry", "world.far_bank": "The far bank"}
    assert coders.caveat(table, "reading-2", labels) == (
        "reading-1, both readings together and the word list put the same first."
    )


def test_both_holds_what_both_readings_gave_and_is_sure_only_where_both_were():
    given_ = codings(
        ["p1", "a.x", "reading-1", "high"],
        ["p1", "a.x", "reading-2", "low"],
        ["p1", "b.x", "reading-1", "high"],
        ["p2", "a.x", "reading-1", "high"],
        ["p2", "a.x", "reading-2", "high"],
    )
    found = coders.codes(given_, hits(), segments("p1", "p2"), "both", "theme")
    assert found[["target", "theme", "coder", "confidence"]].values.tolist() == [
        ["p1", "a.x", "both", "low"],
        ["p2", "a.x", "both", "high"],
    ]


def test_two_themes_of_one_group_agree_on_the_group_and_on_no_theme():
    given_ = codings(["p1", "a.x", "reading-1", "high"], ["p1", "a.y", "reading-2", "high"])
    of_both = {
        level: len(coders.codes(given_, hits(), segments("p1"), "both", level))
        for level in ("theme", "parent")
    }
    assert of_both == {"theme": 0, "parent": 1}


def test_the_word_list_counts_in_paragraphs_of_turns_alone_and_knows_no_phrase():
    paragraphs = segments("p1").to_dict("records")
    others = [paragraphs[0] | {"segment": "b1", "parent": ""}]
    others += [paragraphs[0] | {"segment": "q1", "kind": "question"}]
    frame = pd.DataFrame(paragraphs + others)
    found = coders.listed(hits(["p1", "a.x", 3], ["b1", "a.x", 1], ["q1", "a.x", 1]), frame)
    assert found[["target", "coder", "confidence", "phrase"]].values.tolist() == [
        ["p1", "word list", "", ""]
    ]


@given(st.sets(st.tuples(st.sampled_from("pqr"), st.sampled_from(["a.x", "b.y"]))))
def test_a_reading_that_repeats_the_other_agrees_with_it_everywhere(pairs):
    rows = [[*pair, reading, "high"] for pair in sorted(pairs) for reading in coders.READINGS]
    frames = codings(*rows), hits(), segments(*"pqr")
    first, both = (coders.codes(*frames, coder, "theme") for coder in ("reading-1", "both"))
    assert both[["target", "theme"]].values.tolist() == first[["target", "theme"]].values.tolist()


def test_cells_add_up_and_each_is_filled_by_somebody(by_coder):
    beside = coders.side_by_side(by_coder, GUESTS)
    n = coders.audit(beside).iloc[0]
    assert n["n"] == n["both_readings"] + n["one_reading"] + n["word_list_alone"]
    assert (beside[[*coders.READINGS, "word list"]].sum(axis=1) > 0).all()
    for coder in coders.READINGS:
        filled = coding.cells(by_coder[coder], "turn")
        assert (beside[coder] > 0).sum() == filled["speaker"].isin(GUESTS).sum()


def test_a_coder_without_a_code_has_no_answer(by_coder):
    empty = {name: coded.head(0) for name, coded in by_coder.items()}
    with pytest.raises(sources.NotApplicable, match="d: word list gives no theme"):
        coders.chosen(empty, "word list", GUESTS, "d")
    table = coders.compared(empty, GUESTS, "turn", 6, None)
    assert table["n"].tolist() == [0] * 4
    named = table.assign(theme=["a", "", "a", "b"])
    assert coders.caveat(named, "reading-1", {"a": "A", "b": "B"}) == (
        "both readings together put the same first; reading-2 puts nothing first; the word list "
        "puts “B” first."
    )
