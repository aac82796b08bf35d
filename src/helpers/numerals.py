"""Numbers as printed in English or Chinese become values, so that two languages can be compared.

Grain: the set of values in a passage, each marked `number` or `ordinal`.

Assumptions
1. Digits, digits with a scale (10万, 1.5 million), English number words up to ninety-nine with
   one scale, Chinese numerals by place (三百二十) and by digit (二〇一八) are numbers. Of a
   percentage it is the figure (百分之三十 and 30% are 30); years, money, counts are not told apart.
2. 第二, second, secondly and 2nd are ordinals.
3. A plain one is no number ("one of", 一些); nor is 十, 百, 千, 万 or 亿 that has no digit and no
   measure word behind it (十分, 千万), nor two digits without a unit (两三, "two or three").
4. A decade of 上世纪 or 20世纪 is one of the twentieth century (上世纪70年代 and 1970s are 1970).
5. Digits that continue a Latin token (G20) are part of that token.

Known problems: months in words, fractions (三分之二), dozens, "two hundred and fifty" (read as 200
and 50), colloquial 三万五, and numerals inside idioms and other words (三明治) are misread.

Libraries: cn2an reads Chinese numerals, not those of a running text beside English ones; the
rules here are few.
"""

import re
from decimal import Decimal

_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_WORDS = {word: value for value, word in enumerate(_ONES, start=1)}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_PLACES = {"十": 10, "百": 100, "千": 1000}
_UNITS = _PLACES | {"万": 10**4, "亿": 10**8}

_DECADE = re.compile(r"(?:(?:20|二十)世纪|上个?世纪)\s*([1-9]0)\s*年代")
_SCALED = rf"(?:[\s-]*({'|'.join(_SCALES)})(?![A-Za-z]))?"
_FIGURES = re.compile(
    r"(第\s*)?(?<![0-9A-Za-z])((?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
    rf"((?:st|nd|rd|th)(?![A-Za-z]))?(?:\s*[多余几]?([{''.join(_UNITS)}]+)|{_SCALED})",
    re.IGNORECASE,
)
_WORDED = re.compile(
    rf"(?<![A-Za-z])(?:(?:({'|'.join(_TENS)})(?:[\s-]+({'|'.join(_ONES[:9])}))?"
    rf"|({'|'.join(_ONES)})){_SCALED}|({'|'.join(_ORDINALS)})(?:ly)?(?! of all))"
    "(?![A-Za-z])",
    re.IGNORECASE,
)
_NUMERALS = re.compile(
    rf"(第\s*|百分之)?([{''.join(_DIGITS)}{''.join(_UNITS)}]+)"
    "([多余几]?[年月日天个名位家次项种人])?"
)


def numbers(passage: str) -> set[str]:
    """Which numbers and ordinals does a passage hold, as values?

    >>> sorted(numbers("Secondly, nearly 300 members gave 1.5 million in 2010."))
    ['number 1500000', 'number 2010', 'number 300', 'ordinal 2']
    >>> sorted(numbers("第二，近三百名会员在2010年捐了150万。"))
    ['number 1500000', 'number 2010', 'number 300', 'ordinal 2']
    """
    passage = _DECADE.sub(r" 19\1 ", passage)
    found = set()
    for ordinal, figures, ending, units, scale in _FIGURES.findall(passage):
        value = Decimal(figures.replace(",", "")) * _SCALES.get(scale.lower(), 1)
        for unit in units:
            value *= _UNITS[unit]
        found.add(_named(value, bool(ordinal or ending)))
    for tens, ones, word, scale, ordinal in _WORDED.findall(passage):
        if ordinal:
            found.add(f"ordinal {_ORDINALS.index(ordinal.lower()) + 1}")
        else:
            value = sum(_WORDS[part.lower()] for part in (tens, ones, word) if part)
            found.add(_named(Decimal(value * _SCALES.get(scale.lower(), 1)), False))
    for before, numeral, measure in _NUMERALS.findall(_FIGURES.sub(" ", passage)):
        value = _valued(numeral, bool(before or measure))
        if value is not None:
            found.add(_named(Decimal(value), before.startswith("第")))
    return found - {"number 1"}


def _named(value: Decimal, is_ordinal: bool) -> str:
    whole = value == value.to_integral_value()
    return f"{'ordinal' if is_ordinal else 'number'} {int(value) if whole else value.normalize()}"


def _valued(numeral: str, is_certain: bool) -> int | None:
    """Return the value of a Chinese numeral, or None where it may be no number."""
    if not set(numeral) & set(_UNITS):
        if len(numeral) == 2:
            return None
        return int("".join(str(_DIGITS[character]) for character in numeral))
    if not set(numeral) & set(_DIGITS) and not is_certain:
        return None
    if numeral[0] in "百千万亿" and set(numeral) & set(_DIGITS):  # 万一
        return None
    total, section, digit = 0, 0, 0
    for character in numeral:
        if character in _DIGITS:
            if digit:  # two digits in a row, as in 十三五, are two numbers or none
                return None
            digit = _DIGITS[character]
        elif character in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[character], 0
        elif character == "万":
            total, section, digit = total + _UNITS["万"] * (section + digit or 1), 0, 0
        else:
            total, section, digit = _UNITS["亿"] * (total + section + digit or 1), 0, 0
    return total + section + digit
