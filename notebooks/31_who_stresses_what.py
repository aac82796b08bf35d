# %% [markdown]
# # Which speaker stresses which theme?
#
# The people at the table speak for organisations that foreign partners want to understand. If they
# stress the same theme, a partner can prepare for it whoever answers. If each stresses another, one
# voice from the table stands for nobody else, and quoting it as the view of Chinese NGOs misleads.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
document: str = "forum-2020"  # the transcript, by its name in the catalogue
coder: Literal["reading-1", "reading-2", "both", "word list"] = "reading-1"  # whose codes are used
weight: Literal["turn", "paragraph", "word"] = "turn"  # what is counted
level: Literal["theme", "parent"] = "theme"  # single themes, or the groups they belong to

# %% tags=["setup"]
from helpers import charts, evidence, findings, parameters, prose, records, stats, tables
from helpers.reading import transcripts
from helpers.voices import coders, coding, disagreement, removals, stresses

parameters.check(globals())
codings, hits, ties, said = (records.load(n, corpus) for n in "codings hits ties segments".split())
names, labels = records.names("actors", corpus), records.names("themes", corpus)
segments = transcripts.first_version(said[said["doc"] == document].sort_values("seq"))
chair = coding.chair(ties, document)
guests, closing = coding.guests(segments, chair), coding.closing_turn(segments, chair)
by_coder = coders.each(codings, hits, segments, level)
coded = coders.chosen(by_coder, coder, guests, document)
filled = coding.cells(coded, weight)
spread, whole = coding.spread(filled, guests), coding.total(segments, guests, weight)

# %% tags=["bottom-line"]
top, alone = spread.iloc[0], int((spread["n_speakers"] == 1).sum())
theme, noun = labels[top["theme"]], "themes" if level == "theme" else "groups of themes"
equal = [f"“{labels[name]}”" for name in spread[spread["n"] == top["n"]]["theme"][1:]]
statements, matches = (records.load(name, corpus) for name in ("statements", "matches"))
sides = disagreement.sides(matches, statements, document, [*guests, chair])
opposed = disagreement.audit(sides).iloc[0]
compared = coders.compared(by_coder, guests, weight, whole, closing)
findings.finding(
    f"The guests stress “{theme}” most{f' ({prose.listing(equal)} as much)' if equal else ''}: "
    f"{prose.of(int(top['n_speakers']), len(guests), 'guests')} raise it, in "
    f"{prose.of(int(top['n']), whole, weight + 's')}. Of {len(spread)} {noun}, {alone or 'none'} "
    f"{'is' if alone == 1 else 'are'} raised by one guest alone; speakers take opposite sides "
    f"{disagreement.told(opposed)}.",
    f"The transcript is edited, and who codes it matters: {coders.caveat(compared, coder, labels)}",
    estimate=top["n"] / whole,
    unit=f"share of the guests' {weight}s",
    denominator=whole,
    values=dict(top) | {"guests": len(guests), "raised_by_one_alone": alone},
)

# %% [markdown]
# ## What was read
#
# A row is a paragraph of a turn and a theme that it was given. The chair's turns are coded too, but the
# chair is not counted among the guests.

# %%
paragraphs = segments.query("kind == 'paragraph' and parent != ''")
bare = paragraphs[~paragraphs["segment"].isin(coded["segment"])]
findings.say(
    f"{prose.count(len(guests), 'guest')} of {document}, chaired by {names[chair]}; "
    f"{prose.count(int((segments['kind'] == 'turn').sum()), 'turn')} with {len(paragraphs)} paragraphs "
    f"and {len(coded)} codes of {coders.WORDS[coder]}. "
    f"{prose.sentence(prose.count(len(bare), 'paragraph has', 'paragraphs have'))} none."
)

# %%
others = {name: set(codes["segment"]) for name, codes in by_coder.items() if name != coder}
seen = [[coders.WORDS[n] for n in others if s in others[n]] for s in bare["segment"]]
tables.show(
    bare.assign(
        speaker=bare["speaker"].map(names),
        seen=[
            "coded by " + prose.listing(who) if who else "no coder finds a theme" for who in seen
        ],
    ),
    "left-out",
    f"Paragraphs to which {coders.WORDS[coder]} gives no theme",
    {"segment": "Paragraph", "speaker": "Speaker", "n_words": "Words", "line_start": "Line"}
    | {"seen": "And the other coders"},
)

# %% [markdown]
# ## Who raises what?
#
# Each mark is a theme that a speaker raises. Where every guest has two turns, the mark shows the round.

