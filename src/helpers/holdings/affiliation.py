"""Voices become organisations: to whom do those belong whose words are printed?

Grain: a block with its voice (see `authorship.voices`), or an organisation. Shares are of the text
as printed: a complete count, without sampling error.

Assumptions
1. A person belongs to the first organisation, by id of the tie, that a document says the person
   heads, works for, is a member of or founded. What is no person belongs to itself.
2. What is nobody's, or of a person without an organisation, stays apart; it is never shared out.

Known problems: who belongs where is what the documents say, at whatever date they say it; a person
speaks for the organisation in some sentences and not in others.
"""

import pandas as pd

UNITS = {"characters": "n_chars", "words": "n_words", "lines": "n_lines", "blocks": "n_blocks"}
_TIES = ["heads", "works_for", "member_of", "founded"]
_NO_ORGANISATION = ["person", "place", "event", "rule", "publication", "population_group"]


def belong(voices: pd.DataFrame, ties: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """To which organisation does each voice belong, and which tie says so?

    Adds `organisation` (an actor, a name without an actor, or empty where none is stated) and `tie`
    (empty where the voice is the organisation itself).

    >>> told = pd.DataFrame({"voice": ["bo", "club", ""]})
    >>> ties = pd.DataFrame([["k1", "bo", "heads", "club"]])
    >>> ties.columns = ["tie", "source", "kind", "target"]
    >>> actors = pd.DataFrame({"actor": ["bo", "club"], "type": ["person", "ngo"]})
    >>> belong(told, ties, actors)["organisation"].tolist()
    ['club', 'club', '']
    """
    types = actors.set_index("actor")["type"]
    stated = ties[ties["kind"].isin(_TIES) & ~ties["target"].map(types).isin(_NO_ORGANISATION)]
    stated = stated.sort_values("tie").drop_duplicates("source").set_index("source")
    target, tie = stated["target"].to_dict(), stated["tie"].to_dict()
    person = voices["voice"].map(types).eq("person")
    told = list(zip(voices["voice"], person, strict=True))
    return voices.assign(
        organisation=[target.get(voice, "") if person else voice for voice, person in told],
        tie=[tie.get(voice, "") if person else "" for voice, person in told],
    )


def audit(told: pd.DataFrame) -> pd.Series:
    """Whose are most of the characters, and how many are nobody's?

    Returns one row of counts: `organisation` with most characters (empty where no voice belongs to
    any), its `n_own` of `n_all` characters, `n_unknown` (characters without an organisation),
    `n_docs` with words of it, its largest `voice` with `n_voice` characters, and in [0, 1] its
    `share`, that of the voice `alone`, and the share it has `at_most`, if all unknown were its own.

    >>> told = pd.DataFrame({"organisation": ["a", "b", ""], "voice": ["v", "w", ""], "doc": "d"})
    >>> audit(told.assign(n_chars=[2, 3, 5]))[["organisation", "n_own", "n_unknown"]].tolist()
    ['b', 3, 5]
    """
    named = told[told["organisation"] != ""].groupby("organisation")["n_chars"].sum()
    first = str(named.idxmax()) if len(named) else ""
    own = told[(told["organisation"] == first) & (first != "")]
    voices = own.groupby("voice")["n_chars"].sum()
    n_own, n_all = int(own["n_chars"].sum()), int(told["n_chars"].sum())
    n_unknown = int(told.loc[told["organisation"] == "", "n_chars"].sum())
    n_voice = int(voices.max()) if len(voices) else 0
    row = {"organisation": first, "voice": str(voices.idxmax()) if len(voices) else ""}
    row |= {"n_own": n_own, "n_all": n_all, "n_unknown": n_unknown, "n_voice": n_voice}
    row |= {"n_docs": own["doc"].nunique(), "share": n_own / n_all if n_all else 0.0}
    row |= {"alone": n_voice / n_all if n_all else 0.0}
    row |= {"at_most": (n_own + n_unknown) / n_all if n_all else 0.0}
    return pd.Series(row, dtype=object)


def standing(told: pd.DataFrame, unit: str, organisation: str) -> tuple[float, bool]:
    """Which share of the text is an organisation's, and does another one have more?

    Returns the share in [0, 1] of all text, what is nobody's included, in `unit` (characters,
    words, lines, blocks), and whether another organisation has a larger one.

    >>> told = pd.DataFrame({"organisation": ["a", "b", ""], "n_chars": [2, 3, 5]})
    >>> standing(told, "characters", "a"), standing(told, "characters", "b")
    ((0.2, True), (0.3, False))
    """
    sizes = told.groupby("organisation")[UNITS[unit]].sum()
    named = sizes.drop("", errors="ignore")
    own = sizes.get(organisation, 0)
    return (float(own / sizes.sum()) if sizes.sum() else 0.0), bool((named > own).any())


def by_organisation(told: pd.DataFrame, names: pd.Series, most: int) -> pd.DataFrame:
    """How many characters does each organisation have in each document? The largest first.

    Returns `organisation` (its name), `doc, n` for the `most` largest; the rest stand together
    as the other ones, and what is nobody's, or of a person without an organisation, comes last.

    >>> told = pd.DataFrame({"organisation": ["a", "b", ""], "doc": "d", "n_chars": [2, 3, 5]})
    >>> by_organisation(told, pd.Series({"b": "Bees"}), 1)["organisation"].tolist()
    ['Bees', 'other organisations (1)', 'no organisation stated']
    """
    sizes = told[told["organisation"] != ""].groupby("organisation")["n_chars"].sum()
    first = list(sizes.sort_index().sort_values(ascending=False, kind="stable").index[:most])
    others = f"other organisations ({len(sizes) - len(first)})"
    order = [*first, others, ""]
    place = told["organisation"].where(told["organisation"].isin([*first, ""]), others)
    table = told.assign(place=place).groupby(["place", "doc"])["n_chars"].sum().rename("n")
    table = table.reset_index()
    table = table.sort_values(
        ["place", "doc"],
        key=lambda column: column.map(order.index) if column.name == "place" else column,
    )
    shown = table["place"].map(lambda place: names.get(place, place) or "no organisation stated")
    return table.assign(organisation=shown)[["organisation", "doc", "n"]].reset_index(drop=True)


def people(told: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Who speaks or writes how much? One row per voice, the largest first.

    Returns `who`, `organisation` (names), `docs` (joined), `n_docs`, `n_chars` and `percent` of all
    text; what nobody is known to have said is in no row.

    >>> told = pd.DataFrame({"voice": ["a", ""], "organisation": "", "doc": "d", "n_chars": [1, 3]})
    >>> people(told, pd.Series({"a": "Ada"}))[["who", "percent"]].values.tolist()
    [['Ada', 25.0]]
    """
    known = told[told["voice"] != ""].groupby(["voice", "organisation"])
    table = known.agg(docs=("doc", lambda docs: ", ".join(sorted(set(docs)))))
    table = table.assign(n_docs=known["doc"].nunique(), n_chars=known["n_chars"].sum())
    table = table.reset_index().sort_values(["n_chars", "voice"], ascending=[False, True])
    return table.assign(
        who=[names.get(who, who) for who in table["voice"]],
        organisation=[names.get(who, who) for who in table["organisation"]],
        percent=100 * table["n_chars"] / told["n_chars"].sum(),
    ).reset_index(drop=True)


def behind(told: pd.DataFrame, ties: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """What shows who the largest organisation is, and who the next one?

    Returns for both the ties by which their people belong to them and, per voice and document, the
    longest block: `record` (id), `says`, `against` (of the next organisation) and the place.

    >>> told = pd.DataFrame({"voice": ["a", "b"], "organisation": ["x", "y"], "tie": ["k1", ""]})
    >>> told = told.assign(doc="d", segment=["d.b1", "d.b2"], n_chars=[5, 2])
    >>> told = told.assign(line_start=1, line_end=1, char_start=0, char_end=5)
    >>> ties = told.head(1).assign(tie="k1", role_as_written="reeve")
    >>> behind(told, ties, pd.Series({"a": "Ada"}))[["record", "against"]].values.tolist()
    [['k1', False], ['d.b1', False], ['d.b2', True]]
    """
    first = audit(told)["organisation"]
    next_ = audit(told[told["organisation"] != first])["organisation"]
    rows = told[told["organisation"].isin({first, next_} - {""})]
    size = rows.groupby(["doc", "voice"])["n_chars"].transform("sum")
    rows = rows.assign(size=size).sort_values("n_chars", ascending=False, kind="stable")
    rows = rows.drop_duplicates(["doc", "voice"]).sort_values(["size", "segment"], ascending=False)
    who = rows["voice"].map(lambda voice: names.get(voice, voice))
    here = rows["size"].map("{:,}".format) + " characters here, this is the longest block"
    blocks = rows.assign(record=rows["segment"], says=who + ": " + here)
    belongs = rows.drop_duplicates("tie").set_index("tie")
    stated = ties[ties["tie"].isin(belongs.index)].set_index("tie", drop=False)
    said = [
        f"{names.get(belongs.loc[tie, 'voice'])} of "
        f"{names.get(belongs.loc[tie, 'organisation'], belongs.loc[tie, 'organisation'])}"
        + (f": {role}" if role else "")
        for tie, role in stated["role_as_written"].items()
    ]
    organisation = stated["tie"].map(belongs["organisation"])
    shown = [stated.assign(record=stated["tie"], says=said, organisation=organisation), blocks]
    table = pd.concat(shown, ignore_index=True)
    table = table.assign(against=table["organisation"] != first)
    return table.sort_values("against", kind="stable", ignore_index=True)
