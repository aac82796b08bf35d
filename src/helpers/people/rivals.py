"""A network under other choices becomes its variants: does the same organisation still hold it?

Grain: one row per variant. Each calls the measure of `network` again; what it changes is its name.

Assumptions
1. The leader is who stood in most documents at first. A variant asks how many documents fall off
   without it and its people, and whether others stand in as many documents as it does, or in more.
2. Two documents of one publisher, or by one author, may be one source; then they are one node.
3. Somebody left out is left out with all ties; a post that only such a tie tells of goes with it.

Known problems: variants overlap, as whoever leaves a document out leaves its ties out.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.people import network, tenure
from helpers.people.names import LANGUAGES

Found = dict[str, tuple[int, bool]]
_THINGS = ["programme", "rule", "publication", "event"]


def answer(
    rows: pd.DataFrame,
    counted: pd.DataFrame,
    docs: Iterable[str],
    staff: Mapping[str, set[str]],
    leaders: list[str],
    least: int = 1,
) -> tuple[int, bool]:
    """How many documents fall off without the leader and its people, and do others lead?

    `rows` are ties or written names; see `network.links` and `network.lead`.

    >>> ties = pd.DataFrame({"source": ["bo", "bo"], "target": "far", "doc": ["d", "e"]})
    >>> answer(ties, pd.DataFrame({"actor": ["bo"]}), "de", {}, ["bo"])
    (1, False)
    """
    return network.lead(network.links(rows, counted, least), docs, staff, leaders)


def without_each(
    rows: pd.DataFrame,
    column: str,
    values: Mapping[str, str],
    *,
    counted: pd.DataFrame,
    docs: Iterable[str],
    staff: Mapping[str, set[str]],
    leaders: list[str],
    least: int = 1,
) -> Found:
    """What is the answer without the rows of each value of a column? Returns answers by name.

    `values` maps each value to the name of its variant. Of `doc` the document is left out, too.

    >>> ties = pd.DataFrame({"source": ["bo", "bo"], "target": "far", "doc": ["d", "e"]})
    >>> world = {"counted": pd.DataFrame({"actor": ["bo"]}), "docs": "de", "staff": {}}
    >>> without_each(ties, "doc", {"d": "without d"}, leaders=["bo"], **world)
    {'without d': (0, True)}
    """
    found = {}
    for value, name in values.items():
        left = [doc for doc in docs if column != "doc" or doc != value]
        kept = rows[rows[column] != value]
        found[name] = answer(kept, counted, left, staff, leaders, least)
    return found


def without_actors(
    rows: pd.DataFrame,
    actors: Mapping[str, str],
    *,
    counted: pd.DataFrame,
    docs: Iterable[str],
    staff: Mapping[str, set[str]],
    leaders: list[str],
    least: int = 1,
) -> Found:
    """What is the answer without each actor and all its ties? Returns answers by name of variant.

    >>> ties = pd.DataFrame({"source": ["bo", "bo"], "target": "cy", "doc": ["d", "e"]})
    >>> world = {"counted": pd.DataFrame({"actor": ["bo", "cy"]}), "docs": "de", "staff": {}}
    >>> without_actors(ties, {"cy": "without Cy"}, leaders=["bo", "cy"], **world)
    {'without Cy': (0, True)}
    """
    sides = [side for side in ("source", "target", "actor") if side in rows]
    return {
        name: answer(rows[~rows[sides].eq(who).any(axis=1)], counted, docs, staff, leaders, least)
        for who, name in actors.items()
    }


def by_grain(
    ties: pd.DataFrame, named: pd.DataFrame, aliases: pd.DataFrame, edge: str, least: int
) -> dict[str, tuple[pd.DataFrame, int]]:
    """How else could it be counted? Returns rows to count and the least to ask for, by name.

    >>> from helpers import records
    >>> ties, aliases = records.load("ties", "toy"), records.load("aliases", "toy")
    >>> named = network.written(records.load("mentions", "toy"), records.load("segments", "toy"))
    >>> list(by_grain(ties, named, aliases, "stated_tie", 1))[2:4]
    ['two lines with a tie are needed', 'passages that name somebody are counted']
    """
    rows, unit = (ties, "ties") if edge == "stated_tie" else (named, "passages")
    found = {
        f"{count} {unit} a document are needed": (rows, n)
        for n, count in ((2, "two"), (3, "three"))
        if n != least
    }
    if least > 1:
        found[f"one of the {unit} a document is enough"] = rows, 1
    if edge == "stated_tie":
        places = ["doc", "line_start"]
        ends = [ties[places].assign(actor=ties[side]) for side in ("source", "target")]
        lines = pd.concat(ends).drop_duplicates()
        lines = lines.assign(segment=lines["doc"] + lines["line_start"].astype(str))
        found["two lines with a tie are needed"] = lines, 2
        found["passages that name somebody are counted"] = named, 1
    else:
        found["stated ties are counted"] = ties, 1
    langs = named.merge(aliases[["alias", "actor", "lang"]].drop_duplicates(), how="left")
    for lang, language in LANGUAGES.items():
        if (langs["lang"] == lang).any() and set(langs["lang"]) != {lang}:
            spelled = langs[langs["lang"] == lang]
            found[f"passages with a name in {language} are counted"] = spelled, 1
    return found


def one_source(ties: pd.DataFrame, documents: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Which documents may be one source? Returns document → first document of the source, by rule.

    By publisher, as catalogued, and by author: a person who is told to have published in several.

    >>> from helpers import records, sources
    >>> documents = pd.DataFrame(map(vars, sources.catalogue("toy").values()))
    >>> one_source(records.load("ties", "toy"), documents.sort_values("date"))
    {'The Boathouse': {'panel-2018': 'panel-2018', 'forum-2020': 'panel-2018'}}
    """
    order = list(documents["doc"])
    found = {}
    for publisher, own in documents[documents["publisher"] != ""].groupby("publisher"):
        found[publisher] = list(own["doc"])
    wrote = ties[ties["kind"] == "co_published"]
    for author, own in wrote.groupby("source"):
        found[author] = sorted(set(own["doc"]), key=order.index)
    return {who: dict.fromkeys(docs, docs[0]) for who, docs in found.items() if len(docs) > 1}