# %%
halves = stresses.two_turns_each(segments, guests) and weight == "turn"
order = [*spread["theme"], *sorted(set(filled["theme"]) - set(spread["theme"]))]
people = [names[speaker] for speaker in [*guests, chair]]
shown = filled.assign(speaker=filled["speaker"].map(names), label=filled["theme"].map(labels))
marks = "left half: round one, right half: round two" if halves else f"number of {weight}s"
charts.show(
    charts.draw_matrix(shown, [labels[name] for name in order], people, halves),
    shown,
    name="matrix",
    title=f"“{theme}” is raised by {prose.of(int(top['n_speakers']), len(guests), 'guests')}; "
    f"{alone} of {len(spread)} {noun} by one alone",
    caption=f"Speakers and the themes they raise ({marks}); the last column is the chair. "
    f"n = {len(coded)} codes of {document}, {coder}.",
    alt="; ".join(f"{labels[r.theme]}: {r.n_speakers} guests" for r in spread.itertuples()),
)

# %%
phrases = ("“" + coded["phrase"] + "”").where(coded["phrase"] != "", "words of the list")
told = coded["speaker"].map(names) + ", round " + coded["round"] + ": " + phrases
passages = coded.assign(row=coded["theme"].map(labels), column=coded["speaker"].map(names))
mark = coding.marked(filled, halves)
evidence.matrix(
    passages.assign(says=told),
    "evidence",
    f"The passages behind each mark, {'by round' if halves else f'in {weight}s'}: follow a cell, or "
    "open a theme below. An empty cell: not raised",
    corpus,
    "says",
    "segment",
    {
        labels[name]: {names[who]: mark.get((who, name), "") for who in [*guests, chair]}
        for name in order
    },
)

# %% [markdown]
# ## Would another coder fill the same cells?
#
# A reading judges what a passage is about, the word list counts its words. A cell that both readings
# fill is firmer than a cell of one reading, and a cell of the word list alone may be a word in passing.

# %%
beside = coders.side_by_side(by_coder, guests)
n, filler = coders.audit(beside).iloc[0], {"both readings": "explained"}
filler |= {"one reading alone": "named", "the word list alone": "used"}
cells = beside.assign(column=beside["speaker"].map(names), label=beside["theme"].map(labels))
rows = [*order, *sorted(set(beside["theme"]) - set(order))]
rows = [labels[name] for name in rows if name in set(beside["theme"])]
key = {mark: who for who, mark in filler.items() if who in set(beside["who"])}
charts.show(
    charts.draw_marks(cells.assign(mark=cells["who"].map(filler)), rows, people[:-1], key),
    cells,
    name="coders",
    title=f"Both readings fill {n['both_readings']} of {n['n']} cells, one reading alone "
    f"{n['one_reading']}, the word list alone {n['word_list_alone']}",
    caption="Guests and themes, by who finds the theme in what the guest says. "
    f"n = {n['n']} cells of {document} that a coder fills.",
    alt="; ".join(f"{who}: {k} cells" for who, k in beside["who"].value_counts().items()),
)

# %%
firsts = [
    prose.listing([labels[name] for name in first.split("; ") if name])
    for first in compared["theme"]
]
tables.show(
    compared.assign(coder=compared["coder"].map(coders.WORDS), first=firsts),
    "coders-table",
    f"What each coder would answer ({weight}s of {whole} in all)",
    {"coder": "Coder", "n_codes": "Codes", "n_cells": "Cells filled", "first": "Stressed most"}
    | {"n_guests": "By guests", "n": f"In {weight}s", "n_alone": "By one guest alone"},
)

# %%
single = beside[beside["who"] == "one reading alone"]
tables.show(
    single.assign(
        name=single["speaker"].map(names),
        label=single["theme"].map(labels),
        by=(single["reading-1"] > 0).map({True: "reading-1", False: "reading-2"}),
        words=(single["word list"] > 0).map({True: "yes", False: "no"}),
    ),
    "one-reading",
    "Cells that one reading fills and the other leaves empty",
    {"name": "Guest", "label": "Theme", "by": "Filled by", "words": "Words of it there"},
)

# %%
could = len(guests) * len(rows)
own = coded[coded["speaker"].isin(guests)].drop_duplicates(["speaker", "theme"])
findings.say(
    f"Of {could} cells that there could be, {could - n['n']} are filled by no coder: there the page "
    f"itself is silent. Where {coders.WORDS[coder]} leave{'' if coder == 'both' else 's'} a cell "
    f"empty, another coder fills {n['n'] - len(own) or 'none'}: there the silence may be ours. Of the "
    f"{n['both_readings']} cells that both readings fill, the word list fills {n['found']}. The two "
    "readings are of one kind: that they agree shows that they are steady, not that they are right."
)

# %% [markdown]
# ## Does a speaker stay with a theme, or raise it above chance?
#
# One test was fixed in advance: are a guest's two turns more alike in their themes than turns of two
# different guests? A single cell is tested only where a transcript is long enough for it.

