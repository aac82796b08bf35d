"""A seed becomes a text that nobody wrote, in two languages, with gaps whose places are known.

Grain: a text; of it, blocks as segments, the text itself, names, and the true pairs. An aligner
that is held against many of them is tried on answers that nobody could have tuned it to by hand.

Assumptions
1. Passages are made of sentences about beekeepers, each in English and in Chinese. Some hold a name
   or a number, some hold neither; in one of ten the translator has left out the name or number.
2. Whole stretches are lost on either side, more often in Chinese. Two to four English paragraphs in
   a row may be one Chinese one. The order is kept.
3. One passage in eight is a question, and is rendered by a question.

Known problem: real translations are freer than these, so the counts are the best that one can hope
for, not what to expect. Words are drawn by `random.Random`, whose draws are the same everywhere.
"""

import random
from dataclasses import dataclass

import pandas as pd

from helpers.reading import similarity
from helpers.translation import alignment

NAMES = {
    "Reed Guild": "芦苇会",
    "Bo Chan": "陈波",
    "Limebank": "菩提岸",
    "Ferry Office": "渡口办公室",
    "Ivo Lake": "陆亦",
    "BEE": "BEE",
    "Heron Post": "鹭鸟邮局",
    "Hat Fund": "帽子基金",
}
SENTENCES = [  # {a} is a name, {n} a number
    ("{a} has kept bees on this bank of the river for a long time", "{a}在河的这一岸养蜂很久了"),
    ("Every spring {a} sends {n} hives across the water", "每年春天{a}把{n}个蜂箱送过河"),
    ("Nobody knew the price of a swarm when winter came early", "冬天来早了谁知道一群蜂要多少钱"),
    ("We are thinking about how to teach the young keepers", "我们在想怎样教年轻的养蜂人"),
    ("In {y} {a} and {b} signed a letter about honey", "{y}年{a}和{b}签了一封关于蜂蜜的信"),
    ("The ferry takes everybody who asks politely", "有礼貌地问的人渡船都会带上"),
    ("{n} boats were built, and all of them leak", "造了{n}条船,条条漏水"),
    ("It is easier to cross a river than to come back from it", "过河容易,回来难"),
    ("{a} would like to learn from {b}", "{a}想向{b}学习"),
    ("The lime trees were in bloom, and there was music in the evening", "菩提树开着花,晚上有音乐"),
    ("Honey has become dearer since {y}", "{y}年以来蜂蜜贵了"),
    ("Money is not everything, but without it there is no boat", "钱不是一切,没有钱就没有船"),
    ("That is why patience is needed, and a good rope", "所以需要耐心,还需要一根好绳子"),
    ("{a} lent us {n} baskets and a hat", "{a}借给我们{n}个篮子和一顶帽子"),
    ("Children like the wax more than the honey", "孩子们喜欢蜂蜡胜过蜂蜜"),
    ("The old keepers had their own way of reading the clouds", "老养蜂人看云有自己的办法"),
]  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """A text in two languages: its segments and words, the names in it, and its true pairs."""

    segments: pd.DataFrame
    texts: dict[str, str]
    aliases: pd.DataFrame
    truth: pd.DataFrame


