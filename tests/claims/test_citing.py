"""Sentences to paste: each number with its limits, its speaker and its line, in English."""

import pandas as pd
import pytest

from helpers import sources
from helpers.claims import citing

NUMBER = {
    "printed": "5",
    "value": "5",
    "value_max": "",
    "unit": "huts",
    "per": "",
    "kind": "count",
    "measures": "huts built",
    "population": "",
    "counted_by": "",
    "as_of": "",
    "qualifier": "exact",
    "verdict": "quote",
    "author": "bo",
    "basis": "none",
    "doc": "d",
    "line_start": 3,
    "line_end": 3,
}
ACTORS = pd.DataFrame(
    [
        ["bo", "person", "Bo"],
        ["ada", "person", "Ada"],
        ["mill", "company", "Mill"],
        ["land", "place", "Land"],
        ["court", "government", "Court Office"],
    ],
    columns=["actor", "type", "name"],
)


def catalogue(**given):
    fields = dict.fromkeys(sources.Document.__dataclass_fields__, "")
    fields |= {"doc": "d", "date": "2003-05-01", "date_precision": "day", "publisher": "Mill"}
    return {"d": sources.Document(**(fields | given))}


def sentence(number=None, ties=(), **given):
    rows = pd.DataFrame([NUMBER | (number or {})])
    ties = pd.DataFrame(ties, columns=["source", "kind", "target"]).assign(doc="d")
    return citing.numbers(rows, ACTORS, ties, catalogue(**given))["sentence"].item()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ({}, "the number of huts built was 5"),
        ({"value": "5000", "printed": "5,000"}, "the number of huts built was 5,000"),
        ({"printed": "3399", "value": "3399"}, "the number of huts built was 3399"),
        ({"printed": "six", "value": "6"}, "the number of huts built was 6"),
        ({"printed": "百余名", "value": "100", "qualifier": "more_than"},
         "the number of huts built was more than 100"),
        ({"population": "old clubs"}, "the number of huts built among old clubs was 5"),
        ({"population": "huts built in the marsh"}, "the number of huts built in the marsh was 5"),
        ({"measures": "huts, by a guess", "population": "clubs"},
         "the number of huts, by a guess, among clubs was 5"),
        ({"kind": "share", "printed": "1.50%", "value": "1.50", "measures": "share abroad"},
         "the share abroad was 1.50%"),
        ({"kind": "money", "printed": "5,000 to 10,000 yuan", "value": "5000", "value_max": "10000",
          "measures": "support", "per": "programme", "qualifier": "usually"},
         "the support was usually 5,000 to 10,000 yuan per programme"),
        ({"kind": "money", "printed": "一口3,000円", "value": "3000", "unit": "JPY",
          "measures": "gift", "per": "unit"}, "the gift was 3,000 JPY per unit"),
        ({"kind": "money", "printed": "$50,000", "value": "50000", "measures": "threshold of gifts",
          "qualifier": "more_than"}, "the threshold of gifts was $50,000"),
        ({"kind": "duration", "printed": "Five-Year", "unit": "years",
          "measures": "length of the plan, as its name says"},
         "the length of the plan, as its name says, was 5 years"),
        ({"kind": "duration", "printed": "a decade", "value": "10", "unit": "years",
          "measures": "experience", "qualifier": "more_than"},
         "the experience was more than a decade"),
        ({"kind": "age", "printed": "0-3", "value": "0", "value_max": "3", "unit": "years",
          "measures": "age of the children"}, "the age of the children was 0 to 3 years"),
        ({"kind": "frequency", "printed": "three times a week", "measures": "how often it serves",
          "per": "week", "unit": "times"}, "how often it serves was three times a week"),
        ({"kind": "frequency", "printed": "年に2回", "value": "2", "unit": "issues", "per": "year",
          "measures": "issues planned"}, "the number of issues planned was 2 per year"),
        ({"kind": "date", "value": "1970", "value_max": "1979", "unit": "decade",
          "measures": "decade of arrival"}, "the decade of arrival was the 1970s"),
        ({"kind": "date", "value": "2018-11-06", "value_max": "2018-11-07",
          "measures": "days of the fair"},
         "the days of the fair were 6 November 2018 to 7 November 2018"),
        ({"kind": "date", "value": "2018", "printed": "This summer", "unit": "season",
          "measures": "season of the plan (resolved: this year)"},
         "the season of the plan was summer 2018"),
        ({"kind": "date", "value": "2018-12-19T15:46", "measures": "time of printing"},
         "the time of printing was 19 December 2018, 15:46"),
    ],
)  # fmt: skip
def test_a_number_becomes_english(number, expected):
    assert sentence(number) == f"According to Bo, {expected} (d, 1 May 2003, line 3)."


def test_a_sentence_names_the_post_the_count_and_its_date():
    told = sentence({"counted_by": "court", "as_of": "2013-10-07"}, [("bo", "heads", "mill")])
    assert told.startswith("According to Bo (Mill), citing the Court Office, the number")
    assert "was 5 on 7 October 2013" in told


def test_heading_a_country_is_no_post():
    assert "Bo, the number" in sentence(ties=[("bo", "heads", "land")])


def test_what_is_nobodys_is_told_by_author_or_publisher():
    assert sentence({"author": ""}).startswith("According to Mill, ")
    assert sentence({"author": ""}, author="Ada").startswith("According to Ada, ")


def test_a_date_beside_a_quoted_rule_is_told_by_the_author_of_the_story():
    quoted = {"author": "court", "basis": "policy_cited"}
    assert sentence(quoted, author="Ada").startswith("According to Ada, ")
    assert sentence(quoted).startswith("According to the Court Office, ")


def test_who_counted_himself_is_not_cited():
    assert "citing" not in sentence({"counted_by": "bo"})


def test_what_is_not_to_be_quoted_has_no_sentence():
    assert sentence({"verdict": "do not quote"}) == ""


def test_an_undated_document_says_so():
    told = sentence(date="2013-10-07", date_precision="not_before")
    assert told.endswith("(d, undated, not before 7 October 2013, line 3).")
