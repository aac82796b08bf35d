"""Tests of single cells: on for long talks alone, finding what was planted and little else."""

import shutil

import invented
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom
from test_notebooks import ROOT, finding_of, run

from helpers import records
from helpers.reading import transcripts
from helpers.voices import coders, coding, stresses

few = settings(max_examples=60, deadline=None)
NOTEBOOK = ROOT / "notebooks" / "31_who_stresses_what.py"


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    root = tmp_path_factory.mktemp("long")
    return root, invented.write(root, turns=150)


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    root = tmp_path_factory.mktemp("short")
    return root, invented.write(root, turns=99)


def talk(corpus, doc):
    """The turns of an invented talk, the codes of reading-1 and the guests."""
    root, talks = corpus
    with invented.at(root):
        segments = records.load("segments", invented.CORPUS).query("doc == @doc")
        segments = transcripts.first_version(segments.sort_values("seq"))
        tables = (records.load(name, invented.CORPUS) for name in ("codings", "hits"))
        by_coder = coders.each(*tables, segments, "theme")
    return by_coder["reading-1"], segments, talks[doc].guests


def told(shown):
    return "\n".join(str(value) for value in shown)


@pytest.mark.parametrize("doc", ["forum-2020", "panel-2018"])
def test_what_was_planted_is_found_in_a_long_talk(long, doc):
    coded, segments, guests = talk(long, doc)
    assert stresses.is_testable(segments, guests, len(guests) * len(invented.THEMES))
    table = stresses.against_chance(coded, segments, guests, seed_=1)
    called = table[table["stressed"]][["speaker", "theme"]].itertuples(index=False, name=None)
    planted = long[1][doc].stressed
    called = set(called)
    assert planted <= called
    assert len(called - planted) <= 1  # at most one of twenty calls is false, on average


def test_a_talk_of_99_turns_is_not_tested_however_uneven(short):
    _, segments, guests = talk(short, "forum-2020")
    assert (segments["kind"] == "turn").sum() == 99
    assert not stresses.is_testable(segments, guests, 1)


def test_the_hundredth_turn_switches_the_tests_on(tmp_path):
    corpus = tmp_path, invented.write(tmp_path, turns=100)
    _, segments, guests = talk(corpus, "forum-2020")
    assert stresses.is_testable(segments, guests, len(guests) * len(invented.THEMES))


def test_where_no_cell_could_pass_none_is_tested():
    turns = pd.DataFrame({"kind": "turn", "speaker": "bo", "round": "1"}, index=range(200))
    assert stresses.attainable(turns, ["bo"]) == 1
    assert not stresses.is_testable(turns, ["bo"], 10)


def test_with_nothing_planted_few_talks_have_a_discovery(long):
    # Each seed gives the turns to speakers by chance. All discoveries are then false, so the share
    # of talks with any is the false discovery rate; it must stay within the level.
    coded, segments, guests = talk(long, "panel-2018")
    theirs = segments[(segments["kind"] == "turn") & segments["speaker"].isin(guests)]
    n_false, n_talks = 0, 200
    for seed in range(n_talks):
        dice = np.random.default_rng(seed)
        swapped = dict(zip(theirs["segment"], dice.permutation(theirs["speaker"]), strict=True))
        turns = theirs.assign(speaker=theirs["segment"].map(swapped))
        codes = coded[coded["turn"].isin(swapped)]
        codes = codes.assign(speaker=codes["turn"].map(swapped))
        table = stresses.against_chance(codes, turns, guests, seed, n_shuffles=1999)
        n_false += table["stressed"].any()
    assert n_false / n_talks <= stresses.LEVEL


def test_p_values_of_shuffles_are_those_of_the_exact_count():
    # In one round the turns of a speaker that raise a theme are hypergeometric under the null.
    turns = pd.DataFrame({"segment": [f"t{n}" for n in range(40)], "kind": "turn", "round": "1"})
    turns["speaker"] = ["bo"] * 12 + ["cleo"] * 28
    raised = turns.iloc[[*range(8), *range(20, 26)]]  # eight of Bo's, six of Cleo's
    coded = raised.assign(turn=raised["segment"], theme="ferry")
    table = stresses.against_chance(coded, turns, ["bo", "cleo"], 7).set_index("speaker")
    exact = hypergeom(40, 14, 12).sf(7)
    assert table["p"]["bo"] == pytest.approx(exact, abs=4 * (exact / 1e4) ** 0.5)
    assert table["expected"]["bo"] == pytest.approx(12 * 14 / 40, abs=0.05)
    assert table["expected"].sum() == pytest.approx(14)


