"""A printed percentage or mean becomes a yes or no: can so many people give it?

Grain: one printed number and one number of people or things.
"""

import re

from helpers.numbers.intervals import interval


def is_granular(printed: str, n: int, percent: bool = True, rounding: str = "half_up") -> bool:
    """Can a printed percentage (or mean of whole numbers) come from n people or things?

    The GRIM test: some whole number k must give 100 * k / n (or k / n) when it is rounded at the
    last printed digit. It can fail only where n is small for the digits: below 100 for whole
    percentages, below 10,000 for two decimals.

    Method: N. J. L. Brown and J. A. J. Heathers, The GRIM Test, Social Psychological and
    Personality Science 8 (2017), 363-369.

    >>> is_granular("5.19", 28, percent=False), is_granular("5.18", 28, percent=False)
    (False, True)
    """
    digits = re.search(r"\d+(?:\.\d+)?", printed).group()
    low, high = interval(digits, digits, "share", rounding)
    whole = 100 if percent else 1
    smallest = -(-(low * n / whole - 1e-9) // 1)
    return smallest <= high * n / whole + 1e-9
