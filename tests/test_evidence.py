"""Evidence: words where the text is installed, the line where it is not, and else no difference."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import evidence, records, sources

few = settings(max_examples=60, deadline=None)
TABLES = ["statements", "codings", "quantities", "exclusions", "ties", "segments"]


@pytest.fixture
def installed(monkeypatch):
    """A function that says whether texts are installed, from then on."""
    texts = {doc: sources.text(doc, "toy") for doc in sources.catalogue("toy")}

    def install(there):
        monkeypatch.setattr(
            sources, "text", lambda doc, corpus="seeds": texts[doc] if there else None
        )

    return install


@pytest.mark.parametrize("table", TABLES)
def test_a_quotation_has_at_most_25_words_and_stands_so_in_its_text(table):
    for _, record in records.load(table, "toy").iterrows():
        words = evidence.quotation(record, "toy")
        core = words.removeprefix("… ").removesuffix(" …")
        assert 1 <= len(core.split()) <= 25
        assert core in " ".join(sources.text(record["doc"], "toy").split())


def record(text, start, end):
    return pd.Series({"doc": "d", "char_start": start, "char_end": end, "line_start": 1})


@few
@given(st.text(st.sampled_from("ab (),\n"), min_size=1, max_size=300), st.data())
def test_any_place_is_quoted_as_it_stands(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "text", lambda doc, corpus="seeds": text)
        words = evidence.quotation(record(text, start, end), "toy")
    core = words.removeprefix("… ").removesuffix(" …")
    assert len(core.split()) <= 25
    assert core in " ".join(text.split())


def test_a_number_is_quoted_with_its_brackets_and_the_words_around_it():
    number = records.load("quantities", "toy").set_index("printed").loc["4%"]
    words = evidence.quotation(number, "toy")
    assert "of which 12 (4%) cross, and" in words
    assert words.startswith("… ")
    assert words.endswith(" …")


def test_the_ends_of_a_line_have_no_ellipsis():
    _, last = records.find("huang-study.n18", "toy")
    assert evidence.quotation(last, "toy") == "We close with three requests."


def test_without_its_text_a_record_has_no_quotation(installed):
    installed(False)
    assert evidence.quotation(records.load("ties", "toy").iloc[0], "toy") is None


def shown(there, installed):
    installed(there)
    asked = records.load("statements", "toy")
    asked = asked.assign(against=asked["author"] == "bo-reed")
    groups = dict(list(asked.groupby("doc")))
    return [
        evidence.listed(asked, "evidence", "All", "toy", "paraphrase", "statement"),
        evidence.unfold(groups, "by-document", "By document", "toy", "paraphrase", "statement"),
    ]


def test_without_texts_the_line_stands_in_its_place_and_nothing_else_differs(installed):
    quoted = re.compile(r'<q class="quotation">.*?</q>')
    missing = re.compile(r'<span class="quotation">(.*?); text not installed</span>')
    for with_text, without in zip(shown(True, installed), shown(False, installed), strict=True):
        left, right = with_text._repr_mimebundle_(), without._repr_mimebundle_()
        assert len(quoted.findall(left["text/html"])) == len(records.load("statements", "toy"))
        assert quoted.sub("", left.pop("text/html")) == missing.sub("", right["text/html"])
        places = missing.findall(right.pop("text/html"))
        assert len(places) == len(records.load("statements", "toy"))
        assert all(re.fullmatch(r"line \d+ of [a-z]+-\w+", place) for place in places)
        assert left == right


def test_what_is_published_holds_no_word_of_the_text(installed):
    for there in (True, False):
        for one in shown(there, installed):
            [data] = [
                d for kind, d in one._repr_mimebundle_().items() if kind.endswith("table+json")
            ]
            assert "ferry board should carry" not in data["csv"]
            assert (
                data["csv"]
                .splitlines()[0]
                .endswith(
                    "statement,paraphrase,against,doc,line_start,line_end,char_start,char_end"
                )
            )


def test_what_speaks_against_is_marked(installed):
    evidence_, _ = shown(True, installed)
    page = evidence_._repr_mimebundle_()["text/html"]
    against = int((records.load("statements", "toy")["author"] == "bo-reed").sum())
    assert page.count("<li class=against>") == page.count("· speaks against") == against > 0


def test_a_place_of_several_lines_names_both_ends():
    turn = records.load("segments", "toy").set_index("segment").loc["forum-2020.t01"]
    assert evidence.place(turn) == "lines 19 to 21 of forum-2020"


def test_a_hostile_word_of_a_document_stays_text(monkeypatch):
    monkeypatch.setattr(
        sources, "text", lambda doc, corpus="seeds": "<script>act()</script> \u202eb"
    )
    frame = pd.DataFrame([{**record("", 0, 22), "line_end": 1, "says": "<b>", "id": "<i>"}])
    page = evidence.listed(frame, "e", "<u>", "toy", "says", "id")._repr_mimebundle_()["text/html"]
    assert "<script>" not in page
    assert not re.search(r"<[biu]>", page)
    assert "⟨U+202E⟩" in page


def test_no_groups_give_an_empty_table():
    empty = evidence.unfold({}, "none", "None", "toy", "says", "id")
    assert str(empty) == "None\n"


def test_a_tree_counts_each_record_once_per_branch_and_lists_it_at_every_leaf(installed):
    asked = records.load("statements", "toy").head(3)
    branches = {"wishes": {"all": asked, "first": asked.head(1)}}
    shown_ = evidence.tree(branches, "tree", "By kind", "toy", "paraphrase", "statement")
    bundle = shown_._repr_mimebundle_()
    assert str(shown_) == "By kind\nwishes: 3\n  all: 3\n  first: 1"
    assert bundle["text/html"].count('class="says"') == 4
    [data] = [part for kind, part in bundle.items() if kind.endswith("table+json")]
    assert data["csv"].splitlines()[0].startswith("branch,group,statement,paraphrase,")
    assert len(data["csv"].splitlines()) == 1 + 4


def test_no_branches_give_an_empty_tree():
    assert str(evidence.tree({}, "none", "None", "toy", "says", "id")) == "None"


def test_a_cell_of_a_matrix_leads_to_its_passages_and_an_empty_one_nowhere(installed):
    installed(False)
    codings = records.load("codings", "toy").query("coder == 'reading-1'").head(3)
    codings = codings.assign(
        row=["ferry", "ferry", "honey"], column=["Bo", "Cleo", "Bo"], says="so"
    )
    marks = {"ferry": {"Bo": "both", "Cleo": "1"}, "honey": {"Bo": "2", "Cleo": ""}}
    shown = evidence.matrix(codings, "who", "Who", "toy", "says", "target", marks)
    bundle = shown._repr_mimebundle_()
    html = bundle["text/html"]
    links = re.findall(r'<a href="#([^"]+)">([^<]*)</a>', html)
    assert links == [("who-1-1", "both"), ("who-1-2", "1"), ("who-2-1", "2")]
    for target, _ in links:
        [inside] = re.findall(rf'<div id="{target}">(.*?)</div>', html)
        assert inside.count("<li>") == 1
    assert "<td></td>" in html
    csv = bundle["application/vnd.going-out.table+json"]["csv"]
    assert csv.splitlines()[0].startswith("branch,group,target,says")
    assert str(shown) == "Who\nferry: Bo both, Cleo 1\nhoney: Bo 2"
