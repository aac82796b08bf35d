"""Printed shares: recomputed with bounds, beside rival sources, without claiming more."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import consistency, shares

few = settings(max_examples=40, deadline=None)

PLACE = {"doc": "d", "line_start": 1, "line_end": 1, "char_start": 0, "char_end": 1}


def quantities(*rows):
    """Quantities from (id, printed, value, kind, population, counted_by)."""
    names = ["quantity", "printed", "value", "kind", "population", "counted_by"]
    frame = pd.DataFrame(rows, columns=names).assign(as_of="2001", value_max="", **PLACE)
    measured = {"share": "share that cross", "count": "clubs that cross"}
    return frame.assign(measures=frame["kind"].map(measured))


def relations(*rows):
    names = ["relation", "kind", "members", "expression"]
    frame = pd.DataFrame([(f"r{n}", *row) for n, row in enumerate(rows)], columns=names)
    return frame.assign(expected="", needs="inside", note="")


RATIO = ("ratio", "s; c; t", "a = 100 * b / c")


def recomputed(share, count, total):
    known = quantities(
        ("s", share, share.rstrip("%"), "share", "all", "a"),
        ("c", f"{count:,}", str(count), "count", "all", "a"),
        ("t", f"{total:,}", str(total), "count", "all", "a"),
    )
    [row] = shares.recompute(relations(RATIO), known).to_dict("records")
    [checked] = consistency.check(relations(RATIO), known).to_dict("records")
    return row, checked["verdict"]


@few
@given(st.integers(1, 9999), st.integers(0, 10**6), st.integers(0, 3))
def test_a_share_that_was_rounded_for_print_agrees(count, more, digits):
    total = count + more
    exact = Decimal(100 * count) / Decimal(total)
    printed = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    row, verdict = recomputed(f"{printed}%", count, total)
    assert row["agrees"]
    assert verdict == "consistent"
    assert row["low"] <= row["recomputed"] <= row["high"]


@few
@given(st.decimals("0.01", 20, places=2), st.integers(1, 999), st.integers(1000, 10**5))
def test_two_ways_of_checking_a_share_never_differ(share, count, total):
    row, verdict = recomputed(f"{share}%", count, total)
    assert row["agrees"] == (verdict == "consistent")


def test_a_share_that_is_off_by_one_digit_does_not_agree():
    row, verdict = recomputed("2.1%", 8, 400)
    assert (row["agrees"], verdict) == (False, "inconsistent")


def test_a_ratio_of_another_form_is_not_recomputed():
    other = relations(("ratio", "s; c; t", "a = 100 * b / (b + c)"))
    known = quantities(("s", "1%", "1", "share", "all", "a"))
    assert shares.recompute(other, known).empty


def test_one_source_has_no_rival_and_three_have_three_pairs():
    one = quantities(("s", "1%", "1", "share", "all", "a"), ("t", "2%", "2", "share", "all", "a"))
    assert shares.rivals(one, "share").empty
    three = quantities(*((f"s{by}", "1%", "1", "share", "all", by) for by in "abc"))
    assert len(shares.rivals(three, "share")) == 3


def test_a_factor_is_the_larger_over_the_smaller_whoever_comes_first():
    for first, second in (("1", "4"), ("4", "1")):
        pair = quantities(
            ("s", first, first, "share", "all", "a"), ("t", second, second, "share", "all", "b")
        )
        assert shares.rivals(pair, "share")["factor"].item() == 4


def test_sources_that_measure_different_groups_are_no_rivals():
    apart = quantities(("s", "1", "1", "count", "all", "a"), ("t", "2", "2", "count", "some", "b"))
    assert shares.rivals(apart, "count").empty


SUM = quantities(
    ("s", "10%", "10", "share", "all", "a"),
    ("t", "100", "100", "count", "rest", "a"),
    ("w", "10", "10", "count", "all", "a"),
    ("p", "4", "4", "count", "part", "a"),
    ("q", "6", "6", "count", "other part", "a"),
    ("x", "7", "7", "count", "part", "b"),
)
SHARE = ("ratio", "s; w; t", "a = 100 * b / c")


def test_a_part_is_counted_as_the_rival_counts_it():
    known = relations(SHARE, ("sum", "w; p; q", "a = b + c"))
    [row] = shares.substituted(shares.recompute(known, SUM), known, SUM).to_dict("records")
    assert (row["part"], row["by"], row["count"], row["recomputed"]) == ("p", "b", 13, 13.0)
    assert row["population"] == "part"


def test_a_sum_of_another_form_names_no_parts():
    known = relations(SHARE, ("sum", "w; p; q", "100 * a / b = c"))
    assert shares.substituted(shares.recompute(known, SUM), known, SUM).empty


@pytest.mark.parametrize("uncertainty", ["rounding", "definition", "binomial"])
def test_whatever_is_uncertain_the_range_contains_the_share(uncertainty):
    known = relations(SHARE, ("sum", "w; p; q", "a = b + c"))
    found = shares.recompute(known, SUM)
    [row] = shares.uncertain(found, known, SUM, uncertainty).to_dict("records")
    assert row["low"] <= row["recomputed"] <= row["high"]
    expected = {"rounding": (10, 10), "definition": (10, 13), "binomial": (4.9, 17.6)}
    assert (row["low"], row["high"]) == pytest.approx(expected[uncertainty], abs=0.05)


def test_a_share_without_a_total_implies_one():
    known = quantities(("s", "4%", "4", "share", "all", "a"), ("c", "9", "9", "count", "all", "a"))
    [row] = shares.implied_totals(relations(("ratio", "s; c", "a = 100 * b / n")), known).to_dict(
        "records"
    )
    assert (row["low"], row["high"]) == pytest.approx((900 / 4.5, 900 / 3.5))
    assert shares.implied_totals(relations(SHARE), SUM).empty
