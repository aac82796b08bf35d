"""A case: what became of each problem, and what stands beside it in time."""

import pandas as pd
import pytest

from helpers.claims import casebook


def statements(**kinds):
    frame = pd.DataFrame(kinds.items(), columns=["statement", "kind"])
    return frame.assign(doc="d", concerns="startup_ngos")


def matches(*rows):
    return pd.DataFrame(rows, columns=["left", "right", "relation", "coder"])


KINDS = {"a": "obstacle", "b": "activity", "c": "claim", "e": "recommendation", "f": "offer"}


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([("b", "answers"), ("c", "reports_met")], "said to be better"),
        ([("c", "reports_partly_met")], "said to be better"),
        ([("c", "reports_unmet")], "nobody answers"),
        ([("b", "partly_answers"), ("e", "answers")], "something is done"),
        ([("f", "answers")], "something is done"),
        ([("e", "partly_answers")], "only asked for"),
        ([("c", "answers")], "nobody answers"),
        ([("b", "same")], "nobody answers"),
        ([], "nobody answers"),
    ],
)
def test_the_state_of_a_problem_is_the_best_that_is_told(links, expected):
    found = matches(*(("a", right, relation, "reading-1") for right, relation in links))
    [row] = casebook.chain(statements(**KINDS), found, "d").to_dict("records")
    assert row["state"] == expected


def test_links_and_readings_are_counted_once():
    found = matches(
        ("a", "b", "answers", "reading-1"),
        ("a", "b", "partly_answers", "reading-2"),
        ("a", "f", "answers", "reading-2"),
    )
    [row] = casebook.chain(statements(**KINDS), found, "d").to_dict("records")
    assert (row["done"], row["n_readings"], row["whose"]) == ("b; f", 2, "NGOs")


def test_the_audit_adds_up():
    linked = casebook.chain(statements(a="obstacle", b="obstacle"), matches(), "d")
    [counts] = casebook.audit(linked).to_dict("records")
    assert counts["n"] == sum(counts[state] for state in casebook.STATES) == 2


@pytest.mark.parametrize(
    ("concerns", "expected"),
    [
        ("incubators; startup_ngos", "NGOs"),
        ("state; public", "people served"),
        ("local_government", "government"),
        ("incubators", "nobody named"),
        ("", "nobody named"),
    ],
)
def test_a_problem_belongs_to_somebody_or_to_nobody_named(concerns, expected):
    assert casebook.whose(concerns) == expected


def test_events_on_the_lines_of_policy_are_policy_and_open_dates_say_so():
    events = pd.DataFrame(
        [
            ("2018-01-23T16:01", "", "minute", "exact", 2),
            ("", "2016", "year", "before", 8),
            ("2012", "", "year", "since", 7),
            ("2016", "2016", "year", "exact", 25),
        ],
        columns=["since", "until", "precision", "bound", "line_start"],
    ).assign(doc="d", char_start=[1, 3, 2, 4])
    told = pd.DataFrame({"doc": ["d"], "basis": ["policy_cited"], "line_start": [25]})
    found = casebook.lanes(events, told, "d")
    assert found[["when", "lane"]].values.tolist() == [
        ["since 2012", "story"],
        ["before 2016", "story"],
        ["2016", "policy"],
    ]
