"""What follows one another: the parts of a document, dates on a line of years."""

import matplotlib as mpl
import matplotlib.patches
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.style import ACCENT, INK, MIDDLE, PALE, WIDTH

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


def draw_turns(
    turns: pd.DataFrame, people: list[str], breaks: list[float], asked: list[float], unit: str
) -> Axes:
    """Draw who speaks when, and for how long: a row per person, a bar per turn, from left to right.

    Needs `label` (the person), `begins, ends` (in the unit) and `chairs` (hatched bars). `breaks`
    are where a round begins (dashed), `asked` where the audience asks (a mark above).

    >>> turns = pd.DataFrame({"label": ["Bo", "Al"], "begins": [0, 3], "ends": [3, 4]})
    >>> axes = draw_turns(turns.assign(chairs=[False, True]), ["Bo", "Al"], [3], [3], "words")
    >>> len(axes.patches), [text.get_text() for text in axes.get_yticklabels()]
    (2, ['Bo', 'Al'])
    """
    _, axes = plt.subplots(figsize=(WIDTH, 1.35 + 0.36 * len(people)))
    for row in range(len(people)):
        axes.axhline(row, color=PALE, lw=0.8, zorder=0)
    for turn in turns.itertuples():
        color, hatch = ("white", "////") if turn.chairs else (INK, "")
        style = {"color": color, "hatch": hatch, "edgecolor": INK, "linewidth": 0.6, "height": 0.66}
        width = turn.ends - turn.begins
        axes.barh(people.index(turn.label), width, left=turn.begins, **style)
    for at in breaks:
        axes.axvline(at, color=ACCENT, lw=1.4, ls="--")
    for at in asked:
        axes.plot(at, -0.75, "v", color=ACCENT, ms=5, clip_on=False)
    axes.set_yticks(range(len(people)), people)
    axes.set_ylim(len(people) - 0.45, -0.95)
    axes.set_xlim(0, turns["ends"].max())
    axes.set_xlabel(f"{unit}, from the first to the last")
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(5, integer=True))
    axes.xaxis.set_major_formatter(mpl.ticker.StrMethodFormatter("{x:,.0f}"))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    line, patch = mpl.lines.Line2D, mpl.patches.Patch
    keys = [patch(fc=INK, ec=INK, label="a turn of a guest")]
    if turns["chairs"].any():
        keys.append(patch(fc="white", ec=INK, hatch="////", label="a turn of the chair"))
    if breaks:
        keys.append(line([], [], ls="--", lw=1.4, color=ACCENT, label="a round begins"))
    if asked:
        keys.append(line([], [], ls="", marker="v", ms=5, color=ACCENT, label="the audience asks"))
    axes.get_figure().legend(handles=keys, loc="outside lower center", ncols=2, frameon=False)
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
