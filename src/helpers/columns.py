"""What schemas are made of: a table, and the kinds of columns with their hints for wrong cells."""

from dataclasses import dataclass

import pandera.pandas as pa

JOIN = "; "


@dataclass(frozen=True)
class Table:
    """A table: where its file is in a corpus, what a row is, its key and its columns."""

    path: str
    row: str
    key: tuple[str, ...]
    columns: dict[str, pa.Column]
    references: tuple[tuple[str, str], ...] = ()  # (column, table whose first key it holds)


def column(description: str, *checks: pa.Check) -> pa.Column:
    """Return a column of text.

    >>> column("remark").description
    'remark'
    """
    return pa.Column(str, list(checks), description=description)


def key(description: str) -> pa.Column:
    """Return a column whose cells are never empty.

    >>> key("id").checks[0].error
    'something; found nothing'
    """
    return column(description, pa.Check.str_length(min_value=1, error="something; found nothing"))


def one_of(codes: list[str], description: str, empty: bool = False) -> pa.Column:
    """Return a column of one code each; `empty` allows none.

    >>> one_of(["en", "zh"], "language").checks[0].error
    'one of en, zh'
    """
    allowed = [*codes, ""] if empty else list(codes)
    hint = f"one of {', '.join(codes)}" + (" or nothing" if empty else "")
    return column(
        description, pa.Check(lambda cell: cell in allowed, element_wise=True, error=hint)
    )


def many_of(codes: list[str], description: str) -> pa.Column:
    """Return a column of any number of codes, joined by `; `.

    >>> many_of(["a", "b"], "letters").checks[0].error
    "values of a, b, joined by '; ', or nothing"
    """
    hint = f"values of {', '.join(codes)}, joined by '{JOIN}', or nothing"

    def known(cell: str) -> bool:
        return not cell or set(cell.split(JOIN)) <= set(codes)

    return column(description, pa.Check(known, element_wise=True, error=hint))


def pattern(shape: str, hint: str, description: str) -> pa.Column:
    """Return a column whose cells have a shape, which the hint puts into words.

    >>> pattern(DATE, "a date", "date").checks[0].error
    'a date'
    """
    return column(description, pa.Check.str_matches(shape, error=hint))


def whole(description: str, least: int = 0) -> pa.Column:
    """Return a column of whole numbers.

    >>> whole("line", 1).checks[0].error
    'a whole number of at least 1'
    """
    check = pa.Check.ge(least, error=f"a whole number of at least {least}")
    return pa.Column(int, check, coerce=True, description=description)


DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
MOMENT = r"^(\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?)?$"


def has_phrase_length(cell: str) -> bool:
    """Is a cell as long as an anchor may be?

    >>> has_phrase_length("two words"), has_phrase_length("走出去的路"), has_phrase_length("one")
    (True, True, False)
    """
    return 2 <= len(cell.split()) <= 8 or (not cell.isascii() and 4 <= len(cell) <= 13)


PHRASE = pa.Check(
    has_phrase_length,
    element_wise=True,
    error="two to eight words (Chinese, Japanese: four to thirteen characters)",
)
PLACE = {
    "doc": key("document"),
    "line_start": whole("first line, counted from 1", 1),
    "line_end": whole("last line", 1),
    "char_start": whole("first code point, counted from 0"),
    "char_end": whole("code point after the last one"),
}
