"""Marks of two coders become the places where they differ, told one by one.

Grain: one row per unit and theme that one of two coders alone sees there.

Assumptions
1. Where a reading sees the theme, the place is the passage that it coded; where the word list does,
   it is the whole unit, as which word was hit is not held.
2. At the level of parents the first of the codes below the parent stands for it.

Known problems: that two coders differ does not say which of them is wrong.
"""

import pandas as pd

from helpers import prose
from helpers import vocabularies as v
from helpers.reading import lexicon
from helpers.voices.marking import WORDS

PLACE = ["line_start", "line_end", "char_start", "char_end"]
MISSED, FALSE = "missed", "false"


def between(units: pd.DataFrame, found: pd.DataFrame, standard: str, tested: str) -> pd.DataFrame:
    """Where do two coders differ? One row per unit and theme that one of them alone sees there.

    Returns `unit, theme, kind` (`missed`: the standard alone; `false`: the tested alone),
    `readings` (which see the theme there), `instead` (what the standard sees there, joined by
    "; ") and the columns of the unit.

    >>> units = pd.DataFrame({"unit": ["p1"], "doc": "d", "line_start": 3})
    >>> found = pd.DataFrame({"unit": "p1", "theme": ["ferry", "honey"], "coder": ["r", "w"]})
    >>> between(units, found, "r", "w")[["theme", "kind", "instead"]].values.tolist()
    [['ferry', 'missed', 'ferry'], ['honey', 'false', 'ferry']]
    """
    seen = found.groupby(["unit", "theme"])["coder"].agg(set)
    pairs = [
        (unit, theme, MISSED if standard in who else FALSE, sorted(who & set(v.CODERS)))
        for (unit, theme), who in seen.items()
        if (standard in who) != (tested in who)
    ]
    apart = pd.DataFrame(pairs, columns=["unit", "theme", "kind", "readings"])
    instead = found[found["coder"] == standard].groupby("unit")["theme"].agg("; ".join)
    apart["instead"] = [instead.get(unit, "") for unit in apart["unit"]]
    return apart.merge(units, on="unit")


def told(
    apart: pd.DataFrame,
    codings: pd.DataFrame,
    themes: pd.DataFrame,
    standard: str,
    tested: str,
) -> pd.DataFrame:
    """What does each difference look like? Adds `says` and the place where the one coder sees it.

    Takes what `between` returns. Those that every reading agrees on come first, then by page.

    >>> from helpers import records
    >>> from helpers.reading import transcripts
    >>> from helpers.voices import marking
    >>> units = marking.paragraphs(transcripts.first_version(records.load("segments", "toy")))
    >>> codings, themes = records.load("codings", "toy"), records.load("themes", "toy")
    >>> found = marking.marks(units, codings, records.load("hits", "toy"), "theme")
    >>> apart = between(units, found, "reading-1", "word list")
    >>> apart = told(apart, codings, themes, "reading-1", "word list")
    >>> apart.query("theme == 'people.young_keepers'")["says"].tolist()
    ['“taught our grandfathers to row”, without a word of the list, seen by both readings']
    """
    by = themes.set_index("theme")
    read = codings.assign(parent=codings["theme"].str.partition(".")[0]).to_dict("records")
    held = {}
    for row in read:
        for theme in (row["theme"], row["parent"]):
            held.setdefault((row["target"], theme, row["coder"]), row)
    rows = []
    for row in apart.to_dict("records"):
        coder = standard if row["kind"] == MISSED else tested
        coded = held.get((row["unit"], row["theme"], coder))
        if coded:
            row |= {column: coded[column] for column in PLACE}
        rows.append(row | {"says": _says(row, coder, {standard, tested} - {coder}, coded, by)})
    columns = [*apart.columns, "says"]
    table = pd.DataFrame(rows, columns=columns).assign(n=lambda f: f["readings"].map(len) % 2)
    order = ["theme", "kind", "n", "doc", "line_start", "char_start"]
    return table.sort_values(order, ignore_index=True).drop(columns="n")


def _says(row: dict, coder: str, lacking: set[str], coded: dict | None, by: pd.DataFrame) -> str:
    if coded:
        everybody = len(row["readings"]) == len(v.CODERS)
        seen = "both readings" if everybody else f"{coder} alone"
        without = ", without a word of the list" if WORDS in lacking else ""
        return f"“{coded['phrase']}”{without}, seen by {seen}"
    words = "a word of the list"
    seen = f"seen by {row['readings'][0]} too" if row["readings"] else "seen by no reading"
    if row["kind"] == MISSED:
        return f"{words}, {seen}"
    named = [by["name"][theme] for theme in filter(None, row["instead"].split("; "))]
    there = f"; {min(lacking)} sees {prose.listing(named)} there" if named else ""
    return f"{words}, {seen}{there}"


def unseen(found: pd.DataFrame) -> int:
    """In how many places does the word list see a theme that no reading sees there?

    >>> found = pd.DataFrame({"unit": "p1", "theme": ["x", "y", "y"]})
    >>> unseen(found.assign(coder=["word list", "word list", "reading-1"]))
    1
    """
    who = found.groupby(["unit", "theme"])["coder"].agg(set)
    return int(sum(WORDS in coders and not coders & set(v.CODERS) for coders in who))


def headed(themes: pd.DataFrame, lang: str = "en") -> dict[str, str]:
    """How is a theme shown with the words that the list has for it? Names by theme.

    >>> themes = {"theme": ["x"], "name": ["The boat"], "terms": ["en: boat*; zh: 船"]}
    >>> headed(pd.DataFrame(themes)), headed(pd.DataFrame(themes), "zh")
    ({'x': 'The boat (boat…)'}, {'x': 'The boat (船)'})
    """
    held = lexicon.terms(themes).query("lang == @lang")
    words = held["term"] + held["is_stem"].map({True: "…", False: ""})
    words = words.groupby(held["theme"]).agg(", ".join)
    return {
        row.theme: f"{row.name} ({words[row.theme]})" if row.theme in words else row.name
        for row in themes.set_index("theme", drop=False)[["theme", "name"]].itertuples(index=False)
    }
