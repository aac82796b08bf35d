"""The same inputs give the same bytes, whoever builds them and where; each line for that counts.

A *machine* is a place to build that is odd in some ways: its path, the zone of its clock, settings
that lie about. The *probes* are notebooks that show whatever a machine could make a difference to.
A line of the engine counts if without it two machines publish different bytes, or cannot build.
"""

import compileall
import contextlib
import hashlib
import json
import os
import py_compile
import shutil
import struct
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont

from helpers import sources
from helpers.reports import machine as kernels_machine

pytestmark = pytest.mark.engine

WAYS = [
    "path and disk", "zone", "locale", "hash seed", "umask", "one core", "one at a time, reversed",
    "home", "caller's settings", "system's settings",
]  # fmt: skip
# On six machines any two ways meet in all four combinations: each way is odd on the first and on
# another pair of the other five.
PAIRS = dict(zip(WAYS, combinations(range(1, 6), 2), strict=True))
MACHINES = [{way for way in WAYS if n in (0, *PAIRS[way])} for n in range(6)]

PLAIN = """\
import argparse, locale, shutil, sys, tempfile, time, traceback
from datetime import datetime
from pathlib import Path
from helpers import sources

print({"走", "出", "去", "鹭", "蜂"}, hash("走"))
print(datetime.fromtimestamp(0), time.strftime("%Z"))
locale.setlocale(locale.LC_ALL, "")
print(f"{1234567.5:n}", time.strftime("%A %x", time.gmtime(0)), sorted("aBöÄz", key=locale.strxfrm))
with tempfile.NamedTemporaryFile("w") as file:
    print("走出去", file=file, flush=True)
    print(Path(file.name).read_bytes(), open(file.name).read())
parser = argparse.ArgumentParser("probe", description="many words " * 12)
print(parser.format_help(), shutil.get_terminal_size())
try:
    1 / 0
except ZeroDivisionError:
    print(traceback.format_exc(), f"{(lambda: 0).__code__}".partition(",")[2])
for path in ("~/.greeting", "greeting"):
    print(Path(path).expanduser().exists())
print([name for name in globals() if "odd" in name])
for name in ("odd_module", "odd_site"):
    try:
        print(__import__(name))
    except ImportError as error:
        print(type(error).__name__)
print(sorted(Path().iterdir()))
[path.read_bytes() for path in Path("../seeds/coded").rglob("*.csv")]
print([sources.text(doc) for doc in sources.catalogue() if doc == "probe"])
open("/proc/self/stat").read()
print(sources.__file__, file=sys.stderr)  # as in warnings of a helper
for n in range(500):
    print(n, end=" ")
    time.sleep(0.001)
display(n)
print("end")
"""

MANY = """\
import os, signal, time
one_core = len(os.sched_getaffinity(0)) == 1
if one_core:  # then whoever is to receive may have to wait
    os.kill(os.getppid(), signal.SIGSTOP)
try:
    for n in range(1600):
        display({"text/plain": str(n)}, raw=True)
    time.sleep(0.2)
finally:
    os.kill(os.getppid(), signal.SIGCONT)
time.sleep(1)
"""

DRAWN = """\
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

x = np.random.default_rng(7).random(1_000_001)
print(repr(float(x @ x)))
print(pd.DataFrame(x[:60].reshape(2, 30)))
plt.bar(["a", "b"], [1, 2], hatch="/")
plt.show()
from helpers import charts

data = pd.DataFrame({"who": ["Bo", "走出去"], "doc": ["forum", "study"], "n": [2, 1]})
axes = charts.draw_counts(data, "who", "doc", "次")
display(charts.show(axes, data, name="n", title="Bo", caption="n = 3.", alt="Bo: 2"))
%config InlineBackend.figure_formats = ["svg"]
plt.bar(["a", "b"], [1, 2], hatch="/")
plt.show()
"""
# JupyterLab brings a check of web addresses that nobody here uses, and that takes a second to load.
COMMAND = """\
import os, sys
os.sched_setaffinity(0, {})
sys.modules["rfc3987_syntax"] = None
from helpers.reports.cli import main
sys.exit(main())
"""
PROBES = {"plain": PLAIN, "many": MANY, "drawn": DRAWN}


