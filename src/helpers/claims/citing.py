"""Judged numbers and claims become sentences to paste: who says what, of whom, by whose count.

Grain: a printed number, or a claim. A sentence is composed from the columns of its record alone; it
names the speaker, the number with the words that limit it, and the line.

Assumptions
1. Numbers stand as figures, money and shares as printed, dates written out.
2. The group that is counted is named where the name of the number does not name it.
3. A speaker stands with the first organisation that it heads, works for or belongs to in the same
   document. What is in no statement, and what stands beside a quoted rule or speech in a document
   with an author, is told by the author or publisher.

Known problem: English that is composed is stiff. It should be edited, its number should not.
"""

import re

import pandas as pd

from helpers.sources import Document

NO = "do not quote"
SOURCED = ["count", "share", "money"]
LIMITS = {
    "about": "about",
    "nearly": "nearly",
    "usually": "usually",
    "more_than": "more than",
    "at_least": "at least",
    "less_than": "less than",
    "at_most": "at most",
}

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_POSTS = ["heads", "works_for", "member_of"]
_ARTICLE = re.compile(
    r"Association|Foundation|Cent(?:re|er)|Party|Council|Ministry|Administration|Programme|"
    r"Bureau|Office|Board|Guild|Audience"
)
_PLAIN = re.compile(r"[\x20-\x7e£€–’]+")


def named(measures: str) -> str:
    """Return the name of a number without what a reading adds in brackets or behind a semicolon.

    >>> named("year of the panel (resolved: this year); not printed")
    'year of the panel'
    """
    return re.sub(r" \([^)]*\)", "", measures).split("; ")[0]


def is_threshold(measures: str) -> bool:
    """Is a number the limit of a rule, so that “more than” says which side is meant?

    >>> is_threshold("threshold of support")
    True
    """
    return measures.startswith("threshold")


def dated(date: str) -> str:
    """Write a date out, as long as its precision.

    >>> dated("2013-10-07"), dated("2018-05"), dated("2012")
    ('7 October 2013', 'May 2018', '2012')
    """
    year, *rest = date.partition("T")[0].split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def when(document: Document) -> str:
    """Of which date is a document, in words?

    >>> from helpers import sources
    >>> when(sources.catalogue("toy")["huang-study"])
    '1 May 2003'
    """
    undated = "undated, not before " * (document.date_precision == "not_before")
    return undated + dated(document.date)


def place(record: dict, catalogue: dict[str, Document]) -> str:
    """Say where a record stands: document, its date and the line.

    >>> from helpers import sources
    >>> place({"doc": "huang-study", "line_start": 5, "line_end": 5}, sources.catalogue("toy"))
    'huang-study, 1 May 2003, line 5'
    """
    first, last = record["line_start"], record["line_end"]
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    return f"{record['doc']}, {when(catalogue[record['doc']])}, {lines}"


def amount(number: dict) -> str:
    """Write a number as a sentence has it, with the words that limit it.

    >>> amount({"printed": "5 000", "value": "5000", "value_max": "", "unit": "clubs"}
    ...        | {"kind": "count", "qualifier": "about", "measures": "clubs", "per": ""})
    'about 5,000'
    """
    kind, printed, measures = number["kind"], number["printed"], number["measures"]
    ends = [end for end in (number["value"], number["value_max"]) if end]
    if kind == "date":
        hour = f", {ends[0].partition('T')[2]}" if "T" in ends[0] else ""
        plain = " to ".join(map(dated, ends)) + hour
        if number["unit"] == "season" and _PLAIN.fullmatch(printed):
            return f"{printed.split()[-1]} {plain}"
        return f"the {ends[0]}s" if number["unit"] == "decade" else plain
    figures = " to ".join(_figure(end) for end in ends)
    words = printed if _spoken(printed) else f"{figures} {number['unit']}"
    if kind == "count" or measures.startswith(f"{number['unit']} "):
        words = printed if printed.isdigit() else figures
    elif kind == "share":
        words = printed
    per, limit = number["per"], LIMITS.get(number["qualifier"], "")
    if per and per not in words and per not in measures and kind in ("money", "frequency"):
        words += f" per {per}"
    return words if is_threshold(measures) or not limit else f"{limit} {words}"


def _spoken(printed: str) -> bool:
    """Can the printed words stand in an English sentence? They have a figure or several words."""
    return bool(_PLAIN.fullmatch(printed)) and not re.fullmatch(r"[\w-]+", printed)


def _figure(value: str) -> str:
    number = float(value)
    return f"{int(number):,}" if number.is_integer() else value


def measure(number: dict) -> str:
    """Name what a number measures, and of whom, as the subject of a sentence.

    >>> measure({"kind": "share", "measures": "share abroad", "population": "all clubs"})
    'the share abroad among all clubs'
    """
    name, group = named(number["measures"]), number["population"]
    counts = number["kind"] in ("count", "share")
    if group and name.split()[0].rstrip("s") == group.split()[0].rstrip("s"):
        name, group = max(name, group, key=len), ""
    words = {word.lower() for word in re.findall(r"\w{4,}", group)}
    known = {word.lower() for word in re.findall(r"\w{4,}", name)}
    comma = "," if ", " in name and " and " not in name.rpartition(", ")[2] else ""
    if words and len(words & known) * 2 <= len(words):
        name += f"{comma} among {group}" if counts else f"{comma} ({group})"
    else:
        name += comma
    if number["kind"] == "count" or re.match(r"issues ", name):
        return f"the number of {name}"
    return name if re.match(r"(?:how|from|the) ", name) else f"the {name}"


