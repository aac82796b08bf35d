"""Tables of a corpus: what is wrong with one is said at once, by file, row and column."""

import shutil

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import records, schemas, sources


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A copy of the records under `corpora/own` of a temporary root; returns its folder."""
    folder = tmp_path / "corpora" / "own"
    shutil.copytree(sources.corpus_folder("seeds"), folder, ignore=shutil.ignore_patterns("texts"))
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    return folder


def edit(folder, table, change):
    path = folder / records.TABLES[table].path
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    change(frame).to_csv(path, index=False, lineterminator="\n")


def put(row, column, value):
    """A change of one cell, by the row's number in the file (the names are row 1)."""

    def change(frame):
        frame.loc[row - 2, column] = value
        return frame

    return change


@pytest.mark.parametrize("table", records.TABLES)
def test_every_shipped_table_loads(table):
    assert len(records.load(table)) > 0


def test_every_name_of_a_record_leads_to_a_record():
    assert records.loose_ends("seeds") == []


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "expected"),
    [
        ("quantities", 3, "kind", "guess", "one of count, share"),
        ("quantities", 4, "line_start", "first", "a whole number"),
        ("quantities", 4, "line_start", "0", "a whole number of at least 1"),
        ("quantities", 5, "as_of", "2013-13-1", "a date such as 2013"),
        ("quantities", 2, "printed", "", "something"),
        ("relations", 2, "needs", "magic", "one of inside, calendar, outside"),
        ("statements", 9, "instrument", "magic", "one of rules"),
        ("statements", 9, "concerns", "state; magic", "values of state"),
        ("statements", 9, "phrase", "one", "two to eight words"),
        ("codings", 7, "coder", "somebody", "one of reading-1, reading-2"),
        ("themes", 3, "parent", "magic", "one of state, money"),
        ("segments", 6, "round", "second", "a whole number or nothing"),
    ],
)
def test_a_bad_cell_is_named_by_file_row_and_column(corpus, table, row, column, value, expected):
    edit(corpus, table, put(row, column, value))
    with pytest.raises(sources.InputError) as error:
        records.load(table, "own")
    message = str(error.value)
    assert (
        f"corpora/own/{records.TABLES[table].path}: row {row}, column {column}: expected" in message
    )
    assert expected in message
    assert f"found {value!r}" in message or value == ""


def test_all_problems_of_a_table_are_said_at_once(corpus):
    edit(corpus, "quantities", lambda f: put(3, "kind", "guess")(put(8, "qualifier", "so-so")(f)))
    with pytest.raises(sources.InputError) as error:
        records.load("quantities", "own")
    lines = str(error.value).splitlines()
    assert [line.split(": expected")[0].split(": ", 1)[1] for line in lines] == [
        "row 3, column kind",
        "row 8, column qualifier",
    ]


def test_a_missing_column_is_named(corpus):
    edit(corpus, "ties", lambda frame: frame.drop(columns="since"))
    with pytest.raises(sources.InputError, match=r"row 1: expected the columns .*since.*; found"):
        records.load("ties", "own")


def test_a_row_that_stands_twice_or_out_of_order_is_named(corpus):
    edit(corpus, "actors", lambda frame: pd.concat([frame.head(3), frame.tail(1), frame.head(1)]))
    with pytest.raises(
        sources.InputError, match=r"row 6, column actor: expected rows sorted by key"
    ):
        records.load("actors", "own")
    edit(corpus, "themes", lambda frame: pd.concat([frame.head(2), frame.iloc[[1]]]))
    with pytest.raises(sources.InputError, match=r"row 4, column theme: .* stands twice"):
        records.load("themes", "own")


def test_a_table_with_a_cell_too_many_is_no_table(corpus):
    path = corpus / "coded/ties.csv"
    path.write_text(path.read_text(encoding="utf-8") + "a,b\n" + "x," * 40 + "\n", encoding="utf-8")
    with pytest.raises(sources.InputError, match=r"coded/ties.csv"):
        records.load("ties", "own")


def test_a_table_in_another_encoding_is_named(corpus):
    (corpus / "coded/ties.csv").write_bytes("é".encode("latin-1"))
    with pytest.raises(sources.InputError, match=r"coded/ties.csv: not UTF-8 at byte 0"):
        records.load("ties", "own")


def test_an_empty_file_is_no_table(corpus):
    (corpus / "coded/ties.csv").write_bytes(b"")
    with pytest.raises(sources.InputError, match=r"coded/ties.csv: not a table"):
        records.load("ties", "own")


def test_a_corpus_of_ones_own_may_lack_a_table(corpus):
    (corpus / "coded/codings.csv").unlink()
    with pytest.raises(sources.NotApplicable, match=r"own has no corpora/own/coded/codings.csv"):
        records.load("codings", "own")


def test_a_shipped_table_may_not_be_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    with pytest.raises(
        sources.InputError, match=r"seeds/derived/segments.csv: missing; .*make derived"
    ):
        records.load("segments", "seeds")


def test_a_name_that_leads_nowhere_is_found(corpus):
    edit(corpus, "statements", put(4, "author", "nobody"))
    assert "statements, row 4: author nobody is not in actors" in records.loose_ends("own")


@given(st.text(max_size=12))
def test_a_vocabulary_refuses_every_other_word(word):
    column = records.TABLES["relations"].columns["needs"]
    [check] = column.checks
    accepted = check(pd.Series([word])).check_passed
    assert accepted == (word in {"inside", "calendar", "outside"})


def test_every_column_says_what_it_holds():
    for table in schemas.TABLES.values():
        assert all(column.description for column in table.columns.values())
