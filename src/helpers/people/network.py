"""Stated ties and names become a network: who stands in which document, and what holds by whom?

Grain: one row per actor and document (a link), or per actor. A *house* is an organisation with the
people who have a post in it. Documents *hang together* where one actor stands in both, or a chain
of actors and documents leads from one to the other.

Assumptions
1. Counted are people and organisations (`BODIES`). Places, groups of people, events, rules,
   publications and programmes are named by everybody and tie nobody; nor does a word for whoever is
   meant, which a remark in the actors calls a catch-all ("the government", without a level).
2. A link weighs as much as its ties, or as the passages in which a name is written. An actor stands
   in a document where the weight reaches the least that is asked for.
3. A document *falls off* where it hung together with most of the documents, and no longer does once
   somebody is taken out. Of two parts of one size, the one with the first name is the larger.

Known problems: labels of speakers and bylines are no passages, so whoever speaks and is not spoken
about has ties and no mentions. A tie of two groups says nothing here.

Library: `networkx` 3 (connected components).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from helpers.people.tenure import POSTS

BODIES = (
    "ngo foundation association ingo intergovernmental government party company media "
    "university_or_think_tank platform"
).split()
_CATCH_ALL = "catch-all"


def counted(actors: pd.DataFrame, catch_alls: bool = False) -> pd.DataFrame:
    """Which actors can tie documents together? Return the rows of people and organisations.

    With `catch_alls` also the words for whoever is meant. Adds `is_person`.

    >>> actors = pd.DataFrame({"actor": ["bo", "far"], "type": ["person", "place"], "note": ""})
    >>> counted(actors)[["actor", "is_person"]].values.tolist()
    [['bo', True]]
    """
    kept = actors["type"].isin(["person", *BODIES])
    if not catch_alls:
        kept &= ~actors["note"].str.startswith(_CATCH_ALL)
    found = actors[kept]
    return found.assign(is_person=found["type"] == "person")


def written(mentions: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Where is each name written? Returns the mentions with `doc`, and as undated as what is said.

    >>> from helpers import records
    >>> found = written(records.load("mentions", "toy"), records.load("segments", "toy"))
    >>> found.loc[found["actor"] == "guild-of-abbots", ["doc", "kind", "since"]].values.tolist()
    [['huang-study', 'cites', '']]
    """
    docs = mentions["segment"].map(segments.set_index("segment")["doc"])
    return mentions.assign(doc=docs, kind="cites", since="", until="")


def links(rows: pd.DataFrame, actors: pd.DataFrame, least: int = 1) -> pd.DataFrame:
    """In which documents does an actor stand? Columns out: `actor, doc, n` (ties or passages).

    `rows` are ties, which count for both of their sides, or names as `written`, once a passage;
    `actors` are those that count, see `counted`; kept are links of at least `least`.

    >>> ties = pd.DataFrame({"source": ["bo"], "target": ["club"], "doc": ["d"]})
    >>> links(ties, pd.DataFrame({"actor": ["bo", "club"]})).values.tolist()
    [['bo', 'd', 1], ['club', 'd', 1]]
    """
    if "source" in rows:
        numbered = rows.assign(tie=range(len(rows)))
        sides = [numbered[["doc", "tie"]].assign(actor=rows[side]) for side in ("source", "target")]
        rows = pd.concat(sides)
    else:
        rows = rows[["doc", "segment", "actor"]]
    rows = rows.drop_duplicates()
    rows = rows[rows["actor"].isin(set(actors["actor"]))]
    found = rows.groupby(["actor", "doc"]).size().rename("n").reset_index()
    return found[found["n"] >= least].reset_index(drop=True)


def houses(ties: pd.DataFrame, actors: pd.DataFrame) -> dict[str, set[str]]:
    """Who has a post in which organisation, by any document? Return people by organisation.

    >>> ties = pd.DataFrame({"source": ["bo"], "kind": ["heads"], "target": ["club"]})
    >>> actors = pd.DataFrame({"actor": ["bo", "club"], "is_person": [True, False]})
    >>> houses(ties, actors)
    {'club': {'bo'}}
    """
    people = set(actors.loc[actors["is_person"], "actor"])
    bodies = set(actors["actor"]) - people
    posts = ties[ties["kind"].isin(POSTS) & ties["source"].isin(people)]
    posts = posts[posts["target"].isin(bodies)]
    return {body: set(held["source"]) for body, held in posts.groupby("target")}


