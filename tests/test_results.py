"""A report that comes last reads what the others found, and never tells of anything else."""

import json
import shutil

import pytest

pytestmark = pytest.mark.engine

TELLS = """\
from helpers.reports import results
[f"{r.report}: {r.sentence} {r.trouble}." for r in results.read(corpus)]"""


@pytest.fixture(scope="module")
def library(projects, once):
    """Two reports, and one before them in the list that comes last: all built."""

    def make(folder):
        project = projects.new(folder / "built")
        for name, middle in (("one", "n"), ("two", "n"), ("all", TELLS)):
            project.notebook(name, middle)
        listed(project)
        assert project.run("build", "--jobs", "4").code == 0

    return once("library-of-results", make) / "built"


@pytest.fixture
def collection(library, projects, tmp_path):
    """A copy of the built project: where it lies does not matter, so it is as current."""
    shutil.copytree(library, tmp_path / "copy")
    return projects(tmp_path / "copy", ["one", "two", "all"])


def listed(project):
    project.collection('[report.all]\nafter = "*"\n[report.one]\n[report.two]\n')


def told(project, name="all"):
    """What the report that comes last says of the others."""
    notebook = json.loads((project.root / f"outputs/{name}/notebook.ipynb").read_text())
    [shown] = [
        output["data"]["text/plain"]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "results.read" in cell["source"]
    ]
    return "".join(shown)


def planned(project):
    lines = project.run("plan").out.splitlines()
    return {line.split()[1].rstrip(":"): line.split()[0] for line in lines}, "\n".join(lines)


def test_it_is_made_after_the_others_and_again_when_an_answer_changes(collection):
    assert told(collection) == "['one: 3 words go. .', 'two: 3 words go. .']"
    assert set(planned(collection)[0].values()) == {"current"}
    path = collection.root / "notebooks/one.py"
    path.write_text(path.read_text().replace("n: int = 3", "n: int = 5"))
    actions, said = planned(collection)
    assert actions == {"one": "execute", "two": "current", "all": "execute"}
    assert "all: if an answer changes of one" in said
    assert collection.run("build").code == 0
    assert told(collection) == "['one: 5 words go. .', 'two: 3 words go. .']"
    assert set(planned(collection)[0].values()) == {"current"}


def test_it_is_left_alone_where_a_report_was_made_again_with_the_same_answer(collection):
    collection.notebook("one", "n + 1")
    listed(collection)
    ran = collection.run("build")
    assert "one: built" in ran.line("one")
    assert "all: current" in ran.line("all")


def test_it_is_stale_where_an_answer_was_changed_by_hand(collection):
    path = collection.root / "outputs/two/finding.json"
    path.write_text(path.read_text().replace("3 words", "4 words"))
    ran = collection.run("verify")
    assert ran.code == 1
    assert "stale    all; outputs/two/finding.json changed" in ran.out
    assert "damaged  two" in ran.out


def test_a_report_that_failed_is_shown_as_failed_with_its_last_answer(collection):
    collection.notebook("two", "1 / 0")
    listed(collection)
    assert collection.run("build").code == 1
    assert "'two: 3 words go. Could not be made: ZeroDivisionError" in told(collection)
    collection.notebook("two")
    listed(collection)
    assert collection.run("build").code == 0
    assert told(collection) == "['one: 3 words go. .', 'two: 3 words go. .']"


def test_where_nothing_is_made_yet_it_does_not_apply(collection):
    shutil.rmtree(collection.root / "outputs")
    ran = collection.run("build", "all")
    assert ran.code == 0
    assert "seeds: no report of this corpus is published yet; reports build makes" in ran.out


def test_one_report_that_was_never_made_is_named_with_its_question(collection):
    shutil.rmtree(collection.root / "outputs/two")
    assert collection.run("build", "all").code == 0
    assert "'two:  Not made, or it does not apply.'" in told(collection)


def test_it_tells_of_the_versions_of_its_own_corpus(collection):
    collection.catalogue(corpus="corpora/mine")
    assert collection.run("build", "-p", "corpus=mine").code == 0
    expected = "one--corpus-mine: 3 words go. .", "two--corpus-mine: 3 words go. ."
    assert told(collection, "all--corpus-mine") == str(list(expected))
    assert told(collection) == "['one: 3 words go. .', 'two: 3 words go. .']"


def test_the_order_of_the_list_does_not_matter_and_the_list_does(collection):
    listed = '[report.two]\n[report.all]\nafter = "*"\n[report.one]\n'
    collection.collection(listed)
    assert set(planned(collection)[0].values()) == {"current"}
    collection.collection(f'{listed}[report.three]\nnotebook = "one"\nparameters.n = 4\n')
    assert "all: reports.toml lists other reports" in planned(collection)[1]


def test_made_again_it_is_the_same_byte_for_byte(collection):
    ran = collection.run("verify", "--rebuild")
    assert (ran.code, ran.out.count("the same, byte for byte")) == (0, 3)
