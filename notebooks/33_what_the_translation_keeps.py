# %% [markdown]
# # How much of the English panel exists in Chinese, and do the two agree?
#
# The panel is printed in English and, below it, in parts in Chinese. Whoever quotes it needs to know
# which sentences can be checked against the Chinese, and whether they say the same there. A sentence
# that stands in English only rests on its translator alone.

# %% tags=["parameters"]
from typing import Annotated, Literal
from pydantic import Field

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
method: Literal["lexicon", "embedding", "length"] = "lexicon"  # how passages are recognised
gap: Annotated[float, Field(ge=0, le=1)] | None = None  # price of a gap; none: that of the method

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, tables
from helpers.translation import alignment, counterparts, disparities, inventions, realigned
from helpers.translation import renderings

parameters.check(globals())
segments, scores = records.load("segments", corpus), records.load("similarity", corpus)
pairs = alignment.paired(segments, scores, method, gap)
left, right = (counterparts.marked(side, pairs) for side in alignment.sides(segments))
doc, names = left["doc"].iloc[0], records.names("actors", corpus)
coded, differences = records.load("alignment", corpus), records.load("differences", corpus)
coded = coded[coded["left"].isin(left["segment"])]
judged = disparities.judged(coded, differences)

# %% tags=["bottom-line"]
(n, whole), (n_words, words) = (counterparts.count(left, unit) for unit in ("paragraphs", "words"))
n_right, whole_right = counterparts.count(right)
differing = judged[judged["verdict"] == "meaning"]
gravest = disparities.gravest(differences[differences["doc"] == doc], segments, names)
by_reading = counterparts.count(counterparts.marked(left, coded))[0] or "none"
gaps = counterparts.stretches(left, right, pairs)
findings.finding(
    f"{prose.of(n, whole, 'English paragraphs')} of {doc}, with {prose.of(n_words, words, 'words')}, "
    f"exist in Chinese too, as a program pairs them (a reading pairs {by_reading}); of the Chinese, "
    f"{prose.of(n_right, whole_right, 'paragraphs')} exist in English. "
    f"{prose.of(len(differing), len(judged), 'pairs')} that were read differ in meaning"
    + (f", first of all {gravest}." if gravest else "."),
    f"{counterparts.lost(gaps, right)} The differences were found by one machine-assisted reading.",
    estimate=counterparts.share(left),
    unit="share of English paragraphs",
    denominator=whole,
    values={"differ": len(differing), "read": len(judged), "words": n_words, "of_words": words},
)

# %% [markdown]
# ## What was read
#
# A row is a block: a paragraph, title, question or caption. Pairs are found by a program, which takes
# what names, numbers and lengths suggest and keeps the order of both texts. Whether a pair says the
# same was read once, slowly, by a machine-assisted reading.

# %%
parts = segments[(segments["doc"] == doc) & segments["kind"].isin(["metadata", "furniture"])]
tables.show(
    parts.assign(
        why="a line about the text, such as its date or its translator",
        lang=parts["lang"].map({"en": "English", "zh": "Chinese"}),
    ),
    "left-out",
    f"Lines of {doc} that are in neither version's count, and why",
    {"line_start": "Line", "lang": "Language", "why": "Why left out"},
)

# %% [markdown]
# ## How much exists in both languages?
#
# Both texts stand side by side from top to bottom. A block counts as existing in both languages where
# it has a counterpart, even if one says more than the other.

# %%
blocks, ties = counterparts.drawn(left, right, pairs, differing)
charts.show(
    charts.draw_versions(blocks, ties, {"left": "English", "right": "Chinese 中文"}),
    blocks,
    name="versions",
    title=f"{prose.of(n, whole, 'English paragraphs')} have a Chinese counterpart, "
    f"{prose.of(n_right, whole_right, 'Chinese ones')} an English one",
    caption="The English panel and the Chinese one from top to bottom, with the speakers' names as "
    f"printed. Heights: English words; Chinese characters to scale. n = {len(left)} and {len(right)} "
    f"blocks. Source: {doc}.",
    alt="Only in English: lines "
    + (prose.listing([f"{g.line_start} to {g.line_end}" for g in gaps.itertuples()]) or "none")
    + f". Pairs: {len(pairs)}, of which {int(ties['differs'].sum())} differ in meaning.",
)

# %%
kept = counterparts.audit(left, right).assign(
    unit=lambda f: f["unit"].map(counterparts.UNITS),
    english=lambda f: [prose.of(a, b) for a, b in zip(f["n_left"], f["left"], strict=True)],
    chinese=lambda f: [prose.of(a, b) for a, b in zip(f["n_right"], f["right"], strict=True)],
)
tables.show(
    kept,
    "kept",
    "How much of each version has a counterpart in the other (words of Chinese: characters)",
    {"unit": "Counted", "english": "English that exists in Chinese"}
    | {"chinese": "Chinese that exists in English"},
)

