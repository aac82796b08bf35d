"""Classified requests become the parts of an answer: who comes next, what for, and held by whom.

Grain: a group of the taxonomy, a pair of somebody asked and an instrument, or a public body that is
named.

Assumptions
1. What goes with a group (the instrument for somebody asked, somebody asked for all else) is where
   most of its units stand; nobody in particular counts as nobody. Of equals the first by name.
2. A document holds a group where more of the group's requests stand in it than in any other.
"""

import pandas as pd

from helpers import prose
from helpers import vocabularies as v
from helpers.asks import taxonomy

# By scheme: what requests do to a group, how they are joined to it, and how to what goes with it.
WORDS = {
    "addressee": ("ask", "to", "for"),
    "instrument": ("call for", "for", "to"),
    "theme": ("are about", "about", "to"),
    "horizon": ("have", "marked", "to"),
}


def beside(placed: pd.DataFrame, other: pd.DataFrame, grain: str) -> pd.DataFrame:
    """Under which group of another scheme do most of a group's units stand, nobody aside?

    Takes the same statements classified twice; returns `group, beside, n_beside`, one row per group
    that has any.

    >>> asked = pd.DataFrame({"statement": ["a", "b"], "group": "the state", "parent": "state"})
    >>> means = asked.assign(group=["money", "rules"], parent=["money", "rules"])
    >>> beside(asked, means, "statement").values.tolist()
    [['the state', 'money', 1]]
    """
    named = other.loc[other["parent"] != "anyone", ["statement", "group"]].drop_duplicates()
    joined = placed.merge(named.rename(columns={"group": "beside"}), on="statement")
    rows = [
        [group, name, taxonomy.n_units(part, grain)]
        for (group, name), part in joined.groupby(["group", "beside"])
    ]
    table = pd.DataFrame(rows, columns=["group", "beside", "n_beside"])
    table = table.sort_values("n_beside", ascending=False, kind="stable")
    return table.drop_duplicates("group").sort_values("group", ignore_index=True)


def runners_up(
    placed: pd.DataFrame, other: pd.DataFrame, grain: str, word: str, most: int = 3
) -> list[str]:
    """Which groups hold most units after the first, and what goes with each? Words of a sentence.

    `other` are the same statements by another scheme; `word` joins the two, such as "for".

    >>> asked = pd.DataFrame({"statement": ["a", "b"], "group": ["x", "y"], "parent": ["p", "q"]})
    >>> asked = asked.assign(doc="d", author="bo", item="i")
    >>> runners_up(asked, asked.assign(group="money"), "statement", "for")
    ['y (1, for money)']
    """
    groups = list(taxonomy.counts(placed, ["group"])["group"])[1:]
    sizes = pd.Series({name: taxonomy.n_units(placed, grain, name) for name in groups}, dtype=int)
    goes = beside(placed, other, grain).set_index("group")
    told = []
    for name, n in sizes.nlargest(most).items():
        more = ""
        if name in goes.index:
            inside = goes["n_beside"][name]
            part = "" if n == 1 else "all " if inside == n else f"{inside} of them "
            more = f", {part}{word} {goes['beside'][name]}"
        told.append(f"{name} ({n}{more})")
    return told


def held_by(placed: pd.DataFrame, word: str, most: int = 3) -> str:
    """In which documents do the largest groups stand, nobody in particular aside? One sentence.

    `word` joins requests to a group, such as "to".

    >>> asked = pd.DataFrame({"statement": ["a", "b"], "group": ["x", "y"], "parent": ["p", "q"]})
    >>> held_by(asked.assign(doc=["d", "e"]), "to", most=1)
    'The documents answer different questions: 1 of 1 requests to x stand in d.'
    """
    docs = sorted(set(placed["doc"]))
    if len(docs) == 1:
        return f"Only {docs[0]} was read; another document may ask others for other things."
    named = placed[placed["parent"] != "anyone"]
    told = []
    for group, n in named.groupby("group")["statement"].nunique().nlargest(most).items():
        own = named[named["group"] == group].groupby("doc")["statement"].nunique()
        noun = "" if told else "requests "
        told.append(f"{own.max()} of {n} {noun}{word} {group} stand in {own.idxmax()}")
    told = [*told[:1], *(words.replace(" stand in ", " in ") for words in told[1:])]
    words = f": {prose.listing(told)}" if told else ""
    return f"The documents answer different questions{words}."


