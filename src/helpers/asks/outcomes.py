"""Requests with what became of them are counted, put into words, and set as a page to print.

Grain: what `followup.ledger` and `followup.cells` return, one row per request or per request and
later document. Nothing is measured here.

Assumption
1. Where both readings are counted together, a request is named again if one of them says so; where
   they are counted apart, the caption says it.

Known problem: a page has room for some requests only. Which ones is a rule and not a choice: those
of which both readings find the same report, met before unmet, in the order of lines.
"""

import pandas as pd

from helpers import prose
from helpers import vocabularies as v
from helpers.asks import followup


def by_state(followed: pd.DataFrame) -> pd.DataFrame:
    """How many requests are of each state in both readings, and in one of them only?

    Returns `state, seen, n`, every state in the order from reports to silence, also where n is 0.
    A request that the readings take differently counts once for each of them.

    >>> rows = pd.DataFrame({"reading-1": ["met", "unmet"], "reading-2": ["met", "met"]})
    >>> by_state(rows)[lambda f: f["n"] > 0].values.tolist()
    [['met', 'in both readings', 1], ['met', 'in reading-2 only', 1], \
['unmet', 'in reading-1 only', 1]]
    """
    pairs = list(zip(*(followed[coder] for coder in v.CODERS), strict=True))
    rows = []
    for state in [*followup.NAMED, *followup.UNNAMED]:
        rows.append([state, "in both readings", sum(set(pair) == {state} for pair in pairs)])
        for place, coder in enumerate(v.CODERS):
            alone = [pair for pair in pairs if pair[place] == state != pair[1 - place]]
            rows.append([state, f"in {coder} only", len(alone)])
    return pd.DataFrame(rows, columns=["state", "seen", "n"])


def spelled(counted: pd.Series) -> str:
    """Say what became of the requests, after how many are named again. Takes a row of `audit`.

    >>> states = ["unmet", followup.DIFFER, followup.SILENT]
    >>> followed = pd.DataFrame({"state": states, "n_named": [2, 1, 0]})
    >>> spelled(followup.audit(followed).loc[0]).split("; ")[::2]
    [': none as met and one as unmet', 'one is not named again, although the subject comes up']
    """
    words = {state: f"as {state}" for state in followup.REPORTS}
    words |= {"spoken against": "to speak against it", "help offered": "with an offer of help"}
    words |= {"only asked again": "without a report"}
    told = [
        f"{few(counted[state])} {words[state]}"
        for state in followup.NAMED
        if counted[state] or (state == "met" and counted["n_both"])
    ]
    apart = int(counted["n_both"] - counted[followup.NAMED].sum())
    told += [f"{few(apart)} in different ways"] if apart else []
    parts, alone = [], int(counted["n_either"] - counted["n_both"])
    if alone:
        parts.append(f"one reading alone finds {few(alone)} more")
    away, spoken = int(counted[followup.UNNAMED].sum()), int(counted[followup.SILENT])
    if away:
        gone = f"{few(away)} {'is' if away == 1 else 'are'} not named again"
        part = f", {few(spoken)} of them although the subject comes up" if away > 1 else ""
        parts.append(gone + (", although the subject comes up" if away == spoken == 1 else part))
    return (f": {prose.listing(told)}" if told else "") + "".join(f"; {part}" for part in parts)


def few(n: int) -> str:
    """Return a count as a sentence has it where the noun is not repeated.

    >>> few(0), few(3), few(12)
    ('none', 'three', '12')
    """
    return "none" if n == 0 else prose.count(int(n), "", "").strip()


