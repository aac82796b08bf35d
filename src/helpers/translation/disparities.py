"""Coded differences become verdicts: which pairs say the same, and which differ in meaning?

Grain: a difference that a reading found between the two sides of an aligned pair, or the pair.

Assumptions
1. A difference changes the meaning if who reads one side alone would report another fact: who,
   whom, what, when, how many, or whether. The rest changes a shade.
2. A pair differs in meaning where one of its differences does, whatever its length.
3. What has no coded difference was read and found the same; every pair was read.

Known problem: one machine-assisted reading drew the line between meaning and shade.
"""

import pandas as pd

from helpers.translation.renderings import WORDS


def judged(pairs: pd.DataFrame, differences: pd.DataFrame) -> pd.DataFrame:
    """Do the two sides of a pair differ? Return the pairs with `n, n_meaning` and `verdict`.

    `n` counts the coded differences of the pair, `n_meaning` those that change the meaning;
    `verdict` is "meaning", "shade" or "none".

    >>> pairs = pd.DataFrame({"left": ["a", "b"], "right": ["x", "y"]})
    >>> coded = pd.DataFrame({"left": ["a"], "right": ["x"], "weight": ["shade"]})
    >>> judged(pairs, coded)["verdict"].tolist()
    ['shade', 'none']
    """
    key = ["left", "right"]
    n = differences.groupby(key).size().rename("n")
    heavy = differences[differences["weight"] == "meaning"].groupby(key).size().rename("n_meaning")
    joined = pairs.merge(n.reset_index(), "left", key).merge(heavy.reset_index(), "left", key)
    joined = joined.fillna({"n": 0, "n_meaning": 0}).astype({"n": int, "n_meaning": int})
    verdict = joined["n"].gt(0).map({True: "shade", False: "none"})
    return joined.assign(verdict=verdict.mask(joined["n_meaning"] > 0, "meaning"))


def kinds(differences: pd.DataFrame) -> pd.DataFrame:
    """Which differences are there? `kind` (in words), `weight`, `n`: in the order of the kinds.

    >>> coded = pd.DataFrame({"kind": ["name", "speaker"], "weight": ["shade", "meaning"]})
    >>> kinds(coded).values.tolist()
    [['who speaks', 'meaning changes', 1], ['names', 'shade changes', 1]]
    """
    counts = differences.groupby(["kind", "weight"]).size()
    rows = [
        (WORDS[kind], f"{weight} changes", int(n))
        for kind in WORDS
        for weight in ("meaning", "shade")
        if (n := counts.get((kind, weight), 0))
    ]
    return pd.DataFrame(rows, columns=["kind", "weight", "n"])


def gravest(differences: pd.DataFrame, segments: pd.DataFrame, names: dict[str, str]) -> str:
    """Which difference in meaning matters most? Say it in words; nothing where there is none.

    Who speaks comes before numbers, these before names, and these before wording; of equals the
    first in the text.

    >>> cells = {"left": "a", "right": "x", "kind": "wording", "weight": "meaning"}
    >>> cells |= {"left_line": 4, "right_line": 9}
    >>> gravest(pd.DataFrame([cells]), pd.DataFrame({"segment": ["a", "x"], "speaker": ""}), {})
    'in the wording of lines 4 and 9'
    """
    heavy = differences[differences["weight"] == "meaning"]
    if heavy.empty:
        return ""
    first = min(heavy.to_dict("records"), key=lambda row: list(WORDS).index(row["kind"]))
    places = segments.set_index("segment").loc[[first["left"], first["right"]]]
    lines = [int(place.get("line_start", 0)) for place in places.to_dict("records")]
    who = [names.get(who, who) for who in places["speaker"]]
    if first["kind"] == "speaker" and all(who):
        return (
            f"in who speaks: line {lines[0]} is given to {who[0]}, its Chinese original on line "
            f"{lines[1]} to {who[1]}"
        )
    of = {"wording": "the wording", "name": "a name", "number": "a number"}
    what = of.get(first["kind"], WORDS[first["kind"]])
    return f"in {what} of lines {first['left_line']} and {first['right_line']}"


