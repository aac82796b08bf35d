"""What was a report made from, and is that still so?

A record has two parts. `executed` is what the outputs of the cells depend on: code, parameters,
files that the kernel opened (helpers, tables) and folders that it listed, texts by document,
packages, Python, and the modules here that execute. `rendered` is what the page depends on beyond
that: the words of the notebook, and what turns them into a page.

A record holds digests and versions, no paths of a machine and no times, so that the same inputs
give the same record everywhere. Nobody declares a dependency: `executed` comes from what the kernel
noted while it ran.

Assumptions
1. An installed package is known by its version; its files are not looked at.
2. What a command has once looked at counts as seen then. What changes while it works differs from
   the record, so that the next command notices.
"""

import hashlib
import json
import os
import platform
import re
import sysconfig
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from helpers import sources
from helpers.reports import collection, kernel
from helpers.reports.collection import Report

HERE = Path(__file__).resolve().parent
HELPERS = HERE.parent
EXECUTING = ("client.py", "execute.py", "guard.py", "kernel.py", "machine.py")
RENDERING = ("fonts.py", "page.py", "render.py", "templates")
EXECUTING_PACKAGES = ("jupyter_client", "jupytext", "nbclient", "nbformat", "papermill", "pyzmq")
RENDERING_PACKAGES = (
    "fonttools jinja2 mistune nbconvert nbformat nh3 pygments pylopdf-fonts-zh-cn".split()
)
# Tags that change what a kernel is given. All others only change how a page looks.
_ACTING_TAGS = {"explore", "injected-parameters", "parameters", "skip-execution"}


def executed(report: Report, log: Path) -> dict[str, Any]:
    """Return the part `executed` of a record, from what the report's kernel noted in its log."""
    files, folders, texts, modules = {}, {}, {}, set()
    known = _places_of_texts(report)
    for line in log.read_text(encoding="ascii").splitlines():
        kind, path, digest = json.loads(line)
        path = os.fsdecode(path.encode("utf-8", "surrogateescape"))
        if kind == "package":
            modules.add(path)
        elif report.last and Path(path) == sources.ROOT / "reports.toml":
            continue  # what it says of the others, in whichever order, is in `settled`
        elif Path(path) in known:
            doc = known[Path(path)]
            texts[doc] = texts.get(doc) or digest
        else:  # a forked child may open it once more, when it has changed
            (files if kind == "file" else folders).setdefault(_place(Path(path)), digest)
    names = {name for module in modules for name in _distributions().get(module, [])}
    return settled(report) | {
        "files": dict(sorted(files.items())),
        "folders": dict(sorted(folders.items())),
        "texts": dict(sorted(texts.items())),
        "packages": _versions(names | set(EXECUTING_PACKAGES)),
    }


def settled(report: Report) -> dict[str, Any]:
    """Return what is known before anything runs, as this command has seen it first."""
    listed = {"reports": collection.digest(sorted(collection.entries().items()))}
    return (listed if report.last else {}) | {
        "cells": _cells(report.notebook),
        "parameters": report.values,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machinery": _machinery(EXECUTING),
    }


def rendered(report: Report) -> dict[str, Any]:
    """Return the part `rendered` of a record, as it is now."""
    return {
        "words": _words(report.notebook),
        "machinery": _machinery(RENDERING),
        "packages": _versions(RENDERING_PACKAGES),
    }


def again(report: Report, record: dict[str, Any]) -> dict[str, Any]:
    """Return the part `executed` as it is now, with the same files, folders, texts and packages."""
    return settled(report) | {
        "files": {place: _digest("file", place) for place in record["files"]},
        "folders": {place: _digest("folder", place) for place in record["folders"]},
        "texts": {doc: _text(doc) for doc in record["texts"]},
        "packages": _versions(record["packages"]),
    }


