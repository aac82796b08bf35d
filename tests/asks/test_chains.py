"""Chains: strategies lead to models and requests by matches, and print is told from inference."""

import pandas as pd
import pytest

from helpers import records
from helpers.asks import chains, taxonomy

ROWS = [  # statement, kind, parent, where it begins
    ("theory", "model", "", 0),
    ("s1", "strategy", "", 10),
    ("s1a", "strategy", "s1", 20),
    ("s2", "strategy", "", 30),
    ("m1", "model", "", 40),
    ("m2", "model", "s1a", 50),
    ("m3", "model", "", 60),
    ("r1", "recommendation", "", 70),
    ("r2", "recommendation", "", 80),
    ("c1", "claim", "s1", 90),
]


def statements(rows=ROWS):
    frame = pd.DataFrame(rows, columns=["statement", "kind", "parent", "char_start"])
    frame = frame.assign(doc="d", char_end=frame["char_start"] + 5, line_end=0)
    return frame.assign(paraphrase=frame["statement"], line_start=frame["char_start"])


def chained(rows=ROWS):
    said = statements(rows)
    return chains.levels(said, said[said["kind"] == "recommendation"])


def matched(*rows):
    return pd.DataFrame(rows, columns=["left", "right", "relation", "coder"])


def both(left, right, relation="narrower"):
    return [(left, right, relation, f"reading-{n}") for n in (1, 2)]


def grounds(*rows):
    found = chains.links(chained(), matched(*rows))
    return {(row.upper, row.lower): row.ground for row in found.itertuples()}


def test_models_printed_above_the_strategies_are_not_recommended_models():
    level = chained().set_index("statement")["level"]
    assert "theory" not in level
    assert level["m1"] == "model"
    assert "c1" not in level


def test_a_document_without_models_below_its_strategies_has_no_chain():
    assert chained([row for row in ROWS if row[0] not in ("m1", "m2", "m3")]).empty
    assert chains.summary(chained(ROWS[:4]), matched()).startswith("No document read here")


def test_a_part_of_a_strategy_counts_as_its_strategy_and_is_linked_by_it():
    # m2 is coded as a part of s1a, which one reading alone says.
    assert grounds() == {("s1", "m2"): chains.ONE}
    assert grounds(("s1", "m2", "same", "reading-2")) == {("s1", "m2"): chains.BOTH}


def test_a_link_has_a_direction_whichever_end_the_match_names_first():
    assert grounds(*both("r1", "s2", "broader"))["s2", "r1"] == chains.BOTH


@pytest.mark.parametrize("relation", ["answers", "partly_answers", "reports_met", "contradicts"])
def test_other_matches_are_no_links(relation):
    assert ("s2", "r1") not in grounds(*both("s2", "r1", relation))


def test_two_of_a_kind_are_not_linked():
    assert set(grounds(*both("m1", "m3"), *both("r1", "r2"))) == {("s1", "m2")}


def table(*rows):
    found = chains.links(chained(), matched(*rows))
    return chains.chain(chained(), found)[["strategy", "model", "sure", "unsure"]].values.tolist()


def test_a_request_reached_by_a_model_is_not_told_again_as_direct():
    rows = table(*both("s1", "m1"), *both("m1", "r1"), *both("s1", "r1"), *both("s1", "r2"))
    assert rows == [
        ["s1 (line 10)", "m1 (line 40)", "line 70", "–"],
        ["s1 (line 10)", "m2 (line 50)", "–", "–"],
        ["s1 (line 10)", "–", "line 80", "–"],
        ["s2 (line 30)", "–", "–", "–"],
        ["–", "m3 (line 60)", "–", "–"],
    ]


def test_the_audit_counts_the_ends_of_the_chain():
    found = chains.links(chained(), matched(*both("s1", "m1"), *both("m1", "r1")))
    [row] = chains.audit(chained(), found).to_dict("records")
    assert row == {"n_strategies": 2, "n_models": 3, "n_requests": 2, "n_carried": 1} | {
        "n_used": 1,
        "n_loose": 2,  # m2 hangs on one reading, m3 on none
        "n_reached": 1,
        "n_printed": 0,
    }
    assert chains.audit(chained(), found, chains.ONE)["n_loose"].item() == 1


SEGMENTS = pd.DataFrame(
    [("b1", 10, 36), ("b4", 40, 46), ("b7", 70, 76), ("b8", 80, 86)],
    columns=["segment", "char_start", "char_end"],
).assign(kind="paragraph", doc="d")


def relations(kind, members):
    return pd.DataFrame({"kind": [kind], "members": [members], "note": ["told"]})


@pytest.mark.parametrize(
    ("kind", "members", "printed"),
    [("name", "b4; b7", 1), ("name", "b4; b8", 0), ("wording", "b4; b7", 0), ("name", "b4", 0)],
)
def test_a_link_is_printed_where_the_blocks_of_both_give_one_name(kind, members, printed):
    found = chains.links(chained(), matched(*both("m1", "r1")))
    found = chains.named(found, chained(), relations(kind, members), SEGMENTS)
    assert (found["ground"] == chains.PRINTED).sum() == printed


@pytest.mark.parametrize(
    ("members", "told"),
    [("b1; b4", ["told"]), ("b7; b8", []), ("b1; elsewhere", []), ("b4", []), ("n1; n2", ["told"])],
)
def test_a_note_joins_two_kinds_and_nothing_outside(members, told):
    quantities = pd.DataFrame({"quantity": ["n1", "n2"], "doc": "d", "line_start": [10, 35]})
    known = chained().assign(line_end=lambda f: f["line_start"])
    assert chains.notes(known, relations("wording", members), SEGMENTS, quantities) == told


def test_the_toy_chain_is_the_one_worked_out_by_hand():
    said = records.load("statements", "toy")
    known = chains.levels(said, taxonomy.requests(said, ["own", "implied", "reported"], []))
    found = chains.links(known, records.load("matches", "toy"))
    tables = (records.load(name, "toy") for name in ("relations", "segments"))
    found = chains.named(found, known, *tables)
    assert {(row.upper[-3:], row.lower[-3:]): row.ground for row in found.itertuples()} == {
        ("s41", "s43"): chains.BOTH,
        ("s42", "s03"): chains.BOTH,
        ("s43", "s04"): chains.BOTH,
        ("s43", "s05"): chains.PRINTED,
    }
