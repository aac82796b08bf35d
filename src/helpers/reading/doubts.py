"""What reading could not read, or is not sure of: rows of `derived/unread.csv`.

Grain: one row per line and reason: a line that became no segment, or one that did and is doubtful
or damaged. `why` names the shape; nothing says what the line says.

Assumptions
1. Every non-blank line is held by a segment or stands here.
2. In a second version, three blank lines or more mean that text is missing; the row names the first
   of them. Elsewhere blank lines are layout, unless a chart is announced "below" them.
3. A paragraph of more than 12 words that is not closed runs on into the next paragraph. Where that
   one begins with the last words of the former (at least three), they are printed twice.

Known problems: doubts that need the meaning of a text (a list that promises more than it holds, a
speaker who differs between versions) are relations, not doubts of the reading.
"""

import re

import pandas as pd

from helpers.reading import documents, personal, versions

COLUMNS = ["doc", "line", "why", "what_was_done"]

_APART = re.compile(r"(?<!\d)\d[,，]?(?: \d(?!\d)[,，]?){2,}")
_CHART = re.compile(r"\b(?:chart|figure|graph|diagram|table|picture|map)\b[^.]*\bbelow\b", re.I)
_LINK = re.compile(r"\[(?:click|read|see|view)\b[^\]]*\]", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"(?:[\u3400-\u9fff·]{2,4}(?<![说道是为下])|[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,2})"
    r"\s*[:：]\s*\S"
)
_QUESTION = re.compile(r"[^.!?。！？]+[?？]")
_CLOSED = tuple(".?!:;,…)]”\"'’。？！：；，、）」』】")


def find(doc: str, text: str, segments: pd.DataFrame) -> pd.DataFrame:
    """Which lines of a document are unread, doubtful or damaged, given its segments?

    >>> text = "On Hives\\nIt costs 3, 0 0 0 crowns.\\n\\nbo@boat.example"
    >>> find("d", text, documents.read("d", text, {}))[["line", "why"]].values.tolist()
    [[2, 'digits printed apart'], [4, 'personal data: e-mail address']]
    """
    printed = text.split("\n")
    told = segments[segments["kind"] != "turn"]
    held = {
        n
        for a, b in zip(told["line_start"], told["line_end"], strict=True)
        for n in range(a, b + 1)
    }
    whole = told[~told["kind"].isin(["quotation", "footnote"])].sort_values("char_start")
    rows = [
        *_unheld(text, printed, held),
        *_of_versions(printed, segments),
        *_of_turns(text, segments),
        *_of_paragraphs(text, printed, whole),
        *_of_lines(text, printed, whole),
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS[1:]).drop_duplicates()
    return frame.assign(doc=doc)[COLUMNS].sort_values(["line", "why"], ignore_index=True)


def _unheld(text: str, printed: list[str], held: set[int]):
    private = personal.lines(text)
    for number, line in enumerate(printed, start=1):
        if number in private:
            done = "kept in its segment" if number in held else "left out of all records"
            yield number, f"personal data: {private[number]}", done
        elif line.strip() and number not in held:
            yield number, "not recognised", "left out"


def _of_versions(printed: list[str], segments: pd.DataFrame):
    """Yield the gaps of a second version, and the lines after them whose speaker is not known."""
    second = segments[segments["section"] == segments["lang"]]
    if second.empty:
        return
    kinds = second.groupby("line_start")["kind"].agg(list)
    spoken = second[second["kind"].isin(["turn", "question"])]["line_start"].min()
    last = set(second["line_end"])
    for number in range(second["line_start"].min() + 1, len(printed) + 1):
        blank = versions.gap(printed, number) if printed[number - 1].strip() else 0
        first = number - blank
        if blank < versions.GAP or first - 1 not in last:
            continue
        what = "text of the second language missing"
        if kinds.get(number, [""])[0] == "caption":
            what = "a picture or text of the second language missing"
        yield first, f"{what}: {blank} blank lines", "nothing read across the gap"
        if kinds.get(number, [""])[0] == "paragraph" and number > spoken:
            yield (
                number,
                "the speaker's label is lost in a gap",
                "read as a paragraph without a speaker, outside of turns",
            )


def _of_turns(text: str, segments: pd.DataFrame):
    """Yield labels that have lost their colon or their speaker, and questions without a label."""
    transcript = segments["section"].isin(["front", "talk", "back"]).any()
    paragraphs = segments[segments["kind"].eq("paragraph")] if transcript else segments.head(0)
    begins = paragraphs.groupby("parent")["char_start"].min()
    for turn in segments[segments["kind"] == "turn"].itertuples():
        if begins[turn.segment] == turn.char_start + len(turn.speaker_as_written):
            done = "read as a label, as the name is one elsewhere"
            yield turn.line_start, "label without colon and space", done
    for part in paragraphs.itertuples():
        words = text[part.char_start : part.char_end]
        if part.parent and begins[part.parent] == part.char_start:
            continue
        done = "read as part of the turn around it" if part.parent else "read as a paragraph"
        if part.parent and _QUESTION.fullmatch(words):
            yield part.line_start, "a question alone on its line, without a label", done
        if _UNKNOWN.match(words):
            yield part.line_start, "opens like a label, of a speaker who is not known", done


def _of_paragraphs(text: str, printed: list[str], whole: pd.DataFrame):
    """Yield paragraphs that run on or repeat, and bullets that introduce their list."""
    before = None
    for row in whole.itertuples():
        words = text[row.char_start : row.char_end].split()
        if row.kind == "paragraph" and documents.BULLET.match(printed[row.line_start - 1]):
            yield row.line_start, "a bullet that introduces its list", "read as a paragraph"
        if before and row.kind == before.kind == "paragraph" and row.section == before.section:
            former = text[before.char_start : before.char_end].split()
            if len(former) > 12 and not former[-1].endswith(_CLOSED):
                shared = range(min(len(former), len(words)), 2, -1)
                if n := next((n for n in shared if former[-n:] == words[:n]), 0):
                    why = f"repeated: opens with the last {n} words of line {before.line_start}"
                    yield row.line_start, why, "both lines kept; these words count twice"
                else:
                    why = f"runs on: its sentence continues in line {row.line_start}"
                    yield before.line_start, why, "kept as two paragraphs"
        before = row


def _of_lines(text: str, printed: list[str], whole: pd.DataFrame):
    """Yield damage inside of a line: digits apart, charts, links and quotation marks lost."""
    for row in whole.drop_duplicates("line_start").itertuples():
        number, line = row.line_start, printed[row.line_start - 1]
        if _APART.search(line):
            yield number, "digits printed apart", "kept as printed; one number"
        below = "".join(printed[number : number + 2]).strip() or number + 2 > len(printed)
        if _CHART.search(line) and not below:
            yield number + 1, "a chart stood in these blank lines", "nothing to read"
        if _LINK.search(line):
            yield number, "a link without its address", "its words kept in the segment"
        if line.count("“") != line.count("”") or line.count('"') % 2:
            done = "no quotation read there"
            yield number, "a quotation mark without its other half", done
