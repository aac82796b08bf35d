"""Text becomes counts: how often the words of a theme and the names of actors occur in a segment.

`terms` unfolds the word list of `themes.csv`; `hits` counts it (grain: segment × theme); `mentions`
counts names (grain: segment × name × actor). Ids, names and numbers leave; no text does.

Assumptions
1. Counted are leaf segments (`LEAVES`): a turn and a quotation repeat what their paragraphs hold,
   furniture repeats titles, metadata belongs to no argument. What stands in a footnote counts
   there and not in the block that holds it. Labels of speakers stand outside of paragraphs, so a
   speaker's own label is no mention.
2. A theme is looked for with the terms of the segment's language alone, upper and lower case
   alike. A name is looked for in every segment as it is written, case included ("Party", "SAFE").
3. Latin letters and digits make whole words: "law" is not in "lawn". A `*` stands for any ending
   of Latin letters. Chinese and Japanese terms are found anywhere.
4. Any white space, line breaks included, matches a space; a space and a hyphen match each other
   where the term has one; quotation marks and apostrophes match their variants.
5. The longest match wins; of equals the leftmost, then the exact spelling, then the alphabet. A
   stretch of text counts once: per theme in `hits`, over all names in `mentions`.
6. In the seeds a name may belong to several actors: `mentions` says what settles it.

Known problems: a word broken by a soft hyphen or, in Chinese, by a line break is not found; a
negated or quoted term counts like any other; substrings of longer Chinese words count (which is
why terms should be long); a pronoun ("our office") is found only where the aliases list it.

Libraries: jieba and rjieba divide Chinese into words, which would lose what their dictionaries
divide otherwise, while a term list names substrings; rapidfuzz compares spellings, but a name is
written or not; Aho–Corasick libraries cannot match variants of spaces. `re` is enough: all names in
all documents take about a second.
"""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from helpers import sources
from helpers.vocabularies import LANGUAGES

LEAVES = ["paragraph", "item", "heading", "question", "caption", "footnote"]

_LETTER = "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
_HYPHENS, _APOSTROPHES, _QUOTES = "-\u2010\u2011\u2012\u2013", "'’‘ʼ＇", '"“”„＂'
_BLOT = "\ufffc"  # neither letter nor space, so that no term reaches over it
_GAP = rf"(?:\s+|[{_HYPHENS}]\s*)"


def terms(themes: pd.DataFrame) -> pd.DataFrame:
    """Which words stand for a theme? One row per theme, language and term, sorted.

    Columns out: `theme, lang, term, is_stem`; a stem is given without its `*`. Raises InputError
    with the theme whose word list cannot be read.

    >>> cells = {"theme": ["boat"], "terms": ["en: ferr*, by boat; zh: 渡船"]}
    >>> terms(pd.DataFrame(cells)).values.tolist()
    [['boat', 'en', 'by boat', False], ['boat', 'en', 'ferr', True], ['boat', 'zh', '渡船', False]]
    """
    rows = set()
    for theme, cell in zip(themes["theme"], themes["terms"], strict=True):
        for part in filter(str.strip, re.split("[;；]", cell)):
            lang, colon, listed = re.sub("：", ":", part, count=1).strip().partition(":")
            if not colon or lang not in LANGUAGES:
                raise sources.InputError(
                    f"themes, {theme}: expected terms such as 'en: word, stem*; zh: 词'; "
                    f"found {part.strip()!r}; begin with one of {', '.join(LANGUAGES)} and a colon"
                )
            for term in filter(None, (" ".join(t.split()) for t in re.split("[,，、]", listed))):
                word, star, rest = term.partition("*")
                if rest or not word.strip():
                    raise sources.InputError(
                        f"themes, {theme}: expected at most one * at the end of a term; "
                        f"found {term!r}"
                    )
                rows.add((theme, lang, word, bool(star)))
    types = {"theme": str, "lang": str, "term": str, "is_stem": bool}
    return pd.DataFrame(sorted(rows), columns=list(types)).astype(types)


def pattern(term: str, is_stem: bool = False, any_case: bool = False) -> re.Pattern[str]:
    """How is a term recognised? Its first group holds the stretch, also where stretches overlap.

    >>> shape = pattern("self-help", any_case=True)
    >>> [found.group(1) for found in shape.finditer("Self help, self-help, itself-help")]
    ['Self help', 'self-help']
    """
    shape = "".join(map(_variants, " ".join(term.split())))
    if is_stem:
        shape += f"{_LETTER}*"
    before = f"(?<!{_LETTER})" if re.match(_LETTER, term) else ""
    after = f"(?!{_LETTER})" if is_stem or re.match(_LETTER, term[-1]) else ""
    return re.compile(f"{before}(?=({shape}){after})", re.IGNORECASE if any_case else 0)


def _variants(character: str) -> str:
    if character == " " or character in _HYPHENS:
        return _GAP
    for alike in (_APOSTROPHES, _QUOTES):
        if character in alike:
            return f"[{alike}]"
    return re.escape(character)


def occurrences(
    passage: str, patterns: Mapping[str, re.Pattern[str]]
) -> list[tuple[int, int, str]]:
    """Where in a passage does which term stand, if the longest wins and no stretch counts twice?

    Returns (start, end, term) in the order of the passage.

    >>> names = {name: pattern(name) for name in ("Reed", "Reed Guild")}
    >>> occurrences("Reed of the Reed Guild", names)
    [(0, 4, 'Reed'), (12, 22, 'Reed Guild')]
    """
    spans = [
        (found.start(1), found.end(1), term)
        for term, shape in patterns.items()
        for found in shape.finditer(passage)
    ]
    spans.sort(key=lambda s: (s[0] - s[1], s[0], passage[s[0] : s[1]] != s[2], s[2]))
    taken, kept = bytearray(len(passage)), []
    for start, end, term in spans:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, term))
    return sorted(kept)


