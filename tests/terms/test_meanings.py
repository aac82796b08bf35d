"""Meanings: a word is used, explained or disputed, and nothing unexplained counts as agreement."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers import vocabularies as v
from helpers.terms import meanings

few = settings(max_examples=20, deadline=None)

USE = st.tuples(
    st.sampled_from(["NGO", "社会组织", "市民社会"]),
    st.sampled_from(["d1", "d2", "d3"]),
    st.sampled_from(v.STANCES),
)


def uses(rows):
    """Uses of terms from (term, document, stance)."""
    frame = pd.DataFrame(rows, columns=["term", "doc", "stance"])
    return frame.assign(concept="ngo", thing="an NGO", lang="en", author="bo", line_start=1)


@pytest.fixture(scope="module")
def toy():
    return meanings.voiced(records.load("terms", "toy"), records.load("statements", "toy"))


@few
@given(st.lists(USE, min_size=1, max_size=9))
def test_a_word_is_explained_in_no_more_documents_than_it_is_used_in(rows):
    for word in meanings.words(uses(rows)).itertuples():
        inside = [(doc, stance) for term, doc, stance in rows if term == word.word]
        assert word.n_used == len({doc for doc, _ in inside})
        assert word.n_explained == len({doc for doc, stance in inside if stance != "uses"})
        assert word.n_disputed == len({doc for doc, stance in inside if stance == "disputes"})
        assert word.n_disputed <= word.n_explained <= word.n_used


@few
@given(st.lists(USE, min_size=1, max_size=9))
def test_the_share_leaves_out_what_is_explained_and_what_one_document_uses(rows):
    listed = meanings.words(uses(rows)).to_dict("records")
    shared = [word for word in listed if word["n_used"] > 1]
    share = meanings.share_unexplained(uses(rows))
    if shared:
        mute = [word for word in shared if word["n_explained"] == 0]
        assert share == pytest.approx(len(mute) / len(shared))
    else:
        assert share is None


def test_two_words_for_one_thing_are_explained_as_a_thing_and_not_as_words():
    both = uses([("NGO", "d1", "uses"), ("CSO", "d2", "defines"), ("NGO", "d2", "uses")])
    assert meanings.share_unexplained(both) == 1
    assert meanings.share_unexplained(both, "thing") == 0


def test_where_no_word_is_shared_there_is_no_share():
    assert meanings.share_unexplained(uses([("NGO", "d1", "defines")])) is None


def test_the_strongest_stance_of_a_document_counts():
    rows = [("NGO", "d1", stance) for stance in ("disputes", "uses", "defines")]
    listed = pd.DataFrame({"word": ["NGO"]})
    assert meanings.stances(uses(rows), listed)["mark"].tolist() == ["disputed"]


def test_a_voice_is_that_of_the_explaining_statement_else_of_the_shortest_around():
    place = {"doc": "d1", "line_start": 1, "char_start": 10, "char_end": 13}
    term = {"term": "NGO", "lang": "en", "concept": "ngo", "stance": "uses", "note": ""} | place
    terms = pd.DataFrame(
        [
            term | {"statement": "s3", "stance": "defines"},
            term | {"statement": ""},
            term | {"statement": "", "char_start": 90, "char_end": 93},
        ]
    )
    said = [("s1", "bo", 0, 50), ("s2", "cleo", 5, 20), ("s3", "dan", 60, 70)]
    columns = ["statement", "author", "char_start", "char_end"]
    statements = pd.DataFrame(said, columns=columns).assign(doc="d1", kind="claim")
    voiced = meanings.voiced(terms, statements)
    assert voiced["author"].tolist() == ["dan", "cleo", ""]


def test_a_corpus_without_terms_has_no_answer():
    with pytest.raises(sources.NotApplicable, match="no term"):
        meanings.voiced(records.load("terms", "toy").head(0), records.load("statements", "toy"))


def test_words_stand_under_their_language_and_silence_is_no_word(toy):
    table = meanings.wording(toy, ["incubators-2018", "panel-2018"]).set_index(["thing", "doc"])
    assert table.loc[("going out", "panel-2018"), "zh"] == "船"
    assert table.loc[("going out", "incubators-2018"), "n_words"] == 0
    assert pd.isna(table.loc[("going out", "incubators-2018"), "en"])


def test_a_long_list_of_words_is_cut_and_says_so():
    table = meanings.wording(uses([(term, "d1", "uses") for term in "abcd"]), ["d1"], most=2)
    assert table["en"][0] == "a, b, and 2 more"


def test_documents_with_one_chief_author_are_told_apart():
    rows = uses([("NGO", "d1", "uses"), ("NGO", "d2", "uses"), ("CSO", "d3", "uses")])
    pairs = meanings.overlaps(rows.assign(author=["bo", "bo", "cleo"]))
    assert pairs["same_author"].tolist() == [True, False, False]
    assert pairs["share"].tolist() == [1.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("words", "said"), [([], "none"), (["a"], "one (“a”)"), (list("abc"), "three (“a”, “b” …)")]
)
def test_words_are_quoted_for_every_number(words, said):
    assert meanings.quoted(pd.DataFrame({"word": words})) == said


def test_the_toy_words_are_as_worked_out_by_hand(toy):
    [row] = meanings.audit(meanings.words(toy)).to_dict("records")
    assert row == {"n": 6, "n_explained": 3, "n_shared": 3, "n_agreed": 0}


def test_every_explanation_of_the_documents_names_its_statement_and_says_what_it_means():
    uses_ = meanings.voiced(records.load("terms"), records.load("statements"))
    told = meanings.explained(uses_)
    assert (told["statement"] != "").all()
    assert (told["note"] != "").all()
    assert (told["author"] != "").all()
