"""Who holds the floor: shares, what a lead hangs on, and long talks give what was planted."""

import io

import invented
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_notebooks import ROOT, finding_of, run

from helpers import derived, records
from helpers.markup import csv_of
from helpers.reading import transcripts
from helpers.voices import coding, floor, leads, talk

few = settings(max_examples=40, deadline=None)
NOTEBOOK = ROOT / "notebooks" / "30_who_holds_the_floor.py"
TURNS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 9)), min_size=1, max_size=8)


def spoken(turns):
    """Turns from (speaker, amount)."""
    frame = pd.DataFrame(turns, columns=["speaker", "amount"])
    segments = [f"t{n}" for n in range(len(frame))]
    return frame.assign(segment=segments, n_words=frame["amount"], round="1", line_start=1)


def toy(doc, unit="words"):
    segments = records.load("segments", "toy").query("doc == @doc").sort_values("seq")
    return talk.turns(transcripts.first_version(segments), unit)


@few
@given(TURNS)
def test_shares_add_up_and_lie_within_their_ranges(turns):
    shared = talk.shares(spoken(turns))
    assert shared["share"].sum() == pytest.approx(1)
    assert (shared["low"] <= shared["share"]).all()
    assert (shared["share"] <= shared["high"]).all()
    assert list(shared["n"]) == sorted(shared["n"], reverse=True)


@few
@given(TURNS)
def test_the_range_of_a_share_is_what_leaving_out_each_turn_gives(turns):
    frame = spoken(turns)
    shared = talk.shares(frame).set_index("speaker")
    for speaker in shared.index:
        rest = [frame.drop(place) for place in frame.index]
        found = [
            part.loc[part["speaker"] == speaker, "amount"].sum() / part["amount"].sum()
            for part in rest
            if len(part)
        ]
        found = [*found, shared.loc[speaker, "share"]]  # where nothing else is left, as it is
        assert shared.loc[speaker, "low"] == pytest.approx(min(found))
        assert shared.loc[speaker, "high"] == pytest.approx(max(found))


@few
@given(TURNS)
def test_as_if_lies_between_one_and_the_number_of_speakers(turns):
    n = talk.audit(spoken(turns))
    assert 1 - 1e-9 <= n["n_effective"] <= n["n_speakers"] + 1e-9
    assert n["low"] <= n["high"]


@few
@given(TURNS)
def test_who_has_more_than_half_has_most(turns):
    shared = talk.shares(spoken(turns))
    for row in shared[shared["share"] > 0.5].itertuples():
        assert talk.is_leading(shared, row.speaker) is True


@few
@given(TURNS)
def test_dealing_turns_out_leaves_their_number_and_sum(turns):
    frame = spoken(turns)
    dealt = leads.dealt(frame, n_deals=5)
    assert dealt == leads.dealt(frame, n_deals=5) == sorted(dealt)
    assert all(frame["amount"].max() / frame["amount"].sum() <= share <= 1 for share in dealt)


def test_equal_speakers_all_lead():
    shared = talk.shares(spoken([("a", 2), ("b", 1), ("b", 1)]))
    assert talk.leading(shared) == ["a", "b"]
    assert talk.is_leading(shared, "a") is False


def test_a_turn_goes_on_over_paragraphs_and_is_cut_where_another_is_said_to_speak():
    whole = toy("forum-2020")
    assert len(whole) == 8
    segments = records.load("segments", "toy").query("doc == 'forum-2020'")
    cut = talk.turns(segments, "words", {"forum-2020.t01.p2": "cleo-marsh"})
    assert list(cut["speaker"])[:3] == ["bo-reed", "cleo-marsh", "cleo-marsh"]
    assert cut["amount"].sum() == whole["amount"].sum()
    assert len(cut) == 9


@pytest.mark.parametrize("unit", talk.UNITS)
def test_turns_follow_one_another_without_gaps(unit):
    for doc in ("forum-2020", "panel-2018"):
        frame = toy(doc, unit)
        assert list(frame["begins"]) == [0, *frame["ends"][:-1]]


def test_the_toy_forum_is_shared_as_worked_out_by_hand():
    frame = toy("forum-2020")
    shared = talk.shares(frame)
    assert dict(zip(shared["speaker"], shared["n"], strict=True)) == {
        "cleo-marsh": 63,
        "bo-reed": 59,
        "dan-ford": 53,
        "alma-brook": 39,
    }
    first = shared.iloc[0]
    assert first[["share", "low", "high"]].tolist() == [63 / 214, 31 / 182, 63 / 173]
    assert talk.effective(shared["n"]) == pytest.approx(214**2 / (63**2 + 59**2 + 53**2 + 39**2))
    # Without either of her turns Bo leads; of the others only Bo's own turns matter to nobody.
    assert leads.hinges(frame, ["cleo-marsh"]) == ["forum-2020.t02", "forum-2020.t07"]


