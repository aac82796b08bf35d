"""Requests become pairs and threads: which request is made again later, by whom, how long after?

Grain: a *pair* is a request and a later one in another document that asks for the same, wholly or
in part; a *thread* is all requests that pairs seen by both readings tie together.

Assumptions
1. A match of kind same, broader or narrower joins two requests. Which of the two is broader is
   shown, not judged.
2. Two readings looked for matches, each over all statements. A pair is in both, or in one only.
3. A document of which only the earliest possible date is known is placed at that date; years after
   it are then at most so many. Years are differences of calendar years.
4. Where dates do not settle which document is earlier, the order of the match stands.

Known problems: "found again" is not "still unmet", and "not found again" is not "met": most later
documents deal with something else. By a chain of broader and narrower requests a thread may join
two that have little in common.
"""

import pandas as pd

from helpers import prose, sources
from helpers.asks import answers

FLIPPED = {"same": "same", "broader": "narrower", "narrower": "broader"}
BOTH, ONE, NONE = "again, both readings", "again, one reading only", "not found again"
LAST = "nothing later was read"


def is_later(first: str, second: str) -> bool | None:
    """Does the second date come after the first? None where they are too vague to tell.

    >>> is_later("2018-01-23", "2018-11-06"), is_later("2022", "2020"), is_later("2018", "2018-06")
    (True, False, None)
    """
    n = min(len(first), len(second))
    return None if first[:n] == second[:n] else first[:n] < second[:n]


def dated(document: sources.Document) -> str:
    """Say the date of a document, and whether it is only the earliest possible one.

    >>> dated(sources.catalogue()["huang-study"])
    '2013-10-07 or later'
    """
    return document.date + (" or later" if document.date_precision == "not_before" else "")


def years_later(first: tuple[str, str], second: tuple[str, str]) -> str:
    """How many calendar years after a document does another one come? In words of a table.

    Each is a date with its precision, as the catalogue has them.

    >>> years_later(("2013-10-07", "not_before"), ("2022", "year"))
    'at most 9'
    """
    n = abs(int(second[0][:4]) - int(first[0][:4]))
    vague = [precision == "not_before" for _, precision in (first, second)]
    return {(True, False): "at most ", (False, True): "at least ", (True, True): "about "}.get(
        tuple(vague), ""
    ) + str(n)


