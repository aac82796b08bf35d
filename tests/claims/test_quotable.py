"""Which numbers and claims can be quoted: rules decide, and each row says which."""

import pandas as pd
import pytest

from helpers import records
from helpers.claims import grounds, quotable
from helpers.numbers import consistency, repairs


@pytest.fixture(scope="module")
def toy():
    names = ("quantities", "statements", "segments", "ties", "relations", "unread")
    numbers, said, segments, ties, relations, unread = (records.load(n, "toy") for n in names)
    checked = consistency.check(relations, numbers, unread=unread)
    mended = repairs.reconciliations(relations, numbers, unread=unread)
    return quotable.numbers(numbers, said, segments, ties, checked, mended, unread), said, unread


NUMBER = {
    "quantity": "q1",
    "printed": "5",
    "value": "5",
    "value_max": "",
    "unit": "huts",
    "per": "",
    "kind": "count",
    "measures": "huts built",
    "population": "",
    "counted_by": "court",
    "paid_by": "",
    "as_of": "2001",
    "qualifier": "exact",
    "doc": "d",
    "line_start": 3,
    "line_end": 3,
    "char_start": 10,
    "char_end": 11,
}
SAID = {
    "statement": "s1",
    "author": "bo",
    "speaks_for": "self",
    "basis": "named_source",
    "theme": "world",
    "concerns": "",
    "form": "",
    "modality": "implied",
    "doc": "d",
    "line_start": 3,
    "line_end": 3,
    "char_start": 0,
    "char_end": 20,
}
RELATION = ["relation", "kind", "members", "note", "numbers", "settled_by", "verdict", "premise"]


def judge(number=None, said=None, relations=(), unread=(), ties=(), wrong=(), more=()):
    """Judge one number; what is given differs from a number that can be quoted."""
    checked = pd.DataFrame(relations, columns=RELATION, dtype=object)
    frames = pd.DataFrame([NUMBER | (number or {}), *more]), pd.DataFrame([SAID | (said or {})])
    unread = pd.DataFrame(unread, columns=["doc", "line", "why"])
    ties = pd.DataFrame(ties, columns=["source", "kind", "target"]).assign(tie="k1")
    mended = pd.DataFrame({"quantity": list(wrong)})
    turns = pd.DataFrame(columns=["kind", "doc", "char_start", "char_end", "speaker"])
    return quotable.numbers(*frames, turns, ties, checked, mended, unread).iloc[0]


def test_a_number_with_source_date_and_unit_can_be_quoted():
    found = judge()
    assert [found["verdict"], found["rule"], found["caveats"]] == ["quote", "", ""]


@pytest.mark.parametrize("kind", ["identifier", "enumeration", "ordinal"])
def test_numbers_of_the_text_are_not_for_quoting(kind):
    found = judge({"kind": kind})
    assert [found["verdict"], found["rule"]] == ["do not quote", "part of the text"]


@pytest.mark.parametrize(
    ("number", "said", "rule", "verdict"),
    [
        ({"value": "", "qualifier": "vague"}, {}, "no number", "do not quote"),
        ({"kind": "money", "unit": "currency_not_stated"}, {}, "no currency", "do not quote"),
        ({"counted_by": ""}, {"basis": "none"}, "no source", "quote with this caveat"),
        ({"counted_by": ""}, {"basis": "common_knowledge"}, "no source", "quote with this caveat"),
        ({"counted_by": ""}, {"basis": "own_experience"}, "own word", "quote with this caveat"),
        ({"counted_by": "bo"}, {}, "own word", "quote with this caveat"),
        ({"as_of": ""}, {}, "no date", "quote with this caveat"),
        ({"qualifier": "about"}, {}, "rough", "quote with this caveat"),
        ({"measures": "huts; not all of them"}, {}, "remark", "quote with this caveat"),
        ({"measures": "huts (by our reading)"}, {}, "remark", "quote with this caveat"),
        ({}, {"basis": "example"}, "one example", "quote with this caveat"),
        ({"kind": "date", "as_of": "", "counted_by": ""}, {"basis": "none"}, "", "quote"),
        ({"kind": "duration", "as_of": ""}, {}, "", "quote"),
        ({"measures": "threshold of gifts", "qualifier": "more_than"}, {}, "", "quote"),
    ],
)
def test_the_rule_that_applies_decides(number, said, rule, verdict):
    found = judge(number, said)
    assert [found["rule"], found["verdict"]] == [rule, verdict]


def test_who_works_for_the_body_that_counted_tells_of_its_own():
    assert judge(ties=[("bo", "works_for", "court")])["rule"] == "own word"
    assert judge(ties=[("bo", "works_for", "mill")])["rule"] == ""


BROKEN = ["r1", "sum", "q1; q2", "", "5 = 3", "arithmetic", "inconsistent", "all are huts"]


