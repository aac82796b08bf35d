"""Reading a transcript: no word is lost, moved or given to somebody else."""

import hashlib
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records
from helpers import text as strings
from helpers.markup import csv_of
from helpers.reading import doubts, transcripts

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


CHINESE = {"李安": "ann", "陈波": "bo", "河边": "river"}


def second(body, actors=CHINESE, chair=None):
    """The second version of a body: kind, speaker, what it replies to, and its words."""
    text = OPENING + "Ann Lee: So.\n\n" + body
    frame = transcripts.read("d", text, ACTORS | actors, chair).query("section == 'zh'")
    cut = words(frame, text)
    ids = frame["segment"].str.removeprefix("d.")
    answered = frame["replies_to"].str.removeprefix("d.")
    return list(zip(ids, frame["kind"], frame["speaker"], answered, cut, strict=True))


def told(body, **given):
    """Kind, speaker and words of what is no turn: turns repeat their paragraphs."""
    return [row[1:3] + row[4:] for row in second(body, **given) if row[1] != "turn"]


TITLE = "蜜蜂晚会：河边\n\n"


def test_a_second_version_has_ids_of_its_own_and_comes_last():
    body = f"Ann Lee: So.\n\n{TITLE}李安：欢迎。\n\n陈波：谢谢。\n\nTranslated by Cy Wit\n"
    frame = read(body)
    assert turns(body)[0] == ("ann", ["So."])
    main = transcripts.first_version(frame)
    assert main["segment"].iloc[-1] == "d.b03"
    assert set(main["lang"]) == {"en"}
    assert len(main) + 3 == len(frame)
    assert list(frame["segment"].iloc[-3:]) == ["d.zh-b01", "d.zh-b02", "d.zh-b03"]
    assert [row[0] for row in second(f"{TITLE}李安：欢迎。\n\nQ：谁？\n")] == [
        *["zh-b01", "zh-t01", "zh-t01.p1", "zh-q1"]
    ]


@pytest.mark.parametrize("label", ["李安:", "李安：", "李安 ： ", "\u3000李安:\u00a0"])
def test_labels_stand_inside_of_lines(label):
    body = f"{TITLE}{label}欢迎大家。 陈波:谢谢。我们划船。 陈波说:好。 李安:再见。"
    assert told(body) == [
        ("heading", "", "蜜蜂晚会：河边"),
        ("paragraph", "ann", "欢迎大家。"),
        ("paragraph", "bo", "谢谢。我们划船。 陈波说:好。"),
        ("paragraph", "ann", "再见。"),
    ]


def test_a_caption_names_speakers_and_turns_may_follow_in_its_line():
    body = f"{TITLE}从左至右:白荷、陆亦和李安 白荷:欢迎。 陆亦:谢谢。"
    assert told(body)[1:] == [
        ("caption", "", "从左至右:白荷、陆亦和李安"),
        ("paragraph", "白荷", "欢迎。"),
        ("paragraph", "陆亦", "谢谢。"),
    ]


def test_a_name_that_is_neither_alias_nor_in_a_caption_is_no_label():
    assert told(f"{TITLE}白荷：欢迎。")[1:] == [("paragraph", "", "白荷：欢迎。")]


def test_dates_paragraphs_and_headings_of_a_second_version_are_told_apart():
    body = (
        f"{TITLE}2018-06-09 10:00:00  来源:船屋  作者:李安\n\n"
        "  昨天有人在河边谈话，谈的是蜜蜂和渡船。\n\n"
        "李安：欢迎。\n\n互动 Q:谁付钱?\n\n陈波：邮局。 Q2：那鹭鸟呢？"
    )
    assert second(body)[1:] == [
        ("zh-b02", "metadata", "", "", "2018-06-09 10:00:00  来源:船屋  作者:李安"),
        ("zh-b03", "paragraph", "", "", "昨天有人在河边谈话，谈的是蜜蜂和渡船。"),
        ("zh-t01", "turn", "ann", "", "李安：欢迎。"),
        ("zh-t01.p1", "paragraph", "ann", "", "欢迎。"),
        ("zh-b04", "heading", "", "", "互动"),
        ("zh-q1", "question", "", "", "谁付钱?"),
        ("zh-t02", "turn", "bo", "zh-q1", "陈波：邮局。"),
        ("zh-t02.p1", "paragraph", "bo", "zh-q1", "邮局。"),
        ("zh-q2", "question", "", "", "那鹭鸟呢？"),
    ]


def test_paragraphs_run_together_in_a_line_stay_one_and_a_turn_goes_on():
    body = f"{TITLE}李安：第一。 我们划船。\n\n\n第三，我们回家。"
    assert told(body)[1:] == [
        ("paragraph", "ann", "第一。 我们划船。"),
        ("paragraph", "ann", "第三，我们回家。"),
    ]


