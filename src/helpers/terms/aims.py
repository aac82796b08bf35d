"""Statements become forms and reasons: how one goes abroad, and who is said to gain by it.

Grain: a *form* and a *reason* stand in a statement, once for each form named and each group that
gains. `taxonomy` counts what `forms` and `reasons` return.

Assumptions
1. A document speaks of forms where at least one of its statements names one, and of going out where
   it has at least one word for it.
2. A reason is a statement of kind rationale. Who gains is grouped as state, business, sector, host
   society and people; what is in none of these stands under others. A reason with two groups that
   gain stands under both.

Known problems: the host society is the society where the work is done, which may be China; and a
form is coded wherever a statement names it, also where somebody else goes.
"""

import pandas as pd

from helpers import prose, sources
from helpers import vocabularies as v

_SECTOR = [*v.ADDRESSEES["chinese_ngos"], *v.ADDRESSEES["foreign"], "chinese_ngos", "foreign"]
GAINS = {
    "the state": ["state", *v.ADDRESSEES["state"]],
    "business": ["business", "companies"],
    "the sector": [*_SECTOR, "whole_sector", "own_organisation", "incubators"],
    "the host society": ["host_society"],
    "the people served or the public": ["people_served", "public"],
}
OTHERS = "others or nobody named"
FORMS = {
    "project": "projects",
    "office": "offices",
    "funds": "funds",
    "staff_exchange": "exchange of staff",
    "membership": "memberships",
    "conference": "conferences",
    "advocacy": "advocacy",
    "emergency_aid": "emergency aid",
    "research": "research",
    "online": "work online",
    "other": "other forms",
}


def is_named(n: int, n_forms: int) -> bool | None:
    """Does a document name a form? True, False, or None where it names no form at all.

    `n` statements name this form and `n_forms` name any.

    >>> is_named(2, 9), is_named(0, 9), is_named(0, 0)
    (True, False, None)
    """
    return None if n_forms == 0 else n > 0


def forms(statements: pd.DataFrame) -> pd.DataFrame:
    """Which statements name a form of going abroad? Return one row per statement and form.

    Adds `group` (the form in words) and `item` (the sentence), which `taxonomy` counts.

    >>> from helpers import records
    >>> forms(records.load("statements", "toy"))["group"].tolist()
    ['projects', 'offices', 'projects']
    """
    return _spread(statements, "form", FORMS, "no statement names a form of going abroad")


def reasons(statements: pd.DataFrame) -> pd.DataFrame:
    """Who is said to gain? Return one row per reason and group that gains.

    A reason is a statement of kind rationale. Adds `group`, `parent` and `item`, which `taxonomy`
    counts.

    >>> from helpers import records
    >>> reasons(records.load("statements", "toy"))["group"].tolist()
    ['business', 'the people served or the public', 'the people served or the public']
    """
    given = statements[statements["kind"] == "rationale"]
    given = given.assign(concerns=given["concerns"].replace("", "unspecified"))
    groups = {code: group for group, codes in GAINS.items() for code in codes}
    placed = _spread(given, "concerns", groups, "no statement says why and who gains")
    return placed.assign(parent=placed["group"].replace(OTHERS, "anyone"))


def _spread(
    statements: pd.DataFrame, column: str, names: dict[str, str], missing: str
) -> pd.DataFrame:
    """Give each statement a row per code of a column, with the group that the code belongs to."""
    kept = statements[statements[column] != ""].drop(columns="parent", errors="ignore")
    if kept.empty:
        raise sources.NotApplicable(f"{missing} in this corpus")
    span = kept["char_start"].astype(str) + "-" + kept["char_end"].astype(str)
    spread = kept.assign(item=kept["doc"] + ":" + span, code=kept[column].str.split("; "))
    spread = spread.explode("code", ignore_index=True)
    spread = spread.assign(group=spread["code"].map(names).fillna(OTHERS))
    return spread.drop_duplicates(["statement", "group"], ignore_index=True)


