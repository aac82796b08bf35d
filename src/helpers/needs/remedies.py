"""Problems and requests become answers: which problem does a request beside it meet, how far?

Grain: one row per problem (a statement of kind obstacle) or per request. The scene is one author in
one document, so that problem and remedy stand side by side and are meant to belong together.

Assumptions
1. The scene is the latest document in which one author names a problem and asks for something; of
   several authors in it the one with most of both, of equals the one who does so last.
2. A problem is *answered* fully if a request of the scene answers all of it, in part if one
   answers a part of it, else not. A request that does neither for any is *for no problem*.
3. A problem of the scene was *asked about before* if a request of the same author, in an earlier
   document, would answer it fully or in part, or is reported unmet by it.
4. A number belongs to an action if it is printed inside the action's sentence.

Known problems: to be answered by a request is not to be solved, and a request that nobody hears
answers just as well. That one author asks again shows neither that nothing was done nor why.
"""

import pandas as pd

from helpers import sources
from helpers import vocabularies as v

STATES = ["answered fully", "answered in part", "not answered"]
_ORGANISATIONS = (
    "ngo foundation association ingo intergovernmental government party company "
    "university_or_think_tank platform"
).split()
_PLACE = ["doc", "line_start", "char_start"]


def scene(statements: pd.DataFrame, dates: dict[str, str]) -> tuple[str, str]:
    """Which document and which author set problems and requests side by side? See assumption 1.

    `dates` has the date of each document. Raises NotApplicable where nobody does both.

    >>> from helpers import records
    >>> dates = {"incubators-2018": "2018-07-01", "forum-2020": "2020-05-02"}
    >>> scene(records.load("statements", "toy"), dates)
    ('forum-2020', 'cleo-marsh')
    """
    found = []
    for (doc, author), part in statements[statements["doc"].isin(dates)].groupby(["doc", "author"]):
        obstacle, asks = part["kind"] == "obstacle", part["kind"].isin(v.REQUESTS.values())
        if obstacle.any() and asks.any():
            last = part.loc[obstacle, "char_start"].max()
            found.append((dates[doc], int((obstacle | asks).sum()), int(last), doc, author))
    if not found:
        raise sources.NotApplicable("nobody names a problem and asks for something in one document")
    *_, doc, author = max(found)
    return doc, author


def own(statements: pd.DataFrame, docs: list[str], author: str, kinds: list[str]) -> pd.DataFrame:
    """Which statements of these kinds does an author make in these documents? In printed order.

    >>> from helpers import records
    >>> told = own(records.load("statements", "toy"), ["forum-2020"], "cleo-marsh", ["obstacle"])
    >>> told["paraphrase"].tolist()
    ['A class cannot pay for the ferry.']
    """
    kept = statements["doc"].isin(docs) & (statements["author"] == author)
    kept &= statements["kind"].isin(kinds)
    return statements[kept].sort_values([*_PLACE, "statement"], ignore_index=True)


def state(degrees: set[str]) -> str:
    """In which state is a problem that requests answer in these degrees?

    >>> state({"full", "part"}), state({"part"}), state(set())
    ('answered fully', 'answered in part', 'not answered')
    """
    return STATES[0] if "full" in degrees else STATES[1] if degrees else STATES[2]


