"""Derived tables: what a program finds in the texts, rebuilt byte for byte from texts and records.

`python -m helpers.derived [CORPUS]` writes the tables of `derived/`. Building reports never does.
"""

import sys

import pandas as pd

from helpers import records, sources, transcripts
from helpers.markup import csv_of


def segments(corpus: str = "seeds") -> pd.DataFrame | None:
    """Rebuild `derived/segments.csv`: the segments of every transcript, or None without the texts.

    A transcript is a document with a chair (a tie of kind `chaired`); speakers get their actor by
    alias or name.

    >>> segments("toy")["segment"].iloc[-1]
    'panel-2018.t08.p1'
    """
    ties = records.load("ties", corpus).query("kind == 'chaired'")
    names = records.load("actors", corpus).set_index("name")["actor"].to_dict()
    names |= records.load("aliases", corpus).set_index("alias")["actor"].to_dict()
    frames = []
    for doc, chair in ties.set_index("doc")["source"].items():
        text = sources.text(doc, corpus)
        if text is None:
            return None
        frames.append(transcripts.read(doc, text, names, chair))
    return pd.concat(frames).sort_values("segment", ignore_index=True)


def main(arguments: list[str]) -> int:
    """Write the derived tables of a corpus; return the exit code.

    >>> main(["toy"])
    tests/toy/derived/segments.csv: 56 rows, unchanged
    0
    """
    corpus = arguments[0] if arguments else "seeds"
    try:
        table = segments(corpus)
        if table is None:
            missing = [
                doc for doc in sources.catalogue(corpus) if sources.text(doc, corpus) is None
            ]
            raise sources.InputError(
                f"derived tables need the texts; not installed: {', '.join(missing)}; "
                "install them with make texts FROM=folder"
            )
        path = sources.corpus_folder(corpus) / records.TABLES["segments"].path
        where = sources.place(path)
        records.check(table.astype(str), "segments", where)
    except (sources.InputError, sources.NotApplicable) as error:
        print(error, file=sys.stderr)
        return 2
    changed = sources.write_whole(path, csv_of(table).encode())
    print(f"{where}: {len(table)} rows, {'rewritten' if changed else 'unchanged'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
