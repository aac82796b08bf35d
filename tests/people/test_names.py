"""Names become actors: in three languages, dated where a document says so, doubtful where not."""

import pandas as pd
import pytest

from helpers import records, sources
from helpers.people import names, network


@pytest.fixture(scope="module")
def seeds():
    tables = (records.load(name) for name in ("aliases", "mentions", "segments"))
    documents = pd.DataFrame(map(vars, sources.catalogue("seeds").values()))
    counted = network.counted(records.load("actors"))
    return names.known_as(names.spellings(*tables, documents), counted).set_index("actor"), counted


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("Wang", "Wang Ming", True),
        ("Wang", "Wang", False),
        ("Wang", "Wangfu Bank", False),
        ("Ming", "Wang Ming", False),
        ("基金会", "基金会联盟", False),
    ],
)
def test_a_short_name_begins_a_longer_one_by_whole_words(short, name, expected):
    assert names.is_short_for(short, name) is expected


def test_a_name_of_two_actors_is_double_for_both():
    aliases = pd.DataFrame({"alias": ["Reed", "Reed"], "actor": ["bo", "cy"]})
    assert names.double(aliases, aliases)["others"].tolist() == [["cy"], ["bo"]]


def test_what_does_not_count_makes_no_name_double():
    aliases = pd.DataFrame({"alias": ["Reed", "Reed Law"], "actor": ["bo", "law"]})
    assert names.double(aliases, aliases.head(1)).empty


def test_a_name_with_a_date_shows_it():
    aliases = pd.DataFrame([["Old", "en", "a", "", "2022"], ["New", "en", "a", "2022", ""]])
    aliases.columns = ["alias", "lang", "actor", "since", "until"]
    empty = pd.DataFrame(columns=["segment", "alias", "actor", "n"])
    documents = pd.DataFrame({"doc": ["d"], "date": ["2022"]})
    found = names.spellings(aliases, empty, pd.DataFrame({"segment": [], "doc": []}), documents)
    assert found["shown"].tolist() == ["Old (until 2022)", "New (since 2022)"]
    assert found["docs"].tolist() == [[], []]


def test_one_person_under_two_spellings_is_one_and_so_is_an_organisation_in_two_languages(seeds):
    known, _ = seeds
    qian = known.loc["qian-xiaofeng"]
    assert (qian["English"], qian["Chinese"]) == ("Qian Qifeng; Qian Xiaofeng", "钱霄峰")
    assert known.loc["china-association-for-ngo-cooperation", "n_names"] == 4
    assert known.loc["china-foundation-for-poverty-alleviation", "until"] == "2022"


def test_a_surname_alone_is_one_of_several_persons(seeds):
    double = names.double(records.load("aliases"), seeds[1]).set_index("alias")
    assert double.loc["Wang", "actor"] == "wang-yongkui"
    assert double.loc["Wang", "others"] == ["wang-ming", "wang-xiangyi", "wang-yalin"]


def test_an_abbreviation_that_no_document_writes_out_stays_open(seeds):
    found = names.unsettled(records.load("relations"), seeds[1])
    open_ = found[found["elsewhere"] == ""]["names"]
    assert "State Administration of Foreign Exchange" in set(open_)
    assert "China Association for NGO Cooperation" not in set(open_), "the newsletter settles it"
