"""The command `reports`: list, show and build.

Exit codes: 0 all built or not applicable; 1 a report failed; 2 wrong usage or input; 3 the machine
(folder not writable, another build at work, no kernel). Errors are one line: what, where, why, what
to do. A traceback comes only with `--debug`.
"""

import argparse
import difflib
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Lock

from helpers import sources
from helpers.reports import collection

_EXIT = {"notebook": 1, "input": 2, "not applicable": 0, "environment": 3}


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
        raise error
    print(f"reports: {error}", file=sys.stderr)
    return code


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
    for corpus in {report.values.get("corpus", "seeds") for report in reports}:
        for doc in sources.catalogue(corpus):
            sources.text(doc, corpus)  # a text with another checksum stops the build here
    from helpers.reports import publish

    started = time.monotonic()
    with publish.alone():
        progress = _Progress(len(reports))
        failed, codes = {}, [0]
        with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as pool:
            futures = {pool.submit(_make, report, progress): report for report in reports}
            for future in as_completed(futures):
                report = futures[future]
                kind, cause = future.result()
                if kind:
                    failed[report.name] = cause
                    codes.append(_EXIT[kind])
        publish.index(collection.read(), failed)
    made = len(reports) - len(failed)
    seconds = time.monotonic() - started
    print(f"{made} of {len(reports)} reports built in {seconds:.1f} s: open outputs/index.html")
    return max(codes)


def _make(report: collection.Report, progress: "_Progress") -> tuple[str, str]:
    """Make one report; return nothing, or the kind and the cause of its failure."""
    from helpers.reports import execute, publish, render

    started = time.monotonic()
    try:
        progress.at(report.name, "starting")
        notebook = execute.run(report, lambda n, of: progress.at(report.name, f"cell {n} of {of}"))
        files = render.files(report, notebook)
        changed = publish.put(report, files)
    except execute.Failure as failure:
        partial = publish.keep_partial(report, failure.partial)
        if failure.kind == "not applicable":
            progress.done(f"{report.name}: not applicable: {failure.cause}")
        else:
            where = "" if failure.kind == "input" else f"; what ran is in {sources.place(partial)}"
            old = "the old report stays" if publish.is_whole(report.name) else "no report was made"
            progress.done(f"{report.name}: FAILED at {failure}{where}; {old}")
        return failure.kind, failure.cause
    except render.Unshowable as error:
        progress.done(f"{report.name}: FAILED: {error}; the old report stays")
        return "notebook", str(error)
    seconds = time.monotonic() - started
    progress.done(f"{report.name}: {'built' if changed else 'built, unchanged'} in {seconds:.1f} s")
    return "", ""


class _Progress:
    """Tell a person how far the work is: one changing line on a terminal, plain lines in a log."""

    def __init__(self, total: int):
        self.total, self.finished, self.at_work, self.lock = total, 0, {}, Lock()
        self.live = sys.stdout.isatty()

    def at(self, name: str, where: str) -> None:
        with self.lock:
            self.at_work[name] = where
            if self.live:
                self._draw()

    def done(self, line: str) -> None:
        with self.lock:
            self.at_work.pop(line.partition(":")[0], None)
            self.finished += 1
            if self.live:
                print("\r\x1b[K", end="")
            print(f"[{self.finished}/{self.total}] {line}", flush=True)
            if self.live and self.finished < self.total:
                self._draw()

    def _draw(self) -> None:
        line = " · ".join(f"{name} {where}" for name, where in self.at_work.items())
        columns = os.get_terminal_size().columns if sys.stdout.isatty() else 80
        print(f"\r\x1b[K{line[: columns - 1]}", end="", flush=True)
