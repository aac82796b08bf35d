"""Dates become windows that hold every day they stand for, and no plan is taken for a report."""

import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import records, sources
from helpers.times import chronology

DAY = st.dates(date(1900, 1, 1), date(2100, 12, 31))
DOCUMENTS = pd.DataFrame(
    {
        "doc": ["talk", "study", "letter"],
        "date": ["2018-06-09", "2003-05-01", "2022"],
        "date_precision": ["day", "not_before", "year"],
    }
)
TURNS = pd.DataFrame({"doc": ["talk"], "kind": ["turn"], "char_start": [100], "char_end": [200]})


def events(**given):
    """One event; what is not given is 2016, to the year, printed, in the turn of the talk."""
    row = {"event": "e1", "since": "2016", "until": "2016", "precision": "year", "bound": "exact"}
    row |= {"label": "bees arrive", "dating": "stated", "rule": "", "doc": "talk"}
    return pd.DataFrame([row | {"char_start": 110, "char_end": 120} | given])


def told(**given):
    return chronology.told(chronology.measure(events(**given)), TURNS, DOCUMENTS)["told"].item()


@given(DAY)
def test_a_day_lies_in_its_month_and_year_and_is_the_only_one_of_its_own(day):
    iso = day.isoformat()
    assert chronology.days(iso) == (day.toordinal(), day.toordinal())
    for coarser in (iso[:4], iso[:7], f"{iso}T13:00"):
        first, last = chronology.days(coarser)
        assert first <= day.toordinal() <= last


@given(DAY)
def test_decimal_years_keep_the_order_of_days_and_years(day):
    here, after = (chronology.year_of(day.toordinal() + more) for more in (0, 1))
    assert day.year <= here < after <= day.year + 1


@pytest.mark.parametrize(
    ("since", "until", "precision", "bound", "expected"),
    [
        ("2016", "2016", "year", "exact", ("2016-01-01", "2016-12-31")),
        ("1970", "1979", "decade", "exact", ("1970-01-01", "1979-12-31")),
        ("2018-06", "2018-08", "season", "exact", ("2018-06-01", "2018-08-31")),
        ("2022", "2022", "fiscal_year", "exact", ("2022-01-01", "2023-12-31")),
        ("2009", "", "year", "since", ("2009-01-01", "2009-12-31")),
        ("2010", "", "year", "after", ("2010-01-01", math.inf)),
        ("", "2016", "year", "before", (-math.inf, "2016-12-31")),
        ("2010", "2018-11-06", "year", "after", ("2010-01-01", "2018-11-06")),
    ],
)
def test_a_window_holds_all_days_of_its_dates(since, until, precision, bound, expected):
    found = chronology.window(since, until, precision, bound)
    days = [
        end if isinstance(end, float) else date.fromisoformat(end).toordinal() for end in expected
    ]
    assert list(found) == days


