"""Percentages: which numbers of people they fit, and which bounds an order leaves."""

from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import beta

from helpers import records
from helpers.numbers import fields, granularity, percentages

few = settings(max_examples=40, deadline=None)

# Cases printed in texts about the test of N. J. L. Brown and J. A. J. Heathers (2017): means of
# whole numbers (per 1) in encyclopedias and in The Economist of 18 June 2016, means and percentages
# (per 100) in the documentation of the R package scrutiny.
PUBLISHED = [
    ("5.19", 28, 1, False),
    ("5.19", 32, 1, True),
    ("3.48", 20, 1, False),
    ("5.93", 49, 1, False),
    ("5.27", 43, 1, False),
    ("2.02", 80, 1, True),  # 2.025 goes down
    ("2.03", 80, 1, True),  # and up
    ("2.04", 80, 1, True),
    ("32.5", 438, 100, False),
    ("35.6", 455, 100, True),
    ("21.7", 501, 100, False),
    ("39.3", 516, 100, True),
]


@pytest.mark.parametrize(("printed", "n", "per", "whole"), PUBLISHED)
def test_published_cases_come_out_as_published(printed, n, per, whole):
    assert bool(percentages.counts_behind(printed, n, per=per)) == whole


@few
@given(st.integers(1, 400), st.data())
def test_a_share_of_people_fits_their_number_however_it_is_shortened(n, data):
    count, digits = data.draw(st.integers(0, n)), data.draw(st.integers(0, 3))
    exact = Fraction(100 * count, n)
    cut = int(exact * 10**digits)
    rounded = int(exact * 10**digits + Fraction(1, 2))
    for kind, value in (("truncated", cut), ("half_up", rounded), ("either", cut)):
        whole, part = divmod(value, 10**digits)
        printed = f"{whole}.{part:0{digits}d}%" if digits else f"{whole}%"
        assert count in percentages.counts_behind(printed, n, kind)


def test_a_truncated_percentage_reaches_up_to_the_next_and_not_to_it():
    assert list(percentages.counts_behind("66.6%", 3, "truncated")) == [2]
    assert list(percentages.counts_behind("66.7%", 3, "truncated")) == []
    assert list(percentages.counts_behind("50%", 100, "truncated")) == [50]


@few
@given(st.integers(1, 300), st.decimals("0.1", 100, places=1))
def test_two_ways_of_testing_a_percentage_never_differ(n, share):
    printed = f"{share}%"
    assert bool(percentages.counts_behind(printed, n)) == granularity.is_granular(printed, n)


def test_the_numbers_that_fit_the_study_are_multiples_up_to_a_point():
    fits = percentages.fitting("74.19%", 500)
    [row] = percentages.audit(fits, 500).to_dict("records")
    assert (row["smallest"], row["n_fitting"], row["n_multiples"]) == (31, 20, 16)
    assert row["multiples_until"] == 398
    assert fits["n"].tolist() == [
        n for n in range(1, 501) if round(round(0.7419 * n) / n, 4) == 0.7419
    ]


def test_where_nothing_fits_there_is_no_smallest_number():
    fits = percentages.fitting("74.19%", 30)
    [row] = percentages.audit(fits, 30).to_dict("records")
    assert (row["smallest"], row["n_fitting"]) == (0, 0)
    assert percentages.separate(fits, 60).empty


def test_a_sample_is_apart_where_its_exact_interval_leaves_out_the_threshold():
    found = percentages.separate(percentages.fitting("74.19%", 62), 60)
    assert found["apart"].tolist() == [False, True]
    # The limits of 23 of 31 as quantiles of beta distributions.
    limits = [100 * beta.ppf(0.025, 23, 9), 100 * beta.ppf(0.975, 24, 8)]
    assert found[["low", "high"]].iloc[0].tolist() == pytest.approx(limits)


def test_few_percentages_fit_a_small_number_of_people():
    # By hand: over 60% and with no digit, two people give 100; three give 67 and 100.
    assert percentages.as_small("67%", 2, 60) == (1, 40)
    assert percentages.as_small("67%", 3, 60) == (2, 40)
    every = [f"{i / 10:.1f}" for i in range(601, 1001)]
    brute = sum(any(percentages.counts_behind(p, n) for n in range(1, 10)) for p in every)
    assert percentages.as_small("66.7%", 9, 60) == (brute, 400)


def order(over, under, at, printed):
    """Fields in order: `over` above the threshold, `under` below it, one of them printed."""
    frame = pd.DataFrame({"field": [f"f{i}" for i in range(over + under)], "printed": ""})
    frame.loc[at, "printed"] = printed
    return frame.assign(
        over=[60.0] * over + [None] * under, under=[None] * over + [60.0] * under
    ).astype({"over": float, "under": float})


def enumerated(ranked, n, ordered, ties):
    """All counts that agree with what is printed, one by one."""
    allowed = []
    for row in ranked.itertuples():
        over, under = (
            end if end == end else free for end, free in ((row.over, -1), (row.under, 101))
        )
        counts = [k for k in range(n + 1) if over * n < 100 * k < under * n]
        if row.printed:
            counts = [k for k in counts if k in percentages.counts_behind(row.printed, n)]
        allowed.append(counts)
    cases = [np.array(case) for case in product(*allowed)]
    if ordered:
        least = 0 if ties else 1
        cases = [case for case in cases if (case[:-1] - case[1:] >= least).all()]
    return np.array(cases)


