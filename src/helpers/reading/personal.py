"""Lines that hold personal data are found, so that no record holds what they say.

Grain: one entry per line: its number and the type of what it holds, never its content.

Assumptions
1. A line with an e-mail address is personal as a whole; so is one that opens with a label for a
   telephone, a bank, an account or its holder, also where the label's letters stand apart
   ("口 座 番 号").
2. Neighbours of such a line are judged by where they stand. In a stretch of short lines without a
   blank line (a signature), all from the first to the last line with a digit or a personal line
   belong to the postal address. Between the lines of a bank account, and next to them where a line
   is a label with its value or holds a long number, everything belongs to the account.

Known problems: a name is not personal data here, as authors and speakers are recorded by name; an
address that is one line of a longer paragraph, without any of these marks, is not found.
"""

import re

_EMAIL = re.compile(r"[\w.+-]+[@＠][\w-]+(?:[.．][\w-]+)+")
_LABELS = {  # type → its labels, white space and case aside
    "telephone number": r"(?:tel|telephone|phone|mobile|fax|電話|電話番号|电话|手机|传真)",
    "bank": r"(?:bank|bankname|金融機関名?|銀行名?|开户行|开户银行)",
    "bank account number": r"(?:account|account(?:no\.?|number)|iban|口座番号|账号|帐号|银行账号)",
    "bank account holder": r"(?:account(?:name|holder)|beneficiary|口座名義人?|名義人?|户名)",
}
_LABELLED = {name: re.compile(rf"{labels}[:：]", re.I) for name, labels in _LABELS.items()}
_STREET = re.compile(
    r"\W*(?:No\.? ?)?\d+\w?,? (?:[A-Z][\w.'’-]* ){1,4}"
    r"(?:Ave|Avenue|St|Street|Road|Rd|Lane|Blvd|Boulevard|Drive|Square|Highway)\b"
    r"|\W*〒 ?\d{3}-?\d{4}|.*[路街道胡同]\s?\d+\s?号|.*\d+(?:丁目|番地)"
)
_PAIR = re.compile(r"[^:：]{1,16}[:：]\s*\S")
_LONG_NUMBER = re.compile(r"\d[\d -]{5,}\d")
_FEW = 12  # words of a line in a signature
_BRIEF = 60  # characters of a line in a bank account


def lines(text: str) -> dict[int, str]:
    """Which lines hold personal data, and of which type? Return line number → type.

    >>> lines("Bo Reed,\\n7 Willow Road,\\nEast Bank\\nbo@boat.example\\n\\nBank: Jetty & Sons")
    {2: 'postal address', 3: 'postal address', 4: 'e-mail address', 6: 'bank'}
    """
    printed = text.split("\n")
    found = {number: kind for number, line in enumerate(printed, 1) if (kind := _type(line))}
    for stretch in _stretches(printed, found):
        marked = [n for n in stretch if n in found or re.search(r"\d", printed[n - 1])]
        for number in stretch:
            if marked[0] <= number <= marked[-1]:
                found.setdefault(number, "postal address")
    banks = [number for number, kind in sorted(found.items()) if kind.startswith("bank")]
    for number in banks:
        for step in (-1, 1):
            _spread(number, step, printed, found, banks)
    return dict(sorted(found.items()))


def signatures(text: str) -> set[int]:
    """Which lines stand in a signature without being personal data themselves?

    >>> signatures("So be it.\\n\\nBo Reed,\\n7 Willow Road,\\nbo@boat.example")
    {3}
    """
    printed, found = text.split("\n"), lines(text)
    return {number for stretch in _stretches(printed, found) for number in stretch} - set(found)


def _type(line: str) -> str:
    if _EMAIL.search(line):
        return "e-mail address"
    squeezed = re.sub(r"\s", "", line)
    for kind, label in _LABELLED.items():
        if label.match(squeezed):
            return kind
    return "postal address" if _STREET.match(line) and len(line) <= _BRIEF else ""


def _stretches(printed: list[str], found: dict[int, str]):
    """Yield the stretches of short lines around addresses, telephones and e-mail addresses."""
    stretch: list[int] = []
    for number, line in enumerate([*printed, ""], start=1):
        closed = line.rstrip().endswith((".", "!", "?", "。")) and number not in found
        if line.strip() and len(line.split()) <= _FEW and len(line) <= 2 * _BRIEF and not closed:
            stretch.append(number)
            continue
        if any(not found.get(n, "bank").startswith("bank") for n in stretch):
            yield stretch
        stretch = []


def _spread(number: int, step: int, printed: list[str], found: dict, banks: list[int]) -> None:
    """Mark the neighbours of a line of a bank account, over at most one blank line each."""
    while 0 < (number := number + step) <= len(printed):
        line = printed[number - 1]
        if not line.strip():
            number += step
            line = printed[number - 1] if 0 < number <= len(printed) else ""
        between = banks[0] < number < banks[-1]
        telling = _PAIR.match(line.strip()) or _LONG_NUMBER.search(line)
        if not line.strip() or len(line) > _BRIEF or number in found or not (between or telling):
            return
        found[number] = "bank account detail"