def answered(problems: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Which problems does a request answer? Takes links from problems (left) to requests (right).

    Adds `requests` (ids, joined), `n_requests` and `state`.

    >>> links = pd.DataFrame([["p", "r", "part"]], columns=["left", "right", "degree"])
    >>> answered(pd.DataFrame({"statement": ["p", "q"]}), links)["state"].tolist()
    ['answered in part', 'not answered']
    """
    by = [links[links["left"] == problem] for problem in problems["statement"]]
    return problems.assign(
        requests=["; ".join(sorted(part["right"])) for part in by],
        n_requests=[len(part) for part in by],
        state=[state(set(part["degree"])) for part in by],
    )


def used(requests: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """How many problems does each request answer, and how many does no other one?

    Adds `n_problems` and `n_alone`.

    >>> links = pd.DataFrame([["p", "r", "part"]], columns=["left", "right", "degree"])
    >>> used(pd.DataFrame({"statement": ["r", "s"]}), links)[["n_problems", "n_alone"]].values
    array([[1, 1],
           [0, 0]])
    """
    single = links.groupby("left")["right"].nunique()
    alone = links[links["left"].isin(single.index[single == 1])]
    counts = {
        "n_problems": links.groupby("right")["left"].nunique(),
        "n_alone": alone.groupby("right")["left"].nunique(),
    }
    mapped = {
        name: requests["statement"].map(n).fillna(0).astype(int) for name, n in counts.items()
    }
    return requests.assign(**mapped)


def audit(problems: pd.DataFrame, requests: pd.DataFrame) -> pd.DataFrame:
    """How many problems are answered, and how many requests answer one? Return one row.

    Takes `answered` and `used`. Columns out: `n, n_whole, n_part, n_not, n_single` (answered by one
    request alone), `n_requests, n_idle` (requests for no problem) and `share` of the problems that
    are answered, in [0, 1].

    >>> problems = pd.DataFrame({"state": STATES, "n_requests": [1, 2, 0]})
    >>> audit(problems, pd.DataFrame({"n_problems": [3, 0]}))[["n_single", "n_idle"]].values
    array([[1, 1]])
    """
    n = [int((problems["state"] == name).sum()) for name in STATES]
    row = dict(zip(["n_whole", "n_part", "n_not"], n, strict=True))
    row |= {"n_single": int((problems["n_requests"] == 1).sum()), "n_requests": len(requests)}
    row |= {"n_idle": int((requests["n_problems"] == 0).sum())}
    share = (len(problems) - n[2]) / max(len(problems), 1)
    return pd.DataFrame([{"n": len(problems)} | row | {"share": share}])


def by_subject(problems: pd.DataFrame, requests: pd.DataFrame, themes: pd.Series) -> pd.DataFrame:
    """Are the requests about what the problems are about? Return counts per parent of themes.

    Takes `answered` problems. Columns out: `subject` (its name), `problems, requests, n_answered`;
    most problems first.

    >>> problems = pd.DataFrame({"theme": ["money.giving"], "state": ["not answered"]})
    >>> names = pd.Series({"money": "Money"})
    >>> by_subject(problems, problems[:0], names).values.tolist()
    [['Money', 1, 0, 0]]
    """
    sides = {"problems": problems, "requests": requests}
    sides["n_answered"] = problems[problems["state"] != STATES[2]]
    parents = {name: [t.partition(".")[0] for t in part["theme"]] for name, part in sides.items()}
    rows = [
        [themes[parent], *(parents[name].count(parent) for name in sides)]
        for parent in sorted({p for held in parents.values() for p in held})
    ]
    table = pd.DataFrame(rows, columns=["subject", *sides])
    order = ["problems", "requests", "subject"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


def earlier(statements: pd.DataFrame, doc: str, author: str, dates: dict[str, str]) -> list[str]:
    """In which earlier documents does the same author ask for something? Oldest first.

    >>> said = pd.DataFrame({"doc": ["x", "y"], "author": "bo", "kind": "recommendation"})
    >>> earlier(said, "y", "bo", {"x": "1901", "y": "1905"})
    ['x']
    """
    asks = statements["kind"].isin(v.REQUESTS.values()) & (statements["author"] == author)
    before = [name for name in set(statements.loc[asks, "doc"]) if dates[name] < dates[doc]]
    return sorted(before, key=lambda name: (dates[name], name))


def before(
    problems: pd.DataFrame, named: pd.DataFrame, answers: pd.DataFrame, unmet: pd.DataFrame
) -> pd.DataFrame:
    """Which problems were named, and asked about, in the earlier documents of the author?

    Takes links from earlier obstacles (`named`, either direction), from problems to earlier
    requests (`answers`), and from earlier requests to problems (`unmet`). Adds `named_before` and
    `asked_before` (ids, joined).

    >>> empty = pd.DataFrame(columns=["left", "right", "degree"])
    >>> unmet = pd.DataFrame([["old", "p", "full"]], columns=empty.columns)
    >>> told = before(pd.DataFrame({"statement": ["p"]}), empty, empty, unmet)
    >>> told[["named_before", "asked_before"]].values.tolist()
    [['', 'old']]
    """
    names, asks = [], []
    for problem in problems["statement"]:
        near = named[(named["left"] == problem) | (named["right"] == problem)]
        names.append({*near["left"], *near["right"]} - {problem})
        asks.append(
            {*answers.loc[answers["left"] == problem, "right"]}
            | {*unmet.loc[unmet["right"] == problem, "left"]}
        )
    joined = [["; ".join(sorted(ids)) for ids in column] for column in (names, asks)]
    return problems.assign(named_before=joined[0], asked_before=joined[1])


def actions(
    told: pd.DataFrame,
    quantities: pd.DataFrame,
    mentions: pd.DataFrame,
    segments: pd.DataFrame,
    actors: pd.DataFrame,
) -> pd.DataFrame:
    """What is told of what was done, who is named beside it, and which numbers are printed in it?

    Takes activities and claims of the scene. Adds `named` (ids of organisations named in the same
    paragraph), `numbers` (ids of counts and money inside the sentence) and `has_money`.

    >>> said = {"statement": "a", "doc": "d", "char_start": 2, "char_end": 9}
    >>> n = {"quantity": "n", "doc": "d", "kind": "money", "char_start": 3, "char_end": 5}
    >>> said, n = pd.DataFrame([said]), pd.DataFrame([n])
    >>> at = pd.DataFrame([["b", "d", "paragraph", 0, 9]])
    >>> at.columns = ["segment", "doc", "kind", "char_start", "char_end"]
    >>> who = pd.DataFrame({"segment": ["b"], "actor": ["bo"]})
    >>> types = pd.DataFrame({"actor": ["bo"], "type": ["ngo"]})
    >>> actions(said, n, who, at, types)[["named", "numbers", "has_money"]].values.tolist()
    [['bo', 'n', True]]
    """
    kinds = actors.set_index("actor")["type"]
    bodies = mentions[mentions["actor"].map(kinds).isin(_ORGANISATIONS)]
    leaves = segments[segments["kind"].isin(["paragraph", "item"])]
    rows = []
    for said in told.itertuples():
        around = leaves[(leaves["doc"] == said.doc) & (leaves["char_start"] <= said.char_start)]
        around = around[around["char_end"] >= said.char_end]["segment"]
        inside = quantities[(quantities["doc"] == said.doc)]
        inside = inside[inside["char_start"].between(said.char_start, said.char_end - 1)]
        inside = inside[inside["kind"].isin(["count", "money"])]
        named = sorted(set(bodies.loc[bodies["segment"].isin(around), "actor"]))
        has_money = bool((inside["kind"] == "money").any())
        rows.append(["; ".join(named), "; ".join(inside["quantity"]), has_money])
    added = pd.DataFrame(rows, columns=["named", "numbers", "has_money"], index=told.index)
    return told.join(added)


def counted(problems: pd.DataFrame, requests: pd.DataFrame) -> dict[str, int | float]:
    """Return `audit` as numbers by name.

    >>> problems = pd.DataFrame({"state": ["not answered"], "n_requests": [0]})
    >>> counted(problems, pd.DataFrame({"n_problems": [0]}))["n_not"]
    1
    """
    [row] = audit(problems, requests).to_dict("records")
    return row


def spelled(ids: pd.Series, statements: pd.DataFrame) -> list[str | None]:
    """What do the statements say whose ids are joined in each cell, and where? None for no id.

    >>> said = pd.DataFrame({"statement": ["a"], "paraphrase": ["Less toll."], "line_start": [3]})
    >>> spelled(pd.Series(["a", ""]), said)
    ['Less toll (line 3)', None]
    """
    rows = statements.drop_duplicates("statement").set_index("statement")
    words = rows["paraphrase"].str.rstrip(".") + " (line " + rows["line_start"].astype(str) + ")"
    told = words.to_dict()
    return ["; ".join(told[i] for i in cell.split("; ")) if cell else None for cell in ids]


def listed(ids: pd.Series, names: pd.Series) -> list[str | None]:
    """What are the names of the records whose ids are joined in each cell? None for no id.

    >>> listed(pd.Series(["a; b", ""]), pd.Series({"a": "Ann", "b": "Bo"}))
    ['Ann; Bo', None]
    """
    return ["; ".join(names[i] for i in cell.split("; ")) if cell else None for cell in ids]


def carried(problems: pd.DataFrame, requests: pd.DataFrame, most: int = 2) -> tuple:
    """Which requests answer most problems, and how many do they answer together?

    Takes `answered` and `used`; returns the requests, at most so many, and the number of problems.

    >>> problems = pd.DataFrame({"requests": ["r; s", "r", ""]})
    >>> requests = {"statement": ["r", "s"], "n_problems": [2, 1], "n_alone": [1, 0]}
    >>> carried(problems, pd.DataFrame(requests), 1)[1]
    2
    """
    order = requests.sort_values(["n_problems", "n_alone"], ascending=False, kind="stable")
    top = order[order["n_problems"] > 0].head(most)
    ids = set(top["statement"])
    return top, sum(bool(ids & set(cell.split("; "))) for cell in problems["requests"])
