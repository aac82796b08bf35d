"""Statements become links: which one repeats or answers which, by a reading or by a simple rule.

Grain: one row per linked pair of statements, `left, right, degree`. The family `repeats` links two
that say the same, in full, or in wider or narrower terms, in part; `answers` links a problem (left)
to what would remedy it (right); `unmet` links a request (left) to what reports it unmet.

Assumptions
1. A pair is linked by *both* readings if each gives it a relation of the family, in whatever
   degree; the weaker degree counts. *Either* takes what one of them gives, the stronger counting.
   The two are the least and the most that the readings support.
2. The rule links two statements that have the same theme and concern a group in common; in full if
   they also share words: a weighted Dice coefficient of at least 0.2 on a scale from 0 to 1.
3. Words are those of our paraphrase and of the printed anchor, cut to five letters; a word weighs
   ln(1 + N / k), where k of the N statements have it.

Known problems: the rule uses themes, groups and words that the readings gave, so it is no witness
of its own. It is coarse by design. A rule by words alone was tried first and found about one in
eight of the pairs that the readings link.
"""

import re
from collections import Counter
from math import fsum, log

import pandas as pd

from helpers import prose
from helpers import vocabularies as v

FAMILIES = {  # relation → degree
    "repeats": {"same": "full", "broader": "part", "narrower": "part"},
    "answers": {"answers": "full", "partly_answers": "part"},
    "unmet": {"reports_unmet": "full", "reports_partly_met": "part"},
}
WAYS = ["both", *v.CODERS, "either", "automatic"]
WAY_WORDS = {"both": "both readings", "either": "either reading", "automatic": "the plain rule"}
LEAST = 0.2
_STEM = 5
_LINK = ["left", "right", "degree"]
_STOP = frozenset(
    "and are but can for from has have how its may not than that the their them then there they "
    "this too was were what when where which who whom whose why will with would ngo ngos".split()
)


def by_reading(matches: pd.DataFrame, family: str, reading: str) -> pd.DataFrame:
    """Which pairs does a reading link? Return `left, right, degree` (full, part), one row each.

    `reading` is one of the readings, `both` or `either`.

    >>> from helpers import records
    >>> matches = records.load("matches", "toy").query("left == 'incubators-2018.s01'")
    >>> by_reading(matches, "answers", "both").values.tolist()
    [['incubators-2018.s01', 'incubators-2018.s03', 'full']]
    """
    degrees = matches["relation"].map(FAMILIES[family])
    found = matches.assign(degree=degrees).dropna(subset="degree")
    if reading in v.CODERS:
        found = found[found["coder"] == reading]
    pairs = found.groupby(["left", "right"]).agg(
        n=("coder", "nunique"), least=("degree", "max"), most=("degree", "min")
    )  # "part" comes after "full"
    needed = len(v.CODERS) if reading == "both" else 1
    pairs = pairs[pairs["n"] >= needed].reset_index()
    degree = pairs["most" if reading == "either" else "least"]
    return pairs.assign(degree=degree)[_LINK]


def clues(paraphrase: str, phrase: str) -> frozenset[str]:
    """Which words of a statement can be recognised elsewhere, each cut to five letters?

    >>> sorted(clues("The ferry is too dear for classes.", "the ferry"))
    ['class', 'dear', 'ferry']
    """
    words = re.findall(r"[a-z]{3,}|[\u3040-\u30ff\u3400-\u9fff]", f"{paraphrase} {phrase}".lower())
    return frozenset(word[:_STEM] for word in words if word not in _STOP)


def is_alike(left: pd.Series, right: pd.Series) -> bool:
    """Have two statements the same theme, and do they concern a group in common?

    >>> one = pd.Series({"theme": "money", "concerns": "public; media"})
    >>> is_alike(one, one.replace("money", "state")), is_alike(one, one)
    (False, True)
    """
    groups = [set(side["concerns"].split("; ")) - {""} for side in (left, right)]
    return left["theme"] == right["theme"] and bool(groups[0] & groups[1])


def automatic(lefts: pd.DataFrame, rights: pd.DataFrame, least: float = LEAST) -> pd.DataFrame:
    """Which pairs does the rule link? Takes two frames of statements; a pair stands once.

    Returns `left, right, degree` (full, part) and `score` (words in common, in [0, 1]).

    Source: inverse document frequency, K. Spärck Jones, Journal of Documentation 28 (1972).

    >>> said = {"statement": ["a", "b"], "theme": "state.ferry", "concerns": "public"}
    >>> said = pd.DataFrame(said | {"phrase": "", "paraphrase": ["The ferry is dear.", "Ferries"]})
    >>> automatic(said[:1], said[1:])[["left", "right", "degree"]].values.tolist()
    [['a', 'b', 'part']]
    """
    known = pd.concat([lefts, rights]).drop_duplicates("statement").set_index("statement")
    words = {s.Index: clues(s.paraphrase, s.phrase) for s in known.itertuples()}
    spread = Counter(word for of_one in words.values() for word in of_one)
    weigh = {word: log(1 + len(words) / k) for word, k in spread.items()}
    weights = {name: fsum(weigh[word] for word in of_one) for name, of_one in words.items()}
    rows, seen = [], set()
    for left in lefts["statement"]:
        for right in rights["statement"]:
            if (
                left == right
                or (right, left) in seen
                or not is_alike(known.loc[left], known.loc[right])
            ):
                continue
            seen.add((left, right))
            shared = fsum(weigh[word] for word in words[left] & words[right])
            score = round(2 * shared / ((weights[left] + weights[right]) or 1), 4)
            rows.append([left, right, "full" if score >= least else "part", score])
    return pd.DataFrame(rows, columns=[*_LINK, "score"])


