"""Words and names in segments: nothing counts twice, and nothing that only looks like a word."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers.reading import lexicon

few = settings(max_examples=60, deadline=None)


def segment(*passages, lang="en", kind="paragraph", doc="d"):
    """Passages as segments of one document, and its text."""
    text, rows = "", []
    for number, passage in enumerate(passages, start=1):
        rows.append((f"{doc}.b{number}", doc, "", kind, lang, len(text), len(text) + len(passage)))
        text += passage + "\n\n"
    columns = ["segment", "doc", "parent", "kind", "lang", "char_start", "char_end"]
    return pd.DataFrame(rows, columns=columns), {doc: text}


def themes(**cells):
    return pd.DataFrame({"theme": list(cells), "terms": list(cells.values())})


def names(*rows):
    """Aliases, each `alias, actor` or a longer tuple with `lang, since, until`."""
    whole = [(*row, *("en", "", "")[len(row) - 2 :]) for row in rows]
    return pd.DataFrame(whole, columns=["alias", "actor", "lang", "since", "until"])


def n_hits(passage, listed, lang="en"):
    found = lexicon.hits(*segment(passage, lang=lang), themes(t=f"{lang}: {listed}"))
    return int(found["n"].sum())


def mentioned(passage, *rows, lang="en", dates=None):
    found = lexicon.mentions(*segment(passage, lang=lang), names(*rows), dates)
    return [tuple(row)[1:] for row in found.itertuples(index=False)]


@pytest.mark.parametrize(
    ("passage", "listed", "n"),
    [
        ("The ferry, a FERRY and the Ferry’s bell.", "ferry", 3),
        ("The ferryman has wherry boats.", "ferry", 0),
        ("Ferries, ferrymen; wherries.", "ferr*", 2),
        ("Ferry and ferr.", "ferr*", 2),
        ("A ferry boat: one thing.", "ferry, boat, ferry boat", 1),
        ("A ferry boat, a ferry, a boat.", "ferry, boat, ferry boat", 3),
        ("A ferry\u00a0boat, a ferry\nboat, a ferry  boat.", "ferry boat", 3),
        ("Self-help and self help and self\u2011help.", "self-help", 3),
        ("Self-help and self help and self-\nhelp.", "self help", 3),
        ("Selfhelp.", "self-help, self help", 0),
        ("The ferryboat.", "ferry*, boat", 1),
        ("Un peu: an UN of a kind, unkind.", "UN", 2),
        ("Café, cafés, caféine.", "café*", 3),
        ("Caféine.", "caf", 0),
        ("Route 12, route 120.", "route 12", 1),
        ("C++ (or c++) and C.", "c++", 2),
        ("The keeper’s hive and the keeper's hive.", "keeper's hive", 2),
        ("", "ferry", 0),
    ],
)
def test_english_terms_are_whole_words_in_any_case(passage, listed, n):
    assert n_hits(passage, listed) == n


@pytest.mark.parametrize(
    ("passage", "listed", "lang", "n"),
    [
        ("渡船和渡船。", "渡船", "zh", 2),
        ("大渡船公司", "渡船", "zh", 1),
        ("蜜蜂协会与蜜蜂", "蜜蜂, 蜜蜂协会", "zh", 2),
        ("蜜蜂协会的会员", "蜜蜂协会, 协会的会", "zh", 1),
        ("渡船", "渡*", "zh", 1),
        ("渡し船の船頭", "船", "ja", 2),
        ("本地BEE协会，BEES", "bee", "zh", 1),
    ],
)
def test_chinese_and_japanese_terms_are_found_anywhere(passage, listed, lang, n):
    assert n_hits(passage, listed, lang) == n


def test_only_terms_of_the_segments_language_are_looked_for():
    listed = themes(boats="en: ferry; zh: 渡船; ja: 渡船")
    for lang, n in {"en": [1], "zh": [2], "": []}.items():
        found = lexicon.hits(*segment("ferry 渡船 渡船", lang=lang), listed)
        assert found["n"].tolist() == n


def test_a_stretch_may_count_for_two_themes_but_once_for_each():
    listed = themes(boats="en: ferry boat*, boat*, ferry", money="en: boat*")
    found = lexicon.hits(*segment("Ferry boats."), listed)
    assert found.values.tolist() == [["d.b1", "boats", 1], ["d.b1", "money", 1]]


@pytest.mark.parametrize(
    "kind", ["turn", "quotation", "reported_speech", "furniture", "metadata", "caption", "item"]
)
def test_only_leaf_segments_are_counted(kind):
    frame, texts = segment("Reed and ferry.", kind=kind)
    leaf = kind in {"caption", "item"}
    assert len(lexicon.hits(frame, texts, themes(boats="en: ferry"))) == leaf
    assert len(lexicon.mentions(frame, texts, names(("Reed", "reed")))) == leaf


@pytest.mark.parametrize(
    ("kind", "ferries", "reeds"), [("footnote", [2, 2], [1, 1]), ("quotation", [4], [2])]
)
def test_words_of_a_footnote_count_there_and_quoted_words_in_their_paragraph(kind, ferries, reeds):
    frame, texts = segment("A ferry (ferry, Reed ferry) boat, ferry; Reed.")
    part = frame.assign(segment="d.b1.f1", parent="d.b1", kind=kind, char_start=9, char_end=26)
    frame = pd.concat([part, frame])
    assert lexicon.hits(frame, texts, themes(t="en: ferry"))["n"].tolist() == ferries
    assert lexicon.mentions(frame, texts, names(("Reed", "reed")))["n"].tolist() == reeds
    bridge = names(("ferry boat", "x"))
    assert lexicon.mentions(frame, texts, bridge).empty


def test_a_term_does_not_reach_over_the_end_of_its_segment():
    frame, texts = segment("A ferry", "boat")
    assert lexicon.hits(frame, texts, themes(t="en: ferry boat")).empty
    whole = frame.assign(char_end=frame["char_end"].max()).head(1)
    assert lexicon.hits(whole, texts, themes(t="en: ferry boat"))["n"].tolist() == [1]


def test_nothing_found_is_an_empty_table_with_its_columns():
    assert list(lexicon.hits(*segment("x"), themes(t=""))) == ["segment", "theme", "n"]
    assert list(lexicon.mentions(*segment("x"), names())) == ["segment", "alias", "actor", "n"]
    assert lexicon.terms(themes(t="", u=" ; ")).empty


def test_terms_may_be_divided_by_wide_marks_and_stand_twice():
    found = lexicon.terms(themes(t="zh：渡船、船，船；en: Boat,  ferry   boat*,"))
    assert found.values.tolist() == [
        ["t", "en", "Boat", False],
        ["t", "en", "ferry boat", True],
        ["t", "zh", "渡船", False],
        ["t", "zh", "船", False],
    ]


@pytest.mark.parametrize("cell", ["ferry", "fr: bac", "en: f*rry", "en: *", "en: ferry**"])
def test_a_word_list_that_cannot_be_read_names_its_theme(cell):
    with pytest.raises(sources.InputError, match=r"themes, boats: expected .*; found"):
        lexicon.terms(themes(boats=cell))


def test_a_missing_text_is_named():
    frame, _ = segment("x")
    with pytest.raises(sources.InputError, match=r"d\.b1: .* of d is not installed"):
        lexicon.hits(frame, {"d": None}, themes(t="en: x"))
    with pytest.raises(sources.InputError, match=r"d\.b1: "):
        lexicon.mentions(frame, {}, names(("x", "x")))


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("The Reed Guild in Reed.", [("Reed", "town", 1), ("Reed Guild", "guild", 1)]),
        ("The Reed Guild.", [("Reed Guild", "guild", 1)]),
        ("Reed-bound Reeds of reed.", [("Reed", "town", 1)]),
        ("Reed\u00a0Guild, Reed\nGuild.", [("Reed Guild", "guild", 2)]),
        ("Abbot's Hive, Abbot’s Hive.", [("Abbot’s Hive", "hive", 2)]),
        ("Old Reed Guild Hall", [("Reed Guild", "guild", 1)]),
        ("于芦苇会，芦苇", [("芦苇", "town", 1), ("芦苇会", "guild", 1)]),
    ],
)
def test_a_name_inside_a_longer_name_is_not_mentioned(passage, expected):
    listed = [("Reed", "town"), ("Reed Guild", "guild"), ("Abbot’s Hive", "hive")]
    assert mentioned(passage, *listed, ("芦苇", "town"), ("芦苇会", "guild")) == expected


def test_the_longest_name_wins_also_over_an_earlier_one():
    listed = [("蜜蜂会", "bees"), ("会员大会", "meeting")]
    assert mentioned("蜜蜂会员大会", *listed, lang="zh") == [("会员大会", "meeting", 1)]


def test_names_keep_their_case_and_of_two_spellings_the_printed_one_counts():
    assert mentioned("The party of the Party.", ("Party", "party")) == [("Party", "party", 1)]
    listed = [("Abbot's Hive", "hive"), ("Abbot’s Hive", "hive")]
    assert mentioned("Abbot’s Hive", *listed) == [("Abbot’s Hive", "hive", 1)]
    assert mentioned("Abbot's Hive", *listed) == [("Abbot's Hive", "hive", 1)]


@pytest.mark.parametrize(
    ("lang", "date", "actors"),
    [
        ("en", "", ["new", "old"]),
        ("en", "1999-05-01", ["old"]),
        ("en", "2004", ["new"]),
        ("en", "2001", ["new", "old"]),  # the year of the change holds both
        ("zh", "1999", ["far"]),
        ("ja", "", ["far", "new", "old"]),
        ("ja", "1999", ["far", "old"]),
    ],
)
def test_language_then_date_settle_whose_name_it_is(lang, date, actors):
    listed = [
        ("REED", "old", "en", "", "2001-06"),
        ("REED", "new", "en", "2001-07", ""),
        ("REED", "far", "zh", "", ""),
    ]
    found = mentioned("REED, REED", *listed, lang=lang, dates={"d": date})
    assert found == [("REED", actor, 2) for actor in actors]


def test_a_name_counts_although_it_was_not_valid_when_the_document_was_written():
    listed = [("Reed", "old", "en", "", "2001")]
    assert mentioned("Reed", *listed, dates={"d": "2020-01-01"}) == [("Reed", "old", 1)]


WORDS = st.lists(st.sampled_from(["reed", "guild", "hall", "bee", "hive"]), max_size=12)
LISTED = st.lists(
    st.lists(st.sampled_from(["reed", "guild", "hall", "bee"]), min_size=1, max_size=3).map(
        " ".join
    ),
    min_size=1,
    max_size=6,
    unique=True,
)


@few
@given(WORDS, LISTED)
def test_no_stretch_counts_twice_and_every_stretch_is_a_term(words, listed):
    passage = " ".join(words)
    found = lexicon.occurrences(passage, {term: lexicon.pattern(term) for term in listed})
    ends = [0, *(end for _, end, _ in found)]
    assert all(before <= start for before, (start, _, _) in zip(ends, found, strict=False))
    assert all(passage[start:end] == term for start, end, term in found)
    left = passage
    for start, end, _ in found:
        left = left[:start] + "#" * (end - start) + left[end:]
    assert not any(re.search(rf"\b{term}\b", left) for term in listed)


@few
@given(WORDS)
def test_single_words_are_counted_as_a_reader_counts_them(words):
    assert n_hits(" ".join(words), "reed, hive") == words.count("reed") + words.count("hive")


@few
@given(WORDS, LISTED, st.sampled_from(["; and nothing.", " 12%", "\n\nxyz", "。其他"]))
def test_unrelated_text_changes_nothing(words, listed, more):
    passage, aliases = " ".join(words), [(term, term) for term in listed]
    assert n_hits(passage + more, ", ".join(listed)) == n_hits(passage, ", ".join(listed))
    assert mentioned(more + " " + passage, *aliases) == mentioned(passage, *aliases)


@few
@given(st.lists(WORDS.map(" ".join), max_size=4), LISTED, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(passages, listed, chance):
    frame, texts = segment(*passages)
    aliases = names(*((term, actor) for term in listed for actor in ("a", "b")))
    codes = themes(t="en: " + ", ".join(listed), u="en: bee*")

    def shuffled(rows):
        return rows.iloc[chance.sample(range(len(rows)), len(rows))]

    pd.testing.assert_frame_equal(
        lexicon.hits(frame, texts, codes), lexicon.hits(shuffled(frame), texts, shuffled(codes))
    )
    pd.testing.assert_frame_equal(
        lexicon.mentions(frame, texts, aliases),
        lexicon.mentions(shuffled(frame), texts, shuffled(aliases)),
    )


@few
@given(st.text(max_size=60), st.text(alphabet="ab- 'é好*+.", min_size=1, max_size=5))
def test_any_text_can_be_searched_for_any_name(passage, name):
    if name.strip():
        for start, end, _ in lexicon.occurrences(passage, {name: lexicon.pattern(name)}):
            assert 0 <= start < end <= len(passage)


@pytest.mark.parametrize("table", ["hits", "mentions"])
def test_what_is_counted_fits_its_schema(table):
    frame, texts = segment("Reed of the Reed Guild, a ferry.", "Reed.")
    made = {
        "hits": lexicon.hits(frame, texts, themes(t="en: ferry, guild", u="en: reed")),
        "mentions": lexicon.mentions(frame, texts, names(("Reed", "a"), ("Reed Guild", "b"))),
    }[table]
    assert len(made) == 3
    assert records.check(made.astype(str), table, "here")["n"].tolist() == made["n"].tolist()


def test_the_shipped_word_list_can_be_read():
    listed = lexicon.terms(records.load("themes"))
    assert set(listed["lang"]) == {"en", "zh", "ja"}
    assert not listed["term"].str.contains(r"[*;]").any()


@pytest.mark.texts
def test_only_names_and_counts_leave_the_documents(seed_texts):
    segments, aliases = records.load("segments"), records.load("aliases")
    found = lexicon.mentions(segments, seed_texts, aliases)
    assert set(found["alias"]) <= set(aliases["alias"])
    assert set(found["segment"]) <= set(segments["segment"])
    assert (found["n"] > 0).all()