# %%
paired = stresses.two_turns_each(segments, guests)
result = stats.pairing_test(stresses.alikeness(coded, guests)) if paired else {}
able = result.get("smallest_p", 1) <= stresses.LEVEL
findings.say(
    "With {n} guests the smallest p-value that this test can give is {smallest_p:.4f}. A guest's two "
    "turns share {observed:.0%} of their themes, turns paired in all possible ways {expected:.0%}; "
    "p = {p:.3f} over {n_pairings} pairings. The guests {verdict} to return to their own themes.".format(
        n=len(guests),
        verdict="are seen" if result["p"] <= stresses.LEVEL else "cannot be said",
        **result,
    )
    if able
    else "Turns are not compared. It needs every guest to have exactly two turns, one in each of two "
    "rounds, and enough guests for a p-value of one in twenty to be possible."
)

# %%
tallied, seed = stresses.tallied(coded, segments, guests), stresses.seed(document, coder, level)
testable = stresses.is_testable(segments, guests, len(tallied))
chance = stresses.against_chance(coded, segments, guests, seed) if testable else tallied.head(0)
called = [
    f"{names[c.speaker]} on “{labels[c.theme]}”"
    for c in chance.itertuples()
    if testable and c.stressed
]
findings.say(
    stresses.refusal(segments, guests, len(tallied))
    if not testable
    else f"The smallest p-value that a cell can get is {1 / (stresses.N_SHUFFLES + 1):.4f}, as the "
    f"guests are shuffled {stresses.N_SHUFFLES:,} times over the turns of their round. Of "
    f"{len(chance)} cells, {prose.count(len(called), 'is', 'are')} filled above chance, if at most "
    f"{stresses.LEVEL:.0%} of such calls may be false"
    + (f": {prose.listing(called)}." if called else ".")
)

# %%
rates = stresses.shrunken(chance).head(30) if testable else chance
tables.show(
    rates.assign(name=rates["speaker"].map(names), label=rates["theme"].map(labels)).round(4),
    "cells",
    f"The {len(rates)} of {len(chance)} cells least likely by chance, with rates as counted and as "
    "pulled towards the theme's overall rate where turns are few",
    {"name": "Guest", "label": "Theme", "n": "Turns", "n_turns": "Of", "expected": "By chance"}
    | {"p": "p", "q": "p, corrected", "rate": "Rate", "shrunken": "Pulled", "overall": "Overall"},
) if testable else None

# %% [markdown]
# ## Do speakers disagree, and does the closing summary hear them?
#
# A guest who is contradicted at the table cannot be quoted for the table. A chair who closes the talk
# says what it came to, and what the summary leaves out is lost to those who read only the end.

# %%
against = [
    f"{names[s.left_author]} and {names[s.right_author]} (lines {s.left_line} and {s.right_line}, "
    f"noted by {s.coders.replace('; ', ' and ')})"
    for s in sides[sides["opposed"]].itertuples()
]
findings.say(
    f"A reading sets statements of two speakers side by side in "
    f"{prose.count(int(opposed['n']), 'case')}. In "
    f"{prose.count(int(opposed['n_opposed']), 'of them', 'of them')} the two take opposite sides"
    + (f": {prose.listing(against)}. " if against else ". ")
    + "The others repeat, widen or answer one another. What no reading compared is not known to "
    "agree, and politeness may hide more than a reading finds."
    if opposed["n"]
    else "No reading sets statements of two speakers side by side, so nothing is known of opposite "
    "sides."
)

# %%
tables.show(
    sides.assign(
        one=sides["left_author"].map(names) + " (line " + sides["left_line"].astype(str) + ")",
        other=sides["right_author"].map(names) + " (line " + sides["right_line"].astype(str) + ")",
        opposite=sides["coders"].where(sides["opposed"], "no"),
    ),
    "sides",
    "Statements of two speakers that a reading set side by side, in our words",
    {"opposite": "Opposite sides, by", "one": "One speaker", "left_says": "Says"}
    | {"other": "Another", "right_says": "Says there"},
)

# %%
cover = coding.covered(coded, closing or "", guests)
shared = cover[(cover["n_speakers"] >= 2) & ~cover["taken_up"]]["theme"]
each = [f"{c.n_covered} of {c.n_themes} as {coders.SEEN[c.coder]}" for c in compared.itertuples()]
findings.say(
    f"Of the {noun} of the guests, the chair's last turn takes up {prose.listing(each)}. Of those "
    "that two guests or more had raised, it leaves out "
    f"{prose.of(len(shared), int((cover['n_speakers'] >= 2).sum()))}"
    + (f", first of all “{labels[shared.iloc[0]]}”." if len(shared) else ".")
    if closing
    else "The talk ends with an answer to the audience; there is no closing summary to compare."
)

