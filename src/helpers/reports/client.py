"""The client of a kernel, and papermill's engine around it: every message is looked at."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines

from helpers import sources
from helpers.reports import guard, kernel

ENGINE = "going-out"

_SHOWS = ("stream", "display_data", "execute_result", "update_display_data")


class _Client(PapermillNotebookClient):
    kernel_process: subprocess.Popen | None = None
    run: guard.Run

    def create_kernel_manager(self):
        """Connect over socket files: no port can be taken twice, and no network is needed."""
        if guard.stopped():
            raise RuntimeError("interrupted")
        manager = super().create_kernel_manager()
        folder = self.run.folder
        manager.transport, manager.ip = "ipc", f"{folder}/k"
        manager.connection_file = f"{folder}/kernel.json"
        # Only the Python that runs now: a kernel that somebody has registered is another machine.
        manager.kernel_spec_manager = KernelSpecManager(kernel_dirs=[])
        most = int(self.run.limits.megabytes * 1e6)
        program = [sys.executable, "-P", kernel.__file__, str(folder), str(most)]
        manager.kernel_spec.argv = [*program, "-f", "{connection_file}"]
        return manager

    def start_new_kernel(self, **kwargs):
        super().start_new_kernel(**kwargs)
        self.kernel_process = self.km.provisioner.process
        if guard.stopped():
            self.run.kill()

    def start_new_kernel_client(self, **kwargs):
        """Look at every message: nbclient drops without a word what belongs to an earlier cell."""
        client = super().start_new_kernel_client(**kwargs)
        receive, ended = client.iopub_channel.get_msg, {}

        async def get_msg(**waiting):
            message = await receive(**waiting)
            request = message["parent_header"].get("msg_id")
            if message["content"].get("execution_state") == "idle":
                ended[request] = self.run.cell, self.run.number
            elif request in ended and message["msg_type"] in _SHOWS and not _is_warning(message):
                self.run.cell, self.run.number = ended[request]
                self.run.end("it showed something after it had ended; let it wait for its threads")
            return message

        client.iopub_channel.get_msg = get_msg
        return client

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] in _SHOWS:
            size = sum(len(str(part)) for part in _leaves(msg["content"]))
            if not self.run.count(size):
                return None
        return super().process_message(msg, cell, cell_index)


def _is_warning(message: dict[str, Any]) -> bool:
    return message["content"].get("name") == "stderr"


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)
    else:
        yield value


class _Engine(Engine):
    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, run=None, variables=None, **_):
        run.notebook = nb_man.nb  # so that a failure leaves what had run
        client = _Client(
            nb_man,
            kernel_name=kernel_name,
            # Where JupyterLab starts a notebook's kernel too: never where the caller happens to be.
            resources={"metadata": {"path": str(sources.ROOT / "notebooks")}},
            timeout=None,  # deadlines are kept beside the kernel, where nothing can hold them up
            force_raise_errors=True,
            startup_timeout=60,
            iopub_timeout=10**6,  # the outputs of a cell that has ended may take long to arrive
            shutdown_kernel="immediate",
            record_timing=False,
            coalesce_streams=False,  # takes minutes for a long line; see execute._joined
            extra_arguments=["--HistoryManager.enabled=False"],
            on_cell_execute=lambda cell, cell_index: run.begin(cell),
            on_cell_error=lambda cell, cell_index, execute_reply: run.answered(execute_reply),
        )
        client.run, run.client = run, client
        with (run.folder / "complaints").open("w") as complaints:
            client.execute(env=variables, stdout=subprocess.DEVNULL, stderr=complaints)


papermill_engines.register(ENGINE, _Engine)
logging.getLogger("papermill").setLevel(logging.ERROR)
logging.getLogger("traitlets").setLevel(logging.CRITICAL)
