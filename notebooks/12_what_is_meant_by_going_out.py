# %% [markdown]
# # What counts as an NGO, as international, as going out, and in whose interest?
#
# Whoever compares these documents, or speaks with their authors, needs to know whether a word means
# the same to all of them. If it does, their numbers and demands can be set side by side. If it does
# not, each has to be read with its own explanation.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
aspect: Literal["terms", "forms", "motives"] = "terms"  # words, ways of going abroad, who gains

# %% tags=["setup"]
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.asks import taxonomy
from helpers.terms import aims, meanings

parameters.check(globals())
catalogue, names = sources.catalogue(corpus), records.names("actors", corpus)
docs, statements = sorted(catalogue), records.load("statements", corpus)
uses = meanings.voiced(records.load("terms", corpus), statements)
listed, things = meanings.words(uses), meanings.words(uses, "thing")
forms, reasons = aims.forms(statements), aims.reasons(statements)
gains = taxonomy.counts(reasons, ["group"]).sort_values("n_statements", ascending=False)
first, shared = gains.iloc[0], listed[listed["n_used"] > 1]
mute, alone, agreed = (shared[shared["n_explained"].clip(upper=2) == n] for n in (0, 1, 2))
common, named = aims.common_forms(forms), aims.named_forms(forms)

# %% tags=["bottom-line"]
sizes = {"terms": (len(mute), len(shared)), "forms": (len(common), len(named))}
part, whole = sizes.get(aspect, (first["n_statements"], reasons["statement"].nunique()))
share, unit = part / max(whole, 1), f"share of {aspect}{' unexplained' * (aspect == 'terms')}"
answers = {
    "terms": f"{prose.of(part, whole, 'words that several documents share')} are explained in "
    f"none of them; in one only: {meanings.quoted(alone)}; in more: {meanings.quoted(agreed)}.",
    "forms": f"{prose.of(part, whole, 'forms of going abroad')} are named in more than one document; "
    f"first come {meanings.spelled(aims.leading(forms), '{group} in {doc}')}.",
    "motives": f"{prose.of(part, whole, 'reasons')} promise a gain to {first['group']}; others to "
    f"{meanings.spelled(gains[1:], '{group} ({n_statements})') or 'nobody'}.",
}
silent = prose.of(len(docs) - forms["doc"].nunique(), len(docs), "documents")
by_name = meanings.spelled(things, "{word} in {n_explained} of {n_used}")
caveats = {
    "terms": f"Explained by any word, where a document speaks of it at all: {by_name}.",
    "forms": f"What is not named is not denied; {silent} name no form at all.",
    "motives": "The documents differ; first come "
    + meanings.spelled(aims.leading(reasons), "{group} in {doc} ({n} of {n_statements})."),
}
findings.finding(answers[aspect], caveats[aspect], estimate=share, unit=unit, denominator=whole)

# %% [markdown]
# ## What was read
#
# A row is a word of a document at its first use or where it is explained, a statement that names a
# form of going abroad, or a reason that says who gains. What was left out is counted with its reason.

# %%
told = meanings.explained(uses)
counts = uses.groupby(["doc", "lang"])["term"].nunique().unstack(fill_value=0)
counts = counts.reindex(index=docs, columns=["en", "zh", "ja"], fill_value=0).assign(
    told=[(told["doc"] == doc).sum() for doc in docs],
    forms=[forms[forms["doc"] == doc]["statement"].nunique() for doc in docs],
    reasons=[reasons[reasons["doc"] == doc]["statement"].nunique() for doc in docs],
    genre=[catalogue[doc].genre for doc in docs],
)
tables.show(
    counts.rename_axis("doc").reset_index(),
    "documents",
    "Words by language, explanations, statements that name a form, and reasons",
    {"doc": "Document", "genre": "What it is", "en": "English", "zh": "Chinese"}
    | {"ja": "Japanese", "told": "Explained", "forms": "Forms", "reasons": "Reasons"},
)

