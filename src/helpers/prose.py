"""Numbers, lists and counts as a sentence has them."""

_WORDS = "no one two three four five six seven eight nine".split()


def number(value: float, digits: int = 3) -> str:
    """Return a number as a reader wants it: thousands apart, at most so many significant digits.

    >>> number(499000), number(0.111423), number(6.0)
    ('499,000', '0.111', '6')
    """
    if float(value).is_integer():
        return f"{int(value):,}"
    if abs(value) >= 10**digits:
        return f"{value:,.0f}"
    return f"{value:.{digits}g}"


def listing(items: list[str], last: str = "and") -> str:
    """Join words as a sentence does.

    >>> listing(["a", "b", "c"])
    'a, b and c'
    """
    items = list(items)
    return (
        f" {last} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
    )


def of(count: int, total: int, noun: str = "") -> str:
    """Return a count out of a total: a fraction below ten, with a percentage from ten on.

    >>> of(4, 6, "speakers"), of(30, 40, "asks")
    ('4 of 6 speakers', '30 of 40 asks (75%)')
    """
    words = f"{count:,} of {total:,}" + (f" {noun}" if noun else "")
    return words if total < 10 else f"{words} ({100 * count / total:.0f}%)"


def count(n: int, noun: str, plural: str | None = None) -> str:
    """Return a number and a noun that agree; whole numbers below ten as words.

    >>> count(1, "document"), count(3, "ask"), count(12, "body", "bodies")
    ('one document', 'three asks', '12 bodies')
    """
    several = f"{noun}s" if plural is None else plural
    return f"{_WORDS[n] if n < 10 else f'{n:,}'} {noun if n == 1 else several}"


def sentence(words: str) -> str:
    """Return words with a capital at their beginning, the rest as it was.

    >>> sentence("the Party is asked")
    'The Party is asked'
    """
    return words[:1].upper() + words[1:]
