"""Frames as tables that a person would paste into a memo.

A table is saved as CSV beside its page, with the columns that it shows. Computes nothing.
"""

from collections.abc import Mapping

import pandas as pd

from helpers.markup import Linked, Shown, csv_of, escape, isolated, scrolling
from helpers.prose import number


def show(
    frame: pd.DataFrame, name: str, caption: str, columns: Mapping[str, str] | None = None
) -> Shown:
    """Show a frame as a table and publish it as `table-<name>.csv`.

    `columns` maps the columns to show to their headings, in order; without it all are shown under
    their own names. Numbers are set to the right, missing values are shown as a dash.

    >>> frame = pd.DataFrame({"who": ["Bo"], "n": [2]})
    >>> print(show(frame, "turns", "Turns", {"who": "Guest", "n": "Turns"}))
    Turns
    Guest  Turns
       Bo      2
    """
    columns = dict(columns or {column: column for column in frame.columns})
    table = f'<p class="caption">{escape(caption)}</p>{scrolling(_html(frame, columns), caption)}'
    return _shown(table, frame, name, caption, columns)


def fold(
    frame: pd.DataFrame, by: str, name: str, caption: str, columns: Mapping[str, str]
) -> Shown:
    """Show a long frame as tables that unfold, one for each value of a column, with its count.

    Groups stand in the order of their first rows. `columns` are those of the tables; the CSV has
    the column `by` before them.

    >>> frame = pd.DataFrame({"who": ["Bo", "Cleo", "Bo"], "said": ["a", "b", "c"]})
    >>> print(fold(frame, "who", "said", "Who said what?", {"said": "Said"}))
    Who said what?
     who Said
      Bo    a
    Cleo    b
      Bo    c
    """
    groups = [
        f'<details><summary>{escape(value)} <span class="count">{len(part)}</span></summary>'
        f"{scrolling(_html(part, columns), str(value))}</details>"
        for value, part in frame.groupby(by, sort=False)
    ]
    html = f'<p class="caption">{escape(caption)}</p><div class="unfold">{"".join(groups)}</div>'
    return _shown(html, frame, name, caption, {by: by} | dict(columns))


def sheet(
    frame: pd.DataFrame, name: str, title: str, columns: Mapping[str, str], note: str
) -> Shown:
    """Show a table as a page to print and pin up: it explains itself, and prints on A4 alone.

    A report has at most one, in a cell tagged `sheet`. `title` says what the page answers; `note`
    says how to read it: which documents, of which dates, and what an empty cell means. Printing a
    whole report gives the sheet a page of its own; its link shows and prints the sheet alone.

    >>> frame = pd.DataFrame({"asked": ["rules"], "line": ["memo-1901, line 4"]})
    >>> print(sheet(frame, "asks", "What was asked?", {"asked": "Asked", "line": "Where"}, "n = 1"))
    What was asked?
    Asked             Where
    rules memo-1901, line 4
    n = 1
    """
    table = (
        '<div id="sheet"><p class="alone"><a href="#sheet">To print this page alone, '
        f"follow this link, then print</a></p><h3>{escape(title)}</h3>"
        f'{scrolling(_html(frame, columns), title)}<p class="caption">{escape(note)}</p></div>'
    )
    return _shown(table, frame, name, title, columns, note)


def _shown(
    html: str,
    frame: pd.DataFrame,
    name: str,
    title: str,
    columns: Mapping[str, str],
    note: str = "",
) -> Shown:
    shown = frame[list(columns)]
    plain = (
        f"{title}\n{shown.rename(columns=columns).to_string(index=False)}" + f"\n{note}".rstrip()
    )
    return Shown(html, plain, "table", {"name": name, "csv": csv_of(shown)})


def _html(frame: pd.DataFrame, columns: Mapping[str, str]) -> str:
    shown = frame[list(columns)]
    numeric = {column for column in shown if pd.api.types.is_numeric_dtype(shown[column])}
    head = "".join(_cell("th", heading, column in numeric) for column, heading in columns.items())
    body = "".join(
        "<tr>"
        + "".join(_cell("td", value, column in numeric) for column, value in row.items())
        + "</tr>"
        for row in shown.to_dict("records")
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(tag: str, value: object, numeric: bool) -> str:
    if tag == "th":
        return f'<th scope="col"{" class=n" if numeric else ""}>{escape(value)}</th>'
    if value is None or value != value:
        return f"<td{' class=n' if numeric else ''}>–</td>"
    if numeric:
        return f'<td class="n">{number(value)}</td>'
    # Long text needs room and a date or an id must not break, also on a phone.
    words = str(value)
    kind = "long" if len(words) > 50 else "whole" if " " not in words and len(words) < 20 else ""
    inner = value.html if isinstance(value, Linked) else isolated(words)
    return f"<td{f' class={kind}' if kind else ''}>{inner}</td>"
