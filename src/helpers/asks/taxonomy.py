"""Statements become a taxonomy: who is asked to do what, by which instrument, about what, when.

Grain: a statement asks one actor to do one thing. The same list can be counted by statement, by
item (a printed list item; outside lists, a sentence) or by document.

Assumptions
1. A statement with two addressees stands under both, so that counts by addressee add up to more
   than the number of statements; every other scheme gives a statement one place.
2. Only the addressee who is asked to lead counts as asked; partners and means do not.
3. Most widely shared means: in most documents, then by most authors, then most often.

Known problem: an addressee is coded where the sentence names it. A heading that names one for all
requests below it does not count, so some that ask nobody are meant for whom their heading names.
"""

import pandas as pd

from helpers import prose
from helpers import vocabularies as v

SCHEMES = {"addressee": v.ADDRESSEES, "instrument": v.INSTRUMENTS}
_UNITS = {"statement": "statement", "item": "item", "document": "doc"}


def requests(statements: pd.DataFrame, voices: list[str], documents: list[str]) -> pd.DataFrame:
    """Which statements are requests, in these voices and documents (all, where none is named)?

    A voice is `own`, `implied` or `reported`.

    >>> from helpers import records
    >>> len(requests(records.load("statements", "toy"), ["implied", "reported"], []))
    3
    """
    kinds = [v.REQUESTS[voice] for voice in voices]
    kept = statements[statements["kind"].isin(kinds)]
    return kept[kept["doc"].isin(documents)] if documents else kept


def classify(
    statements: pd.DataFrame,
    addressees: pd.DataFrame,
    themes: pd.DataFrame,
    scheme: str,
    roles: tuple[str, ...] = ("lead",),
) -> pd.DataFrame:
    """Where does each statement stand? Return one row per statement and place.

    Adds `parent` and `code` (equal where the document says no more), both in words as `group` and
    `place`, and, where `grains.itemised` has not said more, `item`, the passage. With more `roles`
    than to lead, partners and means count as asked, and nobody only where nobody at all is named.

    >>> from helpers import records
    >>> names = ("statements", "addressees", "themes")
    >>> asked = classify(*(records.load(name, "toy") for name in names), "addressee")
    >>> asked[asked["statement"] == "forum-2020.s08"][["group", "place"]].values.tolist()
    [['partners', 'academia'], ['the state', 'local government']]
    """
    span = statements["char_start"].astype(str) + "-" + statements["char_end"].astype(str)
    item = statements.get("item", statements["doc"] + ":" + span)
    frame = statements.drop(columns="parent").assign(item=item)
    if scheme == "addressee":
        asked = addressees[addressees["role"].isin(roles)]
        asked = asked[["statement", "addressee"]].drop_duplicates()
        somebody = asked.loc[asked["addressee"] != "unspecified", "statement"]
        nobody = (asked["addressee"] == "unspecified") & asked["statement"].isin(somebody)
        nobody &= len(roles) > 1
        frame = frame.merge(asked[~nobody], on="statement").rename(columns={"addressee": "code"})
    else:
        frame = frame.assign(code=frame[scheme])
    names = {t.theme: f"“{t.name}”" for t in themes.itertuples()} if scheme == "theme" else {}
    parents = [_parent(code, scheme) for code in frame["code"]]
    return frame.assign(
        parent=parents,
        group=[names.get(code, v.words(code)) for code in parents],
        place=[names.get(code, v.words(code)) for code in frame["code"]],
    )


def _parent(code: str, scheme: str) -> str:
    if scheme in SCHEMES:
        return v.parent(code, SCHEMES[scheme])
    return code.partition(".")[0]


