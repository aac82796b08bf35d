"""Later passages that name a request become reports: what, by whom, with which stake, naming what?

Grain: one row per request and later passage that at least one reading ties to it.

Assumptions
1. A report is a passage that says that a request is met, partly met or unmet, see `followup`.
2. A voice has a stake in a report if it is the author of the request, if both belong to one
   organisation by any printed tie, or if it tells what its own organisation does, offers or plans.
   The first that fits counts.
3. What a passage names stands in its paragraph: a rule, a fund (a programme that, by a printed tie,
   funds somebody), or a sum of money on its lines.

Known problem: who hopes for money or lives by grants has a stake that no tie shows.
"""

from collections.abc import Mapping

import pandas as pd

from helpers import prose
from helpers import vocabularies as v
from helpers.asks import followup

SAME, KIN, OWN, OTHER = "same author", "same organisation", "own work", "no stake known"
MARKS = {SAME: "*", KIN: "+", OWN: "°", OTHER: ""}
_POSTS = ["heads", "works_for", "member_of", "founded"]
_OWN_KINDS = ["activity", "offer", "plan"]


def passages(
    requests: pd.DataFrame, statements: pd.DataFrame, matches: pd.DataFrame, docs: list[str]
) -> pd.DataFrame:
    """Which later passages name which request, and what does each reading take them to say?

    Returns the later statements with `request`, `asked_by`, a column per reading (a state of
    `followup.NAMED`, or empty), `says` (that of both, or what one reading says alone), `report`
    (does a reading take it for a report?) and `n_readings`; in the order of documents and lines.

    >>> from helpers import records
    >>> told, tied = (records.load(table, "toy") for table in ("statements", "matches"))
    >>> asked = told[told["doc"] == "huang-study"].query("kind == 'recommendation'")
    >>> found = passages(asked, told, tied, ["panel-2018", "forum-2020"])
    >>> found[["request", "says"]].values.tolist()[:2]
    [['huang-study.s03', 'partly met (one reading)'], ['huang-study.s05', 'only asked again']]
    """
    after = statements[statements["doc"].isin(docs)]
    tied = followup.links(requests, after, matches)
    said = tied.groupby(["left", "right", "coder"])["relation"].agg(followup.outcome).to_dict()
    rows = []
    for request, passage in dict.fromkeys(zip(tied["left"], tied["right"], strict=True)):
        pair = [said.get((request, passage, coder), "") for coder in v.CODERS]
        row = {"request": request, "statement": passage, "says": _both(pair)}
        row["report"] = bool(set(pair) & set(followup.REPORTS))
        row["n_readings"] = sum(words != "" for words in pair)
        rows.append(row | dict(zip(v.CODERS, pair, strict=True)))
    columns = ["request", "statement", "says", "report", "n_readings", *v.CODERS]
    kinds = dict.fromkeys(columns, str) | {"report": bool, "n_readings": int}
    found = pd.DataFrame(rows, columns=columns).astype(kinds)
    found = found.merge(after, on="statement")
    asked_by = requests.set_index("statement")["author"]
    rank = found["doc"].map({doc: place for place, doc in enumerate(docs)})
    found = found.assign(asked_by=found["request"].map(asked_by), rank=rank)
    order = ["rank", "line_start", "char_start", "request"]
    return found.sort_values(order, ignore_index=True).drop(columns="rank")


def _both(pair: list[str]) -> str:
    said = list(dict.fromkeys(filter(None, pair)))
    if "" in pair:
        return f"{said[0]} (one reading)"
    return " or ".join(said)


def stake(
    kind: str, speaks_for: str, voice: str, asked_by: str, posts: Mapping[str, set[str]]
) -> str:
    """What has a voice to do with what it reports? One of SAME, KIN, OWN, OTHER.

    `posts` are the organisations of each person, by printed ties.

    >>> posts = {"ada": {"club"}, "bo": {"club"}, "cleo": {"inn"}}
    >>> stake("claim", "self", "bo", "ada", posts), stake("activity", "organisation", "cleo", "ada",
    ...     posts), stake("claim", "self", "cleo", "ada", posts)
    ('same organisation', 'own work', 'no stake known')
    """
    if voice == asked_by:
        return SAME
    if posts.get(voice, set()) & posts.get(asked_by, set()):
        return KIN
    own = speaks_for == "organisation" and kind in _OWN_KINDS
    return OWN if own else OTHER


