"""The generated parts of the README: the table of answers, and its picture.

`python -m helpers.reports.readme` writes them from the committed findings and the built reports.
"""

import re
import sys

from helpers import sources
from helpers.reports import collection, publish

PICTURE = ("00_start_here", "chart-board.svg")  # report, file
_TABLE = re.compile(r"(<!-- answers -->\n).*?(<!-- /answers -->)", re.DOTALL)


def table() -> str:
    """Return the table question | answer | report, from the findings of the collection."""
    rows = ["| question | answer | report |", "|---|---|---|"]
    for name, report in collection.read().items():
        found = publish.finding(name)
        answer = f"{found['sentence']} *{found['caveat']}*" if found else "not built yet"
        number = name.partition("_")[0]
        notebook = sources.place(report.notebook)
        rows.append(
            f"| {collection.question(report.notebook)} | {answer} | [{number}]({notebook}) |"
        )
    return "\n".join(rows)


def with_table(readme: str) -> str:
    """Return a README with its table of answers made anew."""
    return _TABLE.sub(lambda match: match.group(1) + table() + "\n" + match.group(2), readme)


def main() -> int:
    """Write the generated parts; return the exit code."""
    path = sources.ROOT / "README.md"
    changed = sources.write_whole(path, with_table(path.read_text(encoding="utf-8")).encode())
    print(f"README.md: {'rewritten' if changed else 'unchanged'}")
    report, name = PICTURE
    try:
        drawing = (publish.OUTPUTS / report / name).read_bytes()
    except FileNotFoundError:
        print(f"{report} is not built: run make reports first", file=sys.stderr)
        return 2
    changed = sources.write_whole(sources.ROOT / "docs" / "picture.svg", drawing)
    print(f"docs/picture.svg: {'rewritten' if changed else 'unchanged'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
