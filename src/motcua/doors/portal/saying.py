"""What a dossier's state means for the person who waits: what happens next, and what to do now."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models import Dossier
from motcua.rules.states import State

REPLIED = _("Hồ sơ đã có kết quả; văn thư cấp số, đóng dấu rồi chuyển về nơi trả kết quả.")

NEXT: dict[State, str | Promise] = {
    State.FILED: _("Bộ phận Một cửa kiểm tra giấy tờ, rồi tiếp nhận và hẹn ngày trả kết quả."),
    State.AWAITING_SUPPLEMENT_AT_DESK: _("Hồ sơ được tiếp nhận và hẹn ngày trả ngay khi đủ giấy tờ."),
    State.NOT_ACCEPTED: _("Hồ sơ không được tiếp nhận; lý do ghi trong Phiếu từ chối tiếp nhận."),
    State.RECEIVED: _("Hồ sơ được chuyển đến nơi giải quyết: %(competent)s."),
    State.HANDED_OVER: _("Nơi nhận ký nhận hồ sơ, rồi giao người thụ lý."),
    State.IN_PROCESS: _("%(competent)s thẩm định hồ sơ, soạn kết quả và trình ký."),
    State.AWAITING_SUPPLEMENT: _(
        "Hồ sơ được giải quyết tiếp khi nhận đủ giấy tờ. Thời gian chờ không tính vào thời hạn."
    ),
    State.AWAITING_PAYMENT: _(
        "Hồ sơ được giải quyết tiếp khi đã nộp tiền. Thời gian chờ không tính vào thời hạn."
    ),
    State.AWAITING_REVIEW: _("Lãnh đạo phòng xem xét dự thảo kết quả, rồi trình ký."),
    State.AWAITING_SIGNATURE: _("Người có thẩm quyền ký kết quả; sau đó cấp số, đóng dấu."),
    State.SIGNED: REPLIED,
    State.SIGNED_REFUSAL: REPLIED,
    State.ISSUED: _("Kết quả được chuyển về %(desk)s để trả."),
    State.RESULT_AT_DESK: _("Hồ sơ xong khi kết quả được trao tận tay."),
    State.RETURNED: _("Hồ sơ đã xong, không còn bước nào nữa."),
    State.WITHDRAWN: _("Hồ sơ đã được rút theo yêu cầu của người nộp."),
    State.STOPPED: _("Việc giải quyết đã dừng; lý do ghi trong Thông báo dừng giải quyết."),
    State.CORRECTING: _("Kết quả đang được đính chính, rồi trả lại tại %(desk)s."),
}

TO_DO: dict[State, str | Promise] = {
    State.AWAITING_SUPPLEMENT_AT_DESK: _("Nộp giấy tờ ghi trên Phiếu yêu cầu bổ sung tại %(desk)s."),
    State.NOT_ACCEPTED: _("Khi đủ điều kiện, nộp hồ sơ mới. Cần hỏi thêm: %(desk)s."),
    State.AWAITING_SUPPLEMENT: _("Nộp giấy tờ ghi trên Phiếu yêu cầu bổ sung tại %(desk)s."),
    State.AWAITING_PAYMENT: _("Nộp tiền theo thông báo, rồi báo cho %(desk)s."),
    State.RESULT_AT_DESK: _("Đến %(desk)s nhận kết quả; mang Giấy tiếp nhận hồ sơ và giấy tờ tùy thân."),
    State.STOPPED: _("Đến %(desk)s nhận lại giấy tờ và hỏi bước tiếp theo."),
    State.WITHDRAWN: _("Đến %(desk)s nhận lại giấy tờ nếu chưa nhận."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Two sentences; `to_do` is empty while there is nothing to do but wait."""

    next: str
    to_do: str


def say(dossier: Dossier) -> Said:
    """What happens next and what the applicant must do, in the language in force; names units, never a person."""
    state = State(dossier.state)
    places = {
        "desk": desk_of(dossier),
        "competent": dossier.competent_unit.authority_name or dossier.competent_unit.full_name,
    }
    return Said(str(NEXT.get(state, "")) % places, str(TO_DO.get(state, "")) % places)


def desk_of(dossier: Dossier) -> str:
    """Where it was handed in, and where the applicant asks and gets the result."""
    return dossier.unit.desk_name or dossier.unit.full_name
