"""Claims become grounds: what does it rest on when a document says how things are?

Grain: a claim, which is a statement that says how things are.

Assumptions
1. A claim is a statement of kind claim, obstacle, rationale or feature. Requests, plans, accounts
   of own work and definitions say what is wanted, done or meant, and are left out.
2. A claim rests on what it names: one ground per claim, the strongest that the text gives.
3. Only a study, a named source and a cited rule can be looked up by somebody else. Who counts other
   grounds as well says so.

Known problems: a study of the speaker's own counts as a ground although none of these documents
prints whom it asked; what an editor cut is a ground that nobody can see.
"""

import pandas as pd

from helpers import prose, sources
from helpers import vocabularies as v

CLAIMS = ["claim", "obstacle", "rationale", "feature"]
BASES = {
    "own_study": "a study of the speaker's own",
    "named_source": "a named source",
    "policy_cited": "a cited rule or plan",
    "example": "an example",
    "own_experience": "own experience",
    "common_knowledge": "what everybody is said to know",
    "none": "nothing that is named",
}
LEFT_OUT = {
    "what is wanted": [*v.REQUESTS.values(), "official_call", "priority"],
    "what is planned": ["plan", "strategy", "model"],
    "what is done or offered": ["activity", "offer"],
    "what a word means, or what others said": ["definition", "summary"],
}


def is_grounded(basis: str, accepted: list[str]) -> bool | None:
    """Does a claim rest on a ground that counts? None where nobody has read what it rests on.

    >>> is_grounded("named_source", ["named_source"]), is_grounded("none", []), is_grounded("", [])
    (True, False, None)
    """
    return basis in accepted if basis else None


def claims(
    statements: pd.DataFrame,
    accepted: list[str],
    documents: list[str] = (),
    kinds: list[str] = CLAIMS,
) -> pd.DataFrame:
    """What do the claims rest on? Return the statements that are claims, with their ground.

    `accepted` are the grounds that count, `documents` the documents (all, where none is named).
    Adds `rests_on` (in words), `grounded` (see `is_grounded`) and `item` (the sentence).

    >>> from helpers import records
    >>> told = claims(records.load("statements", "toy"), ["own_experience"], ["incubators-2018"])
    >>> told[told["grounded"]]["author"].tolist()
    ['uma-finch', 'sol-heath', 'sol-heath', 'dora-vane']
    """
    kept = statements[statements["kind"].isin(kinds)]
    kept = kept[kept["doc"].isin(documents)] if len(documents) else kept
    if kept.empty:
        raise sources.NotApplicable("no statement of these documents says how things are")
    span = kept["char_start"].astype(str) + "-" + kept["char_end"].astype(str)
    return kept.assign(
        rests_on=kept["basis"].map(BASES),
        grounded=pd.Series([is_grounded(b, accepted) for b in kept["basis"]], kept.index, object),
        item=kept["doc"] + ":" + span,
    )


def audit(told: pd.DataFrame) -> pd.DataFrame:
    """How many claims rest on a ground that counts? Return one row: n, n_grounded, share in [0, 1].

    >>> audit(pd.DataFrame({"grounded": [True, False]})).values.tolist()
    [[2.0, 1.0, 0.5]]
    """
    n, good = len(told), int(told["grounded"].eq(True).sum())
    return pd.DataFrame([{"n": n, "n_grounded": good, "share": good / n if n else 0.0}])


def share(told: pd.DataFrame, grain: str = "statement") -> float:
    """Which share of the claims rests on a ground that counts? In [0, 1]; 0 where there is none.

    `grain` says what is counted: `statement`; `item` (a sentence counts as grounded where all its
    claims are); `author` or `doc` (the mean of their shares, so that each has one vote).

    >>> told = pd.DataFrame({"grounded": [True, False, True], "author": ["a", "a", "b"]})
    >>> share(told, "author")
    0.75
    """
    if told.empty:
        return 0.0
    if grain == "statement":
        return float(audit(told)["share"].item())
    good = told["grounded"].eq(True).groupby(told[grain])
    return float((good.all() if grain == "item" else good.mean()).mean())


