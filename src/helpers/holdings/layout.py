"""Lines become parts of a page: what was read, what was lost, what was kept out, what is blank.

Grain: a line of a document, or a stretch of lines. Everything is measured from the records, so it
is the same whether or not the texts are installed.

Assumptions
1. A line that no block holds and that `unread` does not name is blank. `outside` tests that:
   between two blocks no more than LAYOUT characters may be left over, line breaks aside, for
   bullets, indents and labels of questions, unless `unread` names a line there.
2. Where `unread` names a blank line, text or a chart is missing there, up to the next line that is
   not blank.

Known problems: a doubtful line counts as read, whether a mark or half a sentence is missing in it;
how much text a gap has swallowed is not printed, only how many lines it left blank.
"""

import pandas as pd

from helpers.holdings import authorship

LAYOUT = 16
LANGUAGES = {"en": "English", "zh": "Chinese", "ja": "Japanese", "": "no language"}
PARTS = {
    "turn": "speech",
    "question": "speech",
    "paragraph": "paragraph",
    "reported_speech": "paragraph",
    "item": "list item",
    "heading": "heading",
    "caption": "data and furniture",
    "metadata": "data and furniture",
    "furniture": "data and furniture",
}
KEPT_OUT, MISSING, BLANK = "kept out", "text missing", "blank"
PERSONAL = "personal data, kept out"
_DAMAGE = {  # how the reasons in `unread` begin, and what they mean for a reader
    "personal data": PERSONAL,
    "repeated": "printed twice",
    "text of the second language": "text missing",
    "a picture or text": "text missing",
    "a chart stood": "chart or link missing",
    "a link": "chart or link missing",
    "the speaker's label is lost": "speaker lost or doubtful",
    "label without": "speaker lost or doubtful",
    "opens like a label": "speaker lost or doubtful",
    "a question alone": "speaker lost or doubtful",
    "not recognised": "not read",
}


def damage(unread: pd.DataFrame) -> pd.DataFrame:
    """What happened to each line that could not be read as it should? Adds `damage`, in words.

    >>> told = damage(pd.DataFrame({"why": ["personal data: bank", "digits printed apart"]}))
    >>> list(told["damage"])
    ['personal data, kept out', 'misprinted or torn']
    """
    found = [
        next((what for how, what in _DAMAGE.items() if why.startswith(how)), "misprinted or torn")
        for why in unread["why"]
    ]
    return unread.assign(damage=found)