def fingerprint(record: dict[str, Any]) -> str:
    """Return one digest for a record: equal, where everything that it holds is equal."""
    written = json.dumps(record, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What differs between two records of a report? Return a few words for each difference."""
    said = []
    if old.get("cells", []) != new.get("cells", []):
        said.append(_changed_cells(old["cells"], new["cells"]))
    if old.get("words") != new.get("words"):
        said.append("its words or tags changed")
    for name, (was, now) in _pairs(old, new, "parameters"):
        said.append(f"parameter {name}: {json.dumps(was)} → {json.dumps(now)}")
    for part in ("files", "folders", "machinery"):
        for place, (was, now) in _pairs(old, new, part):
            said.append(
                f"{place} {'is new' if was is None else 'is gone' if now is None else 'changed'}"
            )
    for doc, (was, now) in _pairs(old, new, "texts"):
        state = "was installed" if was is None else "was removed" if now is None else "changed"
        said.append(f"the text of {doc.removeprefix('seeds/')} {state}")
    for name, (was, now) in _pairs(old, new, "packages"):
        said.append(f"{name} {was or 'nothing'} → {now or 'nothing'}")
    if old.get("reports") != new.get("reports"):
        said.append("reports.toml lists other reports")
    if old.get("python") != new.get("python"):
        said.append(f"{old['python']} → {new['python']}")
    return said


def _pairs(old: dict, new: dict, part: str) -> list[tuple[str, tuple[Any, Any]]]:
    before, after = old.get(part, {}), new.get(part, {})
    names = [*before, *(name for name in after if name not in before)]
    pairs = [(name, (before.get(name), after.get(name))) for name in names]
    return [(name, pair) for name, pair in pairs if pair[0] != pair[1] or name not in before]


def _changed_cells(old: list[str], new: list[str]) -> str:
    if len(old) != len(new):
        return f"{len(new)} code cells instead of {len(old)}"
    changed = [n for n, (was, now) in enumerate(zip(old, new, strict=True), 1) if was != now]
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return f"code cell {changed[0]}{more} changed"


def few(reasons: list[str]) -> tuple[str, ...]:
    """Return at most three reasons, and how many more there are.

    >>> few(["a", "b", "c", "d", "e"])
    ('a', 'b', 'c', 'and 2 more')
    """
    more = len(reasons) - 3
    return (*reasons[:3], f"and {more} more") if more > 0 else tuple(reasons)


@cache
def _words(notebook: Path) -> str:
    return hashlib.sha256(notebook.read_bytes()).hexdigest()


@cache
def _cells(notebook: Path) -> list[str]:
    """Return one digest per code cell: its code, and the tags that a kernel feels.

    Code that stands before the first cell, or under words, counts too: jupytext runs it.
    """
    before = re.split(r"(?m)^# %%", notebook.read_text(encoding="utf-8"), maxsplit=1)[0]
    digests = []
    for cell in [{"type": "markdown", "source": before}, *collection.read_cells(notebook)]:
        source, tags = cell["source"], cell.get("tags", [])
        if cell["type"] == "markdown":
            source = "\n".join(line for line in source.splitlines() if line.lstrip()[:1] != "#")
            if not source.strip():
                continue
        if "explore" not in tags:
            acting = sorted(_ACTING_TAGS.intersection(tags))
            digests.append(hashlib.sha256(repr((source, acting)).encode()).hexdigest()[:16])
    return digests


def _place(path: Path) -> str:
    """Return a path as written in a record: from the project's root, helpers by their name."""
    if path.is_relative_to(HELPERS):
        return path.relative_to(HELPERS.parent).as_posix()
    return Path(os.path.relpath(path, sources.ROOT)).as_posix()


@cache
def _digest(kind: str, place: str) -> str | None:
    root = HELPERS.parent if place.startswith("helpers/") else sources.ROOT
    return kernel.digest(kind, root / place)


@cache
def _text(doc: str) -> str | None:
    corpus, _, name = doc.partition("/")
    try:
        document = sources.catalogue(corpus).get(name)
        installed = document is not None and sources.text(name, corpus) is not None
    except sources.InputError:
        return "not recognised"
    return document.sha256 if installed else None


def _places_of_texts(report: Report) -> dict[Path, str]:
    """Where may the texts of the documents be? Return their ids by path."""
    places = {}
    for corpus in {*sources.SHIPPED, report.values.get("corpus", "seeds")}:
        try:
            documents = sources.catalogue(corpus).values()
        except sources.InputError:
            continue
        for document in documents:
            for path in sources.candidates(document, corpus):
                places[Path(os.path.abspath(path))] = f"{corpus}/{document.doc}"
    return places


@cache
def _machinery(names: tuple[str, ...]) -> dict[str, str]:
    files = []
    for name in names:
        path = HERE / name
        files += sorted(path.rglob("*.*")) if path.is_dir() else [path]
    return {
        _place(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.suffix != ".pyc"
    }


@cache
def _distributions() -> dict[str, list[str]]:
    """Return the distributions that each module belongs to."""
    return dict(metadata.packages_distributions())


@cache
def _installed() -> dict[str, tuple[str, str]]:
    """Return what is installed by plain name, as a name and a version, without reading a file."""
    found = {}
    for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in os.listdir(folder):
            named = re.fullmatch(r"(.+)-([^-]+)\.dist-info", entry)
            if named:
                found[_plain(named[1])] = (named[1], named[2])
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _versions(names: Any) -> dict[str, str | None]:
    found = {_plain(name): _installed().get(_plain(name), (name, None))[1] for name in names}
    return dict(sorted(found.items()))
