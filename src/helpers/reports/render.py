"""An executed notebook becomes the files of a report: page, data, charts, tables, provenance.

nbconvert turns cells into HTML with the template beside this module; the HTML is then filtered
through an allow-list, so that nothing that a document or a notebook holds can act in a browser,
and set into a page whose policy forbids every request.
"""

import hashlib
import html
import json
import re
import sys
from base64 import b64encode
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nh3
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from helpers import sources
from helpers.markup import escape, visible
from helpers.reports.collection import Report, cell_name, question

_TEMPLATES = Path(__file__).parent / "templates"
_OURS = re.compile(r"application/vnd\.going-out\.(\w+)\+json")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")  # of a chart or a table: part of a file name
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


def files(report: Report, notebook: NotebookNode) -> dict[str, bytes]:
    """Return the files of a report by name. Raises Unshowable where a part is missing or twice."""
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
    content["provenance.json"] = _json(_provenance(report, found["provenance"][0]))
    content["index.html"] = page(
        asked, _body(plain), sorted([*content, "SHA256SUMS"]), "../index.html"
    )
    return {name: text.encode() for name, text in sorted(content.items())}


def finding_of(report: Report, asked: str, found: dict[str, list[dict]]) -> dict[str, Any]:
    """Return the finding of a report as it is published and committed."""
    return {
        "report": report.name,
        "question": asked,
        **found["finding"][0],
        "parameters": report.values,
        "robustness": [row for part in found.get("robustness", []) for row in part["rows"]],
    }


def _provenance(report: Report, shown: dict[str, Any]) -> dict[str, Any]:
    corpus = report.values.get("corpus", "seeds")
    helpers = {
        sources.place(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((sources.ROOT / "src" / "helpers").glob("*.py"))
    }
    return shown | {
        "notebook": {
            sources.place(report.notebook): hashlib.sha256(report.notebook.read_bytes()).hexdigest()
        },
        "helpers": helpers,
        "texts": {doc: sources.text(doc, corpus) is not None for doc in sources.catalogue(corpus)},
        "machinery": {name: version(name) for name in ("papermill", "nbconvert", "nbclient")},
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
    kept = {key: value for key, value in output.items() if key != "transient"}
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


def page(title: str, body: str, downloads: list[str], home: str = "") -> str:
    """Set a cleaned body into a page that makes no request and runs nothing."""
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    links = "".join(
        f'<li><a href="{html.escape(name)}">{html.escape(name)}</a></li>' for name in downloads
    )
    back = f'<a href="{home}">All questions</a>' if home else ""
    footer = (
        f'<section aria-label="Files"><h2>Files of this report</h2><ul class="files">{links}</ul>'
        "</section>"
        if links
        else ""
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · Going Out</title>\n<style>{style}</style>\n</head>\n"
        '<body>\n<header><span class="brand">Going Out</span>'
        f'<nav aria-label="Site">{back}</nav></header>\n'
        f"<main>\n{body}\n</main>\n<footer>\n{footer}\n"
        "<p>Coded tables and reports: CC BY 4.0. The documents belong to their publishers.</p>\n"
        "</footer>\n</body>\n</html>\n"
    )


def index_page(rows: list[dict[str, str]], others: list[str]) -> str:
    """Return the page that leads to all reports.

    `rows` have `question, link, answer, caveat, failed`; `others` are reports of their own making.
    """
    items = []
    for row in rows:
        asked = escape(row["question"])
        title = f'<a href="{html.escape(row["link"])}">{asked}</a>' if row["link"] else asked
        parts = [f"<h2>{title}</h2>"]
        if row["failed"]:
            kept = " What stands here is the last version that was whole." if row["answer"] else ""
            parts.append(f'<p class="failed">{escape(row["failed"])}.{kept}</p>')
        if row["answer"]:
            parts.append(f'<p class="answer">{escape(row["answer"])}</p>')
            parts.append(f'<p class="caveat">{escape(row["caveat"])}</p>')
        elif not row["failed"]:
            parts.append('<p class="failed">Not made yet.</p>')
        items.append(f"<li>{''.join(parts)}</li>")
    more = "".join(
        f'<li><a href="{html.escape(n)}/index.html">{html.escape(n)}</a></li>' for n in others
    )
    body = (
        "<h1>What do five documents say about Chinese NGOs and their work abroad?</h1>"
        "<p>Every answer is computed from records of the documents, and every record names the "
        "line it comes from.</p>"
        f'<ol class="index">{"".join(items)}</ol>'
        + (f"<h2>Other versions</h2><ul>{more}</ul>" if more else "")
    )
    return page("All questions", body, [])
