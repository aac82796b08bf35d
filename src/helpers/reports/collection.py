"""Which reports are there? `reports.toml` becomes reports: a notebook and its parameters each.

Grain: one report per entry `[report.<name>]`, and one per call with parameters of its own.
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from helpers import arguments, declarations, markup, parameters, sources

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_KEYS = {"after", "limits", "notebook", "parameters", "schedule"}


@dataclass(frozen=True)
class Limits:
    """What one report may take before it is stopped. A megabyte is a million bytes."""

    seconds_per_cell: float = 600
    seconds: float = 1800
    megabytes: float = 2000
    output_megabytes_per_cell: float = 20
    output_megabytes: float = 50


@dataclass(frozen=True)
class Report:
    """One report: its name, the path of its notebook, every parameter with its value, limits.

    One that comes `last` is made after all others, as it reads what they found.
    """

    name: str
    notebook: Path
    values: dict[str, Any] = field(hash=False)
    limits: Limits = Limits()
    last: bool = False


def read_cells(path: Path) -> list[dict[str, Any]]:
    """Split a notebook in percent format into cells: `type`, `tags` and `source`.

    For what must be known before anything runs, without loading a notebook library.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise sources.InputError(
            f"{sources.place(path)}: missing; reports.toml names it as a notebook"
        ) from None
    except UnicodeDecodeError as error:
        raise sources.InputError(
            f"{sources.place(path)}: not UTF-8 at byte {error.start}; save it as UTF-8"
        ) from None
    cells = []
    for part in re.split(r"(?m)^# %%", text)[1:]:
        head, _, source = part.partition("\n")
        tags = re.search(r"tags=\[([^]]*)\]", head)
        cells.append(
            {
                "type": "markdown" if "[markdown]" in head else "code",
                "tags": re.findall(r'"([^"]+)"', tags.group(1)) if tags else [],
                "source": source.strip("\n"),
            }
        )
    return cells


def cell_name(cell: dict[str, Any], number: int, total: int) -> str:
    """Say which code cell of a notebook is meant: its number, and its tags or first line."""
    tags = ", ".join(cell["metadata"].get("tags", []))
    first = next(line for line in cell["source"].splitlines() if line.strip())
    label = tags or markup.visible(first if len(first) <= 50 else first[:49] + "…")
    return f"cell {number} of {total} ({label})"


def question(path: Path) -> str:
    """Return the question that a notebook answers: its first heading."""
    for cell in read_cells(path):
        heading = re.search(r"(?m)^# # (.+)$", cell["source"])
        if cell["type"] == "markdown" and heading:
            return heading.group(1).strip()
    raise sources.InputError(f"{sources.place(path)}: no heading; begin with `# # A question?`")


def declared(path: Path) -> dict[str, parameters.Parameter]:
    """Return the parameters that a notebook declares in the cell tagged `parameters`."""
    cells = [cell for cell in read_cells(path) if "parameters" in cell["tags"]]
    if len(cells) != 1:
        raise sources.InputError(
            f"{sources.place(path)}: expected one cell tagged parameters; found {len(cells)}"
        )
    try:
        return declarations.declared(cells[0]["source"])
    except (sources.InputError, SyntaxError) as error:
        raise sources.InputError(f"{sources.place(path)}: {error}") from None


def read() -> dict[str, Report]:
    """Return the reports of `reports.toml` by name, every parameter checked.

    Raises InputError for unknown keys, names that are no file names, and wrong parameters.
    """
    content = _content()
    limits = _limits(Limits(), _table(content, "limits", "reports.toml"), "[limits]")
    reports = {}
    for name, entry in entries().items():
        where = f"[report.{name}]"
        given = _table(entry, "parameters", where)
        own = _limits(limits, _table(entry, "limits", where), f"{where} limits")
        reports[name] = _report(name, entry.get("notebook", name), given, own, "after" in entry)
    return reports


def entries() -> dict[str, dict[str, Any]]:
    """Return what `reports.toml` says of each report, by name, without opening a notebook."""
    content, found, plain = _content(), {}, {}
    for name in _table(content, "report", "reports.toml"):
        if not _NAME.fullmatch(name):
            raise sources.InputError(
                f"reports.toml: report {name!r}: a name has letters, digits, and . _ - inside"
            )
        if plain.setdefault(name.lower(), name) != name:
            raise sources.InputError(
                f"reports.toml: reports {plain[name.lower()]} and {name} would share one folder "
                "where upper and lower case are the same; rename one"
            )
        entry = _table(content["report"], name, "reports.toml")
        for key in sorted(set(entry) - _KEYS):
            raise parameters.unknown(f"key in [report.{name}]", key, sorted(_KEYS))
        if entry.get("after", "*") != "*":
            raise sources.InputError(
                f'[report.{name}]: after: expected "*", for after all others; '
                f"found {entry['after']!r}"
            )
        found[name] = entry
    return found


