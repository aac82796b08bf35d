"""Lists of strengths and weaknesses: form is checked, and nothing is found where there is none."""

import pandas as pd
import pytest

from helpers.needs import swot


def listed(*rows):
    """Statements from (kind, theme, words)."""
    return pd.DataFrame(rows, columns=["kind", "theme", "paraphrase"])


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        (("obstacle", "people.staff", "SWOT, internal, weakness: staff."), [True, True, True]),
        (("obstacle", "people.staff", "SWOT, external, weakness: staff."), [False, True, True]),
        (("obstacle", "world.relief", "SWOT, internal, weakness: relief."), [True, False, True]),
        (("claim", "state", "SWOT, external, threat: the state."), [True, True, False]),
        (("claim", "state", "SWOT, external, opportunity: the state."), [True, True, True]),
        (("claim", "money", "SWOT, internal, strength: money."), [True, None, True]),
    ],
)
def test_an_entry_is_checked_for_side_place_and_kind(row, fits):
    entries = swot.entries(listed(row))
    assert entries[["side_fits", "place_fits", "kind_fits"]].values.tolist() == [fits]


def test_what_is_no_entry_is_left_out_and_an_empty_list_has_no_faults():
    entries = swot.entries(listed(("claim", "money", "Hurdle: money."), ("claim", "state", "x")))
    [row] = swot.audit(entries).to_dict("records")
    assert row.pop("both") == []
    assert set(row.values()) == {0}


def test_what_helps_and_hinders_at_once_is_named():
    entries = swot.entries(
        listed(
            ("claim", "state.law_policy", "SWOT, external, opportunity: law."),
            ("obstacle", "state", "SWOT, external, threat: the state."),
            ("obstacle", "world", "SWOT, external, challenge: the world."),
        )
    )
    [row] = swot.audit(entries).to_dict("records")
    assert (row["both"], row["challenge"], row["strength"]) == (["state"], 2, 0)


def test_a_sum_that_speaks_of_the_other_side_is_found_and_an_entry_is_no_sum():
    found = swot.misplaced(
        listed(
            ("claim", "world", "SWOT, external: the strengths outweigh the challenges."),
            ("claim", "world", "SWOT, internal: weaknesses abound."),
            ("claim", "world", "SWOT, external, opportunity: strengths."),
        )
    )
    assert found[["word", "where"]].values.tolist() == [["strengths", "outside"]]
