"""What the drill of rights takes for a permission check, reviewed by hand: the functions that check, and the filters that
limit what is listed."""

from collections.abc import Mapping

ANYBODY = '__import__("tests.rights.mutated", fromlist=["ANYBODY"]).ANYBODY'
CALLS: Mapping[str, str] = {
    "_require_attach": ANYBODY,
    "_require_competence": "",
    "_not_own_draft": "",
    "_not_to_oneself": "",
    "authorise": ANYBODY,
    "authority": ANYBODY,
    "is_configurer": "True",
    "may": "True",
    "may_decide": "True",
    "may_grant_in": "True",
    "require_configurer": "",
    "require_head_or_self": "",
    "require_lead": "",
    "require_may_decide": "",
    "require_open": "",
    "require_second_factor": "",
    "require_seen_here": "",
    "require_two": '{"proposed_by": None, "confirmed_by": None}',
    "sight_of": "Sight.DOSSIER",
}
"""Functions that refuse: a call that stands alone is left out; where its answer is used, it is replaced by this."""

OFFERS = frozenset(
    {
        "motcua.doors.desk.dossier_page",
        "motcua.doors.desk.power.competences.competence",
        "motcua.doors.desk.receive._may_decide",
        "motcua.dossiers.actions.attach.may_attach",
        "motcua.dossiers.queries.next_acts",
        "motcua.organisation.queries.people.signers",
    }
)
"""Where a right is asked about only to offer an act or name people: what is done with the offer is checked again."""

CHECKING = {
    "motcua.doors.desk.here": {"official", "here_now", "Here.units", "require_second_factor"},
    "motcua.doors.desk.power.competences": {"_one"},
    "motcua.doors.portal.citizen": {"citizens_only", "signed_in"},
    "motcua.dossiers.actions.assign": {"_fit"},
    "motcua.dossiers.actions.attach": {"_require_attach"},
    "motcua.dossiers.actions.work": {"Work.authorise"},
    "motcua.dossiers.queries.access": {"require_seen_here", "sight_of"},
    "motcua.dossiers.queries.mine": {"own_dossier", "own_result", "results_for"},
    "motcua.organisation.actions.absence": {"require_head_or_self"},
    "motcua.organisation.actions.grant": {"may_grant_in", "_check_giver", "_not_to_oneself"},
    "motcua.organisation.actions.guard": {"is_configurer", "require_configurer", "require_two"},
    "motcua.privacy.queries.requests": {"own_request"},
    "motcua.proposals.actions.decide": {"require_may_decide"},
    "motcua.proposals.queries": {"proposal", "may_decide", "_led"},
    "motcua.rules.authority": {
        "authority", "_grant", "Mandate.holds_at", "_mandate", "_deciding", "_decides", "_usable", "Away.holds_at", "powers",
        "workplaces", "Person.standing_in_for",
    },
    "motcua.rules.delegation": {"rule_for"},
    "motcua.rules.grants": {"Grant.holds_at", "Grant.covers", "Grant.missing_at"},
    "motcua.rules.roles": {"refusal_to_open", "_opens", "charged", "units_seen", "require_open"},
    "motcua.rules.second_factor": {"needs_second_factor"},
}  # fmt: skip
"""Functions that are themselves a check: each branch that refuses, each condition that must hold, is a mutant."""

NOTHING = frozenset({"()", "{}", "None", "frozenset()"})
NONE_ALLOWS = frozenset({"refusal_to_open", "Grant.missing_at"})
"""Functions whose answer is what refuses: None lets everybody go on."""

FILTERS: tuple[tuple[str, str, str, str], ...] = (
    ("motcua.dossiers.actions.steps", "take", "if t.officer_id is None or work.mine(t.officer_id)", ""),
    ("motcua.dossiers.queries.lists", "find", "_at({*units, *overseen})", "Q()"),
    ("motcua.dossiers.queries.lists", "find", "_at(units)", "Q()"),
    ("motcua.dossiers.queries.lists", "find", "_at(units)", "_at({*units, *overseen})"),
    ("motcua.dossiers.queries.lists", "unit_tasks", "unit__in=list(units), ", ""),
    ("motcua.dossiers.queries.lists", "unit_dossiers", "holder_unit__in=list(units), ", ""),
    ("motcua.dossiers.queries.lists", "incoming", "receiver_unit__in=list(units),", ""),
    ("motcua.dossiers.queries.lists", "to_hand_over", "holder_unit__in=list(units), ", ""),
    ("motcua.dossiers.queries.lists", "to_return", "unit__in=list(units), ", ""),
    ("motcua.dossiers.queries.lists", "waiting_for_applicant", "unit__in=list(units), ", ""),
    ("motcua.dossiers.queries.work", "notices_of", "theirs, read_at", "read_at"),
    ("motcua.outbox.actions", "mark_read", "theirs, pk__in", "pk__in"),
    ("motcua.dossiers.queries.lists", "my_tasks", "theirs & Q(unit__in=place.units)", "theirs"),
    ("motcua.dossiers.queries.lists", "my_tasks", "Q(officer=place.officer)", "Q()"),
    ("motcua.dossiers.queries.lists", "my_tasks", ", officer=None", ""),
    ("motcua.dossiers.queries.lists", "my_tasks", "Q(unit=unit, ", "Q("),
    ("motcua.dossiers.queries.lists", "my_tasks", "duty__in=sorted(duty.value for duty in duties)",
     "pk__gt=0 * len(sorted(duty.value for duty in duties))"),
    ("motcua.dossiers.queries.mine", "own_dossier", "dossiers_of(id_number)", "Dossier.objects"),
    ("motcua.dossiers.actions.attach", "take_in", ", dossier=None, by=by", ", dossier=None"),
    ("motcua.organisation.actions.guard", "is_configurer", ", is_administrator=True", ""),
    ("motcua.organisation.actions.grant", "may_grant_in", ", is_administrator=True", ""),
    ("motcua.privacy.queries.requests", "own_request", "requests_of(id_number)", "DataRequest.objects"),
    ("motcua.privacy.queries.requests", "requests_at", "unit__in=list(units)", ""),
    ("motcua.doors.desk.data.listing", "_dossier", ", unit__in=here.units(Duty.RECEIVE)", ""),
    ("motcua.doors.desk.timing", "owner", "here.isdisjoint(named)", "False"),
    ("motcua.doors.desk.dossier", "_do", "sight is Sight.COURSE", "False"),
    ("motcua.doors.desk.dossier_page", "answer", "sight is Sight.DOSSIER", "True"),
    ("motcua.doors.desk.registers", "desks", ".intersection(here.place.units)", ".union(here.place.units)"),
    ("motcua.doors.desk.registers", "desks", "here.units(*PAGES[Page.REGISTERS].duties)", "here.overseen"),
    ("motcua.doors.desk.receive", "desks_of", "here.units(Duty.RECEIVE)", "[p.unit_id for p in here.posts]"),
    ("motcua.doors.desk.unit_work", "show", "here.units(*LEADING)", "here.overseen"),
)  # fmt: skip
"""What limits a list to its reader: module, function, the words that do it, and the function without them."""


FOR_EVERYBODY = "MY_WORK"
"""The page every official opens: what a page without its own line in `rules.roles.PAGES` is opened as."""
