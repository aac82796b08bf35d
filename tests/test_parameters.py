"""Parameters: what may be declared, what a value may be, and what a sweep asks for."""

import json
from typing import Annotated, Any, Literal, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from pydantic import BaseModel, Field, TypeAdapter

from helpers import arguments, declarations, parameters
from helpers.sources import InputError

LIMITED = "Annotated[int, Field(ge=1, le=9)]"
SHARE = "Annotated[float, Field(gt=0, lt=1)]"

# Each type as it is written, as a running notebook holds it, with a default and its explanation.
TYPES = {
    "bool": (bool, False, "true or false"),
    "int": (int, 3, "a whole number"),
    "float": (float, 0.5, "a number"),
    "str": (str, "a", "text"),
    "int | None": (int | None, None, "a whole number, or none"),
    "str | None": (str | None, None, "text, or none"),
    "list[bool]": (list[bool], [], "a list of true or false"),
    "list[int]": (list[int], [], "a list of whole numbers"),
    "list[float]": (list[float], [], "a list of numbers"),
    "list[str]": (list[str], [], "a list of texts"),
    "list[str] | None": (list[str] | None, None, "a list of texts, or none"),
    "Literal['words', 'turns']": (Literal["words", "turns"], "words", "one of words, turns"),
    "Literal[1, 2]": (Literal[1, 2], 1, "one of 1, 2"),
    "Literal['words', 'turns'] | None": (
        Optional[Literal["words", "turns"]],  # noqa: UP045  a notebook may hold either form
        None,
        "one of words, turns, or none",
    ),
    "list[Literal['words', 'turns']]": (
        list[Literal["words", "turns"]],
        [],
        "any of words, turns",
    ),
    "list[Literal['words', 'turns']] | None": (
        list[Literal["words", "turns"]] | None,
        None,
        "any of words, turns, or none",
    ),
    LIMITED: (Annotated[int, Field(ge=1, le=9)], 3, "a whole number from 1 to 9"),
    "Annotated[int, Field(ge=-1)]": (
        Annotated[int, Field(ge=-1)],
        3,
        "a whole number of at least -1",
    ),
    "Annotated[int, Field(le=9)]": (Annotated[int, Field(le=9)], 3, "a whole number of at most 9"),
    "Annotated[int, Field(le=8, ge=2, multiple_of=2)]": (
        Annotated[int, Field(le=8, ge=2, multiple_of=2)],
        4,
        "a whole number from 2 to 8 and divisible by 2",
    ),
    SHARE: (Annotated[float, Field(gt=0, lt=1)], 0.5, "a number above 0 and below 1"),
    "Annotated[float, Field(ge=0, lt=0.5)]": (
        Annotated[float, Field(ge=0, lt=0.5)],
        0.1,
        "a number of at least 0 and below 0.5",
    ),
    f"{LIMITED} | None": (
        Annotated[int, Field(ge=1, le=9)] | None,
        None,
        "a whole number from 1 to 9, or none",
    ),
    f"list[{LIMITED}]": (
        list[Annotated[int, Field(ge=1, le=9)]],
        [1],
        "a list of whole numbers from 1 to 9",
    ),
    f"list[{SHARE}] | None": (
        list[Annotated[float, Field(gt=0, lt=1)]] | None,
        None,
        "a list of numbers above 0 and below 1, or none",
    ),
}
each_type = pytest.mark.parametrize("written", TYPES)


def parameter(written, name="n"):
    """The parameter of that type, as a notebook declares it."""
    default = TYPES[written][1] if written in TYPES else None
    return declarations.declared(f"{name}: {written} = {default!r}  # help")[name]


def running(written, value):
    """The names of a running notebook in which the parameter n has that value."""
    return {"__annotations__": {"n": TYPES[written][0]}, "n": value}


def error(function, *arguments):
    """The one line that a call ends in."""
    with pytest.raises(InputError) as caught:
        function(*arguments)
    said = str(caught.value)
    assert said.isprintable(), f"more than one plain line: {said!r}"
    return said


# What may be declared


