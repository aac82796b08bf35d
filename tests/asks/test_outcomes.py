"""Outcomes in counts and words: everything is counted once, and the page keeps its size."""

import pandas as pd
import pytest

from helpers.asks import followup, outcomes


def counted(*states, n_named=None):
    named = n_named or [2 * (s in [*followup.NAMED, followup.DIFFER]) for s in states]
    frame = pd.DataFrame({"state": pd.Series(states, dtype=str), "n_named": named or []})
    return followup.audit(frame).loc[0]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (counted(), ""),
        (counted("met"), ": one as met"),
        (counted("unmet", "unmet"), ": none as met and two as unmet"),
        (
            counted("silent", "silent", "other subjects"),
            "; three are not named again, two of them although the subject comes up",
        ),
        (
            counted("other subjects", "other subjects"),
            "; two are not named again, none of them although the subject comes up",
        ),
        (counted("other subjects"), "; one is not named again"),
        (
            counted("only asked again", followup.DIFFER, n_named=[2, 1]),
            ": none as met and one without a report; one reading alone finds one more",
        ),
    ],
)
def test_what_became_of_them_is_said_for_none_one_and_many(row, expected):
    assert outcomes.spelled(row) == expected


def test_a_request_that_the_readings_take_differently_stands_in_two_places():
    rows = pd.DataFrame({"reading-1": ["met", "silent"], "reading-2": ["unmet", "silent"]})
    found = outcomes.by_state(rows)
    assert found["n"].sum() == 3
    assert found[found["n"] > 0]["state"].tolist() == ["met", "unmet", "silent"]


def test_a_document_has_every_kind_and_every_request_one_of_them():
    each = pd.DataFrame(
        {"doc": ["a"] * 4, "state": ["met", "help offered", "silent", "other subjects"]}
    )
    found = outcomes.by_document(each, ["a", "b"])
    assert found.groupby("doc")["n"].agg(list).to_dict() == {"a": [1, 1, 1, 1], "b": [0, 0, 0, 0]}


def rows(*states):
    every = [
        {"statement": f"s{n}", "line_start": n, "paraphrase": "x", "whom": "y", "state": state}
        | {"n_named": 2 * (state in [*followup.NAMED, followup.DIFFER]), "talk": state}
        for n, state in enumerate(states, start=1)
    ]
    return pd.DataFrame(every)


def test_the_page_holds_so_many_reports_and_says_what_it_leaves_out():
    every = rows("unmet", "met", "unmet", followup.DIFFER, "silent", "other subjects", "silent")
    page = outcomes.sheet(every, ["talk"], 2)
    assert page["statement"].tolist() == ["s2", "s1"]
    assert outcomes.unshown(every, page) == (
        "Not shown: two requests named again, but without the same report (lines 3, 4); two not "
        "named again, although the subject comes up (lines 5, 7); one not named again, nor is the "
        "subject (line 6)."
    )
    assert outcomes.unshown(every.head(2), page) == "All requests are shown."


def test_a_subject_that_is_not_raised_is_a_dash_and_not_a_silence():
    every = rows("unmet").assign(talk="unmet: line 9", news="other subjects", paper="silent")
    [row] = outcomes.sheet(every, ["talk", "news", "paper"], 5).to_dict("records")
    assert (row["talk"], row["news"], row["paper"]) == ("unmet: line 9", "–", "silent")


def test_whoever_is_asked_by_name_is_named_and_partners_are_not():
    columns = ["statement", "addressee", "actor", "role"]
    asked = [
        ("s1", "ministry", "mofa", "lead"),
        ("s1", "media", "", "with"),
        ("s2", "state", "", "lead"),
    ]
    requests = pd.DataFrame({"statement": ["s1", "s2", "s3"]})
    addressees = pd.DataFrame(asked, columns=columns)
    found = outcomes.whom(requests, addressees, pd.Series({"mofa": "Foreign Office"}))
    assert found["whom"].tolist() == ["Foreign Office", "the state", "nobody named"]
