"""Text as HTML: escaped, with its direction kept to itself and invisible characters made visible.

Everything that comes from a document or a table reaches a page through here.
"""

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever only escapes does not wait for pandas
    import pandas as pd

# Controls, marks that change the direction or the order of the text around them, and characters
# that only a program reads.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """Return text with every invisible character written out.

    >>> visible("gnp\u202e.txt")
    'gnp⟨U+202E⟩.txt'
    """
    return _INVISIBLE.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text)


def escape(text: object) -> str:
    """Return text as HTML in which nothing can act.

    >>> escape("a < b\\u202e")
    'a &lt; b⟨U+202E⟩'
    """
    return html.escape(visible(str(text)))


def isolated(text: object) -> str:
    """Return text of a document as HTML that cannot disturb the sentence around it.

    >>> isolated("走出去")
    '<bdi>走出去</bdi>'
    """
    return f"<bdi>{escape(text)}</bdi>"


class Shown:
    """What a notebook cell shows: HTML for a page, plain text for a terminal, data for the report.

    `kind` and `data` travel beside the HTML as `application/vnd.going-out.<kind>+json`; whoever
    publishes the notebook turns them into files.
    """

    def __init__(self, html: str, plain: str, kind: str | None = None, data: dict | None = None):
        """Hold the three forms; `kind` is finding, robustness, chart, table or provenance."""
        self._bundle = {"text/html": html, "text/plain": plain}
        if kind:
            self._bundle[f"application/vnd.going-out.{kind}+json"] = data

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self._bundle

    def __str__(self) -> str:
        return self._bundle["text/plain"]


class Linked(str):
    """Words that lead somewhere: a text like any other, with the link that a table shows.

    To a report leads `<notebook>.py#<report>`: in JupyterLab the notebook opens, and a published
    page leads to the page of the report.

    >>> Linked("How many?", "10_how_many.py#10_how_many").html
    '<a href="10_how_many.py#10_how_many">How many?</a>'
    """

    def __new__(cls, words: str, to: str):
        """Hold the words and where they lead."""
        linked = super().__new__(cls, words)
        linked.to = to
        return linked

    @property
    def html(self) -> str:
        """Return the words as a link."""
        return f'<a href="{escape(self.to)}">{escape(self)}</a>'


def scrolling(table: str, label: str) -> str:
    """Return an HTML table that scrolls by itself where it is wider than the page.

    `label` is plain text and says what the table holds.

    >>> scrolling("<table></table>", "Hives & herons").startswith('<div class="scroll"')
    True
    """
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(label)}">{table}</div>'
    )


def csv_of(frame: "pd.DataFrame") -> str:
    """Return a frame as the CSV text that a report publishes.

    >>> import pandas as pd
    >>> csv_of(pd.DataFrame({"who": ["Bo"], "n": [2]}))
    'who,n\\nBo,2\\n'
    """
    return frame.to_csv(index=False, lineterminator="\n")
