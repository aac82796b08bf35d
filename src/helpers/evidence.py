"""Records as evidence: where each stands, what it says, and the words themselves where installed.

A quotation has at most 25 words. Where the text is not installed the line takes its place; nothing
else differs. Computes nothing.
"""

import re

import pandas as pd

from helpers import records as all_records
from helpers import sources
from helpers.markup import Shown, csv_of, escape, isolated, scrolling
from helpers.text import shorten

MOST_WORDS = 25
_LOCATOR = ["doc", "line_start", "line_end", "char_start", "char_end"]


def place(record: pd.Series) -> str:
    """Say where a record stands.

    >>> place(pd.Series({"doc": "huang-study", "line_start": 31, "line_end": 31}))
    'line 31 of huang-study'
    """
    first, last = int(record["line_start"]), int(record["line_end"])
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    return f"{lines} of {record['doc']}"


def quotation(record: pd.Series, corpus: str) -> str | None:
    """Return the words of a record, at most 25, or None where the text is not installed.

    A record of less than six words (a number, say) is quoted with the words around it in its line.

    >>> from helpers import records
    >>> quotation(records.find("huang-study.n18", "toy")[1], "toy")
    'We close with three requests.'
    """
    text = sources.text(record["doc"], corpus)
    if text is None:
        return None
    start, end = int(record["char_start"]), int(record["char_end"])
    words = text[start:end].split()
    if len(words) > 5:
        return shorten(text[start:end], MOST_WORDS)
    first, last = text.rfind("\n", 0, start) + 1, (text + "\n").index("\n", end)
    runs = [run.span() for run in re.compile(r"\S+").finditer(text, first, last)]
    end = max(end, start + 1)
    inside = [n for n, (left, right) in enumerate(runs) if left < end and right > start]
    if not inside:
        return ""
    around = (MOST_WORDS - len(inside)) // 2
    kept = runs[max(0, inside[0] - around) : inside[-1] + around + 1]
    cut = ["… " if kept[0] != runs[0] else "", " …" if kept[-1] != runs[-1] else ""]
    return f"{cut[0]}{' '.join(text[kept[0][0] : kept[-1][1]].split())}{cut[1]}"


def show(record: str, corpus: str = "seeds") -> Shown:
    """What is known of one record? Show its place, what it says, its codes and its readings.

    `record` is an id, such as `huang-study.n011`. Where the text is installed its words stand
    beside, at most 25. For exploring; a report shows its evidence with `listed` or `unfold`.

    >>> print(show("huang-study.s01", "toy"))  # doctest: +ELLIPSIS
    huang-study.s01, recommendation or other statement: one actor asked to do one thing
    place: line ... of huang-study
    ...
    """
    table, found = all_records.find(record, corpus)
    spec = all_records.TABLES[table]
    facts = [("place", place(found))] if "doc" in found and "line_start" in found else []
    facts += [
        (spec.columns[column].description, str(value))
        for column, value in found.items()
        if value != "" and column not in (*spec.key, *_LOCATOR)
    ]
    facts += _said_by_others(record, corpus)
    words = quotation(found, corpus) if "char_start" in found else None
    rows = "".join(
        f'<tr><th scope="row">{escape(what)}</th><td>{isolated(value)}</td></tr>'
        for what, value in facts
    )
    quoted = f'<q class="quotation">{isolated(words)}</q>' if words else ""
    title = f"{record}, {spec.row}"
    card = scrolling(f"<table>{rows}</table>", title)
    html = f"<p><strong>{escape(title)}</strong></p>{quoted}{card}"
    lines = [title, *(f"{what}: {value}" for what, value in facts), *([words] if words else [])]
    return Shown(html, "\n".join(lines))


