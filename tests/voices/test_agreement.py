"""Agreement of two coders: alpha by hand, by the book and by another library, and what follows."""

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers.reading import transcripts
from helpers.voices import agreement, fitness, marking, trials

few = settings(max_examples=40, deadline=None)
ANSWERS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=40)
FERRY, YOUNG = "state.ferry", "people.young_keepers"


def cells(answers):
    return [answers.count(kind) for kind in ((1, 1), (1, 0), (0, 1), (0, 0))]


def seen(answers, cluster=1):
    """Units and marks of two coders who answer as told; `cluster` units hang together."""
    names = [f"u{n:02d}" for n in range(len(answers))]
    units = pd.DataFrame({"unit": names, "cluster": [n // cluster for n in range(len(answers))]})
    rows = [
        (name, "x", coder)
        for name, pair in zip(names, answers, strict=True)
        for coder, yes in zip(("reading-1", "word list"), pair, strict=True)
        if yes
    ]
    return units, pd.DataFrame(rows, columns=["unit", "theme", "coder"])


def test_the_published_example_of_krippendorff():
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    counted = cells(list(zip(meg, owen, strict=True)))
    assert counted == [1, 1, 3, 5]
    assert round(agreement.alpha(*counted), 3) == 0.095


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ((5, 0, 0, 5), 1),
        ((1, 0, 0, 9), 1),
        ((0, 5, 5, 0), 1 - 10 * 19 / (10 * 10)),  # they never agree: below nought
        ((5, 0, 1, 14), 1 - 39 / (11 * 29)),  # the ferry of the toy corpus
        ((4, 1, 0, 15), 1 - 39 / (9 * 31)),  # its young keepers
    ],
)
def test_alpha_worked_out_by_hand(counted, expected):
    assert agreement.alpha(*counted) == pytest.approx(expected)


@pytest.mark.parametrize("counted", [(0, 0, 0, 9), (9, 0, 0, 0), (0, 0, 0, 0)])
def test_where_nothing_varies_alpha_is_undefined_and_never_one(counted):
    assert agreement.alpha(*counted) is None


@few
@given(ANSWERS)
def test_another_library_finds_the_same(answers):
    data = np.array(answers, dtype=int).T
    ours = agreement.alpha(*cells(answers))
    if len(np.unique(data)) < 2:
        assert ours is None
    else:
        theirs = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
        assert ours == pytest.approx(theirs)


@few
@given(ANSWERS)
def test_alpha_knows_neither_order_nor_who_is_who(answers):
    both, only_a, only_b, neither = cells(answers)
    swapped = agreement.alpha(both, only_b, only_a, neither)
    negated = agreement.alpha(neither, only_a, only_b, both)
    assert agreement.alpha(both, only_a, only_b, neither) == swapped == negated


@few
@given(ANSWERS)
def test_the_four_counts_are_all_units_and_the_shares_are_theirs(answers):
    units, found = seen(answers)
    if "reading-1" not in set(found["coder"]):
        return
    [row] = agreement.compare(units, found, ["x"], "reading-1", "word list", 1).to_dict("records")
    assert [row[cell] for cell in agreement.CELLS] == cells(answers)
    marked = row["both"] + row["only_b"]
    assert (row["precision"] * marked == pytest.approx(row["both"])) if marked else True
    if row["low"] == row["low"]:
        assert row["low"] <= row["high"] <= 1


def test_an_interval_is_the_same_every_time_and_wider_if_units_hang_together():
    answers = [(1, 1)] * 6 + [(1, 0)] * 3 + [(0, 1)] * 3 + [(0, 0)] * 24
    widths = []
    for cluster in (1, 3):
        ends = [
            agreement.compare(*seen(answers, cluster), ["x"], "reading-1", "word list").loc[0]
            for _ in range(2)
        ]
        assert ends[0].equals(ends[1])
        widths.append(ends[0]["high"] - ends[0]["low"])
    assert 0 < widths[0] < widths[1]


def test_an_interval_without_a_disagreement_has_no_width():
    table = agreement.compare(*seen([(1, 1)] * 6 + [(0, 0)] * 9), ["x"], "reading-1", "word list")
    assert table.loc[0, ["alpha", "low", "high"]].tolist() == [1, 1, 1]


def test_draws_in_which_nothing_varies_are_counted():
    answers = [(1, 1)] + [(0, 0)] * 3
    table = agreement.compare(*seen(answers), ["x"], "reading-1", "word list", least=1)
    # All four draws miss the only mark with probability (3/4)^4, or hit it alone: (1/4)^4.
    assert table.loc[0, "n_undefined"] / agreement.RESAMPLES == pytest.approx(82 / 256, abs=0.04)


def test_four_units_are_too_few_and_five_are_enough():
    for n, judged in ((4, False), (5, True)):
        units, found = seen([(1, 1)] * n + [(0, 0)] * 9)
        table = agreement.compare(units, found, ["x"], "reading-1", "word list")
        assert pd.notna(table.loc[0, "alpha"]) is judged
        assert (fitness.judge(table).loc[0, "use"] != fitness.RARE) is judged


def test_five_units_are_asked_of_every_reading():
    units, found = seen([(1, 1)] * 6 + [(0, 0)] * 6)
    second = found[found["coder"] == "reading-1"].assign(coder="reading-2")[:4]
    table = agreement.counts(units, pd.concat([found, second]), ["x"], "reading-1", "word list")
    assert table.loc[0, "n_least"] == 4


def test_a_reading_without_a_code_cannot_be_compared():
    with pytest.raises(sources.NotApplicable, match="reading-2 gave no code"):
        agreement.compare(*seen([(1, 1), (0, 0)]), ["x"], "reading-2", "word list")


# The rule


GOOD = {"n_least": 9, "alpha": 0.9, "low": 0.7, "precision": 0.9, "recall": 0.9}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, fitness.PLACE),
        ({"alpha": 0.8, "low": 0.667, "precision": 0.8, "recall": 0.8}, fitness.PLACE),
        ({"low": 0.66}, fitness.HINT),
        ({"alpha": 0.79}, fitness.HINT),
        ({"recall": 0.79}, fitness.HINT),
        ({"alpha": 0.667, "low": -0.1, "precision": 0.7, "recall": 0.7}, fitness.HINT),
        ({"alpha": 0.3, "low": 0.1, "precision": 0.3}, fitness.HINT),
        ({"alpha": 0.3, "low": 0.1, "precision": 0.3, "recall": 0.7}, fitness.NOT),
        ({"alpha": 0.6, "low": -0.1}, fitness.NOT),
        ({"alpha": 0.6, "low": 0.1, "precision": float("nan"), "recall": 0}, fitness.NOT),
        ({"n_least": 4}, fitness.RARE),
        ({"alpha": float("nan")}, fitness.RARE),  # neither of the two ever marks it
    ],
)
def test_a_use_follows_from_the_rule(changed, expected):
    assert fitness.judge(pd.DataFrame([GOOD | changed])).loc[0, "use"] == expected


