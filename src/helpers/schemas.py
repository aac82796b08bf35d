"""The schemas: which tables a corpus has, what each column means and what it may hold.

Cells are text as written; only places in a document and counts are whole numbers. An empty cell
means that the document does not say. Several values in one cell are joined by `; `.
"""

from dataclasses import dataclass

import pandera.pandas as pa

from helpers import vocabularies as v

JOIN = "; "


def _column(description: str, *checks: pa.Check) -> pa.Column:
    return pa.Column(str, list(checks), description=description)


def _key(description: str) -> pa.Column:
    return _column(description, pa.Check.str_length(min_value=1, error="something; found nothing"))


def _one_of(codes: list[str], description: str, empty: bool = False) -> pa.Column:
    allowed = [*codes, ""] if empty else list(codes)
    hint = f"one of {', '.join(codes)}" + (" or nothing" if empty else "")
    return _column(
        description, pa.Check(lambda cell: cell in allowed, element_wise=True, error=hint)
    )


def _many_of(codes: list[str], description: str) -> pa.Column:
    hint = f"values of {', '.join(codes)}, joined by '; ', or nothing"

    def known(cell: str) -> bool:
        return not cell or set(cell.split(JOIN)) <= set(codes)

    return _column(description, pa.Check(known, element_wise=True, error=hint))


def _pattern(shape: str, hint: str, description: str) -> pa.Column:
    return _column(description, pa.Check.str_matches(shape, error=hint))


def _whole(description: str, least: int = 0) -> pa.Column:
    check = pa.Check.ge(least, error=f"a whole number of at least {least}")
    return pa.Column(int, check, coerce=True, description=description)


_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
_SHORT = pa.Check(
    lambda cell: 2 <= len(cell.split()) <= 8 or (not cell.isascii() and 4 <= len(cell) <= 13),
    element_wise=True,
    error="two to eight words (Chinese, Japanese: four to thirteen characters)",
)
_PLACE = {
    "doc": _key("document"),
    "line_start": _whole("first line, counted from 1", 1),
    "line_end": _whole("last line", 1),
    "char_start": _whole("first code point, counted from 0"),
    "char_end": _whole("code point after the last one"),
}
_ADDRESSEES = v.flat(v.ADDRESSEES)


@dataclass(frozen=True)
class Table:
    """A table: where its file is in a corpus, what a row is, its key and its columns."""

    path: str
    row: str
    key: tuple[str, ...]
    columns: dict[str, pa.Column]
    references: tuple[tuple[str, str], ...] = ()  # (column, table whose first key it holds)


