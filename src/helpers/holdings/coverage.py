"""Blocks become carriers of records: how much of a document was turned into records, and what not.

Grain: a block (see `authorship.leaves`), or a character of it. Characters are those of the blocks:
labels, bullets and blank lines are no text.

Assumptions
1. A record is carried by every block that its place touches; names belong to their block.
2. A character inside a statement is said; what else was looked at stands among the exclusions.
   Silence is the document's where it was looked at and left out, and ours where it was not.
3. What stands in a section named after its own language is a second version.

Known problems: a statement's place is its sentence, so that "in a statement" counts the sentence's
every word; spaces between two sentences count as in no record.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import sources
from helpers.holdings import authorship, layout

SAID, LEFT_OUT = "in a statement", "looked at and left out"
NAMED, NOTHING = "in another record only", "in no record"
WAYS = [SAID, LEFT_OUT, NAMED, NOTHING]
TABLES = "segments unread actors ties statements quantities events terms mentions".split()
TABLES += "exclusions relations alignment".split()
_HANDS = ("edited", "abridged", "translated")


def catalogued(catalogue: Mapping[str, sources.Document], chosen: list[str]) -> pd.DataFrame:
    """Which documents are there (all, where none is chosen), and through whose hands did they go?

    Returns the rows of the catalogue with `passed_on` (those of edited, abridged and translated
    that the genre says, or nothing), `printed` (the date with its precision) and `by` (author and
    publisher). Raises InputError where a chosen document is not in the catalogue.

    >>> catalogued(sources.catalogue("toy"), ["panel-2018"])["passed_on"].tolist()
    ['edited']
    """
    unknown = sorted(set(chosen) - set(catalogue))
    if unknown:
        raise sources.InputError(
            f"documents: {', '.join(unknown)} not in the catalogue; choose from "
            f"{', '.join(catalogue)}"
        )
    frame = pd.DataFrame(
        [vars(row) for doc, row in catalogue.items() if doc in chosen or not chosen]
    )
    hands = [", ".join(word for word in _HANDS if word in genre) for genre in frame["genre"]]
    before = frame["date_precision"].map(
        lambda precision: "not before " * (precision == "not_before")
    )
    people = frame[["author", "publisher"]].apply(
        lambda pair: ", ".join(filter(None, pair)), axis=1
    )
    return frame.assign(passed_on=hands, printed=before + frame["date"], by=people)


def of(documents: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Which rows of a table belong to these documents? All, where its rows belong to none.

    >>> documents, table = pd.DataFrame({"doc": ["d"]}), pd.DataFrame({"segment": ["d.b1", "e.b1"]})
    >>> of(documents, table)["segment"].tolist()
    ['d.b1']
    """
    if "doc" in table:
        return table[table["doc"].isin(documents["doc"])]
    if "segment" in table:
        return table[table["segment"].str.partition(".")[0].isin(documents["doc"])]
    return table


