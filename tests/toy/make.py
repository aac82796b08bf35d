"""Write the tables of the toy corpus: every place is looked up in the texts, none is typed.

`.venv/bin/python tests/toy/make.py` turns records.txt and the texts into catalogue.csv, coded/*.csv
and, by way of `python -m helpers.derived toy`, derived/segments.csv.
"""

import hashlib
import sys
from pathlib import Path

import pandas as pd

from helpers import derived, records, sources
from helpers.markup import csv_of

TOY = Path(__file__).parent
FIXED = {
    "quantities": {"qualifier": "exact"},
    "codings": {"coder": "reading-1"},
    "statements": {"speaks_for": "self", "stage": "none", "basis": "none"},
}


def read() -> dict[str, list[dict[str, str]]]:
    """Return the lines of records.txt by table; a line that begins with # opens one.

    A table may be opened again with other columns.
    """
    tables = {}
    for block in (TOY / "records.txt").read_text(encoding="utf-8").split("\n# ")[1:]:
        head, *lines = block.strip().split("\n")
        name, _, columns = head.partition(": ")
        rows = [[cell.strip() for cell in line.split("|")] for line in lines]
        rows = [dict(zip(columns.split(" | "), row, strict=True)) for row in rows]
        tables.setdefault(name, []).extend(rows)
    return tables


def catalogue(rows: list[dict[str, str]]) -> pd.DataFrame:
    """Return the catalogue, with the sizes and checksums of the texts."""
    for row in rows:
        content = (TOY / "texts" / row["file"]).read_bytes()
        text = content.decode("utf-8")
        row |= {"sha256": hashlib.sha256(content).hexdigest(), "rights": "invented here"}
        row |= {"n_bytes": len(content), "n_codepoints": len(text), "n_lines": text.count("\n") + 1}
        row |= {"date_precision": "day"}
    return pd.DataFrame(rows)[list(sources.Document.__dataclass_fields__)]


def located(row: dict[str, str]) -> dict:
    """Look up where the passage of a record stands, and return the record with its place.

    The part between ‹ and › is the place; in a statement it is the phrase, and the place is all.
    """
    doc = row.get("doc") or next(iter(row.values())).partition(".")[0]
    text = sources.text(doc, "toy")
    before, marked, after = row.pop("passage").replace("›", "‹").split("‹")
    whole = before + marked + after
    assert text.count(whole) == 1, f"{doc}: {whole!r} stands {text.count(whole)} times"
    start, end = text.index(whole), text.index(whole) + len(whole)
    if "statement" not in row:
        start, end = start + len(before), end - len(after)
    lines = [text.count("\n", 0, offset) + 1 for offset in (start, end)]
    place = {"doc": doc, "line_start": lines[0], "line_end": lines[1]}
    return row | place | {"char_start": start, "char_end": end, "phrase": marked, "printed": marked}


def addressees(statements: list[dict]) -> list[dict]:
    """Return who is asked, from cells such as `whole_sector; media with`."""
    return [
        {"statement": row["statement"], "addressee": code}
        | ({"role": "with"} if actor == "with" else {"role": "lead", "actor": actor})
        for row in statements
        if row.get("asked")
        for code, _, actor in (asked.partition(" ") for asked in row["asked"].split("; "))
    ]


def targets(codings: list[dict], statements: list[dict]) -> list[dict]:
    """Give every code to the paragraph of its passage, or to the statement that it names."""
    paragraphs = derived.segments("toy").query("kind == 'paragraph' and parent != ''")
    said = {row["statement"]: row for row in statements}
    place = ["doc", "line_start", "line_end", "char_start", "char_end", "phrase"]
    for row in codings:
        if "target" in row:
            row |= {column: said[row["target"]][column] for column in place}
            continue
        same = paragraphs[paragraphs["doc"] == row["doc"]].set_index("segment")
        [row["target"]] = same.index[same["char_start"].le(row["char_start"])][-1:]
    return codings


def main() -> int:
    """Write everything; return the exit code."""
    tables = read()
    sources.write_whole(TOY / "catalogue.csv", _csv(catalogue(tables.pop("catalogue"))))
    for table, rows in tables.items():
        tables[table] = [located(row) if "passage" in row else row for row in rows]
    tables["addressees"] = addressees(tables["statements"])
    for table in sorted(tables, key=lambda name: name == "codings"):
        rows = tables[table]
        if table == "codings":
            rows = targets(rows, tables["statements"])
        frame = pd.DataFrame([FIXED.get(table, {}) | row for row in rows])
        spec = records.TABLES[table]
        frame = frame.reindex(columns=list(spec.columns), fill_value="").sort_values(list(spec.key))
        sources.write_whole(TOY / spec.path, _csv(frame.fillna("")))
    return derived.main(["toy"])


def _csv(frame: pd.DataFrame) -> bytes:
    return csv_of(frame).encode()


if __name__ == "__main__":
    sys.exit(main())
