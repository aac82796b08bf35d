# %% [markdown]
# # Can a word list find what two slow readings found?
#
# Whoever holds a hundred talks about China's NGOs cannot read each of them slowly. If a list of words
# finds the same themes, a foundation can let it sort the pile. If it passes over a theme, or sees it
# where it is not, every count made with it misleads. So each theme is judged by itself.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
coder_a: Literal["reading-1", "reading-2", "word list"] = "reading-1"  # who is the standard
coder_b: Literal["word list", "reading-1", "reading-2"] = "word list"  # who is tried against it
unit: Literal["paragraph", "statement"] = "paragraph"  # of a talk; or a request or obstacle
level: Literal["theme", "parent"] = "theme"  # single themes, or the parents they belong to

# %% tags=["setup"]
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.reading import transcripts
from helpers.voices import agreement, differences, fitness, marking, trials

parameters.check(globals())
themes, codings, hits = (records.load(name, corpus) for name in ("themes", "codings", "hits"))
segments = transcripts.first_version(records.load("segments", corpus))
statements, labels = records.load("statements", corpus), records.names("themes", corpus)
units = marking.units(unit, segments, statements, codings)
codes, found = marking.codes(themes, level), marking.marks(units, codings, hits, level)
judged = fitness.judge(agreement.compare(units, found, codes, coder_a, coder_b))
n, noun = fitness.audit(judged).loc[0], {"theme": "themes", "parent": "groups of themes"}[level]

# %% tags=["bottom-line"]
twin = trials.twin(coder_a, coder_b, set(codings["coder"]))
second = fitness.judge(agreement.compare(units, found, codes, *(twin or (coder_a, coder_b))))
able = judged[judged["use"] != fitness.RARE]
same = int((able["use"] == second["use"][able.index]).sum())
listed = corpus in sources.SHIPPED and marking.WORDS in (coder_a, coder_b)
findings.finding(
    trials.spelled(judged, labels, coder_a, coder_b, noun) + trials.doubled(twin, same) + ".",
    ("The list was made from these very documents and will do worse elsewhere. " if listed else "")
    + f"{prose.of(int(n['n_rare']), int(n['n']), noun)} are too rare to judge. Two "
    "machine-assisted readings of one kind that agree show that a coding is stable, not that it is "
    "right; only people who code without seeing it could show that.",
    estimate=n["share"],
    unit=f"share of the {noun} that can be judged",
    denominator=n["n_judged"],
    values=dict(n) | {"same_with_the_other_reading": same},
)

# %% [markdown]
# ## What was read
#
# A row is a question: is this theme in this passage? Each coder answers it for every theme and every
# passage; no code, or no word of the list, is a no.

# %%
home, coders = units.set_index("unit")["doc"], [*sorted(set(codings["coder"])), marking.WORDS]
card = units.groupby("doc").agg(n=("unit", "size"), n_clusters=("cluster", "nunique")).reset_index()
for coder in coders:
    marked = found[found["coder"] == coder]["unit"].map(home).value_counts()
    card[coder] = card["doc"].map(marked).fillna(0).astype(int)
bare = units[~units["unit"].isin(codings["target"])]
tables.show(
    card.assign(bare=card["doc"].map(bare["doc"].value_counts()).fillna(0).astype(int)),
    "documents",
    f"Each document, its {unit}s, and how many marks each coder makes",
    {
        "doc": "Document",
        "n": f"{prose.sentence(unit)}s",
        "n_clusters": "Turns" if unit == "paragraph" else "Turns or blocks",
    }
    | {coder: prose.sentence(coder) for coder in coders}
    | {"bare": "Without a theme in any reading"},
)

# %%
wordless = len(codes) - len(marking.codes(themes, level, True))
unseen, fills = len(set(codes) - set(found["theme"])), int(units["alone"].sum())
findings.say(
    f"{prose.count(len(units), unit)}, each asked for {len(codes)} {noun}: {trials.few(unseen)} of these "
    f"in no {unit} at all, {trials.few(wordless)} without a word in the list. "
    + (
        "The words were counted by paragraph or list item, which only "
        f"{prose.of(fills, len(units), 'statements')} fill. So the list is shown more than the "
        "readings judged: what it finds is the most that it can find, and some of its false hits "
        "belong to a neighbour."
        if unit == "statement"
        else f"{prose.sentence(prose.count(len(bare), 'paragraph'))} got no theme in any reading and "
        f"{'stays' if len(bare) == 1 else 'stay'} in: a word of the list there is a false hit."
    )
)