def with_stakes(found: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Who speaks in each passage, and with which stake? Adds `stake` to `passages`.

    >>> row = {"author": "bo", "asked_by": "bo", "kind": "claim", "speaks_for": "self"}
    >>> ties = pd.DataFrame({"source": [], "kind": [], "target": []})
    >>> with_stakes(pd.DataFrame([row]), ties)["stake"].tolist()
    ['same author']
    """
    held = ties[ties["kind"].isin(_POSTS)].groupby("source")["target"].agg(set).to_dict()
    columns = ["kind", "speaks_for", "author", "asked_by"]
    rows = found[columns].itertuples(index=False, name=None)
    return found.assign(
        stake=pd.Series([stake(*row, held) for row in rows], found.index, dtype=str)
    )


def with_names(
    found: pd.DataFrame,
    actors: pd.DataFrame,
    ties: pd.DataFrame,
    mentions: pd.DataFrame,
    segments: pd.DataFrame,
    quantities: pd.DataFrame,
) -> pd.DataFrame:
    """Which rules, funds and sums does the paragraph of each passage name? Adds `names`.

    Rules and funds by name, sums as printed; joined, and empty where there is none.

    >>> from helpers import records
    >>> told, tied = (records.load(table, "toy") for table in ("statements", "matches"))
    >>> asked = told[told["doc"] == "huang-study"].query("kind == 'recommendation'")
    >>> more = [records.load(t, "toy") for t in "actors ties mentions segments quantities".split()]
    >>> set(with_names(passages(asked, told, tied, ["panel-2018"]), *more)["names"])
    {''}
    """
    funding = set(ties.loc[ties["kind"] == "funds", "source"])
    fund = (actors["type"] == "programme") & actors["actor"].isin(funding)
    wanted = actors[(actors["type"] == "rule") | fund].set_index("actor")["name"]
    held = mentions.merge(segments, on="segment")[["actor", "doc", "line_start"]]
    stated = [ties[["doc", "line_start"]].assign(actor=ties[end]) for end in ("source", "target")]
    named = pd.concat([held, *stated])
    named = named.assign(name=named["actor"].map(wanted)).dropna(subset="name")
    money = quantities[quantities["kind"] == "money"]
    named = pd.concat([named, money.assign(name=money["printed"])])
    lines = named.groupby(["doc", "line_start"])["name"].agg(lambda names: sorted(set(names)))
    places = zip(found["doc"], found["line_start"], strict=True)
    beside = ["; ".join(lines.get(place, [])) for place in places]
    return found.assign(names=pd.Series(beside, found.index, dtype=str))


def with_dates(found: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """When did begin what a passage tells of? Adds `since`, a date, or empty where none is stated.

    The earliest stated beginning of the events whose words overlap those of the passage; a mere
    limit (before, after) is no beginning.

    >>> place = {"doc": "talk", "char_start": 0, "char_end": 9}
    >>> event = place | {"since": "2016", "bound": "exact"}
    >>> with_dates(pd.DataFrame([place]), pd.DataFrame([event]))["since"].tolist()
    ['2016']
    """
    begun = events[(events["since"] != "") & events["bound"].isin(["exact", "since"])]
    dates = []
    for row in found.itertuples():
        inside = (begun["char_start"] < row.char_end) & (begun["char_end"] > row.char_start)
        dates.append(min(begun.loc[inside & (begun["doc"] == row.doc), "since"], default=""))
    return found.assign(since=pd.Series(dates, found.index, dtype=str))


def begun(found: pd.DataFrame, asked: str) -> pd.DataFrame:
    """How many passages that tell of progress say since when, and how many since before a date?

    Takes passages with dates and the date of the requests; returns one row of counts of passages,
    by at least one reading: `n, n_dated, n_before`.

    >>> row = {"statement": "t1", "since": "2005", "reading-1": "met", "reading-2": ""}
    >>> begun(pd.DataFrame([row]), "2013-10-07").values.tolist()
    [[1, 1, 1]]
    """
    said = found[v.CODERS[0]] + ";" + found[v.CODERS[1]]
    better = found[said.str.contains(r"(?<!un)met")].drop_duplicates("statement")
    dated = better[better["since"] != ""]
    before = dated["since"] < asked[:4]
    return pd.DataFrame([{"n": len(better), "n_dated": len(dated), "n_before": int(before.sum())}])


def voices(found: pd.DataFrame, docs: list[str]) -> pd.DataFrame:
    """Who reports what became of how many requests, and with which stake? Most reports first.

    Takes passages with stakes. Returns one row per voice, document and stake: `author, doc, stake`
    and, in requests, `better` (met or partly met), `unmet` and `n` (either), by at least one
    reading. A document in which nobody reports has a row without an author.

    >>> row = {"author": "bo", "doc": "talk", "stake": OTHER, "request": "s1", "report": True}
    >>> row |= {"reading-1": "unmet", "reading-2": "partly met"}
    >>> voices(pd.DataFrame([row]), ["talk", "news"])[["author", "better", "unmet"]].values.tolist()
    [['bo', 1, 1], ['', 0, 0]]
    """
    told, rows = found[found["report"]], []
    said = told[v.CODERS[0]] + ";" + told[v.CODERS[1]]
    told = told.assign(
        better=told["request"].where(said.str.contains(r"(?<!un)met")),
        unmet=told["request"].where(said.str.contains("unmet")),
    )
    for (author, doc, held), part in told.groupby(["author", "doc", "stake"]):
        n = {column: part[column].nunique() for column in ("better", "unmet")}
        row = {"author": author, "doc": doc, "stake": held, "n": part["request"].nunique()}
        rows.append(row | n)
    silent = [doc for doc in docs if doc not in set(told["doc"])]
    rows += [
        {"author": "", "doc": doc, "stake": "", "n": 0, "better": 0, "unmet": 0} for doc in silent
    ]
    columns = ["author", "doc", "stake", "better", "unmet", "n"]
    table = pd.DataFrame(rows, columns=columns).sort_values(["author", "doc", "stake"])
    return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def audit(found: pd.DataFrame) -> pd.DataFrame:
    """How many passages report, and how many of them with a stake? Takes passages with stakes.

    Counts passages, not requests, by at least one reading: `n`, `n_better` (met or partly met) and
    `n_unmet`, and of both those with any stake, `n_better_staked, n_unmet_staked`.

    >>> row = {"statement": "t1", "stake": SAME, "reading-1": "unmet", "reading-2": ""}
    >>> audit(pd.DataFrame([row])).values.tolist()
    [[1, 0, 1, 0, 1]]
    """
    said = found[v.CODERS[0]] + ";" + found[v.CODERS[1]]
    better, unmet = said.str.contains(r"(?<!un)met"), said.str.contains("unmet")
    staked = found["stake"] != OTHER
    row = {"n": better | unmet, "n_better": better, "n_unmet": unmet}
    row |= {"n_better_staked": better & staked, "n_unmet_staked": unmet & staked}
    return pd.DataFrame([{name: found.loc[f, "statement"].nunique() for name, f in row.items()}])


def alike(found: pd.DataFrame, requests: pd.DataFrame) -> tuple[int, float]:
    """How many passages stand under the theme of their request, and how many would by chance?

    The second number is the mean over all ways in which the passages can exchange their requests.

    >>> found = pd.DataFrame({"request": ["s1", "s2"], "theme": ["money", "state"]})
    >>> alike(found, pd.DataFrame({"statement": ["s1", "s2"], "theme": ["money", "state"]}))
    (2, 1.0)
    """
    wanted = found["request"].map(requests.set_index("statement")["theme"])
    same = int((wanted == found["theme"]).sum())
    both = found["theme"].value_counts() * wanted.value_counts()
    return same, float(both.sum() / len(found)) if len(found) else 0.0


def by_name(found: pd.DataFrame) -> pd.DataFrame:
    """Which rules, funds and sums stand beside how many requests? Takes passages with names.

    Returns `name, doc, lines` (joined) and `requests` (how many they stand beside), most first.

    >>> row = {"names": "Bee Act; $5", "doc": "talk", "line_start": 3, "request": "s1"}
    >>> by_name(pd.DataFrame([row]))[["name", "lines", "requests"]].values.tolist()
    [['$5', '3', 1], ['Bee Act', '3', 1]]
    """
    held = found[found["names"] != ""].assign(name=lambda f: f["names"].str.split("; "))
    groups = held.explode("name").groupby(["name", "doc"])
    table = groups.agg(
        lines=("line_start", lambda lines: ", ".join(str(n) for n in sorted(set(lines)))),
        requests=("request", "nunique"),
    )
    return table.reset_index().sort_values("requests", ascending=False, kind="stable")


def spelled(found: pd.DataFrame, names: pd.Series, firm: bool = False) -> pd.Series:
    """What does each document say of each request, in the words of a ledger's cell?

    Takes passages with stakes and names; returns words by request and document, with lines, voices
    (marked by their stakes, see MARKS) and what is named. With `firm`, where both readings see
    anything, only that is told; and where anybody reports, only the reports.

    >>> row = {"request": "s1", "doc": "talk", "says": "unmet", "line_start": 3, "author": "bo"}
    >>> row |= {"stake": SAME, "names": "Bee Act", "n_readings": 2, "report": True}
    >>> spelled(pd.DataFrame([row]), pd.Series({"bo": "Bo Reed"}))["s1", "talk"]
    'unmet: line 3 (Bo Reed*); beside it: Bee Act'
    """
    words = {}
    for place, part in found.groupby(["request", "doc"]):
        for better in (part["n_readings"] == len(v.CODERS), part["report"]) if firm else ():
            part = part[better.loc[part.index]] if better.loc[part.index].any() else part
        said = []
        for says, group in part.groupby("says", sort=False):
            lines = [str(line) for line in dict.fromkeys(group["line_start"])]
            who = [
                names.get(row.author, row.author) + MARKS[row.stake] for row in group.itertuples()
            ]
            line = f"line{'s' if len(lines) > 1 else ''} {prose.listing(lines)}"
            said.append(f"{says}: {line} ({prose.listing(list(dict.fromkeys(who)))})")
        beside = dict.fromkeys(cell for cell in part["names"] if cell)
        told = "; ".join(said) + (f"; beside it: {', '.join(beside)}" if beside else "")
        words[place] = told
    return pd.Series(words, dtype=str)
