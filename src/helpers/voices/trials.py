"""One comparison becomes many: how would the verdict stand with another coder, or by chance?

Grain: one comparison of two coders over all themes, by `fitness.audit`.

Assumptions
1. The share is of the themes that can be judged in each trial; these differ where units are left
   out. Where none is left, nothing is found to be fit, and the name of the trial says so.
2. Chance deals the marks of one coder out to the units again, each unit's marks together; the mean
   over several dealings is compared with what was found.

Known problems: `BOTH` and `EITHER` hold what a reading holds, so a reading is not tried on them.
"""

import pandas as pd

from helpers import prose
from helpers import vocabularies as v
from helpers.voices import agreement, fitness, marking

SHUFFLES = 20


def share(
    units: pd.DataFrame,
    found: pd.DataFrame,
    themes: list[str],
    a: str,
    b: str,
    rule: fitness.Rule | None = None,
    seed: int = agreement.SEED,
) -> float | None:
    """On how many of the themes that can be judged may b code in a's place? A share in [0, 1].

    None where no theme can be judged, or a reading gave no code.

    >>> units = pd.DataFrame({"unit": list("abcdefgh"), "cluster": list("abcdefgh")})
    >>> found = pd.DataFrame({"unit": list("abcde"), "theme": "ferry", "coder": "reading-1"})
    >>> found = pd.concat([found, found.assign(coder="word list")])
    >>> share(units, found, ["ferry"], "reading-1", "word list")
    1.0
    >>> share(units[:4], found, ["ferry"], "reading-1", "word list") is None
    True
    """
    rule = rule or fitness.Rule()
    if not {a, b} <= {*found["coder"], marking.WORDS}:
        return None
    compared = agreement.compare(units, found, themes, a, b, rule.least, seed)
    counted = fitness.audit(fitness.judge(compared, rule)).loc[0]
    return float(counted["share"]) if counted["n_judged"] else None


def named(shares: dict[str, float | None]) -> dict[str, float | tuple[float, bool]]:
    """What `findings.vary` takes: a trial in which nothing can be judged says so, and reverses.

    >>> named({"without a": 0.5, "without b": None})
    {'without a': 0.5, 'without b, when no theme can be judged': (0.0, True)}
    """
    return {
        name if value is not None else f"{name}, when no theme can be judged": (
            value if value is not None else (0.0, True)
        )
        for name, value in shares.items()
    }


def twin(a: str, b: str, readings: set[str]) -> tuple[str, str] | None:
    """Which pair holds the other reading instead? None where both are readings, or there is none.

    >>> twin("reading-1", "word list", {"reading-1", "reading-2"})
    ('reading-2', 'word list')
    """
    others = sorted(readings - {a, b})
    if len({a, b} & readings) != 1 or a == b or not others:
        return None
    return (others[0], b) if a in readings else (a, others[0])


