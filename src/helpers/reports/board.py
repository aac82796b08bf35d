"""The published findings of a corpus become a board: which of them stand, and against what?

Grain: a finding, a finding and a kind of choice, or a finding and one other choice. Reads findings
as data and knows no measure; the page that tells of all findings is made from it.

Assumptions
1. How well a finding stands is the mean, over the kinds of choices that it was put to, of the share
   under which it holds: eighteen authors left out count as much as two readings. A placebo is no
   choice, and counts in nothing.
2. What is left out is known by the name of the choice: `without X`.

Known problem: margins are set by each notebook in its own unit, so that findings compare roughly.
"""

import re
from fractions import Fraction
from typing import Any

from helpers.markup import Shown, escape
from helpers.reports import page
from helpers.reports.results import Result
from helpers.vocabularies import VARIANTS

TRIED = {kind: words for kind, words in VARIANTS.items() if kind != "placebo"}
EVIDENCE = ["reading", "document", "author"]  # the others ask something else of the same evidence
VERDICTS = ["holds", "weakens", "reverses"]
_LEFT_OUT = re.compile(r"without (.+?)(?:, as .+| \(n = [\d,]+\))?")


def tally(variants: list[dict[str, Any]]) -> dict[str, int]:
    """Under how many other choices does a finding hold, weaken and reverse? No placebo counts.

    >>> tally([{"kind": "grain", "verdict": "holds"}, {"kind": "placebo", "verdict": "reverses"}])
    {'holds': 1, 'weakens': 0, 'reverses': 0}
    """
    met = [row["verdict"] for row in variants if row.get("kind") != "placebo"]
    return {verdict: met.count(verdict) for verdict in VERDICTS}


def gravest(variants: list[dict[str, Any]]) -> str:
    """What is the worst that another choice does to a finding? Empty, where there is none.

    >>> gravest([{"verdict": "weakens"}, {"verdict": "holds"}])
    'weakens'
    """
    met = tally(variants)
    return next((verdict for verdict in reversed(VERDICTS) if met[verdict]), "")


def turning(variants: list[dict[str, Any]]) -> str:
    """Does a finding reverse for want of evidence, or only as something else is asked?

    Returns `evidence` where a reading, a document or an author left out reverses it, `question`
    where only another unit or definition does, and nothing where no other choice does.

    >>> turning([{"kind": "grain", "verdict": "reverses"}, {"kind": "author", "verdict": "holds"}])
    'question'
    """
    turned = {row.get("kind") for row in variants if row["verdict"] == "reverses"}
    if turned & set(EVIDENCE):
        return "evidence"
    return "question" if turned & set(TRIED) else ""


def steadiness(variants: list[dict[str, Any]]) -> Fraction | None:
    """Under which share of the other choices does a finding hold, each kind counting the same?

    >>> rows = [("grain", "holds"), ("grain", "reverses"), ("author", "holds")]
    >>> steadiness([{"kind": kind, "verdict": verdict} for kind, verdict in rows])
    Fraction(3, 4)
    """
    shares = []
    for kind in TRIED:
        met = tally([row for row in variants if row.get("kind") == kind])
        if sum(met.values()):
            shares.append(Fraction(met["holds"], sum(met.values())))
    return sum(shares) / len(shares) if shares else None


def weakest_first(found: list[Result]) -> list[Result]:
    """Order findings by how well they stand, of equals those that more choices reverse.

    >>> shaky = [{"kind": "grain", "verdict": "reverses"}]
    >>> steady = [{"kind": "grain", "verdict": "holds"}]
    >>> both = [Result("b", "b", "?", variants=steady), Result("a", "a", "?", variants=shaky)]
    >>> [result.report for result in weakest_first(both)]
    ['a', 'b']
    """

    def order(result: Result) -> tuple:
        stands = steadiness(result.variants)
        return (2 if stands is None else stands, -tally(result.variants)["reverses"], result.report)

    return sorted(found, key=order)


