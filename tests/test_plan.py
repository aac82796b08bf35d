"""Nothing twice: what has to be executed, what only rendered, and what is left as it is."""

import ast
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[1]

WAYS = """\
import csv, multiprocessing, sqlite3, threading
import numpy
import pandas

def read(name):
    with open(f"../data/{name}") as file:
        return len(file.read())

read("open.txt")
with open("../data/csv.csv") as file:
    list(csv.reader(file))
pandas.read_csv("../data/pandas.csv", engine="c")
sqlite3.connect("file:../data/sqlite.db?mode=ro", uri=True).execute("select * from t").fetchall()
numpy.load("../data/numpy.npy")
thread = threading.Thread(target=read, args=["thread.txt"])
thread.start()
thread.join()
child = multiprocessing.get_context("fork").Process(target=read, args=["child.txt"])
child.start()
child.join()"""
CORPUS = """\
import os
from helpers import records, sources
try:
    sources.read_bytes(sources.corpus_folder("mine") / "coded/absent.csv")
except FileNotFoundError:
    pass
sources.read_bytes(sources.corpus_folder("seeds") / "coded/table.csv")
names = sorted(os.listdir("../listed")), [sources.text(doc) is not None for doc in ("a", "b")]
print(names)"""
HELPED = "from helpers import prose\nprint(prose.number(1000))"
WAITS = f"""\
{HELPED}
import multiprocessing

def read(name):
    with open(name) as file:
        file.read()

def apart(name):  # each child notes by itself what it opens first
    child = multiprocessing.get_context("fork").Process(target=read, args=[name])
    child.start()
    child.join()

read("../data/csv.csv")
apart("../data/open.txt")
read("../gate")
read("../data/csv.csv")
apart("../data/open.txt")"""
FILES = ["open.txt", "csv.csv", "pandas.csv", "sqlite.db", "numpy.npy", "thread.txt", "child.txt"]


def command(project, *arguments, **variables):
    """Run the command with the project's own copy of the helpers."""
    program = [sys.executable, "-P", "-m", "helpers.reports.cli"]
    return project.run(
        *arguments, program=program, PYTHONPATH=str(project.root / "src"), **variables
    )


def with_helpers(project):
    """Give a project its own copy of the helpers, which its kernels import, too."""
    copy, ignored = project.root / "src/helpers", shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src/helpers", copy, ignore=ignored)
    return project


