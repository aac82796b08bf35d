"""What is said twice: versions share their clues, passages of different documents do not."""

import pandas as pd

from helpers import records
from helpers.holdings import repetition

SEGMENTS = pd.DataFrame(
    [["d.b1", "1", "en", 0], ["d.b2", "1", "en", 10], ["d.zh1", "zh", "zh", 20]],
    columns=["segment", "section", "lang", "char_start"],
).assign(doc="d", kind="paragraph", line_start=1, line_end=1)
SEGMENTS["char_end"] = SEGMENTS["char_start"] + 10
PAIR = pd.DataFrame({"left": ["d.b1"], "right": ["d.zh1"]})


def test_a_second_version_holds_part_of_the_first():
    assert repetition.versions(SEGMENTS, PAIR) == {
        "n_left": 2,
        "n_paired": 1,
        "n_right": 1,
        "n_alone": 0,
    }


def test_a_document_in_one_language_has_no_versions():
    assert repetition.versions(SEGMENTS.head(2), PAIR)["n_left"] == 0


def test_passages_with_too_few_clues_prove_nothing():
    mentions = pd.DataFrame({"segment": ["d.b1", "d.b1", "d.b2"], "actor": ["x", "y", "x"]})
    numbers = pd.DataFrame({"doc": ["d"], "char_start": [4], "value": ["12"]})
    found = repetition.clues(SEGMENTS, mentions, numbers)
    assert found == {"d.b1": frozenset({"actor x", "actor y", "value 12"})}


def test_the_versions_of_the_panel_are_more_alike_than_any_two_documents():
    tables = [records.load(name) for name in ("segments", "mentions", "quantities", "alignment")]
    pairs = repetition.alike(tables[0], repetition.clues(*tables[:3]), tables[3])
    tried = repetition.placebo(pairs)
    assert tried["n_versions"] > 9
    assert tried["n_as_alike"] == 0
    assert tried["highest"] < tried["median"]


def test_without_versions_there_is_nothing_to_compare():
    pairs = pd.DataFrame({"pair": ["documents"], "score": [0.5]})
    tried = repetition.placebo(pairs)
    assert (tried["n_versions"], tried["n_as_alike"], tried["median"]) == (0, 0, 0.0)


def test_a_number_given_twice_stands_in_one_text_in_two_languages_or_in_two_documents():
    tables = (records.load(name) for name in ("relations", "quantities", "segments"))
    told = repetition.told_twice(*tables).set_index("relation")
    assert told.loc["huang-study.r024", "where"] == "within one text"
    assert told.loc["panel-2018.r029", "where"] == "in two languages"
    assert told.loc["cross.r101", "where"] == "in two documents"
