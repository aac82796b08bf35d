"""Counts, shares and what each can be, one row per name."""

import matplotlib as mpl
import matplotlib.patches
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.style import ACCENT, FILLS, INK, MIDDLE, PALE, WIDTH


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


def draw_agreement(rows: pd.DataFrame, label: str, lines: list[float], meaning: list[str]) -> Axes:
    """Draw agreement with its interval, one row per label, and a second agreement as a diamond.

    Needs `alpha, low, high` (the disc and its line) and `ceiling` (the diamond; missing where there
    is none); `lines` are dashed, `meaning` says in the legend what disc and diamond stand for.

    >>> rows = pd.DataFrame({"theme": ["ferry"], "alpha": [0.5], "low": [0.2], "high": [0.8]})
    >>> axes = draw_agreement(rows.assign(ceiling=0.9), "theme", [0.667, 0.8], ["list", "readings"])
    >>> [text.get_text() for text in axes.get_yticklabels()]
    ['ferry']
    """
    _, axes = plt.subplots(figsize=(WIDTH, 1.3 + 0.32 * len(rows)))
    for line in lines:
        axes.axvline(line, color=ACCENT, lw=1.2, ls="--", zorder=0)
    axes.axvline(0, color=MIDDLE, lw=1, zorder=0)
    for place, row in enumerate(rows.to_dict("records")):
        axes.plot([row["low"], row["high"]], [place + 0.1] * 2, color=INK, lw=2)
        axes.plot(row["ceiling"], place - 0.2, "D", mfc="white", mec=INK, ms=5)
        axes.plot(row["alpha"], place + 0.1, "o", mfc=INK, mec=INK, ms=7)
    shapes = (
        {"marker": "o", "mfc": INK, "ms": 7, "lw": 2},
        {"marker": "D", "mfc": "white", "ls": ""},
    )
    handles = [
        plt.Line2D([], [], color=INK, mec=INK, label=text, **shape)
        for text, shape in zip(meaning, shapes, strict=False)
    ]
    axes.get_figure().legend(handles=handles, loc="outside lower center", ncols=1, frameon=False)
    axes.set_yticks(range(len(rows)), rows[label])
    axes.set_ylim(len(rows) - 0.45, -0.6)
    least = min([0.0, *rows["low"].dropna(), *rows["alpha"].dropna(), *rows["ceiling"].dropna()])
    axes.set_xlim(max(least, -1) - 0.05, 1.05)
    ticks = [tick for tick in (-1, -0.5, 0, 1) if tick >= least - 0.05] + lines
    axes.set_xticks(ticks, ["\n" * (tick in lines[1::2]) + f"{tick:g}" for tick in ticks])
    axes.set_xlabel("alpha")
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    return axes
