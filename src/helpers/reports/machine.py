"""What a kernel has of the machine: a folder, a fixed set of variables, its own processes."""

import contextlib
import hashlib
import importlib.util
import os
import py_compile
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from helpers import sources
from helpers.reports import inputs

SCRATCH = sources.ROOT / ".reports"


def environment(folder: Path) -> dict[str, str]:
    """Return the variables of a kernel with this folder: the same everywhere, whoever calls."""
    fonts = SCRATCH / "fonts"  # what matplotlib finds out about fonts, once for all kernels
    for own in (folder / "home", folder / "tmp", fonts):
        own.mkdir(parents=True, exist_ok=True)
    fixed = {
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "MPLCONFIGDIR": str(fonts),
        "IPYKERNEL_CELL_NAME": "<cell>",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "MPL_IGNORE_SYSTEM_FONTS": "1",
        "SOURCE_DATE_EPOCH": "1577836800",
        "GOING_OUT_ROOT": str(sources.ROOT),
        "PYTHONPATH": str(inputs.HELPERS.parent),  # the helpers beside this engine, no others
    }
    if os.environ.get("SEED_TEXTS"):
        fixed["SEED_TEXTS"] = str(sources.ROOT / os.environ["SEED_TEXTS"])
    return fixed


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Make a folder for one kernel, removed in the end; sockets in it have short paths."""
    base = tempfile.gettempdir()  # the system allows about 100 characters for a socket's path
    made = tempfile.mkdtemp(prefix=_prefix(), dir=base if len(base) < 50 else "/tmp")
    try:
        yield Path(made).resolve()
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _prefix() -> str:
    """Name the folders of this project's kernels, so that others' are left alone."""
    return f"going-out-{hashlib.sha256(os.fsencode(sources.ROOT)).hexdigest()[:8]}-"


def reap(folder: Path) -> int:
    """End every process that belongs to a kernel's folder, detached ones too; return how many."""
    reaped = set()
    while found := [process for process in psutil.process_iter() if _lives_in(process, folder)]:
        for process in found:
            with contextlib.suppress(psutil.Error):
                process.kill()
                reaped.add(process.pid)
        psutil.wait_procs(found, timeout=1)
    return len(reaped)


def _lives_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.environ().get("HOME") == str(folder / "home")
    except (psutil.Error, OSError):  # somebody else's, or gone
        return False


def clear_leftovers() -> int:
    """End what a killed build left behind, processes and folders; return how many processes.

    Call it while holding the lock of the build: then nobody's kernel is at work.
    """
    ended = 0
    for base in {tempfile.gettempdir(), "/tmp"}:
        for folder in Path(base).glob(_prefix() + "*"):
            ended += reap(folder.resolve())
            shutil.rmtree(folder, ignore_errors=True)
    return ended


def compile_helpers() -> None:
    """Compile the helpers so that a kernel's import compares their text, not their time.

    Python's usual check compares seconds and size: an edit within a second could go unnoticed.
    """
    for source in inputs.HELPERS.rglob("*.py"):
        compiled = Path(importlib.util.cache_from_source(str(source)))
        try:
            with compiled.open("rb") as file:
                compared_by_text = file.read(8)[4:] == b"\x03\0\0\0"
        except OSError:
            compared_by_text = False
        if not compared_by_text:
            with contextlib.suppress(OSError, py_compile.PyCompileError):
                mode = py_compile.PycInvalidationMode.CHECKED_HASH
                py_compile.compile(str(source), str(compiled), doraise=True, invalidation_mode=mode)
