"""The page to print: about work abroad, what can be quoted first, no more than fits."""

import pandas as pd
import pytest

from helpers.claims import posters

NUMBER = {
    "printed": "5",
    "value": "5",
    "value_max": "",
    "unit": "huts",
    "per": "",
    "kind": "count",
    "measures": "huts",
    "population": "clubs",
    "as_of": "2001",
    "qualifier": "exact",
    "theme": "world.relief",
    "form": "",
    "concerns": "",
    "verdict": "quote",
    "rule": "",
    "because": "",
    "who": "Bo (Mill)",
    "by": "",
    "words": "the number of huts was 5",
    "what": "5: huts",
    "doc": "d",
    "line_start": 3,
    "char_start": 1,
}


def numbers(*changes):
    return pd.DataFrame([NUMBER | change for change in changes])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 1),
        ({"theme": "money"}, 0),
        ({"theme": "money", "form": "office"}, 1),
        ({"theme": "money", "concerns": "state; ngos_going_abroad"}, 1),
        ({"kind": "date"}, 0),
    ],
)
def test_a_number_is_about_work_abroad_by_its_statement(change, expected):
    assert len(posters.abroad(numbers(change))) == expected


def test_what_is_printed_twice_stands_once():
    assert posters.poster(numbers({}, {"char_start": 9}))["n"].tolist() == [1]


def test_what_can_be_quoted_comes_first_and_what_cannot_is_left_out_first():
    bad = {"verdict": "do not quote", "printed": "7", "what": "7: huts", "rule": "no number"}
    told = numbers(bad, {"line_start": 9})
    assert posters.poster(told)["say"].tolist() == [
        "According to Bo: the number of huts was 5",
        "7: huts",
    ]
    assert posters.poster(told, most=1)["verdict"].tolist() == ["quote"]


def test_numbers_of_one_line_and_rule_share_a_row_and_a_subject():
    told = numbers({}, {"value": "7", "printed": "7", "population": "inns"})
    [row] = posters.poster(told).to_dict("records")
    assert row["say"] == (
        "According to Bo: the number of huts was 5 among clubs and 7 among inns in 2001"
    )
    assert row["n"] == 2


def test_another_source_opens_another_row():
    told = numbers({}, {"value": "7", "printed": "7", "by": "Ferry Board"})
    assert posters.poster(told)["say"].str.contains("citing the Ferry Board").tolist() == [
        False,
        True,
    ]


def test_a_page_of_nothing_has_no_row():
    assert posters.poster(numbers({"theme": "money"})).empty
