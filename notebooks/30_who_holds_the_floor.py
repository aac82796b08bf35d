# %% [markdown]
# # Who speaks how much, when, and in reply to whom?
#
# Whoever quotes “the panel” should know who filled it. If one person did, the words of the panel are
# mostly theirs. If everybody answers the chair and nobody one another, it is a row of statements: that
# guests agree in it was never put to the test.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
document: str = "forum-2020"  # the transcript, by its name in the catalogue
unit: Literal["words", "characters", "turns"] = "words"  # what is counted
include_chair: Literal["yes", "no"] = "yes"  # whether the chair's turns count as well

# %% tags=["setup"]
from helpers import charts, evidence, findings, parameters, prose, records, tables
from helpers.reading import transcripts
from helpers.voices import coding, exchanges, floor, leads, talk

parameters.check(globals())
ties, mentions = records.load("ties", corpus), records.load("mentions", corpus)
chair, names = coding.chair(ties, document), records.names("actors", corpus)
whole = records.load("segments", corpus).query("doc == @document").sort_values("seq")
segments = transcripts.first_version(whole)
everything, guests = talk.turns(segments, unit), coding.guests(segments, chair)
silent = [] if include_chair == "yes" else [chair]
spoken = everything[~everything["speaker"].isin(silent)]
shared, n = talk.shares(spoken), talk.audit(spoken)
leaders = talk.leading(shared)

# %% tags=["bottom-line"]
questions = exchanges.asked(segments, chair, mentions)
answered = exchanges.answers(questions, everything, chair)
told = exchanges.ledger(questions, answered, names)
named = exchanges.naming(segments, mentions, [chair, *guests])
each = exchanges.by_guest(answered, told, named, guests)
alignment = records.load("alignment", corpus)
moved = leads.disputed(whole, alignment)
hinges = leads.hinges(spoken, leaders)
findings.finding(
    floor.lead(n, leaders, document, unit, names)
    + f"{floor.spread(shared, everything, unit, names, chair)}; {floor.naming(each)}.",
    "An edited page was counted, not the room: what was cut nobody can count. "
    + floor.caveat(leaders, len(shared), hinges, moved, names),
    estimate=n["share"],
    unit=f"largest share of all {unit}",
    denominator=n["n_all"],
    bounds=(n["low"], n["high"]),
    values=dict(n) | {"naming": int(each["n_naming"].sum()), "hinges": len(hinges)},
)

# %% [markdown]
# ## What was read
#
# A row is a turn: what one person says until the next label. A turn goes on over paragraphs without a
# label. Of a talk that is printed in two languages the first version is counted.

# %%
rest = talk.left_out(whole)
findings.say(
    f"{prose.count(len(guests), 'guest')} of {document} and the chair, {names.get(chair, chair)}, have "
    f"{prose.count(len(everything), 'turn')} with {int(everything['n_words'].sum()):,} words"
    + ("." if not silent else "; the chair's are not counted below.")
    + f" Beside them stand {prose.count(int(rest['n'].sum()), 'block')} that are nobody's share."
)

# %%
tables.show(
    rest,
    "left-out",
    "What the page prints beside its turns, and why it is not counted",
    {"what": "What", "n": "Blocks", "n_words": "Words", "n_chars": "Characters", "why": "Why"},
)

# %% [markdown]
# ## How much does each speak?
#
# One turn more or less can make a share. So each share stands with what it would become if any one turn
# of the page, long or short, were left out.

# %%
who = {s: names.get(s, s) + (" (chair)" if s == chair else "") for s in [chair, *guests]}
percent = shared.assign(name=shared["speaker"].map(who), **100 * shared[["share", "low", "high"]])
percent["longest"] = percent["speaker"].map(spoken.groupby("speaker")["n_words"].max())
bars = percent.assign(inner_low=percent["share"], inner_high=percent["share"])
bars = bars.assign(printed=shared["share"].map("{:.0%}".format))
charts.show(
    charts.draw_bounds(bars, "name", [round(100 / len(shared), 1), 50]),
    bars[["name", "n", "n_turns", "share", "low", "high"]],
    name="shares",
    title=prose.sentence(floor.parts(shared)),
    caption=f"Share of all {unit}: the dark tick; the pale bar is what it can become if any one turn is "
    f"left out. Dashed: equal parts, and one half. n = {int(n['n_all']):,} {unit}. Source: {document}.",
    alt="; ".join(
        f"{b.name}: {b.share:.0f}%, {b.low:.0f}% to {b.high:.0f}%" for b in bars.itertuples()
    ),
)

