"""Turns become shares: who has how much of a transcript, and how much hangs on one turn.

Grain: one row per turn, or per speaker. A transcript is a complete count of an edited page, so a
share has no interval: what it can become if any one turn is left out stands in its place.

Assumptions
1. A turn is what one speaker says without a break; it holds the paragraphs up to the next label.
   Labels and questions from the audience belong to nobody's share.
2. Of a talk that is printed in two languages one version is counted (`transcripts`), as
   characters of two scripts do not add up. Shares are in [0, 1], amounts in the unit.
3. Whoever has most leads; several lead where they have equally much.

Known problems: words are runs between white space, which suits no Chinese text; a label that was
printed wrongly gives a passage to the wrong person; what the editor cut nobody can count.
"""

import pandas as pd

from helpers.reading import transcripts

UNITS = {
    "words": "n_words",
    "characters": "n_chars",
    "turns": "n_turns",
    "paragraphs": "n_parts",
}
WHAT = {
    "furniture": "page furniture",
    "metadata": "data about the page",
    "paragraph": "paragraph outside of turns",
}
WHY = {  # what a page prints beside its turns, and why it is nobody's share
    "question": "asked from the audience, by nobody at the table",
    "paragraph": "before and after the talk: the editor speaks",
    "quotation": "part of the block that quotes it",
    "second version": "says in another language what is counted already",
}
_KEPT = ["doc", "round", "replies_to", "line_start", "line_end", "char_start", "char_end"]


def turns(segments: pd.DataFrame, unit: str, said_by: dict[str, str] | None = None) -> pd.DataFrame:
    """Who speaks when, and how much? One row per turn, in the order of the page.

    `segments` are one version of one document; `unit` is a key of `UNITS`. `said_by` gives
    paragraphs to other speakers than their labels do. Columns out: `segment` (the turn), `speaker`,
    `amount` (in the unit), `begins`, `ends` (what was said before and up to its end), `n_words`,
    `lang`, and the round and place of the turn.

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    >>> turns(segments, "words")[["speaker", "amount", "ends"]].values.tolist()[:2]
    [['bo-reed', 41, 41], ['cleo-marsh', 32, 73]]
    """
    spoken = set(segments.loc[segments["kind"] == "turn", "segment"])
    parts = segments[(segments["kind"] == "paragraph") & segments["parent"].isin(spoken)]
    parts = parts.sort_values("seq")
    moved = said_by or {}
    speakers = (
        parts["segment"]
        .map(lambda part: moved.get(part, ""))
        .where(parts["segment"].isin(moved), parts["speaker"])
    )
    parts = parts.assign(speaker=speakers, segment=parts["parent"], n_parts=1)
    new = (parts["segment"] != parts["segment"].shift()) | (speakers != speakers.shift())
    kept = {name: (name, "last" if name.endswith("_end") else "first") for name in _KEPT}
    kept |= {name: (name, "first") for name in ("segment", "speaker", "lang")}
    kept |= {name: (name, "sum") for name in ("n_words", "n_chars", "n_parts")}
    frame = parts.groupby(new.cumsum()).agg(**kept).reset_index(drop=True).assign(n_turns=1)
    amount = frame[UNITS[unit]]
    return frame.assign(amount=amount, begins=amount.cumsum() - amount, ends=amount.cumsum())


def shares(spoken: pd.DataFrame) -> pd.DataFrame:
    """Which part of all has each speaker, and which if any one turn is left out? Most first.

    Denominator: the amounts of all turns given. Columns out: `speaker, n` (in the unit),
    `n_turns`, `share`, and `low, high`: the least and the most that the
    share is without one turn, whoever had it. Of equals the earlier speaker comes first.

    >>> spoken = pd.DataFrame({"speaker": ["bo", "cleo", "bo"], "amount": [2, 1, 1]})
    >>> shares(spoken)[["speaker", "share", "low", "high"]].values.tolist()
    [['bo', 0.75, 0.5, 1.0], ['cleo', 0.25, 0.0, 0.5]]
    """
    total, rows = spoken["amount"].sum(), []
    for speaker, theirs in spoken.groupby("speaker", sort=False)["amount"]:
        others = spoken.loc[spoken["speaker"] != speaker, "amount"]
        n, most = theirs.sum(), theirs.max()
        low = (n - most) / (total - most) if total > most else n / total
        high = n / (total - others.max()) if len(others) else n / total
        rows.append((speaker, n, len(theirs), n / total, low, high))
    frame = pd.DataFrame(rows, columns="speaker n n_turns share low high".split())
    return frame.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def leading(shared: pd.DataFrame) -> list[str]:
    """Who has most? Several where they have equally much, in the order of the frame.

    >>> leading(pd.DataFrame({"speaker": ["bo", "cleo", "dan"], "n": [2, 2, 1]}))
    ['bo', 'cleo']
    """
    return list(shared.loc[shared["n"] == shared["n"].max(), "speaker"])