@each_type
def test_a_type_is_read_as_a_running_notebook_holds_it(written):
    live, default, _ = TYPES[written]
    found = parameter(written)
    assert (found.written, found.default, found.help) == (written, default, "help")
    assert TypeAdapter(found.type).json_schema() == TypeAdapter(live).json_schema()
    parameters.check(running(written, default))


@each_type
def test_a_type_is_explained_in_plain_words_from_either(written):
    live, default, words = TYPES[written]
    assert parameter(written).explained() == words
    assert parameters.Parameter("n", "", live, default, "").explained() == words


@pytest.mark.parametrize(
    ("written", "choices"),
    [
        ("int", []),
        (LIMITED, []),
        ("Literal['words', 'turns']", ["words", "turns"]),
        ("Literal['words', 'turns'] | None", ["words", "turns"]),
        ("list[Literal['words', 'turns']]", ["words", "turns"]),
    ],
)
def test_the_choices_are_those_of_a_literal(written, choices):
    assert parameter(written).choices() == choices


@pytest.mark.parametrize(
    "written",
    [
        "dict",
        "list",
        "int | str",
        "None | int",
        "None",
        "list[list[int]]",
        "list[int | None]",
        "dict[str, int]",
        "print('run')",
        "typing.Any",
    ],
)
def test_another_type_is_refused_with_those_that_there_are(written):
    said = error(declarations.declared, f"n: {written} = 1  # help")
    assert said.startswith("parameters cell, line 1: type ")
    assert said.endswith(
        "is not known here; use bool, int, float, str, Literal[...], Annotated[...], list[...] "
        "or `... | None`"
    )


@pytest.mark.parametrize(
    "written",
    [
        "Annotated[int, 3]",
        "Annotated[int]",
        "Annotated[int, Field()]",
        "Annotated[int, Field(3)]",
        "Annotated[int, Field(default=3)]",
        "Annotated[int, Field(ge=1, strict=False)]",
        "Annotated[int, Field(**{'ge': 1})]",
        "Annotated[int, Field(ge=1), Field(le=9)]",
        "Annotated[int, pydantic.Field(ge=1)]",
        "Annotated[int, print(ge=1)]",
        "Annotated[int, Field(ge=1.0)]",
        "Annotated[int, Field(ge='1')]",
        "Annotated[int, Field(ge=True)]",
        "Annotated[int, Field(ge=None)]",
        "Annotated[int, Field(multiple_of=0)]",
        "Annotated[int, Field(multiple_of=-2)]",
        f"Annotated[int, Field(le={2**63})]",
        f"Annotated[float, Field(le={10**400})]",
        "Annotated[float, Field(le=1e309)]",
        "Annotated[str, Field(ge=1)]",
        "Annotated[bool, Field(ge=1)]",
        "Annotated[int | None, Field(ge=1)]",
        "Annotated[list[int], Field(ge=1)]",
    ],
)
def test_anything_else_that_is_annotated_is_refused(written):
    said = error(declarations.declared, f"n: {written} = 1  # help")
    assert said == (
        "parameters cell, line 1: expected Annotated[int or float, Field(...)] with numbers of "
        f"that type for ge, le, gt, lt, multiple_of (above 0); found {written}"
    )


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Annotated[int, Field(ge=lowest)]", "ge is no constant"),
        ("Annotated[int, Field(ge=print('run'))]", "ge is no constant"),
        ("Literal[m]", "Literal[...] holds what is no constant"),
        ("Literal[{[]: 1}]", "Literal[...] holds what is no constant"),
        ("Literal[()]", "expected texts or whole numbers in Literal[...]"),
        ("Literal[1.5]", "expected texts or whole numbers in Literal[...]"),
        ("Literal['a', True]", "expected texts or whole numbers in Literal[...]"),
        ("Literal['a', None]", "expected texts or whole numbers in Literal[...]"),
        (r"Literal['a', 'b\n']", "Literal[...] holds a control character, U+000A; take it out"),
        (f"Literal[{2**63}]", "Literal[...] holds a whole number beyond 64 bits; take a smaller"),
    ],
)
def test_a_limit_or_a_choice_is_a_plain_constant(written, words):
    said = error(declarations.declared, f"n: {written} = 1  # help")
    assert said.startswith(f"parameters cell, line 1: {words}")


