"""Finished files go to their places, so that a published path never holds half of something.

A report is a folder in `outputs/` with a manifest, `SHA256SUMS`, that is written last: where it
matches, the report is whole. What the cells showed is kept in `.reports/executed/`, so that a page
can be made again without executing. Whatever is damaged there means more work, never a wrong page.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from helpers import sources
from helpers.reports import page
from helpers.reports.collection import Report, question

OUTPUTS = sources.ROOT / "outputs"
SCRATCH = sources.ROOT / ".reports"
MANIFEST = "SHA256SUMS"


class Trouble(OSError):
    """The machine stands in the way: the message says where, why and what to do."""


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock that keeps two builds apart; the system lets go of it when the holder ends."""
    try:
        for folder in (SCRATCH, OUTPUTS):
            folder.mkdir(exist_ok=True)
            probe = folder / ".probe"
            probe.write_bytes(b"")
            probe.unlink()
        lock = (SCRATCH / "lock").open("w")
    except OSError as error:
        raise Trouble(
            f"{sources.place(Path(error.filename))}: cannot be written ({error.strerror}); "
            "make the folder writable, then build again"
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(".reports/lock: another build is at work; wait for it to end") from None
        _clear()
        yield


def _clear() -> None:
    """Remove what killed builds left half-written; with the lock held, nobody is writing."""
    for staged in OUTPUTS.glob("*/.new"):
        if not staged.parent.is_symlink():
            shutil.rmtree(staged, ignore_errors=True)
            with suppress(OSError):
                staged.parent.rmdir()  # where nothing else was there yet
    for part in (*OUTPUTS.glob(".*.part"), *SCRATCH.glob("*/.*.part")):
        with suppress(OSError):
            part.unlink()


def check_places(reports: list[Report]) -> None:
    """Refuse links where reports will be written: what they lead to is not ours to replace."""
    for report in reports:
        folder = OUTPUTS / report.name
        for path in (folder, *sorted(folder.glob("*"))):
            if path.is_symlink():
                raise sources.InputError(
                    f"{sources.place(path)}: a link, where a report belongs; remove the link"
                )


def put(name: str, files: dict[str, bytes]) -> bool:
    """Publish the files of a report, the manifest last; return whether anything changed.

    All are written beside the old ones before the first is replaced: where the disk is full, the
    old report stays. Where a replacement fails, those before it are taken back. Files of an older
    version that are no longer made are removed.
    """
    folder = OUTPUTS / name
    sums = {file: hashlib.sha256(text).hexdigest() for file, text in files.items()}
    content = {**dict(sorted(files.items())), MANIFEST: _written(sums)}
    there = sorted(path.name for path in folder.glob("*") if not path.is_dir())
    old = [file for file in there if file not in content]
    before = {file: _bytes(folder / file) for file in (*content, *old)}
    new = {file: text for file, text in content.items() if before[file] != text}
    staged = folder / ".new"
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for file, text in new.items():
            sources.write_whole(staged / file, text)
        try:
            for file in new:
                os.replace(staged / file, folder / file)
            for file in old:
                (folder / file).unlink()
            _settle(folder)
        except OSError:
            _put_back(folder, {file: before[file] for file in (*reversed(new), *old)})
            raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return bool(new or old)


def _put_back(folder: Path, before: dict[str, bytes | None]) -> None:
    """Give files their old content again, the manifest first, until the machine refuses."""
    with suppress(OSError):
        for file, content in before.items():
            if content is None:
                (folder / file).unlink(missing_ok=True)
            else:
                sources.write_whole(folder / file, content)


def _settle(folder: Path) -> None:
    """Ask the system to keep the new names, too, when the power goes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:  # what cannot be read counts as not there, and is made again
        return None


def manifest(name: str) -> dict[str, str]:
    """Return the digests of a published report's files by name; empty, where there is none."""
    text = (_bytes(OUTPUTS / name / MANIFEST) or b"").decode("utf-8", "replace")
    lines = re.findall(r"(?m)^([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*)$", text)
    return {file: digest for digest, file in lines}


def _written(sums: dict[str, str]) -> bytes:
    """Return a manifest as `sha256sum --check` reads it."""
    return "".join(f"{sums[file]}  {file}\n" for file in sorted(sums)).encode()


def damage(name: str) -> list[str]:
    """What is wrong with the files of a published report? Return a few words for each."""
    sums, folder = manifest(name), OUTPUTS / name
    if not sums:
        return ["SHA256SUMS is missing or damaged"]
    wrong = ["SHA256SUMS is damaged"] if _bytes(folder / MANIFEST) != _written(sums) else []
    for file, digest in sums.items():
        content = _bytes(folder / file)
        if content is None:
            wrong.append(f"{file} is gone")
        elif hashlib.sha256(content).hexdigest() != digest:
            wrong.append(f"{file} was changed")
    if not wrong and provenance(name) is None:
        wrong.append("provenance.json cannot be read")
    known = {*sums, MANIFEST}
    others = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    return wrong + [f"{file} does not belong there" for file in others if file not in known]


def published() -> list[str]:
    """Return the names of all folders in `outputs/` that hold a report, or a part of one."""
    marks = (MANIFEST, "finding.json")
    with suppress(FileNotFoundError):
        folders = sorted(path for path in OUTPUTS.iterdir() if path.is_dir())
        return [path.name for path in folders if any((path / mark).exists() for mark in marks)]
    return []


def remove(name: str) -> list[str]:
    """Remove a published report, and nothing else; return the files that were not its own."""
    folder = OUTPUTS / name
    for file in (*manifest(name), MANIFEST, "finding.json"):
        (folder / file).unlink(missing_ok=True)
    for path in (_executed(name), _partial(name)):
        path.unlink(missing_ok=True)
    left = sorted(path.name for path in folder.iterdir())
    if not left:
        folder.rmdir()
    return left


def provenance(name: str) -> dict[str, Any] | None:
    """Return the published record of a report or of a sweep, or None where there is none."""
    made_from = _read_json(OUTPUTS / name / "provenance.json")
    parts = [made_from] if isinstance(made_from, dict) else []
    if parts and "sweep" in made_from:
        parts.append(made_from.get("reports"))
    elif parts:
        parts += [made_from.get("executed"), made_from.get("rendered")]
    return made_from if parts and all(isinstance(part, dict) for part in parts) else None


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _executed(name: str) -> Path:
    return SCRATCH / "executed" / f"{name}.json"


def keep_executed(name: str, record: dict[str, Any], notebook: Any) -> None:
    """Keep what the cells of a report showed, with the record of what they read."""
    content = json.dumps({"record": record, "notebook": notebook}, ensure_ascii=False)
    digest = hashlib.sha256(content.encode()).hexdigest()
    sources.write_whole(_executed(name), f"{digest}\n{content}\n".encode())


def executed(name: str) -> tuple[dict[str, Any], Any] | str:
    """Return the record and the notebook of the last execution, or why there is none."""
    content = _bytes(_executed(name))
    if content is None:
        return "not executed here yet"
    digest, _, rest = content.partition(b"\n")
    if hashlib.sha256(rest.rstrip(b"\n")).hexdigest().encode() != digest:
        return f"{sources.place(_executed(name))} is damaged"
    try:
        kept = json.loads(rest)
        return kept["record"], kept["notebook"]
    except (KeyError, TypeError, ValueError):
        return f"{sources.place(_executed(name))} is of another make"


def _partial(name: str) -> Path:
    return SCRATCH / "failed" / f"{name}.ipynb"


def keep_partial(name: str, notebook: Any, cause: str) -> Path:
    """Keep what had run of a failed report, for looking at in JupyterLab; return where.

    It stays until the report is made, so that an index made in between still tells of the failure.
    """
    path = _partial(name)
    kept = dict(notebook, metadata=dict(notebook["metadata"], failed=cause))
    sources.write_whole(path, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode())
    return path


def forget_failure(name: str) -> None:
    """Remove what had run of a failed report, now that it is made."""
    _partial(name).unlink(missing_ok=True)


def failure(name: str) -> str:
    """Return why a report could not be made when it was last tried, or nothing."""
    kept = _read_json(_partial(name))
    try:
        return f"Could not be made: {kept['metadata']['failed']}"
    except (KeyError, TypeError):
        return ""


def finding(name: str) -> dict[str, Any] | None:
    """Return the published finding of a report, or None where it has none that can be read."""
    found = _read_json(OUTPUTS / name / "finding.json")
    said = isinstance(found, dict) and {"sentence", "caveat"} <= {
        key for key, value in found.items() if isinstance(value, str)
    }
    return found if said else None


def is_whole(name: str) -> bool:
    """Is a report published as a whole, that is, has it a page and a manifest?"""
    return all((OUTPUTS / name / part).is_file() for part in ("index.html", MANIFEST))


def index(reports: dict[str, Report], failed: dict[str, str]) -> None:
    """Write `outputs/index.html`: every question with its answer, caveat and link.

    `failed` says why a report could not be made now; for the others the last attempt counts.
    """
    rows = []
    for name, report in reports.items():
        found = finding(name) if is_whole(name) else None
        rows.append(
            {
                "question": question(report.notebook),
                "link": f"{name}/index.html" if found else "",
                "answer": found["sentence"] if found else "",
                "caveat": found["caveat"] if found else "",
                "failed": failed.get(name) or failure(name),
                "variants": found.get("robustness", []) if found else [],
            }
        )
    others = [name for name in published() if name not in reports and is_whole(name)]
    sources.write_whole(OUTPUTS / "index.html", page.index(rows, others).encode())