def _said_by_others(record: str, corpus: str) -> list[tuple[str, str]]:
    """Collect what other tables say of a record: addressees, codes and matches by reading."""
    facts, tables = [], all_records.held(corpus)
    for table, column, value in (
        ("addressees", "statement", "addressee"),
        ("codings", "target", "theme"),
        ("matches", "left", "right"),
        ("matches", "right", "left"),
    ):
        frame = tables.get(table, pd.DataFrame({column: []}))
        for row in frame[frame[column] == record].to_dict("records"):
            who = row.get("coder", row.get("role", ""))
            how = row.get("relation", row.get("confidence", row.get("actor", "")))
            facts.append((f"{table}, {who}", " ".join(filter(None, [row[value], how]))))
    return facts


def listed(
    records: pd.DataFrame, name: str, caption: str, corpus: str, says: str, key: str
) -> Shown:
    """Show records as evidence and publish them, without quotations, as `table-<name>.csv`.

    Each record has its id in column `key`, what it says in our words in column `says`, and a
    locator. A column `against`, if there, marks records that speak against the finding.

    >>> from helpers import records
    >>> asked = records.load("statements", "toy").query("statement == 'huang-study.s05'")
    >>> print(listed(asked, "evidence", "Behind it", "toy", "paraphrase", "statement"))
    Behind it
    The toll on hives should come down. (line 17 of huang-study)
    """
    html = (
        f'<div class="evidence"><p class="caption">{escape(caption)}</p>'
        f"{_list(records, corpus, says, key)}</div>"
    )
    plain = "\n".join(f"{record[says]} ({place(record)})" for _, record in records.iterrows())
    return Shown(html, f"{caption}\n{plain}", "table", _data(records, name, says, key))


def unfold(
    groups: dict[str, pd.DataFrame], name: str, caption: str, corpus: str, says: str, key: str
) -> Shown:
    """Show groups of records as headings with counts that unfold into their evidence.

    Publishes all of them as one `table-<name>.csv` with a column `group`.

    >>> from helpers import records
    >>> asked = records.load("statements", "toy").query("kind == 'reported_recommendation'")
    >>> asked = dict(list(asked.groupby("doc")))
    >>> print(unfold(asked, "requests", "By document", "toy", "paraphrase", "statement"))
    By document
    forum-2020: 2
    """
    parts = [
        f'<details><summary>{escape(heading)} <span class="count">{len(records)}</span></summary>'
        f"{_list(records, corpus, says, key)}</details>"
        for heading, records in groups.items()
    ]
    html = (
        f'<div class="evidence unfold"><p class="caption">{escape(caption)}</p>'
        f"{''.join(parts)}</div>"
    )
    plain = "\n".join(f"{heading}: {len(records)}" for heading, records in groups.items())
    everything = [records.assign(group=heading) for heading, records in groups.items()]
    table = pd.concat(everything) if everything else pd.DataFrame()
    return Shown(html, f"{caption}\n{plain}", "table", _data(table, name, says, key))


def tree(
    parents: dict[str, dict[str, pd.DataFrame]],
    name: str,
    caption: str,
    corpus: str,
    says: str,
    key: str,
) -> Shown:
    """Show groups that unfold into groups, with counts, which unfold into their evidence.

    `parents` maps a heading to the headings below it and their records. The count is of records,
    each once. Publishes all of them as one `table-<name>.csv` with columns `branch` and
    `group`.

    >>> from helpers import records
    >>> asked = records.load("statements", "toy").query("kind == 'reported_recommendation'")
    >>> asked = {"wishes": {"heard": asked, "heard again": asked}}
    >>> print(tree(asked, "requests", "By kind", "toy", "paraphrase", "statement"))
    By kind
    wishes: 2
      heard: 2
      heard again: 2
    """
    parts, plain, everything = [], [caption], []
    for parent, groups in parents.items():
        tables = [records.assign(branch=parent, group=group) for group, records in groups.items()]
        everything += tables
        n = pd.concat(tables)[key].nunique()
        inner = "".join(
            f'<li><details><summary>{escape(group)} <span class="count">{len(records)}</span>'
            f"</summary>{_list(records, corpus, says, key)}</details></li>"
            for group, records in groups.items()
        )
        parts.append(
            f'<details><summary>{escape(parent)} <span class="count">{n}</span></summary>'
            f"<ul>{inner}</ul></details>"
        )
        plain.append(f"{parent}: {n}")
        plain += [f"  {group}: {len(records)}" for group, records in groups.items()]
    html = (
        f'<div class="evidence unfold"><p class="caption">{escape(caption)}</p>'
        f"{''.join(parts)}</div>"
    )
    table = pd.concat(everything) if everything else pd.DataFrame()
    return Shown(html, "\n".join(plain), "table", _data(table, name, says, key))


