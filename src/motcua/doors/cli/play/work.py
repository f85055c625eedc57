"""From the hand-over to the result in the applicant's hand: the steps of the procedure, done one after another."""

from motcua.doors.cli.play import turns
from motcua.doors.cli.play.fate import Turn
from motcua.doors.cli.play.life import Life, Script
from motcua.dossiers import actions
from motcua.dossiers.actions import DraftText
from motcua.dossiers.actions.steps import CALLED_IN
from motcua.dossiers.models import Decision
from motcua.rules.posts import Duty
from motcua.rules.process import Step, predecessors

LEADING_OUT = (Duty.REVIEW, Duty.SIGN)
NEVER_FETCHED = 0.04


def forward(life: Life) -> Script:
    """Hand the dossier over to where its next work is done, and take it over there."""
    giver = life.who(life.holder, "receiver" if life.holder == life.desk.pk else "handler")
    units = [life.place(step) for step in life.open_steps() if step.duty not in CALLED_IN]
    to = life.competent if life.competent in units else units[0]
    neighbour = _neighbour(life, to)
    life.pass_on(60)
    if neighbour and life.take_turn(Turn.TRANSFERRED):
        life.competent = to = neighbour
        yield from life.do(
            lambda: actions.transfer(
                life.dossier,
                unit=neighbour,
                reason="Thuộc thẩm quyền của xã nơi cư trú",
                by=giver,
                at=life.at,
            )
        )
    else:
        yield from life.do(lambda: actions.hand_over(life.dossier, by=giver, at=life.at))
        if life.take_turn(Turn.PULLED_BACK):
            life.wait(5)
            yield from life.do(lambda: actions.pull_back(life.dossier, by=giver, at=life.at))
            life.wait(8)
            yield from life.do(lambda: actions.hand_over(life.dossier, by=giver, at=life.at))
    life.pass_on(80)
    taker = life.who(to, life.luck.choice(("head", "handler", "handler")))
    yield from life.do(lambda: actions.take_over(life.dossier, by=taker, at=life.at))
    life.holder = to


def process(life: Life) -> Script:
    """Do the steps whose turn it is until the result is out, or the dossier has ended."""
    life.done |= {step.key for step in life.document.graph if not step.after}
    yield from forward(life)
    while not life.ended and (steps := life.open_steps()):
        if asked := [step for step in steps if step.duty == Duty.CONSULT]:
            yield from _consulted(life, asked)
            continue
        step = steps[0]
        if step.duty == Duty.RETURN:
            break
        if step.duty in (Duty.ASSIGN, Duty.APPRAISE) and life.place(step) != life.holder:
            yield from forward(life)
        yield from _step(life, step)


def _step(life: Life, step: Step) -> Script:
    unit = life.place(step)
    match step.duty:
        case Duty.ASSIGN:
            life.work_on(step)
            head, handler = life.who(unit, step.post), life.handler(unit)
            yield from life.do(lambda: actions.assign(life.dossier, officer=handler, by=head, at=life.at))
        case Duty.APPRAISE:
            yield from _appraise(life, step, life.handler(unit))
            return
        case Duty.REVIEW:
            life.work_on(step)
            head = life.who(unit, step.post)
            if life.take_turn(Turn.REWORK):
                yield from _again(life, head)
                return
            yield from life.do(lambda: actions.endorse(life.dossier, by=head, at=life.at))
        case Duty.SIGN:
            yield from _sign(life, step, unit)
            return
        case Duty.SEAL:
            life.work_on(step)
            registry = life.who(unit, step.post)
            yield from life.do(lambda: actions.seal(life.dossier, by=registry, at=life.at))
            life.holder = unit
        case Duty.SEND_RESULT:
            life.work_on(step)
            registry = life.who(unit, step.post)
            yield from life.do(lambda: actions.send_result(life.dossier, by=registry, at=life.at))
        case _:
            raise ValueError(f"nobody knows how to play {step.duty} ({life.document.code}, {step.key})")
    life.done.add(step.key)


def _consulted(life: Life, steps: list[Step]) -> Script:
    """Agencies asked at the same time answer beside each other, each in its own time."""
    begun, answers = life.at, []
    for step in steps:
        life.at = begun
        life.work_on(step)
        answers.append((life.at, step))
    for at, step in sorted(answers, key=lambda answer: answer[0]):
        life.at = at
        yield from _answered(life, life.handler(life.place(step)))
        life.done.add(step.key)


