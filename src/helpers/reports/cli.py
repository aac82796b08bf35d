"""The command `reports`: list, show, plan, build, sweep and verify.

Exit codes: 0 all current or not applicable; 1 a report failed, or does not verify; 2 wrong usage or
input; 3 the machine (folder not writable, another build at work, no kernel); 130 and 143 stopped.
Errors are one line: what, where, why, what to do. A traceback comes only with `--debug`.
"""

import argparse
import difflib
import os
import signal
import sys
import traceback

from helpers import sources
from helpers.reports import collection, jobs, making, plan, publish
from helpers.reports.collection import Report
from helpers.reports.jobs import Outcome
from helpers.reports.progress import Progress

_EXIT = {"": 0, "notebook": 1, "killed": 1, "input": 2, "not applicable": 0, "environment": 3}
_COMMANDS = ["build", "list", "plan", "show", "sweep", "verify"]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str):
        """Say what is wrong in one line, with the nearest command."""
        wrong = [word for word in sys.argv[1:2] if not word.startswith("-")]
        near = difflib.get_close_matches(wrong[0], _COMMANDS, 1) if wrong else []
        hint = f" (did you mean {near[0]}?)" if near and near != wrong else ""
        print(f"reports: {message}{hint}; see reports --help", file=sys.stderr)
        sys.exit(2)


class _Stopped(KeyboardInterrupt):
    """A signal that ends the command."""


def _arguments() -> argparse.ArgumentParser:
    parser = _Parser(prog="reports", description="Re-execute the notebooks into reports.")
    debug = argparse.ArgumentParser(add_help=False)
    debug.add_argument("--debug", action="store_true", help="show tracebacks")
    names = argparse.ArgumentParser(add_help=False)
    names.add_argument("names", nargs="*", metavar="NAME", help="reports; all, if none is named")
    own = {"dest": "given", "action": "append", "default": [], "metavar": "name=value"}
    given = argparse.ArgumentParser(add_help=False)
    given.add_argument("-p", **own, help="a parameter of its own: a report beside the others")
    workers = argparse.ArgumentParser(add_help=False)
    most = "at most N reports at once; if not given, as many as cores and memory allow"
    workers.add_argument("--jobs", type=_number, metavar="N", help=most)
    work = argparse.ArgumentParser(add_help=False, parents=[workers])
    again = "try again, up to N times, what failed without the notebook's fault"
    work.add_argument("--retry", type=_number, default=0, metavar="N", help=again)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)

    def command(name: str, about: str, *parents: argparse.ArgumentParser):
        return commands.add_parser(name, parents=[debug, *parents], help=about, description=about)

    command("list", "the reports, their questions, what is built")
    command("show", "one report: parameters, choices, answer").add_argument("name")
    command("plan", "what a build would do, and why", names, given)
    build = command("build", "make what is not current, and publish it", names, given, work)
    build.add_argument("--prune", action="store_true", help="remove reports that nothing makes")
    build.add_argument("--force", action="store_true", help="execute also what is current")
    sweep = command("sweep", "one report under many values of its parameters, compared", work)
    sweep.add_argument("name")
    values = "values: '*' for every choice, a,b for some, 1..9 for a range"
    sweep.add_argument("-p", **own, required=True, help=values)
    verify = command("verify", "what is published: intact, and still current?", names, workers)
    verify.add_argument("--rebuild", action="store_true", help="make all again and compare bytes")
    return parser


def _number(written: str) -> int:
    if not written.isascii() or not written.isdecimal() or int(written[:9]) > 1000:
        raise argparse.ArgumentTypeError(f"expected a whole number up to 1000; found {written!r}")
    return int(written)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal may know fewer characters
    options = _arguments().parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        return _COMMAND[options.command](options)
    except sources.InputError as error:
        return _say(error, 2, options.debug)
    except BrokenPipeError:  # whoever read has read enough, as in `reports plan | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _say(error, 3, options.debug)
    except KeyboardInterrupt as error:
        number = error.args[0] if error.args else signal.SIGINT
        return _say("interrupted; what was published stays as it was", 128 + number, False)


def _stop(number: int, _) -> None:
    raise _Stopped(number)


def _say(error: object, code: int, debug: bool) -> int:
    if debug and isinstance(error, BaseException):
        traceback.print_exception(error)
    said = jobs.trouble(error) if isinstance(error, OSError) else error
    print(f"reports: {said}", file=sys.stderr)
    return code


def _list(_) -> int:
    for name, report in collection.read().items():
        state = "built" if publish.is_whole(name) else "not built"
        print(f"{name:28} {state:10} {collection.question(report.notebook)}")
    return 0


