"""Faults, provoked: what the command says, what stays, what the next build makes of it.

Every test of a fault has its row in docs/faults.md, and every row its test.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[1]
TABLE = (ROOT / "docs/faults.md").read_text(encoding="utf-8")
FAULTY = Path(__file__).with_name("faulty.py")

DEAF = """\
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        pass"""
BRIM = """\
full = []
try:
    while True:
        full.append(bytearray(5000))
except MemoryError:
    print("x" * 100_000)"""
CHILD = """\
import os
if not os.fork():
    try:
        bytearray(10**9)
    except MemoryError:
        os.write(2, b"MemoryError\\n")
        os._exit(1)
os.wait()
os._exit(7)"""
LATE = """\
import asyncio
async def later():
    await asyncio.sleep(0.1)
    print("late")
task = asyncio.ensure_future(later())

# %%
await asyncio.sleep(0.5)"""
DIES_AFTERWARDS = """\
import os
get_ipython().kernel.shell_handlers["kernel_info_request"] = lambda *_: os._exit(3)"""
DIES_BEFORE_THE_ANSWER = """\
import os
get_ipython().events.register("post_run_cell", lambda *_: os._exit(4))"""
SHOWS = 'show("table", name="a", csv=1)'
PROGRAM = "PermissionError: a report starts no program: what that reads cannot be recorded"
NETWORK = "a report uses no network: what comes from there can change"
CHANGE = "a report changes no files; show what it makes"
MEMORY = "out of memory: more than 400 MB were asked for"
QUICK, LESS = "seconds_per_cell = 1", "megabytes = 400"

# A cell that fails: its code, the report's limits, which code cell is named, and the cause.
CELLS = {
    "raises": ("1 / 0", "", 5, "ZeroDivisionError: division by zero"),
    "sys.exit": ("import sys; sys.exit(1)", "", 5, "SystemExit: 1"),
    "os._exit": ("import os; os._exit(0)", "", 5, "the kernel ended itself, exit status 0"),
    "SIGKILL": ("import os; os.kill(os.getpid(), 9)", "", 5, "the kernel was killed by SIGKILL"),
    "SIGTERM": ("import os; os.kill(os.getpid(), 15)", "", 5, "the kernel was killed by SIGTERM"),
    "SIGHUP": ("import os; os.kill(os.getpid(), 1)", "", 5, "the kernel was killed by SIGHUP"),
    "SIGSEGV": ("import ctypes; ctypes.string_at(0)", "", 5, "the kernel crashed with SIGSEGV"),
    "SIGABRT": ("import os; os.abort()", "", 5, "the kernel crashed with SIGABRT"),
    "slow cell": ("import time; time.sleep(60)", QUICK, 5, "timeout: the cell took more than 1 s"),
    "deaf cell": (DEAF, QUICK, 5, "timeout: the cell took more than 1 s"),
    "stuck in C": ("import ctypes; ctypes.PyDLL(None).sleep(60)", QUICK, 5, "took more than 1 s"),
    "stuck in a regex": ("import re; re.match('(a+)+$', 'a' * 40 + 'b')", QUICK, 5, "than 1 s"),
    "slow report": (
        "import time\n" + "\n# %%\ntime.sleep(0.5)\n" * 12, "seconds = 3", None,
        "timeout: the report took more than 3 s",
    ),
    "one large object": ("bytearray(10**9)", LESS, 5, MEMORY),
    "many small objects": ("a = []\nwhile True: a.append('x' * 999)", LESS, 5, MEMORY),
    "no memory for the answer": (BRIM, LESS, 5, MEMORY),  # the kernel hangs, aborts, or answers
    "no memory in a child": (CHILD, LESS, 5, "the kernel ended itself, exit status 7"),
    "flood of lines": (
        "while True: print('x' * 999)", "output_megabytes_per_cell = 1", 5,
        "output limit: more than 1 MB from a cell",
    ),
    "flood of displays": (
        "while True: display('x' * 999)", "output_megabytes_per_cell = 1", 5,
        "output limit: more than 1 MB from a cell",
    ),
    "one huge output": (
        "print('x' * 30_000_000)", "output_megabytes_per_cell = 1", 5,
        "output limit: more than 1 MB from a cell",
    ),
    "much from many cells": (
        "print('x' * 300_000)\n\n# %%\n" * 6, "output_megabytes = 1", 8,
        "output limit: more than 1 MB from a report",
    ),
    "late output": (LATE, "", 5, "it showed something after it had ended"),
    "dies before the answer": (DIES_BEFORE_THE_ANSWER, "", 5, "ended itself, exit status 4"),
    "dies after the last cell": (DIES_AFTERWARDS, "", 6, "ended itself, exit status 3"),
    "raises-exception": ('%% tags=["raises-exception"]\n1 / 0', "", 6, "ZeroDivisionError"),
    "skip-execution": ('%% tags=["skip-execution"]\nn', "", 6, "(skip-execution): the notebook"),
    "not what it should be": (SHOWS, "", None, "AttributeError: 'int' object has no"),
    "subprocess": ("import subprocess; subprocess.run(['true'])", "", 5, PROGRAM),
    "os.system": ("import os; os.system('true')", "", 5, PROGRAM),
    "multiprocessing": (
        "import multiprocessing as m; m.get_context('spawn').Process().start()", "", 5, PROGRAM,
    ),
    "socket": ("import socket; socket.create_connection(('127.0.0.1', 9))", "", 5, NETWORK),
    "urllib": ("from urllib import request as r; r.urlopen('http://127.0.0.1:9')", "", 5, NETWORK),
    "write": ("open('../reports.toml', 'a')", "", 5, f"reports.toml: {CHANGE}"),
    "rename": ("import os; os.rename('raises.py', 'x.py')", "", 5, f"raises.py: {CHANGE}"),
    "delete": ("import os; os.remove('raises.py')", "", 5, f"raises.py: {CHANGE}"),
    "delete a tree": ("import shutil; shutil.rmtree('../seeds')", "", 5, f".csv: {CHANGE}"),
    "link": ("import os; os.symlink(os.environ['HOME'], 'x')", "", 5, f"x: {CHANGE}"),
    "shared memory": ("open('/dev/shm/going-out', 'w')", "", 5, f"going-out: {CHANGE}"),
    "pyarrow": ("import pyarrow", "", 5, "ImportError: pyarrow reads files unseen"),
}  # fmt: skip

DETACHED = """\
import os, time
if not os.fork():
    os.setsid()
    if not os.fork():
        time.sleep(600)
    os._exit(0)
