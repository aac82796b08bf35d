"""When did a tie hold: dated, open at one end, or known at one moment only."""

import pandas as pd
import pytest

from helpers import records, sources
from helpers.people import tenure
from helpers.vocabularies import TIE_KINDS


@pytest.mark.parametrize(
    ("year", "since", "until", "kind", "told", "exact", "expected"),
    [
        (2016, "2016", "2017", "funds", "2018", True, True),
        (2015, "2016", "2017", "funds", "2018", True, False),
        (2018, "2016", "2017", "funds", "2018", True, False),
        (2017, "2016-05", "", "funds", "2018-01-23", True, True),
        (2019, "2016", "", "funds", "2018", True, None),
        (2015, "2016", "", "funds", "2018", True, False),
        (2015, "", "2016", "funds", "2018", True, None),
        (2018, "", "", "heads", "2018", True, True),
        (2017, "", "", "heads", "2018", True, None),
        (2013, "", "", "heads", "2013-10-07", False, None),
        (2018, "", "", "praises", "2018", True, True),
        (2017, "", "", "praises", "2018", True, False),
        (2014, "", "", "praises", "2013", False, None),
        (2018, "", "", "co_published", "2018", True, None),
        (2018, "", "", "attended", "2018", True, None),
    ],
)
def test_a_tie_holds_in_a_year_as_far_as_is_printed(
    year, since, until, kind, told, exact, expected
):
    assert tenure.is_held(year, since, until, kind, told, exact) is expected


def test_without_a_year_every_tie_holds():
    rows = pd.DataFrame({"kind": ["heads"], "doc": "d", "since": "", "until": ""})
    assert tenure.hold(rows, pd.DataFrame(), None)["held"].tolist() == [True]
    assert tenure.hold(
        rows.head(0), pd.DataFrame(columns=["doc", "date", "date_precision"]), 1
    ).empty


@pytest.mark.parametrize(
    ("since", "until", "told", "exact", "kind", "expected"),
    [
        ("", "", "2020-12-09", True, "heads", "in 2020"),
        ("", "", "2013-10-07", False, "heads", "in 2013 or later"),
        ("", "", "2018", True, "founded", "by 2018"),
        ("", "", "2018", False, "founded", "undated"),
        ("2018-11-06", "2018-11-06", "2018", True, "chaired", "on 2018-11-06"),
        ("2012-11", "2012-11", "2018", True, "heads", "in 2012-11"),
        ("2016", "", "2018", True, "funds", "since 2016, end open"),
        ("2016", "2017", "2018", True, "funds", "since 2016 until 2017"),
        ("", "2017", "2018", True, "funds", "until 2017"),
    ],
)
def test_what_is_known_at_one_moment_is_not_said_to_hold_since_then(
    since, until, told, exact, kind, expected
):
    assert tenure.when(since, until, told, exact, kind) == expected


def test_every_kind_of_tie_has_one_way_to_be_dated():
    kinds = [*tenure.SAID, *tenure.DONE, *tenure.STANDING, "attended"]
    assert sorted(kinds) == sorted(TIE_KINDS)


def test_the_verb_depends_on_what_somebody_is_tied_to():
    assert tenure.verb("co_published", "publication") == "published"
    assert tenure.verb("co_published", "ingo") == "published with"
    assert tenure.verb("member_of", "programme") == "took part in"


def test_a_post_told_twice_stands_once_and_a_bare_one_gives_way_to_one_with_a_name():
    told = pd.DataFrame(
        [
            ["k1", "a", "heads", ""],
            ["k2", "a", "heads", "director"],
            ["k3", "a", "heads", "director"],
        ],
        columns=["tie", "source", "kind", "role_as_written"],
    ).assign(target="b", doc="d", since="", until="")
    actors = pd.DataFrame({"actor": ["a", "b"], "name": ["A", "B"], "type": ["person", "ngo"]})
    dates = pd.DataFrame({"doc": ["d"], "date": ["2018"], "date_precision": ["year"]})
    found = tenure.posts(told, actors, dates)
    assert found[["tie", "post", "when"]].values.tolist() == [["k2", "director", "in 2018"]]


def test_the_president_of_an_earlier_congress_is_not_dated_by_the_story():
    documents = pd.DataFrame(map(vars, sources.catalogue("seeds").values()))
    held = tenure.posts(records.load("ties"), records.load("actors"), documents)
    assert held.set_index("source").loc["hu-jintao", "when"] == "in 2012-11"
