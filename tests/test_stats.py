"""Exact tests: they agree with counting by hand, with brute force and with published values."""

from itertools import permutations
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from helpers import stats

few = settings(max_examples=60, deadline=None)

SHARES = st.floats(0, 1, allow_nan=False)
SQUARE = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(SHARES, min_size=n, max_size=n), min_size=n, max_size=n)
)
SETS = st.frozensets(st.sampled_from("abcdef"))


@few
@given(SQUARE)
def test_the_pairing_test_agrees_with_a_recount(alikeness):
    n = len(alikeness)
    sums = [sum(alikeness[i][j] for i, j in enumerate(p)) for p in permutations(range(n))]
    own = sum(alikeness[i][i] for i in range(n))
    result = stats.pairing_test(alikeness)
    assert result["n_pairings"] == len(sums) == factorial(n)
    assert result["observed"] == pytest.approx(own / n)
    assert result["expected"] == pytest.approx(sum(sums) / n / len(sums))
    at_least = sum(total >= own - 1e-11 for total in sums)
    more = sum(total > own + 1e-11 for total in sums)
    assert more / len(sums) <= result["p"] <= at_least / len(sums) + 1e-12
    assert result["p"] >= result["smallest_p"] == stats.smallest_p(n)


@few
@given(SQUARE)
def test_the_order_of_the_cases_does_not_matter(alikeness):
    turned = [row[::-1] for row in alikeness[::-1]]
    assert stats.pairing_test(turned) == pytest.approx(stats.pairing_test(alikeness))


def test_a_matrix_without_differences_gives_a_p_of_one():
    assert stats.pairing_test([[0.3] * 4] * 4)["p"] == 1


def test_a_perfect_match_gives_the_smallest_p():
    perfect = [[float(i == j) for j in range(6)] for i in range(6)]
    assert stats.pairing_test(perfect)["p"] == stats.smallest_p(6) == 1 / 720


@pytest.mark.parametrize("matrix", [[], [[1, 2]], [[0] * 10] * 10])
def test_only_a_square_of_one_to_nine_cases_is_tested(matrix):
    with pytest.raises(ValueError, match="square matrix of one to nine cases"):
        stats.pairing_test(matrix)


@few
@given(SETS, SETS)
def test_likeness_of_sets_is_a_share_and_has_two_sides(left, right):
    assert 0 <= stats.jaccard(left, right) == stats.jaccard(right, left) <= 1
    assert stats.jaccard(left, left) == (1 if left else 0)


@few
@given(st.integers(0, 300), st.integers(1, 300), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_binomial_interval_is_that_of_the_beta_distribution(count, more, level):
    total, tail = count + more, (1 - level) / 2
    low, high = stats.binomial_interval(count, total, level)
    assert low == pytest.approx(beta.ppf(tail, count, more + 1) if count else 0, abs=1e-9)
    assert high == pytest.approx(beta.ppf(1 - tail, count + 1, more), abs=1e-9)
    assert low <= count / total <= high


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    # R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, exact method.
    [
        (81, 263, (0.2527, 0.3676)),
        (15, 148, (0.0578, 0.1617)),
        (0, 20, (0, 0.1684)),
        (1, 29, (0.0009, 0.1776)),
    ],
)
def test_the_binomial_interval_gives_published_values(count, total, expected):
    assert stats.binomial_interval(count, total) == pytest.approx(expected, abs=5e-5)
