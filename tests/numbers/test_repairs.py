"""Repairs: one number is changed, a contradiction is mended, and nothing else breaks."""

from itertools import pairwise
from math import inf

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records
from helpers.numbers import consistency, keystrokes, mending, repairs

few = settings(max_examples=40, deadline=None)


def number(name, printed, value, kind="count", **given):
    row = {"quantity": name, "printed": printed, "value": str(value), "value_max": ""}
    row |= {"unit": "", "kind": kind, "measures": "clubs", "population": "", "qualifier": "exact"}
    return row | {"doc": "d", "line_start": 1} | given


def relations(*rows):
    names = ["relation", "members", "expression"]
    return pd.DataFrame(rows, columns=names).assign(
        kind="sum", expected="", needs="inside", note=""
    )


def mended(numbers, *rows, **given):
    return repairs.reconciliations(relations(*rows), pd.DataFrame(numbers), **given)


def is_one_slip(before, after):
    """Is one text one edit from another? Written apart from the helper, from the definition."""
    if len(before) == len(after):
        differ = [n for n in range(len(before)) if before[n] != after[n]]
        swapped = [(a, b) for a, b in pairwise(differ) if b == a + 1]
        return len(differ) == 1 or (
            len(differ) == 2
            and bool(swapped)
            and before[differ[0]] == after[differ[1]]
            and before[differ[1]] == after[differ[0]]
        )
    long, short = sorted((before, after), key=len, reverse=True)
    dropped = {long[:n] + long[n + 1 :] for n in range(len(long))}
    return len(long) == len(short) + 1 and short in dropped


@few
@given(st.integers(1, 99999))
def test_keystrokes_of_a_whole_number_are_exactly_those_one_slip_away(value):
    found = {text for text, _ in keystrokes.slips(number("q", str(value), value))}
    longest = 10 ** (len(str(value)) + 1)
    near = {str(n) for n in range(min(longest, 2000)) if is_one_slip(str(value), str(n))}
    assert all(is_one_slip(str(value), text) for text in found)
    assert near - {str(value)} <= found
    assert all(
        text == row["printed"] == row["value"]
        for text, row in keystrokes.slips(number("q", str(value), value))
    )


@pytest.mark.parametrize(
    ("printed", "value", "kind", "slip", "expected"),
    [
        ("0.22%", "0.22", "share", "0.02%", "0.02"),
        ("0.22%", "0.22", "share", "0.022%", "0.022"),
        ("0.22%", "0.22", "share", "2.2%", "2.2"),
        ("1,368", "1368", "count", "1,386", "1386"),
        ("499,000", "499000", "count", "49,900", "49900"),
        ("1.5 million", "1500000", "count", "1.6 million", "1600000"),
        ("7th October 2013", "2013-10-07", "date", "7th October 2031", "2031-10-07"),
        ("7th October 2013", "2013-10-07", "date", "17th October 2013", "2013-10-17"),
        ("2018-01-23 16:01", "2018-01-23", "date", "2018-01-13 16:01", "2018-01-13"),
    ],
)
def test_a_slip_is_read_again_as_the_number_it_would_be(printed, value, kind, slip, expected):
    found = dict(keystrokes.slips(number("q", printed, value, kind)))
    assert found[slip]["value"] == expected


@pytest.mark.parametrize(
    ("printed", "value", "kind", "text"),
    [
        ("7th October 2013", "2013-10-07", "date", "37th October 2013"),
        ("2013", "2013", "date", "201"),
        ("29 February 2004", "2004-02-29", "date", "29 February 2003"),
        ("12", "12", "count", "02"),
        ("12", "12", "count", "12"),
    ],
)
def test_what_is_no_number_or_no_date_is_no_slip(printed, value, kind, text):
    assert text not in dict(keystrokes.slips(number("q", printed, value, kind)))


def test_a_number_in_words_has_no_keystrokes():
    assert list(keystrokes.slips(number("q", "three", 3, "enumeration"))) == []


SUM = [number("w", "3399", 3399), number("p", "1368", 1368), number("q", "2013", 2013)]


def test_a_sum_that_is_off_has_one_interval_for_each_number_in_it():
    found = mended(SUM, ("d.r1", "w; p; q", "a = b + c")).query("kind == 'interval'")
    needed = {row.quantity: (row.low, row.high) for row in found.itertuples()}
    assert needed == {"p": (1386, 1386), "q": (2031, 2031), "w": (3381, 3381)}


def test_a_repair_that_breaks_what_held_is_none():
    share = number("s", "2.49%", "2.49", "share")
    part = number("n", "34", 34)
    found = mended(
        [*SUM, share, part],
        ("d.r1", "w; p; q", "a = b + c"),
        ("d.r2", "s; n; p", "a = 100 * b / c"),
    )
    assert set(found["quantity"]) == {"q", "w"}


def test_a_number_that_is_not_in_every_relation_of_a_contradiction_cannot_mend_it():
    found = mended(
        [*SUM, number("x", "7", 7)],
        ("d.r1", "w; p; q", "a = b + c"),
        ("d.r2", "q; x", "a = b"),
    )
    assert set(found["quantity"]) <= {"q"}
    assert len(found) == 0


def test_repairs_are_numbered_by_record_and_text_and_not_by_likelihood():
    found = mended(list(reversed(SUM)), ("d.r1", "w; p; q", "a = b + c"))
    assert list(found["repair"]) == list(range(1, len(found) + 1))
    order = list(zip(found["quantity"], found["repaired"], strict=True))
    assert order == sorted(order)
    assert list(found.columns) == repairs.COLUMNS


