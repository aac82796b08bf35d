"""A network under other choices: each variant is the same measure, called again."""

import pandas as pd
import pytest

from helpers import records, sources
from helpers.people import network, rivals


@pytest.fixture(scope="module")
def toy():
    """The ties of the toy corpus, and what an answer needs beside them."""
    ties, actors = records.load("ties", "toy"), records.load("actors", "toy")
    counted = network.counted(actors)
    leaders = ["low-village", "ministry-of-rivers"]
    staff = network.houses(ties, counted)
    docs = list(sources.catalogue("toy"))
    return ties, {"counted": counted, "docs": docs, "staff": staff, "leaders": leaders}


def test_the_answer_is_that_of_the_network(toy):
    ties, world = toy
    assert rivals.answer(ties, **world) == (1, False)


def test_without_a_document_that_the_leader_needs_others_lead(toy):
    ties, world = toy
    found = rivals.without_each(ties, "doc", {"forum-2020": "f", "panel-2018": "p"}, **world)
    assert found == {"f": (0, True), "p": (1, False)}


def test_without_an_actor_the_ties_of_both_sides_go(toy):
    ties, world = toy
    found = rivals.without_actors(ties, {"bo-reed": "bo", "ada-pike": "ada"}, **world)
    assert found == {"bo": (0, True), "ada": (1, False)}


@pytest.mark.parametrize(
    ("edge", "least", "expected"),
    [
        ("stated_tie", 1, "two ties a document are needed"),
        ("stated_tie", 2, "one of the ties a document is enough"),
        ("co_mention", 1, "stated ties are counted"),
        ("co_mention", 3, "two passages a document are needed"),
    ],
)
def test_other_grains_leave_out_the_present_one(toy, edge, least, expected):
    named = network.written(records.load("mentions", "toy"), records.load("segments", "toy"))
    grains = rivals.by_grain(toy[0], named, records.load("aliases", "toy"), edge, least)
    assert expected in grains
    assert least not in [
        n for name, (_, n) in grains.items() if name.endswith("document are needed")
    ]


def test_two_ties_on_one_line_are_one_line(toy):
    ties, world = toy
    doubled = pd.concat([ties, ties]).sort_values("tie", ignore_index=True)
    named = network.written(records.load("mentions", "toy"), records.load("segments", "toy"))
    rows, least = rivals.by_grain(doubled, named, records.load("aliases", "toy"), "stated_tie", 1)[
        "two lines with a tie are needed"
    ]
    assert network.links(rows, world["counted"], least)["n"].max() == 4, "the Nursery has four"


def test_one_publisher_and_one_author_are_one_source():
    documents = pd.DataFrame({"doc": ["d", "e", "f"], "publisher": ["P", "P", ""]})
    ties = pd.DataFrame({"source": ["a", "a", "b"], "kind": "co_published", "doc": ["e", "f", "f"]})
    assert rivals.one_source(ties, documents) == {
        "P": {"d": "d", "e": "d"},
        "a": {"e": "e", "f": "e"},
    }


def test_each_kind_of_tie_is_left_out_once(toy):
    found = rivals.of_kinds(toy[0])
    assert len(found) == toy[0]["kind"].nunique() + 2
    assert "heads" not in set(found["ties that say “heads” are left out"]["kind"])


def test_spellings_that_are_not_joined_lead_nobody():
    named = pd.DataFrame([["s", "d", "Bo", "bo"], ["t", "e", "B.", "bo"], ["u", "f", "Bo", "bo"]])
    named.columns = ["segment", "doc", "alias", "actor"]
    world = {"counted": pd.DataFrame({"actor": ["bo"]}), "docs": "def", "staff": {}}
    assert rivals.unjoined(named, {"bo": "Bo"}, leaders=["bo"], **world) == (1, False)
