"""Are the published reports what they claim to be? Compare digests, or make them again.

A report is *intact* where every file matches its manifest, and *current* where everything that it
was made from is still the same. Nothing is written, nothing is executed but by `differences`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.reports import inputs, plan, publish
from helpers.reports.collection import Report, cell_name
from helpers.reports.inputs import few


@dataclass(frozen=True)
class State:
    """A published report: `current`, `stale`, `damaged`, `not made` or `orphan`, and why."""

    name: str
    state: str
    reasons: tuple[str, ...] = ()


def states(reports: dict[str, Report]) -> list[State]:
    """Return the state of each report of the collection, then of the versions and orphans."""
    versions, orphans = plan.others(reports)
    found = [_state(report) for report in [*reports.values(), *versions]]
    found += [_compared(*page) for page in plan.comparisons(reports).items()]
    return found + [State(name, "orphan", (reason,)) for name, reason in orphans.items()]


def _state(report: Report) -> State:
    if not publish.manifest(report.name):
        return State(report.name, "not made")
    wrong = publish.damage(report.name)
    if wrong:
        return State(report.name, "damaged", few(wrong))
    made_from = publish.provenance(report.name)
    reasons = plan.differences(report, made_from["executed"])
    reasons += inputs.changes(made_from["rendered"], inputs.rendered(report))
    return State(report.name, "stale" if reasons else "current", few(reasons))


def _compared(name: str, versions: dict[str, str]) -> State:
    """Return the state of a page that compares versions: it stands on theirs."""
    wrong = publish.damage(name)
    if wrong:
        return State(name, "damaged", few(wrong))
    moved = [
        f"{version} is no longer the one compared"
        for version, fingerprint in versions.items()
        if fingerprint != (publish.provenance(version) or {}).get("fingerprint", "")
    ]
    return State(name, "stale" if moved else "current", few(moved))


def difference(report: Report, watch: Callable[[str], None]) -> str:
    """Make a report again beside the published one; return the first difference, or nothing.

    Raises execute.Failure or render.Unshowable where it cannot be made.
    """
    from helpers.reports import execute, render

    executed = execute.run(report, lambda n, of: watch(f"cell {n} of {of}"))
    notebook = render.with_words(report, executed.notebook)
    files = render.files(report, notebook, executed.record)
    folder = publish.OUTPUTS / report.name
    differing = [name for name in files if _read(folder / name) != files[name]]
    if not differing:
        return ""
    cell = ""
    if "notebook.ipynb" in differing:
        cell = first_difference(_read(folder / "notebook.ipynb"), files["notebook.ipynb"])
    return cell or f"{differing[0]} differs" + (
        f", and {len(differing) - 1} more files" if len(differing) > 1 else ""
    )


def _read(path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def first_difference(old: bytes, new: bytes) -> str:
    """Name the first cell in which two executed notebooks differ, and how."""
    try:
        before, after = (json.loads(text)["cells"] for text in (old, new))
    except (ValueError, KeyError, TypeError):
        return "the published notebook cannot be read"
    total, number = sum(_is_code(cell) for cell in after), 0
    for was, now in zip(before, after, strict=False):
        number += _is_code(now)
        if was != now:
            where = f"words after cell {number}"
            if _is_code(now):
                where = cell_name(now, number, total)
            was, now = _lines(was), _lines(now)
            at = next(
                (n for n, pair in enumerate(zip(was, now, strict=False)) if pair[0] != pair[1]),
                min(len(was), len(now)),
            )
            pair = (lines[at] if at < len(lines) else "nothing" for lines in (was, now))
            return "{}: was {}, is {}".format(where, *map(_short, pair))
    return f"{len(after)} cells instead of {len(before)}" if len(before) != len(after) else ""


def _is_code(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "code" and bool("".join(cell["source"]).strip())


def _lines(cell: dict[str, Any]) -> list[str]:
    """Return what stands in a cell and what it showed, line by line; text before markup."""
    lines = "".join(cell["source"]).splitlines()
    for output in cell.get("outputs", []):
        shown = output.get("data", {})
        for kind in ("text/plain", *sorted(set(shown) - {"text/plain"})):
            lines += "".join(shown.get(kind, "")).splitlines()
        lines += "".join(output.get("text", "")).splitlines()
    return [*lines, f"output {json.dumps(cell.get('outputs', []), sort_keys=True)}"]


def _short(line: str) -> str:
    line = line.strip()
    return repr(line if len(line) <= 120 else line[:119] + "…")


def summary(states_: list[State]) -> str:
    """Say how many reports are in which state.

    >>> summary([State("a", "current"), State("b", "stale"), State("c", "current")])
    '3 reports: 2 current, 1 stale'
    """
    counts: dict[str, int] = {}
    for state in states_:
        counts[state.state] = counts.get(state.state, 0) + 1
    said = ", ".join(f"{n} {state}" for state, n in counts.items())
    return f"{len(states_)} reports: {said}" if states_ else "no reports"
