# %% [markdown]
# # Do the proposed remedies answer the problems named beside them, and what had the same author asked before?
#
# Whoever funds or drafts remedies wants to know which named problems nobody has a remedy for, and which
# remedies treat nothing that was named. One author sets both side by side here. What the same author had
# asked years before shows which requests are repeated; it shows neither that nothing was done nor why.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
matching: Literal["both", "reading-1", "reading-2", "automatic"] = "both"  # who pairs them

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, records, sources, tables
from helpers import vocabularies
from helpers.holdings import affiliation
from helpers.needs import matching as linking, obstacles, remedies

parameters.check(globals())
statements, matches = (records.load(name, corpus) for name in ("statements", "matches"))
dates = {doc: about.date for doc, about in sources.catalogue(corpus).items()}
doc, author = remedies.scene(statements, dates)
problems = remedies.own(statements, [doc], author, ["obstacle"])
asks = remedies.own(statements, [doc], author, [*vocabularies.REQUESTS.values()])
pairs = {w: linking.linked(w, matches, problems, asks, "answers") for w in linking.WAYS}
met, used = remedies.answered(problems, pairs[matching]), remedies.used(asks, pairs[matching])

# %% tags=["bottom-line"]
found = {w: remedies.counted(remedies.answered(problems, p), used) for w, p in pairs.items()}
names, sums, n = records.names("actors", corpus), remedies.counted(met, used), len(problems)
n_met, who, (top, n_top) = n - sums["n_not"], names[author], remedies.carried(met, used)
room = sorted({n - found[way]["n_not"] for way in ("both", "either")})
lead = f"{len(top)} alone {'answers' if len(top) == 1 else 'answer'} {n_top} of them, and "
findings.finding(
    f"Of {prose.count(n, 'problem')} that {who} names in {doc}, {n_met or 'none'} "
    f"{'is' if n_met == 1 else 'are'} answered by a request beside {'it' if n == 1 else 'them'}, "
    f"{sums['n_whole'] or 'none'} fully and {sums['n_part'] or 'none'} in part; of the requests, "
    f"{len(asks)} in all, {lead if len(top) else ''}{sums['n_idle'] or 'none'} answer none.",
    "To be answered by a request is not to be solved, and this is one author; the two readings allow "
    f"{' to '.join(map(str, room))} of {n}, a plain rule {n - found['automatic']['n_not']}.",
    estimate=sums["share"],
    unit="share of problems answered",
    denominator=n,
    bounds=[found[w]["share"] for w in ("both", "either")] if matching != "automatic" else None,
)

# %% [markdown]
# ## What was read
#
# A row is a problem or a request of one author in one document. Problems count whether they are listed
# or mentioned beside a request, and requests also where they are only implied.

# %%
earlier, catalogue = remedies.earlier(statements, doc, author, dates), sources.catalogue(corpus)
older = remedies.own(statements, earlier, author, [*vocabularies.REQUESTS.values()])
former = remedies.own(statements, earlier, author, ["obstacle"])
read = pd.DataFrame({"doc": [*earlier, doc]}).assign(
    date=lambda f: f["doc"].map(dates),
    precision=lambda f: [catalogue[d].date_precision.replace("_", " ") for d in f["doc"]],
    problems=lambda f: [int((pd.concat([former, problems])["doc"] == d).sum()) for d in f["doc"]],
    requests=lambda f: [int((pd.concat([older, asks])["doc"] == d).sum()) for d in f["doc"]],
)
tables.show(
    read,
    "documents",
    f"What {who} names and asks for in each document",
    {"doc": "Document", "date": "Date", "precision": "The date is", "problems": "Problems"}
    | {"requests": "Requests"},
)

