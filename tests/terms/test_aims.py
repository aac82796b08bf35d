"""Aims: a form or a gain counts where it is named, and silence is never taken for a no."""

import pandas as pd
import pytest

from helpers import records, sources
from helpers import vocabularies as v
from helpers.terms import aims


def said(rows):
    """Statements from (document, kind, forms, who gains)."""
    frame = pd.DataFrame(rows, columns=["doc", "kind", "form", "concerns"])
    return frame.assign(
        statement=[f"s{n}" for n in range(len(rows))],
        author="bo",
        parent="",
        char_start=0,
        char_end=9,
    )


TERMS = pd.DataFrame({"concept": ["going_out", "ngo"], "doc": ["d2", "d3"]})


def test_every_form_of_the_vocabulary_has_a_name():
    assert list(aims.FORMS) == v.FORMS_OF_GOING_OUT


def test_every_beneficiary_stands_in_one_group_at_most():
    codes = [code for group in aims.GAINS.values() for code in group]
    assert len(codes) == len(set(codes))
    assert set(codes) <= {*v.flat(v.ADDRESSEES), *v.CONCERNED}


@pytest.mark.parametrize(("n", "n_forms", "named"), [(1, 1, True), (0, 1, False), (0, 0, None)])
def test_a_document_that_names_no_form_denies_none(n, n_forms, named):
    assert aims.is_named(n, n_forms) is named


def test_an_empty_cell_says_why_it_is_empty():
    placed = aims.forms(said([("d1", "claim", "project; office", "")]))
    cells = aims.form_cells(placed, TERMS, ["d1", "d2", "d3"]).set_index(["group", "doc"])
    assert cells["why"]["projects", "d1"] == "named"
    assert cells["why"]["funds", "d1"] == "other forms only"
    assert cells["why"]["projects", "d2"] == "going out, but no form"
    assert cells["why"]["projects", "d3"] == "nothing of going out"
    assert len(cells) == 3 * len(aims.FORMS)


def test_a_form_is_common_from_two_documents_on_and_other_forms_never():
    rows = [(doc, "claim", "project; other", "") for doc in ("d1", "d2")]
    placed = aims.forms(said([*rows, ("d1", "claim", "funds", "")]))
    assert aims.named_forms(placed) == ["projects", "funds"]
    assert aims.common_forms(placed) == ["projects"]
    assert aims.share_common(placed) == 0.5
    assert aims.common_forms(placed, least=2) == []


def test_only_reasons_promise_and_a_reason_for_nobody_is_shown():
    rows = [
        ("d1", "rationale", "", "ministry; party"),
        ("d1", "rationale", "", ""),
        ("d1", "rationale", "", "media"),
        ("d1", "claim", "", "business"),
    ]
    placed = aims.reasons(said(rows))
    assert placed["group"].tolist() == ["the state", aims.OTHERS, aims.OTHERS]


def test_equal_groups_share_the_first_place():
    placed = aims.reasons(said([("d1", "rationale", "", "state; business")]))
    assert aims.leading(placed).values.tolist() == [["d1", "business and the state", 1, 1]]


def test_a_group_is_passed_where_another_has_more_of_what_is_counted():
    rows = [("d1", "rationale", "", gain) for gain in ("state", "state", "business")]
    placed = aims.reasons(said(rows))
    assert aims.standing(placed, "the state") == (2 / 3, False)
    assert aims.standing(placed, "business") == (1 / 3, True)
    assert aims.standing(placed, "business", "doc") == (1.0, False)
    assert aims.standing(placed, "the sector") == (0.0, True)


@pytest.mark.parametrize("measure", [aims.forms, aims.reasons])
def test_a_corpus_that_says_nothing_has_no_answer(measure):
    with pytest.raises(sources.NotApplicable):
        measure(said([("d1", "claim", "", "")]))


def test_the_toy_answers_are_as_worked_out_by_hand():
    statements = records.load("statements", "toy")
    assert aims.share_common(aims.forms(statements)) == 0.5
    people = "the people served or the public"
    assert aims.standing(aims.reasons(statements), people) == (pytest.approx(2 / 3), False)
