"""A transcript as text becomes segments: who speaks, where, in which round, in reply to what.

Grain: one row per block of the document: title, furniture, heading, caption, metadata, audience
question, turn, and the paragraphs of each turn. Paragraphs add up to their turn; totals use one
kind. A version in a second language is read by `versions`; its rows come last and carry the
language in their ids ("d.zh-t01") and as their section, so that nobody counts a talk twice.

Assumptions
1. Blocks are non-blank lines. The first one is the title, and never a speaker.
2. A speaker label is two or three capitalised words and a colon, and the name stands somewhere
   else in the document too. A label may have lost its colon and its space ("Ann LeeThank you").
3. A turn goes on over unlabelled lines, also over a line that is a question, until the next
   label, audience question ("Q:") or heading.
4. A heading is a line of at most six words without closing punctuation.
5. A round begins at the first turn, at a heading, and where the chair's turn ends in a question.
6. A turn replies to the audience question before it; without one, a guest's turn replies to the
   chair's latest turn.
7. The first line tells the main language; unlabelled lines in another one are its second version.

Known problems: a name that stands only once in its document, or never before a colon, is not
recognised as a label; rounds need to know the chair; the main language is one of Latin script.
"""

import re
from collections.abc import Iterator

import pandas as pd

from helpers import text as strings
from helpers.reading import versions

COLUMNS = (
    "segment, doc, seq, parent, kind, form, lang, speaker, speaker_as_written, section, round, "
    "replies_to, n_words, n_chars, line_start, line_end, char_start, char_end"
).split(", ")

_LABEL = re.compile(r"\s*([A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,2})\s*[:\uff1a]\s*(?=\S)")
_QUESTION = re.compile(r"\s*Q\d*\s*[:\uff1a]\s*(?=\S)")
_FURNITURE = re.compile(r"\s*(?:[•>]|in brief$|table of contents$)", re.IGNORECASE)
_METADATA = re.compile(rf"\s*translated by\b|{versions.DATE_LINE.pattern}", re.IGNORECASE)
_CAPTION = re.compile(r"\s*[^:.]*\bleft to right\b", re.IGNORECASE)
_CLOSED = tuple(".?!:;,…”\"')")


def speakers(text: str) -> list[str]:
    """Who is labelled as a speaker? Return the names in the order of their first label.

    >>> speakers("A talk\\nAnn Lee: Welcome.\\nBo Chan: Thank you, Ann Lee.\\nBo ChanWe agree.")
    ['Ann Lee', 'Bo Chan']
    """
    body = text.lstrip().partition("\n")[2]
    labels = [match.group(1) for match in map(_LABEL.match, body.split("\n")) if match]
    return [name for name in dict.fromkeys(labels) if text.count(name) > 1]


def read(doc: str, text: str, actors: dict[str, str], chair: str | None = None) -> pd.DataFrame:
    """Turn the text of a transcript into segments (columns as in `derived/segments.csv`).

    `actors` maps a name as written to an actor; a name without one is its own speaker. `chair` is
    the actor who presides. Characters are code points of `text`; n_words counts runs between
    white space, n_chars code points, both without the label.

    >>> read("d", "A talk\\nAnn Lee: Welcome.\\nThank you.\\nBo Chan: Ann Lee, Bo Chan?", {})[
    ...     ["segment", "parent", "n_words"]].values.tolist()[1:4]
    [['d.t01', '', 3], ['d.t01.p1', 'd.t01', 1], ['d.t01.p2', 'd.t01', 2]]
    """
    blocks = list(_blocks(text))
    units = _units(blocks)
    for unit in units:
        unit["asks"] = bool(unit["parts"]) and text[unit["parts"][-1]["char_end"] - 1] == "?"
    _name(units, f"{doc}.", actors)
    _order(units, chair)
    foreign = [block for block in blocks if block["foreign"] and block["kind"] != "turn"]
    second = versions.read(text, [block["line_start"] for block in foreign], actors)
    lang = second[0]["lang"] if second else ""
    _name(second, f"{doc}.{lang}-", actors)
    versions.order(second, chair)
    rows = [row for unit in units + second for row in _rows(unit, text)]
    return pd.DataFrame(rows, columns=COLUMNS).assign(doc=doc, form="", seq=range(1, len(rows) + 1))


def first_version(segments: pd.DataFrame) -> pd.DataFrame:
    """Return the segments without those of a version in a second language: count these.

    >>> text = "A talk\\nAnn Lee: So.\\nAnn Lee: Go.\\n谈话\\n李安：是。"
    >>> frame = read("d", text, {"李安": "ann"})
    >>> len(frame), len(first_version(frame))
    (8, 5)
    """
    return segments[(segments["section"] != segments["lang"]) | (segments["section"] == "")]


