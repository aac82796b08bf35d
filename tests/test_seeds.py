"""The shipped records, held against the documents themselves where these are installed."""

import re

import pytest

from helpers import derived, records, sources
from helpers import vocabularies as v
from helpers.markup import csv_of

REQUESTS = list(v.REQUESTS.values())
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
@pytest.mark.parametrize("table", ["statements", "codings", "ties", "events"])
def test_every_phrase_stands_inside_its_record(table, texts):
    for record in records.load(table).itertuples():
        assert record.phrase in texts[record.doc][record.char_start : record.char_end]


@pytest.mark.texts
def test_derived_tables_are_rebuilt_byte_for_byte(texts):
    shipped = (sources.corpus_folder("seeds") / "derived/segments.csv").read_text(encoding="utf-8")
    assert csv_of(derived.segments("seeds")) == shipped


@pytest.mark.texts
def test_every_term_stands_where_it_was_read(texts):
    """Terms are listed in the singular and in one spelling: their beginning is compared."""
    for term in records.load("terms").query("stance == 'uses'").itertuples():
        words = texts[term.doc][term.char_start : term.char_end]
        assert words[:2].casefold() == term.term[:2].casefold(), (
            f"{term.doc}, line {term.line_start}"
        )


@pytest.mark.texts
def test_every_name_is_written_so_in_some_document(texts):
    everything = "\n".join(texts.values())
    for alias in records.load("aliases")["alias"]:
        assert alias in everything


def covered(doc, *tables):
    """The characters of a document that records of these tables hold, and personal data."""
    return {
        place
        for table in tables
        for record in records.load(table).itertuples()
        if record.doc == doc
        for place in range(record.char_start, record.char_end)
    }


NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen twenty first "
    "second third fourth fifth sixth seventh eighth ninth tenth firstly secondly thirdly fourthly "
    "fifthly both dual double half twice hundred hundreds thousand million decade"
).split()


@pytest.mark.texts
@pytest.mark.parametrize("doc", sources.catalogue())
def test_every_number_is_a_quantity_or_left_out_for_a_reason(doc, texts):
    """An independent count: digit runs and number words, by a pattern of its own."""
    text, held = texts[doc], covered(doc, "quantities", "exclusions")
    pattern = rf"\d+|\b(?:{'|'.join(NUMBER_WORDS)})\b"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        line = text.count("\n", 0, match.start()) + 1
        assert match.start() in held, f"{doc}, line {line}: {match.group()}"


@pytest.mark.texts
@pytest.mark.parametrize("doc", sources.catalogue())
def test_every_sentence_with_a_modal_verb_is_a_statement_or_left_out_for_a_reason(doc, texts):
    held = covered(doc, "statements", "exclusions")
    modal = re.compile(
        r"\b(?:should|shall|needs?|must|hopes?|can|could|ought|recommend|suggest|advise|encourage)\b"
        r"|应该|需要|希望|必须|能够|建议|べき|必要|お願い|お貸しください",
        re.IGNORECASE,
    )
    for match in modal.finditer(texts[doc]):
        line = texts[doc].count("\n", 0, match.start()) + 1
        assert match.start() in held, f"{doc}, line {line}: {match.group()}"


@pytest.mark.texts
@pytest.mark.parametrize("doc", sources.catalogue())
def test_every_sentence_is_a_statement_or_left_out_for_a_reason(doc, texts):
    """Imperatives have no mark of their own, so every sentence of every block is looked up."""
    text, held = texts[doc], covered(doc, "statements", "exclusions")
    blocks = records.load("segments").query("kind in ['paragraph', 'item', 'question', 'caption']")
    for block in blocks[blocks["doc"] == doc].itertuples():
        words = text[block.char_start : block.char_end]
        for sentence in re.finditer(r"[^.!?。！？]+[.!?。！？]*[\"”’)]*", words):
            start = block.char_start + sentence.start()
            letters = [start + n for n, sign in enumerate(sentence.group()) if sign.isalnum()]
            told = sum(place in held for place in letters)
            assert len(letters) < 8 or told > len(letters) / 2, f"{block.segment}: {start}"


