"""Printed shares become recomputed ones: how much of a group is counted, and how precisely.

Grain: one row per printed share whose two counts are printed too. All shares here are in percent.
The counts come from registers: they are complete, so they have rounding bounds and differences of
definition, and no sampling error.

Assumptions
1. Those of `intervals`, which says what a printed number stands for.
2. Of a number that is a range, the middle stands for it, with the range as its bounds.
3. Two numbers claim to count the same thing where measure and group are the same in our words.
"""

from math import inf

import pandas as pd

from helpers import stats
from helpers.columns import JOIN
from helpers.numbers.intervals import stated

SPANS = {  # what a range allows for, by kind of uncertainty
    "rounding": "if {total:,} is rounded to thousands",
    "definition": "if one group is counted as the other source counts it",
    "binomial": "if the register were a random sample, which it is not",
}


def material(
    quantities: pd.DataFrame, relations: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Which numbers and relations belong to documents that print a share with count and total?

    Returns the quantities and the relations of these documents; what compares documents is left
    out.

    >>> from helpers import records
    >>> numbers, relations = records.load("quantities"), records.load("relations")
    >>> sorted(set(material(numbers, relations)[0]["doc"]))
    ['huang-study']
    """
    docs = set(recompute(relations, quantities)["doc"])
    own = relations["relation"].str.rpartition(".")[0].isin(docs)
    return quantities[quantities["doc"].isin(docs)], relations[own]


def recompute(relations: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Which shares can be recomputed from their own counts, and do they agree?

    Takes the relations of kind ratio that have a printed share, its count and its total. Returns
    one row per share: `population, counted_by, as_of, count, total, printed` (percent, as number),
    `printed_as`, `recomputed, low, high` (percent, bounds from rounded totals), `agrees` (the
    recomputed interval meets the printed one), `share, count_id, total_id` (quantities), and the
    share's place.

    >>> from helpers import records
    >>> shares = recompute(records.load("relations", "toy"), records.load("quantities", "toy"))
    >>> shares[["population", "count", "total", "recomputed"]].values.tolist()[0]
    ['all clubs', 60, 12000, 0.5]
    """
    known = quantities.set_index("quantity")
    rows = []
    for relation in relations.query(
        "kind == 'ratio' and expression == 'a = 100 * b / c'"
    ).itertuples():
        share, count, total = (known.loc[member] for member in relation.members.split("; "))
        (count_low, count_high), (total_low, total_high), (low, high) = (
            stated(part) for part in (count, total, share)
        )
        bounds = 100 * count_low / total_high, 100 * count_high / total_low
        rows.append(
            {
                "population": share["population"],
                "counted_by": share["counted_by"],
                "as_of": share["as_of"],
                "count": round(_middle(count)),
                "total": round(_middle(total)),
                "printed": _middle(share),
                "printed_as": share["printed"],
                "recomputed": 100 * _middle(count) / _middle(total),
                "low": bounds[0],
                "high": bounds[1],
                "agrees": bounds[0] <= high and low <= bounds[1],
                "share": share.name,
                "count_id": count.name,
                "total_id": total.name,
                **share[["doc", "line_start", "line_end", "char_start", "char_end"]],
            }
        )
    return pd.DataFrame(rows)


def _middle(quantity: pd.Series) -> float:
    """Return the value of a quantity, of a range its middle."""
    ends = [float(quantity[end]) for end in ("value", "value_max") if quantity[end]]
    return sum(ends) / len(ends)


def unbacked(quantities: pd.DataFrame, shares: pd.DataFrame, like: str) -> pd.DataFrame:
    """Which printed shares measure what the share `like` does, but cannot be recomputed?

    >>> from helpers import records
    >>> quantities = records.load("quantities", "toy")
    >>> shares = recompute(records.load("relations", "toy"), quantities)
    >>> list(unbacked(quantities, shares, "huang-study.n03")["printed"])
    ['0.8%', '1.0%']
    """
    measures = quantities.set_index("quantity").loc[like, "measures"]
    printed = quantities[(quantities["kind"] == "share") & (quantities["measures"] == measures)]
    return printed[~printed["quantity"].isin(shares["share"])]


def implied_totals(relations: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Which totals would a printed count and a printed share imply, where no total is printed?

    Returns `share, count` (quantities) and `low, high` (the smallest and the largest such total),
    one row per relation of the form a = 100 * b / n.

    >>> from helpers import records
    >>> totals = implied_totals(records.load("relations", "toy"), records.load("quantities", "toy"))
    >>> totals[["low", "high"]].round().values.tolist()
    [[5882.0, 6667.0], [952.0, 1053.0]]
    """
    known, rows = quantities.set_index("quantity"), []
    for members in relations.query("expression == 'a = 100 * b / n'")["members"].str.split("; "):
        share, count = (known.loc[member] for member in members)
        low, high = stated(share)
        n = _middle(count)
        rows.append(
            {
                "share": share.name,
                "count": count.name,
                "low": 100 * n / high,
                "high": 100 * n / low if low > 0 else inf,
            }
        )
    return pd.DataFrame(rows, columns=["share", "count", "low", "high"])


def rivals(quantities: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Where do two sources give a number of one kind (share or count) for the same group?

    Returns one row per pair: `measures, population, left, right` (quantities), `left_by, right_by,
    left_as_of, right_as_of, left_value, right_value` (in the unit of the kind) and `factor` (larger
    over smaller). Dates and definitions differ with the sources: the factor is no growth.

    >>> from helpers import records
    >>> pairs = rivals(records.load("quantities", "toy"), "share")
    >>> pairs[["population", "left_value", "right_value", "factor"]].values.tolist()
    [['abbey clubs', 1.0, 2.5, 2.5]]
    """
    numbers = quantities.query("kind == @kind and counted_by != ''")
    pairs = numbers.merge(numbers, on=["measures", "population"], suffixes=("_l", "_r"))
    pairs = pairs.query("quantity_l < quantity_r and counted_by_l != counted_by_r")
    left, right = pairs["value_l"].astype(float), pairs["value_r"].astype(float)
    return pd.DataFrame(
        {
            "measures": pairs["measures"],
            "population": pairs["population"],
            "left": pairs["quantity_l"],
            "right": pairs["quantity_r"],
            "left_by": pairs["counted_by_l"],
            "right_by": pairs["counted_by_r"],
            "left_as_of": pairs["as_of_l"],
            "right_as_of": pairs["as_of_r"],
            "left_value": left,
            "right_value": right,
            "factor": right.where(right > left, left) / left.where(right > left, right),
        }
    ).reset_index(drop=True)


def same_thing(quantities: pd.DataFrame) -> pd.DataFrame:
    """Which counts and shares do two sources give for one group? Counts first, as in `rivals`.

    >>> from helpers import records
    >>> same_thing(records.load("quantities", "toy"))["factor"].tolist()[:1]
    [2.0]
    """
    return pd.concat([rivals(quantities, kind) for kind in ("count", "share")], ignore_index=True)


def substituted(
    shares: pd.DataFrame, relations: pd.DataFrame, quantities: pd.DataFrame
) -> pd.DataFrame:
    """What if one part of a counted whole were counted as a rival source counts it?

    Looks for a whole that is printed as a sum of parts, one of which has a rival count. Returns one
    row per share and replaced part: `share, part` (quantities), `population` of the part, `by` (the
    rival source), `count` and `recomputed` (percent).

    >>> from helpers import records
    >>> relations, quantities = (records.load(t, "toy") for t in ("relations", "quantities"))
    >>> swapped = substituted(recompute(relations, quantities), relations, quantities)
    >>> swapped[["population", "by", "count"]].values.tolist()
    [['abbey clubs', 'guild-of-abbots', 70]]
    """
    values = quantities.set_index("quantity")["value"]
    plain = relations["expression"].str.fullmatch(r"a = b( \+ [a-z])+")
    sums = relations[(relations["kind"] == "sum") & plain]["members"].str.split("; ")
    rows = []
    for rival in rivals(quantities, "count").itertuples():
        for whole, *parts in sums:
            for part, other, by in (
                (rival.left, rival.right, rival.right_by),
                (rival.right, rival.left, rival.left_by),
            ):
                for share in (
                    shares.query("count_id == @whole").itertuples() if part in parts else ()
                ):
                    count = float(values[whole]) - float(values[part]) + float(values[other])
                    rows.append(
                        {
                            "share": share.share,
                            "part": part,
                            "population": rival.population,
                            "by": by,
                            "count": int(count),
                            "recomputed": 100 * count / share.total,
                        }
                    )
    return pd.DataFrame(rows, columns=["share", "part", "population", "by", "count", "recomputed"])


def uncertain(
    shares: pd.DataFrame, relations: pd.DataFrame, quantities: pd.DataFrame, uncertainty: str
) -> pd.DataFrame:
    """Between which values does each share lie, for one kind of uncertainty?

    Returns the shares with new `low, high` (percent) and `spans` (what they allow for, in words).
    `rounding` keeps the bounds of the printed numbers; `definition` spans what rival sources print
    for the group or for a part of it, where there are any; `binomial` pretends that the register
    were a random sample, as a contrast.

    >>> from helpers import records
    >>> relations, quantities = (records.load(t, "toy") for t in ("relations", "quantities"))
    >>> shares = recompute(relations, quantities)
    >>> uncertain(shares, relations, quantities, "definition")["low"].round(2).tolist()
    [0.48, 1.0, 4.0]
    """
    printed, replaced = rivals(quantities, "share"), substituted(shares, relations, quantities)
    lows, highs = [], []
    for share in shares.rename(columns={"count": "n"}).itertuples():
        ends = [share.low, share.high]
        if uncertainty == "binomial":
            ends = [100 * bound for bound in stats.binomial_interval(share.n, share.total)]
        if uncertainty == "definition":
            pairs = printed[(printed["left"] == share.share) | (printed["right"] == share.share)]
            ends += [*pairs["left_value"], *pairs["right_value"]]
            ends += list(replaced.loc[replaced["share"] == share.share, "recomputed"])
        lows.append(min(ends))
        highs.append(max(ends))
    spans = [SPANS[uncertainty].format(total=total) for total in shares["total"]]
    return shares.assign(low=lows, high=highs, spans=spans)


def context(
    relations: pd.DataFrame,
    quantities: pd.DataFrame,
    exclusions: pd.DataFrame,
    statements: pd.DataFrame,
    count: str,
) -> pd.DataFrame:
    """What do other documents say that a reading set beside a count? It is never mixed in.

    Follows the relations between documents that name the count. Returns one row per record of
    another document, a quantity or an exclusion: `record, printed, says` (the statement in whose
    words it stands, else nothing), `note` (how it differs from the count) and its place.

    >>> from helpers import records
    >>> names = ("relations", "quantities", "exclusions", "statements")
    >>> beside = context(*(records.load(name) for name in names), "huang-study.n011")
    >>> beside["record"].tolist()[0]
    'newsletter-2022.n019'
    """
    place = ["doc", "line_start", "line_end", "char_start", "char_end"]
    numbers = quantities.rename(columns={"quantity": "record"})[["record", "printed", *place]]
    others = exclusions.rename(columns={"exclusion": "record", "what": "printed"})
    known = pd.concat([numbers, others[["record", "printed", *place]]]).set_index("record")
    rows = []
    for relation in relations.itertuples():
        members = relation.members.split(JOIN)
        for record in members if count in members else []:
            if record in known.index and known.loc[record, "doc"] != known.loc[count, "doc"]:
                about = {"record": record, "says": _said(statements, known.loc[record])}
                rows.append(about | known.loc[record].to_dict() | {"note": relation.note})
    frame = pd.DataFrame(rows, columns=["record", "printed", "says", "note", *place])
    return frame.sort_values("record", kind="stable").drop_duplicates("record", ignore_index=True)


def _said(statements: pd.DataFrame, record: pd.Series) -> str:
    """Return what a record is part of, in our words: the statement around it that names it."""
    around = statements[
        (statements["doc"] == record["doc"])
        & (statements["char_start"] <= record["char_start"])
        & (statements["char_end"] >= record["char_end"])
    ]
    named = around["phrase"].str.contains(record["printed"], regex=False)
    first = [*around.loc[named, "paraphrase"], *around["paraphrase"]]
    return first[0] if first else ""
