"""What a reading judged: quantities, relations, statements, codes, actors, events, matches."""

import pandera.pandas as pa

from helpers import columns as c
from helpers import vocabularies as v
from helpers.columns import Table

_ADDRESSEES = v.flat(v.ADDRESSEES)
_PHRASE_OR_NONE = pa.Check(
    lambda cell: not cell or c.has_phrase_length(cell),
    element_wise=True,
    error="two to eight words (Chinese: four to thirteen characters), or nothing",
)

TABLES = {
    "quantities": Table(
        "coded/quantities.csv",
        "number stated in a document",
        ("quantity",),
        {
            "quantity": c.key("id"),
            "printed": c.key("the string as printed"),
            "value": c.column("its value: a number, or a date as long as its precision"),
            "value_max": c.column("end of a range"),
            "unit": c.column("unit; shares keep the printed value and the unit percent"),
            "per": c.column("per year, per programme …"),
            "kind": c.one_of(
                v.QUANTITY_KINDS,
                "kind of number; what places an item in an announced list is an ordinal",
            ),
            "measures": c.column("what is counted, in words of ours"),
            "population": c.column("which group"),
            "counted_by": c.column("actor named as the source"),
            "paid_by": c.column("actor named as paying"),
            "as_of": c.pattern(
                c.DATE, "a date such as 2013 or 2013-10-07, or nothing", "stated date"
            ),
            "qualifier": c.one_of(v.QUALIFIERS, "how exact the wording is"),
            **c.PLACE,
        },
        (("counted_by", "actors"), ("paid_by", "actors")),
    ),
    "relations": Table(
        "coded/relations.csv",
        "relation that records should satisfy",
        ("relation",),
        {
            "relation": c.key("id"),
            "kind": c.one_of(v.RELATION_KINDS, "kind of relation"),
            "members": c.key("ids of records, in the order of the letters a, b, c"),
            "expression": c.column("what should hold between the letters; n is `expected`"),
            "expected": c.column("what the reading counted, for promised lists"),
            "needs": c.one_of(v.NEEDS, "what is needed to settle it"),
            "note": c.column("what the places say, in words of ours"),
        },
    ),
    "exclusions": Table(
        "coded/exclusions.csv",
        "number or sentence looked at and left out",
        ("exclusion",),
        {
            "exclusion": c.key("id"),
            "kind": c.one_of(["number", "sentence"], "what was looked at"),
            "what": c.key("what it is"),
            "why": c.key("why it was left out"),
            **c.PLACE,
        },
    ),
    "statements": Table(
        "coded/statements.csv",
        "recommendation or other statement: one actor asked to do one thing",
        ("statement",),
        {
            "statement": c.key("id"),
            "kind": c.one_of(v.STATEMENT_KINDS, "kind of statement"),
            "parent": c.column("the broader statement that this one is a part of"),
            "author": c.key("actor who says it"),
            "speaks_for": c.one_of(v.SPEAKS_FOR, "in whose name"),
            "prompted_by": c.column("question that prompted it"),
            "instrument": c.one_of(v.flat(v.INSTRUMENTS), "by which means"),
            "theme": c.key("theme of the codebook"),
            "concerns": c.many_of([*_ADDRESSEES, *v.CONCERNED], "who gains, or faces the obstacle"),
            "form": c.many_of(v.FORMS_OF_GOING_OUT, "form of going abroad, where one is named"),
            "modality": c.one_of(v.MODALITIES, "how it is put"),
            "stage": c.one_of(v.STAGES, "stage of going abroad"),
            "horizon": c.one_of(v.HORIZONS, "when, in the sentence's own words"),
            "horizon_section": c.one_of(v.HORIZONS, "when, by the heading it stands under"),
            "basis": c.one_of(v.BASES, "what it rests on"),
            "paraphrase": c.key("what it says, in words of ours"),
            "phrase": c.column("anchor as printed", c.PHRASE),
            **c.PLACE,
        },
        (("author", "actors"), ("theme", "themes")),
    ),
    "addressees": Table(
        "coded/addressees.csv",
        "addressee of a statement",
        ("statement", "addressee", "actor"),
        {
            "statement": c.key("statement"),
            "addressee": c.one_of(_ADDRESSEES, "who is asked, by type"),
            "actor": c.column("who is asked, by name"),
            "role": c.one_of(v.ROLES, "asked to lead, named as partner, or as the means"),
        },
        (("statement", "statements"), ("actor", "actors")),
    ),
    "themes": Table(
        "coded/themes.csv",
        "code of the codebook",
        ("theme",),
        {
            "theme": c.key("code"),
            "parent": c.one_of(v.THEME_PARENTS, "parent; empty for a parent", empty=True),
            "name": c.key("name as printed in reports"),
            "definition": c.key("what it means"),
            "include": c.column("what belongs to it"),
            "exclude": c.column("what does not, and where that goes"),
            "terms": c.column("word list per language, for coding by program"),
        },
    ),
    "codings": Table(
        "coded/codings.csv",
        "code given to a paragraph of a turn, or to a statement, by a reading",
        ("target", "theme", "coder"),
        {
            "target": c.key("paragraph or statement"),
            "theme": c.key("theme"),
            "coder": c.one_of(v.CODERS, "which reading"),
            "confidence": c.one_of(v.CONFIDENCES, "how sure"),
            "phrase": c.column("anchor as printed", c.PHRASE),
            **c.PLACE,
        },
        (("theme", "themes"), ("target", "segments or statements")),
    ),
    "actors": Table(
        "coded/actors.csv",
        "person, organisation or other named thing",
        ("actor",),
        {
            "actor": c.key("id"),
            "type": c.one_of(v.ACTOR_TYPES, "type"),
            "name": c.key("name in English"),
            "country": c.column("country, where stated"),
            "self_described_as": c.column("how it describes itself, in words of ours"),
            "note": c.column(
                "remark; catch-all: at its beginning marks a word for whoever is meant, no one body"
            ),
        },
    ),
    "aliases": Table(
        "coded/aliases.csv",
        "name as written",
        ("alias", "actor"),
        {
            "alias": c.key("the name as written"),
            "lang": c.one_of(v.LANGUAGES, "language"),
            "actor": c.key("actor"),
            "since": c.pattern(c.DATE, "a date or nothing", "first date of the name, where stated"),
            "until": c.pattern(c.DATE, "a date or nothing", "last date of the name, where stated"),
        },
        (("actor", "actors"),),
    ),
    "ties": Table(
        "coded/ties.csv",
        "stated relation of two actors",
        ("tie",),
        {
            "tie": c.key("id"),
            "source": c.key("actor"),
            "kind": c.one_of(v.TIE_KINDS, "kind of tie"),
            "target": c.key("actor"),
            "role_as_written": c.column("role as printed"),
            "since": c.pattern(c.DATE, "a date or nothing", "first date, where stated"),
            "until": c.pattern(c.DATE, "a date or nothing", "last date, where stated"),
            "phrase": c.column("anchor as printed", c.PHRASE),
            **c.PLACE,
        },
        (("source", "actors"), ("target", "actors")),
    ),
    "events": Table(
        "coded/events.csv",
        "dated event",
        ("event",),
        {
            "event": c.key("id"),
            "since": c.pattern(c.MOMENT, "a date, as long as its precision", "first moment"),
            "until": c.pattern(c.MOMENT, "a date, as long as its precision", "last moment"),
            "precision": c.one_of(v.EVENT_PRECISIONS, "how exact the document is"),
            "bound": c.one_of(v.BOUNDS, "whether the moment is meant, or only a limit"),
            "label": c.key("what happened, in words of ours"),
            "actors": c.column("who or what took part"),
            "dating": c.one_of(v.DATINGS, "printed, found by a rule, or computed"),
            "rule": c.column("the rule, for what is not printed"),
            "phrase": c.column("anchor as printed", c.PHRASE),
            **c.PLACE,
        },
        (("actors", "actors"),),
    ),
    "terms": Table(
        "coded/terms.csv",
        "use of a term of a concept",
        ("term", "doc", "line_start", "concept"),
        {
            "term": c.key("the term as written"),
            "lang": c.one_of(v.LANGUAGES, "language"),
            "concept": c.one_of(v.CONCEPTS, "what it is a word for"),
            "stance": c.one_of(v.STANCES, "used, defined or disputed"),
            "statement": c.column("the statement that defines or disputes it"),
            "note": c.column("remark"),
            **c.PLACE,
        },
        (("statement", "statements"),),
    ),
    "alignment": Table(
        "coded/alignment.csv",
        "aligned pair of passages, English and Chinese",
        ("left", "right"),
        {
            "left": c.key("English segment"),
            "right": c.key("Chinese segment"),
            "coverage": c.one_of(v.COVERAGES, "which side says more"),
            "note": c.column("what differs, in words of ours"),
        },
        (("left", "segments"), ("right", "segments")),
    ),
    "differences": Table(
        "coded/differences.csv",
        "difference between the two sides of an aligned pair",
        ("difference",),
        {
            "difference": c.key("id"),
            "doc": c.key("document"),
            "left": c.key("English segment"),
            "right": c.key("Chinese segment"),
            "kind": c.one_of(
                v.DIFFERENCES,
                "what differs; an addition stands on one side alone; a slip is a misprint of one "
                "side that the other settles",
            ),
            "weight": c.one_of(
                v.WEIGHTS,
                "meaning: who reads one side alone reports another fact (who, whom, what, when, "
                "how many, whether); shade: the same fact in other words, or with more of them",
            ),
            "left_phrase": c.column("English anchor as printed", _PHRASE_OR_NONE),
            "right_phrase": c.column("Chinese anchor as printed", _PHRASE_OR_NONE),
            "left_line": c.whole("line of the English anchor, or of its segment", 1),
            "right_line": c.whole("line of the Chinese anchor, or of its segment", 1),
            "note": c.key("what either side says, in words of ours"),
        },
        (("left", "segments"), ("right", "segments")),
    ),
    "matches": Table(
        "coded/matches.csv",
        "pair of statements: the right one repeats, answers or reports on the left one",
        ("left", "right", "relation", "coder"),
        {
            "left": c.key("statement"),
            "right": c.key("statement"),
            "relation": c.one_of(v.MATCHES, "what the right one is to the left one"),
            "coder": c.one_of(v.CODERS, "which reading"),
            "note": c.column("why, in words of ours"),
        },
        (("left", "statements"), ("right", "statements")),
    ),
}