def matrix(
    records: pd.DataFrame,
    name: str,
    caption: str,
    corpus: str,
    says: str,
    key: str,
    marks: dict[str, dict[str, str]],
) -> Shown:
    """Show a table of rows × columns whose cells lead to their evidence, which unfolds below it.

    `marks` maps the heading of a row to the headings of all columns and what the cell shows (empty
    for an empty cell); records have their headings in `row` and `column`. Publishes all of them as
    `table-<name>.csv`, with the row as `branch` and the column as `group`.

    >>> from helpers import records
    >>> asked = records.load("statements", "toy").query("statement == 'huang-study.s05'")
    >>> asked = asked.assign(row="ferry", column="Rosa")
    >>> marks = {"ferry": {"Rosa": "1", "Bo": ""}}
    >>> print(matrix(asked, "who", "Who says it", "toy", "paraphrase", "statement", marks))
    Who says it
    ferry: Rosa 1
    """
    columns = list(next(iter(marks.values()), {}))
    head = "<td></td>" + "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body, below, plain = [], [], [caption]
    for number, (row, cells) in enumerate(marks.items(), start=1):
        ids = {column: f"{name}-{number}-{place_}" for place_, column in enumerate(columns, 1)}
        inside = records[records["row"] == row]
        full = {column: inside[inside["column"] == column] for column in columns}
        linked = "".join(
            f'<td><a href="#{ids[column]}">{escape(cells[column])}</a></td>'
            if len(full[column])
            else f"<td>{escape(cells[column])}</td>"
            for column in columns
        )
        body.append(f'<tr><th scope="row">{escape(row)}</th>{linked}</tr>')
        below.append(
            f'<details><summary>{escape(row)} <span class="count">{len(inside)}</span></summary>'
            + "".join(
                f'<div id="{ids[column]}">{_list(full[column], corpus, says, key)}</div>'
                for column in columns
                if len(full[column])
            )
            + "</details>"
        )
        plain.append(f"{row}: " + ", ".join(f"{c} {m}" for c, m in cells.items() if m))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    html = (
        f'<div class="evidence unfold"><p class="caption">{escape(caption)}</p>'
        f"{scrolling(table, caption)}{''.join(below)}</div>"
    )
    data = _data(records.assign(branch=records["row"], group=records["column"]), name, says, key)
    return Shown(html, "\n".join(plain), "table", data)


def _list(records: pd.DataFrame, corpus: str, says: str, key: str) -> str:
    items = []
    for _, record in records.iterrows():
        where, words = place(record), quotation(record, corpus)
        against = bool(record.get("against", False))
        quoted = (
            f'<q class="quotation">{isolated(words)}</q>'
            if words is not None
            else f'<span class="quotation">{escape(where)}; text not installed</span>'
        )
        items.append(
            f"<li{' class=against' if against else ''}>"
            f'<span class="says">{isolated(record[says])}</span> {quoted} '
            f'<span class="where">{escape(where)} · {escape(record[key])}'
            f"{' · speaks against' if against else ''}</span></li>"
        )
    return f"<ol>{''.join(items)}</ol>"


def _data(records: pd.DataFrame, name: str, says: str, key: str) -> dict[str, str]:
    named = ("branch", "group", key, says, "against", *_LOCATOR)
    columns = [column for column in named if column in records]
    return {"name": name, "csv": csv_of(records[columns])}
