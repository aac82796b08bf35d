"""Printed numbers and claims become verdicts: quote, quote with this caveat, or do not quote.

Grain: a printed number, or a claim. The verdict comes from rules alone; the first rule of `RULES`
that applies decides, and all that apply are told.

Assumptions
1. A number is said by the author of the shortest statement around it, else by whoever has the
   turn, else by the author or publisher of its document.
2. A number may be the wrong one where a set of numbers cannot all be true and another value of
   this one alone would mend the set (see `repairs`). The others of the set, and those computed
   with such a number, can be quoted with the doubt; dates among them count as sound.
3. Sources are asked of all that is measured, dates of counts, shares and money. A source is whoever
   counted, a ground that somebody else can look up, or own experience. A date is one that is
   printed for the number itself.
4. It is the speaker's own word if the speaker heads, works for, oversees or is paid by whoever
   counted, or rests on own experience, on a study of its own, or speaks as an organisation.
5. What a reading noted on the definition or the source of a number, and did not settle, is a
   caveat, for the number and for its repetitions.
6. Blank places and lost labels around a line make it doubtful; personal data do not.

Known problem: a rule sees one number at a time. Ten numbers may be right and tell a wrong story.
"""

import re

import pandas as pd

from helpers.claims import interest
from helpers.claims.citing import LIMITS, NO, SOURCED, is_threshold
from helpers.claims.hearing import said_in
from helpers.columns import JOIN
from helpers.numbers import consistency

YES, CAVEAT = "quote", "quote with this caveat"
VERDICTS = [YES, CAVEAT, NO]
RULES = {
    "part of the text": (NO, "numbers a place, page or list of the text and measures nothing"),
    "no number": (NO, "gives no number in words or figures"),
    "no currency": (NO, "has no printed currency"),
    "may be wrong": (NO, "may be the wrong one of numbers that cannot all be true"),
    "in doubt": (CAVEAT, "stands among numbers that cannot all be true"),
    "contradicted": (CAVEAT, "is contradicted by another claim"),
    "damaged line": (CAVEAT, "stands on a line that is damaged or doubtful"),
    "open question": (CAVEAT, "leaves a question open"),
    "remark": (CAVEAT, "needs a remark"),
    "no source": (CAVEAT, "names no source"),
    "own word": (CAVEAT, "is the speaker’s own work, study or experience"),
    "one example": (CAVEAT, "is an example"),
    "no date": (CAVEAT, "has no date of its own"),
    "rough": (CAVEAT, "is a limit or a rough number"),
    "put as possible": (CAVEAT, "is put as possible or heard from others"),
}
TEXTUAL = ["identifier", "enumeration", "ordinal"]
MEASURED = [*SOURCED, "duration", "frequency", "age"]
LOOKED_UP = ["own_study", "named_source", "policy_cited"]
_OWN = ["own_experience", "own_study"]
_STAKES = interest.MARKS[:3]
_COMPUTED = ["sum", "ratio", "mixture", "exchange"]
_NOT_DAMAGE = "personal data|a bullet|label without colon|a link without"


def is_quotable(fired: list[str]) -> bool | None:
    """May it be quoted? True, False, or None for only with a caveat. Takes the rules that apply.

    >>> is_quotable([]), is_quotable(["no date"]), is_quotable(["no date", "no number"])
    (True, None, False)
    """
    if any(RULES[rule][0] == NO for rule in fired):
        return False
    return None if fired else True


