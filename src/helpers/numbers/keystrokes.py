"""A printed number becomes those that are one slip of the hand away.

Grain: one number and one keystroke. A slip that gives the same value again, or no number, is none.
"""

import re
from collections.abc import Iterator

import pandas as pd

from helpers.numbers.intervals import date_of, interval

_DIGITS = "0123456789"
_RUN = re.compile(r"\d[\d,]*(?:\.\d+)?")


def slips(quantity: dict | pd.Series) -> Iterator[tuple[str, dict]]:
    """Which numbers are one slip of the hand away? Yield (text, quantity) for each, once.

    A slip replaces, drops or adds a digit, swaps two neighbours, or moves the point by one place.

    >>> held = {"printed": "12%", "value": "12", "value_max": "", "kind": "share"}
    >>> found = [text for text, _ in slips(held)]
    >>> len(found), found[:3], "21%" in found
    (47, ['22%', '32%', '42%'], True)
    """
    printed, seen = str(quantity["printed"]), {quantity["printed"]}
    for run in _RUN.finditer(printed):
        for digits in _changed(run.group()):
            text = printed[: run.start()] + digits + printed[run.end() :]
            new = _reread(dict(quantity), run, digits)
            if new and text not in seen and new != (quantity["value"], quantity["value_max"]):
                seen.add(text)
                yield (
                    text,
                    dict(quantity)
                    | dict(zip(("value", "value_max"), new, strict=True))
                    | {"printed": text},
                )


def _changed(run: str) -> Iterator[str]:
    """Yield each string of digits that is one slip away; commas stand aside."""
    bare = run.replace(",", "")
    places = [place for place, sign in enumerate(bare) if sign != "."]
    found = [bare[:p] + digit + bare[p + 1 :] for p in places for digit in _DIGITS]
    found += [bare[:p] + bare[p + 1 :] for p in places]
    found += [bare[:p] + digit + bare[p:] for p in range(len(bare) + 1) for digit in _DIGITS]
    found += [
        bare[:p] + bare[p + 1] + bare[p] + bare[p + 2 :]
        for p in range(len(bare) - 1)
        if "." not in bare[p : p + 2]
    ]
    if "." in bare:
        digits, point = bare.replace(".", ""), bare.index(".")
        moved = (digits[:p] + "." + digits[p:] for p in (point - 1, point + 1) if p >= 0)
        found += [text.lstrip("0") for text in moved]
    for text in dict.fromkeys(found):
        whole, dot, decimals = text.partition(".")
        proper = (whole or "0") + dot + decimals if decimals else whole
        if proper and proper != bare and not re.match(r"0\d", proper):
            yield f"{int(proper.partition('.')[0]):,}" + dot + decimals if "," in run else proper


def _reread(quantity: dict, run: re.Match, digits: str) -> tuple[str, str] | None:
    """Read a number again after a slip in one of its runs of digits; None where it is no number."""
    values = [quantity["value"], quantity["value_max"]]
    before, after = run.group().replace(",", ""), digits.replace(",", "")
    for place, value in enumerate(values):
        if not value:
            continue
        if quantity["kind"] == "date":
            new = _redated(value, before, after)
        else:
            scale = float(value) / float(before) if float(before) else 0
            whole = scale >= 1 and round(scale) in {10**power for power in range(13)}
            new = f"{float(after) * round(scale):.12g}" if whole and scale == round(scale) else None
            new = after if new and scale == 1 else new
        if new:
            values[place] = new
            return values[0], values[1]
    return None


def _redated(value: str, before: str, after: str) -> str | None:
    """Replace a year, month or day; None where it is none of them, or no date comes out."""
    if not (before.isdigit() and after.isdigit()):
        return None
    parts = value.split("-")
    widths = [4, 2, 2][: len(parts)]
    for place, part in enumerate(parts):
        if part.isdigit() and int(part) == int(before):
            parts[place] = after.zfill(widths[place])
            date = "-".join(parts)
            try:
                interval("", date, "date")
                real = date_of(interval("", date, "date")[0])
            except (ValueError, IndexError):
                return None
            same = [real.year, real.month, real.day][: len(parts)] == [int(p) for p in parts]
            return date if same and len(parts[0]) == 4 and int(parts[0]) > 999 else None
    return None
