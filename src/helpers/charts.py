"""Frames as charts: drawn for a column of text, readable in grey and at the width of a phone.

A chart is published as `chart-<name>.svg` and as the CSV it draws. Its title states the
finding, its caption says what is drawn, how many, in which unit and from where. Computes nothing.
"""

import base64
import io
import os

import matplotlib as mpl
import matplotlib.font_manager
import matplotlib.patches
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from pylopdf_fonts_zh_cn import sans_path

from helpers.markup import Shown, csv_of, escape

INK, MIDDLE, PALE, ACCENT = "#1b2a34", "#6b7b86", "#d9e0e4", "#a3431f"
# Fills that differ in grey and in pattern, so that neighbours can be told apart without colour.
FILLS = [(INK, ""), (PALE, "////"), ("white", "...."), (MIDDLE, ""), ("white", "xxxx"), (PALE, "")]
WIDTH = 4.9  # inches: at 390 px a label of 10 points is still 10 px high


def _style() -> None:
    """Set fonts and lines once, at import; only fonts that come with packages are used."""
    # It has kept the machine's fonts out of matplotlib's list; now it would keep out this one, too.
    os.environ.pop("MPL_IGNORE_SYSTEM_FONTS", None)
    mpl.font_manager.fontManager.addfont(sans_path())
    chinese = mpl.font_manager.FontProperties(fname=sans_path()).get_name()
    mpl.rcParams.update(
        {
            "font.family": ["DejaVu Sans", chinese],
            "font.size": 10,
            "figure.constrained_layout.use": True,
            "svg.hashsalt": "going-out",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": MIDDLE,
            "axes.labelcolor": INK,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "hatch.linewidth": 0.8,
        }
    )


_style()


def show(axes: Axes, data: pd.DataFrame, *, name: str, title: str, caption: str, alt: str) -> Shown:
    """Show a drawn chart with its title, caption and text alternative; publish it with its data.

    >>> data = pd.DataFrame({"who": ["bo"], "doc": ["forum-2020"], "n": [2]})
    >>> axes = draw_counts(data, "who", "doc", "turns")
    >>> print(show(axes, data, name="n", title="Bo has two", caption="n = 2.", alt="Bo: 2"))
    Bo has two
    Bo: 2
    n = 2.
    """
    figure = axes.get_figure()
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    svg = buffer.getvalue()
    image = base64.b64encode(svg.encode()).decode()
    html = (
        f'<figure class="chart"><figcaption><p class="title">{escape(title)}</p></figcaption>'
        f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{image}">'
        f'<p class="caption">{escape(caption)}</p></figure>'
    )
    data = {"name": name, "svg": svg, "csv": csv_of(data)}
    return Shown(html, f"{title}\n{alt}\n{caption}", "chart", data)


def draw_shares(shares: pd.DataFrame, label: str) -> Axes:
    """Draw printed against recomputed shares on a log axis: one row per group.

    Needs `printed_as` and, in percent, `printed, recomputed, low, high`; `label` names the column
    that names the group.

    >>> shares = pd.DataFrame({"group": ["all clubs"], "printed_as": ["0.5%"], "printed": [0.5]})
    >>> axes = draw_shares(shares.assign(recomputed=0.5, low=0.48, high=0.52), "group")
    >>> axes.get_xscale(), [text.get_text() for text in axes.texts]
    ('log', ['0.5%'])
    """
    _, axes = plt.subplots(figsize=(WIDTH, 0.9 + 0.62 * len(shares)))
    rows = range(len(shares))
    for row, share in zip(rows, shares.to_dict("records"), strict=True):
        axes.plot(share["printed"], row, "o", mfc="white", mec=ACCENT, mew=1.6, ms=11)
        axes.plot([share["low"], share["high"]], [row, row], color=INK, lw=3)
        axes.plot(share["recomputed"], row, "|", color=INK, ms=9, mew=2)
        axes.annotate(
            share["printed_as"],
            (share["printed"], row),
            (0, 10),
            textcoords="offset points",
            ha="center",
        )
    axes.set_yticks(list(rows), shares[label])
    axes.set_ylim(len(shares) - 0.4, -0.75)
    _percent_axis(axes, shares)
    return axes


