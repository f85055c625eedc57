"""The stage on which every right is tried: one province, everybody who might come, a dossier in every state.

Dossiers are received at the commune, resolved by the district, and the department was asked for its opinion on some of
them; the province has nothing to do with any. So `commune.*` and `district.*` are the own unit, `department.*` is where
a dossier passed through, `province.*` another unit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from motcua.catalogue.actions.draft import draft
from motcua.dossiers import actions
from motcua.dossiers.actions import Done
from motcua.dossiers.actions.attach import attach, keep
from motcua.dossiers.models import Decision, Dossier, Slip
from motcua.gateways import intake
from motcua.organisation.actions import DecidedDay
from motcua.organisation.models import Competence, Officer, Post, Tenure, Unit
from motcua.outbox.models import Notice
from motcua.proposals.actions import propose_calendar
from motcua.proposals.content import CalendarChange
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.hours import DayKind
from motcua.rules.posts import PostKind
from motcua.rules.states import State
from tests import builders
from tests.builders import DRAFT, World
from tests.gateways.plain_files import pdf
from tests.privacy.asking import data_requests
from tests.procedure import STEPS, document
from tests.signing import copy_on_paper
from tests.world import LONG_AGO, MONDAY, appoint, grant, published, unit

Steps = list[Mapping[str, object]]
CONFIRM, SHORT, DOUBLE, AT_ONCE = "1.000002", "1.000003", "1.000004", "1.000005"
"""Procedures: confirmed at the commune first; no review but an opinion asked; two reviews; the result at once."""


@dataclass
class Stage:
    """The world, everybody in it by name, a dossier for every state and prepared case, and objects for addresses."""

    small: World
    people: dict[str, int | None]
    dossiers: dict[str, int] = field(default_factory=dict)
    objects: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """The moment at which everything is tried: after every act that built the stage."""
        return self.small.at


def stage() -> Stage:
    """Build it, by real acts."""
    small = builders.world(document_=document(supplement_days=15))
    for one in _procedures():
        published(document(**one))
    found = Stage(small, _people(small))
    neighbour = unit("195", "Cẩm Phả", "Thành phố Cẩm Phả", "district", small.province)
    last = small.at
    for name, build in {**{state.value: way for state, way in builders.WAYS.items()}, **CASES}.items():
        small.at = MONDAY
        found.dossiers[name] = build(small).dossier
        last = max(last, small.at)
    small.at = last + timedelta(minutes=10)
    found.objects["neighbour"] = str(neighbour.pk)
    _name_objects(found)
    return found


def _people(small: World) -> dict[str, int | None]:
    """Everybody: each post in each unit, then those whose right has ended, not begun, or never was."""
    people: dict[str, int | None] = {"anonymous": None}
    appoint(small, small.district, "district", PostKind.HANDLER, "-colleague")
    for name in ("expired", "revoked", "early", "narrow", "elsewhere", "none"):
        small.officers[f"delegate.{name}"] = appoint(
            small, small.district, "delegate", PostKind.LEADER, f".{name}"
        )
        del small.officers[f"delegate.leader.{name}"]
    give = {"kind": GrantKind.AUTHORISED, "capacity": Capacity.TUQ}
    year = MONDAY + timedelta(days=365)
    grant(small, small.district, "delegate.expired", until=MONDAY - timedelta(days=1), **give)  # type: ignore[arg-type]
    grant(small, small.district, "delegate.early", since=MONDAY + timedelta(days=90), until=year, **give)  # type: ignore[arg-type]
    grant(small, small.district, "delegate.narrow", until=year, procedures=("9.999999",), **give)  # type: ignore[arg-type]
    grant(small, small.commune, "delegate.elsewhere", until=year, **give)  # type: ignore[arg-type]
    grant(small, small.commune, "commune.receiver", until=year, procedures=(AT_ONCE,), **give)  # type: ignore[arg-type]
    taken = grant(small, small.district, "delegate.revoked", until=year, **give)  # type: ignore[arg-type]
    Competence.objects.filter(pk=taken.pk).update(revoked_at=MONDAY - timedelta(days=1))
    here, elsewhere = small.district, small.province
    _seat(small, "several.posts", (here, PostKind.HANDLER), (here, PostKind.HEAD), (here, PostKind.LEADER))
    leading = ((elsewhere, PostKind.HEAD), (elsewhere, PostKind.RECEIVER))
    _seat(small, "abroad.posts", *leading, (here, PostKind.HANDLER), (small.commune, PostKind.HANDLER))
    grant(small, small.district, "several.posts")
    for name, since, until in (
        ("past.handler", LONG_AGO, MONDAY - timedelta(days=1)),
        ("early.handler", MONDAY + timedelta(days=90), None),
    ):
        officer = _officer(small, name)
        post = Post.objects.get(unit=small.district, kind=PostKind.HANDLER)
        Tenure.objects.create(officer=officer, post=post, valid_from=since, valid_to=until)
    gone = appoint(small, small.district, "inactive", PostKind.LEADER)
    grant(small, small.district, "inactive.leader")
    Officer.objects.filter(pk=gone.pk).update(is_active=False)
    _officer(small, "postless.officer")
    flagged = _officer(small, "postless.administrator")
    Officer.objects.filter(pk=flagged.pk).update(is_administrator=True)
    charged = appoint(small, small.district, "charged", PostKind.ADMINISTRATOR)
    Post.objects.filter(tenures__officer=charged).update(own_duties=[])
    extra = Post.objects.create(
        unit=small.district, kind=PostKind.ADMINISTRATOR, name="Quản trị kiêm ký",
        own_duties=["sign", "appraise", "review", "receive", "configure"],
    )  # fmt: skip
    Tenure.objects.filter(officer=charged).update(post=extra)
    grant(small, small.district, "charged.administrator")
    return people | {name: officer.pk for name, officer in small.officers.items()}


def _officer(small: World, name: str) -> Officer:
    small.officers[name] = Officer.objects.create(username=name, full_name=f"Cán bộ {name}", joined=LONG_AGO)
    return small.officers[name]


def _seat(small: World, name: str, *posts: tuple[Unit, PostKind]) -> None:
    """Somebody on several posts at once."""
    officer = _officer(small, name)
    for unit_, kind in posts:
        post = Post.objects.get(unit=unit_, kind=kind)
        Tenure.objects.create(officer=officer, post=post, valid_from=LONG_AGO)


def _procedures() -> tuple[dict[str, object], ...]:
    """The other procedures, as changes to the plain one."""
    by_key = {str(step["key"]): step for step in STEPS}
    confirm = {
        "key": "confirm", "name": "Xác nhận", "unit": "receiving", "post": "handler", "duty": "appraise", "hours": 1,
        "task": "Xác nhận tại xã", "output": "Phiếu xác nhận", "after": ["receive"],
    }  # fmt: skip
    ask = {
        "key": "ask", "name": "Lấy ý kiến", "unit": "unit:STP", "post": "handler", "duty": "consult", "hours": 2,
        "task": "Cho ý kiến", "output": "Trả lời", "after": ["assign"], "cooperative": True,
    }  # fmt: skip
    office = {
        **by_key["review"], "key": "office", "name": "Văn phòng soát xét", "hours": 1, "after": ["review"]
    }  # fmt: skip
    first = {**by_key, "confirm": confirm, "assign": {**by_key["assign"], "after": ["confirm"]}}
    short = {key: step for key, step in by_key.items() if key != "review"}
    short |= {"ask": ask, "sign": {**by_key["sign"], "after": ["appraise", "ask"]}}
    double = {**by_key, "office": office, "sign": {**by_key["sign"], "after": ["office"]}}
    others = {CONFIRM: first, SHORT: short, DOUBLE: double}
    changed: list[dict[str, object]] = [
        {"code": code, "process": list(steps.values())} for code, steps in others.items()
    ]
    at_once = [step for key, step in by_key.items() if key != "return"]
    return (*changed, {"code": AT_ONCE, "immediate": True, "process": at_once})


def _taken_over(
    small: World, procedure: str = "1.001612", post: str = "head", unit: str = "district"
) -> Done:
    done = builders.to_received(small, procedure=procedure)
    actions.hand_over(done.dossier, by=small.who("commune", "receiver"), at=small.later())
    return actions.take_over(done.dossier, by=small.who(unit, post), at=small.later())


def _assigned(small: World, procedure: str = "1.001612", officer: str = "district.handler") -> Done:
    done = _taken_over(small, procedure)
    to = small.officers[officer].pk
    return actions.assign(done.dossier, officer=to, by=small.who("district", "head"), at=small.later())


def _consulted(small: World) -> Done:
    done = builders.to_in_process(small)
    return actions.consult(
        done.dossier, unit=small.department.pk, question="Xin ý kiến", answer_by=small.at + timedelta(days=1),
        by=small.who("district", "handler"), at=small.later(),
    )  # fmt: skip


def _confirming(small: World) -> Done:
    return _taken_over(small, CONFIRM, "handler", "commune")


def _confirmed(small: World) -> Done:
    done = _confirming(small)
    by = small.who("commune", "handler")
    return actions.appraise(done.dossier, finding="Đúng", by=by, at=small.later())


def _asked_and_waiting(small: World) -> Done:
    done = _assigned(small, SHORT)
    by = small.who("district", "handler")
    return actions.request_supplement(done.dossier, items=["Giấy"], reason="Thiếu", by=by, at=small.later())


def _asked_and_owing(small: World) -> Done:
    done = _assigned(small, SHORT)
    by = small.who("district", "handler")
    return actions.request_payment(
        done.dossier, amount=1, reason="Phí", basis="NĐ 151/2025", by=by, at=small.later()
    )


def _short(small: World) -> Done:
    done = _assigned(small, SHORT)
    return actions.answer_consultation(
        done.dossier, answer="Nhất trí", by=small.who("department", "handler"), at=small.later()
    )


def _two_reviews(small: World) -> Done:
    done = _assigned(small, DOUBLE)
    return actions.submit(done.dossier, draft=DRAFT, by=small.who("district", "handler"), at=small.later())


def _own_draft(small: World) -> Done:
    done = _assigned(small, officer="several.posts")
    return actions.submit(done.dossier, draft=DRAFT, by=small.who("several", "posts"), at=small.later())


def _own_draft_reviewed(small: World) -> Done:
    done = _own_draft(small)
    return actions.endorse(done.dossier, by=small.who("district", "head"), at=small.later())


def _no_step_of_returning(small: World) -> Done:
    pk = _assigned(small, AT_ONCE).dossier
    actions.submit(pk, draft=DRAFT, by=small.who("district", "handler"), at=small.later())
    actions.endorse(pk, by=small.who("district", "head"), at=small.later())
    actions.approve(pk, by=small.who("district", "leader"), at=small.later())
    actions.seal(pk, by=small.who("district", "registry"), at=small.later())
    return actions.send_result(pk, by=small.who("district", "registry"), at=small.later())


CASES: Mapping[str, Callable[[World], Done]] = {
    "in_process, opinion asked": _consulted,
    "in_process, confirming at the commune": _confirming,
    "in_process, confirmed at the commune": _confirmed,
    "in_process, no review ahead": _short,
    "in_process, nobody assigned": _taken_over,
    "awaiting_supplement, opinion asked": _asked_and_waiting,
    "awaiting_payment, opinion asked": _asked_and_owing,
    "awaiting_review, another review ahead": _two_reviews,
    "awaiting_review, own draft": _own_draft,
    "awaiting_signature, own draft": _own_draft_reviewed,
    "result_at_desk, no step of returning": _no_step_of_returning,
}
"""Dossiers beside the plain one of each state: a cell whose act needs more than its state, or whose person matters more."""


def _name_objects(found: Stage) -> None:
    """What addresses and forms may name: `$dossier`, `$slip`, …"""
    asked, done = found.dossiers["in_process, opinion asked"], found.dossiers[State.RETURNED]
    waiting = Dossier.objects.get(pk=found.dossiers[State.AWAITING_SIGNATURE])
    said = draft(document(code="1.000009"), by=None, at=found.small.at)
    field_ = Dossier.objects.select_related("version__procedure").get(pk=asked).version.procedure.field_id
    change = CalendarChange(
        "9/QĐ-TTg", date(2026, 3, 1), (DecidedDay(date(2029, 3, 1), DayKind.HOLIDAY, "Ngày hội"),), "thử"
    )
    proposal = propose_calendar(change, by=found.small.who("province", "controller"), at=found.small.at)
    notice = Notice.objects.filter(to_officer=found.people["district.handler"]).first()
    coded = {
        "received": State.RECEIVED, "sent": State.HANDED_OVER, "result": State.RESULT_AT_DESK,
        "waiting": State.AWAITING_SUPPLEMENT,
    }  # fmt: skip
    for name, state in coded.items():
        found.objects[f"{name}_code"] = str(Dossier.objects.get(pk=found.dossiers[state]).code)
    found.objects |= data_requests(found.small, asked) | {
        "dossier": str(asked),
        "dossier_address": f"/desk/dossiers/{asked}/",
        "address": f"/desk/dossiers/{found.dossiers[State.IN_PROCESS]}/",
        "code": str(Dossier.objects.get(pk=asked).code),
        "signing": str(waiting.pk),
        "signing_seen": str(waiting.seq),
        "slip": str(Slip.objects.filter(dossier=asked).values_list("pk", flat=True)[0]),
        "file": str(_file(found.small, asked)),
        "copy": str(copy_on_paper(found.small, done)),
        "result": str(Decision.objects.filter(dossier=done).values_list("pk", flat=True)[0]),
        "proposal": str(proposal.pk),
        "competence": str(Competence.objects.get(holder=found.people["district.leader"]).pk),
        "draft_code": "1.000009",
        "draft_number": str(said.number),
        "notice": str(notice.pk if notice else 0),
        "commune": str(found.small.commune.pk),
        "field": str(field_),
        "key": "0" * 32,
        "owner": "Nguyễn Thị Hoa",
    }


def _file(small: World, dossier: int) -> int:
    """A file the handler added to a dossier."""
    by = small.who("district", "handler")
    held = keep(intake.accept("a.pdf", pdf()), paper="", paper_name="", by=by, at=small.at)
    attach(dossier, [held], by=by, at=small.at)
    return held.id