def evidence(
    differences: pd.DataFrame, verdicts: pd.DataFrame, segments: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Which records stand behind the differences? By what they change, and those without any.

    Takes the differences and what `judged` returns. Each record has `record, says, against` (the
    reading found no difference) and the place of its English block.

    >>> cells = {"difference": "d1", "left": "a", "right": "x", "kind": "name", "weight": "shade"}
    >>> cells |= {"left_phrase": "two words", "right_phrase": "", "right_line": 9, "note": "So."}
    >>> places = ["line_start", "line_end", "char_start", "char_end"]
    >>> segments = pd.DataFrame({"segment": ["a", "x"], "doc": "d", **dict.fromkeys(places, 1)})
    >>> coded, pairs = pd.DataFrame([cells]), pd.DataFrame({"left": ["a"], "right": ["x"]})
    >>> evidence(coded, judged(pairs, coded), segments)["Changes a shade"]["says"].item()
    'Names, Chinese line 9: “two words” / –. So.'
    """
    known = segments.set_index("segment")
    place = known[["line_start", "line_end", "char_start", "char_end"]]
    said = differences["left_phrase"], differences["right_phrase"]
    left, right = (
        (opened + phrase + closed).where(phrase != "", "–")
        for phrase, (opened, closed) in zip(said, ("“”", "「」"), strict=True)
    )
    told = differences.join(place, on="left").assign(
        record=differences["difference"],
        says=differences["kind"].map(WORDS).str.capitalize()
        + ", Chinese line "
        + differences["right_line"].astype(str)
        + ": "
        + (left + " / " + right + ". " + differences["note"]),
        against=False,
    )
    alike = verdicts[verdicts["verdict"] == "none"].join(place, on="left")
    alike = alike.assign(record=alike["left"], doc=alike["left"].map(known["doc"]), against=True)
    lines = alike["right"].map(place["line_start"]).map("{}".format)
    alike["says"] = "No difference from the Chinese of line " + lines
    return {
        "Changes the meaning": told[told["weight"] == "meaning"],
        "Changes a shade": told[told["weight"] == "shade"],
        "No difference": alike,
    }


def otherwise(
    pairs: pd.DataFrame, differences: pd.DataFrame, segments: pd.DataFrame, names: dict[str, str]
) -> pd.DataFrame:
    """How many pairs differ in meaning, if something is left out? `variant, n_meaning, n`.

    Left out are each kind of difference, blocks that are no paragraphs, and each speaker's pairs.

    >>> pairs = pd.DataFrame({"left": ["a", "b"], "right": ["x", "y"]})
    >>> coded = pd.DataFrame({"left": ["a"], "right": ["x"], "kind": "name", "weight": "meaning"})
    >>> segments = pd.DataFrame({"segment": ["a", "b"], "kind": "paragraph", "speaker": ["bo", ""]})
    >>> otherwise(pairs, coded, segments, {"bo": "Bo"}).values.tolist()[1]
    ['without names', 0, 2]
    """
    known = segments.set_index("segment")
    kind, speaker = pairs["left"].map(known["kind"]), pairs["left"].map(known["speaker"])
    tried = {"everything counts": (pairs, differences)}
    for code in dict.fromkeys(differences.loc[differences["weight"] == "meaning", "kind"]):
        label = f"without {'what is ' * code.startswith('addition')}{WORDS[code]}"
        tried[label] = pairs, differences[differences["kind"] != code]
    tried["only paragraphs count"] = pairs[kind == "paragraph"], differences
    for who in sorted(set(speaker) - {""}):
        tried[f"without {names.get(who, who)}"] = pairs[speaker != who], differences
    rows = []
    for label, (some, left) in tried.items():
        verdicts = judged(some, left)["verdict"]
        rows.append((label, int((verdicts == "meaning").sum()), len(some)))
    return pd.DataFrame(rows, columns=["variant", "n_meaning", "n"])
