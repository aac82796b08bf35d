"""What ties documents together, in words: counts of `network` into sentences, rows into evidence.

Grain: one sentence per network, one row per tie or name.

Assumptions
1. Whoever does not count as a person or an organisation is left out for a reason by type (`WHY`).
2. A tie speaks for an answer on somebody if one of its sides is that somebody or one of its people;
   ties of others who stand in several documents speak against, as they hold without.

Known problems: a sentence names three leaders at the most.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

import pandas as pd

from helpers import prose
from helpers.people import network
from helpers.people.tenure import verb

WHY = {
    "population_group": ("groups of people", "nobody in particular is meant"),
    "place": ("places", "named by everybody, and belong to nobody"),
    "event": ("events", "people meet there; who they are counts, not the room"),
    "rule": ("laws and plans", "cited as such; their authors count"),
    "publication": ("publications", "cited as such; their authors count"),
    "programme": ("programmes", "run by organisations, which count"),
}
TYPES = {
    "ngo": "NGO",
    "ingo": "international NGO",
    "university_or_think_tank": "university or think tank",
}
_CATCH_ALL = ("words for whoever is meant", "such as “the government”, without saying which")


def left_out(actors: pd.DataFrame) -> pd.DataFrame:
    """Which named things do not count, and why? One row per kind: `what, n, why`.

    >>> actors = pd.DataFrame({"actor": ["far", "bo"], "type": ["place", "person"], "note": ""})
    >>> left_out(actors)[["what", "n"]].values.tolist()
    [['places', 1]]
    """
    rest = actors[~actors["actor"].isin(network.counted(actors)["actor"])]
    told = [WHY.get(kind, _CATCH_ALL) for kind in rest["type"]]
    rest = rest.assign(what=[what for what, _ in told], why=[why for _, why in told])
    counts = rest.groupby(["what", "why"]).size().rename("n").reset_index()
    return counts.sort_values(["n", "what"], ascending=[False, True], ignore_index=True)


def stands(edge: str, least: int, several: bool = False) -> str:
    """Say that somebody stands in a document: `stated_tie` or `co_mention`, at least so strongly.

    >>> stands("stated_tie", 1), stands("co_mention", 3, several=True)
    ('has stated ties in', 'are named in at least three passages of')
    """
    number = f"at least {prose.count(least, '', '').strip()} " if least > 1 else ""
    if edge == "stated_tie":
        return f"{'have' if several else 'has'} {number}stated ties in"
    return f"{'are' if several else 'is'} named in" + (f" {number}passages of" if number else "")


def apart(docs: list[str]) -> str:
    """Say that documents fall off.

    >>> apart(["a"]), apart(["a", "b"])
    ('a loses every tie to the rest', 'a and b lose every tie to the rest')
    """
    return f"{prose.listing(docs)} {'loses' if len(docs) == 1 else 'lose'} every tie to the rest"


def spelled(n: pd.Series, known: Mapping[str, str], edge: str, least: int, year: int | None) -> str:
    """Say who stands in most documents and what holds by it, of the counts of `network.audit`.

    `known` are names by actor; `edge`, `least` and `year` are what was asked for.

    >>> n = pd.Series({"n": 2, "n_docs": 2, "leaders": ["bo"], "first": "bo", "n_first": 2})
    >>> n["off_house"], n["staffed"], n["alone"], n["off"] = ["e"], False, "bo", ["e"]
    >>> spelled(n, {"bo": "Bo"}, "stated_tie", 1, None)  # doctest: +ELLIPSIS
    'Bo has stated ties in 2 of 2 documents, ...; without it alone e loses every tie to the rest.'
    """
    when = f"in {year}, " if year else ""
    every, docs = f"{n['n']:,} people and organisations", f"{n['n_docs']} documents"
    leaders = [known[actor] for actor in n["leaders"]]
    if not leaders:
        if n["n"] > 1:
            return f"{when}none of {every} {stands(edge, least)} more than one of {docs}."
        who = "no person or organisation" if n["n"] == 0 else "one person or organisation alone"
        return f"{when}{who} {stands(edge, least)} any of {docs}."
    share = prose.of(n["n_first"], n["n_docs"], "documents")
    shared = f"{stands(edge, least, len(leaders) > 1)} {share}"
    if len(leaders) == 1:
        lead = f"{leaders[0]} {shared}, more than any other of {every}"
    else:
        more = f"{prose.count(len(leaders) - 2, 'other')}" if len(leaders) > 3 else ""
        named = [*leaders[:2], more] if more else leaders
        lead = f"of {every}, {prose.listing(named)} {shared} each, more than any other"
    single, house = known.get(n["alone"], ""), n["off_house"] if n["staffed"] else []
    parts = [
        f"without {'it' if leaders == [single] else single} alone {apart(n['off'])}"
        if n["off"]
        else "without any one of them the documents stay connected"
    ]
    if house and house != n["off"]:
        it = "it" if len(leaders) == 1 else leaders[0]
        parts.append(f"without {it} and its people {apart(house)}")
    return f"{when}{lead}; {', but '.join(parts)}."


def caveat(
    same: Mapping[str, Mapping[str, str]],
    known: Mapping[str, str],
    edge: str,
    instead: list[str] | None,
) -> str:
    """Say whose choice the network is, and what it would be by the other kind of link.

    `same` are documents that may be one source, see `rivals.one_source`; `instead` are those that
    fall off if the other kind of link counts, None where nobody leads.

    >>> caveat({"Press": {"d": "d", "e": "d"}}, {}, "stated_tie", [])
    'Prominence is what these publishers chose to print, not influence (Press prints two \
documents). If merely being named put people into a document, none would lose touch.'
    """
    told = [
        f"{known[who]} writes in {prose.count(len(own), 'document')}"
        if who in known
        else f"{who} prints {prose.count(len(own), 'document')}"
        for who, own in same.items()
    ]
    shared = f" ({prose.listing(told)})" if told else ""
    chosen = f"Prominence is what these publishers chose to print, not influence{shared}."
    if instead is None:
        return chosen
    other = "merely being named" if edge == "stated_tie" else "stated ties alone"
    lost = "none would lose touch"
    if instead:
        lost = f"{prose.listing(instead)} would lose touch without the same people"
    return f"{chosen} If {other} put people into a document, {lost}."


def parting(
    table: pd.DataFrame, two: pd.DataFrame, joined: list[list[str]], known: Mapping[str, str]
) -> str:
    """Say which documents hang together, and who would part them, alone or two at a time.

    `table` is that of `network.removed`, `two` that of `network.pairs`, `joined` the documents as
    `network.groups` has them.

    >>> table = pd.DataFrame({"actor": ["bo"], "off": [["e"]]})
    >>> two = network.pairs(pd.DataFrame(columns=["actor", "doc"]), "de", table.assign(n_docs=2))
    >>> parting(table, two, [["d", "e"]], {"bo": "Bo"})
    '2 of 2 documents hang together. Taken out alone, Bo (e) would part them.'
    """
    n, apart_ = len(joined[0]) if joined else 0, [doc for part in joined[1:] for doc in part]
    cutting = table[table["off"].map(len) > 0]
    singly = [f"{known[c.actor]} ({prose.listing(c.off)})" for c in cutting.itertuples()]
    pairs = [
        f"{known[t.one]} and {known[t.other]} ({prose.listing(t.off)})" for t in two.itertuples()
    ]
    if n < 2:
        return f"No two of {n + len(apart_)} documents hang together."
    told = f"{prose.of(n, n + len(apart_), 'documents')} hang together"
    told += f"; apart from them: {prose.listing(apart_)}. " if apart_ else ". "
    if singly:
        told += f"Taken out alone, {prose.listing(singly, 'or')} would part them. "
    else:
        told += "Nobody, taken out alone, would part them. "
    if pairs:
        told += (
            f"Of {prose.count(two.attrs['n'], 'pair')} of the others, "
            f"{prose.count(len(pairs), '', '').strip()} would: {'; '.join(pairs)}. In brackets: "
            "what then loses every tie to the rest."
        )
    elif two.attrs["n"]:
        told += f"Nor would any of {prose.count(two.attrs['n'], 'pair')} of the others."
    return told.strip()


def between(linked: pd.DataFrame, docs: Iterable[str]) -> pd.DataFrame:
    """Who stands in both documents of a pair? One row per pair with anybody: `one, other, who`.

    `who` is a list. `attrs["n"]` is the number of all pairs.

    >>> linked = pd.DataFrame({"actor": ["bo", "bo"], "doc": ["d", "e"]})
    >>> between(linked, "def").values.tolist(), between(linked, "def").attrs
    ([['d', 'e', ['bo']]], {'n': 3})
    """
    inside = linked.groupby("doc")["actor"].agg(set).to_dict()
    tried = list(combinations(docs, 2))
    rows = [(a, b, sorted(inside.get(a, set()) & inside.get(b, set()))) for a, b in tried]
    found = pd.DataFrame([row for row in rows if row[2]], columns=["one", "other", "who"])
    found.attrs = {"n": len(tried)}
    return found


def facing(linked: pd.DataFrame, left: list[str]) -> list[str]:
    """In which order should the right side stand, so that few lines cross? Return its names.

    Each stands at the mean place of those on the `left` that it is linked with (the barycentre of
    K. Sugiyama, S. Tagawa and M. Toda, IEEE Transactions SMC-11 (1981), 109–125).

    >>> facing(pd.DataFrame({"left": ["a", "b", "a"], "right": ["y", "x", "z"]}), ["a", "b"])
    ['y', 'z', 'x']
    """
    places = [float(left.index(name)) for name in linked["left"]]
    placed = linked.assign(place=pd.Series(places, index=linked.index, dtype=float))
    rank = placed.groupby("right")["place"].mean().reset_index()
    return list(rank.sort_values(["place", "right"])["right"])


def evidence(
    rows: pd.DataFrame, segments: pd.DataFrame, named: pd.DataFrame, actors: Iterable[str]
) -> pd.DataFrame:
    """Which ties or names stand behind the links of some actors? One row per actor and document.

    The first of each. `named` are all actors. Adds `says`, `record` and the place of passages.

    >>> from helpers import records
    >>> tables = (records.load(name, "toy") for name in ("ties", "segments", "actors"))
    >>> shown = evidence(*tables, ["low-village"])
    >>> shown["says"].tolist()
    ['Bo Reed cites Low Village', 'Low Village funds Old clubs']
    """
    actors, place = list(actors), ["doc", "line_start", "line_end", "char_start", "char_end"]
    known, types = (named.set_index("actor")[column] for column in ("name", "type"))
    if "source" in rows:
        role = rows["role_as_written"].map(lambda role: f" ({role})" if role else "")
        kinds = zip(rows["kind"], rows["target"].map(types), strict=True)
        says = rows["source"].map(known) + [f" {verb(*kind)} " for kind in kinds]
        rows = rows.assign(says=says + rows["target"].map(known) + role, record=rows["tie"])
        ends = [rows.assign(actor=rows[side]) for side in ("source", "target")]
        rows = pd.concat(ends).sort_values("tie")
    else:
        places = segments.set_index("segment")[place[1:]]
        rows = rows.join(places, on="segment").rename(columns={"segment": "record"})
        rows = rows.assign(says="names " + rows["actor"].map(known) + " as “" + rows["alias"] + "”")
    kept = rows[rows["actor"].isin(actors)].drop_duplicates(["actor", "doc"])
    order = kept.assign(rank=kept["actor"].map(actors.index)).sort_values(["rank", "doc"])
    return order.drop_duplicates("record")[["actor", "says", "record", *place]]
