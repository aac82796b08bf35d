"""What tests share: scratch projects, the command, the documents' texts, a browser."""

import fcntl
import functools
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from helpers import sources

REPORTS = Path(sys.executable).with_name("reports")
COLUMNS = list(sources.Document.__dataclass_fields__)

# A notebook that imports nothing: kernels take most of the time of these tests.
NOTEBOOK = """\
# %% [markdown]
# # {asked}

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records
n: int = 3  # how many
unit: Literal["words", "turns"] = "words"  # what is counted

# %% tags=["setup"]
def show(kind, html="", **data):
    shown = {{"text/html": html or f"<p>{{kind}}</p>", "text/plain": kind}}
    display({{**shown, f"application/vnd.going-out.{{kind}}+json": data}}, raw=True)

# %% tags=["bottom-line"]
show("finding", sentence=f"{{n}} {{unit}} go.", caveat="More may.", estimate=n)

# %%{head}
{middle}

# %% tags=["provenance"]
show("provenance", parameters={{"n": n}})
"""
OLD = {
    "index.html": b"old",
    "SHA256SUMS": b"old",
    "finding.json": b'{"sentence": "O", "caveat": ""}',
}


@dataclass(frozen=True)
class Ran:
    """A finished command: its exit code and what it said."""

    code: int
    out: str
    err: str

    def line(self, name: str) -> str:
        """The one line that tells of a report."""
        [line] = re.findall(rf"(?m)^\[\d+/\d+\] {re.escape(name)}: .*$", self.out)
        return line


@dataclass(frozen=True)
class Project:
    """A project of its own: reports.toml, notebooks, and a catalogue without texts."""

    root: Path
    names: list[str] = field(default_factory=list)
    Ran, TEMPLATE, OLD = Ran, NOTEBOOK, OLD  # no annotations, as these belong to the class

    @classmethod
    def new(cls, root: Path) -> "Project":
        project = cls(root)
        project.catalogue()
        (root / "notebooks").mkdir()
        project.collection("")
        return project

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def catalogue(self, *rows: dict, corpus: str = "seeds") -> None:
        lines = [",".join(COLUMNS)]
        lines += [
            ",".join(str(row.get(c, 1 if c[:2] == "n_" else "")) for c in COLUMNS) for row in rows
        ]
        self.write(f"{corpus}/catalogue.csv", "\n".join(lines) + "\n")

    def collection(self, text: str) -> None:
        self.write("reports.toml", text)

    def notebook(self, name: str, middle: str = "n", head: str = "", asked: str = "") -> None:
        """Write a notebook with one cell of its own, and list it in reports.toml."""
        text = NOTEBOOK.format(asked=asked or f"How many go in {name}?", head=head, middle=middle)
        self.write(f"notebooks/{name}.py", text)
        if name not in self.names:
            self.names.append(name)
            self.collection("".join(f"[report.{listed}]\n" for listed in self.names))

    def environment(self, **variables: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("SEED_TEXTS", "PYTEST_ADDOPTS")}
        return kept | {"GOING_OUT_ROOT": str(self.root)} | variables

    def run(self, *arguments: str, program=(), cwd=None, umask=-1, **variables: str) -> Ran:
        """Run `reports` as a person would, from anywhere."""
        done = subprocess.run(
            [*(program or [REPORTS]), *arguments],
            cwd=cwd or self.root,
            umask=umask,
            env=self.environment(**variables),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def published(self, folder: str = "outputs") -> dict[str, bytes]:
        """Every file below a folder, by its path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file()
        }

    def old_report(self, name: str) -> None:
        """Publish an older report, by hand."""
        for file, content in OLD.items():
            self.write(f"outputs/{name}/{file}", content)

    def kept(self, name: str) -> bool:
        """Is the older report there, byte for byte, and nothing else?"""
        folder = f"outputs/{name}"
        return self.published(folder) == {f"{folder}/{file}": OLD[file] for file in OLD}


@pytest.fixture(scope="session")
def projects() -> type[Project]:
    """The class of scratch projects, for tests that need more than one."""
    return Project


@pytest.fixture
def project(tmp_path):
    """An empty project of its own."""
    return Project.new(tmp_path / "a project")


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Make a folder once, also where several workers run the tests: `once(name, make)`.

    `make(folder)` fills it; whoever comes second waits and finds it filled.
    """
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder_of(name, make):
        folder, done = base / "once" / name, base / "once" / f"{name}.done"
        folder.parent.mkdir(exist_ok=True)
        with (folder.parent / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return folder_of


def _built(once, projects, name, texts):
    """The whole collection, built in a project of its own; its texts are there or they are not."""

    def make(folder):
        shutil.copytree(sources.ROOT / "notebooks", folder / "notebooks")
        shutil.copytree(
            sources.ROOT / "seeds", folder / "seeds", ignore=shutil.ignore_patterns("texts")
        )
        shutil.copy(sources.ROOT / "reports.toml", folder)
        for doc, text in texts.items():
            projects(folder).write(f"my texts/{sources.catalogue()[doc].file}", text)
        before = projects(folder).published("seeds")
        ran = projects(folder).run("build", **({"SEED_TEXTS": "my texts"} if texts else {}))
        assert (ran.code, ran.err) == (0, ""), ran
        assert projects(folder).published("seeds") == before, "a build wrote into seeds/"

    return projects(once(name, make))


@pytest.fixture(scope="session")
def without(once, projects):
    """The collection as a stranger builds it: no text installed."""
    return _built(once, projects, "without", {})


@pytest.fixture(scope="session")
def with_texts(once, projects, seed_texts):
    """The collection as it is built where the texts are installed."""
    return _built(once, projects, "with", seed_texts)


@functools.cache
def _texts() -> dict[str, str | None]:
    return {doc: sources.text(doc) for doc in sources.catalogue()}


def _need_texts() -> None:
    missing = [doc for doc, text in _texts().items() if text is None]
    if missing and os.environ.get("SEED_TEXTS"):
        pytest.fail(f"SEED_TEXTS holds no text of {', '.join(missing)}", pytrace=False)
    if missing:
        pytest.skip(f"texts not installed (make texts FROM=folder): {', '.join(missing)}")


def pytest_collection_modifyitems(config, items):
    """Leave out the many pairs of choices, unless they are asked for: `make pairs`."""
    if "pairs" not in config.option.markexpr:
        left = [item for item in items if item.get_closest_marker("pairs")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def pytest_runtest_setup(item):
    """Skip what needs the texts where they are not installed; fail where they were promised."""
    if item.get_closest_marker("texts"):
        _need_texts()


@pytest.fixture(scope="session")
def seed_texts() -> dict[str, str]:
    """The texts of the documents, by id."""
    _need_texts()
    return _texts()


@pytest.fixture(scope="module")
def chromium():
    """A real browser; skips where there is none, and never where tests run by themselves."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None and os.environ.get("CI"):
        pytest.fail("CI has no chromium; .ci/run installs it", pytrace=False)
    if program is None:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()