def settings(folder):
    """Write what changes a report if anything looks there; return the folder."""
    program = "odd_name = 1\nprint('odd')\n"
    config = "c.InteractiveShell.ast_node_interactivity = 'all'\n"
    odd = {"display_name": "odd", "language": "python", "env": {"TZ": "Asia/Tokyo"}}
    files = {
        "greeting": "hello",
        "ipython_config.py": config,
        "kernels/python3/kernel.json": json.dumps({"argv": ["false"], **odd}),
        "matplotlibrc": "figure.figsize: 3, 2\nsvg.hashsalt: odd\n",
        "nbconvert/templates/base/null.j2": "odd",
        "odd_module.py": program,
        "profile_default/ipython_config.py": config,
        "profile_default/startup/odd.py": program,
        "startup/odd.py": program,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def home(folder):
    """Make a home full of settings; return it."""
    for name in (".ipython", ".config/matplotlib", ".jupyter", ".local/share/jupyter"):
        settings(folder / name)
    site = folder / f".local/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
    settings(site)
    settings(folder)
    return folder


def system(folder):
    """Make folders to cover /etc and /usr/local/share: another zone, home, fonts and settings."""
    etc, share = settings(folder / "etc/ipython").parent, settings(folder / "share/jupyter").parent
    for name in ("group", "hosts", "ld.so.cache", "nsswitch.conf"):
        if Path("/etc", name).exists():
            shutil.copy(Path("/etc", name), etc)
    (etc / "passwd").write_text(f"root:x:0:0::{home(folder / 'home')}:/bin/sh\n")
    zone = b"TZif" + bytes(16) + struct.pack(">6llbb", 0, 0, 0, 0, 1, 4, 8 * 3600, 0, 0) + b"CST\0"
    (etc / "localtime").write_bytes(zone)
    font = TTFont(Path(mpl.get_data_path(), "fonts/ttf/DejaVuSerif.ttf"))
    for record in font["name"].names:  # says that it is the collection's Chinese font
        if record.nameID == 1:
            record.string = "Noto Sans SC"
    (share / "fonts").mkdir()
    font.save(share / "fonts/odd.ttf")
    return f"mount --bind '{etc}' /etc && mount --bind '{share}' /usr/local/share && "


def variables(ways, odd):
    """Return the variables of a machine that keeps its odd files in a folder."""
    found = {}
    if "zone" in ways:
        found |= {"TZ": "Asia/Shanghai"}
    if "locale" in ways:
        found |= {"LC_ALL": "C", "LANG": "de_DE.UTF-8", "PYTHONIOENCODING": "ascii"}
        found |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    if "hash seed" in ways:
        found |= {"PYTHONHASHSEED": "7"}
    if "home" in ways:
        found |= {"HOME": str(home(odd / "home"))}
    if "caller's settings" in ways:
        own = str(settings(odd / "caller"))
        (odd / ("long" * 30)).mkdir()
        names = (
            "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_PATH", "MATPLOTLIBRC", "MPLCONFIGDIR",
            "PYTHONPATH",
        )  # fmt: skip
        found |= dict.fromkeys(names, own)
        found |= {
            "COLUMNS": "200", "FORCE_COLOR": "1", "MPLBACKEND": "pdf",
            "OPENBLAS_CORETYPE": "Nehalem", "PYTHONSTARTUP": f"{own}/startup/odd.py",
            "SOURCE_DATE_EPOCH": "1", "TMPDIR": str(odd / ("long" * 30)),
        }  # fmt: skip
    return found


@pytest.fixture(scope="session")
def mounts():
    """May folders of the system be covered, for one program and what it starts?"""
    with contextlib.suppress(FileNotFoundError):
        done = subprocess.run(["unshare", "-rm", "mount", "--bind", "/etc", "/etc"])
        if done.returncode == 0:
            return
    if os.environ.get("CI"):
        pytest.fail("CI lets nobody mount; run it where `unshare -rm` works", pytrace=False)
    pytest.skip("no mounts on this machine, so that it cannot take another's place")


@pytest.fixture(scope="session")
def snapshot(once):
    """The helpers, notebooks and tables as they are now: all machines have the same ones."""

    def make(folder):
        shutil.copytree(Path(sources.__file__).parent, folder / "engine/helpers")
        mode = py_compile.PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(folder / "engine", quiet=1, force=True, invalidation_mode=mode)
        for name in ("notebooks", "seeds"):
            no_texts = shutil.ignore_patterns("texts", ".*")
            shutil.copytree(sources.ROOT / name, folder / "project" / name, ignore=no_texts)
        shutil.copy(sources.ROOT / "reports.toml", folder / "project")

    return once("snapshot", make)


def checksums(project_class, snapshot, ways, fill, edits=()):
    """Build on a machine that is odd in some ways; return a checksum for each published file.

    `fill(project)` writes what is built; `edits` change the engine, `(file, old, new)` each.
    """
    disk = "/dev/shm" if "path and disk" in ways and Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=disk) as folder:
        place = Path(folder, "走 出 去 " + "long " * 20 if "path and disk" in ways else "plain")
        engine, odd = place / "engine", place / "odd"
        shutil.copytree(snapshot / "engine", engine)
        for file, old, new in edits:
            text = (engine / "helpers" / file).read_text()
            assert text.count(old) == 1, f"{file} has not one line {old!r}"
            (engine / "helpers" / file).write_text(text.replace(old, new))
        odd.mkdir()
        (place / "project").mkdir()
        project = project_class.new(place / "project")
        fill(project)
        own = variables(ways, odd)
        if "caller's settings" in ways and (project.root / "seeds/texts/probe.txt").exists():
            (project.root / "seeds/texts").rename(odd / "texts")
            own["SEED_TEXTS"] = str(odd / "texts")
        own["PYTHONPATH"] = os.pathsep.join([str(engine), own.get("PYTHONPATH", "")])
        cores = sorted(os.sched_getaffinity(0))
        command = [
            sys.executable,
            "-c",
            COMMAND.format(cores[: 1 if "one core" in ways else None]),
            "build",
        ]
        if "one at a time, reversed" in ways:
            command += ["--jobs", "1"]
            entries = (project.root / "reports.toml").read_text().split("[report.")[1:]
            project.collection("".join(f"[report.{entry}\n" for entry in reversed(entries)))
        if "system's settings" in ways:
            command = [
                "unshare",
                "-rm",
                "sh",
                "-c",
                f'{system(odd / "system")}exec "$@"',
                "sh",
                *command,
            ]
        done = subprocess.run(
            command,
            env=project.environment(**own),
            cwd=odd if "caller's settings" in ways else project.root,
            umask=0o077 if "umask" in ways else 0o022,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
        )
        found = {
            path.removeprefix("outputs/"): hashlib.sha256(content).hexdigest()
            for path, content in project.published().items()
        }
        if "one at a time, reversed" in ways:
            found.pop("index.html", None)  # shows the order of reports.toml
        return found | ({"failed": f"{done.stdout}{done.stderr}"} if done.returncode else {})


