"""Who is tied to what: two columns of names, and a line for each tie between them."""

import textwrap

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.style import ACCENT, INK, MIDDLE, WIDTH

_ROOM = 21  # characters of a name before it goes on in the next line


def draw_two_mode(
    links: pd.DataFrame, left: list[str], right: list[str], meaning: dict[bool, str]
) -> Axes:
    """Draw two columns of names with a line for each link, stronger ones thicker.

    Needs `left, right` (names), `n` (how strong) and `marked`: marked links are solid and dark, the
    others dashed and paler. Names stand from top to bottom in the order given, so the same data
    give the same picture. `meaning` says in the legend what marked and unmarked links are.

    >>> links = pd.DataFrame({"left": ["Bo"], "right": ["蜂蜜"], "n": [2], "marked": [True]})
    >>> axes = draw_two_mode(links, ["Bo"], ["蜂蜜", "panel"], {True: "of the club"})
    >>> [text.get_text() for text in axes.texts]
    ['Bo', '蜂蜜', 'panel']
    """
    names = [[textwrap.fill(name, _ROOM) for name in side] for side in (left, right)]
    lines = [sum(1.35 + 0.95 * name.count("\n") for name in side) for side in names]
    _, axes = plt.subplots(figsize=(WIDTH, 0.7 + 0.21 * max(*lines, 5)))
    high, places = max(*lines, 1), []
    for x, side, total in zip((0, 1), names, lines, strict=True):
        places.append(_places(side, high / total if total else 1))
        for name, y in zip(side, places[-1], strict=True):
            axes.plot(x, y, "os"[x], color=INK, ms=5)
            axes.text(x - 0.07 + 0.14 * x, y, name, ha="left" if x else "right", va="center")
    most = max(links["n"].max(), 3) if len(links) else 1
    for link in links.sort_values("marked").to_dict("records"):
        ends = [places[0][left.index(link["left"])], places[1][right.index(link["right"])]]
        color, style = (ACCENT, "-") if link["marked"] else (MIDDLE, (0, (4, 2)))
        axes.plot([0, 1], ends, color=color, ls=style, lw=1 + 2.5 * (link["n"] / most) ** 0.5)
    keys = [
        mpl.lines.Line2D(
            [], [], color=ACCENT if mark else MIDDLE, ls="-" if mark else "--", label=w
        )
        for mark, w in meaning.items()
    ]
    axes.get_figure().legend(handles=keys, loc="outside lower center", ncols=1, frameon=False)
    axes.set_xlim(-1.25, 2.25)
    axes.set_ylim(high + 0.4, -0.4)
    axes.set_axis_off()
    return axes


def _places(names: list[str], stretch: float) -> list[float]:
    """Return the heights of names, one below the other, each with room for its lines."""
    heights, top = [], 0.0
    for name in names:
        room = (1.35 + 0.95 * name.count("\n")) * stretch
        heights.append(top + room / 2)
        top += room
    return heights
