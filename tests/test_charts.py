"""Charts: the same bytes twice, readable by everybody, with the data they draw."""

import base64
import io
import re
import warnings

import matplotlib.patches
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from helpers import charts

SHARES = pd.DataFrame(
    {
        "group": ["all clubs\n2001", "大学"],
        "printed_as": ["0.5%", "2.5%"],
        "printed": [0.5, 2.5],
        "recomputed": [0.5, 2.5],
        "low": [0.48, 2.5],
        "high": [0.52, 2.5],
    }
)
CELLS = pd.DataFrame(
    {
        "label": ["The ferry", "The ferry", "蜂蜜"],
        "speaker": ["Bo", "Cleo", "Cleo"],
        "rounds": ["both", "round 1", "round 2"],
        "n": [2, 1, 1],
    }
)
BALANCE = pd.DataFrame(
    {"who": ["Bo\noutside", "蜂蜜\nbenefits"], "doubts": [7, 0], "praise": [0, 3]}
)
COUNTS = pd.DataFrame(
    {
        "group": ["the state", "the state", "partners 伙伴"],
        "doc": ["forum-2020", "huang-study", "forum-2020"],
        "n": [5, 3, 2],
    }
)
STRETCHES = pd.DataFrame(
    [["panel", "heading", 1, 1], ["panel", "text missing", 4, 8], ["panel", "中文", 4, 9]],
    columns=["doc", "part", "first", "last"],
)
MARKS = pd.DataFrame({"doc": ["panel", "panel"], "line": [1, 3], "mark": ["|", "v"]})
BOUNDS = pd.DataFrame(
    {
        "field": ["wax", "蜂蜜"],
        "low": [66.65, 0],
        "high": [100, 60.0],
        "inner_low": [66.7, float("nan")],
        "inner_high": [66.7, float("nan")],
        "printed": ["66.7%", ""],
    }
)
INTERVALS = pd.DataFrame(
    {"n": [3, 90], "share": 66.7, "low": [9.4, 61], "high": [99.2, 76], "apart": [False, True]}
)
AGREEMENT = pd.DataFrame(
    {"theme": ["The ferry", "蜂蜜"], "alpha": [0.88, -0.1], "low": [0.6, float("nan")]}
).assign(high=[1, float("nan")], ceiling=[0.9, float("nan")])
MARKED = pd.DataFrame(
    {
        "label": ["海外", "海外", "going out", "going out"],
        "column": ["forum-2020", "huang-study", "forum-2020", "panel-2018"],
        "mark": ["used", "explained", "disputed", "silent"],
    }
)
BARS = pd.DataFrame(
    {
        "doc": ["study", "study", "蜂蜜", "蜂蜜", "蜂蜜"],
        "lane": [0, 1, 0, 1, 2],
        "begins": [2001.0, None, 2003.3, 2004.2, 1990.0],
        "ends": [2002.0, 2005.0, 2003.4, 2004.3, 2000.0],
        "goes_on": [True, False, False, False, False],
        "exactness": ["year", "roughly", "day", "month", "roughly"],
        "planned": [False, True, True, False, False],
    }
)
TURNS = pd.DataFrame(
    {
        "label": ["Bo", "蜂蜜", "Bo"],
        "begins": [0, 5, 9],
        "ends": [5, 9, 12],
        "chairs": [False, True, False],
    }
)
TIED = pd.DataFrame(
    {
        "left": ["Bo Reed of the Reedbed Club", "蜂蜜", "蜂蜜"],
        "right": ["forum-2020", "forum-2020", "huang-study"],
        "n": [7, 1, 2],
        "marked": [True, False, False],
    }
)
VERSIONS = pd.DataFrame(
    [["a", "left", 3, "Bo"], ["b", "left", 2, "Bo"], ["c", "left", 4, ""], ["x", "right", 5, "波"]],
    columns=["segment", "side", "size", "label"],
)
TIES = pd.DataFrame({"left": ["a", "b"], "right": ["x", "x"], "differs": [True, False]})
DRAWN = {
    "balance": (
        lambda: charts.draw_balance(BALANCE, "who", "doubts", "praise", "turns"),
        BALANCE,
    ),
    "marks": (
        lambda: charts.draw_marks(
            MARKED,
            ["海外", "going out"],
            ["forum-2020", "huang-study", "panel-2018"],
            {"used": "uses it", "silent": "says nothing"},
        ),
        MARKED,
    ),
    "shares": (lambda: charts.draw_shares(SHARES, "group"), SHARES),
    "halves": (
        lambda: charts.draw_matrix(CELLS, ["The ferry", "蜂蜜"], ["Bo", "Cleo"], True),
        CELLS,
    ),
    "discs": (
        lambda: charts.draw_matrix(CELLS, ["The ferry", "蜂蜜"], ["Bo", "Cleo"], False),
        CELLS,
    ),
    "bounds": (lambda: charts.draw_bounds(BOUNDS, "field", [60]), BOUNDS),
    "intervals": (lambda: charts.draw_intervals(INTERVALS, 60, "people"), INTERVALS),
    "agreement": (
        lambda: charts.draw_agreement(AGREEMENT, "theme", [0.667, 0.8], ["list", "readings"]),
        AGREEMENT,
    ),
    "counts": (lambda: charts.draw_counts(COUNTS, "group", "doc", "requests"), COUNTS),
    "versions": (
        lambda: charts.draw_versions(VERSIONS, TIES, {"left": "One", "right": "二"}),
        VERSIONS,
    ),
    "turns": (lambda: charts.draw_turns(TURNS, ["Bo", "蜂蜜"], [5], [9], "words"), TURNS),
    "two modes": (
        lambda: charts.draw_two_mode(
            TIED,
            ["Bo Reed of the Reedbed Club", "蜂蜜"],
            ["forum-2020", "huang-study"],
            {True: "of the club", False: "of others"},
        ),
        TIED,
    ),
    "strip": (lambda: charts.draw_strip(STRETCHES, MARKS, pd.Series({"panel": 9})), STRETCHES),
    "timeline": (
        lambda: charts.draw_timeline(BARS, {"study": 2003.3}, (1990, 2010)),
        BARS,
    ),
}
each = pytest.mark.parametrize("name", DRAWN)


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def show(name, title="Bo & Cleo lead"):
    draw, data = DRAWN[name]
    caption, alt = "n = 3 <cells>.", 'Bo: 2; "Cleo": 1'
    shown = charts.show(draw(), data, name=name, title=title, caption=caption, alt=alt)
    return shown._repr_mimebundle_()