def answers(found: list[Result], parts: dict[str, str]) -> Shown:
    """Show each question with its answer, its caveat and how it stands, part by part.

    `parts` are the headings, by the first digit of the notebooks that belong to one.

    >>> two = Result("a", "10_a", "How many?", sentence="Two.", caveat="Or three.")
    >>> print(answers([two], {"1": "What is there?"}))
    What is there?
    How many? Two.
    """
    html, plain = [], []
    for digit, heading in parts.items():
        own = [result for result in found if result.number.startswith(digit)]
        rows = [
            {
                "question": result.link(result.question).html,
                "answer": result.sentence,
                "caveat": result.caveat,
                "failed": result.trouble,
                "variants": result.variants,
            }
            for result in own
        ]
        html.append(f"<h3>{escape(heading)}</h3>{page.items(rows, 'h4')}" if own else "")
        plain += [heading] if own else []
        plain += [f"{result.question} {result.sentence or result.trouble}" for result in own]
    return Shown("".join(html), "\n".join(plain))


def verdicts(found: list[Result]) -> list[dict[str, Any]]:
    """How many choices of each kind let a finding hold, weaken it, reverse it?

    Returns a row per finding, kind and verdict that is met: `label` (the finding's name), `kind,
    verdict, n`.

    >>> row = {"kind": "grain", "verdict": "holds"}
    >>> verdicts([Result("a", "10_how_many", "How many?", variants=[row, row])])
    [{'label': '10 how many', 'kind': 'grain', 'verdict': 'holds', 'n': 2}]
    """
    return [
        {"label": str(result.name), "kind": kind, "verdict": verdict, "n": n}
        for result in found
        for kind in TRIED
        for verdict, n in tally([row for row in result.variants if row.get("kind") == kind]).items()
        if n
    ]


def cells(found: list[Result]) -> list[dict[str, Any]]:
    """How does each finding stand against each kind of choice? The weakest first.

    Returns a row per finding: `finding` (its name, linked), what becomes of it under each kind,
    `worst` (the gravest of these), `margin` (how far it may move without weakening), `line` (past
    which it reverses; a dash, where it reverses into another answer) and `unit`.

    >>> row = {"kind": "grain", "verdict": "holds", "variant": "lines are counted", "estimate": 2}
    >>> found = Result("a", "10_a", "How many?", sentence="Two.", margin=1, variants=[row])
    >>> cells([found])[0]["grain"], cells([found])[0]["author"]
    ('1 holds', 'not tried')
    """
    rows = []
    for result in weakest_first([result for result in found if result.sentence]):
        row = {"finding": result.name}
        for kind in TRIED:
            met = tally([each for each in result.variants if each.get("kind") == kind])
            said = [f"{n} {verdict if n == 1 else verdict[:-1]}" for verdict, n in met.items() if n]
            empty = "not varied" if kind in result.unvaried else "not tried"
            row[kind] = ", ".join(said) or empty
        row["worst"] = gravest(result.variants) or "not tried"
        row |= {"margin": result.distance(result.margin), "line": result.amount(result.line)}
        row["unit"] = result.unit
        rows.append(row)
    return rows


def moves(found: list[Result]) -> list[dict[str, Any]]:
    """Which other choices move which findings? Those that reverse first, the weakest finding first.

    Returns a row per finding and choice that does not hold: `finding, kind, variant, unit, stands`
    (the estimate as found), `estimate`, `verdict`.

    >>> row = {"kind": "author", "verdict": "reverses", "variant": "without Bo", "estimate": 0}
    >>> found = Result("a", "10_a", "How many?", estimate=0.2, unit="share", variants=[row])
    >>> [(move["variant"], move["stands"], move["estimate"]) for move in moves([found])]
    [('without Bo', '20%', '0%')]
    """
    rows = [
        row
        for row in _choices(weakest_first(found))
        if row["verdict"] in VERDICTS[1:] and row["kind"] != VARIANTS["placebo"]
    ]
    return sorted(rows, key=lambda row: row["verdict"] != "reverses")


