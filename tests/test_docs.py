"""The papers: what is generated is fresh, and what is public is explained."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import helpers
from helpers import codebook
from helpers.reports import collection, publish, readme

ROOT = Path(__file__).resolve().parents[1]
MODULES = [
    module.name
    for module in pkgutil.walk_packages(helpers.__path__, "helpers.")
    if module.name != "helpers.reports"
]


def test_the_readme_holds_the_answers_of_the_committed_findings():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.with_table(text) == text, "run make docs"
    for name in collection.read():
        assert publish.finding(name)["sentence"] in text


def test_the_codebook_is_the_one_that_the_schemas_give():
    assert (ROOT / "docs/codebook.md").read_text(encoding="utf-8") == codebook.text(), (
        "run make docs"
    )


@pytest.mark.parametrize("name", [m for m in MODULES if not m.startswith("helpers.reports.")])
def test_the_maps_of_the_helpers_name_every_module(name):
    folder, _, module = name.rpartition(".")
    is_folder = hasattr(importlib.import_module(name), "__path__")
    if folder not in ("helpers.charts", "helpers.schemas"):  # these show their names themselves
        assert f"`{module}{'/' * is_folder}`" in importlib.import_module(folder).__doc__


@pytest.mark.parametrize("name", MODULES)
def test_every_public_thing_is_explained(name):
    module = importlib.import_module(name)
    assert module.__doc__, name
    for label, thing in vars(module).items():
        mine = getattr(thing, "__module__", None) == name
        if not label.startswith("_") and mine and callable(thing):
            assert inspect.getdoc(thing), f"{name}.{label}"


@pytest.mark.parametrize("name", [m for m in MODULES if not m.startswith("helpers.reports")])
def test_every_public_function_of_a_helper_has_an_example(name):
    module = importlib.import_module(name)
    for label, thing in vars(module).items():
        mine = getattr(thing, "__module__", None) == name
        if not label.startswith("_") and mine and inspect.isfunction(thing) and label != "main":
            assert ">>>" in inspect.getdoc(thing), f"{name}.{label}"


@pytest.mark.parametrize(
    "path", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda p: p.name
)
def test_every_link_between_papers_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_every_report_has_its_finding_committed():
    for name in collection.read():
        finding = publish.finding(name)
        assert finding is not None, f"run make reports, and commit outputs/{name}/finding.json"
        assert finding["question"] == collection.question(collection.read()[name].notebook)