# %% [markdown]
# ## Which rule decides?
#
# The rule was fixed before anything was computed. Its two lines for alpha are those that Krippendorff
# calls customary: habit put them there, not proof, and dearer errors ask for higher ones.

# %%
rule = fitness.Rule()
tables.show(
    fitness.lines(rule),
    "rule",
    "What a theme must reach, at least (a dash: not asked; what reaches none must not be used)",
    {"use": "May be used", "alpha": "Alpha", "low": "Lower end of its interval"}
    | {"precision": "Right, of what is marked", "recall": "Found, of what is there"},
)

# %%
findings.say(
    f"What every reading gives to {prose.count(rule.least, unit)} or more is judged. Alpha is one where "
    "two coders always answer alike, and nought where they do so only as often as marks dealt out at "
    f"random would. Its interval comes from drawing whole turns or blocks again, "
    f"{agreement.RESAMPLES:,} times with seed {agreement.SEED}, as what stands in one hangs together. To "
    f"be there means here: marked by {trials.called(coder_a)}."
)

# %% [markdown]
# ## What is found, what is missed, what is wrongly seen?
#
# Most passages do not hold a given theme, and on these coders agree without merit. That is why the
# counts stand beside every alpha.

# %%
able = able.assign(name=able["theme"].map(labels)).sort_values(["both", "theme"], ascending=False)
keys = {"both": "both", "only_a": f"{coder_a} alone", "only_b": f"alone {coder_b}"}
keys["only_b"] = f"{coder_b} alone" if coder_a != coder_b else "neither alone"
bars = able.rename(columns=keys).melt("name", list(keys.values()), "who", "n")
n_both, n_missed, n_added = (int(able[cell].sum()) for cell in ("both", "only_a", "only_b"))
charts.show(
    charts.draw_counts(bars, "name", "who", f"{unit}s with the theme"),
    bars,
    name="counts",
    title=f"{prose.sentence(trials.called(coder_b))} finds {prose.of(n_both, n_both + n_missed, 'marks')} of "
    f"{trials.called(coder_a)} and adds {n_added} of its own",
    caption=f"{prose.sentence(unit)}s in which both coders see one of the {len(able)} {noun} that can "
    f"be judged, or one of them alone. n = {len(units)} {unit}s. Source: "
    f"{prose.listing(list(card['doc']))}.",
    alt="; ".join(
        f"{labels[r.theme]}: both {r.both}, {coder_a} alone {r.only_a}, {coder_b} alone {r.only_b}"
        for r in able.itertuples()
    ),
)

# %%
ceiling = agreement.compare(units, found, codes, *coders[:2]) if len(coders) > 2 else judged
able = able.assign(
    right=[prose.of(r.both, r.both + r.only_b) for r in able.itertuples()],
    got=[prose.of(r.both, r.both + r.only_a) for r in able.itertuples()],
    ceiling=ceiling["alpha"] if len(coders) > 2 else None,
    second=second["use"] if twin else None,
).sort_values(["alpha", "theme"], ascending=[False, True])
columns = {"name": "Theme", "both": "Both", "only_a": f"Only {coder_a}"}
columns |= {"only_b": f"Only {coder_b}"}
tables.show(
    able.round({"alpha": 2, "low": 2, "high": 2}),
    "themes",
    f"What {trials.called(coder_b)} may be used for in place of {trials.called(coder_a)}, by theme",
    columns
    | {"neither": "Neither", "right": "Right", "got": "Found", "alpha": "Alpha"}
    | {"low": "From", "high": "To", "use": "May be used"}
    | ({"second": f"With {min({*twin} - {marking.WORDS})}"} if twin else {}),
)

# %%
rare = judged[(judged["use"] == fitness.RARE) & judged["theme"].isin(found["theme"])]
tables.show(
    rare.assign(name=rare["theme"].map(labels)).sort_values(["n_least", "theme"], ascending=False),
    "rare",
    f"Too rare to judge: some reading gives them to fewer than {prose.count(rule.least, unit)}",
    columns | {"neither": "Neither"},
)

# %% [markdown]
# ## How far do they agree, and how far do two readings?
#
# Two readings of one kind set the mark that a list can be held to. That they agree is no proof: what
# both overlook, they overlook in full agreement.

