# %% [markdown]
# # Which people and organisations tie the documents together?
#
# Whoever reads several documents on China's NGOs wants to know whether they come from one circle or
# from many. If one organisation and its people stand behind most of them, they are no independent
# witnesses of each other. If nobody is indispensable, what two of them say alike counts for more.

# %% tags=["parameters"]
from typing import Annotated, Literal
from pydantic import Field

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
edge: Literal["stated_tie", "co_mention"] = "stated_tie"  # what puts somebody into a document
min_weight: Annotated[int, Field(ge=1, le=20)] = 1  # ties, or passages, needed in a document
as_of: Annotated[int, Field(ge=1900, le=2100)] | None = None  # only what held in this year

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.people import bonds, names, network, rivals, tenure

parameters.check(globals())
documents = pd.DataFrame(map(vars, sources.catalogue(corpus).values())).sort_values("date")
ties, actors, segments = (records.load(t, corpus) for t in ("ties", "actors", "segments"))
named = network.written(records.load("mentions", corpus), segments)
dated = tenure.hold(ties if edge == "stated_tie" else named, documents, as_of)
links = network.links(dated[dated["held"].eq(True)], network.counted(actors), min_weight)
known, counted, docs = records.names("actors", corpus), network.counted(actors), [*documents["doc"]]
staff = network.houses(ties, counted)

# %% tags=["bottom-line"]
table, same = network.removed(links, docs, staff), rivals.one_source(ties, documents)
n = network.audit(table, links, docs, staff)
instead = tenure.hold(named if edge == "stated_tie" else ties, documents, as_of)
instead = network.links(instead[instead["held"].eq(True)], counted)
instead = network.fallen(instead, docs, {n["first"], *staff.get(n["first"], ())})
findings.finding(
    bonds.spelled(n, known, edge, min_weight, as_of),
    bonds.caveat(same, known, edge, instead if n["leaders"] else None),
    estimate=len(n["off_house"]),
    unit="documents that lose every tie to the rest",
    denominator=n["n_docs"],
    values={
        key: n[key] for key in ("n", "n_shared", "n_joined", "leaders", "n_first", "off_house")
    },
)

# %% [markdown]
# ## What was read
#
# A stated tie is a printed relation of two named things: a post, a membership, a gift, a visit, a book,
# praise, a quotation. A person or an organisation stands in a document that prints such a tie of it, by
# whatever name and in whichever language.

# %%
state = dated["held"].map({True: "yes", False: "no"}).fillna("not said")
unit = "stated tie" if edge == "stated_tie" else "passage with a name"
units = "stated ties" if edge == "stated_tie" else "passages with a name"
bare = (ties["since"] == "") & (ties["until"] == "")
findings.say(
    f"{prose.count(len(dated), unit, units)} were read in {prose.count(len(docs), 'document')}, about "
    f"{prose.count(len(actors), 'named thing')}, {len(counted)} of them people or organisations; "
    f"{n['n']} of these stand in the answer. Of {prose.count(len(ties), 'stated tie')}, {bare.sum()} "
    "have no printed date and are known for the time of their document at the most."
    + (
        f" In {as_of}, {(state == 'yes').sum()} of {len(state)} {units} held as far as is printed, "
        f"{(state == 'no').sum()} did not, and of {(state == 'not said').sum()} nothing says so: these "
        "are left out here and counted."
        if as_of
        else ""
    )
)

# %%
tables.show(
    bonds.left_out(actors),
    "left-out",
    "Named things that cannot tie documents together here",
    {"what": "What", "n": "Number", "why": "Why they are left out"},
)

# %% [markdown]
# ## Who stands in several documents?
#
# Two documents hang together where somebody stands in both, or where a chain of such people and
# organisations leads from one to the other. Those in one document alone tie nothing.

