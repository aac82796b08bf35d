"""Statements about support become claims with an interest: who says that it works, and who gains?

Grain: one row per voice of a case, or per statement. Voices are marked by the ties that the case
prints, not by what anybody knows of them.

Assumptions
1. A voice *runs it* if it is, heads or works for an incubator; *supervises* if it is, heads or
   works for somebody who oversees one; *benefits* if it is, heads or works for somebody whom an
   incubator trains or hosts, or whom anybody funds; else it is *outside*. The first that fits
   counts. The first three have an interest in support that works.
2. To say that it works is to claim, as a fact, something that young NGOs, other NGOs or the people
   they serve have gained: a claim that names them as those concerned and is not put as a wish, a
   duty or a possibility. Reasons why NGOs suit a task are no such claim.
3. What is quoted from rules and speeches (basis: policy) calls for support. It is no voice on
   whether support works, and is left out of the voices.

Known problem: a claim that names nobody who gains cannot be judged; it is counted apart.
"""

import pandas as pd

from helpers import prose
from helpers import vocabularies as v

MARKS = ["runs it", "supervises", "benefits", "outside"]
_VERBS = {
    "runs it": ("runs the incubator", "run the incubator"),
    "supervises": ("supervises the incubator", "supervise the incubator"),
    "benefits": ("benefits", "benefit"),
    "outside": ("is outside", "are outside"),
}
POLICY = "policy_cited"
SERVED = {"people_served", "public"}
GAINERS = {"chinese_ngos", *v.ADDRESSEES["chinese_ngos"], *SERVED}
OFFICIAL = {"state", *v.ADDRESSEES["state"]}


def mark(voice: str, ties: pd.DataFrame, incubators: set[str]) -> tuple[str, str]:
    """What has a voice to do with an incubator? Return its mark and the tie that shows it.

    Takes the ties of the case. The tie is empty where the voice is the incubator, or outside.

    >>> from helpers import records
    >>> ties = records.load("ties", "toy")
    >>> mark("uma-finch", ties, {"hive-nursery"}), mark("ned-wick", ties, {"hive-nursery"})
    (('benefits', 'incubators-2018.k05'), ('outside', ''))
    """
    posts = ties[(ties["source"] == voice) & ties["kind"].isin(["heads", "works_for"])]
    selves = {voice, *posts["target"]}
    if selves & incubators:
        return "runs it", next(iter(posts.loc[posts["target"].isin(incubators), "tie"]), "")
    above = ties["source"].isin(selves) & ties["target"].isin(incubators)
    below, kinds = ties["target"].isin(selves), ties["kind"]
    for name, fits in (
        ("supervises", above & (kinds == "oversees")),
        ("benefits", below & ties["source"].isin(incubators) & kinds.isin(["trains", "hosts"])),
        ("benefits", below & (kinds == "funds")),
    ):
        if fits.any():
            return name, ties.loc[fits, "tie"].iloc[0]
    return "outside", ""


def claims_benefit(
    kind: str,
    modality: str,
    concerns: str,
    kinds: frozenset[str] = frozenset({"claim"}),
    gainers: frozenset[str] = frozenset(GAINERS),
) -> bool | None:
    """Does a statement say that support works? None for a claim that names nobody concerned.

    >>> claims_benefit("claim", "implied", "people_served"), claims_benefit("claim", "implied", "")
    (True, None)
    >>> claims_benefit("obstacle", "implied", "startup_ngos")
    False
    """
    if kind not in kinds or modality != "implied":
        return False
    return bool(set(concerns.split("; ")) & gainers) if concerns else None


