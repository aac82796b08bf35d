"""What claims rest on: the ground that was read counts, and what is no claim stays out."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import records, sources
from helpers import vocabularies as v
from helpers.claims import grounds

few = settings(max_examples=30, deadline=None)
LOOKED_UP = ["own_study", "named_source", "policy_cited"]


def statements(*rows):
    """Statements from (author, kind, basis), each on a line of its own."""
    frame = pd.DataFrame(rows, columns=["author", "kind", "basis"])
    places = [[n, 10 * n, 10 * n + 9] for n in range(len(frame))]
    place = pd.DataFrame(places, columns=["line_start", "char_start", "char_end"])
    ids = [f"s{n}" for n in range(len(frame))]
    return frame.join(place).assign(statement=ids, doc="d", line_end=place["line_start"])


def test_every_kind_of_statement_is_a_claim_or_has_a_reason_why_not():
    left = [kind for kinds in grounds.LEFT_OUT.values() for kind in kinds]
    assert sorted([*grounds.CLAIMS, *left]) == sorted(v.STATEMENT_KINDS)
    assert set(grounds.BASES) == set(v.BASES)


@pytest.mark.parametrize(
    ("basis", "expected"),
    [("own_study", True), ("policy_cited", True), ("example", False), ("none", False), ("", None)],
)
def test_a_ground_counts_if_it_was_accepted(basis, expected):
    assert grounds.is_grounded(basis, LOOKED_UP) is expected


def test_requests_and_plans_are_no_claims():
    said = statements(
        ("bo", "recommendation", "own_study"), ("bo", "plan", "none"), ("bo", "claim", "none")
    )
    assert list(grounds.claims(said, LOOKED_UP)["statement"]) == ["s2"]


def test_documents_without_a_claim_are_not_applicable():
    with pytest.raises(sources.NotApplicable, match="says how things are"):
        grounds.claims(statements(("bo", "plan", "none")), LOOKED_UP)


def test_the_study_of_the_toy_corpus_names_its_source_for_all_three_claims():
    told = grounds.claims(records.load("statements", "toy"), LOOKED_UP, ["huang-study"])
    assert grounds.audit(told).values.tolist() == [[3, 3, 1]]


def test_the_story_of_the_toy_corpus_rests_on_experience_or_on_nothing():
    said = records.load("statements", "toy")
    told = grounds.claims(said, LOOKED_UP, ["incubators-2018"])
    assert grounds.audit(told).values.tolist() == [[8, 0, 0]]
    table = grounds.grid(told, "doc")
    assert table[["own experience", "nothing that is named", "n"]].values.tolist() == [[4, 4, 8]]


def test_each_grain_gives_its_own_share():
    said = statements(
        ("bo", "claim", "own_study"), ("bo", "claim", "none"), ("al", "claim", "none")
    )
    said.loc[1, ["char_start", "char_end"]] = said.loc[0, ["char_start", "char_end"]]
    told = grounds.claims(said, LOOKED_UP)
    assert grounds.share(told) == pytest.approx(1 / 3)
    assert grounds.share(told, "item") == 0  # its sentence holds a claim without a ground
    assert grounds.share(told, "author") == 0.25
    assert grounds.share(told.head(0)) == 0


def test_a_citation_counts_for_its_author_and_lines_alone():
    told = statements(("bo", "claim", "none"), ("al", "claim", "none"), ("bo", "claim", "none"))
    ties = pd.DataFrame([["bo", "cites", "d", 0], ["bo", "praises", "d", 2]])
    ties.columns = ["source", "kind", "doc", "line_start"]
    assert list(grounds.sourced(told, ties)) == [True, False, False]


ROW = st.tuples(st.sampled_from("abc"), st.sampled_from(grounds.CLAIMS), st.sampled_from(v.BASES))


@few
@given(st.lists(ROW, min_size=1, max_size=12), st.sets(st.sampled_from(v.BASES)))
def test_more_grounds_that_count_never_lower_a_share(rows, accepted):
    said = statements(*rows)
    for grain in ("statement", "item", "author", "doc"):
        narrow = grounds.share(grounds.claims(said, sorted(accepted)), grain)
        wide = grounds.share(grounds.claims(said, [*accepted, "example"]), grain)
        assert 0 <= narrow <= wide + 1e-9 <= 1 + 2e-9


@few
@given(st.lists(ROW, min_size=1, max_size=12))
def test_a_grid_counts_each_claim_once(rows):
    told = grounds.claims(statements(*rows), LOOKED_UP)
    table = grounds.grid(told, "author")
    assert table["n"].sum() == len(rows)
    assert table["n_grounded"].sum() == grounds.audit(told)["n_grounded"].item()


def test_the_voice_with_most_claims_is_left_out_however_few_it_has():
    said = statements(
        ("bo", "claim", "own_study"), ("bo", "claim", "none"), ("al", "claim", "none")
    )
    found = grounds.variants(said, LOOKED_UP, [], pd.Series({"bo": "Bo"}))
    assert found["author"] == {"without Bo": 0}


def test_one_voice_alone_is_not_left_out_of_itself():
    found = grounds.variants(
        statements(*[("bo", "claim", "none")] * 12), LOOKED_UP, [], pd.Series()
    )
    assert found["author"] == found["document"] == {}
    assert set(found) == {"grain", "definition", "document", "author"}
