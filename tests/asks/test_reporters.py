"""Who reports: stakes come from printed ties, and names from the lines of a passage."""

import pandas as pd
import pytest

from helpers.asks import reporters

POSTS = {"ada": {"club"}, "bo": {"club", "inn"}, "cleo": {"inn"}}
ROW = {"request": "s1", "statement": "t1", "doc": "talk", "author": "bo", "line_start": 3}
ROW |= {"says": "unmet", "report": True, "n_readings": 2, "stake": reporters.OTHER, "names": ""}
ROW |= {"reading-1": "unmet", "reading-2": "unmet"}
NAMES = pd.Series({"bo": "Bo Reed", "cleo": "Cleo Marsh"})


def found(*rows):
    return pd.DataFrame([ROW | row for row in rows])


@pytest.mark.parametrize(
    ("voice", "kind", "speaks_for", "expected"),
    [
        ("ada", "activity", "organisation", reporters.SAME),
        ("bo", "activity", "organisation", reporters.KIN),
        ("cleo", "activity", "organisation", reporters.OWN),
        ("cleo", "offer", "organisation", reporters.OWN),
        ("cleo", "activity", "third_party", reporters.OTHER),
        ("cleo", "obstacle", "organisation", reporters.OTHER),
        ("dan", "claim", "self", reporters.OTHER),
    ],
)
def test_the_first_stake_that_fits_counts(voice, kind, speaks_for, expected):
    assert reporters.stake(kind, speaks_for, voice, "ada", POSTS) == expected


def test_a_passage_that_one_reading_sees_says_so():
    statements = pd.DataFrame(
        [
            {"statement": name, "doc": doc, "author": "ada", "line_start": 1, "char_start": 0}
            for name, doc in (("s1", "study"), ("t1", "talk"))
        ]
    )
    tied = [("s1", "t1", "same", "reading-1"), ("s1", "t1", "reports_unmet", "reading-2")]
    matches = pd.DataFrame(tied, columns=["left", "right", "relation", "coder"])
    seen = [
        reporters.passages(statements.head(1), statements, part, ["talk"])["says"].item()
        for part in (matches, matches.head(1))
    ]
    assert seen == ["only asked again or unmet", "only asked again (one reading)"]
    assert reporters.passages(statements.head(1), statements, matches.head(0), ["talk"]).empty


def test_passages_are_counted_once_however_many_requests_they_touch():
    counts = reporters.audit(found({}, {"request": "s2", "stake": reporters.SAME}))
    assert counts.values.tolist() == [[1, 0, 1, 0, 1]]


def test_partly_met_and_unmet_is_told_on_both_sides():
    both = found({"reading-2": "partly met and unmet"})
    assert reporters.voices(both, ["talk"])[["better", "unmet", "n"]].values.tolist() == [[1, 1, 1]]


def test_unmet_is_not_met():
    assert reporters.voices(found({}), ["talk"])["better"].item() == 0


def test_rules_funds_and_sums_stand_on_the_line_of_the_passage():
    types = {"bee-act": "rule", "hive-fund": "programme", "fair": "programme"}
    actors = pd.DataFrame([{"actor": a, "type": t, "name": a.title()} for a, t in types.items()])
    ties = pd.DataFrame(
        [
            {
                "source": "hive-fund",
                "kind": "funds",
                "target": "club",
                "doc": "talk",
                "line_start": 3,
            },
            {"source": "bo", "kind": "cites", "target": "bee-act", "doc": "talk", "line_start": 9},
        ]
    )
    mentions = pd.DataFrame({"segment": ["b1", "b1"], "actor": ["fair", "bee-act"]})
    segments = pd.DataFrame({"segment": ["b1"], "doc": ["talk"], "line_start": [3]})
    money = {"kind": "money", "printed": "$5", "doc": "talk"}
    quantities = pd.DataFrame([money | {"line_start": 3}, money | {"line_start": 4}])
    named = reporters.with_names(found({}), actors, ties, mentions, segments, quantities)
    assert named["names"].item() == "$5; Bee-Act; Hive-Fund"
    listed = reporters.by_name(named)
    assert listed["name"].tolist() == ["$5", "Bee-Act", "Hive-Fund"]


def test_a_cell_groups_lines_and_voices_by_what_they_say():
    rows = found(
        {},
        {"line_start": 5, "author": "cleo", "stake": reporters.OWN},
        {"says": "partly met (one reading)", "n_readings": 1},
    )
    whole, firm = (reporters.spelled(rows, NAMES, firm)["s1", "talk"] for firm in (False, True))
    assert firm == "unmet: lines 3 and 5 (Bo Reed and Cleo Marsh°)"
    assert whole == firm + "; partly met (one reading): line 3 (Bo Reed)"


def test_a_limit_is_no_beginning_and_what_began_before_the_request_is_counted():
    place = {"doc": "talk", "char_start": 5, "char_end": 9}
    events = pd.DataFrame(
        [
            place | {"since": "2001", "bound": "after"},
            place | {"since": "2012-05", "bound": "since"},
            place | {"since": "1999", "bound": "exact", "doc": "news"},
            place | {"since": "1998", "bound": "exact", "char_start": 9, "char_end": 12},
        ]
    )
    rows = found({"reading-1": "met"} | place, {"reading-1": "met", "statement": "t2"} | place)
    dated = reporters.with_dates(rows, events)
    assert dated["since"].tolist() == ["2012-05", "2012-05"]
    assert reporters.begun(dated, "2013-10-07").values.tolist() == [[2, 2, 2]]
    assert reporters.begun(dated, "2012-01-01").values.tolist() == [[2, 2, 0]]
    assert reporters.begun(found({}).assign(since=""), "2013").values.tolist() == [[0, 0, 0]]