def test_after_a_gap_a_line_without_label_has_no_known_speaker():
    body = f"{TITLE}李安：河上有船吗？\n\n\n\n第二，我们的船回家了。 陈波：好。"
    assert [row[:4] for row in second(body, chair="ann")][1:] == [
        ("zh-t01", "turn", "ann", ""),
        ("zh-t01.p1", "paragraph", "ann", ""),
        ("zh-b02", "paragraph", "", ""),
        ("zh-t02", "turn", "bo", ""),
        ("zh-t02.p1", "paragraph", "bo", ""),
    ]
    near = second(body.replace("\n\n\n\n", "\n\n"), chair="ann")
    assert [row[3] for row in near if row[0] == "zh-t02"] == ["zh-t01"]


def test_gaps_and_what_they_cost_are_listed():
    body = (
        f"{TITLE}李安：河上有船吗？\n\n\n\n第二，我们的船回家了。\n\n\n\n\n"
        "陈波：好。\n\n\n\nTranslated by Cy Wit\n\n白荷：谢谢。"
    )
    opening = OPENING + "Ann Lee: So.\nBo Chan: Why not?\nCy WitBecause.\nWhy me?\nCy Wit: Me.\n\n"
    text = opening + body
    frame = transcripts.read("d", text, ACTORS | CHINESE)
    found = doubts.find("d", text, frame)
    line = opening.count("\n") + 1
    missing = "text of the second language missing: {} blank lines"
    assert found[["line", "why"]].values.tolist() == [
        [7, "label without colon and space"],
        [8, "a question alone on its line, without a label"],
        [line + 3, missing.format(3)],
        [line + 6, "the speaker's label is lost in a gap"],
        [line + 7, missing.format(4)],
        [line + 12, missing.format(3)],
        [line + 17, "opens like a label, of a speaker who is not known"],
    ]


def test_a_line_that_opens_like_a_label_stays_in_its_turn_and_is_listed():
    text = (
        OPENING
        + f"Ann Lee: A list.\nReed Beds: twelve.\nBo Chan: So.\n\n{TITLE}李安：好。\n\n白荷：是。"
    )
    frame = transcripts.read("d", text, ACTORS | CHINESE)
    found = doubts.find("d", text, frame)[["line", "what_was_done"]]
    done = "read as part of the turn around it"
    assert found.values.tolist() == [[6, done], [13, done]]
    assert list(frame[frame["line_start"].eq(13)]["speaker"]) == ["ann"]


def test_the_rows_that_other_tables_refer_to_stay_as_they_are():
    """A fingerprint of the first versions of both transcripts, as they were when coding began."""
    frame = records.load("segments").query("doc in ['forum-2020', 'panel-2018']")
    main = transcripts.first_version(frame)
    assert len(main) == 127
    assert hashlib.sha256(csv_of(main).encode()).hexdigest() == (
        "9d18b077c5bd1c8cd09ac10380701e3181cc3d44d7766580f562a67b1dafd768"
    )


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


CHINESE_LINE = st.lists(
    st.sampled_from(
        [
            "李安：好。",
            " 陈波:走吧。",
            "Q:谁？",
            "我们划船。",
            "李安：",
            "河边",
            " ",
            "2018-06-09 船",
            "：。",
        ]
    ),
    min_size=1,
    max_size=4,
).map("".join)
MIXED = st.lists(st.one_of(LINE, CHINESE_LINE, st.just("")), max_size=14).map("\n".join)


@few
@given(MIXED)
def test_no_line_of_either_version_is_lost(body):
    text = OPENING + body
    frame = transcripts.read("d", text, ACTORS | CHINESE)
    held = set(frame.query("kind != 'turn'")["line_start"])
    lines = {number for number, line in enumerate(text.split("\n"), start=1) if line.strip()}
    assert held == lines
    assert "not recognised" not in set(doubts.find("d", text, frame)["why"])
    assert frame["segment"].is_unique
    assert set(frame["parent"]) - {""} <= set(frame["segment"])
    assert set(frame["replies_to"]) - {""} <= set(frame["segment"])


@few
@given(MIXED)
def test_words_of_a_line_are_given_out_once(body):
    text = OPENING + body
    frame = transcripts.read("d", text, ACTORS | CHINESE).query("kind != 'turn'")
    spans = sorted(zip(frame["char_start"], frame["char_end"], strict=True))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for (start, end), number in zip(spans, sorted(frame["line_start"]), strict=True):
        cut = text[start:end]
        assert cut == cut.strip() != ""
        assert text.count("\n", 0, start) + 1 == number