# %%
silent = statements[~statements["statement"].isin(forms["statement"])]
n_reasons, unplaced = reasons["statement"].nunique(), reasons[reasons["group"] == aims.OTHERS]
findings.say(
    f"{len(uses)} uses of {listed['word'].nunique()} words were read. "
    f"{prose.of(int((uses['author'] == '').sum()), len(uses), 'uses')} stand in no statement, "
    "so that nobody is credited with them; they count all the same. "
    f"{prose.of(len(silent), len(statements), 'statements')} name no form of going abroad, and "
    f"{prose.of(len(statements) - n_reasons, len(statements))} give no reason; they are left out. "
    f"{prose.sentence(prose.count(len(unplaced), 'reason'))} with a gain for nobody named or for "
    "somebody outside the groups below is shown as such."
)

# %% [markdown]
# ## Which words, and who explains them?
#
# A word that two documents use may still mean two things. Where a document says what it means by a
# word, readers can compare; where none does, they can only guess.

# %%
marks = meanings.stances(uses, shared).assign(label=lambda f: f["word"], column=lambda f: f["doc"])
meaning = {"used": "uses the word", "explained": "explains it", "disputed": "disputes a meaning"}
charts.show(
    charts.draw_marks(marks, list(shared["word"]), docs, meaning),
    marks[["word", "doc", "mark"]],
    name="words",
    title=f"{prose.of(len(agreed), len(shared), 'shared words')} are explained in more than one "
    "document",
    caption=f"Words used in more than one document, in the language in which they stand. n = "
    f"{len(shared)} words of {len(listed)}. Source: {prose.listing(docs)}.",
    alt="; ".join(f"{m.word}, {m.doc}: {m.mark}" for m in marks.itertuples()),
)

# %%
twice = told[told["term"].isin(agreed["word"])].drop_duplicates(["term", "doc"])
meant = [f"“{word.term}” in {word.doc} ({word.note})" for word in twice.itertuples()]
findings.say(
    f"The words explained in more than one document, as each explains them first: {'; '.join(meant)}."
    if meant
    else "No word is explained in two documents, so that no two explanations can be compared."
)

# %%
how = told["stance"].map({"defines": "", "disputes": " (disputes)"})
tables.show(
    told.assign(
        who=told["author"].map(names).fillna("nobody named") + how,
        place=told.apply(evidence.place, axis=1),
    ),
    "explanations",
    "What each word is said to mean, and by whom",
    {"thing": "Thing", "term": "Word", "note": "Means, in our words", "who": "Who says so"}
    | {"place": "Where"},
)

# %%
wording = meanings.wording(uses, docs)
wording["who"] = [
    prose.listing(names.reindex(v).fillna(v[0] if v else "")) for v in wording["voices"]
]
tables.show(
    wording.assign(who=wording["who"].where(wording["who"] != "", None)),
    "words-by-document",
    "The words of each document in three languages; a dash where it has none",
    {"thing": "For", "doc": "Document", "en": "English", "zh": "Chinese", "ja": "Japanese"}
    | {"n_explained": "Explanations", "who": "Who explains or disputes"},
)

# %%
evidence.unfold(
    {
        thing: uses[uses["thing"] == thing].sort_values("use")
        for thing in sorted(set(uses["thing"]))
    },
    "uses",
    "Every use behind the table",
    corpus,
    "term",
    "use",
)

# %% [markdown]
# ## Which forms of going abroad does each document name?
#
# A form that a document does not name is an empty cell. A hatched cell says more: the document names
# no form at all.

# %%
cells = aims.form_cells(forms, uses, docs)
drawn = cells[cells["why"] != "other forms only"].rename(
    columns={"group": "label", "doc": "column"}
)
drawn = drawn.assign(mark=drawn["named"].map({True: "named"}).fillna("silent"))
order = [form for form in aims.FORMS.values() if form in set(forms["group"])]
charts.show(
    charts.draw_marks(
        drawn[drawn["label"].isin(order)],
        order,
        docs,
        {"named": "statements that name it", "silent": "names no form at all"},
    ),
    cells[["group", "doc", "n", "why"]],
    name="forms",
    title=f"{prose.of(len(common), len(named), 'forms')} are named in more than one document",
    caption="Statements that name a form of going abroad; no mark: the document names other forms. "
    f"n = {forms['statement'].nunique()} statements. Source: {prose.listing(docs)}.",
    alt="; ".join(f"{c.group}, {c.doc}: {c.n}" for c in cells.itertuples() if c.n),
)