# %% [markdown]
# ## What exists in one language only?
#
# A speaker whose words are in English only cannot be quoted from the original. Blank lines in the
# Chinese hint at text that was there once.

# %%
voices = counterparts.by_speaker(left, names)
lost = voices[voices["where"] == counterparts.ALONE].nlargest(1, "n")
charts.show(
    charts.draw_counts(voices, "who", "where", "English words in paragraphs"),
    voices,
    name="speakers",
    title=f"Most of what is only in English is {lost['who'].iloc[0]}’s: "
    f"{prose.of(int(lost['n'].iloc[0]), words - n_words, 'words')}",
    caption=f"English words by speaker, and whether their paragraph exists in Chinese. n = {words:,} "
    f"words. Source: {doc}.",
    alt="; ".join(f"{v.who}, {v.where}: {v.n}" for v in voices.itertuples()),
)

# %%
tables.show(
    gaps.assign(lines=gaps["line_start"].astype(str) + "–" + gaps["line_end"].astype(str)),
    "stretches",
    "Stretches that exist in English only, and the Chinese lines between which they would stand",
    {"lines": "English lines", "n_blocks": "Blocks", "n_words": "Words"}
    | {"after": "Chinese: after line", "before": "Before line", "n_blank": "Blank lines between"},
)

# %%
only_right = [f"line {line}" for line in right.loc[~right["paired"], "line_start"]]
findings.say(
    f"{prose.count(len(gaps), 'stretch', 'stretches')} of blocks "
    f"{'exists' if len(gaps) == 1 else 'exist'} in English only; in Chinese only: "
    f"{prose.listing(only_right) or 'nothing'}. {counterparts.lost(gaps, right)}"
)

# %% [markdown]
# ## Do the two agree?
#
# A difference changes the meaning if somebody who reads one language alone would report another fact:
# who, whom, what, when, how many, or whether. The rest changes a shade.

# %%
here = differences[differences["doc"] == doc]
rank = here["kind"].map(list(renderings.WORDS).index)
heavy = here.assign(rank=rank).query("weight == 'meaning'").sort_values(["rank", "left_line"])
sorts = disparities.kinds(here)
charts.show(
    charts.draw_counts(sorts, "kind", "weight", "differences"),
    sorts,
    name="differences",
    title=f"{prose.of(len(heavy), len(here), 'differences')} change the meaning, in "
    f"{prose.of(len(differing), len(judged), 'pairs')}",
    caption="Differences between the two languages, by what differs. n = "
    f"{prose.count(len(here), 'difference')} in {prose.count(len(judged), 'pair')}. Source: {doc}.",
    alt="; ".join(f"{s.kind}, {s.weight}: {s.n}" for s in sorts.itertuples()),
)

# %%
places = {
    side: (marks[0] + heavy[f"{side}_phrase"] + marks[1]).where(heavy[f"{side}_phrase"] != "", "–")
    + ", line "
    + heavy[f"{side}_line"].astype(str)
    for side, marks in (("left", "“”"), ("right", "「」"))
}
tables.show(
    heavy.assign(kind=heavy["kind"].map(renderings.WORDS), **places),
    "meaning",
    "Every difference that changes the meaning, the gravest first, with the words of both",
    {"kind": "What differs", "left": "English", "right": "Chinese", "note": "What either says"},
)

# %%
more = (records.load(name, corpus) for name in ("segments", "quantities", "mentions"))
seen = renderings.compared(pairs, *more, names)
told = seen[seen["is_same"].eq(False)]
tables.show(
    told.assign(
        line=told["right"].map(segments.set_index("segment")["line_start"]),
        aspect=told["aspect"].map(renderings.WORDS),
    ),
    "seen",
    "What a program sees: speakers, numbers and names that only one language has, by Chinese block",
    {"line": "Chinese line", "aspect": "What differs", "only_left": "Only in English"}
    | {"only_right": "Only in Chinese", "unusual": "Called otherwise than usual"},
)

# %%
checked = renderings.audit(seen, here)
found, missed, other = (int(checked[c].sum()) for c in ("n_seen", "n_missed", "n_other"))
tables.show(
    checked.assign(aspect=checked["aspect"].map(renderings.WORDS)),
    "program",
    f"Chinese blocks in which the program and the reading see a difference: of {found + missed} that "
    f"the reading names, the program sees {found}, not always for the same reason, and {other} more. "
    "Wording it cannot compare",
    {"aspect": "What differs", "n_compared": "Compared", "n_seen": "Seen by both"}
    | {"n_missed": "By the reading", "n_other": "By the program"},
)

