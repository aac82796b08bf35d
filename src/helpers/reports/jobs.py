"""One report is made: executed where it has to be, rendered, published. Or its failure is kept.

`make` is the one job, whatever runs it; it shares nothing with other jobs but the disk.
"""

import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers import sources
from helpers.reports import plan, publish
from helpers.reports.collection import Report

# Failures for which the notebook cannot be blamed, so that trying again may help.
_WORTH_A_RETRY = {"environment", "killed"}


@dataclass(frozen=True)
class Outcome:
    """What became of a report.

    `state` is built, rendered, current, not applicable, failed or interrupted; `kind` and `cause`
    tell of a failure, `where` of the cell, `partial` of the file that holds what had run.
    """

    report: Report
    state: str
    seconds: float = 0
    changed: bool = False
    kind: str = ""
    cause: str = ""
    where: str = ""
    partial: str = ""
    notes: tuple[str, ...] = ()


def make(
    step: plan.Step, watch: Callable[[str], None], retries: int = 0, debug: bool = False
) -> Outcome:
    """Make one report; `watch` hears where the work is. Never raises for what a report does."""
    report, started, notes = step.report, time.monotonic(), []
    if step.action == "keep":
        publish.forget_failure(report.name)
        return Outcome(report, "current")
    from helpers.reports import execute, guard, render

    for left in range(retries, -1, -1):
        notebook = None
        try:
            if step.action == "execute":
                watch("starting")
                executed = execute.run(report, lambda n, of: watch(f"cell {n} of {of}"))
                notebook, record = executed.notebook, executed.record
                if executed.left:
                    notes.append(f"ended {executed.left} of its processes that went on running")
            else:
                record, notebook = publish.executed(report.name)
            watch("rendering")
            notebook = render.with_words(report, notebook)
            files = render.files(report, notebook, record)
            if guard.stopped():
                return Outcome(report, "interrupted")
            if step.action == "execute":
                publish.keep_executed(report.name, record, notebook)
            changed = publish.put(report.name, files)
            publish.forget_failure(report.name)
            notes += [f"warned: {line}" for line in render.warnings(notebook)]
            state = "built" if step.action == "execute" else "rendered"
            return Outcome(report, state, time.monotonic() - started, changed, notes=tuple(notes))
        except Exception as error:  # noqa: BLE001 - the other reports are to be made
            if guard.stopped():
                return Outcome(report, "interrupted")
            if debug:
                traceback.print_exception(error)
            outcome = _failed(report, error, notebook, time.monotonic() - started)
            if not left or outcome.kind not in _WORTH_A_RETRY:
                return replace(outcome, notes=tuple(notes))
            notes.append(f"tried again after: {outcome.cause}")
    raise AssertionError("unreachable")


def _failed(report: Report, error: Exception, notebook: Any, seconds: float) -> Outcome:
    """Keep what ran of a report that could not be made."""
    from helpers.reports import execute, render

    where = ""
    if isinstance(error, execute.Failure):
        kind, cause, notebook = error.kind, error.cause, error.partial
        where = str(error).removesuffix(f": {cause}") if str(error) != cause else ""
    elif isinstance(error, OSError):
        kind, cause = "environment", trouble(error)
    else:
        kind = "input" if isinstance(error, sources.InputError) else "notebook"
        known = isinstance(error, sources.InputError | render.Unshowable)
        cause = str(error) if known else execute.one_line(f"{type(error).__name__}: {error}")
    if kind == "not applicable":
        return Outcome(report, "not applicable", seconds, kind=kind, cause=cause)
    try:
        partial = publish.keep_partial(report.name, notebook, cause) if notebook else ""
        partial = partial and sources.place(partial)
    except OSError:
        partial = "nowhere: it could not be written"
    return Outcome(report, "failed", seconds, kind=kind, cause=cause, where=where, partial=partial)


def trouble(error: OSError) -> str:
    """Say in one line what the machine refuses, and what to do."""
    if not error.strerror:
        return str(error)
    where = f"{sources.place(Path(error.filename))}: " if error.filename else ""
    return f"{where}{error.strerror}; look at the disk and at who may write there, then build again"


def at_once(reports: list[Report], wanted: int | None = None) -> int:
    """How many reports may be made at the same time? As many as cores and memory allow.

    Two at least where memory allows it, as each kernel waits a little for the disk and for us.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    most = max((report.limits.megabytes for report in reports), default=1)
    by_memory = int(_free_megabytes() // most)
    return max(1, min(wanted or max(2, cores or 1), by_memory, len(reports)))


def _free_megabytes() -> float:
    """Return how much memory may still be taken, also where a container has less."""
    import psutil

    free = psutil.virtual_memory().available
    try:
        folder = Path("/sys/fs/cgroup")
        most = int((folder / "memory.max").read_text())
        free = min(free, most - int((folder / "memory.current").read_text()))
    except (OSError, ValueError):  # no container, or one without a limit
        pass
    return free / 1e6
