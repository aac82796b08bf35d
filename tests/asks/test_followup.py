"""What became of requests: links count by reading, silence only where the subject is raised."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers import vocabularies as v
from helpers.asks import followup

few = settings(max_examples=30, deadline=None)

BASE = {"theme": "money", "concerns": "ngos_going_abroad", "form": "", "stage": "none"}
BASE |= {"instrument": "giving", "char_start": 0, "char_end": 9, "author": "ada"}
DOCS = ["news", "talk"]


def told(*rows):
    """Statements from (id, document) or (id, document, columns that differ)."""
    return pd.DataFrame(
        [BASE | {"statement": i, "doc": doc} | dict(*more) for i, doc, *more in rows]
    )


def tied(*rows):
    return pd.DataFrame(rows, columns=["left", "right", "relation", "coder"])


ASKED = told(("s1", "study"))


def states(later, matches, asked=ASKED, level="theme"):
    found = followup.cells(asked, later, matches, DOCS, level)
    return dict(zip(found["doc"], found["state"], strict=True))


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        (["reports_met"], "met"),
        (["reports_met", "same"], "met"),
        (["reports_partly_met", "reports_met"], "partly met"),
        (["reports_met", "reports_unmet"], "partly met and unmet"),
        (["reports_unmet", "answers"], "unmet"),
        (["contradicts", "same"], "spoken against"),
        (["partly_answers", "broader"], "help offered"),
        (["narrower"], "only asked again"),
        ([], None),
    ],
)
def test_a_report_counts_before_an_offer_and_an_offer_before_a_repetition(relations, expected):
    assert followup.outcome(relations) == expected


@given(st.sets(st.sampled_from(v.MATCHES), min_size=1))
def test_every_relation_names_a_request_in_some_way(relations):
    assert followup.outcome(relations) in followup.NAMED


def test_a_document_that_does_not_raise_the_subject_is_not_silent():
    later = told(
        ("n1", "news", {"theme": "people"}),
        ("t1", "talk"),
    )
    found = followup.cells(ASKED, later, tied(), DOCS)
    assert found["silent"].tolist() == [None, True]
    assert states(later, tied()) == {"news": "other subjects", "talk": "silent"}


def test_the_same_theme_at_home_is_another_setting():
    later = told(("n1", "news", {"concerns": "startup_ngos"}), ("t1", "talk", {"form": "office"}))
    assert states(later, tied()) == {"news": "subject, not abroad", "talk": "silent"}


def test_requests_about_foreign_ngos_in_china_are_followed_in_that_setting():
    here = {"concerns": "chinese_ngos; ingos_in_china"}
    later = told(("n1", "news", here), ("t1", "talk"))
    asked = told(("s1", "study", here))
    assert states(later, tied(), asked) == {"news": "silent", "talk": "subject, not abroad"}


def test_broad_themes_find_more_subjects():
    later = told(("n1", "news", {"theme": "money.giving"}), ("t1", "talk", {"theme": "people"}))
    assert states(later, tied())["news"] == "other subjects"
    assert states(later, tied(), level="parent")["news"] == "silent"


def test_a_link_counts_whatever_the_theme_and_only_towards_later_documents():
    later = told(("n1", "news", {"theme": "people"}), ("s2", "study"))
    matches = tied(
        ("s1", "n1", "same", "reading-1"),
        ("s1", "s2", "reports_met", "reading-1"),
        ("n1", "s1", "reports_met", "reading-1"),
    )
    assert states(later, matches)["news"] == "only asked again"


def test_readings_that_name_a_request_in_different_ways_differ():
    later = told(("n1", "news"), ("t1", "talk"))
    matches = tied(
        ("s1", "n1", "reports_unmet", "reading-1"),
        ("s1", "t1", "reports_partly_met", "reading-1"),
        ("s1", "n1", "reports_unmet", "reading-2"),
    )
    [row] = followup.ledger(ASKED, later, matches, DOCS).to_dict("records")
    assert (row["reading-1"], row["reading-2"]) == ("partly met and unmet", "unmet")
    assert (row["state"], row["n_named"]) == (followup.DIFFER, 2)


def test_a_problem_named_later_is_noted_where_the_request_would_answer_it():
    later = told(("n1", "news", {"theme": "people"}))
    matches = tied(("n1", "s1", "answers", "reading-2"))
    [row] = followup.ledger(ASKED, later, matches, DOCS).to_dict("records")
    assert (row["wanted"], row["n_named"]) == ("news", 0)


MATCH = st.tuples(
    st.sampled_from(["s1", "s2"]),
    st.sampled_from(["n1", "t1"]),
    st.sampled_from(v.MATCHES),
    st.sampled_from(v.CODERS),
)


@few
@given(st.lists(MATCH, unique=True, max_size=8))
def test_every_request_has_one_state_and_both_readings_never_find_more_than_either(rows):
    asked = told(("s1", "study"), ("s2", "study", {"theme": "people"}))
    later = told(("n1", "news"), ("t1", "talk"))
    found = followup.ledger(asked, later, tied(*rows), DOCS)
    [n] = followup.audit(found).to_dict("records")
    assert n["n_both"] <= n["n_either"] <= n["n"] == 2
    assert sum(n[s] for s in [*followup.NAMED, *followup.UNNAMED, followup.DIFFER]) == n["n"]
    assert followup.share(found) <= followup.share(found, readings=1)
    assert (found["state"].isin(followup.UNNAMED) == (found["n_named"] == 0)).all()


def test_no_request_is_followed_without_an_error():
    found = followup.ledger(ASKED.head(0), told(("n1", "news")), tied(), DOCS)
    assert followup.audit(found)["n"].item() == 0
    assert followup.share(found) == 0


def test_later_is_later_than_the_study_and_not_later_than_the_chosen_year():
    documents = pd.DataFrame({"doc": ["a", "b", "c"], "date": ["2010", "2013-10-07", "2018-01-23"]})
    assert followup.later(documents, "b", 2018) == ["c"]
    with pytest.raises(sources.NotApplicable, match="choose a later year"):
        followup.later(documents, "b", 2017)
    with pytest.raises(sources.NotApplicable, match="no document study"):
        followup.later(documents, "study", 2030)


def test_the_toy_ledger_is_the_one_worked_out_by_hand():
    statements, matches = records.load("statements", "toy"), records.load("matches", "toy")
    asked = followup.asked(statements, "huang-study", "every")
    found = followup.ledger(
        asked, statements, matches, ["panel-2018", "incubators-2018", "forum-2020"]
    )
    assert found[["reading-1", "reading-2"]].values.tolist() == [
        ["subject, not abroad", "subject, not abroad"],
        ["subject, not abroad", "only asked again"],
        ["partly met", "only asked again"],
        ["met", "met"],
        ["only asked again", "only asked again"],
    ]
    assert (followup.share(found), followup.share(found, 1)) == (0.6, 0.8)
