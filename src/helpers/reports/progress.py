"""How far is the work? One changing line on a terminal, plain lines in a log."""

import shutil
import sys
from threading import Lock


class Progress:
    """Tells of reports at work and done. On a terminal the last line changes."""

    def __init__(self, total: int):
        self.total, self.finished, self.at_work, self.lock = total, 0, {}, Lock()
        self.hushed = False
        self.live = sys.stdout.isatty()

    def hush(self) -> None:
        """Say no more: the work has been interrupted."""
        with self.lock:
            self.hushed = True
            if self.live:
                print("\r\x1b[K", end="", flush=True)

    def at(self, name: str, where: str) -> None:
        """Say where the work on a report is."""
        with self.lock:
            self.at_work[name] = where
            if self.live and not self.hushed:
                self._draw()

    def done(self, name: str, line: str) -> None:
        """Say what became of a report."""
        with self.lock:
            if self.hushed:
                return
            self.at_work.pop(name, None)
            self.finished += 1
            if self.live:
                print("\r\x1b[K", end="")
            print(f"[{self.finished}/{self.total}] {name}: {line}", flush=True)
            if self.live and self.finished < self.total:
                self._draw()

    def _draw(self) -> None:
        line = " · ".join(f"{name} {where}" for name, where in self.at_work.items())
        columns = shutil.get_terminal_size().columns  # 80, where a terminal does not tell
        print(f"\r\x1b[K{line[: columns - 1]}", end="", flush=True)
