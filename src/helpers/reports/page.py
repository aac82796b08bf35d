"""A page around a body: it opens from disk, makes no request and runs nothing.

The body of a report comes from `render`; the pages that lead to reports are written here.
"""

import hashlib
import html
from base64 import b64encode
from pathlib import Path
from typing import Any

from helpers.markup import escape
from helpers.reports import fonts

_STYLE = Path(__file__).parent / "templates" / "page.css"


def of_report(title: str, body: str, downloads: list[str], home: str = "") -> str:
    """Set a cleaned body into a page that makes no request and runs nothing."""
    style = fonts.face(title + body) + _STYLE.read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; font-src data:; style-src 'sha256-{digest}'; "
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


def items(rows: list[dict[str, Any]], heading: str) -> str:
    """Return questions with their answers as a list.

    `rows` have `question` (HTML, with its link), `answer, caveat, failed` (plain) and `variants`,
    the other choices that the answer was put to.
    """
    found = []
    for row in rows:
        parts = [f"<{heading}>{row['question']}</{heading}>"]
        if row["failed"]:
            kept = " What stands here is the last version that was whole." if row["answer"] else ""
            parts.append(f'<p class="failed">{escape(row["failed"])}.{kept}</p>')
        if row["answer"]:
            parts.append(f'<p class="answer">{escape(row["answer"])}</p>')
            parts.append(f'<p class="caveat">{escape(row["caveat"])}</p>')
            tried = [each["verdict"] for each in row["variants"] if each.get("kind") != "placebo"]
            n = [tried.count(verdict) for verdict in ("holds", "weakens", "reverses")]
            if any(n):  # what cannot be computed counts in none
                said = "Holds under {} of {} other choices; weakens under {}, reverses under {}."
                said = said.format(n[0], sum(n), n[1] or "none", n[2] or "none")
                parts.append(f'<p class="standing">{said}</p>')
        elif not row["failed"]:
            parts.append('<p class="failed">Not made yet.</p>')
        found.append(f"<li>{''.join(parts)}</li>")
    return f'<ol class="index">{"".join(found)}</ol>'


def index(rows: list[dict[str, Any]], others: list[str]) -> str:
    """Return the page that leads to all reports.

    `rows` are those of `items`, with `link` and the question as plain text; `others` are reports of
    their own making.
    """
    for row in rows:
        asked = escape(row["question"])
        row["question"] = (
            f'<a href="{html.escape(row["link"])}">{asked}</a>' if row["link"] else asked
        )
    more = "".join(
        f'<li><a href="{html.escape(n)}/index.html">{html.escape(n)}</a></li>' for n in others
    )
    body = (
        "<h1>What do five documents say about Chinese NGOs and their work abroad?</h1>"
        "<p>Every answer is computed from records of the documents, and every record names the "
        "line it comes from.</p>"
        + items(rows, "h2")
        + (f"<h2>Other versions</h2><ul>{more}</ul>" if more else "")
    )
    return of_report("All questions", body, [])
