# %% [markdown]
# # What do the documents say, and which of it stands?
#
# Whoever wants to quote one of these documents needs two things: the answer, and how far it carries.
# Here are all answers of the collection in one place. Each was computed again under other choices, and
# the board shows which of them it survived; what it did not survive is listed in full, for those who
# want to attack it.

# %% tags=["parameters"]
corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/

# %% tags=["setup"]
import pandas as pd
from helpers import charts, findings, parameters, prose, tables
from helpers.reports import board, results

parameters.check(globals())
found = results.read(corpus)
made = [result for result in found if result.sentence]
turned = [board.turning(result.variants) for result in made]
n = {cause: turned.count(cause) for cause in ("", "question", "evidence")}
firm = sum(board.gravest(result.variants) == "holds" for result in made)
absent, weakest = board.absences(made), board.weakest_first(made)[0]

# %% tags=["bottom-line"]
words = {cause: prose.count(k, "", "").strip() if k else "none" for cause, k in n.items()}
missed = [
    f" Leaving out {row['who']} moves {prose.of(row['n_moved'], row['n_tried'], 'answers')}."
    for row in absent[:1]
]
none = [f"{result.number} ({result.trouble})" for result in found if not result.sentence]
findings.finding(
    f"Of {prose.count(len(made), 'answer')}, {words['']} never reverse, {words['question']} reverse "
    f"only where something else is counted or meant, and {words['evidence']} where a document, an "
    f"author or a reading is left out; {firm or 'none'} hold under all that was tried."
    + "".join(missed),
    "An answer that reverses is not wrong: it hangs on a choice, and the choice is named below. "
    "Nothing here tests whether the documents are right."
    + (f" Without an answer: {prose.listing(none)}." if none else ""),
    estimate=n[""] / len(made),
    unit="share of answers that no other choice reverses",
    denominator=len(made),
    values={"weakest": weakest.number, "missed_most": absent[0]["who"] if absent else ""} | n,
)

# %% [markdown]
# ## What do the documents say?
#
# The questions stand in the order of an argument. First what is there and whether it can be trusted, then
# what it says, who says it, what is asked for and what became of that, and at last who and when.

# %%
parts = {"1": "What is there, and can it be trusted?", "2": "What does it say?"}
parts |= {"3": "Who says it?", "4": "What is asked for, and what became of it?"}
parts |= {"5": "Who is connected, and what happened when?"}
board.answers(found, parts)

# %% [markdown]
# ## The board
#
# Each answer was computed again: as read by another reading, counted in other units, without each
# document, without each author, under other definitions. An answer *weakens* where it moves further than
# its margin, and *reverses* where it becomes another answer; both were fixed before. The weakest stand first.

# %%
bars, ranked = pd.DataFrame(board.verdicts(made)), board.weakest_first(made)
kinds = {kind: prose.sentence(words) for kind, words in board.TRIED.items()}
turns = bars[bars["verdict"] == "reverses"].groupby("kind")["label"].nunique()
often = [kinds[kind] for kind in turns.index[turns == turns.max()]]
charts.show(
    charts.draw_verdicts(
        bars.assign(column=bars["kind"].map(kinds)),
        [str(result.name) for result in ranked],
        list(kinds.values()),
    ),
    bars,
    name="board",
    title=f"“{prose.listing(often, '” and “')}” reverses the most answers: {turns.max()} of {len(made)}"
    if len(turns)
    else "No answer reverses under any other choice",
    caption=f"Each bar: the other choices of a kind, by what becomes of the answer; a dash: none. "
    f"n = {bars['n'].sum()} choices for {prose.count(len(made), 'answer')}, the weakest first.",
    alt="; ".join(f"{r.name}: {board.gravest(r.variants)} at worst" for r in ranked),
)

# %%
tables.show(
    pd.DataFrame(board.cells(found)),
    "board",
    f"How {prose.count(len(made), 'answer')} stand under other choices, the weakest first",
    {"finding": "Answer to", "reading": "Read otherwise", "grain": "Counted otherwise"}
    | {"document": "Without a document", "author": "Without an author"}
    | {"definition": "Defined otherwise", "worst": "At worst it"}
    | {"margin": "It may move by", "unit": "What is measured"},
)

# %%
shown = {"kind": "Kind of choice", "variant": "If …", "stands": "As it stands"}
shown |= {"estimate": "Then", "unit": "What is measured", "verdict": "The answer"}
attacks = pd.DataFrame(board.moves(made), columns=["finding", *shown])
title = f"All {len(attacks)} choices that move an answer, by answer; the weakest first"
tables.fold(attacks, "finding", "moves", title, shown)

# %% [markdown]
# Some people and documents stand behind several answers. Without them, this is what moves.

# %%
tables.show(
    pd.DataFrame(absent),
    "absences",
    "Left out of two answers or more, and missed by at least one",
    {"who": "Left out", "n_tried": "Answers tried", "n_weakens": "Weaken"}
    | {"n_reverses": "Reverse", "which": "Which"},
)

# %% [markdown]
# A placebo puts something in place that should not carry the answer. An answer that holds all the same
# would be too easy to give.

# %%
dummies = board.placebos(made)
tables.show(
    pd.DataFrame(dummies, columns=list(shown)), "placebos", "Answers put to a placebo", shown
)

# %% [markdown]
# Where a cell of the board is empty, this is why.

# %%
reasons = pd.DataFrame(board.reasons(made), columns=["finding", "kind", "reason"])
tables.show(
    reasons,
    "not-varied",
    f"{prose.sentence(prose.count(len(reasons), 'kind'))} of choice that an answer was not put to",
    {"finding": "Answer to", "kind": "Kind of choice", "reason": "Not varied, as …"},
)

# %% tags=["checks"]
calm = [
    (result.number, row["variant"])
    for result in made
    for row in result.variants
    if row["verdict"] == "holds" and abs(row["estimate"] - result.estimate) > result.margin + 1e-9
]
assert not calm, f"an answer is said to hold although it moved past its margin: {calm}"
assert sum(n.values()) == len(made), "an answer was never computed again under another choice"
numbers = [result.number for result in found]
assert numbers == sorted(numbers), "the questions do not stand in the order of the argument"

# %% tags=["provenance"]
findings.provenance({"corpus": corpus}, corpus, ["matplotlib", "numpy", "pandas"])
