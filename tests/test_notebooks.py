"""The notebooks: all have the same anatomy, and give an answer under every choice they offer."""

import ast
import hashlib
import json
import re
from itertools import combinations
from pathlib import Path

import pytest

from helpers import findings, parameters
from helpers.reports import collection, publish, render

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
START = ROOT / "notebooks" / "00_start_here.py"  # tells of the others, and has a shape of its own
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_analysis = pytest.mark.parametrize(
    "path", [path for path in NOTEBOOKS if path != START], ids=lambda path: path.stem
)

DOCUMENT_IDS = r"forum-2020|panel-2018|huang-study|incubators-2018|newsletter-2022"


def cells(path):
    return collection.read_cells(path)


def code(path):
    return [cell for cell in cells(path) if cell["type"] == "code"]


def prose(cell):
    """The text of a Markdown cell, without the comment marks and the headings."""
    lines = [line.removeprefix("#").strip() for line in cell["source"].splitlines()]
    return " ".join(line for line in lines if not line.startswith("#"))


def headings(path):
    """The `##` headings with their cells, in order."""
    found = {}
    for cell in cells(path):
        heading = re.search(r"(?m)^# ## (.+)$", cell["source"])
        if cell["type"] == "markdown" and heading:
            found[heading.group(1)] = cell
    return found


def sentences(text):
    return [part for part in re.split(r"(?<=[.?!])\s+", text.strip()) if part]


def tagged(path, tag):
    return [place for place, cell in enumerate(cells(path)) if tag in cell["tags"]]


@each_notebook
def test_it_opens_with_a_question_and_what_is_at_stake(path):
    first = cells(path)[0]
    assert first["type"] == "markdown"
    titles = re.findall(r"(?m)^# # (.+)$", first["source"])
    assert len(titles) == 1
    assert titles[0].endswith("?")
    assert 2 <= len(sentences(prose(first))) <= 4


@each_notebook
def test_parameters_setup_and_bottom_line_come_next_and_provenance_last(path):
    assert tagged(path, "parameters") == [1]
    assert tagged(path, "setup") == [2]
    assert tagged(path, "bottom-line") == [3]
    assert tagged(path, "checks") == [len(cells(path)) - 2]
    assert tagged(path, "provenance") == [len(cells(path)) - 1]


@each_notebook
def test_parameters_are_few_typed_and_explained_and_the_corpus_is_first(path):
    declared = collection.declared(path)
    assert len(declared) <= 6
    assert next(iter(declared)) == "corpus"
    assert declared["corpus"].default == "seeds"
    assert all(len(parameter.help) > 5 for parameter in declared.values())


@each_notebook
def test_the_setup_is_short_and_checks_the_parameters(path):
    setup = cells(path)[2]["source"]
    doing = [line for line in setup.splitlines() if not re.match(r"\s*$|from |import ", line)]
    assert len(doing) <= 10, "imports aside"
    assert "parameters.check(globals())" in setup


@each_notebook
def test_the_bottom_line_is_a_computed_finding(path):
    calls = [
        node for node in ast.walk(ast.parse(cells(path)[3]["source"])) if isinstance(node, ast.Call)
    ]
    [finding] = [call for call in calls if ast.unparse(call.func) == "findings.finding"]
    assert {keyword.arg for keyword in finding.keywords} >= {"estimate", "unit"}
    assert not isinstance(finding.args[0], ast.Constant), "the sentence is typed, not computed"


@each_analysis
def test_it_says_what_was_read_then_takes_two_to_four_steps_then_shows_evidence(path):
    titles = list(headings(path))
    assert titles[0] == "What was read"
    assert titles[-2:] == ["Evidence", "Could this be wrong?"]
    assert 2 <= len(titles[1:-2]) <= 4
    for title, cell in headings(path).items():
        assert 1 <= len(sentences(prose(cell))) <= 3, f"{title}: one to three sentences"


def test_the_start_page_shows_the_answers_and_then_the_board():
    assert list(headings(START)) == ["What do the documents say?", "The board"]
    assert list(collection.declared(START)) == ["corpus"]
    calls = re.findall(r"board\.(\w+)\(", whole(START))
    assert {"answers", "cells", "moves", "absences", "placebos", "reasons"} <= set(calls)
    assert calls.index("answers") < calls.index("cells")