# %%
n_firm, n_ceiling = (int((able[c] >= rule.firm).sum()) for c in ("alpha", "ceiling"))
pair = "the two readings with each other" if len(coders) > 2 else "no second reading"
charts.show(
    charts.draw_agreement(
        able, "name", [rule.tentative, rule.firm], [f"{coder_b} with {coder_a}", pair]
    ),
    able[["theme", "name", "alpha", "low", "high", "ceiling"]],
    name="agreement",
    title=f"Alpha reaches {rule.firm:g} on {prose.of(n_firm, len(able), noun)}"
    + (f"; between the two readings on {n_ceiling}" if len(coders) > 2 else ""),
    caption=f"Agreement on each of {len(able)} {noun}: discs with the interval of "
    f"{agreement.RESAMPLES:,} draws of whole turns or blocks; diamonds for the readings. Dashed: the "
    f"customary lines. n = {len(units)} {unit}s. Source: {prose.listing(list(card['doc']))}.",
    alt="; ".join(
        f"{labels[r.theme]}: {r.alpha:.2f} ({r.low:.2f} to {r.high:.2f})" for r in able.itertuples()
    ),
)

# %%
blind, fragile = differences.unseen(found), int(fitness.hangs_on_one(judged)[able.index].sum())
unsure = [f"“{row.name}”" for row in able[able["ceiling"] < rule.firm].itertuples()]
findings.say(
    f"On {prose.of(fragile, len(able), noun)} one {unit} coded otherwise would turn the verdict. "
    + (
        f"The two readings themselves stay below {rule.firm:g} on {prose.listing(unsure)}: nothing can "
        "follow both of them there. "
        if unsure
        else ""
    )
    + f"In {prose.count(blind, 'place')} the word list sees a theme that no reading sees. Either it "
    "errs, or all readings overlook the theme together. No measure of agreement can tell the two apart: a "
    "coder with the same blind spot as the standard would score best of all."
)

# %% [markdown]
# ## Does it matter who is the standard, and what is read?
#
# What fits one reading alone has learnt that reading's habits. What fits one document alone has learnt
# its words.

# %%
stood = trials.standings(units, found, coder_a, coder_b)
tables.show(
    stood.assign(
        what=stood["what"].map(prose.sentence),
        right=[prose.of(r.n_both, r.n_b) if r.n_b else None for r in stood.itertuples()],
        got=[prose.of(r.n_both, r.n_a) if r.n_a else None for r in stood.itertuples()],
    ),
    "standards",
    f"All {noun} together, rare ones too: what is right of all marks, and what is found",
    {"what": "Compared", "right": "Right, of what is marked", "got": "Found, of what is there"},
)

# %%
by_doc = stood[stood["what"].str.startswith("in ")].dropna()
best = [f"{100 * r.recall:.0f}% {r.what.removesuffix(' alone')}" for r in by_doc.itertuples()]
findings.say(
    f"{trials.called(coder_b)} finds {prose.listing(best) or 'nothing that can be counted'}."
    + (
        " Documents from which a list was made show it at its best; a talk that it has never seen would "
        "be the test."
        if marking.WORDS in (coder_a, coder_b)
        else " Where two readings part, the codebook leaves room, or one of them has erred."
    )
)

# %% [markdown]
# ## Evidence
#
# Where the two coders differ. Words mislead where they stand in passing, in another sense or for a
# neighbouring theme; they miss what is said in other words, or by the name of an office. What stands
# under a theme that passed speaks against the answer.

# %%
apart = differences.between(units, found, coder_a, coder_b)
apart = differences.told(apart, codings, themes, coder_a, coder_b)
apart = apart[apart["theme"].isin(able["theme"])]
fit = set(judged.loc[judged["use"] == fitness.PLACE, "theme"])
apart = apart.assign(against=apart["theme"].isin(fit))
shown, heads = apart.groupby(["kind", "theme"]).head(5), differences.headed(themes)
missed, wrong = (shown[shown["kind"] == kind] for kind in (differences.MISSED, differences.FALSE))
evidence.unfold(
    {heads[theme]: part for theme, part in missed.groupby("theme")},
    "missed",
    f"Marked by {trials.called(coder_a)} and missed by {trials.called(coder_b)}: "
    f"{len(missed)} of {n_missed}, at most five a theme, what all readings agree on first",
    corpus,
    "says",
    "unit",
)

