# %% [markdown]
# # What is dated, how exactly, and is the order possible?
#
# Whoever tells how China's NGOs went abroad puts events into an order. Where the dates carry that
# order, it can be told as history. Where they do not, it is a guess; and where they forbid it, one of
# the printed dates or one reading of a sentence is wrong.

# %% tags=["parameters"]
from typing import Annotated, Literal
from pydantic import Field

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
first: Annotated[int, Field(ge=1900, le=2100)] = 1970  # first year of the time line
last: Annotated[int, Field(ge=1900, le=2100)] = 2030  # last year of the time line
precision: Literal["any", "year", "month", "day"] = "any"  # how exact a date must be, at the least

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.claims import hearing
from helpers.numbers import consistency
from helpers.times import chronology, growth, orders

parameters.check(globals())
documents = pd.DataFrame(map(vars, sources.catalogue(corpus).values())).sort_values("date")
events, numbers, relations = (
    records.load(t, corpus) for t in ("events", "quantities", "relations")
)
every_order = orders.check(relations, numbers, events)
measured = chronology.choose(chronology.measure(events), first, last, precision)
checked = chronology.choose(every_order, first, last, precision)
n, o = chronology.audit(measured).loc[0], orders.audit(checked).loc[0]

# %% tags=["bottom-line"]
broken = checked[checked["verdict"] == "impossible"]
exact = {"day": "to the day", "month": "to the month or season", "year": "to the year"}
exact |= {"roughly": "only roughly"}
parts = [f"{n[level]} {words}" for level, words in exact.items() if 0 < n[level] < n["n"]]
alone = "all " + "".join(words for level, words in exact.items() if n[level] == n["n"])
tested = prose.of(o["impossible"], o["tested"], "orders in time that can be tested")
verdict = f"{tested} cannot be true." if o["impossible"] else "no order in time is impossible."
read_so = prose.of(int((broken["premise"] != "").sum()), len(broken), "impossible orders")
findings.finding(
    f"{prose.count(n['n'], 'event')} can be dated, {prose.listing(parts) or alone}; "
    + (verdict if o["tested"] else "no order in time can be tested."),
    (f"{read_so} hang on how a sentence is read; " if (broken["premise"] != "").any() else "")
    + f"{prose.of(n['unprinted'], n['n'], 'dates')} are not printed but found by a rule."
    if n["unprinted"]
    else "All of these dates are printed; that they are right is not said.",
    estimate=orders.standing(checked),
    unit="share of the orders in time that can be tested",
    denominator=o["tested"],
    values={"events": dict(n), "orders": dict(o)},
)

# %% [markdown]
# ## What was read
#
# A row is an event that a document dates, or a date that should stand before or after another. Words
# for a time that name no date are listed below.

# %%
findings.say(
    f"{prose.count(len(events), 'event')} of {prose.count(events['doc'].nunique(), 'document')} were "
    f"read; {prose.count(len(events) - len(measured), 'event')} are outside the chosen years or less "
    f"exact. {prose.sentence(prose.count(len(checked), 'order'))} in time were read beside them, "
    "within a document or between two."
)

# %%
vague = numbers[(numbers["kind"] == "date") & (numbers["value"] == "")]
tables.show(
    vague,
    "left-out",
    "Times that name no date, and stand in no time line",
    {"printed": "Printed", "measures": "What it is about", "doc": "Document", "line_start": "Line"},
)

# %% [markdown]
# ## How exactly is it dated?
#
# A date stands for all of its days. What has no more than a limit, or a window of more than two of its
# units, counts as dated only roughly.

# %%
told = chronology.told(measured, records.load("segments", corpus), documents)
known = told[told["deadline"] < float("inf")].groupby("doc")["deadline"].first()
drawn = chronology.bars(measured, list(documents["doc"]), first, last)
charts.show(
    charts.draw_timeline(drawn, dict(known.map(chronology.year_of)), (first, last)),
    drawn,
    name="timeline",
    title=f"{prose.of(n['day'] + n['month'], n['n'], 'events')} are dated to the month or better",
    caption=f"When it happened, by document, in the order of their dates. n = {n['n']} events; years "
    f"from {first} to {last}. Source: {prose.listing(list(dict.fromkeys(drawn['doc'])))}.",
    alt="; ".join(f"{bar.doc}, {bar.label}: {bar.when}" for bar in drawn.itertuples()),
)

# %%
counts = chronology.by_document(measured)
counts = counts.assign(dated=counts["exactness"].map(exact))
charts.show(
    charts.draw_counts(counts, "dated", "doc", "number of events"),
    counts,
    name="exactness",
    title=f"{prose.of(n['roughly'], n['n'], 'events') if n['roughly'] else 'None'} are dated only roughly",
    caption=f"Events by how exactly they are dated. n = {n['n']} events. "
    f"Source: {prose.listing(sorted(set(counts['doc'])))}.",
    alt="; ".join(f"{row.dated}, {row.doc}: {row.n}" for row in counts.itertuples()),
)

