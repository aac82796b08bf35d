"""Orders in time: the verdicts are those that trying every day gives."""

import itertools
import operator

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records
from helpers.numbers import consistency
from helpers.times import orders

many = settings(max_examples=150, deadline=None)
WINDOW = st.tuples(st.integers(0, 5), st.integers(0, 4)).map(lambda w: (w[0], w[0] + w[1]))
SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
FINE = 4  # moments tried per day, so that three of them fit between two whole days


def brute(signs, windows):
    """Try every moment: is the chain of comparisons certain, possible or impossible?"""
    moments = [range(low * FINE, high * FINE + 1) for low, high in windows]
    found = {
        all(SIGNS[s](a, b) for s, (a, b) in zip(signs, itertools.pairwise(chosen), strict=True))
        for chosen in itertools.product(*moments)
    }
    return {(True,): "certain", (False,): "impossible"}.get(tuple(found), "possible")


@many
@given(st.sampled_from(sorted(SIGNS)), WINDOW, WINDOW)
def test_an_order_of_two_dates_is_what_trying_every_moment_gives(sign, left, right):
    found = orders.judge(f"a {sign} b", {"a": left, "b": right})
    assert found == brute([sign], [left, right])


FORWARDS, BACKWARDS = st.sampled_from(["<", "<="]), st.sampled_from([">", ">="])
CHAIN = st.tuples(FORWARDS, FORWARDS) | st.tuples(BACKWARDS, BACKWARDS)


@many
@given(CHAIN, WINDOW, WINDOW, WINDOW)
def test_a_chain_told_forwards_or_backwards_is_what_trying_every_moment_gives(signs, a, b, c):
    windows = [a, b, c]
    expression = f"a {signs[0]} b {signs[1]} c"
    found = orders.judge(expression, dict(zip("abc", windows, strict=True)))
    assert found == brute(signs, windows)


def test_neighbours_that_fit_do_not_save_a_chain_that_cannot_hold():
    values = {"a": (5.0, 6.0), "b": (1.0, 9.0), "c": (3.0, 4.0)}
    assert orders.judge("a <= b <= c", values) == "impossible"
    assert orders.judge("a <= b", values) == orders.judge("b <= c", values) == "possible"
    assert orders.judge("a <= b >= c", values) == "possible"


def test_a_span_of_years_is_added_before_it_is_compared():
    values = {"a": (2009.0, 2009.9), "b": (13.5, 14.5), "c": (2020.9, 2020.9)}
    assert orders.judge("a + b <= c", values) == "impossible"
    assert orders.judge("a + b > c", values) == "certain"
    assert orders.judge("a + d <= c", values) is None


@many
@given(WINDOW, WINDOW)
def test_before_is_certain_only_if_every_day_of_one_lies_before_every_day_of_the_other(a, b):
    days = [range(low, high + 1) for low, high in (a, b)]
    found = {left < right for left, right in itertools.product(*days)}
    assert orders.is_before(a, b) is (found.pop() if len(found) == 1 else None)


# Allen's thirteen relations, by his definitions of 1983, for windows that end where the next begin.
DEFINED = {
    "is before": lambda a, b: a[1] < b[0],
    "meets": lambda a, b: a[1] == b[0],
    "overlaps": lambda a, b: a[0] < b[0] < a[1] < b[1],
    "starts": lambda a, b: a[0] == b[0] and a[1] < b[1],
    "lies during": lambda a, b: b[0] < a[0] and a[1] < b[1],
    "finishes": lambda a, b: a[0] > b[0] and a[1] == b[1],
    "equals": lambda a, b: a == b,
}
INVERSE = {
    "is after": "is before",
    "is met by": "meets",
    "is overlapped by": "overlaps",
    "is started by": "starts",
    "contains": "lies during",
    "is finished by": "finishes",
}


def test_of_the_thirteen_relations_exactly_one_holds_and_it_is_the_defined_one():
    windows = [(low, high) for low in range(5) for high in range(low, 5)]
    seen = set()
    for a, b in itertools.product(windows, windows):
        half_open = [(low, high + 1) for low, high in (a, b)]
        holding = [name for name, holds in DEFINED.items() if holds(*half_open)]
        holding += [n for n, other in INVERSE.items() if DEFINED[other](*reversed(half_open))]
        assert holding == [orders.allen(a, b)]
        seen |= set(holding)
    assert len(seen) == 13