@pytest.mark.parametrize(
    ("declaration", "words"),
    [
        (f"n: {LIMITED} = 12", "parameter n: expected a whole number from 1 to 9; found 12"),
        ("n: int = 'a'", "parameter n: expected int; found 'a'"),
        ("n: float = 1e999", "parameter n: expected float; found inf"),
        (f"n: int = {2**63}", "parameter n: holds a whole number beyond 64 bits; take a smaller"),
        (r"n: str = 'a\0'", "parameter n: holds a control character, U+0000; take it out"),
        ("n: int = print('run')", "parameters cell, line 1: n: the default is no constant"),
        ("n: list[int] = [m for m in (1, 2)]", "parameters cell, line 1: n: the default is no"),
    ],
)
def test_a_default_is_a_constant_of_its_type(declaration, words):
    assert error(declarations.declared, f"{declaration}  # help").startswith(words)


def test_a_line_separator_in_a_text_is_no_new_line_of_the_cell():
    cell = 'title: str = "a\u2028b"  # of the page\nn: int = 1  # how many'
    assert [found.help for found in declarations.declared(cell).values()] == [
        "of the page",
        "how many",
    ]


@pytest.mark.parametrize("cell", ["n: int = 1  # \0", f"n: int = {'-' * 100_000}1  # deep"])
def test_a_cell_that_python_cannot_take_is_no_traceback(cell):
    with pytest.raises((InputError, SyntaxError)):  # a syntax error is told by who reads the file
        declarations.declared(cell)


# What a value may be

VALUES = [
    ("bool", True),
    ("int", 2**63 - 1),
    ("int", -(2**63)),
    ("float", 1e300),
    ("str", "走出去 – a\u00a0b \u200d 🙂"),
    ("str", ""),
    ("str", "__import__('os').system('true')"),
    ("str", "{{ n }} <script> $(true) `true`"),
    ("int | None", None),
    ("list[str]", ["a,b", ""]),
    ("Literal['words', 'turns'] | None", "turns"),
    ("list[Literal['words', 'turns']]", ["turns", "words"]),
    (LIMITED, 1),
    (LIMITED, 9),
    (SHARE, 0.999),
    (f"{LIMITED} | None", None),
    (f"list[{LIMITED}]", [9, 1]),
    ("Annotated[int, Field(le=8, ge=2, multiple_of=2)]", 8),
]


@pytest.mark.parametrize(("written", "value"), VALUES)
def test_a_value_of_its_type_stays_what_it_is(written, value):
    settled = parameters.settle({"n": parameter(written)}, {"n": value})
    assert (settled, type(settled["n"])) == ({"n": value}, type(value))
    parameters.check(running(written, value))


