"""Text as HTML: whatever a document holds, nothing acts and nothing hides."""

import html
import unicodedata

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import markup

few = settings(max_examples=100, deadline=None)
HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("<>&\"'\u202e\u200b\ufeff\x00\u2066")), max_size=40
)


@few
@given(HOSTILE)
def test_no_text_can_open_a_tag_or_leave_an_attribute(passage):
    shown = markup.escape(passage)
    assert not set("<>\"'") & set(shown)
    assert shown.count("&") == html.unescape(shown).count("&") + sum(
        passage.count(mark) for mark in "<>\"'"
    )


@few
@given(HOSTILE)
def test_no_control_character_stays_invisible(passage):
    shown = html.unescape(markup.escape(passage))
    hidden = {
        c for c in shown if unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "PDF")
    }
    assert hidden == set()
    assert not any(unicodedata.category(c) == "Cc" and c not in "\t\n" for c in shown)


@few
@given(st.text(st.characters(categories=["L", "N", "Zs"]), max_size=40))
def test_ordinary_text_is_left_as_it_is(passage):
    assert markup.escape(passage) == passage


def test_what_is_shown_carries_its_data_beside_it():
    shown = markup.Shown("<p>a</p>", "a", "finding", {"estimate": 1})
    bundle = shown._repr_mimebundle_()
    assert str(shown) == bundle["text/plain"] == "a"
    assert bundle["application/vnd.going-out.finding+json"] == {"estimate": 1}
    assert set(markup.Shown("<p>a</p>", "a")._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_a_published_table_has_unix_lines_and_no_index():
    frame = pd.DataFrame({"who": ["Bo, of the reeds"], "n": [2]}, index=[7])
    assert markup.csv_of(frame) == 'who,n\n"Bo, of the reeds",2\n'


def test_a_label_cannot_leave_its_attribute():
    assert '"x"' not in markup.scrolling("", 'a "x" b').replace('aria-label="', "")