TABLES = {
    "segments": Table(
        "derived/segments.csv",
        "block of a document",
        ("segment",),
        {
            "segment": _key("id"),
            "doc": _key("document"),
            "seq": _whole("position in the document", 1),
            "parent": _column("the turn that a paragraph belongs to"),
            "kind": _one_of(v.SEGMENT_KINDS, "what the block is"),
            "form": _one_of(v.FORMS_OF_QUOTATION, "form of a quotation", empty=True),
            "lang": _one_of(v.LANGUAGES, "language, judged by script", empty=True),
            "speaker": _column("actor who speaks, or the label where no actor is known"),
            "speaker_as_written": _column("label as printed"),
            "section": _column("front, talk or back"),
            "round": _pattern(r"^\d*$", "a whole number or nothing", "round of the conversation"),
            "replies_to": _column("question or turn that is answered"),
            "n_words": _whole("runs between white space, label excluded"),
            "n_chars": _whole("code points, label excluded"),
            **{name: column for name, column in _PLACE.items() if name != "doc"},
        },
    ),
    "quantities": Table(
        "coded/quantities.csv",
        "number stated in a document",
        ("quantity",),
        {
            "quantity": _key("id"),
            "printed": _key("the string as printed"),
            "value": _column("its value: a number, or a date as long as its precision"),
            "value_max": _column("end of a range"),
            "unit": _column("unit; shares keep the printed value and the unit percent"),
            "per": _column("per year, per programme …"),
            "kind": _one_of(v.QUANTITY_KINDS, "kind of number"),
            "measures": _column("what is counted, in words of ours"),
            "population": _column("which group"),
            "counted_by": _column("actor named as the source"),
            "paid_by": _column("actor named as paying"),
            "as_of": _pattern(
                _DATE, "a date such as 2013 or 2013-10-07, or nothing", "stated date"
            ),
            "qualifier": _one_of(v.QUALIFIERS, "how exact the wording is"),
            **_PLACE,
        },
        (("counted_by", "actors"), ("paid_by", "actors")),
    ),
    "relations": Table(
        "coded/relations.csv",
        "relation that records should satisfy",
        ("relation",),
        {
            "relation": _key("id"),
            "kind": _one_of(v.RELATION_KINDS, "kind of relation"),
            "members": _key("ids of records, in the order of the letters a, b, c"),
            "expression": _column("what should hold between the letters; n is `expected`"),
            "expected": _column("what the reading counted, for promised lists"),
            "needs": _one_of(v.NEEDS, "what is needed to settle it"),
            "note": _column("what the places say, in words of ours"),
        },
    ),
    "exclusions": Table(
        "coded/exclusions.csv",
        "number or sentence looked at and left out",
        ("exclusion",),
        {
            "exclusion": _key("id"),
            "kind": _one_of(["number", "sentence"], "what was looked at"),
            "what": _key("what it is"),
            "why": _key("why it was left out"),
            **_PLACE,
        },
    ),
    "statements": Table(
        "coded/statements.csv",
        "recommendation or other statement: one actor asked to do one thing",
        ("statement",),
        {
            "statement": _key("id"),
            "kind": _one_of(v.STATEMENT_KINDS, "kind of statement"),
            "parent": _column("the broader statement that this one is a part of"),
            "author": _key("actor who says it"),
            "speaks_for": _one_of(v.SPEAKS_FOR, "in whose name"),
            "prompted_by": _column("question that prompted it"),
            "instrument": _one_of(v.flat(v.INSTRUMENTS), "by which means"),
            "theme": _key("theme of the codebook"),
            "concerns": _many_of([*_ADDRESSEES, *v.CONCERNED], "who gains, or faces the obstacle"),
            "form": _many_of(v.FORMS_OF_GOING_OUT, "form of going abroad, where one is named"),
            "modality": _one_of(v.MODALITIES, "how it is put"),
            "stage": _one_of(v.STAGES, "stage of going abroad"),
            "horizon": _one_of(v.HORIZONS, "when, in the sentence's own words"),
            "horizon_section": _one_of(v.HORIZONS, "when, by the heading it stands under"),
            "basis": _one_of(v.BASES, "what it rests on"),
            "paraphrase": _key("what it says, in words of ours"),
            "phrase": _column("anchor as printed", _SHORT),
            **_PLACE,
        },
        (("author", "actors"), ("theme", "themes")),
    ),
    "addressees": Table(
        "coded/addressees.csv",
        "addressee of a statement",
        ("statement", "addressee", "actor"),
        {
            "statement": _key("statement"),
            "addressee": _one_of(_ADDRESSEES, "who is asked, by type"),
            "actor": _column("who is asked, by name"),
            "role": _one_of(v.ROLES, "asked to lead, named as partner, or as the means"),
        },
        (("statement", "statements"), ("actor", "actors")),
    ),
    "themes": Table(
        "coded/themes.csv",
        "code of the codebook",
        ("theme",),
        {
            "theme": _key("code"),
            "parent": _one_of(v.THEME_PARENTS, "parent; empty for a parent", empty=True),
            "name": _key("name as printed in reports"),
            "definition": _key("what it means"),
            "include": _column("what belongs to it"),
            "exclude": _column("what does not, and where that goes"),
            "terms": _column("word list per language, for coding by program"),
        },
    ),
    "codings": Table(
        "coded/codings.csv",
        "code given to a paragraph of a turn by a reading",
        ("target", "theme", "coder"),
        {
            "target": _key("paragraph"),
            "theme": _key("theme"),
            "coder": _one_of(v.CODERS, "which reading"),
            "confidence": _one_of(v.CONFIDENCES, "how sure"),
            "phrase": _column("anchor as printed", _SHORT),
            **_PLACE,
        },
        (("theme", "themes"), ("target", "segments")),
    ),
    "actors": Table(
        "coded/actors.csv",
        "person, organisation or other named thing",
        ("actor",),
        {
            "actor": _key("id"),
            "type": _one_of(v.ACTOR_TYPES, "type"),
            "name": _key("name in English"),
            "country": _column("country, where stated"),
            "self_described_as": _column("how it describes itself, in words of ours"),
            "note": _column("remark"),
        },
    ),
    "aliases": Table(
        "coded/aliases.csv",
        "name as written",
        ("alias", "actor"),
        {
            "alias": _key("the name as written"),
            "lang": _one_of(v.LANGUAGES, "language"),
            "actor": _key("actor"),
            "since": _pattern(_DATE, "a date or nothing", "first date of the name, where stated"),
            "until": _pattern(_DATE, "a date or nothing", "last date of the name, where stated"),
        },
        (("actor", "actors"),),
    ),
    "ties": Table(
        "coded/ties.csv",
        "stated relation of two actors",
        ("tie",),
        {
            "tie": _key("id"),
            "source": _key("actor"),
            "kind": _one_of(v.TIE_KINDS, "kind of tie"),
            "target": _key("actor"),
            "role_as_written": _column("role as printed"),
            "since": _pattern(_DATE, "a date or nothing", "first date, where stated"),
            "until": _pattern(_DATE, "a date or nothing", "last date, where stated"),
            "phrase": _column("anchor as printed", _SHORT),
            **_PLACE,
        },
        (("source", "actors"), ("target", "actors")),
    ),
}