def test_a_characters_share_counts_one_version_of_the_toy_panel():
    frame = toy("panel-2018", "characters")
    assert set(frame["lang"]) == {"en"}
    assert talk.shares(frame)["n"].tolist() == [225, 206, 168]


def test_what_is_no_turn_is_counted_and_has_a_reason():
    segments = records.load("segments", "toy").query("doc == 'panel-2018'")
    rest = talk.left_out(segments)
    held = segments[segments["kind"] != "turn"]["parent"].isin(toy("panel-2018")["segment"]).sum()
    assert rest["n"].sum() + held + len(toy("panel-2018")) == len(segments)
    assert (rest["why"] != "").all()


def test_the_other_transcript_takes_the_place_of_the_one_left_out():
    tables = [records.load(name, "toy") for name in ("segments", "ties")]
    found = leads.elsewhere(*tables, "forum-2020", "words", chairs_count=True)
    assert found == {"without forum-2020, so in panel-2018": 44 / 122}
    found = leads.elsewhere(*tables, "forum-2020", "words", chairs_count=False)
    assert found == {"without forum-2020, so in panel-2018": 44 / 85}


def test_leaving_out_somebody_who_leads_makes_another_lead():
    frame = spoken([("a", 5), ("b", 3), ("c", 1)])
    without = leads.without_each(frame, ["a"], {"a": "Ann"})
    assert without["without Ann"] == (0.75, True)
    assert without["without c"] == (0.625, False)


def test_nothing_said_is_nobodys():
    assert leads.largest(spoken([]), ["a"]) == (0.0, True)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([("a", 3), ("b", 1)], "Ann alone has more than half of d: 3 of 4 words (100% if any"),
        ([("a", 1), ("b", 1)], "nobody has more than half of d: the largest share is 1 of 2 words"),
        (
            [("a", 40), ("b", 35), ("c", 30)],
            "nobody has more than half of d: the largest share is 40 of 105 words (38%; 53% to 57%",
        ),
    ],
)
def test_the_answer_says_whether_anybody_has_half(turns, expected):
    frame = spoken(turns)
    who = talk.leading(talk.shares(frame))
    assert floor.lead(talk.audit(frame), who, "d", "words", {"a": "Ann"}).startswith(expected)


@pytest.mark.parametrize(
    ("leaders", "hinges", "expected"),
    [
        (["a", "b"], [], "All have equally much."),
        (["a"], [], "Ann has most."),
        (["a"], ["t"], "Ann has most, but without one turn others would have more or as much."),
    ],
)
def test_the_caveat_says_who_has_most_and_how_surely(leaders, hinges, expected):
    moved = pd.DataFrame(columns=["speaker", "other", "n_words"])
    assert floor.caveat(leaders, 2, hinges, moved, {"a": "Ann"}) == expected


def test_a_passage_under_two_names_is_said():
    moved = pd.DataFrame({"speaker": ["a"], "other": ["b"], "n_words": [57]})
    told = floor.caveat(["a"], 2, [], moved, {"a": "Ann", "b": "Bea"})
    assert told.endswith(" 57 words of Ann stand under the name of Bea in the second version.")


def test_the_panel_gives_one_passage_to_two_people_and_has_two_damaged_labels():
    segments = records.load("segments").query("doc == 'panel-2018'").sort_values("seq")
    [row] = leads.disputed(segments, records.load("alignment")).itertuples()
    assert (row.line_start, row.other_line, row.n_words) == (114, 224, 57)
    assert (row.speaker, row.other) == ("wang-yalin", "qian-xiaofeng")
    spoken = talk.turns(transcripts.first_version(segments), "words")
    damaged = leads.doubtful(spoken, records.load("unread"))
    assert list(damaged["line_start"]) == [112, 119]


def test_a_passage_moves_to_whom_the_second_version_names():
    tables = [records.load(name) for name in ("segments", "alignment", "unread")]
    tables[0] = tables[0].query("doc == 'panel-2018'").sort_values("seq")
    # 57 of 2,551 words leave Wang Yalin; without the chair, whose 722 do not count, she leads less.
    told = leads.readings(*tables, "words", ["wang-yalin"], ["wu-peng"], {})
    share, others = told["qian-xiaofeng said line 114, as line 224 has it"]
    assert (share, others) == (679 / (2551 - 722), True)
    assert len(told) == 3


