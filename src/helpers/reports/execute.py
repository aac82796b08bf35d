"""A notebook becomes an executed notebook and a record of what it read, or a failure with a cause.

papermill executes, through an engine of ours. Each kernel is a process of its own with a folder of
its own, a fixed set of variables, socket files instead of network ports, and limits. `kernel` is
the program that runs in it, and notes what it reads.

What counts as success: every non-empty code cell ran, in order, without an error. What the saved
notebook says of itself does not count: papermill 2.7 calls cells completed after a dead kernel.
Tags that make a cell's errors count for nothing do not count either.
"""

import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import jupytext
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from helpers import markup
from helpers.reports import client, guard, inputs, kernel, machine
from helpers.reports.collection import Report, cell_name
from helpers.reports.guard import STARVED, Run

# Errors of these names mean that what was handed in is wrong, or not there, not the notebook.
INPUT_ERRORS = {"InputError": "input", "NotApplicable": "not applicable"}


class Failure(Exception):
    """A report that could not be made: the cell, the cause, its kind, and what had run."""

    def __init__(self, cell: str, cause: str, kind: str, partial: NotebookNode | None):
        """`kind` is notebook, killed, input, not applicable or environment."""
        super().__init__(f"{cell}: {cause}" if cell else cause)
        self.cause, self.kind, self.partial = cause, kind, partial


