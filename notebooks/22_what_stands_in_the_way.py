# %% [markdown]
# # Which obstacles are named again from one document to the next, by whom and for whom?
#
# An obstacle that different people name, years apart, is a better reason for a grant or a new rule
# than one that a single voice repeats. Foundation staff and officials need to tell the two apart. To
# be named again is not to persist, and what is no longer named need not be solved.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
mapping: Literal["both", "reading-1", "reading-2", "automatic"] = "both"  # who finds two alike
concerns: Literal["everybody", "NGOs going abroad", "other NGOs"] = "everybody"  # who faces it

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers import vocabularies
from helpers.asks import taxonomy
from helpers.holdings import affiliation
from helpers.needs import matching, obstacles, swot

parameters.check(globals())
statements, matches = (records.load(name, corpus) for name in ("statements", "matches"))
everything, own = obstacles.named(statements), obstacles.named(statements, concerns)
alike = {w: matching.linked(w, matches, *[everything] * 2, "repeats") for w in matching.WAYS}
crossing = {way: matching.across(links, statements) for way, links in alike.items()}
told, links = obstacles.again(own, crossing[mapping]), matching.touching(crossing[mapping], own)
counts = {w: obstacles.counted(obstacles.again(own, links_)) for w, links_ in crossing.items()}
n, sums, names = len(own), counts[mapping], records.names("actors", corpus)

# %% tags=["bottom-line"]
faced = "" if concerns == "everybody" else f" of {concerns}"
apart = links[links["left_author"] != links["right_author"]]
alone, (hub, n_hub) = sums["n_again"] - sums["n_others"], matching.hub(links)
through = f"; {names[hub]} is one side of {n_hub} of {len(links)} links" if len(links) else ""
room = sorted({counts[way]["n_again"] for way in ("both", "either")})
findings.finding(
    f"{prose.of(sums['n_again'], n, f'obstacles{faced}')} are named in more than one document, "
    f"{sums['n_same'] or 'none'} of them in the same sense; {alone or 'none'} only by their own author "
    f"again, {sums['n_others'] or 'none'} by somebody else{through}."
    if n
    else f"No obstacle{faced} is named.",
    "Named again does not mean that it persists, nor not named that it is solved; the two readings "
    f"allow {' to '.join(map(str, room))} of {n}, a plain rule {counts['automatic']['n_again']}.",
    estimate=sums["share"],
    unit="share of obstacles",
    denominator=n,
    bounds=[counts[w]["share"] for w in ("both", "either")] if mapping != "automatic" else None,
)

# %% [markdown]
# ## What was read
#
# A row is an obstacle: a statement that something hinders, or that something needed is missing. Which
# two are alike was judged by two machine-assisted readings; a plain rule stands beside them.

# %%
catalogue = sources.catalogue(corpus)
docs = sorted(catalogue, key=lambda doc: (catalogue[doc].date, doc))
unsure = {doc: catalogue[doc].date_precision == "not_before" for doc in docs}
read = pd.DataFrame({"doc": docs, "date": [catalogue[doc].date for doc in docs]}).assign(
    date=lambda f: [f"not before {d}" if unsure[doc] else d for doc, d in f.values],
    n=[int((own["doc"] == doc).sum()) for doc in docs],
    n_authors=[own.loc[own["doc"] == doc, "author"].nunique() for doc in docs],
    genre=[catalogue[doc].genre for doc in docs],
)
tables.show(
    read,
    "documents",
    f"The documents in the order of their dates, and the obstacles{faced} that they name",
    {"doc": "Document", "date": "Date", "n": "Obstacles", "n_authors": "Authors"}
    | {"genre": "What it is"},
)

# %%
left_out = records.load("exclusions", corpus)
left_out = left_out[left_out["doc"].isin(docs)].query("kind == 'sentence'")
beyond = len(everything) - n
findings.say(
    f"{prose.count(n, 'obstacle')} of {prose.count(own['author'].nunique(), 'author')} "
    f"{'is' if n == 1 else 'are'} counted"
    + (f"; {beyond} that others face are left out. " if beyond else ". ")
    + f"Of all that was read, {prose.count(len(left_out), 'sentence')} "
    f"{'is' if len(left_out) == 1 else 'are'} no statement of any kind, each with its reason below."
)

