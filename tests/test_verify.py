"""Published reports are what they claim to be, or `reports verify` says which are not, and why."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.engine

SAME = 'from helpers import records\nprint(open("../data/a.txt").read(), records.__name__)'
MOVING = {
    "clock": (
        "import time\nprint('now', time.time_ns())",
        r"\(import time\): was 'now \d+', is 'now \d+'",
    ),
    "dice": ("import random\nrandom.random()", r"\(import random\): was '0\.\d+', is '0\.\d+'"),
}
BREAKING = """\
try:
    open("../data/stop")
except FileNotFoundError:
    stop = 0
else:
    1 / 0"""


@pytest.fixture(scope="session")
def shelf(once, projects):
    """A built project: one report that stays, two that move, one that breaks, one version."""

    def make(folder):
        project = projects.new(folder / "one")
        project.write("data/a.txt", "a")
        cells = {"same": SAME, "breaks": BREAKING} | {name: MOVING[name][0] for name in MOVING}
        for name, cell in cells.items():
            project.notebook(name, cell)
        for ran in (project.run("build"), project.run("sweep", "same", "-p", "n=4")):
            assert (ran.code, ran.err) == (0, ""), ran

    return once("shelf", make) / "one"


@pytest.fixture
def copied(shelf, projects, tmp_path):
    """A copy of the built project."""
    shutil.copytree(shelf, tmp_path / "copy")
    return projects(tmp_path / "copy", ["same", "breaks", *MOVING])


@pytest.fixture
def page(copied):
    """The name of the page that compares."""
    [path] = (copied.root / "outputs").glob("same--sweep-*")
    return path.name


def states(ran):
    """The lines on states, `name: state; reasons`, without the summary."""
    lines = [line.split(maxsplit=1) for line in ran.out.splitlines()[:-1]]
    pairs = [(f"{line[0]} {line[1]}").replace("not made", "not-made") for line in lines]
    found = (re.fullmatch(r"(\S+) +([^;]+)(?:; (.*))?", pair) for pair in pairs)
    return {match[2]: (match[1], match[3] or "") for match in found}


def test_what_was_just_built_is_current_and_exits_0(copied, page):
    ran = copied.run("verify")
    assert (ran.code, ran.err) == (0, "")
    names = {"same", "breaks", *MOVING, "same--n-4", page}
    assert states(ran) == dict.fromkeys(names, ("current", ""))
    assert ran.out.endswith("\n6 reports: 6 current\n")


def changed(file):
    def act(project):
        path = project.root / "outputs/same" / file
        path.write_bytes(path.read_bytes() + b" ")

    return act


def gone(file):
    return lambda project: (project.root / "outputs/same" / file).unlink()


def write(path, text):
    return lambda project: project.write(path, text)


def folder(project):
    gone("index.html")(project)
    project.write("outputs/same/index.html/a", "")


def unlisted(project):
    project.collection("".join(f"[report.{name}]\n" for name in ("breaks", *MOVING)))


def torn(project):
    path = project.root / "outputs/same/SHA256SUMS"
    os.truncate(path, path.read_text().index("notebook.ipynb"))


def forged(project):
    """Write a record of another form, with a manifest that matches."""
    path = project.root / "outputs/same/provenance.json"
    path.write_text("{}")
    sums = path.with_name("SHA256SUMS")
    digest = hashlib.sha256(b"{}").hexdigest()
    sums.write_text(re.sub(r"\w+(?=  provenance.json)", digest, sums.read_text()))


FILES = ["finding.json", "index.html", "notebook.ipynb", "provenance.json"]
NOTEBOOK = "notebooks/same.py"
STATES = {
    "a table changed": (write("data/a.txt", "b"), "stale", "data/a.txt changed"),
    "all removed": (lambda p: shutil.rmtree(p.root / "outputs/same"), "not-made", ""),
    "the manifest removed": (gone("SHA256SUMS"), "not-made", ""),
    "the manifest torn": (torn, "damaged", "SHA256SUMS is damaged; "
                          "notebook.ipynb does not belong there; "
                          "provenance.json does not belong there"),
    "a file added": (write("outputs/same/more.csv", ""), "damaged",
                     "more.csv does not belong there"),
    "no entry": (unlisted, "orphan", "no entry in reports.toml"),
    "a record of another form": (forged, "damaged", "provenance.json cannot be read"),
    "a folder for a file": (folder, "damaged", "index.html is gone"),
} | {
    f"{file} changed": (changed(file), "damaged", f"{file} was changed") for file in FILES
} | {
    f"{file} removed": (gone(file), "damaged", f"{file} is gone") for file in FILES
}  # fmt: skip


@pytest.mark.parametrize("case", STATES)
def test_what_is_not_current_is_told_with_its_reason_and_exits_1(copied, case):
    act, state, why = STATES[case]
    act(copied)
    before = copied.published("")
    ran = copied.run("verify")
    assert (ran.code, ran.err) == (1, "")
    found = states(ran)
    assert found.pop("same") == (state, why)
    assert {found[name] for name in ("breaks", *MOVING)} == {("current", "")}
    assert copied.published("") == before


def test_a_comparison_stands_on_the_versions_that_it_compares(copied, page):
    path = copied.root / "outputs/same--n-4/provenance.json"
    record = json.loads(path.read_text())
    path.write_text(json.dumps(record | {"fingerprint": "another"}))
    found = states(copied.run("verify"))
    assert found["same--n-4"] == ("damaged", "provenance.json was changed")
    assert found[page] == ("stale", "same--n-4 is no longer the one compared")


def test_only_the_named_reports_are_looked_at(copied):
    changed("index.html")(copied)
    assert copied.run("verify", "clock", "dice").code == 0
    assert copied.run("verify", "same").code == 1
    ran = copied.run("verify", "sane")
    assert (ran.code, ran.out) == (2, "")
    assert "unknown report 'sane' (did you mean same?)" in ran.err


def test_twenty_reports_are_verified_within_a_second_and_without_heavy_libraries(copied):
    one = copied.root / "outputs/same"
    text = copied.root / NOTEBOOK
    entries = ""
    for n in range(20):
        folder = shutil.copytree(one, copied.root / f"outputs/same-{n}")
        shutil.copy(text, copied.root / f"notebooks/same-{n}.py")
        record = json.loads((folder / "provenance.json").read_text())
        record["executed"]["parameters"]["n"] = n
        (folder / "provenance.json").write_text(json.dumps(record))
        digest = hashlib.sha256((folder / "provenance.json").read_bytes()).hexdigest()
        sums = (folder / "SHA256SUMS").read_text()
        sums = re.sub(r"\w+(?=  provenance.json)", digest, sums)
        (folder / "SHA256SUMS").write_text(sums)
        entries += f"[report.same-{n}.parameters]\nn = {n}\n"
    copied.collection(entries)
    names = [f"same-{n}" for n in range(20)]
    heavy = "{'pandas', 'numpy', 'matplotlib', 'papermill', 'nbconvert', 'jupytext', 'nbformat'}"
    program = (
        "import sys; from helpers.reports.cli import main; code = main(); "
        f"print(sorted({heavy} & set(sys.modules))); sys.exit(code)"
    )
    seconds = []
    for _ in range(3):
        before = os.times()
        ran = copied.run("verify", *names, program=[sys.executable, "-c", program])
        after = os.times()  # of work: others may keep the command waiting
        seconds.append(
            after.children_user + after.children_system
            - before.children_user - before.children_system
        )  # fmt: skip
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.endswith("\n20 reports: 20 current\n[]\n")
    assert min(seconds) < 1


def test_a_report_can_be_made_again_byte_for_byte_without_a_network(copied):
    alone = ["unshare", "-rn"]
    allowed = (
        shutil.which("unshare") and not subprocess.run([*alone, "true"], check=False).returncode
    )
    if not allowed and os.environ.get("CI"):
        pytest.fail("CI cannot take the network away from a process", pytrace=False)
    if not allowed:
        pytest.skip("this machine does not let a process give up its network")
    before = copied.published("outputs")
    program = [*alone, sys.executable, "-m", "helpers.reports.cli"]
    ran = copied.run("verify", "same", "--rebuild", program=program)
    assert (ran.code, ran.err) == (0, "")
    assert "same: the same, byte for byte\n" in ran.out
    assert copied.published("outputs") == before


def test_what_cannot_be_made_again_is_named_with_its_cell_and_nothing_is_published(copied):
    copied.write("data/stop", "")
    before = copied.published("outputs")
    ran = copied.run("verify", "--rebuild")
    assert (ran.code, ran.err) == (1, "")
    assert "] same: the same, byte for byte\n" in ran.out
    assert "] same--n-4: the same, byte for byte\n" in ran.out
    for name, (_, difference) in MOVING.items():
        assert re.search(rf"\] {name}: DIFFERS: cell 5 of 6 {difference}\n", ran.out)
    assert re.search(r"\] breaks: FAILED: cell 5 of 6 \(try:\): ZeroDivisionError", ran.out)
    assert copied.published("outputs") == before
