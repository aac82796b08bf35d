"""One report under many values of its parameters, and a page that compares the findings.

Every combination is a report of its own. The page puts their answers side by side, so that a reader
sees which choices the finding depends on.

Assumption: two estimates are of the same thing where their unit and the texts among their values
(a theme, a group) are the same. Others are listed, and neither drawn on one scale nor compared.
"""

import csv
import html
import io
import json
from base64 import b64encode
from itertools import product
from typing import Any

from helpers import arguments, sources
from helpers.markup import escape
from helpers.prose import count, listing, number, of, sentence
from helpers.reports import collection, page, publish
from helpers.reports.collection import Report
from helpers.reports.jobs import Outcome

MOST = 500  # reports in one sweep


def spreads(report: Report, given: list[str]) -> dict[str, list[Any]]:
    """Return the values that a call asks for, by parameter. Raises InputError for what is none."""
    known = collection.declared(report.notebook)
    documents = list(sources.catalogue(report.values.get("corpus", "seeds")))
    return {
        name: arguments.spread(known[name], written, documents)
        for name, written in collection.assignments(given, known)
    }


def versions(report: Report, given: list[str]) -> list[Report]:
    """Return one report for each combination of values. Raises InputError where they are too many.

    Where the corpus is varied, a version whose other values its corpus does not know is refused.
    """
    spread = spreads(report, given)
    total = 1
    for values in spread.values():
        total *= len(values)
    if total > MOST:
        raise sources.InputError(
            f"a sweep of {total:,} reports: at most {MOST} at once; name fewer values"
        )
    combinations = product(*spread.values())
    made = [
        collection.with_values(report, dict(zip(spread, values, strict=True)))
        for values in combinations
    ]
    return list({version.name: version for version in made}.values())


def name_of(report: Report, given: list[str]) -> str:
    """Return the name of the page that compares: equal calls share one page."""
    known = collection.declared(report.notebook)
    asked_for = dict(collection.assignments(given, known))
    varied = "-".join(name for name in known if name in asked_for)
    fixed = {
        name: value
        for name, value in report.values.items()
        if name not in asked_for and value != known[name].default
    }
    return (
        f"{report.notebook.stem}--sweep-{varied[:80]}-{collection.digest([sorted(given), fixed])}"
    )


def compare(report: Report, given: list[str], outcomes: list[Outcome]) -> str:
    """Publish the page that compares what became of the versions; return where it is."""
    known = collection.declared(report.notebook)
    varied = {name: known[name].help for name, _ in collection.assignments(given, known)}
    rows = [_row(outcome, list(varied), report) for outcome in outcomes]
    name = name_of(report, given)
    asked = collection.question(report.notebook)
    made_from = {
        "report": name,
        "notebook": sources.place(report.notebook),
        "sweep": sorted(given),
        "reports": {row["report"]: row["fingerprint"] for row in rows},
    }
    files = {
        "comparison.csv": _csv(rows, list(varied)),
        "provenance.json": json.dumps(made_from, ensure_ascii=False, indent=1) + "\n",
    }
    files["index.html"] = page.of_report(
        f"{asked} Under {count(len(rows), 'choice')}",
        _body(asked, rows, varied),
        sorted([*files, publish.MANIFEST]),
        "../index.html",
    )
    publish.put(name, {file: text.encode() for file, text in files.items()})
    return f"outputs/{name}/index.html"


def _row(outcome: Outcome, varied: list[str], report: Report) -> dict[str, Any]:
    """Return one line of the comparison; a failed version shows no finding of an older day."""
    name, values = outcome.report.name, outcome.report.values
    failed = outcome.kind != ""
    found = {} if failed else publish.finding(name) or {}
    low, high = found.get("range") or (None, None)
    texts = [value for value in found.get("values", {}).values() if isinstance(value, str)]
    return {
        "report": name,
        "values": {key: values[key] for key in varied},
        "own": values == report.values,
        "state": outcome.state if failed else "made",
        "cause": outcome.cause,
        "estimate": found.get("estimate"),
        "low": low,
        "high": high,
        "unit": found.get("unit", ""),
        "about": (found.get("unit", ""), *texts),
        "sentence": found.get("sentence", ""),
        "caveat": found.get("caveat", ""),
        "fingerprint": "" if failed else (publish.provenance(name) or {}).get("fingerprint", ""),
    }


def _csv(rows: list[dict[str, Any]], varied: list[str]) -> str:
    text = io.StringIO()
    columns = ["state", "estimate", "low", "high", "unit", "sentence", "caveat", "cause", "report"]
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*(f"chosen_{name}" for name in varied), *columns])
    for row in rows:
        table.writerow([_said(row["values"][name]) for name in varied] + [row[c] for c in columns])
    return text.getvalue()


def _said(value: Any) -> str:
    """Return a value as a person writes it."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "all"
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    return str(value)


def _figure(value: Any, unit: str) -> str:
    """Return an estimate as a reader wants it, a share in percent."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return f"{number(100 * value)}%" if unit.startswith("share") else number(value)


def _body(asked: str, rows: list[dict[str, Any]], varied: dict[str, str]) -> str:
    made = [row for row in rows if row["sentence"]]
    choices = listing([f"<b>{escape(n)}</b> ({escape(about)})" for n, about in varied.items()])
    own = " The report's own choice is in bold." if any(row["own"] for row in rows) else ""
    return "\n".join(
        [
            f"<h1>{escape(asked)}</h1>",
            f'<div class="finding"><p class="answer">{escape(_answer(made))}</p>'
            f'<p class="caveat">{escape(_caveat(rows, made))}</p></div>',
            f"<h2>The answer under {count(len(rows), 'choice')}</h2>",
            f"<p>What is chosen: {choices}. All else stays as in the report.{own}</p>",
            _table(rows, varied),
        ]
    )


