"""Strings: their script, their words, their lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import text

few = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("", ""),
        ("1–2, 30%", ""),
        ("bees", "en"),
        ("蜜蜂", "zh"),
        ("ミツバチ", "ja"),
        ("蜜蜂は川を渡る", "ja"),
        ("The word 蜂 means bee", "en"),
        ("NGO的蜜蜂", "zh"),
    ],
)
def test_the_script_tells_the_language(passage, expected):
    assert text.language(passage) == expected


@few
@given(st.text(max_size=60), st.integers(1, 9))
def test_a_shortened_passage_is_the_beginning_of_the_words(passage, most):
    words = passage.split()
    short = text.shorten(passage, most).split()
    assert short[:most] == words[:most]
    assert short[most:] == ([] if len(words) <= most else ["…"])


@few
@given(st.text(st.sampled_from("ab \n\r\u2028\u00a0"), max_size=40))
def test_lines_are_split_on_line_feeds_alone(passage):
    starts = text.line_starts(passage)
    ends = [*(start - 1 for start in starts[1:]), len(passage)]
    lines = [passage[start:end] for start, end in zip(starts, ends, strict=True)]
    assert lines == passage.split("\n")


@few
@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), max_size=6))
def test_words_are_runs_between_white_space(words):
    assert text.n_words("\u00a0 \n".join(words)) == len(words)