# %%
evidence.unfold(
    dict(list(left_out.groupby("doc"))),
    "left-out",
    "Sentences left out",
    corpus,
    "why",
    "exclusion",
)

# %% [markdown]
# ## Is the list of strengths and weaknesses in form?
#
# In such a list, called SWOT, strengths and weaknesses lie inside an organisation, opportunities and
# challenges outside; the first and third help, the others hinder. Each entry is checked for that.

# %%
entries, themes = swot.entries(statements), records.names("themes", corpus)
said, place = {True: "yes", False: "no"}, {True: "inside", False: "outside", None: "either"}
tables.show(
    entries.assign(
        theme=entries["theme"].map(themes),
        lies=[place[swot.is_inside(theme)] for theme in entries["theme"]],
        sided=entries["side_fits"].map(said),
        placed=entries["place_fits"].map(said).fillna("cannot be told"),
        right=entries["kind_fits"].map(said),
        where=[evidence.place(entry) for _, entry in entries.iterrows()],
    ),
    "strengths",
    "Strengths, weaknesses, opportunities and challenges, checked for form",
    {"role": "Listed as", "what": "Entry", "sided": "Right side?", "theme": "Theme"}
    | {"lies": "By theme", "placed": "Fits?", "right": "Right kind?", "where": "Where"},
)

# %%
[form], slips = swot.audit(entries).to_dict("records"), swot.misplaced(statements)
boxes = {"strength": "strengths", "weakness": "weaknesses"}
boxes |= {"opportunity": "opportunities", "challenge": "challenges"}
listed = [prose.count(int(form[box]), box, many) for box, many in boxes.items()]
double = [f"“{themes[parent]}”" for parent in form["both"]]
findings.say(
    f"The list has {prose.listing(listed)}. Of {form['n']} entries {form['n_wrong_side'] or 'none'} is "
    f"called by the wrong side, {form['n_wrong_place'] or 'none'} has a theme of the wrong place and "
    f"{form['n_wrong_kind'] or 'none'} is of the wrong kind; {form['n_unsure'] or 'none'} could lie on "
    "either side, being on money or relations. "
    + (f"Opportunities and challenges both lie in {prose.listing(double)}. " if double else "")
    + "".join(
        f"Line {slip.line_start} speaks of “{slip.word}” where only what lies {slip.where} is listed. "
        for slip in slips.itertuples()
    )
    if len(entries)
    else "No document sorts what helps and hinders into strengths, weaknesses and the like."
)

# %% [markdown]
# ## Which obstacle is named in which document?
#
# What a reading calls the same is one obstacle. An empty cell: the document speaks of the obstacle's
# theme, which is wider, and does not name it. A hatched cell: it does not speak of the theme either.

# %%
import textwrap

one = obstacles.distinct(everything, alike[mapping])
dealt = obstacles.dealt_with(statements, records.load("codings", corpus), mapping)
mapped = obstacles.cells(one, alike[mapping], dealt, docs)
mapped = mapped[mapped["obstacle"].isin(one[one["statement"].isin(own["statement"])]["obstacle"])]
followed, most_rows = obstacles.followed(mapped, docs), 24
rows = list(dict.fromkeys(followed["name"]))
short = {row: textwrap.shorten(row, 64, placeholder=" …") for row in rows[:most_rows]}
labels = {row: textwrap.fill(text, 34) for row, text in short.items()}
marks = {"named": "explained", "named differently": "named", "not discussed": "silent"}
drawn = followed.assign(label=followed["name"].map(labels), column=followed["doc"])
drawn = drawn.assign(mark=drawn["cell"].map(marks)).dropna(subset=["mark", "label"])
meaning = {"explained": "named", "named": "in other terms", "silent": "subject not discussed"}

