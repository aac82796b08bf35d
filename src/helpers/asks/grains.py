"""The same counts under other grains: how far do they hang on what is counted, and on whom?

Grain: a statement, an *item* (a printed list item; outside lists, a sentence), or a document.

Assumptions
1. A list item is a block that the document prints as an item of a list. What stands in it is one
   item, however many sentences and requests it holds.
2. Outside lists the passages that statements were read in stand for sentences: passages that
   overlap are one. So nothing depends on whether a text is installed.
3. To leave an author out is to leave out all that he or she says, in every document.

Known problems: numbered points of a speaker are paragraphs of a turn and no list items; a sentence
that was read in two passages that only touch counts as two (in the shipped documents, 117 passages
with requests stand in 112 sentences).
"""

import pandas as pd

from helpers import vocabularies as v
from helpers.asks import taxonomy

OTHERS = "somebody in general"


def itemised(statements: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """In which list item or, outside lists, in which sentence does each statement stand?

    Adds `item` (the block, or the document and the first character of the sentence) and `in_list`.

    >>> from helpers import records
    >>> said = taxonomy.requests(records.load("statements", "toy"), ["own"], ["huang-study"])
    >>> itemised(said, records.load("segments", "toy"))["item"].tolist()[:3]
    ['huang-study.b06', 'huang-study.b06', 'huang-study.b07']
    """
    lists, found, in_list = segments[segments["kind"] == "item"], {}, {}
    for doc, part in statements.sort_values(["char_start", "char_end"]).groupby("doc"):
        own, sentence, reach = lists[lists["doc"] == doc], "", -1
        for row in part.itertuples():
            around = own[(own["char_start"] <= row.char_start) & (own["char_end"] >= row.char_end)]
            if row.char_start >= reach:
                sentence = f"{doc}:{row.char_start}"
            reach = max(reach, row.char_end)
            in_list[row.Index] = len(around) > 0
            found[row.Index] = around["segment"].iloc[0] if len(around) else sentence
    return statements.assign(
        item=pd.Series(found, dtype=object), in_list=pd.Series(in_list, dtype=bool)
    )


def recoded(statements: pd.DataFrame, codings: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Which themes does one reading give each statement? Return one row per statement and theme.

    `theme` holds one code of statements; a reading may give several, or none that is coded.

    >>> said = pd.DataFrame({"statement": ["s1"], "theme": ["money"]})
    >>> given = pd.DataFrame({"target": ["s1", "s1"], "theme": ["state", "money"]})
    >>> recoded(said, given.assign(coder="reading-2"), "reading-2")["theme"].tolist()
    ['state', 'money']
    """
    own = codings[codings["coder"] == coder][["target", "theme"]]
    own = own.rename(columns={"target": "statement"})
    return statements.drop(columns="theme").merge(own, on="statement")


def sturdiness(placed: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """How large is each group under three grains, and without any one author?

    Takes statements classified by `taxonomy`. Returns what `taxonomy.counts` does and, in percent
    of the distinct units, `statements, items, documents`, then `least, most` (of statements, if one
    author is left out) and `hangs_on` (the author without whom the share moves furthest).

    >>> asked = pd.DataFrame({"statement": ["a", "b"], "group": ["x", "y"], "doc": ["d", "d"]})
    >>> asked = asked.assign(item=["1", "2"], author=["bo", "al"])
    >>> table = sturdiness(asked, pd.Series({"bo": "Bo", "al": "Al"}))
    >>> table[["group", "statements", "least", "most"]].values.tolist()[0]
    ['x', 50.0, 0.0, 100.0]
    """
    table = taxonomy.counts(placed, ["group"])
    for column, grain in {
        "statements": "statement",
        "items": "item",
        "documents": "document",
    }.items():
        table[column] = [_percent(placed, grain, group) for group in table["group"]]
    authors = sorted(set(placed["author"]))
    without = {author: placed[placed["author"] != author] for author in authors}
    rows = []
    for row in table.itertuples():
        shares = {a: _percent(part, "statement", row.group) for a, part in without.items()}
        furthest = max(authors, key=lambda author: abs(shares[author] - row.statements))
        rows.append([min(shares.values()), max(shares.values()), names.get(furthest, furthest)])
    return table.join(pd.DataFrame(rows, columns=["least", "most", "hangs_on"]))


def _percent(placed: pd.DataFrame, grain: str, group: str) -> float:
    whole = taxonomy.n_units(placed, grain)
    return round(100 * taxonomy.n_units(placed, grain, group) / whole, 1) if whole else 0.0


def variants(
    placed: pd.DataFrame, grain: str, group: str, names: pd.Series, translated: set[str]
) -> dict[str, dict[str, tuple[float, bool]]]:
    """What is a group's share without each author and document, and under the other grains?

    Returns what `taxonomy.standing` returns, by kind of variant and by what is changed. What would
    leave nothing is not tried: the only author, the only document. `translated` are documents that
    are translations, which are also left out together.

    >>> asked = pd.DataFrame({"statement": ["a", "b"], "group": ["x", "y"], "doc": ["d", "e"]})
    >>> asked = asked.assign(item=["1", "2"], author="bo", kind="recommendation")
    >>> found = variants(asked, "statement", "x", pd.Series({"bo": "Bo"}), {"e"})
    >>> found["document"]["without translations"], found["author"]
    ((1.0, False), {})
    """
    units = {"statement": "requests", "item": "sentences and items", "document": "documents"}
    others = {f"{units[other]} are counted": other for other in units if other != grain}
    kept: dict[str, dict[str, pd.DataFrame]] = {"document": {}, "author": {}}
    for kind, column, called in (("document", "doc", {}), ("author", "author", names)):
        for value in sorted(set(placed[column])):
            kept[kind][f"without {called.get(value, value)}"] = placed[placed[column] != value]
    if translated & set(placed["doc"]):
        kept["document"]["without translations"] = placed[~placed["doc"].isin(translated)]
    own = placed[placed["kind"] == v.REQUESTS["own"]]
    kept["definition"] = {"only requests in the speaker's own voice count": own}
    found = {
        kind: {n: taxonomy.standing(part, grain, group) for n, part in parts.items() if len(part)}
        for kind, parts in kept.items()
    }
    counted = {name: taxonomy.standing(placed, other, group) for name, other in others.items()}
    return {"grain": counted} | found


def alternatives(
    statements: pd.DataFrame,
    addressees: pd.DataFrame,
    themes: pd.DataFrame,
    codings: pd.DataFrame,
    scheme: str,
) -> dict[str, dict[str, pd.DataFrame]]:
    """How else could the statements be classified by this scheme? Return them by kind of variant.

    Addressee: partners and means count as asked; or the public and the whole sector are somebody.
    Theme: all codes of each reading. Horizon: the heading's. Instruments have no second reading.

    >>> from helpers import records
    >>> asked = taxonomy.requests(records.load("statements", "toy"), ["own"], [])
    >>> coded = (records.load(name, "toy") for name in ("addressees", "themes", "codings"))
    >>> list(alternatives(asked, *coded, "addressee")["definition"])
    ['partners and means count as asked', 'the public and the whole sector are somebody']
    """
    if scheme == "addressee":
        wide = taxonomy.classify(statements, addressees, themes, scheme, tuple(v.ROLES))
        plain = taxonomy.classify(statements, addressees, themes, scheme)
        other = {
            "partners and means count as asked": wide,
            "the public and the whole sector are somebody": _strict(plain),
        }
        return {"definition": other}
    other = {"definition": {}, "reading": {}}
    if scheme == "horizon":
        heading = statements.assign(horizon=statements["horizon_section"])
        other["definition"]["the heading's time counts"] = heading
    if scheme == "theme":
        for coder in v.CODERS:
            other["reading"][f"all themes of {coder} count"] = recoded(statements, codings, coder)
    return {
        kind: {
            name: taxonomy.classify(said, addressees, themes, scheme)
            for name, said in parts.items()
            if len(said)
        }
        for kind, parts in other.items()
    }


def _strict(asked: pd.DataFrame) -> pd.DataFrame:
    general = (asked["parent"] == "anyone") & (asked["code"] != "unspecified")
    return asked.assign(group=asked["group"].mask(general, OTHERS))
