"""Strategies, models and requests become a chain: which request carries out which strategy?

Grain: a *link* joins a strategy to a model or a request, or a model to a request.

Assumptions
1. A document has a chain where it prints models below its strategies. Models printed above the
   strategies describe the world; those below are meant to carry the strategies out.
2. Two statements are linked where a reading matched them as the same, as broader or as narrower, or
   where one is coded as a part of the other (the first reading's). No match, no link.
3. A link is *named in print* where a record says that the blocks of both give the same name.
4. A strategy that is a part of another strategy stands under it.

Known problem: which strategy a model serves is often the reading's inference, not the document's
word; `notes` shows what the document prints about it.
"""

import pandas as pd

from helpers import prose
from helpers import vocabularies as v
from helpers.asks import answers

LEVELS = ["strategy", "model", "request"]
PRINTED, BOTH, ONE = "named in print", "both readings", "one reading only"
_SAME = ["same", "broader", "narrower"]
_JOINS = ["name", "wording", "definition"]


def levels(statements: pd.DataFrame, requests: pd.DataFrame) -> pd.DataFrame:
    """Which strategies, models and requests does a document with a chain hold?

    Returns the statements with `level` and `top` (the strategy that a strategy is a part of).

    >>> from helpers import records
    >>> from helpers.asks import taxonomy
    >>> said = records.load("statements", "toy")
    >>> levels(said, taxonomy.requests(said, ["own"], []))["level"].value_counts().to_dict()
    {'request': 8, 'strategy': 2, 'model': 2}
    """
    kinds, parents = (statements.set_index("statement")[name] for name in ("kind", "parent"))
    level = statements["kind"].where(statements["kind"].isin(LEVELS[:2]), "")
    level = level.mask(statements["statement"].isin(requests["statement"]), LEVELS[2])
    last = statements[level == "strategy"].groupby("doc")["char_start"].max()
    below = statements["char_start"] > statements["doc"].map(last)
    level = level.mask((level == "model") & ~below, "")
    chained = statements.loc[level == "model", "doc"].unique()
    tops = []
    for name in statements["statement"]:
        while kinds[name] == "strategy" and kinds.get(parents[name]) == "strategy":
            name = parents[name]
        tops.append(name)
    frame = statements.assign(level=level, top=tops)
    return frame[(level != "") & statements["doc"].isin(chained)].reset_index(drop=True)