# %%
empty = cells[cells["n"] == 0].groupby("why").agg(n=("group", "size"), doc=("doc", set))
why = [f"{prose.listing(sorted(e.doc))}: {e.Index} ({e.n})" for e in empty.itertuples()]
thin = cells[cells["n"] == 1]
findings.say(
    f"{prose.of(int((cells['n'] == 0).sum()), len(cells), 'cells')} are empty. "
    + (f"The reasons, with the number of cells: {'; '.join(why)}. " if why else "")
    + f"{prose.of(len(thin), int((cells['n'] > 0).sum()), 'filled cells')} rest on one statement."
)

# %%
evidence.unfold(
    dict(list(forms.sort_values("statement").groupby("group"))),
    "forms",
    "The statements behind each form",
    corpus,
    "paraphrase",
    "statement",
)

# %% [markdown]
# ## Who is said to gain?
#
# A reason for working abroad, or for having NGOs at all, says who profits. A reason that promises a
# gain to two groups stands under both.

# %%
by_doc = taxonomy.by_document(reasons, "statement")
charts.show(
    charts.draw_counts(by_doc, "group", "doc", "number of reasons"),
    by_doc,
    name="gains",
    title=f"{prose.sentence(first['group'])} is promised a gain in "
    f"{prose.of(first['n_statements'], n_reasons, 'reasons')}",
    caption="Reasons by who gains, those that most documents share first. n = "
    f"{n_reasons} reasons. Source: {prose.listing(sorted(set(by_doc['doc'])))}.",
    alt="; ".join(f"{row.group}, {row.doc}: {row.n}" for row in by_doc.itertuples()),
)

# %%
voices = reasons.assign(who=reasons["author"].map(names).fillna(reasons["author"]))
voices = voices.groupby(["group", "doc"]).agg(n=("statement", "nunique"), who=("who", set))
tables.show(
    voices.assign(who=voices["who"].map(sorted).map(prose.listing)).reset_index(),
    "gains",
    "Who is said to gain, in which document, and who says so",
    {"group": "Who gains", "doc": "Document", "n": "Reasons", "who": "Who says so"},
)

# %%
evidence.unfold(
    {
        group: reasons[reasons["group"] == group].sort_values("statement")
        for group in gains["group"]
    },
    "reasons",
    "The reasons behind each count",
    corpus,
    "paraphrase",
    "statement",
)

# %% [markdown]
# ## Evidence
#
# What the answer rests on, and what speaks against it: words, forms or gains on which documents agree,
# or those that come next.

# %%
noted = uses[uses["term"].isin(shared["word"]) & (uses["note"] != "")]
second, rare = gains["group"].iloc[min(1, len(gains) - 1)], set(forms["group"]) - set(common)
each = reasons[reasons["group"].isin([first["group"], second])].drop_duplicates(["author", "group"])
shown, key, said, agreeing = {
    "terms": (noted, "term", "note", agreed["word"]),
    "forms": (forms.drop_duplicates(["group", "doc"]), "group", "paraphrase", rare),
    "motives": (each, "group", "paraphrase", [second]),
}[aspect]

