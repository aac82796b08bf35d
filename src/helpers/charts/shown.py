"""A drawn chart becomes what a page shows and what a report publishes."""

import base64
import io

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from helpers.markup import Shown, csv_of, escape


def show(axes: Axes, data: pd.DataFrame, *, name: str, title: str, caption: str, alt: str) -> Shown:
    """Show a drawn chart with its title, caption and text alternative; publish it with its data.

    >>> data = pd.DataFrame({"who": ["bo"], "doc": ["forum-2020"], "n": [2]})
    >>> from helpers.charts import draw_counts
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