def branches(placed: pd.DataFrame) -> dict[str, dict[str, pd.DataFrame]]:
    """What stands in each group? Return headings with counts, and their places with their rows.

    Most widely shared first. A heading says how many documents, authors and sentences there are.

    >>> asked = pd.DataFrame({"statement": ["a"], "group": ["x"], "place": ["y"], "doc": ["d"]})
    >>> [[parent, below]] = branches(asked.assign(author="bo", item="i")).items()
    >>> parent, list(below)[0][:5]
    ('X (one document, one author, one sentence), requests:', 'Y (on')
    """
    found: dict[str, dict[str, pd.DataFrame]] = {}
    parents = {row.group: _heading(row.group, row) for row in _rows(placed, ["group"])}
    for row in _rows(placed, ["group", "place"]):
        own = placed[(placed["group"] == row.group) & (placed["place"] == row.place)]
        place = f"{row.place}, in general" if row.place == row.group else row.place
        parent = found.setdefault(parents[row.group], {})
        parent[_heading(place, row)] = own.sort_values("statement")
    return found


def _rows(placed: pd.DataFrame, by: list[str]):
    return taxonomy.counts(placed, by).itertuples()


def _heading(name: str, row) -> str:
    counts = {"document": row.n_documents, "author": row.n_authors, "sentence": row.n_items}
    told = ", ".join(prose.count(n, noun) for noun, n in counts.items())
    return f"{prose.sentence(name)} ({told}), requests:"


def cells(asked: pd.DataFrame, means: pd.DataFrame) -> pd.DataFrame:
    """Who is asked for which instrument? Return every pair: `addressee, instrument, n` requests.

    >>> asked = pd.DataFrame({"statement": ["a", "b"], "group": ["x", "y"]})
    >>> cells(asked, asked.assign(group=["money", "rules"]))["n"].tolist()
    [1, 0, 0, 1]
    """
    table = taxonomy.grid(asked, means).rename_axis(index="addressee", columns="instrument")
    return table.stack().rename("n").reset_index()


def fullest(pairs: pd.DataFrame, asked: pd.DataFrame) -> pd.Series:
    """Which pair of somebody asked and an instrument holds most requests, nobody aside?

    >>> asked = pd.DataFrame({"statement": ["a", "b"], "group": ["x", "y"], "parent": "state"})
    >>> fullest(cells(asked, asked.assign(group="money")), asked)["addressee"]
    'x'
    """
    nobody = set(asked.loc[asked["parent"] == "anyone", "group"])
    named = pairs[~pairs["addressee"].isin(nobody)]
    return pairs.loc[(named if len(named) else pairs)["n"].idxmax()]


def gaps(pairs: pd.DataFrame) -> str:
    """Say for what nobody asks whom. Takes `cells`; nobody in particular and other means aside.

    >>> asked = pd.DataFrame({"statement": ["a", "b"], "group": ["x", "y"]})
    >>> gaps(cells(asked, asked.assign(group=["money", "rules"])))
    'Empty pairs of somebody asked and a means: 2 of 4. No request asks x for rules; y for money.'
    """
    named = pairs[(pairs["addressee"] != v.words("anyone")) & (pairs["instrument"] != "other")]
    if named.empty:
        return "No request names both somebody and a means."
    empty = named[named["n"] == 0]
    told = [
        f"{who} for {prose.listing(list(part['instrument']))}"
        for who, part in empty.groupby("addressee", sort=False)
    ]
    more = f" No request asks {'; '.join(told)}." if told else ""
    count = prose.of(len(empty), len(named))
    return f"Empty pairs of somebody asked and a means: {count}.{more}"


