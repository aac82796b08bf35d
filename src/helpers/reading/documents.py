"""A document that is no transcript becomes segments: blocks, footnotes and quotations.

Grain: one row per non-blank line (`b01`, `b02` …): heading, paragraph, item, caption, metadata or
furniture; below it a row per footnote (`b01.f1`) and quotation (`b01.s1`), whose parent it is.
Blocks hold their footnotes and quotations; totals use one kind. Lines with personal data become no
segment (`personal`); `doubts` lists them by type.

Assumptions
1. A block is a line. The first one is the title; a heading is a later short line that is not closed
   (at most 12 words, 40 characters in Chinese and Japanese) or stands in 【 】.
2. Bullets, check boxes and dashes open items, and are no words. A bullet that ends in a colon and
   is followed by bullets introduces them: a paragraph. A short numbered line that stands alone is
   a heading, other numbered lines are items. Lines such as 場所：岸辺 are items.
3. Bullets around a lone ">" are breadcrumbs; after a line such as CONTENTS, lines that end in a
   page number are a table of contents: furniture.
4. A dateline, a volume, a byline with the role below it, and what is not personal in a signature
   are metadata. A line that ends in a photo credit is a caption.
5. In a document with kana, short lines of Han characters are Japanese too.
6. `section` counts the headings above, the title aside.

Known problems: a paragraph broken over lines becomes several; a heading that ends in a mark is a
paragraph.
"""

import re

import pandas as pd

from helpers import text as strings
from helpers.reading import personal, quotations, versions

COLUMNS = (
    "segment, doc, seq, parent, kind, form, lang, speaker, speaker_as_written, section, round, "
    "replies_to, n_words, n_chars, line_start, line_end, char_start, char_end"
).split(", ")
BULLET = re.compile(r"\s*(?:(?:[•●▪◦‣・☐☑□]\s*|[-–—*]\s+))+")

