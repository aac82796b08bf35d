"""Two readings and a word list become one set of codes each, and lie side by side.

Grain of codes: a paragraph of a turn and a theme. Grain side by side: a speaker and a theme.

Assumptions
1. `both` holds a code where both readings gave it to the same paragraph, at the level that is
   asked for: two themes of one group agree on the group. It is sure only where both were.
2. `word list` holds a code where at least one listed term of the theme occurs in the paragraph
   (`derived/hits.csv`). It knows no phrase and no confidence, so these are empty.
3. The two readings are two machine-assisted codings of one kind. Where they agree, that is
   stability and no proof.

Known problems: a word list finds words, not subjects: it is blind to what is said in other words,
and takes a word in passing for a subject.
"""

from collections.abc import Mapping

import pandas as pd

from helpers import prose, sources
from helpers.voices import coding

READINGS = ("reading-1", "reading-2")
WORDS = {  # how a sentence calls a coder
    "reading-1": "reading-1",
    "reading-2": "reading-2",
    "both": "both readings together",
    "word list": "the word list",
}
SEEN = {  # how a sentence says what a coder sees
    "reading-1": "reading-1 sees it",
    "reading-2": "reading-2 sees it",
    "both": "both readings see it",
    "word list": "the word list counts it",
}
CODERS = tuple(WORDS)


def lifted(codings: pd.DataFrame, level: str) -> pd.DataFrame:
    """Which codes are these at the level of `parent` or `theme`? One row per target, code, coder.

    >>> codings = pd.DataFrame({"target": "p1", "theme": ["a.x", "a.y"], "coder": "reading-1"})
    >>> lifted(codings, "parent")["theme"].tolist()
    ['a']
    """
    if level == "parent":
        codings = codings.assign(theme=codings["theme"].str.partition(".")[0])
    return codings.drop_duplicates(["target", "theme", "coder"])