@each_notebook
def test_it_has_one_to_three_charts_each_with_title_caption_and_alternative(path):
    calls = [node for node in ast.walk(ast.parse(whole(path))) if isinstance(node, ast.Call)]
    shown = [call for call in calls if ast.unparse(call.func) == "charts.show"]
    assert 1 <= len(shown) <= 3
    for call in shown:
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        assert {"name", "title", "caption", "alt"} <= set(given)
        assert not isinstance(given["title"], ast.Constant), (
            "a chart's title is its finding, computed"
        )


@each_analysis
def test_its_evidence_speaks_for_and_against(path):
    start = cells(path).index(headings(path)["Evidence"])
    end = cells(path).index(headings(path)["Could this be wrong?"])
    source = "\n".join(cell["source"] for cell in cells(path)[start:end])
    assert re.search(r"evidence\.(listed|unfold)\(", source)
    assert "against" in source


@each_analysis
def test_it_tries_to_break_its_finding_and_ends_on_what_changes(path):
    start = cells(path).index(headings(path)["Could this be wrong?"])
    source = "\n".join(cell["source"] for cell in cells(path)[start:-2])
    assert "findings.robustness(" in source
    assert source.index("weakens where") < source.index("findings.vary("), (
        "defined before the result"
    )
    assert "findings.say(" in cells(path)[-3]["source"]


@each_notebook
def test_its_checks_are_sentences_about_the_world(path):
    checks = [
        node for node in ast.parse(cells(path)[-2]["source"]).body if isinstance(node, ast.Assert)
    ]
    assert len(checks) >= 3
    for check in checks:
        assert check.msg is not None
        assert len(ast.unparse(check.msg).split()) >= 5


@each_notebook
def test_markdown_holds_no_digit(path):
    for cell in cells(path):
        if cell["type"] == "markdown":
            text = re.sub(rf"`[^`]*`|{DOCUMENT_IDS}", "", cell["source"])
            assert not re.search(r"\d", text), f"a typed number: {text}"


@each_notebook
def test_cells_are_few_and_short_and_define_nothing_long(path):
    assert len(code(path)) <= 25
    for cell in code(path):
        assert len(cell["source"].splitlines()) <= 20, cell["source"]
        for node in ast.walk(ast.parse(cell["source"])):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 3, node.name


def whole(path):
    return "\n".join(cell["source"] for cell in code(path))


def run(path, **given):
    """Run a notebook's cells here, one namespace, parameters as papermill would set them."""
    settled = parameters.settle(collection.declared(path), given)
    namespace = {"__name__": "__main__"}
    shown = []
    for cell in code(path):
        tree = ast.parse(cell["source"])
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), namespace)
        if last:
            value = eval(compile(ast.Expression(last.value), path.name, "eval"), namespace)
            shown.append(value)
        if "parameters" in cell["tags"]:
            namespace |= settled
    return shown


def handed_over(shown, what):
    """What the cells of a notebook hand to the report of one kind: finding, robustness …"""
    bundles = [value._repr_mimebundle_() for value in shown if hasattr(value, "_repr_mimebundle_")]
    return [
        data
        for bundle in bundles
        for kind, data in bundle.items()
        if kind.endswith(f".{what}+json")
    ]


def finding_of(shown):
    """The finding of a notebook, with its robustness where it has one."""
    [found] = handed_over(shown, "finding")
    return found | {"robustness": handed_over(shown, "robustness")}


def choices(path):
    """Every choice of every parameter, one at a time."""
    for name, parameter in collection.declared(path).items():
        for choice in parameter.choices():
            given = [choice] if isinstance(parameter.default, list) else choice
            if given != parameter.default:
                yield {name: given}
    if "document" in collection.declared(path):
        yield {"document": "panel-2018"}
    if "documents" in collection.declared(path):
        yield {"documents": ["forum-2020"]}


CASES = [
    pytest.param(path, corpus, given, id=f"{path.stem[:2]}-{corpus}-{given or 'defaults'}")
    for path in NOTEBOOKS
    for corpus in ("seeds", "toy")
    for given in [{}, *choices(path)]
]


