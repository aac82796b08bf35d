"""Judged numbers become a page to print: those about work abroad, what can be quoted first.

Grain: a row of the page, which holds the numbers of one line, speaker, source and rule.

Assumptions
1. A number is about work abroad where the statement around it is about the wider world, names a
   form of going abroad, or concerns NGOs that go abroad.
2. A page holds no more numbers than it is told to; what cannot be quoted is left out first.

Known problem: a row tells the reason of its first number; the others may have a longer one.
"""

import pandas as pd

from helpers import prose
from helpers.claims.citing import NO, SOURCED, amount, article, counted_in, measure, was


def abroad(judged: pd.DataFrame) -> pd.DataFrame:
    """Which counts, shares and sums are about work abroad? Return these numbers, each once.

    The statement around them is about the wider world, names a form of going abroad, or concerns
    NGOs that go abroad. A number that is printed twice, of the same group and date, stands once.

    >>> rows = [["world.relief", "", "", "5"], ["money", "", "", "6"]]
    >>> rows += rows[:1]
    >>> told = pd.DataFrame(rows, columns=["theme", "form", "concerns", "printed"])
    >>> told = told.assign(kind="count", doc="d", measures="huts", population="", as_of="")
    >>> abroad(told)["printed"].tolist()
    ['5']
    """
    about = judged["theme"].str.startswith("world.") | (judged["form"] != "")
    about |= judged["concerns"].str.contains("ngos_going_abroad")
    kept = judged[about & judged["kind"].isin(SOURCED)]
    return kept.drop_duplicates(["doc", "measures", "population", "printed", "as_of"])


def poster(cited: pd.DataFrame, most: int = 30) -> pd.DataFrame:
    """Which numbers fit on one page? Return those about work abroad, at most so many.

    What can be quoted comes first, then what can with a caveat, then the rest; each in the order of
    the documents and lines. Takes what `numbers` returns. Numbers of one line, speaker and count,
    decided by one rule, share a row: `verdict`; `say`, the words to quote, or where the verdict is
    not to quote, the numbers and what they are; `because`, the reason of the first; `where`; and
    `n`, how many they are.

    >>> rows = [["quote", "b", 3], ["do not quote", "a", 1], ["quote", "a", 2]]
    >>> told = pd.DataFrame(rows, columns=["verdict", "doc", "line_start"])
    >>> told = told.assign(theme="world", form="funds", concerns="", kind="count", words="w")
    >>> told = told.assign(printed=list("xyz"), measures="huts", population="", as_of="", what="")
    >>> told = told.assign(char_start=0, who="Bo (Club)", by=["", "", "Al"], rule="", because="")
    >>> poster(told, most=2)[["say", "where"]].values.tolist()
    [['According to Bo, citing Al: w', 'a, line 2'], ['According to Bo: w', 'b, line 3']]
    """
    kept = abroad(cited)
    rank = kept["verdict"].map({NO: 2, "quote": 0}).fillna(1)
    kept = kept.assign(rank=rank)
    kept = kept.sort_values(["rank", "doc", "line_start", "char_start"]).head(most)
    by = (", citing " + kept["by"].map(article)).where(kept["by"] != "", "")
    kept = kept.assign(
        who="According to " + kept["who"].str.replace(r" \(.*", "", regex=True) + by + ": ",
        where=kept["doc"] + ", line " + kept["line_start"].astype(str),
    )
    keys = ["verdict", "rule", "who", "where"]
    rows = []
    for (verdict, _, who, where), same in kept.groupby(keys, sort=False):
        say = "; ".join(same["what"]) if verdict == NO else who + together(same)
        rows.append([verdict, say, same["because"].iloc[0], where, len(same)])
    return pd.DataFrame(rows, columns=["verdict", "say", "because", "where", "n"])


def together(cited: pd.DataFrame) -> str:
    """Say several numbers in one sentence: those of one measure and date share its subject.

    >>> rows = [["5", "old clubs"], ["7", "new clubs"]]
    >>> told = pd.DataFrame(rows, columns=["printed", "population"]).assign(value=["5", "7"])
    >>> told = told.assign(kind="count", measures="boats", as_of="2012", value_max="", unit="boats")
    >>> together(told.assign(qualifier="exact", per=""))
    'the number of boats was 5 among old clubs and 7 among new clubs in 2012'
    """
    parts = []
    for _, same in cited.groupby(["kind", "measures", "as_of"], sort=False):
        rows = same.to_dict("records")
        if len(rows) == 1:
            parts.append(rows[0]["words"])
            continue
        each = [
            amount(row) + f" among {row['population']}" * bool(row["population"]) for row in rows
        ]
        subject = f"{measure(rows[0] | {'population': ''})} {was(rows[0])}"
        parts.append(f"{subject} {prose.listing(each)}{counted_in(rows[0])}")
    return "; ".join(parts)
