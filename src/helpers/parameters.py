"""Parameters of a notebook: read from the cell that declares them, and checked before use.

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

import ast
import difflib
import json
import math
import re
import reprlib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from helpers import sources

_PLAIN = {"bool": bool, "int": int, "float": float, "str": str}
_TYPES = f"{', '.join(_PLAIN)}, Literal[...], Annotated[...], list[...] or `... | None`"
_WORDS = {  # for one value, and for a list of them
    bool: ("true or false", "true or false"),
    int: ("a whole number", "whole numbers"),
    float: ("a number", "numbers"),
    str: ("text", "texts"),
}
_LIMITS = {
    "ge": "of at least {}",
    "le": "of at most {}",
    "gt": "above {}",
    "lt": "below {}",
    "multiple_of": "divisible by {}",
}
_MOST = 1000  # values in a sweep; more are a slip of the hand

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
        item = _apart(self.type)[0]
        return list(get_args(item)) if get_origin(item) is Literal else []

    def explained(self) -> str:
        """Say in plain words which values are allowed.

        >>> Parameter("unit", "", Literal["words", "turns"] | None, "words", "").explained()
        'one of words, turns, or none'
        >>> Parameter("n", "", Annotated[int, Field(ge=1, le=9)], 3, "").explained()
        'a whole number from 1 to 9'
        """
        item, many, optional = _apart(self.type)
        limits = _limits(item)
        if choices := self.choices():
            words = f"{'any' if many else 'one'} of {', '.join(map(str, choices))}"
        else:
            kind = get_args(item)[0] if limits else item
            words = ("a list of " if many else "") + _WORDS[kind][many]
        told = [words.format(limits[name]) for name, words in _LIMITS.items() if name in limits]
        if {"ge", "le"} <= set(limits):
            told[:2] = [f"from {limits['ge']} to {limits['le']}"]
        return " ".join([words, " and ".join(told)]).strip() + (", or none" if optional else "")


def _apart(kind: Any) -> tuple[Any, bool, bool]:
    """Take a type apart: the type of one value, whether there is a list of it, whether None may be.

    >>> _apart(list[int] | None)
    (<class 'int'>, True, True)
    """
    optional = get_origin(kind) in (Union, UnionType) and get_args(kind)[1:] == (type(None),)
    if optional:
        kind = get_args(kind)[0]
    many = get_origin(kind) is list
    return (get_args(kind)[0] if many else kind), many, optional


def _limits(item: Any) -> dict[str, Any]:
    """Return the limits of a number by name; nothing for any other type."""
    if get_origin(item) is not Annotated or get_args(item)[0] not in (int, float):
        return {}
    told = [limit for field in item.__metadata__ for limit in getattr(field, "metadata", [])]
    return {name: getattr(part, name) for part in told for name in _LIMITS if hasattr(part, name)}


def declared(cell: str) -> dict[str, Parameter]:
    """Which parameters does a cell declare? Read it without running it; return them by name.

    Raises InputError for a line that is neither an import nor a typed assignment of a constant
    with a trailing comment.

    >>> declared('n: int = 3  # how many')["n"].default
    3
    >>> declared('n: Annotated[int, Field(ge=1)] = 3  # how many')["n"].explained()
    'a whole number of at least 1'
    """
    found: dict[str, Parameter] = {}
    lines = re.split(r"\r\n?|\n", cell)  # not splitlines, which splits where Python does not
    try:
        nodes = ast.parse(cell).body
    except (ValueError, RecursionError, MemoryError):
        raise sources.InputError("parameters cell: holds NUL or is nested too deep") from None
    for node in nodes:
        if isinstance(node, ast.ImportFrom | ast.Import):
            continue
        if not (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.value is not None
        ):
            raise _error_at(node.lineno, "expected `name: type = default  # help`")
        line = lines[node.end_lineno - 1].encode()  # ast counts columns in bytes
        comment = line[node.end_col_offset :].decode().strip()
        if not comment.startswith("#"):
            raise _error_at(node.lineno, f"{node.target.id} has no trailing comment as its help")
        if node.target.id in found:
            raise _error_at(node.lineno, f"{node.target.id} is declared twice")
        parameter = Parameter(
            node.target.id,
            ast.unparse(node.annotation),
            _type(node.annotation),
            _constant(node.value, f"{node.target.id}: the default"),
            comment.lstrip("# "),
        )
        _validate(parameter, parameter.default)
        found[parameter.name] = parameter
    return found


def _error_at(line: int, what: str) -> sources.InputError:
    """Return the error for a line of the parameters cell."""
    return sources.InputError(f"parameters cell, line {line}: {what}")


def _constant(node: ast.expr, what: str) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError):
        raise _error_at(node.lineno, f"{what} is no constant") from None


def _type(node: ast.expr) -> Any:
    # The annotation is matched, never evaluated: a notebook is data until its kernel runs it.
    if (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.BitOr)
        and ast.unparse(node.right) == "None"
    ):
        return _list_or_item(node.left) | None
    return _list_or_item(node)


def _list_or_item(node: ast.expr) -> Any:
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "list":
        return list[_item(node.slice)]
    return _item(node)


def _item(node: ast.expr) -> Any:
    if isinstance(node, ast.Name) and node.id in _PLAIN:
        return _PLAIN[node.id]
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
        return _literal(node.slice)
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Annotated":
        return _annotated(node)
    raise _error_at(node.lineno, f"type {ast.unparse(node)!r} is not known here; use {_TYPES}")


def _literal(node: ast.expr) -> Any:
    choices = _constant(node, "Literal[...] holds what")
    choices = choices if isinstance(choices, tuple) else (choices,)
    if not choices or not all(type(choice) in (str, int) for choice in choices):
        raise _error_at(node.lineno, "expected texts or whole numbers in Literal[...]")
    if unsound := _unsound(list(choices)):
        raise _error_at(node.lineno, f"Literal[...] {unsound}")
    return Literal[choices]


def _annotated(node: ast.Subscript) -> Any:
    match node.slice:
        case ast.Tuple(
            elts=[
                ast.Name(id="int" | "float" as name),
                ast.Call(func=ast.Name(id="Field"), args=[], keywords=[_, *_] as keywords),
            ]
        ) if {keyword.arg for keyword in keywords} <= set(_LIMITS):
            limits = {word.arg: _constant(word.value, word.arg) for word in keywords}
            sound = all(_is_limit(limit, name) for limit in limits.values())
            if sound and limits.get("multiple_of", 1) > 0:
                return Annotated[_PLAIN[name], Field(**limits)]
    raise _error_at(
        node.lineno,
        "expected Annotated[int or float, Field(...)] with numbers of that type for "
        f"{', '.join(_LIMITS)} (above 0); found {ast.unparse(node)}",
    )


def _is_limit(value: Any, name: str) -> bool:
    """Is it a number that may limit an int or a float?"""
    numbers = (int,) if name == "int" else (int, float)
    return type(value) in numbers and not _unsound(value) and math.isfinite(value)


def _unsound(value: Any) -> str:
    """Say what makes a value unfit for files and other programs; nothing, if it is fit.

    >>> _unsound("a\\0")
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