def lines(segments: pd.DataFrame, unread: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """What stands on each line of each document?

    `documents` are rows of the catalogue. Returns one row per line: `doc, line, part` (speech,
    paragraph, list item, heading, data and furniture, kept out, text missing, blank), `lang` and
    `quoted` (a quotation or a footnote stands in it). Where several blocks share a line, it is
    that of the longest.

    >>> from helpers import records, sources
    >>> documents = pd.DataFrame([vars(d) for d in sources.catalogue("toy").values()])
    >>> tables = [records.load(name, "toy") for name in ("segments", "unread")]
    >>> lines(*tables, documents).query("doc == 'forum-2020'")["part"].tolist()[:3]
    ['heading', 'blank', 'data and furniture']
    """
    spoken = segments["parent"].isin(segments.loc[segments["kind"] == "turn", "segment"])
    blocks = authorship.leaves(segments.assign(spoken=spoken)).sort_values("n_chars")
    inside = segments[segments["kind"].isin(["quotation", "footnote"])]
    rows = []
    for document in documents.itertuples():
        own = blocks[blocks["doc"] == document.doc].itertuples()
        held = {n: row for row in own for n in range(row.line_start, row.line_end + 1)}
        named = unread[unread["doc"] == document.doc].set_index("line")["why"].to_dict()
        quoted = set(inside.loc[inside["doc"] == document.doc, "line_start"])
        part = BLANK
        for n in range(1, document.n_lines + 1):
            lang = ""
            if n in held:
                part = "speech" if held[n].spoken else PARTS[held[n].kind]
                lang = held[n].lang
            elif n in named:
                part = KEPT_OUT if named[n].startswith("personal data") else MISSING
            elif part != MISSING:
                part = BLANK
            rows.append((document.doc, n, part, lang, n in quoted))
    return pd.DataFrame(rows, columns=["doc", "line", "part", "lang", "quoted"])


def languages(segments: pd.DataFrame) -> pd.DataFrame:
    """How much of each document is in which language? Blocks with page furniture.

    Returns `doc, language, n_blocks, n_chars` and `percent` (of the document's characters).

    >>> blocks = pd.DataFrame({"doc": "d", "kind": "item", "lang": ["en", "zh"], "n_chars": [3, 1]})
    >>> blocks = blocks.assign(char_start=0, line_start=1, line_end=1)
    >>> languages(blocks)[["language", "percent"]].values.tolist()
    [['English', 75.0], ['Chinese', 25.0]]
    """
    table = authorship.leaves(segments).groupby(["doc", "lang"])[["n_blocks", "n_chars"]].sum()
    table = table.reset_index()
    whole = table.groupby("doc")["n_chars"].transform("sum")
    return table.assign(
        language=table["lang"].map(LANGUAGES), percent=100 * table["n_chars"] / whole
    )


def runs(lines: pd.DataFrame, column: str) -> pd.DataFrame:
    """Which stretches of lines have the same value of a column? Blank lines do not end a stretch.

    Returns `doc, <column>, first, last`, in the order of the documents; the blank lines at both
    ends of a document belong to none.

    >>> frame = pd.DataFrame({"doc": "d", "line": [1, 2, 3, 4], "part": ["item", "blank"] * 2})
    >>> runs(frame, "part").values.tolist()
    [['d', 'item', 1, 3]]
    """
    full = lines[lines["part"] != BLANK]
    if column == "lang":
        full = full[full["lang"] != ""]
    new = full["doc"].ne(full["doc"].shift()) | full[column].ne(full[column].shift())
    table = full.groupby(new.cumsum())
    table = table.agg(doc=("doc", "first"), value=(column, "first"), first=("line", "min"))
    last = full.groupby(new.cumsum())["line"].max()
    return table.assign(last=last).rename(columns={"value": column}).reset_index(drop=True)


def strip(lines: pd.DataFrame, main: str) -> pd.DataFrame:
    """Which stretches make up each document, by part and, below, by language other than `main`?

    Returns `doc, part, first, last`; a language stands in `part` by its name.

    >>> frame = pd.DataFrame({"doc": "d", "line": [1, 2], "part": "item", "lang": ["en", "zh"]})
    >>> strip(frame, "en").values.tolist()
    [['d', 'item', 1, 2], ['d', 'Chinese', 2, 2]]
    """
    other = runs(lines, "lang").query("lang != @main")
    other = other.assign(lang=other["lang"].map(LANGUAGES)).rename(columns={"lang": "part"})
    return pd.concat([runs(lines, "part"), other], ignore_index=True)


def marks(lines: pd.DataFrame, unread: pd.DataFrame) -> pd.DataFrame:
    """What is to be marked above a strip? `doc, line, mark`: | a quotation, v a doubtful line.

    >>> frame = pd.DataFrame({"doc": ["d"], "line": [1], "quoted": [True]})
    >>> marks(frame, pd.DataFrame({"doc": ["d"], "line": [2], "why": ["digits printed apart"]}))[
    ...     ["line", "mark"]].values.tolist()
    [[1, '|'], [2, 'v']]
    """
    quoted = lines.loc[lines["quoted"], ["doc", "line"]].assign(mark="|")
    doubtful = unread[~unread["why"].str.startswith("personal data")][["doc", "line"]]
    return pd.concat([quoted, doubtful.assign(mark="v")], ignore_index=True)


def outside(segments: pd.DataFrame, unread: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """How many characters stand between the blocks, and does `unread` name a line there?

    Returns one row per stretch between two blocks: `doc, after, before` (lines), `n_chars` (line
    breaks aside), `noted` (lines of `unread` in it, both ends included) and `lost` (more characters
    than layout needs, and no line noted).

    >>> segments = pd.DataFrame([["d", "", "item", 0, 5, 1, 1]], columns=[
    ...     "doc", "parent", "kind", "char_start", "char_end", "line_start", "line_end"])
    >>> documents = pd.DataFrame({"doc": ["d"], "n_codepoints": [90], "n_lines": [2]})
    >>> outside(segments, pd.DataFrame({"doc": [], "line": []}), documents)["lost"].tolist()
    [False, True]
    """
    rows = []
    for document in documents.itertuples():
        own = segments[(segments["doc"] == document.doc) & (segments["parent"] == "")]
        noted = unread.loc[unread["doc"] == document.doc, "line"]
        at, line = 0, 1
        ends = [(document.n_codepoints, document.n_lines, 0, 0)]
        columns = ["char_start", "line_start", "char_end", "line_end"]
        for start, first, end, last in [*own.sort_values("char_start")[columns].values, *ends]:
            n_chars = int(start - at - (first - line))
            n_noted = int(noted.between(line, first).sum())
            lost = n_chars > LAYOUT and not n_noted
            rows.append((document.doc, int(line), int(first), n_chars, n_noted, lost))
            at, line = end, last
    return pd.DataFrame(rows, columns=["doc", "after", "before", "n_chars", "noted", "lost"])
