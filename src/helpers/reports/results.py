"""What the reports of the collection found in a corpus, read from what is published.

Grain: one result per report. A finding counts with the answer that is published; where its report
could not be made when it was last tried, or was never made, that is said beside it.
"""

from dataclasses import dataclass, field
from typing import Any

from helpers import prose, sources
from helpers.markup import Linked
from helpers.reports import collection, publish


@dataclass(frozen=True)
class Result:
    """What a report of the collection found, or why there is nothing to show of it.

    `trouble` says why it could not be made when it was last tried; `variants` are rows of `kind,
    variant, estimate, verdict`; `unvaried` says by kind why there are none.
    """

    report: str
    notebook: str
    question: str
    trouble: str = ""
    sentence: str = ""
    caveat: str = ""
    estimate: float = 0
    unit: str = ""
    margin: float | None = None
    line: float | None = None
    variants: list[dict[str, Any]] = field(default_factory=list)
    unvaried: dict[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """Return the number of the notebook."""
        return self.notebook.partition("_")[0]

    @property
    def name(self) -> Linked:
        """Return the name of the notebook as words that lead to the report."""
        words = self.notebook.partition("_")[2].replace("_", " ")
        return self.link(f"{self.number} {words}")

    def link(self, words: str) -> Linked:
        """Return words that lead to the report on a page, and to its notebook in JupyterLab."""
        return Linked(words, f"{self.notebook}.py#{self.report}")

    @property
    def is_share(self) -> bool:
        """Return whether the estimate is a share, in [0, 1]."""
        return "share" in self.unit

    def amount(self, value: float | None) -> str:
        """Return an estimate as a reader wants it, a share in percent."""
        if value is None:
            return "–"
        return f"{100 * value:.3g}%" if self.is_share else prose.number(value)

    def distance(self, value: float | None) -> str:
        """Return how far two estimates are apart, for a share in percentage points."""
        if value is None:
            return "–"
        return f"{100 * value:.3g} points" if self.is_share else prose.number(value)


def read(corpus: str) -> list[Result]:
    """What did the reports of the collection find in a corpus? In the order of their names.

    Reports that come last are left out, as they tell of the others. Raises NotApplicable where no
    report of the corpus is published.

    >>> read("seeds")[0].number
    '10'
    """
    found = []
    for name, entry in sorted(collection.entries().items()):
        own = entry.get("parameters", {})
        if "after" in entry or own.get("corpus", corpus) != corpus:
            continue
        if own.get("corpus", "seeds") != corpus:
            name = collection.with_values(collection.read()[name], {"corpus": corpus}).name
        found.append(_result(name, entry.get("notebook", name)))
    if not any(result.sentence for result in found):
        raise sources.NotApplicable(
            f"{corpus}: no report of this corpus is published yet; "
            f"reports build{'' if corpus == 'seeds' else f' -p corpus={corpus}'} makes them"
        )
    return found


def _result(name: str, notebook: str) -> Result:
    trouble, found = publish.failure(name), publish.finding(name)
    if not found:
        asked = collection.question(sources.ROOT / "notebooks" / f"{notebook}.py")
        return Result(name, notebook, asked, trouble or "Not made, or it does not apply")
    return Result(
        name,
        notebook,
        found["question"],
        trouble,
        found["sentence"],
        found["caveat"],
        found.get("estimate", 0),
        found.get("unit", ""),
        found.get("margin"),
        found.get("line"),
        found.get("robustness", []),
        found.get("unvaried", {}),
    )