def _validate(parameter: Parameter, value: Any) -> Any:
    if unsound := _unsound(value):
        raise sources.InputError(f"parameter {parameter.name}: {unsound}")
    try:
        finite = ConfigDict(allow_inf_nan=False)
        return TypeAdapter(parameter.type, config=finite).validate_python(value, strict=True)
    except ValidationError:
        raise sources.InputError(
            f"parameter {parameter.name}: expected {_expected(parameter)}; "
            f"found {_seen(value)}{_nearest(value, parameter.choices())}"
        ) from None


def _expected(parameter: Parameter) -> str:
    """Name the type where it is plain, as whoever writes one knows it; explain it where not."""
    item, many, optional = _apart(parameter.type)
    if not (parameter.choices() or _limits(item)):
        return (f"list[{item.__name__}]" if many else item.__name__) + " | None" * optional
    return re.sub("^any of ", "a list of one of ", parameter.explained())


def _seen(value: Any) -> str:
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


def from_words(parameter: Parameter, written: str) -> Any:
    """Turn the words of a command line into a value of the parameter's type, or leave them as text.

    >>> from_words(Parameter("n", "int", int, 1, ""), "3")
    3
    >>> from_words(Parameter("documents", "list[str]", list[str], [], ""), "a,b")
    ['a', 'b']
    """
    item, many, optional = _apart(parameter.type)
    if optional and written == "null":
        return None
    if many and not written.startswith("["):
        inner = Parameter(parameter.name, "", item, None, "")
        return [from_words(inner, part.strip()) for part in written.split(",") if part.strip()]
    if (item is str and not many) or written in parameter.choices():
        return written
    return _json(parameter, written)


def _json(parameter: Parameter, written: str) -> Any:
    """Read JSON; leave what is none as text."""
    try:
        return json.loads(written)
    except json.JSONDecodeError:
        return written
    except (ValueError, RecursionError):  # thousands of digits, or of brackets
        raise sources.InputError(
            f"parameter {parameter.name}: too long or too deep to be read; write a simpler value"
        ) from None