os.wait()
pass"""
# A cell that does something strange and harmless: its code, and what the report's line says.
STRANGE = {
    "quick displays": ("for i in range(5000): display(i)", r"built in [\d.]+ s"),
    "long line": ("print('x' * 1_000_000)", r"built in [\d.]+ s"),
    "detached child": (DETACHED, "built in .*; ended 1 of its processes that went on running"),
    "child with stdout": ("import os\nif not os.fork():\n    while True: pass\npass", "built in"),
    "other folder": (
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as own:\n"
        "    os.chdir(own)\n    open('a', 'w').close()\n    os.symlink('/nowhere', 'b')",
        "built in",
    ),
}


def file_name(case):
    return re.sub(r"[^a-z]+", "-", case.lower())


def wait_until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def kernels(project):
    """The processes of a project's kernels, detached ones too, by the folders that they own."""
    found = {}
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            environment = process.environ()
            if environment.get("GOING_OUT_ROOT") == str(project.root.resolve()) and (
                "going-out-" in environment["HOME"]
            ):
                found[process.pid] = Path(environment["HOME"]).parent
    return found


@pytest.fixture(scope="session")
def faults(once, projects):
    """A project with every fault in a notebook of its own, built once over older reports."""

    def make(folder):
        project, text = projects.new(folder / "one"), ""
        for case, (cell, limits, *_) in {**CELLS, **STRANGE}.items():
            name, limits = file_name(case), limits if case in CELLS else ""
            cell = f"pass\n\n# {cell}" if cell.startswith("%%") else cell
            project.notebook(name, cell)
            project.old_report(name)
            text += f"[report.{name}]\n[report.{name}.limits]\n{limits}\n"
        project.collection(text)
        ran = project.run("build", "--jobs", "6")
        project.write("ran.json", json.dumps([ran.code, ran.out, ran.err]))

    root = once("faults", make) / "one"
    return projects(root), projects.Ran(*json.loads((root / "ran.json").read_text()))


