"""What each paper of a dossier says, composed from its rows for `papers` to print."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from motcua.applicants.models import Party
from motcua.catalogue.parts import Limit
from motcua.dossiers.models import Decision, Dossier, GivenPaper, HandOver, Slip, Task
from motcua.organisation.models import Tenure, Unit, UnitKind
from motcua.papers import contents
from motcua.papers.forms import FormKind
from motcua.papers.wording import day_in_words
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL

UNITS = {"working_day": "ngày làm việc", "calendar_day": "ngày", "working_hour": "giờ làm việc"}
PROVINCE = "Quảng Ninh"


def slip_content(slip: Slip) -> contents.PaperContent:
    """The paper of an issued slip, as it was when issued. Refuses `not_printable` for a kind that has no paper."""
    makers: Mapping[FormKind, Callable[[Slip, Dossier], contents.PaperContent]] = {
        FormKind.RECEIPT: _receipt,
        FormKind.SUPPLEMENT: _supplement,
        FormKind.REFUSAL: _refusal,
        FormKind.APOLOGY: _apology,
        FormKind.STOP: _stop,
        FormKind.PAYMENT_NOTICE: _payment,
    }
    maker = makers.get(FormKind(slip.kind))
    if maker is None:
        raise Refusal("not_printable", form=slip.kind)
    return maker(slip, slip.dossier)


def control_slip(dossier: Dossier, at: datetime) -> contents.ControlSlip:
    """The control slip with every line so far (form 05 of 2018, 06 since 15 September 2025)."""
    lines = (
        HandOver.objects.filter(dossier=dossier, pulled_back=False)
        .select_related("giver_unit", "receiver_unit", "giver", "receiver")
        .order_by("number")
    )
    consulted = Task.objects.filter(dossier=dossier, duty="consult").select_related("unit").order_by("pk")
    return contents.ControlSlip(
        head=head(dossier.unit, at),
        number="",
        dossier_code=dossier.code or "",
        procedure=dossier.version.procedure.name,
        resolving_agency=dossier.competent_unit.authority_name,
        cooperating="; ".join(dict.fromkeys(t.unit.full_name for t in consulted)),
        received_at=dossier.received_at or dossier.opened_at,
        due_at=dossier.due_at,
        lines=tuple(_line(line) for line in lines),
    )


def dateline(decision: Decision) -> str:
    """Place and day of issue as they stand above a document: the day it was numbered."""
    unit = decision.unit or decision.dossier.competent_unit
    return f"{place(unit)}, {day_in_words(day(decision.numbered_at or decision.drafted_at))}"


def result_document(decision: Decision, *, electronic: bool = False) -> contents.Result:
    """The result as signed and sealed; `electronic` leaves room for signature, seal, number and day: always the same."""
    dossier = decision.dossier
    unit = decision.unit or dossier.competent_unit
    issued = None if electronic else decision.numbered_at or decision.signed_at
    signer = decision.signed_by.full_name if decision.signed_by else ""
    return contents.Result(
        head=_agency_head(unit, issued or decision.drafted_at),
        number="" if electronic else decision.symbol,
        dossier_code=dossier.code or "",
        title=decision.title,
        subject=dossier.version.procedure.name,
        body=tuple(line for line in decision.body.splitlines() if line.strip()) or (decision.body,),
        recipients=(dossier.owner.name, "Lưu: VT, hồ sơ."),
        signature=contents.Signature(
            capacity=tuple(decision.signing_block), name=signer, sealed=not electronic and decision.issued_at is not None,
            electronic=electronic,
            seal_name=unit.authority_name,
        ),
    )  # fmt: skip


def head(unit: Unit, at: datetime) -> contents.Head:
    """The heading of a paper the one-stop unit issues: the committee above, the desk below."""
    return contents.Head(
        upper=unit.authority_name, agency=unit.desk_name or unit.full_name, place=place(unit), on=day(at)
    )


def place(unit: Unit) -> str:
    """The place name of the dateline (NĐ 30/2020, annex I): the unit's own name, the province's for its agencies."""
    return PROVINCE if unit.kind in (UnitKind.PROVINCE, UnitKind.AGENCY) else unit.name


def person(party: Party) -> contents.Person:
    """An applicant as papers name one."""
    return contents.Person(
        name=party.name,
        id_number=party.id_number,
        address=party.address,
        phone=party.phone,
        email=party.email,
    )


def limit_words(limit: Limit | None) -> str:
    """A limit in the words of form 01: "03 ngày làm việc"."""
    if limit is None or limit.unit is None:
        return ""
    amount = f"{limit.amount.normalize():f}".replace(".", ",")
    shown = amount.zfill(2) if amount.isdigit() else amount
    return f"{shown} {UNITS.get(limit.unit.value, limit.unit.value)}"


def day(at: datetime) -> date:
    """The local day of a moment."""
    return at.astimezone(LOCAL).date()


def _agency_head(unit: Unit, at: datetime) -> contents.Head:
    upper = "Ủy ban nhân dân tỉnh " + PROVINCE if unit.kind == UnitKind.AGENCY else ""
    return contents.Head(upper=upper, agency=unit.authority_name, place=place(unit), on=day(at))


def _receipt(slip: Slip, dossier: Dossier) -> contents.Receipt:
    document = dossier.version.parsed
    filer = dossier.filer
    return contents.Receipt(
        head=head(slip.unit, slip.issued_at),
        number=_number(slip),
        dossier_code=dossier.code or "",
        centre=slip.unit.desk_name,
        applicant=person(filer or dossier.owner),
        principal=person(dossier.owner) if filer else None,
        authorisation=dossier.authorisation,
        procedure=dossier.version.procedure.name,
        components=tuple(
            contents.Component(
                number=number,
                name=paper.name,
                originals=paper.originals,
                certified=paper.certified,
                copies=paper.copies,
            )
            for number, paper in enumerate(
                GivenPaper.objects.filter(dossier=dossier, given_at__lte=slip.issued_at).order_by("pk"),
                start=1,
            )
        ),
        sets=dossier.sets,
        limit=limit_words(document.limit_for(dossier.channel)),
        received_at=slip.issued_at,
        due_at=_moment(slip, "due"),
        result_place=slip.unit.desk_name,
        register_book=str(day(slip.issued_at).year),
        register_line=str(slip.number),
        receiver=slip.issued_by.full_name,
    )


def _supplement(slip: Slip, dossier: Dossier) -> contents.Supplement:
    return contents.Supplement(
        head=head(slip.unit, slip.issued_at),
        number=_number(slip),
        dossier_code=dossier.code or "",
        applicant=person(dossier.filer or dossier.owner),
        procedure=dossier.version.procedure.name,
        items=tuple(str(item) for item in slip.facts.get("items", ())),
        reason=str(slip.facts.get("reason", "")),
        contact=slip.issued_by.full_name,
        contact_phone=slip.issued_by.phone,
        complete_by=_moment(slip, "complete_by"),
        officer=slip.issued_by.full_name,
    )


def _refusal(slip: Slip, dossier: Dossier) -> contents.Refusal:
    return contents.Refusal(
        head=head(slip.unit, slip.issued_at),
        number=_number(slip),
        dossier_code=dossier.code or "",
        centre=slip.unit.desk_name or slip.unit.full_name,
        applicant=person(dossier.filer or dossier.owner),
        procedure=dossier.version.procedure.name,
        reasons=tuple(str(reason) for reason in slip.facts.get("reasons", ())),
        officer=slip.issued_by.full_name,
    )


def _apology(slip: Slip, dossier: Dossier) -> contents.Apology:
    promised, new = _moment(slip, "promised"), _moment(slip, "new_due")
    return contents.Apology(
        head=_agency_head(slip.unit, slip.issued_at),
        number=_number(slip),
        dossier_code=dossier.code or "",
        agency=slip.unit.authority_name,
        applicant=person(dossier.filer or dossier.owner),
        procedure=dossier.version.procedure.name,
        received_at=dossier.received_at or dossier.opened_at,
        promised_at=promised or slip.issued_at,
        state="Đang giải quyết",
        reason=str(slip.facts.get("reason", "")),
        new_due_at=new or slip.issued_at,
        signature=_signature(slip),
    )


def _stop(slip: Slip, dossier: Dossier) -> contents.StopNotice:
    return contents.StopNotice(
        head=head(slip.unit, slip.issued_at),
        number=_number(slip),
        dossier_code=dossier.code or "",
        agency=slip.unit.desk_name or slip.unit.full_name,
        applicant=person(dossier.filer or dossier.owner),
        procedure=dossier.version.procedure.name,
        received_at=dossier.received_at or dossier.opened_at,
        requested_at=slip.issued_at if "channel" in slip.facts else None,
        channel={"in_person": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính"}.get(
            str(slip.facts.get("channel", "")), ""
        ),
        ground=str(slip.facts.get("ground", "")),
        effect="Trả lại hồ sơ, giấy tờ và phí, lệ phí theo quy định.",
        signature=_signature(slip),
    )


def _payment(slip: Slip, dossier: Dossier) -> contents.PaymentNotice:
    return contents.PaymentNotice(
        head=_agency_head(slip.unit, slip.issued_at),
        number=_number(slip),
        dossier_code=dossier.code or "",
        applicant=person(dossier.filer or dossier.owner),
        procedure=dossier.version.procedure.name,
        lines=(
            contents.FeeLine(name=str(slip.facts.get("reason", "")), amount=int(slip.facts.get("amount", 0))),
        ),
        reference=dossier.code or "",
        signature=_signature(slip),
    )


def _signature(slip: Slip) -> contents.Signature:
    """The block of whoever issued the slip: the post held then in the issuing unit, under the unit's name."""
    held = Tenure.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=slip.issued_at),
        officer=slip.issued_by,
        post__unit=slip.unit,
        valid_from__lte=slip.issued_at,
    )
    post = held.order_by("valid_from", "pk").values_list("post__name", "post__kind").first()
    title, kind = post or ("", "")
    name = slip.unit.desk_name if kind in DESK_POSTS and slip.unit.desk_name else slip.unit.authority_name
    lines = (name.upper(), title.upper()) if title else (name.upper(),)
    return contents.Signature(capacity=lines, name=slip.issued_by.full_name)


DESK_POSTS = frozenset({PostKind.RECEIVER, PostKind.RETURNER, PostKind.CASHIER, PostKind.DIRECTOR})
"""Posts whose holders sign for the desk; the others sign for the authority behind it."""


def _line(line: HandOver) -> contents.ControlLine:
    return contents.ControlLine(
        giver=line.giver_unit.full_name, receiver=line.receiver_unit.full_name, at=line.received_at or line.given_at,
        verdict=contents.Verdict(line.verdict) if line.verdict else None, note=line.note,
        giver_person=line.giver.full_name, receiver_person=line.receiver.full_name if line.receiver else "",
    )  # fmt: skip


def _number(slip: Slip) -> str:
    """The number as printed: without the year that keeps it apart from last year's."""
    return slip.symbol.partition("/")[2]


def _moment(slip: Slip, name: str) -> datetime | None:
    said = slip.facts.get(name)
    return parse_datetime(said) if isinstance(said, str) else None
