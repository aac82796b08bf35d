"""Agreement becomes a verdict: what may one coder's marks be used for, theme by theme?

Grain: one row per theme, as `agreement.compare` returns it.

Assumptions
1. A theme is judged where every reading gives it to `Rule.least` units and alpha is defined; others
   stay unjudged.
2. In a's place: alpha, precision and recall reach their lines and the interval of alpha does not
   reach below its floor. As a hint: a tentative alpha, or better than chance and either mostly
   right or finding most. The lines of `Rule` were fixed before anything was computed; those of
   alpha are the customary ones of K. Krippendorff, Content Analysis (4th ed. 2019).

Known problems: what an error costs differs from one use to the next, and no rule knows it. Lines
are sharp where evidence is not: one unit may carry a theme over one (see `moved`).
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers.voices import agreement

CHANGES = {
    "one more is missed": ("both", "only_a"),
    "one more is wrongly seen": ("neither", "only_b"),
    "one fewer is missed": ("only_a", "both"),
    "one fewer is wrongly seen": ("only_b", "neither"),
}
PLACE, HINT, NOT, RARE = "in its place", "as a hint", "not at all", "too rare to judge"


@dataclass(frozen=True)
class Rule:
    """The lines that a theme must reach, fixed before anything was computed."""

    least: int = agreement.LEAST  # units that every reading gives the theme to
    firm: float = 0.8  # alpha: in its place
    floor: float = 0.667  # lower end of its interval: in its place
    share: float = 0.8  # precision and recall: in its place; one of them: as a hint
    tentative: float = 0.667  # alpha: as a hint


def is_fit(row: pd.Series, rule: Rule) -> bool | None:
    """May b's marks stand in for a's on this theme? None where it is too rare to judge.

    >>> row = pd.Series({"n_least": 6, "alpha": 0.9, "low": 0.7, "precision": 1, "recall": 0.8})
    >>> is_fit(row, Rule()), is_fit(row, Rule(share=0.9)), is_fit(row, Rule(least=7))
    (True, False, None)
    """
    if row["n_least"] < rule.least or pd.isna(row["alpha"]):
        return None
    shares = row["precision"] >= rule.share and row["recall"] >= rule.share
    return bool(row["alpha"] >= rule.firm and row["low"] >= rule.floor and shares)


def is_hint(row: pd.Series, rule: Rule) -> bool | None:
    """Do b's marks at least tell where to look? None where the theme is too rare to judge.

    They do with a tentative alpha, or if alpha's interval lies above nought and b is mostly right
    (its marks are worth reading) or finds most (what it passes over may be skipped).

    >>> row = pd.Series({"n_least": 6, "alpha": 0.4, "low": 0.2, "precision": 0.4, "recall": 0.9})
    >>> is_hint(row, Rule()), is_hint(row.replace(0.2, -0.1), Rule())
    (True, False)
    """
    if row["n_least"] < rule.least or pd.isna(row["alpha"]):
        return None
    shares = row["precision"] >= rule.share or row["recall"] >= rule.share
    return bool(row["alpha"] >= rule.tentative or (row["low"] > 0 and shares))


def judge(compared: pd.DataFrame, rule: Rule | None = None) -> pd.DataFrame:
    """What may b's marks be used for, theme by theme? Adds `use`: `PLACE, HINT, NOT` or `RARE`.

    >>> row = {"n_least": 6, "alpha": 0.4, "low": -0.2, "precision": 0.4, "recall": 0.9}
    >>> judge(pd.DataFrame([row, row | {"n_least": 2}]))["use"].tolist()
    ['not at all', 'too rare to judge']
    """
    rule, uses = rule or Rule(), []
    for _, row in compared.iterrows():
        fit = is_fit(row, rule)
        uses.append(RARE if fit is None else PLACE if fit else HINT if is_hint(row, rule) else NOT)
    return compared.assign(use=pd.Series(uses, index=compared.index, dtype=object))


def moved(compared: pd.DataFrame, source: str, target: str) -> pd.DataFrame:
    """How would each theme stand if one unit were in another of the four cells?

    Alpha, precision and recall are computed again, the interval is left as it is. Themes without a
    unit in `source` stay as they are.

    >>> row = {"theme": "x", "both": 5, "only_a": 1, "only_b": 0, "neither": 69, "alpha": 0.9}
    >>> moved(pd.DataFrame([row]), "both", "only_a")[["both", "recall"]].round(2).values.tolist()
    [[4.0, 0.67]]
    """
    can = (compared[source] > 0).astype(int)
    table = compared.assign(
        **{source: compared[source] - can, target: compared[target] + can},
    )
    alphas = agreement.alphas(table[agreement.CELLS].to_numpy())
    marked_a, marked_b = table["both"] + table["only_a"], table["both"] + table["only_b"]
    return table.assign(
        alpha=np.where(table["alpha"].isna(), np.nan, alphas),
        precision=(table["both"] / marked_b).where(marked_b > 0),
        recall=(table["both"] / marked_a).where(marked_a > 0),
    )


def hangs_on_one(judged: pd.DataFrame, rule: Rule | None = None) -> pd.Series:
    """Would one unit more or less in a cell change a theme's use? True or False per theme.

    Four changes are tried, each by `moved`: one more is missed or wrongly seen, or one fewer.

    >>> row = {"theme": "x", "both": 5, "only_a": 1, "only_b": 0, "neither": 69, "n_least": 5}
    >>> row |= {"alpha": 0.9, "low": 0.7, "precision": 1, "recall": 5 / 6}
    >>> hangs_on_one(judge(pd.DataFrame([row]))).tolist()
    [True]
    """
    changed = [
        judge(moved(judged, *cells), rule)["use"] != judged["use"] for cells in CHANGES.values()
    ]
    return pd.concat(changed, axis=1).any(axis=1)


def audit(judged: pd.DataFrame) -> pd.DataFrame:
    """How many themes may be coded by b? One row: `n, n_judged, n_place, n_hint, n_not, n_rare`.

    Adds `share`: of the themes that can be judged, those that b may code in a's place (0 where none
    can be judged).

    >>> audit(pd.DataFrame({"use": [PLACE, NOT, RARE]})).loc[0, ["n_judged", "share"]].tolist()
    [2.0, 0.5]
    """
    n = {use: int((judged["use"] == use).sum()) for use in (PLACE, HINT, NOT, RARE)}
    judged_ = len(judged) - n[RARE]
    row = {"n": len(judged), "n_judged": judged_, "n_place": n[PLACE], "n_hint": n[HINT]}
    row |= {"n_not": n[NOT], "n_rare": n[RARE]}
    return pd.DataFrame([row | {"share": n[PLACE] / judged_ if judged_ else 0.0}])


def lines(rule: Rule) -> pd.DataFrame:
    """What does the rule ask? One row per way to reach a use: `use, alpha, low, precision, recall`.

    Missing is what is not asked.

    >>> lines(Rule())["alpha"].tolist()
    ['0.8', '0.667', None, None]
    """
    share = f"{rule.share:.0%}"
    rows = [
        (PLACE, f"{rule.firm:g}", f"{rule.floor:g}", share, share),
        (f"{HINT}, if alpha suffices", f"{rule.tentative:g}", None, None, None),
        (f"{HINT}, if mostly right", None, "above 0", share, None),
        (f"{HINT}, if little is missed", None, "above 0", None, share),
    ]
    columns = ["use", "alpha", "low", "precision", "recall"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def others(rule: Rule) -> dict[str, Rule]:
    """Which other lines could the rule have? By the words of a variant ("If …").

    >>> others(Rule())["alpha needs 0.667 only"].firm
    0.667
    """
    dearer, cheaper, any_ = 0.9, 0.7, float("-inf")
    few, many = 3, 2 * rule.least
    return {
        f"alpha needs {rule.tentative:g} only": replace(rule, firm=rule.tentative),
        f"alpha needs {dearer:g}": replace(rule, firm=dearer),
        "the interval of alpha may reach anywhere": replace(rule, floor=any_),
        "shares right and found are not asked": replace(rule, share=0.0),
        "alpha alone is asked": replace(rule, floor=any_, share=0.0),
        "shares right and found alone are asked": replace(rule, firm=any_, floor=any_),
        f"shares right and found need {cheaper:.0%} only": replace(rule, share=cheaper),
        f"shares right and found need {dearer:.0%}": replace(rule, share=dearer),
        f"{few} cases are enough to judge": replace(rule, least=few),
        f"{many} cases are needed to judge": replace(rule, least=many),
    }
