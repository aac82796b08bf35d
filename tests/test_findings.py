"""Findings: what is said, what lies behind it, and how well it stands."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import findings, sources

few = settings(max_examples=60, deadline=None)
NUMBER = st.floats(-100, 100)


def data(shown):
    [(kind, content)] = [
        (kind, content)
        for kind, content in shown._repr_mimebundle_().items()
        if kind.startswith("application/vnd.going-out.")
    ]
    return kind.removeprefix("application/vnd.going-out.").removesuffix("+json"), content


def test_a_finding_travels_with_its_numbers():
    kind, found = data(
        findings.finding(
            "six of ten <go>.",
            "Ten is few.",
            estimate=np.float64(0.6),
            unit="share",
            denominator=np.int64(10),
            bounds=(0.5, np.float64(0.7)),
            values={"n": np.int64(6), "who": pd.Series(["bo"]), "rest": {"b", "a"}},
        )
    )
    assert kind == "finding"
    assert found == {
        "sentence": "Six of ten <go>.",
        "caveat": "Ten is few.",
        "estimate": 0.6,
        "unit": "share",
        "denominator": 10,
        "range": [0.5, 0.7],
        "values": {"n": 6, "who": ["bo"], "rest": ["a", "b"]},
    }
    assert json.loads(json.dumps(found)) == found


def test_a_finding_is_escaped_on_its_page():
    bundle = findings.finding("a <b>", "c & d", estimate=1, unit="x")._repr_mimebundle_()
    assert "A &lt;b&gt;" in bundle["text/html"]
    assert "c &amp; d" in bundle["text/html"]


def test_a_finding_without_a_range_says_so():
    _, found = data(findings.finding("a.", "b.", estimate=1, unit="x"))
    assert (found["range"], found["denominator"], found["values"]) == (None, None, {})


@few
@given(NUMBER)
def test_numbers_keep_twelve_digits_and_whole_ones_are_whole(value):
    _, found = data(findings.finding("a.", "b.", estimate=value, unit="x"))
    assert found["estimate"] == pytest.approx(value, rel=1e-11, abs=1e-300)
    assert isinstance(found["estimate"], int) == value.is_integer()


@few
@given(NUMBER, NUMBER, st.floats(0, 50), st.none() | NUMBER, st.booleans())
def test_a_verdict_says_what_moved(estimate, variant, margin, line, other):
    verdict = findings.verdict(estimate, variant, margin, line, other)
    passed = line is not None and (estimate > line) != (variant > line)
    passed = passed or (variant == 0 and estimate != 0)
    moved = math.fabs(variant - estimate) > margin
    assert verdict == ("reverses" if other or passed else "weakens" if moved else "holds")
    assert findings.verdict(estimate, estimate, margin, line) == "holds"


def test_variants_keep_their_order_and_their_estimates():
    named = {"grain": {"z": 5, "a": (1.5, False)}, "reading": {"m": (6.0, True)}}
    varied = findings.vary(6, named, margin=2)
    assert varied.values.tolist() == [
        ["reading", "m", 6, "reverses"],
        ["grain", "z", 5, "holds"],
        ["grain", "a", 1.5, "weakens"],
    ]
    kind, found = data(findings.robustness(varied, "bees", {}))
    assert kind == "robustness"
    assert found["rows"][2] == {
        "kind": "grain",
        "variant": "a",
        "estimate": 1.5,
        "verdict": "weakens",
    }
    assert (found["margin"], found["line"]) == (2, None)


def test_a_kind_of_variant_is_named_from_a_closed_list():
    with pytest.raises(
        sources.InputError, match="weather is no kind of variant; choose of reading"
    ):
        findings.vary(6, {"weather": {"rain": 5}}, margin=2)


def test_what_is_not_varied_says_why_and_a_reason_gives_way_to_variants():
    varied = findings.vary(6, {"grain": {"z": 5}}, margin=2)
    reasons = {"grain": "there is one grain", "author": "there is one <author>"}
    shown = findings.robustness(varied, "bees", reasons)
    assert data(shown)[1]["unvaried"] == {"author": "there is one <author>"}
    html = shown._repr_mimebundle_()["text/html"]
    assert "Not varied, as there is one &lt;author&gt;" in html
    assert "there is one grain" not in html


def test_nothing_left_reverses_and_what_cannot_be_computed_is_no_verdict():
    named = {"author": {"without Bo": 0.0, "without Cleo": None, "without Dan": (None, False)}}
    varied = findings.vary(6, named, margin=9)
    assert varied["verdict"].tolist() == ["reverses", "cannot be computed", "cannot be computed"]
    assert findings.tally(varied).startswith("holds under no variants, weakens under none and rev")
    shown = findings.robustness(varied, "bees", {})
    assert json.dumps(data(shown)[1]["rows"][1]["estimate"]) == "null"
    assert "without Cleo: –, cannot be computed" in str(shown)


def test_a_placebo_counts_in_no_tally():
    varied = findings.vary(6, {"placebo": {"z": 1}, "grain": {"a": 6}}, margin=2, line=3)
    assert findings.tally(varied) == (
        "holds under one variant, weakens under none and reverses under none"
    )


def test_without_variants_there_is_nothing_to_hold():
    varied = findings.vary(6, {}, margin=2)
    assert list(varied.columns) == ["kind", "variant", "estimate", "verdict"]
    assert (
        findings.tally(varied)
        == "holds under no variants, weakens under none and reverses under none"
    )


def test_a_tally_counts_in_words():
    varied = pd.DataFrame({"verdict": ["holds"] * 12 + ["weakens"] * 3 + ["reverses"]})
    varied["kind"] = "document"
    assert findings.tally(varied) == (
        "holds under 12 variants, weakens under three and reverses under one"
    )


def test_provenance_names_every_document_and_what_was_read():
    from helpers import records

    records.load("themes", "toy")
    kind, found = data(findings.provenance({"corpus": "toy", "n": 3}, "toy", ["pandas"]))
    assert kind == "provenance"
    assert found["parameters"] == {"corpus": "toy", "n": 3}
    assert list(found["documents"]) == list(sources.catalogue("toy"))
    assert (
        found["tables"]["tests/toy/coded/themes.csv"] == sources.READ["tests/toy/coded/themes.csv"]
    )
    assert found["packages"] == {"pandas": pd.__version__}
