"""The schemas: which tables a corpus has, what each column means and what it may hold.

Cells are text as written; only places in a document and counts are whole numbers. An empty cell
means that the document does not say. Several values in one cell are joined by `; `.
"""

from helpers.columns import Table
from helpers.schemas import coded, derived

TABLES: dict[str, Table] = {**derived.TABLES, **coded.TABLES}
