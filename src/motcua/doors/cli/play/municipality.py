"""The municipality a log comes from: a unit of its own, open at all hours, with the log's workers on its posts.

It is in force before the province's units are and ended by then, so it never shows among today's units, desks and
procedures; its dossiers stay readable like those of any unit that has ended.
"""

from datetime import date, datetime
from functools import cached_property

from motcua.catalogue.actions.abolish import abolish
from motcua.catalogue.actions.draft import draft
from motcua.catalogue.actions.publish import publish
from motcua.catalogue.document import from_plain
from motcua.catalogue.models import Procedure
from motcua.organisation import queries as organisation
from motcua.organisation.actions import Terms, appoint, decide_hours, decide_provisional, grant, import_units
from motcua.organisation.models import Officer, Post, Unit
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.posts import Duty, PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL

CODE = "COSELOG"
PROCEDURE = "9.000001"
SINCE, UNTIL = date(2010, 1, 1), date(2018, 1, 1)
OPENED = datetime(2010, 1, 1, tzinfo=LOCAL)
WORKER_DUTIES = (
    Duty.RECEIVE,
    Duty.FORWARD,
    Duty.TAKE_OVER,
    Duty.APPRAISE,
    Duty.SEAL,
    Duty.SEND_RESULT,
    Duty.RETURN,
)
OPEN_ALL_DAY = [[["00:00", "23:59"]]] * 7
CALENDAR_YEARS = (2010, 2014)
SIGNER = "nhatky.lanhdao"

UNIT = {
    "code": CODE, "name": "Đô thị CoSeLoG", "full_name": "Đô thị CoSeLoG (nhật ký phát lại)", "kind": "province",
    "desk_name": "Bộ phận tiếp nhận của đô thị CoSeLoG", "authority_name": "Đô thị CoSeLoG",
    "agency_code": f"X99.{CODE}", "valid_from": SINCE.isoformat(), "valid_to": UNTIL.isoformat(),
}  # fmt: skip

DOCUMENT: dict[str, object] = {
    "code": PROCEDURE,
    "name": "Giai đoạn tiếp nhận hồ sơ cấp phép môi trường (nhật ký CoSeLoG)",
    "field": "Nhật ký phát lại",
    "levels": ["province"],
    "issuing_body": "CoSeLoG, DOI 10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6",
    "decision": "Nhật ký CoSeLoG",
    "sequence": ["Nộp hồ sơ", "Xác nhận đã nhận hồ sơ", "Xem xét và trả lời"],
    "manners": [{"channel": "in_person"}, {"channel": "online"}, {"channel": "post"}],
    "components": [{"key": "request", "name": "Đơn đề nghị", "originals": 1, "copies": 0}],
    "sets": 1,
    "limit": {"amount": 56, "unit": "calendar_day"},
    "subjects": ["Cá nhân, tổ chức"],
    "agency": "Đô thị CoSeLoG",
    "results": [{"name": "Trả lời người nộp hồ sơ", "kind": "notice"}],
    "requirements": "Không",
    "legal_basis": ["Wabo (Hà Lan), thủ tục thông thường: 8 tuần"],
    "process": [
        {"key": "receive", "name": "Tiếp nhận", "unit": "receiving", "post": "handler", "duty": "receive", "hours": 1,
         "task": "Tiếp nhận hồ sơ", "output": "Giấy hẹn", "form": "receipt"},
        {"key": "work", "name": "Xử lý", "unit": "competent", "post": "handler", "duty": "appraise", "hours": 200,
         "task": "Các việc ghi trong nhật ký", "output": "Dự thảo trả lời", "after": ["receive"]},
        {"key": "sign", "name": "Ký", "unit": "competent", "post": "leader", "duty": "sign", "hours": 1,
         "task": "Ký trả lời", "output": "Trả lời đã ký", "after": ["work"]},
        {"key": "seal", "name": "Phát hành", "unit": "competent", "post": "handler", "duty": "seal", "hours": 1,
         "task": "Vào số, phát hành", "output": "Trả lời", "after": ["sign"]},
        {"key": "return", "name": "Trả kết quả", "unit": "receiving", "post": "handler", "duty": "return", "hours": 0,
         "task": "Gửi trả lời", "output": "Sổ theo dõi", "after": ["seal"]},
    ],
}  # fmt: skip
"""Where a case has no deadline of its own the eight weeks of the Dutch law count; the logged ones are appointments."""


class Municipality:
    """The log's unit and its people; set up by the first replay, found again by the next."""

    def __init__(self) -> None:
        self.unit = self._found() or self._established()
        self._post = Post.objects.get(unit=self.unit, kind=PostKind.HANDLER)
        self._workers = dict(Officer.objects.filter(tenures__post=self._post).values_list("full_name", "pk"))

    @cached_property
    def signer(self) -> int:
        """Who signs: nobody of the log, which does not name its signers."""
        return Officer.objects.get(username=SIGNER).pk

    def worker(self, name: str) -> int:
        """The officer who stands for a logged worker, taken on when first met."""
        told = name.strip() or "không ghi tên"
        if told not in self._workers:
            number = len(self._workers) + 1
            officer = _officer(f"nhatky.{number}", told[:200])
            appoint(officer, self._post, at=OPENED, act_number="Nhật ký")
            self._workers[told] = officer.pk
        return self._workers[told]

    def _found(self) -> Unit | None:
        return Unit.objects.filter(code=CODE).first()

    def _established(self) -> Unit:
        if told := import_units([UNIT], at=OPENED).problems:
            raise RuntimeError(f"the log's unit is broken: {told[0]}")
        unit = Unit.objects.get(code=CODE)
        _calendar()
        decide_hours(unit, OPEN_ALL_DAY, valid_from=SINCE, saturday_counts=True, at=OPENED)
        Post.objects.create(
            unit=unit, kind=PostKind.HANDLER, name="Nhân viên trong nhật ký",
            own_duties=[duty.value for duty in WORKER_DUTIES],
        )  # fmt: skip
        chair = Post.objects.create(unit=unit, kind=PostKind.LEADER, name="Người ký")
        signer = _officer(SIGNER, "Người ký (nhật ký không ghi tên)")
        appoint(signer, chair, at=OPENED, act_number="Nhật ký")
        grant(Terms(GrantKind.LAW, Capacity.HEAD, signer, unit, "Nhật ký"), at=OPENED)
        if not Procedure.objects.filter(code=PROCEDURE).exists():
            version = draft(from_plain(DOCUMENT), by=None, at=OPENED)
            publish(version, by=None, at=OPENED, valid_from=SINCE, decision="Nhật ký CoSeLoG")
            abolish(PROCEDURE, by=None, at=OPENED, on=UNTIL, decision="Nhật ký CoSeLoG")
        return unit


def _officer(username: str, name: str) -> Officer:
    officer = Officer(username=username, full_name=name, joined=OPENED)
    officer.set_unusable_password()
    officer.save()
    return officer


def _calendar() -> None:
    """Days of the log's years, computed: the log's own appointments hold, so nothing is promised by them."""
    try:
        known = organisation.calendar()
    except Refusal:
        known = None
    if known is None or known.first > SINCE:
        decide_provisional(*CALENDAR_YEARS, at=OPENED)
