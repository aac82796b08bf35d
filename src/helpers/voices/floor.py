"""Shares and exchanges become sentences: who has the floor, on what that hangs, who answers whom.

Grain: a sentence, or a part of one, about one transcript. `talk`, `leads` and `exchanges` say what
the numbers mean; nothing is measured here.

Assumptions
1. Below ten turns or questions a fraction stands without a percentage.
2. Who leads alone is named; where everybody has equally much, nobody is.

Known problems: sentences are in English and do not know how people wish to be addressed.
"""

from collections.abc import Mapping

import pandas as pd

from helpers import prose
from helpers.voices import talk


def lead(n: pd.Series, leaders: list[str], doc: str, unit: str, names: Mapping[str, str]) -> str:
    """Has anybody more than half, and how large is the largest share? The beginning of a sentence.

    `n` comes from `talk.audit`, `leaders` from `talk.leading`.

    >>> n = talk.audit(pd.DataFrame({"speaker": ["bo", "cleo"], "amount": [9, 3]}))
    >>> lead(n, ["bo"], "the talk", "words", {"bo": "Bo"})
    'Bo alone has more than half of the talk: 9 of 12 words (75%; 100% if any one turn is left out)'
    """
    part = prose.of(int(n["n"]), int(n["n_all"]), unit)
    ends = list(dict.fromkeys(f"{n[end]:.0%}" for end in ("low", "high")))
    ends = f"{' to '.join(ends)} if any one turn is left out"
    part = f"{part[:-1]}; {ends})" if part.endswith(")") else f"{part} ({ends})"
    if n["share"] > 0.5:
        return f"{names.get(leaders[0], leaders[0])} alone has more than half of {doc}: {part}"
    return f"nobody has more than half of {doc}: the largest share is {part}"


def parts(shared: pd.DataFrame) -> str:
    """As if how many had spoken equally much? A clause.

    >>> parts(pd.DataFrame({"n": [9, 3]})), parts(pd.DataFrame({"n": [2, 2]}))
    ('two people share the page as 1.6 would in equal parts', 'two people have equal parts of \
the page')
    """
    n, as_if = len(shared), talk.effective(shared["n"])
    if n == 1:
        return "one person has the whole page"
    if shared["n"].nunique() == 1:
        return f"{prose.count(n, '', 'people')} have equal parts of the page"
    people = prose.count(n, "person shares", "people share")
    if n - as_if < 0.05:
        return f"{people} the page in nearly equal parts"
    return f"{people} the page as {as_if:.1f} would in equal parts"


def spread(
    shared: pd.DataFrame, spoken: pd.DataFrame, unit: str, names: Mapping[str, str], chair: str
) -> str:
    """As if how many had spoken equally much, and what has the chair? The next parts of a sentence.

    `spoken` are all turns, also where `shared` leaves those of the chair out.

    >>> spoken = pd.DataFrame({"speaker": ["bo", "al"], "amount": [9, 3]})
    >>> spread(talk.shares(spoken), spoken, "words", {"al": "Al"}, "al")
    '; two people share the page as 1.6 would in equal parts; the chair, Al, has 3 (25%)'
    """
    words = f"; {parts(shared)}"
    theirs = int(spoken.loc[spoken["speaker"] == chair, "amount"].sum())
    name = names.get(chair, chair)
    if chair not in set(shared["speaker"]):
        left = prose.count(theirs, f"{unit[:-1]} of the chair", f"{unit} of the chair")
        return f"{words}; {left}, {name}, {'is' if theirs == 1 else 'are'} left out"
    if [chair] == talk.leading(shared):
        return f"{words}; the largest share is that of the chair, {name}"
    return f"{words}; the chair, {name}, has {theirs:,} ({theirs / spoken['amount'].sum():.0%})"


def naming(each: pd.DataFrame) -> str:
    """In how many turns do guests name one another? A clause; `each` is from `by_guest`.

    >>> naming(pd.DataFrame({"n_naming": [1, 0], "n_turns": [2, 2]}))
    'one of 4 turns of guests names another guest'
    """
    n, total = int(each["n_naming"].sum()), int(each["n_turns"].sum())
    few = {0: "none", 1: "one"}.get(n, f"{n:,}")
    rate = f" ({n / total:.0%})" if n > 1 and total >= 10 else ""
    return f"{few} of {total:,} turns of guests{rate} {'names' if n < 2 else 'name'} another guest"


