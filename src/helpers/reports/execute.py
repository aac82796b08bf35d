"""A notebook becomes an executed notebook, or a failure that names the cell and the cause.

papermill executes, through an engine of ours: the kernel starts in an environment of its own (no
variables of the caller but the folder of texts), over a socket file instead of a network port.

What counts as success: every non-empty code cell ran, in order, without an error. What the saved
notebook says of itself does not count: papermill 2.7 calls cells completed after a dead kernel.
Tags that make a cell's errors count for nothing do not count either.
"""

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event

import jupytext
import papermill
from jupyter_client.kernelspec import KernelSpecManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from helpers import markup, sources
from helpers.reports.collection import Report, cell_name

SECONDS_PER_CELL = 600
SCRATCH = sources.ROOT / ".reports"

# Errors of these names mean that what was handed in is wrong, or not there, not the notebook.
INPUT_ERRORS = {"InputError": "input", "NotApplicable": "not applicable"}


class Failure(Exception):
    """A report that could not be made: the cell, the cause, its kind, and what had run."""

    def __init__(self, cell: str, cause: str, kind: str, partial: NotebookNode):
        """`kind` is notebook, input, not applicable or environment."""
        super().__init__(f"{cell}: {cause}" if cell else cause)
        self.cause, self.kind, self.partial = cause, kind, partial


class Lost(RuntimeError):
    """An output that the kernel could not hand over, so that a page would have a hole."""


_CLIENTS: set["_Client"] = set()
_STOPPED = Event()


class _Client(PapermillNotebookClient):
    def create_kernel_manager(self):
        """Connect over a socket file: no port can be taken twice, and no network is needed."""
        if _STOPPED.is_set():
            raise RuntimeError("interrupted")
        manager = super().create_kernel_manager()
        folder = tempfile.gettempdir()  # the system allows about 100 characters for a socket's path
        self.sockets = tempfile.mkdtemp(
            prefix="going-out-", dir=folder if len(folder) < 70 else "/tmp"
        )
        manager.transport, manager.ip = "ipc", f"{self.sockets}/k"
        manager.connection_file = f"{self.sockets}/kernel.json"
        # Only the Python that runs now: a kernel that somebody has registered is another machine.
        manager.kernel_spec_manager = KernelSpecManager(kernel_dirs=[])
        _CLIENTS.add(self)
        return manager

    def run(self, environment: dict[str, str]) -> None:
        """Execute, and tell what the kernel could only complain about on its own error stream."""
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
            try:
                self.execute(env=environment, stdout=subprocess.DEVNULL, stderr=complaints)
            finally:
                _CLIENTS.discard(self)
                shutil.rmtree(getattr(self, "sockets", ""), ignore_errors=True)
            complaints.seek(0)
            said = complaints.read()
            if "Uncaught exception in" in said:
                raise Lost(f"an output was lost: {said.strip().splitlines()[-1]}")


def stop() -> None:
    """End every kernel at once and start no more; call it until nothing runs."""
    _STOPPED.set()
    for client in list(_CLIENTS):
        process = getattr(getattr(client.km, "provisioner", None), "process", None)
        if process is not None:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def stopped() -> bool:
    """Has somebody asked to stop?"""
    return _STOPPED.is_set()


class _Engine(Engine):
    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, watch=None, environment=None, **_):
        client = _Client(
            nb_man,
            kernel_name=kernel_name,
            # Where JupyterLab starts a notebook's kernel too: never where the caller happens to be.
            resources={"metadata": {"path": str(sources.ROOT / "notebooks")}},
            timeout=SECONDS_PER_CELL,
            interrupt_on_timeout=True,
            force_raise_errors=True,
            startup_timeout=60,
            shutdown_kernel="immediate",
            record_timing=False,
            coalesce_streams=True,
            extra_arguments=["--HistoryManager.enabled=False"],
            on_cell_execute=watch,
        )
        client.run(environment)


papermill_engines.register("going-out", _Engine)
logging.getLogger("papermill").setLevel(logging.ERROR)
logging.getLogger("traitlets").setLevel(logging.CRITICAL)


def environment() -> dict[str, str]:
    """Return the variables of a kernel: the same everywhere, whoever calls."""
    home = SCRATCH / "home"
    temporary = home / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    fixed = {
        "PATH": os.defpath,
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "JUPYTER_DATA_DIR": str(home / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(home / "jupyter"),
        "JUPYTER_NO_CONFIG": "1",
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYKERNEL_CELL_NAME": "<cell>",
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONNOUSERSITE": "1",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "SOURCE_DATE_EPOCH": "1577836800",
        "GOING_OUT_ROOT": str(sources.ROOT),
    }
    if os.environ.get("SEED_TEXTS"):
        fixed["SEED_TEXTS"] = str(sources.ROOT / os.environ["SEED_TEXTS"])
    return fixed


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
    _number_cells(notebook)
    return notebook


def _number_cells(notebook: NotebookNode) -> None:
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for position, cell in enumerate(notebook.cells):
        cell["id"] = f"c{position:03d}"


def run(report: Report, watch: Callable[[int, int], None]) -> NotebookNode:
    """Execute a report's notebook with its parameters; return it with its outputs.

    `watch(done, all)` is called before each code cell. Raises Failure, also where the kernel died,
    a cell timed out, or a cell ended the notebook by itself.
    """
    notebook = read_notebook(report.notebook)
    executed: dict[str, NotebookNode] = {}
    last = {"cell": None, "number": 0}
    total = len(_code(notebook)) + bool(report.values)

    def before(cell, cell_index):
        last.update(cell=cell, number=last["number"] + 1)
        watch(last["number"], total)

    class Engine_(_Engine):
        @classmethod
        def execute_managed_notebook(cls, nb_man, kernel_name, **kwargs):
            executed["nb"] = nb_man.nb  # so that a failure leaves what had run
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)

    papermill_engines.register(f"going-out {report.name}", Engine_)
    cause, kind, caught = "", "notebook", None
    try:
        papermill.execute_notebook(
            notebook,
            None,
            parameters=report.values,
            engine_name=f"going-out {report.name}",
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            watch=before,
            environment=environment(),
        )
    except PapermillExecutionError as error:
        caught = error
        cause = f"{error.ename}: {error.evalue}".strip()
        kind = INPUT_ERRORS.get(error.ename, "notebook")
        if kind != "notebook":
            cause = error.evalue.strip()
    except CellTimeoutError as error:
        cause, caught = f"no answer within {SECONDS_PER_CELL} s", error
    except DeadKernelError as error:
        cause, caught = "the kernel died", error
    except Lost as error:
        cause, caught = str(error), error
    except (OSError, RuntimeError) as error:
        started, caught = last["number"] > 0, error
        cause, kind = (
            (str(error), "notebook") if started else (f"no kernel: {error}", "environment")
        )
    result = executed.get("nb", notebook)
    cause = one_line(cause or _unfinished(result))
    if cause:
        where = cell_name(last["cell"], last["number"], total) if last["cell"] else ""
        raise Failure(where, cause, kind, result) from caught
    return result


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
