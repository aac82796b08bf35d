"""Obstacles and help: what is answered, who helps, and what a foundation could do."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers import vocabularies as v
from helpers.needs import gapmap, gaps, offers

few = settings(max_examples=30, deadline=None)
NAMES = pd.Series({"bo": "Bo", "park": "The Park"})
SUBJECTS = pd.Series({"people.staff": "Staff", "money": "Money"})


def told(*rows):
    """Statements from (statement, kind, concerns), all of one theme, a line each."""
    frame = pd.DataFrame(rows, columns=["statement", "kind", "concerns"])
    places = {"line_start": range(1, len(frame) + 1), "char_start": range(0, 9 * len(frame), 9)}
    return frame.assign(
        doc="d", parent="", author="bo", instrument="research", theme="people.staff", **places
    ).assign(paraphrase=frame["statement"], char_end=lambda f: f["char_start"] + 5)


def leads(*rows):
    frame = pd.DataFrame(rows, columns=["statement", "addressee", "actor"])
    return frame.assign(role="lead")


def matches(*rows):
    return pd.DataFrame(rows, columns=["left", "right", "relation", "coder"])


def linked(statements, links, addressees=None, status=("done", "offered", "planned")):
    help_ = offers.told(statements, leads() if addressees is None else addressees, NAMES, status)
    return gaps.link(gaps.obstacles(statements), help_, links), help_


ONE = told(("o", "obstacle", "startup_ngos"), ("h", "activity", "startup_ngos"))


@pytest.mark.parametrize(
    ("links", "n_readings", "answered", "full"),
    [
        ([], 0, False, False),
        ([("o", "h", "answers", "reading-1")], 1, None, True),
        ([("o", "h", "partly_answers", "reading-2")], 1, None, False),
        ([("o", "h", "answers", c) for c in v.CODERS], 2, True, True),
        ([("o", "h", "same", "reading-1")], 0, False, False),
        ([("h", "o", "answers", "reading-1")], 0, False, False),
    ],
)
def test_only_help_that_a_reading_links_as_an_answer_answers(links, n_readings, answered, full):
    [row] = linked(ONE, matches(*links))[0].to_dict("records")
    assert (row["n_readings"], row["answered"], row["full"]) == (n_readings, answered, full)
    assert row["near"] == "h"


def test_help_in_a_state_that_nobody_chose_is_no_help():
    links = matches(("o", "h", "answers", "reading-1"))
    found, help_ = linked(ONE, links, status=["planned"])
    assert help_.empty
    assert gaps.share(found) == gaps.share(found, "near") == 1


def test_near_help_needs_the_theme_and_a_group_of_its_own():
    statements = told(("o", "obstacle", "state"), ("h", "offer", "startup_ngos; state"))
    assert list(linked(statements, matches())[0]["near"]) == ["h"]
    apart = statements.assign(theme=["money", "people.staff"])
    nobody = statements.assign(concerns="")
    for changed in (apart, nobody):
        assert list(linked(changed, matches())[0]["near"]) == [""]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("ngos_going_abroad", ["going_out"]),
        ("startup_ngos; incubators", ["other_ngos"]),
        ("people_served; host_society", ["society"]),
        ("state; host_society", ["society"]),
        ("", ["others"]),
        ("ingos_in_china", ["others"]),
    ],
)
def test_every_obstacle_concerns_a_group(codes, expected):
    assert gaps.whose(codes) == expected


@few
@given(st.lists(st.sampled_from(v.flat(v.ADDRESSEES) + v.CONCERNED), max_size=3))
def test_no_group_is_left_out_of_the_choices(codes):
    assert set(gaps.whose("; ".join(codes))) <= set(gaps.WORDS)


def test_a_group_without_obstacles_is_refused_and_not_counted_as_nought():
    with pytest.raises(sources.NotApplicable, match="the people served"):
        gaps.obstacles(ONE, "society")
    with pytest.raises(sources.NotApplicable, match="foundation"):
        gaps.within(pd.DataFrame({"foundation": [False, None]}), "foundations")


@pytest.mark.parametrize(
    ("means", "alone", "expected"),
    [
        ([], [], None),
        (["other"], [False], None),
        (["law_regulation"], [False], False),
        (["public_funding"], [False], False),
        (["tax_exchange", "giving"], [True, False], True),
        (["research"], [True], False),
        (["partnership_network"], [False], True),
    ],
)
def test_a_foundation_needs_means_without_public_power(means, alone, expected):
    assert gaps.is_for_foundation(means, alone) is expected


def test_public_power_is_named_by_codes_that_exist():
    assert set(v.flat(v.INSTRUMENTS)) >= gaps.PUBLIC_POWER


def test_who_is_asked_is_who_shall_lead_and_strategies_ask_nobody():
    statements = told(
        ("o", "obstacle", "startup_ngos"),
        ("r", "recommendation", ""),
        ("s", "strategy", ""),
        ("c", "official_call", ""),
    )
    links = matches(*[("o", right, "answers", "reading-1") for right in "rsc"])
    who = leads(("r", "media", ""), ("c", "ministry", "bo"))
    found = linked(statements, links)[0]
    themes = pd.DataFrame({"theme": ["people.staff"], "name": ["Staff"]})
    [row] = gaps.ask(found, statements, who, themes, links).to_dict("records")
    assert (row["asks"], row["asked"]) == ("c; r", "partners; the state")
    assert row["foundation"] is True
    only = gaps.ask(found, statements, who, themes, links[links["right"] == "c"])
    assert list(only["foundation"]) == [False]


READ = st.tuples(st.integers(0, 2), st.booleans(), st.booleans(), st.sampled_from("ab"))


@few
@given(st.lists(READ, min_size=1, max_size=8))
def test_the_parts_add_up_and_a_stricter_rule_leaves_more_without_help(rows):
    columns = ["n_readings", "near", "full", "theme"]
    found = pd.DataFrame(rows, columns=columns)
    found["full"] &= found["n_readings"] > 0
    found["near"] = found["near"].map({True: "h", False: ""})
    found = found.assign(statement=[str(n) for n in range(len(found))], asks="")
    [row] = gaps.audit(found).to_dict("records")
    assert row["n"] == row["n_answered"] + row["n_open"] + row["n_gap"]
    assert row["n_gap"] == row["n_near"] + row["n_bare"]
    assert gaps.share(found) <= min(gaps.share(found, "either"), gaps.share(found, "full"))
    assert gaps.share(found) == row["n_gap"] / row["n"]
    table = gapmap.subjects(found, pd.Series({"a": "A", "b": "B"}))
    assert table[["n", "n_gap"]].sum().tolist() == [row["n"], row["n_gap"]]
    assert list(table["n_gap"]) == sorted(table["n_gap"], reverse=True)


def test_help_for_a_broader_obstacle_reaches_its_parts_and_not_the_other_way_round():
    rows = [("broad", "", 2), ("part", "broad", 0), ("same", "", 0), ("wide", "", 0)]
    found = pd.DataFrame(rows, columns=["statement", "parent", "n_readings"])
    links = matches(("broad", "same", "same", "reading-1"), ("wide", "broad", "narrower", "x"))
    raised = gaps.through(found, links).set_index("statement")["n_readings"]
    assert raised.to_dict() == {"broad": 2, "part": 2, "same": 2, "wide": 0}


def test_what_is_reported_as_overcome_wants_no_help():
    found = gaps.obstacles(ONE)
    assert gaps.unsettled(found, matches(("o", "c", "reports_partly_met", "reading-2"))).empty
    assert len(gaps.unsettled(found, matches(("o", "c", "reports_unmet", "reading-2")))) == 1


def test_a_helper_has_a_name_a_type_or_none():
    statements = told(("a", "activity", ""), ("b", "offer", ""), ("c", "plan", ""))
    who = leads(("a", "own_organisation", "park"), ("a", "funders", "bo"), ("b", "media", ""))
    help_ = offers.told(statements, who, NAMES, ["done", "offered", "planned"])
    assert list(help_["helper"]) == ["The Park and Bo", "media", "nobody named"]
    assert list(help_["own"]) == [True, False, False]
    assert offers.audit(help_)["n_helpers"].item() == 4
    assert offers.by_helper(help_)["n"].sum() == 4


def test_help_told_before_the_obstacle_is_told_apart():
    found = pd.DataFrame({"doc": ["new", "new", "old"], "help": ["h1", "h1; h2", "h1; h2"]})
    help_ = pd.DataFrame({"statement": ["h1", "h2"], "doc": ["old", "new"]})
    dates = {"old": "2018-11-06", "new": "2022"}
    assert list(offers.timed(found, help_, dates)["told"]) == ["earlier", "same document", "later"]


def test_an_obstacle_that_denies_help_is_found_from_both_sides():
    found = pd.DataFrame({"statement": ["o1", "o2", "o3"]})
    links = matches(("h", "o1", "contradicts", "x"), ("o2", "h", "contradicts", "x"))
    assert list(offers.denied(found, pd.DataFrame({"statement": ["h"]}), links)["statement"]) == [
        "o1",
        "o2",
    ]


def test_a_row_of_the_map_names_the_obstacle_named_last_and_leaves_empty_what_is_empty():
    statements = told(
        ("o1", "obstacle", ""), ("o2", "obstacle", ""), ("o3", "obstacle", ""), ("h", "plan", "")
    ).assign(doc=["old", "new", "new", "old"])
    links = matches(("o1", "h", "answers", "reading-1"))
    found, help_ = linked(statements, links, leads(("h", "own_organisation", "park")))
    found = found.assign(asks="", asked="", means="", foundation=None)
    [row] = gapmap.gap_map(
        found, help_, statements, SUBJECTS, {"old": "2018", "new": "2022"}
    ).to_dict("records")
    assert (row["count"], row["obstacle"]) == ("Staff: 2 of 3", "o2 (new, line 2)")
    assert row["offered"] == "The Park: old, line 4"
    assert row["asked"] is None
    assert row["could"] is None


def test_a_subject_without_any_help_is_silent_in_every_state_of_help():
    statements = told(("o", "obstacle", ""), ("h", "plan", ""), ("k", "offer", ""))
    found, help_ = linked(statements, matches())
    drawn = gapmap.cells(found.assign(asked="", asks=""), help_, SUBJECTS)
    assert drawn[["column", "n", "mark"]].values.tolist() == [
        ["without help", 1, "used"],
        ["help: planned", 0, "silent"],
        ["help: offered", 0, "silent"],
    ]


def test_the_toy_corpus_gives_the_answers_worked_out_by_hand():
    """Four of six obstacles are gaps; a seventh, the shed, is said to be overcome.

    Money and the class on the ferry have help that one reading sees. The queue, frost, honey and
    the heron's hat have none; of these, honey wants public power, and for frost nobody asks.
    """
    tables = ("statements", "addressees", "themes", "matches")
    statements, who, themes, links = (records.load(name, "toy") for name in tables)
    names = records.names("actors", "toy")
    help_ = offers.told(statements, who, names, ["done", "offered", "planned"])
    found = gaps.unsettled(gaps.obstacles(statements), links)
    found = gaps.ask(gaps.link(found, help_, links), statements, who, themes, links)
    seen = found.set_index("statement")[["n_readings", "foundation"]]
    assert list(seen.itertuples(name=None)) == [
        ("forum-2020.s31", 0, True),
        ("forum-2020.s32", 1, True),
        ("incubators-2018.s02", 1, True),
        ("incubators-2018.s11", 0, None),
        ("incubators-2018.s12", 0, False),
        ("panel-2018.s31", 0, True),
    ]
    assert gaps.audit(found)[["n", "n_gap", "n_open"]].values.tolist() == [[6, 4, 2]]
