"""Grains: what is one item, and how far does a share hang on what is counted, and on whom?"""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records
from helpers.asks import grains, taxonomy

few = settings(max_examples=30, deadline=None)
SPAN = st.tuples(st.integers(0, 60), st.integers(1, 20))


def said(spans, doc="d"):
    frame = pd.DataFrame(spans, columns=["char_start", "length"])
    frame["char_end"] = frame["char_start"] + frame.pop("length")
    return frame.assign(doc=doc, statement=[f"s{n}" for n in range(len(frame))])


def blocks(*rows):
    columns = ["segment", "kind", "char_start", "char_end"]
    return pd.DataFrame(rows, columns=columns).assign(doc="d")


def items(spans, *rows):
    return list(grains.itemised(said(spans), blocks(*rows))["item"])


def test_two_sentences_of_a_printed_list_item_are_one_item():
    spans = [(10, 5), (16, 4), (40, 5)]
    assert items(spans, ("i1", "item", 8, 30)) == ["i1", "i1", "d:40"]


def test_two_printed_list_items_are_never_merged():
    found = items([(10, 5), (16, 4)], ("i1", "item", 8, 15), ("i2", "item", 15, 30))
    assert found == ["i1", "i2"]


def test_a_paragraph_is_no_list_item():
    assert items([(10, 5), (16, 4)], ("p1", "paragraph", 8, 30)) == ["d:10", "d:16"]


def test_passages_that_overlap_are_one_sentence_and_those_that_touch_are_two():
    assert items([(10, 10), (15, 10), (24, 2), (26, 5)]) == ["d:10", "d:10", "d:10", "d:26"]


def test_what_reaches_out_of_a_list_item_does_not_stand_in_it():
    assert items([(10, 30)], ("i1", "item", 8, 30)) == ["d:10"]


@few
@given(st.lists(SPAN, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_items_do_not_hang_on_the_order_of_the_rows(spans, chance):
    frame = said(spans)
    shuffled = frame.sample(frac=1, random_state=chance.randint(0, 99))
    whole = grains.itemised(frame, blocks()).set_index("statement")["item"]
    other = grains.itemised(shuffled, blocks()).set_index("statement")["item"]
    assert whole.to_dict() == other.to_dict()


@few
@given(st.lists(SPAN, min_size=1, max_size=8))
def test_there_are_never_more_items_than_passages(spans):
    assert 1 <= len(set(items(spans))) <= len(set(spans))


def test_a_reading_may_give_two_themes_or_none():
    statements = pd.DataFrame({"statement": ["a", "b"], "theme": "x"})
    codings = pd.DataFrame({"target": ["a", "a"], "theme": ["y", "z"], "coder": "reading-2"})
    found = grains.recoded(statements, codings, "reading-2")
    assert found[["statement", "theme"]].values.tolist() == [["a", "y"], ["a", "z"]]
    assert grains.recoded(statements, codings, "reading-1").empty


@pytest.fixture(scope="module")
def toy():
    asked = taxonomy.requests(records.load("statements", "toy"), ["own", "implied", "reported"], [])
    asked = grains.itemised(asked, records.load("segments", "toy"))
    return asked, [records.load(name, "toy") for name in ("addressees", "themes", "codings")]


def test_four_requests_of_the_toy_study_stand_in_its_list_of_three(toy):
    listed = toy[0][toy[0]["in_list"]]
    assert list(listed["item"]) == ["huang-study.b06"] * 2 + ["huang-study.b07", "huang-study.b08"]


def test_the_toy_groups_hang_on_their_authors_as_worked_out_by_hand(toy):
    placed = taxonomy.classify(toy[0], *toy[1][:2], "addressee")
    table = grains.sturdiness(placed, records.names("actors", "toy")).set_index("group")
    assert table.loc["the state", ["statements", "items", "documents"]].tolist() == [50, 46.2, 100]
    # Without Bo 6 of 13 is the least; 7 of 13 without Cleo or Dan the most.
    assert table.loc["the state", ["least", "most"]].tolist() == [45.5, 53.8]
    assert table.loc["the state", "hangs_on"] == "Rosa Lindgren"
    assert table.loc["partners", ["least", "hangs_on"]].tolist() == [0, "Cleo Marsh-Hill"]


def test_with_means_and_partners_nobody_is_only_who_names_nobody_at_all():
    statements = pd.DataFrame({"statement": ["a", "b"], "parent": "", "doc": "d"})
    statements = statements.assign(char_start=0, char_end=1)
    rows = [("a", "unspecified", "lead"), ("a", "media", "with"), ("b", "unspecified", "lead")]
    addressees = pd.DataFrame(rows, columns=["statement", "addressee", "role"])
    themes, codings = pd.DataFrame({"theme": [], "name": []}), pd.DataFrame()
    found = grains.alternatives(statements, addressees, themes, codings, "addressee")
    wide = found["definition"]["partners and means count as asked"]
    assert wide[["statement", "group"]].values.tolist() == [
        ["a", "partners"],
        ["b", "nobody in particular"],
    ]


def test_the_public_is_somebody_only_under_the_strict_reading():
    asked = pd.DataFrame({"parent": ["anyone", "anyone", "state"], "group": list("nns")})
    asked = asked.assign(code=["public", "unspecified", "ministry"])
    assert list(grains._strict(asked)["group"]) == ["somebody in general", "n", "s"]


def test_every_scheme_has_the_alternatives_that_it_can_have(toy):
    asked, coded = toy
    found = {
        scheme: grains.alternatives(asked, *coded, scheme)
        for scheme in ("addressee", "instrument", "theme", "horizon")
    }
    counts = {s: {kind: len(n) for kind, n in kinds.items() if n} for s, kinds in found.items()}
    assert counts == {
        "addressee": {"definition": 2},
        "instrument": {},
        "theme": {"reading": 2},
        "horizon": {"definition": 1},
    }


def test_each_reading_of_themes_is_a_variant_of_kind_reading(toy):
    asked, (addressees, themes, _) = toy
    codings = pd.DataFrame({"target": asked["statement"], "theme": asked["theme"]})
    codings = pd.concat([codings.assign(coder=coder) for coder in ("reading-1", "reading-2")])
    found = grains.alternatives(asked, addressees, themes, codings, "theme")
    assert list(found["reading"]) == [
        "all themes of reading-1 count",
        "all themes of reading-2 count",
    ]
    assert found["definition"] == {}


def test_leaving_out_every_author_every_document_and_every_grain_is_tried(toy):
    placed = taxonomy.classify(toy[0], *toy[1][:2], "addressee")
    names = records.names("actors", "toy")
    tried = grains.variants(placed, "item", "the state", names, {"huang-study"})
    assert tried["grain"] == {
        "requests are counted": (0.5, False),
        "documents are counted": (1, False),
    }
    left_out = tried["document"]
    assert left_out["without translations"] == left_out["without huang-study"]
    assert {kind: len(found) for kind, found in tried.items()} == {
        "grain": 2,
        "document": 2 + 1,
        "author": 5,
        "definition": 1,
    }


def test_the_only_author_and_the_only_document_are_not_left_out(toy):
    placed = taxonomy.classify(toy[0], *toy[1][:2], "addressee")
    placed = placed[placed["author"] == "rosa-lindgren"]
    tried = grains.variants(placed, "item", "the state", pd.Series(), {"huang-study"})
    assert placed["doc"].nunique() == 1
    assert tried["author"] == tried["document"] == {}
