"""Fields: the printed order as given, and what other documents say."""

import pandas as pd
import pytest

from helpers import records, sources
from helpers.numbers import fields


def seeds():
    return records.load("statements"), records.load("quantities")


def test_the_order_of_the_study_is_the_printed_one():
    statements, quantities = seeds()
    ranked = fields.ranking(statements, quantities)
    assert len(ranked) == 12
    assert ranked["over"].notna().sum() == 7
    assert ranked.loc[ranked["printed"] != "", "field"].tolist() == ["social service"]
    said = statements.set_index("statement").loc[ranked["statement"], "paraphrase"]
    assert [int(text.partition("rank ")[2].split()[0]) for text in said] == [
        *range(1, 8),
        *range(1, 6),
    ]


def test_a_priority_in_a_sentence_without_a_threshold_is_no_rank():
    statements, quantities = seeds()
    assert set(fields.ranking(statements, quantities)["doc"]) == {"huang-study"}
    assert "incubators-2018" in set(statements.query("kind == 'priority'")["doc"])


@pytest.mark.parametrize("missing", ["threshold", "percentage"])
def test_without_threshold_or_percentage_the_question_does_not_apply(missing):
    statements, quantities = seeds()
    gone = quantities["qualifier"].isin(["more_than", "less_than"])
    gone = gone if missing == "threshold" else quantities["printed"] == "74.19%"
    with pytest.raises(sources.NotApplicable, match="no document prints an order of fields"):
        fields.ranking(statements, quantities[~gone])


def test_only_other_documents_count_as_elsewhere():
    statements, quantities = seeds()
    ranked = fields.ranking(statements, quantities)
    found = fields.elsewhere(statements, ranked, records.load("themes"))
    assert "huang-study" not in set(found["doc"])
    assert found["statement"].is_unique
    table = fields.stances(found)
    assert table["n"].sum() == len(found)
    assert table[[*fields.STANCES, fields.SPOKEN_OF]].sum(axis=1).tolist() == table["n"].tolist()
    assert table["named"].iloc[-1] == fields.OTHER


def test_a_theme_of_no_ranked_field_is_marked():
    statements, quantities = seeds()
    ranked = fields.ranking(statements, quantities)
    found = fields.elsewhere(statements, ranked, records.load("themes")).set_index("statement")
    assert not found.loc["forum-2020.s002", "ranked"]  # gender equality
    assert found.loc["forum-2020.s020", "ranked"]  # children's education
    assert found.loc["panel-2018.s068", "abroad"]


def test_no_passage_elsewhere_gives_an_empty_table():
    none = pd.DataFrame(columns=["named", "stance", "doc", "abroad"])
    assert fields.stances(none).empty
