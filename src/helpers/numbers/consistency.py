"""Relations between printed quantities become verdicts: can they all be true at once?

Grain: one row per relation. An expression can hold if some values behind the printed numbers
satisfy it; which values these are, and how a wording widens them, says `intervals`.

Assumptions
1. A verdict rests on what the documents print, calendar arithmetic aside. A relation that needs
   another fact, or compares sources, dates or definitions that differ (`needs` outside), is never
   called consistent or inconsistent.
2. A relation without an expression is a matter of wording, name or role. A reading settled it, or
   did not; the last sentence of its note says so in one of three forms (`SETTLED`).
3. Where a note holds a sentence that begins with "Only if", the relation must hold only if that is
   granted; what follows is its `premise`, and a verdict is never shown without it.
4. A promised list or its marks that do not come out right, with text missing between their first
   line and the line after their last one (`unread`), are damage of the print: a reading artefact.

Known problems: beside a gap, damage cannot be told from a contradiction; such relations are listed
apart so that a reader can look. Relations are checked one by one: numbers that fit each relation
may still not fit all of them together.
"""

import re
from random import Random

import pandas as pd

from helpers.columns import JOIN
from helpers.numbers.granularity import is_granular
from helpers.numbers.intervals import (
    Interval,
    gap,
    interval,
    possible,
    rounded_to,
    spelled,
    stated,
)

__all__ = ["interval", "possible", "spelled"]  # of intervals, under the name of their users

LETTERS = "abcdefghijklm"
VERDICTS = ["consistent", "inconsistent", "underdetermined", "reading artefact"]
SETTLED = {"They agree.": "agree", "They differ.": "differ", "Not settled here.": "open"}