def groups(
    linked: pd.DataFrame, docs: Iterable[str], without: Iterable[str] = ()
) -> list[list[str]]:
    """Which documents hang together, the most first? A document that nobody ties stands alone.

    >>> linked = pd.DataFrame({"actor": ["bo", "bo"], "doc": ["d", "e"]})
    >>> groups(linked, "def"), groups(linked, "de", ["bo"])
    ([['d', 'e'], ['f']], [['d'], ['e']])
    """
    docs, kept = list(docs), linked[~linked["actor"].isin(set(without))]
    graph = nx.Graph()
    graph.add_nodes_from(("doc", doc) for doc in docs)
    sides = zip(kept["actor"], kept["doc"], strict=True)
    graph.add_edges_from((("actor", actor), ("doc", doc)) for actor, doc in sides if doc in docs)
    parts = [
        sorted(name for side, name in part if side == "doc")
        for part in nx.connected_components(graph)
    ]
    return sorted(filter(None, parts), key=lambda part: (-len(part), part))


def fallen(linked: pd.DataFrame, docs: Iterable[str], without: Iterable[str]) -> list[str]:
    """Which documents fall off without some actors? Return their names.

    >>> linked = pd.DataFrame({"actor": ["bo", "bo", "cy", "cy"], "doc": [*"deef"]})
    >>> fallen(linked, "def", ["bo"])
    ['d']
    """
    docs = list(docs)
    before = groups(linked, docs)[0] if docs else []
    after = [part for part in groups(linked, docs, without) if set(part) <= set(before)]
    return [doc for doc in before if doc not in after[0]] if after else []


def removed(
    linked: pd.DataFrame, docs: Iterable[str], staff: Mapping[str, set[str]]
) -> pd.DataFrame:
    """What holds by each actor? One row per actor, those in most documents first.

    `staff` are the people of organisations, see `houses`. Columns out: `actor`, `n_docs` (documents
    it stands in), `n` (ties or passages), `n_house` (documents that it or its people stand in),
    `off` and `off_house` (lists: documents that fall off without it, or without it and its people).

    >>> linked = pd.DataFrame({"actor": ["bo", "club", "club"], "doc": [*"dde"], "n": [1, 2, 3]})
    >>> removed(linked, "de", {"club": {"bo"}})[["actor", "n_docs", "off"]].values.tolist()
    [['club', 2, ['e']], ['bo', 1, []]]
    """
    docs, rows = list(docs), []
    linked = linked[linked["doc"].isin(docs)]
    for actor, own in linked.groupby("actor"):
        house = {actor, *staff.get(actor, ())}
        rows.append(
            {
                "actor": actor,
                "n_docs": own["doc"].nunique(),
                "n": int(own["n"].sum()),
                "n_house": linked[linked["actor"].isin(house)]["doc"].nunique(),
                "off": fallen(linked, docs, [actor]) if own["doc"].nunique() > 1 else [],
                "off_house": fallen(linked, docs, house),
            }
        )
    table = pd.DataFrame(rows, columns="actor n_docs n n_house off off_house".split())
    order = table.assign(n_off=table["off_house"].map(len))
    order = order.sort_values(["n_docs", "n_off", "n", "actor"], ascending=[False] * 3 + [True])
    return table.loc[order.index].reset_index(drop=True)


def leads(table: pd.DataFrame) -> list[str]:
    """Who stands in most documents, if in more than one? Several where they are level.

    >>> leads(pd.DataFrame({"actor": ["bo", "cy"], "n_docs": [2, 1]}))
    ['bo']
    """
    most = table["n_docs"].max() if len(table) else 0
    return list(table.loc[table["n_docs"] == most, "actor"]) if most > 1 else []


def audit(
    table: pd.DataFrame, linked: pd.DataFrame, docs: Iterable[str], staff: Mapping[str, set[str]]
) -> pd.Series:
    """Who stands in most documents, and what holds by it? Returns one row of counts and names.

    `n` (actors), `n_shared` (in several documents), `n_docs`, `n_joined` (documents that hang
    together), `leaders` and, of the first of them, `first`, `n_first` (its documents), `off_house`
    (documents that fall off without it and its people) and `staffed` (whether it has any); `alone`
    and `off` are the actor without whom, alone, most fall off, and these documents.

    >>> linked = pd.DataFrame({"actor": ["bo", "bo"], "doc": ["d", "e"], "n": 1})
    >>> found = audit(removed(linked, "de", {}), linked, "de", {})
    >>> found["leaders"], found["n_joined"], found["off"]
    (['bo'], 2, ['e'])
    """
    docs, leaders = list(docs), leads(table)
    first = table[table["actor"] == next(iter(leaders), "")]
    single = table.loc[table["off"].map(len).sort_values(ascending=False, kind="stable").index]
    return pd.Series(
        {
            "n": len(table),
            "n_shared": int((table["n_docs"] > 1).sum()),
            "n_docs": len(docs),
            "n_joined": max(map(len, groups(linked, docs)), default=0),
            "leaders": leaders,
            "first": next(iter(leaders), ""),
            "n_first": int(first["n_docs"].sum()),
            "off_house": next(iter(first["off_house"]), []),
            "staffed": bool(staff.get(next(iter(leaders), ""))),
            "alone": next(iter(single["actor"]), ""),
            "off": next(iter(single["off"]), []),
        }
    )


