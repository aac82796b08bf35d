"""Relations between printed numbers: what is possible is never called impossible."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import consistency

few = settings(max_examples=60, deadline=None)

SLACK = 1e-9


def within(value, interval):
    low, high = interval
    room = SLACK * max(1.0, abs(value))
    return low - room <= value <= high + room


@pytest.mark.parametrize(
    ("printed", "value", "kind", "expected"),
    [
        ("0.11%", "0.11", "share", (0.105, 0.115)),
        ("1.50%", "1.50", "share", (1.495, 1.505)),
        ("60%", "60", "share", (59.5, 60.5)),
        ("12", "12", "count", (12, 12)),
        ("1,200", "1200", "count", (1200, 1200)),
        ("12,000", "12000", "count", (11500, 12500)),
        ("12 000", "12000", "count", (11500, 12500)),
        ("3000", "3000", "money", (2500, 3500)),
        ("1.5 million", "1500000", "money", (1450000, 1550000)),
        ("1,234.5", "1234.5", "money", (1234.45, 1234.55)),
        ("2003", "2003", "date", (2003, 2004)),
        ("three", "3", "enumeration", (3, 3)),
    ],
)
def test_a_printed_number_stands_for_an_interval(printed, value, kind, expected):
    assert consistency.interval(printed, value, kind) == pytest.approx(expected)


def test_a_date_is_as_wide_as_its_precision():
    year, month, day = (
        consistency.interval(date, date, "date") for date in ("2003", "2003-05", "2003-05-01")
    )
    assert year[0] <= month[0] == day[0] < day[1] < month[1] <= year[1]


def test_the_last_day_of_february_ends_where_march_begins():
    for year in ("2003", "2004"):
        february = consistency.interval("", f"{year}-02", "date")
        assert february[1] == consistency.interval("", f"{year}-03", "date")[0]


@few
@given(st.decimals(0, 100, places=6), st.integers(0, 4))
def test_whatever_is_rounded_to_a_printed_share_lies_in_its_interval(value, digits):
    printed = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    interval = consistency.interval(f"{printed}%", str(printed), "share")
    assert within(float(value), interval)
    assert within(float(printed), interval)
    assert interval[1] - interval[0] == pytest.approx(10**-digits)


@few
@given(st.integers(1000, 10**9))
def test_whatever_is_rounded_to_thousands_lies_in_its_interval(value):
    printed = (value + 500) // 1000 * 1000
    interval = consistency.interval(f"{printed:,}", str(printed), "count")
    assert within(value, interval)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a = b + c", True),
        ("a = b - c", False),
        ("a <= b", True),
        ("a < b", False),
        ("a < a", True),  # the letters of an expression vary freely: too kind, never too strict
        ("a = 100 * b / c", False),
        ("min(a, b) <= c <= max(a, b)", False),
        ("0 <= a <= 100", True),
        ("a > 2 >= b", True),
        ("a = b + z", None),
    ],
)
def test_an_expression_can_hold_or_not_or_cannot_be_settled(expression, expected):
    values = {"a": (3, 5), "b": (2, 3), "c": (1, 1)}
    assert consistency.possible(expression, values) is expected


@pytest.mark.parametrize(
    "expression",
    ["a", "a +", "a != b", "a ! b", "a = __import__('os')", "a = b.c", "a = 'b'", "a = b ** c"],
)
def test_what_is_not_in_the_grammar_is_refused_and_never_run(expression):
    with pytest.raises(ValueError, match=r"grammar|comparison"):
        consistency.possible(expression, dict.fromkeys("abc", (1, 2)))


SMALL = st.tuples(st.integers(0, 6), st.integers(0, 3)).map(lambda t: (t[0], t[0] + t[1]))
EVALUATE = {
    "a = b + c": lambda a, b, c: a == b + c,
    "a = b - c": lambda a, b, c: a == b - c,
    "a = b * c": lambda a, b, c: a == b * c,
    "a <= b + c": lambda a, b, c: a <= b + c,
    "min(b, c) <= a <= max(b, c)": lambda a, b, c: min(b, c) <= a <= max(b, c),
    "a < b < c": lambda a, b, c: a < b < c,
    "100 * a = b": lambda a, b, c: 100 * a == b,
}
EXACT = ["a = b + c", "a = b - c", "a <= b + c"]  # every letter once, and no gaps between integers


@few
@given(SMALL, SMALL, SMALL, st.sampled_from(list(EVALUATE)))
def test_what_exhaustive_search_finds_is_possible(a, b, c, expression):
    values = {
        letter: tuple(map(float, span)) for letter, span in zip("abc", (a, b, c), strict=True)
    }
    every = product(*(range(low, high + 1) for low, high in (a, b, c)))
    found = any(EVALUATE[expression](*numbers) for numbers in every)
    holds = consistency.possible(expression, values)
    assert holds or not found
    if expression in EXACT:
        assert holds == found


def printed_share(count, total, digits):
    exact = Decimal(100 * count) / Decimal(total)
    shown = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return quantity(f"{shown}%", shown, "share")


def quantity(printed, value, kind, value_max=""):
    row = {"printed": printed, "value": str(value), "value_max": value_max, "kind": kind}
    return row | {"line_start": 1}


def rounded(count):
    """A count as it may be printed: exact, or to thousands where that leaves something."""
    near = (count + 500) // 1000 * 1000
    return quantity(f"{near:,}", near, "count") if near else quantity(f"{count}", count, "count")


def verdict(expression, *quantities, needs="inside", expected="", kind="sum"):
    members = [f"q{n}" for n in range(len(quantities))]
    known = pd.DataFrame(list(quantities)).assign(quantity=members)
    relation = {"relation": "r", "kind": kind, "members": "; ".join(members)}
    relation |= {"expression": expression, "expected": expected, "needs": needs, "note": ""}
    [row] = consistency.check(pd.DataFrame([relation]), known).to_dict("records")
    return row["verdict"]


@few
@given(st.integers(1, 5000), st.integers(0, 10**6), st.integers(0, 4))
def test_a_share_that_was_computed_and_rounded_is_never_inconsistent(count, more, digits):
    total = count + more
    share = printed_share(count, total, digits)
    exact = quantity(f"{count:,}" if count % 1000 else "1", count, "count")
    assert verdict("a = 100 * b / c", share, exact, rounded(total)) == "consistent"


@few
@given(st.lists(st.integers(0, 10**5), min_size=2, max_size=2))
def test_a_sum_that_was_rounded_for_print_is_never_inconsistent(parts):
    whole, left, right = rounded(sum(parts)), *map(rounded, parts)
    assert verdict("a = b + c", whole, left, right) == "consistent"


@few
@given(
    st.tuples(st.integers(0, 300), st.integers(0, 300)),
    st.tuples(st.integers(1, 9000), st.integers(1, 9000)),
    st.integers(0, 2),
)
def test_a_mixture_of_two_groups_is_never_inconsistent(counts, more, digits):
    totals = [count + rest for count, rest in zip(counts, more, strict=True)]
    whole = printed_share(sum(counts), sum(totals), digits)
    parts = [printed_share(*group, digits) for group in zip(counts, totals, strict=True)]
    assert verdict("min(b, c) <= a <= max(b, c)", whole, *parts) == "consistent"


def test_a_share_that_does_not_follow_is_inconsistent():
    wrong = (
        quantity("2.1%", "2.1", "share"),
        quantity("8", 8, "count"),
        quantity("400", 400, "count"),
    )
    assert verdict("a = 100 * b / c", *wrong) == "inconsistent"


def test_sources_that_differ_are_never_inconsistent():
    apart = quantity("8", 8, "count"), quantity("51", 51, "count")
    assert verdict("a = b", *apart) == "inconsistent"
    assert verdict("a = b", *apart, needs="outside") == "underdetermined"


def test_a_number_without_a_value_leaves_a_relation_open():
    assert verdict("a = b", quantity("8", 8, "count"), quantity("many", "", "count")) == (
        "underdetermined"
    )


def test_a_range_reaches_to_its_end():
    ages = quantity("20-30", "20", "age", value_max="30"), quantity("28", 28, "age")
    assert verdict("a = b", *ages) == "consistent"


@pytest.mark.parametrize(("counted", "expected"), [("3", "consistent"), ("4", "inconsistent")])
def test_a_promised_list_is_held_against_what_was_counted(counted, expected):
    promise = quantity("three", "3", "enumeration")
    assert verdict("a = n", promise, expected=counted, kind="list_length") == expected


def test_a_matter_of_wording_is_left_open():
    assert verdict("", quantity("8", 8, "count"), kind="wording") == "underdetermined"


def test_a_relation_is_spelled_with_its_printed_numbers():
    printed = {"a": "0.5%", "b": "60", "c": "12,000"}
    assert consistency.spelled("a = 100 * b / c", printed) == "0.5% = 100 × 60 / 12,000"


def test_no_relations_give_an_empty_audit():
    columns = ["relation", "kind", "members", "expression", "expected", "needs", "note"]
    known = pd.DataFrame([quantity("8", 8, "count")]).assign(quantity="q")
    checked = consistency.check(pd.DataFrame(columns=columns), known)
    assert consistency.audit(checked)["n"].item() == 0
