"""An executed notebook becomes the files of a report: page, data, charts, tables, provenance.

nbconvert turns cells into HTML with the template beside this module; the HTML is then filtered
through an allow-list, so that nothing that a document or a notebook holds can act in a browser.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import nh3
from nbconvert import HTMLExporter
from nbformat import NotebookNode, from_dict
from traitlets.config import Config

from helpers import sources
from helpers.markup import visible
from helpers.reports import inputs, page
from helpers.reports.collection import Report, cell_name, question

_TEMPLATES = Path(__file__).parent / "templates"
_OURS = re.compile(r"application/vnd\.going-out\.(\w+)\+json")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")  # of a chart or a table: part of a file name
_TO_REPORT = re.compile(
    r'href="[\w.-]+\.py#([\w.-]+)"'
)  # as a notebook links one: see markup.Linked
_SHOWN = ("text/html", "text/plain", "image/svg+xml", "image/png")
_ALLOWED_TAGS = set(
    "a abbr b bdi blockquote br code details div em figcaption figure h1 h2 h3 h4 hr img li ol "
    "p pre q section small span strong sub summary sup table tbody td th thead tr ul".split()
)
_ALLOWED_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "role", "tabindex", "aria-label"},
    "a": {"href"},
    "img": {"src", "alt"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}


class Unshowable(ValueError):
    """An output that a page cannot show; the message says which."""


def results(notebook: NotebookNode) -> dict[str, list[dict[str, Any]]]:
    """Collect what the cells hand over as data, by kind: finding, robustness, chart, table …"""
    found: dict[str, list[dict[str, Any]]] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for kind, data in output.get("data", {}).items():
                ours = _OURS.fullmatch(kind)
                if ours:
                    found.setdefault(ours.group(1), []).append(data)
    return found


def files(report: Report, notebook: NotebookNode, record: dict[str, Any]) -> dict[str, bytes]:
    """Return the files of a report by name, from its executed notebook and the record of inputs.

    Raises Unshowable where a part is missing or there twice.
    """
    found = results(notebook)
    for kind in ("finding", "provenance"):
        if len(found.get(kind, [])) != 1:
            raise Unshowable(
                f"expected one {kind} in the notebook; found {len(found.get(kind, []))}"
            )
    content: dict[str, str] = {}
    for kind in ("chart", "table"):
        for data in found.get(kind, []):
            if not _NAME.fullmatch(str(data.get("name"))):
                raise Unshowable(
                    f"a {kind} is called {data.get('name')!r}; a name has letters, digits, - and _"
                )
            for suffix in ("svg", "csv"):
                name = f"{kind}-{data['name']}.{suffix}"
                if suffix in data and name in content:
                    raise Unshowable(f"two outputs are called {name}")
                if suffix in data:
                    content[name] = data[suffix]
    for part in ("sentence", "caveat"):
        if not str(found["finding"][0].get(part) or "").strip():
            raise Unshowable(f"the finding has no {part}")
    asked = question(report.notebook)
    finding = finding_of(report, asked, found)
    plain = _plain(notebook)
    content["finding.json"] = _json(finding)
    content["notebook.ipynb"] = _json(plain)
    content["provenance.json"] = _json(provenance(report, record))
    content["index.html"] = page.of_report(
        asked, _body(plain), sorted([*content, "SHA256SUMS"]), "../index.html"
    )
    return {name: text.encode() for name, text in sorted(content.items())}


def with_words(report: Report, executed: NotebookNode) -> NotebookNode:
    """Return an executed notebook with the words and tags that the notebook has now.

    Its code has to be the same: `plan` renders only what need not be executed.
    """
    from helpers.reports import execute

    notebook = execute.read_notebook(report.notebook)
    ran = [
        cell
        for cell in from_dict(executed).cells
        if cell.cell_type == "code" and cell.source.strip()
    ]
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if cell.cell_type == "code" and cell.source.strip():
            done = ran.pop(0) if ran else NotebookNode(source=None)
            if done.source != cell.source:
                where = sources.place(report.notebook)
                raise Unshowable(f"{where}: its code changed while it ran; build again")
            cell.outputs, cell.execution_count = done.outputs, done.execution_count
            if (
                "parameters" in cell.metadata.get("tags", [])
                and ran
                and "injected-parameters" in ran[0].metadata.get("tags", [])
            ):
                cells.append(ran.pop(0))
    notebook.cells = cells
    return notebook


def finding_of(report: Report, asked: str, found: dict[str, list[dict]]) -> dict[str, Any]:
    """Return the finding of a report as it is published and committed."""
    [varied] = found.get("robustness") or [{"rows": []}]
    return {
        "report": report.name,
        "question": asked,
        **found["finding"][0],
        "parameters": report.values,
        "robustness": varied["rows"],
        **{key: varied[key] for key in ("margin", "line", "unvaried") if key in varied},
    }


def provenance(report: Report, record: dict[str, Any]) -> dict[str, Any]:
    """Return what a report was made from: digests and versions of everything that was read."""
    return {
        "report": report.name,
        "notebook": sources.place(report.notebook),
        "fingerprint": inputs.fingerprint(record),
        "executed": record,
        "rendered": inputs.rendered(report),
    }


def _is_warning(output: NotebookNode) -> bool:
    return output.get("name") == "stderr"


def warnings(notebook: NotebookNode) -> list[str]:
    """What did the cells warn of? Return the first line of each warning.

    A warning names paths of the machine, so it goes to the person who builds, not onto the page.
    """
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["text"].strip().partition("\n")[0] for output in outputs if _is_warning(output)]


def _plain(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook as published: outputs as shown, nothing of the run itself."""
    cells, code = [], [cell for cell in notebook.cells if cell.get("execution_count")]
    for position, cell in enumerate(notebook.cells):
        kept = {"cell_type": cell.cell_type, "id": f"c{position:03d}", "source": cell.source}
        tags = cell.metadata.get("tags", [])
        kept["metadata"] = {"tags": list(tags)} if tags else {}
        if cell.cell_type == "code":
            kept["execution_count"] = cell.execution_count
            name = cell_name(cell, cell.execution_count, len(code)) if cell.outputs else ""
            kept["outputs"] = [
                _output(output, name) for output in cell.outputs if not _is_warning(output)
            ]
        cells.append(kept)
    metadata = {"kernelspec": notebook.metadata["kernelspec"]}
    return NotebookNode(
        {"cells": [_node(cell) for cell in cells], "metadata": _node(metadata), "nbformat": 4,
         "nbformat_minor": 5}
    )  # fmt: skip


