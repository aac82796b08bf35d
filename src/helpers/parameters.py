"""Parameters of a notebook: read from the cell that declares them, and checked before use.

A parameter is one line of the cell tagged `parameters`: a name, a type, a default and a comment,
as in `unit: Literal["words", "turns"] = "words"  # what is counted`. The type is the contract.

Types that may be declared: bool, int, float, str, `Literal[...]`, `list[...]`, `... | None`.
Two names mean more than their type says: `corpus` is checked to exist, and `document` and
`documents` are checked against the catalogue of that corpus. Empty `documents` mean all of them.
"""

import ast
import difflib
import json
import re
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter, ValidationError

from helpers import sources

_PLAIN = {"bool": bool, "int": int, "float": float, "str": str}


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
        inner = get_args(self.type)[0] if get_origin(self.type) is list else self.type
        return list(get_args(inner)) if get_origin(inner) is Literal else []


def declared(cell: str) -> dict[str, Parameter]:
    """Which parameters does a cell declare? Read it without running it; return them by name.

    Raises InputError for a line that is neither an import nor a typed assignment of a constant
    with a trailing comment.

    >>> declared('n: int = 3  # how many')["n"].default
    3
    """
    found: dict[str, Parameter] = {}
    lines = cell.splitlines()
    for node in ast.parse(cell).body:
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
        try:
            default = ast.literal_eval(node.value)
        except (ValueError, TypeError):
            raise _error_at(node.lineno, f"{node.target.id}: the default is no constant") from None
        parameter = Parameter(
            node.target.id,
            ast.unparse(node.annotation),
            _type(node.annotation),
            default,
            comment.lstrip("# "),
        )
        _validate(parameter, default)
        found[parameter.name] = parameter
    return found


def _error_at(line: int, what: str) -> sources.InputError:
    """Return the error for a line of the parameters cell."""
    return sources.InputError(f"parameters cell, line {line}: {what}")


def _type(node: ast.expr) -> Any:
    # The annotation is matched, never evaluated: a notebook is data until its kernel runs it.
    if isinstance(node, ast.Name) and node.id in _PLAIN:
        return _PLAIN[node.id]
    if isinstance(node, ast.Constant) and node.value is None:
        return type(None)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _type(node.left) | _type(node.right)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        if node.value.id == "Literal":
            try:
                return Literal[ast.literal_eval(node.slice)]
            except ValueError:
                raise _error_at(node.lineno, "Literal[...] holds what is no constant") from None
        if node.value.id == "list":
            return list[_type(node.slice)]
    raise _error_at(
        node.lineno,
        f"type {ast.unparse(node)!r} is not known; use {', '.join(_PLAIN)}, "
        "Literal[...], list[...] or `... | None`",
    )


def _validate(parameter: Parameter, value: Any) -> Any:
    try:
        finite = ConfigDict(allow_inf_nan=False)
        return TypeAdapter(parameter.type, config=finite).validate_python(value, strict=True)
    except ValidationError:
        choices = parameter.choices()
        wanted = (
            ("a list of " if get_origin(parameter.type) is list else "")
            + "one of "
            + ", ".join(map(str, choices))
            if choices
            else parameter.written
        )
        raise sources.InputError(
            f"parameter {parameter.name}: expected {wanted}; "
            f"found {value!r}{_nearest(value, choices)}"
        ) from None


def _nearest(wrong: Any, known: list) -> str:
    """Return a hint such as ` (did you mean words?)`, or nothing."""
    near = difflib.get_close_matches(str(wrong), [str(choice) for choice in known], n=1)
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
    if get_origin(parameter.type) is list and not written.startswith("["):
        inner = Parameter(parameter.name, "", get_args(parameter.type)[0], None, "")
        return [from_words(inner, part.strip()) for part in written.split(",") if part.strip()]
    if parameter.type is str or (isinstance(written, str) and written in parameter.choices()):
        return written
    try:
        return json.loads(written)
    except json.JSONDecodeError:
        return written


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
    for wanted in [values["document"]] if "document" in values else values.get("documents", []):
        if wanted not in documents:
            raise unknown("document", wanted, documents)


def check(namespace: dict[str, Any]) -> None:
    """Check the parameters of a running notebook: call it with `globals()` in the setup cell.

    Outside the report engine (in JupyterLab, say) nothing else stands between a mistyped
    value and a wrong answer. Raises InputError in one line.

    >>> check({"__annotations__": {"n": int}, "n": 3})
    """
    values = {}
    for name, kind in namespace.get("__annotations__", {}).items():
        if name in namespace:
            written = (
                kind.__name__ if isinstance(kind, type) else re.sub(r"typing\.", "", str(kind))
            )
            values[name] = _validate(Parameter(name, written, kind, None, ""), namespace[name])
    _check_documents(values)