# %%
listed = measured.assign(says=measured["when"] + ": " + measured["label"])
listed = listed.sort_values(["low", "high", "event"])
evidence.unfold(
    {doc: listed[listed["doc"] == doc] for doc in documents["doc"] if doc in set(listed["doc"])},
    "events",
    "All events on the time line, by document",
    corpus,
    "says",
    "event",
)

# %% [markdown]
# ## Which dates are not printed?
#
# A document may say "this summer" or "two years ago". Each such date was found by a rule that has a
# name, so that it can be disputed.

# %%
used = chronology.rules(measured)
tables.show(
    used,
    "rules",
    "The rules by which dates were found, most used first",
    {"rule_name": "Rule", "n": "Dates", "n_documents": "Documents", "label": "For example"}
    | {"because": "How it was used there"},
)

# %%
findings.say(
    f"{prose.of(n['unprinted'], n['n'], 'dates')} rest on {prose.count(len(used), 'rule')}"
    + (f"; the most used: {used['rule_name'][0]} ({used['n'][0]})." if len(used) else ".")
)

# %% [markdown]
# ## Is the order possible?
#
# An order is impossible only if no days within the printed dates satisfy it, and certain if all do.
# Nor can a document report what happened after it; plans are left out of that.

# %%
doubtful = checked[checked["verdict"].isin(["impossible", "possible"])]
tables.show(
    doubtful.sort_values(["verdict", "relation"]),
    "orders",
    "Orders that are impossible or only possible",
    {"verdict": "Verdict", "numbers": "Should hold", "docs": "Documents"}
    | {"note": "What the places say"},
)

# %%
sure = checked[checked["verdict"] == "certain"]
tables.show(
    sure, "certain", "Orders that are certain", {"numbers": "Holds", "says": "What the places say"}
)

# %%
granted = broken["premise"].str.removeprefix("Only if ").str.rstrip(".")
granted = [
    f"{stated} has to hold only if {why}. "
    for stated, why in zip(broken["numbers"], granted, strict=True)
    if why
]
findings.say(
    f"{prose.of(o['certain'], o['tested'], 'orders')} are certain, {o['possible'] or 'none'} only "
    f"possible and {o['impossible'] or 'none'} impossible. " + "".join(granted)
    if o["tested"]
    else "No order has the dates that would test it."
)

# %%
tables.show(
    checked[checked["verdict"] == "not tested"],
    "untested",
    "Orders that cannot be tested, and why",
    {"reason": "Why", "docs": "Documents", "note": "What the places say"},
)

# %%
n_told = told["told"].value_counts()
late, early, maybe = (int(n_told.get(v, 0)) for v in ("impossible", "certain", "possible"))
findings.say(
    f"{prose.count(late + early + maybe, 'event')} could have failed this test: {late or 'none'} can "
    f"have happened only after the telling, {early or 'none'} had happened by then for certain, "
    f"{maybe or 'none'} perhaps. Not tested: {n_told.get('no day of telling known', 0)} where no day "
    f"of telling is printed, {n_told.get('taken as past', 0)} taken as past only because they are "
    f"told so, and {n_told.get('announced', 0)} that are only announced."
)

# %%
pairs = orders.pairs(measured)
n_ordered, n_pairs = int(pairs.loc[pairs["ordered"], "n"].sum()), int(pairs["n"].sum())
findings.say(
    f"Of all pairs of events, {prose.of(n_ordered, n_pairs)} can be put in order by their dates "
    "alone. In the others the two dates share at least one day."
    if n_pairs
    else "One event alone has no order."
)

# %% [markdown]
# ## How far did the sector grow?
#
# Two counts are growth only if one source counts one group in one way at two dates. If not, their
# distance is a bound that holds under a condition, and no growth.

# %%
names = records.names("actors", corpus)
grown = growth.measure(numbers, relations, documents)
source = {side: grown[f"{side}_by"].map(names).fillna("not said") for side in ("earlier", "later")}
tables.show(
    grown.assign(one=source["earlier"], other=source["later"], why=grown["why"].replace("", "–")),
    "growth",
    "Groups that are counted at two dates",
    {"population": "Group", "earlier_printed": "Count", "earlier_date": "As of", "one": "Source"}
    | {"later_printed": "Later count", "later_date": "Its date", "other": "Its source"}
    | {"bound": "If both counted the same", "why": "Why this is no growth"},
)

# %%
bare = grown[~grown["readable"]]
widest = grown.sort_values("later_date").tail(1).to_dict("records")
findings.say(
    f"{prose.sentence(prose.count(len(grown), 'group'))} counted at two dates: "
    f"{len(grown) - len(bare) or 'none'} can be read as growth. "
    + "".join(
        f"For {w['population']}, {w['earlier_printed']} ({w['earlier_date']}) and "
        f"{w['later_printed']} ({w['later_date']}) would mean {w['bound']}"
        + (f" if both counted the same, but {w['why']}." if w["why"] else ".")
        for w in widest
    )
    if len(grown)
    else "No group is counted at two dates, so nothing can be said of growth."
)