def _node(value: Any) -> Any:
    if isinstance(value, dict):
        return NotebookNode({key: _node(item) for key, item in value.items()})
    return [_node(item) for item in value] if isinstance(value, list) else value


def _output(output: NotebookNode, cell: str) -> dict[str, Any]:
    kept = dict(output)
    if "data" in kept:
        kept["data"] = {
            key: value for key, value in kept["data"].items() if not _OURS.fullmatch(key)
        }
        strange = set(kept["data"]) - set(_SHOWN)
        if strange or not kept["data"]:
            raise Unshowable(
                f"{cell} shows {', '.join(sorted(strange)) or 'nothing'}; "
                f"a page can show {', '.join(_SHOWN)}"
            )
        markup = "".join(kept["data"].get("text/html", ""))
        if markup:
            markup = kept["data"]["text/html"] = _TO_REPORT.sub(r'href="../\1/index.html"', markup)
        if markup.strip() and not clean(markup).strip():
            raise Unshowable(
                f"{cell} shows HTML of which nothing is left "
                "once scripts, frames and styles are taken out"
            )
        kept["metadata"] = {}
    return kept


def _json(data: Any) -> str:
    try:
        return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    except ValueError:
        raise Unshowable("a value is infinite or no number; say None where there is none") from None


class _Exporter(HTMLExporter):
    def get_prefix_root_dirs(self) -> list[str]:
        return [str(Path(sys.prefix) / "share" / "jupyter")]


def _body(notebook: NotebookNode) -> str:
    config = Config()
    config.TemplateExporter.extra_template_basedirs = [str(_TEMPLATES)]
    config.HTMLExporter.template_name = "page"
    config.HTMLExporter.exclude_anchor_links = True
    # Templates of ours and of the installed nbconvert alone, whatever else somebody has installed.
    exporter = _Exporter(config=config)
    body, _ = exporter.from_notebook_node(notebook)
    return clean(body)


def _only_safe(element: str, attribute: str, value: str) -> str | None:
    """Keep `data:` for images and for nothing else; keep no script in a link."""
    if attribute == "src":
        return value if re.match(r"data:image/(?:png|svg\+xml);base64,", value) else None
    if attribute == "href":
        return value if re.match(r"(?:https?://|#|[\w./-]+$)", value) else None
    return value


def clean(body: str) -> str:
    """Return HTML with everything removed that is not on the allow-list, and nothing invisible."""
    body = nh3.clean(
        body,
        tags=_ALLOWED_TAGS,
        attributes=_ALLOWED_ATTRIBUTES,
        attribute_filter=_only_safe,
        url_schemes={"http", "https", "data"},
        link_rel="noopener noreferrer",
    )
    return visible(body)