def _blocks(text: str) -> Iterator[dict]:
    """Yield the non-blank lines: what each looks like, its label, and where its words stand."""
    names = speakers(text)
    fused = re.compile(rf"\s*({'|'.join(map(re.escape, names)) or '(?!)'})(?=[A-Z])")
    main = ""
    for number, start in enumerate(strings.line_starts(text), start=1):
        line = text[start:].partition("\n")[0]
        if not line.strip():
            continue
        title, main = not main, main or strings.language(line)
        label = _LABEL.match(line)
        if label and label.group(1) not in names:
            label = None
        label = None if title else label or fused.match(line)
        question = None if label or title else _QUESTION.match(line)
        skipped = (label or question).end() if label or question else 0
        words = line[skipped:].strip()
        begin = start + line.index(words, skipped)
        yield {
            "kind": "heading" if title else _kind(line, bool(label), bool(question)),
            "lang": strings.language(words) or main,
            "foreign": strings.language(words) not in ("", main),
            "speaker_as_written": label.group(1) if label else "",
            "line_start": number,
            "line_end": number,
            "label_start": start + label.start(1) if label else begin,
            "char_start": begin,
            "char_end": begin + len(words),
        }


def _kind(line: str, labelled: bool, question: bool) -> str:
    if labelled:
        return "turn"
    if question:
        return "question"
    for kind, shape in (("furniture", _FURNITURE), ("metadata", _METADATA), ("caption", _CAPTION)):
        if shape.match(line):
            return kind
    words = line.split()
    return "heading" if len(words) <= 6 and not words[-1].endswith(_CLOSED) else "paragraph"


def _units(blocks: list[dict]) -> list[dict]:
    """Join the blocks: a unit is a turn with its parts, or a block that stands outside of turns."""
    units: list[dict] = []
    turn = None
    for block in blocks:
        if block["kind"] == "turn":
            turn = block | {"parts": [block]}
            units.append(turn)
        elif block["kind"] == "paragraph" and turn and not block["foreign"]:
            turn["parts"].append(block)
        else:
            turn = None
            if not block["foreign"]:
                units.append(block | {"parts": []})
    return units


def _name(units: list[dict], prefix: str, actors: dict[str, str]) -> None:
    """Give every unit its id and every turn its speaker."""
    letters = {"turn": "t{:02d}", "question": "q{}"}
    counts: dict[str, int] = {}
    for unit in units:
        shape = letters.get(unit["kind"], "b{:02d}")
        counts[shape] = counts.get(shape, 0) + 1
        unit["segment"] = prefix + shape.format(counts[shape])
        unit["speaker"] = actors.get(unit["speaker_as_written"], unit["speaker_as_written"])


def _order(units: list[dict], chair: str | None) -> None:
    """Say of every unit in which section and round it stands, and what it replies to."""
    places = [place for place, unit in enumerate(units) if unit["kind"] == "turn"]
    first, last = (places[0], places[-1]) if places else (len(units), -1)
    number, asked, presiding = 1, "", ""
    for place, unit in enumerate(units):
        within = first <= place <= last
        unit |= {"section": "talk" if within else "front" if place < first else "back"}
        if within and unit["kind"] == "heading":
            number, asked, presiding = number + 1, "", ""
        elif within and unit["kind"] == "question":
            asked = unit["segment"]
        elif unit["kind"] == "turn":
            chairs = unit["speaker"] == chair
            if chairs and unit["asks"] and not asked and place != first:
                number += 1
            unit["replies_to"] = asked or ("" if chairs else presiding)
            presiding = unit["segment"] if chairs else presiding
        unit["round"] = number if within else ""


def _rows(unit: dict, text: str) -> Iterator[dict]:
    """Yield the row of a unit and, for a turn, the rows of its paragraphs."""
    shared = {name: unit.get(name, "") for name in ("speaker", "section", "round", "replies_to")}
    parts = [
        part | shared | _counts(part, text) | {"segment": f"{unit['segment']}.p{number}"}
        for number, part in enumerate(unit["parts"], start=1)
    ]
    row = unit | shared | {"parent": ""}
    if not parts:
        yield row | _counts(unit, text)
        return
    yield row | {
        "char_start": unit["label_start"],
        "char_end": parts[-1]["char_end"],
        "line_end": parts[-1]["line_end"],
        "n_words": sum(part["n_words"] for part in parts),
        "n_chars": sum(part["n_chars"] for part in parts),
    }
    for part in parts:
        label = {"speaker_as_written": unit["speaker_as_written"]}
        yield part | label | {"kind": "paragraph", "parent": unit["segment"]}


def _counts(block: dict, text: str) -> dict[str, int]:
    words = text[block["char_start"] : block["char_end"]]
    return {"n_words": strings.n_words(words), "n_chars": len(words)}
