"""Finished files go to their places, so that a published path never holds half of something."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers import sources
from helpers.reports.collection import Report, question

OUTPUTS = sources.ROOT / "outputs"
SCRATCH = sources.ROOT / ".reports"


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
        yield


def put(report: Report, files: dict[str, bytes]) -> bool:
    """Publish the files of a report, the manifest last; return whether anything changed.

    All are written beside the old ones before the first is replaced: where the disk is full, the
    old report stays. Files of an older version that are no longer made are removed.
    """
    folder = OUTPUTS / report.name
    if folder.is_symlink():
        raise Trouble(f"{sources.place(folder)}: a link, where a folder belongs; remove it")
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    content = {**dict(sorted(files.items())), "SHA256SUMS": sums.encode()}
    new = {name: text for name, text in content.items() if _bytes(folder / name) != text}
    staged = folder / ".new"
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for name, text in new.items():
            sources.write_whole(staged / name, text)
        for name in new:
            os.replace(staged / name, folder / name)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    old = [path for path in folder.iterdir() if path.name not in content and not path.is_dir()]
    for path in old:
        path.unlink()
    _partial(report.name).unlink(missing_ok=True)
    return bool(new or old)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _partial(name: str) -> Path:
    return SCRATCH / "failed" / f"{name}.ipynb"


def keep_partial(report: Report, notebook, cause: str) -> Path:
    """Keep what had run of a failed report, for looking at in JupyterLab; return where.

    It stays until the report is made, so that an index made in between still tells of the failure.
    """
    path = _partial(report.name)
    kept = dict(notebook, metadata=dict(notebook.metadata, failed=cause))
    sources.write_whole(path, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode())
    return path


def failure(name: str) -> str:
    """Return why a report could not be made when it was last tried, or nothing."""
    try:
        cause = json.loads(_partial(name).read_text(encoding="utf-8"))["metadata"]["failed"]
        return f"Could not be made: {cause}"
    except (OSError, ValueError, KeyError):
        return ""


def finding(name: str) -> dict | None:
    """Return the published finding of a report, or None."""
    try:
        return json.loads((OUTPUTS / name / "finding.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return None


def is_whole(name: str) -> bool:
    """Is a report published as a whole, that is, has it a page and a manifest?"""
    return all(os.path.isfile(OUTPUTS / name / part) for part in ("index.html", "SHA256SUMS"))


def index(reports: dict[str, Report], failed: dict[str, str]) -> None:
    """Write `outputs/index.html`: every question with its answer, caveat and link.

    `failed` says why a report could not be made now; for the others the last attempt counts.
    """
    from helpers.reports import render  # not for a command that makes nothing

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
            }
        )
    others = sorted(
        path.name
        for path in OUTPUTS.iterdir()
        if path.is_dir() and path.name not in reports and is_whole(path.name)
    )
    sources.write_whole(OUTPUTS / "index.html", render.index_page(rows, others).encode())