def invent(seed: int, n_passages: int = 30) -> Invented:
    """Invent a text with its second version and gaps; the same seed gives the same text.

    `segments` has the columns that `similarity` and `alignment` need; `truth` has `left, right`.

    >>> invented = invent(1)
    >>> sorted(set(invented.segments["lang"])), len(invented.truth) > 5
    (['en', 'zh'], True)
    """
    draw = random.Random(seed)
    english, chinese, truth = [], [], []
    passages = [_passage(draw) for _ in range(n_passages)]
    lost = {"en": _lost(draw, n_passages, 0.15), "zh": _lost(draw, n_passages, 0.45)}
    here = 0
    while here < n_passages:
        n = draw.randint(2, 4) if draw.random() < 0.15 else 1
        part = range(here, min(here + n, n_passages))
        asks = draw.random() < 0.125
        part = part[:1] if asks else part
        kept = [place for place in part if place not in lost["en"]]
        for place in kept:
            english.append((passages[place][0], "question" if asks else "paragraph"))
        if part[0] not in lost["zh"]:
            words = "".join(passages[place][1] for place in part)
            chinese.append((words, "question" if asks else "paragraph"))
            first = len(english) - len(kept)
            truth += [(f"d.e{first + k + 1}", f"d.z{len(chinese)}") for k in range(len(kept))]
        here = part[-1] + 1
    segments, text = _written(english, chinese)
    names = [
        (alias, lang, en) for en, zh in NAMES.items() for alias, lang in ((en, "en"), (zh, "zh"))
    ]
    aliases = pd.DataFrame(sorted(set(names)), columns=["alias", "lang", "actor"])
    aliases = aliases.drop_duplicates("alias").assign(since="", until="")
    return Invented(segments, {"d": text}, aliases, pd.DataFrame(truth, columns=["left", "right"]))


def tried(
    method: str, seeds: range, gap: float | None = None, encode=None, merges: bool = True
) -> pd.DataFrame:
    """How well does a method pair invented texts? One row per seed: `seed, right, wrong, missed`.

    `gap` and `merges` are those of `alignment.paired`, `encode` is that of `similarity`.

    >>> tried("lexicon", range(2))["right"].gt(0).tolist()
    [True, True]
    """
    rows = []
    for seed in seeds:
        made = invent(seed)
        scores = similarity.similarity(made.segments, made.texts, made.aliases, encode)
        found = alignment.paired(made.segments, scores, method, gap, merges)
        rows.append({"seed": seed} | alignment.scored(found, made.truth))
    return pd.DataFrame(rows, columns=["seed", "right", "wrong", "missed"])


def _passage(draw: random.Random) -> tuple[str, str]:
    """Return a passage in English and in Chinese."""
    chosen = draw.sample(SENTENCES, draw.choice([1, 1, 2, 2, 3, 4]))
    english, chinese = [], []
    for en, zh in chosen:
        a, b = draw.sample(list(NAMES), 2)
        n, y = draw.choice([3, 7, 12, 20, 40, 300, 1200]), draw.randint(1990, 2018)
        if draw.random() < 0.1:  # what the translator left out
            zh = zh.replace("{a}", "它").replace("{n}", "一些").replace("{y}年", "那年")
        english.append(en.format(a=a, b=b, n=n, y=y))
        chinese.append(zh.format(a=NAMES[a], b=NAMES[b], n=n, y=y))
    return ". ".join(english) + ".", "。".join(chinese) + "。"


def _lost(draw: random.Random, n: int, share: float) -> set[int]:
    """Return the places that one side has lost, in stretches."""
    lost: set[int] = set()
    while len(lost) < share * n:
        first = draw.randrange(n)
        lost |= set(range(first, min(first + draw.randint(1, 5), n)))
    return lost


def _written(english: list, chinese: list) -> tuple[pd.DataFrame, str]:
    """Write the passages one below the other; return their segments and the text."""
    rows, text = [], ""
    for side, passages in (("e", english), ("z", chinese)):
        for number, (words, kind) in enumerate(passages, start=1):
            lang = "en" if side == "e" else "zh"
            place = {"char_start": len(text), "char_end": len(text) + len(words)}
            line = text.count("\n") + 1
            rows.append(
                {"segment": f"d.{side}{number}", "doc": "d", "kind": kind, "lang": lang}
                | {"section": "zh" if lang == "zh" else "talk", "parent": "", "speaker": ""}
                | {"seq": len(rows) + 1, "n_words": len(words.split()), "n_chars": len(words)}
                | {"line_start": line, "line_end": line}
                | place
            )
            text += words + "\n"
    return pd.DataFrame(rows), text
