"""Parameters of a notebook: what they may be, and values checked against it before use.

A parameter is one line of the cell tagged `parameters`: a name, a type, a default and a comment,
as in `unit: Literal["words", "turns"] = "words"  # what is counted`. The type is the contract.

Types that may be declared:

- bool, int, float, str
- `Literal[...]`: one of these texts or whole numbers
- `Annotated[int, Field(ge=1, le=9)]`: an int or float within limits, which are pydantic's ge, gt,
  le, lt and multiple_of
- `list[...]` of one of the above
- `... | None`: one of the above, or nothing

Two names mean more than their type says: `corpus` is checked to exist, and `document` and
`documents` are checked against the catalogue of that corpus. Empty `documents` mean all of them.

Some values are refused whatever the type, as files or other programs do not carry them unharmed:
texts with control characters or lone surrogates, and whole numbers beyond 64 bits.
"""

import difflib
import re
import reprlib
import unicodedata
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter, ValidationError

from helpers import sources

PLAIN = {"bool": bool, "int": int, "float": float, "str": str}
TYPES = f"{', '.join(PLAIN)}, Literal[...], Annotated[...], list[...] or `... | None`"
_WORDS = {  # for one value, and for a list of them
    bool: ("true or false", "true or false"),
    int: ("a whole number", "whole numbers"),
    float: ("a number", "numbers"),
    str: ("text", "texts"),
}
LIMITS = {
    "ge": "of at least {}",
    "le": "of at most {}",
    "gt": "above {}",
    "lt": "below {}",
    "multiple_of": "divisible by {}",
}