def check(
    relations: pd.DataFrame,
    quantities: pd.DataFrame,
    rounding: str = "half_up",
    unread: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Does each relation hold? Return the relations with `docs, lines, numbers` and a verdict.

    `docs` and `lines` are those of the members, `numbers` is the expression with the printed
    numbers in it. `settled_by`: arithmetic, an outside fact, or reading. `verdict`: consistent,
    inconsistent, underdetermined (needs something that the documents do not print, or is a matter
    of wording), or reading artefact (damage of the print, see assumption 4; needs `unread`).
    `reason` says why, `premise` what has to be granted, `gap` by how much it fails at the least, in
    the unit of its sides. `rounding` is one of `intervals`.

    >>> from helpers import records
    >>> checked = check(records.load("relations", "toy"), records.load("quantities", "toy"))
    >>> checked.query("verdict == 'inconsistent'")["numbers"].tolist()[1]
    '800 = 300 + 400'
    """
    known = quantities.set_index("quantity").to_dict("index")
    rows = []
    for relation in relations.to_dict("records"):
        members = _members(relation, known)
        holds = is_possible(relation, known, rounding)
        printed = {letter: row["printed"] for letter, row in members.items()}
        expected = {"n": relation["expected"] or "n"}
        places = sorted({(row["doc"], int(row["line_start"])) for row in members.values()})
        rows.append(
            {
                "docs": JOIN.join(sorted({doc for doc, _ in places})),
                "lines": JOIN.join(dict.fromkeys(str(line) for _, line in places)),
                "numbers": spelled(relation["expression"], printed | expected),
                "settled_by": _settled_by(relation),
                **_verdict(relation, holds, holds is False and _is_beside_a_gap(members, unread)),
                "premise": "".join(re.findall(r"Only if ([^.]+)\.", relation["note"])),
                "gap": gap(relation["expression"], _values(relation, known, rounding))
                if holds is False
                else 0.0,
            }
        )
    columns = ["docs", "lines", "numbers", "settled_by", "verdict", "reason", "premise", "gap"]
    return relations.reset_index(drop=True).join(pd.DataFrame(rows, columns=columns))


def within(relations: pd.DataFrame, documents: list[str]) -> pd.DataFrame:
    """Which relations join only records of these documents? All of them where none is given.

    >>> rows = [("study.r1", "study.n1"), ("cross.r1", "study.n1; talk.n1"), ("cross.r2", "ada")]
    >>> relations = pd.DataFrame(rows, columns=["relation", "members"])
    >>> within(relations, ["study"])["relation"].tolist()
    ['study.r1']
    """
    if not documents:
        return relations
    return relations[[bool(docs) and docs <= set(documents) for docs in _documents(relations)]]


def without(relations: pd.DataFrame, document: str) -> pd.DataFrame:
    """Which relations are left when a document is taken away?

    >>> rows = [("study.r1", "study.n1"), ("cross.r1", "study.n1; talk.n1")]
    >>> without(pd.DataFrame(rows, columns=["relation", "members"]), "talk")["relation"].tolist()
    ['study.r1']
    """
    return relations[[document not in docs for docs in _documents(relations)]]


def _documents(relations: pd.DataFrame) -> list[set[str]]:
    """Return the documents of each relation, as the ids of its records name them."""
    ids = (relations["relation"] + JOIN + relations["members"]).str.split(JOIN)
    return [{i.partition(".")[0] for i in row if "." in i} - {"cross"} for row in ids]


def is_possible(relation: dict, known: dict[str, dict], rounding: str = "half_up") -> bool | None:
    """Can one relation hold? None where it has no expression or needs a number that is not printed.

    `relation` is a row of the relations, `known` the rows of the quantities by id.

    >>> five = {"printed": "5", "value": "5", "value_max": "", "kind": "count"}
    >>> is_possible({"members": "q", "expression": "a = n", "expected": "4"}, {"q": five})
    False
    """
    if not relation["expression"]:
        return None
    return possible(relation["expression"], _values(relation, known, rounding))


def _values(relation: dict, known: dict[str, dict], rounding: str) -> dict[str, Interval]:
    """Return what the letters of a relation can be; a letter without a value is left out."""
    members = _members(relation, known).items()
    values = {letter: stated(row, rounding) for letter, row in members if row["value"]}
    if relation["expected"]:
        values["n"] = (float(relation["expected"]), float(relation["expected"]))
    return values


def _members(relation: dict, known: dict[str, dict]) -> dict[str, dict]:
    """Return the quantities of a relation by their letters; its other members are left out."""
    ids = zip(LETTERS, relation["members"].split(JOIN), strict=False)
    return {letter: known[member] for letter, member in ids if member in known}


def _settled_by(relation: dict) -> str:
    if not relation["expression"]:
        return "reading"
    return "an outside fact" if relation["needs"] == "outside" else "arithmetic"


def _is_beside_a_gap(members: dict[str, dict], unread: pd.DataFrame | None) -> bool:
    """Is a list announced and marked beside lines whose text is missing?"""
    rows = list(members.values())
    kinds = {row["kind"] for row in rows}
    if unread is None or not kinds or kinds - {"enumeration", "ordinal"}:
        return False
    if len({row["doc"] for row in rows}) > 1:
        return False
    first = min(int(row["line_start"]) for row in rows)
    last = max(int(row["line_start"]) for row in rows)
    missing = unread[(unread["doc"] == rows[0]["doc"]) & unread["why"].str.contains("missing")]
    return bool(missing["line"].between(first, last + 1).any())


def _verdict(relation: dict, holds: bool | None, damaged: bool) -> dict[str, str]:
    if not relation["expression"]:
        return {"verdict": "underdetermined", "reason": "a matter of wording, see the note"}
    if holds is None:
        return {"verdict": "underdetermined", "reason": "a number that it needs is not printed"}
    if relation["needs"] == "outside":
        fits = "the printed numbers fit" if holds else "the printed numbers do not fit"
        return {"verdict": "underdetermined", "reason": f"needs an outside fact; {fits}"}
    if holds:
        return {"verdict": "consistent", "reason": "holds for some values behind the printed ones"}
    if damaged:
        return {"verdict": "reading artefact", "reason": "text is missing beside these lines"}
    return {"verdict": "inconsistent", "reason": "holds for no values behind the printed ones"}


def settled(checked: pd.DataFrame) -> pd.DataFrame:
    """Which relations did arithmetic settle? Return those with a verdict of their own.

    >>> rows = [("arithmetic", "consistent"), ("reading", "underdetermined")]
    >>> len(settled(pd.DataFrame(rows, columns=["settled_by", "verdict"])))
    1
    """
    return checked[
        (checked["settled_by"] == "arithmetic") & ~(checked["verdict"] == "underdetermined")
    ]


def readings(checked: pd.DataFrame) -> pd.DataFrame:
    """What did reading say of the relations without arithmetic? Return them with `says`.

    `says` is agree, differ or open, from the last sentence of the note.

    >>> wording = pd.DataFrame({"settled_by": ["reading"], "note": ["Two names. They differ."]})
    >>> readings(wording)["says"].tolist()
    ['differ']
    """
    read = checked[checked["settled_by"] == "reading"]
    last = read["note"].str.extract(r"([A-Z][^.]*\.)$")[0]
    return read.assign(says=last.map(SETTLED).fillna("open"))


def placed(checked: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Where does each relation stand? Return those that join numbers, with the first one's place.

    >>> checked = pd.DataFrame({"relation": ["r1", "r2"], "members": ["q1; q2", "ada-pike"]})
    >>> held = pd.DataFrame({"quantity": ["q1"], "doc": ["study"], "line_start": [3]})
    >>> held = held.assign(line_end=3, char_start=0, char_end=1)
    >>> placed(checked, held)[["relation", "doc", "line_start"]].values.tolist()
    [['r1', 'study', 3]]
    """
    place = ["quantity", "doc", "line_start", "line_end", "char_start", "char_end"]
    known = set(quantities["quantity"])
    first = [next((m for m in cell.split(JOIN) if m in known), "") for cell in checked["members"]]
    named = checked.assign(quantity=pd.Series(first, index=checked.index, dtype=str))
    return named.merge(quantities[place], on="quantity")


def granular(
    relations: pd.DataFrame, quantities: pd.DataFrame, rounding: str = "half_up"
) -> pd.DataFrame:
    """Can each printed percentage come from whole numbers out of its own printed total?

    Takes the relations of the form a = 100 * b / c. Returns `share, population, printed, total`
    (quantity, group, as printed), `n` and `is_granular` (None where the total is rounded, or so
    large that every percentage with these digits can occur). Method: `granularity`.

    >>> from helpers import records
    >>> rows = granular(records.load("relations", "toy"), records.load("quantities", "toy"))
    >>> rows[["printed", "n", "is_granular"]].values.tolist()[1:]
    [['2.5%', 800, True], ['4%', 300, None]]
    """
    known, rows = quantities.set_index("quantity").to_dict("index"), []
    for relation in relations.query("expression == 'a = 100 * b / c'").to_dict("records"):
        [share_id, _, total_id] = relation["members"].split(JOIN)
        share, total = known[share_id], known[total_id]
        low, high = interval(total["printed"], total["value"], total["kind"], rounding)
        n, step = int(float(total["value"])), rounded_to(share["printed"], share["value"], "share")
        can_fail = low == high and 100 / n > step
        rows.append(
            {
                "share": share_id,
                "population": share["population"],
                "printed": share["printed"],
                "total": total["printed"],
                "n": n,
                "is_granular": is_granular(share["printed"], n, rounding=rounding)
                if can_fail
                else None,
            }
        )
    columns = ["share", "population", "printed", "total", "n", "is_granular"]
    return pd.DataFrame(rows, columns=columns).astype({"is_granular": object})


def shuffled(relations: pd.DataFrame, seed: int) -> pd.DataFrame:
    """What if the numbers were not the right ones? Return the relations with first members moved.

    Relations with one kind and expression exchange their first members at random; only those whose
    first member is then another one are returned. A placebo: where it fails no more often than the
    real relations, the check has no teeth.

    >>> rows = [("r1", "order", "q1; q2", "a < b"), ("r2", "order", "q3; q4", "a < b")]
    >>> frame = pd.DataFrame(rows, columns=["relation", "kind", "members", "expression"])
    >>> sorted(shuffled(frame.assign(needs="inside"), seed=1)["members"])
    ['q1; q4', 'q3; q2']
    """
    random = Random(seed)
    parts = []
    known = relations[(relations["expression"] != "") & (relations["needs"] != "outside")]
    for _, group in known.groupby(["kind", "expression"], sort=True):
        split = group["members"].str.partition(JOIN)
        first = list(split[0])
        random.shuffle(first)
        changed = pd.Series(first, index=group.index)
        new = changed + split[1] + split[2]
        parts.append(group.assign(members=new)[changed != split[0]])
    return pd.concat(parts) if parts else known


def audit(checked: pd.DataFrame) -> pd.DataFrame:
    """How many relations are there of each verdict? Return one row: n, and n of each.

    >>> audit(pd.DataFrame({"verdict": ["consistent", "consistent"]})).to_dict("records")
    [{'n': 2, 'consistent': 2, 'inconsistent': 0, 'underdetermined': 0, 'reading artefact': 0}]
    """
    counts = checked["verdict"].value_counts()
    return pd.DataFrame([{"n": len(checked)} | {v: int(counts.get(v, 0)) for v in VERDICTS}])