# %% [markdown]
# ## Evidence
#
# The dates in the orders that cannot be true, or, where there are none, in those that are certain.
# Against it stands one event of each document whose date is rough or not printed: it proves no order.

# %%
behind = broken if len(broken) else checked[checked["verdict"] == "certain"]
members = dict.fromkeys("; ".join(behind["members"]).split("; "))
cited = numbers[numbers["quantity"].isin(members)].rename(columns={"quantity": "record"})
loose = measured[(measured["exactness"] == "roughly") | (measured["dating"] != "stated")]
rough = loose.sort_values("exactness", key=lambda e: e != "roughly", kind="stable")
rough = rough.drop_duplicates("doc").sort_values("event")
rough = rough.rename(columns={"event": "record"})
cited = cited.assign(says=cited["printed"] + ": " + cited["measures"], against=False)
rough = rough.assign(says=rough["when"] + ": " + rough["label"], against=True)
evidence.listed(
    pd.concat([cited, rough]),
    "evidence",
    "Behind the answer; against it, what is too vague or too inferred to prove an order",
    corpus,
    "says",
    "record",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the dates are so rough that hardly any order could fail. So each
# order is also tried the other way round. Nor need a document be wrong: a loose sentence, read as if
# it were exact, looks the same.

# %%
margin, line = 0.03, 0
unvaried = {"document": "no order is left", "author": "nobody is known to say any of the dates"}
turned = checked[checked["verdict"].ne("not tested") & checked["turned"].notna()]
fails = prose.of(int((turned["turned"] == "impossible").sum()), len(turned), "orders")
findings.say(
    (f"Told the other way round, {fails} would be impossible. " if len(turned) else "")
    + "The finding weakens where a variant "
    f"moves the share of impossible orders by more than {100 * margin:.0f} percentage points, and "
    "reverses where none is left, or where there was none and one appears."
)

# %%
across, parts = checked["docs"].str.contains("; "), checked["members"].str.split("; ")
is_tested, is_torn = checked["verdict"] != "not tested", checked["verdict"] == "impossible"
kept = {"definition": {"dates found by a rule are left out": checked[~checked["resolved"]]}}
words = {"any": "dates of any precision count", "year": "only dates to the year or better count"}
words |= {"month": "only dates to the month or better count", "day": "only dates to the day count"}
for choice in words.keys() - {precision}:
    wider = chronology.choose(every_order, first, last, choice)
    kept["definition"][words[choice]] = wider
kept["definition"]["only orders within one document count"] = checked[~across]
kept["definition"]["only orders between documents count"] = checked[across]
kept["reading"] = {
    "what hangs on how a sentence is read is left out": checked[checked["premise"] == ""]
}
docs_ = sorted(set("; ".join(checked["docs"]).split("; ")) - {""})
kept["document"] = {f"without {doc}": consistency.without(checked, doc) for doc in docs_}

# %%
spoken = hearing.said_in(numbers, *(records.load(t, corpus) for t in ("statements", "segments")))
spoken = spoken[spoken["quantity"].isin(parts.explode()) & (spoken["author"] != "")]
kept["author"] = {
    f"without {names.get(who, who)}": checked[parts.map(set(own["quantity"]).isdisjoint)]
    for who, own in spoken.groupby("author")
}
variants = {
    kind: {
        f"{name} (n = {orders.audit(rows).loc[0, 'tested']})": orders.standing(rows)
        for name, rows in sorted(of_kind.items())
    }
    for kind, of_kind in kept.items()
}
dates, torn = (set(parts[tests].explode()) for tests in (is_tested, is_torn))
each = {f"dates are counted, not orders (n = {len(dates)})": len(torn) / max(len(dates), 1)}
variants["grain"] = each
varied = findings.vary(orders.standing(checked), variants, margin, line)
findings.robustness(varied, "share of the orders that can be tested", unvaried)

# %%
gone = list(varied.loc[varied["verdict"] == "reverses", "variant"])
findings.say(
    f"The finding {findings.tally(varied)}."
    + (f" It reverses in {'these cases' if gone[1:] else 'this case'}: " if gone else "")
    + (f"{'; '.join(gone)}." if gone else "")
)

# %% tags=["checks"]
same = relations[relations["relation"].isin(checked["relation"])]
audited = consistency.check(same, numbers)
refuted = set(audited.loc[audited["verdict"] == "inconsistent", "relation"])
assert refuted <= set(broken["relation"]), "an order that the numbers refute is called possible"
assert (measured["low"] <= measured["high"]).all(), "an event ends before it begins"
unnamed = measured[(measured["dating"] != "stated") & (measured["rule_name"] == "")]
assert unnamed.empty, "a date that is not printed has no rule that gives it"
assert pairs["n"].sum() == n["n"] * (n["n"] - 1) / 2, "a pair of events was lost or counted twice"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "first": first, "last": last, "precision": precision}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
