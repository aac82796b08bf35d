"""Marks of two coders become agreement, theme by theme: how far does one find what the other finds?

Grain: one row per theme. Each theme is a question of its own, asked of every unit: is it there?
`both, only_a, only_b, neither` count the units by the answers of two coders, a and b.

`alpha` is Krippendorff's for nominal data, two coders, nothing missing: 1 − observed over expected
disagreement. With n units, and n₁ and n₀ the marks and non-marks of both coders taken together
(n₁ + n₀ = 2n), it is 1 − (only_a + only_b)·(2n − 1) / (n₁·n₀). It is 1 where they always agree, 0
where they agree as often as marks dealt out at random; it is None where nobody or everybody marks
everything, as nothing can then be told apart.
Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); Content Analysis (4th
ed. 2019), where 0.800 and 0.667 are customary lines for firm and for tentative conclusions.

Assumptions
1. Alpha is computed for themes that every reading gives to `LEAST` units or more; for rarer
   ones the four counts stand alone, as one unit would move alpha by a tenth or more.
2. For the interval whole clusters (turns) are drawn again, `RESAMPLES` times with `SEED`: units of
   a turn hang together. It says how far agreement hangs on which turns were printed. The ends are
   the percentiles of the draws in which alpha is defined (percentile bootstrap, B. Efron 1979);
   with so many draws another seed moves them by about 0.01.
3. Precision is the share of b's marks that a shares, recall the share of a's marks that b shares.

Known problems: with no disagreement at all every draw is 1, so the interval has no width; few marks
make it wide and uneven. Agreement tells nothing of what both coders overlook.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from helpers import sources
from helpers import vocabularies as v

RESAMPLES, SEED = 10_000, 32
LEAST = 5  # units that every reading gives a theme to, for alpha
CELLS = ["both", "only_a", "only_b", "neither"]


def alpha(both: int, only_a: int, only_b: int, neither: int) -> float | None:
    """How far do two coders agree on one theme? None where nothing varies.

    >>> round(alpha(both=1, only_a=1, only_b=3, neither=5), 3)  # the example of Krippendorff 2011
    0.095
    >>> alpha(0, 0, 0, 10) is None
    True
    """
    found = alphas(np.array([both, only_a, only_b, neither]))
    return None if np.isnan(found) else float(found)


def alphas(counts: np.ndarray) -> np.ndarray:
    """How far do two coders agree, for many counts at once? The last axis holds the four cells.

    Returns `alpha` of each, nan where nothing varies.

    >>> alphas(np.array([[1, 1, 3, 5], [0, 0, 0, 10]])).round(3).tolist()
    [0.095, nan]
    """
    both, only_a, only_b, _ = np.moveaxis(counts, -1, 0)
    n, ones = counts.sum(axis=-1), 2 * both + only_a + only_b
    expected = ones * (2 * n - ones)
    apart = (only_a + only_b) * (2 * n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - apart / expected, np.nan)


def counts(
    units: pd.DataFrame, found: pd.DataFrame, themes: list[str], a: str, b: str
) -> pd.DataFrame:
    """In how many units do both coders, one or neither see each theme?

    Takes units and marks of `marking`. Returns one row per theme: `theme, both, only_a, only_b,
    neither` and `n_least`, the units of the reading that gives the theme to fewest.

    >>> units = pd.DataFrame({"unit": ["p1", "p2"], "cluster": "t"})
    >>> found = pd.DataFrame({"unit": ["p1"], "theme": "ferry", "coder": "reading-1"})
    >>> counts(units, found, ["ferry"], "reading-1", "word list").values.tolist()
    [['ferry', 0, 1, 0, 1, 1]]
    """
    of_a, of_b = (_seen(units, found, themes, coder) for coder in (a, b))
    cells = _split(of_a, of_b).sum(axis=0)
    table = pd.DataFrame(cells, columns=CELLS).assign(n_least=_least(units, found, themes))
    table.insert(0, "theme", themes)
    return table


def _seen(units: pd.DataFrame, found: pd.DataFrame, themes: list[str], coder: str) -> np.ndarray:
    """Return units × themes: is there a mark of this coder?"""
    rows = {unit: row for row, unit in enumerate(units["unit"])}
    columns = {theme: column for column, theme in enumerate(themes)}
    seen = np.zeros((len(rows), len(columns)), dtype=bool)
    own = found[(found["coder"] == coder) & found["unit"].isin(rows) & found["theme"].isin(columns)]
    seen[own["unit"].map(rows).to_numpy(int), own["theme"].map(columns).to_numpy(int)] = True
    return seen


def _split(of_a: np.ndarray, of_b: np.ndarray) -> np.ndarray:
    """Return units × themes × the four cells, a 1 in one of them each."""
    return np.stack([of_a & of_b, of_a & ~of_b, ~of_a & of_b, ~of_a & ~of_b], axis=-1).astype(int)


def _least(units: pd.DataFrame, found: pd.DataFrame, themes: list[str]) -> np.ndarray:
    readings = [coder for coder in v.CODERS if (found["coder"] == coder).any()]
    if not readings:
        return np.zeros(len(themes), dtype=int)
    return np.min([_seen(units, found, themes, r).sum(axis=0) for r in readings], axis=0)


@lru_cache(maxsize=64)
def _draws(n_clusters: int, resamples: int, seed: int) -> np.ndarray:
    """Return how often each cluster is drawn in each resample."""
    drawn = np.random.default_rng(seed).integers(0, max(n_clusters, 1), (resamples, n_clusters))
    where = drawn + n_clusters * np.arange(resamples)[:, None]
    times = np.bincount(where.ravel(), minlength=resamples * n_clusters)
    return times.reshape(resamples, n_clusters).astype(float)


def compare(
    units: pd.DataFrame,
    found: pd.DataFrame,
    themes: list[str],
    a: str,
    b: str,
    least: int = LEAST,
    seed: int | None = SEED,
) -> pd.DataFrame:
    """How far does b agree with a on each theme? Adds to `counts` what can be said of them.

    Columns: `alpha, low, high` (95 of 100 draws lie between; missing where the theme is too rare),
    `n_undefined` (draws in which nothing varies), `precision, recall` in [0, 1] (missing where
    there is nothing to take a share of). Without a `seed` nothing is drawn and the ends are those
    of alpha itself. Raises NotApplicable where a reading gave no code.

    >>> units = pd.DataFrame({"unit": list("abcdef"), "cluster": list("ttuuvv")})
    >>> found = pd.DataFrame({"unit": list("abcde"), "theme": "ferry", "coder": "reading-1"})
    >>> found = pd.concat([found, found.assign(coder="word list")[1:]])
    >>> [row] = compare(units, found, ["ferry"], "reading-1", "word list").to_dict("records")
    >>> round(row["alpha"], 3), row["precision"], row["recall"]
    (0.593, 1.0, 0.8)
    """
    for coder in {a, b} & {*v.CODERS}:
        if not (found["coder"] == coder).any():
            raise sources.NotApplicable(f"{coder} gave no code to these units; choose another")
    table = counts(units, found, themes, a, b)
    marked_a, marked_b = table["both"] + table["only_a"], table["both"] + table["only_b"]
    table["precision"] = (table["both"] / marked_b).where(marked_b > 0)
    table["recall"] = (table["both"] / marked_a).where(marked_a > 0)
    enough = (table["n_least"] >= least).to_numpy()
    table["alpha"] = np.where(enough, alphas(table[CELLS].to_numpy()), np.nan)
    table[["low", "high"]] = np.nan
    table["n_undefined"] = 0
    if seed is None:
        return table.assign(low=table["alpha"], high=table["alpha"])
    ends, undefined = _spread(units, found, list(table["theme"][enough]), a, b, seed)
    table.loc[enough, ["low", "high"]] = ends
    table.loc[enough, "n_undefined"] = undefined
    return table


def _spread(
    units: pd.DataFrame, found: pd.DataFrame, themes: list[str], a: str, b: str, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of each theme's interval, and in how many draws alpha is undefined."""
    split = _split(*(_seen(units, found, themes, coder) for coder in (a, b)))
    home = pd.factorize(units["cluster"])[0]
    by_cluster = np.zeros((home.max(initial=-1) + 1, *split.shape[1:]))
    np.add.at(by_cluster, home, split)
    drawn = alphas(np.tensordot(_draws(len(by_cluster), RESAMPLES, seed), by_cluster, axes=1))
    ends = [_percentile(drawn[:, column]) for column in range(len(themes))]
    return np.array(ends).reshape(len(themes), 2), np.isnan(drawn).sum(axis=0)