def _percent_axis(axes: Axes, shares: pd.DataFrame) -> None:
    axes.set_xscale("log")
    smallest = shares[["printed", "low"]].min().min()
    largest = shares[["printed", "high"]].max().max()
    ticks = [digit * 10**power for power in range(-3, 3) for digit in (1, 2, 5)]
    shown = [tick for tick in ticks if smallest / 2.2 <= tick <= largest * 2.2]
    axes.set_xlim(min(shown[0], smallest / 1.3), max(shown[-1], largest * 1.3))
    axes.set_xticks(shown, [f"{tick:g}%" for tick in shown])
    axes.minorticks_off()
    axes.grid(axis="x", color=PALE, lw=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)


def draw_matrix(cells: pd.DataFrame, themes: list[str], speakers: list[str], rounds: bool) -> Axes:
    """Draw speaker × theme: a half circle per round, or with `rounds` false a disc sized by count.

    Needs `label` (the theme), `speaker, rounds, n`; themes from top to bottom, speakers from left.

    >>> cells = pd.DataFrame({"label": ["ferry"], "speaker": ["Bo"], "rounds": ["both"], "n": [2]})
    >>> axes = draw_matrix(cells, ["ferry", "honey"], ["Bo"], rounds=True)
    >>> [text.get_text() for text in axes.get_yticklabels()]
    ['ferry', 'honey']
    """
    _, axes = plt.subplots(figsize=(WIDTH, 0.7 + 0.3 * len(themes)))
    most = max(cells["n"].max(), 1) if len(cells) else 1
    styles = {"both": "full", "round 1": "left", "round 2": "right"}
    for row in range(len(themes)):
        axes.axhline(row, color=PALE, lw=0.8, zorder=0)
    for cell in cells.to_dict("records"):
        x, y = speakers.index(cell["speaker"]), themes.index(cell["label"])
        if rounds:
            style = styles[cell["rounds"]]
            axes.plot(x, y, "o", ms=12, fillstyle=style, color=INK, mec=INK, mfcalt="white")
        else:
            size = 6 + 12 * (cell["n"] / most) ** 0.5
            axes.plot(x, y, "o", ms=size, color=PALE, mec=INK)
            axes.text(x, y, str(cell["n"]), ha="center", va="center", fontsize=8)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(speakers)), speakers, rotation=60, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(themes)), themes)
    axes.set_xlim(-0.6, len(speakers) - 0.4)
    axes.set_ylim(len(themes) - 0.4, -0.6)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def draw_counts(counts: pd.DataFrame, label: str, group: str, unit: str) -> Axes:
    """Draw counts as bars, one per label, split by group with a hatch each.

    Needs columns `label`, `group` and `n`; labels keep the order in which they come, from the top.

    >>> data = pd.DataFrame({"who": ["Bo", "Bo"], "doc": ["forum", "study"], "n": [2, 1]})
    >>> axes = draw_counts(data, "who", "doc", "turns")
    >>> [text.get_text() for text in axes.texts]
    [' 3']
    """
    labels = list(dict.fromkeys(counts[label]))
    groups = sorted(set(counts[group]))
    _, axes = plt.subplots(figsize=(WIDTH, 1.2 + 0.36 * len(labels) + 0.22 * -(-len(groups) // 2)))
    ends = dict.fromkeys(labels, 0)
    for position, name in enumerate(groups):
        part = counts[counts[group] == name].set_index(label)["n"]
        widths = [int(part.get(text, 0)) for text in labels]
        axes.barh(
            range(len(labels)),
            widths,
            left=[ends[text] for text in labels],
            color=FILLS[position % len(FILLS)][0],
            hatch=FILLS[position % len(FILLS)][1],
            edgecolor=INK,
            linewidth=0.8,
            height=0.68,
            label=name,
        )
        for text, width in zip(labels, widths, strict=True):
            ends[text] += width
    for row, text in enumerate(labels):
        axes.annotate(f" {ends[text]:,}", (ends[text], row), va="center")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.45, -0.55)
    axes.set_xlabel(unit)
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(5, integer=True))
    axes.xaxis.set_major_formatter(mpl.ticker.StrMethodFormatter("{x:,.0f}"))
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    if len(groups) > 1:
        axes.get_figure().legend(loc="outside lower center", ncols=2, frameon=False)
    return axes


def draw_bounds(bounds: pd.DataFrame, label: str, lines: list[float]) -> Axes:
    """Draw what each share can be, in percent: one row per label, thresholds as dashed lines.

    Needs `low, high` (pale bar), `inner_low, inner_high` (dark bar; missing where there is none)
    and `printed` (written above its row, where it is printed).

    >>> rows = pd.DataFrame({"field": ["wax"], "low": [60], "high": [100], "printed": ["66.7%"]})
    >>> axes = draw_bounds(rows.assign(inner_low=66.7, inner_high=66.7), "field", [60])
    >>> [text.get_text() for text in axes.texts]
    ['66.7%', '60%']
    """
    _, axes = plt.subplots(figsize=(WIDTH, 0.9 + 0.36 * len(bounds)))
    for row, share in enumerate(bounds.to_dict("records")):
        width = max(share["high"] - share["low"], 0.4)
        axes.barh(row, width, 0.62, share["low"], color=PALE, edgecolor=MIDDLE, linewidth=0.8)
        if share["inner_low"] == share["inner_low"]:
            inner = max(share["inner_high"] - share["inner_low"], 0.8)
            axes.barh(row, inner, 0.26, share["inner_low"], color=INK)
        if share["printed"]:
            axes.annotate(f"{share['printed']}", (share["high"] + 1.5, row), va="center")
    for line in lines:
        axes.axvline(line, color=ACCENT, lw=1.4, ls="--")
        axes.annotate(f"{line:g}%", (line, -0.5), (3, 2), textcoords="offset points")
    axes.set_yticks(range(len(bounds)), bounds[label])
    axes.set_ylim(len(bounds) - 0.45, -0.95)
    axes.set_xlim(0, 101)
    axes.set_xticks(range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)])
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    return axes


