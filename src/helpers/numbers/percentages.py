"""A printed percentage becomes the numbers of people it fits; a printed order becomes bounds.

Grain: one row per number of respondents, or per field, or per pair of neighbours in the order.
Shares are in percent, differences in percentage points.

Assumptions, each of which can be dropped
1. The percentage is one of respondents: a whole number of them over all of them, without weights.
2. Every respondent answered for every field, so that all shares have one denominator.
3. It was rounded to its last printed digit (a half up or down), or cut off there: `half_up`,
   `truncated` or `either`, as in `intervals`.
4. The order is that of the shares; fields with equal shares may stand in any order.

Known problems: beyond 50 respondents for each step of the last printed digit every number fits.
"""

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

import pandas as pd

from helpers import stats

LEVEL = 0.95


def window(printed: str, rounding: str) -> tuple[Fraction, Fraction, bool]:
    """Which values could have been printed so? Return the least, the most, and is the most one?

    >>> [str(end) for end in window("66.7%", "half_up")], window("66.7%", "truncated")[2]
    (['1333/20', '267/4', 'True'], False)
    """
    digits = printed.strip().rstrip("%").strip()
    value, step = Fraction(digits), Fraction(1, 10 ** len(digits.partition(".")[2]))
    low = value if rounding == "truncated" else value - step / 2
    high = value + step / 2 if rounding == "half_up" else value + step
    return low, high, rounding == "half_up"


def counts_behind(printed: str, n: int, rounding: str = "half_up", per: int = 100) -> range:
    """Which whole numbers out of `n` would be printed so? With `per` 1 the number is a mean.

    Source: N. J. L. Brown and J. A. J. Heathers, The GRIM test, Social Psychological and
    Personality Science 8 (2017), 363–369; the charitable form, which lets a half go up or down.

    >>> list(counts_behind("66.7%", 3)), list(counts_behind("3.48", 20, per=1))
    ([2], [])
    """
    low, high, closed = window(printed, rounding)
    most = floor(high * n / per) if closed else ceil(high * n / per) - 1
    return range(max(ceil(low * n / per), 0), most + 1)


def fitting(printed: str, most: int, rounding: str = "half_up") -> pd.DataFrame:
    """Which numbers of respondents, up to `most`, does a percentage fit?

    Returns one row per number that fits: `n`, `count_low` and `count_high` (the whole numbers of
    respondents that would be printed so) and `share` (percent, of the lower one).

    >>> fitting("66.7%", 7)["n"].tolist()
    [3, 6]
    """
    rows = [
        {"n": n, "count_low": found[0], "count_high": found[-1], "share": 100 * found[0] / n}
        for n in range(1, most + 1)
        if (found := counts_behind(printed, n, rounding))
    ]
    return pd.DataFrame(rows, columns=["n", "count_low", "count_high", "share"])


def audit(fits: pd.DataFrame, most: int) -> pd.DataFrame:
    """How many numbers of respondents fit, and are they multiples of the smallest?

    Returns one row: `n_tried, n_fitting`, `smallest` (0 if none), `n_multiples`, and
    `multiples_until` (up to here every number that fits is a multiple of the smallest).

    >>> audit(fitting("66.7%", 403), 403).to_dict("records")[0]["multiples_until"]
    399
    """
    smallest = int(fits["n"].iloc[0]) if len(fits) else 0
    multiple = fits["n"] % max(smallest, 1) == 0
    others = fits.loc[~multiple, "n"]
    row = {"n_tried": most, "n_fitting": len(fits), "smallest": smallest}
    row |= {"n_multiples": int(multiple.sum())}
    row |= {"multiples_until": int(others.iloc[0]) - 1 if len(others) else most}
    return pd.DataFrame([row])


