"""Several reports are made at once: the lock held, signals heeded, and each told as it is done."""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager

from helpers import sources
from helpers.reports import collection, jobs, plan, publish
from helpers.reports.collection import Report
from helpers.reports.jobs import Outcome
from helpers.reports.progress import Progress

_SAID = {"not applicable": "Does not apply"}  # of other kinds: could not be made


@contextmanager
def ready(reports: list[Report]) -> Iterator[None]:
    """Stop before any work where an input or a place is wrong; then hold the lock."""
    sources.check_elsewhere()
    for corpus in sorted({report.values.get("corpus", "seeds") for report in reports}):
        for doc in sources.catalogue(corpus):
            sources.text(doc, corpus)  # is it the text that the catalogue means?
    publish.check_places(reports)
    with publish.alone():
        yield


def make(
    reports: list[Report], most: int | None, retries: int, force: bool = False, debug: bool = False
) -> tuple[list[Outcome], float]:
    """Make reports and the index; return what became of each, and the seconds that it took.

    At most so many at once; `force` executes also what is current. What comes last is planned only
    when the others are made, as it reads what they found.
    """
    started = time.monotonic()
    outcomes: dict[str, Outcome] = {}
    progress = Progress(len(reports))

    def job(step: plan.Step) -> None:
        name = step.report.name
        outcome = jobs.make(step, lambda where: progress.at(name, where), retries, debug)
        outcomes[name] = outcome
        if outcome.state != "interrupted":
            progress.done(name, line(outcome))

    try:
        for last in (False, True):
            steps = [plan.step(report) for report in reports if report.last == last]
            if force:
                steps = [plan.Step(step.report, "execute", ("asked for",)) for step in steps]
            run(steps, job, progress, most)
    finally:
        failed = {
            name: f"{_SAID.get(outcome.kind, 'Could not be made')}: {outcome.cause}"
            for name, outcome in outcomes.items()
            if outcome.kind
        }
        publish.index(collection.read(), failed)
    return [outcomes[report.name] for report in reports], time.monotonic() - started


def run(
    steps: list[plan.Step],
    job: Callable[[plan.Step], None],
    progress: Progress,
    most: int | None,
) -> None:
    """Do the jobs, several at once; where a signal comes, end all kernels and start no more."""
    if any(step.action == "execute" for step in steps):
        from helpers.reports import machine

        machine.clear_leftovers()
        machine.compile_helpers()
    workers = jobs.at_once([step.report for step in steps], most)
    pool = ThreadPoolExecutor(max_workers=workers)
    futures = [pool.submit(job, step) for step in steps]
    try:
        for future in as_completed(futures):
            future.result()
    except BaseException:
        progress.hush()
        pool.shutdown(wait=False, cancel_futures=True)
        while not all(future.done() for future in futures):
            guard = sys.modules.get("helpers.reports.guard")
            if guard:
                guard.stop()  # again and again, as a kernel may just be starting
            time.sleep(0.05)
        raise
    finally:
        pool.shutdown()


def line(outcome: Outcome) -> str:
    """Say in one line what became of a report."""
    if outcome.state == "current":
        return "current"
    if outcome.state == "not applicable":
        return f"not applicable: {outcome.cause}"
    notes = "".join(f"; {note}" for note in outcome.notes)
    if outcome.state == "failed":
        at = f" at {outcome.where}: " if outcome.where else ": "
        if not outcome.where and outcome.cause.startswith("cell "):
            at = " at "
        where = f"; what ran is in {outcome.partial}" if outcome.partial else ""
        old = publish.is_whole(outcome.report.name)
        stays = "the old report stays" if old else "no report was made"
        return f"FAILED{at}{outcome.cause}{where}; {stays}{notes}"
    unchanged = "" if outcome.changed else ", unchanged"
    return f"{outcome.state}{unchanged} in {outcome.seconds:.1f} s{notes}"
