"""Lists of strengths, weaknesses, opportunities and challenges become checked entries.

Grain: an *entry* is a statement that our paraphrase opens with `SWOT, side, role:`; a *sum* is one
that weighs entries against each other and opens with `SWOT, side:`.

Assumptions
1. Strengths and weaknesses lie inside an organisation; opportunities and challenges (or threats)
   lie outside. The first and the third help, so they are claims; the others hinder, so they are
   obstacles.
2. By theme, what is about the organisation, its staff or its knowledge lies inside; the state, the
   world and public attitudes lie outside; money and relations may be either.

Known problem: an entry is often the name of an area and no sentence. In which way it helps or
hinders is then not said, and its theme is that of the area.
"""

import re

import pandas as pd

_ROLES = {  # role → (side, kind)
    "strength": ("internal", "claim"),
    "weakness": ("internal", "obstacle"),
    "opportunity": ("external", "claim"),
    "challenge": ("external", "obstacle"),
    "threat": ("external", "obstacle"),
}
_PLURALS = {"strengths": "strength", "weaknesses": "weakness", "opportunities": "opportunity"} | {
    "challenges": "challenge",
    "threats": "threat",
}


def is_inside(theme: str) -> bool | None:
    """Does a theme lie inside an organisation? True, False, or None where it may be either.

    >>> is_inside("people.staff"), is_inside("state.law_policy"), is_inside("money")
    (True, False, None)
    """
    parent = theme.partition(".")[0]
    if parent in ("organisation", "knowledge") or theme == "people.staff":
        return True
    return False if parent in ("state", "world") or theme == "people.public_attitude" else None


def entries(statements: pd.DataFrame) -> pd.DataFrame:
    """Does each entry of a list of strengths and so on keep to its form? Return the entries.

    Adds `what, side, role, side_fits, place_fits` (by theme; None where it cannot be told) and
    `kind_fits`.

    >>> row = {"paraphrase": "SWOT, external, weakness: staff.", "theme": "people.staff"}
    >>> fits = ["side_fits", "place_fits", "kind_fits"]
    >>> entries(pd.DataFrame([row | {"kind": "claim"}]))[fits].values.tolist()
    [[False, True, False]]
    """
    parts = statements["paraphrase"].str.extract(r"^SWOT, (\w+), (\w+): (.+?)\.?$")
    parts.columns = ["side", "role", "what"]
    listed = statements.join(parts).dropna(subset="role").reset_index(drop=True)
    rows = []
    for entry in listed.itertuples():
        side, kind = _ROLES[entry.role]
        inside = is_inside(entry.theme)
        place = None if inside is None else inside == (side == "internal")
        rows.append([entry.side == side, place, entry.kind == kind])
    fits = pd.DataFrame(rows, columns=["side_fits", "place_fits", "kind_fits"], dtype=object)
    return listed.join(fits)


def audit(listed: pd.DataFrame) -> pd.DataFrame:
    """How many entries are there, and how many break the form? Takes `entries`; one row.

    Returns `n`, `n` of each role, `n_wrong_side, n_wrong_place, n_unsure` (the place cannot be
    told), `n_wrong_kind`, and `both`: the parents of themes that stand among the opportunities and
    among the challenges (or threats).

    >>> row = {"role": "weakness", "theme": "money", "side_fits": True, "place_fits": None}
    >>> audit(pd.DataFrame([row | {"kind_fits": True}]))[["weakness", "n_unsure"]].values.tolist()
    [[1, 1]]
    """
    roles = listed["role"].replace("threat", "challenge")
    parents = listed["theme"].str.replace(r"\..*", "", regex=True)
    good, bad = (set(parents[roles.isin([role])]) for role in ("opportunity", "challenge"))
    wrong = {
        f"n_wrong_{what}": int((listed[f"{what}_fits"].eq(False)).sum())
        for what in ("side", "place", "kind")
    }
    counts = {role: int((roles == role).sum()) for role in _ROLES if role != "threat"}
    row = {"n": len(listed)} | counts | wrong | {"n_unsure": int(listed["place_fits"].isna().sum())}
    return pd.DataFrame([row | {"both": sorted(good & bad)}])


def misplaced(statements: pd.DataFrame) -> pd.DataFrame:
    """Which sums of such lists use a word of the other side? Adds `word` and `where` they lie.

    >>> said = {"paraphrase": ["SWOT, external: strengths outweigh challenges."]}
    >>> misplaced(pd.DataFrame(said))["word"].tolist()
    ['strengths']
    """
    sides = statements["paraphrase"].str.extract(r"^SWOT, (\w+):")[0]
    rows = []
    for place, side in sides.dropna().items():
        where = "inside" if side == "internal" else "outside"
        for word in re.findall(r"[a-z]+", statements["paraphrase"][place]):
            if word in _PLURALS and _ROLES[_PLURALS[word]][0] != side:
                rows.append(statements.loc[place].to_dict() | {"word": word, "where": where})
    return pd.DataFrame(rows, columns=[*statements.columns, "word", "where"])
