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
words = {cause: prose.count(k, "", "").strip() if k else "none" for cause, k in n.items()}
steady = [result.number for result, cause in zip(made, turned, strict=True) if not cause]
firm = sum(board.gravest(result.variants) == "holds" for result in made)
absent, weakest = board.absences(made), board.weakest_first(made)[0]
least = f" ({prose.listing(steady)})" if steady else ""

# %% tags=["bottom-line"]
none = prose.listing([f"{r.number} ({r.trouble})" for r in found if not r.sentence])
missed = [
    f"{r['who']} moves {prose.of(r['n_moved'], r['n_tried'], 'answers')}." for r in absent[:1]
]
findings.finding(
    f"Of {prose.count(len(made), 'answer')}, {words['']} never reverse{least}, {words['question']} "
    f"reverse only where something else is counted or meant, and {words['evidence']} where a document "
    "or an author is left out or something is read otherwise; "
    f"{firm or 'none'} hold under all that was tried. " + "Leaving out ".join(["", *missed]),
    "An answer that reverses is not wrong: it hangs on a choice, and the choice is named below. "
    "Nothing here tests whether the documents are right."
    + (f" Without an answer: {none}." if none else ""),
    estimate=n[""] / len(made),
    unit="share of answers that no other choice reverses",
    denominator=len(made),
    values={"weakest": weakest.number, "never": n[""], "evidence": n["evidence"]},
)

# %% [markdown]
# ## What do the documents say?
#
# The questions stand in the order of an argument: what is there and whether it can be trusted, what it
# says, who says it, what is asked for and what became of that, who and when. Which single numbers can
# be quoted, and in which words, stands on the quote sheet of `24_on_what_grounds`.

# %%
parts = {"1": "What is there, and can it be trusted?", "2": "What does it say?"}
parts |= {"3": "Who says it?", "4": "What is asked for, and what became of it?"}
parts |= {"5": "Who is connected, and what happened when?"}
board.answers(found, parts)

# %% [markdown]
# ## The board
#
# Each answer was computed again: read otherwise, counted in other units, without each document, without
# each author, under other definitions. It *weakens* where it moves further than its margin, and *reverses*
# where it passes its line, where nothing is left of it, or where another answer comes first. Margins and
# lines are each notebook's own, so the order is rough: the weakest stand first, by the share of choices
# under which they hold, each kind counting the same.

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
    {"finding": "Answer to", "worst": "At worst it", "reading": "Read otherwise"}
    | {"grain": "Counted otherwise", "document": "Without a document"}
    | {"author": "Without an author", "definition": "Defined otherwise"}
    | {"margin": "Margin", "line": "Line", "unit": "What is measured"},
)

# %%
shown = {"variant": "If …", "verdict": "The answer", "stands": "As it stands"}
shown |= {"estimate": "Then", "kind": "Kind of choice", "unit": "What is measured"}
attacks = pd.DataFrame(board.moves(made), columns=["finding", *shown])
title = f"All {len(attacks)} choices that move an answer, by answer; the weakest first"
tables.fold(attacks, "finding", "moves", title, shown)

# %% [markdown]
# Some people and documents stand behind several answers. Without them, this is what moves.

# %%
columns = {"who": "Left out", "n_tried": "Answers tried", "n_weakens": "Weaken"}
columns |= {"n_reverses": "Reverse", "which": "Which"}
missing = pd.DataFrame(absent, columns=list(columns))
tables.show(missing, "absences", "Left out of two answers or more, and missed by one", columns)

# %%
bound = [result.number for result in made if "document" in result.unvaried]
findings.say(
    f"{prose.count(len(bound), 'answer')} cannot be given without one document and "
    f"{'is' if len(bound) == 1 else 'are'} not in this table: {prose.listing(bound)}."
    if bound
    else "Every answer was tried without each document."
)

# %% [markdown]
# A placebo puts something in place that should not carry the answer. An answer that holds all the same
# says little by its size.

# %%
dummies = pd.DataFrame(board.placebos(made), columns=["finding", *shown])
named = f"{prose.sentence(prose.count(len(dummies), 'placebo'))}, and what becomes of the answer"
plain = {column: words_ for column, words_ in shown.items() if column != "kind"}
tables.show(dummies, "placebos", named, {"finding": "Answer to"} | plain)

# %%
cases = {case: [r.number for r in own] for case, own in board.under_placebo(made).items()}
findings.say(
    f"{prose.count(len(cases['fall']), 'answer')} fall under a placebo, as they should"
    + (
        f"; these hold, and should not be quoted for their size: {prose.listing(cases['hold'])}. "
        if cases["hold"]
        else ". "
    )
    + f"{prose.count(len(cases['none']), 'answer')} were put to none here."
)

# %% [markdown]
# Where a cell of the board says *not varied*, or a choice gave no answer, this is why.

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