def caveat(
    leaders: list[str], n_all: int, hinges: list[str], moved: pd.DataFrame, names: Mapping[str, str]
) -> str:
    """Who has most, on which turns does that hang, and what does a second version give to others?

    `n_all` is the number of speakers; `hinges` and `moved` come from `leads`.

    >>> none = pd.DataFrame(columns=["speaker", "other", "n_words"])
    >>> caveat(["bo"], 3, ["t1", "t2"], none, {"bo": "Bo"})
    'Bo has most, but without any one of two turns others would have more or as much.'
    """
    told = [names.get(speaker, speaker) for speaker in leaders]
    if len(leaders) == n_all > 1:
        words = "All have equally much"
    else:
        words = f"{prose.listing(told)} {'has' if len(leaders) == 1 else 'have'} most"
    which = "one turn" if len(hinges) == 1 else f"any one of {prose.count(len(hinges), 'turn')}"
    if hinges and len(leaders) == 1:
        words += f", but without {which} others would have more or as much"
    words += "."
    for (speaker, other), rows in moved.groupby(["speaker", "other"], sort=False):
        told = f"{int(rows['n_words'].sum()):,} words of {names.get(speaker, speaker)}"
        words += f" {told} stand under the name of {names.get(other, other)} in the second version."
    return words


def hinged(
    leaders: list[str], hinges: list[str], spoken: pd.DataFrame, names: Mapping[str, str]
) -> str:
    """Which single turns decide who has most? A sentence with their lines.

    >>> spoken = pd.DataFrame({"segment": ["t1"], "speaker": ["bo"], "line_start": [3]})
    >>> hinged(["bo"], ["t1"], spoken, {"bo": "Bo"})
    'Who has most hangs on one turn: Bo on line 3.'
    """
    if not hinges:
        return "Who has most hangs on no single turn."
    if len(leaders) > 1:
        return "As several have equally much, one turn more or less decides who has most."
    told = []
    for speaker, turns in spoken[spoken["segment"].isin(hinges)].groupby("speaker", sort=False):
        lines = [str(line) for line in turns["line_start"]]
        on = f"line{'s' if len(lines) > 1 else ''} {prose.listing(lines)}"
        told.append(f"{names.get(speaker, speaker)} on {on}")
    return f"Who has most hangs on {prose.count(len(hinges), 'turn')}: {prose.listing(told)}."


def ordered(rounds: pd.DataFrame) -> str:
    """Does anybody speak twice in a round, and does the order come back? A title.

    `rounds` comes from `exchanges.rounds`.

    Where guests speak more than once in a round, every order comes back, so nothing is said of it.

    >>> rounds = pd.DataFrame({"once": [True, True], "steps": [2, 2], "again": [0, 1]})
    >>> ordered(rounds).partition("; ")[::2]
    ('No guest speaks twice in a round', '1 of 2 times the next guest is the same as before')
    """
    n, n_once = len(rounds), int(rounds["once"].sum())
    if n_once == n:
        words = "No guest speaks twice in a round"
    elif n_once == 0:
        words = "In every round some guest speaks twice or more"
    else:
        words = f"In {prose.of(n_once, n, 'rounds')} no guest speaks twice"
    steps, again = (int(rounds[name][1:].sum()) for name in ("steps", "again"))
    follows = "times the next guest is the same as before"
    return f"{words}; {prose.of(again, steps)} {follows}" if steps and n_once == n else words


def counted(count: pd.Series) -> str:
    """How many turns follow a question, and how many questions does the chair answer? A title.

    `count` comes from `exchanges.audit`.

    >>> count = {"n_turns": 6, "n_no_question": 3, "n_audience": 2, "n_chair": 1}
    >>> counted(pd.Series(count))
    '3 of 6 turns follow a printed question; the chair answers 1 of 2 questions from the audience'
    """
    follow = count["n_turns"] - count["n_no_question"]
    words = f"{prose.of(follow, count['n_turns'], 'turns')} follow a printed question"
    if follow in (0, count["n_turns"]):
        words = f"{'every' if follow else 'no'} turn follows a printed question"
    asked = prose.of(count["n_chair"], count["n_audience"], "questions from the audience")
    return words + (f"; the chair answers {asked}" if count["n_audience"] else "")


