"""Reading a document that is no transcript: every line is something, and nothing private is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import derived, records, sources
from helpers.markup import csv_of
from helpers.reading import documents, doubts, personal, quotations

few = settings(max_examples=60, deadline=None)
PEOPLE = {"Ann Lee": "ann", "Bo Chan": "bo"}


def read(text):
    return documents.read("d", text, PEOPLE)


def kinds(*lines, title="On Bees"):
    """What the lines below a title are."""
    frame = read("\n".join([title, *lines]))
    return list(frame[frame["parent"] == ""]["kind"])[1:]


def words(frame, text):
    return [text[a:b] for a, b in zip(frame["char_start"], frame["char_end"], strict=True)]


def why(text):
    frame = doubts.find("d", text, read(text))
    return [tuple(row) for row in frame[["line", "why"]].values.tolist()]


LONG = "Every hive that crosses the river has to be weighed before and after the crossing"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("2003-05-01 10:01:39 The Boathouse Ann Lee", "metadata"),
        ("Vol.11", "metadata"),
        ("第3号", "metadata"),
        ("Translated by Bo Chan", "metadata"),
        ("By Ann Lee", "metadata"),
        ("Prof. Ann Lee", "metadata"),
        ("Ann Lee, Ph.D.", "metadata"),
        ("A keeper shows a hive on the jetty. (Photo Provided To The Boathouse)", "caption"),
        ("The bench from left to right: Ann Lee and Bo Chan", "caption"),
        ("1. Counting the hives", "heading"),
        ("（2）蜂の数え方", "heading"),
        ("【川の概要】", "heading"),
        ("Rowing", "heading"),
        ("Three ways in which hives cross the river at night", "heading"),
        ("Keepers are rowing.", "paragraph"),
        ("2001 was a good year for bees.", "paragraph"),
        ("Directions for rowing:", "paragraph"),
        (LONG, "paragraph"),
        ("日時：2022年5月1日", "item"),
        ("テーマ：蜂と川", "item"),
        ("☐ 蜂 箱 一口", "item"),
        ("- ・蜂箱を数える。", "item"),
        ("1) Keepers should count their hives.", "item"),
        ("In Brief", "furniture"),
        ("Table of Contents", "furniture"),
    ],
)
def test_a_line_is_told_by_its_shape(line, kind):
    assert kinds("", line, "") == [kind]


def test_bullets_are_no_words_and_numbers_are():
    text = "On Bees\n\n  • they hum;\n- ・they row;\n☐ they sail\n1) They fly.\n2) They rest."
    frame = read(text)
    assert words(frame, text)[1:] == [
        *["they hum;", "they row;", "they sail", "1) They fly.", "2) They rest."]
    ]
    assert list(frame["n_words"])[1:] == [2, 2, 2, 3, 3]


def test_bullets_around_a_lone_mark_are_breadcrumbs_and_others_are_items():
    lines = ["", "  • Home", "  • >", "  • On Bees", "", "  • they hum;", "  • they row."]
    assert kinds(*lines) == ["furniture"] * 3 + ["item"] * 2


def test_a_bullet_may_introduce_its_list():
    lines = ["", "• There are two ways to cross:", "• by boat;", "• on foot: slowly."]
    assert kinds(*lines) == ["paragraph", "item", "item"]
    assert why("\n".join(["On Bees", *lines])) == [(3, "a bullet that introduces its list")]


def test_numbered_lines_are_headings_alone_and_items_together():
    assert kinds("", "2. On the water", "", "Bees float.") == ["heading", "paragraph"]
    assert kinds("", "1. On the water", "2. On the bank") == ["item", "item"]


def test_a_table_of_contents_ends_where_page_numbers_end():
    lines = [
        "CONTENTS",
        "",
        "- 蜂の計画 1",
        "- World of Bees: Year 2 6",
        "",
        "蜂の計画",
        "川で数える。",
    ]
    assert kinds(*lines) == ["furniture"] * 3 + ["heading", "paragraph"]


def test_the_line_below_a_byline_is_a_role():
    lines = ["", "Ann Lee, Ph.D.", "", "Honorary Chairman of the Guild (GUILD)", "", "Head of Bees"]
    assert kinds(*lines) == ["metadata", "metadata", "heading"]


def test_paragraphs_need_no_blank_lines():
    lines = ["On Jan 8, the Guild met.", "Rowing lessons", '"We row," said Ann Lee.', "They rowed."]
    assert kinds(*lines) == ["paragraph", "heading", "paragraph", "paragraph"]


def test_a_language_goes_by_section_and_short_lines_follow_the_kana():
    text = (
        "River Forum\n\n2022年度計画\n\n基本方針\n\n蜂を数えることにする。\n\nWORLD REPORT\n\n"
        "Bees row as well as keepers do (蜜蜂划船)."
    )
    assert list(read(text)["lang"]) == ["en", "ja", "ja", "ja", "en", "en"]
    assert list(read("River Forum\n\n基本方针")["lang"]) == ["en", "zh"]


def test_insertions_in_brackets_stay_inside_and_footnotes_get_a_row():
    text = (
        "On Bees\n\nClubs ((Clubs (社团) here are “clubs”.)) row [划船] often. (“蜂会划船吗”) "
        "They rest. ((李安.论蜂[M]. 2003.4-5))"
    )
    frame = read(text)
    assert list(frame["segment"])[1:] == [
        *["d.b02", "d.b02.f1", "d.b02.s1", "d.b02.s2", "d.b02.f2"]
    ]
    assert words(frame, text)[2:] == [
        *["Clubs (社团) here are “clubs”.", "clubs", "蜂会划船吗", "李安.论蜂[M]. 2003.4-5"]
    ]
    assert list(frame["lang"])[2:] == ["en", "en", "zh", "zh"]
    assert set(frame["parent"]) == {"", "d.b02"}


def test_sections_count_headings():
    frame = read("On Bees\n\nThey hum.\n\nRowing\n\nThey row.\n\nRest\n\nThey rest.")
    assert list(frame["section"]) == ["0", "0", "1", "1", "2", "2"]


def quoted(*lines):
    """Form, speaker and the words that name the speaker, of every quotation."""
    frame = read("\n".join(["On Bees", *lines])).query("kind == 'quotation'")
    return list(zip(frame["form"], frame["speaker"], frame["speaker_as_written"], strict=True))


@pytest.mark.parametrize(
    ("line", "form", "speaker"),
    [
        ('"We row every single day," said Ann Lee, who keeps bees.', "speech", "ann"),
        ("“We row every single day,” said President Ann Lee.", "speech", "ann"),
        ("“We row\u00a0every single day,” said\u00a0Ann Lee.", "speech", "ann"),
        ('"We row every single day," Ann Lee said.', "speech", "ann"),
        ('"We row every single day", said Ann Lee.', "speech", "ann"),
        ('"We row every single day," said Cleo Marsh.', "speech", "Cleo Marsh"),
        ('Ann Lee, a keeper from Willow Bank, said: "We row every single day."', "speech", "ann"),
        ('Ann Lee said keepers need "a boat of their own".', "fragment", "ann"),
        ("It was asked by Bo Chan in May: “how can bees row better”.", "fragment", "bo"),
        ('Ann Lee said so. Nobody needs "a boat of their own, ever".', "fragment", ""),
        ('Ann Lee said the "honey boats" leak.', "term", ""),
        ('The "Join Hands with Drones" program began.', "term", ""),
        ("Those ‘honey boats that never leak’ are the keepers’ own.", "term", ""),
        ("It follows the ‘rowing out’ plan.", "term", ""),
        ("機関誌「River Forum」を出す。", "term", ""),
        ('Keepers saw "We row every single day, and rest." on a wall.', "speech", ""),
    ],
)
def test_a_quotation_is_told_by_its_words_and_its_neighbours(line, form, speaker):
    [found] = quoted(line)
    assert found[:2] == (form, speaker)


def test_he_and_she_are_the_person_named_last():
    lines = [
        '"We row every single day," said Ann Lee, director of the Bee House.',
        "The keeper of 22 years founded it in May.",
        '"Nobody else rows at all," she said. "That is a great pity."',
        "Bo Chan, secretary of the Ferry Board, which runs the pier, said boats are few.",
        '"There are two boats left," he said.',
        "Lee, the director, is hoping for a third one.",
        '"A third boat would do," she said.',
        '"It would never do," Chan said.',
    ]
    assert [found[1:] for found in quoted(*lines)] == [
        *[("ann", "Ann Lee"), ("ann", "she"), ("ann", "she"), ("bo", "he"), ("ann", "she")],
        ("bo", "Chan"),
    ]


def test_a_quotation_without_a_teller_has_no_speaker():
    assert quoted("“Isolate the hive, not the keeper”.") == [("fragment", "", "")]
    assert quotations.mentions("Nobody is named.", {}) == []


def test_a_mark_without_its_other_half_is_listed():
    assert why("On Bees\n\nA. Reed, Boats on Rivers”, 5, 1997.") == [
        (3, "a quotation mark without its other half")
    ]


def test_a_clause_printed_twice_keeps_both_lines():
    text = (
        f"On Bees\n\n{LONG} when it rains\n\n\nafter the crossing when it rains in May. Bees rest."
    )
    assert why(text) == [(6, "repeated: opens with the last 6 words of line 3")]
    assert kinds(*text.split("\n")[1:]) == ["paragraph", "paragraph"]


def test_a_sentence_that_goes_on_after_a_blank_line_is_listed():
    assert why(f"On Bees\n\n{LONG}. Since\n\nKeepers lack scales, they guess.") == [
        (3, "runs on: its sentence continues in line 5")
    ]
    assert why(f"On Bees\n\n{LONG}.\n\nKeepers lack scales.") == []
    assert why(f"On Bees\n\n{LONG}\n\nIn Brief") == []


@pytest.mark.parametrize("number", ["3, 0 0 0", "3 0 0", "1 2 3, 4"])
def test_digits_printed_apart_are_listed(number):
    assert why(f"On Bees\n\nIt costs {number} crowns.") == [(3, "digits printed apart")]


@pytest.mark.parametrize("number", ["3,000", "3 000", "12 30", "1, 2 and 3"])
def test_ordinary_digits_are_not(number):
    assert why(f"On Bees\n\nIt costs {number} crowns.") == []


def test_blank_lines_where_a_chart_stood_are_listed():
    text = "On Bees\n\nAs the chart below shows, bees row.\n\n\nThey rest."
    assert why(text) == [(4, "a chart stood in these blank lines")]
    assert why(text.replace("chart below", "keepers")) == []
    assert why("On Bees\n\nThey row [click here to see].") == [(3, "a link without its address")]


SIGNATURE = [
    "Dr. Ann Lee,",
    "Director,",
    "The House of Bees,",
    "7 Willow Ave., Apt. 3,",
    "East Bank,",
    "Riverland 10001",
    "Email: ann@bees.example",
]
ACCOUNT = [
    "金融機関名：船屋銀行 川支店(001)",
    "",
    "口 座 番 号：0012345",
    "",
    "ハチトカワ",
    "口 座 名 義：ハチノイエ",
    "",
    "受 取 人：ハチノイエ",
    "",
    "連 絡 先：bees@boat.example",
]


def test_of_a_signature_only_name_and_role_are_kept():
    text = "\n".join(["On Bees", "", "We invite everybody.", "", *SIGNATURE])
    frame = read(text)
    assert words(frame, text)[2:] == SIGNATURE[:3]
    assert set(frame["kind"][2:]) == {"metadata"}
    assert why(text) == [
        (8, "personal data: postal address"),
        (9, "personal data: postal address"),
        (10, "personal data: postal address"),
        (11, "personal data: e-mail address"),
    ]


def test_a_bank_account_is_left_out_with_its_neighbours():
    text = "\n".join(
        ["River Forum", "", "蜂を支えてください。", "", "☐ 一口 5, 0 0 0 円", "", *ACCOUNT]
    )
    assert list(read(text)["line_start"]) == [1, 3, 5]
    assert [reason for _, reason in why(text)[1:]] == [
        "personal data: bank",
        "personal data: bank account number",
        "personal data: bank account detail",
        "personal data: bank account holder",
        "personal data: bank account detail",
        "personal data: e-mail address",
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("bees＠boat.example", "e-mail address"),
        ("Write to bees@boat.example, says the board.", "e-mail address"),
        ("Tel: 001 234", "telephone number"),
        ("電話：001-234", "telephone number"),
        ("Account No.: 12", "bank account number"),
        ("户名：蜂屋", "bank account holder"),
        ("Bank: Jetty and Sons", "bank"),
        ("12 Willow Bank Road", "postal address"),
        ("〒001-0002 川", "postal address"),
    ],
)
def test_private_lines_are_told_by_their_shape(line, kind):
    assert personal.lines(f"On Bees\n\n{line}\n\nThey row.") == {3: kind}


@pytest.mark.parametrize(
    "line",
    [
        "The bank of the river: a meadow.",
        "Since 2012, one hive crossed.",
        "12 boats row.",
        "1. Road",
    ],
)
def test_ordinary_lines_are_not_private(line):
    assert personal.lines(f"On Bees\n\n{line}\n\nThey row.") == {}


def test_an_empty_text_has_no_segments():
    assert read("\n \u00a0\n").empty
    assert list(read("").columns) == documents.COLUMNS
    assert why("") == []


LINE = st.one_of(
    st.text(st.sampled_from('abc AB:.?•>-・1)(“”"\u00a0「」蜂のＱ：'), max_size=14),
    st.sampled_from([*SIGNATURE, *ACCOUNT, LONG, "CONTENTS", "- Bees 1", "• >", "• Home", ""]),
    st.sampled_from(['"We row," said Ann Lee.', "They ((all)) row.", "1. Rowing", "Prof. Ann Lee"]),
)
TEXT = st.lists(LINE, max_size=14).map("\n".join)


@few
@given(TEXT)
def test_every_line_is_a_segment_or_private(text):
    frame, private = read(text), personal.lines(text)
    lines = {number for number, line in enumerate(text.split("\n"), start=1) if line.strip()}
    blocks = frame[frame["parent"] == ""]
    assert sorted(blocks["line_start"]) == sorted(lines - set(private))
    found = doubts.find("d", text, frame)
    assert "not recognised" not in set(found["why"])
    assert set(private) <= set(found["line"])


@few
@given(TEXT)
def test_places_cut_out_exactly_the_words(text):
    frame = read(text)
    spans = {row.segment: (row.char_start, row.char_end) for row in frame.itertuples()}
    assert frame["segment"].is_unique
    assert list(frame["seq"]) == list(range(1, len(frame) + 1))
    for row in frame.itertuples():
        cut = text[row.char_start : row.char_end]
        assert cut == cut.strip() != ""
        assert (row.n_words, row.n_chars) == (len(cut.split()), len(cut))
        assert text.count("\n", 0, row.char_start) + 1 == row.line_start == row.line_end
        if row.parent:
            start, end = spans[row.parent]
            assert start <= row.char_start < row.char_end <= end
        else:
            line = text.split("\n")[row.line_start - 1]
            assert line.rstrip().endswith(cut)
            assert not re.search(r"\w", line.rstrip()[: -len(cut)])


@few
@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    frame = read(text)
    assert len(doubts.find("d", text, frame)) >= 0
    assert (frame["char_end"] <= len(text)).all()


@pytest.mark.texts
def test_every_line_of_every_document_is_held_by_a_segment_or_listed_as_unread(seed_texts):
    segments, unread = records.load("segments"), records.load("unread")
    for doc, text in seed_texts.items():
        held = {
            line
            for row in segments[segments["doc"] == doc].itertuples()
            for line in range(row.line_start, row.line_end + 1)
        }
        held |= set(unread[unread["doc"] == doc]["line"])
        for number, line in enumerate(text.split("\n"), start=1):
            assert not line.strip() or number in held, f"{doc}, line {number}"
    assert "not recognised" not in set(unread["why"])


@pytest.mark.texts
def test_what_is_private_stands_in_no_derived_table(seed_texts):
    folder = sources.corpus_folder("seeds") / "derived"
    tables = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.csv")))
    segments, n = records.load("segments"), 0
    for doc, text in seed_texts.items():
        own = segments[segments["doc"] == doc]
        for number in personal.lines(text):
            line = text.split("\n")[number - 1].strip()
            value = re.split("[:：]", line)[-1].strip()
            secrets = [line, value, *re.findall(r"\S+@\S+|\d{5,}", line)]
            assert not any(secret in tables for secret in secrets), f"{doc}, line {number}"
            assert not (own["line_start"].le(number) & own["line_end"].ge(number)).any()
            n += 1
    assert n == 7


@pytest.mark.texts
def test_the_list_of_the_unread_is_rebuilt_byte_for_byte(seed_texts):
    shipped = (sources.corpus_folder("seeds") / "derived/unread.csv").read_text(encoding="utf-8")
    assert csv_of(derived.unread("seeds")) == shipped