REFUSED = [
    ("int", "many", "expected int; found 'many'"),
    ("int", True, "expected int; found True"),
    ("int", 3.0, "expected int; found 3.0"),
    ("float", float("nan"), "expected float; found nan"),
    ("bool", 1, "expected bool; found 1"),
    ("str", None, "expected str; found None"),
    ("int | None", "3", "expected int | None; found '3'"),
    ("list[str]", "a", "expected list[str]; found 'a'"),
    ("list[str] | None", [1], "expected list[str] | None; found [1]"),
    (
        "Literal['words', 'turns']",
        "word",
        "expected one of words, turns; found 'word' (did you mean words?)",
    ),
    (
        "Literal['words', 'turns'] | None",
        "word",
        "expected one of words, turns, or none; found 'word' (did you mean words?)",
    ),
    (
        "list[Literal['words', 'turns']]",
        ["word"],
        "expected a list of one of words, turns; found ['word']",
    ),
    (LIMITED, 12, "expected a whole number from 1 to 9; found 12"),
    (LIMITED, 0, "expected a whole number from 1 to 9; found 0"),
    (LIMITED, 1.0, "expected a whole number from 1 to 9; found 1.0"),
    (LIMITED, "1", "expected a whole number from 1 to 9; found '1'"),
    (SHARE, 1, "expected a number above 0 and below 1; found 1"),
    (f"{LIMITED} | None", 12, "expected a whole number from 1 to 9, or none; found 12"),
    (f"list[{LIMITED}]", [1, 12], "expected a list of whole numbers from 1 to 9; found [1, 12]"),
    (f"list[{LIMITED}]", 1, "expected a list of whole numbers from 1 to 9; found 1"),
    (
        "Annotated[int, Field(le=8, ge=2, multiple_of=2)]",
        3,
        "expected a whole number from 2 to 8 and divisible by 2; found 3",
    ),
    ("str", "a\0", "holds a control character, U+0000; take it out"),
    ("str", "a\nb", "holds a control character, U+000A; take it out"),
    ("str", "\x1b[31m", "holds a control character, U+001B; take it out"),
    ("str", "a\x85", "holds a control character, U+0085; take it out"),
    ("str", "a\ud800", "holds a lone surrogate, U+D800; take it out"),
    ("list[str]", ["a", "\x7f"], "holds a control character, U+007F; take it out"),
    ("Literal['words', 'turns']", "words\n", "holds a control character, U+000A; take it out"),
    ("int", 2**63, "holds a whole number beyond 64 bits; take a smaller one"),
    ("int", -(2**63) - 1, "holds a whole number beyond 64 bits; take a smaller one"),
    ("float", 10**400, "holds a whole number beyond 64 bits; take a smaller one"),
    ("list[int]", [1, 10**5000], "holds a whole number beyond 64 bits; take a smaller one"),
]


@pytest.mark.parametrize(("written", "value", "words"), REFUSED)
def test_another_value_is_refused_in_the_same_words_everywhere(written, value, words):
    said = f"parameter n: {words}"
    assert error(parameters.settle, {"n": parameter(written)}, {"n": value}) == said
    assert error(parameters.check, running(written, value)) == said


def test_a_long_value_is_shortened_in_the_message():
    assert len(error(parameters.settle, {"n": parameter("int")}, {"n": "many" * 10_000})) < 200


class Lines:
    def __repr__(self):
        return "one\ntwo"


def test_what_a_running_notebook_holds_is_told_in_one_line():
    said = error(parameters.check, running("int", Lines()))
    assert said == "parameter n: expected int; found one two"


@pytest.mark.parametrize(
    "kind",
    [
        dict,
        dict[str, Annotated[int, Field(ge=1)]],
        int | str,
        Any,
        BaseModel,
        "int",
        Annotated[int | None, Field(ge=1)],
        Annotated[str, Field(min_length=1)],
        Annotated[int, "many"],
        list[list[int]],
    ],
)
def test_a_running_notebook_knows_the_same_types(kind):
    said = error(parameters.check, {"__annotations__": {"n": kind}, "n": 3})
    assert said.startswith("parameter n: its type is not known; use bool, int, float, str, ")


def test_a_name_that_is_not_yet_set_is_not_checked():
    parameters.check({"__annotations__": {"n": int}})


# Documents


@pytest.mark.parametrize(
    ("declaration", "value"),
    [
        ('document: str = "forum-2020"', "panel-2018"),
        ('document: str | None = "forum-2020"', None),
        ("documents: list[str] = []", ["panel-2018", "forum-2020"]),
        ("documents: list[str] | None = None", None),
    ],
)
def test_documents_are_those_of_the_corpus(declaration, value):
    known = declarations.declared(f'corpus: str = "seeds"  # records\n{declaration}  # which')
    name = list(known)[1]
    assert parameters.settle(known, {name: value})[name] == value
    wrong = ["panel-2017"] if "list" in declaration else "panel-2017"
    said = error(parameters.settle, known, {name: wrong})
    assert said.startswith("unknown document 'panel-2017' (did you mean panel-2018?); known: ")


# The words of a command line


