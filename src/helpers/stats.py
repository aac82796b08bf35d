"""Exact answers for few cases: nothing here samples, and nothing rests on large numbers.

Shares are in [0, 1].
"""

from collections.abc import Sequence
from itertools import permutations
from math import factorial

import numpy as np
from scipy.stats import binomtest


def smallest_p(n_pairs: int) -> float:
    """Which p-value is the smallest that a test over all pairings of `n_pairs` pairs can give?

    >>> round(smallest_p(6), 5)
    0.00139
    """
    return 1 / factorial(n_pairs)


def pairing_test(alikeness: Sequence[Sequence[float]]) -> dict[str, float]:
    """Are things that belong together more alike than things that do not?

    `alikeness[i][j]` says how alike the first thing of case i and the second thing of case j are.
    Under the null hypothesis every way of pairing firsts with seconds was equally likely, so all
    of them are counted (n! pairings; at most nine cases). Returns `observed` (mean of the
    diagonal), `expected` (mean over all pairings), `n_pairings`, `p` (share of pairings with a
    mean at least as high) and `smallest_p`.

    Source: exact permutation test, E. J. G. Pitman, Supplement to the Journal of the Royal
    Statistical Society 4 (1937), 119–130.

    >>> result = pairing_test([[1, 0], [0, 1]])
    >>> result["observed"], result["expected"], result["p"]
    (1.0, 0.5, 0.5)
    """
    matrix = np.asarray(alikeness, dtype=float)
    n = len(matrix)
    if matrix.shape != (n, n) or not 1 <= n <= 9:
        raise ValueError(f"a square matrix of one to nine cases is needed, not {matrix.shape}")
    rows = np.arange(n)
    means = np.array([matrix[rows, list(order)].mean() for order in permutations(range(n))])
    observed = matrix.diagonal().mean()
    return {
        "observed": float(observed),
        "expected": float(means.mean()),
        "n_pairings": len(means),
        "p": float((means >= observed - 1e-12).mean()),
        "smallest_p": smallest_p(n),
    }


def jaccard(left: set, right: set) -> float:
    """How alike are two sets: the shared part of all their members? Two empty sets share nothing.

    >>> jaccard({"a", "b"}, {"b", "c"}), jaccard(set(), set())
    (0.3333333333333333, 0.0)
    """
    return len(left & right) / len(left | right) if left | right else 0.0


def binomial_interval(count: int, total: int, level: float = 0.95) -> tuple[float, float]:
    """Between which shares would a random sample put the truth? Exact, after Clopper and Pearson.

    It is meaningful only if the cases were a random sample of something larger.
    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404–413.

    >>> tuple(round(bound, 3) for bound in binomial_interval(0, 10))
    (0.0, 0.308)
    """
    interval = binomtest(count, total).proportion_ci(level, method="exact")
    return float(interval.low), float(interval.high)