# %%
shared = table[table["n_docs"] > 1]
house = {n["first"], *staff.get(n["first"], ())}
drawn = links[links["actor"].isin(shared["actor"])]
drawn = drawn.assign(
    left=drawn["actor"].map(known), right=drawn["doc"], marked=drawn["actor"].isin(house)
)
left = [known[actor] for actor in shared["actor"]]
meaning = {True: f"of {known.get(n['first'], 'nobody')} or its people", False: "of others"}
charts.show(
    charts.draw_two_mode(drawn, left, bonds.facing(drawn, left), meaning),
    drawn[["left", "right", "n", "marked"]],
    name="documents",
    title=f"{len(shared)} of {n['n']} people and organisations stand in several documents"
    + (f"; without the solid lines {bonds.apart(n['off_house'])}" if n["off_house"] else ""),
    caption="People and organisations in more than one document, by documents; the thicker the line, "
    f"the more {units}. n = {prose.count(len(drawn), 'link')}. "
    f"Source: {prose.listing(docs)}.",
    alt="; ".join(f"{d.left} in {d.right}: {d.n}" for d in drawn.itertuples())
    or "Nobody is shared.",
)

# %%
types = actors.set_index("actor")["type"].replace(bonds.TYPES)
listed = shared.assign(
    name=shared["actor"].map(known),
    type=shared["actor"].map(types),
    where=[prose.listing(list(links[links["actor"] == a]["doc"])) for a in shared["actor"]],
    alone=[prose.listing(off) or "none" for off in shared["off"]],
    house=[prose.listing(off) or "none" for off in shared["off_house"]],
)
tables.show(
    listed,
    "shared",
    f"Everybody in more than one document, with {units}, and which documents would stand apart",
    {"name": "Name", "type": "What it is", "where": "Documents", "n": prose.sentence(units)}
    | {"alone": "Apart without it", "house": "Apart without it and its people"},
)

# %% [markdown]
# ## Without whom do documents or people lose touch?
#
# Somebody who stands in many documents may still be dispensable, if others stand there too. So each is
# taken out alone, then two at a time; and among people and organisations, each in turn.

# %%
two = network.pairs(links, docs, table)
findings.say(bonds.parting(table, two, network.groups(links, docs), known))

# %%
pairs = bonds.between(links, docs)
tables.show(
    pairs.assign(who=[prose.listing([known[a] for a in who]) for who in pairs["who"]]),
    "between",
    f"Who ties which two documents: {len(pairs)} of {pairs.attrs['n']} pairs have anybody in common",
    {"one": "Document", "other": "And", "who": "In both"},
)

# %%
among = tenure.hold(ties, documents, as_of)
degrees = network.degrees(among[among["held"].eq(True)], counted)
top = degrees.head(10)
tables.show(
    top.assign(name=top["actor"].map(known), type=top["actor"].map(types)),
    "connected",
    f"Stated ties make {prose.count(degrees.attrs['n_circles'], 'circle')} of people and organisations, the "
    f"largest of {degrees.attrs['n_largest']}; the {len(top)} without whom most others lose touch with it",
    {"name": "Name", "type": "What it is", "n_ties": "Stated ties", "n_partners": "Partners"}
    | {"n_lost": "Lose touch without it"},
)

# %% [markdown]
# ## Who has which post, and since when?
#
# A post that a document tells of without a date is known for the moment of that document alone. It is
# shown as such, and an open end stays open.

# %%
posts = tenure.posts(among[among["held"].eq(True)], actors, documents)
posts = posts.assign(
    left=posts["person"], right=posts["body"], n=1, marked=posts["target"].isin(house)
)
seats = posts[posts["target"].isin(counted["actor"])].drop_duplicates(["left", "right"])
people = list(dict.fromkeys(seats["left"]))
crowded = seats.groupby("body")["person"].nunique()
crowded = crowded[crowded > 1]
charts.show(
    charts.draw_two_mode(seats, people, bonds.facing(seats, people), meaning),
    seats[["left", "right", "when", "doc"]],
    name="posts",
    title=f"{prose.sentence(prose.count(len(crowded), 'organisation'))} "
    f"{'has' if len(crowded) == 1 else 'have'} several people in the documents"
    + (f": {prose.listing(list(crowded.index))}" if len(crowded) else ""),
    caption="People and the organisations in which a document gives them a post. n = "
    f"{prose.count(len(seats), 'post')}. Source: stated ties of {prose.listing(docs)}.",
    alt="; ".join(f"{s.left}: {s.right}" for s in seats.itertuples()) or "No post is told of.",
)

# %%
fixed = posts["since"].ne("") | posts["until"].ne("")
tables.show(
    posts.assign(line=posts["line_start"]),
    "posts",
    f"Posts as printed: {fixed.sum()} of {len(posts)} with a printed date, the others known for the moment "
    "of their document",
    {"person": "Person", "post": "Post as printed", "body": "Where", "when": "When"}
    | {"doc": "Document", "line": "Line"},
)

