"""Names as written become actors: what is one called in each language, and since when?

Grain: one row per spelling, or per actor. A *spelling* is a name as it is printed; it is
*dated* by what a document says of the name (renamed, former), not by the document that uses it.

Assumptions
1. A name is of the language that the aliases give it: UNDP in a Chinese sentence is English.
2. Only names that begin alike can be taken for each other: a short name is the beginning of a
   longer one of somebody else. In a text the longest name wins.

Known problems: spellings are counted in passages; bylines and labels of speakers are none. Who is
meant by a short name was read once, by the passage around it.
"""

import pandas as pd

from helpers.columns import JOIN
from helpers.people.tenure import when

LANGUAGES = {"en": "English", "zh": "Chinese", "ja": "Japanese"}
_UNSETTLED, _AGREED = "Not settled here.", "They agree."


def spellings(
    aliases: pd.DataFrame, mentions: pd.DataFrame, segments: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """Where is each spelling written? Adds to the aliases `docs` (a list), `n` (passages), `shown`.

    `shown` is the name, with what is printed of its time.

    >>> from helpers import records, sources
    >>> tables = (records.load(t, "toy") for t in ("aliases", "mentions", "segments"))
    >>> documents = pd.DataFrame(map(vars, sources.catalogue("toy").values()))
    >>> found = spellings(*tables, documents).set_index("alias").loc["the Guild"]
    >>> found["docs"], int(found["n"]), found["shown"]
    (['huang-study'], 1, 'the Guild')
    """
    order = list(documents.sort_values("date")["doc"])
    placed = mentions.assign(doc=mentions["segment"].map(segments.set_index("segment")["doc"]))
    docs = placed.groupby(["alias", "actor"])["doc"].agg(lambda c: sorted({*c}, key=order.index))
    n = placed.groupby(["alias", "actor"])["segment"].nunique()
    keys = list(zip(aliases["alias"], aliases["actor"], strict=True))
    dated = [
        alias + (f" ({when(since, until, '', open_end=False)})" if since or until else "")
        for alias, since, until in zip(
            aliases["alias"], aliases["since"], aliases["until"], strict=True
        )
    ]
    return aliases.assign(
        docs=[docs.get(key, []) for key in keys],
        n=[int(n.get(key, 0)) for key in keys],
        shown=dated,
    )


def known_as(spelled: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """What is each actor called in each language? One row per actor, most spellings first.

    `actors` are those that count. Columns out: `actor, name, English, Chinese, Japanese` (their
    spellings, joined), `n_names`, `n_languages`, `since, until` (of names, as printed), `docs`.

    >>> spelled = pd.DataFrame([["Bo", "en", "bo"], ["波", "zh", "bo"]])
    >>> spelled.columns = ["alias", "lang", "actor"]
    >>> spelled = spelled.assign(shown=spelled["alias"], since="", until="", docs=[["d"], ["e"]])
    >>> actors = pd.DataFrame({"actor": ["bo", "cy"], "name": ["Bo", "Cy"]})
    >>> known_as(spelled, actors)[["name", "Chinese", "n_names", "docs"]].values.tolist()
    [['Bo', '波', 2, ['d', 'e']], ['Cy', '', 0, []]]
    """
    rows = []
    for actor in actors.to_dict("records"):
        own = spelled[spelled["actor"] == actor["actor"]]
        row = {"actor": actor["actor"], "name": actor["name"]}
        for lang, language in LANGUAGES.items():
            row[language] = JOIN.join(own.loc[own["lang"] == lang, "shown"])
        rows.append(
            row
            | {"n_names": len(own), "n_languages": own["lang"].nunique()}
            | {side: JOIN.join(sorted({*own[side]} - {""})) for side in ("since", "until")}
            | {"docs": list(dict.fromkeys(doc for docs in own["docs"] for doc in docs))}
        )
    columns = ["actor", "name", *LANGUAGES.values(), "n_names", "n_languages", "since", "until"]
    table = pd.DataFrame(rows, columns=[*columns, "docs"])
    order = ["n_languages", "n_names", "name"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


def is_short_for(short: str, name: str) -> bool:
    """Could a name be the beginning of another, whole words only?

    >>> is_short_for("Wang", "Wang Ming"), is_short_for("Wang", "Wangari"), is_short_for("A", "A")
    (True, False, False)
    """
    return name.startswith(f"{short} ")


def double(aliases: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Which name could stand for two? One row per name of one actor that begins another's.

    Also where two actors have one name. Columns out: `alias, actor` (who is meant), `others` (a
    list of actors of whom it could be short).

    >>> aliases = pd.DataFrame([["Wang", "wang-yi"], ["Wang Er", "wang-er"]])
    >>> aliases.columns = ["alias", "actor"]
    >>> double(aliases, aliases).values.tolist()
    [['Wang', 'wang-yi', ['wang-er']]]
    """
    own = aliases[aliases["actor"].isin(actors["actor"])][["alias", "actor"]]
    rows = []
    for alias, actor in own.itertuples(index=False):
        others = own[own["actor"] != actor]
        alike = [name == alias or is_short_for(alias, name) for name in others["alias"]]
        if any(alike):
            rows.append((alias, actor, sorted(set(others.loc[alike, "actor"]))))
    return pd.DataFrame(rows, columns=["alias", "actor", "others"])


def unsettled(relations: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """About which names did the reading find a question that its passage does not settle?

    Returns the relations of the kind name that say so. Adds `names` (of the actors that count among
    the members), `where` (their document), `question` and `elsewhere`: where documents agree.

    >>> rows = pd.DataFrame({"kind": "name", "members": "bo", "relation": ["d.r1", "cross.r2"]})
    >>> rows = rows.assign(note=["Line 3: who? Not settled here.", "Line 9: he. They agree."])
    >>> found = unsettled(rows, pd.DataFrame({"actor": ["bo"], "name": ["Bo"]}))
    >>> found[["names", "question", "elsewhere"]].values.tolist()
    [['Bo', 'Line 3: who?', 'Line 9: he.']]
    """
    named = actors.set_index("actor")["name"]
    about = relations[relations["kind"] == "name"]
    members = [{m for m in cell.split(JOIN) if m in named} for cell in about["members"]]
    agreed = about["note"].str.endswith(_AGREED) & about["relation"].str.startswith("cross.")
    settled = list(zip(members, agreed, about["note"].str.removesuffix(_AGREED), strict=True))
    found = about.assign(
        names=[JOIN.join(sorted(named[m] for m in own)) for own in members],
        where=about["relation"].str.partition(".")[0].replace("cross", "several"),
        question=about["note"].str.removesuffix(_UNSETTLED).str.strip(),
        elsewhere=[
            " ".join(note.strip() for who, agree, note in settled if agree and who & own)
            for own in members
        ],
    )
    return found[about["note"].str.endswith(_UNSETTLED) & (found["names"] != "")]
