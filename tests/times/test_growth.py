"""Growth is read only where one source counts one group at two dates."""

import math

import pandas as pd
import pytest

from helpers import records, sources
from helpers.times import growth

DOCUMENTS = pd.DataFrame({"doc": ["study", "talk"], "date": ["2013-10-07", "2020-12-09"]})
COUNT = {"value_max": "", "unit": "clubs", "kind": "count", "measures": "clubs registered"}
COUNT |= {"population": "all clubs", "counted_by": "river-office", "qualifier": "exact"}
FIRST = COUNT | {"quantity": "study.n1", "printed": "120", "value": "120", "as_of": "2012"}
LATER = COUNT | {"quantity": "study.n2", "printed": "150", "value": "150", "as_of": "2013"}
RELATIONS = pd.DataFrame(columns=["kind", "members", "note"])


def measure(*rows, relations=RELATIONS):
    rows = [{"doc": row["quantity"].partition(".")[0], **row} for row in rows]
    return growth.measure(pd.DataFrame(rows), relations, DOCUMENTS).to_dict("records")


def test_one_source_with_two_dates_gives_a_growth():
    [row] = measure(FIRST, LATER)
    assert (row["low"], row["high"], row["bound"]) == (30, 30, "30 more")
    assert (row["readable"], row["why"], row["factor"]) == (True, "", 1.25)


def test_two_sources_give_none():
    [row] = measure(FIRST, LATER | {"counted_by": "guild"})
    assert (row["readable"], row["why"]) == (False, "they come from different sources")


def test_a_source_that_is_not_named_is_not_taken_for_the_same():
    [row] = measure(FIRST | {"counted_by": ""}, LATER | {"counted_by": ""})
    assert not row["readable"]


@pytest.mark.parametrize(
    "change", [{"as_of": "2012"}, {"population": "abbey clubs"}, {"as_of": ""}]
)
def test_one_date_another_group_or_no_date_is_no_pair(change):
    assert measure(FIRST, LATER | change) == []


def test_rounding_and_wording_make_it_a_bound():
    [row] = measure(
        FIRST | {"printed": "499,000", "value": "499000"},
        LATER | {"printed": "800,000", "value": "800000", "qualifier": "more_than"},
    )
    assert (row["low"], row["high"]) == (799500 - 499500, math.inf)
    assert row["bound"] == "at least 300,000 more"
    assert row["later_printed"] == "more than 800,000"


@pytest.mark.parametrize(
    ("value", "qualifier", "bound"),
    [
        ("90", "exact", "30 fewer"),
        ("90", "at_most", "at least 30 fewer"),
        ("150", "at_most", "more or fewer, which is open"),
    ],
)
def test_the_bound_is_put_into_words(value, qualifier, bound):
    [row] = measure(FIRST, LATER | {"printed": value, "value": value, "qualifier": qualifier})
    assert row["bound"] == bound


def test_counts_that_a_reading_found_to_differ_in_definition_give_no_growth():
    other = LATER | {"quantity": "talk.n1", "as_of": "", "counted_by": "", "measures": "clubs"}
    members = {"kind": ["definition"], "members": ["study.n1; talk.n1"], "note": ["They differ."]}
    [row] = measure(FIRST, other, relations=pd.DataFrame(members))
    assert (row["why"], row["later_date"]) == ("their definitions differ", "2020-12-09")


def test_no_growth_of_the_sector_can_be_read_in_the_documents():
    documents = pd.DataFrame(map(vars, sources.catalogue().values()))
    rows = growth.measure(records.load("quantities"), records.load("relations"), documents)
    assert not rows["readable"].any()
    assert "at least 300,000 more" in set(rows["bound"])
