"""The closed lists of codes. A list with parents is a dictionary: parent → its children.

A table may use a parent where the document says no more. Extend a list only with a reason, which
stands beside the code.
"""

SEGMENT_KINDS = (
    "turn question paragraph heading item quotation reported_speech caption footnote metadata "
    "furniture"
).split()
FORMS_OF_QUOTATION = ["speech", "fragment", "term"]
LANGUAGES = ["en", "zh", "ja"]

QUANTITY_KINDS = (
    "count share money date duration ordinal enumeration frequency age identifier"
).split()
QUALIFIERS = (
    "exact about nearly at_least more_than at_most less_than range since after before usually vague"
).split()

RELATION_KINDS = (
    "sum ratio mixture bounds duration exchange weekday list_length order name attribution "
    "definition duplicate wording"
).split()
NEEDS = ["inside", "calendar", "outside"]

STATEMENT_KINDS = (
    "recommendation implied_recommendation reported_recommendation strategy model priority plan "
    "official_call summary offer activity obstacle rationale definition feature claim"
).split()
REQUESTS = {  # voice → kind
    "own": "recommendation",
    "implied": "implied_recommendation",
    "reported": "reported_recommendation",
}

ADDRESSEES = {
    "state": ["party", "central_government", "ministry", "local_government"],
    "chinese_ngos": ["ngos_going_abroad", "startup_ngos", "platform_ngos", "chinese_foundations"],
    "foreign": ["ingos_in_china", "intergovernmental"],
    "partners": ["funders", "companies", "media", "academia", "incubators"],
    "anyone": ["own_organisation", "whole_sector", "public", "any_partner", "unspecified"],
}
ROLES = ["lead", "with", "through"]
CONCERNED = ["people_served", "host_society", "business"]

INSTRUMENTS = {
    "rules": ["law_regulation", "approval_supervision", "coordination_body"],
    "money": ["public_funding", "tax_exchange", "procurement", "grantmaking_practice", "giving"],
    "capacity": ["capacity_training", "staffing_pay", "internal_governance", "planning_strategy"],
    "knowledge": ["research", "technology", "localisation"],
    "relations": [
        "partnership_network",
        "international_participation",
        "advocacy_dialogue",
        "communication",
    ],
    "focus": ["field_focus"],
    "other": [],
}

FORMS_OF_GOING_OUT = (
    "project office funds staff_exchange membership conference advocacy emergency_aid research "
    "online other"
).split()
MODALITIES = ["should", "hope", "could", "implied", "reported"]
STAGES = ["before", "while", "after", "none"]
HORIZONS = ["immediate", "near_term", "long_term", "dated", "recurring", "none_stated"]
BASES = ("own_study named_source example own_experience policy_cited common_knowledge none").split()
SPEAKS_FOR = ["self", "organisation", "third_party", "room"]

THEME_PARENTS = (
    "state money people organisation relations world knowledge fields_and_groups"
).split()
CONFIDENCES = ["high", "medium", "low"]
CODERS = ["reading-1", "reading-2"]

ACTOR_TYPES = (
    "person ngo foundation association ingo intergovernmental government party company media "
    "university_or_think_tank programme platform event rule publication place population_group"
).split()
TIE_KINDS = (
    "heads works_for member_of part_of founded oversees funds procures_from trains hosts "
    "partners_with signed_with co_published researched_with spoke_at chaired donated_to cites "
    "praises criticises "
    "issued "  # a ministry issues a guideline: it binds others, a publication does not
    "attended"  # sent people to a meeting, or sat in it, without a stated speech of its own
).split()

EVENT_PRECISIONS = "decade year fiscal_year season month day minute".split()
BOUNDS = ["exact", "after", "before", "since"]
DATINGS = ["stated", "resolved", "computed"]
CONCEPTS = ["ngo", "international", "going_out", "interest"]
STANCES = ["uses", "defines", "disputes"]
COVERAGES = ["full", "left_more", "right_more", "both_more", "partial"]
# In two versions of a passage; a slip is a misprint of one that the other settles.
DIFFERENCES = "speaker number name wording addition_left addition_right slip".split()
WEIGHTS = ["meaning", "shade"]  # who reads one version alone reports another fact, or the same
MATCHES = (
    "same broader narrower answers partly_answers reports_met reports_partly_met reports_unmet "
    "contradicts"
).split()
DATE_PRECISIONS = (
    "decade year fiscal_year season month day minute not_before"  # not_before: no date is printed
).split()


def flat(vocabulary: dict[str, list[str]]) -> list[str]:
    """Return every code of a list with parents, each parent before its children.

    >>> flat({"money": ["giving"], "other": []})
    ['money', 'giving', 'other']
    """
    return [code for parent, children in vocabulary.items() for code in (parent, *children)]


def parent(code: str, vocabulary: dict[str, list[str]]) -> str:
    """Return the parent of a code; a parent is its own.

    >>> parent("giving", INSTRUMENTS), parent("money", INSTRUMENTS)
    ('money', 'money')
    """
    return next(above for above, below in vocabulary.items() if code == above or code in below)


def words(code: str) -> str:
    """Return a code as a reader sees it.

    >>> words("law_regulation"), words("chinese_ngos"), words("undp")
    ('law and regulation', 'Chinese NGOs', 'undp')
    """
    return _WORDS.get(code, code.replace("_", " "))


_WORDS = {
    "law_regulation": "law and regulation",
    "approval_supervision": "approval and supervision",
    "coordination_body": "coordinating body",
    "tax_exchange": "tax and foreign exchange",
    "grantmaking_practice": "how grants are made",
    "capacity_training": "training and capacity",
    "staffing_pay": "staff and pay",
    "planning_strategy": "planning and strategy",
    "localisation": "localising experience",
    "partnership_network": "partnerships and networks",
    "advocacy_dialogue": "advocacy and dialogue",
    "international_participation": "taking part internationally",
    "field_focus": "which fields to work in",
    "focus": "focus of work",
    "anyone": "nobody in particular",
    "state": "the state",
    "central_government": "the central government",
    "ministry": "a ministry",
    "party": "the Party",
    "chinese_ngos": "Chinese NGOs",
    "ngos_going_abroad": "NGOs going abroad",
    "startup_ngos": "startup NGOs",
    "platform_ngos": "platform NGOs",
    "chinese_foundations": "Chinese foundations",
    "foreign": "foreign organisations",
    "ingos_in_china": "international NGOs in China",
    "intergovernmental": "intergovernmental organisations",
    "unspecified": "nobody named",
    "whole_sector": "the whole sector",
    "any_partner": "any partner",
    "own_organisation": "own organisation",
    "near_term": "near term",
    "long_term": "long term",
    "none_stated": "no time stated",
    "fields_and_groups": "fields and groups",
}

# What another choice changes, when a finding is computed again under it. A placebo puts something
# in place that should not carry the finding.
VARIANTS = {
    "reading": "read otherwise",
    "grain": "counted otherwise",
    "document": "without a document",
    "author": "without an author",
    "definition": "defined otherwise",
    "placebo": "put to a placebo",
}
