"""Footnotes and quotations inside of blocks: where they stand, their form, and who speaks.

Grain: one dictionary per footnote or quotation, for `documents` to make rows of.

Assumptions
1. A footnote stands in double brackets inside its sentence.
2. A quotation stands in straight or curly double marks, curly single ones or corner brackets.
   Speech is a sentence of at least four words: it opens with a capital, and closes with a mark
   inside or is attributed. A term has at most three words (four where nobody is said to say
   them), is a title, or stands in single marks. The rest are fragments.
3. Who speaks is told beside the quotation: "… said X", "X said", "X, of Y, said", "posed by X";
   "he said" is the person named last. A second speech of a paragraph without telling belongs to
   the first one's speaker. Terms have no speaker.
4. A person is a name of two or three capitalised words that is told to speak, or one that is known;
   after that the first or last word of the name will do.

Known problems: an organisation that is told to speak counts as a person; titles in lower case look
like fragments; a quotation that runs over a line is not seen.
"""

import re

_MARKS = re.compile(
    r'"([^"\n]+)"|“([^“”\n]+)”|「([^「」\n]+)」|『([^『』\n]+)』'
    r"|(?<!\w)‘([^‘’\n]+(?:’\w[^‘’\n]*)*)’(?!\w)"
)
_FOOTNOTE = re.compile(r"\(\((.+?)\)\)(?!\))")
_VERB = (
    r"(?:said|says|added|adds|noted|explained|stressed|urged|told|asked|wrote|warned|argued|called)"
)
_WORD = r"[A-Z][a-z]+(?:[-’'][A-Za-z]+)?"
_NAME = rf"{_WORD}(?: {_WORD}){{1,2}}"
_ASIDE = r'(?:, [^.“”"\n]{1,160}?,)?'
_BY = r"(?:posed|asked|raised|coined|written) by "
_OPENERS = re.compile(
    r"(?:President|Professor|Prof|Doctor|Dr|Mr|Mrs|Ms|Director|Secretary|Chairman|Minister"
    r"|But|And|As|When|However|Meanwhile|In|On|For|At|After|Then|Later|Yet|So|While) "
)
_TELLING = [
    re.compile(rf'["”’]\s*,?\s*{_VERB} ({_NAME})'),
    re.compile(rf"\b({_NAME}){_ASIDE} {_VERB}\b"),
    re.compile(rf"\b{_BY}({_NAME})"),
]
_PRONOUN = re.compile(rf"\s*,?\s*([Hh]e|[Ss]he) {_VERB}\b")
_SMALL = "a an and at by for from in of on or the to with".split()
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def footnotes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where do the words of the footnotes of this stretch stand?

    >>> text = "Bees ((and (some) wasps)) fly."
    >>> [text[a:b] for a, b in footnotes(text, 0, len(text))]
    ['and (some) wasps']
    """
    return [_strip(text, *match.span(1)) for match in _FOOTNOTE.finditer(text, start, end)]


def mentions(text: str, people: dict[str, str]) -> list[tuple[int, str, str]]:
    """Where are persons named? Return place, name as written and full name, in order.

    >>> mentions('"We row," said Ann Lee. Bo sat. Later Lee said no.', {})
    [(15, 'Ann Lee', 'Ann Lee'), (38, 'Lee', 'Ann Lee')]
    """
    text = _plain(text)
    told = {match.group(1) for shape in _TELLING for match in shape.finditer(text)}
    full = {_bare(name) for name in told}
    full = {name for name in full if " " in name}
    full |= {name for name in people if re.fullmatch(_NAME, name) and name in text}
    short = {part for name in full for part in (name.split()[0], name.split()[-1])}
    if not full:
        return []
    shapes = sorted(full | short, key=lambda name: (-len(name), name))
    found, known = [], {}
    for match in re.finditer(rf"\b(?:{'|'.join(map(re.escape, shapes))})\b", text):
        name = match.group()
        if name in full:
            known |= {name.split()[0]: name, name.split()[-1]: name}
        if name in full or name in known:
            found.append((match.start(), name, name if name in full else known[name]))
    return found


def read(text: str, start: int, end: int, named: list[tuple[int, str, str]]) -> list[dict]:
    """Read the quotations of a block: `form, speaker, speaker_as_written, char_start, char_end`.

    `named` are the persons named in the whole text (`mentions`); the speaker is a full name.

    >>> text = '"We row every day," said Ann Lee of the "boat house".'
    >>> quoted = read(text, 0, len(text), mentions(text, {}))
    >>> [(quote["form"], quote["speaker"]) for quote in quoted]
    [('speech', 'Ann Lee'), ('term', '')]
    """
    text = _plain(text)
    quotes: list[dict] = []
    before = ("", "")
    for match in _MARKS.finditer(text, start, end):
        inner = next(group for group in range(1, 6) if match.group(group) is not None)
        begin, close = _strip(text, *match.span(inner))
        if begin >= close:
            continue
        who = _told_after(text, match.end(), end, named)
        who = who or _told_before(text, start, match.start(), named) or ("", "")
        kind = form(text[begin:close], bool(who[0]), single=match.group()[0] == "‘")
        who = ("", "") if kind == "term" else who
        if kind == "speech":
            who = before = who if who[0] else before
        quotes.append(
            {"form": kind, "speaker": who[1], "speaker_as_written": who[0]}
            | {"char_start": begin, "char_end": close}
        )
    return quotes


def form(words: str, attributed: bool = False, single: bool = False) -> str:
    """Is a quotation speech, a fragment of it, or a term?

    `attributed`: somebody is said to say it; `single`: it stands in single marks.

    >>> form("We row every day,"), form("row every single day", True), form("boat house")
    ('speech', 'fragment', 'term')
    """
    cjk = len(_CJK.findall(words))
    if 2 * cjk >= len(words):
        closed = words.endswith(("。", "！", "？", "…"))
        return "speech" if closed and cjk >= 8 else "fragment" if cjk > 12 else "term"
    parts = words.split()
    closed = words[-1] in ".,!?…" or (attributed and not single)
    if words[0].isupper() and len(parts) > 3 and closed:
        return "speech" if not _title(parts) else "term"
    few = len(parts) <= (3 if attributed else 4)
    return "term" if few or single or _title(parts) else "fragment"


def _title(words: list[str]) -> bool:
    return all(word[0].isupper() for word in words if word not in _SMALL and word[0].isalpha())


def _plain(text: str) -> str:
    """Replace unusual spaces, one character by one, so that places stay."""
    return text.replace("\u00a0", " ").replace("\u3000", " ")


def _bare(name: str) -> str:
    while opener := _OPENERS.match(name):
        name = name[opener.end() :]
    return name


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _told_after(text: str, at: int, end: int, named: list) -> tuple[str, str] | None:
    """Who is told directly behind a quotation? Return the words for the person, and the name."""
    pronoun = _PRONOUN.match(text, at, end)
    if pronoun:
        return _last(pronoun.group(1), at, named)
    verb = re.compile(rf"\s*,?\s*{_VERB} ").match(text, at, end)
    told = verb.end() if verb else re.compile(r"\s*,?\s*").match(text, at, end).end()
    opener = _OPENERS.match(text, told)
    told = opener.end() if opener else told
    for place, name, full in named:
        speaks = verb or re.compile(rf"{_ASIDE} {_VERB}\b").match(text, place + len(name), end)
        if place == told < end and speaks:
            return name, full
    return None


def _told_before(text: str, start: int, at: int, named: list) -> tuple[str, str] | None:
    """Who is told to speak in the sentence before a quotation?"""
    ends = [match.end() for match in re.compile(r"[.!?][\"”’]?\s").finditer(text, start, at)]
    start = ends[-1] if ends else start
    verb = re.compile(rf"{_ASIDE} {_VERB}\b")
    told = [
        (place, name, full)
        for place, name, full in named
        if start <= place < at
        and (verb.match(text, place + len(name), at) or re.search(rf"\b{_BY}$", text[start:place]))
    ]
    pronouns = list(re.compile(rf"\b([Hh]e|[Ss]he) {_VERB}\b").finditer(text, start, at))
    if pronouns and (not told or pronouns[-1].start() > told[-1][0]):
        return _last(pronouns[-1].group(1), pronouns[-1].start(), named)
    return told[-1][1:] if told else None


def _last(pronoun: str, at: int, named: list) -> tuple[str, str] | None:
    earlier = [full for place, _, full in named if place < at]
    return (pronoun, earlier[-1]) if earlier else None