_CRUMB = re.compile(r"\s*(?:[•●▪◦‣]\s*)?>\s*")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)、．](?!\d)|[(（]\d{1,2}[)）]|[a-z]\))\s*(?=\S)")
_CONTENTS = re.compile(r"\s*(?:(?:table of )?contents|目次|目录)\s*", re.IGNORECASE)
_BRIEF = re.compile(r"\s*in brief\s*", re.IGNORECASE)
_PAGE = re.compile(r".*\S[\s.…]+\d{1,3}\s*$")
_VOLUME = re.compile(r"\s*(?:vol|no|issue)\.?\s*\d+\s*$|\s*第\s*\d+\s*[号期巻]\s*$", re.IGNORECASE)
_TRANSLATED = re.compile(r"\s*translated by\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"\s*(?:By|Prof\.?|Professor|Dr\.?|Mr\.?|Mrs\.?|Ms\.?)(?:\s+[A-Z][\w.'’-]*){1,4},?\s*$"
    r"|\s*(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w'’-]*,\s*(?:Ph\.?D|M\.?D|M\.?A|MSc)\.?\s*$"
)
_ROLE = re.compile(
    r"\b(?:Chair\w*|Head|Director|President|Secretary|Professor|Officer|Editor|Manager|Founder"
    r"|Fellow|Researcher)\b"
)
_CREDIT = re.compile(
    r".*\((?:photo|picture|image|credit)\b[^)]*\)\s*$|[^:.]*\bleft to right\b", re.I
)
_PAIR = re.compile(r"\s*[\w\s]{0,7}[\u3040-\u30ff\u3400-\u9fff]\s*[：:]\s*\S")
_CLOSED = tuple(".?!:;,…”\"'。？！：；、，」』")


def read(doc: str, text: str, people: dict[str, str]) -> pd.DataFrame:
    """Turn the text of a document into segments (columns as in `derived/segments.csv`).

    `people` maps the name of a person as written to an actor; a speaker without one stands under
    the name as written. Characters are code points of `text`; n_words counts runs between white
    space without the bullet.

    >>> text = "On Hives\\nBees are many.\\n• They hum.\\n\\"We know that well,\\" said Ann Lee."
    >>> read("d", text, {"Ann Lee": "ann"})[["segment", "kind", "speaker"]].values.tolist()[2:]
    [['d.b03', 'item', ''], ['d.b04', 'paragraph', ''], ['d.b04.s1', 'quotation', 'ann']]
    """
    named = quotations.mentions(text, people)
    rows, section, blank = [], 0, dict.fromkeys(COLUMNS, "")
    for number, block in enumerate(_blocks(text), start=1):
        section += block["kind"] == "heading" and number > 1
        block |= {"segment": f"{doc}.b{number:02d}", "section": str(section)}
        rows += [blank | row for row in (block, *_within(block, text, named, people))]
    frame = pd.DataFrame(rows, columns=COLUMNS).assign(doc=doc, seq=range(1, len(rows) + 1))
    words = [text[a:b] for a, b in zip(frame["char_start"], frame["char_end"], strict=True)]
    return frame.assign(n_words=[strings.n_words(w) for w in words], n_chars=[*map(len, words)])


def _blocks(text: str) -> list[dict]:
    """Return the non-blank lines that are not personal: what each is, and where it stands."""
    private, signed = personal.lines(text), personal.signatures(text)
    printed, starts = text.split("\n"), strings.line_starts(text)
    japanese, main, blocks = strings.language(text) == "ja", "", []
    furniture = _furniture(printed)
    for number, line in enumerate(printed, start=1):
        if not line.strip() or number in private:
            continue
        before, after = _neighbours(printed, number)
        main = main or strings.language(line)
        if not blocks:
            kind = "heading"
        elif number in furniture:
            kind = "furniture"
        elif number in signed or (_ROLE.search(line) and blocks[-1].get("byline") and _open(line)):
            kind = "metadata"
        else:
            kind = _kind(line, before, after)
        words = line.strip()
        if kind in ("item", "paragraph") and (bullet := BULLET.match(line)):
            words = line[bullet.end() :].strip() or words
        begin = starts[number - 1] + line.rindex(words)
        blocks.append(
            {
                "kind": kind,
                "byline": bool(_BYLINE.match(line)),
                "lang": _lang(words, main, japanese),
                "line_start": number,
                "line_end": number,
                "char_start": begin,
                "char_end": begin + len(words),
            }
        )
    return blocks


def _kind(line: str, before: str, after: str) -> str:
    """Say what a line is by its shape and by the lines directly above and below."""
    if any(shape.match(line) for shape in (versions.DATE_LINE, _VOLUME, _TRANSLATED, _BYLINE)):
        return "metadata"
    if _CREDIT.match(line):
        return "caption"
    bullet = BULLET.match(line)
    if bullet:
        introduces = line.rstrip().endswith((":", "：")) and BULLET.match(after)
        return "paragraph" if introduces and not BULLET.match(before) else "item"
    if _NUMBERED.match(line):
        alone = not _NUMBERED.match(before) and not _NUMBERED.match(after)
        return "heading" if alone and _open(line) else "item"
    if _PAIR.match(line) and len(line) <= 60 and not line.rstrip().endswith(("。", "：", ":")):
        return "item"
    return "heading" if _open(line) else "paragraph"


def _open(line: str) -> bool:
    """Is a line short and not closed, as headings are?"""
    words = line.strip()
    if words.startswith("【") and words.endswith("】"):
        return True
    if words.endswith(_CLOSED) or words[0].islower():
        return False
    latin = strings.language(words) in ("en", "")
    return len(words.split()) <= 12 if latin else len(words) <= 40


def _furniture(printed: list[str]) -> set[int]:
    """Which lines are breadcrumbs, a table of contents, or the stub of one?"""
    found, run, contents = set(), [], False
    for number, line in enumerate([*printed, ""], start=1):
        if BULLET.match(line) or _CRUMB.fullmatch(line):
            run.append(number)
        else:
            if any(_CRUMB.fullmatch(printed[n - 1]) for n in run):
                found |= set(run)
            run = []
        contents = (contents and (not line.strip() or bool(_PAGE.match(line)))) or bool(
            _CONTENTS.fullmatch(line)
        )
        if line.strip() and (contents or _BRIEF.fullmatch(line)):
            found.add(number)
    return found


def _neighbours(printed: list[str], number: int) -> tuple[str, str]:
    """Return the lines directly above and below a line; empty at the ends."""
    above = printed[number - 2] if number > 1 else ""
    return above, printed[number] if number < len(printed) else ""


def _lang(words: str, main: str, japanese: bool) -> str:
    lang = strings.language(words) or main
    return "ja" if lang == "zh" and japanese and len(words) <= 40 else lang


def _within(block: dict, text: str, named: list, people: dict[str, str]) -> list[dict]:
    """Return the footnotes and quotations of a block."""
    if block["kind"] in ("furniture", "metadata"):
        return []
    start, end = block["char_start"], block["char_end"]
    shared = {"parent": block["segment"], "section": block["section"]}
    shared |= {name: block[name] for name in ("line_start", "line_end")}
    rows = []
    for number, (begin, close) in enumerate(quotations.footnotes(text, start, end), start=1):
        place = {"char_start": begin, "char_end": close}
        rows.append(
            shared | place | {"segment": f"{block['segment']}.f{number}", "kind": "footnote"}
        )
    for number, quote in enumerate(quotations.read(text, start, end, named), start=1):
        quote |= {"speaker": people.get(quote["speaker"], quote["speaker"]), "kind": "quotation"}
        rows.append(shared | quote | {"segment": f"{block['segment']}.s{number}"})
    for row in rows:
        words = text[row["char_start"] : row["char_end"]]
        row["lang"] = strings.language(words) or block["lang"]
        if block["lang"] == "ja" and row["lang"] == "zh":
            row["lang"] = "ja"
    return sorted(rows, key=lambda row: row["char_start"])
