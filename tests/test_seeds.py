"""The shipped records, held against the documents themselves where these are installed."""

import re

import pytest

from helpers import derived, records, sources
from helpers import vocabularies as v
from helpers.markup import csv_of

LOCATED = [name for name, table in records.TABLES.items() if "char_start" in table.columns]


@pytest.fixture(scope="session")
def texts(seed_texts):
    """The documents by id; skips where they are not installed."""
    return seed_texts


@pytest.mark.texts
def test_catalogued_sizes_are_those_of_the_texts(texts):
    for doc, document in sources.catalogue().items():
        text = texts[doc]
        assert len(text) == document.n_codepoints
        assert len(text.encode()) == document.n_bytes
        assert text.count("\n") + (not text.endswith("\n")) == document.n_lines


@pytest.mark.texts
@pytest.mark.parametrize("table", LOCATED)
def test_lines_and_characters_of_a_record_are_the_same_place(table, texts):
    for record in records.load(table).to_dict("records"):
        text = texts[record["doc"]]
        assert 0 <= record["char_start"] < record["char_end"] <= len(text)
        assert text.count("\n", 0, record["char_start"]) + 1 == record["line_start"]
        assert text.count("\n", 0, record["char_end"] - 1) + 1 == record["line_end"]
        words = text[record["char_start"] : record["char_end"]]
        assert words == words.strip()


@pytest.mark.texts
def test_every_printed_number_stands_where_it_was_read(texts):
    for number in records.load("quantities").itertuples():
        assert texts[number.doc][number.char_start : number.char_end] == number.printed


@pytest.mark.texts
@pytest.mark.parametrize("table", ["statements", "codings", "ties"])
def test_every_phrase_stands_inside_its_record(table, texts):
    for record in records.load(table).itertuples():
        assert record.phrase in texts[record.doc][record.char_start : record.char_end]


@pytest.mark.texts
def test_derived_tables_are_rebuilt_byte_for_byte(texts):
    shipped = (sources.corpus_folder("seeds") / "derived/segments.csv").read_text(encoding="utf-8")
    assert csv_of(derived.segments("seeds")) == shipped


@pytest.mark.texts
def test_every_number_of_the_study_is_a_quantity_or_left_out_for_a_reason(texts):
    """An independent count: digit runs and number words, by a pattern of its own."""
    words = (
        "one two three four five six seven eight nine ten eleven twelve first second third fourth "
        "firstly secondly thirdly both dual double half hundred thousand million"
    ).split()
    text = texts["huang-study"]
    covered = [
        range(record.char_start, record.char_end)
        for table in ("quantities", "exclusions")
        for record in records.load(table).itertuples()
        if record.doc == "huang-study"
    ]
    for match in re.finditer(rf"\d+|\b(?:{'|'.join(words)})\b", text, re.IGNORECASE):
        line = text.count("\n", 0, match.start()) + 1
        assert any(match.start() in span for span in covered), f"line {line}: {match.group()}"


@pytest.mark.texts
@pytest.mark.parametrize("doc", ["huang-study", "forum-2020"])
def test_every_sentence_with_a_modal_verb_is_a_request_or_left_out_for_a_reason(doc, texts):
    covered = [
        range(record.char_start, record.char_end)
        for table in ("statements", "exclusions")
        for record in records.load(table).itertuples()
        if record.doc == doc
    ]
    modal = re.compile(r"\b(?:should|needs?|must|hope|can|could|ought|recommend|suggest)\b", re.I)
    for match in modal.finditer(texts[doc]):
        line = texts[doc].count("\n", 0, match.start()) + 1
        assert any(match.start() in span for span in covered), f"line {line}: {match.group()}"


@pytest.mark.texts
def test_no_line_of_a_transcript_in_its_main_language_is_dropped(texts):
    segments = records.load("segments")
    for doc, part in segments.groupby("doc"):
        held = {
            line for row in part.itertuples() for line in range(row.line_start, row.line_end + 1)
        }
        for number, line in enumerate(texts[doc].split("\n"), start=1):
            if line.strip() and not re.search(r"[\u4e00-\u9fff]", line):
                assert number in held, f"{doc}, line {number}"


def test_paragraphs_add_up_to_their_turn():
    segments = records.load("segments")
    paragraphs = segments.query("parent != ''").groupby("parent")[["n_words", "n_chars"]].sum()
    turns = segments.query("kind == 'turn'").set_index("segment")[["n_words", "n_chars"]]
    assert paragraphs.sort_index().equals(turns.sort_index())


def test_the_round_table_has_six_guests_with_two_turns_each_and_a_chair_with_two():
    turns = records.load("segments").query("doc == 'forum-2020' and kind == 'turn'")
    assert turns.groupby("speaker").size().tolist() == [2] * 7


def test_every_coded_paragraph_belongs_to_the_turn_it_names():
    segments = records.load("segments").set_index("segment")
    for coding in records.load("codings").itertuples():
        paragraph = segments.loc[coding.target]
        assert paragraph["kind"] == "paragraph"
        assert paragraph["char_start"] <= coding.char_start
        assert coding.char_end <= paragraph["char_end"]


def test_every_paragraph_of_a_turn_was_looked_at():
    """Paragraphs without a code are few and short: they only announce what follows."""
    paragraphs = records.load("segments").query("kind == 'paragraph' and parent != ''")
    bare = paragraphs[~paragraphs["segment"].isin(records.load("codings")["target"])]
    assert len(bare) <= 4
    assert bare["n_words"].max() < 20


def test_every_request_asks_somebody_to_lead():
    leads = records.load("addressees").query("role == 'lead'")
    assert set(records.load("statements")["statement"]) == set(leads["statement"])


def test_themes_have_at_most_eight_parents_and_children_know_theirs():
    themes = records.load("themes")
    parents = set(themes.query("parent == ''")["theme"])
    assert parents == set(v.THEME_PARENTS)
    for child in themes.query("parent != ''").itertuples():
        assert child.theme.startswith(f"{child.parent}.")


def test_paraphrases_are_one_sentence_of_at_most_25_words():
    paraphrases = records.load("statements")["paraphrase"]
    assert (paraphrases.str.split().str.len() <= 25).all()
    assert paraphrases.str.endswith(".").all()
    assert paraphrases.is_unique