# %%
same = [list(part["cell"]).count("named") > 1 for _, part in followed.groupby("obstacle")]
more = f" {len(rows) - most_rows} more are in the table." if len(rows) > most_rows else ""
charts.show(
    charts.draw_marks(drawn, list(labels.values()), docs, meaning),
    followed[["name", "doc", "cell"]],
    name="obstacles",
    title=f"{prose.sentence(prose.count(len(rows), 'obstacle'))} of {mapped['obstacle'].nunique()} "
    f"can be followed to a later document, {sum(same) or 'none'} in the same sense",
    caption="Obstacles that more than one document names, each from the document that names it first; "
    "those called the same are one, and what a later one says in other terms joins its row, so the rows "
    f"are fewer than the {sums['n_again']} of the answer. No mark: the document speaks of the subject "
    f"and does not name the obstacle.{more} n = {len(rows)} obstacles. Source: {prose.listing(docs)}, in the order of dates.",
    alt="; ".join(f"{c.name}, {c.doc}: {c.cell}" for c in followed.itertuples() if c.lines)
    or "No obstacle is named in two documents.",
)

# %%
places = {"named": "line{s} {n}", "named differently": "in other terms, line{s} {n}"}
shown = followed.assign(
    at=[
        places.get(c.cell, "subject only" if c.cell != "not discussed" else "–").format(
            s="s" * (len(c.lines) > 1), n=prose.listing(map(str, c.lines))
        )
        for c in followed.itertuples()
    ]
)
wide = shown.groupby(["name", "doc"], sort=False)["at"].first().unstack().reindex(columns=docs)
tables.show(
    wide.reindex(rows).reset_index(),
    "map",
    "Where each of these obstacles is named; a dash where the subject is not discussed",
    {"name": "Obstacle"} | {doc: doc for doc in docs},
)

# %%
away = mapped[mapped["lines"].map(len) == 0]
asks = taxonomy.requests(statements, ["own", "implied", "reported"], [])
asked = set(zip(asks["doc"], asks["theme"], strict=True))
quiet = away[away["cell"] == obstacles.CELLS[2]]
hoped = sum(pair in asked for pair in zip(quiet["doc"], quiet["theme"], strict=True))
findings.say(
    f"Of {prose.count(len(mapped), 'cell')} {len(away)} name nothing. In "
    f"{prose.of(len(quiet), max(len(away), 1))} of these the subject is discussed, in {hoped} of them "
    "by a request under the same theme: who asks for a remedy need not say what is wrong. The other "
    f"{len(away) - len(quiet)} are silent on the subject, which is the documents' silence. Where the "
    "subject is discussed a reading may also have missed the obstacle."
)

# %% [markdown]
# ## By whom, and for whom?
#
# Two people who name an obstacle may mean two kinds of organisation. So each link between different
# people is shown with who speaks, for whom, and which reading sees it.

# %%
facing = own.assign(group=own["groups"].str.split("; ")).explode("group")
bars = facing.groupby(["group", "doc"]).size().rename("n").reset_index()
sizes = bars.groupby("group")["n"].sum().sort_values(ascending=False, kind="stable")
bars = bars.sort_values("group", key=lambda f: f.map(list(sizes.index).index), kind="stable")
charts.show(
    charts.draw_counts(bars, "group", "doc", "number of obstacles"),
    bars,
    name="for-whom",
    title=f"{prose.sentence(sizes.index[0])} face {prose.of(int(sizes.iloc[0]), n, 'obstacles')}"
    if n
    else "Nobody faces an obstacle",
    caption="Obstacles by who faces them; one that two groups face counts for both. "
    f"n = {prose.count(n, 'obstacle')}. Source: {prose.listing(sorted(set(bars['doc'])))}.",
    alt="; ".join(f"{bar.group}, {bar.doc}: {bar.n}" for bar in bars.itertuples()) or "None.",
)

# %%
pairs = obstacles.sides(obstacles.pairs(apart, one, docs), names)
degrees = {"full": "same", "part": "wider or narrower"}
tables.show(
    pairs.assign(
        how=pairs["degree"].map(degrees),
        readings=matching.seen_by(pairs, {way[-1]: alike[way] for way in vocabularies.CODERS}),
    ),
    "different-people",
    "Obstacles that different people name, and who faces them",
    {"first": "First named", "second": "Named again", "how": "Sense", "readings": "Reading"},
)

