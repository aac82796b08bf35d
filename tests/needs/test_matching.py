"""Links: two readings and a rule say which statements repeat or answer which."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records
from helpers.needs import matching

few = settings(max_examples=30, deadline=None)

PAIR = st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"))
MATCH = st.tuples(
    PAIR,
    st.sampled_from(["answers", "partly_answers", "same", "contradicts"]),
    st.sampled_from(["reading-1", "reading-2"]),
)


def matches(*rows):
    table = [[left, right, relation, coder] for (left, right), relation, coder in rows]
    frame = pd.DataFrame(table, columns=["left", "right", "relation", "coder"])
    return frame.drop_duplicates(["left", "right", "coder"])


def statements(**rows):
    """Statements from id=(doc, author, theme, concerns, words)."""
    columns = ["doc", "author", "theme", "concerns", "paraphrase"]
    frame = pd.DataFrame(rows.values(), columns=columns)
    return frame.assign(statement=list(rows), phrase="")


def pairs(links):
    return set(links[["left", "right"]].itertuples(index=False, name=None))


@few
@given(st.lists(MATCH, max_size=12))
def test_both_see_what_each_sees_and_either_what_one_sees(rows):
    table = matches(*rows)
    seen = {way: pairs(matching.by_reading(table, "answers", way)) for way in matching.WAYS[:4]}
    assert seen["both"] == seen["reading-1"] & seen["reading-2"]
    assert seen["either"] == seen["reading-1"] | seen["reading-2"]


@pytest.mark.parametrize(("way", "degree"), [("both", "part"), ("either", "full")])
def test_where_two_readings_differ_in_degree_the_weaker_counts_for_both(way, degree):
    table = matches(
        (("a", "x"), "answers", "reading-1"), (("a", "x"), "partly_answers", "reading-2")
    )
    assert list(matching.by_reading(table, "answers", way)["degree"]) == [degree]


def test_a_relation_of_another_family_is_no_link():
    table = matches((("a", "x"), "contradicts", "reading-1"), (("a", "y"), "same", "reading-1"))
    assert matching.by_reading(table, "answers", "reading-1").empty
    assert pairs(matching.by_reading(table, "repeats", "reading-1")) == {("a", "y")}


@pytest.mark.parametrize(
    ("theme", "concerns", "linked"),
    [
        ("money", "public; media", True),
        ("money", "funders", False),
        ("money.giving", "public", False),
        ("money", "", False),
    ],
)
def test_the_rule_wants_one_theme_and_a_group_in_common(theme, concerns, linked):
    said = statements(a=("d", "bo", "money", "public", "x"), b=("e", "bo", theme, concerns, "y"))
    assert len(matching.automatic(said[:1], said[1:])) == linked


def test_nobody_named_is_no_group_in_common():
    said = statements(a=("d", "bo", "money", "", "x"), b=("e", "bo", "money", "", "y"))
    assert matching.automatic(said[:1], said[1:]).empty


def test_words_in_common_make_a_link_full_and_common_words_weigh_less():
    said = statements(
        a=("d", "bo", "money", "public", "The ferry is dear for hives."),
        b=("e", "bo", "money", "public", "Ferries are dear."),
        c=("e", "bo", "money", "public", "Nobody sings."),
    )
    found = matching.automatic(said[:1], said[1:]).set_index("right")
    assert list(found["degree"]) == ["full", "part"]
    assert found["score"]["b"] > found["score"]["c"] == 0


def test_a_statement_is_never_linked_to_itself_and_a_pair_stands_once():
    said = statements(**dict.fromkeys("abc", ("d", "bo", "money", "public", "x")))
    assert pairs(matching.automatic(said, said)) == {("a", "b"), ("a", "c"), ("b", "c")}


@few
@given(st.lists(MATCH, max_size=12))
def test_agreement_counts_every_pair_once_and_no_direction(rows):
    table = matches(*rows)
    found = {way: matching.by_reading(table, "answers", way) for way in ("reading-1", "reading-2")}
    [row] = matching.agreement(found).to_dict("records")
    whole = pairs(matching.by_reading(table, "answers", "either"))
    assert row["n_both"] + row["n_one"] + row["n_other"] == len(whole)
    turned = {"reading-1": found["reading-1"].rename(columns={"left": "right", "right": "left"})}
    [back] = matching.agreement(turned | {"reading-2": found["reading-2"]}).to_dict("records")
    assert back == row


def test_where_nobody_links_anything_there_is_no_agreement():
    none = matching.by_reading(matches(), "answers", "both")
    assert matching.agreement({"a": none, "b": none})["share"].tolist() == [None]


def test_only_links_between_documents_lead_across():
    said = statements(
        a=("d", "bo", "", "", ""), b=("d", "cleo", "", "", ""), c=("e", "bo", "", "", "")
    )
    links = pd.DataFrame([["a", "b", "full"], ["b", "c", "part"]])
    found = matching.across(links.set_axis(["left", "right", "degree"], axis=1), said)
    columns = ["left", "left_author", "right_doc", "right_author"]
    assert found[columns].values.tolist() == [["b", "cleo", "e", "bo"]]


def test_the_hub_is_a_side_of_most_links_and_of_its_own_links_only_once():
    links = pd.DataFrame({"left_author": ["bo", "cleo", "bo"], "right_author": ["bo", "bo", "al"]})
    assert matching.hub(links) == ("bo", 3)
    assert matching.hub(links[:0]) == ("", 0)


def test_toy_readings_share_one_of_two_links_between_documents():
    said, table = (records.load(name, "toy") for name in ("statements", "matches"))
    named = said[said["kind"] == "obstacle"]
    links = {
        way: matching.across(matching.linked(way, table, named, named, "repeats"), said)
        for way in matching.WAYS
    }
    assert {way: len(found) for way, found in links.items()} == {
        "both": 1,
        "reading-1": 2,
        "reading-2": 1,
        "either": 2,
        "automatic": 0,
    }
    assert matching.agreement(links)["share"][0] == 0.5
