"""Voices become groups: who is spoken about, who is heard, and who speaks for whom?

Grain: an author of statements, or a group of people and organisations.

Assumptions
1. A voice stands for the group of the organisation that it heads, works for, belongs to or founded,
   as the documents print it; who heads a country stands for government. A startup NGO is one that
   an incubator hosts or trains (see `ledger.incubators`); an NGO going abroad has an office in
   another country, where that country's organisations stand for society. People whom an NGO hosts
   or trains are people served.
2. A group is spoken about where a statement says that it gains, lacks or bears something. It is
   heard where a voice of its own is printed; only quoted where all its words are from rules and
   speeches.
3. What is said in a record is said by the author of the shortest statement around it, or where
   there is none by whoever has the turn.

Known problems: a voice counts for one group, although people belong to several; an organisation
whose country is not printed stands apart. The society where the work is done is China's own in some
statements; then Chinese NGOs may be said to speak for it, and are not counted so.
"""

import pandas as pd

from helpers import prose
from helpers import vocabularies as v
from helpers.claims import ledger
from helpers.holdings.affiliation import belong

STAKES = ["its own organisation", "its own group", "others", "nobody named"]
HOME, STARTUPS = "China", "startup NGOs"
NOT_STATED = "no country or organisation stated"
_SECTOR = ["chinese_ngos", "platform_ngos", "chinese_foundations", "whole_sector"]
GROUPS = {
    "people served and the public": ["people_served", "public"],
    "societies where the work is done": ["host_society"],
    STARTUPS: ["startup_ngos"],
    "NGOs going abroad": ["ngos_going_abroad"],
    "Chinese NGOs at large": _SECTOR,
    "government and the Party": ["state", *v.ADDRESSEES["state"]],
    "organisations of other countries": ["foreign", *v.ADDRESSEES["foreign"]],
    "companies": ["business", "companies"],
    "scholars": ["academia"],
    "media": ["media"],
    "incubators": ["incubators"],
    "funders": ["funders"],
}
_OTHERS = {
    "government": "government and the Party",
    "party": "government and the Party",
    "ingo": "organisations of other countries",
    "intergovernmental": "organisations of other countries",
    "company": "companies",
    "university_or_think_tank": "scholars",
    "media": "media",
}
_NGOS = ["ngo", "foundation", "association", "platform"]
_SERVING = ["hosts", "trains"]


def said_in(
    records: pd.DataFrame, statements: pd.DataFrame, segments: pd.DataFrame
) -> pd.DataFrame:
    """Which statement stands around each record, and who says it? Return them with its columns.

    Adds `statement, author, speaks_for, basis, theme, concerns, form`, of the shortest statement
    around the record, and all empty where there is none; then the author is whoever has the turn.

    >>> from helpers import records
    >>> numbers = records.load("quantities", "toy")
    >>> spoken = records.load("statements", "toy"), records.load("segments", "toy")
    >>> said = said_in(numbers, *spoken).set_index("quantity")
    >>> said.loc["incubators-2018.n06", "author"]
    'harbour-post'
    """
    columns = ["statement", "author", "speaks_for", "basis", "theme", "concerns", "form"]
    sized = statements.assign(size=statements["char_end"] - statements["char_start"])
    by_doc = dict(list(sized.sort_values("size", kind="stable").groupby("doc")))
    turns, rows = segments[segments["kind"] == "turn"], []
    for record in records.itertuples():
        near = by_doc.get(record.doc, sized.head(0))
        near = near[near["char_start"].le(record.char_start) & near["char_end"].ge(record.char_end)]
        if len(near):
            rows.append(list(near[columns].iloc[0]))
            continue
        turn = turns[(turns["doc"] == record.doc) & turns["char_start"].le(record.char_start)]
        turn = turn[turn["char_end"].ge(record.char_end)]["speaker"]
        rows.append(["", next(iter(turn), ""), *[""] * (len(columns) - 2)])
    return records.assign(**pd.DataFrame(rows, columns=columns, index=records.index))