# %%
evidence.unfold(
    {heads[theme]: part for theme, part in wrong.groupby("theme")},
    "wrongly-seen",
    f"Marked by {trials.called(coder_b)} and not by {trials.called(coder_a)}: "
    f"{len(wrong)} of {n_added}, at most five a theme, what all readings agree on first",
    corpus,
    "says",
    "unit",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: long passages hold many words and many themes, so that a list would
# seem to find themes where it only finds length.

# %%
margin = 0.05
findings.say(
    f"The finding weakens where a variant moves the share of {noun} by more than {100 * margin:.0f} "
    "percentage points, and reverses where it comes to lie on the other side of one half."
)


# %%
def share(part=units, marks=found, a=coder_a, b=coder_b, rule=rule, codes=codes, **seed):
    return trials.share(part, marks, codes, a, b, rule, **seed)


others = trials.standards(coder_a, coder_b, found)
reading = {name: share(a=a, b=b) for name, (a, b) in others.items()}
sure = marking.marks(units, codings[codings["confidence"] == "high"], hits, level)
reading["only codes of high confidence count"] = share(marks=sure)
[other] = {"paragraph", "statement"} - {unit}
elsewhere = marking.units(other, segments, statements, codings)
said = marking.units("statement", segments, statements, codings).query("alone")
filling = said, marking.marks(said, codings, hits, level)
[wide] = {"theme", "parent"} - {level}
regrouped = marking.marks(units, codings, hits, wide), coder_a, coder_b, rule
grain = {
    f"{other}s are counted": share(elsewhere, marking.marks(elsewhere, codings, hits, level)),
    "only statements that fill their block are counted": share(*filling),
    "whole turns or blocks are counted": share(*marking.joined(units, found)),
    f"the codes are {wide}s": share(units, *regrouped, marking.codes(themes, wide)),
}

# %%
definition = {name: share(rule=other) for name, other in fitness.others(rule).items()}
for name, cells in fitness.CHANGES.items():
    changed = fitness.judge(fitness.moved(judged, *cells))
    definition[f"on every theme {name}"] = fitness.audit(changed).loc[0, "share"]
twice = marking.marks(units, codings, hits[hits["n"] > 1], level)
definition["a word of the list must stand there twice"] = share(marks=twice)
definition["passages without any theme are left out"] = share(units.drop(bare.index))
for seed in range(agreement.SEED + 1, agreement.SEED + 4):
    definition[f"turns are drawn with seed {seed}"] = share(seed=seed)
definition["a hint is good enough"] = (n["n_place"] + n["n_hint"]) / max(n["n_judged"], 1)
definition["rare ones count as unfit"] = n["n_place"] / n["n"]
document = {f"without {doc}": share(units[units["doc"] != doc]) for doc in card["doc"]}
actors = records.names("actors", corpus)
author = {
    f"without {actors.get(who, who)}": share(units[units["speaker"] != who])
    for who in sorted(set(units["speaker"]))
}

# %%
chances = {
    "the marks are dealt out at random": trials.chance(units, found, codes, coder_a, coder_b),
    "they are dealt out among passages of like length": trials.chance(
        units, found, codes, coder_a, coder_b, alike=True
    ),
}
kinds = {"reading": reading, "grain": grain, "document": document, "author": author}
kinds = {
    kind: trials.named(shares) for kind, shares in (kinds | {"definition": definition}).items()
}
placebo = {} if coder_a == coder_b else {name: fit for name, (_, fit) in chances.items()}
varied = findings.vary(n["share"], kinds | {"placebo": placebo}, margin, 0.5)
findings.robustness(varied, f"share of the {noun} that it may code", {})

# %%
plain, alike = (mean for mean, _ in chances.values())
findings.say(
    f"Dealt out at random {trials.SHUFFLES} times, the marks of {trials.called(coder_b)} reach a mean "
    f"alpha of {round(plain, 2) + 0:.2f}, and {round(alike, 2) + 0:.2f} where passages of like length exchange theirs; as they are, "
    f"{able['alpha'].mean():.2f}. What the second is above nought comes from length alone. What one "
    "word of the list does cannot be tried, as hits are held by theme and not by word."
    if len(able) and coder_a != coder_b
    else "There is nothing to deal out at random."
)

# %%
base, tested = n["share"], varied[varied["kind"] != "placebo"]
far = tested.assign(by=(tested["estimate"] - base).abs()).nlargest(3, "by")
far = [f"{row.variant} ({row.estimate:.0%})" for row in far[far["by"] > 0].itertuples()]
findings.say(
    f"The finding {findings.tally(varied)}. "
    + (f"From {base:.0%}, the share moves farthest if {prose.listing(far)}." if far else "")
)

# %% tags=["checks"]
cells = judged[agreement.CELLS].sum(axis=1)
assert (cells == len(units)).all(), "some passage was asked for a theme and gave no answer"
assert units["unit"].is_unique, "a passage was asked twice"
assert able["alpha"].notna().all(), "nothing varies on a theme that was judged"
assert (able["low"] <= able["high"]).all(), "an interval of alpha ends before it begins"
assert set(found["theme"]) <= set(codes), "somebody sees a theme that the codebook does not have"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "coder_a": coder_a, "coder_b": coder_b, "unit": unit, "level": level}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
