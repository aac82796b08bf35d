# %% [markdown]
# # What do the documents cover, and what was damaged on the way?
#
# Whoever quotes these documents should know first whose words they are. If many voices speak, they
# show a sector; if one does, they show its view. Where text is lost or printed twice, counts of it
# mislead.

# %% tags=["parameters"]
corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
documents: list[str] = []  # which documents; empty for all

# %% tags=["setup"]
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.holdings import affiliation, authorship, coverage, layout, repetition

parameters.check(globals())
about = coverage.catalogued(sources.catalogue(corpus), documents)
held = {name: coverage.of(about, records.load(name, corpus)) for name in coverage.TABLES}
segments, unread, actors = held["segments"], layout.damage(held["unread"]), held["actors"]
names = records.names("actors", corpus)
told = authorship.voices(segments, about, held["statements"], unread, actors)
text = affiliation.belong(told, held["ties"], actors).query("kind != 'furniture'")
most = affiliation.audit(text)
first = names.get(most["organisation"], most["organisation"])
handed = text.loc[text["doc"].map(about.set_index("doc")["passed_on"]) != "", "n_chars"].sum()

# %% tags=["bottom-line"]
share, alone = most["share"], most["alone"]
spoken = text.groupby("lang")["n_chars"].sum() / most["n_all"]
main, broken = spoken.idxmax(), unread[unread["damage"] != layout.PERSONAL]
findings.finding(
    "{share:.0%} of the text ({n_own:,} of {n_all:,} characters) comes from ".format(**most)
    + (f"people of one organisation, {first}" if first else "people of a named organisation")
    + (f", in {most['n_docs']} of {len(about)} documents" if len(about) > 1 else "")
    + (f"; {names.get(most['voice'])} alone has {100 * alone:.0f}%" if 0 < alone < share else "")
    + f"; {100 * spoken[main]:.0f}% of the text is in {layout.LANGUAGES[main]}, and "
    f"{prose.count(len(broken), 'place is', 'places are')} damaged or doubtful.",
    f"{100 * handed / most['n_all']:.0f}% of the text was edited, abridged or translated before it "
    "was printed: its wording is not always its speaker’s."
    if handed
    else "No document says that it was edited or translated, which does not show that none was.",
    estimate=share,
    unit="share of all characters",
    denominator=most["n_all"],
    bounds=(share, most["at_most"]),
)

# %% [markdown]
# ## What was read
#
# A row is a document. Its text is counted in blocks: paragraphs, questions, items, headings, captions
# and lines of data, without the labels of speakers and without page furniture. Every sentence that was
# looked at and left out stands below with its reason.

# %%
kinds = {"statements": "statements", "quantities": "numbers", "events": "events", "ties": "ties"}
read = [
    ", ".join(f"{word} {(held[name]['doc'] == doc).sum()}" for name, word in kinds.items())
    for doc in about["doc"]
]
tables.show(
    about.assign(records=read),
    "documents",
    "The documents: where each comes from, how large it is, and what was read in it",
    {"doc": "Document", "title": "Title", "genre": "What it is", "by": "Author, publisher"}
    | {"printed": "Date", "languages": "Languages", "n_lines": "Lines"}
    | {"n_codepoints": "Characters"}
    | {"records": "Records", "rights": "Rights", "note": "What was asked, what is missing"},
)

# %%
left_out = held["exclusions"].query("kind == 'sentence'")
furniture = told[told["kind"] == "furniture"]
private = unread[unread["damage"] == layout.PERSONAL]
findings.say(
    f"Read: {prose.count(len(about), 'document')} with {about['n_lines'].sum():,} lines. Not "
    f"counted as text: {prose.count(len(furniture), 'line')} of page furniture and "
    f"{prose.count(len(private), 'line')} with personal data. "
    f"{prose.sentence(prose.count(len(left_out), 'sentence'))} gave no statement on purpose."
)

# %%
evidence.unfold(
    dict(list(left_out.groupby("doc"))),
    "left-out",
    "Sentences that gave no statement, and why",
    corpus,
    "why",
    "exclusion",
)

# %% [markdown]
# ## Whose words are these?
#
# A turn belongs to its speaker and a direct quotation to whom it quotes; the rest belongs to the author
# or, where none is named, to the publisher. People count for the organisation with which the documents
# introduce them.

# %%
drawn = affiliation.by_organisation(text, names, 8)
charts.show(
    charts.draw_counts(
        drawn.assign(label=drawn["organisation"].str.wrap(26)), "label", "doc", "characters"
    ),
    drawn,
    name="voices",
    title=f"People of {first or 'named organisations'} have {100 * share:.0f}% of the text",
    caption=f"Text by organisation of the speaker or author, the largest first. n = "
    f"{most['n_all']:,} characters. Source: {prose.listing(sorted(set(drawn['doc'])))}.",
    alt="; ".join(f"{row.organisation}, {row.doc}: {row.n}" for row in drawn.itertuples()),
)