def test_dearer_lines_never_let_more_through():
    tables = agreement.compare(*toy("paragraph"), fitness.Rule.least)
    n = {
        name: trials.fitness.audit(fitness.judge(tables, rule)).loc[0, "n_place"]
        for name, rule in fitness.others(fitness.Rule()).items()
    }
    base = fitness.audit(fitness.judge(tables)).loc[0, "n_place"]
    assert n["alpha needs 0.9"] <= base <= n["alpha alone is asked"]


def test_one_unit_more_in_a_cell_is_one_less_in_another():
    table = agreement.compare(*toy("paragraph"), fitness.Rule.least)
    other = fitness.moved(table, "both", "only_a")
    assert (table[agreement.CELLS].sum(axis=1) == other[agreement.CELLS].sum(axis=1)).all()
    ferry = other.set_index("theme").loc[FERRY]
    assert ferry["alpha"] == pytest.approx(agreement.alpha(4, 1, 1, 14))
    assert ferry["recall"] == 4 / 5


# The toy corpus, worked out by hand


def toy(unit, a="reading-1", b="word list", level="theme"):
    names = ("segments", "statements", "codings", "themes", "hits")
    segments, statements, codings, themes, hits = (records.load(name, "toy") for name in names)
    segments = transcripts.first_version(segments)
    units = marking.units(unit, segments, statements, codings)
    return (
        units,
        marking.marks(units, codings, hits, level),
        marking.codes(themes, level),
        a,
        b,
    )


@pytest.mark.parametrize(
    ("unit", "a", "b", "theme", "expected"),
    [
        ("paragraph", "reading-1", "word list", FERRY, [5, 0, 1, 14]),
        ("paragraph", "reading-2", "word list", FERRY, [6, 0, 0, 14]),
        ("paragraph", "reading-1", "reading-2", FERRY, [5, 0, 1, 14]),
        ("paragraph", "reading-1", "word list", YOUNG, [4, 1, 0, 15]),
        ("paragraph", "reading-1", "reading-2", YOUNG, [5, 0, 0, 15]),
        ("statement", "reading-1", "reading-2", FERRY, [5, 2, 0, 16]),
        ("statement", "reading-1", "word list", FERRY, [6, 1, 6, 10]),
        ("paragraph", marking.BOTH, "word list", FERRY, [5, 0, 1, 14]),
        ("paragraph", marking.EITHER, "word list", FERRY, [6, 0, 0, 14]),
    ],
)
def test_toy_counts(unit, a, b, theme, expected):
    table = agreement.compare(*toy(unit, a, b)).set_index("theme")
    assert table.loc[theme, agreement.CELLS].tolist() == expected
    assert table.loc[theme, "alpha"] == pytest.approx(agreement.alpha(*expected))


def test_two_toy_themes_can_be_judged_and_the_list_is_good_for_both_but_firm_in_neither():
    judged = fitness.judge(agreement.compare(*toy("paragraph")))
    able = judged[judged["use"] != fitness.RARE].set_index("theme")
    assert set(able.index) == {FERRY, YOUNG}
    assert able.loc[FERRY, ["precision", "recall"]].tolist() == [5 / 6, 1]
    assert able.loc[YOUNG, ["precision", "recall"]].tolist() == [1, 4 / 5]
    assert (able["alpha"] > 0.8).all()
    assert (able["low"] < 0.8).all()


def test_without_the_toy_forum_nothing_can_be_judged():
    units, found, codes, a, b = toy("paragraph")
    kept = units[units["doc"] != "forum-2020"]
    assert trials.share(kept, found, codes, a, b) is None
    [(name, value)] = trials.named({"without forum-2020": None}).items()
    assert value == (0.0, True)
    assert name == "without forum-2020, when no theme can be judged"


def test_toy_marks_dealt_out_at_random_agree_no_better_than_chance_but_length_tells_something():
    # Paragraphs of a few words hold nothing at all, so that long ones alone have much in common.
    real = agreement.compare(*toy("paragraph"))["alpha"].mean()
    plain, alike = (trials.chance(*toy("paragraph"), alike=way)[0] for way in (False, True))
    assert abs(plain) < 0.15
    assert plain < alike < real / 2
