"""The turns a dossier may take while it is worked on: each a piece of script."""

from motcua.doors.cli.play.entrance import needed, papers
from motcua.doors.cli.play.fate import Turn
from motcua.doors.cli.play.life import Life, Script
from motcua.dossiers import actions
from motcua.dossiers.actions import DraftText
from motcua.dossiers.queries.competent import agency_now
from motcua.rules import limits
from motcua.rules.completeness import Given

AGENCIES = ("STP", "SXD", "SYT", "SCT", "CAT", "SKHCN")
NEVER_BROUGHT = 0.2
BASIS = "NĐ 151/2025/NĐ-CP"


def supplement(life: Life, handler: int) -> Script:
    """Ask for what is missing; it comes after some days, or never, and then the period runs out where there is one."""
    asked = needed(life)
    if not asked:
        return
    paper = asked[0]
    yield from life.do(
        lambda: actions.request_supplement(
            life.dossier,
            items=[f"Bổ sung: {paper.name[:800]}"],
            reason="Nội dung chưa đủ để thẩm định",
            by=handler,
            at=life.at,
        )
    )
    receiver = life.who(life.desk.pk, "receiver")
    days = life.document.supplement_days
    if life.luck.random() < NEVER_BROUGHT:
        life.ended = True
        if days is not None:
            life.wait((days + 2) * 480)
            yield from life.do(lambda: actions.expire_supplement(life.dossier, by=receiver, at=life.at))
        return
    life.wait_days(0.5, min(8, (days or 8) - 1))
    brought: dict[str, Given] = {paper.key: papers(life)[paper.key]}
    yield from life.do(
        lambda: actions.receive_supplement(life.dossier, papers=brought, by=receiver, at=life.at)
    )
    life.settle()


def payment(life: Life, handler: int) -> Script:
    """A tax or a land use fee is found, told, and paid some days later."""
    amount = life.luck.randrange(5, 900) * 100_000
    yield from life.do(
        lambda: actions.request_payment(
            life.dossier,
            amount=amount,
            reason="Tiền sử dụng đất, lệ phí trước bạ",
            basis=BASIS,
            by=handler,
            at=life.at,
        )
    )
    life.wait_days(1, 9)
    cashier = life.who(life.desk.pk, "cashier")
    proof = f"Giấy nộp tiền số {life.luck.randrange(10**7):07d}"
    yield from life.do(lambda: actions.confirm_payment(life.dossier, proof=proof, by=cashier, at=life.at))
    life.settle()


def consultation(life: Life, handler: int) -> Script:
    """Another agency is asked and answers in time; the clock runs on."""
    unit = agency_now(life.luck.choice(AGENCIES), life.world.first).pk
    if unit == life.holder:
        return
    minutes = max(20, int(240 * life.pace * life.quick))
    answer_by = life.world.calendar.add_minutes(life.at, minutes)
    yield from life.do(
        lambda: actions.consult(
            life.dossier,
            unit=unit,
            question="Đề nghị cho ý kiến về hồ sơ kèm theo",
            answer_by=answer_by,
            by=handler,
            at=life.at,
        )
    )
    life.wait(minutes * life.luck.uniform(0.2, 0.9))
    other = life.handler(unit)
    yield from life.do(
        lambda: actions.answer_consultation(
            life.dossier, answer="Thống nhất với nội dung hồ sơ", by=other, at=life.at
        )
    )


def apology(life: Life) -> Script:
    """A day before the appointment at the latest: sorry, a new date, once."""
    calendar, due = life.world.calendar, life.due
    if due is None or calendar.working_days_between(life.at.date(), due.date()) < 3:
        return
    life.wait_until(calendar.opening(limits.last_letter_day(due, calendar)))
    life.wait(life.luck.uniform(30, 200))
    later = calendar.closing(calendar.add_working_days(due.date(), life.luck.randint(3, 6)))
    head = life.who(life.holder, "head")
    yield from life.do(
        lambda: actions.apologise(
            life.dossier, reason="Phải xác minh thêm", new_due=later, by=head, at=life.at
        )
    )
    life.due = later
    life.fit_pace(later)


def withdrawal(life: Life) -> Script:
    """The applicant has thought better of it."""
    receiver = life.who(life.desk.pk, "receiver")
    life.ended = True
    yield from life.do(
        lambda: actions.withdraw(
            life.dossier, reason="Không còn nhu cầu thực hiện thủ tục", by=receiver, at=life.at
        )
    )


def stopping(life: Life) -> Script:
    """A legal ground ends the case."""
    leader = life.who(life.holder, "leader")
    life.ended = True
    yield from life.do(
        lambda: actions.stop(
            life.dossier,
            ground="Nghị định 118/2025/NĐ-CP, Điều 19",
            reason="Nội dung đang có tranh chấp",
            by=leader,
            at=life.at,
        )
    )


def correction(life: Life) -> Script:
    """A slip of the pen is found after the result was given: drafted, signed, sealed and given anew."""
    life.wait_days(2, 10)
    unit = life.competent
    handler, registry = life.handler(unit), life.who(unit, "registry")
    signer, returner = life.world.signer(unit, life.luck), life.who(life.desk.pk, "returner")
    yield from life.do(
        lambda: actions.correct(life.dossier, reason="Sai họ tên trên kết quả", by=handler, at=life.at)
    )
    draft = DraftText(
        title=f"Đính chính: {life.document.name}"[:500], body="Đính chính họ tên trên kết quả đã trả."
    )
    life.wait(life.luck.uniform(20, 90))
    yield from life.do(
        lambda: actions.submit_for_signature(life.dossier, draft=draft, by=handler, at=life.at)
    )
    life.wait(life.luck.uniform(20, 120))
    yield from life.do(lambda: actions.approve(life.dossier, by=signer, at=life.at))
    life.wait(life.luck.uniform(5, 30))
    yield from life.do(lambda: actions.seal(life.dossier, by=registry, at=life.at))
    yield from life.do(lambda: actions.send_result(life.dossier, by=registry, at=life.at))
    life.wait_days(0.2, 2)
    yield from life.do(lambda: actions.return_result(life.dossier, by=returner, at=life.at))


def before_appraisal(life: Life, handler: int) -> Script:
    """Whatever turn is due when the first appraisal begins."""
    if life.take_turn(Turn.SUPPLEMENT):
        yield from supplement(life, handler)
    elif life.take_turn(Turn.CONSULT):
        yield from consultation(life, handler)
    elif life.take_turn(Turn.WITHDRAWN):
        yield from withdrawal(life)
    elif life.take_turn(Turn.STOPPED):
        yield from stopping(life)
    elif life.take_turn(Turn.APOLOGY):
        yield from apology(life)