# %%
people = affiliation.people(text, names)
tables.show(
    people,
    "voices",
    "Who speaks or writes, in characters",
    {"who": "Voice", "organisation": "Organisation", "docs": "Documents", "n_chars": "Characters"}
    | {"percent": "Percent of the text"},
)

# %%
shared = people[people["n_docs"] > 1]["who"]
findings.say(
    f"{prose.count(len(people), 'voice')} can be told apart; "
    f"{prose.listing(list(shared)) or 'none of them'} "
    f"{'has' if len(shared) < 2 else 'have'} words in more than one document. "
    f"{100 * most['n_unknown'] / most['n_all']:.0f}% of the text has no stated organisation: the "
    f"share above lies between {100 * share:.0f}% and {100 * most['at_most']:.0f}%."
)

# %% [markdown]
# ## In which languages, and built of what?
#
# The language of a block is judged by its script. Along its lines each document shows what it is built
# of, and where text is missing.

# %%
mix = layout.languages(segments)
tables.show(
    mix,
    "languages",
    "Blocks by document and language, page furniture included",
    {"doc": "Document", "language": "Language", "n_blocks": "Blocks"}
    | {"n_chars": "Characters", "percent": "Percent of the document"},
)

# %%
every = layout.lines(segments, unread, about)
stretches = layout.strip(every, main)
empty = every[every["part"] == layout.MISSING]
charts.show(
    charts.draw_strip(stretches, layout.marks(every, unread), about.set_index("doc")["n_lines"]),
    stretches,
    name="structure",
    title=f"{prose.of(len(empty), len(every), 'lines')} stand empty where something is missing"
    if len(empty)
    else "No line stands empty where something is missing",
    caption="Each document along its lines, stretched to one width; blank lines inside of a "
    f"stretch are drawn as part of it. Above: | quotation or footnote, ▾ damaged or doubtful line. Below: "
    f"languages other than {layout.LANGUAGES[main]}. n = {len(every)} lines of "
    f"{prose.count(len(about), 'document')}. Source: segments and unread lines.",
    alt="; ".join(
        f"{r.doc}, lines {r.first} to {r.last}: {r.part}" for r in stretches.itertuples()
    ),
)

# %%
second = segments[segments["section"] == segments["lang"]]
paired = repetition.versions(segments, held["alignment"])
findings.say(
    f"{prose.of(paired['n_paired'], paired['n_left'], 'blocks')} of "
    f"{prose.listing(sorted(set(second['doc'])))} stand in the second version too; the others can be "
    f"read in one language only. {prose.sentence(prose.of(paired['n_alone'], paired['n_right'], 'blocks'))} "
    "of the second version stand there alone."
    if len(second)
    else "No second version of any document stands here."
)

# %% [markdown]
# ## What was damaged, repeated or kept out?
#
# Damage by print or conversion is named line by line, with what was done about it. Of personal data
# only the line and the type are kept.

# %%
tables.show(
    unread,
    "unread",
    "Lines that are damaged, doubtful or kept out",
    {"doc": "Document", "line": "Line", "damage": "What happened", "why": "What stands there"}
    | {"what_was_done": "What was done"},
)

# %%
twice = repetition.told_twice(held["relations"], held["quantities"], segments)
evidence.unfold(
    dict(list(twice.groupby("where"))),
    "told-twice",
    "Numbers that the documents give twice",
    corpus,
    "note",
    "relation",
)

# %%
sorts = broken["damage"].value_counts()
findings.say(
    (
        "Damaged or doubtful: "
        + prose.listing([f"{what} ({n})" for what, n in sorts.items()])
        + f", in {prose.of(broken['doc'].nunique(), len(about), 'documents')}. "
        if len(broken)
        else "Nothing is damaged or doubtful. "
    )
    + f"{prose.sentence(prose.count(len(twice), 'number is', 'numbers are'))} given twice, "
    f"{(twice['where'] == 'in two languages').sum()} of them in two languages and "
    f"{(twice['where'] == 'in two documents').sum()} in two documents; "
    f"{prose.count(len(private), 'line holds', 'lines hold')} personal data."
)

# %% [markdown]
# ## How much became records?
#
# A character counts once: inside a statement, inside a sentence or number that was looked at and left
# out, inside another record, or inside none. Only the last is silence of the reading.

# %%
other = [held[name] for name in ("quantities", "events", "terms", "ties")]
read = coverage.inside(segments, held["statements"], held["exclusions"], other)
became = coverage.became(read)
total = became.groupby("became")["n"].sum() / became["n"].sum()
charts.show(
    charts.draw_counts(became, "doc", "became", "characters"),
    became,
    name="records",
    title=f"{100 * total[coverage.SAID]:.0f}% of the characters stand in a statement, "
    f"{100 * total[coverage.NOTHING]:.1f}% in no record",
    caption=f"What became of each document’s characters, page furniture included. n = "
    f"{became['n'].sum():,} characters. Source: statements, exclusions and all other records.",
    alt="; ".join(f"{row.doc}, {row.became}: {row.n}" for row in became.itertuples()),
)

