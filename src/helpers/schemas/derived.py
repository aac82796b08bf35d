"""What a program finds in the texts: segments, counts, similarities, and what could not be read."""

import pandera.pandas as pa

from helpers import columns as c
from helpers import vocabularies as v
from helpers.columns import Table

TABLES = {
    "segments": Table(
        "derived/segments.csv",
        "block of a document",
        ("segment",),
        {
            "segment": c.key("id"),
            "doc": c.key("document"),
            "seq": c.whole("position in the document", 1),
            "parent": c.column("the turn of a paragraph, the block of a quotation or footnote"),
            "kind": c.one_of(v.SEGMENT_KINDS, "what the block is"),
            "form": c.one_of(v.FORMS_OF_QUOTATION, "form of a quotation", empty=True),
            "lang": c.one_of(v.LANGUAGES, "language, judged by script", empty=True),
            "speaker": c.column("actor who speaks, or the name as written where no actor is known"),
            "speaker_as_written": c.column("label, or words that name who is quoted, as printed"),
            "section": c.column(
                "of a transcript: front, talk or back, or the language of its second version; "
                "of other documents: how many headings stand above"
            ),
            "round": c.pattern(r"^\d*$", "a whole number or nothing", "round of the conversation"),
            "replies_to": c.column("question or turn that is answered"),
            "n_words": c.whole("runs between white space, label and bullet excluded"),
            "n_chars": c.whole("code points, label and bullet excluded"),
            **{name: column for name, column in c.PLACE.items() if name != "doc"},
        },
    ),
    "hits": Table(
        "derived/hits.csv",
        "leaf segment and theme whose terms occur in it",
        ("segment", "theme"),
        {
            "segment": c.key("leaf segment: paragraph, item, heading, question, caption, footnote"),
            "theme": c.key("theme of the codebook"),
            "n": c.whole("occurrences of its terms in the segment's language", 1),
        },
        (("segment", "segments"), ("theme", "themes")),
    ),
    "mentions": Table(
        "derived/mentions.csv",
        "leaf segment, name in it and actor of that name",
        ("segment", "alias", "actor"),
        {
            "segment": c.key("leaf segment: paragraph, item, heading, question, caption, footnote"),
            "alias": c.key("the name as listed in the aliases"),
            "actor": c.key("actor; several rows where neither language nor date settles which"),
            "n": c.whole("occurrences, inside longer names excluded", 1),
        },
        (("segment", "segments"), ("alias", "aliases"), ("actor", "actors")),
    ),
    "similarity": Table(
        "derived/similarity.csv",
        "English block among the five most like a Chinese one of its kind, per method",
        ("left", "right", "method"),
        {
            "left": c.key("English paragraph, heading, question or caption"),
            "right": c.key("Chinese block of the same kind"),
            "method": c.one_of(
                ["lexicon", "length", "embedding"],
                "clues that both hold, their lengths, or vectors of a model, which are not kept",
            ),
            "score": pa.Column(
                float,
                pa.Check.in_range(0, 1, include_min=False, error="a number above 0 and up to 1"),
                coerce=True,
                description="how alike, four decimals; methods do not compare",
            ),
        },
        (("left", "segments"), ("right", "segments")),
    ),
    "unread": Table(
        "derived/unread.csv",
        "line that became no record, or is doubtful or damaged, and reason",
        ("doc", "line", "why"),
        {
            "doc": c.key("document"),
            "line": c.whole("line, counted from 1; of blank lines the first", 1),
            "why": c.key("what is wrong with it; of personal data the type alone"),
            "what_was_done": c.key("what the reading did about it"),
        },
    ),
}