@pytest.mark.parametrize("case", CELLS)
def test_a_failure_names_cell_and_cause_and_keeps_the_old_report(faults, case):
    project, built = faults
    _, _, number, cause = CELLS[case]
    name = file_name(case)
    line = built.line(name)
    assert f" {name}: FAILED{f' at cell {number} of ' if number else ''}" in line
    assert cause in line
    assert f"; what ran is in .reports/failed/{name}.ipynb; the old report stays" in line
    assert "Traceback" not in line
    assert project.kept(name)
    partial = json.loads((project.root / f".reports/failed/{name}.ipynb").read_text())
    assert any(cell.get("execution_count") for cell in partial["cells"])


@pytest.mark.parametrize("case", STRANGE)
def test_what_is_strange_and_harmless_is_published(faults, case):
    project, built = faults
    name = file_name(case)
    assert re.search(rf"{name}: {STRANGE[case][1]}", built.line(name))
    assert sorted(project.published(f"outputs/{name}")) != sorted(project.OLD)


def test_of_many_quick_outputs_and_of_a_long_line_nothing_is_lost(faults):
    project, _ = faults
    for case in ("quick displays", "long line"):
        text = (project.root / f"outputs/{file_name(case)}/notebook.ipynb").read_text()
        [outputs] = [
            cell["outputs"]
            for cell in json.loads(text)["cells"]
            if cell["source"] == STRANGE[case][0]
        ]
        shown = [output.get("text") or output["data"]["text/plain"] for output in outputs]
        expected = {"quick displays": [*map(str, range(5000))], "long line": ["x" * 10**6 + "\n"]}
        assert shown == expected[case]


def test_after_all_faults_no_process_and_no_folder_is_left(faults):
    project, built = faults
    assert (built.code, built.err) == (1, "")
    assert built.out.count("\n") == len(CELLS) + len(STRANGE) + 1
    assert kernels(project) == {}
    assert not (project.root / "notebooks/x").exists()
    assert not Path("/dev/shm/going-out").exists()


def test_a_kernel_killed_from_outside_is_tried_again_and_an_error_is_not(project):
    """The cell waits at a pipe: the test kills the first kernel there, and lets the second go."""
    project.notebook("good", 'open("turn").read()')
    project.notebook("bad", "1 / 0")
    turn = project.root / "notebooks/turn"
    os.mkfifo(turn)
    build = start(project, "--retry", "2")

    def somebody_reads():
        with contextlib.suppress(OSError):
            handles.append(os.open(turn, os.O_WRONLY | os.O_NONBLOCK))
        return handles

    handles = []
    wait_until(somebody_reads)
    wait_until(lambda: len(kernels(project)) == 1)  # the other one has failed
    [(first, folder)] = kernels(project).items()
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not folder.exists())
    os.close(handles.pop())
    wait_until(somebody_reads)
    os.close(handles.pop())
    out, err = build.communicate(timeout=60)
    assert (build.returncode, err) == (1, "")
    [good, bad] = [next(line for line in out.splitlines() if f" {n}: " in line) for n in
                   ("good", "bad")]  # fmt: skip
    assert re.search(r": built in .* s; tried again after: the kernel was killed by SIGKILL", good)
    assert "ZeroDivisionError" in bad
    assert "tried again" not in bad