def differing(one, other):
    """Return the files of which two machines have different versions, or why one has none."""
    for found in (one, other):
        if "failed" in found:
            return [found["failed"]]
    order_shows = "index.html" in one and "index.html" in other
    names = {*one, *other} if order_shows else {*one, *other} - {"index.html"}
    return sorted(name for name in names if one.get(name) != other.get(name))


def probes(*names):
    """Return what writes probes into a project, with a document and folders to read."""

    def fill(project):
        for name in names:
            project.notebook(f"probe-{name}", PROBES[name])
        digest = hashlib.sha256(b"hello").hexdigest()
        project.catalogue({"doc": "probe", "file": "probe.txt", "sha256": digest})
        project.write("seeds/texts/probe.txt", "hello")
        for folder in ("one", "two", "three", "four", "five"):
            for file in ("a", "b", "c", "d"):
                project.write(f"seeds/coded/{folder}/{file}.csv", file)

    return fill


@pytest.fixture
def machine(once, projects, snapshot):
    """What does a machine publish of the probes? A checksum for each file."""

    def number(number, ways):
        def make(folder):
            found = checksums(projects, snapshot, ways, probes(*PROBES))
            (folder / "sums.json").write_text(json.dumps(found))

        return json.loads((once(f"machine-{number}", make) / "sums.json").read_text())

    return number


