"""Who holds documents together, in words and as evidence."""

import pandas as pd
import pytest

from helpers import records
from helpers.people import bonds, network

KNOWN = {"a": "Ann", "b": "Bee Club", "c": "Cy", "e": "Ed"}


def counts(leaders, off=(), off_house=(), alone="a", n=9):
    return pd.Series(
        {
            "n": n,
            "n_docs": 5,
            "leaders": list(leaders),
            "first": next(iter(leaders), ""),
            "n_first": 3,
            "off_house": list(off_house),
            "staffed": bool(off_house),
            "alone": alone,
            "off": list(off),
        }
    )


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (
            counts("b", off_house=["d"]),
            "Bee Club has stated ties in 3 of 5 documents, more than any other of 9 people and "
            "organisations; without any one of them the documents stay connected, but without it "
            "and its people d loses every tie to the rest.",
        ),
        (
            counts("a", off=["d", "f"]),
            "Ann has stated ties in 3 of 5 documents, more than any other of 9 people and "
            "organisations; without it alone d and f lose every tie to the rest.",
        ),
        (
            counts("ab", off=["d"]),
            "of 9 people and organisations, Ann and Bee Club have stated ties in 3 of 5 documents "
            "each, more than any other; without Ann alone d loses every tie to the rest.",
        ),
        (
            counts("abce"),
            "of 9 people and organisations, Ann, Bee Club and two others have stated ties in 3 of "
            "5 documents each, more than any other; without any one of them the documents stay "
            "connected.",
        ),
        (
            counts(""),
            "none of 9 people and organisations has stated ties in more than one of 5 documents.",
        ),
        (
            counts("", n=1),
            "one person or organisation alone has stated ties in any of 5 documents.",
        ),
        (counts("", n=0), "no person or organisation has stated ties in any of 5 documents."),
    ],
)
def test_the_answer_reads_well_for_one_for_many_and_for_none(n, expected):
    assert bonds.spelled(n, KNOWN, "stated_tie", 1, None) == expected


def test_what_was_asked_for_stands_in_the_answer():
    told = bonds.spelled(counts("b"), KNOWN, "co_mention", 2, 2018)
    assert told.startswith(
        "in 2018, Bee Club is named in at least two passages of 3 of 5 documents"
    )


def test_the_caveat_says_whose_choice_it_is():
    same = {"Press": {"d": "d", "e": "d"}, "a": {"f": "f", "g": "f"}}
    told = bonds.caveat(same, KNOWN, "co_mention", ["d"])
    assert "(Press prints two documents and Ann writes in two documents)" in told
    assert told.endswith("d would lose touch without the same people.")
    assert bonds.caveat({}, KNOWN, "stated_tie", None).endswith("not influence.")


def test_documents_that_nothing_joins_are_said_to_be_apart():
    table = pd.DataFrame({"actor": ["a"], "n_docs": [1], "off": [[]]})
    two = network.pairs(pd.DataFrame(columns=["actor", "doc"]), "de", table)
    assert (
        bonds.parting(table, two, [["d"], ["e"]], KNOWN) == "No two of 2 documents hang together."
    )


def test_a_pair_that_parts_what_neither_parts_is_named():
    links = pd.DataFrame({"actor": [*"aabb"], "doc": [*"dede"], "n": 1})
    table = network.removed(links, "def", {})
    told = bonds.parting(
        table, network.pairs(links, "def", table), network.groups(links, "def"), KNOWN
    )
    assert "apart from them: f. Nobody, taken out alone, would part them." in told
    assert "Of one pair of the others, one would: Ann and Bee Club (e)." in told


def test_what_does_not_count_is_left_out_for_a_reason():
    found = bonds.left_out(records.load("actors"))
    assert found["n"].sum() + len(network.counted(records.load("actors"))) == len(
        records.load("actors")
    )
    assert found["why"].str.len().min() > 10


def test_names_are_evidence_with_their_place():
    segments = records.load("segments", "toy")
    rows = network.written(records.load("mentions", "toy"), segments)
    shown = bonds.evidence(rows, segments, records.load("actors", "toy"), ["low-village"])
    assert shown["says"].tolist() == ["names Low Village as “Low Village”"] * 2
    assert (shown["line_start"] > 0).all()


def test_who_faces_many_stands_between_them():
    links = pd.DataFrame({"left": [*"abc", "c"], "right": [*"yyyz"]})
    assert bonds.facing(links, [*"abc"]) == ["y", "z"]
    assert bonds.facing(links.head(0), []) == []
