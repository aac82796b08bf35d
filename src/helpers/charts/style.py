"""The look of every chart, set once: fonts that come with packages, fills that differ in grey."""

import os

import matplotlib as mpl
import matplotlib.font_manager
from pylopdf_fonts_zh_cn import sans_path

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