def is_leading(shared: pd.DataFrame, speaker: str) -> bool | None:
    """Has this speaker more than anybody else? None where they do not speak at all.

    >>> shared = pd.DataFrame({"speaker": ["bo", "cleo"], "n": [2, 2]})
    >>> is_leading(shared, "bo"), is_leading(shared, "dan")
    (False, None)
    """
    return leading(shared) == [speaker] if speaker in set(shared["speaker"]) else None


def effective(amounts: pd.Series) -> float:
    """As if how many people had spoken equally much? One over the sum of squared shares.

    Between 1 (one has all) and the number of amounts (all are equal).
    Sources: E. H. Simpson, Nature 163 (1949), 688; for parties M. Laakso and R. Taagepera,
    Comparative Political Studies 12 (1979), 3–27.

    >>> effective(pd.Series([1, 1, 1])), effective(pd.Series([2, 1, 1]))
    (3.0, 2.6666666666666665)
    """
    return float(amounts.sum() ** 2 / (amounts**2).sum())


def without_each_turn(spoken: pd.DataFrame) -> list[dict[str, float]]:
    """How much has everybody said if one turn is left out? Sums by speaker, for each turn in order.

    Who has no other turn is not among them then.

    >>> without_each_turn(pd.DataFrame({"speaker": ["bo", "cleo", "bo"], "amount": [2, 1, 1]}))
    [{'bo': 1, 'cleo': 1}, {'bo': 3}, {'bo': 2, 'cleo': 1}]
    """
    amounts: dict[str, list] = {}
    for speaker, amount in zip(spoken["speaker"], spoken["amount"].tolist(), strict=True):
        amounts.setdefault(speaker, []).append(amount)
    sums, rest = {speaker: sum(theirs) for speaker, theirs in amounts.items()}, []
    for speaker, amount in zip(spoken["speaker"], spoken["amount"].tolist(), strict=True):
        left = sums | {speaker: sums[speaker] - amount}
        rest.append({who: n for who, n in left.items() if who != speaker or len(amounts[who]) > 1})
    return rest


def audit(spoken: pd.DataFrame) -> pd.Series:
    """How many speak, how much, as if how many equally much, and how large is the largest share?

    Returns `n_speakers, n` (of the first), `n_all` (in the unit), `n_effective, share` (the
    largest), and `low, high`: between what the largest share lies if any one turn is left out,
    whosever it then is.

    >>> audit(pd.DataFrame({"speaker": ["bo", "cleo", "cleo"], "amount": [3, 1, 2]})).tolist()
    [2.0, 3.0, 6.0, 2.0, 0.5, 0.6, 1.0]
    """
    shared = shares(spoken)
    rest = [max(sums.values()) / sum(sums.values()) for sums in without_each_turn(spoken) if sums]
    rest = rest or [shared["share"].max()]
    counts = {"n_speakers": len(shared), "n": shared["n"].max(), "n_all": shared["n"].sum()}
    ends = {"share": shared["share"].max(), "low": min(rest), "high": max(rest)}
    return pd.Series(counts | {"n_effective": effective(shared["n"])} | ends)


def left_out(segments: pd.DataFrame) -> pd.DataFrame:
    """What does the page print that is no turn? One row per kind of block, and why.

    `segments` are all versions of one document. Columns out: `what, n` (blocks), `n_words,
    n_chars, why`. The turns of a second version are blocks of that version.

    >>> from helpers import records
    >>> segments = records.load("segments", "toy").query("doc == 'panel-2018'")
    >>> left_out(segments).set_index("what").loc["question", ["n", "n_words"]].tolist()
    [2, 14]
    """
    first = segments["segment"].isin(transcripts.first_version(segments)["segment"])
    spoken = set(segments.loc[segments["kind"] == "turn", "segment"])
    outside = ~segments["parent"].isin(spoken) & (~first | (segments["kind"] != "turn"))
    frame = segments[outside].assign(what=segments["kind"].where(first, "second version"))
    table = frame.groupby("what", sort=False).agg(
        n=("segment", "size"), n_words=("n_words", "sum"), n_chars=("n_chars", "sum")
    )
    table = table.sort_index().reset_index()
    why = table["what"].map(WHY).fillna("page, title or place, no speech")
    return table.assign(what=table["what"].replace(WHAT), why=why)