def listed(hits: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Which codes does the word list give to the paragraphs of turns? In the columns of codings.

    >>> hits = pd.DataFrame({"segment": ["t1.p1"], "theme": ["ferry"], "n": [2]})
    >>> place = {"doc": "d", "line_start": 1, "line_end": 1, "char_start": 0, "char_end": 9}
    >>> segments = pd.DataFrame([{"segment": "t1.p1", "kind": "paragraph", "parent": "t1"} | place])
    >>> listed(hits, segments)[["target", "theme", "coder", "phrase"]].values.tolist()
    [['t1.p1', 'ferry', 'word list', '']]
    """
    paragraphs = segments[(segments["kind"] == "paragraph") & (segments["parent"] != "")]
    place = ["segment", "doc", "line_start", "line_end", "char_start", "char_end"]
    found = hits.merge(paragraphs[place], on="segment").rename(columns={"segment": "target"})
    return found.assign(coder="word list", confidence="", phrase="").drop(columns="n")


def codes(
    codings: pd.DataFrame, hits: pd.DataFrame, segments: pd.DataFrame, coder: str, level: str
) -> pd.DataFrame:
    """Which codes does a coder (one of `CODERS`) give to the paragraphs of these segments?

    Returns the columns of codings, themes at the level of `parent` or `theme`.

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> tables = records.load("codings", "toy"), records.load("hits", "toy"), segments
    >>> [len(codes(*tables, coder, "theme")) for coder in ("reading-1", "word list")]
    [14, 12]
    """
    if coder == "word list":
        return lifted(listed(hits, segments), level).reset_index(drop=True)
    given = lifted(codings[codings["target"].isin(segments["segment"])], level)
    if coder in READINGS:
        return given[given["coder"] == coder].reset_index(drop=True)
    first, second = (given[given["coder"] == reading] for reading in READINGS)
    other = second[["target", "theme", "confidence"]].rename(columns={"confidence": "other"})
    agreed = first.merge(other, on=["target", "theme"])
    sure = agreed["confidence"].where(agreed["other"] == "high", agreed["other"])
    return agreed.assign(coder="both", confidence=sure).drop(columns="other")


def each(
    codings: pd.DataFrame, hits: pd.DataFrame, segments: pd.DataFrame, level: str
) -> dict[str, pd.DataFrame]:
    """What does each coder give to the paragraphs, joined to who speaks? By coder.

    Returns what `coding.coded_paragraphs` returns, for all of `CODERS`.

    >>> from helpers import records
    >>> tables = (records.load(name, "toy") for name in ("codings", "hits", "segments"))
    >>> list(each(*tables, "theme"))
    ['reading-1', 'reading-2', 'both', 'word list']
    """
    return {
        coder: coding.coded_paragraphs(
            codes(codings, hits, segments, coder, level), segments, level
        )
        for coder in CODERS
    }


def chosen(
    by_coder: Mapping[str, pd.DataFrame], coder: str, speakers: list[str], doc: str
) -> pd.DataFrame:
    """Return a coder's codes, or raise NotApplicable where none of the speakers has one.

    >>> len(chosen({"both": pd.DataFrame({"speaker": ["bo"]})}, "both", ["bo"], "forum-2020"))
    1
    """
    if not by_coder[coder]["speaker"].isin(speakers).any():
        raise sources.NotApplicable(
            f"{doc}: {coder} gives no theme to what the guests say; choose another coder"
        )
    return by_coder[coder]


def side_by_side(by_coder: Mapping[str, pd.DataFrame], speakers: list[str]) -> pd.DataFrame:
    """Which coders fill each cell? One row per speaker and theme that at least one coder fills.

    Returns `speaker, theme`, a column per reading and for the word list (in how many turns; nought
    where the coder leaves the cell empty) and `who`: both readings, one reading alone, or the word
    list alone.

    >>> said = pd.DataFrame({"turn": ["t1"], "speaker": "bo", "theme": "ferry", "round": "1"})
    >>> by_coder = {"reading-1": said, "reading-2": said.head(0), "word list": said}
    >>> side_by_side(by_coder, ["bo"]).values.tolist()
    [['bo', 'ferry', 1, 0, 1, 'one reading alone']]
    """
    names = [*READINGS, "word list"]
    turns = [by_coder[name].drop_duplicates(["turn", "theme"]).assign(by=name) for name in names]
    said = pd.concat(turns, ignore_index=True)
    said = said[said["speaker"].isin(speakers)]
    table = said.groupby(["speaker", "theme", "by"]).size().unstack("by", fill_value=0)
    table = table.reindex(columns=names, fill_value=0).astype(int).reset_index()
    table.columns.name = None
    n_readings = (table[list(READINGS)] > 0).sum(axis=1)
    who = {0: "the word list alone", 1: "one reading alone", 2: "both readings"}
    return table.assign(who=n_readings.map(who))


def audit(beside: pd.DataFrame) -> pd.DataFrame:
    """In how many cells do the coders agree? One row of counts.

    `n` cells are filled by any coder; `both_readings`, `one_reading` and `word_list_alone` add up
    to it; `found` counts the cells of both readings that the word list fills too.

    >>> beside = pd.DataFrame({"who": ["both readings"], "word list": [0]})
    >>> audit(beside).values.tolist()
    [[1, 1, 0, 0, 0]]
    """
    n = beside["who"].value_counts()
    sure = beside[beside["who"] == "both readings"]
    counts = {"n": len(beside), "both_readings": int(n.get("both readings", 0))}
    counts |= {"one_reading": int(n.get("one reading alone", 0))}
    counts |= {"word_list_alone": int(n.get("the word list alone", 0))}
    return pd.DataFrame([counts | {"found": int((sure["word list"] > 0).sum())}])


def compared(
    by_coder: Mapping[str, pd.DataFrame],
    speakers: list[str],
    weight: str,
    whole: int,
    closing: str | None,
) -> pd.DataFrame:
    """What would each coder answer? One row per coder.

    Returns `coder, n_codes` (paragraph and theme, chair included), `n_cells` (guest and theme),
    `theme` (the most stressed; all of them, joined by "; ", where several are), `n` and `whole` (in
    the unit of `weight`), `n_guests` who raise it (the most, where several), `n_alone` (themes of
    one guest alone) and, where a turn closes the talk, `n_covered` of the `n_themes` of the guests
    that it takes up.

    >>> said = {"turn": ["t1", "t2"], "segment": ["t1.p1", "t2.p1"], "speaker": ["bo", "alma"]}
    >>> said = pd.DataFrame(said | {"theme": "ferry", "round": "1", "n_words": 5})
    >>> compared({"both": said}, ["bo"], "turn", 1, "t2").values.tolist()
    [['both', 2, 1, 'ferry', 1, 1, 1, 1, 1, 1]]
    """
    rows = []
    for coder, coded in by_coder.items():
        filled = coding.cells(coded, weight)
        table = coding.spread(filled, speakers)
        first = table[table["n"] == table["n"].max()]
        row = {"coder": coder, "n_codes": len(coded)}
        row |= {"n_cells": int(filled["speaker"].isin(speakers).sum())}
        row |= {"theme": "; ".join(first["theme"]), "n": int(first["n"].max()) if len(first) else 0}
        row |= {"n_alone": int((table["n_speakers"] == 1).sum())}
        row |= {"whole": whole, "n_guests": int(first["n_speakers"].max()) if len(first) else 0}
        cover = coding.covered(coded, closing or "", speakers).query("n_speakers > 0")
        row |= {"n_covered": int(cover["taken_up"].sum()), "n_themes": len(cover)}
        rows.append(row)
    return pd.DataFrame(rows)


def caveat(table: pd.DataFrame, coder: str, labels: Mapping[str, str]) -> str:
    """Do the other coders put the same theme first? Say so in one sentence.

    `table` is what `compared` returns. One theme is enough where several come first.

    >>> table = pd.DataFrame({"coder": ["reading-1", "reading-2"], "theme": ["a; b", "c"]})
    >>> caveat(table, "reading-1", {"a": "Bees", "b": "Boats", "c": "Cake"})
    'reading-2 puts “Cake” first.'
    """
    firsts = {row.coder: row.theme.split("; ") for row in table.itertuples()}
    own = set(firsts.pop(coder))
    same = [WORDS[name] for name, themes in firsts.items() if own & set(themes)]
    parts = []
    if same:
        verb = "put" if len(same) > 1 or same == [WORDS["both"]] else "puts"
        parts.append(f"{prose.listing(same)} {verb} the same first")
    for name, themes in firsts.items():
        if not own & set(themes):
            named = prose.listing([f"“{labels[theme]}”" for theme in themes if theme])
            verb = "put" if name == "both" else "puts"
            parts.append(f"{WORDS[name]} {verb} {named or 'nothing'} first")
    return "; ".join(parts) + "."