def linked(
    way: str, matches: pd.DataFrame, lefts: pd.DataFrame, rights: pd.DataFrame, family: str
) -> pd.DataFrame:
    """Which of these statements does a way link to which of those? Return `left, right, degree`.

    A way is `automatic`, a reading, `either`, or `both`.

    >>> from helpers import records
    >>> said, matches = (records.load(table, "toy") for table in ("statements", "matches"))
    >>> own = said[said["doc"] == "incubators-2018"]
    >>> [len(linked(way, matches, own, own, "answers")) for way in ("both", "either")]
    [1, 3]
    """
    if way == "automatic":
        return automatic(lefts, rights)[_LINK]
    found = by_reading(matches, family, way)
    inside = found["left"].isin(lefts["statement"]) & found["right"].isin(rights["statement"])
    return found[inside].reset_index(drop=True)


def across(links: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Which links lead from one document to another? Return them with the documents and authors.

    Adds `left_doc, right_doc, left_author, right_author`.

    >>> said = {"statement": ["a", "b", "c"], "doc": ["x", "x", "y"], "author": "bo"}
    >>> links = pd.DataFrame([["a", "b", "full"], ["b", "c", "part"]], columns=_LINK)
    >>> across(links, pd.DataFrame(said))[["left", "right_doc"]].values.tolist()
    [['b', 'y']]
    """
    known, told = statements.set_index("statement"), links
    for side in ("left", "right"):
        for column in ("doc", "author"):
            told = told.assign(**{f"{side}_{column}": told[side].map(known[column])})
    return told[told["left_doc"] != told["right_doc"]].reset_index(drop=True)


def agreement(found: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """How far do ways of linking agree, two by two? Takes links by the name of the way.

    Returns one row per two ways: `one, other, n_both, n_one` (the first alone), `n_other`, and
    `share`, in [0, 1], of the pairs linked by at least one of them that both link (Jaccard); the
    direction of a pair and its degree do not count. None where neither links any.

    >>> links = {"a": pd.DataFrame([["x", "y"]]), "b": pd.DataFrame([["x", "y"], ["x", "z"]])}
    >>> links = {name: pairs.set_axis(["left", "right"], axis=1) for name, pairs in links.items()}
    >>> agreement(links).values.tolist()
    [['a', 'b', 1, 0, 1, 0.5]]
    """
    pairs = {
        name: {frozenset(pair) for pair in links[["left", "right"]].itertuples(index=False)}
        for name, links in found.items()
    }
    rows, ways = [], list(pairs)
    for place, one in enumerate(ways):
        for other in ways[place + 1 :]:
            both, union = pairs[one] & pairs[other], pairs[one] | pairs[other]
            alone = [len(pairs[one] - pairs[other]), len(pairs[other] - pairs[one])]
            share = len(both) / len(union) if union else None
            rows.append([one, other, len(both), *alone, share])
    return pd.DataFrame(rows, columns=["one", "other", "n_both", "n_one", "n_other", "share"])


def seen_by(links: pd.DataFrame, found: dict[str, pd.DataFrame]) -> list[str]:
    """Which ways link each of these pairs? Return their names, joined; a dash where none does.

    >>> pairs = pd.DataFrame({"left": ["a"], "right": ["b"]})
    >>> seen_by(pairs, {"reading-1": pairs, "reading-2": pairs[:0]})
    ['reading-1']
    """
    pairs = {
        way: {frozenset(pair) for pair in of_it[["left", "right"]].itertuples(index=False)}
        for way, of_it in found.items()
    }
    asked = [frozenset(pair) for pair in links[["left", "right"]].itertuples(index=False)]
    return [prose.listing([way for way in pairs if pair in pairs[way]]) or "–" for pair in asked]


def touching(links: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Which links have one of these statements on a side?

    >>> links = pd.DataFrame({"left": ["a", "b"], "right": ["b", "c"]})
    >>> touching(links, pd.DataFrame({"statement": ["c"]}))["left"].tolist()
    ['b']
    """
    sides = [links[side].isin(statements["statement"]) for side in ("left", "right")]
    return links[sides[0] | sides[1]].reset_index(drop=True)


def hub(crossing: pd.DataFrame) -> tuple[str, int]:
    """Who is a side of most links between documents, and of how many? Of equals the first by id.

    >>> link = {"left_author": ["bo", "cleo"], "right_author": ["bo", "bo"]}
    >>> hub(pd.DataFrame(link)), hub(pd.DataFrame(link)[:0])
    (('bo', 2), ('', 0))
    """
    both = [set(pair) for pair in crossing[["left_author", "right_author"]].values]
    n = Counter(author for pair in both for author in sorted(pair))
    return min(n.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
