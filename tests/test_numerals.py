"""Printed numbers of two languages have one value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import numerals


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("In 2010, 2010年, 二〇一〇年 and 二零一零年", ["number 2010"]),
        ("上世纪70年代, 上个世纪70年代, 20世纪70年代, the 1970s", ["number 1970"]),
        ("10万, 十万, 100,000 and a 100 thousand", ["number 100000"]),
        ("1.5 million, 150万, 一百五十万, 1.50 million", ["number 1500000"]),
        ("近三百名, 300多家, nearly three hundred", ["number 300"]),
        ("一亿三千万, 1.3亿", ["number 130000000"]),
        ("一万亿", ["number 1000000000000"]),
        ("一千零五, 1005", ["number 1005"]),
        ("30%, 百分之三十, thirty per cent", ["number 30"]),
        ("12, 十二, twelve, Twelve", ["number 12"]),
        ("twenty-one, twenty one, 二十一, 21", ["number 21"]),
        ("two, 两个, 二", ["number 2"]),
        ("Second, secondly, 第二, 2nd, 第2, 第 二", ["ordinal 2"]),
        ("第十三届, the 13th", ["ordinal 13"]),
        ("第一, firstly", ["ordinal 1"]),
        ("0.30 and 0.3", ["number 0.3"]),
        ("6-7, 2018", ["number 2018", "number 6", "number 7"]),
        ("十年, ten years, 10多年", ["number 10"]),
        ("百名", ["number 100"]),
        ("5 万人", ["number 50000"]),
        ("two hundred thousandfold", ["number 200"]),
    ],
)
def test_a_number_is_its_value(passage, expected):
    assert sorted(numerals.numbers(passage)) == expected


@pytest.mark.parametrize(
    "passage",
    [
        "",
        "one of them, 一些, 统一, 一带一路, 1 and 一个",
        "十分, 千万, 万一, 百姓, 亿万",
        "两三个, 七八十, 十三五",
        "G20, COVID19",
        "first of all",
        "often, tense, someone, twofold, thirdhand",
    ],
)
def test_what_only_looks_like_a_number_is_none(passage):
    assert numerals.numbers(passage) == set()


def chinese(number):
    """Write a number below a hundred million as Chinese does: 一 is left out only of 十 to 十九."""
    for unit, name in ((10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            high, low = divmod(number, unit)
            before = "" if 10 <= number < 20 else chinese(high)
            return before + name + ("零" * (0 < low < unit // 10) + chinese(low) if low else "")
    return "零一二三四五六七八九"[number]


@given(st.integers(11, 10**8 - 1))
def test_a_number_in_digits_and_in_chinese_is_the_same(number):
    expected = {f"number {number}"}
    assert numerals.numbers(chinese(number)) == expected
    assert numerals.numbers(f"约{number}个") == expected
    assert numerals.numbers(f"about {number:,} of them") == expected


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    assert all(found.split()[0] in {"number", "ordinal"} for found in numerals.numbers(text))