def spread(
    parameter: Parameter, written: str, corpus_documents: list[str] | None = None
) -> list[Any]:
    """Which values does one `-p name=...` of a sweep ask for? Return each once, checked, in order.

    `*` is every choice, `1..5` and `0..1..0.25` are numbers in steps, and commas stand between
    values. Between the values of a list parameter stands `|`, as commas are within them. Texts with
    commas are written as JSON: `["a,b", "c"]`.

    >>> spread(Parameter("n", "", int, 3, ""), "1..5..2,9")
    [1, 3, 5, 9]
    >>> spread(Parameter("kinds", "", list[Literal["own", "implied"]], [], ""), "*")
    [['own'], ['implied']]
    >>> spread(Parameter("documents", "", list[str], [], ""), "a,b|c")
    [['a', 'b'], ['c']]
    """
    many = _apart(parameter.type)[1]
    if written.strip() == "*":
        values = _every(parameter, corpus_documents)
    elif written.lstrip().startswith("[") and not many:
        values = _json(parameter, written)
        if not isinstance(values, list):
            raise sources.InputError(
                f"parameter {parameter.name}: {_seen(written)} is no JSON list; "
                'write it as ["a,b", "c"]'
            )
    else:
        parts = [part.strip() for part in written.split("|" if many else ",")]
        words = [word for part in parts if part for word in _steps(parameter, part)]
        values = [from_words(parameter, word) for word in words]
    if not values:
        raise sources.InputError(f"parameter {parameter.name}: no value given; write at least one")
    if len(values) > _MOST:
        raise sources.InputError(
            f"parameter {parameter.name}: more than {_MOST} values; ask for fewer"
        )
    checked = [_validate(parameter, value) for value in values]
    return list({repr(value): value for value in checked}.values())


def _every(parameter: Parameter, corpus_documents: list[str] | None) -> list[Any]:
    """List all values that a parameter may have, those of a list one at a time."""
    item, many, optional = _apart(parameter.type)
    if choices := parameter.choices():
        values = choices
    elif item is bool:
        values = [False, True]
    elif parameter.name in ("document", "documents") and corpus_documents is not None:
        values = corpus_documents
    else:
        values = _whole_numbers(parameter)
    return [[value] if many else value for value in values] + [None] * optional


def _whole_numbers(parameter: Parameter) -> list[int]:
    """List the whole numbers between two limits; of too many, enough to see that."""
    item = _apart(parameter.type)[0]
    limits = _limits(item)
    lowest = [limits[name] + more for name, more in (("ge", 0), ("gt", 1)) if name in limits]
    highest = [limits[name] - less for name, less in (("le", 0), ("lt", 1)) if name in limits]
    if not (lowest and highest and get_args(item)[0] is int):
        raise sources.InputError(
            f"parameter {parameter.name}: * stands for a closed list of values, and this is "
            f"{parameter.explained()}; write the values out"
        )
    step = limits.get("multiple_of", 1)
    first = -(-max(lowest) // step) * step
    return list(range(first, min(highest) + 1, step)[: _MOST + 1])


def _steps(parameter: Parameter, written: str) -> list[str]:
    """Write out `start..end` or `start..end..step` of a number; leave all else as it is."""
    item = _apart(parameter.type)[0]
    number = r"(-?[0-9]+(?:\.[0-9]+)?)"
    found = re.fullmatch(rf"{number}\.\.{number}(?:\.\.{number})?", written)
    if not found or not (item in (int, float) or _limits(item)):
        return [written]
    start, end, step = (Decimal(part or 1) for part in found.groups())  # exact in steps of 0.1
    if step <= 0:
        raise sources.InputError(
            f"parameter {parameter.name}: {written}: expected a step above 0; found {step}"
        )
    if start > end:
        raise sources.InputError(
            f"parameter {parameter.name}: {written} goes down; begin with the smaller number"
        )
    values = []
    while start <= end and len(values) <= _MOST:
        values.append(f"{start:f}")
        start += step
    return values


def settle(known: dict[str, Parameter], given: dict[str, Any]) -> dict[str, Any]:
    """Return every declared parameter with its given or default value, all checked.

    Raises InputError for an unknown name, a wrong type or choice, an unknown corpus or document.

    >>> settle(declared("n: int = 3  # how many"), {"n": 4})
    {'n': 4}
    """
    for name in given:
        if name not in known:
            raise unknown("parameter", name, list(known))
    values = {
        name: _validate(parameter, given.get(name, parameter.default))
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
            item = _apart(kind)[0]
            if not (item in _PLAIN.values() or get_origin(item) is Literal or _limits(item)):
                raise sources.InputError(f"parameter {name}: its type is not known; use {_TYPES}")
            values[name] = _validate(Parameter(name, "", kind, None, ""), namespace[name])
    _check_documents(values)
