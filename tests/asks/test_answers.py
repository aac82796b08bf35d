"""Parts of an answer: who comes next, what nobody is asked for, and which body has which task."""

import pandas as pd
import pytest

from helpers import records
from helpers.asks import answers, taxonomy


def placed(*rows):
    """Classified statements from (statement, group, document)."""
    frame = pd.DataFrame(rows, columns=["statement", "group", "doc"])
    parent = frame["group"].map({"nobody in particular": "anyone"}).fillna(frame["group"])
    return frame.assign(parent=parent, author="bo", item=frame["statement"], place=frame["group"])


ASKED = placed(
    ("a", "x", "d"), ("b", "x", "d"), ("c", "y", "e"), ("d", "nobody in particular", "e")
)
MEANS = placed(("a", "money", "d"), ("b", "rules", "d"), ("c", "rules", "e"), ("d", "rules", "e"))


def test_what_goes_with_a_group_is_where_most_of_it_stands_and_never_nobody():
    found = answers.beside(MEANS, ASKED, "statement").values.tolist()
    assert found == [["money", "x", 1], ["rules", "x", 1]]


@pytest.mark.parametrize(
    ("grain", "expected"),
    [
        ("statement", ["y (1, for rules)", "nobody in particular (1, for rules)"]),
        ("document", ["y (1, for rules)", "nobody in particular (1, for rules)"]),
    ],
)
def test_those_that_come_next_stand_with_what_they_are_for(grain, expected):
    assert sorted(answers.runners_up(ASKED, MEANS, grain, "for")) == sorted(expected)


def test_some_all_or_one_are_told_in_their_words():
    groups = placed(*[(name, "first", doc) for name in "fgh" for doc in "de"])
    others = placed(("a", "x", "d"), ("b", "x", "d"), ("c", "y", "d"), ("i", "y", "d"))
    means = placed(("a", "m", "d"), ("b", "m", "d"), ("c", "m", "d"), ("i", "n", "d"))
    found = answers.runners_up(pd.concat([groups, others]), means, "statement", "for")
    assert found == ["x (2, all for m)", "y (2, 1 of them for m)"]


def test_a_group_is_held_by_the_document_in_which_most_of_it_stands():
    assert answers.held_by(ASKED, "to") == (
        "The documents answer different questions: 2 of 2 requests to x stand in d and 1 of 1 to y "
        "in e."
    )
    one = answers.held_by(ASKED[ASKED["doc"] == "d"], "to")
    assert one == "Only d was read; another document may ask others for other things."


def test_an_empty_pair_is_named_and_nobody_and_other_means_are_not():
    means = MEANS.assign(group=MEANS["group"].replace("money", "other"))
    told = answers.gaps(answers.cells(ASKED, means))
    assert told == "Empty pairs of somebody asked and a means: 0 of 2."
    assert answers.gaps(answers.cells(ASKED, MEANS)) == (
        "Empty pairs of somebody asked and a means: 1 of 4. No request asks y for money."
    )
    nobody = answers.cells(ASKED[ASKED["parent"] == "anyone"], MEANS)
    assert answers.gaps(nobody) == "No request names both somebody and a means."


def test_the_fullest_pair_names_somebody_where_anybody_is_named():
    asked = placed(*[(name, "nobody in particular", "d") for name in "ab"], ("c", "y", "d"))
    means = placed(*[(name, "money", "d") for name in "abc"])
    assert answers.fullest(answers.cells(asked, means), asked)["addressee"] == "y"


def test_the_tree_holds_every_request_once_per_place_and_counts_it_once_per_group():
    found = answers.branches(ASKED.assign(place=["p", "q", "y", "nobody named"]))
    sizes = [[len(rows) for rows in places.values()] for places in found.values()]
    assert sorted(sizes) == [[1], [1], [1, 1]]
    heading = "X (one document, one author, two sentences), requests:"
    assert heading in found


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "Funders are asked to lead in no requests and to help in no other."),
        (
            [("a", "funders", "lead"), ("b", "funders", "with"), ("b", "funders", "through")],
            "Funders are asked to lead in one request (memo, line 3) and to help in one more.",
        ),
    ],
)
def test_to_lead_and_to_help_are_two_things(rows, expected):
    statements = pd.DataFrame({"statement": ["a", "b"], "doc": "memo", "line_start": [3, 4]})
    addressees = pd.DataFrame(rows, columns=["statement", "addressee", "role"])
    assert answers.parts_of(statements, addressees, ["funders"], "Funders") == expected


def test_the_toy_bodies_have_the_tasks_that_are_printed():
    said = taxonomy.requests(records.load("statements", "toy"), ["own", "reported"], [])
    table = answers.tasks(said, records.load("addressees", "toy"), records.names("actors", "toy"))
    assert table[["body", "n_leads", "n_joins"]].values.tolist() == [
        ["Ferry Board", 4, 0],
        ["River Office", 2, 0],
        ["Low Village", 1, 0],
        ["Ministry of Rivers", 1, 0],
    ]
    assert table["leads"][1] == "research, line 11; communication, line 11"


def test_a_body_that_only_joins_leads_nothing():
    statements = pd.DataFrame({"statement": ["a"], "doc": "memo", "line_start": [3]})
    rows = [("a", "ministry", "hats", "with"), ("a", "media", "paper", "lead")]
    addressees = pd.DataFrame(rows, columns=["statement", "addressee", "actor", "role"])
    table = answers.tasks(statements.assign(instrument="giving"), addressees, pd.Series({}))
    assert table[["body", "leads", "joins"]].values.tolist() == [["hats", "–", "line 3"]]