@pytest.mark.parametrize(
    ("written", "words", "value"),
    [
        ("int", "3", 3),
        ("int", "3.0", 3.0),
        ("int", "many", "many"),
        ("bool", "true", True),
        ("float", "1e3", 1000.0),
        ("str", "3", "3"),
        ("str", "null", "null"),
        ("str", '"a"', '"a"'),
        ("str | None", "3", "3"),
        ("str | None", "null", None),
        ("int | None", "null", None),
        ("int | None", "3", 3),
        ("Literal[1, 2]", "2", 2),
        ("Literal['words', 'turns'] | None", "words", "words"),
        ("Literal['words', 'turns'] | None", "null", None),
        ("list[str]", "a, b,,3", ["a", "b", "3"]),
        ("list[str]", "", []),
        ("list[str]", '["a,b", "c"]', ["a,b", "c"]),
        ("list[str]", "[a", "[a"),
        ("list[str] | None", "a,b", ["a", "b"]),
        ("list[str] | None", "null", None),
        (f"list[{LIMITED}]", "1,2", [1, 2]),
        (LIMITED, "3", 3),
    ],
)
def test_words_become_a_value_or_stay_text(written, words, value):
    found = arguments.from_words(parameter(written), words)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("words", ["[" * 100_000, '{"a":' * 100_000, "9" * 100_000])
@pytest.mark.parametrize("written", ["int", "list[int]", "Literal['words', 'turns']"])
def test_words_that_are_too_long_or_too_deep_are_no_traceback(written, words):
    said = error(arguments.from_words, parameter(written), words)
    assert said == "parameter n: too long or too deep to be read; write a simpler value"


@pytest.mark.parametrize("depth", range(900, 1000, 5))
def test_what_is_just_not_too_deep_is_refused_too(depth):
    """Reading may stop a step before or after showing does."""

    def settled():
        value = arguments.from_words(parameter("int"), "[" * depth + "]" * depth)
        parameters.settle({"n": parameter("int")}, {"n": value})

    assert error(settled).startswith("parameter n: ")


words_of_all_kinds = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cc", "Cs", "Nd"])),
    st.text('[]{}",.*|-+0123456789eENaInfityulrs\\'),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ).map(json.dumps),
    st.sampled_from(["words", "words,turns", "null", "true", "1", "0.5", "*", "1..5"]),
)


def result(call):
    """What a call returns, or what it refuses with."""
    try:
        return call(), ""
    except InputError as caught:
        return None, str(caught)


def is_sound(value, written):
    """Is it a value of the type, as JSON carries it to any file and back?"""
    assert json.loads(json.dumps(value).encode("ascii")) == value
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    return TypeAdapter(TYPES[written][0]).validate_python(value, strict=True) == value


@given(written=st.sampled_from(list(TYPES)), words=words_of_all_kinds)
def test_any_words_become_a_sound_value_or_one_line(written, words):
    known = {"n": parameter(written)}
    settled, said = result(
        lambda: parameters.settle(known, {"n": arguments.from_words(known["n"], words)})
    )
    assert said.isprintable()
    assert said or is_sound(settled["n"], written)


# Sweeps