# %%
rest = statements[(statements["doc"] == doc) & (statements["author"] == author)]
kept = {*problems["statement"], *asks["statement"]}
kinds = rest[~rest["statement"].isin(kept)]["kind"].map(vocabularies.words).value_counts()
aside = [f"{kind} {count}" for kind, count in kinds.sort_index().items()]
left_out = records.load("exclusions", corpus).query("kind == 'sentence' and doc == @doc")
findings.say(
    f"{prose.count(n, 'problem')} and {prose.count(len(asks), 'request')} of {doc} are compared. Left "
    f"out as neither are {prose.count(len(rest) - len(kept), 'statement')} of {who}"
    + (f" (by kind: {prose.listing(aside)})" if aside else "")
    + f", and {prose.count(len(left_out), 'sentence')} of the document that state nothing. "
    + (
        f"Earlier requests are those of {prose.listing(earlier)}."
        if earlier
        else "No earlier document with requests of the same author is held."
    )
)

# %% [markdown]
# ## Which problems does a request beside them answer?
#
# A request may answer a problem fully or a part of it. Whether it does is a judgement, on which two readings may differ.

# %%
themes = records.names("themes", corpus)
parent = met["theme"].map(lambda theme: themes[theme.partition(".")[0]])
states = met.groupby([parent.rename("subject"), "state"]).size().rename("n").reset_index()
subjects = remedies.by_subject(met, asks, themes)
rank = list(subjects["subject"])
states = states.sort_values("subject", key=lambda f: f.map(rank.index), kind="stable")
charts.show(
    charts.draw_counts(states, "subject", "state", "number of problems"),
    states,
    name="states",
    title=f"{prose.of(n_met, n, 'problems')} {'is' if n_met == 1 else 'are'} answered, "
    f"{sums['n_whole'] or 'none'} fully",
    caption="Problems by subject and by how far a request of the same text answers them. "
    f"n = {prose.count(n, 'problem')}. Source: {doc}.",
    alt="; ".join(f"{row.subject}, {row.state}: {row.n}" for row in states.itertuples()),
)

# %%
by_reading = {
    f"state_{way[-1]}": remedies.answered(problems, pairs[way])["state"]
    for way in vocabularies.CODERS
}
tables.show(
    met.assign(by=remedies.spelled(met["requests"], statements), **by_reading),
    "problems",
    "Each problem, how far each reading sees it answered, and by which requests",
    {"paraphrase": "Problem", "line_start": "Line", "state_1": "Reading-1", "state_2": "Reading-2"}
    | {"by": f"Answered by ({linking.WAY_WORDS.get(matching, matching)})"},
)

# %%
NOT = remedies.STATES[2]
bare, idle = met[met["state"] == NOT], used[used["n_problems"] == 0]
lists = {
    "problems without a request": remedies.spelled(bare["statement"], statements),
    "requests for no problem named here": remedies.spelled(idle["statement"], statements),
}
tables.show(
    pd.DataFrame([[what, text] for what, texts in lists.items() for text in texts])
    .reindex(columns=[0, 1])
    .set_axis(["what", "text"], axis=1),
    "unmatched",
    "Problems without a request, and requests without a problem",
    {"what": "Without a match", "text": "What it says"},
)

# %%
agreed = linking.agreement({way: pairs[way] for way in (*vocabularies.CODERS, "automatic")})
first, rule = agreed.iloc[0], agreed.iloc[1:]
whole = int(first[["n_both", "n_one", "n_other"]].sum())
state_1, state_2 = by_reading.values()
apart = bare["statement"].isin(problems["statement"][(state_1 != NOT) & (state_2 != NOT)]).sum()
findings.say(
    f"The two readings share {prose.of(int(first['n_both']), whole, 'pairs')} of problem and request, "
    f"and put {prose.of(int((state_1 != state_2).sum()), n, 'problems')} into different states. "
    + (
        f"{prose.sentence(prose.count(int(apart), 'problem'))} {'counts' if apart == 1 else 'count'} as not "
        "answered although each reading answers it, by another request. "
        if apart
        else ""
    )
    + f"A plain rule (same theme, same group) finds at most {int(rule['n_both'].max())} of a reading's "
    f"pairs, and up to {int(rule['n_other'].max())} that it does not see: a request need not be on the "
    "theme of the problem that it would ease."
)