def draw_intervals(intervals: pd.DataFrame, line: float, unit: str) -> Axes:
    """Draw intervals in percent, upright, by number: dark where they leave out the dashed line.

    Needs `n, share, low, high` and `apart`; `unit` names what n counts.

    >>> rows = pd.DataFrame({"n": [3, 9], "share": 66.7, "low": [9, 62], "high": [99, 93]})
    >>> axes = draw_intervals(rows.assign(apart=[False, True]), 60, "people")
    >>> axes.get_xlabel(), [text.get_text() for text in axes.texts]
    ('people', ['60%'])
    """
    _, axes = plt.subplots(figsize=(WIDTH, 3))
    for row in intervals.to_dict("records"):
        ink, shape, fill = (INK, "o", INK) if row["apart"] else (MIDDLE, "s", "white")
        axes.plot([row["n"]] * 2, [row["low"], row["high"]], color=ink, lw=1.6)
        axes.plot(row["n"], row["share"], shape, mfc=fill, mec=ink, ms=5)
    axes.axhline(line, color=ACCENT, lw=1.4, ls="--")
    end = axes.get_yaxis_transform()
    axes.text(1.01, line, f"{line:g}%", transform=end, va="center")
    ends = [*intervals["low"], *intervals["high"], line]
    axes.set_ylim(max(min(ends) - 5, 0), min(max(ends) + 5, 100))
    axes.yaxis.set_major_locator(mpl.ticker.MaxNLocator(6, integer=True))
    axes.yaxis.set_major_formatter(mpl.ticker.PercentFormatter(decimals=0))
    axes.set_xlim(0, max([*intervals["n"], 9]) * 1.03)
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(6, integer=True))
    axes.set_xlabel(unit)
    axes.tick_params(length=0)
    return axes


_STRIP = {
    "speech": (INK, ""),
    "paragraph": (PALE, ""),
    "list item": ("white", "...."),
    "heading": (MIDDLE, ""),
    "data and furniture": ("white", "xxxx"),
    "text missing": ("white", "---"),
    "kept out": (PALE, "////"),
}