def show(ways, found, files=()):
    """Print checksums for whoever runs the tests with `-s`."""
    every = "".join(digest for file, digest in found.items() if file != "index.html")
    lines = [f"{found[file]}  {file}\n" for file in files]
    odd = ", ".join(way for way in WAYS if way in ways) or "nothing"
    lines.append(f"{hashlib.sha256(every.encode()).hexdigest()}  all, where odd is: {odd}\n")
    sys.stdout.write("\n" + "".join(lines))


@pytest.mark.parametrize("number", range(6))
def test_the_probes_are_the_same_bytes_on_every_machine(mounts, machine, number):
    found = machine(number, MACHINES[number])
    show(MACHINES[number], found)
    assert differing(machine("plain", ()), found) == []


def test_the_collection_is_the_same_bytes_on_another_machine(mounts, projects, snapshot, without):
    """It is odd in every way; the other collection was built here, as a stranger builds it."""

    def fill(project):
        shutil.copytree(snapshot / "project", project.root, dirs_exist_ok=True)

    one = {
        path.removeprefix("outputs/"): hashlib.sha256(content).hexdigest()
        for path, content in without.published().items()
    }
    other = checksums(projects, snapshot, set(WAYS), fill)
    assert differing(one, other) == []
    show((), one, one)
    show(WAYS, other)


def test_any_two_ways_of_being_odd_meet_in_all_combinations():
    for one, other in combinations(WAYS, 2):
        assert len({(one in machine, other in machine) for machine in MACHINES}) == 4


CLIENT, EXECUTE, KERNEL = "reports/client.py", "reports/execute.py", "reports/kernel.py"
INPUTS, MACHINE, RENDER = "reports/inputs.py", "reports/machine.py", "reports/render.py"
# A line of the engine, what it becomes, and the probe that shows the difference.
LINES = {
    "kernels start from a cleared environment": (
        MACHINE, "    fixed = {\n", "    fixed = dict(os.environ) | {\n", "plain",
    ),
    "cells run where the notebook is": (
        CLIENT, '"path": str(sources.ROOT / "notebooks")', "", "plain",
    ),
    "pieces of a stream are joined": (
        EXECUTE, "cell.outputs = _joined(cell.outputs)", "pass", "plain",
    ),
    "registered kernels are not looked at": (CLIENT, "(kernel_dirs=[])", "()", "plain"),
    "no setting of the system is looked at": (KERNEL, "folders.clear()", "pass", "plain"),
    "outputs wait and are not dropped": (KERNEL, "context.setsockopt(zmq.SNDHWM, 0)", "", "many"),
    "what a machine tells of itself is no input": (
        KERNEL, "startswith(MACHINE)", "startswith(())", "plain",
    ),
    "what a kernel has for itself is no input": (
        KERNEL, "if real.startswith(self.folders)", "if False", "plain",
    ),
    "a folder is known by its sorted names": (
        KERNEL, 'sorted(name for name in os.listdir(path) if name != "__pycache__")',
        "os.listdir(path)", "plain",
    ),
    "files are listed in order": (INPUTS, "dict(sorted(files.items()))", "files", "plain"),
    "folders are listed in order": (INPUTS, "dict(sorted(folders.items()))", "folders", "plain"),
    "packages are listed in order": (INPUTS, "dict(sorted(found.items()))", "found", "plain"),
    "templates are listed in order": (
        INPUTS, 'sorted(path.rglob("*.*"))', 'path.rglob("*.*")', "plain",
    ),
    "cells have ids of ours": (RENDER, '"id": f"c{position:03d}"', '"id": cell["id"]', "plain"),
    "cells keep their tags alone": (
        RENDER, '{"tags": list(tags)} if tags else {}', "cell.metadata", "plain",
    ),
    "warnings stay off the page": (RENDER, " if not _is_warning(output)", "", "plain"),
    "no template of somebody else is used": (
        RENDER, '[str(Path(sys.prefix) / "share" / "jupyter")]', "super().get_prefix_root_dirs()",
        "plain",
    ),
    "charts have ids of ours": ("charts/style.py", '"svg.hashsalt": "going-out",', "", "drawn"),
}  # fmt: skip
DRAWN_BY = {"MPL_IGNORE_SYSTEM_FONTS", "OMP_NUM_THREADS", "SOURCE_DATE_EPOCH"}