def standards(a: str, b: str, found: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Against which other coders can the comparison be made? Pairs by the words of a variant.

    >>> found = pd.DataFrame({"coder": ["reading-1", "reading-2", "word list"]})
    >>> standards("reading-1", "word list", found)
    {'reading-2 is the standard': ('reading-2', 'word list')}
    >>> standards("reading-1", "reading-2", found)
    {'the two change places': ('reading-2', 'reading-1')}
    """
    coders = set(found["coder"])
    if a == b:
        return {}
    if marking.WORDS not in (a, b):
        return {"the two change places": (b, a)}
    others = sorted((coders & {*v.CODERS, marking.BOTH, marking.EITHER}) - {a, b})
    if b == marking.WORDS:
        return {f"{other} is the standard": (other, b) for other in others}
    return {f"{other} is tried": (a, other) for other in others}


def standings(units: pd.DataFrame, found: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """Over all themes together, what does b find of a? One row per pair, then one per document.

    Returns `what` (the pair, or the document), `n_a, n_b, n_both` (marks), `precision, recall`.

    >>> units = pd.DataFrame({"unit": ["p1"], "doc": "talk"})
    >>> found = pd.DataFrame({"unit": "p1", "theme": "x", "coder": ["reading-1", "word list"]})
    >>> standings(units, found, "reading-1", "word list")[["what", "recall"]].values.tolist()
    [['word list against reading-1', 1.0], ['in talk alone', 1.0]]
    """
    pairs = [(a, b), *standards(a, b, found).values()]
    rows = [
        {"what": f"{two} against {one}"} | agreement.standing(found, units, one, two)
        for one, two in pairs
    ]
    rows += [
        {"what": f"in {doc} alone"} | agreement.standing(found, part, a, b)
        for doc, part in units.groupby("doc")
    ]
    return pd.DataFrame(rows)


def chance(
    units: pd.DataFrame,
    found: pd.DataFrame,
    themes: list[str],
    a: str,
    b: str,
    alike: bool = False,
) -> tuple[float | None, float]:
    """What would agreement be if b's marks were dealt out at random, `SHUFFLES` times?

    Returns the mean alpha over the themes that can be judged (None where there are none) and the
    mean share of those on which b could stand in, without asking for an interval. `alike` deals
    only among units of like length.

    >>> units = pd.DataFrame({"unit": list("abcdefghij"), "cluster": list("abcdefghij")})
    >>> found = pd.DataFrame({"unit": list("abcde"), "theme": "ferry", "coder": "reading-1"})
    >>> found = pd.concat([found, found.assign(coder="word list")])
    >>> mean, fit = chance(units.assign(n_words=9), found, ["ferry"], "reading-1", "word list")
    >>> abs(mean) < 0.2, fit
    (True, 0.0)
    """
    means, fits = [], []
    for seed in range(agreement.SEED, agreement.SEED + SHUFFLES):
        dealt = marking.shuffled(units, found, b, seed, alike)
        compared = agreement.compare(units, dealt, themes, a, b, seed=None)
        means.append(compared["alpha"].mean())
        fits.append(fitness.audit(fitness.judge(compared)).loc[0, "share"])
    mean = float(pd.Series(means).mean())
    return (None if mean != mean else mean), float(pd.Series(fits).mean())


def called(coder: str) -> str:
    """How does a sentence name a coder?

    >>> called("word list"), called("reading-1")
    ('the word list', 'reading-1')
    """
    return f"the {coder}" if coder == marking.WORDS else coder


def spelled(judged: pd.DataFrame, names: pd.Series, a: str, b: str, noun: str) -> str:
    """What may b be used for in place of a, in words? A sentence without its full stop.

    >>> judged = pd.DataFrame({"theme": ["x", "y"], "use": [fitness.PLACE, fitness.NOT]})
    >>> spelled(judged, pd.Series({"x": "Ferry"}), "r", "word list", "themes")[14:]
    'could stand in for a slow reading (r) on 1 of 2 themes, “Ferry”; it must not be used on one'
    """
    n = fitness.audit(judged).loc[0]
    if not n["n_judged"]:
        return (
            f"no theme is frequent enough to say whether {called(b)} could stand in for {called(a)}"
        )
    if a == b:
        return (
            f"{called(a)} was compared with itself, so it agrees on all of {int(n['n_judged'])} "
            f"{noun} that can be judged, and this shows nothing"
        )
    fit = [f"“{names[theme]}”" for theme in judged.loc[judged["use"] == fitness.PLACE, "theme"]]
    which = f", {prose.listing(fit)}" if 0 < len(fit) < 4 else ""
    slow = called(a) if a == marking.WORDS else f"a slow reading ({a})"
    of = prose.of(int(n["n_place"]), int(n["n_judged"]), noun)
    words = f"{called(b)} could stand in for {slow} on {of if fit else 'none ' + of[2:]}{which}"
    hints, failed = few(n["n_hint"]), few(n["n_not"])
    rest = [f"gives a hint on {hints}"] if n["n_hint"] else []
    rest += [f"must not be used on {failed}"] if n["n_not"] else []
    return words + (f"; it {prose.listing(rest)}" if rest else "")


def doubled(pair: tuple[str, str] | None, same: int) -> str:
    """On how many themes is the verdict the same with the other reading? The end of a sentence.

    >>> doubled(("reading-2", "word list"), 9), doubled(None, 0)
    ('; with reading-2 the verdict is the same on nine', '')
    """
    if not pair:
        return ""
    [reading] = {*pair} - {marking.WORDS}
    return f"; with {reading} the verdict is the same on {few(same)}"


def few(n: float) -> str:
    """How does a sentence have a count without its noun? Below ten as a word.

    >>> few(0), few(3), few(12.0)
    ('none', 'three', '12')
    """
    return prose.count(int(n), "", "").strip() if n else "none"
