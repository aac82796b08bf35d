"""Who holds documents together: links, groups of documents, and what falls off without whom."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records
from helpers.people import network

few = settings(max_examples=40, deadline=None)
DOCS = ["d", "e", "f", "g"]


def linked(*pairs):
    """Links from names of two letters: who, and in which document."""
    rows = [(who, doc, 1) for who, doc in pairs]
    return pd.DataFrame(rows, columns=["actor", "doc", "n"])


def ties(*rows):
    frame = pd.DataFrame(rows, columns=["source", "kind", "target"])
    return frame.assign(doc="d", tie=[f"k{n}" for n in range(len(frame))])


def actors(**types):
    frame = pd.DataFrame(types.items(), columns=["actor", "type"])
    return network.counted(frame.assign(note=""))


LINKS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(DOCS)), unique=True).map(
    lambda pairs: linked(*pairs)
)


@pytest.mark.parametrize(
    ("kind", "note", "counts"),
    [
        ("person", "", True),
        ("government", "", True),
        ("government", "catch-all: whoever governs", False),
        ("place", "", False),
        ("population_group", "", False),
        ("rule", "", False),
    ],
)
def test_people_and_organisations_count_and_words_for_whoever_is_meant_do_not(kind, note, counts):
    frame = pd.DataFrame({"actor": ["a"], "type": [kind], "note": [note]})
    assert len(network.counted(frame)) == counts
    assert len(network.counted(frame, catch_alls=True)) == (counts or "catch-all" in note)


def test_a_tie_counts_for_both_sides_and_once_where_somebody_is_tied_to_oneself():
    found = network.links(
        ties(("a", "heads", "b"), ("a", "cites", "a")), actors(a="person", b="ngo")
    )
    assert found.values.tolist() == [["a", "d", 2], ["b", "d", 1]]


def test_a_passage_counts_once_however_often_it_names_somebody():
    named = pd.DataFrame({"segment": ["s", "s"], "alias": ["A", "Ann"], "actor": "a", "doc": "d"})
    assert network.links(named, actors(a="person"))["n"].tolist() == [1]


def test_weak_links_are_left_out():
    rows = ties(("a", "heads", "b"), ("a", "cites", "c"))
    found = network.links(rows, actors(a="person", b="ngo", c="ngo"), least=2)
    assert found["actor"].tolist() == ["a"]


def test_a_house_is_an_organisation_with_those_who_have_a_post_in_it():
    rows = ties(("a", "heads", "b"), ("a", "praises", "c"), ("b", "member_of", "c"))
    assert network.houses(rows, actors(a="person", b="ngo", c="ngo")) == {"b": {"a"}}


def test_a_document_hangs_on_by_a_chain():
    chain = linked("ad", "ae", "be", "bf")
    assert network.groups(chain, DOCS) == [["d", "e", "f"], ["g"]]
    assert network.fallen(chain, DOCS, "a") == ["d"]
    assert network.fallen(chain, DOCS, "b") == ["f"]
    assert network.fallen(chain, DOCS, "ab") == ["e", "f"]


def test_two_who_stand_in_the_same_documents_make_each_other_dispensable():
    twins = linked("ad", "ae", "bd", "be")
    table = network.removed(twins, DOCS, {"a": {"b"}}).set_index("actor")
    assert table["off"].tolist() == [[], []]
    assert table.loc["a", "off_house"] == ["e"]
    assert network.pairs(twins, DOCS, table.reset_index()).values.tolist() == [["a", "b", ["e"]]]


@pytest.mark.parametrize(
    ("n_docs", "expected"), [([3, 2], ["a"]), ([2, 2], ["a", "b"]), ([1, 1], []), ([], [])]
)
def test_who_leads_stands_in_most_documents_and_in_more_than_one(n_docs, expected):
    table = pd.DataFrame({"actor": ["a", "b"][: len(n_docs)], "n_docs": n_docs})
    assert network.leads(table) == expected


def test_a_leader_who_is_level_with_another_no_longer_leads():
    assert network.lead(linked("ad", "ae", "bd", "be"), DOCS, {}, ["a"]) == (0, True)
    assert network.lead(linked("ad", "ae", "bd"), DOCS, {}, ["a"]) == (1, False)
    assert network.lead(linked("ad", "be"), DOCS, {}, []) == (0, False)


def test_nobody_and_nothing_make_an_answer_of_nought():
    nothing = linked()
    table = network.removed(nothing, DOCS, {})
    found = network.audit(table, nothing, DOCS, {})
    assert found[["n", "n_shared", "n_joined", "n_first"]].tolist() == [0, 0, 1, 0]
    assert (found["leaders"], found["off"], found["off_house"]) == ([], [], [])
    assert network.pairs(nothing, DOCS, table).attrs == {"n": 0}
    assert next(network.dealt(nothing, 2)).empty


@few
@given(LINKS)
def test_groups_part_the_documents_and_nothing_falls_off_without_anybody(links):
    parts = network.groups(links, DOCS)
    assert sorted(doc for part in parts for doc in part) == DOCS
    assert network.fallen(links, DOCS, []) == []


@few
@given(LINKS, st.sampled_from("abcd"))
def test_whoever_stands_in_one_document_parts_nothing(links, who):
    if links[links["actor"] == who]["doc"].nunique() < 2:
        assert network.fallen(links, DOCS, [who]) == []


@few
@given(LINKS.filter(len))
def test_dealt_ties_keep_the_number_of_everybody_and_of_every_document(links):
    links = links.assign(n=[1 + place % 3 for place in range(len(links))])
    drawn = next(network.dealt(links, 1))
    for side in ("actor", "doc"):
        assert drawn.groupby(side)["n"].sum().to_dict() == links.groupby(side)["n"].sum().to_dict()


def test_the_same_seed_deals_the_same_ties():
    links = linked("ad", "ae", "bf", "cg", "ce")
    first, again = ([d.values.tolist() for d in network.dealt(links, 5)] for _ in range(2))
    assert first == again


def test_who_is_the_only_partner_of_two_parts_loses_the_smaller():
    rows = ties(("a", "heads", "b"), ("b", "funds", "c"), ("c", "funds", "e"), ("f", "heads", "g"))
    named = actors(a="person", b="ngo", c="ngo", e="ngo", f="person", g="ngo")
    found = network.degrees(rows, named).set_index("actor")
    assert found["n_lost"].to_dict() == {"b": 1, "c": 1, "a": 0, "e": 0, "f": 0, "g": 0}
    assert found.attrs == {"n_circles": 2, "n_largest": 4}


def test_the_toy_corpus_hangs_by_a_village_and_a_ministry():
    """Worked out in tests/toy/README.md."""
    tied, named = records.load("ties", "toy"), network.counted(records.load("actors", "toy"))
    docs = sorted(set(tied["doc"]))
    links, staff = network.links(tied, named), network.houses(tied, named)
    table = network.removed(links, docs, staff)
    found = network.audit(table, links, docs, staff)
    assert found[["n", "n_shared", "n_docs", "n_joined", "n_first"]].tolist() == [17, 2, 4, 3, 2]
    assert found["leaders"] == ["low-village", "ministry-of-rivers"]
    off = table.set_index("actor")["off"]
    assert (off["low-village"], off["ministry-of-rivers"]) == (["forum-2020"], ["huang-study"])