# %%
voices = told.groupby("author").agg(
    n=("statement", "size"),
    again=("again", lambda senses: int((senses != "no").sum())),
    by_others=("by_others", "sum"),
    doc=("doc", lambda docs_: prose.listing(sorted(set(docs_)))),
    groups=("groups", lambda held: "; ".join(sorted({g for one in held for g in one.split("; ")}))),
)
tables.show(
    voices.reset_index()
    .assign(who=lambda f: f["author"].map(names))
    .sort_values(["n", "who"], ascending=[False, True]),
    "voices",
    "Who names obstacles, for whom, and how many of them are named again",
    {"who": "Who", "doc": "Document", "n": "Obstacles", "again": "In another document too"}
    | {"by_others": "There by somebody else", "groups": "Faced by"},
)

# %%
common = int(pairs["shared"].sum())
full = pairs[pairs["degree"] == "full"]
plain = [
    f"“{said_.left_says}” ({names[said_.left_author]}, {names[said_.right_author]})"
    for said_ in full.itertuples()
]
findings.say(
    f"{prose.sentence(prose.count(len(pairs), 'link'))} {'leads' if len(pairs) == 1 else 'lead'} "
    f"from one person to another, {common or 'none'} of them between obstacles of one group. "
    + (f"In the same sense: {prose.listing(plain)}. " if plain else "None has the same sense. ")
    + f"{prose.of(alone, sums['n_again'], 'obstacles')} named again "
    f"{'has' if alone == 1 else 'have'} no other witness than their own author."
)

# %% [markdown]
# ## Do the ways of matching agree?
#
# Two readings and a plain rule (same theme, same group) have linked obstacles across documents. Where
# they disagree, the finding rests on a judgement.

# %%
ways = {way: crossing[way] for way in (*vocabularies.CODERS, "automatic")}
agreed = matching.agreement(ways)
tables.show(
    agreed.assign(pair=agreed["one"] + " and " + agreed["other"]),
    "agreement",
    "Links between documents, by who sees them",
    {"pair": "Ways", "n_both": "Both", "n_one": "The first alone", "n_other": "The second alone"}
    | {"share": "Share seen by both"},
)

# %%
seen, rule = agreed.iloc[0], agreed.iloc[1:]
whole = int(seen[["n_both", "n_one", "n_other"]].sum())
found, extra = int(rule["n_both"].max()), int(rule["n_other"].max())
findings.say(
    (
        f"The two readings share {prose.of(int(seen['n_both']), whole, 'links')}. They are "
        "machine-assisted and no two people, so this shows a stable reading, not a right one. "
        if whole
        else "Neither reading links obstacles of two documents. "
    )
    + f"The rule finds {found} of the links of one reading and up to {extra} that this reading does not "
    "see: obstacles of one theme that different hands would not call the same."
)

# %% [markdown]
# ## Evidence
#
# The obstacles that a later document names in the same sense, and those that different people name.
# Against the answer stand those that are named once although other documents speak of the subject.