def test_a_theme_of_a_round_is_no_sign_of_its_speakers():
    # Bo speaks in the first round alone, where everybody raises the ferry.
    turns = pd.DataFrame({"segment": [f"t{n}" for n in range(60)], "kind": "turn"})
    turns["speaker"] = ["bo", "cleo"] * 15 + ["dan"] * 30
    turns["round"] = ["1"] * 30 + ["2"] * 30
    coded = turns.head(30).assign(turn=turns["segment"], theme="ferry")
    table = stresses.against_chance(coded, turns, ["bo", "cleo", "dan"], 1)
    assert (table["p"] == 1).all()


def test_no_p_value_is_smaller_than_one_in_all_shuffles_and_the_same_seed_gives_the_same(long):
    tables = [
        stresses.against_chance(*talk(long, "panel-2018"), seed_=seed, n_shuffles=99)
        for seed in (1, 1, 2)
    ]
    assert tables[0]["p"].min() >= 1 / 100
    assert tables[0].equals(tables[1])
    assert not tables[0].equals(tables[2])


CELL = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@few
@given(st.lists(CELL, min_size=1, max_size=8))
def test_a_shrunken_rate_lies_between_the_raw_and_the_overall_one(cells):
    table = pd.DataFrame(cells, columns=["n", "n_turns"]).assign(theme="ferry")
    rates = stresses.shrunken(table)
    low, high = (rates[["rate", "overall"]].agg(side, axis=1) for side in ("min", "max"))
    assert (rates["shrunken"] >= low - 1e-12).all()
    assert (rates["shrunken"] <= high + 1e-12).all()


def test_few_turns_are_pulled_farther_than_many_of_the_same_rate():
    table = pd.DataFrame({"n": [2, 20, 1, 3], "n_turns": [4, 40, 30, 40], "theme": "ferry"})
    rates = stresses.shrunken(table)
    assert rates["rate"][0] == rates["rate"][1]
    assert rates["shrunken"][0] < rates["shrunken"][1]


def test_speakers_who_differ_by_no_more_than_chance_share_one_rate():
    table = pd.DataFrame({"n": [5, 5, 5], "n_turns": [10, 10, 10], "theme": "ferry"})
    assert stresses.shrunken(table)["shrunken"].tolist() == [0.5] * 3


def test_a_speaker_without_a_turn_takes_the_overall_rate():
    table = pd.DataFrame({"n": [8, 1, 0], "n_turns": [10, 10, 0], "theme": "ferry"})
    rates = stresses.shrunken(table)
    assert np.isnan(rates["rate"][2])
    assert rates["shrunken"][2] == rates["overall"][2]


@pytest.mark.parametrize("doc", ["forum-2020", "panel-2018"])
def test_the_notebook_tests_cells_of_a_long_talk_and_names_what_was_planted(long, doc):
    with invented.at(long[0]):
        shown = run(NOTEBOOK, corpus=invented.CORPUS, document=doc)
    text = told(shown)
    assert "smallest p-value that a cell can get is 0.0001" in text
    for guest, theme in long[1][doc].stressed:
        assert f"{invented.GUESTS[guest][0]} on “{invented.THEMES[theme][0]}”" in text
    assert "In three of them the two take opposite sides" in text
    assert finding_of(shown)["estimate"] > 0


def test_the_closing_turn_of_the_long_talk_takes_up_what_was_planted(long):
    coded, segments, guests = talk(long, "forum-2020")
    planted = long[1]["forum-2020"]
    cover = coding.covered(coded, coding.closing_turn(segments, planted.chair), guests)
    assert set(cover[cover["taken_up"]]["theme"]) == set(planted.summary)


def test_the_notebook_tests_no_cell_of_99_turns_and_says_why(short):
    with invented.at(short[0]):
        text = told(run(NOTEBOOK, corpus=invented.CORPUS))
    assert "No single cell is tested" in text
    assert "this one has 99" in text


def test_the_notebook_says_which_table_a_corpus_lacks(long, tmp_path):
    shutil.copytree(long[0] / "corpora", tmp_path / "corpora")
    (tmp_path / "corpora" / invented.CORPUS / "coded" / "matches.csv").unlink()
    with invented.at(tmp_path), pytest.raises(ValueError, match=r"no .*matches\.csv"):
        run(NOTEBOOK, corpus=invented.CORPUS)