def claims(
    statements: pd.DataFrame,
    doc: str,
    kinds: frozenset[str] = frozenset({"claim"}),
    gainers: frozenset[str] = frozenset(GAINERS),
) -> pd.DataFrame:
    """Which statements of the case say that support works? Return them all with `works`.

    `works` is True, False or None, see `claims_benefit`; what is quoted from policy is left out.

    >>> from helpers import records
    >>> told = claims(records.load("statements", "toy"), "incubators-2018")
    >>> told[told["works"].eq(True)]["author"].tolist()
    ['harbour-post', 'uma-finch', 'sol-heath', 'sol-heath']
    """
    own = statements[(statements["doc"] == doc) & (statements["basis"] != POLICY)]
    rows = zip(own["kind"], own["modality"], own["concerns"], strict=True)
    works = [claims_benefit(*row, kinds, gainers) for row in rows]
    return own.assign(works=pd.Series(works, own.index, dtype=object))


def voices(told: pd.DataFrame, ties: pd.DataFrame, incubators: set[str]) -> pd.DataFrame:
    """Who is heard on the case, with which interest, and how often saying what?

    Returns one row per voice: `voice, mark, tie, post` (whom it heads or works for), `n_works`
    (statements that support works), `n_problems` (obstacles), `n_statements`, `interested` (it
    runs, supervises or benefits). Ordered by mark, then by `n_works`.

    >>> from helpers import records
    >>> told = claims(records.load("statements", "toy"), "incubators-2018")
    >>> heard = voices(told, records.load("ties", "toy"), {"hive-nursery"})
    >>> heard[["voice", "mark", "n_works", "n_problems"]].values.tolist()[:2]
    [['sol-heath', 'runs it', 2, 0], ['dora-vane', 'supervises', 0, 1]]
    """
    own, rows = ties[ties["doc"].isin(told["doc"])], []
    for voice, said in told.groupby("author"):
        name, tie = mark(voice, own, incubators)
        post = own[(own["source"] == voice) & own["kind"].isin(["heads", "works_for"])]["target"]
        rows.append(
            {
                "voice": voice,
                "mark": name,
                "tie": tie,
                "post": next(iter(post), ""),
                "n_works": int(said["works"].eq(True).sum()),
                "n_problems": int((said["kind"] == "obstacle").sum()),
                "n_statements": len(said),
                "interested": name != "outside",
            }
        )
    columns = "voice mark tie post n_works n_problems n_statements interested".split()
    table = pd.DataFrame(rows, columns=columns)
    order = table.assign(rank=table["mark"].map(MARKS.index), n=-table["n_works"])
    return table.loc[order.sort_values(["rank", "n", "voice"]).index].reset_index(drop=True)


def praise(ties: pd.DataFrame, doc: str, heard: pd.DataFrame) -> pd.DataFrame:
    """Which voices praise somebody, by the ties of kind praises? Return their rows of `heard`.

    Another way to find who says that it works, which uses no statement. `n_works` counts the ties.

    >>> from helpers import records
    >>> heard = pd.DataFrame({"voice": ["uma-finch", "bo"], "n_works": [1, 1]})
    >>> praise(records.load("ties", "toy"), "incubators-2018", heard)["voice"].tolist()
    ['uma-finch']
    """
    given = ties[(ties["doc"] == doc) & (ties["kind"] == "praises")]["source"].value_counts()
    return heard.assign(n_works=heard["voice"].map(given)).dropna().astype({"n_works": int})


def with_interest(heard: pd.DataFrame, by: str = "voice") -> tuple[int, int]:
    """How many of those who say that it works have an interest in it, and how many say so in all?

    Counted by `voice` or by `statement`.

    >>> heard = pd.DataFrame({"n_works": [3, 1, 0], "interested": [True, False, True]})
    >>> with_interest(heard), with_interest(heard, "statement")
    ((1, 2), (3, 4))
    """
    weight = heard["n_works"].clip(upper=1) if by == "voice" else heard["n_works"]
    return int(weight[heard["interested"]].sum()), int(weight.sum())


