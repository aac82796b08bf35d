"""Obstacles across documents: four kinds of cells, and who names what again."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers.needs import matching, obstacles

few = settings(max_examples=30, deadline=None)
NAMED, DIFFERENTLY, DISCUSSED, SILENT = obstacles.CELLS


def told(**rows):
    """Obstacles from id=(doc, author, theme, words)."""
    frame = pd.DataFrame(rows.values(), columns=["doc", "author", "theme", "paraphrase"])
    frame = frame.assign(statement=list(rows), concerns="public", kind="obstacle")
    return obstacles.named(frame.assign(line_start=range(1, len(frame) + 1)))


def links(*rows):
    return pd.DataFrame(rows, columns=["left", "right", "degree"])


def themes(*rows):
    return pd.DataFrame(rows, columns=["doc", "theme"])


FOUR = told(
    a=("x", "bo", "money", "SWOT, internal, weakness: money."),
    b=("x", "bo", "money", "Hurdle: money is scarce."),
    c=("y", "cleo", "money.giving", "Nobody gives anything to them."),
    d=("z", "cleo", "world", "It is far."),
)


@pytest.mark.parametrize(
    ("concerns", "groups"),
    [
        ("ngos_going_abroad; business", ["NGOs going abroad", "others or nobody named"]),
        ("state; ministry", ["government"]),
        ("whole_sector", ["NGOs everywhere"]),
        ("", ["others or nobody named"]),
    ],
)
def test_everybody_concerned_has_a_group(concerns, groups):
    assert obstacles.for_whom(concerns) == groups


def test_a_corpus_without_obstacles_is_no_case_for_this_question():
    with pytest.raises(sources.NotApplicable, match="names an obstacle"):
        obstacles.named(FOUR.assign(kind="claim"))


def test_the_same_is_one_obstacle_and_plain_words_are_its_name():
    one = obstacles.distinct(FOUR, links(("a", "b", "full"), ("b", "c", "part")))
    assert list(one["obstacle"]) == ["a", "a", "c", "d"]
    assert list(one["name"])[:2] == ["Money is scarce", "Money is scarce"]
    assert one["wording"][0] == "Weakness: money"


@few
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=6))
def test_being_the_same_passes_on_in_whatever_order(pairs):
    rows = [(left, right, "full") for left, right in pairs]
    one = obstacles.distinct(FOUR, links(*rows)).set_index("statement")["obstacle"]
    back = obstacles.distinct(FOUR, links(*reversed(rows))).set_index("statement")["obstacle"]
    assert one.to_dict() == back.to_dict()
    for left, right in pairs:
        assert one[left] == one[right]
    assert all(one[name] <= name for name in one.index)


def test_each_cell_says_what_a_document_does_with_an_obstacle():
    found = links(("a", "b", "full"), ("b", "c", "part"))
    dealt = themes(("z", "money.giving"), ("z", "world"), ("y", "money.giving"))
    mapped = obstacles.cells(obstacles.distinct(FOUR, found), found, dealt, ["x", "y", "z"])
    assert mapped[["obstacle", "cell"]].values.tolist() == [
        ["a", NAMED],
        ["a", DIFFERENTLY],
        ["a", DISCUSSED],  # its theme is a parent, and z deals with a child
        ["c", DIFFERENTLY],
        ["c", NAMED],
        ["c", DISCUSSED],
        ["d", SILENT],
        ["d", SILENT],
        ["d", NAMED],
    ]
    assert list(mapped["lines"])[:3] == [[1, 2], [3], []]


def test_an_obstacle_is_followed_from_the_document_that_names_it_first():
    found = links(("b", "c", "part"))
    mapped = obstacles.cells(obstacles.distinct(FOUR, found), found, themes(), ["x", "y", "z"])
    assert set(obstacles.followed(mapped, ["x", "y", "z"])["obstacle"]) == {"b"}
    assert set(obstacles.followed(mapped, ["y", "x", "z"])["obstacle"]) == {"c"}


def test_named_again_counts_documents_sense_and_other_people():
    crossing = matching.across(links(("a", "b", "full"), ("b", "c", "part")), FOUR)
    again = obstacles.again(FOUR, crossing)
    assert again[["again", "n_docs", "by_others"]].values.tolist() == [
        ["no", 1, False],  # the same document says it twice
        ["in other terms", 2, True],
        ["in other terms", 2, True],
        ["no", 1, False],
    ]
    assert obstacles.counted(again) == {
        "n": 4,
        "n_again": 2,
        "n_same": 0,
        "n_others": 2,
        "share": 0.5,
    }


def test_an_author_who_repeats_himself_is_no_other_person():
    own = FOUR.assign(author="bo")
    again = obstacles.again(own, matching.across(links(("b", "c", "full")), own))
    assert not again["by_others"].any()
    assert obstacles.counted(again)["n_same"] == 2


@pytest.mark.parametrize(
    ("way", "expected"),
    [("both", ["s"]), ("reading-1", ["m", "s"]), ("automatic", []), ("either", ["m", "s"])],
)
def test_a_theme_is_dealt_with_as_the_reading_says(way, expected):
    codes = pd.DataFrame(
        [("p", "s", "reading-1"), ("p", "s", "reading-2"), ("p", "m", "reading-1")],
        columns=["target", "theme", "coder"],
    )
    found = obstacles.dealt_with(themes(), codes.assign(doc="x"), way)
    assert list(found["theme"]) == expected


def test_the_earlier_document_stands_on_the_left():
    one = obstacles.distinct(FOUR, links())
    crossing = matching.across(links(("c", "b", "part"), ("a", "d", "full")), FOUR)
    found = obstacles.pairs(crossing, one, ["x", "y", "z"])
    assert found[["left", "right", "left_author"]].values.tolist() == [
        ["a", "d", "bo"],
        ["b", "c", "bo"],
    ]


@pytest.fixture(scope="module")
def toy():
    said, table = (records.load(name, "toy") for name in ("statements", "matches"))
    return said, table, obstacles.named(said)


@pytest.mark.parametrize(
    ("way", "n_again", "n_same"),
    [("both", 2, 0), ("reading-1", 4, 2), ("reading-2", 2, 0), ("automatic", 0, 0)],
)
def test_toy_obstacles_named_again(toy, way, n_again, n_same):
    said, table, named = toy
    crossing = matching.across(matching.linked(way, table, named, named, "repeats"), said)
    found = obstacles.counted(obstacles.again(named, crossing))
    assert (found["n_again"], found["n_same"]) == (n_again, n_same)
    assert found["n_others"] == n_again  # nobody speaks in two toy documents


def test_the_poverty_of_young_clubs_is_followed_to_the_talk(toy):
    said, table, named = toy
    found = matching.linked("both", table, named, named, "repeats")
    dealt = obstacles.dealt_with(said, records.load("codings", "toy"), "both")
    docs = ["huang-study", "panel-2018", "incubators-2018", "forum-2020"]
    mapped = obstacles.cells(obstacles.distinct(named, found), found, dealt, docs)
    kept = obstacles.followed(mapped, docs)
    assert set(kept["name"]) == {"Young clubs are poor"}
    assert list(kept["cell"]) == [DISCUSSED, SILENT, NAMED, DIFFERENTLY]
