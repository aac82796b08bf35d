"""Uses of terms become words and explanations: who uses which word, and who says what it means.

Grain: a *word* is a term as written, in any language; an *explanation* is a passage that defines or
disputes a word.

Assumptions
1. A word is listed at its first use in a document and wherever it is explained, so that words are
   counted and not how often they fall.
2. A passage explains a word where it says what the word covers, what belongs to it or what does
   not. The remark of the term says it in our words.
3. The voice of a use is the author of the statement that explains it, or of the shortest statement
   around it; a use in no statement has no voice, which is counted.

Known problem: words with the same sense count as different words; `level="concept"` counts the
things instead, which has the opposite fault.
"""

from itertools import combinations

import pandas as pd

from helpers import prose, sources
from helpers import vocabularies as v

CONCEPTS = {
    "ngo": "an NGO",
    "international": "international",
    "going_out": "going out",
    "interest": "in whose interest",
}


def voiced(terms: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Who uses or explains each term? Return the terms with `author` and `kind` of the statement.

    Both are empty where a term stands in no statement. Adds `use`, a name for the row.

    >>> from helpers import records
    >>> uses = voiced(records.load("terms", "toy"), records.load("statements", "toy"))
    >>> uses[uses["stance"] != "uses"][["term", "author"]].values.tolist()
    [['boat', 'ada-pike'], ['club', 'rosa-lindgren'], ['far bank', 'dan-ford']]
    """
    if terms.empty:
        raise sources.NotApplicable("no term is listed in this corpus, so no word can be compared")
    known, sizes = statements.set_index("statement"), statements["char_end"]
    sizes = sizes - statements["char_start"]
    ids = []
    for term in terms.itertuples():
        around = statements[
            (statements["doc"] == term.doc)
            & (statements["char_start"] <= term.char_start)
            & (statements["char_end"] >= term.char_end)
        ]
        nearest = around["statement"][sizes[around.index].idxmin()] if len(around) else ""
        ids.append(term.statement or nearest)
    places = terms["doc"] + ", line " + terms["line_start"].astype(str)
    return terms.assign(
        author=[known["author"].get(name, "") for name in ids],
        kind=[known["kind"].get(name, "") for name in ids],
        use=places + ": " + terms["term"],
        thing=terms["concept"].map(CONCEPTS),
    )


def explained(uses: pd.DataFrame) -> pd.DataFrame:
    """Which passages define or dispute a word? Return these uses, in the order of the concepts.

    >>> from helpers import records
    >>> uses = voiced(records.load("terms", "toy"), records.load("statements", "toy"))
    >>> explained(uses)["term"].tolist()
    ['club', 'far bank', 'boat']
    """
    kept = uses[uses["stance"] != "uses"]
    rank = {concept: place for place, concept in enumerate(v.CONCEPTS)}
    order = ["concept", "term", "doc", "line_start"]
    return kept.sort_values(
        order, key=lambda c: c.map(rank) if c.name == "concept" else c, ignore_index=True
    )


def words(uses: pd.DataFrame, level: str = "term") -> pd.DataFrame:
    """In how many documents is each word used, and in how many explained?

    Returns one row per word (or per concept, with `level="concept"`): `word, concept, n_used,
    n_explained, n_disputed` (documents), widest first.

    >>> from helpers import records
    >>> uses = voiced(records.load("terms", "toy"), records.load("statements", "toy"))
    >>> words(uses)[["word", "n_used", "n_explained"]].values.tolist()[:2]
    [['boat', 2, 1], ['club', 2, 1]]
    """
    flags = uses.assign(
        word=uses[level],
        explained_in=uses["doc"].where(uses["stance"] != "uses"),
        disputed_in=uses["doc"].where(uses["stance"] == "disputes"),
    )
    table = flags.groupby("word").agg(
        concept=("concept", "first"),
        n_used=("doc", "nunique"),
        n_explained=("explained_in", "nunique"),
        n_disputed=("disputed_in", "nunique"),
    )
    table = table.reset_index().sort_values("word", ignore_index=True)
    order = ["n_explained", "n_used"]
    return table.sort_values(order, ascending=False, ignore_index=True, kind="stable")


def audit(listed: pd.DataFrame) -> pd.DataFrame:
    """How many words are used and explained, in one document or in more? Takes `words`; one row.

    Returns `n, n_explained, n_shared` (used in more than one document) and `n_agreed` (explained in
    more than one).

    >>> from helpers import records
    >>> uses = voiced(records.load("terms", "toy"), records.load("statements", "toy"))
    >>> audit(words(uses)).to_dict("records")
    [{'n': 6, 'n_explained': 3, 'n_shared': 3, 'n_agreed': 0}]
    """
    row = {
        "n": len(listed),
        "n_explained": int((listed["n_explained"] > 0).sum()),
        "n_shared": int((listed["n_used"] > 1).sum()),
        "n_agreed": int((listed["n_explained"] > 1).sum()),
    }
    return pd.DataFrame([row])


def share_unexplained(uses: pd.DataFrame, level: str = "term") -> float | None:
    """Which share of the words in more than one document is explained in none? In [0, 1].

    The denominator are the words used in more than one document; None where there is none.

    >>> uses = pd.DataFrame({"term": list("aabb"), "doc": list("xyxy"), "concept": "ngo"})
    >>> share_unexplained(uses.assign(stance=["defines", "defines", "uses", "uses"]))
    0.5
    """
    listed = words(uses, level)
    shared = listed[listed["n_used"] > 1]
    return float((shared["n_explained"] == 0).mean()) if len(shared) else None


def quoted(listed: pd.DataFrame, most: int = 2) -> str:
    """How many words are listed, and which come first? Return words of a sentence.

    >>> quoted(pd.DataFrame({"word": ["a", "b", "c"]})), quoted(pd.DataFrame({"word": []}))
    ('three (“a”, “b” …)', 'none')
    """
    if listed.empty:
        return "none"
    first = [f"“{word}”" for word in listed["word"][:most]]
    more = " …" if len(listed) > most else ""
    names = prose.listing(first) if not more else ", ".join(first)
    return f"{prose.count(len(listed), '', '').strip()} ({names}{more})"


def spelled(rows: pd.DataFrame, pattern: str) -> str:
    """Return rows as words of a sentence, one after the other, each by a pattern of its columns.

    >>> spelled(pd.DataFrame({"word": ["a", "b"], "n": [2, 1]}), "{word} in {n}")
    'a in 2 and b in 1'
    """
    return prose.listing([pattern.format(**row) for row in rows.to_dict("records")])


def stances(uses: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """What does each document do with each listed word? Return `word, doc, mark`, used ones only.

    The strongest stance counts: `disputed`, then `explained`, then `used`.

    >>> uses = pd.DataFrame({"term": ["a", "a"], "doc": "x", "stance": ["uses", "defines"]})
    >>> stances(uses, pd.DataFrame({"word": ["a"]})).values.tolist()
    [['a', 'x', 'explained']]
    """
    marks = ["used", "explained", "disputed"]
    rank = uses["stance"].map({"uses": 0, "defines": 1, "disputes": 2})
    table = rank.groupby([uses["term"], uses["doc"]]).max().map(marks.__getitem__)
    table = table.rename("mark").rename_axis(["word", "doc"]).reset_index()
    return table[table["word"].isin(listed["word"])].reset_index(drop=True)


def wording(uses: pd.DataFrame, documents: list[str], most: int = 5) -> pd.DataFrame:
    """Which words does each document have for each concept, language by language?

    Returns one row per concept and document: `thing, doc, en, zh, ja` (words, explained ones
    first, at most so many), `n_words, n_explained` (passages) and `voices` (authors who explain).

    >>> from helpers import records
    >>> uses = voiced(records.load("terms", "toy"), records.load("statements", "toy"))
    >>> wording(uses, ["panel-2018"])[["thing", "en", "zh"]].values.tolist()[2]
    ['going out', 'boat', '船']
    """
    rows = []
    for concept, thing in CONCEPTS.items():
        for doc in documents:
            here = uses[(uses["concept"] == concept) & (uses["doc"] == doc)]
            told = here[here["stance"] != "uses"]
            row = {"thing": thing, "doc": doc}
            for lang in v.LANGUAGES:
                first = here[here["lang"] == lang].sort_values("stance", kind="stable")
                names = list(dict.fromkeys(first["term"]))
                more = [f"and {len(names) - most} more"] if len(names) > most else []
                row[lang] = ", ".join(names[:most] + more) or None
            row |= {"n_words": here["term"].nunique(), "n_explained": len(told)}
            rows.append(row | {"voices": sorted(set(told["author"]) - {""})})
    return pd.DataFrame(rows)


def overlaps(uses: pd.DataFrame) -> pd.DataFrame:
    """How many words have two documents in common, and does one author stand behind both?

    Returns one row per pair: `left, right, n_common, share` (of the words of the document with
    fewer, in [0, 1]) and `same_author` (the author with most words is the same in both).

    >>> uses = pd.DataFrame({"term": list("abb"), "doc": list("xxy"), "author": "bo"})
    >>> overlaps(uses).values.tolist()
    [['x', 'y', 1, 1.0, True]]
    """
    held = uses.groupby("doc")["term"].agg(set)
    named = uses[uses["author"] != ""]
    chief = named.groupby("doc")["author"].agg(lambda names: names.mode().iloc[0])
    rows = []
    for left, right in combinations(sorted(held.index), 2):
        common = held[left] & held[right]
        share = len(common) / min(len(held[left]), len(held[right]))
        same = left in chief and chief[left] == chief.get(right)
        rows.append([left, right, len(common), share, bool(same)])
    return pd.DataFrame(rows, columns=["left", "right", "n_common", "share", "same_author"])
