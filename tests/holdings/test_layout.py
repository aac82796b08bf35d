"""The pages: every line is read, blank, missing or kept out, and nothing is lost unnoticed."""

import pandas as pd
import pytest

from helpers import records, sources
from helpers.holdings import coverage, layout


def pages(corpus):
    about = coverage.catalogued(sources.catalogue(corpus), [])
    return records.load("segments", corpus), records.load("unread", corpus), about


@pytest.mark.parametrize("corpus", ["seeds", "toy"])
def test_the_lines_are_those_of_the_catalogue(corpus):
    about = pages(corpus)[2]
    every = layout.lines(*pages(corpus))
    assert every.groupby("doc").size().to_dict() == about.set_index("doc")["n_lines"].to_dict()
    assert not every.duplicated(["doc", "line"]).any()


@pytest.mark.parametrize("corpus", ["seeds", "toy"])
def test_no_text_stands_between_the_blocks_unnoticed(corpus):
    between = layout.outside(*pages(corpus))
    assert not between["lost"].any()
    segments, _, about = pages(corpus)
    inside = segments.query("parent == ''")
    held = (inside["char_end"] - inside["char_start"]).sum()
    breaks = about["n_lines"].sum() - len(about)
    shared = inside.sort_values(["doc", "char_start"])
    same = shared["line_start"] - shared.groupby("doc")["line_end"].shift()
    assert same.dropna().ge(0).all()
    folded = (inside["line_end"] - inside["line_start"]).sum()
    assert held + between["n_chars"].sum() + breaks - folded == about["n_codepoints"].sum()


@pytest.mark.parametrize("corpus", [pytest.param("seeds", marks=pytest.mark.texts), "toy"])
def test_a_line_is_blank_exactly_where_its_text_is(corpus):
    every = layout.lines(*pages(corpus))
    for doc, lines in every.groupby("doc"):
        text = sources.text(doc, corpus)
        if text is None:
            pytest.skip("texts are not installed")
        printed = [not line.strip() for line in text.split("\n")]
        empty = lines["part"].isin([layout.BLANK, layout.MISSING])
        # A line break at the end of a file opens no line.
        assert list(empty) == printed[: len(lines)], doc
        assert all(printed[len(lines) :]), doc


def test_a_lost_passage_would_be_noticed():
    segments, unread, about = pages("toy")
    fewer = segments[segments["segment"] != "forum-2020.b09"]
    found = layout.outside(fewer, unread, about).query("lost")
    assert found[["doc", "after", "before"]].values.tolist() == [["forum-2020", 11, 15]]


def test_a_gap_is_missing_text_up_to_the_next_line_that_is_not_blank():
    segments = pd.DataFrame(
        {"doc": "d", "kind": "paragraph", "parent": "", "lang": "zh"}, index=[0]
    )
    segments = segments.assign(segment="d.b1", n_chars=5, char_start=0, char_end=5)
    segments = segments.assign(line_start=1, line_end=1)
    unread = pd.DataFrame({"doc": "d", "line": [2], "why": ["text of the second language missing"]})
    about = pd.DataFrame({"doc": ["d"], "n_lines": [4]})
    every = layout.lines(segments, unread, about)
    assert list(every["part"]) == ["paragraph", *["text missing"] * 3]
    assert layout.strip(every, "en").values.tolist() == [
        ["d", "paragraph", 1, 1],
        ["d", "text missing", 2, 4],
        ["d", "Chinese", 1, 1],
    ]


def test_every_reason_in_unread_is_told_in_words_and_personal_data_is_told_apart():
    told = layout.damage(records.load("unread"))
    private = told["why"].str.startswith("personal data")
    assert (told["damage"].eq(layout.PERSONAL) == private).all()
    assert "not read" not in set(told["damage"])


@pytest.mark.parametrize("corpus", ["seeds", "toy"])
def test_the_languages_of_a_document_add_up(corpus):
    mix = layout.languages(records.load("segments", corpus))
    assert mix.groupby("doc")["percent"].sum().tolist() == pytest.approx(
        [100] * mix["doc"].nunique()
    )