def change(project, path, old, new):
    text = (project.root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    project.write(path, text.replace(old, new))


def planned(project, **variables):
    """What a build would do: (action, reasons) by name."""
    ran = command(project, "plan", **variables)
    assert (ran.code, ran.err) == (0, "")
    lines = [re.fullmatch(r"(\w+) +([^:]+?)(?:: (.*))?", line) for line in ran.out.splitlines()]
    return {line[2]: (line[1], line[3] or "") for line in lines}


@pytest.fixture(scope="session")
def library(once, projects):
    """A built project: notebooks that read in all ways, its own helpers, a sweep."""

    def make(folder):
        project = with_helpers(projects.new(folder / "one"))
        texts = {doc: hashlib.sha256(doc.encode()).hexdigest() for doc in ("a", "b")}
        rows = [{"doc": doc, "file": f"{doc}.txt", "sha256": sha} for doc, sha in texts.items()]
        project.catalogue(*rows)
        project.write("seeds/texts/a.txt", "a")
        project.write("seeds/coded/table.csv", "x\n1\n")
        project.write("listed/one", "")
        for name in FILES:
            project.write(f"data/{name}", "x\n1\n")
        (project.root / "data/sqlite.db").unlink()
        base = sqlite3.connect(project.root / "data/sqlite.db")
        base.execute("create table t (x)")
        base.close()
        npy = "import numpy, sys; numpy.save(sys.argv[1], numpy.zeros(2))"
        subprocess.run([sys.executable, "-c", npy, project.root / "data/numpy.npy"], check=True)
        cells = {"corpus": CORPUS, "helped": HELPED, "plain": "n", "ways": WAYS}
        for name, cell in cells.items():
            project.notebook(name, cell)
        for ran in (command(project, "build"), command(project, "sweep", "plain", "-p", "n=4,5")):
            assert (ran.code, ran.err) == (0, ""), ran

    return once("library", make) / "one"


@pytest.fixture
def copied(library, projects, tmp_path):
    """A copy of the built project: where it lies does not matter, so it is as current."""
    shutil.copytree(library, tmp_path / "copy")
    return projects(tmp_path / "copy", ["corpus", "helped", "plain", "ways"])


ALL = ["corpus", "helped", "plain", "ways"]
VERSIONS = {"plain--n-4", "plain--n-5"}


def work_of_children():
    """The seconds of work of all finished commands: not those that others kept them waiting."""
    used = os.times()
    return used.children_user + used.children_system


def test_nothing_is_executed_where_nothing_was_touched(copied):
    """No kernel could start: the Python that would run it is not there."""
    times = {path: (copied.root / path).stat().st_mtime_ns for path in copied.published()}
    assert {action for action, _ in planned(copied).values()} == {"current"}
    program = (
        "import sys; sys.executable = '/nowhere'; from helpers.reports.cli import main; "
        "code = main(); print(sorted({'pandas', 'papermill', 'nbconvert'} & set(sys.modules))); "
        "sys.exit(code)"
    )
    seconds = []
    for _ in range(3):
        started = work_of_children()
        ran = copied.run(
            "build", program=[sys.executable, "-P", "-c", program], PYTHONPATH=copied.root / "src"
        )
        seconds.append(work_of_children() - started)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.endswith("4 current: open outputs/index.html\n[]\n")
        assert "0 of 4 reports built" in ran.out
    assert min(seconds) < 1
    assert times == {path: (copied.root / path).stat().st_mtime_ns for path in copied.published()}


def state(project, name, part, key, value):
    """Change what is remembered of an execution, as if it had been another one."""
    path = project.root / f".reports/executed/{name}.json"
    content = json.loads(path.read_text().partition("\n")[2])
    found = content["record"] if part is None else content["record"][part]
    assert key in found
    found[key] = value
    text = json.dumps(content, ensure_ascii=False)
    path.write_text(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}\n")


def edit(path, old, new):
    return lambda project: change(project, path, old, new)


def write(path, text):
    return lambda project: project.write(path, text)


def remove(path):
    return lambda project: (project.root / path).unlink()


def move(old, new):
    def moved(project):
        (project.root / new).parent.mkdir(exist_ok=True)
        (project.root / old).rename(project.root / new)

    return moved


def touch(path):
    return lambda project: os.utime(project.root / path, (1, 1))


PLAIN = "notebooks/plain.py"
COLUMNS = (ROOT / "src/helpers/columns.py").read_text(encoding="utf-8")
# What is changed, which reports that concerns, what is done about it, and why.
CASES = {
    "a notebook is saved again": (touch(PLAIN), [], "current", ""),
    "prose": (edit(PLAIN, "How many", "How very many"), ["plain"], "render",
              "its words or tags changed"),
    "a tag": (edit(PLAIN, 'tags=["setup"]', 'tags=["setup", "long"]'), ["plain"], "render",
              "its words or tags changed"),
    "a cell of code": (edit(PLAIN, "# %%\nn\n", "# %%\nn + 1\n"), ["plain"], "execute",
                       "code cell 4 changed"),
    "a new cell of code": (edit(PLAIN, "# %%\nn\n", "# %%\nn\n\n# %%\nn\n"), ["plain"], "execute",
                           "6 code cells instead of 5"),
    "code before the first cell": (edit(PLAIN, "# %% [markdown]", "n = 1\n# %% [markdown]"),
                                   ["plain"], "execute", "6 code cells instead of 5"),
    "code in a cell of words": (edit(PLAIN, "in plain?", "in plain?\n\n#%%\nn = 1"),
                                ["plain"], "execute", "6 code cells instead of 5"),
    "a tag that a kernel feels": (edit(PLAIN, "# %%\nn\n", '# %% tags=["skip-execution"]\nn\n'),
                                  ["plain"], "execute", "code cell 4 changed"),
    "a default": (edit(PLAIN, "n: int = 3", "n: int = 4"), ["plain"], "execute",
                  "code cell 1 changed; parameter n: 3 → 4"),
    "parameters in reports.toml": (write("reports.toml", "[report.corpus]\n[report.helped]\n"
                                         "[report.ways]\n[report.plain]\nparameters.n = 2\n"),
                                   ["plain"], "execute", "parameter n: 3 → 2"),
    "a table": (write("seeds/coded/table.csv", "x\n2\n"), ["corpus"], "execute",
                "seeds/coded/table.csv changed"),
    "a table that is removed": (remove("seeds/coded/table.csv"), ["corpus"], "execute",
                                "seeds/coded/table.csv is gone"),
    "a table that was absent": (write("corpora/mine/coded/absent.csv", ""), ["corpus"], "execute",
                                "corpora/mine/coded/absent.csv is new"),
    "a table that nobody reads": (write("seeds/coded/other.csv", ""), [], "current", ""),
    "a file in a listed folder": (write("listed/two", ""), ["corpus"], "execute",
                                  "listed changed"),
    "a text that is removed": (remove("seeds/texts/a.txt"), ["corpus"], "execute",
                               "the text of a was removed"),
    "a text that is installed": (write("seeds/texts/b.txt", "b"), ["corpus"], "execute",
                                 "the text of b was installed"),
    "a text that is moved": (move("seeds/texts/a.txt", "elsewhere/a.txt"), [], "current", ""),
    "a helper": (edit("src/helpers/prose.py", '"""Numbers,', '"""The numbers,'), ["helped"],
                 "execute", "helpers/prose.py changed"),
    "a helper that another helper imports": (write("src/helpers/columns.py", COLUMNS + "# new\n"),
                                             ["corpus"], "execute", "helpers/columns.py changed"),
    "what renders": (edit("src/helpers/reports/render.py", '"""An executed', '"""One executed'),
                     ALL, "render", "helpers/reports/render.py changed"),
    "how pages look": (write("src/helpers/reports/templates/page.css", ""), ALL, "render",
                       "helpers/reports/templates/page.css changed"),
    "what executes": (edit("src/helpers/reports/kernel.py", '"""The program', '"""A program'),
                      ALL, "execute", "helpers/reports/kernel.py changed"),
    "a package": (lambda project: state(project, "ways", "packages", "pandas", "1.0"), ["ways"],
                  "execute", "pandas 1.0 → "),
    "Python": (lambda project: state(project, "plain", None, "python", "CPython 3.9.1"), ["plain"],
               "execute", "CPython 3.9.1 → CPython 3."),
    "a record of another form": (lambda project: state(project, "plain", None, "files", 1),
                                 ["plain"], "execute", "made by another version of this project"),
    "a record that is torn": (lambda project: os.truncate(
        project.root / ".reports/executed/plain.json", 99), ["plain"], "execute",
        ".reports/executed/plain.json is damaged"),
    "a record that is gone": (remove(".reports/executed/plain.json"), ["plain"], "execute",
                              "not executed here yet"),
    "a provenance that is torn": (lambda project: os.truncate(
        project.root / "outputs/plain/provenance.json", 99), ["plain"], "render",
        "provenance.json was changed"),
    "a page that is changed": (write("outputs/plain/index.html", ""), ["plain"], "render",
                               "index.html was changed"),
    "a manifest that is gone": (remove("outputs/plain/SHA256SUMS"), ["plain"], "render",
                                "not published"),
    "everything": (lambda project: [project.write(f"data/{name}", "") for name in FILES], ["ways"],
                   "execute", "data/child.txt changed; data/csv.csv changed; "
                              "data/numpy.npy changed; and 4 more"),
} | {
    f"a file that is read by {name}": (lambda project, name=name: project.write(
        f"data/{name}", "y"), ["ways"], "execute", f"data/{name} changed") for name in FILES
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_change_concerns_only_what_it_can_have_changed(copied, case):
    act, concerned, action, why = CASES[case]
    act(copied)
    steps = planned(copied, SEED_TEXTS="elsewhere" if "moved" in case else "")
    assert {name for name in ALL if steps[name][0] != "current"} == set(concerned)
    for name in concerned:
        assert steps[name][0] == action
        assert steps[name][1].startswith(why)


def test_what_is_rendered_again_is_what_a_fresh_execution_gives(copied):
    change(copied, PLAIN, "# %%\nn\n", '# %% tags=["longer"]\nn\n\n# %% [markdown]\n# More.\n')
    ran = command(copied, "build", "plain")
    assert re.search("plain: rendered in ", ran.out)
    rendered = copied.published("outputs/plain")
    assert b"More." in rendered["outputs/plain/index.html"]
    assert "plain: built, unchanged in " in command(copied, "build", "plain", "--force").out
    assert copied.published("outputs/plain") == rendered


def test_damaged_reports_are_made_whole_without_executing(copied):
    whole = copied.published("outputs")
    os.truncate(copied.root / "outputs/plain/provenance.json", 30)
    os.truncate(copied.root / "outputs/helped/index.html", 30)
    os.truncate(copied.root / "outputs/ways/SHA256SUMS", 200)
    copied.write("outputs/corpus/more.csv", "")
    assert command(copied, "build").out.count(": rendered in ") == 4
    assert copied.published("outputs") == whole


def test_a_build_executes_only_what_changed_and_is_then_current(copied):
    copied.write("seeds/texts/b.txt", "b")
    os.truncate(copied.root / ".reports/executed/plain.json", 99)
    ran = command(copied, "build")
    assert (ran.code, ran.err) == (0, "")
    assert "corpus: built in " in ran.out
    assert "plain: built, unchanged in " in ran.out
    assert "2 of 4 reports built" in ran.out
    assert {action for action, _ in planned(copied).values()} == {"current"}


def test_an_edit_of_a_helper_within_the_same_second_and_of_the_same_size_is_noticed(copied):
    """Compiled modules are usually taken to be fresh where time and size are the same."""
    helper = copied.root / "src/helpers/prose.py"
    before = helper.stat()
    change(copied, "src/helpers/prose.py", 'f"{int(value):,}"', 'f"{int(value):_}"')
    os.utime(helper, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert helper.stat().st_size == before.st_size
    assert "helped: built in " in command(copied, "build", "helped").out
    assert b"1_000" in copied.published()["outputs/helped/notebook.ipynb"]


@contextmanager
def running(copied, said):
    """A notebook waits at a pipe until the work inside is done; `said` gets exit code and words."""
    copied.notebook("helped", WAITS)
    os.mkfifo(copied.root / "gate")
    program = [sys.executable, "-P", "-m", "helpers.reports.cli", "build", "helped"]
    variables = copied.environment(PYTHONPATH=str(copied.root / "src"))
    with subprocess.Popen(program, env=variables, stdout=subprocess.PIPE, text=True) as build:
        with (copied.root / "gate").open("w"):
            yield
        out, _ = build.communicate(timeout=60)
    said += [build.returncode, out]


def test_what_changes_while_a_notebook_runs_is_noticed_by_the_next_command(copied):
    said = []
    with running(copied, said):
        copied.write("data/open.txt", "other")
        copied.write("data/csv.csv", "other")
        change(copied, "src/helpers/prose.py", '"""Numbers,', '"""The numbers,')
    assert said[0] == 0, said
    assert planned(copied)["helped"] == (
        "execute",
        "data/csv.csv changed; data/open.txt changed; helpers/prose.py changed",
    )


def test_a_notebook_whose_code_changes_while_it_runs_is_not_published(copied):
    said = []
    with running(copied, said):
        change(copied, "notebooks/helped.py", "prose.number(1000)", "prose.number(2000)")
    assert said[0] == 1
    words = "helped: FAILED: notebooks/helped.py: its code changed while it ran; build again"
    assert words in said[1]
    assert planned(copied)["helped"][0] == "execute"


def test_a_report_that_failed_is_tried_again_until_its_notebook_is_as_it_was(copied):
    right = (copied.root / PLAIN).read_text()
    change(copied, PLAIN, "# %%\nn\n", "# %%\n1 / 0\n")
    for _ in range(2):
        ran = command(copied, "build", "plain")
        assert "plain: FAILED at cell 5 of 6" in ran.out
        assert "Could not be made: Zero" in (copied.root / "outputs/index.html").read_text()
    copied.write(PLAIN, right)
    assert "plain: current\n" in command(copied, "build", "plain").out
    assert "Could not be made" not in (copied.root / "outputs/index.html").read_text()
    assert not (copied.root / ".reports/failed/plain.ipynb").exists()


def orphans(project):
    return {name for name, (action, _) in planned(project).items() if action == "orphan"}


@pytest.fixture
def sweep(copied):
    """The name of the page that compares the two versions."""
    [path] = (copied.root / "outputs").glob("plain--sweep-*")
    return path.name


def test_versions_and_comparisons_are_no_orphans(copied, sweep):
    assert orphans(copied) == set()
    ran = command(copied, "build", "--prune")
    assert (ran.code, ran.err) == (0, "")
    assert "removed" not in ran.out
    assert {path.name for path in (copied.root / "outputs").iterdir()} == {
        *ALL, *VERSIONS, sweep, "index.html",
    }  # fmt: skip


def leave_the_collection(project):
    project.collection("[report.corpus]\n[report.helped]\n[report.ways]\n")


def leave_with_its_notebook(project):
    leave_the_collection(project)
    (project.root / PLAIN).unlink()


def rename_its_parameter(project):
    text = (project.root / PLAIN).read_text()
    project.write(PLAIN, re.sub(r"\bn\b", "m", text))


GONE = {
    "an entry of reports.toml": (leave_the_collection, "plain", "no entry in reports.toml"),
    "a notebook": (leave_with_its_notebook, "plain versions", "notebooks/plain.py is gone"),
    "a parameter": (
        rename_its_parameter,
        "versions",
        "unknown parameter 'n'; known: corpus, m, unit",
    ),
}


@pytest.mark.parametrize("gone", GONE)
def test_what_nothing_makes_any_more_is_listed_and_pruned(copied, sweep, gone):
    act, names, why = GONE[gone]
    expected = {"plain"} & set(names.split()) | (
        VERSIONS | {sweep} if "versions" in names else set()
    )
    act(copied)
    steps = planned(copied)
    assert orphans(copied) == expected
    for name in expected - {"plain"}:
        assert steps[name][1].startswith(why)
        assert steps[name][1].endswith("; reports build --prune removes it")
    before = copied.published("outputs")
    mine = copied.write(f"outputs/{min(expected)}/mine.txt", "somebody's notes")
    ran = command(copied, "build", "corpus", "--prune")
    assert (ran.code, ran.err) == (0, "")
    assert f"removed outputs/{min(expected)}; mine.txt stay, as no report made them\n" in ran.out
    assert ran.out.count("removed outputs/") == len(expected)
    after = {path for path in copied.published("outputs") if path != "outputs/index.html"}
    kept = {path for path in before if path.split("/")[1] not in expected}
    assert after == kept - {"outputs/index.html"} | {f"outputs/{min(expected)}/mine.txt"}
    assert mine.read_text() == "somebody's notes"


def test_a_link_in_outputs_is_never_followed(copied, tmp_path):
    (copied.root / "outputs/ways").rename(tmp_path / "ways")
    (copied.root / "outputs/linked").symlink_to(tmp_path / "ways")
    before = sorted(path.name for path in (tmp_path / "ways").iterdir())
    assert "linked" not in planned(copied)
    assert "removed" not in command(copied, "build", "corpus", "--prune").out
    assert (copied.root / "outputs/linked").is_symlink()
    assert sorted(path.name for path in (tmp_path / "ways").iterdir()) == before


ASKING = {"access", "exists", "is_dir", "is_file", "is_symlink", "lexists", "lstat", "stat"}
# These serve commands, and no notebook: what they ask is not an input of a report.
COMMANDS = {"texts.install"}


def asking(path):
    """Where does a module ask whether a file is there, or how it is, without opening it?"""
    found = []
    for part in ast.parse(path.read_text(encoding="utf-8")).body:
        if f"{path.stem}.{getattr(part, 'name', '')}" in COMMANDS:
            continue
        for node in ast.walk(part):
            said = ast.unparse(node) if isinstance(node, ast.Attribute | ast.ImportFrom) else ""
            if re.match(r"os\.path\.|from os(\.path)? import ", said) or (
                isinstance(node, ast.Attribute) and node.attr in ASKING
            ):
                found.append(f"{path.name}, line {node.lineno}: {said}")
    return found


def test_a_question_would_be_noticed(tmp_path):
    """The proof that the next test can fail."""
    module = tmp_path / "module.py"
    module.write_text("import os\nos.path.isfile('a')\nPath('b').exists()\nfrom os import stat\n")
    assert [line.partition(": ")[2] for line in asking(module)] == [
        "os.path.isfile", "Path('b').exists", "from os import stat",
    ]  # fmt: skip


def test_what_reports_run_opens_files_and_never_asks_for_them():
    """The kernel notes what is opened, a file that is not there included; it sees no question."""
    paths = [*(ROOT / "notebooks").glob("*.py"), *(ROOT / "src/helpers").rglob("*.py")]
    reports = ROOT / "src/helpers/reports"
    known = {reports / f"{name}.py" for name in ("board", "collection", "results")}
    seen = [path for path in paths if path in known or not path.is_relative_to(reports)]
    asked = [line for path in seen for line in asking(path)]
    assert len(paths) > 30
    assert asked == []