def lead(
    linked: pd.DataFrame, docs: Iterable[str], staff: Mapping[str, set[str]], leaders: list[str]
) -> tuple[int, bool]:
    """How many documents fall off without the first of the leaders and its people?

    With it comes whether others lead: `leaders` are no longer those who stand in most documents.

    >>> linked = pd.DataFrame({"actor": ["club", "club", "bo"], "doc": [*"ded"], "n": 1})
    >>> lead(linked, "de", {}, ["club"]), lead(linked, "de", {}, ["bo"])
    ((1, False), (0, True))
    """
    docs = list(docs)
    linked = linked[linked["doc"].isin(docs)]
    n_docs = linked.groupby("actor")["doc"].nunique().rename("n_docs").reset_index()
    house = {who for first in leaders[:1] for who in (first, *staff.get(first, ()))}
    n = len(fallen(linked, docs, house))
    return n, sorted(leads(n_docs)) != sorted(leaders)


def pairs(linked: pd.DataFrame, docs: Iterable[str], table: pd.DataFrame) -> pd.DataFrame:
    """Without which two actors together do documents fall off, though they hold without each?

    `table` is that of `removed`; tried are all pairs of those who stand in several documents.
    Columns out: `one, other` (actors), `off` (a list). `attrs["n"]` is how many pairs were tried.

    >>> linked = pd.DataFrame({"actor": [*"aabb"], "doc": [*"dede"], "n": 1})
    >>> pairs(linked, "de", removed(linked, "de", {})).values.tolist()
    [['a', 'b', ['e']]]
    """
    docs, safe = list(docs), table["off"].map(len) == 0
    tried = list(combinations(table.loc[(table["n_docs"] > 1) & safe, "actor"], 2))
    rows = [(*pair, fallen(linked[linked["doc"].isin(docs)], docs, pair)) for pair in tried]
    found = pd.DataFrame([row for row in rows if row[2]], columns=["one", "other", "off"])
    found.attrs = {"n": len(tried)}
    return found


def degrees(ties: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """How many ties and partners has each actor, and who loses touch without it?

    `actors` are those that count, see `counted`; only ties between two of them make partners.
    Columns out: `actor`, `n_ties` (with anybody), `n_partners`, `n_lost` (other actors that hung
    together with most and no longer do), most lost first. `attrs` has `n_circles` and `n_largest`.

    >>> ties = pd.DataFrame({"source": ["a", "c"], "target": ["b", "b"], "doc": "d"})
    >>> degrees(ties, pd.DataFrame({"actor": [*"abc"]})).values.tolist()
    [['b', 2, 2, 1], ['a', 1, 1, 0], ['c', 1, 1, 0]]
    """
    known = set(actors["actor"])
    sides = list(zip(ties["source"], ties["target"], strict=True))
    graph = nx.Graph([(a, b) for a, b in sides if a != b and {a, b} <= known])
    n_ties = links(ties, actors).groupby("actor")["n"].sum()
    parts = sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part))
    main = set(parts[0]) if parts else set()
    rows = []
    for actor, n in n_ties.items():
        left = nx.connected_components(graph.subgraph(main - {actor}))
        lost = len(main) - 1 - max(map(len, left), default=0) if actor in main else 0
        rows.append((actor, int(n), graph.degree(actor) if actor in graph else 0, lost))
    table = pd.DataFrame(rows, columns=["actor", "n_ties", "n_partners", "n_lost"])
    order = ["n_lost", "n_partners", "n_ties", "actor"]
    table = table.sort_values(order, ascending=[False] * 3 + [True], ignore_index=True)
    table.attrs = {"n_circles": len(parts), "n_largest": len(main)}
    return table


def dealt(linked: pd.DataFrame, draws: int, seed: int = 50) -> Iterator[pd.DataFrame]:
    """What would stand where if links were dealt at random? Yields links, draw by draw.

    Each draw shuffles the documents over the ties: every actor keeps its number of ties, every
    document its own; where an actor gets a document twice, the link weighs two.

    Source: the configuration model of a two-mode network, M. E. J. Newman, S. H. Strogatz and
    D. J. Watts, Physical Review E 64 (2001), 026118.

    >>> linked = pd.DataFrame({"actor": ["bo", "bo"], "doc": ["d", "e"], "n": [1, 1]})
    >>> next(dealt(linked, 1)).values.tolist()
    [['bo', 'd', 1], ['bo', 'e', 1]]
    """
    ends = linked.loc[linked.index.repeat(linked["n"]), ["actor", "doc"]]
    random = np.random.default_rng(seed)
    for _ in range(draws):
        drawn = ends.assign(doc=ends["doc"].to_numpy()[random.permutation(len(ends))])
        yield drawn.groupby(["actor", "doc"]).size().rename("n").reset_index()
