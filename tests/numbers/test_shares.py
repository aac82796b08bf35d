"""Printed shares: recomputed with bounds, beside rival sources, without claiming more."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers.numbers import consistency, reconciled, repairs, shares

few = settings(max_examples=40, deadline=None)

PLACE = {"doc": "d", "line_start": 1, "line_end": 1, "char_start": 0, "char_end": 1}


def quantities(*rows):
    """Quantities from (id, printed, value, kind, population, counted_by)."""
    names = ["quantity", "printed", "value", "kind", "population", "counted_by"]
    frame = pd.DataFrame(rows, columns=names).assign(as_of="2001", value_max="", **PLACE)
    frame = frame.assign(unit=frame["kind"].map({"share": "percent", "count": "clubs"}))
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


KNOT = quantities(
    ("s", "10%", "10", "share", "all", "a"),
    ("w", "10", "10", "count", "all", "a"),
    ("t", "100", "100", "count", "rest", "a"),
    ("p", "12%", "12", "share", "old", "a"),
    ("q", "20%", "20", "share", "new", "a"),
)
TIED = relations(("ratio", "s; w; t", "a = 100 * b / c"), ("mixture", "s; p; q", "b <= a <= c"))


def test_a_reconciliation_changes_one_number_and_nought_changes_none():
    found = repairs.reconciliations(TIED, KNOT)
    assert reconciled.mended(KNOT, found, 0) is KNOT
    for place, row in enumerate(found.to_dict("records"), start=1):
        changed = reconciled.mended(KNOT, found, place)
        differ = (changed.astype(str) != KNOT.astype(str)).any(axis=1)
        assert changed.loc[differ, "quantity"].tolist() == [row["quantity"]]


@pytest.mark.parametrize(
    ("held", "told"), [(TIED, r"1 to \d+; found 99"), (None, "nothing is to be")]
)
def test_a_reconciliation_that_does_not_exist_is_refused(held, told):
    found = repairs.reconciliations(relations(RATIO) if held is None else held, KNOT)
    with pytest.raises(sources.InputError, match=f"parameter repair: expected 0.*{told}"):
        reconciled.mended(KNOT, found, 99)


def test_every_reconciliation_leaves_fewer_contradictions_and_the_printed_numbers_come_first():
    found = repairs.reconciliations(TIED, KNOT)
    cases = reconciled.under_each(found, TIED, KNOT, "s")
    assert cases["repair"].tolist() == list(range(len(found) + 1))
    assert cases["n_broken"][0] == 1
    assert set(cases["n_broken"][1:]) == {0}
    assert set(cases["recomputed"]) == {10.0}
    assert set(cases.loc[1:, "quantity"]) == {"p"}


def test_a_ratio_has_the_bounds_that_rounding_gives():
    low, high = reconciled.ratios(reconciled.parts(TIED, KNOT, "s"))["new : old"]
    assert (low, high) == pytest.approx((19.5 / 12.5, 20.5 / 11.5))


def test_a_share_that_may_be_nought_makes_a_ratio_without_end():
    parts = reconciled.parts(TIED, KNOT, "s").assign(low=[0.0, 19.5])
    assert reconciled.spoken(reconciled.ratios(parts)["new : old"]) == "1.56 or more"


def test_of_a_range_the_middle_stands_for_it():
    wide = KNOT.copy()
    wide.loc[wide["quantity"] == "t", ["printed", "value", "value_max"]] = [
        "90 to 110",
        "90",
        "110",
    ]
    [row] = shares.recompute(TIED, wide).to_dict("records")
    assert (row["total"], row["recomputed"]) == (100, 10.0)
    assert (row["low"], row["high"]) == pytest.approx((1000 / 110, 1000 / 90))


def test_no_reconciliation_of_the_study_moves_its_overall_share():
    numbers, related = records.load("quantities"), records.load("relations")
    known, own = shares.material(numbers, related)
    recomputed = shares.recompute(own, known)
    overall = recomputed.loc[recomputed["total"].idxmax()]
    found = repairs.reconciliations(own, known)
    cases = reconciled.under_each(found, own, known, overall["share"])
    assert len(found) > 0
    assert cases["recomputed"].nunique() == 1
    # Foundations go abroad more often than associations, unless their own share is the wrong one.
    pair = cases.set_index("quantity")["foundations : social associations"]
    assert pair[""][0] > 1
    assert {name for name, (_, high) in pair.items() if high < 1} == {"huang-study.n020"}


def test_context_comes_from_other_documents_and_from_what_was_left_out():
    names = ("relations", "quantities", "exclusions", "statements")
    beside = shares.context(*(records.load(name) for name in names), "huang-study.n011")
    assert set(beside["doc"]) == {"panel-2018", "newsletter-2022"}
    assert beside["record"].is_unique
    assert (beside["says"] != "").all()
    toy = shares.context(*(records.load(name, "toy") for name in names), "huang-study.n02")
    assert toy.empty