def spelled(heard: pd.DataFrame) -> str:
    """Say with which interests support is said to work, voice by voice.

    >>> spelled(pd.DataFrame({"n_works": [3, 1, 2, 0], "mark": [*MARKS[1:3], *MARKS[2:]]}))
    'of three voices that say support works, one supervises the incubator and two benefit'
    """
    counts = heard.loc[heard["n_works"] > 0, "mark"].value_counts()
    if counts.empty:
        return "no voice says that support works"
    told = [
        f"{prose.count(int(counts[name]), '', '').strip()} {_VERBS[name][int(counts[name] > 1)]}"
        for name in MARKS
        if name in counts
    ]
    n, verb = int(counts.sum()), "say" if counts.sum() > 1 else "says"
    return f"of {prose.count(n, 'voice')} that {verb} support works, {prose.listing(told)}"


def outsiders(heard: pd.DataFrame, tellers: list[str]) -> str:
    """Say what voices without an interest say of support. Needs `who`, their names, too.

    `tellers` are the names of those who tell the case.

    >>> heard = pd.DataFrame({"who": ["Bo", "Cleo", "Dan"], "n_works": [2, 0, 0]})
    >>> outsiders(heard.assign(n_problems=[1, 4, 2], interested=False), ["Bo"])
    'of those outside, Bo (who tells the case) says so, and Cleo and Dan only name problems'
    """
    rest = heard[~heard["interested"]].sort_values("n_problems", ascending=False, kind="stable")
    rest = rest.assign(
        who=[f"{w} (who tells the case)" if w in tellers else w for w in rest["who"]]
    )
    praising = list(rest.loc[rest["n_works"] > 0, "who"])
    naming = list(rest.loc[(rest["n_works"] == 0) & (rest["n_problems"] > 0), "who"])
    parts = []
    if praising:
        verb = "say" if len(praising) > 1 else "says"
        parts.append(f"{prose.listing(praising)} {verb} so")
    if naming:
        verb = "name" if len(naming) > 1 else "names"
        parts.append(f"{prose.listing(naming)} only {verb} problems")
    if not parts:
        return "nobody outside says whether it works"
    return "of those outside, " + ", and ".join(parts)


def share(heard: pd.DataFrame, by: str = "voice") -> float:
    """Which share of those who say that it works has an interest in it? 0 where nobody says so.

    >>> share(pd.DataFrame({"n_works": [3, 1, 0], "interested": [True, False, True]}))
    0.5
    """
    n, total = with_interest(heard, by)
    return n / total if total else 0.0


def variants(
    statements: pd.DataFrame,
    ties: pd.DataFrame,
    doc: str,
    incubators: set[str],
    names: pd.Series,
) -> dict[str, dict[str, float]]:
    """What is the share under other choices? Each voice left out, and every rule changed once.

    Returns the share by kind and name of the choice. Left out are voices that say that it works, as
    the others are not counted; the only one is not. Praise is counted by ties too, see `praise`.

    >>> from helpers import records
    >>> told, ties = records.load("statements", "toy"), records.load("ties", "toy")
    >>> names = records.names("actors", "toy")
    >>> found = variants(told, ties, "incubators-2018", {"hive-nursery"}, names)
    >>> found["author"]["without Sol Heath"], found["grain"]["statements are counted"]
    (0.5, 0.75)
    """

    def heard(*how) -> pd.DataFrame:
        return voices(claims(statements, doc, *how), ties, incubators)

    plain, wide = heard(), frozenset({"claim", "rationale"})
    saying = plain.loc[plain["n_works"] > 0, "voice"]
    strict = plain["interested"] & (plain["mark"] != "supervises")
    officials = frozenset(GAINERS | OFFICIAL)
    return {
        "grain": {"statements are counted": share(plain, "statement")},
        "author": {
            f"without {names[voice]}": share(plain[plain["voice"] != voice])
            for voice in saying
            if len(saying) > 1
        },
        "definition": {
            "reasons why NGOs suit a task count too": share(heard(wide)),
            "reasons why government gains count too": share(heard(wide, officials)),
            "praise of persons and organisations is counted": share(praise(ties, doc, plain)),
            "supervising is no interest": share(plain.assign(interested=strict)),
        },
    }