def test_nothing_to_mend_gives_an_empty_table():
    assert mended(SUM[:1], ("d.r1", "w", "a = a")).empty
    assert list(mended(SUM[:1], ("d.r1", "w", "a = a")).columns) == repairs.COLUMNS


@few
@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.integers(0, 60))
def test_an_interval_is_what_trying_every_whole_number_finds(a, b, c, d):
    numbers = [number(name, str(v), v) for name, v in zip("abcd", (a, b, c, d), strict=True)]
    rows = [("d.r1", "a; b; c", "a = b + c"), ("d.r2", "a; d", "a >= b")]
    found = mended(numbers, *rows)
    holds = [a == b + c, a >= d]
    if all(holds):
        assert found.empty
        return
    for name in "abcd":
        values = {"a": a, "b": b, "c": c, "d": d}
        fits = []
        for value in range(200):
            new = values | {name: value}
            after = [new["a"] == new["b"] + new["c"], new["a"] >= new["d"]]
            member = [name in "abc", name in "ad"]
            broken = [inside for inside, ok in zip(member, holds, strict=True) if not ok]
            if all(after) and (all(broken) or holds.count(False) != 2) and any(broken):
                fits.append(value)
        row = found.query("quantity == @name and kind == 'interval'")
        if not fits:
            assert row.empty
            continue
        assert row["low"].item() == min(fits)
        assert row["high"].item() == (inf if max(fits) == 199 else max(fits))


@few
@given(st.integers(0, 5))
def test_every_repair_mends_what_it_says_and_nothing_else_breaks(seed):
    share = number("s", "1.50%", "1.50", "share")
    numbers = pd.DataFrame([*SUM, share, number("n", "51", 51 + seed)])
    rows = relations(("d.r1", "w; p; q", "a = b + c"), ("d.r2", "s; n; w", "a = 100 * b / c"))
    before = consistency.check(rows, numbers)
    for _, repair in repairs.reconciliations(rows, numbers).iterrows():
        after = consistency.check(rows, repairs.applied(numbers, repair))
        worse = (before["verdict"] == "consistent") & (after["verdict"] != "consistent")
        assert not worse.any()
        fixed = after[after["relation"].isin(repair["relations"].split("; "))]
        assert (fixed["verdict"] == "consistent").all()


def test_an_interval_without_an_end_is_applied_as_a_limit():
    numbers = pd.DataFrame([number("a", "2016", 2016, "date"), number("b", "2013", 2013, "date")])
    rows = relations(("d.r1", "a; b", "a <= b"))
    found = repairs.reconciliations(rows, numbers)
    early, late = found[found["kind"] == "interval"].to_dict("records")
    assert (early["low"], late["high"]) == (-inf, inf)
    for repair in (early, late):
        applied = repairs.applied(numbers, pd.Series(repair))
        assert consistency.check(rows, applied)["verdict"].item() == "consistent"
    named = mending.described(found, numbers)
    assert [words for words in named["needed"] if " " in words] == [
        "up to December 2013",
        "January 2016 or more",
    ]


def test_a_planted_slip_is_noticed_where_a_relation_is_exact_and_not_where_nothing_tests_it():
    numbers = pd.DataFrame(
        [number("a", "12", 12), number("b", "12", 12), number("c", "7", 7), number("e", "9", 9)]
    )
    rows = relations(("d.r1", "a; b", "a = b"), ("d.r2", "a; c", "a >= 0 * b"))
    found = repairs.noticed(rows, numbers).set_index("quantity")
    assert found.loc["b", "n_noticed"] == found.loc["b", "n_slips"]
    assert found.loc["c", "n_noticed"] == 0
    assert "e" not in found.index


def test_the_repairs_of_the_toy_study_are_those_worked_out_by_hand():
    quantities, relations_ = records.load("quantities", "toy"), records.load("relations", "toy")
    study = consistency.within(relations_, ["huang-study"])
    found = repairs.reconciliations(study, quantities)
    whole = found[found["relations"] == "huang-study.r08"]
    assert list(whole["quantity"]) == ["huang-study.n16"] * 2
    assert list(whole["repaired"]) == ["", "500"]
    shares = found[(found["relations"] == "huang-study.r05") & (found["kind"] == "interval")]
    assert list(shares["quantity"]) == ["huang-study.n07", "huang-study.n08"]
    assert list(shares["high"].round(4)) == [0.55, 0.55]


def test_the_audit_lists_what_can_be_computed_failures_first_with_what_would_mend_them():
    quantities, relations_ = records.load("quantities", "toy"), records.load("relations", "toy")
    checked = consistency.check(relations_, quantities)
    found = mending.described(repairs.reconciliations(relations_, quantities), quantities)
    rows = mending.listed(checked, mending.by_number(found))
    assert len(rows) == (checked["expression"] != "").sum()
    failed = rows["verdict"] == "inconsistent"
    assert failed.iloc[: failed.sum()].all()
    assert (rows["found"].str.startswith("off by") == rows["repairs"].notna()).all()
    granted = rows[rows["premise"] != ""]
    assert all(row.premise in row.reason for row in granted.itertuples())
    assert rows[rows["verdict"] == "consistent"]["found"].eq("holds").all()
