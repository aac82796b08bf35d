"""Whose words are these: every character has one voice, or honestly none."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers.holdings import affiliation, authorship, coverage

few = settings(max_examples=20, deadline=None)


def told(corpus, documents=()):
    about = coverage.catalogued(sources.catalogue(corpus), list(documents))
    held = {name: coverage.of(about, records.load(name, corpus)) for name in coverage.TABLES}
    tables = (held[name] for name in ("statements", "unread", "actors"))
    voices = authorship.voices(held["segments"], about, *tables)
    return affiliation.belong(voices, held["ties"], held["actors"])


# Worked out by hand on the toy talk: 137 + 80 + 86 characters are Bo's, 80 + 112 the chair's,
# 150 + 166 Cleo's, 28 + 106 + 115 Dan's; the title and the editor's note are the publisher's.
BY_HAND = {"bo-reed": 303, "alma-brook": 192, "cleo-marsh": 316, "dan-ford": 249}


def test_the_words_of_a_talk_are_their_speakers_and_the_rest_is_the_publishers():
    text = told("toy", ["forum-2020"]).query("kind != 'furniture'")
    sizes = text.groupby("voice")["n_chars"].sum().to_dict()
    assert sizes == BY_HAND | {"The Boathouse": 52 + 14 + 147 + 167 + 66}


def test_a_guest_counts_for_the_club_that_the_talk_names():
    text = told("toy", ["forum-2020"]).query("kind != 'furniture'")
    most = affiliation.audit(text)
    assert (most["organisation"], most["n_own"], most["n_all"]) == ("The Boathouse", 446, 1506)
    assert most["n_unknown"] == 192 + 316 + 249
    assert affiliation.standing(text, "characters", "reedbed-club") == (303 / 1506, True)


def test_a_question_without_a_label_is_nobodys():
    text = told("toy", ["panel-2018"])
    assert set(text[text["kind"] == "question"]["voice"]) == {""}


@pytest.mark.parametrize("corpus", ["seeds", "toy"])
def test_every_character_has_one_voice(corpus):
    whole = authorship.leaves(records.load("segments", corpus))
    voices = told(corpus)
    for unit in affiliation.UNITS.values():
        assert voices[unit].sum() == whole[unit].sum()
    assert (voices["n_chars"] >= 0).all()


def test_a_quotation_is_taken_off_the_reporter():
    story = told("seeds", ["incubators-2018"])
    quoted = story[story["kind"] == "quotation"]
    assert "zheng-yi" in set(quoted["voice"])
    block = story.set_index("segment").loc["incubators-2018.b10"]
    printed = records.load("segments").set_index("segment").loc["incubators-2018.b10", "n_chars"]
    assert block["n_chars"] == printed - quoted.set_index("parent").loc[block.name, "n_chars"]


def test_an_essay_in_a_newsletter_is_its_authors_and_a_lost_label_leaves_no_voice():
    whole = told("seeds").set_index("segment")
    assert whole.loc["newsletter-2022.b37", "voice"] == "huang-haoming"  # it has no statement
    assert whole.loc["newsletter-2022.b09", "voice"] == "jivri"
    assert whole.loc["panel-2018.zh-b05", "voice"] == ""


VOICES = st.lists(
    st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from(["d", "e"]), st.integers(1, 9)),
    min_size=1,
    max_size=9,
)


@few
@given(VOICES)
def test_the_first_has_the_most_and_the_parts_of_a_chart_add_up(rows):
    frame = pd.DataFrame(rows, columns=["organisation", "doc", "n_chars"])
    frame = frame.assign(voice=frame["organisation"])
    most = affiliation.audit(frame)
    assert 0 <= most["share"] <= most["at_most"] <= 1
    assert not affiliation.standing(frame, "characters", most["organisation"])[1]
    drawn = affiliation.by_organisation(frame, pd.Series(dtype=str), 1)
    assert drawn["n"].sum() == frame["n_chars"].sum()
    known = affiliation.people(frame, pd.Series(dtype=str))
    assert known["n_chars"].sum() == frame.loc[frame["voice"] != "", "n_chars"].sum()


def test_where_no_voice_has_an_organisation_none_is_first():
    frame = pd.DataFrame({"organisation": [""], "voice": ["a"], "doc": ["d"], "n_chars": [3]})
    most = affiliation.audit(frame)
    assert (most["organisation"], most["share"], most["at_most"]) == ("", 0, 1)


def test_who_heads_a_country_has_no_organisation():
    actors = pd.DataFrame({"actor": ["bo", "land"], "type": ["person", "place"]})
    ties = pd.DataFrame({"tie": ["k"], "source": ["bo"], "kind": ["heads"], "target": ["land"]})
    found = affiliation.belong(pd.DataFrame({"voice": ["bo"]}), ties, actors)
    assert found[["organisation", "tie"]].values.tolist() == [["", ""]]


def test_the_evidence_shows_ties_and_blocks_of_the_first_and_of_the_next():
    voices = told("seeds")
    names = records.names("actors")
    shown = affiliation.behind(voices, records.load("ties"), names)
    assert set(shown["against"]) == {True, False}
    assert shown["record"].is_unique
    assert shown["against"].is_monotonic_increasing