def counted_in(number: dict) -> str:
    """Say when a number was counted, as the end of a sentence; empty where it is not printed.

    >>> counted_in({"as_of": "2013-10-07"}), counted_in({"as_of": "2012"})
    (' on 7 October 2013', ' in 2012')
    """
    then = dated(number["as_of"]) if number["as_of"] else ""
    return f" {'on' if then.count(' ') == 2 else 'in'} {then}" if then else ""


def numbers(
    judged: pd.DataFrame, actors: pd.DataFrame, ties: pd.DataFrame, catalogue: dict[str, Document]
) -> pd.DataFrame:
    """How is each number to be quoted? Return the judged numbers with a sentence to paste.

    Adds `sentence` (empty where the verdict is not to quote), `what` (number, name and group),
    `words` (the sentence without its source), `who` (says so), `counted` (who is counted), `by`
    (who counted), `when` and `place`, in words; empty where not printed.

    >>> from helpers import records, sources
    >>> judged = records.load("quantities", "toy").query("quantity == 'huang-study.n10'")
    >>> judged = judged.assign(verdict="quote", author="rosa-lindgren", basis="")
    >>> world = records.load("actors", "toy"), records.load("ties", "toy")
    >>> said = numbers(judged, *world, sources.catalogue("toy"))["sentence"].item()
    >>> said.removesuffix(" (huang-study, 1 May 2003, line 5).").partition("Abbots, ")[2]
    'the number of clubs with hives across the river among abbey clubs was 20 on 1 May 2003'
    """
    names, posts = actors.set_index("actor")["name"], _posts(ties, actors)
    rows = []
    for row in judged.to_dict("records"):
        here = place(row, catalogue)
        by, told_by = names.get(row["counted_by"], ""), _who(row, names, posts, catalogue)
        then = dated(row["as_of"]) if row["as_of"] else ""
        words = f"{measure(row)} {was(row)} {amount(row)}" if row["value"] else ""
        who = f"According to {told_by}"
        if by and row["counted_by"] != row["author"]:
            who += f", citing {article(by)}"
        if row["kind"] != "date":
            words += counted_in(row)
        rows.append(
            {
                "sentence": "" if row["verdict"] == NO else f"{who}, {words} ({here}).",
                "words": words,
                "who": told_by.removeprefix("the "),
                "what": f"{row['printed']}: {named(row['measures'])}"
                + (f", {row['population']}" if row["population"] else ""),
                "counted": row["population"],
                "by": by,
                "when": then,
                "place": here,
            }
        )
    columns = ["sentence", "words", "who", "what", "counted", "by", "when", "place"]
    return judged.assign(**pd.DataFrame(rows, columns=columns, index=judged.index))


def claims(
    judged: pd.DataFrame, actors: pd.DataFrame, ties: pd.DataFrame, catalogue: dict[str, Document]
) -> pd.DataFrame:
    """How is each claim to be quoted? Return the judged claims with `sentence` and `place`.

    The words are ours; a document's own words are not repeated.

    >>> from helpers import records, sources
    >>> told = records.load("statements", "toy").query("statement == 'incubators-2018.s09'")
    >>> world = records.load("actors", "toy"), records.load("ties", "toy")
    >>> said = claims(told.assign(verdict="quote"), *world, sources.catalogue("toy"))["sentence"]
    >>> said.item()[:57]
    'Sol Heath (Hive Nursery) says: The people next door sleep'
    """
    names, posts = actors.set_index("actor")["name"], _posts(ties, actors)
    places = [place(row, catalogue) for row in judged.to_dict("records")]
    said = [
        ""
        if row["verdict"] == NO
        else f"{_capital(_who(row, names, posts, catalogue))} says: {row['paraphrase']} ({here})"
        for row, here in zip(judged.to_dict("records"), places, strict=True)
    ]
    return judged.assign(sentence=said, place=places)


def _posts(ties: pd.DataFrame, actors: pd.DataFrame) -> dict[tuple[str, str], str]:
    bodies = set(actors.loc[~actors["type"].isin(["place", "event"]), "actor"])
    posts = ties[ties["kind"].isin(_POSTS) & ties["target"].isin(bodies)]
    posts = posts.sort_values("kind", key=lambda kind: kind.map(_POSTS.index), kind="stable")
    posts = posts.drop_duplicates(["doc", "source"])
    return dict(zip(zip(posts["doc"], posts["source"], strict=True), posts["target"], strict=True))


def _who(row: dict, names: pd.Series, posts: dict, catalogue: dict[str, Document]) -> str:
    document, author = catalogue[row["doc"]], row["author"]
    teller = document.author or document.publisher
    # A number beside a quoted rule or speech is told by whoever tells the story.
    if not author or ("printed" in row and document.author and row["basis"] == "policy_cited"):
        author = next(iter(names.index[names == teller]), "")
    name = names.get(author, author or teller)
    post = names.get(posts.get((row["doc"], author), ""), "")
    return f"{name} ({post})" if post else article(name)


def article(name: str) -> str:
    """Return the name of a body with its article, where English has one.

    >>> article("Ferry Board"), article("Harbour Post")
    ('the Ferry Board', 'Harbour Post')
    """
    return f"the {name}" if _ARTICLE.search(name) else name


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def was(number: dict) -> str:
    """Return the verb of a number: the number of things is one, the days of a forum are several.

    >>> was({"kind": "date", "measures": "days of a fair"})
    'were'
    """
    first = named(number["measures"]).split()[0]
    several = first.endswith("s") and number["kind"] == "date"
    return "were" if several else "was"
