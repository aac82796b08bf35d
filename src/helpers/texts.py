"""Texts of the documents are installed into a corpus, recognised by checksum.

The command behind `make texts`: `python -m helpers.texts FOLDER [CORPUS]`.
"""

import hashlib
import sys
from pathlib import Path

from helpers.sources import InputError, catalogue, corpus_folder, write_whole


def install(folder: Path, corpus: str = "seeds") -> list[tuple[str, str]]:
    """Copy the texts found in a folder into a corpus, recognised by checksum, whatever their names.

    Returns one (file name, what happened) per file: `installed as …`, `already there as …`, or
    `not recognised: expected …, found …`. Raises InputError where the folder cannot be read.

    >>> install(corpus_folder("toy") / "texts", "toy")[0]
    ('honey_evening.txt', 'already there as forum-2020')
    """
    try:
        files = sorted(path for path in Path(folder).iterdir() if path.is_file())
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be read ({error.strerror}); give the folder that holds the texts, "
            "as in: make texts FROM=folder"
        ) from None
    by_digest = {document.sha256: document for document in catalogue(corpus).values()}
    by_name = {document.file: document for document in catalogue(corpus).values()}
    target = corpus_folder(corpus) / "texts"
    report = []
    for path in files:
        content = path.read_bytes()
        found = hashlib.sha256(content).hexdigest()
        document = by_digest.get(found)
        if document is None:
            wanted = by_name.get(path.name)
            expected = wanted.sha256 if wanted else "one of the catalogue's checksums"
            report.append((path.name, f"not recognised: expected {expected}, found {found}"))
            continue
        new = write_whole(target / document.file, content)
        report.append((path.name, f"{'installed' if new else 'already there'} as {document.doc}"))
    return report


def main(arguments: list[str]) -> int:
    """Run `python -m helpers.texts FOLDER [CORPUS]`; return the exit code.

    >>> main([str(corpus_folder("toy") / "texts"), "toy"])  # doctest: +ELLIPSIS
    honey_evening.txt: already there as forum-2020
    ...
    0
    """
    if len(arguments) not in (1, 2) or not arguments[0]:
        print("texts: say where they are, as in: make texts FROM=folder", file=sys.stderr)
        return 2
    corpus = arguments[1] if len(arguments) == 2 else "seeds"
    try:
        report = install(Path(arguments[0]), corpus)
        known = catalogue(corpus)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"texts: cannot be written ({error}); nothing half-written is left", file=sys.stderr)
        return 3
    for name, what in report:
        print(f"{name}: {what}")
    recognised = {what.split(" as ")[1] for _, what in report if " as " in what}
    print(f"{len(recognised)} of {len(known)} documents recognised in {arguments[0]}")
    return 0 if recognised else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
