"""Frames as charts: drawn for a column of text, readable in grey and at the width of a phone.

A chart is published as `chart-<name>.svg` and as the CSV it draws. Its title states the
finding, its caption says what is drawn, how many, in which unit and from where. Computes nothing.
"""

import base64
import io

import matplotlib as mpl
import matplotlib.font_manager
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
    mpl.font_manager.fontManager.addfont(sans_path())
    chinese = mpl.font_manager.FontProperties(fname=sans_path()).get_name()
    mpl.rcParams.update(
        {
            "font.family": ["DejaVu Sans", chinese],
            "font.size": 10,
            "figure.constrained_layout.use": True,
            "svg.hashsalt": "going-out",
            "svg.fonttype": "path",
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
        axes.annotate(f" {ends[text]}", (ends[text], row), va="center")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.45, -0.55)
    axes.set_xlabel(unit)
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(5, integer=True))
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    if len(groups) > 1:
        axes.get_figure().legend(loc="outside lower center", ncols=2, frameon=False)
    return axes