@many
@given(st.lists(WINDOW, min_size=2, max_size=6))
def test_pairs_are_counted_once_and_ordered_where_no_day_is_shared(windows):
    pairs = orders.pairs(pd.DataFrame(windows, columns=["low", "high"]))
    apart = sum(a[1] < b[0] or b[1] < a[0] for a, b in itertools.combinations(windows, 2))
    assert pairs["n"].sum() == len(windows) * (len(windows) - 1) / 2
    assert pairs.loc[pairs["ordered"], "n"].sum() == apart


NUMBER = {"value_max": "", "unit": "", "kind": "date", "qualifier": "exact", "doc": "story"}
NUMBER |= {"line_start": 1, "char_start": 0, "char_end": 4}


def numbers(**values):
    rows = [
        NUMBER | {"quantity": f"q.{name}", "printed": value, "value": value}
        for name, value in values.items()
    ]
    return pd.DataFrame(rows)


EVENTS = pd.DataFrame(columns=["doc", "char_start", "char_end", "dating"])


def check(expression, needs="inside", kind="order", note="Invented.", **values):
    row = {"relation": "story.r1", "kind": kind, "members": "; ".join(f"q.{n}" for n in values)}
    row |= {"expression": expression, "expected": "", "needs": needs, "note": note}
    return orders.check(pd.DataFrame([row]), numbers(**values), EVENTS)


def test_registering_in_2016_cannot_lie_before_a_founding_in_2013():
    [row] = check("a <= b", a="2016", b="2013").to_dict("records")
    assert (row["verdict"], row["turned"], row["exactness"]) == ("impossible", "certain", "year")


def test_two_things_of_one_year_may_stand_in_either_order():
    assert check("a < b", a="2016", b="2016")["verdict"].item() == "possible"
    assert check("a = b", a="2016", b="2016")["turned"].item() is None


def test_what_rests_on_something_outside_is_not_tested():
    [row] = check("a < b", needs="outside", a="2013", b="2012").to_dict("records")
    assert (row["verdict"], row["reason"][:5]) == ("not tested", "rests")


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("They agree.", "told in words, not in dates"),
        ("Not settled here.", "a date that it needs is not printed"),
    ],
)
def test_an_order_without_numbers_is_not_tested_and_the_table_says_why(note, reason):
    [row] = check("", note=note, a="2016").to_dict("records")
    assert (row["verdict"], row["reason"]) == ("not tested", reason)


def test_lengths_and_marks_are_no_orders_in_time():
    row = {"relation": "story.r1", "kind": "order", "members": "q.a; q.b", "expression": "a < b"}
    row |= {"expected": "", "needs": "inside", "note": ""}
    marks = numbers(a="1", b="2").assign(kind="ordinal")
    assert orders.check(pd.DataFrame([row]), marks, EVENTS).empty


def test_a_date_is_found_by_a_rule_only_if_no_event_takes_it_as_printed():
    events = pd.DataFrame(
        {"doc": "story", "char_start": 0, "char_end": 9, "dating": ["resolved", "stated"]}
    )
    assert not orders.dates(numbers(a="2016"), events)["resolved"].item()
    assert orders.dates(numbers(a="2016"), events[:1])["resolved"].item()


def test_no_order_that_the_arithmetic_refutes_is_called_possible():
    for corpus in ("seeds", "toy"):
        relations, quantities, events = (
            records.load(table, corpus) for table in ("relations", "quantities", "events")
        )
        found = orders.check(relations, quantities, events).set_index("relation")["verdict"]
        audited = consistency.check(relations, quantities).set_index("relation")["verdict"]
        refuted = audited[audited == "inconsistent"].index.intersection(found.index)
        assert set(found[refuted]) <= {"impossible"}


def test_the_documents_hold_two_orders_that_cannot_be_true():
    """Lines 11 and 31 of forum-2020; lines 11, 15 and 30 of incubators-2018, read by hand."""
    tables = (records.load(table) for table in ("relations", "quantities", "events"))
    found = orders.check(*tables)
    broken = found[found["verdict"] == "impossible"]
    assert list(broken["relation"]) == ["forum-2020.r047", "incubators-2018.r030"]


def test_the_one_order_of_the_toy_study_is_certain():
    tables = (records.load(table, "toy") for table in ("relations", "quantities", "events"))
    found = orders.check(*tables).query("docs == 'huang-study'")
    assert found[["verdict", "turned"]].values.tolist() == [["certain", "impossible"]]
    assert orders.standing(found) == 0
