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
coder: Literal["reading-1"] = "reading-1"  # whose codes are used
weight: Literal["turn", "paragraph", "word"] = "turn"  # what is counted
level: Literal["theme", "parent"] = "theme"  # single themes, or the parents they belong to

# %% tags=["setup"]
from helpers import charts, coding, evidence, findings, parameters, prose
from helpers import records, stats, tables, transcripts

parameters.check(globals())
segments = records.load("segments", corpus).query("doc == @document").sort_values("seq")
segments = transcripts.first_version(segments)
codings = coding.given(records.load("codings", corpus), segments, coder)
names, labels = records.names("actors", corpus), records.names("themes", corpus)
chair = coding.chair(records.load("ties", corpus), document)
guests = coding.guests(segments, chair)
coded = coding.coded_paragraphs(codings, segments, level)
filled, whole = coding.cells(coded, weight), coding.total(segments, guests, weight)
spread = coding.spread(filled, guests)

# %% tags=["bottom-line"]
top, alone = spread.iloc[0], int((spread["n_speakers"] == 1).sum())
theme, noun = labels[top["theme"]], "themes" if level == "theme" else "groups of themes"
ties = [labels[t] for t in spread[spread["n"] == top["n"]]["theme"][1:]]
beside = f" (as much: {prose.listing(ties)})" if ties else ""
findings.finding(
    f"The guests stress “{theme}” most{beside}: "
    f"{prose.of(int(top['n_speakers']), len(guests), 'guests')} raise it, in "
    f"{prose.of(int(top['n']), whole, weight + 's')}; "
    f"{prose.of(alone, len(spread), noun)} are raised by one guest alone.",
    "The transcript is edited: it shows what was printed, not all that was said, and the themes are "
    "those of one machine-assisted reading.",
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
bare = paragraphs[~paragraphs["segment"].isin(codings["target"])]
findings.say(
    f"{prose.count(len(guests), 'guest')} of {document}, chaired by {names[chair]}; "
    f"{prose.count(int((segments['kind'] == 'turn').sum()), 'turn')} with {len(paragraphs)} paragraphs "
    f"and {len(codings)} codes. Without a code: {prose.count(len(bare), 'paragraph')}."
)

# %%
tables.show(
    bare.assign(
        speaker=bare["speaker"].map(names), why="no theme of the codebook: it announces others"
    ),
    "left-out",
    "Paragraphs without a code",
    {"segment": "Paragraph", "speaker": "Speaker", "n_words": "Words", "line_start": "Line"}
    | {"why": "Why left out"},
)

# %% [markdown]
# ## Who raises what?
#
# Each mark is a theme that a speaker raises. Where every guest has two turns, the mark shows the round.

# %%
paired = coding.two_turns_each(segments, guests)
halves = paired and weight == "turn"
order = [*spread["theme"], *sorted(set(filled["theme"]) - set(spread["theme"]))]
shown = filled.assign(speaker=filled["speaker"].map(names), label=filled["theme"].map(labels))
marks = "left half: round one, right half: round two" if halves else f"number of {weight}s"
people = [names[speaker] for speaker in [*guests, chair]]
charts.show(
    charts.draw_matrix(shown, [labels[t] for t in order], people, halves),
    shown,
    name="matrix",
    title=f"“{theme}” is raised by {prose.of(int(top['n_speakers']), len(guests), 'guests')}; "
    f"{alone} of {len(spread)} {noun} by one alone",
    caption=f"Speakers and the themes they raise ({marks}); the last column is the chair. "
    f"n = {len(codings)} codes of {document}, {coder}.",
    alt="; ".join(f"{labels[r.theme]}: {r.n_speakers} guests" for r in spread.itertuples()),
)

# %%
tables.show(
    spread.assign(name=spread["theme"].map(labels)),
    "spread",
    f"Themes of the guests, most stressed first (in {weight}s)",
    {"name": "Theme", "n_speakers": "Guests", "n_both": "In both rounds"}
    | {"n": prose.sentence(f"{weight}s")},
)

# %% [markdown]
# ## Does a speaker stay with a theme?
#
# One test was fixed in advance: are a guest's two turns more alike in their themes than turns of two
# different guests? All ways of pairing first with second turns are counted.

# %%
result = stats.pairing_test(coding.alikeness(coded, guests)) if paired else {}
able = result.get("smallest_p", 1) <= 0.05
findings.say(
    "With {n} guests the smallest p-value that this test can give is {smallest_p:.4f}. A guest's two "
    "turns share {observed:.0%} of their themes, turns paired in all possible ways {expected:.0%}; "
    "p = {p:.3f} over {n_pairings} pairings. The guests {verdict} to return to their own themes.".format(
        n=len(guests), verdict="are seen" if result["p"] <= 0.05 else "cannot be said", **result
    )
    if able
    else "No test is run. It needs every guest to have exactly two turns, one in each of two rounds, "
    "and enough guests for a p-value of one in twenty to be possible."
)

# %% [markdown]
# ## What does the closing summary cover?
#
# A chair who closes the talk says what it came to. What the summary leaves out is lost to those who
# read only the end.

# %%
closing = coding.closing_turn(segments, chair)
cover = coding.covered(coded, closing, guests) if closing else spread.head(0).assign(taken_up=False)
raised, shared = cover.query("n_speakers > 0"), cover.query("n_speakers >= 2")
missed = [labels[t] for t in shared[~shared["taken_up"]]["theme"]]
findings.say(
    f"The chair's last turn takes up {prose.of(int(raised['taken_up'].sum()), len(raised), noun)} of "
    f"the guests. Of those that two guests or more had raised, it leaves out "
    f"{prose.of(len(missed), len(shared))}" + (f", first of all “{missed[0]}”." if missed else ".")
    if closing
    else "The talk ends with an answer to the audience; there is no closing summary to compare."
)

# %%
tables.show(
    cover.assign(
        name=cover["theme"].map(labels), taken=cover["taken_up"].map({True: "yes", False: "no"})
    ),
    "summary",
    "Themes of the guests, and whether the closing turn takes them up",
    {"name": "Theme", "n_speakers": "Guests", "taken": "In the closing turn"},
)

# %% [markdown]
# ## Evidence
#
# Behind each mark stands a passage. Open a theme to see who raised it, and where.

# %%
passages = coded.assign(
    says=coded["speaker"].map(names) + ", round " + coded["round"] + ": “" + coded["phrase"] + "”"
)
evidence.unfold(
    {labels[t]: passages[passages["theme"] == t] for t in order},
    "evidence",
    f"All {len(passages)} passages by theme",
    corpus,
    "says",
    "segment",
)

# %%
turns = segments[(segments["kind"] == "turn") & segments["speaker"].isin(guests)]
silent = turns[~turns["segment"].isin(coded[coded["theme"] == top["theme"]]["turn"])]
words = silent["n_words"].astype(str) + " words, none of them coded with it"
evidence.listed(
    silent.assign(says=silent["speaker"].map(names) + ", " + words, against=True),
    "against",
    f"Turns of guests that do not raise “{theme}”",
    corpus,
    "says",
    "segment",
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
variants = coding.leave_one_out(coded, segments, guests, weight, top["theme"], names)
sure = coding.coded_paragraphs(codings.query("confidence == 'high'"), segments, level)
variants["only codes of high confidence count"] = coding.stress(
    sure, segments, guests, weight, top["theme"]
)
for other in sorted({"turn", "paragraph", "word"} - {weight}):
    variants[f"{other}s are counted"] = coding.stress(coded, segments, guests, other, top["theme"])
varied = findings.vary(top["n"] / whole, variants, margin)
findings.robustness(varied, "share of what the guests say")

# %%
findings.say(f"The finding {findings.tally(varied)}.")

# %% tags=["checks"]
strays = set(codings["target"]) - set(paragraphs["segment"])
assert not strays, f"no paragraph of a turn, and yet coded: {', '.join(sorted(strays))}"
assert len(guests) >= 2, "a matrix of speakers needs two speakers who are not the chair"
assert spread["n_speakers"].max() <= len(guests), "a theme is raised by more guests than there were"
assert top["n"] <= whole, f"a theme is raised in more {weight}s than there are"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "document": document, "coder": coder, "weight": weight, "level": level}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera", "scipy"])
