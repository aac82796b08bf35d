"""Long talks that nobody held, with effects planted in them: what a measure should find is known.

`write(root, seed=…)` writes the corpus `invented` under `root/corpora/`, in the shape of `seeds/`:
two transcripts about beekeepers and a ferry (a talk in six rounds, a panel with questions from the
floor), the records of two readings, and the derived tables, which our own reader makes from the
texts. `at(root)` lets the helpers look there. The documents have the ids that notebooks name.
"""

import contextlib
import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers import derived, records, sources
from helpers.markup import csv_of

CORPUS = "invented"
CHAIR = ("una-birch", "Una Birch")
GUESTS = {  # actor: name, and the name as labelled
    "abe-stone": ("Abe Stone", "Abe Stone"),
    "bea-wren": ("Bea Wren-Lake", "Bea Wren"),
    "cy-holm": ("Cy Holm", "Cy Holm"),
    "dot-farr": ("Dot Farr", "Dot Farr"),
    "eli-moss": ("Eli Moss", "Eli Moss"),
    "fay-rook": ("Fay Rook", "Fay Rook"),
    "gus-teal": ("Gus Teal", "Gus Teal"),
    "ida-cole": ("Ida Cole", "Ida Cole"),
}
WEIGHTS = dict(zip(GUESTS, (5, 4, 2, 5, 4, 1, 5, 2), strict=True))  # how readily each speaks
THEMES = {  # theme: name, a word of the word list, words for the same that are not on the list
    "knowledge.hive_drawing": ("Drawings of hives", "the drawing", "the sketch"),
    "knowledge.weather_lore": ("Weather lore", "the swallow", "the red evening"),
    "money.honey_prices": ("Honey prices", "the honey", "the golden jar"),
    "money.wax": ("Wax", "the wax", "the candle yard"),
    "organisation.dinner": ("The yearly dinner", "the dinner", "the long table"),
    "people.old_keepers": ("Old keepers", "the grandfather", "the grey hat"),
    "people.young_keepers": ("Young keepers", "the pupil", "the school bench"),
    "relations.herons": ("Herons", "the heron", "the grey neighbour"),
    "state.ferry": ("The ferry", "the ferry", "the flat boat"),
    "state.tolls": ("Tolls", "the toll", "the penny gate"),
    "world.far_bank": ("The far bank", "the far bank", "the other side"),
    "world.sea": ("The sea", "the sea", "the salt water"),
}
PARENTS = sorted({theme.partition(".")[0] for theme in THEMES})
ABOUT = (
    "All winter I thought about {}.",
    "Nobody here looks after {} as we should.",
    "Ask anybody on the jetty about {}.",
    "In the end {} decides more than we admit.",
    "We were promised that {} would be looked after.",
)
BETWEEN = (
    "That is how it was.",
    "My aunt says the same, only louder.",
    "It took three summers and a wheelbarrow.",
    "I would not swear to it.",
    "Somebody laughed, and then nobody did.",
    "We counted twice and came to different sums.",
    "Let me put it this way, without raising my voice.",
    "It rained.",
    "There is a bench where one may think it over in the evening.",
    "Who would have guessed?",
)
STRESSED = {  # a guest raises these themes in three turns of four
    "forum-2020": {
        ("abe-stone", "state.ferry"),
        ("dot-farr", "money.wax"),
        ("dot-farr", "world.sea"),
        ("gus-teal", "people.young_keepers"),
    },
    "panel-2018": {("bea-wren", "relations.herons"), ("eli-moss", "state.tolls")},
}
SUMMARY = ("money.honey_prices", "people.young_keepers", "relations.herons", "state.ferry")


@dataclass
class Talk:
    """One invented transcript, and what was planted in it, counted while it was written."""

    doc: str
    guests: list[str]
    stressed: set[tuple[str, str]]  # guest and theme, far above chance
    summary: tuple[str, ...] = ()  # themes of the closing turn; none where an answer closes
    chair: str = CHAIR[0]
    n_rounds: int = 0
    turns: Counter = field(default_factory=Counter)  # by speaker
    words: Counter = field(default_factory=Counter)
    chars: Counter = field(default_factory=Counter)
    # A question from the floor or a turn of the chair → who is named in it, and who replied, in
    # order; a turn of the chair is not in it while a question from the floor stands.
    named: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    speakers: list[tuple[str, str]] = field(default_factory=list)  # turn, speaker
    codes: list[dict] = field(default_factory=list)  # every passage about a theme
    contradicted: list[tuple[str, str]] = field(default_factory=list)  # pairs of statements
    text: str = ""

    @property
    def unanswered(self) -> list[str]:
        """Questions from the floor that nobody replied to."""
        return [asked for asked, who in self.answers.items() if ".q" in asked and not who]

    def share(self, speaker: str, unit: str = "words", chair: bool = True) -> float:
        """Share of a speaker in all `words`, `chars` or `turns`, in [0, 1]."""
        said = dict(getattr(self, unit))
        if not chair:
            said.pop(self.chair)
        return said[speaker] / sum(said.values())


