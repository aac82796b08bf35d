"""The invented talks: our own reader finds in the texts what was planted in them."""

import invented
import pytest

from helpers import records, sources


@pytest.fixture(scope="module", params=[(1, 150), (2, 150), (3, 99)], ids=str)
def held(request, tmp_path_factory):
    seed, turns = request.param
    root = tmp_path_factory.mktemp("root")
    talks = invented.write(root, seed=seed, turns=turns)
    with invented.at(root):
        yield talks, turns


@pytest.fixture(params=["forum-2020", "panel-2018"])
def talk(request, held):
    segments = records.load("segments", invented.CORPUS)
    of_it = segments[(segments["doc"] == request.param) & (segments["kind"] == "turn")]
    return held[0][request.param], of_it.sort_values("seq"), held[1]


def test_every_table_of_seeds_is_there_and_every_name_leads_to_a_record(held):
    assert set(records.held(invented.CORPUS)) == set(records.TABLES)
    assert records.loose_ends(invented.CORPUS) == []


def test_the_turns_are_read_in_order_with_their_speakers(talk):
    told, turns, n = talk
    assert len(turns) == n
    assert turns[["segment", "speaker"]].values.tolist() == [list(pair) for pair in told.speakers]
    assert set(told.guests) | {told.chair} == set(turns["speaker"])


def test_words_and_characters_are_counted_as_they_were_written(talk):
    told, turns, _ = talk
    assert turns.groupby("speaker")["n_words"].sum().to_dict() == dict(told.words)
    assert turns.groupby("speaker")["n_chars"].sum().to_dict() == dict(told.chars)


def test_whoever_replies_is_read_as_replying_to_what_was_asked(talk):
    told, turns, _ = talk
    replies = {asked: [] for asked in told.answers}
    for turn in turns.itertuples():
        if turn.replies_to:
            replies[turn.replies_to].append(turn.speaker)
    assert replies == told.answers


def test_one_talk_has_more_than_two_rounds_and_the_other_unanswered_questions(held):
    talks, _ = held
    assert [talk.n_rounds for talk in talks.values()] == [6, 2]
    assert talks["panel-2018"].unanswered


def test_rounds_are_read_as_they_were_opened(talk):
    told, turns, _ = talk
    assert sorted(set(turns["round"]), key=int) == [str(n + 1) for n in range(told.n_rounds)]


def test_every_phrase_stands_at_its_place(held):
    for table in ("codings", "statements", "ties"):
        for row in records.load(table, invented.CORPUS).to_dict("records"):
            text = sources.text(row["doc"], invented.CORPUS)
            assert row["phrase"] in text[row["char_start"] : row["char_end"]]
            assert text.count("\n", 0, row["char_start"]) + 1 == row["line_start"]


def test_the_same_seed_holds_the_same_talk_and_another_one_another(tmp_path):
    one, two, other = (
        invented.write(tmp_path / str(n), seed=seed, turns=30)["forum-2020"].text
        for n, seed in enumerate((1, 1, 2))
    )
    assert one == two != other
