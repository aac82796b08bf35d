"""A printed order of fields becomes a frame, with what is printed beside it and said elsewhere.

Grain: one row per field of a survey question, in the printed order.

Assumptions
1. Statements of kind priority stand in the table as they do on the page; a field's name is what
   follows the colon of its paraphrase.
2. A share with the qualifier more_than or less_than, printed in the sentence that names the fields,
   is a threshold for all of them. A share whose `measures` names a field is that field's share.
3. Elsewhere a field is recognised by its theme, which is coarser than a name: farming stands with
   neglected groups.
"""

from collections.abc import Callable

import pandas as pd

from helpers import sources

_PLACE = ["doc", "line_start", "line_end", "char_start", "char_end"]
STANCES = {  # what a kind of statement does to a field; every other kind only speaks of it
    "called for": [
        "recommendation",
        "implied_recommendation",
        "reported_recommendation",
        "official_call",
        "strategy",
    ],
    "put first": ["priority"],
    "done, offered or planned": ["activity", "offer", "plan"],
    "said to be lacking": ["obstacle"],
}
SPOKEN_OF = "only spoken of"
OTHER = "Other fields, or several at once"


def ranking(statements: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Which fields does a survey put in which order, and what is printed beside them?

    Returns one row per field: `rank` (from 1), `field, theme`, `over` and `under` (percent: the
    threshold that its share is above or below), `printed` (its share as printed, or nothing),
    `threshold_id, share_id` (quantities), `statement` and its place. Raises NotApplicable where no
    document prints an order of fields with a threshold.

    >>> from helpers import records
    >>> ranked = ranking(records.load("statements", "toy"), records.load("quantities", "toy"))
    >>> ranked[["field", "over", "under", "printed"]].values.tolist()[1:4]
    [['honey', 60.0, nan, '66.7%'], ['bells', 60.0, nan, ''], ['hats', nan, 60.0, '']]
    """
    lines = quantities.query("kind == 'share' and qualifier in ['more_than', 'less_than']")
    given = quantities.query("kind == 'share' and qualifier not in ['more_than', 'less_than']")
    rows = []
    for field in statements.query("kind == 'priority'").to_dict("records"):
        inside = lines["char_start"].ge(field["char_start"]) & lines["char_end"].le(
            field["char_end"]
        )
        threshold = lines[inside & lines["doc"].eq(field["doc"])]
        if threshold.empty:
            continue
        name = field["paraphrase"].rpartition(": ")[2].rstrip(".")
        own = given[given["doc"].eq(field["doc"]) & given["measures"].map(_names(name))]
        line, above = float(threshold["value"].iloc[0]), threshold["qualifier"].iloc[0]
        rows.append(
            {"rank": len(rows) + 1, "field": name, "theme": field["theme"]}
            | {"over": line if above == "more_than" else None}
            | {"under": line if above == "less_than" else None}
            | {"printed": own["printed"].iloc[0] if len(own) else ""}
            | {"threshold_id": threshold["quantity"].iloc[0]}
            | {"share_id": own["quantity"].iloc[0] if len(own) else ""}
            | {"statement": field["statement"], **{column: field[column] for column in _PLACE}}
        )
    if not any(row["printed"] for row in rows):
        raise sources.NotApplicable(
            "no document prints an order of fields with a threshold and one percentage: statements "
            "of kind priority, a share with qualifier more_than or less_than in the same sentence, "
            "and a share whose measures names one of the fields"
        )
    return pd.DataFrame(rows).astype({"over": float, "under": float})


def _names(field: str) -> Callable[[str], bool]:
    return lambda measures: f" {field} " in f" {measures} "


def elsewhere(statements: pd.DataFrame, ranked: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """What do other documents say of fields, groups and places?

    Takes the statements under the theme that most ranked fields stand under, and those whose
    instrument is the choice of a field. Returns them with `named` (the theme in words),
    `stance` (called for, put first …), `abroad` (does it name work abroad?) and `ranked` (does the
    survey rank a field of this theme?).

    >>> from helpers import records
    >>> tables = [records.load(name, "toy") for name in ("statements", "quantities", "themes")]
    >>> found = elsewhere(tables[0], ranking(*tables[:2]), tables[2])
    >>> found.query("doc == 'forum-2020'")[["named", "stance"]].values.tolist()[0]
    ['Honey prices', 'called for']
    """
    branch = ranked["theme"].str.partition(".")[0].mode().iloc[0]
    others = statements[~statements["doc"].isin(ranked["doc"])]
    own = others["theme"].str.partition(".")[0].eq(branch)
    found = others[own | others["instrument"].eq("field_focus")]
    names = themes.set_index("theme")["name"]
    stance = {kind: what for what, kinds in STANCES.items() for kind in kinds}
    apart = found["theme"].str.startswith(f"{branch}.")
    return found.assign(
        named=found["theme"].map(names).where(apart, OTHER),
        stance=[stance.get(kind, SPOKEN_OF) for kind in found["kind"]],
        abroad=found["concerns"].str.contains("ngos_going_abroad") | found["form"].ne(""),
        ranked=found["theme"].isin(ranked["theme"]) & apart,
    )


def stances(found: pd.DataFrame) -> pd.DataFrame:
    """How often is each theme called for, put first, done or said to be lacking, and by how many?

    Takes the rows of `elsewhere`. Returns `named`, a column of counts per stance, `n` (all of
    them), `n_documents` and `n_abroad`; most documents first, what has no theme of its own last.

    >>> found = pd.DataFrame({"named": ["Sea"], "stance": ["put first"], "doc": ["a"]})
    >>> stances(found.assign(abroad=True))[["named", "put first", "n_abroad"]].values.tolist()
    [['Sea', 1, 1]]
    """
    columns = [*STANCES, SPOKEN_OF]
    table = pd.crosstab(found["named"], found["stance"]).reindex(columns=columns, fill_value=0)
    groups = found.groupby("named")
    table = table.assign(
        n=groups.size(), n_documents=groups["doc"].nunique(), n_abroad=groups["abroad"].sum()
    )
    table = table.rename_axis(columns=None).reset_index()
    last = table.assign(last=table["named"].ne(OTHER))
    order = last.sort_values(["last", "n_documents", "called for", "n"], ascending=False).index
    return table.loc[order].reset_index(drop=True)
