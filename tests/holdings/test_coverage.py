"""What became records: each character is counted once, and silence is told apart from neglect."""

import pandas as pd
import pytest

from helpers import records, sources
from helpers.holdings import coverage, layout


def read(corpus):
    tables = [records.load(name, corpus) for name in ("statements", "exclusions")]
    others = [records.load(name, corpus) for name in ("quantities", "events", "terms", "ties")]
    return coverage.inside(records.load("segments", corpus), *tables, others)


@pytest.mark.parametrize("corpus", ["seeds", "toy"])
def test_every_character_is_counted_once(corpus):
    found = read(corpus)
    assert found[coverage.WAYS].sum(axis=1).eq(found["n_chars"]).all()
    assert coverage.became(found)["n"].sum() == found["n_chars"].sum()


def test_almost_nothing_of_the_five_documents_was_passed_over():
    found = read("seeds")
    assert found[coverage.NOTHING].sum() < 0.01 * found["n_chars"].sum()
    running = ~found["kind"].isin(["heading", "caption", "metadata", "furniture"])
    assert (found[running][coverage.NOTHING] < found[running]["n_chars"]).all()


def test_a_sentence_of_the_toy_talk_is_in_a_statement_or_not():
    # Line 31: its second sentence is a request (s06), its first too (s05); line 29 ends in a
    # question that was left out.
    found = read("toy").set_index("segment")
    assert found.loc["forum-2020.t04.p1", coverage.SAID] == 0
    left = "What would you ask of each other?"
    assert found.loc["forum-2020.t04.p1", coverage.LEFT_OUT] == len(left)
    assert found.loc["forum-2020.t05.p1", coverage.SAID] == 115 - 1  # the space between them


def test_a_block_carries_what_touches_it_and_the_names_in_its_footnotes():
    segments = pd.DataFrame(
        [["d.b1", "", "paragraph", 0, 20], ["d.b1.f1", "d.b1", "footnote", 10, 20]],
        columns=["segment", "parent", "kind", "char_start", "char_end"],
    ).assign(doc="d", line_start=1, line_end=1, n_chars=20)
    numbers = pd.DataFrame({"doc": ["d", "d", "e"], "char_start": [0, 20, 0], "char_end": 25})
    names = pd.DataFrame({"segment": ["d.b1", "d.b1.f1"]})
    [block] = coverage.carried(segments, {"q": numbers, "m": names}).to_dict("records")
    assert (block["q"], block["m"]) == (1, 2)


def test_a_second_version_is_silent_apart():
    quiet = coverage.silent(read("seeds"))
    assert quiet.query("part == 'second version'")["doc"].tolist() == ["panel-2018"]
    assert (quiet["looked"] > 90).all()


def test_an_unknown_document_is_refused_with_the_list_of_right_ones():
    with pytest.raises(
        sources.InputError, match=r"nowhere not in the catalogue; choose from .*pan"
    ):
        coverage.catalogued(sources.catalogue("toy"), ["nowhere"])


def test_records_belong_to_the_chosen_documents():
    about = coverage.catalogued(sources.catalogue("toy"), ["panel-2018"])
    for name in ("segments", "mentions", "statements"):
        table = coverage.of(about, records.load(name, "toy"))
        ids = table["segment" if "segment" in table else "statement"]
        assert ids.str.startswith("panel-2018.").all()
    assert set(layout.LANGUAGES) >= set(records.load("segments", "toy")["lang"])
