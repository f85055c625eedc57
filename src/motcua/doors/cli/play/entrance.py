"""How a dossier comes in: over the counter, by post or online, refused, sent home once, or done on the spot."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from motcua.catalogue.document import FeeDue
from motcua.catalogue.parts import Paper
from motcua.doors.cli.play import people
from motcua.doors.cli.play.fate import Turn
from motcua.doors.cli.play.life import Life, Script
from motcua.dossiers import actions
from motcua.dossiers.actions import Filing
from motcua.rules.completeness import Given

REASONS = (
    "Không thuộc thẩm quyền giải quyết",
    "Không đúng đối tượng của thủ tục",
    "Hồ sơ đã được giải quyết trước đó",
)
COMES_BACK = 0.85


def enter(life: Life) -> Script:
    """Until the dossier is received; `life.due` stays empty where it never is."""
    told = filing(life)
    receiver = life.who(life.desk.pk, "receiver")
    fee, paid = fee_of(life)
    if life.fate.on_the_spot:
        title = life.document.results[0].name if life.document.results else life.document.name
        yield from life.do(
            lambda: actions.resolve_immediately(told, by=receiver, at=life.at, title=title[:500], fee=fee)
        )
        return
    if life.take_turn(Turn.NOT_ACCEPTED):
        why = life.luck.choice(REASONS)
        yield from life.do(lambda: actions.refuse_reception(told, reason=why, by=receiver, at=life.at))
        return
    if life.fate.channel == "online":
        life.at = min(life.at + timedelta(minutes=life.luck.randrange(0, 900)), life.world.last)
        yield from life.do(lambda: actions.file(told, at=life.at))
        life.wait(life.luck.uniform(20, 200))
        yield from life.do(
            lambda: actions.receive_filed(life.dossier, by=receiver, at=life.at, fee=fee, fee_paid=paid)
        )
    elif life.take_turn(Turn.INCOMPLETE) and told.papers:
        yield from _sent_home(life, told, receiver, fee, paid)
    else:
        yield from life.do(lambda: actions.receive(told, by=receiver, at=life.at, fee=fee, fee_paid=paid))
        life.settle()
        return
    if life.arrived:
        life.settle()


def _sent_home(life: Life, told: Filing, receiver: int, fee: int, paid: bool) -> Script:
    """One paper is missing; the applicant brings it some days later, mostly."""
    missing = needed(life)[0]
    lacking = {key: given for key, given in told.papers.items() if key != missing.key}
    brought = {missing.key: told.papers[missing.key]}
    less = replace(told, papers=lacking)
    yield from life.do(
        lambda: actions.request_supplement_at_desk(
            less, items=[missing.name[:900]], reason="Thành phần hồ sơ còn thiếu", by=receiver, at=life.at
        )
    )
    if life.luck.random() > COMES_BACK:
        life.arrived = False
        return
    life.wait_days(0.3, 6)
    yield from life.do(
        lambda: actions.receive_filed(
            life.dossier, papers=brought, by=receiver, at=life.at, fee=fee, fee_paid=paid
        )
    )


def filing(life: Life) -> Filing:
    """What is handed in: all papers the procedure asks for here."""
    luck = life.luck
    corporate = life.document.subjects and not any(
        "á nhân" in one or "ông dân" in one for one in life.document.subjects
    )
    owner = people.business(luck, life.desk) if corporate else people.person(luck, life.desk)
    filer = people.person(luck, life.desk) if life.fate.by_somebody_else or corporate else None
    salt = sha256(f"motcua|{life.world.seed}|{life.arrival.number}".encode()).digest()[:16]
    return Filing(
        procedure=life.document.code, unit=life.desk.pk, owner=owner, filer=filer,
        authorisation=f"Giấy ủy quyền số {luck.randint(1, 400)}" if filer else "", channel=life.fate.channel,
        conditions=life.conditions, papers=papers(life), salt=salt,
    )  # fmt: skip


def needed(life: Life) -> list[Paper]:
    """The papers without which the dossier is not complete."""
    return [
        paper for paper in life.document.components
        if paper.required and not paper.one_of and (not paper.condition or paper.condition in life.conditions)
    ]  # fmt: skip


def papers(life: Life) -> Mapping[str, Given]:
    """Every paper asked for, in the numbers asked for; of papers that replace each other all of them."""
    return {
        paper.key: _whole(paper) for paper in life.document.components
        if paper.required and (not paper.condition or paper.condition in life.conditions)
    }  # fmt: skip


def _whole(paper: Paper) -> Given:
    originals = 1 if paper.originals is None and paper.copies is None else paper.originals or 0
    copies = paper.copies or 0
    return Given(paper.key, originals=originals, certified=copies if paper.certified else 0, copies=copies)


def fee_of(life: Life) -> tuple[int, bool]:
    """The first fee of the channel, and whether it is taken at reception."""
    manner = next((one for one in life.document.manners if str(one.channel) == life.fate.channel), None)
    amount = manner.fees[0].amount if manner and manner.fees else 0
    return amount, life.document.fee_due == FeeDue.RECEPTION