def parts_of(statements: pd.DataFrame, addressees: pd.DataFrame, codes: list[str], who: str) -> str:
    """Say in which requests these addressees are to lead, and in how many they are to help.

    `who` names them at the beginning of the sentence, in the plural.

    >>> said = pd.DataFrame({"statement": ["a"], "doc": ["memo"], "line_start": [3]})
    >>> asked = pd.DataFrame({"statement": ["a"], "addressee": ["funders"], "role": ["lead"]})
    >>> parts_of(said, asked, ["funders"], "Funders")
    'Funders are asked to lead in one request (memo, line 3) and to help in no other.'
    """
    own = addressees[addressees["addressee"].isin(codes)].drop_duplicates(["statement", "role"])
    lead = statements[statements["statement"].isin(own[own["role"] == "lead"]["statement"])]
    helping = statements["statement"].isin(own["statement"]).sum() - len(lead)
    where = f" ({places(lead)})" if len(lead) else ""
    more = f"{prose.count(int(helping), '', '').strip()} more" if helping else "no other"
    n_lead = prose.count(len(lead), "request")
    return f"{who} are asked to lead in {n_lead}{where} and to help in {more}."


def lines(numbers: pd.Series) -> str:
    """Say on which lines requests stand; several on one line are counted.

    >>> lines(pd.Series([94, 82, 94])), lines(pd.Series([], dtype=int))
    ('lines 82 and 94 (two requests)', '–')
    """
    if numbers.empty:
        return "–"
    told = []
    for line, n in numbers.value_counts().sort_index().items():
        told.append(f"{line} ({prose.count(int(n), 'request')})" if n > 1 else f"{line}")
    return ("line " if len(told) == 1 else "lines ") + prose.listing(told)


def places(statements: pd.DataFrame) -> str:
    """Say where statements stand.

    >>> places(pd.DataFrame({"doc": ["memo"] * 2, "line_start": [3, 9], "statement": ["a", "b"]}))
    'memo, lines 3 and 9'
    """
    own = statements.drop_duplicates(["doc", "line_start"])
    return "; ".join(f"{doc}, {lines(part['line_start'])}" for doc, part in own.groupby("doc"))


def tasks(statements: pd.DataFrame, addressees: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Which public body is asked for what, and in which requests is it only to take part?

    Returns one row per body named: `body, doc, leads` (tasks with lines), `joins` (lines of
    requests that another body leads), `n_leads, n_joins` (requests); most asked to lead first.

    >>> from helpers import records
    >>> said, asked = (records.load(name, "toy") for name in ("statements", "addressees"))
    >>> tasks(said, asked, records.names("actors", "toy"))[["body", "leads"]].values.tolist()[2]
    ['Low Village', 'procurement, line 19']
    """
    official = ["state", *v.ADDRESSEES["state"]]
    known = addressees[(addressees["actor"] != "") & addressees["addressee"].isin(official)]
    found, rows = known.merge(statements, on="statement"), []
    for (body, doc), part in found.groupby(["actor", "doc"]):
        lead, rest = part[part["role"] == "lead"], part[part["role"] != "lead"]
        told = [
            f"{v.words(means)}, {lines(own['line_start'])}"
            for means, own in lead.groupby("instrument", sort=False)
        ]
        row = {"body": names.get(body, body), "doc": doc, "leads": "; ".join(told) or "–"}
        row["joins"] = lines(rest["line_start"])
        rows.append(
            row | {"n_leads": lead["statement"].nunique(), "n_joins": rest["statement"].nunique()}
        )
    table = pd.DataFrame(rows, columns=["body", "doc", "leads", "joins", "n_leads", "n_joins"])
    order = ["n_leads", "n_joins", "body"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)