def links(chained: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Which strategy leads to which model or request, and which model to which request?

    Takes `levels`. Returns `upper, lower` (statements, upper ones by their `top`), `ends` (such as
    "strategy, model") and `ground` (`BOTH` readings or `ONE`).

    >>> from helpers import records
    >>> from helpers.asks import taxonomy
    >>> said = records.load("statements", "toy")
    >>> chained = levels(said, taxonomy.requests(said, ["own"], []))
    >>> links(chained, records.load("matches", "toy"))["ground"].tolist()
    ['both readings', 'both readings', 'both readings', 'one reading only']
    """
    known = chained.set_index("statement")
    found = matches[matches["relation"].isin(_SAME)][["left", "right", "coder"]]
    parts = chained[["parent", "statement"]].set_axis(["left", "right"], axis=1)
    found = pd.concat([found, parts.assign(coder=v.CODERS[0])])
    rows = []
    for left, right, coder in found.itertuples(index=False):
        if left not in known.index or right not in known.index:
            continue
        if known["doc"][left] != known["doc"][right]:
            continue
        ends = sorted((LEVELS.index(known["level"][name]), name) for name in (left, right))
        if ends[0][0] < ends[1][0]:
            names = ", ".join(LEVELS[rank] for rank, _ in ends)
            rows.append([known["top"][ends[0][1]], ends[1][1], names, coder])
    frame = pd.DataFrame(rows, columns=["upper", "lower", "ends", "coder"])
    frame = frame.groupby(["upper", "lower", "ends"])["coder"].nunique().reset_index()
    ground = frame["coder"].map(lambda n: BOTH if n > 1 else ONE).astype(object)
    return frame.drop(columns="coder").assign(ground=ground)


def named(
    found: pd.DataFrame, chained: pd.DataFrame, relations: pd.DataFrame, segments: pd.DataFrame
) -> pd.DataFrame:
    """Which links does the document itself name? Return the links, `ground` set to `PRINTED`.

    >>> from helpers import records
    >>> from helpers.asks import taxonomy
    >>> said = records.load("statements", "toy")
    >>> chained = levels(said, taxonomy.requests(said, ["own"], []))
    >>> tables = (records.load(name, "toy") for name in ("relations", "segments"))
    >>> joined = named(links(chained, records.load("matches", "toy")), chained, *tables)
    >>> joined.loc[joined["ground"] == PRINTED, ["upper", "lower"]].values.tolist()
    [['forum-2020.s43', 'forum-2020.s05']]
    """
    blocks = _blocks(chained, segments)
    joined = [set(cell.split("; ")) for cell in relations.query("kind == 'name'")["members"]]
    printed = []
    for link in found.itertuples():
        ends = {blocks[link.upper], blocks[link.lower]}
        printed.append(len(ends) == 2 and any(ends <= members for members in joined))
    mask = pd.Series(printed, found.index, dtype=bool)
    return found.assign(ground=found["ground"].mask(mask, PRINTED))


def _blocks(chained: pd.DataFrame, segments: pd.DataFrame) -> dict[str, str]:
    """Return the list item or paragraph that each statement stands in."""
    leaves, found = segments[segments["kind"].isin(["item", "paragraph"])], {}
    for row in chained.itertuples():
        around = leaves[
            (leaves["doc"] == row.doc)
            & (leaves["char_start"] <= row.char_start)
            & (leaves["char_end"] >= row.char_end)
        ]
        found[row.statement] = next(iter(around["segment"]), row.statement)
    return found


def notes(
    chained: pd.DataFrame,
    relations: pd.DataFrame,
    segments: pd.DataFrame,
    quantities: pd.DataFrame,
) -> list[str]:
    """What does the document print about how strategies, models and requests belong together?

    Returns the notes of relations of names, wordings and definitions that join two members or more
    of different kinds, all among the strategies, models and requests.

    >>> from helpers import records
    >>> from helpers.asks import taxonomy
    >>> said = records.load("statements", "toy")
    >>> chained = levels(said, taxonomy.requests(said, ["own"], []))
    >>> tables = (records.load(name, "toy") for name in ("relations", "segments", "quantities"))
    >>> notes(chained, *tables)
    ['Lines 27 and 31: the far bank, named twice. They agree.']
    """
    blocks = _blocks(chained, segments)
    inside, level = set(blocks.values()), {}
    for name, rank in zip(chained["statement"], chained["level"], strict=True):
        level[blocks[name]] = rank
    for doc, part in chained[chained["level"] != "request"].groupby("doc"):
        lines = part["line_start"].min(), part["line_end"].max()
        own = quantities[quantities["doc"] == doc]
        inside |= set(own[own["line_start"].between(*lines)]["quantity"])
    joins = relations[relations["kind"].isin(_JOINS)]
    members = [cell.split("; ") for cell in joins["members"]]
    keep = [
        len(names) > 1
        and set(names) <= inside
        # What joins blocks of one kind alone, such as all models, says nothing about a link.
        and (len(ranks := {level.get(name, name) for name in names}) > 1 or not ranks <= {*LEVELS})
        for names in members
    ]
    return list(joins.loc[keep, "note"])


def chain(chained: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """How does each strategy lead to requests, by way of a model or directly?

    Returns one row per strategy and model, one per strategy for the requests that no model of it
    leads to, and one per model without a strategy: `strategy, model` (in our words, with the line,
    or a dash), `joined` (the ground of that link), and the lines of its requests by ground as
    `sure` (printed or both readings) and `unsure` (one reading only).

    >>> from helpers import records
    >>> from helpers.asks import taxonomy
    >>> said = records.load("statements", "toy")
    >>> chained = levels(said, taxonomy.requests(said, ["own"], []))
    >>> table = chain(chained, links(chained, records.load("matches", "toy")))
    >>> table[["joined", "sure", "unsure"]].values.tolist()
    [['both readings', 'line 27', 'line 31'], ['–', 'line 23', '–'], ['–', '–', '–']]
    """
    known, rows = chained.set_index("statement"), []
    tops = chained[(chained["level"] == "strategy") & (chained["top"] == chained["statement"])]
    models = chained[chained["level"] == "model"]["statement"]
    told = {
        name: f"{known['paraphrase'][name].rstrip('.')} (line {known['line_start'][name]})"
        for name in [*tops["statement"], *models]
    }
    grounds = found.set_index(["upper", "lower"])["ground"].to_dict()
    for top in tops["statement"]:
        own = [model for model in models if (top, model) in grounds]
        rows += [[told[top], told[m], grounds[top, m], *_asked(known, found, [m])] for m in own]
        passed = set(found[found["upper"].isin(own)]["lower"])
        direct = _asked(known, found[~found["lower"].isin(passed)], [top])
        if not own or direct != ["–", "–"]:
            rows.append([told[top], "–", "–", *direct])
    for model in models:
        if model not in set(found["lower"]):
            rows.append(["–", told[model], "–", *_asked(known, found, [model])])
    return pd.DataFrame(rows, columns=["strategy", "model", "joined", "sure", "unsure"])


def _asked(known: pd.DataFrame, found: pd.DataFrame, uppers: list[str]) -> list[str]:
    own = found[found["upper"].isin(uppers)]
    own = own[own["lower"].map(known["level"]) == "request"]
    unsure = own["ground"] == ONE
    return [
        answers.lines(known["line_start"][list(own[mask]["lower"])]) for mask in (~unsure, unsure)
    ]


def audit(chained: pd.DataFrame, found: pd.DataFrame, least: str = BOTH) -> pd.DataFrame:
    """How far does the chain reach? Return one row of counts.

    `n_strategies, n_models, n_requests`, then `n_carried` (strategies with a model), `n_used`
    (models with a request), `n_loose` (models with neither) and `n_reached` (requests that a
    strategy or model leads to), and `n_printed` (links named in print). With `least=ONE` links of
    one reading count, too.

    >>> from helpers import records
    >>> from helpers.asks import taxonomy
    >>> said = records.load("statements", "toy")
    >>> chained = levels(said, taxonomy.requests(said, ["own"], []))
    >>> audit(chained, links(chained, records.load("matches", "toy"))).values.tolist()
    [[2, 2, 8, 1, 1, 1, 2, 0]]
    """
    n = chained[chained["top"] == chained["statement"]]["level"].value_counts()
    sure = found if least == ONE else found[found["ground"] != ONE]
    ends = dict(list(sure.groupby("ends")))
    none = sure.iloc[:0]
    carried, used, direct = (
        ends.get(name, none) for name in ("strategy, model", "model, request", "strategy, request")
    )
    models = set(chained[chained["level"] == "model"]["statement"])
    return pd.DataFrame(
        [
            {
                f"n_{plural}": int(n.get(level, 0))
                for level, plural in zip(LEVELS, ["strategies", "models", "requests"], strict=True)
            }
            | {
                "n_carried": carried["upper"].nunique(),
                "n_used": used["upper"].nunique(),
                "n_loose": len(models - set(carried["lower"]) - set(used["upper"])),
                "n_reached": len({*used["lower"], *direct["lower"]}),
                "n_printed": int((sure["ground"] == PRINTED).sum()),
            }
        ]
    )


def summary(chained: pd.DataFrame, found: pd.DataFrame) -> str:
    """Say how far strategies lead to models and models to requests.

    >>> summary(pd.DataFrame(columns=["level"]), pd.DataFrame())
    'No document read here prints models below strategies, so there is no chain to follow.'
    """
    if chained.empty:
        return (
            "No document read here prints models below strategies, so there is no chain to follow."
        )
    sure, loose = (audit(chained, found, least).iloc[0] for least in (BOTH, ONE))
    n_printed = prose.count(sure["n_printed"], "", "").strip()
    return (
        f"In {prose.listing(sorted(set(chained['doc'])))}, models carry out "
        f"{prose.of(sure['n_carried'], sure['n_strategies'], 'strategies')} and requests use "
        f"{prose.of(sure['n_used'], sure['n_models'], 'models')}, in print or as both readings see "
        f"it. Models with neither a strategy nor a request: {sure['n_loose'] or 'none'}. Requests "
        "that come out of a strategy or a model: "
        f"{prose.of(sure['n_reached'], sure['n_requests'])}, or {loose['n_reached']} if one "
        "reading is enough; the rest stand on their own. Links that are named in print: "
        f"{n_printed if sure['n_printed'] else 'none'}."
    )
