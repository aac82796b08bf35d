"""The tables of a corpus as frames: read, checked against their schemas, and returned.

Reading a table reports everything that is wrong with it at once, by file, row and column (row 1
holds the names). What the columns mean stands in `schemas`.
"""

import io
from contextlib import suppress
from difflib import get_close_matches
from itertools import pairwise

import pandas as pd
import pandera.pandas as pa

from helpers import sources
from helpers.columns import JOIN
from helpers.schemas import TABLES


def load(table: str, corpus: str = "seeds") -> pd.DataFrame:
    """Read a table of a corpus and check it; return it with the columns of its schema.

    Raises InputError with everything that is wrong, or NotApplicable where a corpus of somebody's
    own does not hold the table.

    >>> load("themes").columns[0]
    'theme'
    """
    spec = TABLES[table]
    path = sources.corpus_folder(corpus) / spec.path
    where = sources.place(path)
    try:
        text = sources.read_bytes(path).decode("utf-8")
    except FileNotFoundError:
        raise _missing(table, corpus, where) from None
    except UnicodeDecodeError as error:
        raise sources.InputError(
            f"{where}: not UTF-8 at byte {error.start}; save as UTF-8"
        ) from None
    try:
        frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, index_col=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise sources.InputError(f"{where}: not a table: {str(error).strip()}") from None
    return check(frame, table, where)


def names(table: str, corpus: str = "seeds") -> pd.Series:
    """Return the names in a table of named things (actors, themes), by id.

    >>> names("actors", "toy")["ada-pike"]
    'Ada Pike'
    """
    return load(table, corpus).set_index(TABLES[table].key[0])["name"]


def held(corpus: str = "seeds") -> dict[str, pd.DataFrame]:
    """Which tables does a corpus hold? Return them by name.

    >>> "themes" in held("toy")
    True
    """
    frames = {}
    for name, spec in TABLES.items():
        # Tried and not asked for: what a report did not find is noted as one of its inputs.
        with suppress(FileNotFoundError):
            sources.read_bytes(sources.corpus_folder(corpus) / spec.path)
            frames[name] = load(name, corpus)
    return frames


def find(record: str, corpus: str = "seeds") -> tuple[str, pd.Series]:
    """Which record has this id? Return the name of its table and the record.

    Raises InputError with the nearest ids where there is none.

    >>> find("huang-study.n011")[1]["printed"]
    '556'
    """
    known = []
    for name, frame in held(corpus).items():
        key = TABLES[name].key
        if len(key) == 1:
            found = frame[frame[key[0]] == record]
            if len(found):
                return name, found.iloc[0]
            known += list(frame[key[0]])
    near = get_close_matches(record, known, n=3)
    raise sources.InputError(
        f"unknown record {record!r} in corpus {corpus}"
        + (f"; the nearest are {', '.join(near)}" if near else "; look it up in docs/codebook.md")
    )


def check(frame: pd.DataFrame, table: str, where: str) -> pd.DataFrame:
    """Check a frame of text cells against a table's schema; return it with whole numbers read.

    `where` names the file in messages. Raises InputError that lists every problem.

    >>> columns = list(TABLES["aliases"].columns)
    >>> frame = pd.DataFrame([["Bo", "en", "bo-reed", "", ""]], columns=columns)
    >>> check(frame, "aliases", "aliases.csv")["actor"].item()
    'bo-reed'
    """
    spec = TABLES[table]
    if list(frame.columns) != list(spec.columns):
        raise sources.InputError(
            f"{where}: row 1: expected the columns {', '.join(spec.columns)}; "
            f"found {', '.join(map(str, frame.columns))}"
        )
    schema = pa.DataFrameSchema(spec.columns, index=pa.Index(int))
    problems = []
    try:
        frame = schema.validate(frame.astype(str), lazy=True)
    except pa.errors.SchemaErrors as errors:
        # Where a cell is no number, pandera also reports, without a row, that it cannot compare.
        cases = errors.failure_cases.dropna(subset="index")
        cases = cases.drop_duplicates(["column", "index"], keep="first")
        for case in cases.sort_values(["index", "column"]).itertuples():
            check_ = case.check if "coerce" not in str(case.check) else "a whole number"
            problems.append(
                f"{where}: row {case.index + 2}, column {case.column}: "
                f"expected {check_}; found {frame.loc[case.index, case.column]!r}"
            )
    keys = list(frame[list(spec.key)].itertuples(index=False, name=None))
    for row, (before, after) in enumerate(pairwise(keys), start=3):
        if before >= after:
            name, earlier = (" ".join(map(str, cells)) for cells in (after, before))
            what = "stands twice" if before == after else f"stands after {earlier}"
            problems.append(
                f"{where}: row {row}, column {spec.key[0]}: expected rows sorted by "
                f"key, each once; {name} {what}"
            )
    if problems:
        raise sources.InputError("\n".join(problems))
    return frame


def _missing(table: str, corpus: str, where: str) -> ValueError:
    if corpus in sources.SHIPPED:
        return sources.InputError(
            f"{where}: missing; restore it with git checkout -- {where}"
            + (", or rebuild it with make derived" if "derived/" in where else "")
        )
    return sources.NotApplicable(
        f"corpus {corpus} has no {where}: one row per {TABLES[table].row}; "
        "CONTRIBUTING.md says how to make it"
    )


def loose_ends(corpus: str = "seeds") -> list[str]:
    """Which cells name a record that does not exist? Return one sentence per loose end.

    Looks only at tables that the corpus holds.

    >>> loose_ends("toy")
    []
    """
    frames = held(corpus)
    ids = {name: set(frame[TABLES[name].key[0]]) for name, frame in frames.items()}
    ids["catalogue"] = set(sources.catalogue(corpus))
    loose = []
    for table, frame in frames.items():
        for column, others in (*TABLES[table].references, *_documents(table)):
            known = [ids[other] for other in others.split(" or ") if other in ids]
            for row, cell in enumerate(frame[column], start=2):
                for value in cell.split(JOIN) if cell and known else []:
                    if not any(value in part for part in known):
                        loose.append(f"{table}, row {row}: {column} {value} is not in {others}")
    return loose


def _documents(table: str) -> list[tuple[str, str]]:
    return [("doc", "catalogue")] if "doc" in TABLES[table].columns else []
