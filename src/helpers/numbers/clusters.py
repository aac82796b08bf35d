"""Relations become what hangs together: numbers that they join, and contradictions of one root.

Method: connected components, found by union and find.
"""

import pandas as pd

from helpers.columns import JOIN


def of(relations: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Which numbers hang together? Return `quantity, n_relations, cluster`, one row per quantity.

    Numbers hang together where a relation with an expression joins them, directly or by way of
    others. Relations that need an outside fact
    join nothing. A number that no relation tests has cluster 0; the largest cluster is 1.

    >>> rows = [("q1; q2", "a = b", "inside"), ("q3; q2", "a < b", "inside"), ("q4", "", "inside")]
    >>> relations = pd.DataFrame(rows, columns=["members", "expression", "needs"])
    >>> of(relations, pd.DataFrame({"quantity": ["q1", "q3", "q4"]})).values.tolist()
    [['q1', 1, 1], ['q3', 1, 2], ['q4', 0, 0]]
    """
    joining = relations[(relations["expression"] != "") & (relations["needs"] != "outside")]
    ids = set(quantities["quantity"])
    groups = [[m for m in cell.split(JOIN) if m in ids] for cell in joining["members"]]
    numbers = _numbered(_joined(groups))
    tests = pd.Series([member for group in groups for member in set(group)]).value_counts()
    return pd.DataFrame(
        {
            "quantity": quantities["quantity"],
            "n_relations": quantities["quantity"].map(tests).fillna(0).astype(int),
            "cluster": quantities["quantity"].map(numbers).fillna(0).astype(int),
        }
    )


def knots(checked: pd.DataFrame) -> pd.DataFrame:
    """Which contradictions have one root? Return the inconsistent relations with `knot`.

    Two of them belong to one knot where they share a number. Knots are counted from 1, in the
    order of their first relation.

    >>> rows = [("r1", "q1; q2"), ("r2", "q3"), ("r3", "q2; q4")]
    >>> checked = pd.DataFrame(rows, columns=["relation", "members"]).assign(verdict="inconsistent")
    >>> knots(checked)["knot"].tolist()
    [1, 2, 1]
    """
    broken = checked[checked["verdict"] == "inconsistent"]
    members = [cell.split(JOIN) for cell in broken["members"]]
    roots = _joined(members)
    first = [roots[group[0]] for group in members]
    number = {root: place for place, root in enumerate(dict.fromkeys(first), start=1)}
    return broken.assign(knot=[number[root] for root in first])


def _joined(groups: list[list[str]]) -> dict[str, str]:
    """Map each member to one that stands for all that hang together with it (union and find)."""
    above: dict[str, str] = {}

    def root(member: str) -> str:
        while above.setdefault(member, member) != member:
            member = above[member]
        return member

    for group in groups:
        for member in group:
            above[root(member)] = root(group[0])
    return {member: root(member) for member in list(above)}


def _numbered(roots: dict[str, str]) -> dict[str, int]:
    """Number what hangs together, the largest first, then by the first member."""
    together: dict[str, list[str]] = {}
    for member, root in roots.items():
        together.setdefault(root, []).append(member)
    order = sorted(together.values(), key=lambda group: (-len(group), min(group)))
    return {member: place for place, group in enumerate(order, start=1) for member in group}