def whom(requests: pd.DataFrame, addressees: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Who is asked? Adds `whom`: those asked to lead, by name where one is printed.

    >>> asked = pd.DataFrame({"statement": ["s1"]})
    >>> row = {"statement": "s1", "addressee": "ministry", "actor": "mofa", "role": "lead"}
    >>> whom(asked, pd.DataFrame([row]), pd.Series({"mofa": "Foreign Office"}))["whom"].tolist()
    ['Foreign Office']
    """
    leads = addressees[addressees["role"] == "lead"]
    called = leads["actor"].map(names).where(leads["actor"] != "", leads["addressee"].map(v.words))
    told = called.groupby(leads["statement"]).agg(lambda words: ", ".join(dict.fromkeys(words)))
    return requests.assign(whom=requests["statement"].map(told).fillna("nobody named"))


def staked(counted: pd.Series) -> str:
    """Say how many passages report with a stake; nothing where none reports.

    Takes a row of `reporters.audit`.

    >>> row = pd.Series({"n_better": 3, "n_better_staked": 1, "n_unmet": 0, "n_unmet_staked": 0})
    >>> staked(row).partition(" come from ")[0]
    ' 1 of 3 passages that tell of progress'
    """
    sides = {"better": "passages that tell of progress", "unmet": "passages that tell of a lack"}
    parts = [
        prose.of(counted[f"n_{side}_staked"], counted[f"n_{side}"], words)
        for side, words in sides.items()
        if counted[f"n_{side}"]
    ]
    if not parts:
        return ""
    whose = "the author of the request, the same organisation or somebody on work of the own"
    return f" {prose.listing(parts)} come from {whose} organisation."


def by_group(followed: pd.DataFrame) -> pd.DataFrame:
    """What became of the requests that call for the same? One row per group of instruments.

    Takes `followup.ledger`. Returns `group` and counts of requests: `n`, `n_named` (named again),
    `n_better` (met or partly met), `n_unmet`, `n_silent` (a later document speaks of the subject,
    none of the request), `n_other` (none speaks of the subject); by at least one reading. Those
    reported both better and unmet count in both columns. Largest group first.

    >>> row = {"group": "money", "statement": "s1", "n_named": 2, "speak": "talk"}
    >>> row |= {"reading-1": "unmet", "reading-2": "partly met"}
    >>> by_group(pd.DataFrame([row])).values.tolist()
    [['money', 1, 1, 1, 1, 0, 0]]
    """
    said = followed["reading-1"] + ";" + followed["reading-2"]
    named, speak = followed["n_named"] > 0, followed["speak"] != ""
    flags = {
        "n": followed["statement"].notna(),
        "n_named": named,
        "n_better": named & said.str.contains(r"(?<!un)met"),
        "n_unmet": named & said.str.contains("unmet"),
        "n_silent": ~named & speak,
        "n_other": ~named & ~speak,
    }
    table = pd.DataFrame({"group": followed["group"], **flags}).groupby("group").sum()
    table = table.astype(int).reset_index()
    return table.sort_values(["n", "group"], ascending=[False, True], ignore_index=True)


def by_document(each: pd.DataFrame, docs: list[str]) -> pd.DataFrame:
    """What does each later document do with the requests? Takes `followup.cells`.

    Returns `doc, kind, n`: it reports on them, names them without a report, is silent on them, or
    speaks of other subjects; every kind for every document.

    >>> each = pd.DataFrame({"doc": ["talk", "talk"], "state": ["unmet", "other subjects"]})
    >>> by_document(each, ["talk"])["n"].tolist()
    [1, 0, 0, 1]
    """
    kinds = dict.fromkeys(followup.REPORTS, "a report")
    kinds |= dict.fromkeys(set(followup.NAMED) - set(followup.REPORTS), "named, no report")
    kinds[followup.SILENT] = "silent on it"
    names = [*dict.fromkeys(kinds[state] for state in [*followup.NAMED, followup.SILENT])]
    names.append("speaks of other subjects")
    kind = each["state"].map(kinds).fillna(names[-1])
    counts = each.groupby(["doc", kind.rename("kind")]).size()
    index = pd.MultiIndex.from_product([docs, names], names=["doc", "kind"])
    return counts.reindex(index, fill_value=0).rename("n").reset_index()


def grid(every: pd.DataFrame, each: pd.DataFrame, told: pd.Series, docs: list[str]) -> pd.DataFrame:
    """What stands in the cells of a ledger? Adds a column of words for each later document.

    Takes `followup.ledger`, `followup.cells` and words by request and document; a cell without
    words has its state. In the order of lines.

    >>> each = pd.DataFrame({"statement": ["s1", "s1"], "doc": ["talk", "news"], "state": "silent"})
    >>> words = pd.Series({("s1", "talk"): "unmet: line 3"})
    >>> asked = pd.DataFrame({"statement": ["s1"], "line_start": [9]})
    >>> grid(asked, each, words, ["talk", "news"]).values.tolist()
    [['s1', 9, 'unmet: line 3', 'silent']]
    """
    states = each.set_index(["statement", "doc"])["state"].to_dict()
    ordered = every.sort_values("line_start", kind="stable", ignore_index=True)
    columns = {
        doc: [told.get((name, doc), states[name, doc]) for name in ordered["statement"]]
        for doc in docs
    }
    return ordered.assign(**columns)


def sheet(every: pd.DataFrame, docs: list[str], most: int) -> pd.DataFrame:
    """Which requests go on a page to print? Those of which both readings find the same report.

    Takes `followup.ledger` with a column of words per document. Returns at most so many of them,
    met before unmet, in the order of lines; a document that does not raise the subject has a dash.

    >>> row = {"statement": "s1", "line_start": 4, "state": "unmet", "talk": "unmet: line 3 (Bo)"}
    >>> rows = pd.DataFrame([row, row | {"statement": "s2", "state": followup.DIFFER}])
    >>> sheet(rows.assign(news=followup.NOTHING), ["talk", "news"], 9)[["line_start", "talk",
    ...     "news"]].values.tolist()
    [[4, 'unmet: line 3 (Bo)', '–']]
    """
    rank = {state: place for place, state in enumerate(followup.REPORTS)}
    agreed = every[every["state"].isin(rank)]
    agreed = agreed.sort_values("state", key=lambda c: c.map(rank), kind="stable").head(most)
    dashes = dict.fromkeys([followup.ELSEWHERE, followup.NOTHING], "–")
    return agreed.assign(**{doc: agreed[doc].replace(dashes) for doc in docs})


def unshown(every: pd.DataFrame, page: pd.DataFrame) -> str:
    """Which requests have no room on the page, and on which lines do they stand? Say it.

    >>> row = {"statement": "s1", "line_start": 4, "state": followup.SILENT}
    >>> unshown(pd.DataFrame([row]), pd.DataFrame({"statement": []}))
    'Not shown: one request not named again, although the subject comes up (line 4).'
    """
    rest = every[~every["statement"].isin(page["statement"])]
    groups = {
        "named again, but without the same report": [*followup.NAMED, followup.DIFFER],
        "not named again, although the subject comes up": [followup.SILENT],
        "not named again, nor is the subject": [followup.ELSEWHERE, followup.NOTHING],
    }
    told = []
    for words, states in groups.items():
        part = rest[rest["state"].isin(states)]
        if len(part):
            count = prose.count(len(part), "request" if not told else "", None if not told else "")
            told.append(f"{count.strip()} {words} ({_lines(part['line_start'])})")
    return f"Not shown: {'; '.join(told)}." if told else "All requests are shown."


def _lines(lines: list[int]) -> str:
    """Return lines as a cell has them.

    >>> _lines([9, 4, 9]), _lines([4])
    ('lines 4, 9', 'line 4')
    """
    once = sorted({int(line) for line in lines})
    return f"line{'s' if len(once) > 1 else ''} {', '.join(map(str, once))}"
