"""Blocks become voices: whose words does a document print?

Grain: a block (a question, paragraph, item, heading, caption or line of data); words that a block
quotes from somebody by name are a row of their own and are taken off the block.

Assumptions, in this order
1. A labelled turn and a direct quotation are the words of their speaker. A question without a
   label, and a paragraph whose label was lost, are nobody's: their voice is empty.
2. Everything else in a document is its author's, where the catalogue names one; else it belongs to
   the one author of all statements in its section and language; else to the publisher.

Known problems: an editor's or a translator's words inside an author's document count for the author
(a summary of a few lines, footnotes); reported speech counts for the reporter.
"""

import pandas as pd

NOT_LEAVES = ["turn", "quotation", "footnote"]
_SPOKEN = ["speech", "fragment"]


def leaves(segments: pd.DataFrame) -> pd.DataFrame:
    """Which blocks make up the text, each part of it once? In the order of the documents.

    Turns and what stands inside a block (quotations, footnotes) are left out, as their words are
    those of other rows. Adds `n_lines` (lines that no earlier block holds) and `n_blocks` (1).

    >>> segments = pd.DataFrame({"doc": "d", "kind": ["turn", "paragraph", "item"]})
    >>> segments = segments.assign(char_start=[0, 4, 9], line_start=1, line_end=1)
    >>> leaves(segments)[["kind", "n_lines"]].values.tolist()
    [['paragraph', 1], ['item', 0]]
    """
    frame = segments[~segments["kind"].isin(NOT_LEAVES)].sort_values(["doc", "char_start"])
    first = ~frame.duplicated(["doc", "line_start"])
    n_lines = (frame["line_end"] - frame["line_start"] + 1) * first
    return frame.assign(n_lines=n_lines, n_blocks=1).reset_index(drop=True)


def voices(
    segments: pd.DataFrame,
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    unread: pd.DataFrame,
    actors: pd.DataFrame,
) -> pd.DataFrame:
    """Whose words are these? Return the leaves and quotations with `voice`.

    `documents` are rows of the catalogue. `voice` is an actor, a name without an actor, or empty
    where nobody knows. Numbers of a block (`n_chars, n_words`) are without what it quotes by name.

    >>> from helpers import records, sources
    >>> documents = pd.DataFrame([vars(d) for d in sources.catalogue("toy").values()])
    >>> names = ("statements", "unread", "actors")
    >>> tables = [records.load(name, "toy") for name in names]
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> told = voices(segments, documents, *tables)
    >>> int(told.groupby("voice")["n_chars"].sum()["cleo-marsh"])
    316
    """
    known = actors.set_index("name")["actor"]
    of_docs = documents.set_index("doc")
    whole = leaves(segments)
    single = _of_sections(whole, statements)
    lost = unread[unread["why"].str.startswith("the speaker's label is lost")]
    lost = set(zip(lost["doc"], lost["line"], strict=True))
    told = []
    for row in whole.itertuples():
        author, publisher = of_docs.loc[row.doc, "author"], of_docs.loc[row.doc, "publisher"]
        nobody = row.kind == "question" or (
            row.kind == "paragraph" and (row.doc, row.line_start) in lost
        )
        section = single.get((row.doc, row.section, row.lang), "")
        name = author or section or publisher
        told.append(row.speaker or ("" if nobody else known.get(name, name)))
    quoted = segments[segments["kind"].eq("quotation") & segments["form"].isin(_SPOKEN)]
    quoted = quoted[quoted["speaker"].ne("")]
    taken = quoted.groupby("parent")[["n_chars", "n_words"]].sum()
    taken = taken.reindex(whole["segment"], fill_value=0).reset_index(drop=True)
    whole = whole.assign(
        voice=told,
        n_chars=whole["n_chars"] - taken["n_chars"],
        n_words=whole["n_words"] - taken["n_words"],
    )
    quoted = quoted.assign(voice=quoted["speaker"], n_lines=0, n_blocks=0)
    return pd.concat([whole, quoted]).sort_values(["doc", "char_start", "seq"], ignore_index=True)


def _of_sections(whole: pd.DataFrame, statements: pd.DataFrame) -> dict[tuple, str]:
    """Name the author of a section in one language, where all its statements have the same."""
    authors: dict[tuple, set[str]] = {}
    for doc, blocks in whole.groupby("doc"):
        said = statements[statements["doc"] == doc]
        at = blocks["char_start"].searchsorted(said["char_start"], side="right") - 1
        for row, author in zip(at, said["author"], strict=True):
            section, lang = blocks.iloc[max(row, 0)][["section", "lang"]]
            authors.setdefault((doc, section, lang), set()).add(author)
    return {place: next(iter(names)) for place, names in authors.items() if len(names) == 1}