@pytest.mark.parametrize(
    ("written", "words", "values"),
    [
        ("int", "3", [3]),
        ("int", "1,5,3", [1, 5, 3]),
        ("int", " 1 , 2,,", [1, 2]),
        ("int", "3,1,3", [3, 1]),
        ("int", "1..5", [1, 2, 3, 4, 5]),
        ("int", "1..9..3", [1, 4, 7]),
        ("int", "-2..0", [-2, -1, 0]),
        ("int", "4..4", [4]),
        ("int", "1..3,7,2..4", [1, 2, 3, 7, 4]),
        ("int", "1..1000", list(range(1, 1001))),
        ("int", "[1, 2]", [1, 2]),
        ("int | None", "1..2,null", [1, 2, None]),
        (LIMITED, "*", list(range(1, 10))),
        (LIMITED, "8..9", [8, 9]),
        (f"{LIMITED} | None", "*", [*range(1, 10), None]),
        (f"list[{LIMITED}]", "*", [[n] for n in range(1, 10)]),
        ("list[int]", "1..3|5,6", [[1], [2], [3], [5, 6]]),
        ("Annotated[int, Field(le=8, ge=2, multiple_of=2)]", "*", [2, 4, 6, 8]),
        ("float", "0..1..0.25", [0.0, 0.25, 0.5, 0.75, 1.0]),
        ("float", "0.1..0.7..0.1", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]),
        ("float", "1..2", [1.0, 2.0]),
        ("float", "1, 1.0, 1e0", [1.0]),
        (SHARE, "0.1..0.3..0.1", [0.1, 0.2, 0.3]),
        ("bool", "*", [False, True]),
        ("bool", "true,false", [True, False]),
        ("Literal['words', 'turns']", "*", ["words", "turns"]),
        ("Literal['words', 'turns']", "turns", ["turns"]),
        ("Literal['words', 'turns'] | None", "*", ["words", "turns", None]),
        ("Literal['words', 'turns'] | None", "null,words", [None, "words"]),
        ("Literal[1, 2]", "*", [1, 2]),
        ("list[Literal['words', 'turns']]", "*", [["words"], ["turns"]]),
        ("list[Literal['words', 'turns']]", "words,turns|turns", [["words", "turns"], ["turns"]]),
        ("list[Literal['words', 'turns']] | None", "*", [["words"], ["turns"], None]),
        ("str", "a, b", ["a", "b"]),
        ("str", "1..5", ["1..5"]),
        ("str", '["a,b","c", "*"]', ["a,b", "c", "*"]),
        ("str", "null", ["null"]),
        ("str | None", "a,null", ["a", None]),
        ("list[str]", "a,b|c", [["a", "b"], ["c"]]),
        ("list[str]", "a | a | b", [["a"], ["b"]]),
        ("list[str]", '["a,b"]|[]', [["a,b"], []]),
        ("list[str] | None", "a|null", [["a"], None]),
    ],
)
def test_a_sweep_lists_its_values_in_order_and_once(written, words, values):
    found = arguments.spread(parameter(written), words)
    assert (found, [type(value) for value in found]) == (values, [type(value) for value in values])


@pytest.mark.parametrize(
    ("name", "written", "values"),
    [
        ("document", "str", ["a", "b"]),
        ("document", "str | None", ["a", "b", None]),
        ("document", "Literal['words', 'turns']", ["words", "turns"]),
        ("documents", "list[str]", [["a"], ["b"]]),
    ],
)
def test_every_document_is_one_of_the_corpus(name, written, values):
    assert arguments.spread(parameter(written, name), "*", ["a", "b"]) == values


CLOSED = "parameter n: * stands for a closed list of values, and this is "


@pytest.mark.parametrize(
    ("written", "words", "said"),
    [
        ("str", "*", f"{CLOSED}text; write the values out"),
        ("list[str] | None", "*", f"{CLOSED}a list of texts, or none; write the values out"),
        ("int", "*", f"{CLOSED}a whole number; write the values out"),
        ("Annotated[int, Field(ge=-1)]", "*", f"{CLOSED}a whole number of at least -1; write the"),
        ("Annotated[int, Field(le=9)]", "*", f"{CLOSED}a whole number of at most 9; write the"),
        (SHARE, "*", f"{CLOSED}a number above 0 and below 1; write the values out"),
        ("int", "", "parameter n: no value given; write at least one"),
        ("str", " , ", "parameter n: no value given; write at least one"),
        ("list[str]", "|", "parameter n: no value given; write at least one"),
        ("int", "[]", "parameter n: no value given; write at least one"),
        ("int", "5..1", "parameter n: 5..1 goes down; begin with the smaller number"),
        ("int", "1..5..0", "parameter n: 1..5..0: expected a step above 0; found 0"),
        ("int", "5..1..-1", "parameter n: 5..1..-1: expected a step above 0; found -1"),
        ("int", "1..1001", "parameter n: more than 1000 values; ask for fewer"),
        ("int", "1..999999999999", "parameter n: more than 1000 values; ask for fewer"),
        ("float", f"0..1..0.{'0' * 50}1", "parameter n: more than 1000 values; ask for fewer"),
        ("str", "a," * 1001, "parameter n: more than 1000 values; ask for fewer"),
        ("int", "0..1..0.5", "parameter n: expected int; found 0.5"),
        ("int", "1..many", "parameter n: expected int; found '1..many'"),
        ("int", "1..", "parameter n: expected int; found '1..'"),
        ("int", "1...5", "parameter n: expected int; found '1...5'"),
        ("int", "¹..5", "parameter n: expected int; found '¹..5'"),
        ("int", "1,true", "parameter n: expected int; found True"),
        ("int", "[1, [2]]", "parameter n: expected int; found [2]"),
        ("int", f"{2**63}", "parameter n: holds a whole number beyond 64 bits; take a smaller one"),
        ("bool", "0..1", "parameter n: expected bool; found '0..1'"),
        (LIMITED, "8..12", "parameter n: expected a whole number from 1 to 9; found 10"),
        ("Literal[1, 2]", "1..2", "parameter n: expected one of 1, 2; found '1..2'"),
        ("Literal['words', 'turns']", "words,*", "parameter n: expected one of words, turns; fou"),
        ("list[int]", "1..3,5", "parameter n: expected list[int]; found ['1..3', 5]"),
        ("str", "a,b\n,c\0", "parameter n: holds a control character, U+0000; take it out"),
        (
            "str",
            '["a,b", "c"',
            """parameter n: '["a,b", "c"' is no JSON list; write it as ["a,b", "c"]""",
        ),
        ("str", "[" * 100_000, "parameter n: too long or too deep to be read; write a simpler"),
    ],
)
def test_a_sweep_of_something_else_is_refused_in_one_line(written, words, said):
    assert error(arguments.spread, parameter(written), words).startswith(said)


