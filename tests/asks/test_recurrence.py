"""Requests made again: pairs point forward in time, and only what both readings see is sure."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers.asks import recurrence, taxonomy

few = settings(max_examples=40, deadline=None)
DATES = pd.DataFrame(
    [("old", "2010-03-01", "not_before"), ("mid", "2015", "year"), ("new", "2020-01-02", "day")],
    columns=["doc", "date", "date_precision"],
)
REQUESTS = pd.DataFrame(
    [(f"{doc}.{n}", doc, author) for doc in DATES["doc"] for n, author in enumerate("ab")],
    columns=["statement", "doc", "author"],
).assign(paraphrase="Do it.", line_start=7)
NAMES = pd.Series({"a": "Al", "b": "Bo"})


def matched(*rows):
    return pd.DataFrame(rows, columns=["left", "right", "relation", "coder"])


def pairs(*rows):
    return recurrence.pairs(REQUESTS, matched(*rows), DATES)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2013-10-07", "2022", True),
        ("2022", "2013-10-07", False),
        ("2018-01-23", "2018-11-06", True),
        ("2018", "2018-11-06", None),
        ("2018-11-06", "2018-11-06", None),
    ],
)
def test_a_date_is_later_only_if_it_must_be(first, second, expected):
    assert recurrence.is_later(first, second) is expected


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (("2013-10-07", "not_before"), ("2022", "year"), "at most 9"),
        (("2018-01-23", "day"), ("2022", "not_before"), "at least 4"),
        (("2018-01-23", "day"), ("2020-12-09", "day"), "2"),
    ],
)
def test_years_are_a_bound_where_only_the_earliest_date_is_known(left, right, words):
    assert recurrence.years_later(left, right) == words


def test_a_match_told_the_other_way_round_is_turned_to_point_forward():
    [row] = pairs(("new.0", "old.0", "broader", "reading-1")).to_dict("records")
    assert (row["earlier"], row["later"], row["how"]) == ("old.0", "new.0", "narrower")


def test_a_pair_is_sure_only_if_both_readings_see_it():
    found = pairs(
        ("old.0", "new.0", "same", "reading-1"),
        ("old.0", "new.0", "broader", "reading-2"),
        ("mid.0", "new.0", "same", "reading-1"),
        ("mid.0", "new.0", "broader", "reading-1"),
    ).set_index("earlier")
    assert found["state"].to_dict() == {"old.0": recurrence.BOTH, "mid.0": recurrence.ONE}
    assert found["how"].to_dict() == {"old.0": "broader or same", "mid.0": "broader or same"}


@pytest.mark.parametrize("relation", ["answers", "reports_met", "contradicts"])
def test_an_answer_or_a_report_is_no_request_made_again(relation):
    assert pairs(("old.0", "new.0", relation, "reading-1")).empty


def test_what_a_document_says_twice_is_not_made_again_later():
    assert pairs(("old.0", "old.1", "same", "reading-1")).empty


def test_the_last_document_cannot_be_repeated():
    judged = recurrence.states(REQUESTS, pairs(("old.0", "mid.0", "same", "reading-1")), DATES)
    by_doc = judged.groupby("doc")["state"].agg(list).to_dict()
    assert by_doc == {
        "old": [recurrence.ONE, recurrence.NONE],
        "mid": [recurrence.NONE] * 2,
        "new": [recurrence.LAST] * 2,
    }


ROW = st.tuples(
    st.sampled_from(list(REQUESTS["statement"])),
    st.sampled_from(list(REQUESTS["statement"])),
    st.sampled_from(["same", "broader", "narrower", "answers"]),
    st.sampled_from(["reading-1", "reading-2"]),
)


@few
@given(st.lists(ROW, max_size=12))
def test_every_request_has_one_state_and_every_pair_points_forward(rows):
    found = pairs(*rows)
    judged = recurrence.states(REQUESTS, found, DATES)
    [counts] = recurrence.audit(judged, found).to_dict("records")
    assert counts["n"] == counts["n_both"] + counts["n_one"] + counts["n_none"]
    assert counts["n"] + counts["n_last"] == len(REQUESTS)
    assert counts["n_own"] <= counts["n_both"]
    assert all(recurrence.is_later(row.from_date[0], row.to_date[0]) for row in found.itertuples())
    drawn = recurrence.by_document(judged, DATES)
    assert drawn["n"].sum() == counts["n"]
    assert list(dict.fromkeys(drawn["doc"])) == ["old", "mid"]


@few
@given(st.lists(ROW, max_size=12))
def test_a_request_stands_in_one_thread_at_most(rows):
    tied = recurrence.threads(pairs(*rows), REQUESTS, NAMES)
    members = [name for cell in tied["statements"] for name in cell.split("; ")]
    assert len(members) == len(set(members))
    assert (tied["n_documents"] >= 2).all()


def both(left, right):
    return [(left, right, "same", f"reading-{n}") for n in (1, 2)]


def test_a_thread_through_three_documents_is_told_in_the_order_of_time():
    found = pairs(*both("old.0", "mid.1"), *both("mid.1", "new.0"))
    [row] = recurrence.threads(found, REQUESTS, NAMES).to_dict("records")
    assert row["first"] == "old, line 7 (Al)"
    assert row["again"] == "mid, line 7 (Bo); new, line 7 (Al)"
    assert (row["n_documents"], row["n_authors"], row["years"]) == (3, 2, "at most 10")


def test_the_toy_requests_are_made_again_as_worked_out_by_hand():
    asked = taxonomy.requests(records.load("statements", "toy"), ["own", "implied", "reported"], [])
    dates = pd.DataFrame([vars(doc) for doc in sources.catalogue("toy").values()])
    found = recurrence.pairs(asked, records.load("matches", "toy"), dates)
    judged = recurrence.states(asked, found, dates)
    state = judged.set_index("statement")["state"]
    assert state["huang-study.s05"] == recurrence.BOTH
    assert state["huang-study.s03"] == recurrence.ONE
    assert state["huang-study.s01"] == recurrence.NONE
    [counts] = recurrence.audit(judged, found).to_dict("records")
    assert (counts["n"], counts["n_both"], counts["n_own"], counts["n_last"]) == (5, 1, 0, 11)
    [thread] = recurrence.threads(found, asked, records.names("actors", "toy")).to_dict("records")
    assert (thread["statements"], thread["years"]) == ("huang-study.s05; forum-2020.s01", "17")


def test_without_a_later_document_the_summary_says_so():
    only = REQUESTS[REQUESTS["doc"] == "new"]
    found = recurrence.pairs(only, matched(), DATES)
    counts = recurrence.audit(recurrence.states(only, found, DATES), found).iloc[0]
    said = recurrence.summary(counts, recurrence.threads(found, only, NAMES))
    assert said == "No document read here has a later one, so no request can be found again."
    assert recurrence.headline(counts) == "No document read here has a later one"
