"""The toy corpus: the measures give the answers that tests/toy/README.md works out by hand."""

import importlib.util
from fractions import Fraction

import pytest

from helpers import derived, findings, records, sources, stats
from helpers.asks import taxonomy
from helpers.claims import casebook, interest, ledger
from helpers.numbers import consistency, shares
from helpers.voices import coding, removals, stresses

FOLDER = sources.corpus_folder("toy")
STUDY = "huang-study."


@pytest.fixture(scope="module")
def numbers():
    return records.load("relations", "toy"), records.load("quantities", "toy")


@pytest.fixture(scope="module")
def recomputed(numbers):
    return shares.recompute(*numbers)


@pytest.fixture(scope="module")
def forum():
    segments = records.load("segments", "toy").query("doc == 'forum-2020'").sort_values("seq")
    codings = coding.given(records.load("codings", "toy"), segments, "reading-1")
    coded = coding.coded_paragraphs(codings, segments, "theme")
    return segments, coded, coding.guests(segments, "alma-brook")


@pytest.fixture(scope="module")
def asked():
    tables = (records.load(name, "toy") for name in ("statements", "addressees", "themes"))
    return taxonomy.classify(*tables, "addressee")


def test_every_table_is_sound_and_every_name_leads_to_a_record():
    assert [name for name in records.TABLES if records.load(name, "toy").empty] == []
    assert records.loose_ends("toy") == []


