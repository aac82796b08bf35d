"""Words of a command line become values of parameters: one value, or all that a sweep asks for."""

import json
import re
from decimal import Decimal
from typing import Any, get_args

from helpers import sources
from helpers.parameters import Parameter, apart, limits_of, shortened, validate

MOST = 1000  # values in a sweep; more are a slip of the hand


def from_words(parameter: Parameter, written: str) -> Any:
    """Turn the words of a command line into a value of the parameter's type, or leave them as text.

    >>> from_words(Parameter("n", "int", int, 1, ""), "3")
    3
    >>> from_words(Parameter("documents", "list[str]", list[str], [], ""), "a,b")
    ['a', 'b']
    """
    item, many, optional = apart(parameter.type)
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
    >>> from typing import Literal
    >>> spread(Parameter("kinds", "", list[Literal["own", "implied"]], [], ""), "*")
    [['own'], ['implied']]
    >>> spread(Parameter("documents", "", list[str], [], ""), "a,b|c")
    [['a', 'b'], ['c']]
    """
    many = apart(parameter.type)[1]
    if written.strip() == "*":
        values = _every(parameter, corpus_documents)
    elif written.lstrip().startswith("[") and not many:
        values = _json(parameter, written)
        if not isinstance(values, list):
            raise sources.InputError(
                f"parameter {parameter.name}: {shortened(written)} is no JSON list; "
                'write it as ["a,b", "c"]'
            )
    else:
        parts = [part.strip() for part in written.split("|" if many else ",")]
        words = [word for part in parts if part for word in _steps(parameter, part)]
        values = [from_words(parameter, word) for word in words]
    if not values:
        raise sources.InputError(f"parameter {parameter.name}: no value given; write at least one")
    if len(values) > MOST:
        raise sources.InputError(
            f"parameter {parameter.name}: more than {MOST} values; ask for fewer"
        )
    checked = [validate(parameter, value) for value in values]
    return list({repr(value): value for value in checked}.values())


def _every(parameter: Parameter, corpus_documents: list[str] | None) -> list[Any]:
    """List all values that a parameter may have, those of a list one at a time."""
    item, many, optional = apart(parameter.type)
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
    item = apart(parameter.type)[0]
    limits = limits_of(item)
    lowest = [limits[name] + more for name, more in (("ge", 0), ("gt", 1)) if name in limits]
    highest = [limits[name] - less for name, less in (("le", 0), ("lt", 1)) if name in limits]
    if not (lowest and highest and get_args(item)[0] is int):
        raise sources.InputError(
            f"parameter {parameter.name}: * stands for a closed list of values, and this is "
            f"{parameter.explained()}; write the values out"
        )
    step = limits.get("multiple_of", 1)
    first = -(-max(lowest) // step) * step
    return list(range(first, min(highest) + 1, step)[: MOST + 1])


def _steps(parameter: Parameter, written: str) -> list[str]:
    """Write out `start..end` or `start..end..step` of a number; leave all else as it is."""
    item = apart(parameter.type)[0]
    number = r"(-?[0-9]+(?:\.[0-9]+)?)"
    found = re.fullmatch(rf"{number}\.\.{number}(?:\.\.{number})?", written)
    if not found or not (item in (int, float) or limits_of(item)):
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
    while start <= end and len(values) <= MOST:
        values.append(f"{start:f}")
        start += step
    return values