_short = reprlib.Repr()  # keeps a message readable, however long or deep the value is
_short.maxstring = _short.maxother = 100
_short.maxlist = 20


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: its name, type as written, type, default and help."""

    name: str
    written: str
    type: Any
    default: Any
    help: str

    def choices(self) -> list:
        """Return the values that a Literal (or a list of one) allows; empty where any value may be.

        >>> Parameter("unit", "", Literal["words", "turns"], "words", "").choices()
        ['words', 'turns']
        """
        item = apart(self.type)[0]
        return list(get_args(item)) if get_origin(item) is Literal else []

    def explained(self) -> str:
        """Say in plain words which values are allowed.

        >>> Parameter("unit", "", Literal["words", "turns"] | None, "words", "").explained()
        'one of words, turns, or none'
        >>> from pydantic import Field
        >>> Parameter("n", "", Annotated[int, Field(ge=1, le=9)], 3, "").explained()
        'a whole number from 1 to 9'
        """
        item, many, optional = apart(self.type)
        limits = limits_of(item)
        if choices := self.choices():
            words = f"{'any' if many else 'one'} of {', '.join(map(str, choices))}"
        else:
            kind = get_args(item)[0] if limits else item
            words = ("a list of " if many else "") + _WORDS[kind][many]
        told = [words.format(limits[name]) for name, words in LIMITS.items() if name in limits]
        if {"ge", "le"} <= set(limits):
            told[:2] = [f"from {limits['ge']} to {limits['le']}"]
        return " ".join([words, " and ".join(told)]).strip() + (", or none" if optional else "")


def apart(kind: Any) -> tuple[Any, bool, bool]:
    """Take a type apart: the type of one value, whether there is a list of it, whether None may be.

    >>> apart(list[int] | None)
    (<class 'int'>, True, True)
    """
    optional = get_origin(kind) in (Union, UnionType) and get_args(kind)[1:] == (type(None),)
    if optional:
        kind = get_args(kind)[0]
    many = get_origin(kind) is list
    return (get_args(kind)[0] if many else kind), many, optional


def limits_of(item: Any) -> dict[str, Any]:
    """Return the limits of a number by name; nothing for any other type.

    >>> from pydantic import Field
    >>> limits_of(Annotated[int, Field(ge=1)])
    {'ge': 1}
    """
    if get_origin(item) is not Annotated or get_args(item)[0] not in (int, float):
        return {}
    told = [limit for field in item.__metadata__ for limit in getattr(field, "metadata", [])]
    return {name: getattr(part, name) for part in told for name in LIMITS if hasattr(part, name)}


def why_unfit(value: Any) -> str:
    """Say what makes a value unfit for files and other programs; nothing, if it is fit.

    >>> why_unfit("a\\0")
    'holds a control character, U+0000; take it out'
    """
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, int) and not -(2**63) <= part < 2**63:
            return "holds a whole number beyond 64 bits; take a smaller one"
        for character in part if isinstance(part, str) else "":
            kind = {"Cc": "control character", "Cs": "lone surrogate"}.get(
                unicodedata.category(character)
            )
            if kind:
                return f"holds a {kind}, U+{ord(character):04X}; take it out"
    return ""


def validate(parameter: Parameter, value: Any) -> Any:
    """Return a value that is of a parameter's type; raise InputError for any other.

    >>> validate(Parameter("n", "int", int, 3, ""), 4)
    4
    """
    if unsound := why_unfit(value):
        raise sources.InputError(f"parameter {parameter.name}: {unsound}")
    try:
        finite = ConfigDict(allow_inf_nan=False)
        return TypeAdapter(parameter.type, config=finite).validate_python(value, strict=True)
    except ValidationError:
        raise sources.InputError(
            f"parameter {parameter.name}: expected {_expected(parameter)}; "
            f"found {shortened(value)}{_nearest(value, parameter.choices())}"
        ) from None


def _expected(parameter: Parameter) -> str:
    """Name the type where it is plain, as whoever writes one knows it; explain it where not."""
    item, many, optional = apart(parameter.type)
    if not (parameter.choices() or limits_of(item)):
        return (f"list[{item.__name__}]" if many else item.__name__) + " | None" * optional
    return re.sub("^any of ", "a list of one of ", parameter.explained())


def shortened(value: Any) -> str:
    """Return a value as a message may show it: on one line, however long or deep it is.

    >>> shortened("a" * 1000)[:4]
    "'aaa"
    """
    return _short.repr(value).replace("\n", " ")


def _nearest(wrong: Any, known: list) -> str:
    """Return a hint such as ` (did you mean words?)`, or nothing."""
    if not isinstance(wrong, str):
        return ""
    near = difflib.get_close_matches(wrong, [str(choice) for choice in known], n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def unknown(what: str, wrong: str, known: list[str]) -> sources.InputError:
    """Return the error for a name that is not among the known ones, with the nearest match.

    >>> print(unknown("parameter", "unti", ["unit"]))
    unknown parameter 'unti' (did you mean unit?); known: unit
    """
    return sources.InputError(
        f"unknown {what} {wrong!r}{_nearest(wrong, known)}; known: {', '.join(known)}"
    )


def settle(known: dict[str, Parameter], given: dict[str, Any]) -> dict[str, Any]:
    """Return every declared parameter with its given or default value, all checked.

    Raises InputError for an unknown name, a wrong type or choice, an unknown corpus or document.

    >>> settle({"n": Parameter("n", "int", int, 3, "")}, {"n": 4})
    {'n': 4}
    """
    for name in given:
        if name not in known:
            raise unknown("parameter", name, list(known))
    values = {
        name: validate(parameter, given.get(name, parameter.default))
        for name, parameter in known.items()
    }
    _check_documents(values)
    return values


def _check_documents(values: dict[str, Any]) -> None:
    if "corpus" not in values:
        return
    documents = list(sources.catalogue(values["corpus"]))
    wanted = [values["document"]] if "document" in values else values.get("documents")
    for document in wanted or []:
        if document is not None and document not in documents:
            raise unknown("document", document, documents)


def check(namespace: dict[str, Any]) -> None:
    """Check the parameters of a running notebook: call it with `globals()` in the setup cell.

    Outside the report engine (in JupyterLab, say) nothing else stands between a mistyped
    value and a wrong answer. Raises InputError in one line.

    >>> check({"__annotations__": {"n": int}, "n": 3})
    """
    values = {}
    for name, kind in namespace.get("__annotations__", {}).items():
        if name in namespace:
            item = apart(kind)[0]
            if not (item in PLAIN.values() or get_origin(item) is Literal or limits_of(item)):
                raise sources.InputError(f"parameter {name}: its type is not known; use {TYPES}")
            values[name] = validate(Parameter(name, "", kind, None, ""), namespace[name])
    _check_documents(values)
