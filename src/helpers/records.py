"""The tables of a corpus as frames: read, checked against their schemas, and returned.

Reading a table reports everything that is wrong with it at once, by file, row and column (row 1
holds the names). What the columns mean stands in `schemas`.
"""

import io
from itertools import pairwise

import pandas as pd
import pandera.pandas as pa

from helpers import sources
from helpers.schemas import JOIN, TABLES


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
            what = "stands twice" if before == after else f"stands after {' '.join(before)}"
            problems.append(
                f"{where}: row {row}, column {spec.key[0]}: expected rows sorted by "
                f"key, each once; {' '.join(after)} {what}"
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
    frames = {}
    for table in TABLES:
        try:
            frames[table] = load(table, corpus)
        except (sources.InputError, sources.NotApplicable) as error:
            if "missing" not in str(error) and "has no" not in str(error):
                raise
    loose = []
    for table, frame in frames.items():
        for column, other in (*TABLES[table].references, *_documents(table)):
            known = set(sources.catalogue(corpus)) if other == "catalogue" else None
            if known is None and other in frames:
                known = set(frames[other][TABLES[other].key[0]])
            for row, cell in enumerate(frame[column], start=2):
                for value in cell.split(JOIN) if cell and known is not None else []:
                    if value not in known:
                        loose.append(f"{table}, row {row}: {column} {value} is not in {other}")
    return loose


def _documents(table: str) -> list[tuple[str, str]]:
    return [("doc", "catalogue")] if "doc" in TABLES[table].columns else []
