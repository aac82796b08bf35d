# %% [markdown]
# # What support flows to young NGOs, of what size, and who says it works?
#
# Incubators take in young NGOs, train them and help them to money. A foundation or an official who
# thinks of paying for one wants to know its price and its effect. If the amounts are clear and voices
# without a stake confirm the effect, the case can serve as a model. If not, it is a story.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
currency: Literal["as printed", "converted"] = "as printed"  # converted: at the case's own rate
ranges: Literal["interval", "midpoint"] = "interval"  # midpoint is a contrast that nobody printed

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers import vocabularies
from helpers.claims import casebook, interest, ledger
from helpers.numbers import consistency

parameters.check(globals())
numbers, ties = records.load("quantities", corpus), records.load("ties", corpus)
statements, names = records.load("statements", corpus), records.names("actors", corpus)
doc = ledger.case(numbers, ties)
incubators = set(ledger.incubators(ties).query("doc == @doc")["actor"])
amounts, told = ledger.amounts(numbers, doc), interest.claims(statements, doc)
money = ledger.support(amounts, currency)
heard = interest.voices(told, ties, incubators).assign(who=lambda f: f["voice"].map(names))

# %% tags=["bottom-line"]
shown = ledger.midpoints(money) if ranges == "midpoint" else money
sums = [f"{ledger.said(row)} ({row['population']})" for _, row in shown.iterrows()]
middle = ", each range told by its middle, which nobody prints" * (ranges == "midpoint")
stakes, sayers = interest.with_interest(heard)
about = sources.catalogue(corpus)[doc]
occasions = sorted({row["per"] or "no occasion" for _, row in money.iterrows()})
findings.finding(
    f"The case prints support of {prose.listing(sums)}{middle}; {interest.spelled(heard)}.",
    f"{prose.sentence(interest.outsiders(heard, [about.author, about.publisher]))}; money per "
    + (
        f"{prose.listing(occasions, 'and per')} gives no total."
        if occasions[1:]
        else occasions[0] + "."
    ),
    estimate=interest.share(heard),
    unit="share of voices that say it works with an interest in it",
    denominator=sayers,
    values={row["quantity"]: [row["low"], row["high"]] for _, row in shown.iterrows()},
)

# %% [markdown]
# ## What was read
#
# The case is the document that tells what an incubator gives. A row is a printed amount, a statement
# or a voice. What is quoted from rules and speeches asks for support, and is no voice on its effect.

# %%
own = numbers[numbers["doc"] == doc]
quoted = statements.query("doc == @doc and basis == @interest.POLICY")
findings.say(
    f"The case is {doc} ({about.publisher}, {about.date}). Its incubator is "
    f"{prose.listing(sorted(names[list(incubators)]))}. {len(own)} numbers and {len(told)} statements "
    f"of {prose.count(len(heard), 'voice')} were read; {len(amounts)} of the numbers "
    f"{'says' if len(amounts) == 1 else 'say'} how much goes in or comes out."
)

# %%
rest = own[~own["quantity"].isin(amounts["quantity"])]["kind"].value_counts().sort_index()
unjudged = int(told["works"].isna().sum())
left = [(f"numbers: {kind}", n, "no amount of support") for kind, n in rest.items()]
left += [("statements quoted from rules and speeches", len(quoted), "ask for support")]
left += [("claims that name nobody concerned", unjudged, "cannot be judged as praise")]
tables.show(
    pd.DataFrame(left, columns=["what", "n", "why"]),
    "left-out",
    "What was left out, and why",
    {"what": "Left out", "n": "Number", "why": "Why"},
)

# %% [markdown]
# ## What goes in, and what comes out?
#
# Each amount stands with what it is paid for. Money per year and money per programme are never added to
# each other, nor divided by each other.