# %%
tables.show(
    percent,
    "speakers",
    f"Who has how many of {int(n['n_all']):,} {unit}",
    {"name": "Speaker", "n": prose.sentence(unit), "share": "Share, %", "low": "At least, %"}
    | {"high": "At most, %", "n_turns": "In turns", "longest": "Longest turn, words"},
)

# %%
half = int((shared["share"].cumsum() < 0.5).sum()) + 1
longest = everything.loc[everything["n_words"].idxmax()]
findings.say(
    f"{prose.count(half, 'speaker has', 'speakers together have')} half of all {unit} or more. The "
    f"longest single turn, with {longest['n_words']:,} words, is that of "
    f"{who[longest['speaker']]} (line {longest['line_start']}). {floor.hinged(leaders, hinges, spoken, who)}"
)

# %% [markdown]
# ## When does each speak?
#
# A talk in which everybody speaks once and in turn is arranged, by the chair or by the editor. One in
# which speakers come back shows who wanted to say more.

# %%
labelled = everything.assign(label=everything["speaker"].map(who))
labelled = labelled.assign(chairs=everything["speaker"] == chair)
starts = list(everything.drop_duplicates("round")["begins"][1:])
audience = questions.loc[questions["asker"] == exchanges.AUDIENCE, "char_start"]
asks = [int((everything["char_start"] < at) @ everything["amount"]) for at in audience]
rounds = exchanges.rounds(everything, chair, names)
charts.show(
    charts.draw_turns(labelled, list(dict.fromkeys(labelled["label"])), starts, asks, unit),
    labelled[["segment", "label", "round", "begins", "ends", "line_start"]],
    name="turns",
    title=floor.ordered(rounds),
    caption="Who speaks when: a bar is a turn"
    + ("" if unit == "turns" else f", as wide as its {unit}")
    + f". n = {len(everything)} turns. Source: {document}.",
    alt="; ".join(f"{t.label} {t.amount:,}" for t in labelled.itertuples()),
)

# %%
tables.show(
    rounds.assign(
        once=rounds["once"].map({True: "yes", False: "no"}),
        most=rounds["most"] + rounds["share"].map(" ({:.0%})".format),
    ),
    "rounds",
    "The rounds, and the order in which guests speak in them",
    {"round": "Round", "n_turns": "Turns", "amount": prose.sentence(unit)}
    | {"most": "Most of it has", "order": "Guests in order", "once": "Nobody twice?"},
)

# %% [markdown]
# ## Who is asked, and who answers?
#
# A question asks those whom it names, or everybody. Which question a turn answers is told by its place
# on the page; whether it answers in substance is for the reader to judge.

# %%
topics = exchanges.topics(questions, records.load("exclusions", corpus))
cells = exchanges.cells(told, answered, who)
count = exchanges.audit(told, answered, chair)
first = [exchanges.NO_QUESTION] if count["n_no_question"] else []
marks = set(cells["mark"])
charts.show(
    charts.draw_marks(
        cells,
        [*first, *told["label"]],
        [who[speaker] for speaker in [*guests, chair]],
        {mark: text for mark, text in exchanges.MEANING.items() if mark in marks},
    ),
    cells,
    name="answers",
    title=prose.sentence(floor.counted(count)),
    caption=f"Printed questions and calls of the chair, and who speaks next. n = {len(told)} "
    f"{'question' if len(told) == 1 else 'questions'}, {len(answered)} turns. Source: {document}.",
    alt="; ".join(f"{row.label}: {row.who or 'nobody'}" for row in told.itertuples()) or "none",
)

# %%
tables.show(
    told.assign(topic=topics, who=told["who"].replace("", "nobody")),
    "questions",
    "What is asked, of whom, and who answers, in the order of the page",
    {"label": "Where, and who asks", "topic": "What", "asks": "Of whom", "who": "Who answers"}
    | {"unasked": "Of these, not asked", "silent": "Asked by name, no answer"},
)

# %%
outside = each.loc[each["n_audience"] == 0, "speaker"].map(who)
findings.say(floor.answered(count, list(outside)))

# %% [markdown]
# ## Do guests speak to one another?
#
# By its place every turn follows the chair, the audience or no question: that is how the page is read,
# and no finding. A name is one: a guest who takes up another by name is seen here, a guest who does so
# without a name is not.

# %%
tables.show(
    each.assign(name=each["speaker"].map(who)),
    "guests",
    "What the turns of each guest follow, and whether they name another guest",
    {"name": "Guest", "n_turns": "Turns", "n_chair": "Follow the chair"}
    | {"n_audience": "Follow the audience", "n_none": "Follow no printed question"}
    | {"n_naming": "Name another guest", "n_named": "Times named by one"},
)

# %%
findings.say(f"{prose.sentence(floor.naming(each))}. {floor.through(each)}")