def _percentile(values: np.ndarray) -> tuple[float, float]:
    defined = values[~np.isnan(values)]
    if not len(defined):
        return np.nan, np.nan
    low, high = np.percentile(defined, [2.5, 97.5])
    return float(low), float(high)


def standing(found: pd.DataFrame, units: pd.DataFrame, a: str, b: str) -> dict[str, float | int]:
    """Over all themes together: how much of a's marks does b find, and how much of b's is right?

    Returns `n_a, n_b, n_both`, and `precision, recall` in [0, 1] (None where there is no mark).

    >>> units = pd.DataFrame({"unit": ["p1"]})
    >>> found = pd.DataFrame({"unit": "p1", "theme": ["x", "x", "y"], "coder": ["r", "w", "w"]})
    >>> standing(found, units, "r", "w")
    {'n_a': 1, 'n_b': 2, 'n_both': 1, 'precision': 0.5, 'recall': 1.0}
    """
    here = found[found["unit"].isin(units["unit"])]
    of = {
        c: set(map(tuple, here.loc[here["coder"] == c, ["unit", "theme"]].values)) for c in (a, b)
    }
    n_a, n_b, n_both = len(of[a]), len(of[b]), len(of[a] & of[b])
    return {
        "n_a": n_a,
        "n_b": n_b,
        "n_both": n_both,
        "precision": n_both / n_b if n_b else None,
        "recall": n_both / n_a if n_a else None,
    }