def carried(segments: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Which records does each block carry? Return the leaves with their number, a column per table.

    `tables` are records by name, with places (quantities, statements, events, terms) or of a
    `segment` (mentions).

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> told = carried(segments, {"mentions": records.load("mentions", "toy")})
    >>> told.loc[told["mentions"] > 0, "segment"].tolist()
    ['forum-2020.b09', 'forum-2020.t01.p1']
    """
    blocks = authorship.leaves(segments)
    owner = segments.set_index("segment")["parent"]
    counts = {}
    for name, table in tables.items():
        if "segment" in table:
            own = table["segment"].isin(blocks["segment"])
            inside = table["segment"].where(own, table["segment"].map(owner))
            counts[name] = blocks["segment"].map(inside.value_counts()).fillna(0).astype(int)
        else:
            counts[name] = _touching(blocks, table)
    return blocks.assign(**counts)


def _touching(blocks: pd.DataFrame, table: pd.DataFrame) -> np.ndarray:
    """Count for each block the records whose place it shares."""
    counts = np.zeros(len(blocks), int)
    for doc, part in table.groupby("doc"):
        own = (blocks["doc"] == doc).to_numpy()
        starts, ends = (part[name].to_numpy()[:, None] for name in ("char_start", "char_end"))
        firsts, lasts = (blocks.loc[own, name].to_numpy() for name in ("char_start", "char_end"))
        counts[own] = ((starts < lasts) & (ends > firsts)).sum(axis=0)
    return counts


def reach(carriers: pd.DataFrame, tables: Mapping[str, str]) -> pd.DataFrame:
    """How much of each document stands in blocks that carry a record?

    `tables` maps columns of `carried` to words. Returns one row per document: `doc, n_chars` (of
    its blocks, page furniture included) and the share in percent of each, and of `any of them`.

    >>> told = pd.DataFrame({"doc": "d", "n_chars": [3, 1], "terms": [1, 0]})
    >>> reach(told, {"terms": "a term"}).values.tolist()
    [['d', 4, 75.0, 75.0]]
    """
    rows = []
    for doc, part in carriers.groupby("doc"):
        whole = part["n_chars"].sum()
        having = {words: part[name] > 0 for name, words in tables.items()}
        having["any of them"] = part[list(tables)].sum(axis=1) > 0
        shares = {
            words: 100 * part.loc[mask, "n_chars"].sum() / whole for words, mask in having.items()
        }
        rows.append({"doc": doc, "n_chars": int(whole), **shares})
    return pd.DataFrame(rows)


def inside(
    segments: pd.DataFrame,
    statements: pd.DataFrame,
    exclusions: pd.DataFrame,
    others: list[pd.DataFrame],
) -> pd.DataFrame:
    """How many characters of each block stand inside a statement, and what of the rest was read?

    Returns the leaves with SAID (inside a statement), LEFT_OUT (inside a sentence or number that
    was looked at and left out), NAMED (inside a record of `others`) and NOTHING, in characters;
    each character counts once, in this order. The four add up to `n_chars`.

    >>> blocks = pd.DataFrame({"segment": ["d.b1"], "doc": ["d"], "kind": ["item"]})
    >>> blocks = blocks.assign(char_start=0, char_end=10, line_start=1, line_end=1)
    >>> said = pd.DataFrame({"doc": ["d"], "char_start": [0], "char_end": [6]})
    >>> left = pd.DataFrame({"doc": ["d"], "char_start": [4], "char_end": [8]})
    >>> inside(blocks, said, left, [])[[SAID, LEFT_OUT, NAMED, NOTHING]].values.tolist()
    [[6, 2, 0, 2]]
    """
    blocks = authorship.leaves(segments)
    # Later layers overwrite earlier ones, so that what is said comes last.
    layers = [(3, table) for table in others] + [(2, exclusions), (1, statements)]
    marked = {
        doc: np.zeros(last, int) for doc, last in blocks.groupby("doc")["char_end"].max().items()
    }
    for code, table in layers:
        for doc, start, end in zip(
            table["doc"], table["char_start"], table["char_end"], strict=True
        ):
            if doc in marked:
                marked[doc][start:end] = code
    columns = blocks["doc"], blocks["char_start"], blocks["char_end"]
    counts = [
        np.bincount(marked[doc][start:end], minlength=4)
        for doc, start, end in zip(*columns, strict=True)
    ]
    frame = pd.DataFrame(counts, columns=[NOTHING, SAID, LEFT_OUT, NAMED], index=blocks.index)
    return pd.concat([blocks, frame[WAYS]], axis=1)


def became(characters: pd.DataFrame) -> pd.DataFrame:
    """How much of each document became records? Takes what `inside` returns.

    Returns `doc, became, n` (characters), one row per document and way.

    >>> told = pd.DataFrame({"doc": ["d"], SAID: [6], LEFT_OUT: [2], NAMED: [0], NOTHING: [2]})
    >>> became(told)["n"].tolist()
    [6, 2, 0, 2]
    """
    table = characters.groupby("doc")[WAYS].sum().stack().rename("n")
    return table.rename_axis(["doc", "became"]).reset_index()


def silent(characters: pd.DataFrame) -> pd.DataFrame:
    """Which kinds of block carry no statement at all? Takes what `inside` returns.

    Returns one row per document and `part` (a second version, or what the block is): `n_blocks`,
    `n_chars`, and `looked` (percent of these characters that were looked at and left out).

    >>> told = pd.DataFrame({"doc": ["d"], "kind": "heading", "section": "1", "lang": "en"})
    >>> told = told.assign(**{"n_chars": 8, "n_blocks": 1, SAID: 0, LEFT_OUT: 6})
    >>> silent(told)[["part", "n_chars", "looked"]].values.tolist()
    [['heading', 8, 75.0]]
    """
    quiet = characters[characters[SAID] == 0]
    second = quiet["section"] == quiet["lang"]
    quiet = quiet.assign(part=quiet["kind"].map(layout.PARTS).mask(second, "second version"))
    table = quiet.groupby(["doc", "part"])[["n_blocks", "n_chars", LEFT_OUT]].sum().reset_index()
    return table.assign(looked=100 * table[LEFT_OUT] / table["n_chars"]).drop(columns=LEFT_OUT)
