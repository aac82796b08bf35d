"""Frames as charts: drawn for a column of text, readable in grey and at the width of a phone.

A chart is published as `chart-<name>.svg` and as the CSV it draws. Its title states the
finding, its caption says what is drawn, how many, in which unit and from where. Computes nothing.
"""

from helpers.charts.bars import (
    draw_agreement,
    draw_balance,
    draw_bounds,
    draw_counts,
    draw_intervals,
    draw_needed,
    draw_shares,
)
from helpers.charts.columns import draw_versions
from helpers.charts.lines import draw_strip, draw_timeline, draw_turns
from helpers.charts.networks import draw_two_mode
from helpers.charts.shown import show
from helpers.charts.style import WIDTH
from helpers.charts.tables import draw_marks, draw_matrix, draw_verdicts

__all__ = [
    "WIDTH",
    "draw_agreement",
    "draw_balance",
    "draw_bounds",
    "draw_counts",
    "draw_intervals",
    "draw_marks",
    "draw_matrix",
    "draw_needed",
    "draw_shares",
    "draw_strip",
    "draw_timeline",
    "draw_turns",
    "draw_two_mode",
    "draw_verdicts",
    "draw_versions",
    "show",
]