def test_the_number_that_could_mend_its_set_is_not_to_be_quoted():
    found = judge(relations=[BROKEN], wrong=["q1"])
    assert [found["rule"], found["verdict"]] == ["may be wrong", "do not quote"]
    assert "5 = 3 cannot hold if all are huts" in found["caveats"]


def test_the_other_numbers_of_the_set_are_in_doubt_but_dates_are_not():
    assert judge(relations=[BROKEN], wrong=["q2"])["rule"] == "in doubt"
    assert judge({"kind": "date"}, relations=[BROKEN], wrong=["q2"])["rule"] == ""


def test_what_is_computed_with_a_number_that_may_be_wrong_is_in_doubt():
    held = ["r2", "ratio", "q1; q2", "", "5 = 10 / 2", "arithmetic", "consistent", ""]
    assert judge(relations=[held], wrong=["q2"])["rule"] == "in doubt"
    assert judge(relations=[held])["rule"] == ""
    assert judge(relations=[[*held[:1], "order", *held[2:]]], wrong=["q2"])["rule"] == ""


def test_what_a_reading_left_open_is_told_also_of_a_repetition():
    note = "Line 3: what a hut is stays open. Not settled here."
    noted = ["r3", "definition", "q2", note, "", "reading", "underdetermined", ""]
    twin = NUMBER | {"quantity": "q2"}
    assert judge(relations=[noted], more=[twin])["caveats"] == (
        "leaves a question open (what a hut is stays open)"
    )
    other = twin | {"population": "old huts"}
    assert judge(relations=[noted], more=[other])["rule"] == ""
    agreed = [*noted[:3], "Line 3: one word. They agree.", *noted[4:]]
    assert judge(relations=[agreed], more=[twin])["rule"] == ""


@pytest.mark.parametrize(
    ("why", "rule"),
    [
        ("the speaker's label is lost in a gap", "damaged line"),
        ("digits printed apart", "damaged line"),
        ("label without colon and space", ""),
        ("personal data: bank", ""),
    ],
)
def test_a_damaged_line_is_a_caveat_and_a_private_one_is_not(why, rule):
    assert judge(unread=[("d", 3, why)])["rule"] == rule
    assert judge(unread=[("d", 4, why)])["rule"] == ""


def test_the_first_rule_decides_and_all_are_told():
    found = judge({"counted_by": "", "as_of": "", "qualifier": "about"}, {"basis": "none"})
    assert found["fired"] == "no source; no date; rough"
    assert found["rule"] == "no source"
    assert found["because"] == "names no source"
    assert "keep the words “about”" in found["caveats"]


def test_nine_of_eighteen_numbers_of_the_toy_study_can_be_quoted(toy):
    study = toy[0].query("doc == 'huang-study' and kind in @quotable.MEASURED")
    assert quotable.audit(study).values.tolist() == [[18, 9, 6, 3]]
    wrong = study[study["rule"] == "may be wrong"]
    assert sorted(wrong["printed"]) == ["0.8%", "1.0%", "400"]


def test_a_claim_is_no_better_than_its_numbers(toy):
    judged, said, unread = toy
    told = grounds.claims(said, quotable.LOOKED_UP, ["huang-study"])
    found = quotable.claims(told, judged, records.load("matches", "toy"), unread)
    assert found.set_index("statement")["verdict"].to_dict() == {
        "huang-study.s51": "do not quote",
        "huang-study.s52": "do not quote",
        "huang-study.s53": "quote",
    }


def claim(said=None, matches=()):
    told = pd.DataFrame([SAID | (said or {})])
    matches = pd.DataFrame(matches, columns=["left", "right", "relation", "coder"])
    unread = pd.DataFrame(columns=["doc", "line", "why"])
    judged = pd.DataFrame(columns=["statement", "kind", "rule", "printed"])
    return quotable.claims(told, judged, matches, unread).iloc[0]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({}, ""),
        ({"basis": "none"}, "no source"),
        ({"basis": "own_study"}, "own word"),
        ({"basis": "example"}, "one example"),
        ({"modality": "could"}, "put as possible"),
        ({"modality": "reported"}, "put as possible"),
    ],
)
def test_a_claim_is_judged_by_its_ground_and_how_it_is_put(said, rule):
    assert claim(said)["rule"] == rule


def test_a_contradiction_says_how_many_readings_see_it():
    seen = [("s1", "s2", "contradicts", "reading-1"), ("s2", "s1", "same", "reading-2")]
    assert claim(matches=seen)["because"].endswith("(s2, by one reading only)")
    seen.append(("s1", "s2", "contradicts", "reading-2"))
    assert claim(matches=seen)["because"].endswith("(s2, by both readings)")


def test_every_rule_is_used_and_counted(toy):
    table = quotable.rules(toy[0])
    assert table["rule"].tolist() == list(quotable.RULES)
    assert table["n_decided"].sum() == (toy[0]["rule"] != "").sum()
    assert (table["n_decided"] <= table["n_fired"]).all()
    assert (table["n_alone"] <= table["n_decided"]).all()