# %%
shown = shown.assign(
    says="“" + shown[key] + "”: " + shown[said],
    against=shown[key].isin(agreeing),
    record=shown["statement"].where(shown["statement"] != "", shown.get("use", "")),
)
evidence.listed(
    shown.sort_values(["against", "doc", "line_start"], kind="stable"),
    "evidence",
    "Behind the answer; against it, what does not fit it or comes next",
    corpus,
    "says",
    "record",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the differences are those of translation or of genre and not of
# meaning. A study explains words, a talk does not; a translator may turn one word into two.

# %%
margin, line = 0.1, None if aspect == "motives" else 0.5
reversal = {
    "terms": "half of the shared words or more are then explained somewhere",
    "forms": "half of the forms or more are then named in one document alone",
    "motives": f"more is then promised to another group than to {first['group']}",
}[aspect]
unvaried = {"reading": "words, forms and reasons were read once, with no second reading beside it"}
unvaried |= {"author": "nobody named says any of it"}
findings.say(
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    f"points, and reverses where {reversal}."
)

# %%
material, speakers, measure = {
    "terms": (uses, told, meanings.share_unexplained),
    "forms": (forms, forms, aims.share_common),
    "motives": (reasons, reasons, lambda rows: aims.standing(rows, first["group"])),
}[aspect]
variants = {
    kind: {
        f"without {names.get(value, value)}": measure(material[material[column] != value])
        for value in sorted(set(speakers[column]) - {""})
    }
    for kind, column in {"document": "doc", "author": "author"}.items()
}
genres = material["doc"].map(lambda doc: catalogue[doc].genre)
talks, translations = (genres.str.contains(kind) for kind in ("transcript", "translated"))
alone = {"talks": talks, "texts": ~talks, "untranslated documents": ~translations}
for kind, rows in alone.items():
    if material.loc[rows, "doc"].nunique() > 1:
        variants["document"][f"{kind} alone"] = measure(material[rows])

# %%
if aspect == "terms":
    strict = uses["stance"].where(uses["kind"] == "definition", "uses")
    wide = listed.loc[listed["n_used"] > 2, "word"]
    variants["grain"] = {"things are counted, not words": measure(uses, "thing")}
    variants["definition"] = {
        "only words of three documents or more count": measure(uses[uses["term"].isin(wide)]),
        "only English words count": measure(uses[uses["lang"] == "en"]),
        "only what is meant as a definition explains": measure(uses.assign(stance=strict)),
    }
elif aspect == "forms":
    met = forms[forms["group"].isin(common)]["statement"].nunique()
    variants["grain"] = {"statements are counted": met / forms["statement"].nunique()}
    variants["definition"] = {"two statements or more name a form": measure(forms, 2)}
else:
    abroad, how = reasons[reasons["theme"].str.startswith("world.")], (reasons, first["group"])
    units = {"sentences": "item", "voices": "author", "documents": "doc"}
    variants["grain"] = {f"{w} are counted": aims.standing(*how, u) for w, u in units.items()}
    variants["definition"] = {"only reasons about work across borders count": measure(abroad)}
varied = findings.vary(share, variants, margin, line)
findings.robustness(varied, unit, unvaried)

# %%
pairs = meanings.overlaps(uses)
same, apart = pairs[pairs["same_author"]], pairs.loc[~pairs["same_author"], "share"]
foreign, english = (told[(told["lang"] == "en") == wanted] for wanted in (False, True))
doubled = int(foreign["statement"].isin(english["statement"]).sum())
pattern = "{left} and {right}, mainly by one author, share {share:.0%}"
kin = (
    "Of the words of the document with fewer, " + meanings.spelled(same, pattern) + "; other pairs "
    f"share {apart.min():.0%} to {apart.max():.0%}. "
    if len(same)
    else "No two documents are mainly by one author, so author and genre cannot be told apart. "
)
if len(same) and same["share"].max() <= apart.max():
    kin += "One author's two documents are no closer than others: genre may choose the words. "
if len(foreign):
    n = prose.of(doubled, len(foreign), "explanations")
    kin += f"{n} in Chinese or Japanese stand beside an English one of the same statement."
findings.say(kin)

# %%
turn = varied["verdict"] == "reverses"
findings.say(
    f"The finding {findings.tally(varied)}"
    + (f"; for example: {'; '.join(list(varied.loc[turn, 'variant'])[:3])}." if turn.any() else ".")
    + (
        " Who comes first should not be quoted without its document."
        if aspect == "motives" and turn.any()
        else ""
    )
)

# %% tags=["checks"]
assert (told["author"] != "").all(), "a word is explained and nobody is known to explain it"
assert set(uses["doc"]) <= set(docs), "a word stands in a document that nobody has catalogued"
assert set(common) <= set(named), "a form is common to all documents and named in none"
assert set(gains["group"]) <= {*aims.GAINS, aims.OTHERS}, "somebody gains who has no group"
assert (shared["n_explained"] <= shared["n_used"]).all(), "a word is explained where it is not used"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "aspect": aspect}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