def voices(statements: pd.DataFrame, ties: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """For which group does each author of a statement stand? See assumption 3.

    Returns one row per author: `voice, organisation, group, n_said` (statements), `n_quoted` (of
    these, from rules and speeches).

    >>> from helpers import records
    >>> tables = (records.load(name, "toy") for name in ("statements", "ties", "actors"))
    >>> heard = voices(*tables).set_index("voice")["group"]
    >>> heard["uma-finch"], heard["ministry-of-rivers"]
    ('startup NGOs', 'government and the Party')
    """
    said = statements[statements["author"] != ""]
    table = said.groupby("author").agg(
        n_said=("statement", "size"), n_quoted=("basis", lambda b: int((b == "policy_cited").sum()))
    )
    table = table.rename_axis("voice").reset_index()
    table = belong(table, ties, actors).drop(columns="tie")
    known = actors.set_index("actor")
    types, lands = known["type"], known["country"]
    serving = ties[ties["kind"].isin(_SERVING)]
    nurseries = set(ledger.incubators(ties)["actor"])
    hosted = set(serving.loc[serving["source"].isin(nurseries), "target"])
    served = set(serving.loc[serving["source"].map(types).isin(_NGOS), "target"])
    parts = ties[(ties["kind"] == "part_of") & ties["target"].map(lands).eq(HOME)]
    parts = parts.assign(land=parts["source"].map(lands))
    parts = parts[~parts["land"].isin(["", HOME]) & parts["land"].notna()]
    rulers = set(
        ties.loc[(ties["kind"] == "heads") & ties["target"].map(types).eq("place"), "source"]
    )
    places = set(parts["land"]), set(parts["target"])

    def group(voice: str, organisation: str) -> str:
        if voice in rulers:
            return "government and the Party"
        if voice in served and types.get(voice) in ("person", "population_group"):
            return "people served and the public"
        kind, land = types.get(organisation, ""), lands.get(organisation, "")
        if kind == "ngo" and organisation in hosted:
            return STARTUPS
        if land in places[0] and kind in _NGOS:
            return "societies where the work is done"
        if organisation in nurseries:
            return "incubators"
        if kind in _NGOS and land == HOME:
            return "NGOs going abroad" if organisation in places[1] else "Chinese NGOs at large"
        if kind in _NGOS and land:
            return "organisations of other countries"
        return _OTHERS.get(kind, NOT_STATED)

    groups = [group(row.voice, row.organisation) for row in table.itertuples()]
    return table.assign(group=groups)


def heard(statements: pd.DataFrame, known: pd.DataFrame, grain: str = "statement") -> pd.DataFrame:
    """Which groups are spoken about, and which are heard? Most spoken about first.

    `statements` are those that count, `known` are all voices. Returns per group `n_about` (distinct
    values of `grain` that concern it), `n_docs`, `n_voices`, `n_said`, `n_quoted` (of these, from
    rules and speeches), `voices` (ids, joined) and `heard`: True, False or, where nothing concerns
    the group, None; a group with quotations from rules and speeches alone is not heard.

    >>> from helpers import records
    >>> tables = [records.load(name, "toy") for name in ("statements", "ties", "actors")]
    >>> table = heard(tables[0], voices(*tables)).set_index("group")
    >>> table["heard"][["startup NGOs", "people served and the public", "media"]].tolist()
    [True, False, None]
    """
    rows = []
    for group, codes in GROUPS.items():
        about = statements[[bool(set(c.split("; ")) & set(codes)) for c in statements["concerns"]]]
        own = known[known["group"] == group]
        own = own[own["voice"].isin(statements["author"])]
        said = statements[statements["author"].isin(own["voice"])]
        row = {"group": group, "n_about": about[grain].nunique(), "n_docs": about["doc"].nunique()}
        row |= {"n_voices": len(own), "n_said": len(said)}
        row |= {"n_quoted": int((said["basis"] == "policy_cited").sum())}
        row["voices"] = "; ".join(own.sort_values("n_said", ascending=False)["voice"])
        row["heard"] = row["n_said"] > row["n_quoted"] if row["n_about"] else None
        rows.append(row)
    table = pd.DataFrame(rows).astype({"heard": object})
    return table.sort_values("n_about", ascending=False, ignore_index=True, kind="stable")


def unheard(table: pd.DataFrame) -> str:
    """Say which groups are spoken about and not heard, with the number of statements about them.

    >>> table = pd.DataFrame({"group": ["a", "b"], "n_about": [3, 1], "n_said": [0, 4]})
    >>> unheard(table.assign(heard=False))
    'spoken about and not heard: a (3 statements); only quoted from rules and speeches: b (1)'
    """
    silent = table[table["heard"].eq(False)]
    parts = []
    for words, rows in (
        ("spoken about and not heard", silent[silent["n_said"] == 0]),
        ("only quoted from rules and speeches", silent[silent["n_said"] > 0]),
    ):
        told = [f"{row.group} ({row.n_about})" for row in rows.itertuples()]
        if told and not parts:
            n = int(rows["n_about"].iloc[0])
            told[0] = told[0].replace(f"({n})", f"({n} statement{'s' * (n != 1)})")
        if told:
            parts.append(f"{words}: {prose.listing(told)}")
    return "; ".join(parts) or "every group that is spoken about is heard"


def stakes(told: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Whom does a claim concern, seen from its speaker? Return the claims with `stake`.

    `known` are the voices. Own organisation: the speaker speaks for it. Own group: the speaker's
    group is among those concerned. Others: somebody else is. A claim may concern nobody named.

    >>> told = pd.DataFrame({"author": ["bo", "bo"], "speaks_for": ["organisation", "self"]})
    >>> known = pd.DataFrame({"voice": ["bo"], "group": ["companies"]})
    >>> stakes(told.assign(concerns=["", "business; state"]), known)["stake"].tolist()
    ['its own organisation', 'its own group']
    """
    groups = known.set_index("voice")["group"].to_dict()
    rows = []
    for row in told.itertuples():
        concerned, own = set(row.concerns.split("; ")), GROUPS.get(groups.get(row.author), [])
        if row.speaks_for == "organisation":
            rows.append(STAKES[0])
        elif concerned & set(own):
            rows.append(STAKES[1])
        else:
            rows.append(STAKES[2] if row.concerns else STAKES[3])
    return told.assign(stake=rows)