@contextlib.contextmanager
def at(root: Path):
    """Let the helpers of this process look for corpora under `root`."""
    before, sources.ROOT = sources.ROOT, Path(root).resolve()
    try:
        yield
    finally:
        sources.ROOT = before


def write(
    root: Path, seed: int = 1, turns: int = 150, stressed: dict | None = None
) -> dict[str, Talk]:
    """Write the corpus under `root/corpora/invented` and return its talks, by document.

    Each has exactly `turns` turns. `stressed` overrides what is planted: `{}` plants nothing.
    """
    stressed = STRESSED if stressed is None else stressed
    dice = random.Random(f"{seed} {turns}")
    talks = {doc: _talk(doc, dice, turns, stressed.get(doc, set())) for doc in STRESSED}
    folder = Path(root) / "corpora" / CORPUS
    rows = []
    for talk in talks.values():
        content = talk.text.encode()
        (folder / "texts").mkdir(parents=True, exist_ok=True)
        (folder / "texts" / f"{talk.doc}.txt").write_bytes(content)
        row = {"doc": talk.doc, "file": f"{talk.doc}.txt", "rights": "invented here"}
        row |= {"sha256": hashlib.sha256(content).hexdigest(), "n_bytes": len(content)}
        row |= {"n_codepoints": len(talk.text), "n_lines": talk.text.count("\n") + 1}
        row |= {"title": talk.text.partition("\n")[0], "publisher": "The Boathouse"}
        row |= {"date": f"{talk.doc[-4:]}-06-09", "date_precision": "day", "languages": "en"}
        rows.append(row | {"genre": "round table" if talk.summary else "panel"})
    catalogue = pd.DataFrame(rows).reindex(columns=list(sources.Document.__dataclass_fields__))
    (folder / "catalogue.csv").write_text(
        csv_of(catalogue.astype(object).fillna("")), encoding="utf-8"
    )
    tables = _records(talks.values(), dice)
    with at(root):
        for name in sorted(records.TABLES, key=lambda n: records.TABLES[n].path):
            if not records.TABLES[name].path.startswith("derived"):
                _save(folder, name, pd.DataFrame(tables.get(name, [])))
        for name, table in derived.rebuild(CORPUS).items():
            _save(folder, name, table)
    return talks


def _save(folder: Path, name: str, frame: pd.DataFrame) -> None:
    spec = records.TABLES[name]
    frame = frame.reindex(columns=list(spec.columns)).astype(object).fillna("")
    frame = frame.sort_values(list(spec.key)) if len(frame) else frame
    path = folder / spec.path
    path.parent.mkdir(exist_ok=True)
    path.write_text(csv_of(frame), encoding="utf-8")


