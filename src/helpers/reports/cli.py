"""The command `reports`: list, show and build.

Exit codes: 0 all built or not applicable; 1 a report failed; 2 wrong usage or input; 3 the machine
(folder not writable, another build at work, no kernel). Errors are one line: what, where, why, what
to do. A traceback comes only with `--debug`.
"""

import argparse
import difflib
import os
import shutil
import sys
import time
import traceback
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Lock

from helpers import sources
from helpers.reports import collection

_SAID = {"not applicable": "Does not apply"}  # of other kinds: could not be made
_EXIT = {"": 0, "notebook": 1, "input": 2, "not applicable": 0, "environment": 3}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str):
        """Say what is wrong in one line, with the nearest command."""
        wrong = [word for word in sys.argv[1:2] if not word.startswith("-")]
        near = difflib.get_close_matches(wrong[0], ["list", "show", "build"], 1) if wrong else []
        hint = f" (did you mean {near[0]}?)" if near and near != wrong else ""
        print(f"reports: {message}{hint}; see reports --help", file=sys.stderr)
        sys.exit(2)


def _arguments() -> argparse.ArgumentParser:
    parser = _Parser(prog="reports", description="Re-execute the notebooks into reports.")
    debug = argparse.ArgumentParser(add_help=False)
    debug.add_argument("--debug", action="store_true", help="show tracebacks")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    commands.add_parser("list", parents=[debug], help="the reports, their questions, what is built")
    show = commands.add_parser("show", parents=[debug], help="one report: parameters and answer")
    show.add_argument("name")
    build = commands.add_parser("build", parents=[debug], help="execute and publish")
    build.add_argument("names", nargs="*", metavar="NAME", help="reports; all, if none is named")
    build.add_argument(
        "-p", dest="given", action="append", default=[], metavar="name=value",
        help="a parameter of its own: makes a report beside the others",
    )  # fmt: skip
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal may know fewer characters
    options = _arguments().parse_args(arguments)
    try:
        if options.command == "list":
            return _list()
        if options.command == "show":
            return _show(options.name)
        return _build(options.names, options.given, options.debug)
    except sources.InputError as error:
        return _say(error, 2, options.debug)
    except OSError as error:
        return _say(error, 3, options.debug)
    except KeyboardInterrupt:
        return _say("interrupted; what was published stays as it was", 130, False)


def _say(error: object, code: int, debug: bool) -> int:
    if debug and isinstance(error, BaseException):
        traceback.print_exception(error)
    trouble = isinstance(error, OSError) and error.strerror
    print(f"reports: {_trouble(error) if trouble else error}", file=sys.stderr)
    return code


def _trouble(error: OSError) -> str:
    """Say in one line what the machine refuses, and what to do."""
    where = f"{sources.place(Path(error.filename))}: " if error.filename else ""
    return f"{where}{error.strerror}; look at the disk and at who may write there, then build again"


def _list() -> int:
    from helpers.reports import publish

    for name, report in collection.read().items():
        state = "built" if publish.is_whole(name) else "not built"
        print(f"{name:28} {state:10} {collection.question(report.notebook)}")
    return 0


def _show(name: str) -> int:
    from helpers.reports import publish

    report = collection.select([name], [])[0]
    print(f"{name}: {collection.question(report.notebook)}")
    print(f"notebook   {sources.place(report.notebook)}")
    for parameter in collection.declared(report.notebook).values():
        value = report.values[parameter.name]
        print(f"parameter  {parameter.name}: {parameter.written} = {value!r}")
        print(f"           {parameter.help}")
    found = publish.finding(name) if publish.is_whole(name) else None
    print(f"answer     {found['sentence'] if found else 'not built yet'}")
    if found:
        print(f"           {found['caveat']}")
        print(f"page       outputs/{name}/index.html")
    return 0