def draw_strip(stretches: pd.DataFrame, marks: pd.DataFrame, lengths: pd.Series) -> Axes:
    """Draw how each document is built along its lines: a strip per document, from first to last.

    Needs `doc, part, first, last` (lines) per stretch; a `part` that is no part of a page (a
    language, say) is written below its strip. `marks` has `doc, line, mark` (a letter of
    matplotlib) for what stands above a strip; `lengths` has the number of lines per document.

    >>> stretches = pd.DataFrame([["d", "heading", 1, 1], ["d", "Chinese", 2, 4]])
    >>> stretches.columns = ["doc", "part", "first", "last"]
    >>> marks = pd.DataFrame({"doc": ["d"], "line": [2], "mark": ["v"]})
    >>> axes = draw_strip(stretches, marks, pd.Series({"d": 4}))
    >>> [text.get_text() for text in axes.texts]
    ['Chinese']
    """
    docs = list(lengths.index)
    parts = [part for part in _STRIP if part in set(stretches["part"])]
    _, axes = plt.subplots(figsize=(WIDTH, 0.95 + 0.72 * len(docs) + 0.22 * -(-len(parts) // 2)))
    widest = (stretches["last"] - stretches["first"]).groupby([stretches["doc"], stretches["part"]])
    widest = widest.max().to_dict()
    for run in stretches.itertuples():
        row, length = docs.index(run.doc), lengths[run.doc]
        left, width = 100 * (run.first - 1) / length, 100 * (run.last - run.first + 1) / length
        if run.part in _STRIP:
            color, hatch = _STRIP[run.part]
            style = {"color": color, "hatch": hatch, "edgecolor": INK, "linewidth": 0.4}
            axes.barh(row, width, left=left, height=0.46, **style)
        else:
            axes.plot([left, left + width], [row + 0.32] * 2, color=ACCENT, lw=2)
            if widest[run.doc, run.part] == run.last - run.first:
                at, side = (left, "left") if left + width / 2 < 50 else (left + width, "right")
                axes.text(at, row + 0.36, run.part, ha=side, va="top", fontsize=8.5)
    for mark in marks.itertuples():
        row, at = docs.index(mark.doc), 100 * (mark.line - 0.5) / lengths[mark.doc]
        high = 0.34 if mark.mark == "v" else 0.28
        axes.plot(at, row - high, mark.mark, color=ACCENT, ms=4)
    axes.set_yticks(range(len(docs)), [f"{doc}\n{lengths[doc]} lines" for doc in docs])
    axes.set_ylim(len(docs) - 0.3, -0.6)
    axes.set_xlim(0, 100.5)
    axes.set_xticks([0, 50, 100], ["first line", "half-way", "last line"])
    for label, side in zip(axes.get_xticklabels(), ("left", "center", "right"), strict=True):
        label.set_horizontalalignment(side)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
    shown = [
        mpl.patches.Patch(facecolor=_STRIP[p][0], hatch=_STRIP[p][1], edgecolor=INK, label=p)
        for p in parts
    ]
    axes.get_figure().legend(
        handles=shown, loc="outside lower center", ncols=2, frameon=False, handlelength=2.4
    )
    return axes


_MARKS = {  # marker and fill
    "used": ("o", "white"),
    "explained": ("o", INK),
    "disputed": ("X", ACCENT),
    "named": ("o", PALE),
    "silent": ("s", "white"),
}


def draw_marks(
    cells: pd.DataFrame, labels: list[str], columns: list[str], meaning: dict[str, str]
) -> Axes:
    """Draw rows × columns of text with a mark in each cell that has one.

    Needs `label, column, mark` and may have `n`, which is written into the mark and gives its size.
    A mark is `used`, `explained`, `disputed`, `named`, or `silent` for a hatched cell; what has no
    row stays empty. `meaning` says in the legend what each mark stands for.

    >>> cells = pd.DataFrame({"label": ["船"], "column": ["talk"], "mark": ["used"]})
    >>> axes = draw_marks(cells, ["船"], ["talk"], {"used": "uses it"})
    >>> [text.get_text() for text in axes.get_yticklabels()]
    ['船']
    """
    more_lines = sum(label.count("\n") for label in labels)
    high = 1.4 + 0.27 * len(labels) + 0.17 * more_lines
    _, axes = plt.subplots(figsize=(WIDTH, max(high, 2.8)))  # room for the names of columns
    for row in range(len(labels)):
        axes.axhline(row, color=PALE, lw=0.8, zorder=0)
    most = max(cells["n"].max(), 1) if "n" in cells and len(cells) else 1
    for cell in cells.to_dict("records"):
        x, y = columns.index(cell["column"]), labels.index(cell["label"])
        marker, fill = _MARKS[cell["mark"]]
        if cell["mark"] == "silent":
            axes.bar(x, 1, 1, y - 0.5, color=fill, ec=MIDDLE, hatch="///", lw=0)
            continue
        axes.plot(x, y, marker, ms=9 + 9 * (cell.get("n", 0) / most) ** 0.5, mfc=fill, mec=INK)
        axes.text(x, y, str(cell.get("n", "")), ha="center", va="center", fontsize=8)
    handles = [_key(mark, text) for mark, text in meaning.items()]
    axes.get_figure().legend(handles=handles, loc="outside lower center", ncols=2, frameon=False)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(columns)), columns, rotation=60, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlim(-0.6, len(columns) - 0.4)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def _key(mark: str, text: str) -> mpl.artist.Artist:
    marker, fill = _MARKS[mark]
    if mark == "silent":
        return mpl.patches.Patch(fc=fill, ec=MIDDLE, hatch="///", label=text)
    return plt.Line2D([], [], ls="", marker=marker, ms=9, mfc=fill, mec=INK, label=text)


def draw_timeline(bars: pd.DataFrame, told: dict[str, float], years: tuple[int, int]) -> Axes:
    """Draw when things happened as bars as long as the dates are vague, one band per document.

    Needs `doc, lane, begins, ends` (decimal years; nothing where a side is open), `goes_on`,
    `exactness` (day, month, year, roughly) and `planned`. A day is a tall tick, a month a diamond,
    a year a bar, all that is vaguer a pale bar; plans are hollow; an arrow is an open side.
    `told` is the last day of telling of a document, a dotted line; `years` the first and the last.

    >>> bars = pd.DataFrame({"doc": ["study"], "lane": [0], "begins": [2016], "ends": [2017]})
    >>> bars = bars.assign(goes_on=False, exactness="year", planned=False)
    >>> axes = draw_timeline(bars, {"study": 2018.1}, (2010, 2020))
    >>> [text.get_text() for text in axes.get_yticklabels()]
    ['study']
    """
    first, last = years[0], years[1] + 1
    heights = bars.groupby("doc", sort=False)["lane"].max() + 2.6
    tops = (heights.cumsum() - heights).to_dict()
    _, axes = plt.subplots(figsize=(WIDTH, 1.5 + 0.15 * heights.sum()))
    for doc, top in tops.items():
        axes.axhline(top, color=MIDDLE, lw=0.8)
        if first <= told.get(doc, -1) <= last:
            axes.plot([told[doc]] * 2, [top, top + heights[doc]], ":", color=ACCENT, lw=1.6)
    for bar in bars.to_dict("records"):
        _draw_bar(axes, bar, tops[bar["doc"]] + 2 + bar["lane"], (last - first) / 60)
    axes.set_xlim(first, last)
    axes.set_ylim(heights.sum(), -0.2)
    axes.set_yticks([top + 0.8 for top in tops.values()], list(tops), ha="left")
    axes.tick_params(axis="y", length=0, pad=-4)
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(7, integer=True, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(mpl.ticker.FormatStrFormatter("%d"))
    axes.grid(axis="x", color=PALE, lw=0.8)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    _timeline_key(axes)
    return axes


def _draw_bar(axes: Axes, bar: dict, y: float, room: float) -> None:
    begins = bar["ends"] - 2 * room if pd.isna(bar["begins"]) else bar["begins"]
    ends = begins if pd.isna(bar["ends"]) else bar["ends"]
    edge = {"color": INK, "lw": 1}
    if pd.isna(bar["begins"]):
        axes.plot(begins, y, marker="<", ms=4, **edge)
    if bar["goes_on"] or pd.isna(bar["ends"]):
        axes.plot([ends, ends + 1.5 * room], [y, y], **edge)
        axes.plot(ends + 1.5 * room, y, marker=">", ms=4, **edge)
    face = {"year": MIDDLE, "roughly": PALE}.get(bar["exactness"], INK)
    face = "white" if bar["planned"] else face
    if bar["exactness"] == "day":
        style = {"ms": 9, "mew": 1, "mec": INK, "mfc": face, "ls": ""}
        axes.plot(begins, y, marker=mpl.markers.MarkerStyle("|"), **style | {"mew": 2.2})
        if bar["planned"]:
            axes.plot(begins, y, marker="o", **style | {"ms": 4})
    elif bar["exactness"] == "month":
        axes.plot((begins + ends) / 2, y, marker="D", ms=4.5, mec=INK, mfc=face, ls="")
    else:
        width = max(ends - begins, room / 4)
        axes.barh(y, width, left=begins, height=0.62, color=face, edgecolor=INK, lw=0.8)


def _timeline_key(axes: Axes) -> None:
    line, patch = mpl.lines.Line2D, mpl.patches.Patch
    point = {"ls": "", "color": INK, "mec": INK}
    keys = [
        line([], [], marker="|", ms=9, mew=2.2, label="a day", **point),
        line([], [], marker="D", ms=4.5, label="a month or season", **point),
        patch(fc=MIDDLE, ec=INK, label="a year"),
        patch(fc=PALE, ec=INK, label="only roughly"),
        patch(fc="white", ec=INK, label="only announced"),
        line([], [], marker=">", ms=4, color=INK, label="goes on, or no limit"),
        line([], [], ls=":", lw=1.6, color=ACCENT, label="last day of telling"),
    ]
    axes.get_figure().legend(handles=keys, loc="outside lower center", ncols=2, frameon=False)


def draw_needed(rows: pd.DataFrame) -> Axes:
    """Draw printed values and what they would have to be: a row per number, each on its own scale.

    Needs `label`, `printed` (text), `at` (its value), `low, high` (what it would have to be, `inf`
    where nothing bounds it) and `needed` (the same as text).

    >>> rows = [{"label": "study, line 3", "printed": "40", "at": 40.0, "low": 50.0, "high": 50.0}]
    >>> axes = draw_needed(pd.DataFrame(rows).assign(needed="50"))
    >>> [text.get_text() for text in axes.texts]
    ['40', '50']
    """
    _, axes = plt.subplots(figsize=(WIDTH, 0.6 + 0.66 * len(rows)))
    for place, row in enumerate(rows.to_dict("records")):
        ends = [end for end in (row["at"], row["low"], row["high"]) if abs(end) < float("inf")]
        first, span = min(ends), max(ends) - min(ends) or 1.0
        low, high = (min(max((row[end] - first) / span, -0.15), 1.15) for end in ("low", "high"))
        at = (row["at"] - first) / span
        axes.axhline(place, color=PALE, lw=0.8, zorder=0)
        axes.plot([low, high], [place, place], color=INK, lw=5, solid_capstyle="butt")
        axes.plot([low, high], [place, place], "|", color=INK, ms=11, mew=2)
        axes.plot(at, place, "o", mfc="white", mec=ACCENT, mew=1.6, ms=10)
        inside = min(max((low + high) / 2, 0.0), 1.0)
        for text, x, off in ((row["printed"], at, -16), (row["needed"], inside, 8)):
            side = "left" if x < 0.34 else "right" if x > 0.66 else "center"
            axes.annotate(text, (x, place), (0, off), textcoords="offset points", ha=side)
    axes.set_yticks(range(len(rows)), rows["label"])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-0.15, 1.15)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return axes


def draw_balance(table: pd.DataFrame, label: str, left: str, right: str, unit: str) -> Axes:
    """Draw two counts per row as bars that part from a middle line, each with its number.

    `left` and `right` name the columns, which also name the bars; labels from the top.

    >>> table = pd.DataFrame({"who": ["Bo"], "praises": [2], "doubts": [0]})
    >>> axes = draw_balance(table, "who", "doubts", "praises", "turns")
    >>> [text.get_text() for text in axes.texts]
    ['0 ', ' 2']
    """
    height = 1.1 + 0.26 * sum(text.count("\n") + 1 for text in table[label])
    _, axes = plt.subplots(figsize=(WIDTH, height))
    rows, most = range(len(table)), max(table[[left, right]].max().max(), 1)
    for column, sign, (fill, hatch) in ((left, -1, FILLS[1]), (right, 1, FILLS[0])):
        widths = sign * table[column]
        axes.barh(rows, widths, color=fill, hatch=hatch, edgecolor=INK, height=0.6, label=column)
        for row, count in zip(rows, table[column], strict=True):
            words, side = (f" {count}", "left") if sign > 0 else (f"{count} ", "right")
            axes.annotate(words, (sign * count, row), va="center", ha=side)
    axes.axvline(0, color=INK, lw=1)
    axes.set_yticks(rows, table[label])
    axes.set_ylim(len(table) - 0.45, -0.55)
    axes.set_xlim(-1.18 * most, 1.18 * most)
    axes.set_xticks([])
    axes.set_xlabel(unit)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.get_figure().legend(loc="outside lower center", ncols=2, frameon=False)
    return axes
