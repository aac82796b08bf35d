"""Sentences that are computed, the values behind them, and how well they stand.

A notebook has one finding, which becomes the answer on the index and in `finding.json`; its
robustness is the same measure called again under other choices. Nothing here knows a document.

Assumptions
1. A variant *reverses* a finding where its estimate is past the stated line, and *weakens* it where
   it is further from the estimate than the stated margin. Both are fixed before the variants run.
"""

import json
from collections.abc import Mapping

import pandas as pd

from helpers import sources
from helpers.markup import Shown, escape, scrolling
from helpers.prose import count, number
from helpers.prose import sentence as capital


def say(sentence: str) -> Shown:
    """Show a computed sentence as a paragraph.

    Begins with a capital, as the sentence may begin with a counted noun.

    >>> print(say("two of three agree."))
    Two of three agree.
    """
    sentence = capital(sentence)
    return Shown(f'<p class="say">{escape(sentence)}</p>', sentence)


def finding(
    sentence: str,
    caveat: str,
    *,
    estimate: float,
    unit: str,
    denominator: float | None = None,
    bounds: tuple[float, float] | None = None,
    values: Mapping[str, object] | None = None,
) -> Shown:
    """State the answer of a notebook: one computed sentence and one caveat.

    `estimate` is the number that the sentence rests on, in `unit`; `denominator` is what it is out
    of; `bounds` are the least and the most it can be, where the material has bounds. `values` are
    further numbers that a reader may want to check.

    >>> print(finding("six of ten go.", "Ten is few.", estimate=0.6, unit="share", denominator=10))
    Six of ten go.
    Ten is few.
    """
    sentence = capital(sentence)
    data = {
        "sentence": sentence,
        "caveat": caveat,
        "estimate": _plain(estimate),
        "unit": unit,
        "denominator": _plain(denominator),
        "range": _plain(bounds),
        "values": {name: _plain(value) for name, value in (values or {}).items()},
    }
    html = (
        f'<div class="finding"><p class="answer">{escape(sentence)}</p>'
        f'<p class="caveat">{escape(caveat)}</p></div>'
    )
    return Shown(html, f"{sentence}\n{caveat}", "finding", data)


def verdict(
    estimate: float, variant: float, margin: float, line: float | None = None, other: bool = False
) -> str:
    """Does a finding hold under a variant? `holds`, `weakens` or `reverses`.

    It reverses where the variant lies on the other side of `line`, or where `other` says that the
    answer would be about something else; it weakens where the variant is further off than `margin`.

    >>> verdict(6, 5, margin=2, line=3), verdict(6, 3.5, 2, 3), verdict(6, 2, 2, 3)
    ('holds', 'weakens', 'reverses')
    """
    if other or (line is not None and (estimate > line) != (variant > line)):
        return "reverses"
    return "weakens" if abs(variant - estimate) > margin else "holds"


def vary(
    estimate: float,
    variants: Mapping[str, float | tuple[float, bool]],
    margin: float,
    line: float | None = None,
) -> pd.DataFrame:
    """Judge an estimate under each variant; return `variant, estimate, verdict`, one row each.

    A variant is an estimate, or an estimate and whether the answer would be about something else.

    >>> vary(0.6, {"a": 0.65, "b": (0.6, True)}, margin=0.1)["verdict"].tolist()
    ['holds', 'reverses']
    """
    rows = []
    for name, value in variants.items():
        number_, other = value if isinstance(value, tuple) else (value, False)
        judged = verdict(estimate, number_, margin, line, other)
        rows.append({"variant": name, "estimate": _plain(number_), "verdict": judged})
    return pd.DataFrame(rows, columns=["variant", "estimate", "verdict"])


def tally(varied: pd.DataFrame) -> str:
    """Say how many variants hold, weaken and reverse.

    >>> tally(vary(6, {"a": 6, "b": 1}, margin=1, line=3))
    'holds under one variant, weakens under none and reverses under one'
    """
    counts = varied["verdict"].value_counts()
    held, weak, reversed_ = (int(counts.get(v, 0)) for v in ("holds", "weakens", "reverses"))
    weak, reversed_ = ("none" if n == 0 else count(n, "", "").strip() for n in (weak, reversed_))
    return (
        f"holds under {count(held, 'variant')}, weakens under {weak} and reverses under {reversed_}"
    )


def robustness(varied: pd.DataFrame, unit: str) -> Shown:
    """Show what `vary` returned, with the estimates in their unit, and hand it to the report.

    >>> print(robustness(vary(6, {"without a": 5}, margin=2), "asks"))
      variant  estimate verdict
    without a         5   holds
    """
    body = "".join(
        f'<tr class="{row.verdict}"><th scope="row">{escape(row.variant)}</th>'
        f'<td class="n">{escape(number(row.estimate))}</td><td>{row.verdict}</td></tr>'
        for row in varied.itertuples()
    )
    html = scrolling(
        f"<table><thead><tr><th>If …</th><th class='n'>{escape(unit)}</th><th>the finding</th></tr>"
        f"</thead><tbody>{body}</tbody></table>",
        "The finding under other choices",
    )
    plain = varied.to_string(index=False)
    return Shown(html, plain, "robustness", {"rows": varied.to_dict("records")})


def provenance(parameters: Mapping[str, object], corpus: str, packages: list[str]) -> Shown:
    """Show what a reader needs to make the same report again: parameters, inputs, versions.

    >>> str(provenance({"corpus": "toy"}, "toy", [])).startswith('parameter corpus = "toy"')
    True
    """
    from importlib.metadata import version  # only the last cell of a notebook asks for it

    documents = {doc.doc: doc.sha256 for doc in sources.catalogue(corpus).values()}
    data = {
        "parameters": {name: _plain(value) for name, value in parameters.items()},
        "documents": documents,
        "tables": dict(sorted(sources.READ.items())),
        "packages": {name: version(name) for name in sorted(packages)},
    }
    rows = [("parameter", f"{n} = {json.dumps(v)}", "") for n, v in data["parameters"].items()]
    rows += [("document", name, digest) for name, digest in documents.items()]
    rows += [("table", name, digest) for name, digest in data["tables"].items()]
    rows += [("package", name, number_) for name, number_ in data["packages"].items()]
    body = "".join(
        f'<tr><td>{kind}</td><td>{escape(name)}</td><td class="digest">{escape(value)}</td></tr>'
        for kind, name, value in rows
    )
    html = scrolling(
        "<table class='provenance'><thead><tr><th>Kind</th><th>Name</th>"
        f"<th>SHA-256 or version</th></tr></thead><tbody>{body}</tbody></table>",
        "What this report was made from",
    )
    plain = "\n".join(" ".join(row) for row in rows)
    return Shown(html, plain, "provenance", data)


def _plain(value: object) -> object:
    """Return a value as JSON has it: no numpy numbers, floats to twelve significant digits."""
    if getattr(value, "shape", None) == ():
        value = value.item()
    if isinstance(value, float):
        return int(value) if value.is_integer() else float(f"{value:.12g}")
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | pd.Series | pd.Index):
        return [_plain(item) for item in (sorted(value) if isinstance(value, set) else value)]
    return value