def test_the_tables_are_what_the_script_writes(monkeypatch):
    spec = importlib.util.spec_from_file_location("make", FOLDER / "make.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    written = {}
    monkeypatch.setattr(sources, "write_whole", written.__setitem__)
    assert make.main() == 0
    paths = {FOLDER / table.path for table in records.TABLES.values()}
    assert set(written) == paths | {FOLDER / "catalogue.csv"}
    assert [path.name for path in written if path.read_bytes() != written[path]] == []


def test_the_segments_are_those_that_the_texts_give():
    rebuilt = derived.segments("toy").astype(str)
    assert rebuilt.equals(records.load("segments", "toy").astype(str))


@pytest.mark.parametrize("table", ["statements", "codings", "ties"])
def test_every_phrase_stands_at_its_place(table):
    for row in records.load(table, "toy").to_dict("records"):
        text = sources.text(row["doc"], "toy")
        assert row["phrase"] in text[row["char_start"] : row["char_end"]]
        assert text.count("\n", 0, row["char_start"]) + 1 == row["line_start"]


def test_three_shares_can_be_recomputed_and_agree(recomputed):
    assert list(recomputed["share"]) == [STUDY + n for n in ("n03", "n12", "n15")]
    assert list(recomputed["recomputed"]) == [0.5, 2.5, 4.0]
    assert list(recomputed["agrees"]) == [True, True, True]


def test_a_rounded_total_gives_a_share_its_bounds(recomputed):
    # 12,000 may be 11,500 to 12,500; 800 and 300 do not end in three noughts and are exact.
    assert recomputed["low"].tolist() == pytest.approx([100 * 60 / 12500, 2.5, 4])
    assert recomputed["high"].tolist() == pytest.approx([100 * 60 / 11500, 2.5, 4])


def test_two_shares_have_no_total(numbers, recomputed):
    unbacked = shares.unbacked(numbers[1], recomputed, STUDY + "n03")
    assert list(unbacked["population"]) == ["village clubs", "abbey clubs"]


def test_a_count_and_a_share_imply_a_total(numbers):
    # 0.8% is 0.75 to 0.85, and 1.0% is 0.95 to 1.05.
    implied = shares.implied_totals(*numbers)
    assert implied["low"].tolist() == pytest.approx([5000 / 0.85, 1000 / 1.05])
    assert implied["high"].tolist() == pytest.approx([5000 / 0.75, 1000 / 0.95])


def test_the_rival_source_has_its_say(numbers, recomputed):
    [rival] = shares.rivals(numbers[1], "share").to_dict("records")
    assert (rival["left_value"], rival["right_value"], rival["factor"]) == (1.0, 2.5, 2.5)
    [swap] = shares.substituted(recomputed, *numbers).to_dict("records")
    assert (swap["count"], swap["by"]) == (60 - 10 + 20, "guild-of-abbots")
    assert swap["recomputed"] == pytest.approx(100 * 70 / 12000)


def test_definitions_span_more_than_rounding(numbers, recomputed):
    wide = shares.uncertain(recomputed, *numbers, "definition")
    assert wide["low"].tolist() == pytest.approx([0.48, 1.0, 4])  # 1.0: the River Office's share
    assert wide["high"].tolist() == pytest.approx([100 * 70 / 12000, 2.5, 4])


def test_two_variants_hold_and_two_weaken(numbers, recomputed):
    implied = shares.implied_totals(*numbers)
    total = implied[["low", "high"]].mean(axis=1).sum()
    assert total == pytest.approx(7277, abs=0.5)
    estimates = {
        "rounded up": recomputed["high"][0],
        "as printed": 0.5,
        "rival": 100 * 70 / 12000,
        "implied": 100 * 60 / total,
    }
    varied = findings.vary(0.5, {"definition": estimates}, margin=0.05, line=1)
    assert list(varied["verdict"]) == ["holds", "holds", "weakens", "weakens"]


def test_one_mixture_and_one_sum_cannot_hold(numbers):
    checked = consistency.check(*numbers)
    checked = checked[checked["relation"].str.startswith(STUDY)]
    broken = checked.query("verdict == 'inconsistent'")
    assert list(broken["kind"]) == ["mixture", "sum"]
    assert list(broken["relation"]) == [STUDY + "r05", STUDY + "r08"]
    [counts] = consistency.audit(checked).to_dict("records")
    assert counts == {"n": 13, "consistent": 7, "inconsistent": 2, "underdetermined": 4} | {
        "reading artefact": 0
    }


@pytest.mark.parametrize(
    ("weight", "ferry", "bank", "whole"),
    [
        ("turn", 3, 3, 6),
        ("paragraph", 3, 3, 8),
        # Ferry: 25 + 32 + 23 words. Far bank: 23 + 23 + 18. The rest: 16 + 7 + 31.
        ("word", 80, 64, 175),
    ],
)
def test_the_ferry_comes_first_in_every_unit(forum, weight, ferry, bank, whole):
    segments, coded, guests = forum
    spread = coding.spread(coding.cells(coded, weight), guests).set_index("theme")
    assert spread.index[0] == "state.ferry"
    assert spread["n"]["state.ferry"] == ferry
    assert spread["n"]["world.far_bank"] == bank
    assert coding.total(segments, guests, weight) == whole


def test_themes_spread_as_counted_by_hand(forum):
    _, coded, guests = forum
    spread = coding.spread(coding.cells(coded, "turn"), guests)
    assert spread.values.tolist() == [
        ["state.ferry", 3, 0, 3],
        ["world.far_bank", 2, 1, 3],
        ["money.honey_prices", 1, 1, 2],
        ["people.young_keepers", 1, 1, 2],
        ["knowledge.weather_lore", 1, 0, 1],
    ]


def test_turns_are_as_alike_as_worked_out_by_hand(forum):
    segments, coded, guests = forum
    assert stresses.two_turns_each(segments, guests)
    # Bo: ferry, prices | prices, bank. Cleo: young, ferry | young, lore. Dan: bank | bank, ferry.
    third, half = Fraction(1, 3), Fraction(1, 2)
    expected = [[third, 0, third], [0, third, third], [half, 0, half]]
    alike = stresses.alikeness(coded, guests)
    for row, by_hand in zip(alike.values.tolist(), expected, strict=True):
        assert row == pytest.approx([float(value) for value in by_hand])


def test_the_exact_p_value_is_two_in_six(forum):
    _, coded, guests = forum
    # Sums of the pairings: 7/6, 2/3, 1/2, 5/6, 1/3, 7/6; two of six are as high as the first.
    result = stats.pairing_test(stresses.alikeness(coded, guests))
    assert result["observed"] == pytest.approx(7 / 18)
    assert result["expected"] == pytest.approx(7 / 27)
    assert (result["n_pairings"], result["p"]) == (6, pytest.approx(2 / 6))
    assert result["smallest_p"] == pytest.approx(1 / 6)


def test_the_closing_turn_takes_up_two_of_five_themes(forum):
    segments, coded, guests = forum
    closing = coding.closing_turn(segments, "alma-brook")
    assert closing == "forum-2020.t08"
    covered = coding.covered(coded, closing, guests).set_index("theme")
    assert list(covered.index[covered["taken_up"]]) == ["state.ferry", "people.young_keepers"]
    assert covered.index[1] == "world.far_bank"  # two guests raised it, and it is left out


def test_the_ferry_is_passed_where_what_carries_it_is_left_out(forum):
    segments, coded, guests = forum
    chosen = (coded, segments, guests, "turn", "state.ferry")
    names = records.load("actors", "toy").set_index("actor")["name"]
    assert removals.speakers_left_out(*chosen, names) == {
        "without Bo Reed": (2 / 4, False),  # the far bank has 2 then
        "without Cleo Marsh-Hill": (2 / 4, True),  # the far bank keeps its 3
        "without Dan Ford": (2 / 4, False),
    }
    assert removals.parts_left_out(*chosen) == {
        "without round 1": (1 / 3, True),  # the far bank has 2 of 3
        "without round 2": (2 / 3, False),
        # Without Bo's or Cleo's first turn the far bank has 3 of 5; without Dan's second, 2 of 5.
        "without the turn that carries most of it": (2 / 5, True),
    }


def test_a_panel_with_three_turns_of_a_guest_is_not_paired_and_has_no_closing_turn():
    segments = records.load("segments", "toy").query("doc == 'panel-2018'").sort_values("seq")
    guests = coding.guests(segments, coding.chair(records.load("ties", "toy"), "panel-2018"))
    assert guests == ["ivo-lake", "mia-poole"]
    assert not stresses.two_turns_each(segments, guests)
    assert coding.closing_turn(segments, "ada-pike") is None


def test_the_groups_are_counted_in_four_ways(asked):
    assert taxonomy.counts(asked, ["group"]).values.tolist() == [
        ["the state", 2, 5, 6, 8],
        ["nobody in particular", 2, 5, 7, 7],
        ["partners", 1, 1, 2, 2],
    ]


@pytest.mark.parametrize(
    ("grain", "n", "whole", "passed"),
    [("statement", 8, 16, False), ("item", 6, 13, True), ("document", 2, 2, False)],
)
def test_the_state_comes_first_by_request_but_not_by_sentence(asked, grain, n, whole, passed):
    assert taxonomy.n_units(asked, grain) == whole
    assert taxonomy.standing(asked, grain, "the state") == (n / whole, passed)


@pytest.mark.parametrize(
    ("author", "n", "whole"),
    [
        ("alma-brook", 7, 14),
        ("bo-reed", 6, 13),
        ("cleo-marsh", 7, 13),
        ("dan-ford", 7, 13),
        ("rosa-lindgren", 5, 11),
    ],
)
def test_no_author_alone_puts_the_state_first(asked, author, n, whole):
    without = asked[asked["author"] != author]
    assert taxonomy.standing(without, "statement", "the state") == (n / whole, False)


def test_four_requests_name_another_time_than_their_heading():
    when = taxonomy.horizons(records.load("statements", "toy"))
    timed = when[when["horizon"] != "none_stated"]
    assert timed[["own", "heading", "n"]].values.tolist() == [
        ["dated", "long term", 2],
        ["immediate", "long term", 1],
        ["near term", "long term", 1],
    ]


CASE, NURSERY = "incubators-2018", {"hive-nursery"}


@pytest.fixture(scope="module")
def nursery():
    statements, ties = records.load("statements", "toy"), records.load("ties", "toy")
    heard = interest.voices(interest.claims(statements, CASE), ties, NURSERY)
    return statements, ties, heard.assign(who=heard["voice"])


def test_crowns_become_shells_at_the_rate_that_both_ends_allow(numbers):
    amounts = ledger.amounts(numbers[1], CASE)
    rate = ledger.agreed(ledger.rates(amounts))
    assert rate == pytest.approx((400 / 62.5, 400 / 61.5))
    [hive, year] = ledger.support(amounts, "converted").to_dict("records")
    assert (hive["low"], hive["high"]) == (31, 62)  # as printed, not converted again
    assert (year["low"], year["high"]) == pytest.approx((640 * 61.5 / 400, 960 * 62.5 / 400))
    assert ledger.is_comparable(hive, year) is False
    assert ledger.unprinted(amounts) == ["people", "space", "services", "jobs"]


def test_two_of_three_voices_that_say_it_works_have_an_interest(nursery):
    _, _, heard = nursery
    assert heard[["voice", "mark", "n_works", "n_problems"]].values.tolist() == [
        ["sol-heath", "runs it", 2, 0],
        ["dora-vane", "supervises", 0, 1],
        ["uma-finch", "benefits", 1, 0],
        ["harbour-post", "outside", 1, 2],
        ["ned-wick", "outside", 0, 1],
    ]
    assert interest.with_interest(heard) == (2, 3)
    assert interest.with_interest(heard, "statement") == (3, 4)


def test_no_other_rule_lifts_the_share_to_one_but_leaving_the_teller_out(nursery):
    statements, ties, _ = nursery
    names = records.names("actors", "toy")
    expected = {
        "grain": {"statements are counted": 3 / 4},
        "author": {
            "without Sol Heath": 1 / 2,
            "without Uma Finch": 1 / 2,
            "without The Harbour Post": 1,
        },
        "definition": {
            "reasons why NGOs suit a task count too": 2 / 3,
            "reasons why government gains count too": 2 / 3,
            "praise of persons and organisations is counted": 1,  # Uma's tie alone
            "supervising is no interest": 2 / 3,
        },
    }
    tried = interest.variants(statements, ties, CASE, NURSERY, names)
    assert list(tried) == list(expected)
    for kind, of_kind in expected.items():
        assert tried[kind] == pytest.approx(of_kind)


def test_each_of_four_problems_ends_otherwise(nursery):
    linked = casebook.chain(nursery[0], records.load("matches", "toy"), CASE)
    assert linked[["statement", "state", "n_readings"]].values.tolist() == [
        [f"{CASE}.s01", "said to be better", 2],
        [f"{CASE}.s02", "something is done", 1],
        [f"{CASE}.s11", "nobody answers", 0],
        [f"{CASE}.s12", "only asked for", 1],
    ]


def test_the_shed_cannot_have_come_before_the_club(numbers):
    checked = consistency.check(*numbers)
    own = checked[checked["relation"].str.startswith(CASE)]
    assert own[["numbers", "verdict"]].values.tolist() == [["2017 ≤ 2015", "inconsistent"]]