# %% [markdown]
# ## Are the requests about what the problems are about?
#
# Many problems under a subject with few requests hang on these few. So the requests are counted beside
# the problems, and each request with the problems that nothing else answers.

# %%
left, right = "problems", "requests"
lead = subjects.iloc[0]
gap = subjects.assign(more=subjects[left] - subjects[right]).nlargest(1, "more").iloc[0]
charts.show(
    charts.draw_balance(subjects, "subject", left, right, "number of statements"),
    subjects,
    name="subjects",
    title=f"On “{gap['subject']}” there {'is' if gap[left] == 1 else 'are'} {prose.count(int(gap[left]), 'problem')} and "
    f"{prose.count(int(gap[right]), 'request')}",
    caption="Problems (left) and requests (right) by subject, as coded. n = "
    f"{prose.count(n, 'problem')} and {prose.count(len(asks), 'request')}. Source: {doc}.",
    alt="; ".join(
        f"{s.subject}: {s.problems} problems, {s.requests} requests" for s in subjects.itertuples()
    ),
)

# %%
tables.show(
    used.sort_values(["n_problems", "n_alone"], ascending=False, kind="stable"),
    "requests",
    "Each request, how many problems it answers, and how many that no other one does",
    {"paraphrase": "Request", "line_start": "Line", "n_problems": "Problems answered"}
    | {"n_alone": "By it alone"},
)

# %%
empty = subjects[(subjects[right] == 0) & (subjects[left] > 0)]
findings.say(
    f"{prose.of(sums['n_single'], max(n_met, 1), 'answered problems')} {'hangs' if sums['n_single'] == 1 else 'hang'} on one request alone. "
    + (
        "Subjects with problems and no request of their own: "
        + prose.listing(
            [
                f"{s.subject} ({s.problems}, {s.n_answered} answered by requests on other subjects)"
                for s in empty.itertuples()
            ]
        )
        + "."
        if len(empty)
        else "Every subject with a problem has a request of its own."
    )
)

# %% [markdown]
# ## What is said to have been done, and whose money is counted?
#
# An author who names problems may also tell what was done. Each action is shown with who is named
# beside it and the numbers printed inside its sentence; whose money a sum counts is said with it.

# %%
numbers = records.load("quantities", corpus)
told = remedies.own(statements, [doc], author, ["activity", "claim"])
more_tables = (records.load(name, corpus) for name in ("mentions", "segments", "actors"))
done = remedies.actions(told, numbers, *more_tables)
done = done[(done["kind"] == "activity") | (done["numbers"] != "")]
joined = numbers.set_index("quantity")
printed = joined["printed"] + ": " + joined["measures"]
tables.show(
    done.assign(
        who=remedies.listed(done["named"], names),
        what=remedies.listed(done["numbers"], printed),
        how=done["kind"].map({"activity": "something done", "claim": "a claim on it"}),
    ),
    "actions",
    "What is said to have been done, who is named beside it, and what is counted",
    {"paraphrase": "What is told", "how": "Told as", "who": "Named in the same paragraph"}
    | {"what": "Number in the sentence", "line_start": "Line"},
)

# %%
ties, actors = records.load("ties", corpus), records.load("actors", corpus)
held = affiliation.belong(pd.DataFrame({"voice": [author]}), ties, actors)["organisation"].item()
bills = joined[joined.index.isin("; ".join(done["numbers"]).split("; "))].query("kind == 'money'")
sums_told = [
    f"{bill.qualifier.replace('_', ' ').replace('exact', '')} {bill.printed}, money of "
    f"{bill.population or 'nobody named'}, counted by {names.get(bill.counted_by, 'nobody named')}"
    + (f", to which {who} belongs" if bill.counted_by and bill.counted_by == held else "")
    for bill in bills.itertuples()
]
acts = done[done["kind"] == "activity"]
findings.say(
    f"{prose.of(int(acts['has_money'].sum()), len(acts), 'actions')} "
    "are told with an amount of money. "
    + (
        f"Printed is {'; '.join(s.strip() for s in sums_told)}. How much of it came from NGOs is not said."
        if len(bills)
        else "No sum of money is printed beside them."
    )
)

