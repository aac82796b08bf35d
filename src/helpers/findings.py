"""Sentences that are computed, the values behind them, and how well they stand.

A notebook has one finding, which becomes the answer on the index and in `finding.json`; its
robustness is the same measure called again under other choices. Nothing here knows a document.

Assumptions
1. A variant *reverses* a finding where its estimate is past the stated line or nothing is left of
   it, and *weakens* it where it is further from the estimate than the stated margin. Both are fixed
   before the variants run. Where a variant has no estimate, it *cannot be computed*, and that is no
   verdict on the finding.
2. A variant is of one kind, by what it changes (`KINDS`). Where a finding is not varied in a kind,
   the reason stands instead, so that an empty cell is never taken for a passed test.
3. A placebo puts something in place that should *not* carry the finding: it counts in no tally.
"""

import json
from collections.abc import Mapping

import pandas as pd

from helpers import sources
from helpers.markup import Shown, escape, scrolling
from helpers.prose import count, number
from helpers.prose import sentence as capital
from helpers.vocabularies import VARIANTS as KINDS


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
    estimate: float,
    variant: float | None,
    margin: float,
    line: float | None = None,
    other: bool = False,
) -> str:
    """Does a finding hold under a variant? `holds`, `weakens`, `reverses` or `cannot be computed`.

    It reverses where the variant lies on the other side of `line`, where nothing is left of it, or
    where `other` says that the answer would be about something else; it weakens where the variant
    is further off than `margin`.

    >>> verdict(6, 5, margin=2, line=3), verdict(6, 3.5, 2, 3), verdict(6, 2, 2, 3)
    ('holds', 'weakens', 'reverses')
    >>> verdict(6, 0, margin=9), verdict(6, None, margin=9)
    ('reverses', 'cannot be computed')
    """
    if variant is None:
        return "cannot be computed"
    if (
        other
        or variant == 0 != estimate
        or (line is not None and (estimate > line) != (variant > line))
    ):
        return "reverses"
    return "weakens" if abs(variant - estimate) > margin else "holds"


def vary(
    estimate: float,
    variants: Mapping[str, Mapping[str, float | tuple[float | None, bool] | None]],
    margin: float,
    line: float | None = None,
) -> pd.DataFrame:
    """Judge an estimate under each variant; return `kind, variant, estimate, verdict`, a row each.

    `variants` holds, by kind, the variants by name. A variant is an estimate (None, where there is
    none), or an estimate and whether the answer would be about something else. `attrs` of the frame
    keep margin and line.

    >>> vary(0.6, {"grain": {"a": 0.65}, "author": {"b": (0.6, True)}}, 0.1)["verdict"].tolist()
    ['holds', 'reverses']
    """
    unknown = sorted(set(variants) - set(KINDS))
    if unknown:
        raise sources.InputError(
            f"variants: {', '.join(unknown)} is no kind of variant; choose of {', '.join(KINDS)}"
        )
    rows = []
    for kind in KINDS:
        for name, value in variants.get(kind, {}).items():
            number_, other = value if isinstance(value, tuple) else (value, False)
            judged = verdict(estimate, number_, margin, line, other)
            rows.append((kind, name, _plain(number_), judged))
    varied = pd.DataFrame(rows, columns=["kind", "variant", "estimate", "verdict"])
    if varied["estimate"].isna().any():
        varied["estimate"] = (
            varied["estimate"].astype(object).where(varied["estimate"].notna(), None)
        )
    varied.attrs = {"margin": _plain(margin), "line": _plain(line)}
    return varied


def tally(varied: pd.DataFrame) -> str:
    """Say how many variants hold, weaken and reverse. Placebos are left out.

    >>> tally(vary(6, {"grain": {"a": 6, "b": 1}}, margin=1, line=3))
    'holds under one variant, weakens under none and reverses under one'
    """
    counts = varied.loc[varied["kind"] != "placebo", "verdict"].value_counts()
    held, weak, reversed_ = (int(counts.get(v, 0)) for v in ("holds", "weakens", "reverses"))
    weak, reversed_ = ("none" if n == 0 else count(n, "", "").strip() for n in (weak, reversed_))
    return (
        f"holds under {count(held, 'variant')}, weakens under {weak} and reverses under {reversed_}"
    )


def robustness(varied: pd.DataFrame, unit: str, unvaried: Mapping[str, str]) -> Shown:
    """Show what `vary` returned, with the estimates in their unit, and hand it to the report.

    `unvaried` says why the finding is not varied in the kinds that have no variant, such as
    `{"document": "it is about one document"}`; a placebo may be missing without a reason. Reasons
    for kinds that do have variants are passed over, as a choice may leave some empty.

    >>> varied = vary(6, {"author": {"without a": 5}}, margin=2)
    >>> print(robustness(varied, "asks", {"grain": "asks have one grain"}))
    counted otherwise: not varied, as asks have one grain
    without an author: without a: 5, holds
    """
    here = set(varied["kind"])
    reasons = {kind: unvaried[kind] for kind in KINDS if kind in unvaried and kind not in here}
    parts, plain = [], []
    for kind, words in KINDS.items():
        rows = varied[varied["kind"] == kind]
        if rows.empty and kind not in reasons:
            continue
        parts.append(
            f'<tr class="kind"><th scope="rowgroup" colspan="3">{capital(words)}</th></tr>'
        )
        for row in rows.itertuples():
            found = "–" if row.estimate is None else number(row.estimate)
            parts.append(
                f'<tr class="{row.verdict}"><th scope="row">{escape(row.variant)}</th>'
                f'<td class="n">{escape(found)}</td><td>{row.verdict}</td></tr>'
            )
            plain.append(f"{words}: {row.variant}: {found}, {row.verdict}")
        if rows.empty:
            reason = f"not varied, as {reasons[kind]}"
            parts.append(
                f'<tr class="unvaried"><td colspan="3">{escape(capital(reason))}</td></tr>'
            )
            plain.append(f"{words}: {reason}")
    html = '<p class="caption">Where nothing is left of an answer, it reverses.</p>' + scrolling(
        f"<table class='robustness'><thead><tr><th>If …</th><th class='n'>{escape(unit)}</th>"
        f"<th>the finding</th></tr></thead><tbody>{''.join(parts)}</tbody></table>",
        "The finding under other choices",
    )
    data = {"rows": varied.to_dict("records"), "unvaried": reasons} | varied.attrs
    return Shown(html, "\n".join(plain), "robustness", data)


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