def comes_last(notebook: str) -> bool:
    """Does a report of this notebook, and so each version of it, come after all others?"""
    of = [entry for name, entry in entries().items() if entry.get("notebook", name) == notebook]
    return any("after" in entry for entry in of)


def _content() -> dict[str, Any]:
    """Return what stands in `reports.toml`."""
    path = sources.ROOT / "reports.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise sources.InputError("reports.toml: missing; it lists the reports") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise sources.InputError(f"reports.toml: {error}") from None
    for key in sorted(set(content) - {"limits", "report"}):
        raise parameters.unknown("key of reports.toml", key, ["limits", "report"])
    return content


def _limits(general: Limits, given: dict[str, Any], where: str) -> Limits:
    known = list(Limits.__dataclass_fields__)
    for key, value in given.items():
        if key not in known:
            raise parameters.unknown(f"key in {where}", key, known)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
            raise sources.InputError(f"{where}: {key}: expected a number above 0; found {value!r}")
    return replace(general, **given)


def _table(content: dict[str, Any], key: str, where: str) -> dict[str, Any]:
    found = content.get(key, {})
    if not isinstance(found, dict):
        raise sources.InputError(f"{where}: {key}: expected a table; found {found!r}")
    return found


def _report(name: str, notebook: Any, given: dict[str, Any], limits: Limits, last: bool) -> Report:
    if not isinstance(notebook, str) or not _NAME.fullmatch(notebook):
        raise sources.InputError(
            f"report {name}: notebook {notebook!r} is not a name in notebooks/"
        )
    path = sources.ROOT / "notebooks" / f"{notebook}.py"
    try:
        return Report(name, path, parameters.settle(declared(path), given), limits, last)
    except sources.InputError as error:
        raise sources.InputError(f"report {name}: {error}") from None


def select(names: list[str], given: list[str]) -> list[Report]:
    """Return the reports that a call asks for: by name (all, if none), with `name=value` on top.

    A report with parameters of its own is called `<notebook>--<parameter>-<value>…`, by all that
    are not the notebook's defaults.
    """
    reports = read()
    for name in names:
        if name not in reports:
            raise parameters.unknown("report", name, list(reports))
    chosen = [reports[name] for name in dict.fromkeys(names)] or list(reports.values())
    if not given:
        return chosen
    own = {}
    for report in chosen:
        known = declared(report.notebook)
        values = {
            name: arguments.from_words(known[name], written)
            for name, written in assignments(given, known)
        }
        version = with_values(report, values)
        own[version.name] = version
    for name, version in own.items():
        if name in reports and reports[name].values != version.values:
            raise sources.InputError(
                f"report {name}: reports.toml has one of this name with other parameters; "
                "rename that one"
            )
    return list(own.values())


def assignments(given: list[str], known: dict[str, parameters.Parameter]) -> list[tuple[str, str]]:
    """Split each `name=value` of a call, the name one of the known ones and each given once."""
    pairs = {}
    for assignment in given:
        name, equals, written = assignment.partition("=")
        if not equals:
            raise sources.InputError(f"-p {assignment}: expected name=value")
        if name not in known:
            raise parameters.unknown("parameter", name, list(known))
        if name in pairs:
            raise sources.InputError(f"-p {name}: given twice; give it once")
        pairs[name] = written
    return list(pairs.items())


def with_values(report: Report, values: dict[str, Any]) -> Report:
    """Return the version of a report that has some values of its own, under a name that says so."""
    known = declared(report.notebook)
    settled = parameters.settle(known, report.values | values)
    own = [name for name in known if name in values or settled[name] != known[name].default]
    parts = [f"{name}-{slug(settled[name])}" for name in own]
    name = "--".join([report.notebook.stem, *parts])
    if len(name) > 150:  # a file name may have 255 bytes
        name = f"{name[:130]}--{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return replace(report, name=name, values=settled)


def slug(value: Any) -> str:
    """Return a value as part of a file name; a digest tells apart what would look the same."""
    words = "-".join(map(str, value)) if isinstance(value, list) else str(value)
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", words)[:50] or "none"
    return plain if plain == words else f"{plain}-{digest(value)}"


def digest(value: Any) -> str:
    """Return a few characters that stand for a value in a file name."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:8]
