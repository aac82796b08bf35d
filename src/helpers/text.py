"""Small facts about strings: which script a passage is written in, how long it is, where it stands.

Offsets are 0-based half-open code points of the undisturbed text; nothing here normalises.
"""

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_LATIN = re.compile(r"[A-Za-z]")


def language(passage: str) -> str:
    """In which language is a passage written, judged by its script? `en`, `zh`, `ja` or empty.

    Kana mean Japanese; Han characters without kana mean Chinese; a Latin letter weighs half a Han
    character, as words of Latin script are longer.

    >>> language("going out"), language("走出去"), language("第1回の会議"), language("1–2")
    ('en', 'zh', 'ja', '')
    """
    han, latin = len(_HAN.findall(passage)), len(_LATIN.findall(passage))
    if _KANA.search(passage):
        return "ja"
    if han and 2 * han >= latin:
        return "zh"
    return "en" if latin else ""


def n_words(passage: str) -> int:
    """How many words has a passage, counted as runs between white space?

    >>> n_words("  two\\u00a0 words ")
    2
    """
    return len(passage.split())


def shorten(passage: str, most: int = 25) -> str:
    """Cut a passage to at most that many words, with an ellipsis where something was left out.

    >>> shorten("one two three four", most=3)
    'one two three …'
    """
    words = passage.split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"


def line_starts(text: str) -> list[int]:
    """Return the offset of each line's first character, lines being split on line feeds alone.

    >>> line_starts("ab\\nc")
    [0, 3]
    """
    return [0] + [match.end() for match in re.finditer("\n", text)]