# %% [markdown]
# ## What had the same author asked before?
#
# A problem may have been named before, and asked about before, by the same author. To ask again is a
# fact about two texts; years lie between them, and what happened in those years is not in either.

# %%
everything = pd.concat([problems, former]), pd.concat([asks, older])
kin, again = (linking.linked(matching, matches, rows, rows, "repeats") for rows in everything)
answers = linking.linked(matching, matches, problems, older, "answers")
unmet = linking.linked(matching, matches, older, problems, "unmet")
past = remedies.before(met, linking.across(kin, statements), answers, unmet)
tables.show(
    past.assign(
        named=remedies.spelled(past["named_before"], statements),
        asked=remedies.spelled(past["asked_before"], statements),
    ),
    "before",
    f"The problems of {doc} in the earlier texts of the same author ({prose.listing(earlier) or 'none'})",
    {"paraphrase": "Problem", "line_start": "Line", "named": "Named before"}
    | {"asked": "Asked about before", "state": "Now"},
)

# %%
crossed = linking.across(again, statements)
repeated = asks["statement"].isin({*crossed["left"], *crossed["right"]})
leads = records.load("addressees", corpus).query("role == 'lead' and actor != ''")
by_name = [int(rows["statement"].isin(leads["statement"]).sum()) for rows in (asks, older)]
asked, known = (past[column] != "" for column in ("asked_before", "named_before"))
idle_now = asked & (past["state"] == remedies.STATES[2])
findings.say(
    f"Earlier documents of {who}: {prose.listing(earlier)}. Of {prose.count(n, 'problem')} of {doc}, "
    f"{int(known.sum())} had been named there and {int(asked.sum())} asked about; of these "
    f"{int(idle_now.sum()) or 'none'} {'is' if idle_now.sum() == 1 else 'are'} answered by no request now. "
    f"{prose.of(int(repeated.sum()), len(asks), 'requests')} repeat an earlier one, in these or other terms. Who should act is "
    f"named in {prose.of(by_name[0], len(asks), 'requests')} now, and in "
    f"{prose.of(by_name[1], len(older), 'requests')} then."
    if earlier
    else f"No earlier document with requests of {who} is held, so nothing can be said of repetition."
)

# %% [markdown]
# ## Evidence
#
# The requests that answer most problems, and the problems that are answered fully. Against the answer
# stand problems without a request and requests for no problem.