def numbers(
    quantities: pd.DataFrame,
    statements: pd.DataFrame,
    segments: pd.DataFrame,
    ties: pd.DataFrame,
    checked: pd.DataFrame,
    mended: pd.DataFrame,
    unread: pd.DataFrame,
) -> pd.DataFrame:
    """May each printed number be quoted? Return the quantities with a verdict and its reasons.

    `checked` are the relations with verdicts (`consistency.check`), `mended` the numbers that could
    mend a set alone (`repairs.reconciliations`, column `quantity`). Adds the columns of
    `hearing.said_in`, `fired` (rules that apply, joined), `rule` (that decides, or empty),
    `verdict`, `because` (what the rule that decides says) and `caveats` (what all say, joined).

    >>> from helpers import records
    >>> from helpers.numbers import consistency
    >>> names = ("quantities", "statements", "segments", "ties", "relations", "unread")
    >>> *spoken, ties, relations, unread = (records.load(name, "toy") for name in names)
    >>> checked, mended = consistency.check(relations, spoken[0]), spoken[0].head(0)
    >>> judged = numbers(*spoken, ties, checked, mended, unread)
    >>> judged.set_index("quantity").loc["incubators-2018.n07", ["verdict", "rule"]].tolist()
    ['do not quote', 'no number']
    """
    said, wrong = said_in(quantities, statements, segments), set(mended["quantity"])
    torn = _torn(checked, wrong)
    damaged, noted = _damaged(unread), _noted(checked, quantities)
    told = []
    for row in said.to_dict("records"):
        known, kind = row["quantity"], row["kind"]
        reasons = {}
        if kind in TEXTUAL:
            reasons["part of the text"] = ""
        if not row["value"]:
            reasons["no number"] = f"“{row['printed']}”"
        if kind == "money" and row["unit"] in ("", "currency_not_stated"):
            reasons["no currency"] = ""
        if known in wrong:
            reasons["may be wrong"] = torn.get(known, "")
        elif known in torn and kind != "date":
            reasons["in doubt"] = torn[known]
        if why := _why(row, damaged):
            reasons["damaged line"] = why
        if kind in MEASURED and not row["counted_by"] and not _has_source(row["basis"]):
            reasons["no source"] = ""
        if kind in MEASURED and _is_own(row, ties):
            reasons["own word"] = ""
        if kind in MEASURED and row["basis"] == "example":
            reasons["one example"] = ""
        if kind in SOURCED and not row["as_of"]:
            reasons["no date"] = ""
        if row["qualifier"] in LIMITS and kind in MEASURED and not is_threshold(row["measures"]):
            reasons["rough"] = f"keep the words “{LIMITS[row['qualifier']]}”"
        if remark := _remark(row["measures"]):
            reasons["remark"] = remark
        if kind in MEASURED and known in noted:
            reasons["open question"] = noted[known]
        told.append(reasons)
    return _judged(said, told)


def claims(
    told: pd.DataFrame,
    judged: pd.DataFrame,
    matches: pd.DataFrame,
    unread: pd.DataFrame,
) -> pd.DataFrame:
    """May each claim be quoted? Return the claims with a verdict and its reasons, as `numbers`.

    `judged` are the judged numbers: a claim is no better than the numbers in it that measure.

    >>> from helpers import records
    >>> from helpers.claims import grounds
    >>> told = grounds.claims(records.load("statements", "toy"), LOOKED_UP)
    >>> judged = pd.DataFrame(columns=["statement", "kind", "rule", "printed"])
    >>> said = claims(told, judged, records.load("matches", "toy"), records.load("unread", "toy"))
    >>> said.set_index("statement").loc["incubators-2018.s08", "caveats"]
    'is the speaker’s own work, study or experience'
    """
    contradicted, damaged = _contradicted(matches, told), _damaged(unread)
    weak = judged[judged["rule"].isin(["no currency", "may be wrong", "in doubt"])]
    held = dict(list(weak[weak["kind"].isin(MEASURED)].groupby("statement")))
    rows = []
    for row in told.to_dict("records"):
        reasons = {}
        if row["statement"] in held:
            reasons = held[row["statement"]].groupby("rule")["printed"].agg(", ".join).to_dict()
        if row["statement"] in contradicted:
            reasons["contradicted"] = contradicted[row["statement"]]
        if why := _why(row, damaged):
            reasons["damaged line"] = why
        if row["basis"] in ("none", "common_knowledge"):
            reasons["no source"] = ""
        if row["basis"] in _OWN:
            reasons["own word"] = ""
        if row["basis"] == "example":
            reasons["one example"] = ""
        if row["modality"] in ("could", "reported", "hope"):
            reasons["put as possible"] = ""
        rows.append(reasons)
    return _judged(told, rows)


def _judged(frame: pd.DataFrame, told: list[dict[str, str]]) -> pd.DataFrame:
    order = list(RULES)
    fired = [sorted(reasons, key=order.index) for reasons in told]
    verdicts = {True: YES, None: CAVEAT, False: NO}
    said = [
        [RULES[rule][1] + (f" ({reasons[rule]})" if reasons[rule] else "") for rule in found]
        for found, reasons in zip(fired, told, strict=True)
    ]
    return frame.assign(
        fired=[JOIN.join(found) for found in fired],
        rule=[found[0] if found else "" for found in fired],
        verdict=[verdicts[is_quotable(found)] for found in fired],
        because=[caveats[0] if caveats else "" for caveats in said],
        caveats=["; ".join(caveats) for caveats in said],
    )


def _torn(checked: pd.DataFrame, wrong: set[str]) -> dict[str, str]:
    """Return the numbers of failing relations, and those computed with one that may be wrong."""
    found: dict[str, str] = {}
    for row in checked[checked["verdict"] == "inconsistent"].itertuples():
        fails = f"{row.numbers} cannot hold" + (f" if {row.premise}" if row.premise else "")
        for member in row.members.split(JOIN):
            found.setdefault(member, fails)
    computed = checked[checked["kind"].isin(_COMPUTED) & (checked["verdict"] == "consistent")]
    for row in computed.itertuples():
        members = row.members.split(JOIN)
        for member in members if wrong & set(members) else []:
            found.setdefault(member, f"{row.numbers} holds with a number that may be wrong")
    return found