def chart(bundle):
    return bundle["application/vnd.going-out.chart+json"]


@each
def test_a_chart_is_the_same_bytes_twice(name):
    assert show(name) == show(name)


@each
def test_a_chart_names_no_date_and_no_program(name):
    svg = chart(show(name))["svg"]
    assert not re.search(r"<dc:date>|<dc:creator>|20\d\d-\d\d-\d\d", svg)


@each
def test_a_chart_has_a_text_alternative_a_title_and_a_caption(name):
    page = show(name)["text/html"]
    assert 'alt="Bo: 2; &quot;Cleo&quot;: 1"' in page
    assert "Bo &amp; Cleo lead" in page
    assert "n = 3 &lt;cells&gt;." in page
    assert show(name)["text/plain"].startswith("Bo & Cleo lead\n")


@each
def test_a_chart_is_published_with_the_data_that_it_draws(name):
    published = chart(show(name))
    assert published["name"] == name
    assert len(pd.read_csv(io.StringIO(published["csv"]))) == len(DRAWN[name][1])
    image = re.search(r"base64,([^\"]+)", show(name)["text/html"]).group(1)
    assert base64.b64decode(image).decode() == published["svg"]


@each
def test_every_chinese_character_is_drawn(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        show(name)


def test_a_character_that_no_font_has_would_be_noticed():
    bee = COUNTS.head(1).assign(group="\U0001f41d")
    axes = charts.draw_counts(bee, "group", "doc", "requests")
    with pytest.warns(UserWarning, match="Glyph"):
        charts.show(axes, COUNTS, name="n", title="", caption="", alt="")


@each
def test_a_chart_asks_for_nothing_from_elsewhere(name):
    svg = chart(show(name))["svg"]
    assert re.findall(r"""(?:href|src)=["'](?!#)[^"']*""", svg) == []
    assert "<script" not in svg
    assert "@import" not in svg


@each
def test_a_chart_fits_a_column_of_text(name):
    axes = DRAWN[name][0]()
    assert axes.get_figure().get_size_inches()[0] == charts.WIDTH
    assert min(text.get_fontsize() for text in axes.get_yticklabels()) >= 10


@each
def test_showing_a_chart_leaves_no_figure_open(name):
    show(name)
    assert plt.get_fignums() == []


def test_a_bar_says_its_sum_and_groups_differ_without_colour():
    axes = charts.draw_counts(COUNTS, "group", "doc", "requests")
    assert [text.get_text() for text in axes.texts] == [" 8", " 2"]
    assert len({bars[0].get_hatch() for bars in axes.containers}) == 2


def test_a_share_is_labelled_as_printed():
    axes = charts.draw_shares(SHARES.assign(printed_as=["0.50%", "2.5%"]), "group")
    assert [text.get_text() for text in axes.texts] == ["0.50%", "2.5%"]


def test_an_empty_matrix_is_drawn():
    axes = charts.draw_matrix(CELLS.head(0), ["The ferry"], ["Bo"], False)
    assert [text.get_text() for text in axes.get_yticklabels()] == ["The ferry"]


def test_a_mark_says_how_many_and_a_silent_cell_is_hatched():
    cells = MARKED.tail(2).assign(mark=["named", "silent"], n=[3, 0])
    axes = charts.draw_marks(cells, ["going out"], ["forum-2020", "panel-2018"], {"named": "n"})
    assert [text.get_text() for text in axes.texts] == ["3"]
    assert [patch.get_hatch() for patch in axes.patches] == ["///"]


def test_both_sides_of_a_balance_say_their_number_and_differ_without_colour():
    axes = charts.draw_balance(BALANCE, "who", "doubts", "praise", "turns")
    assert sorted(text.get_text() for text in axes.texts) == [" 0", " 3", "0 ", "7 "]
    assert len({bars[0].get_hatch() for bars in axes.containers}) == 2


def test_turns_of_the_chair_differ_without_colour():
    axes = charts.draw_turns(TURNS, ["Bo", "蜂蜜"], [5], [9], "words")
    assert [bar.get_hatch() or "" for bar in axes.patches] == ["", "////", ""]
    assert [bar.get_width() for bar in axes.patches] == [5, 4, 3]


def test_labels_of_two_lines_get_room_beside_marks():
    cells = pd.DataFrame({"label": [], "column": [], "mark": []})
    one = [str(n) for n in range(12)]
    two = [f"{n}\nb" for n in one]
    drawn = [charts.draw_marks(cells, labels, ["talk"], {}) for labels in (one, two)]
    heights = [axes.get_figure().get_size_inches()[1] for axes in drawn]
    plt.close("all")
    assert heights[0] < heights[1]


def test_marked_links_differ_from_others_without_colour_and_nothing_can_be_drawn():
    axes = charts.draw_two_mode(
        TIED, [*dict.fromkeys(TIED["left"])], [*dict.fromkeys(TIED["right"])], {True: "of the club"}
    )
    styles = {line.get_linestyle() for line in axes.lines if len(line.get_xdata()) == 2}
    assert len(styles) == 2
    assert axes.texts[0].get_text() == "Bo Reed of the\nReedbed Club"
    assert charts.draw_two_mode(TIED.head(0), [], ["forum-2020"], {}).texts[0].get_text()


def test_two_versions_are_tied_block_by_block_and_say_which_differ():
    axes = charts.draw_versions(VERSIONS, TIES, {"left": "One", "right": "二"})
    hatched = [patch for patch in axes.patches if patch.get_hatch()]
    assert len(hatched) == 1
    ties = [patch for patch in axes.patches if isinstance(patch, matplotlib.patches.Polygon)]
    assert [len(tie.get_xy()) for tie in ties] == [5, 5]
    assert [tie.get_linewidth() > 1.5 for tie in ties] == [True, False]
    none = charts.draw_versions(VERSIONS, TIES.head(0), {"left": "One", "right": "二"})
    assert len([patch for patch in none.patches if patch.get_hatch()]) == len(VERSIONS)