@pytest.mark.texts
def test_no_line_is_dropped_silently(texts):
    """Every line is held by a segment, or listed as unread for a reason."""
    segments, unread = records.load("segments"), records.load("unread")
    for doc, part in segments.groupby("doc"):
        held = {
            line for row in part.itertuples() for line in range(row.line_start, row.line_end + 1)
        } | set(unread[unread["doc"] == doc]["line"])
        for number, line in enumerate(texts[doc].split("\n"), start=1):
            assert not line.strip() or number in held, f"{doc}, line {number}"


def test_paragraphs_add_up_to_their_turn():
    segments = records.load("segments")
    paragraphs = segments.query("kind == 'paragraph' and parent != ''")
    paragraphs = paragraphs.groupby("parent")[["n_words", "n_chars"]].sum()
    turns = segments.query("kind == 'turn'").set_index("segment")[["n_words", "n_chars"]]
    assert paragraphs.sort_index().equals(turns.sort_index())


def test_the_round_table_has_six_guests_with_two_turns_each_and_a_chair_with_two():
    turns = records.load("segments").query("doc == 'forum-2020' and kind == 'turn'")
    assert turns.groupby("speaker").size().tolist() == [2] * 7


def test_every_coded_paragraph_belongs_to_the_turn_it_names():
    targets = records.load("segments").query("kind == 'paragraph'").set_index("segment")
    statements = records.load("statements").set_index("statement")
    for coding in records.load("codings").itertuples():
        target = (targets if coding.target in targets.index else statements).loc[coding.target]
        assert target["char_start"] <= coding.char_start
        assert coding.char_end <= target["char_end"]


@pytest.mark.parametrize("coder", v.CODERS)
def test_each_reading_coded_every_request_and_every_obstacle(coder):
    statements = records.load("statements")
    wanted = statements[statements["kind"].isin(["obstacle", *v.REQUESTS.values()])]
    coded = records.load("codings").query("coder == @coder")["target"]
    assert set(wanted["statement"]) - set(coded) == set()


@pytest.mark.parametrize("coder", v.CODERS)
def test_every_paragraph_of_an_english_turn_was_looked_at(coder):
    """Paragraphs without a code are few and short: they only announce what follows."""
    segments = records.load("segments")
    paragraphs = segments.query("kind == 'paragraph' and parent != '' and lang == 'en'")
    coded = records.load("codings").query("coder == @coder")["target"]
    bare = paragraphs[~paragraphs["segment"].isin(coded)]
    assert len(bare) <= 4
    assert bare["n_words"].max() < 20


def test_every_request_asks_somebody_to_lead():
    leads = records.load("addressees").query("role == 'lead'")
    requests = records.load("statements").query("kind in @REQUESTS")
    assert set(requests["statement"]) <= set(leads["statement"])


def test_every_member_of_a_relation_is_a_record():
    known = set()
    for name, frame in records.held().items():
        key = records.TABLES[name].key
        known |= set(frame[key[0]]) if len(key) == 1 else set()
    for relation in records.load("relations").itertuples():
        assert set(relation.members.split("; ")) <= known, relation.relation


def test_every_parent_of_a_statement_is_a_statement():
    statements = records.load("statements")
    assert set(statements["parent"]) - {""} <= set(statements["statement"])


def test_relations_without_an_expression_say_whether_the_places_agree():
    notes = records.load("relations").query("expression == '' and expected == ''")["note"]
    ends = ("They agree.", "They differ.", "Not settled here.")
    assert [note for note in notes if not note.endswith(ends)] == []


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


def named_lines(relation):
    """The lines that a relation's note names before its colon, with their documents."""
    head = re.sub(r"(\d+) to (\d+)", r"\1-\2", relation.note.partition(": ")[0])
    doc, found = relation.relation.rpartition(".")[0], set()
    for word in re.findall(rf"{'|'.join(sources.catalogue())}|\d+(?:-\d+)?", head):
        if word in sources.catalogue():
            doc = word
        else:
            first, _, last = word.partition("-")
            found |= {(doc, line) for line in range(int(first), int(last or first) + 1)}
    return found


def test_the_numbers_that_a_wording_is_compared_by_stand_on_the_lines_that_its_note_names():
    places = {
        record.iloc[0]: (record["doc"], record["line_start"])
        for table in ("quantities", "exclusions")
        for _, record in records.load(table).iterrows()
    }
    for relation in (
        records.load("relations").query("expression == '' and expected == ''").itertuples()
    ):
        for member in relation.members.split("; "):
            if member in places:
                assert places[member] in named_lines(relation), f"{relation.relation}: {member}"