def test_where_no_kernel_starts_it_is_tried_again_and_exits_3(project):
    project.notebook("good")
    project.old_report("good")
    program = "import sys; sys.executable = '/bin/false'; from helpers.reports.cli import main; "
    program = [sys.executable, "-c", program + "sys.exit(main())"]
    ran = project.run("build", "--retry", "2", program=program)
    assert (ran.code, ran.err) == (3, "")
    assert "good: FAILED: no kernel: " in ran.line("good")
    assert ran.line("good").count("tried again after: no kernel: ") == 2
    assert project.kept("good")


def start(project, *arguments):
    """Start a build and do not wait for it."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [Path(sys.executable).with_name("reports"), "build", *arguments],
        env=project.environment(), stdout=pipe, stderr=pipe, text=True,
    )  # fmt: skip


SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129, "SIGKILL": -9}


@pytest.mark.parametrize("name", SIGNALS)
def test_a_stopped_build_leaves_nothing_after_the_next_one_at_the_latest(project, name):
    """One kernel at work, and a child of it that has left its group and its session."""
    project.notebook("good", DETACHED.replace("pass", "time.sleep(600)"))
    project.old_report("good")
    build = start(project)
    try:
        wait_until(lambda: len(kernels(project)) == 2)
        folders = set(kernels(project).values())
        second = project.run("build")
        assert (second.code, second.err.count("\n")) == (3, 1)
        assert "another build is at work" in second.err
        build.send_signal(getattr(signal, name))
        _, err = build.communicate(timeout=30)
    finally:
        build.kill()
    assert build.returncode == SIGNALS[name]
    assert err == "" if name == "SIGKILL" else "interrupted" in err
    assert project.kept("good")
    assert not (project.root / ".reports/failed").exists()
    if name == "SIGKILL":
        assert kernels(project)
        project.notebook("good")
        assert project.run("build").code == 0
    assert kernels(project) == {}
    assert not any(folder.exists() for folder in folders)


@pytest.fixture(scope="session")
def builds(once, projects):
    """A project, and two builds of its report; the second stands in the project."""

    def make(folder):
        project = projects.new(folder / "one")
        states = {"first": ("1", "goes"), "second": ("2", "comes")}
        for state, (number, name) in states.items():
            tables = f'show("table", name="stays", csv="{number}")\n'
            project.notebook("good", f'{tables}show("table", name="{name}", csv="x")')
            assert project.run("build").code == 0
            for part in ("outputs", ".reports"):
                shutil.copytree(project.root / part, folder / state / part)
            (folder / state / ".reports/failed").mkdir()
        (folder / "first/.reports/failed/good.ipynb").write_text("{}")
        (folder / "nothing").mkdir()

    return once("builds", make)


@pytest.fixture
def stands(builds, tmp_path, projects):
    """A copy of the project in which the second build is kept and the first is published."""
    shutil.copytree(builds / "one", tmp_path / "one")
    project = projects(tmp_path / "one")
    take(builds / "first/outputs", project.root / "outputs")
    return project


def take(folder, to):
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)


def rows():
    """The rows of the table: the test, its cases, how many tries they are said to be."""
    found = []
    for line in TABLE.splitlines():
        if line.startswith("| ") and "`test_" in line:
            _, _, tests, tries, _, _ = [cell.strip() for cell in line.strip("|").split(" | ")]
            test, *cases = re.findall("`([^`]+)`", tests)
            found.append((test, cases, int(tries)))
    return found


@pytest.mark.parametrize("before", ["first", "nothing"])
def test_publishing_fails_at_every_operation_and_nothing_half_is_published(
    builds, tmp_path, before
):
    root = tmp_path / "one"
    shutil.copytree(builds / "one", root)
    done = subprocess.run(
        [sys.executable, FAULTY, "good", builds / before, builds / "second"],
        env=os.environ | {"GOING_OUT_ROOT": str(root)}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    tried = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one for one in tried if one["wrong"]] == []
    assert {one["fault"] for one in tried} == {
        "killed", "torn write", "disk full", "read or write error", "disk gone"
    }  # fmt: skip
    kinds = {"open", "write", "fsync", "rename", "unlink", "mkdir", "rmdir"}
    assert {one["at"] for one in tried if one["fault"] == "killed"} >= kinds
    [claimed] = [tries for _, cases, tries in rows() if cases == [before]]
    assert len(tried) >= claimed


SAYS = {"disk full": "No space left on device", "read or write error": "Input/output error"}


@pytest.mark.parametrize(
    ("fault", "n"),
    [("disk full", 1), ("disk full", 20), ("read or write error", 34)],
)  # the folder, the last file, a replacement when some are made
def test_an_error_while_publishing_exits_3_and_the_old_report_stays(stands, fault, n):
    before = stands.published("outputs/good")
    faulty = (
        f"import sys; sys.path.insert(0, {str(FAULTY.parent)!r}); import faulty; "
        f"faulty.Faulty({fault!r}, {n}, faulty.ROOT / 'outputs/good'); "
        "from helpers.reports.cli import main; sys.exit(main())"
    )
    ran = stands.run("build", program=[sys.executable, "-c", faulty])
    assert (ran.code, ran.err) == (3, "")
    assert re.search(rf"good: FAILED: outputs/good/.*: {SAYS[fault]}; look at", ran.line("good"))
    assert "; the old report stays" in ran.line("good")
    assert stands.published("outputs/good") == before


FULL = """\
set -e
cp -a {folder} before
mount -t tmpfs -o size=1m none {folder}
cp -a before/. {folder}
head -c 2000000 /dev/zero > {folder}/filler 2> /dev/null || true
truncate -s -{room} {folder}/filler
set +e
{build} > full.out 2> full.err; echo $? > full.code
cp -a outputs stayed
rm {folder}/filler
{build} > free.out 2> free.err; echo $? > free.code
cp -a {folder} free
"""


@pytest.mark.parametrize(("folder", "room"), [("outputs", 0), ("outputs", 8192), (".reports", 0)])
def test_on_a_disk_that_is_full_the_old_report_stays_until_there_is_room(stands, folder, room):
    """The folder is on a disk of 1 MB, in a name space of its own, and has little room left."""
    space = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    try:
        subprocess.run([*space, "mount -t tmpfs none /mnt"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = f"no disk can be mounted here: {error}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    old = stands.published("outputs/good")
    build = f"{Path(sys.executable).with_name('reports')} build --force"
    script = FULL.format(folder=folder, room=room, build=build)
    done = subprocess.run(
        [*space, script], cwd=stands.root, env=stands.environment(), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    read = lambda name: (stands.root / name).read_text()  # noqa: E731
    assert read("full.code") == "3\n"
    assert "No space left on device" in read("full.out") + read("full.err")
    assert "Traceback" not in read("full.out") + read("full.err")
    then = stands.published("stayed/good")
    assert {file.replace("stayed", "outputs"): text for file, text in then.items()} == old
    assert read("free.code") == "0\n"
    assert "good: built" in read("free.out")
    assert list((stands.root / "free").rglob(".*.part")) == []


def cut(path):
    path.write_bytes(path.read_bytes()[:200])


def sign(folder):
    """Write a manifest that matches whatever is there."""
    names = sorted(path.name for path in folder.iterdir() if path.name != "SHA256SUMS")
    done = subprocess.run(["sha256sum", *names], cwd=folder, capture_output=True, check=True)
    (folder / "SHA256SUMS").write_bytes(done.stdout)


KEPT, GOOD = ".reports/executed/good.json", "outputs/good"
# What is damaged, how, and what `plan` says; `verify` calls it damaged where the rest is None.
DAMAGE = {
    "what the cells showed, cut": (KEPT, cut, "execute  good: .reports/executed/good.json is"),
    "what the cells showed, empty": (KEPT, lambda path: path.write_text(""), "execute  good: "),
    "what the cells showed, a folder": (
        KEPT, lambda path: (path.unlink(), path.mkdir()), "execute  good: not executed here yet"
    ),
    "manifest, cut": (f"{GOOD}/SHA256SUMS", cut, "render   good: SHA256SUMS is damaged"),
    "manifest, no text": (
        f"{GOOD}/SHA256SUMS", lambda path: path.write_bytes(b"\xff\0"), "render   good: "
    ),
    "manifest, a folder": (
        f"{GOOD}/SHA256SUMS", lambda path: (path.unlink(), path.mkdir()), "render   good: "
    ),
    "manifest that climbs": (
        f"{GOOD}/SHA256SUMS",
        lambda path: path.write_text(path.read_text() + "0" * 64 + "  ../../reports.toml\n"),
        "render   good: SHA256SUMS is damaged",
    ),
    "provenance, cut": (f"{GOOD}/provenance.json", cut, "render   good: "),
    "provenance, a list": (
        f"{GOOD}/provenance.json", lambda path: path.write_text("[1]"), "render   good: "
    ),
    "provenance, a list, signed": (
        f"{GOOD}/provenance.json",
        lambda path: (path.write_text("[1]"), sign(path.parent)),
        "render   good: provenance.json cannot be read",
    ),
    "provenance without its parts, signed": (
        f"{GOOD}/provenance.json",
        lambda path: (path.write_text('{"report": "good"}'), sign(path.parent)),
        "render   good: provenance.json cannot be read",
    ),
    "finding, a list, signed": (
        f"{GOOD}/finding.json",
        lambda path: (path.write_text("[1]"), sign(path.parent)),
        "",
    ),
    "page, gone": (f"{GOOD}/index.html", Path.unlink, "render   good: index.html is gone"),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_means_more_work_and_a_reason(builds, stands, case):
    take(builds / "second/outputs", stands.root / "outputs")
    path, harm, says = DAMAGE[case]
    harm(stands.root / path)
    for command in ("plan", "verify", "list"):
        ran = stands.run(command)
        assert ran.code == int(command == "verify" and path != KEPT and says != "")
        assert ran.err == ""
        if command == "plan":
            assert ran.out.startswith(says), ran.out


def test_all_damage_at_once_is_repaired_by_one_build(builds, stands):
    folder = stands.root / GOOD
    for file in folder.iterdir():
        file.write_bytes(b"[1]")
    (folder / "SHA256SUMS").unlink()
    (folder / "SHA256SUMS").mkdir()
    ran = stands.run("build")
    assert ran.code == 3, "a folder is in the way of the manifest"
    (folder / "SHA256SUMS").rmdir()
    cut(stands.root / KEPT)
    assert stands.run("build").code == 0
    whole = {path.name: path.read_bytes() for path in (builds / "second" / GOOD).iterdir()}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole


CASES = {
    "test_a_failure_names_cell_and_cause_and_keeps_the_old_report": CELLS,
    "test_what_is_strange_and_harmless_is_published": STRANGE,
    "test_a_stopped_build_leaves_nothing_after_the_next_one_at_the_latest": SIGNALS,
    "test_damage_means_more_work_and_a_reason": DAMAGE,
    "test_publishing_fails_at_every_operation_and_nothing_half_is_published": ["first", "nothing"],
    "test_an_error_while_publishing_exits_3_and_the_old_report_stays": SAYS,
}


def functions(file):
    """The tests of a file, by name."""
    text = (ROOT / "tests" / file).read_text(encoding="utf-8")
    return re.findall(r"(?m)^def (test_\w+)\(", text)


def test_every_row_of_the_table_names_a_test_and_its_cases():
    for test, cases, tries in rows():
        file, _, name = test.rpartition("::")
        assert name in functions(file or "test_faults.py"), test
        assert set(cases) <= set(CASES.get(name, [])), test
        assert tries >= len(cases)


def test_every_case_of_a_fault_has_its_row_in_the_table():
    named = [test for test, _, _ in rows()]
    for test in functions("test_faults.py"):
        assert test in named or "_table" in test, test
    for test, cases in CASES.items():
        told = [case for name, some, _ in rows() for case in some if name == test]
        assert sorted(told) == sorted(cases)