@dataclass(frozen=True)
class Executed:
    """A notebook with its outputs, the record of its inputs, and warnings for who builds."""

    notebook: NotebookNode
    record: dict[str, Any]
    left: int  # processes that the notebook left behind, ended with it


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook in percent format as papermill wants it, with cell ids that never change."""
    percent = {"extension": ".py", "format_name": "percent", "comment_magics": False}
    notebook = jupytext.read(path, fmt=percent)  # as jupytext.toml has it for JupyterLab
    notebook.cells = [
        cell for cell in notebook.cells if "explore" not in cell.metadata.get("tags", [])
    ]
    notebook.metadata = NotebookNode(
        kernelspec={"name": "python3", "display_name": "Python 3", "language": "python"}
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for position, cell in enumerate(notebook.cells):
        cell["id"] = f"c{position:03d}"
    return notebook


def run(report: Report, watch: Callable[[int, int], None]) -> Executed:
    """Execute a report's notebook with its parameters; return it with outputs and record.

    `watch(done, all)` is called before each code cell. Raises Failure, also where the kernel died,
    a limit was passed, or a cell ended the notebook by itself.
    """
    notebook = read_notebook(report.notebook)
    total = len(_code(notebook)) + bool(report.values)
    with machine.folder() as folder:
        under_way = Run(report.limits, folder, watch, total)
        guard.RUNNING[id(under_way)] = under_way
        thread = Thread(target=under_way.guard, daemon=True)
        thread.start()
        try:
            cause, kind, caught = _execute(report, notebook, under_way)
        finally:
            under_way.finish()
            thread.join()
            del guard.RUNNING[id(under_way)]
            under_way.left = machine.reap(folder)
        result = under_way.notebook or notebook
        for cell in _code(result):
            cell.outputs = _joined(cell.outputs)
        ran = [bool(cell.get("execution_count")) for cell in _code(result)]
        if not cause and False in ran and any(ran[ran.index(False) :]):  # one was passed over
            under_way.number = ran.index(False) + 1
            under_way.cell = _code(result)[ran.index(False)]
        cause = one_line(cause or _unfinished(result))
        if cause:
            where = cell_name(under_way.cell, under_way.number, total) if under_way.cell else ""
            raise Failure(where, cause, kind, result) from caught
        return Executed(result, inputs.executed(report, folder / "read"), under_way.left)


def _execute(report: Report, notebook: NotebookNode, run: Run) -> tuple[str, str, Exception | None]:
    """Let papermill execute; return the cause of a failure, its kind, and what was raised."""
    try:
        papermill.execute_notebook(
            notebook,
            None,
            parameters=report.values,
            engine_name=client.ENGINE,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            run=run,
            variables=machine.environment(run.folder),
        )
        complaints = run.complaints()
        if run.cause:
            return run.cause, "notebook", None
        if "Uncaught exception in" in complaints:
            return f"an output was lost: {complaints.strip().splitlines()[-1]}", "notebook", None
        return "", "notebook", None
    except PapermillExecutionError as error:
        if run.cause:
            return run.cause, "notebook", error
        name, value = run.raised or (error.ename, error.evalue)
        if name in INPUT_ERRORS:
            return value.strip(), INPUT_ERRORS[name], error
        if name.endswith("MemoryError"):  # numpy has one of its own
            return run.no_memory, "notebook", error
        return f"{name}: {value}".strip(), "notebook", error
    except (DeadKernelError, CellTimeoutError, OSError, RuntimeError) as error:
        if run.cause:
            return run.cause, "notebook", error
        if run.number == 0:
            return f"no kernel: {_why_no_kernel(run, error)}", "environment", error
        return *_death(run, error), error


def _why_no_kernel(run: Run, error: Exception) -> str:
    said = run.complaints().strip().splitlines()
    return said[-1] if said else str(error)


def _death(run: Run, error: Exception) -> tuple[str, str]:
    """Say how a kernel ended that nobody here has stopped, and whose fault it was."""
    process = run.process()
    code = process.poll() if process else None
    if code is None:
        return f"the kernel cannot be reached: {error}", "killed"
    said = run.complaints()
    aborted = code == -signal.SIGABRT
    if code == kernel.NO_MEMORY or (aborted and (run.full or STARVED.search(said))):
        return run.no_memory, "notebook"
    if aborted and run.limits.megabytes and not said.strip():  # no memory even for a last word?
        return f"the kernel crashed with SIGABRT: os.abort(), or {run.no_memory}", "notebook"
    if code >= 0:
        return f"the kernel ended itself, exit status {code}", "notebook"
    name = signal.Signals(-code).name
    if -code in (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP):
        return f"the kernel was killed by {name}, by hand or for want of memory", "killed"
    return f"the kernel crashed with {name}", "notebook"


def one_line(message: str) -> str:
    """Return the first line of a message, and how many more there are.

    >>> one_line("row 2: empty\\nrow 3: empty")
    'row 2: empty (and 1 more line)'
    """
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    if not lines:
        return ""
    more = len(lines) - 1
    first = lines[0] if len(lines[0]) <= 500 else lines[0][:499] + "…"
    return markup.visible(first) + (f" (and {more} more line{'s'[: more > 1]})" if more else "")


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return outputs with the pieces of each stream joined, standard output before warnings.

    Of a line that was written over, as by a progress bar, the last state stays.

    >>> pieces = [NotebookNode(output_type="stream", name="stdout", text=t) for t in ("a\\rb", "c")]
    >>> _joined(pieces)[0].text
    'bc'
    """
    joined, pieces = [], {}
    for output in outputs:
        name = output.name if output.output_type == "stream" else ""
        if name not in pieces:
            joined.append(output)
        if name:
            pieces.setdefault(name, []).append(output.text)
    for position, output in enumerate(joined):
        if output.output_type == "stream":
            lines = "".join(pieces[output.name]).split("\n")
            output.text = "\n".join(line[line.rfind("\r", 0, -1) + 1 :] for line in lines)
            if (
                output.name == "stdout"
                and position
                and joined[position - 1].get("name") == "stderr"
            ):
                joined[position - 1 : position + 1] = output, joined[position - 1]
    return joined


def _unfinished(notebook: NotebookNode) -> str:
    """Return why a notebook that raised nothing still did not run as a whole, or nothing."""
    code = _code(notebook)
    counts = [cell.get("execution_count") for cell in code]
    if counts != list(range(1, len(code) + 1)):
        return f"the notebook ended early: {len([c for c in counts if c])} of {len(code)} cells ran"
    for output in (output for cell in code for output in cell.get("outputs", [])):
        if output.output_type == "error":  # papermill forgives a SystemExit
            return f"{output.ename}: {output.evalue}".strip()
    return ""
