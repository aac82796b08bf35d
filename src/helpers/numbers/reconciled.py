"""Reconciliations become what they would change: the shares, and the ratios between their parts.

Grain: one row per reconciliation, the printed numbers first. All shares here are in percent. None
of the reconciliations is likelier than another; see `shares` and `repairs`.
"""

from itertools import combinations
from math import inf

import pandas as pd

from helpers import prose, sources
from helpers.columns import JOIN
from helpers.numbers import consistency, mending, repairs, shares
from helpers.numbers.intervals import stated


def mended(quantities: pd.DataFrame, found: pd.DataFrame, repair: int) -> pd.DataFrame:
    """What would the numbers be after reconciliation `repair` of `found`? 0 leaves them as printed.

    Takes the rows of `repairs.reconciliations`. Raises InputError where there are fewer.

    >>> from helpers import records
    >>> quantities = records.load("quantities", "toy")
    >>> found = repairs.reconciliations(records.load("relations", "toy"), quantities)
    >>> mended(quantities, found, 0).equals(quantities)
    True
    """
    if repair > len(found):
        raise sources.InputError(
            f"parameter repair: expected 0 (as printed) or the number of a reconciliation, 1 to "
            f"{len(found)}; found {repair}"
            if len(found)
            else f"parameter repair: expected 0, as nothing is to be reconciled; found {repair}"
        )
    return repairs.applied(quantities, found.iloc[repair - 1]) if repair else quantities


def parts(relations: pd.DataFrame, quantities: pd.DataFrame, share: str) -> pd.DataFrame:
    """Which printed shares belong to the parts of the group that a share is of?

    Looks for the relation of kind mixture that begins with the share. Returns one row per part:
    `quantity, population, low, high` (percent: the values behind the printed share).

    >>> from helpers import records
    >>> relations, quantities = (records.load(t, "toy") for t in ("relations", "quantities"))
    >>> parts(relations, quantities, "huang-study.n03")["population"].tolist()
    ['village clubs', 'abbey clubs']
    """
    known = quantities.set_index("quantity")
    members = relations.loc[relations["kind"] == "mixture", "members"].str.split(JOIN)
    ids = [part for whole, *several in members if whole == share for part in several]
    rows = [(part, known.loc[part, "population"], *stated(known.loc[part])) for part in ids]
    return pd.DataFrame(rows, columns=["quantity", "population", "low", "high"])


def ratios(found: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """How many times as large is the share of each part as that of a part before it?

    Takes the rows of `parts`. Returns bounds by pair, `inf` where a share may be nought.

    >>> rows = [("a", "old", 1.0, 1.0), ("b", "new", 2.0, 4.0)]
    >>> ratios(pd.DataFrame(rows, columns=["quantity", "population", "low", "high"]))
    {'new : old': (2.0, 4.0)}
    """
    return {
        f"{later.population} : {earlier.population}": (
            max(later.low, 0) / earlier.high,
            later.high / earlier.low if earlier.low > 0 else inf,
        )
        for earlier, later in combinations(list(found.itertuples()), 2)
    }


def under_each(
    found: pd.DataFrame, relations: pd.DataFrame, quantities: pd.DataFrame, share: str
) -> pd.DataFrame:
    """What becomes of a share, and of the ratios between its parts, under each reconciliation?

    Returns one row per case, the printed numbers first (`repair` 0): `repair, quantity, population,
    printed, needed` (what the number would have to be), `recomputed, low, high` (the share,
    percent), `implied_low, implied_high` (the total that the parts imply, missing where they do
    not), `n_broken` (relations that still cannot hold), and one column of bounds per pair of parts.

    >>> from helpers import records
    >>> relations, quantities = (records.load(t, "toy") for t in ("relations", "quantities"))
    >>> found = repairs.reconciliations(relations, quantities)
    >>> cases = under_each(found, relations, quantities, "huang-study.n03")
    >>> cases["recomputed"].unique().tolist(), spoken(cases["abbey clubs : village clubs"][0])
    ([0.5], '1.12 to 1.4')
    """
    columns = ["repair", "quantity", "population", "printed", "needed"]
    named = mending.described(found, quantities)[["repair", "quantity", "printed", "needed"]]
    groups = quantities.set_index("quantity")["population"]
    cases = named.assign(population=named["quantity"].map(groups))[columns].to_dict("records")
    rows = []
    for case in [dict(zip(columns, (0, "", "", "", ""), strict=True)), *cases]:
        changed = mended(quantities, found, case["repair"])
        [row] = shares.recompute(relations, changed).query("share == @share").to_dict("records")
        implied = shares.implied_totals(relations, changed)
        verdicts = consistency.check(relations, changed)["verdict"]
        rows.append(
            case
            | {column: row[column] for column in ("recomputed", "low", "high")}
            | {"implied_low": implied["low"].sum() if len(implied) else None}
            | {"implied_high": implied["high"].sum() if len(implied) else None}
            | {"n_broken": int((verdicts == "inconsistent").sum())}
            | ratios(parts(relations, changed, share))
        )
    return pd.DataFrame(rows)


def spoken(bounds: tuple[float, float]) -> str:
    """Write bounds as words.

    >>> spoken((1.1176, 1.4)), spoken((0.9047, float("inf"))), spoken((2.0, 2.0))
    ('1.12 to 1.4', '0.905 or more', '2')
    """
    low, high = (prose.number(end) if end < inf else "" for end in bounds)
    return f"{low} or more" if not high else low if low == high else f"{low} to {high}"
