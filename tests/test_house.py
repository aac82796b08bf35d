"""The house: dependencies, locks, tasks and papers say the same everywhere."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = PROJECT["project"]
EXTRAS = DECLARED["optional-dependencies"]
BASE = [Requirement(text) for text in DECLARED["dependencies"] + EXTRAS["test"]]
LAB = [*BASE, *(Requirement(text) for text in EXTRAS["lab"])]
LOCKS = ["bootstrap.lock", "requirements.lock", "requirements-lab.lock"]

by_bootstrap = pytest.mark.skipif(
    not (ROOT / ".venv/installed").exists(), reason="this environment is not made by bootstrap.py"
)


@dataclass(frozen=True)
class Pin:
    name: str
    version: Version
    marker: Marker | None
    n_hashes: int


def pins(lock):
    """The pins of a lock, by name."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        requirement, *hashes = line.split("--hash=")
        requirement = Requirement(requirement.strip())
        [exact] = requirement.specifier
        assert exact.operator == "==", f"{lock}: {requirement} is no exact version"
        name = canonicalize_name(requirement.name)
        assert name not in found, f"{lock}: {name} has two versions, so two machines may differ"
        n_hashes = sum(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", text) is not None for text in hashes)
        assert n_hashes == len(hashes), f"{lock}: {name} has a hash that is no SHA-256"
        found[name] = Pin(name, Version(exact.version), requirement.marker, n_hashes)
    return found


def unmet(requirements, lock):
    """The requirements that no pin of the lock satisfies on every platform."""
    found = pins(lock)
    return [
        str(requirement)
        for requirement in requirements
        if (pin := found.get(canonicalize_name(requirement.name))) is None
        or pin.marker is not None
        or pin.version not in requirement.specifier
    ]


def test_every_dependency_is_pinned_in_both_locks():
    assert unmet(BASE, "requirements.lock") == []
    assert unmet(LAB, "requirements-lab.lock") == []


def test_an_unpinned_or_too_old_dependency_would_be_noticed():
    missing, too_new = Requirement("no-such-package>=1"), Requirement("pandas>=999")
    assert unmet([missing, too_new], "requirements.lock") == [str(missing), str(too_new)]


def test_the_lab_lock_holds_the_base_lock_version_by_version():
    base, lab = pins("requirements.lock"), pins("requirements-lab.lock")
    missing = sorted(set(base) - set(lab))
    differing = sorted(n for n in base if n in lab and base[n].version != lab[n].version)
    assert (missing, differing) == ([], [])


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock):
    assert [pin.name for pin in pins(lock).values() if not pin.n_hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_folder(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"\S*://\S*|--(?:index|find|extra)\S*|[^\w.]/\w\S*", text) == []


def test_the_pinned_uv_builds_this_project_without_asking_for_uv_build():
    [backend] = PROJECT["build-system"]["requires"]
    assert pins("bootstrap.lock")["uv"].version in Requirement(backend).specifier


@by_bootstrap
def test_what_is_installed_is_what_the_lock_pins():
    lock = "requirements-lab.lock" if (ROOT / ".venv/installed-lab").exists() else LOCKS[1]
    listed = subprocess.run(
        [ROOT / ".venv/bin/uv", "pip", "freeze", "--quiet", "--python", sys.executable],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    installed = dict(re.findall(r"^(\S+)==(\S+)$", listed, re.MULTILINE))
    expected = {
        pin.name: str(pin.version)
        for pin in pins(lock).values()
        if pin.marker is None or pin.marker.evaluate()
    }
    assert {name: installed.get(name) for name in expected} == expected


def test_a_library_that_starts_threads_on_import_stays_out():
    for lock in LOCKS:
        assert "pyarrow" not in pins(lock), f"{lock}: kernels cannot be forked beside pyarrow"


def test_upper_bounds_have_a_reason_beside_them():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    bounded = [line for line in lines if re.search(r'"[\w-]+[^"]*(<|==|~=)[^"]*"', line)]
    assert [line for line in bounded if " # " not in line] == []


def test_the_environment_for_conda_asks_for_a_python_and_an_extra_that_exist():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, packages = environment["dependencies"]
    name, version = python.split("=")
    assert (name, pip) == ("python", "pip")
    assert Version(version) in SpecifierSet(DECLARED["requires-python"])
    [extra] = re.findall(r"-e \.\[(\w+)\]", " ".join(packages["pip"]))
    assert len(packages["pip"]) == 1
    assert extra in EXTRAS


def make(*arguments):
    """Run make as a person would, also where make runs the tests."""
    clean = {name: value for name, value in os.environ.items() if name[:4] not in ("MAKE", "MFLA")}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
    )


def test_make_help_lists_every_task():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    [line] = re.findall(r"^\.PHONY: (help .*)$", text, re.MULTILINE)
    recipes = re.findall(r"^([a-z]+):", text, re.MULTILINE)
    listed = re.findall(r"^make (\w+) +\w", make("help").stdout, re.MULTILINE)
    assert sorted(listed) == sorted(line.split()) == sorted(recipes)


def test_make_alone_lists_the_tasks():
    assert make().stdout == make("help").stdout


@by_bootstrap
@pytest.mark.parametrize("task", ["reports", "test"])
def test_a_second_call_does_no_set_up(task):
    assert "bootstrap" not in make("-n", task).stdout


def test_a_folder_of_texts_may_have_spaces_and_marks_in_its_name(tmp_path):
    """The folder reaches the installer as one argument: it is named in what the installer says."""
    folder = tmp_path / "it's a folder; $(HOME) & more"
    said = make("texts", f"FROM={str(folder).replace('$', '$$')}")
    assert str(folder) in said.stdout + said.stderr


def test_make_texts_without_a_folder_says_what_to_type():
    said = make("texts")
    assert said.returncode == 2
    assert said.stderr.startswith("say where the texts are: make texts FROM=folder\n")


def test_set_up_knows_one_option():
    done = subprocess.run(
        [sys.executable, ROOT / "bootstrap.py", "--all"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (2, "usage: python3 bootstrap.py [--lab]\n")


@pytest.fixture
def outside(tmp_path):
    """A folder with what set-up reads, and nothing set up."""
    settings = "lab/share/jupyter/lab/settings/overrides.json"
    (tmp_path / settings).parent.mkdir(parents=True)
    for name in ("pyproject.toml", "bootstrap.py", *LOCKS, settings):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("machine", "says"),
    [
        ("sys.version_info = (3, 9, 2, 'final', 0)", "Python 3.9 is too old, 3.11 or later is"),
        ("sys.modules['ensurepip'] = None", "install python3-venv"),
    ],
)
def test_what_the_machine_lacks_is_said_in_one_line(outside, machine, says):
    program = f"import sys, bootstrap; {machine}; sys.exit(bootstrap.main([]))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=outside, capture_output=True, text=True
    )
    assert done.returncode == 3
    assert done.stderr.startswith("bootstrap: ")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_package_index_set_up_says_so_and_leaves_no_stamp(outside):
    alone = os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
    done = subprocess.run(
        [sys.executable, "bootstrap.py"], cwd=outside, env=alone, capture_output=True, text=True
    )
    assert done.returncode == 3
    assert done.stderr.splitlines()[0] == (
        "bootstrap: could not install uv from the package index: check the network and the "
        "package index, then run the same command again"
    )
    assert not (outside / ".venv" / "installed").exists()


def test_the_citation_names_the_version_and_the_licences():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == DECLARED["version"]
    assert citation["license"] == ["MIT", "CC-BY-4.0"]
    assert DECLARED["license"] in citation["license"]


def test_the_changelog_opens_with_this_version_and_with_findings():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", text, re.MULTILINE).group(1) == DECLARED["version"]
    entries = re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]
    assert all(entry.strip().startswith("### Findings changed\n") for entry in entries)


def test_the_licence_tells_code_tables_and_documents_apart():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    for words in ("MIT License", "creativecommons.org/licenses/by/4.0/", "belong to their authors"):
        assert words in text


def test_no_notebook_with_outputs_and_no_source_text_is_committed():
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    assert [n for n in names if re.search(r"\.ipynb$|^seeds/texts/|^corpora/", n)] == []


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("outputs/31_who/finding.json", True),
        ("outputs/31_who/index.html", False),
        ("outputs/index.html", False),
        ("seeds/coded/actors.csv", True),
        ("seeds/texts/a.txt", False),
        ("corpora/mine/catalogue.csv", False),
        ("notebooks/31_who.py", True),
        ("notebooks/31_who.ipynb", False),
        ("notebooks/.ipynb_checkpoints/31_who.py", False),
        (".reports/log", False),
    ],
)
def test_git_keeps_what_was_written_and_leaves_what_is_made(path, kept):
    """Of what is built only findings are kept."""
    ignored = subprocess.run(["git", "check-ignore", "-q", "--no-index", path], cwd=ROOT).returncode
    assert ignored == (1 if kept else 0)