def form_cells(placed: pd.DataFrame, terms: pd.DataFrame, documents: list[str]) -> pd.DataFrame:
    """Which document names which form, and what does an empty cell mean?

    Takes `forms`, the terms and all documents. Returns one row per form and document: `group, doc,
    n` (statements), `named` (as `is_named`) and `why`: named; other forms only; going out, but no
    form; nothing of going out (no word for it is used).

    >>> from helpers import records
    >>> said, terms = (records.load(table, "toy") for table in ("statements", "terms"))
    >>> docs = ["forum-2020", "huang-study", "incubators-2018", "panel-2018"]
    >>> cells = form_cells(forms(said), terms, docs)
    >>> cells["why"].tolist()[1:5]  # projects from the second document on, offices in the first
    ['going out, but no form', 'nothing of going out', 'named', 'other forms only']
    """
    speaks = set(terms.loc[terms["concept"] == "going_out", "doc"])
    n_forms = placed.groupby("doc")["statement"].nunique()
    counted = placed.groupby(["group", "doc"])["statement"].nunique()
    rows = []
    for group in FORMS.values():
        for doc in documents:
            n = int(counted.get((group, doc), 0))
            named = is_named(n, int(n_forms.get(doc, 0)))
            why = {True: "named", False: "other forms only"}.get(
                named, "going out, but no form" if doc in speaks else "nothing of going out"
            )
            rows.append({"group": group, "doc": doc, "n": n, "named": named, "why": why})
    return pd.DataFrame(rows).astype({"named": object})


def common_forms(placed: pd.DataFrame, least: int = 1) -> list[str]:
    """Which forms with a name of their own does more than one document name?

    A document names a form from `least` statements on.

    >>> from helpers import records
    >>> common_forms(forms(records.load("statements", "toy")))
    ['projects']
    """
    counted = placed.groupby(["group", "doc"])["statement"].nunique()
    n_docs = counted[counted >= least].groupby("group").size()
    return [form for form in named_forms(placed) if n_docs.get(form, 0) > 1]


def share_common(placed: pd.DataFrame, least: int = 1) -> float:
    """Which share of the forms named anywhere does more than one document name? In [0, 1].

    >>> from helpers import records
    >>> share_common(forms(records.load("statements", "toy")))
    0.5
    """
    named = named_forms(placed)
    return len(common_forms(placed, least)) / len(named) if named else 0.0


def named_forms(placed: pd.DataFrame) -> list[str]:
    """Which forms with a name of their own does any document name?

    >>> from helpers import records
    >>> named_forms(forms(records.load("statements", "toy")))
    ['projects', 'offices']
    """
    named = set(placed["group"])
    return [form for code, form in FORMS.items() if code != "other" and form in named]


def leading(placed: pd.DataFrame) -> pd.DataFrame:
    """Which form or which gain comes first in each document? Return `doc, group, n, n_statements`.

    Groups with equally many statements share the first place and are joined in `group`; `n` is how
    many each has, `n_statements` how many there are in the document.

    >>> rows = [["x", "a", "s1"], ["x", "b", "s1"], ["y", "a", "s2"]]
    >>> leading(pd.DataFrame(rows, columns=["doc", "group", "statement"])).values.tolist()
    [['x', 'a and b', 1, 1], ['y', 'a', 1, 1]]
    """
    rows = []
    for doc, part in placed.groupby("doc"):
        n = part.groupby("group")["statement"].nunique()
        first = prose.listing(list(n.index[n == n.max()]))
        rows.append([doc, first, int(n.max()), part["statement"].nunique()])
    return pd.DataFrame(rows, columns=["doc", "group", "n", "n_statements"])


def standing(placed: pd.DataFrame, group: str, unit: str = "statement") -> tuple[float, bool]:
    """How large is a group's share of the distinct units, and has another group more of them?

    The share is in [0, 1]; `unit` is the column that is counted: statement, item, author or doc.

    >>> placed = pd.DataFrame({"group": ["a", "b", "b"], "statement": ["s1", "s1", "s2"]})
    >>> standing(placed, "a"), standing(placed, "b")
    ((0.5, True), (1.0, False))
    """
    n = placed.groupby("group")[unit].nunique()
    own = int(n.get(group, 0))
    return own / max(placed[unit].nunique(), 1), own == 0 or own < int(n.max())