def grid(told: pd.DataFrame, by: str) -> pd.DataFrame:
    """How many claims rest on which ground? Return a row per value of `by`, a column per ground.

    The columns are those of `BASES` in words; `n` is their sum, `n_grounded` those that count.

    >>> told = pd.DataFrame({"kind": ["claim"], "rests_on": ["an example"], "grounded": [True]})
    >>> grid(told, "kind")[["kind", "an example", "n", "n_grounded"]].values.tolist()
    [['claim', 1, 1, 1]]
    """
    table = told.groupby([by, "rests_on"]).size().unstack(fill_value=0)
    table = table.reindex(columns=list(BASES.values()), fill_value=0)
    good = told["grounded"].eq(True).groupby(told[by]).sum()
    return (
        table.assign(n=table.sum(axis=1), n_grounded=good).rename_axis(columns=None).reset_index()
    )


def sourced(told: pd.DataFrame, ties: pd.DataFrame) -> pd.Series:
    """Does the author of a claim cite somebody on its lines, by the stated ties?

    A second way to find a source, which does not use the ground that was read.

    >>> told = pd.DataFrame({"doc": ["d"], "author": ["bo"], "line_start": [3], "line_end": [4]})
    >>> ties = told.assign(source="bo", kind="cites", line_start=4)
    >>> sourced(told, ties).tolist()
    [True]
    """
    cited = ties[ties["kind"] == "cites"]
    lines = set(zip(cited["doc"], cited["source"], cited["line_start"], strict=True))
    found = [
        any(
            (row.doc, row.author, line) in lines for line in range(row.line_start, row.line_end + 1)
        )
        for row in told.itertuples()
    ]
    return pd.Series(found, told.index, dtype=bool)


def foremost(told: pd.DataFrame, names: pd.Series) -> str:
    """Say who makes most of the claims with a ground that counts; nothing where there is none.

    >>> told = pd.DataFrame({"author": ["bo", "bo", "al"], "grounded": [True, True, False]})
    >>> foremost(told, pd.Series({"bo": "Bo"}))
    'Bo makes 2 of 2 claims with such a ground. '
    """
    good = told[told["grounded"].eq(True)]["author"].value_counts().sort_index()
    if good.empty:
        return ""
    voice, n = good.idxmax(), int(good.max())
    made = prose.of(n, int(good.sum()), "claims with such a ground")
    return f"{names.get(voice, voice)} makes {made}. "


def variants(
    statements: pd.DataFrame,
    accepted: list[str],
    documents: list[str],
    names: pd.Series,
    least: int = 10,
) -> dict[str, dict[str, float]]:
    """What is the share of grounded claims under other choices? Return it by kind and choice.

    Every rule is changed once. Each document is left out, and each voice with `least` claims, or
    with most where none has as many; the only document or voice is not. Shares are in [0, 1].

    >>> from helpers import records
    >>> said, names = records.load("statements", "toy"), records.names("actors", "toy")
    >>> found = variants(said, ["own_experience"], ["incubators-2018"], names, least=2)
    >>> found["author"]["without Sol Heath"], found["definition"]["examples count too"]
    (0.3333333333333333, 0.5)
    """
    told = claims(statements, accepted, documents)
    done = [*CLAIMS, *LEFT_OUT["what is done or offered"]]
    strict = [ground for ground in accepted if ground != "own_study"]
    wide = [*accepted, "example"]
    found = {
        "grain": {
            "a sentence counts once": share(told, "item"),
            "each voice has one vote": share(told, "author"),
            "each document has one vote": share(told, "doc"),
        },
        "definition": {
            "only statements of kind claim count": share(told[told["kind"] == "claim"]),
            "accounts of work done or offered count too": share(
                claims(statements, accepted, documents, done)
            ),
            "a study of one’s own is no ground": share(claims(statements, strict, documents)),
            "examples count too": share(claims(statements, wide, documents)),
        },
    }
    frequent = told["author"].value_counts().loc[lambda n: n >= min(least, n.max())].index
    documents_, voices_ = ("document", "doc", set(told["doc"])), ("author", "author", frequent)
    for kind, column, values in (documents_, voices_):
        found[kind] = {
            f"without {names.get(value, value)}": share(told[told[column] != value])
            for value in sorted(values)
            if told[column].nunique() > 1
        }
    return found