# %%
bare = renderings.unlabelled(pairs, segments, names)
taken = [
    f"line {b.line_start} would go from {b.first} to {b.above or 'nobody'}"
    for b in bare.itertuples()
]
findings.say(
    f"{prose.count(len(bare), 'Chinese paragraph')} {'has' if len(bare) == 1 else 'have'} no name of a "
    "speaker, as the opening of the turn is missing, and count as not compared. Who quotes the Chinese "
    f"alone should know: by the last name above, {prose.listing(taken)}."
    if len(bare)
    else "No Chinese paragraph that has a speaker in English is without one."
)

# %% [markdown]
# ## Can the pairs be trusted?
#
# Each way of finding pairs is held against the pairs that a reading found. These are few, and were
# known while the ways were made; so each is also tried on invented texts with gaps at random places.

# %%
ways, seeds_ = alignment.methods(segments, scores, coded), range(200, 220)
tried = {way: inventions.tried(way, seeds_).sum() for way in ("lexicon", "length")}
counts = [tried.get(way, {}) for way in ways["method"]]
for count in ("right", "wrong", "missed"):
    there = [one.get(count) for one in counts]
    ways[f"{count}_there"] = pd.array(there, dtype="Int64")
tables.show(
    ways.assign(method=ways["method"].map(alignment.METHODS)),
    "methods",
    f"Pairs that are right, wrong and missed: against {prose.count(len(coded), 'pair')} of {doc}, and "
    f"in {prose.count(len(seeds_), 'invented text')} (not with vectors, which no page computes)",
    {"method": "By", "right": "Right", "wrong": "Wrong", "missed": "Missed"}
    | {"right_there": "Invented: right", "wrong_there": "Wrong", "missed_there": "Missed"},
)

# %% [markdown]
# ## Evidence
#
# Every difference with its place, the gravest first, and the words of both languages. The pairs in
# which the reading found no difference speak against the answer.

# %%
passages = disparities.evidence(heavy, judged, segments)
passages["Changes a shade"] = disparities.evidence(here, judged, segments)["Changes a shade"]
evidence.unfold(
    passages,
    "evidence",
    "Every difference; the pairs without one speak against the answer",
    corpus,
    "says",
    "record",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the program pairs what only looks alike, or cuts the text into pieces
# that make a small part look large. So the pairs are found in other ways, and counted in other units.

# %%
margin = 0.1
findings.say(
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    "points, and reverses where it comes to lie on the other side of one half."
)


# %%
variants = realigned.variants(segments, scores, coded, method, gap, names)
varied = findings.vary(counterparts.share(left), variants, margin, 0.5)
unvaried = {
    "document": f"{doc} is the only document that holds a second version of itself",
    "author": "no speaker is known",
}
findings.robustness(varied, "share of English paragraphs that exist in Chinese", unvaried)

# %%
less = disparities.otherwise(coded, here, segments, names)
tables.show(
    less.assign(of=[prose.of(a, b) for a, b in zip(less["n_meaning"], less["n"], strict=True)]),
    "pairs-otherwise",
    "Pairs that differ in meaning, if something is left out",
    {"variant": "If …", "of": "Pairs that differ in meaning"},
)

# %%
turned = alignment.scored(realigned.backwards(segments, scores, method, gap)[1], coded)["right"]
forth = alignment.scored(pairs, coded)["right"]
by_chance = varied.loc[varied["kind"] == "placebo", "estimate"].iloc[0]
lowest, highest = less["n_meaning"].min(), less["n_meaning"].max()
findings.say(
    f"The finding {findings.tally(varied)}. The share alone proves little: with the Chinese read "
    f"backwards it would be {by_chance:.0%}. What tells is which pairs are made: "
    f"{prose.of(forth, len(coded), 'pairs')} of the reading as the texts stand, "
    f"{turned or 'none'} backwards. Pairs that differ in meaning are {lowest} to {highest}, whatever "
    "is left out."
)

# %% tags=["checks"]
order = pairs["left"].map(dict(zip(left["segment"], left["seq"], strict=True)))
assert order.is_monotonic_increasing, "the Chinese tells things in another order than the English"
assert pairs["left"].is_unique, "one English passage is two Chinese ones"
assert set(here["left"]) <= set(coded["left"]), "a passage differs from one that it has not"
assert n <= whole, "more English paragraphs exist in Chinese than there are"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "method": method, "gap": gap}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