# %%
kept = shown.assign(unit=shown["unit"].map(ledger.currency))
empty = [
    {"line": line, "side": ledger.LINES[line][0], "printed": "no number"}
    for line in ledger.unprinted(amounts)
]
kept = pd.concat([kept, amounts[amounts["line"] != "money"], pd.DataFrame(empty)])
kept = kept.assign(what=kept["line"] + ", " + kept["side"])
texts = ["unit", "per", "measures", "population"]
tables.show(
    kept.fillna(dict.fromkeys(texts, "")).sort_values("side", kind="stable"),
    "ledger",
    "What goes in and what comes out, as far as it is printed",
    {"what": "What", "printed": "Printed", "measures": "What it is", "low": "From", "high": "To"}
    | {"unit": "Unit", "per": "Per", "population": "Whom it concerns", "line_start": "Line"},
)

# %%
findings.say(
    f"No number is printed for {prose.listing(ledger.unprinted(amounts), 'or') or 'none of these'}. "
    + (
        f"Money is printed per {prose.listing(occasions, 'and per')}. How many of these an NGO has in "
        "the same time is not printed, so there is no total."
        if len(occasions) > 1
        else f"All money is printed per {occasions[0]}."
    )
)

# %%
rates, cut_off = ledger.rates(amounts), ledger.rates(amounts, cut_off=True)
fitting = [ledger.agreed(ends) for ends in (rates, cut_off)]
tables.show(
    rates.assign(**{end: rates[end].map("{:.4f}".format) for end in ("low", "high")}),
    "rates",
    "Rates implied by money that is printed in two currencies, if the second was rounded",
    {"end": "End of the range", "amount": "First currency", "amount_converted": "Second currency"}
    | {"low": "Rate from", "high": "Rate to"},
)

# %%
spans = ["{:.4f} to {:.4f}".format(*rate) if rate else "no rate" for rate in fitting]
first, second = (rates[column].head(1).sum() for column in ("unit", "unit_converted"))
findings.say(
    f"Both ends of the range fit {spans[0]} {ledger.currency(first)} for a "
    f"{ledger.currency(second, 1)}, so they agree ({spans[1]}, if the second currency was cut off "
    f"instead of rounded). The rate is used for {doc} alone."
    if fitting[0]
    else ("No rate fits both ends." if len(rates) else "No money is printed in two currencies.")
)

# %%
given = told[told["kind"].isin(["activity", "offer"])]
given = given[given["concerns"].map(casebook.whose) == "NGOs"]
evidence.unfold(
    {vocabularies.words(name): part for name, part in given.groupby("instrument")},
    "support",
    "Support for NGOs that is told, by instrument; most of it without a number",
    corpus,
    "paraphrase",
    "statement",
)

# %% [markdown]
# ## Who says that it works?
#
# To say so is to claim, as a fact, that NGOs or the people they serve have gained something. Each voice
# is marked by the ties that the case prints: it runs the incubator, supervises it, benefits, or is
# outside.

# %%
words = {"n_problems": "names a problem", "n_works": "says that it works"}
drawn = heard.rename(columns=words).assign(label=heard["who"] + "\n" + heard["mark"])
charts.show(
    charts.draw_balance(drawn, "label", *words.values(), "number of statements"),
    drawn[["voice", "mark", *words.values()]],
    name="voices",
    title=f"{stakes} of {sayers} voices that say it works have an interest in it, and "
    f"{int(heard['interested'].sum()) - stakes} of the {len(heard) - sayers} that do not say so",
    caption="Statements that claim a gain (right) and that name a problem (left), by voice and its "
    f"interest. n = {int(heard[list(words)].sum().sum())} statements of {len(heard)} voices. "
    f"Source: {doc}.",
    alt="; ".join(
        f"{voice.who}, {voice.mark}: {voice.n_works} say that it works, {voice.n_problems} name a "
        "problem"
        for voice in heard.itertuples()
    ),
)

# %%
tables.show(
    heard.assign(post=heard["post"].map(names).fillna("")),
    "voices",
    "Who is heard, with which interest, and how often saying what",
    {"who": "Voice", "mark": "Interest", "post": "Heads or works for", "n_works": "Says it works"}
    | {"n_problems": "Names a problem", "n_statements": "All statements"},
)

# %%
naming, tellers = heard.query("n_problems > 0"), [about.author, about.publisher]
teller = [f"{who} tells the story. " for who in heard["who"] if who in tellers]
findings.say(
    f"Of {len(heard)} voices {int(heard['interested'].sum())} have an interest: {stakes} of the "
    f"{sayers} that say it works, and {int(naming['interested'].sum())} of the {len(naming)} that "
    f"name problems. {''.join(teller)}These are all voices of one text and no sample, so no test is run."
)

# %% [markdown]
# ## What became of each problem?
#
# A problem leads to a programme and, perhaps, to an effect that somebody claims. Problems of
# government itself are counted, but support for NGOs is not meant to mend them.

# %%
linked = casebook.chain(statements, records.load("matches", corpus), doc)
states = linked.groupby(["state", "whose"]).size().rename("n").reset_index()
states = states.sort_values("state", key=lambda f: f.map(casebook.STATES.index), kind="stable")
counts = casebook.audit(linked).iloc[0]
charts.show(
    charts.draw_counts(states, "state", "whose", "number of problems"),
    states,
    name="problems",
    title=f"Said to be better: {counts['said to be better']} of {counts['n']} problems; met by a wish "
    f"or by nothing: {counts['only asked for'] + counts['nobody answers']}",
    caption="Problems that the case names, by what became of them and by whose problem it is. "
    f"n = {counts['n']} problems. Source: {doc}, linked by two readings.",
    alt="; ".join(f"{row.state}, {row.whose}: {row.n}" for row in states.itertuples()),
)

# %%
said, author = (statements.set_index("statement")[c] for c in ("paraphrase", "author"))
better = [one for ids in linked["better"] for one in ids.split("; ") if one]
claimed = sorted(set(author[better].map(names)))
steps = linked[linked["whose"] != "government"].assign(
    who=linked["author"].map(names),
    **{
        column: linked[column].map(lambda ids: " ".join(said[i] for i in ids.split("; ") if i))
        for column in ("better", "done")
    },
)
tables.show(
    steps.sort_values("state", key=lambda f: f.map(casebook.STATES.index), kind="stable"),
    "chain",
    "From problem to programme to claimed effect, problems of government left out"
    + (f"; the effects are claimed by {prose.listing(claimed)}" if claimed else ""),
    {"paraphrase": "Problem", "done": "Programme", "better": "Claimed effect", "state": "State"}
    | {"who": "Named by", "n_readings": "Readings that link"},
)

# %%
relations = records.load("relations", corpus)
relations = relations[relations["relation"].str.rpartition(".")[0] == doc]
checked = consistency.check(relations, numbers).query("verdict != 'underdetermined'")
broken = checked[checked["verdict"] == "inconsistent"]
tables.show(
    broken,
    "contradictions",
    f"What cannot be true at once: {prose.of(len(broken), len(checked), 'relations')} that can be "
    "computed between what the case prints",
    {"numbers": "Should hold, but cannot", "lines": "Lines", "note": "Why it should hold"},
)

# %% [markdown]
# ## Which rules and purchases stand behind it?
#
# Rules and speeches are set beside the steps of the incubator and its NGOs. Purchases by government
# are the money that NGOs are meant to live on afterwards.

# %%
events = records.load("events", corpus)
dated = casebook.lanes(events, statements, doc)
policy = dated["lane"] == "policy"
tables.show(
    dated.assign(rule=dated["label"].where(policy, ""), step=dated["label"].mask(policy, "")),
    "timeline",
    "Rules and speeches beside the steps of the case, in the order of time",
    {"when": "When", "rule": "Rule or speech", "step": "Step of the case", "dating": "Dating"},
)

# %%
posts = ties[ties["kind"].isin(["heads", "works_for"])].drop_duplicates("source")
posts = posts.set_index("source")["target"].map(names)
buying = casebook.purchases(statements)
buying = buying.assign(who=buying["author"].map(names), post=buying["author"].map(posts).fillna(""))
tables.show(
    buying,
    "purchases",
    "What is claimed, missed or asked for about purchases by government, in all documents",
    {"doc": "Document", "who": "Who", "post": "Heads or works for", "side": "As"}
    | {"paraphrase": "What is said", "line_start": "Line"},
)

# %%
others = buying[buying["doc"] != doc]
rules, shares = casebook.beside(events, others), numbers[numbers["kind"] == "share"]
printed = [
    f"{row.qualifier.replace('exact', '')} {row.printed} ({row.measures}, {row.population})".strip()
    for row in casebook.beside(shares, others).itertuples()
]
findings.say(
    f"{int(policy.sum())} of {len(dated)} dated events of the case are rules or speeches. Outside the "
    f"case {prose.count(others['who'].nunique(), 'voice')} "
    f"{'speaks' if others['who'].nunique() == 1 else 'speak'} of purchases. Beside such words stand "
    f"{prose.count(len(rules), 'dated event')} and {prose.count(len(printed), 'share')}"
    + (f": {prose.listing(printed)}." if printed else ".")
)

# %% [markdown]
# ## Evidence
#
# The first claim of each voice that says it works. Against it stand problems that are met by a wish
# or by nothing, and numbers that cannot be true together with what is claimed.

# %%
works = told[told["works"].eq(True)].drop_duplicates("author").assign(against=False)
unmet = linked[linked["state"].isin(casebook.STATES[2:]) & (linked["whose"] == "NGOs")]
unmet = unmet.drop_duplicates("author").assign(against=True)
cited = pd.concat([works, unmet]).assign(record=lambda f: f["statement"])
marks = heard["who"] + " (" + heard["mark"] + "): "
cited = cited.assign(says=cited["author"].map(marks.set_axis(heard["voice"])) + cited["paraphrase"])
doubtful = numbers[numbers["quantity"].isin("; ".join(broken["members"]).split("; "))]
says = doubtful["printed"] + ": " + doubtful["measures"]
evidence.listed(
    pd.concat([cited, doubtful.assign(against=True, record=doubtful["quantity"], says=says)]),
    "evidence",
    "Claims that it works, and what speaks against them",
    corpus,
    "says",
    "record",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: whoever told the case chose NGOs that did well, so that praise shows
# the choice and not the effect. The marks may also be too strict, as supervising is a duty.

# %%
margin, line = 0.1, 0.5
helped = amounts[(amounts["line"] == "organisations") & amounts["low"].notna()]["low"].max()
unheard = helped - int((heard["mark"] == "benefits").sum())
findings.say(
    "The finding weakens where a variant moves the share by more than "
    f"{100 * margin:.0f} percentage points, and reverses where no more than half of those who say "
    "that it works have an interest. "
    + (
        f"The case counts {helped:,.0f} NGOs helped. At least {unheard:,.0f} of them are not heard: "
        "any number of these may have gained nothing."
        if unheard > 0
        else "How many NGOs were helped is not printed."
    )
)

# %%
variants = {"reading": {}} | interest.variants(statements, ties, doc, incubators, names)
matches = records.load("matches", corpus)
for coder in vocabularies.CODERS:
    ended = casebook.chain(statements, matches[matches["coder"] == coder], doc)["better"]
    claimants = heard["voice"].isin(author.reindex("; ".join(ended).split("; ")))
    name = f"only who claims that a problem got better counts, by {coder} (n = {claimants.sum()})"
    claimed = interest.share(heard.assign(n_works=claimants.astype(int)))
    variants["reading"][name] = claimed if claimants.any() else None
varied = findings.vary(interest.share(heard), variants, margin, line)
unvaried = {"document": "one document alone tells the case", "author": "one voice at most says so"}
findings.robustness(varied, "share of voices that say it works", unvaried)

# %%
halves = [ledger.said(row) for _, row in ledger.midpoints(money).iterrows()]
findings.say(
    f"The finding {findings.tally(varied)}. Told by its middle the money would read "
    f"{prose.listing(halves)}: numbers that nobody prints, and that hide how far the ends are apart."
)

# %% tags=["checks"]
assert (amounts["low"].isna() | ~(amounts["low"] > amounts["high"])).all(), (
    "a range of support ends below its beginning"
)
assert fitting[0] or rates.empty, "the same money in two currencies implies two different rates"
assert heard.query("mark in ['supervises', 'benefits']")["tie"].all(), (
    "a voice has an interest that no printed tie shows"
)
assert int(heard["n_works"].sum()) == int(told["works"].eq(True).sum()), (
    "a claim that support works has lost its voice"
)

# %% tags=["provenance"]
chosen = {"corpus": corpus, "currency": currency, "ranges": ranges}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