# %% [markdown]
# ## Evidence
#
# Each question unfolds into the turns that follow it. Below stands the longest turn of each speaker;
# marked are the turns that speak against the answer above.

# %%
said = answered["speaker"].map(who) + ": " + answered["n_words"].map("{:,} words".format)
said += answered["manner"].map({"unasked": ", though another was asked"}).fillna("")
shown = answered.assign(says=said)
about = told["label"] + topics.map(lambda words: f": {words}" if words else "")
groups = dict(zip([*first, *about], [*("" for _ in first), *told["question"]], strict=True))
evidence.unfold(
    {label: shown[shown["question"] == question] for label, question in groups.items()},
    "answers",
    "Every question, and the turns that follow it",
    corpus,
    "says",
    "segment",
)

# %%
top = spoken.sort_values("n_words", ascending=False, kind="stable").drop_duplicates("speaker")
more = shared.loc[shared["share"] > 1 / len(shared), "speaker"]
top = top.assign(against=top["speaker"].isin(more) != (n["share"] > 0.5))
words = top["speaker"].map(who) + ": " + top["n_words"].map("{:,} words".format)
turns = top["speaker"].map(shared.set_index("speaker")["n_turns"])
words += ", " + turns.map(lambda n: "the only turn" if n == 1 else f"the longest of {n} turns")
evidence.listed(
    top.assign(says=words).sort_values("against", kind="stable"),
    "evidence",
    "The longest turn of each; against speak those who have more than an equal part",
    corpus,
    "says",
    "segment",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the whole hides its parts. Somebody may have most of one round and
# little of another, or the number of words may hide who has most turns; and turns dealt out at random
# may give a share as large.

# %%
margin = 0.05
findings.say(
    f"The finding weakens where a variant moves the largest share by more than {100 * margin:.0f} "
    "percentage points, and reverses where it comes to lie on the other side of one half."
)


# %%
def largest(counted=unit, left_out=silent):
    frame = talk.turns(segments, counted)
    return leads.largest(frame[~frame["speaker"].isin(left_out)], leaders)


grain = {f"{other} are counted": largest(other) for other in talk.UNITS if other != unit}
definition = leads.parts_left_out(spoken, leaders)
without = {"with the chair": []} if silent else {"without the chair": [chair]}
definition |= {name: largest(left_out=those) for name, those in without.items()}
follow = spoken[spoken["replies_to"] != ""]
if 0 < len(follow) < len(spoken):
    name = "only turns that answer something printed count"
    definition[name] = leads.largest(follow, leaders)
dealt = leads.dealt(spoken) if spoken["amount"].nunique() > 1 else []
by_chance = {"turns are dealt out at random, on average": sum(dealt) / len(dealt)} if dealt else {}
others = leads.elsewhere(records.load("segments", corpus), ties, document, unit, not silent)

# %%
unread = records.load("unread", corpus)
reading = leads.readings(whole, alignment, unread, unit, leaders, silent, names)
variants = {"reading": reading, "grain": grain, "definition": definition}
variants["author"] = leads.without_each(spoken, leaders, names)
sizes = {kind: {name: v[0] for name, v in of.items()} for kind, of in variants.items()}
sizes |= {"document": others, "placebo": by_chance}
varied = findings.vary(n["share"], sizes, margin, 0.5)
unvaried = {
    "reading": "no code is used, and no passage stands under another name elsewhere",
    "document": "the corpus holds no other transcript",
}
findings.robustness(varied, f"largest share of all {unit}", unvaried)

# %%
findings.say(floor.chance(dealt, n["share"]))

# %%
lost = [name for of in variants.values() for name, (_, others) in of.items() if others]
findings.say(
    f"The finding {findings.tally(varied)}. "
    + (
        "Who has most is a different matter: " + floor.lost(lost, sum(map(len, variants.values())))
        if len(leaders) == 1
        else "As several have equally much, nobody has a lead to lose."
    )
)

# %% tags=["checks"]
assert everything["lang"].nunique() == 1, "words or characters of two languages are added up"
assert abs(shared["share"].sum() - 1) < 1e-9, "the shares of all who speak are not the whole page"
assert 1 <= n["n_effective"] <= n["n_speakers"] + 1e-9, "fewer speak than seem to share the page"
assert ((shared["low"] <= shared["share"]) & (shared["share"] <= shared["high"])).all(), (
    "leaving out one turn moves a share in one direction only"
)
assert set(answered["question"]) - {""} <= set(told["question"]), (
    "a turn answers a question that is not on the page"
)
assert told["n_answers"].sum() + count["n_no_question"] == len(answered), (
    "a turn answers two questions, or none of those that it names"
)

# %% tags=["provenance"]
chosen = {"corpus": corpus, "document": document, "unit": unit, "include_chair": include_chair}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