def _build(names: list[str], given: list[str], debug: bool) -> int:
    reports = collection.select(names, given)
    sources.check_elsewhere()
    for corpus in sorted({report.values.get("corpus", "seeds") for report in reports}):
        for doc in sources.catalogue(corpus):
            sources.text(doc, corpus)  # a text with another checksum stops the build here
    from helpers.reports import publish

    started = time.monotonic()
    with publish.alone():
        progress, results = _Progress(len(reports)), {}
        pool = ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1))
        futures = {pool.submit(_make, report, progress, debug): report for report in reports}
        try:
            for future in as_completed(futures):
                results[futures[future].name] = future.result()
        except BaseException:
            progress.hush()
            pool.shutdown(wait=False, cancel_futures=True)
            _stop_all(futures)
            raise
        finally:
            pool.shutdown()
            failed = {
                name: f"{_SAID.get(kind, 'Could not be made')}: {cause}"
                for name, (kind, cause) in results.items()
                if kind
            }
            publish.index(collection.read(), failed)
    made = len(reports) - len(failed)
    seconds = time.monotonic() - started
    print(f"{made} of {len(reports)} reports built in {seconds:.1f} s: open outputs/index.html")
    return max((_EXIT[kind] for kind, _ in results.values()), default=0)


def _stop_all(futures: Iterable[Future]) -> None:
    from helpers.reports import execute

    while not all(future.done() for future in futures):
        execute.stop()  # again and again, as a kernel may just be starting
        time.sleep(0.05)


def _make(report: collection.Report, progress: "_Progress", debug: bool) -> tuple[str, str]:
    """Make one report; return nothing, or the kind and the cause of its failure."""
    from helpers.reports import execute, publish, render

    started, notebook = time.monotonic(), None
    try:
        progress.at(report.name, "starting")
        notebook = execute.run(report, lambda n, of: progress.at(report.name, f"cell {n} of {of}"))
        files = render.files(report, notebook)
        if execute.stopped():
            return "interrupted", ""
        changed = publish.put(report, files)
    except (execute.Failure, render.Unshowable, sources.InputError, OSError) as error:
        if execute.stopped():
            return "interrupted", ""
        if debug:
            traceback.print_exception(error)
        return _failed(report, progress, error, notebook)
    seconds = time.monotonic() - started
    warned = "".join(f"; warned: {line}" for line in render.warnings(notebook))
    state = "built" if changed else "built, unchanged"
    progress.done(f"{report.name}: {state} in {seconds:.1f} s{warned}")
    return "", ""


def _failed(
    report: collection.Report, progress: "_Progress", error: Exception, notebook
) -> tuple[str, str]:
    """Keep what ran of a report that could not be made, tell of it, return the kind and cause."""
    from helpers.reports import execute, publish

    if isinstance(error, execute.Failure):
        kind, cause, notebook = error.kind, error.cause, error.partial
    elif isinstance(error, OSError):
        kind, cause = "environment", _trouble(error) if error.strerror else str(error)
    else:
        kind = "input" if isinstance(error, sources.InputError) else "notebook"
        cause = str(error)
    if kind == "not applicable":
        progress.done(f"{report.name}: not applicable: {cause}")
        return kind, cause
    at = f" at {error}" if str(error).startswith("cell ") else f": {cause}"
    try:
        kept = publish.keep_partial(report, notebook, cause) if notebook else None
        where = f"; what ran is in {sources.place(kept)}" if kept else ""
    except OSError:
        where = "; what ran could not be kept"
    old = "the old report stays" if publish.is_whole(report.name) else "no report was made"
    progress.done(f"{report.name}: FAILED{at}{where}; {old}")
    return kind, cause


class _Progress:
    """Tell a person how far the work is: one changing line on a terminal, plain lines in a log."""

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
        with self.lock:
            self.at_work[name] = where
            if self.live and not self.hushed:
                self._draw()

    def done(self, line: str) -> None:
        with self.lock:
            if self.hushed:
                return
            self.at_work.pop(line.partition(":")[0], None)
            self.finished += 1
            if self.live:
                print("\r\x1b[K", end="")
            print(f"[{self.finished}/{self.total}] {line}", flush=True)
            if self.live and self.finished < self.total:
                self._draw()

    def _draw(self) -> None:
        line = " · ".join(f"{name} {where}" for name, where in self.at_work.items())
        columns = shutil.get_terminal_size().columns  # 80, where a terminal does not tell
        print(f"\r\x1b[K{line[: columns - 1]}", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
