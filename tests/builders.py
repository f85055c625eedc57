"""Brings a small province and its dossiers to a state through the real acts, so impossible states cannot be built."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from motcua.applicants.actions import PartyData
from motcua.dossiers import actions
from motcua.dossiers.actions import Done, DraftText, Filing
from motcua.dossiers.models import Dossier, Task
from motcua.rules.states import State
from tests.procedure import PAPERS
from tests.world import LONG_AGO, MONDAY, World, appoint, calendar, grant, published, world

__all__ = ["LONG_AGO", "MONDAY", "World", "appoint", "calendar", "grant", "published", "world"]

OWNER = PartyData(
    name="Nguyễn Thị Hoa", id_number="022190000123", phone="0912345678", address="Tổ 5, khu 2, Hồng Hải"
)


def filing(small: World, **changes: object) -> Filing:
    """What Mrs Hoa hands in at the commune's desk."""
    base = Filing(
        procedure="1.001612", unit=small.commune.pk, owner=OWNER, papers=PAPERS, salt=b"0123456789abcdef"
    )
    return replace(base, **changes)  # type: ignore[arg-type]


DRAFT = DraftText(
    title="Giấy chứng nhận đăng ký hộ kinh doanh", body="Chứng nhận hộ kinh doanh Nguyễn Thị Hoa."
)


def to_received(small: World, **changes: object) -> Done:
    """Received at the commune."""
    return actions.receive(filing(small, **changes), by=small.who("commune", "receiver"), at=small.at)


def to_handed_over(small: World) -> Done:
    """On its way to the district."""
    done = to_received(small)
    return actions.hand_over(done.dossier, by=small.who("commune", "receiver"), at=small.later())


def to_in_process(small: World) -> Done:
    """Taken over and assigned at the district."""
    done = to_handed_over(small)
    actions.take_over(done.dossier, by=small.who("district", "head"), at=small.later())
    return actions.assign(
        done.dossier,
        officer=small.who("district", "handler"),
        by=small.who("district", "head"),
        at=small.later(),
    )


def to_awaiting_supplement(small: World) -> Done:
    """Asked for a supplement after appraisal."""
    done = to_in_process(small)
    return actions.request_supplement(
        done.dossier,
        items=["Bản sao giấy tờ"],
        reason="Thiếu",
        by=small.who("district", "handler"),
        at=small.later(),
    )


def to_awaiting_payment(small: World) -> Done:
    """Waiting for a financial obligation."""
    done = to_in_process(small)
    return actions.request_payment(
        done.dossier, amount=500_000, reason="Thuế", basis="NĐ 151/2025", by=small.who("district", "handler"),
        at=small.later(),
    )  # fmt: skip


def to_awaiting_review(small: World) -> Done:
    """A draft lies with the head of division."""
    done = to_in_process(small)
    return actions.submit(done.dossier, draft=DRAFT, by=small.who("district", "handler"), at=small.later())


def to_awaiting_signature(small: World) -> Done:
    """A draft lies with the leader."""
    done = to_awaiting_review(small)
    return actions.endorse(done.dossier, by=small.who("district", "head"), at=small.later())


def to_signed(small: World) -> Done:
    """Signed, not yet numbered."""
    done = to_awaiting_signature(small)
    return actions.approve(done.dossier, by=small.who("district", "leader"), at=small.later())


def to_signed_refusal(small: World) -> Done:
    """A refusal after appraisal is signed."""
    done = to_awaiting_signature(small)
    return actions.reject(
        done.dossier, reason="Không đủ điều kiện", by=small.who("district", "leader"), at=small.later()
    )


def to_issued(small: World) -> Done:
    """Numbered and sealed."""
    done = to_signed(small)
    return actions.seal(done.dossier, by=small.who("district", "registry"), at=small.later())


def to_result_at_desk(small: World) -> Done:
    """The result lies at the commune's desk."""
    done = to_issued(small)
    return actions.send_result(done.dossier, by=small.who("district", "registry"), at=small.later())


def to_returned(small: World) -> Done:
    """Given to the owner."""
    done = to_result_at_desk(small)
    return actions.return_result(done.dossier, by=small.who("commune", "returner"), at=small.later())


def to_correcting(small: World) -> Done:
    """A returned result is being corrected."""
    done = to_returned(small)
    return actions.correct(
        done.dossier, reason="Sai họ tên", by=small.who("district", "handler"), at=small.later()
    )


def to_withdrawn(small: World) -> Done:
    """Withdrawn by the applicant."""
    done = to_received(small)
    return actions.withdraw(
        done.dossier, reason="Đổi ý", by=small.who("commune", "receiver"), at=small.later()
    )


def to_stopped(small: World) -> Done:
    """Stopped on a legal ground."""
    done = to_in_process(small)
    return actions.stop(
        done.dossier, ground="Luật Đất đai Đ.1", reason="Có tranh chấp", by=small.who("district", "leader"),
        at=small.later(),
    )  # fmt: skip


def to_awaiting_supplement_at_desk(small: World) -> Done:
    """Sent home with the list of what is missing, before reception."""
    return actions.request_supplement_at_desk(
        filing(small, papers={}), items=["Giấy đề nghị"], reason="Chưa có", by=small.who("commune", "receiver"),
        at=small.at,
    )  # fmt: skip


def to_not_accepted(small: World) -> Done:
    """Refused at the desk."""
    return actions.refuse_reception(
        filing(small), reason="Không thuộc thẩm quyền", by=small.who("commune", "receiver"), at=small.at
    )


def to_filed(small: World) -> Done:
    """Filed online."""
    return actions.file(filing(small, channel="online"), at=small.at)


WAYS: Mapping[State, Callable[[World], Done]] = {
    State.FILED: to_filed,
    State.AWAITING_SUPPLEMENT_AT_DESK: to_awaiting_supplement_at_desk,
    State.NOT_ACCEPTED: to_not_accepted,
    State.RECEIVED: to_received,
    State.HANDED_OVER: to_handed_over,
    State.IN_PROCESS: to_in_process,
    State.AWAITING_SUPPLEMENT: to_awaiting_supplement,
    State.AWAITING_PAYMENT: to_awaiting_payment,
    State.AWAITING_REVIEW: to_awaiting_review,
    State.AWAITING_SIGNATURE: to_awaiting_signature,
    State.SIGNED: to_signed,
    State.SIGNED_REFUSAL: to_signed_refusal,
    State.ISSUED: to_issued,
    State.RESULT_AT_DESK: to_result_at_desk,
    State.RETURNED: to_returned,
    State.CORRECTING: to_correcting,
    State.WITHDRAWN: to_withdrawn,
    State.STOPPED: to_stopped,
}
"""How to bring a dossier to each state that can be stored."""


def stored(done: Done) -> Dossier:
    """The dossier as the database has it."""
    return Dossier.objects.get(pk=done.dossier)


def open_tasks(done: Done) -> list[Task]:
    """Its open tasks, oldest first."""
    return list(Task.objects.filter(dossier=done.dossier, state__in=["open", "waiting"]).order_by("pk"))
