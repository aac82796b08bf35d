"""Numbers and lists in a sentence."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import prose

few = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (0.5, "0.5"),
        (-3.0, "-3"),
        (1234567, "1,234,567"),
        (1234.5, "1,234"),
        (99.95, "100"),
    ],
)
def test_a_number_is_written_for_a_reader(value, expected):
    assert prose.number(value) == expected


@few
@given(st.floats(1e-4, 1e9))
def test_a_written_number_is_near_its_value_and_plain(value):
    written = prose.number(value)
    assert re.fullmatch(r"[\d,]+(\.\d+)?(e[+-]\d+)?", written)
    assert float(written.replace(",", "")) == pytest.approx(value, rel=0.006)


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_joined_as_in_a_sentence(items, expected):
    assert prose.listing(items) == expected
    assert prose.listing(iter(items), "or") == expected.replace(" and ", " or ")


def test_below_ten_a_fraction_and_from_ten_on_a_percentage():
    assert prose.of(4, 9) == "4 of 9"
    assert prose.of(4, 10) == "4 of 10 (40%)"
    assert prose.of(0, 0, "turns") == "0 of 0 turns"


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "no bees"), (1, "one bee"), (9, "nine bees"), (1200, "1,200 bees")]
)
def test_a_noun_agrees_with_its_number(n, expected):
    assert prose.count(n, "bee") == expected


def test_a_sentence_begins_with_a_capital_and_is_otherwise_left_alone():
    assert prose.sentence("") == ""
    assert prose.sentence("élan of the IT guild") == "Élan of the IT guild"
