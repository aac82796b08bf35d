"""Rows by columns, with a mark in each cell that has one."""

import matplotlib as mpl
import matplotlib.patches
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.style import ACCENT, INK, MIDDLE, PALE, WIDTH


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
    return _as_grid(axes, themes, speakers)


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
    return _as_grid(axes, labels, columns)


_FILLS = {"holds": ("white", ""), "weakens": (PALE, "////"), "reverses": (INK, "")}


def draw_verdicts(cells: pd.DataFrame, rows: list[str], columns: list[str]) -> Axes:
    """Draw rows × columns with a bar in each cell: which share of it holds, weakens, reverses.

    Needs `label` (the row), `column, verdict, n`; a cell without rows gets a dash.

    >>> cells = pd.DataFrame({"label": ["a"], "column": ["b"], "verdict": ["holds"], "n": [2]})
    >>> axes = draw_verdicts(cells, ["a"], ["b", "c"])
    >>> [text.get_text() for text in axes.texts]
    ['–']
    """
    _, axes = plt.subplots(figsize=(WIDTH, 1.9 + 0.27 * len(rows)))
    for y, label in enumerate(rows):
        for x, column in enumerate(columns):
            own = cells[(cells["label"] == label) & (cells["column"] == column)]
            shares = own.set_index("verdict")["n"] / max(own["n"].sum(), 1)
            start = x - 0.42
            for verdict, (fill, hatch) in _FILLS.items():
                wide = 0.84 * shares.get(verdict, 0)
                if wide:
                    axes.barh(y, wide, 0.6, start, color=fill, ec=INK, hatch=hatch, lw=0.8)
                start += wide
            if own.empty:
                axes.text(x, y, "–", ha="center", va="center", color=MIDDLE)
    handles = [
        mpl.patches.Patch(fc=fill, ec=INK, hatch=hatch, label=verdict)
        for verdict, (fill, hatch) in _FILLS.items()
    ]
    axes.get_figure().legend(handles=handles, loc="outside lower center", ncols=3, frameon=False)
    return _as_grid(axes, rows, columns)


def _key(mark: str, text: str) -> mpl.artist.Artist:
    marker, fill = _MARKS[mark]
    if mark == "silent":
        return mpl.patches.Patch(fc=fill, ec=MIDDLE, hatch="///", label=text)
    return plt.Line2D([], [], ls="", marker=marker, ms=9, mfc=fill, mec=INK, label=text)


def _as_grid(axes: Axes, rows: list[str], columns: list[str]) -> Axes:
    """Give axes the look of a table: names of columns above, names of rows at the left."""
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(columns)), columns, rotation=60, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xlim(-0.6, len(columns) - 0.4)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes
