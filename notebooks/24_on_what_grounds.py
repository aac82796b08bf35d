# %% [markdown]
# # What do the claims rest on, and who is spoken about but not heard?
#
# Sentences and numbers on China's NGOs travel from memo to memo without their sources. Whoever quotes
# one should know what it rests on, who gains if it is believed, and whether those concerned had a say.
# If claims rest on sources, they can be passed on; if not, they are opinions of their speakers.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
basis: list[Literal["own_study", "named_source", "policy_cited", "example", "own_experience"]] = [
    "own_study",
    "named_source",
    "policy_cited",
]  # grounds that count
documents: list[str] = []  # which documents; empty for all that hold claims

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers.claims import citing, grounds, hearing, posters, quotable
from helpers.numbers import consistency, repairs

parameters.check(globals())
read = "statements segments ties actors unread matches relations quantities".split()
said, segments, ties, actors, unread, matches, *rest = (records.load(t, corpus) for t in read)
relations, printed = rest
docs = sorted(set(documents) or {*said["doc"], *printed["doc"]})
checked = consistency.check(relations, printed, unread=unread)
mended = repairs.reconciliations(relations, printed, unread=unread)
judged = quotable.numbers(printed, said, segments, ties, checked, mended, unread)
told, known = grounds.claims(said, basis, docs), hearing.voices(said, ties, actors)

# %% tags=["bottom-line"]
[row], names = grounds.audit(told).to_dict("records"), actors.set_index("actor")["name"]
judged, heard = judged.query("doc in @docs"), hearing.heard(said.query("doc in @docs"), known)
measured = judged[judged["kind"].isin(quotable.MEASURED)]
[verdicts] = quotable.audit(measured).to_dict("records")
rests = prose.listing([grounds.BASES[ground] for ground in basis], "or") or "no ground that counts"
findings.finding(
    f"{prose.of(row['n_grounded'], row['n'], 'claims')} rest on {rests}; "
    f"of {len(measured)} printed numbers that measure something, {verdicts[quotable.YES]} can be "
    f"quoted as they stand, {verdicts[quotable.CAVEAT]} with a caveat and {verdicts[quotable.NO]} not "
    "at all.",
    f"{prose.sentence(hearing.unheard(heard))}. {grounds.foremost(told, names)}"
    "Grounds were read once, by one machine-assisted reading.",
    estimate=row["share"],
    unit="share of claims",
    denominator=row["n"],
    values=verdicts,
)

# %% [markdown]
# ## What was read
#
# A row is a claim, which says how things are, or a printed number. A claim names one ground at most;
# where it names several, the strongest was read.

# %%
rest = said[said["doc"].isin(docs) & ~said["statement"].isin(told["statement"])]
left = [[why, int(rest["kind"].isin(kinds).sum())] for why, kinds in grounds.LEFT_OUT.items()]
tables.show(
    pd.DataFrame(left, columns=["why", "n"]),
    "left-out",
    f"{prose.sentence(prose.count(len(rest), 'statement'))} left out, as they do not say how things "
    "are but …",
    {"why": "What they say", "n": "Statements"},
)

# %%
n_voices, textual = told["author"].nunique(), judged["kind"].isin(quotable.TEXTUAL)
findings.say(
    f"{prose.count(len(told), 'claim')} by {prose.count(n_voices, 'voice')} and "
    f"{prose.count(len(judged), 'number')} were read from {prose.count(len(docs), 'document')}. Of the "
    f"numbers {int(textual.sum())} only count places, pages or lists of the text, "
    f"{int((judged['kind'] == 'date').sum())} are dates, and {len(measured)} measure something."
)

# %% [markdown]
# ## What do the claims rest on?
#
# A study, a named source or a cited rule can be looked up by somebody else. An example and the
# speaker's own experience can be asked for, what everybody is said to know cannot even be asked.

# %%
drawn = told.groupby(["rests_on", "doc"]).size().rename("n").reset_index()
order = {words: place for place, words in enumerate(grounds.BASES.values())}
nothing = int((told["basis"] == "none").sum())
charts.show(
    charts.draw_counts(
        drawn.sort_values("rests_on", key=lambda c: c.map(order), kind="stable"),
        "rests_on",
        "doc",
        "number of claims",
    ),
    drawn,
    name="grounds",
    title=f"{prose.of(nothing, len(told), 'claims')} rest on nothing that is named",
    caption=f"Claims by what they rest on. n = {len(told)} claims. Source: "
    f"{prose.listing(sorted(set(told['doc'])))}.",
    alt="; ".join(f"{d.rests_on}, {d.doc}: {d.n}" for d in drawn.itertuples()),
)

# %%
by_voice = grounds.grid(told, "author").sort_values(["n", "author"], ascending=[False, True])
tables.show(
    by_voice.assign(who=by_voice["author"].map(names).fillna(by_voice["author"])),
    "voices",
    f"Claims of each voice by what they rest on; the last column counts {rests}",
    {"who": "Voice", "n": "Claims"}
    | {words: prose.sentence(words) for words in grounds.BASES.values()}
    | {"n_grounded": "Grounded"},
)

# %%
stakes = hearing.stakes(told, known)
by_stake = stakes.groupby("stake").agg(
    n=("statement", "size"),
    n_grounded=("grounded", lambda g: int(g.eq(True).sum())),
    n_own=("basis", lambda b: int((b == "own_experience").sum())),
)
tables.show(
    by_stake.reindex([s for s in hearing.STAKES if s in by_stake.index]).reset_index(),
    "stakes",
    "The speaker's interest: whom claims concern, and what they rest on then",
    {"stake": "The claim concerns", "n": "Claims", "n_grounded": f"On {rests}"}
    | {"n_own": "On own experience"},
)

# %%
sides, firm = stakes["stake"].isin(hearing.STAKES[:2]), stakes["grounded"].eq(True)
others = stakes["stake"] == "others"
evidence.unfold(
    {
        words: told[told["rests_on"] == words]
        for words in order
        if (told["rests_on"] == words).any()
    },
    "claims",
    f"{prose.sentence(prose.of(int(sides.sum()), len(told), 'claims'))} concern the speaker's own "
    f"organisation or group. Of these, {prose.of(int((sides & firm).sum()), int(sides.sum()))} rest "
    f"on {rests}; of those about others, {prose.of(int((others & firm).sum()), int(others.sum()))}. "
    "The claims behind each ground:",
    corpus,
    "paraphrase",
    "statement",
)

# %% [markdown]
# ## Who is spoken about, and who is heard?
#
# A group is spoken about where a statement says that it gains, lacks or bears something. It is heard
# where somebody of it speaks or writes; rules and speeches that others quote do not count as hearing.

# %%
shown = heard[(heard["n_about"] > 0) | (heard["n_said"] > 0)]
shown = shown.assign(about=shown["n_about"], by=shown["n_said"] - shown["n_quoted"]).rename(
    columns={"about": "statements about it", "by": "statements by it"}
)
silent = int(heard["heard"].eq(False).sum())
charts.show(
    charts.draw_balance(
        shown, "group", "statements about it", "statements by it", "number of statements"
    ),
    shown[["group", "statements about it", "statements by it"]],
    name="heard",
    title=f"{prose.of(silent, int(heard['heard'].notna().sum()), 'groups')} that are spoken about are "
    "not heard",
    caption="Statements that concern a group, and statements by its voices, rules and speeches left "
    f"out. n = {int(said['doc'].isin(docs).sum())} statements. Source: {prose.listing(docs)}.",
    alt="; ".join(
        f"{s.group}: {s.n_about} about, {s.n_said - s.n_quoted} by" for s in shown.itertuples()
    ),
)

# %%
spelled = heard["voices"].map(
    lambda cell: prose.listing([names.get(x, x) for x in cell.split("; ")])
)
tables.show(
    heard.assign(
        spelled=spelled.where(heard["voices"] != "", None),
        state=heard["heard"].map({True: "yes", False: "no"}).fillna("nobody speaks about it"),
    ),
    "heard",
    "Groups by how often they are spoken about. A voice counts for one group, that of its "
    "organisation; the society where the work is done may be China's own",
    {"group": "Group", "n_about": "Statements about it", "n_docs": "In documents"}
    | {"n_said": "Statements by it", "n_quoted": "Of these, quoted from rules and speeches"}
    | {"spelled": "Its voices", "state": "Heard?"},
)

# %% [markdown]
# ## What can be quoted?
#
# The first rule that applies gives the verdict, and every rule that applies is told. Where none
# applies a number can still be wrong; nothing printed here speaks against it.

# %%
claims = quotable.claims(told, judged, matches, unread)
both = [quotable.rules(frame) for frame in (judged, claims)]
tables.show(
    both[0].assign(n_claims=both[1]["n_fired"], decided=both[1]["n_decided"]),
    "rules",
    "The rules in the order in which they are tried, and how often each applies and decides",
    {"verdict": "Verdict", "says": "Where a number or claim …", "n_fired": "Numbers"}
    | {"n_decided": "Decides", "n_claims": "Claims", "decided": "Decides (claims)"},
)

# %%
parts = measured.groupby(["kind", "verdict"]).size().rename("n").reset_index()
charts.show(
    charts.draw_counts(parts, "kind", "verdict", "printed numbers"),
    parts,
    name="verdicts",
    title=f"{prose.of(verdicts[quotable.YES], len(measured), 'numbers')} can be quoted as they stand",
    caption="Printed numbers that measure something, by kind and verdict; dates and numbers of the "
    f"text are left out. n = {len(measured)} numbers. Source: {prose.listing(docs)}.",
    alt="; ".join(f"{p.kind}, {p.verdict}: {p.n}" for p in parts.itertuples()) or "No number.",
)

# %%
cited = citing.numbers(judged, actors, ties, sources.catalogue(corpus))
blank = ["sentence", "caveats", "counted", "by", "when"]
sheet = cited[cited["kind"].isin(quotable.MEASURED)].sort_values(
    ["doc", "line_start", "char_start"]
)
tables.show(
    sheet.assign(**{column: sheet[column].where(sheet[column] != "", None) for column in blank}),
    "quote-sheet",
    "The quote sheet: every printed number that measures something, with a sentence to paste",
    {"verdict": "Verdict", "what": "Number", "sentence": "Sentence to paste"}
    | {"caveats": "Caveat: it …", "rule": "Rule that decides", "counted": "Who is counted"}
    | {"by": "By whom", "when": "When", "place": "Where"},
)

# %%
spoken = citing.claims(claims, actors, ties, sources.catalogue(corpus))
spoken = spoken.assign(what=spoken["paraphrase"], quantity=spoken["statement"])
whole = pd.concat([cited.assign(of="numbers"), spoken.assign(of="claims")], ignore_index=True)
first = whole["sentence"].where(whole["sentence"] != "", whole["what"] + ".")
but = whole["caveats"].map(lambda text: f" Caveat: it {text}." if text else "")
whole["group"] = (
    whole["verdict"] + " (" + whole["of"] + "): " + whole["rule"].replace("", "no rule applies")
)
evidence.unfold(
    dict(list(whole.assign(says=first + but).sort_values("quantity").groupby("group"))),
    "everything",
    "Every number and every claim, by verdict and by the rule that decides",
    corpus,
    "says",
    "quantity",
)

# %% tags=["sheet"]
poster, catalogue = posters.poster(cited), sources.catalogue(corpus)
dates = [f"{d} ({catalogue[d].genre}, {citing.when(catalogue[d])})" for d in docs]
n_shown, n_all = int(poster["n"].sum()), int(cited["kind"].isin(citing.SOURCED).sum())
tables.sheet(
    poster.assign(
        because=poster["because"].where(poster["because"] != "", None),
        verdict=poster["verdict"].replace(quotable.CAVEAT, "with caveat"),
    ),
    "poster",
    "Which numbers on NGOs abroad can be quoted?",
    {"verdict": "Verdict", "say": "Words to use; or the number, if it is not to be used"}
    | {"because": "But it …", "where": "Where"},
    "How to read it: each row holds counts, shares or sums that stand on one line and have one "
    "verdict by one rule, the first that applies; the reason is that of the first number. A dash: no "
    f"rule applies. The documents: {prose.listing(dates)}. Cite "
    f"document, date and line with the words. Shown are {n_shown} of {n_all} printed counts, shares "
    f"and sums, those on work across borders, each once; the other {n_all - n_shown} stand in the "
    "quote sheet of the report, with all caveats.",
)

# %% [markdown]
# ## Evidence
#
# One claim of each voice that rests on a ground that counts; against the answer that few do, these
# speak. Beside them stands one claim of each voice that rests on nothing that is named.

# %%
bare = told[told["basis"].isin(["none", "common_knowledge"])]
shown = pd.concat(
    [
        bare.drop_duplicates("author").assign(against=False),
        told[told["grounded"].eq(True)].drop_duplicates("author").assign(against=True),
    ]
)
who = shown["author"].map(names).fillna(shown["author"])
evidence.listed(
    shown.assign(says=who + ", on " + shown["rests_on"] + ": " + shown["paraphrase"]),
    "evidence",
    "Claims that name no ground, and against them claims that do",
    corpus,
    "says",
    "statement",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: the documents were abridged, edited and translated, and lost their
# sources on the way; or the reading overlooked them. And one author may speak for most claims.

# %%
margin, line, share = 0.1, 0.5, row["share"]
findings.say(
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    f"points, and reverses where it {'falls to half or less' if share > line else 'passes half'}."
)

# %%
cites, variants = grounds.sourced(told, ties), grounds.variants(said, basis, docs, names)
beside = "a claim has a ground where its author cites somebody beside it"
variants["definition"] |= {beside: cites.mean()}
varied = findings.vary(share, variants, margin, line)
unvaried = {"document": "all claims stand in one document", "author": "one voice makes all claims"}
unvaried |= {"reading": "grounds were read once, with no second reading beside it"}
findings.robustness(varied, "share of claims", unvaried)

# %%
near, far = (prose.of(int((part & firm).sum()), int(part.sum())) for part in (cites, ~cites))
findings.say(
    "That somebody is cited was also read apart from the grounds. Where the author cites somebody on "
    f"the lines of a claim, {near} claims have a ground that counts; elsewhere {far}."
    if cites.any()
    else "No author is found to cite anybody on the lines of a claim."
)

# %%
lone = quotable.rules(measured).sort_values("n_alone", ascending=False, kind="stable").iloc[0]
findings.say(
    f"The finding {findings.tally(varied)}. "
    + (
        f"Without the rule that a number {lone['says']}, {lone['n_alone']} more could be quoted as "
        "they stand; no other rule stands alone in the way of more."
        if lone["n_alone"]
        else "No single rule keeps a number from being quoted as it stands."
    )
)

# %% tags=["checks"]
assert told["rests_on"].notna().all(), "a claim rests on a ground that has no name"
assert row["n_grounded"] <= row["n"], "more claims are grounded than were made"
assert not set(known["group"]) - {*hearing.GROUPS, hearing.NOT_STATED}, "a voice has no group"
assert (cited.loc[cited["verdict"] == citing.NO, "sentence"] == "").all(), (
    "a number that is not to be quoted has a sentence to paste"
)
assert (cited.loc[cited["verdict"] != citing.NO, "sentence"] != "").all(), (
    "a number that can be quoted has no sentence to paste"
)
assert ((cited["caveats"] == "") == (cited["verdict"] == quotable.YES)).all(), (
    "a number has a caveat and no verdict that says so"
)

# %% tags=["provenance"]
chosen = {"corpus": corpus, "basis": basis, "documents": documents}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