def pairs(requests: pd.DataFrame, matches: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """Which request is made again in a later document? Return one row per pair.

    `dates` has `doc, date, date_precision`. Columns out: `earlier, later` (statements), `how` (what
    the later is to the earlier: same, broader, narrower; both where the readings differ), `state`
    (`BOTH` or `ONE`), `readings`, `years` (in words), `from_doc, to_doc, from_date,
    to_date` (with their precision) and `same_author`.

    >>> from helpers import records, sources
    >>> from helpers.asks import taxonomy
    >>> asked = taxonomy.requests(records.load("statements", "toy"), ["own"], [])
    >>> dates = pd.DataFrame([vars(doc) for doc in sources.catalogue("toy").values()])
    >>> found = pairs(asked, records.load("matches", "toy"), dates)
    >>> found[["earlier", "later", "how", "state"]].values.tolist()[-1]
    ['huang-study.s05', 'forum-2020.s01', 'narrower', 'again, both readings']
    """
    known, dated = requests.set_index("statement"), dates.set_index("doc")
    rows = []
    ends = matches["left"].isin(known.index) & matches["right"].isin(known.index)
    for match in matches[ends & matches["relation"].isin(FLIPPED)].itertuples():
        left, right = known["doc"][match.left], known["doc"][match.right]
        if left == right:
            continue
        if is_later(dated["date"][left], dated["date"][right]) is False:
            rows.append([match.right, match.left, FLIPPED[match.relation], match.coder])
        else:
            rows.append([match.left, match.right, match.relation, match.coder])
    frame = pd.DataFrame(rows, columns=["earlier", "later", "how", "coder"])
    frame = frame.groupby(["earlier", "later"]).agg(
        how=("how", lambda found: " or ".join(sorted(set(found)))),
        readings=("coder", lambda coders: " and ".join(sorted(set(coders)))),
        n_readings=("coder", "nunique"),
    )
    frame = frame.reset_index()
    found = [known.loc[frame[end]] for end in ("earlier", "later")]
    docs = [list(part["doc"]) for part in found]
    when = [
        [(dated["date"][doc], dated["date_precision"][doc]) for doc in column] for column in docs
    ]
    return frame.assign(
        state=frame["n_readings"].map(lambda n: BOTH if n > 1 else ONE).astype(object),
        years=[years_later(*two) for two in zip(*when, strict=True)],
        from_doc=docs[0],
        to_doc=docs[1],
        from_date=when[0],
        to_date=when[1],
        same_author=[a == b for a, b in zip(found[0]["author"], found[1]["author"], strict=True)],
    )


def states(requests: pd.DataFrame, found: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """Is each request made again later? Return the requests with `state`.

    `BOTH`, `ONE` (reading only), `NONE`, or `LAST` where no later document holds requests.

    >>> from helpers import records, sources
    >>> from helpers.asks import taxonomy
    >>> asked = taxonomy.requests(records.load("statements", "toy"), ["own"], [])
    >>> dates = pd.DataFrame([vars(doc) for doc in sources.catalogue("toy").values()])
    >>> found = pairs(asked, records.load("matches", "toy"), dates)
    >>> states(asked, found, dates)["state"].value_counts().to_dict()[NONE]
    2
    """
    order = dates[dates["doc"].isin(requests["doc"])].set_index("doc")["date"]
    ends = [doc for doc in order.index if not any(is_later(order[doc], date) for date in order)]
    best = found.groupby("earlier")["state"].min()  # in both readings comes first
    state = requests["statement"].map(best.to_dict()).astype(object).fillna(NONE)
    later = requests["doc"].isin(ends)
    return requests.assign(state=state.mask(later, LAST))


def audit(judged: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """How many requests are made again? Return one row of counts of requests.

    `n` (in documents with a later one), `n_both, n_one, n_none`, `n_last` (in the last document)
    and `n_own` (of `n_both`, those that their own author makes again, in both readings).

    >>> judged = pd.DataFrame({"statement": ["a", "b"], "state": [BOTH, LAST]})
    >>> found = pd.DataFrame({"earlier": ["a"], "state": [BOTH], "same_author": [True]})
    >>> audit(judged, found).to_dict("records")
    [{'n': 1, 'n_both': 1, 'n_one': 0, 'n_none': 0, 'n_last': 1, 'n_own': 1}]
    """
    counts = judged["state"].value_counts()
    n = {
        name: int(counts.get(state, 0))
        for name, state in {"n_both": BOTH, "n_one": ONE, "n_none": NONE, "n_last": LAST}.items()
    }
    own = found[(found["state"] == BOTH) & found["same_author"].astype(bool)]
    row = {"n": len(judged) - n["n_last"]} | n | {"n_own": own["earlier"].nunique()}
    return pd.DataFrame([row])


def by_document(judged: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """How many requests of each document are made again later? Return `doc, state, n`, all states.

    The earliest document first; documents with nothing later are left out.

    >>> judged = pd.DataFrame({"doc": ["d"], "statement": ["a"], "state": [NONE]})
    >>> by_document(judged, pd.DataFrame({"doc": ["d"], "date": ["1901"]}))["n"].tolist()
    [0, 0, 1]
    """
    kept, order = judged[judged["state"] != LAST], dates.set_index("doc")["date"]
    table = kept.groupby(["doc", "state"])["statement"].nunique().unstack(fill_value=0)
    table = table.reindex(columns=[BOTH, ONE, NONE], fill_value=0)
    table = table.loc[sorted(table.index, key=lambda doc: (order[doc], doc))]
    return table.rename_axis(columns="state").stack().rename("n").astype(int).reset_index()


def threads(found: pd.DataFrame, requests: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Which requests run through several documents, tied together by both readings?

    Returns one row per thread: `what` (the earliest request, the one with most ties), `first` and
    `again` (document, lines and authors, in words), `years` (from its first to its last document),
    `n_documents`, `n_authors` and `statements`; those in most documents, then by most authors,
    first.

    >>> from helpers import records, sources
    >>> from helpers.asks import taxonomy
    >>> asked = taxonomy.requests(records.load("statements", "toy"), ["own"], [])
    >>> dates = pd.DataFrame([vars(doc) for doc in sources.catalogue("toy").values()])
    >>> found = pairs(asked, records.load("matches", "toy"), dates)
    >>> threads(found, asked, records.names("actors", "toy"))[["first", "again"]].values.tolist()
    [['huang-study, line 17 (Rosa Lindgren)', 'forum-2020, line 19 (Bo Reed)']]
    """
    sure = found[found["state"] == BOTH]
    known, rows = requests.set_index("statement"), []
    for members in _tied(list(zip(sure["earlier"], sure["later"], strict=True))):
        ties = sure[sure["earlier"].isin(members)]
        dated = dict(zip(ties["from_doc"], ties["from_date"], strict=True))
        dated |= dict(zip(ties["to_doc"], ties["to_date"], strict=True))
        docs = sorted(dated, key=lambda doc, dated=dated: (dated[doc], doc))
        opening = ties[ties["from_doc"] == docs[0]]["earlier"].value_counts(sort=False)
        part = known.loc[sorted(members)].assign(order=lambda f, d=docs: f["doc"].map(d.index))
        part = part.sort_values("order", kind="stable")
        rows.append(
            {
                "what": known["paraphrase"][opening.idxmax()],
                "first": _places(part[part["doc"] == docs[0]], names),
                "again": _places(part[part["doc"] != docs[0]], names),
                "years": years_later(dated[docs[0]], dated[docs[-1]]),
                "n_documents": part["doc"].nunique(),
                "n_authors": part["author"].nunique(),
                "statements": "; ".join(part.index),
            }
        )
    columns = "what first again years n_documents n_authors statements".split()
    table = pd.DataFrame(rows, columns=columns)
    table["n_documents"], table["n_authors"] = (
        table[column].astype(int) for column in ("n_documents", "n_authors")
    )
    order = ["n_documents", "n_authors", "statements"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


def spelled(found: pd.DataFrame, requests: pd.DataFrame, names: pd.Series) -> list[str]:
    """Say each pair: the earlier request, then who made it again, how much later, and what it is.

    >>> found = pd.DataFrame({"earlier": ["a"], "later": ["b"], "how": ["same"], "years": ["2"]})
    >>> said = pd.DataFrame({"statement": ["a", "b"], "paraphrase": ["Pay.", "Pay more."]})
    >>> said = said.assign(author="bo", doc="memo", line_start=4)
    >>> spelled(found.assign(readings="reading-1"), said, pd.Series({"bo": "Bo"}))
    ['Bo: Pay. → memo, line 4 (Bo): Pay more. (Years later: 2; same by reading-1.)']
    """
    known, told = requests.set_index("statement"), []
    for pair in found.itertuples():
        first, second = known.loc[pair.earlier], known.loc[[pair.later]]
        told.append(
            f"{names.get(first['author'], first['author'])}: {first['paraphrase']} → "
            f"{_places(second, names)}: {second['paraphrase'].item()} "
            f"(Years later: {pair.years}; {pair.how} by {pair.readings}.)"
        )
    return told


def summary(counts: pd.Series, tied: pd.DataFrame) -> str:
    """Say how many requests are made again, by whom, and how far threads reach.

    Takes the row of `audit` and `threads`.

    >>> counts = pd.Series({"n": 0, "n_both": 0, "n_one": 0, "n_none": 0, "n_last": 3, "n_own": 0})
    >>> summary(counts, pd.DataFrame())
    'No document read here has a later one, so no request can be found again.'
    """
    if not counts["n"]:
        return "No document read here has a later one, so no request can be found again."
    told = (
        f"Made again in a later document: {prose.of(counts['n_both'], counts['n'], 'requests')} as "
        f"both readings see it, {counts['n_one'] or 'no'} more as only one of them sees it. "
    )
    if len(tied):
        n_far = int((tied["n_documents"] > 2).sum())
        n_alone = int((tied["n_authors"] == 1).sum())
        told += (
            f"By their own author: {prose.of(counts['n_own'], counts['n_both'])}. They make up "
            f"{prose.count(len(tied), 'concern')}, {n_alone or 'none'} of a single author and "
            f"{n_far or 'none'} in three documents or more. "
        )
    return told + (
        f"Not found again: {counts['n_none']}. That does not mean that they were met, as most "
        "later documents deal with something else."
    )


def headline(counts: pd.Series) -> str:
    """Say in one line how many requests are made again. Takes the row of `audit`.

    >>> headline(pd.Series({"n": 8, "n_both": 2}))
    'Made again in a later document, as both readings see it: 2 of 8 requests'
    """
    if not counts["n"]:
        return "No document read here has a later one"
    n = prose.of(counts["n_both"], counts["n"], "requests")
    return f"Made again in a later document, as both readings see it: {n}"


def _tied(ties: list[tuple[str, str]]) -> list[set[str]]:
    groups: list[set[str]] = []
    for tie in ties:
        touched = [group for group in groups if group & set(tie)]
        groups = [group for group in groups if group not in touched]
        groups.append(set(tie).union(*touched))
    return groups


def _places(part: pd.DataFrame, names: pd.Series) -> str:
    told = []
    for doc, own in part.groupby("doc", sort=False):
        authors = [names.get(author, author) for author in dict.fromkeys(own["author"])]
        lines = answers.lines(own["line_start"].drop_duplicates())
        told.append(f"{doc}, {lines} ({prose.listing(authors)})")
    return "; ".join(told)
