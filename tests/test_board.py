"""The board: which findings stand, and against what."""

import re
from fractions import Fraction

import pytest

from helpers.reports import board
from helpers.reports.results import Result


def row(kind, verdict, variant="x", estimate=1):
    return {"kind": kind, "variant": variant, "estimate": estimate, "verdict": verdict}


def result(name, *rows, **more):
    return Result(name, name, f"What of {name}?", sentence="So.", variants=list(rows), **more)


def test_many_easy_choices_of_one_kind_weigh_as_much_as_one_hard_choice_of_another():
    many = [row("author", "holds")] * 18
    assert board.steadiness([*many, row("reading", "reverses")]) == Fraction(1, 2)


def test_a_placebo_counts_in_nothing():
    dealt = row("placebo", "reverses")
    assert board.gravest([dealt]) == board.turning([dealt]) == ""
    assert board.steadiness([dealt]) is None
    assert sum(board.tally([dealt]).values()) == 0
    assert board.moves([result("10_a", dealt)]) == []
    assert [each["verdict"] for each in board.placebos([result("10_a", dealt)])] == ["reverses"]


@pytest.mark.parametrize(
    ("kinds", "cause"),
    [
        ([], ""),
        (["grain"], "question"),
        (["definition"], "question"),
        (["reading"], "evidence"),
        (["document"], "evidence"),
        (["grain", "author"], "evidence"),
    ],
)
def test_an_answer_turns_for_want_of_evidence_or_because_something_else_is_asked(kinds, cause):
    rows = [row(kind, "reverses") for kind in kinds] + [row("author", "weakens")]
    assert board.turning(rows) == cause


def test_the_weakest_stands_first_and_what_was_never_tried_stands_last():
    found = [
        result("10_none"),
        result("20_calm", row("grain", "holds")),
        result("30_half", row("grain", "holds"), row("grain", "weakens")),
        result("40_turned", row("grain", "holds"), row("grain", "reverses")),
    ]
    assert [each.number for each in board.weakest_first(found)] == ["40", "30", "20", "10"]


def test_a_cell_tells_what_was_tried_what_was_not_and_what_could_not_be():
    found = result(
        "10_a",
        row("grain", "holds"),
        row("grain", "weakens"),
        row("grain", "weakens"),
        unvaried={"author": "nobody wrote it"},
        unit="share of bees",
        margin=0.1,
    )
    [cells] = board.cells([found])
    assert cells["grain"] == "1 holds, 2 weaken"
    assert (cells["author"], cells["reading"]) == ("not varied", "not tried")
    assert (cells["worst"], cells["margin"], cells["unit"]) == (
        "weakens",
        "10 points",
        "share of bees",
    )
    assert cells["finding"].html == '<a href="10_a.py#10_a">10 a</a>'
    assert [each["reason"] for each in board.reasons([found])] == ["nobody wrote it"]


def test_a_report_without_an_answer_is_on_no_board():
    assert board.cells([Result("10_a", "10_a", "What?", trouble="Could not be made")]) == []


def test_what_reverses_stands_before_what_weakens():
    one = result("10_a", row("grain", "weakens", "w"), row("grain", "reverses", "r"))
    two = result("20_b", row("author", "reverses", "s"), row("author", "holds"))
    assert [move["variant"] for move in board.moves([one, two])] == ["r", "s", "w"]


def test_whose_absence_is_felt_is_counted_over_the_findings():
    found = [
        result(
            "10_a", row("author", "reverses", "without Bo"), row("document", "holds", "without d")
        ),
        result("20_b", row("author", "weakens", "without Bo (n = 1,200)")),
        result("30_c", row("author", "holds", "without Bo"), row("grain", "reverses", "without d")),
        result(
            "40_d", row("author", "reverses", "without Cleo"), row("document", "holds", "without d")
        ),
    ]
    assert board.absences(found) == [
        {
            "who": "Bo",
            "n_tried": 3,
            "n_weakens": 1,
            "n_reverses": 1,
            "n_moved": 2,
            "which": "10, 20",
        }
    ]


def test_answers_are_told_part_by_part_and_a_failure_beside_the_last_answer():
    found = [
        Result(
            "10_a",
            "10_a",
            "A <b>?",
            sentence="Two.",
            caveat="&",
            variants=[row("grain", "holds"), row("author", "cannot be computed")],
        ),
        Result("21_b", "21_b", "B?", trouble="Could not be made: no bees", sentence="Old."),
        Result("22_c", "22_c", "C?", trouble="Not made, or it does not apply"),
    ]
    html = board.answers(found, {"1": "First", "2": "Second", "3": "Third"})._repr_mimebundle_()
    html = html["text/html"]
    assert re.findall("<h3>(.*?)</h3>", html) == ["First", "Second"]
    assert '<a href="10_a.py#10_a">A &lt;b&gt;?</a>' in html
    assert "Holds under 1 of 1 other choices; weakens under none, reverses under none." in html
    assert (
        "Could not be made: no bees. What stands here is the last version that was whole." in html
    )
    assert '<p class="failed">Not made, or it does not apply.</p></li>' in html
