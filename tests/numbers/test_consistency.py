"""Relations between printed numbers: what is possible is never called impossible."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.numbers import clusters, consistency, keystrokes

few = settings(max_examples=60, deadline=None)


def printed_share(count, total, digits):
    exact = Decimal(100 * count) / Decimal(total)
    shown = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return quantity(f"{shown}%", shown, "share")


def quantity(printed, value, kind, value_max=""):
    row = {"printed": printed, "value": str(value), "value_max": value_max, "kind": kind}
    return row | {"qualifier": "exact", "doc": "d", "line_start": 1}


def rounded(count):
    """A count as it may be printed: exact, or to thousands where that leaves something."""
    near = (count + 500) // 1000 * 1000
    return quantity(f"{near:,}", near, "count") if near else quantity(f"{count}", count, "count")


def verdict(expression, *quantities, needs="inside", expected="", kind="sum"):
    members = [f"q{n}" for n in range(len(quantities))]
    known = pd.DataFrame(list(quantities)).assign(quantity=members)
    relation = {"relation": "r", "kind": kind, "members": "; ".join(members)}
    relation |= {"expression": expression, "expected": expected, "needs": needs, "note": ""}
    [row] = consistency.check(pd.DataFrame([relation]), known).to_dict("records")
    return row["verdict"]


@few
@given(st.integers(1, 5000), st.integers(0, 10**6), st.integers(0, 4))
def test_a_share_that_was_computed_and_rounded_is_never_inconsistent(count, more, digits):
    total = count + more
    share = printed_share(count, total, digits)
    exact = quantity(f"{count:,}" if count % 1000 else "1", count, "count")
    assert verdict("a = 100 * b / c", share, exact, rounded(total)) == "consistent"


@few
@given(st.lists(st.integers(0, 10**5), min_size=2, max_size=2))
def test_a_sum_that_was_rounded_for_print_is_never_inconsistent(parts):
    whole, left, right = rounded(sum(parts)), *map(rounded, parts)
    assert verdict("a = b + c", whole, left, right) == "consistent"


@few
@given(
    st.tuples(st.integers(0, 300), st.integers(0, 300)),
    st.tuples(st.integers(1, 9000), st.integers(1, 9000)),
    st.integers(0, 2),
)
def test_a_mixture_of_two_groups_is_never_inconsistent(counts, more, digits):
    totals = [count + rest for count, rest in zip(counts, more, strict=True)]
    whole = printed_share(sum(counts), sum(totals), digits)
    parts = [printed_share(*group, digits) for group in zip(counts, totals, strict=True)]
    assert verdict("min(b, c) <= a <= max(b, c)", whole, *parts) == "consistent"


def test_a_share_that_does_not_follow_is_inconsistent():
    wrong = (
        quantity("2.1%", "2.1", "share"),
        quantity("8", 8, "count"),
        quantity("400", 400, "count"),
    )
    assert verdict("a = 100 * b / c", *wrong) == "inconsistent"


def test_sources_that_differ_are_never_inconsistent():
    apart = quantity("8", 8, "count"), quantity("51", 51, "count")
    assert verdict("a = b", *apart) == "inconsistent"
    assert verdict("a = b", *apart, needs="outside") == "underdetermined"


def test_a_number_without_a_value_leaves_a_relation_open():
    assert verdict("a = b", quantity("8", 8, "count"), quantity("many", "", "count")) == (
        "underdetermined"
    )


def test_a_range_reaches_to_its_end():
    ages = quantity("20-30", "20", "age", value_max="30"), quantity("28", 28, "age")
    assert verdict("a = b", *ages) == "consistent"


@pytest.mark.parametrize(("counted", "expected"), [("3", "consistent"), ("4", "inconsistent")])
def test_a_promised_list_is_held_against_what_was_counted(counted, expected):
    promise = quantity("three", "3", "enumeration")
    assert verdict("a = n", promise, expected=counted, kind="list_length") == expected


def test_a_matter_of_wording_is_left_open():
    assert verdict("", quantity("8", 8, "count"), kind="wording") == "underdetermined"


def test_no_relations_give_an_empty_audit():
    columns = ["relation", "kind", "members", "expression", "expected", "needs", "note"]
    known = pd.DataFrame([quantity("8", 8, "count")]).assign(quantity="q")
    checked = consistency.check(pd.DataFrame(columns=columns), known)
    assert consistency.audit(checked)["n"].item() == 0


LISTS = {
    "promise": quantity("three", 3, "enumeration") | {"line_start": 7},
    "first": quantity("first", 1, "ordinal") | {"line_start": 8},
    "third": quantity("third", 3, "ordinal") | {"line_start": 10},
    "clubs": quantity("4", 4, "count") | {"line_start": 8},
}


def relation(name, members, expression, **given):
    row = {"relation": name, "kind": "sum", "members": members, "expression": expression}
    return row | {"expected": "", "needs": "inside", "note": ""} | given


def checked(*relations, known=LISTS, **given):
    numbers = pd.DataFrame(list(known.values())).assign(quantity=list(known))
    return consistency.check(pd.DataFrame(list(relations)), numbers, **given)


@pytest.mark.parametrize(
    ("line", "why", "expected"),
    [
        (9, "text of the second language missing: 3 blank lines", "reading artefact"),
        (11, "text of the second language missing: 3 blank lines", "reading artefact"),
        (12, "text of the second language missing: 3 blank lines", "inconsistent"),
        (6, "text of the second language missing: 3 blank lines", "inconsistent"),
        (9, "digits printed apart", "inconsistent"),
    ],
)
def test_a_list_beside_a_gap_is_damage_and_no_contradiction(line, why, expected):
    gap = pd.DataFrame({"doc": ["d"], "line": [line], "why": [why]})
    marks = relation("d.r1", "promise; first; third", "a = n", expected="2")
    assert checked(marks, unread=gap)["verdict"].item() == expected


def test_a_sum_beside_a_gap_is_still_a_contradiction():
    gap = pd.DataFrame({"doc": ["d"], "line": [9], "why": ["text missing: 3 blank lines"]})
    mixed = relation("d.r1", "promise; clubs", "a = b")
    assert checked(mixed, unread=gap)["verdict"].item() == "inconsistent"


def test_what_has_to_be_granted_stands_beside_the_verdict():
    note = "Line 3: parts and whole. Only if there is no third part."
    found = checked(relation("d.r1", "promise; clubs", "a = b", note=note))
    assert found["premise"].item() == "there is no third part"
    assert found["gap"].item() == 1


def test_a_relation_that_needs_an_outside_fact_has_no_verdict_also_where_it_would_fit():
    found = checked(relation("d.r1", "promise; clubs", "a < b", needs="outside"))
    assert found["verdict"].item() == "underdetermined"
    assert found["reason"].item() == "needs an outside fact; the printed numbers fit"
    assert consistency.settled(found).empty


def test_contradictions_that_share_a_number_are_one():
    found = checked(
        relation("d.r1", "promise; clubs", "a = b"),
        relation("d.r2", "first; third", "a = b"),
        relation("d.r3", "clubs; first", "a = b"),
        relation("d.r4", "promise; third", "a = b"),
    )
    assert list(clusters.knots(found)["knot"]) == [1, 1, 1]
    assert list(clusters.knots(found.iloc[[0, 1]])["knot"]) == [1, 2]


NODES = [f"q{n}" for n in range(7)]


@few
@given(st.lists(st.lists(st.sampled_from(NODES), min_size=1, max_size=3), max_size=6))
def test_what_hangs_together_is_what_can_be_walked_to(groups):
    rows = [relation(f"d.r{n}", "; ".join(group), "a = a") for n, group in enumerate(groups)]
    frame = pd.DataFrame(rows, columns=list(relation("", "", "")))
    found = clusters.of(frame, pd.DataFrame({"quantity": NODES}))
    numbers = found.set_index("quantity")["cluster"].to_dict()

    def walked(start):
        reached = {start}
        for _ in NODES:
            reached |= {m for group in groups if reached & set(group) for m in group}
        return reached

    for one in NODES:
        touched = any(one in group for group in groups)
        assert (numbers[one] > 0) is touched
        for other in walked(one) if touched else ():
            assert numbers[other] == numbers[one]
        apart = set(NODES) - walked(one)
        assert not touched or all(numbers[other] != numbers[one] for other in apart)


def table(random):
    """A table of three groups and their whole, as an author would print it who makes no error."""
    totals = [random.randint(40, 9000) for _ in range(3)]
    counts = [random.randint(0, total) for total in totals]
    year, lasted = random.randint(1950, 2010), random.randint(0, 20)
    digits = random.randint(0, 3)
    known = {f"t{n}": quantity(f"{total:,}", total, "count") for n, total in enumerate(totals)}
    known |= {f"c{n}": quantity(f"{count:,}", count, "count") for n, count in enumerate(counts)}
    known["t"], known["c"] = rounded(sum(totals)), quantity(str(sum(counts)), sum(counts), "count")
    shares = [*zip(counts, totals, strict=True), (sum(counts), sum(totals))]
    for name, (count, total) in zip(["s0", "s1", "s2", "s"], shares, strict=True):
        known[name] = printed_share(count, total, digits)
    month, start = random.randint(1, 12), Decimal(year) + Decimal(random.random())
    known["first"] = quantity(str(year), year, "date")
    end = start + lasted + Decimal(month - 1) / 12
    known["last"] = quantity(str(int(end)), int(end), "date")
    exact = (end - start).quantize(Decimal(1), ROUND_HALF_UP)
    known["lasted"] = quantity(f"{exact} years", exact, "duration")
    known["least"] = quantity(f"{counts[0] // 2}", counts[0] // 2, "count")
    known["least"]["qualifier"] = "at_least"
    rows = [
        relation("d.r1", "t; t0; t1; t2", "a = b + c + d"),
        relation("d.r2", "c; c0; c1; c2", "a = b + c + d"),
        *(relation(f"d.r3{n}", f"s{n}; c{n}; t{n}", "a = 100 * b / c") for n in ("", 0, 1, 2)),
        relation("d.r4", "s; s0; s1; s2", "min(b, c, d) <= a <= max(b, c, d)"),
        relation("d.r5", "s; c0; c1; c2; t0; t1; t2", "a = 100 * (b + c + d) / (e + f + g)"),
        relation("d.r6", "first; last; lasted", "b - a = c"),
        relation("d.r7", "first; last", "a <= b"),
        relation("d.r8", "c0; least", "a = b"),
    ]
    return rows, known


N_TABLES = 300


def test_no_table_without_an_error_gives_a_false_alarm():
    alarms = 0
    for seed in range(N_TABLES):
        rows, known = table(Random(seed))
        alarms += int((checked(*rows, known=known)["verdict"] == "inconsistent").sum())
    assert alarms == 0, f"{alarms} false alarms in {N_TABLES} consistent tables"


def test_one_wrong_keystroke_is_found_in_most_tables():
    found = 0
    for seed in range(N_TABLES):
        random = Random(seed)
        rows, known = table(random)
        name = random.choice([name for name in known if name != "least"])
        _, slip = random.choice(list(keystrokes.slips(known[name])))
        verdicts = checked(*rows, known=known | {name: slip})["verdict"]
        found += bool((verdicts == "inconsistent").any())
    assert 0.8 * N_TABLES < found < N_TABLES, f"{found} of {N_TABLES} planted errors were found"


def test_moved_numbers_are_other_numbers_of_the_same_kind_of_relation():
    rows = pd.DataFrame([relation(f"d.r{n}", f"q{n}; p{n}", "a = b") for n in range(9)])
    moved = consistency.shuffled(rows, seed=4)
    before = rows.set_index("relation")["members"]
    assert len(moved)
    for row in moved.itertuples():
        assert row.members.split("; ")[0] != before[row.relation].split("; ")[0]
        assert row.members.split("; ")[1] == before[row.relation].split("; ")[1]
    pd.testing.assert_frame_equal(moved, consistency.shuffled(rows, seed=4))
