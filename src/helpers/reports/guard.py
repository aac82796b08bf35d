"""The guard of one execution: it keeps the limits, and knows why a kernel had to stop."""

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Event
from typing import Any

import psutil
from nbformat import NotebookNode

from helpers.reports.collection import Limits

GRACE = 3  # seconds that a kernel has after each stronger request to stop
LOOK = 1  # seconds between two looks at a kernel's memory
# What Python, C++ and ZeroMQ write of a kernel that has no memory for itself.
STARVED = re.compile("MemoryError|bad_alloc|out of memory|Cannot allocate memory", re.IGNORECASE)


@dataclass
class Run:
    """One execution under way: where it is, and why it has to stop, once it has to."""

    limits: Limits
    folder: Path
    watch: Callable[[int, int], None]
    total: int
    notebook: NotebookNode | None = None
    client: Any = None  # papermill's, which has the kernel
    cell: NotebookNode | None = None
    number: int = 0
    shown: int = 0  # characters of all outputs
    shown_by_cell: int = 0
    cause: str = ""
    full: bool = False  # all the memory that it may have was taken, when last looked at
    raised: tuple[str, str] | None = None  # what the kernel answered of a cell that failed
    left: int = 0
    change: Condition = field(default_factory=Condition)
    over: bool = False

    def __post_init__(self):
        self.deadlines = {"report": time.monotonic() + self.limits.seconds}

    def begin(self, cell: NotebookNode) -> None:
        if self.cause:  # found only now, but the fault of the cell before
            raise RuntimeError(self.cause)
        with self.change:
            self.cell, self.number, self.shown_by_cell = cell, self.number + 1, 0
            self.deadlines["cell"] = time.monotonic() + self.limits.seconds_per_cell
            self.change.notify()
        self.watch(self.number, self.total)

    def answered(self, reply: dict[str, Any]) -> None:
        self.raised = reply["content"]["ename"], reply["content"]["evalue"]

    def count(self, size: int) -> bool:
        """Count the characters of an output; stop the kernel where there are too many."""
        self.shown += size
        self.shown_by_cell += size
        for shown, most, what in (
            (self.shown_by_cell, self.limits.output_megabytes_per_cell, "a cell"),
            (self.shown, self.limits.output_megabytes, "a report"),
        ):
            if shown > most * 1e6:
                self.end(f"output limit: more than {most:g} MB from {what}")
        return not self.cause.startswith("output limit")

    def end(self, cause: str) -> None:
        """Stop the kernel for a cause, unless it has one already."""
        if not self.cause:
            self.cause = cause
            self.kill()

    def guard(self) -> None:
        """Keep the deadlines: ask the kernel to stop, then make it. Runs as a thread."""
        with self.change:
            while not self.over:
                name, end = min(self.deadlines.items(), key=lambda item: item[1])
                left = end - time.monotonic()
                if self.starves():
                    self.end(self.no_memory)
                    return
                if not self.change.wait(min(left, LOOK)) and left <= 0:
                    most = self.limits.seconds_per_cell if name == "cell" else self.limits.seconds
                    what = "the cell" if name == "cell" else "the report"
                    self.cause = self.cause or f"timeout: {what} took more than {most:g} s"
                    break
            for request in (signal.SIGINT, signal.SIGTERM):
                if self.over:
                    return
                self.send(request)
                self.change.wait(GRACE)
            if not self.over:
                self.kill()

    @property
    def no_memory(self) -> str:
        return f"out of memory: more than {self.limits.megabytes:g} MB were asked for"

    def starves(self) -> bool:
        """Has the kernel itself, not its cell, asked in vain for memory, and is it still full?

        Such a kernel may wait for ever: what should have been its answer is what failed.
        """
        process = self.process()
        if not self.limits.megabytes or process is None:
            return False
        with contextlib.suppress(psutil.Error, AttributeError):  # only Linux, which limits, tells
            held = psutil.Process(process.pid).memory_info().data
            self.full = held > 0.99 * self.limits.megabytes * 1e6
        return self.full and bool(STARVED.search(self.complaints()))

    def finish(self) -> None:
        with self.change:
            self.over = True
            self.change.notify()

    def send(self, request: int) -> None:
        process = self.process()
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, request)

    def kill(self) -> None:
        self.send(signal.SIGKILL)

    def process(self) -> subprocess.Popen | None:
        return self.client.kernel_process if self.client else None

    def complaints(self) -> str:
        """What did the kernel write to its own error stream, having no other way?"""
        path = self.folder / "complaints"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


RUNNING: dict[int, Run] = {}
_STOPPED = Event()


def stop() -> None:
    """End every kernel at once and start no more; call it until nothing runs."""
    _STOPPED.set()
    for run in list(RUNNING.values()):
        run.kill()


def stopped() -> bool:
    """Has somebody asked to stop?"""
    return _STOPPED.is_set()