def _show(options: argparse.Namespace) -> int:
    name = options.name
    report = collection.select([name], [])[0]
    print(f"{name}: {collection.question(report.notebook)}")
    print(f"notebook   {sources.place(report.notebook)}")
    for parameter in collection.declared(report.notebook).values():
        print(f"parameter  {parameter.name} = {report.values[parameter.name]!r}")
        print(f"           {parameter.help}")
        print(f"           {parameter.explained()}")
    found = publish.finding(name) if publish.is_whole(name) else None
    print(f"answer     {found['sentence'] if found else 'not built yet'}")
    if found:
        print(f"           {found['caveat']}")
        print(f"page       outputs/{name}/index.html")
    return 0


def _plan(options: argparse.Namespace) -> int:
    chosen = collection.select(options.names, options.given)
    for step in plan.steps(chosen):
        action = {"execute": "execute", "render": "render", "keep": "current"}[step.action]
        print(f"{action:8} {step.report.name}{': ' * bool(step.reasons)}{'; '.join(step.reasons)}")
    if not options.names and not options.given:
        versions, orphans = plan.others(collection.read())
        for step in map(plan.step, versions):
            state = "current" if step.action == "keep" else "stale"
            because = "".join(f"; {reason}" for reason in step.reasons)
            print(f"{state:8} {step.report.name}: a version of its own{because}")
        for name, reason in orphans.items():
            print(f"orphan   {name}: {reason}; reports build --prune removes it")
    return 0


def _build(options: argparse.Namespace) -> int:
    reports = collection.select(options.names, options.given)
    with making.ready(reports):
        outcomes, seconds = making.make(
            reports, options.jobs, options.retry, options.force, options.debug
        )
        if options.prune:
            _prune()
            publish.index(collection.read(), {})
    return _told(outcomes, seconds)


def _told(outcomes: list[Outcome], seconds: float) -> int:
    made = sum(outcome.state in ("built", "rendered") for outcome in outcomes)
    current = sum(outcome.state == "current" for outcome in outcomes)
    said = f"{made} of {len(outcomes)} reports built in {seconds:.1f} s"
    if current:
        said += f", {current} current"
    print(f"{said}: open outputs/index.html")
    return max((_EXIT[outcome.kind] for outcome in outcomes), default=0)


def _prune() -> None:
    _, orphans = plan.others(collection.read())
    for name in orphans:
        left = publish.remove(name)
        kept = f"; {', '.join(left)} stay, as no report made them" if left else ""
        print(f"removed outputs/{name}{kept}")


def _sweep(options: argparse.Namespace) -> int:
    from helpers.reports import sweep

    report = collection.select([options.name], [])[0]
    versions = sweep.versions(report, options.given)
    with making.ready(versions):
        outcomes, seconds = making.make(versions, options.jobs, options.retry, debug=options.debug)
        place = sweep.compare(report, options.given, outcomes)
        publish.index(collection.read(), {})
    code = _told(outcomes, seconds)
    print(f"compared in {place}")
    return code


def _verify(options: argparse.Namespace) -> int:
    from helpers.reports import verify

    reports = collection.read()
    chosen = {report.name for report in collection.select(options.names, [])}
    found = [
        state
        for state in verify.states(reports)
        if state.name in chosen or not (options.names or state.name in reports)
    ]
    for state in found:
        print(f"{state.state:8} {state.name}{''.join(f'; {reason}' for reason in state.reasons)}")
    print(verify.summary(found))
    code = int(any(state.state != "current" for state in found))
    if options.rebuild:
        names = {state.name for state in found if state.state in ("current", "stale")}
        again = [report for name, report in reports.items() if name in names]
        again += [report for report in plan.others(reports)[0] if report.name in names]
        code = max(code, _rebuild(again, options))
    return code


def _rebuild(reports: list[Report], options: argparse.Namespace) -> int:
    from helpers.reports import execute, guard, render, verify

    codes, progress = [0], Progress(len(reports))

    def job(step: plan.Step) -> None:
        name = step.report.name
        try:
            differs = verify.difference(step.report, lambda where: progress.at(name, where))
            said = f"DIFFERS: {differs}" if differs else "the same, byte for byte"
            codes.append(int(bool(differs)))
        except (execute.Failure, render.Unshowable, sources.InputError, OSError) as error:
            codes.append(_EXIT.get(getattr(error, "kind", "notebook"), 1) or 1)
            said = f"FAILED: {error}"
        if not guard.stopped():
            progress.done(name, said)

    with making.ready(reports):
        steps = [plan.Step(report, "execute", ()) for report in reports]
        making.run(steps, job, progress, options.jobs)
    return max(codes)


_COMMAND = {
    "build": _build,
    "list": _list,
    "plan": _plan,
    "show": _show,
    "sweep": _sweep,
    "verify": _verify,
}

if __name__ == "__main__":
    sys.exit(main())
