"""A transcript's second version, in Chinese or Japanese, becomes units: turns inside of lines.

Grain: one dictionary per block, for `transcripts` to make rows of. White space tells little here:
one line may hold a caption, the turns of several speakers and the question that follows.

Assumptions
1. The first line is the title, and never a speaker.
2. Names of speakers are aliases written in that script, or stand in a caption that lists persons
   from left to right. A label is such a name, or Q, and a colon (full-width or ASCII), at the
   start of a line or after white space or the end of a sentence.
3. What stands before the first label of a line is a caption, a heading (short, not closed), or
   goes on with the turn before it. Several paragraphs run together in one line stay one.
4. Three blank lines or more are a gap: text is missing. After it, or after a line of the
   main language, a line without a label has no known speaker, and nothing answers what was said
   before. Rounds are not counted.

Known problems: a speaker who is neither an alias nor in a caption is not recognised; a line of the
version that is mostly in Latin letters counts as the main language.
"""

import re

from helpers import text as strings

GAP = 3  # blank lines
DATE_LINE = re.compile(
    r"\s*\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?\s(?!.*[.。!?]\s*$)"
)

_CAPTION = re.compile(
    r"\s*(?:从左[至到]右|从右[至到]左|左起|右起|左から|右から)[^:：]{0,6}[:：]\s*(.+)"
)
_AND = re.compile(r"[、,，;；和及与と]\s*")
_CLOSED = tuple("。？！：；，、…”」』.?!:;,)）")
_SHORT = 15  # characters of a heading


def read(text: str, numbers: list[int], actors: dict[str, str]) -> list[dict]:
    """Read the lines with these numbers as one version; return its units in order.

    A unit has `kind, lang, speaker_as_written, lost` (it follows a gap), its place, and the `parts`
    of a turn.

    >>> text = "河上座谈\\n左起：白荷、陆亦 白荷:欢迎。 陆亦:谢谢。"
    >>> [(unit["kind"], unit["speaker_as_written"]) for unit in read(text, [1, 2], {})]
    [('heading', ''), ('caption', ''), ('turn', '白荷'), ('turn', '陆亦')]
    """
    if not numbers:
        return []
    starts, lines = strings.line_starts(text), text.split("\n")
    found = [strings.language(lines[number - 1]) for number in numbers]
    lang = max(sorted(set(found)), key=found.count)
    label = _label([lines[number - 1] for number in numbers], actors)
    units: list[dict] = []
    turn = None
    for number in numbers:
        blank = gap(lines, number)
        broken = number - blank - 1 not in numbers  # by a line of the main language
        lost = number != numbers[0] and (blank >= GAP or broken)
        turn = None if lost else turn
        for kind, name, begin, end in _pieces(lines[number - 1], label, number == numbers[0]):
            block = {
                "kind": kind,
                "lang": lang,
                "speaker_as_written": name,
                "lost": lost,
                "line_start": number,
                "line_end": number,
                "label_start": starts[number - 1] + begin[0],
                "char_start": starts[number - 1] + begin[1],
                "char_end": starts[number - 1] + end,
            }
            lost = False
            if kind == "paragraph" and turn:
                turn["parts"].append(block)
                continue
            turn = block | {"parts": [block]} if kind == "turn" else None
            units.append(turn or block | {"parts": []})
    return units


def gap(lines: list[str], number: int) -> int:
    """How many blank lines stand directly above this line?

    >>> gap(["a", "", " ", "b"], 4)
    2
    """
    above = 0
    while number - above >= 2 and not lines[number - above - 2].strip():
        above += 1
    return above


def order(units: list[dict], chair: str | None) -> None:
    """Say of every unit what it replies to, as far as no gap stands between.

    >>> units = read("座谈\\nQ:谁付钱? 白荷:邮局。", [1, 2], {"白荷": "ada"})
    >>> units = [unit | {"segment": str(n), "speaker": "ada"} for n, unit in enumerate(units)]
    >>> order(units, None)
    >>> [unit["replies_to"] for unit in units]
    ['', '', '1']
    """
    asked = presiding = ""
    for unit in units:
        unit |= {"section": unit["lang"], "round": "", "replies_to": ""}
        if unit["lost"] or unit["kind"] == "heading":
            asked = presiding = ""
        if unit["kind"] == "question":
            asked = unit["segment"]
        elif unit["kind"] == "turn":
            chairs = unit["speaker"] == chair
            unit["replies_to"] = asked or ("" if chairs else presiding)
            presiding = unit["segment"] if chairs else presiding


def _label(lines: list[str], actors: dict[str, str]) -> re.Pattern:
    names = {name for name in actors if strings.language(name) in ("zh", "ja")}
    for caption in filter(None, map(_CAPTION.match, lines)):
        listed = caption.group(1).split()[0]
        names |= {name for name in _AND.split(listed) if 2 <= len(name) <= 5}
    shapes = [*map(re.escape, sorted(names, key=lambda name: (-len(name), name))), r"Q\d*"]
    return re.compile(rf"(?:^|(?<=[\s。？！?!”」]))({'|'.join(shapes)})\s*[:：]\s*(?=\S)")


def _pieces(line: str, label: re.Pattern, title: bool):
    """Cut a line at its labels; yield kind, label, where label and words begin, and the end."""
    matches = [] if title or DATE_LINE.match(line) else list(label.finditer(line))
    ends = [match.start() for match in matches[1:]] + [len(line)] * bool(matches)
    lead = line[: matches[0].start()] if matches else line
    if lead.strip():
        begin = len(lead) - len(lead.lstrip())
        kind = "heading" if title else _kind(lead.strip(), bool(matches))
        yield kind, "", (begin, begin), len(lead.rstrip())
    for match, end in zip(matches, ends, strict=True):
        words = line[match.end() : end].rstrip()
        if not words:
            continue  # two labels in a row: the second one speaks
        name = match.group(1)
        kind, name = ("question", "") if re.fullmatch(r"Q\d*", name) else ("turn", name)
        begin = match.start() if name else match.end()
        yield kind, name, (begin, match.end()), match.end() + len(words)


def _kind(lead: str, labelled: bool) -> str:
    if DATE_LINE.match(lead):
        return "metadata"
    if _CAPTION.match(lead):
        return "caption"
    short = len(lead) <= _SHORT and not lead.endswith(_CLOSED)
    return "heading" if short else "paragraph"