def _answer(made: list[dict[str, Any]]) -> str:
    """Say how much the answer depends on what is chosen."""
    if not made:
        return "Under none of these choices there is an answer."
    first, different = made[0], len({row["sentence"] for row in made})
    if different == 1:
        same = "The answer is the same whatever is chosen: " if len(made) > 1 else ""
        return same + first["sentence"]
    numbers, unit = _numbers(made), first["unit"]
    if not numbers:
        return (
            f"The answer depends on what is chosen: {count(len(made), 'choice')} give "
            f"{count(different, 'answer')}. "
            "Their numbers are of different things and do not compare."
        )
    low, high = (_figure(value, unit) for value in (min(numbers), max(numbers)))
    if low == high:
        return f"Whatever is chosen, the number stays {low} ({unit}); the words around it change."
    return f"Depending on what is chosen, the answer lies between {low} and {high} ({unit})."


def _numbers(made: list[dict[str, Any]]) -> list[float]:
    """Return all estimates where they are numbers of the same thing, else nothing."""
    values = [row["estimate"] for row in made]
    one = len({row["about"] for row in made}) == 1
    return values if one and all(isinstance(value, int | float) for value in values) else []


def _caveat(rows: list[dict[str, Any]], made: list[dict[str, Any]]) -> str:
    """Say what has no answer, and what to mind of the others."""
    said = []
    for state, words in (("not applicable", "do not apply"), ("failed", "could not be made")):
        missing = sum(row["state"] == state for row in rows)
        if missing:
            words = words.replace("do ", "does ") if missing == 1 else words
            said.append(f"{of(missing, len(rows), 'choices')} {words}: see below.")
    caveats = {row["caveat"] for row in made}
    own = "Each answer has a caveat of its own: read its report before you quote it."
    said += [next(iter(caveats)) if len(caveats) == 1 else own] if made else []
    return " ".join(said)


def _table(rows: list[dict[str, Any]], varied: dict[str, str]) -> str:
    """Return the table of choices; on a telephone each row becomes a block of its own."""
    made = [row for row in rows if row["sentence"]]
    units = {row["unit"] for row in made}
    scale = _scale(made)
    unit = sentence(next(iter(units))) if len(units) == 1 else "Number"
    heads = [*map(escape, varied), escape(unit), "Answer"]
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = []
    for row in rows:
        cells = [escape(_said(row["values"][name])) for name in varied]
        marked = "".join(
            f'<td data-name="{name}">{cell}</td>' for name, cell in zip(heads, cells, strict=False)
        )
        if row["sentence"]:
            what = "" if len(units) == 1 else f"<small>{escape(row['unit'])}</small>"
            figure = escape(_figure(row["estimate"], row["unit"])) + _strip(row, scale) + what
            link = f'<a href="../{html.escape(row["report"])}/index.html">The report</a>'
            marked += f'<td class="said" data-name="{heads[-2]}">{figure}</td>'
            marked += f'<td class="said">{escape(row["sentence"])} {link}</td>'
        else:
            why = {"not applicable": "Does not apply", "failed": "Could not be made"}
            said = f"{why.get(row['state'], 'No answer')}: {row['cause']}"
            marked += f'<td class="said" colspan="2">{escape(said)}</td>'
        own = ' class="own"' if row["own"] else ""
        body.append(f"<tr{own}>{marked}</tr>")
    head, lines = f"<thead><tr>{head}</tr></thead>", f"<tbody>{''.join(body)}</tbody>"
    table = f'<table class="choices">{head}{lines}</table>'
    if scale is None:
        return table
    ends = " to ".join(_figure(end, made[0]["unit"]) for end in scale)
    ranges = ", a thick line the range" if any(row["low"] is not None for row in made) else ""
    key = f"Each line runs from {ends}; the dot is the number{ranges}."
    return f'{table}<p class="caption">{escape(key)}</p>'


def _scale(made: list[dict[str, Any]]) -> tuple[float, float] | None:
    """Return the ends of a scale for all estimates and ranges; None where they do not compare."""
    values = _numbers(made)
    values += [row[end] for row in made for end in ("low", "high") if row[end] is not None]
    if not _numbers(made) or len(made) < 2:
        return None
    low, high = min([0, *values]), max([0, *values])
    return (low, high) if high > low else None


def _strip(row: dict[str, Any], scale: tuple[float, float] | None) -> str:
    """Draw an estimate, and its range where it has one, on the scale of all rows."""
    if scale is None:
        return ""
    low, high = scale

    def at(value: float) -> str:
        return f"{6 + 108 * (value - low) / (high - low):.1f}"

    bar = ""
    if row["low"] is not None:
        bar = (
            f'<line x1="{at(row["low"])}" x2="{at(row["high"])}" y1="8" y2="8" '
            'stroke="#777" stroke-width="5"/>'
        )
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="16" viewBox="0 0 120 16">'
        '<path d="M6 8H114M6 4V12M114 4V12" stroke="#767676" stroke-width="1"/>'
        f'{bar}<circle cx="{at(row["estimate"])}" cy="8" r="5" fill="#111"/></svg>'
    )
    source = b64encode(drawing.encode()).decode()
    figure, low, high = (_figure(value, row["unit"]) for value in (row["estimate"], *scale))
    alt = f"{figure} on a scale from {low} to {high}"
    return f'<img class="strip" src="data:image/svg+xml;base64,{source}" alt="{escape(alt)}">'
