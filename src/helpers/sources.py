"""The documents: where they are listed, where their texts are, and whether a text is the one meant.

A corpus is a folder with a `catalogue.csv`, the tables in `coded/` and `derived/`, and, where
somebody has installed them, the documents in `texts/`. The grain of the catalogue is one document.

Assumptions
1. A text is a document of the catalogue only if its SHA-256 is the catalogued one. A file name
   proves nothing.
2. A missing text is normal: the documents may be analysed but not passed on.

This module uses the standard library alone, so that commands which execute nothing start at once.
"""

import contextlib
import csv
import hashlib
import io
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(os.environ.get("GOING_OUT_ROOT") or Path(__file__).parents[2]).resolve()
SHIPPED = {"seeds": "seeds", "toy": "tests/toy"}

# What this process has read of the corpora, path → SHA-256: a notebook prints it as its inputs.
READ: dict[str, str] = {}


class _Told(ValueError):
    """An error for whoever handed something in: JupyterLab shows its line, not the way to it."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class InputError(_Told):
    """Something handed in is wrong. The message says what, where, why and what to do."""


class NotApplicable(_Told):
    """A corpus does not hold what a report is about. The message says what is missing."""


@dataclass(frozen=True)
class Document:
    """One row of a catalogue. Sizes are in bytes, code points and lines as split on line feeds."""

    doc: str
    file: str
    sha256: str
    n_bytes: int
    n_codepoints: int
    n_lines: int
    title: str
    publisher: str
    author: str
    date: str
    date_precision: str
    genre: str
    languages: str
    rights: str
    note: str


def corpus_folder(corpus: str) -> Path:
    """Return the folder of a corpus: `seeds`, `toy`, or the name of a folder under `corpora/`.

    >>> corpus_folder("seeds").name
    'seeds'
    """
    if corpus in SHIPPED:
        return ROOT / SHIPPED[corpus]
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", corpus):
        raise InputError(
            f"corpus {corpus!r}: not a name; use seeds, toy, or the name of a folder in corpora/"
        )
    return ROOT / "corpora" / corpus


def place(path: Path) -> str:
    """Return a path as written from the project's root, for messages and provenance.

    >>> place(corpus_folder("toy") / "catalogue.csv")
    'tests/toy/catalogue.csv'
    """
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def read_bytes(path: Path) -> bytes:
    """Read a file of a corpus and note its digest as an input of this process.

    >>> read_bytes(corpus_folder("toy") / "catalogue.csv")[:3], "tests/toy/catalogue.csv" in READ
    (b'doc', True)
    """
    content = path.read_bytes()
    READ[place(path)] = hashlib.sha256(content).hexdigest()
    return content


def catalogue(corpus: str = "seeds") -> dict[str, Document]:
    """Which documents does a corpus hold? Return them by id, in the order of the catalogue.

    >>> list(catalogue("seeds"))[0]
    'forum-2020'
    """
    path = corpus_folder(corpus) / "catalogue.csv"
    try:
        text = read_bytes(path).decode("utf-8")
    except FileNotFoundError:
        raise InputError(
            f"{place(path)}: missing, so there is no corpus {corpus!r}; "
            f"use {', '.join(SHIPPED)} or make the file as CONTRIBUTING.md describes"
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"{place(path)}: not UTF-8 at byte {error.start}; save it as UTF-8"
        ) from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    expected = list(Document.__dataclass_fields__)
    if rows.fieldnames != expected:
        raise InputError(
            f"{place(path)}: row 1: expected the columns {', '.join(expected)}; "
            f"found {', '.join(rows.fieldnames or ['nothing'])}"
        )
    documents = {}
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            found = "more" if None in row else "fewer"
            raise InputError(
                f"{place(path)}: row {number}: expected {len(expected)} cells; found {found}"
            )
        for column in ("n_bytes", "n_codepoints", "n_lines"):
            if not re.fullmatch(r"[0-9]+", row[column]):
                raise InputError(
                    f"{place(path)}: row {number}, column {column}: expected a whole number; "
                    f"found {row[column]!r}"
                )
            row[column] = int(row[column])
        for column, wrong, wanted in (
            ("doc", row["doc"] in documents or not row["doc"], "an id that stands once"),
            ("file", Path(row["file"]).name != row["file"] or not row["file"], "a file name"),
        ):
            if wrong:
                raise InputError(
                    f"{place(path)}: row {number}, column {column}: expected {wanted}; "
                    f"found {row[column]!r}"
                )
        documents[row["doc"]] = Document(**{name: row[name] for name in expected})
    return documents


def check_elsewhere() -> None:
    """Refuse a folder of texts that is named in `$SEED_TEXTS` and cannot be read.

    >>> check_elsewhere()
    """
    elsewhere = os.environ.get("SEED_TEXTS")
    try:
        os.listdir(ROOT / elsewhere if elsewhere else ROOT)
    except OSError as error:
        raise InputError(
            f"SEED_TEXTS={elsewhere}: cannot be read ({error.strerror}); name the folder that "
            "holds the texts, or unset it to build without"
        ) from None


def candidates(document: Document, corpus: str = "seeds") -> list[Path]:
    """Where may a document's text be? Return the paths, in the order in which they are tried.

    >>> [path.parent.name for path in candidates(catalogue("toy")["panel-2018"], "toy")]
    ['texts']
    """
    folders = [corpus_folder(corpus) / "texts"]
    elsewhere = os.environ.get("SEED_TEXTS")
    if elsewhere and corpus == "seeds":
        folders.insert(0, ROOT / elsewhere)
    return [folder / document.file for folder in folders]


def text(doc: str, corpus: str = "seeds") -> str | None:
    """Return the text of a document, or None where it is not installed.

    Looks in the folder `$SEED_TEXTS` (for `seeds` only), then in the corpus's own `texts/`.
    Raises InputError where a file has the document's name and another checksum. A text does not
    count as read: reports are the same with and without it, quotations aside.

    >>> text("panel-2018", "toy").splitlines()[0]
    'River Panel: Can a Heron Keep Bees?'
    """
    document = catalogue(corpus)[doc]
    for path in candidates(document, corpus):
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        found = hashlib.sha256(content).hexdigest()
        if found != document.sha256:
            raise InputError(
                f"{place(path)}: not recognised as {doc}: expected SHA-256 {document.sha256}, "
                f"found {found}; remove the file, or install the right one with make texts"
            )
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                f"{place(path)}: not UTF-8 at byte {error.start}; catalogue it again as UTF-8"
            ) from None
    return None


def write_whole(path: Path, content: bytes) -> bool:
    """Write a file so that at any instant its path holds all of the old or all of the new content.

    Returns whether anything changed.

    >>> path = corpus_folder("toy") / "catalogue.csv"
    >>> write_whole(path, path.read_bytes())
    False
    """
    try:
        if path.read_bytes() == content:
            return False
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(scratch, 0o644)
        os.replace(scratch, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(scratch)
        if isinstance(error, OSError):
            error.filename = str(path)  # writing does not say what it writes to
        raise
    return True