@pytest.mark.parametrize(
    ("limits", "values"),
    [
        ("gt=0, lt=4", [1, 2, 3]),
        ("gt=0, ge=3, le=9, lt=5", [3, 4]),
        ("ge=-3, lt=8, multiple_of=4", [0, 4]),
        ("ge=-9, le=-1, multiple_of=4", [-8, -4]),
    ],
)
def test_every_whole_number_lies_within_all_limits(limits, values):
    declared = declarations.declared(f"n: Annotated[int, Field({limits})] | None = None  # help")
    assert arguments.spread(declared["n"], "*") == [*values, None]


def test_a_closed_range_may_be_too_wide_for_a_sweep():
    wide = declarations.declared(f"n: Annotated[int, Field(ge={-(2**63)}, lt=9)] = 1  # help")["n"]
    said = error(arguments.spread, wide, "*")
    assert said == "parameter n: more than 1000 values; ask for fewer"


@pytest.mark.parametrize(
    ("name", "documents", "said"),
    [
        ("document", None, "* stands for a closed list of values, and this is text; write the"),
        ("document", [], "no value given; write at least one"),
        ("title", ["a"], "* stands for a closed list of values, and this is text; write the"),
    ],
)
def test_documents_are_listed_where_there_are_some(name, documents, said):
    found = error(arguments.spread, parameter("str", name), "*", documents)
    assert found.startswith(f"parameter {name}: {said}")


@given(start=st.integers(-999, 999), n=st.integers(0, 50), step=st.integers(1, 99))
def test_steps_are_exact(start, n, step):
    ends = f"{start / 100:.2f}..{(start + n * step) / 100:.2f}..{step / 100:.2f}"
    expected = [(start + place * step) / 100 for place in range(n + 1)]
    assert arguments.spread(parameter("float"), ends) == expected


@given(written=st.sampled_from(list(TYPES)), words=words_of_all_kinds)
def test_a_sweep_over_any_words_is_sound_values_or_one_line(written, words):
    values, said = result(lambda: arguments.spread(parameter(written), words))
    assert said.isprintable()
    assert said or 1 <= len(values) <= 1000
    assert said or all(is_sound(value, written) for value in values)


def test_in_jupyterlab_a_wrong_value_gives_one_line(capsys):
    shell = InteractiveShell()
    shell.run_cell("n: int = 'three'\nfrom helpers import parameters\nparameters.check(globals())")
    said = capsys.readouterr().out.strip()
    assert said == "InputError: parameter n: expected int; found 'three'"
