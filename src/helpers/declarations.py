"""Parameters as the cell that declares them has them: read, never run.

A notebook is data until its kernel runs it, so the cell is parsed, and types are matched.
"""

import ast
import math
import re
from typing import Annotated, Any, Literal

from pydantic import Field

from helpers import sources
from helpers.parameters import LIMITS, PLAIN, TYPES, Parameter, validate, why_unfit


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
        validate(parameter, parameter.default)
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
    if isinstance(node, ast.Name) and node.id in PLAIN:
        return PLAIN[node.id]
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
        return _literal(node.slice)
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Annotated":
        return _annotated(node)
    raise _error_at(node.lineno, f"type {ast.unparse(node)!r} is not known here; use {TYPES}")


def _literal(node: ast.expr) -> Any:
    choices = _constant(node, "Literal[...] holds what")
    choices = choices if isinstance(choices, tuple) else (choices,)
    if not choices or not all(type(choice) in (str, int) for choice in choices):
        raise _error_at(node.lineno, "expected texts or whole numbers in Literal[...]")
    if unsound := why_unfit(list(choices)):
        raise _error_at(node.lineno, f"Literal[...] {unsound}")
    return Literal[choices]


def _annotated(node: ast.Subscript) -> Any:
    match node.slice:
        case ast.Tuple(
            elts=[
                ast.Name(id="int" | "float" as name),
                ast.Call(func=ast.Name(id="Field"), args=[], keywords=[_, *_] as keywords),
            ]
        ) if {keyword.arg for keyword in keywords} <= set(LIMITS):
            limits = {word.arg: _constant(word.value, word.arg) for word in keywords}
            sound = all(_is_limit(limit, name) for limit in limits.values())
            if sound and limits.get("multiple_of", 1) > 0:
                return Annotated[PLAIN[name], Field(**limits)]
    raise _error_at(
        node.lineno,
        "expected Annotated[int or float, Field(...)] with numbers of that type for "
        f"{', '.join(LIMITS)} (above 0); found {ast.unparse(node)}",
    )


def _is_limit(value: Any, name: str) -> bool:
    """Is it a number that may limit an int or a float?"""
    numbers = (int,) if name == "int" else (int, float)
    return type(value) in numbers and not why_unfit(value) and math.isfinite(value)