# %% [markdown]
# ## Who is meant by a name?
#
# An organisation may have a long name, a short one and one in another language; a person may be
# introduced under a slip of the pen. Unless these are joined, documents look less connected than they are.

# %%
aliases, relations = records.load("aliases", corpus), records.load("relations", corpus)
spelled = names.spellings(aliases, named, segments, documents)
called = names.known_as(spelled, counted)
foreign = (called["Chinese"] != "") | (called["Japanese"] != "")
many = called[(called["n_names"] > 1) | foreign]
tied = network.links(ties, counted).groupby("actor")["doc"].agg(set)
where = [{*m.docs, *tied.get(m.actor, ())} for m in many.itertuples()]
tables.show(
    many.assign(docs=[prose.listing(sorted(w, key=docs.index)) for w in where]).replace("", None),
    "names",
    "People and organisations with several spellings, or with one that is not English; in brackets and at "
    "the right what is printed on the time of a name",
    {"name": "Who", "English": "English", "Chinese": "Chinese", "Japanese": "Japanese"}
    | {"since": "Name since", "until": "Name until", "docs": "Documents"},
)

# %%
double, open_ = names.double(aliases, counted), names.unsettled(relations, counted)
tables.show(
    open_.assign(elsewhere=open_["elsewhere"].replace("", None)),
    "open",
    "Names about which the reading found a question that the passage does not settle",
    {"names": "Who", "where": "Document", "question": "Lines, and what they leave open"}
    | {"elsewhere": "Where documents agree"},
)

# %%
short = [
    f"“{d.alias}” is {known[d.actor]}, not {prose.listing([known[other] for other in d.others], 'or')}"
    for d in double.itertuples()
]
aged = (spelled["since"] != "") | (spelled["until"] != "")
apart, unnamed = open_["elsewhere"].eq(""), called[called["n_names"] == 0]["name"]
findings.say(
    f"{prose.of(int((called['n_names'] > 1).sum()), len(called), 'people and organisations')} have several "
    f"spellings, {(called['n_languages'] > 1).sum()} of them in more than one language. A document says "
    f"since or until when of {prose.count(int(aged.sum()), 'spelling')}. "
    f"{prose.sentence(prose.count(len(open_), 'question'))} on who is who stood out, "
    f"{prose.count(int(apart.sum()), '', '').strip()} of them without any agreement between documents. "
    + (f"A short name that could be read as somebody else's: {'; '.join(short)}. " if short else "")
    + (
        f"Meant, but not named in a text: {prose.listing(list(unnamed))}."
        if len(unnamed) < 9
        else ""
    )
)

# %% [markdown]
# ## Evidence
#
# One stated tie, or one passage, of each person and organisation in several documents. Whatever stands
# apart from the first of them and its people speaks against: it ties documents without them.

