"""Who says that it works: interest comes from printed ties, praise from claims alone."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.claims import interest

few = settings(max_examples=30, deadline=None)


def ties(*rows):
    frame = pd.DataFrame(rows, columns=["source", "kind", "target"])
    return frame.assign(tie=[f"k{n}" for n in range(len(frame))], doc="d")


def statements(*rows):
    """Statements from (author, kind, modality, concerns, basis)."""
    names = ["author", "kind", "modality", "concerns", "basis"]
    return pd.DataFrame(rows, columns=names).assign(doc="d")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("bo", "heads", "park")], "runs it"),
        ([("bo", "works_for", "park"), ("park", "hosts", "park")], "runs it"),
        ([("bo", "works_for", "board"), ("board", "oversees", "park")], "supervises"),
        ([("bo", "oversees", "park")], "supervises"),
        ([("bo", "heads", "club"), ("park", "hosts", "club")], "benefits"),
        ([("bo", "heads", "club"), ("park", "trains", "club")], "benefits"),
        ([("bo", "heads", "club"), ("city", "funds", "club")], "benefits"),
        ([("bo", "heads", "club"), ("city", "hosts", "club")], "outside"),
        ([("bo", "heads", "club"), ("club", "oversees", "city")], "outside"),
        ([("bo", "praises", "park"), ("park", "hosts", "club")], "outside"),
        ([], "outside"),
    ],
)
def test_a_mark_comes_from_the_ties(rows, expected):
    assert interest.mark("bo", ties(*rows), {"park"})[0] == expected


def test_who_supervises_and_benefits_supervises():
    both = ties(("bo", "heads", "club"), ("park", "hosts", "club"), ("club", "oversees", "park"))
    assert interest.mark("bo", both, {"park"}) == ("supervises", "k2")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("claim", "implied", "startup_ngos"), True),
        (("claim", "implied", "public; state"), True),
        (("claim", "implied", "state"), False),
        (("claim", "implied", "incubators"), False),
        (("claim", "could", "startup_ngos"), False),
        (("rationale", "implied", "startup_ngos"), False),
        (("activity", "implied", ""), False),
        (("claim", "implied", ""), None),
    ],
)
def test_praise_is_a_fact_that_names_who_gains(row, expected):
    assert interest.claims_benefit(*row) is expected


def test_what_is_quoted_from_policy_is_no_voice():
    told = statements(
        ("bo", "claim", "implied", "public", "none"),
        ("ministry", "claim", "implied", "public", interest.POLICY),
    )
    assert list(interest.claims(told, "d")["author"]) == ["bo"]
    assert interest.claims(told, "e").empty


VOICE = st.tuples(st.integers(0, 5), st.booleans())


@few
@given(st.lists(VOICE, max_size=8))
def test_a_share_lies_between_nought_and_one_in_both_units(rows):
    heard = pd.DataFrame(rows, columns=["n_works", "interested"]).astype(
        {"n_works": int, "interested": bool}
    )
    for by in ("voice", "statement"):
        n, total = interest.with_interest(heard, by)
        assert 0 <= n <= total
        assert 0 <= interest.share(heard, by) <= 1
    assert interest.with_interest(heard)[1] <= interest.with_interest(heard, "statement")[1]


def test_nobody_who_says_so_is_said_to_be_nobody():
    heard = pd.DataFrame({"n_works": [0], "mark": ["outside"], "interested": [False]})
    assert interest.spelled(heard) == "no voice says that support works"
    assert interest.share(heard) == 0
    told = heard.assign(who="Bo", n_problems=0)
    assert interest.outsiders(told, []) == "nobody outside says whether it works"


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["outside"], "of one voice that says support works, one is outside"),
        (["runs it"] * 2, "of two voices that say support works, two run the incubator"),
        (
            ["outside", "outside", "supervises"],
            "of three voices that say support works, one supervises the incubator and two are "
            "outside",
        ),
    ],
)
def test_voices_are_told_by_their_marks(marks, expected):
    assert interest.spelled(pd.DataFrame({"mark": marks, "n_works": 1})) == expected


def test_voices_stand_with_their_counts_most_interested_first():
    told = interest.claims(
        statements(
            ("out", "obstacle", "implied", "public", "none"),
            ("bo", "claim", "implied", "public", "none"),
            ("bo", "obstacle", "implied", "public", "none"),
        ),
        "d",
    )
    heard = interest.voices(told, ties(("bo", "heads", "park")), {"park"})
    assert heard[["voice", "mark", "n_works", "n_problems", "n_statements"]].values.tolist() == [
        ["bo", "runs it", 1, 1, 2],
        ["out", "outside", 0, 1, 1],
    ]