@pytest.mark.parametrize(
    ("since", "until", "precision", "bound", "expected"),
    [
        ("2018-11-06", "2018-11-07", "day", "exact", "day"),
        ("2018-11-06T13:00", "2018-11-06T17:40", "minute", "exact", "day"),
        ("2018-11-05", "2018-11-07", "day", "exact", "roughly"),
        ("2018-06", "2018-08", "season", "exact", "month"),
        ("2016", "2017", "year", "exact", "year"),
        ("2005", "2015", "year", "exact", "roughly"),
        ("2022", "2022", "fiscal_year", "exact", "year"),
        ("1970", "1979", "decade", "exact", "roughly"),
        ("2009", "", "year", "since", "year"),
        ("", "2018-11-06", "day", "before", "roughly"),
        ("2016", "2016", "year", "after", "roughly"),
    ],
)
def test_what_has_a_limit_only_or_a_wide_window_is_dated_only_roughly(
    since, until, precision, bound, expected
):
    low, high = chronology.window(since, until, precision, bound)
    assert chronology.exactness(low, high, precision, bound) == expected


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({}, "certain"),
        ({"since": "2019", "until": "2019"}, "impossible"),
        ({"since": "2018", "until": "2018"}, "possible"),
        ({"since": "2018-06-09", "until": "2018-06-09", "precision": "day"}, "certain"),
        ({"since": "2018-06-10", "until": "2018-06-10", "precision": "day"}, "impossible"),
        ({"since": "2019", "until": "2019", "label": "bees arrive (planned)"}, "announced"),
        ({"since": "", "until": "2018-06-09", "bound": "before"}, "taken as past"),
        ({"since": "2017", "until": "", "bound": "since"}, "certain"),
        ({"since": "2019", "until": "", "bound": "after"}, "impossible"),
        # Around the turns, and in a study without a day of its own, no day of telling is known.
        ({"char_start": 10, "since": "2019", "until": "2019"}, "no day of telling known"),
        ({"doc": "study"}, "no day of telling known"),
        # A letter without turns is told as a whole; its year ends on 31 December.
        ({"doc": "letter", "since": "2022", "until": "2022"}, "certain"),
        ({"doc": "letter", "since": "2023", "until": "2023"}, "impossible"),
    ],
)
def test_a_document_reports_nothing_that_happened_after_it(given_, expected):
    assert told(**given_) == expected


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_told_in_time_is_what_every_single_day_says(low, length, deadline):
    window = low, low + length
    each = {day <= deadline for day in range(window[0], window[1] + 1)}
    expected = each.pop() if len(each) == 1 else None
    assert chronology.is_told_in_time(window, deadline, planned=False) is expected


def test_a_choice_of_years_and_precision_keeps_what_can_lie_in_them():
    both = pd.concat(
        [events(), events(event="e2", since="", until="2003-04", precision="month", bound="before")]
    )
    measured = chronology.measure(both)
    assert list(chronology.choose(measured, 1950, 2000, "any")["event"]) == ["e2"]
    assert list(chronology.choose(measured, 2003, 2016, "any")["event"]) == ["e1", "e2"]
    assert list(chronology.choose(measured, 1950, 2020, "year")["event"]) == ["e1"]
    with pytest.raises(sources.InputError, match=r"between 2017 and 2020.*'day'"):
        chronology.choose(measured, 2017, 2020, "day")


def test_no_two_bars_of_a_document_touch_and_every_event_has_one():
    measured = chronology.measure(records.load("events"))
    docs = sorted(set(measured["doc"]))
    bars = chronology.bars(measured, docs, 1970, 2030)
    assert sorted(bars["event"]) == sorted(measured["event"])
    for _, lane in bars.groupby(["doc", "lane"]):
        ends = lane.dropna(subset=["begins", "ends"]).sort_values("begins")
        assert (ends["begins"].iloc[1:].to_numpy() > ends["ends"].iloc[:-1].to_numpy()).all()


def test_every_date_that_is_not_printed_names_its_rule_and_only_those_do():
    measured = chronology.measure(records.load("events"))
    assert ((measured["dating"] != "stated") == (measured["rule_name"] != "")).all()
    assert (measured.loc[measured["rule_name"] != "", "because"] != "").all()


def test_the_toy_corpus_gives_what_was_worked_out_by_hand():
    """See tests/toy/README.md: talk, panel and study."""
    kept = records.load("events", "toy").query("doc in ['forum-2020', 'panel-2018', 'huang-study']")
    measured = chronology.measure(kept)
    [counts] = chronology.audit(measured).to_dict("records")
    exact = {"day": 3, "month": 2, "year": 2, "roughly": 1}
    assert counts == {"n": 8, "planned": 2, "unprinted": 3} | exact
    documents = pd.DataFrame(map(vars, sources.catalogue("toy").values()))
    found = chronology.told(measured, records.load("segments", "toy"), documents)["told"]
    assert found.value_counts().to_dict() == {
        "certain": 4,
        "announced": 2,
        "no day of telling known": 2,
    }