def test_two_cores_are_there():
    assert len(os.sched_getaffinity(0)) > 1, "one core shows no difference between one and two"


def both(projects, snapshot, fill, edits=()):
    """Build on a machine that is odd in no way and on one that is odd in every way."""
    return [checksums(projects, snapshot, ways, fill, edits) for ways in ((), WAYS)]


@pytest.mark.parametrize("line", LINES)
def test_each_line_for_the_same_bytes_counts(mounts, projects, snapshot, line):
    *edit, probe = LINES[line]
    unlike = differing(*both(projects, snapshot, probes(probe), [edit]))
    assert unlike, f"without it all is the same: delete {edit[1]!r}"
    assert "Traceback" not in unlike[0]


# Not to start the command for each, there is one report per variable, called by what it does
# without. Each has a list of fonts of its own, as what another has found would hide what differs.
with tempfile.TemporaryDirectory() as folder:
    KEYS = [*dict.fromkeys([*kernels_machine.environment(Path(folder)), "SEED_TEXTS"])]
DRAWN_BY = {"MPL_IGNORE_SYSTEM_FONTS", "OMP_NUM_THREADS", "SOURCE_DATE_EPOCH"}
ALL_BUT_ONE = """{
    key: f"{run.folder}/home/fonts" if key == "MPLCONFIGDIR" else value
    for key, value in machine.environment(run.folder).items()
    if key != report.name
}"""
WITHOUT = (EXECUTE, "variables=machine.environment(run.folder)", f"variables={ALL_BUT_ONE}")


def reports_by_variable(project):
    probes(*PROBES)(project)
    entries = {key: "drawn" if key in DRAWN_BY else "plain" for key in KEYS}
    project.collection(
        "".join(f'[report.{key}]\nnotebook = "probe-{probe}"\n' for key, probe in entries.items())
    )


@pytest.fixture
def lacking(once, projects, snapshot):
    """What do two machines publish without a variable? Checksums, and what was said of failures."""

    def on(ways):
        def make(folder):
            found = checksums(projects, snapshot, ways, reports_by_variable, [WITHOUT])
            (folder / "sums.json").write_text(json.dumps(found))

        return json.loads((once(f"without-{len(ways)}", make) / "sums.json").read_text())

    def by_key(key):
        order = ((), WAYS) if KEYS.index(key) % 2 else (WAYS, ())  # workers begin with another
        found = [on(ways) for ways in order]
        return [
            {name: of for name, of in one.items() if name.startswith(f"{key}/")} for one in found
        ], "".join(one.get("failed", "") for one in found)

    return by_key


@pytest.mark.parametrize("key", KEYS)
def test_each_variable_of_a_kernel_counts(mounts, lacking, key):
    (one, other), said = lacking(key)
    assert one != other or f"{key}: FAILED" in said, f"without it all is the same: delete {key}"
    assert "Traceback" not in said
