"""What has to be done for each report, and why? And which published folders does nothing make?

A report is executed where anything that its cells depend on has changed, rendered again where only
its words or its looks have, and kept where nothing has. In doubt it is executed.
"""

from dataclasses import dataclass
from typing import Any

from helpers import parameters, sources
from helpers.reports import collection, inputs, publish
from helpers.reports.collection import Report


@dataclass(frozen=True)
class Step:
    """What to do for a report: `execute`, `render` or `keep`, and why."""

    report: Report
    action: str
    reasons: tuple[str, ...]


def steps(reports: list[Report]) -> list[Step]:
    """Say what to do for each of several reports, in the order in which they are made.

    One that comes last reads what the others found: where one of these is to be executed, it may
    have to be executed, too.
    """
    found = [step(report) for report in reports if not report.last]
    moving = [each.report.name for each in found if each.action == "execute"]
    for report in reports:
        if report.last:
            own = step(report)
            if own.action == "keep" and moving:
                why = f"if an answer changes of {', '.join(inputs.few(moving))}"
                own = Step(report, "execute", (why,))
            found.append(own)
    return found


def step(report: Report) -> Step:
    """Compare what a report was made from with what is there now."""
    inputs.settled(report)  # seen before anything runs, also where there is nothing to compare
    kept = publish.executed(report.name)
    if isinstance(kept, str):
        return Step(report, "execute", (kept,))
    record, _ = kept
    reasons = differences(report, record)
    if reasons:
        return Step(report, "execute", inputs.few(reasons))
    reasons = why_render(report, inputs.fingerprint(record))
    return Step(report, "render" if reasons else "keep", inputs.few(reasons))


def differences(report: Report, record: Any) -> list[str]:
    """What differs now from what the cells of a report were executed with?"""
    try:
        return inputs.changes(record, inputs.again(report, record))
    except (AttributeError, KeyError, TypeError):
        return ["made by another version of this project"]


def why_render(report: Report, fingerprint: str) -> list[str]:
    """Why does the published report not show what its cells gave, in its words of now?"""
    if not publish.manifest(report.name):
        return ["not published"]
    wrong = publish.damage(report.name)
    if wrong:
        return wrong
    published = publish.provenance(report.name)
    if published.get("fingerprint") != fingerprint:
        return ["the published report is of another execution"]
    return inputs.changes(published["rendered"], inputs.rendered(report))


def version(name: str) -> Report | dict[str, str]:
    """Return what makes a folder that `reports.toml` does not name.

    That is a version of a report, made by `build -p` or `sweep`, or else a page that compares such
    versions, as their fingerprints by name. Raises InputError with the reason where nothing does.
    """
    try:
        made_from = publish.provenance(name)
        notebook = sources.ROOT / made_from["notebook"]
        if not name.startswith(f"{notebook.stem}--"):
            raise sources.InputError("no entry in reports.toml")
        if not notebook.is_file():
            raise sources.InputError(f"{sources.place(notebook)} is gone")
        known = collection.declared(notebook)
        if "sweep" in made_from:
            collection.assignments(made_from["sweep"], known)
            return dict(made_from["reports"])
        given = parameters.settle(known, made_from["executed"]["parameters"])
        return Report(name, notebook, given, last=collection.comes_last(notebook.stem))
    except (AttributeError, KeyError, TypeError):
        raise sources.InputError("not in reports.toml, and no record of what made it") from None


def others(reports: dict[str, Report]) -> tuple[list[Report], dict[str, str]]:
    """Return the versions beside the reports of the collection, and the orphans with a reason."""
    made, orphans = _beside(reports)
    return [version for version in made.values() if isinstance(version, Report)], orphans


def comparisons(reports: dict[str, Report]) -> dict[str, dict[str, str]]:
    """Return the pages that compare versions: the fingerprints of the versions, by name."""
    made, _ = _beside(reports)
    return {name: compared for name, compared in made.items() if isinstance(compared, dict)}


def _beside(reports: dict[str, Report]) -> tuple[dict[str, Any], dict[str, str]]:
    """Look at each published folder that is not of the collection; leave links alone."""
    made, orphans = {}, {}
    for name in publish.published():
        if name in reports or (publish.OUTPUTS / name).is_symlink():
            continue
        try:
            made[name] = version(name)
        except sources.InputError as error:
            orphans[name] = str(error)
    return made, orphans
