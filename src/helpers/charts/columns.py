"""Two versions of a text beside each other: a column each, and what ties their blocks."""

import matplotlib as mpl
import matplotlib.patches
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.style import ACCENT, INK, MIDDLE, PALE, WIDTH

_AT = {"left": 0.0, "right": 1.0}
_WIDE = 0.28


def draw_versions(blocks: pd.DataFrame, ties: pd.DataFrame, names: dict[str, str]) -> Axes:
    """Draw two versions as columns of blocks, each as high as it is long, and tie what is paired.

    Needs `segment, side` (left, right), `size` (the same unit on both sides) and `label` (written
    beside the first block of each run of one label; empty for none) per block, in order; `ties` has
    `left, right, differs` (drawn with a bold edge). A dark block has a counterpart, a hatched one
    has none. `names` gives each side its heading.

    >>> blocks = pd.DataFrame({"segment": ["a", "b", "x"], "side": ["left", "left", "right"]})
    >>> blocks = blocks.assign(size=[3, 2, 3], label=["Bo", "Bo", "波先生"])
    >>> ties = pd.DataFrame({"left": ["a"], "right": ["x"], "differs": [True]})
    >>> axes = draw_versions(blocks, ties, {"left": "English", "right": "中文"})
    >>> [text.get_text() for text in axes.texts]
    ['English', 'Bo', '中文', '波先生']
    """
    blocks = blocks.assign(top=blocks.groupby("side")["size"].cumsum() - blocks["size"])
    longest = max(blocks.groupby("side")["size"].sum().max(), 1)
    _, axes = plt.subplots(figsize=(WIDTH, 7.2))
    paired, places = {*ties["left"], *ties["right"]}, blocks.set_index("segment")
    for side, at in _AT.items():
        own = blocks[blocks["side"] == side]
        axes.text(at + _WIDE / 2, -0.012 * longest, names[side], ha="center", va="bottom")
        before, free = "", 0.0
        for block in own.to_dict("records"):
            fill = (
                {"fc": MIDDLE} if block["segment"] in paired else {"fc": "white", "hatch": "////"}
            )
            box = (at, block["top"]), _WIDE, block["size"]
            axes.add_patch(mpl.patches.Rectangle(*box, ec=INK, lw=0.5, **fill))
            if block["label"] not in ("", before):
                x, align = (at - 0.03, "right") if side == "left" else (at + _WIDE + 0.03, "left")
                y = max(block["top"], free)
                axes.text(x, y, block["label"], ha=align, va="top", fontsize=8.5)
                free = y + 0.021 * longest
            before = block["label"]
    of_right = ties["left"].map(places["size"]).astype(float).groupby(ties["right"])
    parts = of_right.transform("sum"), of_right.cumsum()
    for tie, whole, until in zip(ties.to_dict("records"), *parts, strict=True):
        (a, b), (c, d) = (
            (places["top"][name], places["size"][name]) for name in (tie["left"], tie["right"])
        )
        c, d = c + d * (until - b) / whole, d * b / whole  # its part of a block that several share
        corners = [(_WIDE, a), (1.0, c), (1.0, c + d), (_WIDE, a + b)]
        edge = {"ec": ACCENT, "lw": 1.6, "zorder": 3} if tie["differs"] else {"ec": "none"}
        axes.add_patch(mpl.patches.Polygon(corners, fc=PALE, alpha=0.55, **edge))
    axes.set_xlim(-0.62, 1.62)
    axes.set_ylim(longest * 1.005, -0.05 * longest)
    axes.set_axis_off()
    patch = mpl.patches.Patch
    keys = [
        patch(fc=MIDDLE, ec=INK, label="in both languages"),
        patch(fc="white", ec=INK, hatch="////", label="in one language only"),
        patch(fc=PALE, ec=ACCENT, lw=1.6, label="pair that differs in meaning"),
    ]
    axes.get_figure().legend(handles=keys, loc="outside lower center", ncols=2, frameon=False)
    return axes
