"""Who is heard: groups come from printed ties, and a quoted rule is no voice."""

import pandas as pd
import pytest

from helpers import vocabularies as v
from helpers.claims import hearing

ACTORS = pd.DataFrame(
    [
        ["bo", "person", ""],
        ["ada", "person", ""],
        ["club", "ngo", "China"],
        ["far-club", "ngo", "Peru"],
        ["lost-club", "ngo", ""],
        ["nest", "platform", "China"],
        ["hut-abroad", "ngo", "Peru"],
        ["world-club", "ingo", ""],
        ["court", "government", "China"],
        ["mill", "company", ""],
        ["land", "place", "China"],
        ["elders", "population_group", ""],
    ],
    columns=["actor", "type", "country"],
)


def ties(*rows):
    frame = pd.DataFrame(rows, columns=["source", "kind", "target"])
    return frame.assign(tie=[f"k{n}" for n in range(len(frame))], doc="d")


def statements(*rows):
    """Statements from (author, basis, speaks_for, concerns)."""
    frame = pd.DataFrame(rows, columns=["author", "basis", "speaks_for", "concerns"])
    return frame.assign(statement=[f"s{n}" for n in range(len(frame))], doc="d")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("bo", "heads", "club")], "Chinese NGOs at large"),
        ([("bo", "works_for", "far-club")], "organisations of other countries"),
        ([("bo", "works_for", "world-club")], "organisations of other countries"),
        ([("bo", "heads", "lost-club")], hearing.NOT_STATED),
        ([("bo", "heads", "court")], "government and the Party"),
        ([("bo", "heads", "land")], "government and the Party"),
        ([("bo", "founded", "mill")], "companies"),
        ([("bo", "praises", "mill")], hearing.NOT_STATED),
        ([], hearing.NOT_STATED),
        ([("club", "trains", "bo")], "people served and the public"),
        ([("court", "trains", "bo")], hearing.NOT_STATED),
        (
            [("bo", "heads", "club"), ("nest", "hosts", "club"), ("nest", "trains", "ada")],
            hearing.STARTUPS,
        ),
        ([("bo", "heads", "club"), ("nest", "hosts", "club")], "Chinese NGOs at large"),
        ([("bo", "heads", "nest"), ("nest", "hosts", "x"), ("nest", "trains", "x")], "incubators"),
        ([("bo", "heads", "club"), ("hut-abroad", "part_of", "club")], "NGOs going abroad"),
        (
            [("bo", "heads", "far-club"), ("hut-abroad", "part_of", "club")],
            "societies where the work is done",
        ),
    ],
)
def test_a_voice_stands_for_the_group_of_its_organisation(rows, expected):
    said = statements(("bo", "none", "self", ""))
    assert hearing.voices(said, ties(*rows), ACTORS)["group"].tolist() == [expected]


def test_people_served_are_heard_if_they_speak():
    said = statements(("elders", "none", "self", "people_served"))
    known = hearing.voices(said, ties(("club", "hosts", "elders")), ACTORS)
    table = hearing.heard(said, known).set_index("group")
    assert table.loc["people served and the public", "heard"] is True


def test_rules_and_speeches_are_quoted_and_not_heard():
    said = statements(("court", "policy_cited", "self", "state"))
    table = hearing.heard(said, hearing.voices(said, ties(), ACTORS)).set_index("group")
    assert table.loc["government and the Party", ["n_said", "n_quoted"]].tolist() == [1, 1]
    assert table.loc["government and the Party", "heard"] is False


def test_a_group_that_nobody_speaks_about_is_neither_heard_nor_unheard():
    said = statements(("bo", "none", "self", "state"))
    table = hearing.heard(said, hearing.voices(said, ties(), ACTORS)).set_index("group")
    assert table.loc["companies", "heard"] is None
    assert table.loc["government and the Party", "heard"] is False


def test_every_group_that_can_be_concerned_has_a_place_or_names_nobody():
    placed = {code for codes in hearing.GROUPS.values() for code in codes}
    parents = {"chinese_ngos", "foreign", "state"}
    nobody = {"anyone", "partners", "own_organisation", "any_partner", "unspecified"}
    assert {*v.flat(v.ADDRESSEES), *v.CONCERNED} - nobody == placed | parents & placed


def test_all_groups_heard_is_said_in_words():
    table = pd.DataFrame({"group": ["a"], "n_about": [1], "n_said": [2], "heard": [True]})
    assert hearing.unheard(table) == "every group that is spoken about is heard"


@pytest.mark.parametrize(
    ("speaks_for", "concerns", "expected"),
    [
        ("organisation", "state", "its own organisation"),
        ("self", "state; business", "its own group"),
        ("self", "state", "others"),
        ("room", "", "nobody named"),
    ],
)
def test_a_stake_is_whom_the_claim_concerns_seen_from_its_speaker(speaks_for, concerns, expected):
    said = statements(("bo", "none", speaks_for, concerns))
    known = hearing.voices(said, ties(("bo", "heads", "mill")), ACTORS)
    assert hearing.stakes(said, known)["stake"].tolist() == [expected]


def test_the_shortest_statement_around_a_record_says_it():
    said = statements(("ada", "none", "self", ""), ("bo", "none", "self", ""))
    said = said.assign(char_start=[0, 5], char_end=[30, 20], theme="", form="")
    record = pd.DataFrame({"doc": "d", "char_start": [6, 40, 60], "char_end": [9, 41, 61]})
    turns = pd.DataFrame({"kind": ["turn"], "doc": "d", "char_start": 35, "char_end": 50})
    found = hearing.said_in(record, said, turns.assign(speaker="elders"))
    assert found["author"].tolist() == ["bo", "elders", ""]
    assert found["statement"].tolist() == ["s1", "", ""]