def _noted(checked: pd.DataFrame, quantities: pd.DataFrame) -> dict[str, str]:
    """Return the numbers whose definition or source a reading of one document left open."""
    read = consistency.readings(checked)
    read = read[read["kind"].isin(["definition", "attribution"]) & (read["says"] != "agree")]
    found: dict[str, str] = {}
    for row in read[~read["relation"].str.startswith("cross.")].itertuples():
        text = re.sub(r"^Lines? [^:]*: ", "", row.note)
        text = re.sub(r"\.? (They differ|Not settled here)\.$", "", text)
        for member in row.members.split(JOIN):
            found.setdefault(member, text)
    keys = ["doc", "measures", "population", "printed", "as_of"]
    for _, same in quantities.groupby(keys):
        for text in [found[name] for name in same["quantity"] if name in found][:1]:
            found |= {name: found.get(name, text) for name in same["quantity"]}
    return found


def _contradicted(matches: pd.DataFrame, told: pd.DataFrame) -> dict[str, str]:
    """Return by claim where the claims stand that contradict it, and how many readings say so."""
    places = dict(
        zip(
            told["statement"], told["doc"] + ", line " + told["line_start"].astype(str), strict=True
        )
    )
    pairs = matches[matches["relation"] == "contradicts"]
    sides = pd.concat([pairs, pairs.rename(columns={"left": "right", "right": "left"})])
    found: dict[str, str] = {}
    for (left, right), coders in sides.groupby(["left", "right"])["coder"]:
        by = "both readings" if coders.nunique() > 1 else "one reading only"
        text = f"{places.get(right, right)}, by {by}"
        found[left] = f"{found[left]}; {text}" if left in found else text
    return found


def _damaged(unread: pd.DataFrame) -> dict[tuple[str, int], str]:
    kept = unread[~unread["why"].str.contains(_NOT_DAMAGE)]
    return {(row.doc, row.line): row.why for row in kept.itertuples()}


def _why(row: dict, damaged: dict[tuple[str, int], str]) -> str:
    lines = range(int(row["line_start"]), int(row["line_end"]) + 1)
    return next((damaged[row["doc"], line] for line in lines if (row["doc"], line) in damaged), "")


def _remark(measures: str) -> str:
    plain = re.sub(r" \([^)]*\)", "", measures)
    parts = [*re.findall(r"\(([^)]*)\)", measures), *plain.split("; ")[1:]]
    return "; ".join(part for part in parts if " " in part)


def _has_source(basis: str) -> bool:
    return basis in (*LOOKED_UP, "own_experience")


def _is_own(row: dict, ties: pd.DataFrame) -> bool:
    if row["counted_by"]:
        return interest.mark(row["author"], ties, {row["counted_by"]})[0] in _STAKES
    return row["basis"] in _OWN


def rules(judged: pd.DataFrame) -> pd.DataFrame:
    """How often does each rule apply, and how often does it decide? Return one row per rule.

    Returns `rule, verdict, says, n_fired, n_decided, n_alone` (it is the only rule that applies, so
    that without it there would be no caveat), in the order in which they are tried.

    >>> judged = pd.DataFrame({"fired": ["no date; rough", ""], "rule": ["no date", ""]})
    >>> table = rules(judged)
    >>> table[table["n_fired"] > 0][["rule", "n_fired", "n_decided", "n_alone"]].values.tolist()
    [['no date', 1, 1, 0], ['rough', 1, 0, 0]]
    """
    fired = judged["fired"].str.split(JOIN).explode().value_counts()
    decided, alone = judged["rule"].value_counts(), judged["fired"].value_counts()
    rows = [
        [rule, verdict, says, *(int(counts.get(rule, 0)) for counts in (fired, decided, alone))]
        for rule, (verdict, says) in RULES.items()
    ]
    columns = ["rule", "verdict", "says", "n_fired", "n_decided", "n_alone"]
    return pd.DataFrame(rows, columns=columns)


def audit(judged: pd.DataFrame) -> pd.DataFrame:
    """How many are there of each verdict? Return one row: n, and n of each.

    >>> audit(pd.DataFrame({"verdict": ["quote"]})).values.tolist()
    [[1, 1, 0, 0]]
    """
    counts = judged["verdict"].value_counts()
    return pd.DataFrame([{"n": len(judged)} | {v: int(counts.get(v, 0)) for v in VERDICTS}])
