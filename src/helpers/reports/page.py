"""A page around a body: it opens from disk, makes no request and runs nothing.

The body of a report comes from `render`; the pages that lead to reports are written here.
"""

import hashlib
import html
from base64 import b64encode
from pathlib import Path

from helpers.markup import escape

_STYLE = Path(__file__).parent / "templates" / "page.css"


def of_report(title: str, body: str, downloads: list[str], home: str = "") -> str:
    """Set a cleaned body into a page that makes no request and runs nothing."""
    style = _STYLE.read_text(encoding="utf-8")
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


def index(rows: list[dict[str, str]], others: list[str]) -> str:
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
    return of_report("All questions", body, [])