# %%
whole_pairs = pairs[matching].query("degree == 'full'")
good = pd.concat([top, met[met["statement"].isin(whole_pairs["left"])]]).assign(against=False)
against = pd.concat([bare, idle]).assign(against=True)
shown = pd.concat([good, against]).assign(
    says=lambda f: f["kind"].map({"obstacle": "Problem: "}).fillna("Request: ") + f["paraphrase"]
)
evidence.listed(
    shown,
    "evidence",
    "Requests that carry most and problems fully answered; against it, what has no match",
    corpus,
    "says",
    "statement",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: a request in general words fits any problem, so that an answer
# says little. If the author's older requests, written for another list, answer as many, it shows.

# %%
margin, half = 0.1, 0.5
old_fit = remedies.answered(problems, answers)["state"].ne(remedies.STATES[2]).sum()
without = pairs[matching][~pairs[matching]["right"].isin(top["statement"])]
findings.say(
    (
        f"Older requests answer {int(old_fit)} of {n}, those beside the problems {n_met}. Put in the "
        "place of these, as a placebo, they should weaken or reverse the finding. "
        if earlier
        else "There are no older requests to compare with. "
    )
    + f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    "points, and reverses where it passes half of all problems."
)

# %%
one = obstacles.distinct(problems, linking.linked(matching, matches, problems, problems, "repeats"))
once = met.assign(yes=met["state"] != remedies.STATES[2]).groupby(one["obstacle"])["yes"].any()
first_ask = asks["line_start"].min()
listed = met[met["line_start"] < first_ask]
faced = met[met["concerns"].str.contains("ngos")]
voiced = asks[asks["kind"] == "recommendation"]["statement"]


# %%
def share(rows, links):
    return remedies.counted(remedies.answered(rows, links), used)["share"]


linked = pairs[matching]
ways = {"either": "one reading is enough", "automatic": "the plain rule pairs them"}
ways |= {"both": "both readings have to agree"}
ways = {way: ways.get(way, f"{way} alone") for way in linking.WAYS if way != matching}
variants = {"reading": {ways[way]: found[way]["share"] for way in ways}}
variants["grain"] = {"problems that are the same count once": once.mean()}
variants["definition"] = {
    "only problems before the first request count": share(listed, linked),
    "only problems of NGOs count": share(faced, linked),
    "only requests in plain words count": share(problems, linked[linked["right"].isin(voiced)]),
    "only what is answered fully counts": share(problems, whole_pairs),
    "the requests that answer most are left out": share(problems, without),
}
variants["placebo"] = {"older requests stand in": share(problems, answers)} if earlier else {}

# %%
elsewhere = statements[(statements["doc"] != doc) | (statements["author"] != author)]
asking = [*vocabularies.REQUESTS.values()]
gone = (elsewhere["author"] == author).map({True: "document", False: "author"})
left = {
    "document": f"without {doc}, as {who} does it in",
    "author": f"without {who}, as others do it in",
}
variants |= {kind: {} for kind in left}
for (kind, where), rows in elsewhere.groupby([gone, "doc"], sort=False):
    by = rows.groupby("author")
    sides = [(r[r["kind"] == "obstacle"], r[r["kind"].isin(asking)]) for _, r in by]
    sides = [side for side in sides if all(map(len, side))]
    if sides:
        named, tied = pd.concat([own for own, _ in sides]), "answers"
        tied = pd.concat([linking.linked(matching, matches, *side, tied) for side in sides])
        variants[kind][f"{left[kind]} {where} (n = {len(named)})"] = share(named, tied)
unvaried = {"document": f"{who} names problems and asks for remedies in no other document"}
unvaried |= {"author": "nobody else both names problems and asks for remedies"}
varied = findings.vary(sums["share"], variants, margin, half)
findings.robustness(varied, "share of problems answered", unvaried)

# %%
placebo = [*varied.loc[varied["kind"] == "placebo", "verdict"]]
meant = "so that words in general would do" if placebo == ["holds"] else "as it should"
findings.say(
    f"The finding {findings.tally(varied)}. "
    + "".join(f"Under the placebo of older requests it {verdict}, {meant}. " for verdict in placebo)
    + (
        "What it rests on: an answer in part counts, and "
        f"{prose.count(len(top), 'request')} {'carries' if len(top) == 1 else 'carry'} {n_top} of "
        f"{n_met} answered problems."
        if len(top)
        else "No request answers a problem, so nothing hangs on any."
    )
)

# %% tags=["checks"]
assert (problems["author"] == author).all(), "a problem belongs to another author"
assert set(pairs[matching]["right"]) <= set(asks["statement"]), (
    "a request answers that was never made"
)
assert len(problems) == sums["n_whole"] + sums["n_part"] + sums["n_not"], "a problem has no state"
assert all(dates[name] < dates[doc] for name in earlier), "a document is older than itself"
assert found["both"]["n_not"] >= found["either"]["n_not"], "two readings find more than either"

# %% tags=["provenance"]
chosen = {"corpus": corpus, "matching": matching}
findings.provenance(chosen, corpus, ["matplotlib", "numpy", "pandas", "pandera"])