# %%
kinds = {"quantities": "A number", "statements": "A statement", "events": "An event"}
kinds |= {"terms": "A term", "mentions": "A name"}
reached = coverage.reach(coverage.carried(segments, {name: held[name] for name in kinds}), kinds)
tables.show(
    reached.rename(columns={"doc": "Document", "n_chars": "Characters"}),
    "reach",
    "Percent of each document’s characters in blocks that carry a record",
)

# %%
quiet = coverage.silent(read)
tables.show(
    quiet,
    "silent",
    "Parts without any statement",
    {"doc": "Document", "part": "Part", "n_blocks": "Blocks", "n_chars": "Characters"}
    | {"looked": "Percent looked at and left out"},
)

# %% [markdown]
# ## Evidence
#
# Where the documents introduce the people behind the largest share, and the longest block of each; then
# those of the organisation that comes next.

# %%
shown = affiliation.behind(text, held["ties"], names)
evidence.listed(
    shown,
    "evidence",
    "Behind the largest share, and against it",
    corpus,
    "says",
    "record",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: one long document or one busy author makes the share, or the unit
# does, as a Chinese character says more than a Latin one. As a placebo, passages of different documents
# are compared as versions of one passage are.

# %%
margin = 0.1
unvaried = {"reading": "who speaks is printed, and who belongs where was read only once"}
unvaried |= {"document": "there is one document alone", "author": "there is one voice alone"}
findings.say(
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    "points, and reverses where another organisation has more of the text."
)

# %%
ties, own = held["ties"], people.loc[people["organisation"] == first, "voice"]
tried = dict.fromkeys([*own, *people["voice"].head(8)])
heads = affiliation.belong(told, ties[ties["kind"] == "heads"], actors)
parts = {"document": {f"without {doc}": text[text["doc"] != doc] for doc in about["doc"]}}
parts["author"] = {f"without {names.get(w, w)}": text[text["voice"] != w] for w in tried}
parts["definition"] = {
    "the second version does not count": text[text["section"] != text["lang"]],
    "page furniture counts too": affiliation.belong(told, ties, actors),
    "text without a stated organisation is left out": text[text["organisation"] != ""],
    "people count only for what they head": heads[heads["kind"] != "furniture"],
}
standing, id_ = affiliation.standing, most["organisation"]
variants = {
    kind: {n: standing(rows, "characters", id_) for n, rows in cut.items() if len(rows)}
    for kind, cut in parts.items()
}
units = ("words", "lines", "blocks")
variants["grain"] = {f"{unit} are counted": standing(text, unit, id_) for unit in units}
varied = findings.vary(share, variants, margin)
findings.robustness(varied, "share of the text", unvaried)

# %%
clues = repetition.clues(segments, held["mentions"], held["quantities"])
tried = repetition.placebo(repetition.alike(segments, clues, held["alignment"]))
findings.say(
    f"Versions of one passage in two languages share {100 * tried['median']:.0f}% of their names and "
    f"numbers (median of {prose.count(tried['n_versions'], 'pair')} with at least "
    f"{repetition.FEWEST} each). "
    f"{prose.sentence(prose.of(tried['n_as_alike'], tried['n_pairs'], 'pairs'))} of passages of two "
    f"documents share as much; the most alike share {100 * tried['highest']:.0f}%."
    if tried["n_versions"] and tried["n_pairs"]
    else "The placebo needs versions of a passage and a second document with names and numbers to "
    "compare; one of them is missing here."
)

# %%
largest = varied.loc[(varied["estimate"] - share).abs().idxmax()]
findings.say(
    f"The finding {findings.tally(varied)}. The share moves farthest, from {100 * share:.0f}% to "
    f"{100 * largest['estimate']:.0f}%, in this case: {largest['variant']}."
)

# %% tags=["checks"]
gaps = layout.outside(segments, held["unread"], about)
turns = segments[segments["kind"] == "turn"].set_index("segment")["n_chars"]
parts = segments[segments["parent"].isin(turns.index) & (segments["kind"] != "quotation")]
blocks = authorship.leaves(segments)
assert len(every) == about["n_lines"].sum(), "a line of the catalogue is in no part of any document"
assert not gaps["lost"].any(), "text stands between two blocks, and nothing says that it was lost"
assert turns.eq(parts.groupby("parent")["n_chars"].sum()).all(), "a turn is not its paragraphs"
assert told["n_chars"].sum() == blocks["n_chars"].sum(), "some words have no voice, or have two"
assert became["n"].sum() == blocks["n_chars"].sum(), "a character was read twice or not at all"

# %% tags=["provenance"]
packages = ["matplotlib", "numpy", "pandas", "pandera"]
findings.provenance({"corpus": corpus, "documents": documents}, corpus, packages)