def hits(segments: pd.DataFrame, texts: Mapping[str, str], themes: pd.DataFrame) -> pd.DataFrame:
    """How often do the terms of each theme occur in each leaf segment? Only where they do.

    `texts` maps a document to its text. Columns out: `segment, theme, n` (occurrences, at least
    1), sorted by key. A theme's parent counts its own terms alone.

    >>> segments = pd.DataFrame({"segment": ["d.b1"], "doc": "d", "parent": "", "lang": "en",
    ...                          "kind": "paragraph", "char_start": 0, "char_end": 30})
    >>> themes = pd.DataFrame({"theme": ["ferry"], "terms": ["en: ferr*, ferry boat*"]})
    >>> hits(segments, {"d": "Ferries and one ferry-boat go."}, themes).values.tolist()
    [['d.b1', 'ferry', 2]]
    """
    patterns: dict[str, dict[str, dict[str, re.Pattern[str]]]] = {}
    for row in terms(themes).itertuples():
        of_theme = patterns.setdefault(row.lang, {}).setdefault(row.theme, {})
        of_theme[row.term + "*" * row.is_stem] = pattern(row.term, row.is_stem, any_case=True)
    rows = [
        (leaf.segment, theme, len(found))
        for leaf, passage in _leaves(segments, texts)
        for theme, of_theme in patterns.get(leaf.lang, {}).items()
        if (found := occurrences(passage, of_theme))
    ]
    types = {"segment": str, "theme": str, "n": int}
    return pd.DataFrame(sorted(rows), columns=list(types)).astype(types)


def mentions(
    segments: pd.DataFrame,
    texts: Mapping[str, str],
    aliases: pd.DataFrame,
    dates: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """How often does each name occur in each leaf segment? Only where it does.

    Columns out: `segment, alias, actor, n` (occurrences, at least 1), sorted by key. A name counts
    although its `since` and `until` exclude the document's date, as it is written there. They only
    choose between actors of one name: first those stay whose alias is of the segment's language,
    if there are any; of these, those whose validity includes the document's date (`dates`: document
    → date, as in the catalogue), if there are any. Whoever is left keeps a row with the same n,
    so sums over actors may count a stretch more than once; sums over different aliases do not.

    >>> segments = pd.DataFrame({"segment": ["d.b1"], "doc": "d", "parent": "", "lang": "en",
    ...                          "kind": "paragraph", "char_start": 0, "char_end": 24})
    >>> aliases = pd.DataFrame({"alias": ["Asia", "Asia Guild"], "lang": "en", "actor": ["a", "g"],
    ...                         "since": "", "until": ""})
    >>> mentions(segments, {"d": "The Asia Guild in Asia. "}, aliases).values.tolist()
    [['d.b1', 'Asia', 'a', 1], ['d.b1', 'Asia Guild', 'g', 1]]
    """
    patterns = {alias: pattern(alias) for alias in aliases["alias"].unique()}
    bearers: dict[str, list] = {}
    for row in aliases.drop_duplicates().itertuples():
        bearers.setdefault(row.alias, []).append(row)
    rows = []
    for leaf, passage in _leaves(segments, texts):
        names = [name for _, _, name in occurrences(passage, patterns)]
        for name in set(names):
            date = (dates or {}).get(leaf.doc, "")
            actors = _settled(bearers[name], leaf.lang, date)
            rows += [(leaf.segment, name, actor, names.count(name)) for actor in actors]
    types = {"segment": str, "alias": str, "actor": str, "n": int}
    return pd.DataFrame(sorted(rows), columns=list(types)).astype(types)


def _settled(bearers: list, lang: str, date: str) -> set[str]:
    """Choose between the actors of one name, by language, then by date."""
    kept = [row for row in bearers if row.lang == lang] or bearers
    if date:
        kept = [row for row in kept if _valid(row.since, row.until, date)] or kept
    return {row.actor for row in kept}


def _valid(since: str, until: str, date: str) -> bool:
    """Could a date lie between two others, all of them as long as their precision?"""
    after = not since or date[: len(since)] >= since[: len(date)]
    return after and (not until or date[: len(until)] <= until[: len(date)])


def _leaves(segments: pd.DataFrame, texts: Mapping[str, str]) -> Iterator[tuple]:
    """Yield each leaf segment with its passage, leaves inside of it (footnotes) blotted out."""
    leaves = list(segments[segments["kind"].isin(LEAVES)].itertuples())
    inside: dict[str, list[tuple[int, int]]] = {}
    for leaf in leaves:
        inside.setdefault(leaf.parent, []).append((leaf.char_start, leaf.char_end))
    for leaf in leaves:
        if texts.get(leaf.doc) is None:
            raise sources.InputError(
                f"{leaf.segment}: words can only be counted in a text, and that of {leaf.doc} is "
                "not installed; make texts FROM=folder, or leave the document out"
            )
        passage = texts[leaf.doc][leaf.char_start : leaf.char_end]
        for start, end in inside.get(leaf.segment, []):
            start, end = start - leaf.char_start, end - leaf.char_start
            passage = passage[:start] + _BLOT * (end - start) + passage[end:]
        yield leaf, passage