# %%
taken = cover.set_index("theme")["taken_up"].map({True: "yes", False: "no"})
tables.show(
    spread.assign(
        name=spread["theme"].map(labels), taken=spread["theme"].map(taken) if closing else "–"
    ),
    "themes",
    f"Themes of the guests, most stressed first (in {weight}s)"
    + (", and whether the closing turn has them" if closing else ""),
    {"name": "Theme", "n_speakers": "Guests", "n_both": "In both rounds"}
    | {"n": prose.sentence(f"{weight}s"), "taken": "In the closing turn"},
)

# %% [markdown]
# ## Evidence
#
# The passages for each mark stand under the matrix. Here are the turns that speak against the finding,
# and every statement that another speaker opposes.

# %%
turns = segments[(segments["kind"] == "turn") & segments["speaker"].isin(guests)]
silent = turns[~turns["segment"].isin(coded[coded["theme"] == top["theme"]]["turn"])]
words = silent["n_words"].astype(str) + " words, none of them coded with it"
silent = silent.assign(says=silent["speaker"].map(names) + ", " + words, record=silent["segment"])
places = disagreement.places(sides, statements)
heard = places["author"].map(names) + ": " + places["paraphrase"]
places = places.assign(says=heard, record=places["statement"])
evidence.unfold(
    {
        f"Guests' turns without “{theme}”": silent.assign(against=True),
        "Statements on opposite sides": places.assign(against=True),
    },
    "against",
    "What speaks against one voice of the table",
    corpus,
    "says",
    "record",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the themes come from the chair's questions, not from the speakers, or
# from one long turn that holds many themes.

# %%
margin = 0.1
findings.say(
    f"The finding weakens where a variant moves the share of {weight}s by more than "
    f"{100 * margin:.0f} percentage points, and reverses where another theme is then stressed more "
    f"than “{theme}”."
)

# %%
by = (segments, guests, weight, top["theme"])
read = removals.other_coders(by_coder, coder, *by)
units = sorted({"turn", "paragraph", "word"} - {weight})
grain = {f"{u}s are counted": coding.stress(coded, *by[:2], u, by[3]) for u in units}
other = "parent" if level == "theme" else "theme"
name = "groups of themes are compared" if level == "theme" else "single themes are compared"
elsewise = coders.each(codings, hits, segments, other)[coder]
grain[name] = removals.regrouped(elsewise, *by, other)
defined = removals.parts_left_out(coded, *by)
if coder != "word list":
    sure = coders.each(codings.query("confidence == 'high'"), hits, segments, level)[coder]
    defined["only codes of high confidence count"] = coding.stress(sure, *by)
with_chair = coding.stress(coded, segments, [*guests, chair], *by[2:])
defined["the chair counts as a guest"] = with_chair

# %%
choices = (coder, level, weight)
variants = {
    "reading": read,
    "grain": grain,
    "document": removals.elsewhere(codings, hits, ties, said, document, choices, top["theme"]),
    "author": removals.speakers_left_out(coded, *by, names),
    "definition": defined,
    "placebo": {
        "the chair speaks for the guests": coding.stress(coded, segments, [chair], *by[2:])
    },
}
varied = findings.vary(top["n"] / whole, variants, margin)
unvaried = {"reading": "no other coder finds a theme in what the guests say"}
unvaried |= {"document": "no other transcript is coded", "author": "there is one guest"}
findings.robustness(varied, "share that raises it", unvaried)

# %%
turned = varied[(varied["verdict"] == "reverses") & (varied["kind"] != "placebo")]["variant"]
echoed = int(filled[(filled["speaker"] == chair) & (filled["theme"] == top["theme"])]["n"].sum())
findings.say(
    f"The finding {findings.tally(varied)}"
    + (f" ({'; '.join(turned)}). " if len(turned) else ". ")
    + f"The chair raises “{theme}” in "
    f"{prose.of(echoed, coding.total(segments, [chair], weight), weight + 's')} of the printed talk; "
    "what the chair asked outside of it cannot be tested."
)

# %% tags=["checks"]
strays = set(coded["segment"]) - set(paragraphs["segment"])
assert not strays, f"no paragraph of a turn, and yet coded: {', '.join(sorted(strays))}"
assert len(guests) >= 2, "a matrix of speakers needs two speakers who are not the chair"
assert spread["n_speakers"].max() <= len(guests), "a theme is raised by more guests than there were"
assert top["n"] <= whole, f"a theme is raised in more {weight}s than there are"
assert (sides["left_author"] != sides["right_author"]).all(), "a speaker is set against themselves"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "document": document, "coder": coder, "weight": weight, "level": level}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera", "scipy"])
