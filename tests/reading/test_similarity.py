"""Passages in two languages: what they share raises their score, and nothing else does."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers.reading import lexicon, similarity

few = settings(max_examples=30, deadline=None)

NAMES = {
    "Reed Guild": "guild",
    "芦苇会": "guild",
    "Bo Chan": "bo",
    "陈波": "bo",
    "Limebank": "limebank",
    "菩提岸": "limebank",
    "BEE": "bee",
}
ALIASES = pd.DataFrame(
    [(alias, "en" if alias.isascii() else "zh", actor, "", "") for alias, actor in NAMES.items()],
    columns=["alias", "lang", "actor", "since", "until"],
)
ENGLISH = [
    "Bo Chan keeps bees for the Reed Guild on the far bank of the river, and has done so long.",
    "In 2004 the Reed Guild sold 1,200 hives to keepers in Limebank, who paid in HXQ notes.",
    "Nobody at the ferry knew what a swarm would cost when the winter came early that time.",
    "Second, BEE teaches forty young keepers every spring, which is fewer than it would like to.",
    "Limebank has limes.",
    "The Reed Guild of Limebank asked BEE for help with swarms and with its accounts.",
    "Bo Chan thanked everybody and closed the evening.",
]
CHINESE = [
    "陈波在河对岸为芦苇会养蜂，已经养了很久。",
    "2004年，芦苇会向菩提岸的养蜂人卖出了一千二百个蜂箱，他们用HXQ票付款。",
    "第二，BEE每年春天教四十位年轻的养蜂人，比它希望的要少。",
]


def corpus(*passages, doc="d", kind="paragraph"):
    """Passages as segments of a document (`e` English, `z` Chinese), and its text."""
    text, rows = "", []
    for number, passage in enumerate(passages, start=1):
        lang = "en" if passage.isascii() else "zh"
        rows.append((f"{doc}.{lang[0]}{number}", doc, kind, lang, len(text)))
        rows[-1] += (len(text) + len(passage),)
        text += passage + "\n"
    columns = ["segment", "doc", "kind", "lang", "char_start", "char_end"]
    return pd.DataFrame(rows, columns=columns), {doc: text}


def scored(*passages, method="lexicon", aliases=ALIASES):
    found = similarity.similarity(*corpus(*passages), aliases)
    found = found[found["method"] == method]
    return dict(zip(zip(found["left"], found["right"], strict=True), found["score"], strict=True))


def best(scores, right):
    return max((score, left) for (left, at), score in scores.items() if at == right)[1]


def test_a_translation_shares_the_most_clues():
    scores = scored(*ENGLISH, *CHINESE)
    assert [best(scores, f"d.z{number}") for number in (8, 9, 10)] == ["d.e1", "d.e2", "d.e4"]


def test_the_formula_is_the_documented_one():
    """The guild is in three of four paragraphs, 12 in two: w = ln(1 + 4/3) and ln(1 + 4/2)."""
    scores = scored("The Reed Guild.", "The Reed Guild, 12.", "A bee.", "芦苇会有12个。")
    assert scores == {("d.e1", "d.z4"): 0.6067, ("d.e2", "d.z4"): 1.0}
    assert round(2 * 0.8473 / (0.8473 + 0.8473 + 1.0986), 4) == 0.6067


def test_a_rare_clue_weighs_more_than_a_common_one():
    common, rare = "The Reed Guild.", "In 1887."
    scores = scored(common, rare, "The Reed Guild sat.", "The Reed Guild ate.", "1887年的芦苇会")
    assert scores["d.e2", "d.z5"] > scores["d.e1", "d.z5"] == scores["d.e3", "d.z5"]


def test_latin_tokens_count_only_where_both_languages_have_them():
    assert scored("Many HXQs and words.", "HXQ很多") == {("d.e1", "d.z2"): 1.0}
    assert scored("Many words.", "没有HXQ") == {}


def test_what_stands_inside_a_name_is_no_clue_of_its_own():
    listed = pd.DataFrame(
        [("Plan 2030", "en", "plan", "", ""), ("芦苇2030", "zh", "reeds", "", "")],
        columns=ALIASES.columns,
    )
    assert scored("Plan 2030.", "芦苇2030", aliases=listed) == {}
    assert scored("Plan 2030.", "芦苇2030") == {("d.e1", "d.z2"): 1.0}


def test_a_name_of_two_actors_is_a_clue_for_each():
    listed = pd.DataFrame(
        [
            ("Reed", "en", "town", "", ""),
            ("Reed", "en", "bo", "", ""),
            ("陈波", "zh", "bo", "", ""),
        ],
        columns=ALIASES.columns,
    )
    assert 0 < scored("Reed.", "陈波", aliases=listed)["d.e1", "d.z2"] < 1


def test_lengths_agree_at_the_ratio_of_the_document():
    """Three pairs that name each other have two characters to a word; so has the best pair."""
    english = [f"There were {n} of them" + " and more" * n for n in (2, 4, 6)]
    chinese = [f"{n}" + "蜂" * (2 * (4 + 2 * n) - 1 + 1) for n in (2, 4, 6)]
    found = scored(*english, *chinese, method="length")
    ratios = [len(z) / len(e.split()) for e, z in zip(english, chinese, strict=True)]
    expected = sorted(ratios)[1]
    for place, (e, z) in enumerate(zip(english, chinese, strict=True), start=1):
        agreed = sorted([expected * len(e.split()), len(z)])
        score = found[f"d.e{place}", f"d.z{place + 3}"]
        assert score == round(agreed[0] / agreed[1], 4) > 0.9


def test_without_shared_clues_lengths_are_compared_at_the_ratio_of_medians():
    found = scored("a b c d", "a b", "蜂蜂蜂蜂蜂蜂", method="length")
    assert found == {("d.e1", "d.z3"): round(6 / 8, 4), ("d.e2", "d.z3"): round(4 / 6, 4)}


def test_at_most_five_lefts_are_kept_of_equals_the_earlier():
    scores = scored(*["The Reed Guild."] * 8, "芦苇会")
    assert [left for left, _ in scores] == [f"d.e{number}" for number in range(1, 6)]


def test_only_blocks_of_documents_in_both_languages_are_paired_and_like_with_like():
    both = [*ENGLISH, *CHINESE]
    assert similarity.similarity(*corpus(*both, kind="footnote"), ALIASES).empty
    assert len(similarity.similarity(*corpus(*both, kind="question"), ALIASES)) > 0
    mixed, texts = corpus(*both)
    mixed.loc[mixed["lang"] == "zh", "kind"] = "question"
    assert similarity.similarity(mixed, texts, ALIASES).empty
    assert similarity.similarity(*corpus(*ENGLISH), ALIASES).empty
    assert similarity.similarity(*corpus(*CHINESE), ALIASES).empty
    assert list(similarity.similarity(*corpus(), ALIASES)) == ["left", "right", "method", "score"]


def test_a_passage_without_words_or_clues_gets_no_score():
    assert scored("Nothing here.", "什么都没有") == {}
    assert scored("Nothing here.", "什么都没有", method="length") == {("d.e1", "d.z2"): 1.0}


def test_vectors_give_a_third_method_and_are_not_kept():
    def encode(passages):
        return np.array([[1.0, 0.0] if "1" in passage else [0.6, 0.8] for passage in passages])

    found = similarity.similarity(*corpus("Has 1.", "None.", "有1个"), ALIASES, encode)
    found = found[found["method"] == "embedding"]
    assert found[["left", "right", "score"]].values.tolist() == [
        ["d.e1", "d.z3", 1.0],
        ["d.e2", "d.z3", 0.6],
    ]
    assert list(found) == ["left", "right", "method", "score"]


def test_a_missing_text_is_named():
    frame, _ = corpus(*ENGLISH, *CHINESE)
    with pytest.raises(sources.InputError, match=r"d: passages can only be compared in a text"):
        similarity.similarity(frame, {"d": None}, ALIASES)


def test_the_table_fits_its_schema():
    found = similarity.similarity(*corpus(*ENGLISH, *CHINESE), ALIASES)
    checked = records.check(found.astype(str), "similarity", "here")
    assert checked["score"].tolist() == found["score"].tolist()
    assert found.groupby(["right", "method"]).size().max() == similarity.BEST
    with pytest.raises(sources.InputError, match="row 2, column score: expected a number above 0"):
        records.check(found.assign(score="0").astype(str), "similarity", "here")


PARTS = st.lists(
    st.sampled_from(["Reed Guild", "Bo Chan", "Limebank", "12", "HXQ", "芦苇会", "陈波", "十二"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@few
@given(st.lists(PARTS, min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_other_documents_change_nothing(passages, chance):
    frame, texts = corpus(*passages)
    found = similarity.similarity(frame, texts, ALIASES)
    more, others = corpus(*ENGLISH, *CHINESE, doc="x")
    together = pd.concat([frame, more])
    rows = together.iloc[chance.sample(range(len(together)), len(together))]
    aliases = ALIASES.iloc[chance.sample(range(len(ALIASES)), len(ALIASES))]
    again = similarity.similarity(rows, texts | others, aliases)
    again = again[again["left"].str.startswith("d.")].reset_index(drop=True)
    pd.testing.assert_frame_equal(again, found)


@few
@given(st.lists(PARTS, min_size=2, max_size=12))
def test_scores_lie_above_nothing_and_reach_one_only_for_equal_clues(passages):
    found = similarity.similarity(*corpus(*passages), ALIASES)
    assert found["score"].between(0, 1, inclusive="right").all()
    assert found.equals(found.sort_values(["left", "right", "method"], ignore_index=True))
    assert found.groupby(["right", "method"]).size().le(similarity.BEST).all()
    patterns = {alias: lexicon.pattern(alias) for alias in NAMES}
    actors = {alias: {actor} for alias, actor in NAMES.items()}
    texts = {f"d.{'e' if p.isascii() else 'z'}{n}": p for n, p in enumerate(passages, start=1)}
    for row in found.query("method == 'lexicon' and score == 1").itertuples():
        left, right = (
            {clue for clue in similarity.clues(texts[name], patterns, actors) if clue[0] != "l"}
            for name in (row.left, row.right)
        )
        assert left == right