def answered(count: pd.Series, outside: list[str]) -> str:
    """What is asked, what has no answer, who answers unasked? Sentences.

    `outside` are the guests who answer no question from the audience, by name.

    >>> count = {"n_asked": 2, "n_audience": 1, "n_unanswered": 0, "n_several": 1}
    >>> count |= {"n_unasked": 1, "n_no_question": 0}
    >>> answered(pd.Series(count), ["Bo"]).split(". ")[1]
    'One has answers of several people and one has an answer of one person alone'
    """
    n, spell = count, prose.count
    by = f", {spell(n['n_audience'], '', '').strip()} by the audience" if n["n_audience"] else ""
    words = [f"{spell(n['n_asked'], 'question or call is', 'questions or calls are')} printed{by}."]
    if n["n_asked"]:
        kinds = {
            "answers of several people": n["n_several"],
            "an answer of one person alone": n["n_asked"] - n["n_unanswered"] - n["n_several"],
            "no answer": n["n_unanswered"],
        }
        told = [f"{spell(k, 'has', 'have')} {what}" for what, k in kinds.items() if k]
        told = [f"it has {what}" for what, k in kinds.items() if k] if n["n_asked"] == 1 else told
        words.append(f"{prose.listing(told)}.")
    if n["n_unasked"]:
        unasked = spell(n["n_unasked"], "turn comes", "turns come")
        words.append(f"{unasked} from somebody while another had been asked.")
    if n["n_no_question"]:
        turns = spell(n["n_no_question"], "turn follows", "turns follow")
        words.append(f"{turns} no printed question: what was asked is not on the page as speech.")
    if n["n_audience"] and outside:
        words.append(f"no question of the audience is answered by {prose.listing(outside, 'or')}.")
    return " ".join(map(prose.sentence, words))


def through(each: pd.DataFrame) -> str:
    """Whom do the turns of guests follow by their place? A sentence.

    >>> each = pd.DataFrame({"n_turns": [2], "n_chair": [1], "n_audience": [0], "n_none": [1]})
    >>> through(each)
    'By their place, of 2 turns of guests one follows the chair and one no printed question.'
    """
    n = each[["n_turns", "n_chair", "n_audience", "n_none"]].sum()
    whom = {"n_chair": "the chair", "n_audience": "the audience", "n_none": "no printed question"}
    there = {name: text for name, text in whom.items() if n[name]}
    told = [prose.count(n[name], text, text) for name, text in there.items()]
    for first in list(there)[:1]:
        verb = "follows" if n[first] == 1 else "follow"
        told[0] = prose.count(n[first], f"{verb} {there[first]}", f"{verb} {there[first]}")
    follow = prose.listing(told) or "none follows anything"
    return f"By their place, of {n['n_turns']:,} turns of guests {follow}."


def chance(dealt: list[float], share: float) -> str:
    """How large would the largest share be if turns were dealt out at random? Sentences.

    `dealt` comes from `leads.dealt`, sorted; the range leaves out one deal of ten, at both ends.

    >>> chance([0.3] * 10 + [0.5] * 10, 0.3)[-31:]
    ' nobody deals out what is said.'
    """
    if not dealt:
        return "All turns count alike here, so dealing them out at random would change nothing."
    low, high = (dealt[round(place * (len(dealt) - 1))] for place in (0.05, 0.95))
    where = "above" if share > high else "below" if share < low else "inside"
    enough = ": turns of unequal length are enough to make such a share"
    mean = f"{sum(dealt) / len(dealt):.0%}"
    return (
        "Dealt to the same people at random, each with as many turns as before, the same turns "
        f"give a largest share of {mean} on average, {low:.0%} to {high:.0%} in nine "
        f"of ten of {len(dealt):,} deals. The share on the page, {share:.0%}, lies {where} "
        f"this range{enough if where == 'inside' else ''}. This describes the turns and tests "
        "nothing: nobody deals out what is said."
    )


def lost(variants: list[str], n: int) -> str:
    """Under which of `n` variants does somebody else have most, or as much? A clause.

    >>> lost(["turns are counted"], 9)
    'others have more or as much under one of 9 variants (turns are counted).'
    """
    if not variants:
        return f"the same people have most under all {n} variants of one document."
    few = prose.count(len(variants), "", "").strip()
    return f"others have more or as much under {few} of {n} variants ({'; '.join(variants)})."
