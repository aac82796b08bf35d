"""The taxonomy: every request has its place, and counts under every grain are counts of sets."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import vocabularies as v
from helpers.asks import taxonomy

few = settings(max_examples=20, deadline=None)

LEADS = st.sets(st.sampled_from(v.flat(v.ADDRESSEES)), min_size=1, max_size=3)
REQUEST = st.tuples(
    st.sampled_from(["d1", "d2"]),
    st.sampled_from(["bo", "cleo", "dan"]),
    st.integers(0, 3),  # the sentence
    LEADS,
)


def asked(requests):
    """Statements and addressees from (document, author, sentence, who is asked)."""
    statements = pd.DataFrame(
        [
            {"statement": f"s{n}", "doc": doc, "author": author, "parent": "", "kind": "x"}
            | {"char_start": 10 * item, "char_end": 10 * item + 5}
            | {"instrument": "giving", "theme": "money.giving"}
            | {"horizon": "dated", "horizon_section": "long_term"}
            for n, (doc, author, item, _) in enumerate(requests)
        ]
    )
    addressees = pd.DataFrame(
        [
            {"statement": f"s{n}", "addressee": code, "actor": "", "role": "lead"}
            for n, (*_, leads) in enumerate(requests)
            for code in sorted(leads)
        ]
    )
    return statements, addressees


THEMES = pd.DataFrame({"theme": ["money", "money.giving"], "name": ["Money", "Donations"]})


def classify(requests, scheme="addressee"):
    return taxonomy.classify(*asked(requests), THEMES, scheme)


@few
@given(st.lists(REQUEST, min_size=1, max_size=8))
def test_every_grain_counts_a_set(requests):
    placed = classify(requests)
    for row in taxonomy.counts(placed, ["group"]).itertuples():
        inside = [
            (n, request)
            for n, request in enumerate(requests)
            if any(v.words(v.parent(code, v.ADDRESSEES)) == row.group for code in request[3])
        ]
        assert row.n_statements == len(inside)
        assert row.n_documents == len({request[0] for _, request in inside})
        assert row.n_authors == len({request[1] for _, request in inside})
        assert row.n_items == len({(request[0], request[2]) for _, request in inside})
        assert row.n_documents <= row.n_items <= row.n_statements


@few
@given(
    st.lists(REQUEST, min_size=1, max_size=8), st.sampled_from(["statement", "item", "document"])
)
def test_a_share_is_part_of_the_distinct_units_and_the_first_group_is_passed_by_none(
    requests, grain
):
    placed = classify(requests)
    first = taxonomy.counts(placed, ["group"])["group"][0]
    share, passed = taxonomy.standing(placed, grain, first)
    assert 0 < share <= 1
    assert share == taxonomy.n_units(placed, grain, first) / taxonomy.n_units(placed, grain)
    if grain == "statement":
        assert not passed


@few
@given(st.lists(REQUEST, min_size=1, max_size=8))
def test_the_parts_of_a_chart_add_up_to_its_groups(requests):
    placed = classify(requests)
    parts = taxonomy.by_document(placed, "statement").groupby("group")["n"].sum()
    whole = taxonomy.counts(placed, ["group"]).set_index("group")["n_statements"]
    assert parts.to_dict() == whole.to_dict()


@few
@given(st.lists(REQUEST, min_size=1, max_size=8))
def test_every_document_turns_to_somebody(requests):
    turned = taxonomy.turned_to(classify(requests))
    assert list(turned["doc"]) == sorted({doc for doc, *_ in requests})
    assert (turned["n"] <= turned["n_statements"]).all()


def test_a_document_that_names_nobody_turns_to_nobody_in_particular():
    turned = taxonomy.turned_to(classify([("d1", "bo", 0, {"unspecified"})]))
    assert turned[["group", "n"]].values.tolist() == [["nobody in particular", 1]]


def test_nobody_in_particular_never_hides_somebody():
    requests = [("d1", "bo", n, {"public"}) for n in range(3)] + [("d1", "bo", 3, {"ministry"})]
    assert list(taxonomy.turned_to(classify(requests))["group"]) == ["the state"]


def test_only_who_is_asked_to_lead_is_asked():
    statements, addressees = asked([("d1", "bo", 0, {"ministry", "media"})])
    addressees.loc[addressees["addressee"] == "media", "role"] = "with"
    placed = taxonomy.classify(statements, addressees, THEMES, "addressee")
    assert list(placed["code"]) == ["ministry"]


def test_two_named_actors_of_one_type_are_one_place():
    statements, addressees = asked([("d1", "bo", 0, {"ministry"})])
    twice = pd.concat([addressees.assign(actor="a"), addressees.assign(actor="b")])
    assert len(taxonomy.classify(statements, twice, THEMES, "addressee")) == 1


def test_what_is_not_an_addressee_gives_a_request_one_place():
    requests = [("d1", "bo", 0, {"ministry", "media"})]
    for scheme in ("instrument", "theme", "horizon"):
        assert len(classify(requests, scheme)) == 1


def test_two_requests_in_one_sentence_are_one_item():
    placed = classify([("d1", "bo", 0, {"ministry"}), ("d1", "bo", 0, {"ministry"})])
    assert [taxonomy.n_units(placed, grain) for grain in ("statement", "item", "document")] == [
        2,
        1,
        1,
    ]


def test_an_absent_group_stands_last():
    placed = classify([("d1", "bo", 0, {"ministry"})])
    assert taxonomy.standing(placed, "statement", "partners") == (0.0, True)


@pytest.mark.parametrize(
    ("voices", "documents", "expected"),
    [
        (["own"], [], ["a"]),
        (["implied", "reported"], [], ["b", "c"]),
        (["own", "implied", "reported"], ["d2"], ["c"]),
        ([], [], []),
    ],
)
def test_requests_are_chosen_by_voice_and_document(voices, documents, expected):
    kinds = [v.REQUESTS["own"], v.REQUESTS["implied"], v.REQUESTS["reported"], "claim"]
    frame = pd.DataFrame(
        {"statement": list("abcd"), "kind": kinds, "doc": ["d1", "d1", "d2", "d2"]}
    )
    chosen = taxonomy.requests(frame, voices, documents)
    assert list(chosen["statement"]) == expected


def test_the_grid_counts_requests_by_who_and_what():
    requests = [("d1", "bo", 0, {"ministry", "media"}), ("d1", "bo", 1, {"ministry"})]
    grid = taxonomy.grid(classify(requests), classify(requests, "instrument"))
    assert grid.to_dict() == {"money": {"partners": 1, "the state": 2}}