@pytest.mark.parametrize(
    ("leaders", "hinges", "expected"),
    [
        (["a"], [], "Who has most hangs on no single turn."),
        (["a"], ["t0", "t2"], "Who has most hangs on two turns: Ann on lines 1 and 1."),
        (["a", "b"], ["t0"], "As several have equally much, one turn more or less decides who has"),
    ],
)
def test_the_turns_that_decide_are_named_by_their_lines(leaders, hinges, expected):
    frame = spoken([("a", 2), ("b", 1), ("a", 2)])
    assert floor.hinged(leaders, hinges, frame, {"a": "Ann"}).startswith(expected)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([2, 2], "two people have equal parts of the page"),
        ([50, 51], "two people share the page in nearly equal parts"),
        ([9, 3], "two people share the page as 1.6 would in equal parts"),
        ([9], "one person has the whole page"),
    ],
)
def test_parts_of_the_page_are_told_in_plain_words(amounts, expected):
    assert floor.parts(pd.DataFrame({"n": amounts})) == expected


@pytest.mark.parametrize(("share", "where"), [(0.1, "below"), (0.4, "inside"), (0.9, "above")])
def test_dealt_out_turns_are_described(share, where):
    told = floor.chance([0.3] * 50 + [0.5] * 50, share)
    assert f"lies {where} this range" in told
    assert ("enough to make" in told) == (where == "inside")


# -- two invented talks of 150 turns --------------------------------------------------------------


@pytest.fixture(scope="module")
def talks(tmp_path_factory):
    """The invented corpus, in which every guest's name is also looked for, as in the seeds."""
    root = tmp_path_factory.mktemp("floor")
    held = invented.write(root, seed=3)
    folder = root / "corpora" / invented.CORPUS
    aliases = sorted((label, actor) for actor, (_, label) in invented.GUESTS.items())
    frame = pd.DataFrame(aliases, columns=["alias", "actor"]).assign(lang="en", since="", until="")
    path = folder / records.TABLES["aliases"].path
    path.write_text(csv_of(frame[list(records.TABLES["aliases"].columns)]), encoding="utf-8")
    with invented.at(root):
        path = folder / records.TABLES["mentions"].path
        path.write_text(csv_of(derived.rebuild(invented.CORPUS)["mentions"]), encoding="utf-8")
    return root, held


def tables(shown):
    """The tables that a notebook shows, by name."""
    bundles = [value._repr_mimebundle_() for value in shown if hasattr(value, "_repr_mimebundle_")]
    held = [b[kind] for b in bundles for kind in b if kind.endswith("table+json")]
    return {
        data["name"]: pd.read_csv(io.StringIO(data["csv"]), keep_default_na=False) for data in held
    }


NAMES = {actor: name for actor, (name, _) in invented.GUESTS.items()} | dict([invented.CHAIR])


UNITS = [("words", "yes"), ("characters", "no"), ("turns", "yes")]


@pytest.mark.parametrize("doc", invented.STRESSED)
@pytest.mark.parametrize(("unit", "chair"), UNITS)
def test_long_talks_give_the_shares_that_were_planted(talks, doc, unit, chair):
    root, held = talks
    with invented.at(root):
        given = {"corpus": invented.CORPUS, "document": doc, "unit": unit, "include_chair": chair}
        shown = run(NOTEBOOK, **given)
    planted, counted = held[doc], {"characters": "chars"}.get(unit, unit)
    people = [*planted.guests, *([planted.chair] if chair == "yes" else [])]
    shares = {who: planted.share(who, counted, chair == "yes") for who in people}
    told = tables(shown)["speakers"].set_index("name")["share"]
    assert len(told) == len(people)
    for who, share in shares.items():
        label = NAMES[who] + (" (chair)" if who == planted.chair else "")
        assert told[label] == pytest.approx(100 * share)
    assert finding_of(shown)["estimate"] == pytest.approx(max(shares.values()))


@pytest.mark.parametrize("doc", invented.STRESSED)
def test_long_talks_give_the_questions_and_answers_that_were_planted(talks, doc):
    root, held = talks
    planted = held[doc]
    with invented.at(root):
        shown = tables(run(NOTEBOOK, corpus=invented.CORPUS, document=doc))["questions"]
        segments = records.load("segments", invented.CORPUS).query("doc == @doc")
    closing = coding.closing_turn(segments.sort_values("seq"), planted.chair)
    asked = [question for question in planted.answers if question != closing]
    assert len(shown) == len(asked) > 9
    for row, question in zip(shown.itertuples(), asked, strict=True):
        named, who = planted.named[question], list(dict.fromkeys(planted.answers[question]))
        assert row.asks == (NAMES[named] if named else "all")
        assert row.who == (", ".join(NAMES[speaker] for speaker in who) or "nobody")
        unasked = [speaker for speaker in who if named and speaker != named]
        assert row.unasked == ", ".join(NAMES[speaker] for speaker in unasked)
        assert row.silent == (NAMES[named] if named and named not in who else "")
    audience = shown[shown["label"].str.endswith("the audience")]
    assert (audience["who"] == "nobody").sum() == len(planted.unanswered)