@pytest.mark.parametrize("n", [3, 6, 9, 12])
@pytest.mark.parametrize(("ordered", "ties"), [(True, True), (False, True), (True, False)])
@pytest.mark.parametrize("at", [0, 1])
def test_bounds_are_those_that_counting_every_case_gives(n, ordered, ties, at):
    ranked = order(2, 2, at, "66.7%")
    cases = enumerated(ranked, n, ordered, ties)
    shares = percentages.bounds(ranked, n, ordered=ordered, ties=ties)
    apart = percentages.gaps(ranked, n, ordered=ordered, ties=ties)
    if not len(cases):
        assert shares.empty
        assert apart.empty
        return
    assert shares["low"].tolist() == pytest.approx(100 * cases.min(axis=0) / n)
    assert shares["high"].tolist() == pytest.approx(100 * cases.max(axis=0) / n)
    steps = cases[:, :-1] - cases[:, 1:]
    assert apart["low"].tolist() == pytest.approx(100 * steps.min(axis=0) / n)
    assert apart["high"].tolist() == pytest.approx(100 * steps.max(axis=0) / n)
    assert apart["sure"].tolist() == (steps.min(axis=0) > 0).tolist()


@few
@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_bounds_are_those_that_linear_programming_gives(over, under, data):
    ranked = order(over, under, data.draw(st.integers(0, over - 1)), "74.19%")
    n = data.draw(st.sampled_from([None, 31, 62, 399]))
    ends = []
    for row in ranked.itertuples():
        low, high = percentages._own(row, n, "half_up")
        ends.append((float(low), float(high)))
    size = len(ranked)
    falling = -np.eye(size)[:-1] + np.eye(size)[1:]
    scale = 100 / n if n else 1

    def extreme(direction):
        # Differences make a totally unimodular matrix, so that whole ends give whole solutions.
        found = linprog(direction, falling, np.zeros(size - 1), bounds=ends)
        return found.fun * scale

    shares, apart = percentages.bounds(ranked, n), percentages.gaps(ranked, n)
    assert shares["low"].tolist() == pytest.approx([extreme(row) for row in np.eye(size)])
    assert shares["high"].tolist() == pytest.approx([-extreme(-row) for row in np.eye(size)])
    assert apart["low"].tolist() == pytest.approx([extreme(-row) for row in falling], abs=1e-9)
    assert apart["high"].tolist() == pytest.approx([-extreme(row) for row in falling])


def test_without_a_number_of_people_only_the_threshold_is_a_sure_step():
    assert percentages.gaps(order(3, 2, 1, "70%"))["sure"].tolist() == [False, False, True, False]
    assert not percentages.gaps(order(5, 0, 1, "70%"))["sure"].any()


def test_what_contradicts_itself_has_no_bounds():
    below = order(2, 2, 2, "66.7%")  # a field under 60% with 66.7%
    assert percentages.bounds(below).empty
    assert percentages.gaps(below, 3).empty
    assert percentages.hull([percentages.bounds(below)]).empty


def test_each_assumption_narrows_and_none_widens():
    table = percentages.bought(order(7, 5, 2, "74.19%"), [31, 62, 93])
    assert (table["width"].diff().dropna() <= 1e-9).all()
    assert table["n_sure"].tolist() == [0, 0, 1, 1, 1, 1, 11]
    assert table["n_shares"].tolist() == [24] * 7


def test_an_assumption_that_nothing_satisfies_has_no_numbers():
    table = percentages.bought(order(3, 2, 1, "66.7%"), [3])
    assert table["width"].isna().tolist() == [False] * 6 + [True]


def test_more_people_leave_less_room_around_the_threshold():
    sized = percentages.by_size(order(3, 2, 1, "66.7%"), percentages.fitting("66.7%", 30))
    assert sized.iloc[0][["least_over", "most_under"]].tolist() == pytest.approx([200 / 3, 100 / 3])
    assert (sized["least_over"] > 60).all()
    assert (sized["most_under"] < 60).all()


@pytest.fixture(scope="module")
def toy():
    return fields.ranking(records.load("statements", "toy"), records.load("quantities", "toy"))


def test_the_toy_order_gives_what_was_worked_out_by_hand(toy):
    # 2 of 3 is 66.67%. Up to 399 only multiples of 3 fit; then 267 of 400, 269 of 403 … 333 of 499.
    fits = percentages.fitting("66.7%", 500)
    assert len(fits) == 166 + 34
    assert percentages.audit(fits, 500)["multiples_until"].item() == 399
    assert len(percentages.fitting("66.7%", 500, "truncated")) == 83  # 253, 256 … 499
    three = percentages.bounds(toy, 3)
    third = 100 / 3
    assert three["low"].tolist() == pytest.approx([2 * third, 2 * third, 2 * third, 0, 0])
    assert three["high"].tolist() == pytest.approx([100, 2 * third, 2 * third, third, third])
    assert percentages.gaps(toy)["sure"].tolist() == [False, False, True, False]