def _talk(doc: str, dice: random.Random, turns: int, stressed: set) -> Talk:
    """Hold a talk: the order of speakers, then what each says."""
    forum = doc.startswith("forum")
    guests = list(GUESTS)[: 8 if forum else 5]
    talk = Talk(doc, guests, stressed, SUMMARY if forum else ())
    said = _Writer(talk, dice)
    people = ", ".join(GUESTS[guest][1] for guest in guests)
    said.line("The Boathouse Talk: Who Rows the Bees" if forum else "River Panel: Herons at Noon")
    said.line("> boathouse > talks")
    said.line(f"{CHAIR[1]} kept the time. With her sat {people}.")
    weights = [WEIGHTS[guest] for guest in guests]
    opens = {turns * k // 6 for k in range(1, 6)} if forum else set()
    floor = turns // 2 if not forum else turns
    rates = {theme: dice.choice([0.05, 0.1, 0.15, 0.25]) for theme in THEMES}
    last, talk.n_rounds = "", 1 + len(opens) + (not forum)
    for n in range(turns):
        if n == floor:
            said.line("Questions from the floor")
            last = ""
        if n >= floor and (n == floor or dice.random() < 0.25):
            for _ in range(1 + (dice.random() < 0.2)):  # a question before another has no answer
                said.question(dice.choice(guests) if dice.random() < 0.5 else "")
        if n == 0 or n in opens or (forum and n == turns - 1):
            last = CHAIR[0]
            said.chair(asks=n in opens, closes=n == turns - 1 > 0)
            continue
        others = [guest for guest in guests if guest != last]
        if n <= len(guests):
            speaker = next(g for g in guests if g not in talk.turns)  # everybody once
        elif dice.random() < 0.08 and last != CHAIR[0]:
            speaker = CHAIR[0]
        else:
            speaker = dice.choices(others, [weights[guests.index(g)] for g in others])[0]
        last = speaker
        if speaker == CHAIR[0]:
            said.chair()
            continue
        chosen = [
            theme
            for theme, rate in rates.items()
            if dice.random() < (0.75 if (speaker, theme) in stressed else rate)
        ]
        said.turn(speaker, chosen, round(dice.lognormvariate(1.1, 0.9)))
    said.line("> boathouse > the end")
    talk.text = "".join(said.parts)
    return talk


class _Writer:
    """Puts a talk on the page, and notes where everything stands."""

    def __init__(self, talk: Talk, dice: random.Random):
        self.talk, self.dice = talk, dice
        self.parts, self.at, self.n_line = [], 0, 1
        self.n_turns = self.n_questions = 0
        self.asked = self.presiding = ""

    def put(self, words: str) -> int:
        start = self.at
        self.parts.append(words)
        self.at += len(words)
        self.n_line += words.count("\n")
        return start

    def line(self, words: str) -> None:
        self.put(words + self.dice.choice(["\n\n", "\n", "\n \n\n"]))
        if words.startswith("Questions"):
            self.asked = self.presiding = ""

    def question(self, named: str) -> None:
        self.n_questions += 1
        self.asked = f"{self.talk.doc}.q{self.n_questions}"
        self.talk.answers[self.asked], self.talk.named[self.asked] = [], named
        address = f"{GUESTS[named][1]}, what" if named else "What"
        self.line(f"Q: {address} does one do when a hive falls into the water?")

    def chair(self, asks: bool = False, closes: bool = False) -> None:
        """The chair opens, steps in, asks one or all, or closes."""
        closing = list(self.talk.summary) if closes else []
        named = self.dice.choice([*self.talk.guests, ""]) if asks else ""
        address = f"{GUESTS[named][1]}, what" if named else "What"
        end = [f"{address} comes first to your mind?"] if asks else ["Please go on."]
        self.turn(CHAIR[0], closing, 3 if closes else 1, [] if closes else end)
        turn = self.talk.speakers[-1][0]
        if not self.asked:
            self.presiding = turn
            self.talk.answers[turn], self.talk.named[turn] = [], named

    def turn(self, speaker: str, themes: list[str], n: int, end: list[str] = ()) -> None:
        self.n_turns += 1
        turn = f"{self.talk.doc}.t{self.n_turns:02d}"
        self.talk.speakers.append((turn, speaker))
        self.talk.turns[speaker] += 1
        asked = self.asked or (self.presiding if speaker != CHAIR[0] else "")
        if asked:
            self.talk.answers[asked].append(speaker)
        sentences = [(self.dice.choice(BETWEEN[:-1]), "") for _ in range(max(n, 1))]
        for theme in themes:
            listed = self.dice.random() < 0.9
            about = self.dice.choice(ABOUT).format(THEMES[theme][1 if listed else 2])
            sentences.insert(self.dice.randrange(len(sentences) + 1), (about, theme))
        if speaker != CHAIR[0] and self.dice.random() < 0.1:
            sentences.append((BETWEEN[-1], ""))  # it ends on a question that nobody is to answer
        sentences += [(words, "") for words in end]
        label = CHAIR[1] if speaker == CHAIR[0] else GUESTS[speaker][1]
        self.put(label + self.dice.choice([": ", ":\u00a0", ":  ", " : "]))
        paragraph = 0
        while sentences:
            paragraph += 1
            size = self.dice.randint(1, 6)
            self._paragraph(f"{turn}.p{paragraph}", speaker, sentences[:size])
            sentences = sentences[size:]
            self.put(self.dice.choice(["\n\n", "\n", "\n\n\n"]))

    def _paragraph(self, segment: str, speaker: str, sentences: list[tuple[str, str]]) -> None:
        words = " ".join(sentence for sentence, _ in sentences)
        self.talk.words[speaker] += len(words.split())
        self.talk.chars[speaker] += len(words)
        for place, (sentence, theme) in enumerate(sentences):
            start = self.put(("" if place == 0 else " ") + sentence) + (place > 0)
            code = {"target": segment, "speaker": speaker, "theme": theme}
            code |= {"phrase": " ".join(sentence.rstrip(".?").split()[:6]), "doc": self.talk.doc}
            code |= {"line_start": self.n_line, "line_end": self.n_line}
            self.talk.codes.append(code | {"char_start": start, "char_end": start + len(sentence)})


def _records(talks, dice: random.Random) -> dict[str, list[dict]]:
    """What two readings wrote down: the second one overlooks one code of ten."""
    tables = {"themes": [], "codings": {}, "ties": [], "statements": [], "matches": []}
    for parent in PARENTS:
        row = {"theme": parent, "name": parent.capitalize()}
        tables["themes"].append(row | {"definition": "What belongs to it."})
    for theme, (name, listed, _) in THEMES.items():
        terms = f"en: {listed.removeprefix('the ')}*"
        row = {"theme": theme, "parent": theme.partition(".")[0], "name": name, "terms": terms}
        tables["themes"].append(row | {"definition": f"All that is said about {listed}."})
    everybody = {CHAIR[0]: CHAIR[1]} | {guest: name for guest, (name, _) in GUESTS.items()}
    tables["actors"] = [
        {"actor": actor, "type": "person", "name": name} for actor, name in everybody.items()
    ]
    tables["aliases"] = [
        {"alias": label, "lang": "en", "actor": guest}
        for guest, (name, label) in GUESTS.items()
        if label != name
    ]
    codings = tables["codings"]
    for talk in talks:
        event = f"evening-{talk.doc[-4:]}"
        tables["actors"].append({"actor": event, "type": "event", "name": talk.doc})
        start = talk.text.index(f"{CHAIR[1]} kept")
        place = {"line_start": talk.text.count("\n", 0, start) + 1, "char_start": start}
        place |= {"line_end": place["line_start"], "char_end": start + 18, "doc": talk.doc}
        tie = {"tie": f"{talk.doc}.k01", "source": CHAIR[0], "kind": "chaired", "target": event}
        tables["ties"].append(tie | {"phrase": "Una Birch kept the"} | place)
        for code in talk.codes:
            if code["theme"]:
                for coder in ("reading-1", "reading-2")[: 1 + (dice.random() < 0.9)]:
                    row = code | {"coder": coder, "confidence": dice.choice(["high", "medium"])}
                    codings.setdefault((code["target"], code["theme"], coder), row)
        _disagreement(talk, tables)
    tables["codings"] = list(codings.values())
    return tables


def _disagreement(talk: Talk, tables: dict) -> None:
    """Let guests take opposite sides: twice for both readings, once for the first one alone."""
    said = [code for code in talk.codes if code["theme"] and code["speaker"] != talk.chair]
    pairs, theirs = [], {}
    for code in said:
        other = theirs.setdefault(code["theme"], code)
        if other["speaker"] != code["speaker"] and len(pairs) < 3:
            pairs.append((other, code))
            del theirs[code["theme"]]
    fixed = {"kind": "claim", "speaks_for": "self", "instrument": "other", "modality": "implied"}
    fixed |= {"stage": "none", "horizon": "none_stated", "horizon_section": "none_stated"}
    for number, pair in enumerate(pairs):
        ids = [f"{talk.doc}.s{2 * number + k:02d}" for k in (1, 2)]
        for statement, code in zip(ids, pair, strict=True):
            row = fixed | code | {"statement": statement, "author": code["speaker"]}
            name = THEMES[code["theme"]][0]
            tables["statements"].append(
                row | {"basis": "none", "paraphrase": f"A view of: {name}."}
            )
        for coder in ("reading-1", "reading-2")[: 2 - (number == 2)]:
            match = {"left": ids[0], "right": ids[1], "relation": "contradicts", "coder": coder}
            tables["matches"].append(match | {"note": "the one says yes, the other no"})
        if number < 2:
            talk.contradicted.append(tuple(ids))