# %%
lone = mapped[mapped["cell"].isin(obstacles.CELLS[:2])].groupby("obstacle")["doc"].size()
spread = quiet[quiet["obstacle"].map(lone) == 1].groupby("obstacle")["doc"].size()
missed = one[one["statement"].isin(spread[spread == spread.max()].index)].drop_duplicates("doc")
strong = told[(told["again"] == "in the same sense") | told["by_others"]]
shown = pd.concat([strong.assign(against=False), missed.assign(against=True)])
shown = shown.assign(says=shown["author"].map(names) + ": " + shown["paraphrase"])
evidence.listed(
    shown.sort_values(["against", "theme", "doc", "line_start"], kind="stable"),
    "evidence",
    "Named again in the same sense or by others; against it, named once under a much discussed theme",
    corpus,
    "says",
    "statement",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: one author wrote on one subject twice, so that the same obstacles
# recur and nobody confirms them. A reading that sees likeness everywhere would link anything.

# %%
margin, line, ngos = 0.1, 0.5, [*obstacles.FOR_WHOM][:2]
beside = told[~told["groups"].map(lambda held: any(group in held for group in ngos))]
findings.say(
    "Obstacles that no Chinese NGO faces should recur least, as the documents are about NGOs: "
    f"{prose.of(int((beside['again'] != 'no').sum()), len(beside))} of these are named again, and "
    f"{prose.of(sums['n_again'] - int((beside['again'] != 'no').sum()), n - len(beside))} of the others. "
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    "points, and reverses where most obstacles, or none, are named again."
)


# %%
def share(rows, crossed):
    return obstacles.audit(obstacles.again(rows, crossed))["share"].item()


ways = {"either": "one reading is enough", "automatic": "the plain rule links them"}
ways |= {"both": "both readings have to agree"}
ways = {way: ways.get(way, f"{way} alone") for way in matching.WAYS if way != mapping}
variants = {"reading": {ways[way]: share(own, crossing[way]) for way in ways}}
unvaried = {"author": "no author names an obstacle that is named again"}
repeated = sorted(set(told.loc[told["again"] != "no", "author"]))
for kind, column, values in (("document", "doc", docs), ("author", "author", repeated)):
    variants[kind] = {}
    for value in values:
        kept = links[(links[f"left_{column}"] != value) & (links[f"right_{column}"] != value)]
        name = f"without {names.get(value, value)}"
        variants[kind][name] = share(own[own[column] != value], kept)

# %%
ties, actors = records.load("ties", corpus), records.load("actors", corpus)
bodies = affiliation.belong(pd.DataFrame({"voice": names.index}), ties, actors)
body = bodies.set_index("voice")["organisation"].replace("", pd.NA).fillna(names.index.to_series())
foreign = links[links["left_author"].map(body) != links["right_author"].map(body)]
single = one[one["statement"].isin(own["statement"])].merge(told[["statement", "again"]])
single = single.assign(yes=single["again"] != "no").groupby("obstacle")["yes"].any()
sentences = told.assign(yes=told["again"] != "no").groupby(["doc", "char_start", "char_end"])["yes"]
grain = {"obstacles that are the same count once": single, "sentences are counted": sentences.any()}
variants["grain"] = {name: flags.mean() if n else 0.0 for name, flags in grain.items()}
variants["definition"] = {
    "only the same sense counts": share(own, links[links["degree"] == "full"]),
    "only different people count": share(own, apart),
    "only different organisations count": share(own, foreign),
}
none = {
    kind: {name: (value, value == 0 < sums["share"]) for name, value in tried.items()}
    for kind, tried in variants.items()
}
varied = findings.vary(sums["share"], none, margin, line)
findings.robustness(varied, "share of obstacles", unvaried)

# %%
strangers = int(obstacles.again(own, foreign)["by_others"].sum())
gone = [v.variant for v in varied.itertuples() if v.verdict == "reverses" and v.estimate == 0]
findings.say(
    f"The finding {findings.tally(varied)}. "
    + (f"No obstacle is named again in {prose.count(len(gone), 'case')}: " if gone else "")
    + (f"{'; '.join(gone)}. " if gone else "")
    + f"Of {prose.count(sums['n_again'], 'obstacle')} named again, {strangers or 'none'} "
    f"{'is' if strangers == 1 else 'are'} named by people of different organisations: only these have a "
    "second witness."
)

# %% tags=["checks"]
assert own["statement"].is_unique, "an obstacle stands twice in the table"
assert set(links["left_doc"]) <= set(docs), "an obstacle stands in a document nobody catalogued"
assert (links["left_doc"] != links["right_doc"]).all(), "a document is said to follow on itself"
assert counts["both"]["n_again"] <= counts["either"]["n_again"], (
    "two readings together see more than one of them alone"
)
assert len(mapped) == mapped["obstacle"].nunique() * len(docs), "a document says nothing of itself"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "mapping": mapping, "concerns": concerns}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