# %%
behind = [n["first"], *sorted(staff.get(n["first"], ()))] if n["leaders"] else []
others = [actor for actor in shared["actor"] if actor not in house]
shown = bonds.evidence(
    dated[dated["held"].eq(True)],
    segments,
    actors,
    [*behind, *others] or list(table["actor"].head(5)),
)
evidence.listed(
    shown.assign(against=shown["actor"].isin(others)),
    "evidence",
    "Behind the answer, and what holds documents together without it",
    corpus,
    "says",
    "record",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: documents are tied because one publisher printed several of them, or
# one author wrote in several. So every choice is changed, and ties are dealt at random as a placebo.

# %%
base, margin = len(n["off_house"]), 0.5
lost = f"{'no document' if base else 'a document'} then loses every tie to the rest"
findings.say(
    f"Counted are the documents that lose every tie to the rest without {known.get(n['first'], 'anybody')} "
    f"and its people: {base}, as it stands. The finding weakens where a variant changes that number, and reverses "
    f"where {lost}, or where others stand in as many documents."
)

# %%
now, named_now = (
    frame[frame["held"].eq(True)] for frame in (among, tenure.hold(named, documents, as_of))
)
rows = dated[dated["held"].eq(True)]
world = {"counted": counted, "docs": docs, "staff": staff, "leaders": n["leaders"]}
choice = world | {"least": min_weight}
grain = rivals.by_grain(now, named_now, aliases, edge, min_weight)
grain = {name: rivals.answer(kept, **world, least=least) for name, (kept, least) in grain.items()}
single = rivals.without_each(rows, "doc", {doc: f"without {doc}" for doc in docs}, **choice)
ten = list(dict.fromkeys([*shared["actor"], *degrees["actor"]]))[:12]
author = rivals.without_actors(rows, {who: f"without {known[who]}" for who in ten}, **choice)
for who, own in same.items():
    left = {"docs": [doc for doc in docs if doc not in own]}
    name = f"without all documents by {known.get(who, who)}"
    author[name] = rivals.answer(rows[~rows["doc"].isin(list(own))], **choice | left)

# %%
meant = {
    name: rivals.answer(rows, **choice | {"counted": kept})
    for name, kept in rivals.counted_otherwise(actors).items()
}
for who, own in same.items():
    one = rows.assign(doc=rows["doc"].replace(own))
    left = {"docs": [doc for doc in docs if own.get(doc, doc) == doc]}
    meant[f"documents by {known.get(who, who)} are one source"] = rivals.answer(
        one, **choice | left
    )
if edge == "stated_tie":
    found = {name: rivals.answer(kept, **choice) for name, kept in rivals.of_kinds(rows).items()}
    meant |= rivals.unmoved_as_one(found, base)
for year in sorted({date[:4] for date in documents["date"]}) if as_of is None else ():
    kept = tenure.hold(ties if edge == "stated_tie" else named, documents, int(year))
    meant[f"only what held in {year} counts"] = rivals.answer(kept[kept["held"].eq(True)], **choice)

# %%
few = network.houses(ties[ties["kind"].isin(["heads", "works_for"])], counted)
meant["members and founders are not of an organisation"] = rivals.answer(
    rows, **choice | {"staff": few}
)
meant["each spelling is a name of its own"] = rivals.unjoined(named_now, known, **world)

# %%
draws = 200
drawn_at_random = list(network.dealt(links, draws))
lost_by_chance = [network.lead(dealt, docs, staff, n["leaders"])[0] for dealt in drawn_at_random]
in_several = [int((dealt.groupby("actor")["doc"].nunique() > 1).sum()) for dealt in drawn_at_random]
chance = {f"ties are dealt at random (mean of {draws})": sum(lost_by_chance) / draws}
varied = findings.vary(
    base,
    {"grain": grain, "document": single, "author": author, "definition": meant, "placebo": chance},
    margin,
    0.5,
)
unvaried = {"reading": "ties and names were read once", "author": "nobody is tied then"}
findings.robustness(varied, "documents that lose every tie to the rest", unvaried)

# %%
fewest, many_ = min(in_several), max(in_several)
findings.say(
    f"If each kept as many {units} as now, but dealt at random, {sum(in_several) / draws:.0f} people and "
    f"organisations would stand in several documents ({fewest} to {many_} in {draws} draws); as printed "
    f"it is {n['n_shared']}. "
    + (
        "Each document keeps mostly to people of its own, and those who stand in several are few."
        if n["n_shared"] < fewest
        else "That is no fewer than chance could give."
    )
)

# %%
turned = varied[(varied["verdict"] == "reverses") & (varied["kind"] != "placebo")]["variant"]
kinds = varied["variant"].str.startswith("ties that say").sum()
findings.say(
    f"The finding {findings.tally(varied)}"
    + (f"; {kinds} of all only leave out one kind of tie" if kinds else "")
    + (f". It reverses under these: {'; '.join(turned)}." if len(turned) else ".")
)

# %% tags=["checks"]
assert set(links["doc"]) <= set(docs), "a tie stands in a document that the catalogue does not know"
assert not network.fallen(links, docs, []), "documents fall off although nobody is taken out"
assert n["n_joined"] <= len(docs), "more documents hang together than there are"
assert not (staff.keys() & {p for people in staff.values() for p in people}), (
    "somebody is a person and an organisation"
)
both = ties[(ties["since"] != "") & (ties["until"] != "")]
assert (both["since"] <= both["until"]).all(), "a tie ended before it began"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "edge": edge, "min_weight": min_weight, "as_of": as_of}
findings.provenance(chosen, corpus, ["matplotlib", "networkx", "numpy", "pandas", "pandera"])
