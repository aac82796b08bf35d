"""Obstacles with and without help become a map: subject by subject, who lacks what, who is asked.

Grain: one row per subject, which is the theme of an obstacle. Takes what `gaps.link` and `gaps.ask`
return; the texts of the cells are ours.

Assumptions
1. A row of the map names one obstacle that no help answers, the one named last: of the latest
   document the first line.
2. Help of a row answers some other obstacle of the same subject, in the eyes of a reading.
3. Where a cell would hold more than `MOST` names or lines, it shows the first and counts the rest.

Known problem: subjects are of different width, so that a row with many obstacles need not be the
gravest.
"""

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from helpers import prose
from helpers.needs import gaps

MOST = 2
_DO = {
    "which fields to work in": "taking up this field",
    "how grants are made": "making grants in another way",
    "localisation": "adapting what works elsewhere",
}


def subjects(linked: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """How many obstacles of each subject have help? Most gaps first.

    `names` are the names of themes. Returns `theme, subject, n, n_gap, n_open` (one reading sees
    help), `n_answered` (both do), `n_near` (gaps with near help).

    >>> linked = pd.DataFrame({"theme": ["a", "a"], "n_readings": [0, 2], "near": ["h", ""]})
    >>> subjects(linked, pd.Series({"a": "Boats"}))[["subject", "n", "n_gap"]].values.tolist()
    [['Boats', 2, 1]]
    """
    flags = linked.assign(
        gap=linked["n_readings"] == 0,
        open=linked["n_readings"] == 1,
        answered=linked["n_readings"] == 2,
        close=(linked["n_readings"] == 0) & (linked["near"] != ""),
    )
    table = flags.groupby("theme").agg(
        n=("gap", "size"),
        n_gap=("gap", "sum"),
        n_open=("open", "sum"),
        n_answered=("answered", "sum"),
        n_near=("close", "sum"),
    )
    table = table.reset_index().assign(subject=lambda f: f["theme"].map(names))
    table = table.sort_values("subject", ignore_index=True)
    return table.sort_values(["n_gap", "n"], ascending=False, ignore_index=True, kind="stable")


def by_group(asked: pd.DataFrame) -> pd.DataFrame:
    """Whose obstacles are without help? One row per group that faces any, most gaps first.

    Returns `group` (in words), `n, n_gap` and, of the gaps, `n_near` (near help), `n_asked` (a
    request). An obstacle of two groups counts for both.

    >>> row = {"concerns": "startup_ngos", "n_readings": 0, "near": "", "asks": "r1"}
    >>> by_group(pd.DataFrame([row])).values.tolist()
    [['other Chinese NGOs, or all NGOs', 1, 1, 0, 1]]
    """
    rows = []
    for group, words in gaps.WORDS.items():
        part = asked[[group in gaps.whose(codes) for codes in asked["concerns"]]]
        gap = part[part["n_readings"] == 0]
        held = [int((gap[column] != "").sum()) for column in ("near", "asks")]
        rows.append([words, len(part), len(gap), *held])
    table = pd.DataFrame(rows, columns=["group", "n", "n_gap", "n_near", "n_asked"])
    table = table[table["n"] > 0]
    return table.sort_values("n_gap", ascending=False, ignore_index=True, kind="stable")


def by_document(
    asked: pd.DataFrame, requests: pd.DataFrame, help_: pd.DataFrame, docs: list[str]
) -> pd.DataFrame:
    """What does each document tell of? One row per document, with noughts where it tells nothing.

    Returns `doc, n, n_gap` (obstacles), `n_asks` (requests against them) and one count of
    statements per state of help.

    >>> asked = pd.DataFrame({"doc": ["a", "a"], "n_readings": [0, 2]})
    >>> help_ = pd.DataFrame({"doc": ["b"], "status": ["done"]})
    >>> by_document(asked, asked[:0], help_, ["a", "b"]).values.tolist()
    [['a', 2, 1, 0, 0], ['b', 0, 0, 0, 1]]
    """
    counts = {
        "n": asked["doc"],
        "n_gap": asked.loc[asked["n_readings"] == 0, "doc"],
        "n_asks": requests["doc"],
    }
    counts |= {name: part["doc"] for name, part in help_.groupby("status", sort=False)}
    table = {
        name: found.value_counts().reindex(docs, fill_value=0) for name, found in counts.items()
    }
    return pd.DataFrame(table).rename_axis("doc").reset_index()


def cells(asked: pd.DataFrame, help_: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Who is asked, and what help is there, for the obstacles of each subject?

    Returns rows of `label` (the subject), `column, n, mark`: obstacles without help (n obstacles,
    used), who is asked against them (n obstacles, named), and help in each state that answers an
    obstacle of the subject (n statements, named). Where nobody helps at all, or nobody is asked
    against what has no help, all cells of that kind are marked silent.

    >>> row = {"theme": "a", "n_readings": 0, "asks": "r1; r2", "asked": "the state", "help": ""}
    >>> help_ = pd.DataFrame({"statement": ["s9"], "status": ["done"]})
    >>> cells(pd.DataFrame([row]), help_, pd.Series({"a": "Boats"}))[["column", "mark"]].values
    array([['without help', 'used'],
           ['asked: the state', 'named'],
           ['help: done', 'silent']], dtype=object)
    """
    state, rows = help_.set_index("statement")["status"].to_dict(), []
    groups = [f"asked: {group}" for group in parts(asked["asked"])]
    states = [f"help: {name}" for name in dict.fromkeys(state.values())]
    for theme, part in asked.groupby("theme", sort=False):
        gap = part[part["n_readings"] == 0]
        who = Counter(f"asked: {group}" for cell in gap["asked"] for group in parts([cell]))
        helping = Counter(f"help: {state[name]}" for name in parts(part["help"]))
        rows.append((names[theme], "without help", len(gap), "used"))
        for found, columns in ((who, groups if len(gap) else []), (helping, states)):
            mark = "named" if found else "silent"
            rows += [(names[theme], c, found[c], mark) for c in columns if found[c] or not found]
    return pd.DataFrame(rows, columns=["label", "column", "n", "mark"])


def gap_map(
    asked: pd.DataFrame,
    help_: pd.DataFrame,
    statements: pd.DataFrame,
    names: pd.Series,
    dates: dict[str, str],
) -> pd.DataFrame:
    """What lacks help, who is asked for it, who helps near by, and what could a foundation do?

    One row per subject with a gap, most gaps first: `subject, n, n_gap, count` (in words),
    `obstacle` (the one named last, and where), `asked` (who, against how many gaps, and where),
    `offered` (who helps against another obstacle of the subject, and where), `near` (statements of
    near help), `could` (means asked for in a foundation's reach). What is empty is None.

    >>> from helpers import records
    >>> from helpers.needs import gaps, offers
    >>> tables = ("statements", "addressees", "themes", "matches")
    >>> told, asked, themes, links = (records.load(name, "toy") for name in tables)
    >>> help_ = offers.told(told, asked, records.names("actors", "toy"), ["done", "offered"])
    >>> found = gaps.ask(gaps.link(gaps.obstacles(told), help_, links), told, asked, themes, links)
    >>> names = records.names("themes", "toy")
    >>> gap_map(found, help_, told, names, {doc: doc for doc in told["doc"]})["asked"].iloc[0]
    'nobody in particular (1): forum-2020, line 27'
    """
    places = statements.set_index("statement")[["doc", "line_start"]]
    helper, rows = help_.set_index("statement")["helpers"].to_dict(), []
    for row in subjects(asked, names).query("n_gap > 0").to_dict("records"):
        part = asked[asked["theme"] == row["theme"]]
        gap = part[part["n_readings"] == 0]
        gap = gap.assign(date=gap["doc"].map(dates))
        order = ["date", "line_start", "char_start"]
        last = gap.sort_values(order, ascending=[False, True, True]).iloc[0]
        helping = parts(part["help"])
        groups = Counter(group for cell in gap["asked"] for group in parts([cell]))
        means = Counter(code for cell in gap["means"] for code in parts([cell]))
        who = ", ".join(f"{group} ({n})" for group, n in groups.most_common())
        by = list(dict.fromkeys(name for item in helping for name in helper[item]))
        rows.append(
            row
            | {
                "count": f"{row['subject']}: {row['n_gap']} of {row['n']}",
                "obstacle": f"{last['paraphrase']} ({where([last['statement']], places)})",
                "asked": f"{who}: {where(parts([last['asks']]) or parts(gap['asks']), places)}"
                if who
                else None,
                "offered": f"{_some(by)}: {where(helping, places)}" if by else None,
                "near": len(parts(gap["near"])),
                "could": ", ".join(_DO.get(do, do) for do, _ in means.most_common(3)) or None,
            }
        )
    columns = ["theme", "subject", "n", "n_gap", "count", "obstacle", "asked", "offered", "near"]
    return pd.DataFrame(rows, columns=[*columns, "could"])


def most_asked(means: pd.Series, most: int = 3) -> str:
    """Which means are asked for most, against how many obstacles? Say the first of them.

    >>> most_asked(pd.Series(["training; giving", "giving", ""]))
    'giving (2) and training (1)'
    """
    counts = Counter(code for cell in means for code in parts([cell]))
    return prose.listing([f"{code} ({n})" for code, n in counts.most_common(most)])


def where(ids: list[str], places: pd.DataFrame) -> str:
    """Say where records stand: by document, the first lines, and how many more there are.

    >>> places = pd.DataFrame({"doc": ["study"] * 3, "line_start": [4, 9, 9]}, list("abc"))
    >>> where(["a"], places), where(["a", "b", "c"], places)
    ('study, line 4', 'study, lines 4 and 9')
    """
    rows = places.loc[ids].drop_duplicates().sort_values(["doc", "line_start"])
    said = []
    for doc, part in rows.head(MOST).groupby("doc"):
        lines = [str(line) for line in part["line_start"]]
        said.append(f"{doc}, line{'s' * (len(lines) > 1)} {prose.listing(lines)}")
    rest = len(rows) - MOST
    return "; ".join(said) + (f" and {rest} more" if rest > 0 else "")


def _some(items: list[str]) -> str:
    """Join the first items and count the others."""
    shown, rest = items[:MOST], len(items) - MOST
    return prose.listing(shown) if rest <= 0 else f"{', '.join(shown)} and {rest} more"


def parts(joined: Iterable[str]) -> list[str]:
    """Which values stand in cells of joined values? Each once, in order.

    >>> parts(["b; a", "", "b"])
    ['a', 'b']
    """
    return sorted({item for cell in joined for item in str(cell).split("; ")} - {""})