@pytest.fixture(scope="session")
def answered(once):
    """What a notebook answers under a choice; each is run once, whichever test asks first."""

    def answer(path, corpus, given):
        def make(folder):
            with pytest.MonkeyPatch.context() as patch:
                if path == START:
                    publish_answers(folder, corpus)
                    patch.setattr(publish, "OUTPUTS", folder)
                    patch.setattr(publish, "SCRATCH", folder)  # nothing has failed
                found = finding_of(run(path, corpus=corpus, **given))
            (folder / "finding.json").write_text(json.dumps(found))

        def publish_answers(folder, corpus):
            for report in collection.select([], [f"corpus={corpus}"] if corpus != "seeds" else []):
                if report.notebook != START:
                    found = answer(report.notebook, corpus, {})
                    handed = {"finding": [found], "robustness": found.pop("robustness")}
                    published = render.finding_of(report, found["sentence"], handed)
                    (folder / report.name).mkdir()
                    (folder / report.name / "finding.json").write_text(json.dumps(published))

        key = hashlib.sha256(repr(sorted(given.items())).encode()).hexdigest()[:16]
        folder = once(f"answer-{path.stem}-{corpus}-{key}", make)
        return json.loads((folder / "finding.json").read_text())

    return answer


@pytest.mark.parametrize(("path", "corpus", "given"), CASES)
def test_it_answers_under_every_choice(answered, path, corpus, given):
    found = answered(path, corpus, given)
    assert found["sentence"][0].isupper() or found["sentence"][0].isdigit()
    assert found["sentence"].endswith(".")
    assert not re.search(r"\bnan\b", found["sentence"])
    assert found["estimate"] is not None


def pairs(path):
    """Every two choices of different parameters, neither of them the default."""
    for one, other in combinations(choices(path), 2):
        if not one.keys() & other.keys() and not {"document", "documents"} <= {*one, *other}:
            yield one | other


PAIRS = [
    pytest.param(path, corpus, given, id=f"{path.stem[:2]}-{corpus}-{given}")
    for path in NOTEBOOKS
    for corpus in ("seeds", "toy")
    for given in pairs(path)
]


def test_the_start_page_tells_of_every_notebook(answered):
    found = answered(START, "toy", {})
    assert found["denominator"] == len(NOTEBOOKS) - 2, "all but the start page and the template"
    assert found["robustness"] == []


@pytest.mark.pairs
@pytest.mark.parametrize(("path", "corpus", "given"), PAIRS)
def test_it_answers_under_every_pair_of_choices(answered, path, corpus, given):
    test_it_answers_under_every_choice(answered, path, corpus, given)
    test_no_choice_leaves_a_kind_without_variants_and_without_a_reason(
        answered, path, corpus, given
    )


def is_varied(found):
    """Has every kind of variant, placebos aside, a variant or else a reason why there is none?"""
    [varied] = found["robustness"]
    tried, reasons = {row["kind"] for row in varied["rows"]}, varied["unvaried"]
    assert not tried & set(reasons), "a kind has variants, and a reason why it has none"
    names = [row["variant"] for row in varied["rows"]]
    assert len(names) == len(set(names)), "two variants have one name"
    for reason in reasons.values():
        assert len(reason.split()) >= 4, reason
        assert not reason.endswith("."), "a reason continues a sentence"
    return tried | set(reasons) >= set(findings.KINDS) - {"placebo"}


@pytest.mark.parametrize(("path", "corpus", "given"), [c for c in CASES if c.values[0] != START])
def test_no_choice_leaves_a_kind_without_variants_and_without_a_reason(
    answered, path, corpus, given
):
    assert is_varied(answered(path, corpus, given))


@each_analysis
def test_some_choice_moves_the_answer(answered, path):
    plain = answered(path, "seeds", {})["sentence"]
    assert any(answered(path, "seeds", given)["sentence"] != plain for given in choices(path))


def test_a_wrong_choice_is_refused_in_one_line_also_without_the_report_command():
    path = ROOT / "notebooks" / "31_who_stresses_what.py"
    source = whole(path).replace('= "reading-1"', '= "reading-9"', 1)
    with pytest.raises(ValueError, match=r"parameter coder: expected .*reading-1.*reading-9"):
        exec(compile(source, path.name, "exec"), {"__name__": "__main__"})