def separate(fits: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """If respondents were a random sample: would it set the percentage apart from a threshold?

    Returns the rows with `low, high` (percent: the exact interval after Clopper and Pearson at
    `LEVEL`, for the count nearer to the threshold) and `apart` (the threshold lies outside).

    >>> separate(fitting("66.7%", 6), 60)["apart"].tolist()
    [False, False]
    """
    above = fits["share"] > threshold
    counts = fits["count_low"].where(above, fits["count_high"])
    known = zip(counts.astype(int), fits["n"].astype(int), strict=True)
    pairs = [stats.binomial_interval(k, n, LEVEL) for k, n in known]
    low = pd.Series([100 * pair[0] for pair in pairs], fits.index, dtype=float)
    high = pd.Series([100 * pair[1] for pair in pairs], fits.index, dtype=float)
    return fits.assign(low=low, high=high, apart=(low > threshold) | (high < threshold))


def by_size(ranked: pd.DataFrame, fits: pd.DataFrame, rounding: str = "half_up") -> pd.DataFrame:
    """What would each number of respondents that fits make of the order?

    Returns the rows of `fits` with `least_over` (percent: the least that a field over the threshold
    can have) and `most_under` (the most that one under it can have), missing where there is none.

    >>> fields = pd.DataFrame({"over": [60, None], "under": [None, 60], "printed": ["66.7%", ""]})
    >>> by_size(fields, fitting("66.7%", 6))[["n", "most_under"]].round(1).values.tolist()
    [[3.0, 33.3], [6.0, 50.0]]
    """
    every = [bounds(ranked, int(n), rounding) for n in fits["n"]]
    over = [float(rows.loc[rows["over"].notna(), "low"].min()) for rows in every]
    under = [float(rows.loc[rows["under"].notna(), "high"].max()) for rows in every]
    return fits.assign(least_over=over, most_under=under)


def as_small(printed: str, smallest: int, over: float) -> tuple[int, int]:
    """How many percentages fit a number of respondents as small as this, of how many?

    Counts all percentages above `over` with as many decimals as the printed one.

    >>> as_small("66.7%", 3, 60)
    (2, 400)
    """
    scale = 10 ** len(printed.strip().rstrip("%").partition(".")[2])
    first, last = floor(Fraction(str(over)) * scale) + 1, 100 * scale
    fitting_ones = {
        end
        for n in range(1, smallest + 1)
        for k in range(n + 1)
        # A half goes up or down, so that two percentages may be printed for one share.
        for end in ((2 * last * k + n) // (2 * n), -((n - 2 * last * k) // (2 * n)))
    }
    return sum(first <= end <= last for end in fitting_ones), last - first + 1


def bounds(
    ranked: pd.DataFrame,
    n: int | None = None,
    rounding: str = "half_up",
    ordered: bool = True,
    ties: bool = True,
) -> pd.DataFrame:
    """Between which values can each field's share lie, and no others?

    Takes fields in order with `over, under` (thresholds in percent, or missing) and `printed`.
    Without `n` a share may be any number; with it, whole respondents out of n. Returns the fields
    with `low, high` (percent; an end at a threshold is approached, not reached, without n). Empty
    where no shares fit all of it. Every value in between is possible: sharp bounds in the sense of
    C. F. Manski, Partial Identification of Probability Distributions (Springer, 2003).

    >>> fields = pd.DataFrame({"over": [60, 60], "under": None, "printed": ["", "66.7%"]})
    >>> bounds(fields, 3)[["low", "high"]].round(1).values.tolist()
    [[66.7, 100.0], [66.7, 66.7]]
    """
    ends = [_own(field, n, rounding) for field in ranked.itertuples()]
    lows, highs = ([end[side] for end in ends] for side in (0, 1))
    step = 1 if n and not ties else 0
    for i in range(1, len(ends) if ordered else 0):
        highs[i] = min(highs[i], highs[i - 1] - step)
        lows[-i - 1] = max(lows[-i - 1], lows[-i] + step)
    if any(low > high for low, high in zip(lows, highs, strict=True)):
        return ranked.iloc[:0].assign(low=0.0, high=0.0)
    scale = Fraction(100, n) if n else 1
    return ranked.assign(
        low=[float(low * scale) for low in lows], high=[float(high * scale) for high in highs]
    )


def _own(field, n: int | None, rounding: str) -> tuple[Fraction | int, Fraction | int]:
    """Return the bounds that a field has by itself: percent, or counts where n is given."""
    over, under = (
        None if pd.isna(end) else Fraction(str(end)) for end in (field.over, field.under)
    )
    if n is None:
        low, high = over or 0, 100 if under is None else under
        if field.printed:
            first, last, _ = window(field.printed, rounding)
            low, high = max(low, first), min(high, last)
        return low, high
    low = 0 if over is None else floor(over * n / 100) + 1
    high = n if under is None else ceil(under * n / 100) - 1
    if field.printed:
        behind = counts_behind(field.printed, n, rounding)
        low, high = (max(low, behind[0]), min(high, behind[-1])) if behind else (1, 0)
    return low, high


def gaps(
    ranked: pd.DataFrame,
    n: int | None = None,
    rounding: str = "half_up",
    ordered: bool = True,
    ties: bool = True,
) -> pd.DataFrame:
    """By how much must each field, and can it at most, lie above the next one?

    Returns one row per pair of neighbours: `upper, lower` (fields), `low, high` (percentage points,
    sharp) and `sure` (the two shares must differ). Empty where no shares fit all of it.

    >>> fields = pd.DataFrame({"over": [60, None], "under": [None, 60], "printed": ["66.7%", ""]})
    >>> gaps(fields.assign(field=["wax", "hats"]), 3)[["low", "high", "sure"]].values.tolist()
    [[33.333333333333336, 66.66666666666667, True]]
    """
    step = 100 / n if n and not ties else 0.0
    least = step if ordered else -100.0
    rows = []
    for above, below in pairwise(bounds(ranked, n, rounding, ordered, ties).itertuples()):
        divided = pd.notna(above.over) and pd.notna(below.under)
        low = max(above.low - below.high, least)
        sure = low > 0 or (divided and above.over >= below.under) or (ordered and not ties)
        rows.append(
            {"upper": above.field, "lower": below.field}
            | {"low": low, "high": above.high - below.low, "sure": bool(sure)}
        )
    return pd.DataFrame(rows, columns=["upper", "lower", "low", "high", "sure"])


def hull(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """What holds whichever of several cases is true? Lowest low, highest high, sure if all are.

    Takes frames of `bounds` or `gaps` with the same rows; empty ones are no case. None are needed.

    >>> case = pd.DataFrame({"low": [1.0], "high": [2.0]})
    >>> hull([case, case.assign(low=0.5)])[["low", "high"]].values.tolist()
    [[0.5, 2.0]]
    """
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return pd.DataFrame({"low": [], "high": [], "sure": []})
    whole = frames[0].assign(
        low=pd.concat([f["low"] for f in frames], axis=1).min(axis=1),
        high=pd.concat([f["high"] for f in frames], axis=1).max(axis=1),
    )
    if "sure" in whole:
        whole["sure"] = pd.concat([f["sure"] for f in frames], axis=1).all(axis=1)
    return whole


def bought(ranked: pd.DataFrame, sizes: list[int], rounding: str = "half_up") -> pd.DataFrame:
    """Which bounds narrow when one assumption after the other is added?

    `sizes` are the numbers of respondents that fit. Returns one row per assumption, each added to
    those above it: `assumption`, `shares_narrowed` and `gaps_narrowed` (ends of bounds), `width`
    (mean width of a share's bounds, points), `n_sure` (neighbours that must differ), `n_shares`
    and `n_gaps` (ends in all). Where no shares fit, the numbers are missing.

    >>> fields = pd.DataFrame({"over": [60, None], "under": [None, 60], "printed": ["66.7%", ""]})
    >>> table = bought(fields.assign(field=["wax", "hats"]), [3, 6])
    >>> table[["shares_narrowed", "n_sure"]].values.tolist()
    [[0, 0], [0, 0], [2, 1], [2, 1], [3, 1], [1, 1], [0, 1]]
    """
    free, lines = ranked.assign(over=None, under=None, printed=""), ranked.assign(printed="")
    smallest = sizes[:1]
    steps = [
        ("a share lies between nought and all", free, [None], {"ordered": False}),
        ("the order is that of the shares", free, [None], {}),
        ("the threshold parts them as printed", lines, [None], {}),
        ("the percentage is as printed", ranked, [None], {}),
        ("shares are whole respondents, whatever their number", ranked, sizes, {}),
        ("the number of respondents is the smallest that fits", ranked, smallest, {}),
        ("no two fields have the same share", ranked, smallest, {"ties": False}),
    ]
    rows, before = [], None
    for assumption, fields, numbers, more in steps:
        shares, apart = (
            hull([measure(fields, n, rounding, **more) for n in numbers])
            for measure in (bounds, gaps)
        )
        now = shares[["low", "high"]], apart[["low", "high"]]
        if shares.empty:
            rows.append({"assumption": assumption})
            continue
        narrowed = [_narrower(*pair) for pair in zip(before or now, now, strict=True)]
        before = now
        rows.append(
            {"assumption": assumption, "shares_narrowed": narrowed[0], "gaps_narrowed": narrowed[1]}
            | {"width": float((shares["high"] - shares["low"]).mean())}
            | {"n_sure": int(apart["sure"].sum())}
        )
    return pd.DataFrame(rows).assign(n_shares=2 * len(ranked), n_gaps=2 * (len(ranked) - 1))


def _narrower(before: pd.DataFrame, now: pd.DataFrame) -> int:
    """Count the ends that lie further inside than before."""
    lower = now["low"].to_numpy() > before["low"].to_numpy() + 1e-9
    upper = now["high"].to_numpy() < before["high"].to_numpy() - 1e-9
    return int(lower.sum() + upper.sum())
