"""The ledger of support: ranges stay ranges, and money of two occasions is never joined."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import sources
from helpers.claims import ledger

few = settings(max_examples=40, deadline=None)

PLACE = {"doc": "d", "line_start": 1, "line_end": 1}


def quantities(*rows):
    """Quantities from (kind, value, value_max, unit, per, qualifier)."""
    names = ["kind", "value", "value_max", "unit", "per", "qualifier"]
    frame = pd.DataFrame(rows, columns=names).assign(**PLACE)
    ids = [f"n{n}" for n in range(len(frame))]
    return frame.assign(quantity=ids, char_start=range(len(frame)), printed="", population="")


def money(low, high, unit="CNY", per="programme", qualifier="range"):
    return ("money", str(low), str(high), unit, per, qualifier)


def measured(*rows):
    return ledger.amounts(quantities(*rows), "d")


@pytest.mark.parametrize(
    ("value", "value_max", "qualifier", "low", "high"),
    [
        ("5", "10", "range", 5, 10),
        ("5", "10", "usually", 5, 10),
        ("54", "", "exact", 54, 54),
        ("54", "", "at_least", 54, None),
        ("54", "", "more_than", 54, None),
        ("54", "", "at_most", None, 54),
        ("", "", "vague", None, None),
    ],
)
def test_an_end_that_is_not_printed_is_missing_and_not_nought(
    value, value_max, qualifier, low, high
):
    row = measured(("count", value, value_max, "organisations", "", qualifier)).iloc[0]
    for end, expected in (("low", low), ("high", high)):
        assert math.isnan(row[end]) if expected is None else row[end] == expected


def test_what_is_no_support_has_no_line():
    rows = measured(
        ("date", "2013", "", "", "", "exact"), ("count", "4", "", "plenary", "", "exact")
    )
    assert rows.empty
    assert ledger.unprinted(rows) == list(ledger.LINES)


def test_lines_are_in_the_order_of_the_ledger():
    rows = measured(
        ("count", "1", "", "NGOs", "", "exact"),
        ("duration", "10", "", "months", "", "exact"),
        money(1, 2),
    )
    assert rows[["side", "line"]].values.tolist() == [
        ["in", "money"],
        ["in", "time"],
        ["out", "organisations"],
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("CNY", "year"), ("CNY", "year"), True),
        (("CNY", "year"), ("CNY", "programme"), False),
        (("CNY", "year"), ("USD", "year"), False),
        (("CNY", ""), ("CNY", "year"), None),
    ],
)
def test_money_is_comparable_only_with_one_currency_and_one_occasion(left, right, expected):
    pair = [dict(zip(("unit", "per"), one, strict=True)) for one in (left, right)]
    assert ledger.is_comparable(*pair) is expected


@few
@given(st.integers(1000, 9000), st.integers(1, 9000), st.decimals("1.1", "9.9", places=3))
def test_a_true_rate_is_never_excluded_and_conversion_covers_the_truth(low, more, rate):
    rate, high = float(rate), low + more
    rows = measured(
        money(low, high),
        money(round(low / rate), round(high / rate), "USD"),
        money(low, high, per="year"),
    )
    found = ledger.agreed(ledger.rates(rows))
    assert found[0] - 1e-9 <= rate <= found[1] + 1e-9
    year = ledger.support(rows, "converted").query("per == 'year'").iloc[0]
    assert year["low"] <= low / rate + 1e-6
    assert year["high"] >= high / rate - 1e-6
    assert year["unit"] == "USD"


def test_ends_with_two_rates_do_not_agree_and_convert_nothing():
    rows = measured(money(5000, 10000), money(777, 1655, "USD"), money(6, 8, per="year"))
    assert ledger.agreed(ledger.rates(rows)) is None
    assert list(ledger.support(rows, "converted")["unit"]) == ["CNY", "CNY"]


def test_the_same_money_in_two_currencies_counts_once():
    rows = measured(money(5000, 10000), money(777, 1555, "USD"))
    assert list(ledger.support(rows)["unit"]) == ["CNY"]
    assert list(ledger.support(rows, "converted")["unit"]) == ["USD"]


@pytest.mark.parametrize(
    "other",
    [money(777, 1555, "USD", "year"), money(777, 1555, "CNY")],
    ids=["another occasion", "the same currency"],
)
def test_money_that_only_stands_beside_is_no_conversion(other):
    assert ledger.rates(measured(money(5000, 10000), other)).empty


def test_money_on_another_line_is_no_conversion():
    rows = measured(money(5000, 10000), money(777, 1555, "USD")).assign(line_start=[1, 2])
    assert ledger.rates(rows).empty
    assert ledger.agreed(ledger.rates(rows)) is None


def test_a_middle_lies_between_the_ends_and_what_is_missing_stays_missing():
    middles = ledger.midpoints(pd.DataFrame({"low": [5, math.nan], "high": [10, 3]}))
    assert middles["low"][0] == 7.5
    assert middles["low"].isna().tolist() == [False, True]


def test_without_an_incubator_or_money_there_is_no_case():
    ties = pd.DataFrame(
        [("d", "park", "hosts", "b"), ("d", "park", "trains", "b"), ("e", "club", "hosts", "b")],
        columns=["doc", "source", "kind", "target"],
    )
    assert ledger.case(quantities(money(1, 2)), ties) == "d"
    for known, told in ((quantities(money(1, 2)), ties[1:]), (quantities(money(1, 2))[:0], ties)):
        with pytest.raises(sources.NotApplicable, match="names an incubator"):
            ledger.case(known, told)