def counted_otherwise(actors: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Who else, or who fewer, could tie documents together? Returns actors that count, by name.

    >>> actors = pd.DataFrame({"actor": ["bo", "law"], "type": ["person", "rule"], "note": ""})
    >>> {name: len(kept) for name, kept in counted_otherwise(actors).items()}["people alone count"]
    1
    """
    kept = network.counted(actors)
    things = actors[actors["type"].isin(_THINGS)].assign(is_person=False)
    return {
        "words such as “the government” count": network.counted(actors, catch_alls=True),
        "programmes, rules, publications and events count too": pd.concat([kept, things]),
        "people alone count": kept[kept["is_person"]],
        "organisations alone count": kept[~kept["is_person"]],
        "government and Party do not count": kept[~kept["type"].isin(["government", "party"])],
    }


def unmoved_as_one(
    found: dict[str, tuple[float, bool]], stands: float
) -> dict[str, tuple[float, bool]]:
    """Which kinds of ties change the answer when they are left out? The others are one choice.

    `found` holds answers by name, `stands` the answer as it stands. A row for each kind that
    changes nothing would look like so many tests passed.

    >>> found = {"ties that say “heads” are left out": (2, False), "posts alone count": (1, False)}
    >>> unmoved_as_one(found | {"ties that say “cites” are left out": (2, False)}, 2)
    {'posts alone count': (1, False), 'ties of one kind are left out, any of 2': (2, False)}
    """
    calm = [
        name for name in found if name.startswith("ties that") and found[name] == (stands, False)
    ]
    kept = {name: answer_ for name, answer_ in found.items() if name not in calm}
    if calm:
        kept[f"ties of one kind are left out, any of {len(calm)}"] = (stands, False)
    return kept


def of_kinds(ties: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Which ties could be left out, by what they say? Returns the ties that are left, by name.

    >>> ties = pd.DataFrame({"kind": ["heads", "cites"]})
    >>> list(of_kinds(ties))[:2]
    ['ties that say “cites” are left out', 'ties that say “heads” are left out']
    """
    found = {
        f"ties that say “{tenure.verb(kind)}” are left out": ties[ties["kind"] != kind]
        for kind in sorted(set(ties["kind"]))
    }
    found["posts alone count"] = ties[ties["kind"].isin(tenure.POSTS)]
    found["nothing that is only said or cited counts"] = ties[~ties["kind"].isin(tenure.SAID)]
    return found


def unjoined(
    named: pd.DataFrame,
    known: Mapping[str, str],
    *,
    counted: pd.DataFrame,
    docs: Iterable[str],
    staff: Mapping[str, set[str]],
    leaders: list[str],
) -> tuple[int, bool]:
    """What is the answer if no two spellings are taken for one name? Counts passages.

    `known` are the names of actors; the leader and its people go by these alone.

    >>> named = pd.DataFrame([["d.b1", "d", "Bo", "bo"], ["e.b1", "e", "B.", "bo"]])
    >>> named.columns = ["segment", "doc", "alias", "actor"]
    >>> world = {"counted": pd.DataFrame({"actor": ["bo"]}), "docs": "de", "staff": {}}
    >>> unjoined(named, {"bo": "Bo"}, leaders=["bo"], **world)
    (0, True)
    """
    kept = named[named["actor"].isin(counted["actor"])]
    spelled = kept.assign(actor=kept["alias"])
    people = {known[body]: {known[who] for who in held} for body, held in staff.items()}
    first = [known[actor] for actor in leaders]
    return answer(spelled, spelled[["actor"]], docs, people, first)
