"""What stands on the dossier page: left my work, in the middle the dossier, right the next acts."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from motcua.doors.desk import described
from motcua.doors.desk.acts.form import ActForm, ActSpec, Case
from motcua.doors.desk.acts.table import BY_EVENT, SPECS
from motcua.doors.desk.drawing import ribbon_of
from motcua.doors.desk.files import file_fields
from motcua.doors.desk.forms import new_key
from motcua.doors.desk.here import Here, page
from motcua.doors.desk.timing import link
from motcua.dossiers.actions.attach import may_attach
from motcua.dossiers.models import Task
from motcua.dossiers.queries.lists import my_tasks
from motcua.dossiers.queries.next_acts import NextAct
from motcua.dossiers.queries.page import DossierPage
from motcua.dossiers.queries.work import timed_tasks
from motcua.organisation import queries as organisation
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Sight
from motcua.rules.states import Event, State
from motcua.rules.timing import Timing
from motcua.ui.pieces import Act, Column, WorkItem
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in
from motcua.ui.time_wording import limit

BESIDE = 12
"""How much of my work stands beside a dossier."""
NATURAL = frozenset(
    {Event.RECEIVE, Event.RECEIVE_SUPPLEMENT, Event.TAKE_OVER, Event.HAND_OVER, Event.SEND_RESULT,
     Event.RETURN_RESULT, Event.CONFIRM_PAYMENT}
)  # fmt: skip
"""Acts that move a dossier on although they close no task."""


def answer(
    request: HttpRequest, here: Here, seen: DossierPage, case: Case | None, form: ActForm | None,
    refusal: Refusal | None = None, *, sight: Sight = Sight.COURSE, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page; `case` and `form` are the act whose form is open, `refusal` what it was just refused for;
    people and papers are on it only for whoever has `sight` of them."""
    dossier, whole = seen.dossier, sight is Sight.DOSSIER
    calendar = organisation.calendar(dossier.competent_unit_id)
    running = dossier.due_at is not None and dossier.finished_at is None and seen.timing is not Timing.STOPPED
    left = calendar.minutes_between(here.at, dossier.due_at) if running and dossier.due_at else None
    spec = BY_EVENT[case.act.event] if case else None
    return page(
        request,
        here,
        "desk/dossier.html",
        {
            "dossier": dossier,
            "timing": seen.timing,
            "left": left,
            "ribbon": ribbon_of(seen, here.at, calendar) if dossier.state != State.NOT_ACCEPTED else None,
            "facts": described.facts(seen) if whole else described.course(seen),
            "timeline": described.timeline(seen),
            "remarks": described.remarks(seen) if whole else [],
            "papers": described.papers(seen) if whole else [],
            "paper_columns": _paper_columns(),
            "files": described.files(seen) if whole else [],
            "file_columns": [
                gettext("Tệp"),
                gettext("Của giấy tờ"),
                gettext("Cỡ"),
                gettext("Ai thêm, lúc nào"),
            ],
            "can_attach": whole and may_attach(dossier, here.person, here.at),
            "file_key": new_key(),
            **file_fields(dossier),
            "slips": described.slips(seen) if whole else [],
            "slip_columns": [gettext("Giấy tờ"), gettext("Số"), gettext("Lúc")],
            "draft": described.drafted(seen) if whole and (spec is None or spec.shows_draft) else "",
            "case": case,
            "form": form,
            "spec": spec,
            "refusal": refusal,
            "not_allowed": described.who_could(seen, here),
            "key": _key(request, refusal),
            "number_seen": dossier.seq,
            "work": _beside(here, dossier.pk),
            "back": request.POST.get("back") or request.GET.get("back", ""),
            **_acts(seen),
        },
        status=status,
    )


def _acts(seen: DossierPage) -> dict[str, object]:
    """The acts done by one click, each a form of its own, and those that open a form."""
    both = list(enumerate(ranked(seen)))
    return {
        "direct": [(spec, new_key(), _shortcut(place, spec)) for place, (spec, _) in both if spec.direct],
        "acts": [
            Act(
                term_in("event", spec.event.value, language()),
                href=link(seen.dossier, spec.event.value),
                shortcut=_shortcut(place, spec),
                kind="warning" if spec.kind == "warning" else "primary" if place == 0 else "secondary",
            )
            for place, (spec, _) in both
            if not spec.direct
        ],
    }


def ranked(seen: DossierPage) -> list[tuple[ActSpec, NextAct]]:
    """The acts allowed now: first what moves the dossier on, then the rest, what ends it last."""
    assigning = any(t.duty == Duty.ASSIGN and t.state == Task.State.OPEN for t in seen.tasks)

    def natural(act: NextAct) -> bool:
        return act.task is not None or act.event in NATURAL or (act.event is Event.ASSIGN and assigning)

    found = {act.event: act for act in seen.allowed}
    both = [(spec, found[spec.event]) for spec in SPECS if spec.event in found]
    return sorted(both, key=lambda pair: (pair[0].kind == "warning", not natural(pair[1])))


def _shortcut(place: int, spec: ActSpec) -> str:
    return "Enter" if place == 0 and spec.kind != "warning" else f"Alt+{spec.shortcut}"


def _key(request: HttpRequest, refusal: Refusal | None) -> str:
    """A refused act wrote nothing, so its key serves again; one used for something else is replaced."""
    posted = request.POST.get("key", "")
    return (
        posted
        if posted and (refusal is None or refusal.code not in ("key_reused", "bad_text"))
        else new_key()
    )


def _paper_columns() -> list[Column]:
    return [
        Column(gettext("Giấy tờ")), Column(gettext("Bản chính"), "number"), Column(gettext("Chứng thực"), "number"),
        Column(gettext("Bản sao"), "number"), Column(gettext("Nhận lúc")),
    ]  # fmt: skip


def _beside(here: Here, current: int) -> list[WorkItem]:
    """The top of my work."""
    return [
        WorkItem(
            row.dossier.code or f"#{row.dossier.pk}", row.task.name if row.task else "", link(row.dossier),
            row.timing.value if row.timing else "open", limit(row.left, language()) if row.left is not None else "",
            row.dossier.owner.name, row.dossier.pk == current,
        )
        for row in timed_tasks(my_tasks(here.place)[:BESIDE], here.at)
    ]  # fmt: skip