def placebos(found: list[Result]) -> list[dict[str, Any]]:
    """What became of findings when something was put in place that should not carry them?

    Returns rows as `moves` does. A finding that holds under its placebo shows too little.

    >>> row = {"kind": "placebo", "verdict": "reverses", "variant": "dealt anew", "estimate": 0}
    >>> [move["verdict"] for move in placebos([Result("a", "10_a", "How many?", variants=[row])])]
    ['reverses']
    """
    return [row for row in _choices(found) if row["kind"] == VARIANTS["placebo"]]


def under_placebo(found: list[Result]) -> dict[str, list[Result]]:
    """Which findings hold under a placebo, which fall as they should, and which were put to none?

    >>> row = {"kind": "placebo", "verdict": "holds"}
    >>> both = [Result("a", "10_a", "?", variants=[row]), Result("b", "20_b", "?")]
    >>> {case: [result.number for result in own] for case, own in under_placebo(both).items()}
    {'hold': ['10'], 'fall': [], 'none': ['20']}
    """
    cases: dict[str, list[Result]] = {"hold": [], "fall": [], "none": []}
    for result in found:
        met = [row["verdict"] for row in result.variants if row.get("kind") == "placebo"]
        cases["none" if not met else "hold" if "holds" in met else "fall"].append(result)
    return cases


def _choices(found: list[Result]) -> list[dict[str, Any]]:
    return [
        {
            "finding": result.name,
            "kind": VARIANTS.get(row.get("kind"), ""),
            "variant": row["variant"],
            "unit": result.unit,
            "stands": result.amount(result.estimate),
            "estimate": result.amount(row["estimate"]),
            "verdict": row["verdict"],
        }
        for result in found
        for row in result.variants
    ]


def absences(found: list[Result]) -> list[dict[str, Any]]:
    """Whose absence moves most findings: of a document, an author, an organisation?

    Returns a row for each that is left out of two findings or more and moves at least one: `who,
    n_tried` (findings that were computed without it), `n_weakens, n_reverses`, both as `n_moved`,
    and `which` (numbers of the notebooks that it moves). Most moved first.

    >>> row = {"kind": "author", "variant": "without Bo (n = 3)", "verdict": "reverses"}
    >>> found = [Result(name, name, "?", variants=[row]) for name in ("10_a", "20_b")]
    >>> absences(found)
    [{'who': 'Bo', 'n_tried': 2, 'n_weakens': 0, 'n_reverses': 2, 'n_moved': 2, 'which': '10, 20'}]
    """
    verdicts: dict[str, dict[str, str]] = {}
    for result in found:
        for row in result.variants:
            left = _LEFT_OUT.fullmatch(row["variant"])
            if left and row.get("kind") in ("document", "author"):
                verdicts.setdefault(left[1], {})[result.number] = row["verdict"]
    rows = []
    for who, of in verdicts.items():
        moved = [number for number, verdict in of.items() if verdict != "holds"]
        counts = {f"n_{verdict}": list(of.values()).count(verdict) for verdict in VERDICTS[1:]}
        counts |= {"n_moved": len(moved), "which": ", ".join(moved)}
        if moved and len(of) > 1:
            rows.append({"who": who, "n_tried": len(of), **counts})
    return sorted(rows, key=lambda row: (-row["n_moved"], -row["n_reverses"], row["who"]))


def reasons(found: list[Result]) -> list[dict[str, Any]]:
    """Why was a finding not put to a kind of choice? A row each: `finding, kind, reason`.

    >>> alone = Result("a", "10_a", "How many?", unvaried={"author": "nobody wrote it"})
    >>> reasons([alone])[0]["reason"]
    'nobody wrote it'
    """
    rows = []
    for result in found:
        why = list(result.unvaried.items()) + [
            (row["kind"], f"cannot be computed: {row['variant']}")
            for row in result.variants
            if row["verdict"] == "cannot be computed"
        ]
        rows += [
            {"finding": result.name, "kind": VARIANTS[kind], "reason": reason}
            for kind, reason in why
        ]
    return rows
