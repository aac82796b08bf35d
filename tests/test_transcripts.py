"""Reading a transcript: no word is lost, moved or given to somebody else."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import text as strings
from helpers import transcripts

few = settings(max_examples=40, deadline=None)

OPENING = "An evening: what was said\n\nAnn Lee, Bo Chan and Cy Wit met at the river.\n\n"
ACTORS = {"Ann Lee": "ann", "Bo Chan": "bo", "Cy Wit": "cy"}


def read(body, chair=None, opening=OPENING):
    return transcripts.read("d", opening + body, ACTORS, chair)


def words(frame, text):
    return [
        text[start:end] for start, end in zip(frame["char_start"], frame["char_end"], strict=True)
    ]


def turns(body, **given):
    """The turns of a body: who speaks, and the words of each paragraph."""
    frame, text = read(body, **given), given.get("opening", OPENING) + body
    found = []
    for turn in frame.query("kind == 'turn'").itertuples():
        found.append((turn.speaker, words(frame[frame["parent"] == turn.segment], text)))
    return found


@pytest.mark.parametrize(
    "label",
    [
        "Bo Chan: ",
        "Bo Chan:",
        "Bo Chan : ",
        "Bo Chan：",
        "\u00a0Bo Chan: ",
        " \u3000 Bo Chan:\u00a0 ",
        "\tBo Chan:\t",
        "Bo Chan",
    ],
)
def test_a_label_may_be_printed_in_many_ways(label):
    body = f"Bo Chan: Well?\n\nAnn Lee: Well!\n\n{label}We go.\n"
    assert turns(body)[1:] == [("ann", ["Well!"]), ("bo", ["We go."])]


def test_a_turn_continues_over_unlabelled_lines():
    body = "Ann Lee: First.\n\nSecond, and longer.\n\u00a0\nThird.\nBo Chan: Mine."
    assert turns(body) == [
        ("ann", ["First.", "Second, and longer.", "Third."]),
        ("bo", ["Mine."]),
    ]


def test_a_rhetorical_question_alone_on_its_line_stays_in_its_turn():
    body = "Ann Lee: We row.\n\n\nWhy do we row at all?\n\n\nBecause nobody sails."
    assert turns(body) == [("ann", ["We row.", "Why do we row at all?", "Because nobody sails."])]


def test_a_title_with_a_colon_is_no_speaker():
    opening = "Honey Evening: Bo Chan and Ann Lee\n\n• Honey Evening: Bo Chan and Ann Lee\n\n"
    body = "Ann Lee: So.\nHoney Evening is over, says Bo Chan."
    assert turns(body, opening=opening) == [
        ("ann", ["So.", "Honey Evening is over, says Bo Chan."])
    ]
    assert transcripts.speakers(opening + body) == ["Ann Lee"]


def test_a_name_that_stands_once_is_no_speaker():
    body = "Ann Lee: A list follows.\nReed Beds: twelve.\n"
    assert turns(body) == [("ann", ["A list follows.", "Reed Beds: twelve."])]


def test_a_name_within_a_sentence_is_no_label():
    body = "Ann Lee: I agree.\nBo Chan and I went.\nAs Bo Chan: said, so be it."
    assert turns(body) == [
        ("ann", ["I agree.", "Bo Chan and I went.", "As Bo Chan: said, so be it."])
    ]


def test_furniture_captions_and_metadata_are_told_apart():
    body = (
        "  • Home\n  • >\n> Evenings\n\nFrom left to right: Ann Lee, Bo Chan\n\nAnn Lee: So.\n\n"
        "Translated by Cy Wit\n\nIn Brief\n\nTable of Contents\n"
    )
    frame = read(body)
    outside = frame[(frame["parent"] == "") & (frame["line_start"] > 4)]
    assert list(outside["kind"]) == [
        *["furniture"] * 3,
        "caption",
        "turn",
        "metadata",
        *["furniture"] * 2,
    ]
    assert list(outside["section"]) == [*["front"] * 4, "talk", *["back"] * 3]


@pytest.mark.parametrize("mark", ["Q: ", "Q1: ", "Q：", "\u00a0Q: "])
def test_a_question_of_the_audience_ends_a_turn_and_is_answered(mark):
    frame = read(f"Ann Lee: So.\n\n{mark}Who pays?\n\nBo Chan: The post.\n\nCy Wit: I do.\n")
    question = frame.query("kind == 'question'")
    assert words(question, OPENING + f"Ann Lee: So.\n\n{mark}Who pays?") == ["Who pays?"]
    assert list(frame.query("kind == 'turn'")["replies_to"]) == ["", "d.q1", "d.q1"]


def test_a_heading_ends_a_turn_and_opens_a_round():
    frame = read("Ann Lee: So.\n\nQuestions and answers\n\nBo Chan: Yes.\n")
    assert list(frame.query("kind == 'turn'")["round"]) == [1, 2]
    assert frame.query("kind == 'heading' and section == 'talk'")["line_start"].item() == 7


def test_the_chair_opens_a_round_by_asking():
    said = ["Ann Lee: Well?", "Bo Chan: Yes.", "Ann Lee: Fine.", "Cy Wit: No.", "Ann Lee: And now?"]
    frame = read("\n".join([*said, "Bo Chan: Go."]), chair="ann").query("kind == 'turn'")
    assert list(frame["round"]) == [1, 1, 1, 1, 2, 2]
    assert list(frame["replies_to"]) == ["", "d.t01", "", "d.t03", "", "d.t05"]


def test_a_guest_who_asks_opens_no_round():
    frame = read("Ann Lee: Well?\nBo Chan: Why me?\nCy Wit: Me?", chair="ann")
    assert set(frame.query("kind == 'turn'")["round"]) == {1}


def test_a_version_in_a_second_language_is_not_read_and_belongs_to_nobody():
    body = (
        "Ann Lee: So.\n\n蜜蜂晚会：河边\n\n李安：欢迎。\n\n陈波：谢谢。\n\nTranslated by Cy Wit\n"
    )
    frame = read(body)
    assert turns(body) == [("ann", ["So."])]
    assert frame["segment"].iloc[-1] == "d.b03"
    assert set(frame["lang"]) == {"en"}


def test_a_speaker_without_an_actor_speaks_under_the_name_as_written():
    frame = transcripts.read("d", OPENING + "Ann Lee: So.", {})
    assert list(frame.query("kind == 'turn'")["speaker"]) == ["Ann Lee"]


def test_a_text_without_turns_is_all_front():
    frame = transcripts.read("d", "A title\n\nA sentence, and no more.\n", {})
    assert list(frame["section"]) == ["front", "front"]
    assert list(frame["kind"]) == ["heading", "paragraph"]


def test_an_empty_text_has_no_segments():
    frame = transcripts.read("d", "\n \u00a0\n", {})
    assert frame.empty
    assert list(frame.columns) == transcripts.COLUMNS


WORD = st.sampled_from("bees row home again when the river is low and 12 ferries wait".split())
SENTENCE = st.builds(
    lambda said, end: f"So {' '.join(said)}{end}",
    st.lists(WORD, max_size=6),
    st.sampled_from(".?!"),
)
TURN = st.tuples(st.sampled_from(sorted(ACTORS)), st.lists(SENTENCE, min_size=1, max_size=4))
LABEL = st.sampled_from(["{}: ", "{}:", "{} : ", "{}：", "\u00a0{}: ", "  {}:\u00a0", "{}"])
BREAK = st.sampled_from(["\n", "\n\n", "\n\u00a0\n", "\n \t\n\n", " \n", "\n\n\n\u3000"])


@few
@given(st.data(), st.lists(TURN, min_size=1, max_size=6))
def test_white_space_and_labels_never_change_the_words(data, talk):
    body = "Ann Lee: We begin.\nBo Chan: We do.\nCy Wit: So be it.\n"
    for name, sentences in talk:
        body += data.draw(LABEL).format(name) + "".join(
            sentence + data.draw(BREAK) for sentence in sentences
        )
    assert turns(body)[3:] == [(ACTORS[name], sentences) for name, sentences in talk]


LINE = st.one_of(
    st.text(st.sampled_from("abc AB:.?•>Q1\u00a0\t-"), max_size=12),
    SENTENCE,
    st.sampled_from(
        [
            "Ann Lee: So.",
            "Bo ChanWe go.",
            "\u00a0Cy Wit: No?",
            "Q: Who?",
            "In Brief",
            "Ann Lee:",
            "Ann Lee: Bo Chan: yes",
        ]
    ),
)
TEXT = st.lists(LINE, max_size=12).map("\n".join)


@few
@given(TEXT)
def test_no_line_of_the_main_language_is_lost(body):
    frame = read(body)
    told = frame[frame["kind"] != "turn"]
    lines = [
        number for number, line in enumerate((OPENING + body).split("\n"), start=1) if line.strip()
    ]
    assert sorted(told["line_start"]) == lines


@few
@given(TEXT)
def test_a_place_cuts_out_exactly_the_words_without_the_label(body):
    text = OPENING + body
    frame = read(body)
    for row in frame[frame["kind"] != "turn"].itertuples():
        cut = text[row.char_start : row.char_end]
        line = text.split("\n")[row.line_start - 1]
        assert cut == cut.strip() != ""
        assert line.rstrip().endswith(cut)
        before = line.rstrip()[: -len(cut)].strip()
        assert re.fullmatch(r"((Q\d*|Ann Lee|Bo Chan|Cy Wit)\s*[:：]?)?", before)
        assert (row.n_words, row.n_chars) == (len(cut.split()), len(cut))


@few
@given(TEXT)
def test_paragraphs_add_up_to_their_turn(body):
    frame = read(body)
    for turn in frame.query("kind == 'turn'").itertuples():
        parts = frame[frame["parent"] == turn.segment]
        assert len(parts) >= 1
        assert (turn.n_words, turn.n_chars) == (parts["n_words"].sum(), parts["n_chars"].sum())
        assert (turn.line_start, turn.line_end) == (
            parts["line_start"].min(),
            parts["line_end"].max(),
        )
        assert turn.char_start <= parts["char_start"].min()
        assert turn.char_end == parts["char_end"].max()
        assert {(part.speaker, part.round, part.replies_to) for part in parts.itertuples()} == {
            (turn.speaker, turn.round, turn.replies_to)
        }


@few
@given(TEXT)
def test_ids_are_unique_and_segments_stand_in_order(body):
    frame = read(body, chair="ann")
    assert frame["segment"].is_unique
    assert list(frame["seq"]) == list(range(1, len(frame) + 1))
    assert frame["char_start"].is_monotonic_increasing
    assert set(frame["parent"]) - {""} <= set(frame["segment"])
    assert set(frame["replies_to"]) - {""} <= set(frame["segment"])


@few
@given(st.text(max_size=200))
def test_any_text_can_be_read_and_is_cut_within_itself(text):
    frame = transcripts.read("d", text, {})
    starts = strings.line_starts(text)
    for row in frame.itertuples():
        assert starts[row.line_start - 1] <= row.char_start < row.char_end <= len(text)
    assert frame["segment"].is_unique