def counts(classified: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How many documents, authors, items and statements stand at each place?

    `by` is ["group"] or ["group", "place"]. Most widely shared first, groups together.

    >>> from helpers import records
    >>> names = ("statements", "addressees", "themes")
    >>> asked = classify(*(records.load(name, "toy") for name in names), "addressee")
    >>> counts(asked, ["group"]).values.tolist()[0]
    ['the state', 2, 5, 6, 8]
    """
    table = classified.groupby(by).agg(
        n_documents=("doc", "nunique"),
        n_authors=("author", "nunique"),
        n_items=("item", "nunique"),
        n_statements=("statement", "nunique"),
    )
    order = ["n_documents", "n_authors", "n_statements"]
    table = table.reset_index().sort_values(by, ignore_index=True)
    table = table.sort_values(order, ascending=False, ignore_index=True, kind="stable")
    if by == ["group"]:
        return table
    rank = {group: place for place, group in enumerate(counts(classified, ["group"])["group"])}
    return table.sort_values("group", key=lambda g: g.map(rank), ignore_index=True, kind="stable")


def by_document(classified: pd.DataFrame, grain: str) -> pd.DataFrame:
    """How often does each group occur in each document? Most widely shared first.

    Returns `group, doc, n`, counted by `statement`, `item` or `document`.

    >>> from helpers import records
    >>> names = ("statements", "addressees", "themes")
    >>> asked = classify(*(records.load(name, "toy") for name in names), "addressee")
    >>> by_document(asked, "statement").values.tolist()[:2]
    [['the state', 'forum-2020', 5], ['the state', 'huang-study', 3]]
    """
    order = {group: rank for rank, group in enumerate(counts(classified, ["group"])["group"])}
    table = classified.groupby(["group", "doc"])[_UNITS[grain]].nunique().rename("n").reset_index()
    return table.sort_values(
        ["group", "doc"],
        key=lambda column: column.map(order) if column.name == "group" else column,
        ignore_index=True,
    )


def n_units(classified: pd.DataFrame, grain: str, group: str | None = None) -> int:
    """How many statements, items or documents are there, in all or in one group?

    >>> frame = pd.DataFrame({"statement": ["a", "a", "b"], "group": ["money", "rules", "rules"]})
    >>> n_units(frame, "statement"), n_units(frame, "statement", "money")
    (2, 1)
    """
    kept = classified if group is None else classified[classified["group"] == group]
    return int(kept[_UNITS[grain]].nunique())


def standing(classified: pd.DataFrame, grain: str, group: str) -> tuple[float, bool]:
    """How large is a group's share, and is another group shared more widely?

    Returns the share in [0, 1] of the distinct units, and whether more documents (then authors,
    then units) stand in another group.

    >>> from helpers import records
    >>> names = ("statements", "addressees", "themes")
    >>> asked = classify(*(records.load(name, "toy") for name in names), "addressee")
    >>> standing(asked, "statement", "the state"), standing(asked, "document", "partners")
    ((0.5, False), (0.5, True))
    """
    n_groups = {
        name: (part["doc"].nunique(), part["author"].nunique(), n_units(part, grain))
        for name, part in classified.groupby("group")
    }
    if group not in n_groups:
        return 0.0, True
    before = any(n > n_groups[group] for name, n in n_groups.items() if name != group)
    return n_groups[group][2] / n_units(classified, grain), before


def turned_to(asked: pd.DataFrame) -> pd.DataFrame:
    """Whom does each document ask most, requests to nobody in particular aside?

    Takes statements classified by addressee; returns `doc, group, n, n_statements` (of the
    document), one row per document. Nobody in particular counts only where nobody else is asked.

    >>> from helpers import records
    >>> names = ("statements", "addressees", "themes")
    >>> asked = classify(*(records.load(name, "toy") for name in names), "addressee")
    >>> turned_to(asked)[["doc", "group", "n", "n_statements"]].values.tolist()
    [['forum-2020', 'the state', 5, 11], ['huang-study', 'the state', 3, 5]]
    """
    n_statements = asked.groupby("doc")["statement"].nunique()
    table = asked.assign(nobody=asked["parent"] == "anyone")
    table = table.groupby(["doc", "nobody", "group"])["statement"].nunique().rename("n")
    order = ["nobody", "n", "group"]
    table = table.reset_index().sort_values(order, ascending=[True, False, True])
    table = table.drop_duplicates("doc").drop(columns="nobody")
    return table.assign(n_statements=table["doc"].map(n_statements)).sort_values("doc")


def horizons(statements: pd.DataFrame) -> pd.DataFrame:
    """When is it to happen, by the sentence's own words and by its heading?

    Returns `horizon, horizon_section` (codes), `own, heading` (in words) and `n` statements.

    >>> horizons(pd.DataFrame({"horizon": ["dated"], "horizon_section": ["near_term"]}))[
    ...     ["own", "heading", "n"]].values.tolist()
    [['dated', 'near term', 1]]
    """
    table = statements.groupby(["horizon", "horizon_section"]).size().rename("n").reset_index()
    return table.assign(
        own=table["horizon"].map(v.words), heading=table["horizon_section"].map(v.words)
    )


def timing(when: pd.DataFrame) -> str:
    """Say how many requests name a time, and where their heading names another. Takes `horizons`.

    >>> timing(horizons(pd.DataFrame({"horizon": ["dated"], "horizon_section": ["near_term"]})))
    'A time is named in 1 of 1 requests; the heading names one too in one and another one in one.'
    """
    timed = when[when["horizon"] != "none_stated"]
    both = timed[timed["horizon_section"] != "none_stated"]
    differ = both.loc[both["horizon"] != both["horizon_section"], "n"].sum()
    n, n_both, n_other = (int(part) for part in (timed["n"].sum(), both["n"].sum(), differ))
    told = f"A time is named in {prose.of(n, int(when['n'].sum()), 'requests')}"
    if not n_both:
        return f"{told}."
    words = [prose.count(part, "", "").strip() if part else "none" for part in (n_both, n_other)]
    return f"{told}; the heading names one too in {words[0]} and another one in {words[1]}."


def grid(asked: pd.DataFrame, means: pd.DataFrame) -> pd.DataFrame:
    """Who is asked for what? Return addressee groups by instrument groups, in statements.

    >>> asked = pd.DataFrame({"statement": ["a", "b"], "group": ["the state", "the state"]})
    >>> means = pd.DataFrame({"statement": ["a", "b"], "group": ["money", "rules"]})
    >>> grid(asked, means).loc["the state"].to_dict()
    {'money': 1, 'rules': 1}
    """
    joined = asked.merge(means[["statement", "group"]], on="statement", suffixes=("", "_means"))
    table = joined.groupby(["group", "group_means"])["statement"].nunique()
    return table.unstack(fill_value=0)