def _answered(life: Life, asked: int) -> Script:
    yield from life.do(
        lambda: actions.answer_consultation(life.dossier, answer="Đồng ý với đề nghị", by=asked, at=life.at)
    )


def _appraise(life: Life, step: Step, handler: int) -> Script:
    life.pass_on(20)
    if step.unit == "competent":
        yield from turns.before_appraisal(life, handler)
        if life.ended:
            return
    life.work_on(step)
    leads_out = any(step.key in one.after and one.duty in LEADING_OUT for one in life.document.graph)
    if not leads_out:
        finding = f"{step.output or step.name}: đã thực hiện."
        yield from life.do(lambda: actions.appraise(life.dossier, finding=finding, by=handler, at=life.at))
    else:
        if life.document.financial_obligation and life.conditions and not life.paid:
            life.paid = True
            yield from turns.payment(life, handler)
        draft = _draft(life)
        yield from life.do(lambda: actions.submit(life.dossier, draft=draft, by=handler, at=life.at))
    life.done.add(step.key)


def _sign(life: Life, step: Step, unit: int) -> Script:
    if life.take_turn(Turn.LATE) and life.due is not None:
        life.wait_until(life.world.calendar.add_minutes(life.due, life.luck.randrange(30, 900)))
    life.work_on(step)
    signer = life.world.signer(unit, life.luck)
    if life.take_turn(Turn.REWORK):
        yield from _again(life, signer)
        return
    if life.take_turn(Turn.REJECTED):
        why = "Không đáp ứng điều kiện của thủ tục"
        yield from life.do(lambda: actions.reject(life.dossier, reason=why, by=signer, at=life.at))
    else:
        yield from life.do(lambda: actions.approve(life.dossier, by=signer, at=life.at))
    life.done.add(step.key)


def _again(life: Life, by: int) -> Script:
    """Back to whoever wrote the draft; what was done since then is void."""
    why = "Bổ sung căn cứ, sửa thể thức văn bản"
    yield from life.do(lambda: actions.return_for_rework(life.dossier, reason=why, by=by, at=life.at))
    before = predecessors(life.document.graph)
    last = [step for step in life.document.graph if step.duty == Duty.APPRAISE and step.key in life.done][-1]
    life.done = {key for key in life.done if key != last.key and last.key not in before.get(key, frozenset())}
    life.pace *= 0.5


def home(life: Life) -> Script:
    """The applicant fetches the result: soon, later, or not before the play ends."""
    if life.luck.random() < NEVER_FETCHED:
        return
    life.wait_days(0.05, 3)
    returner = life.who(life.desk.pk, "returner")
    fetched = life.luck.random() < 0.05
    receiver = "Nguyễn Văn Thay" if fetched else ""
    letter = "Giấy ủy quyền nhận kết quả" if fetched else ""
    yield from life.do(
        lambda: actions.return_result(
            life.dossier, receiver=receiver, authorisation=letter, fee_collected=True, by=returner, at=life.at
        )
    )
    if life.take_turn(Turn.CORRECTED):
        yield from turns.correction(life)


def _draft(life: Life) -> DraftText:
    refusing = life.turn == Turn.REJECTED
    name = life.document.results[0].name if life.document.results else life.document.name
    body = "Hồ sơ chưa đáp ứng điều kiện." if refusing else f"Căn cứ hồ sơ đề nghị, cấp: {name}."
    kind = Decision.Kind.REFUSAL if refusing else Decision.Kind.RESULT
    return DraftText(
        title=(f"Thông báo không giải quyết: {name}" if refusing else name)[:500], body=body, kind=kind
    )


def _neighbour(life: Life, to: int) -> int | None:
    """Another commune of the same district that could be the competent one; none where the work is not a commune's."""
    here = life.desk
    if here.kind != "commune" or to != here.pk or life.competent != here.pk:
        return None
    others = [
        unit.pk
        for unit in life.world.units.values()
        if unit.parent_id == here.parent_id and unit.pk != here.pk
    ]
    communes = [pk for pk in others if life.world.units[pk].kind == "commune"]
    return life.luck.choice(communes) if communes else None
