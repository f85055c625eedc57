"""The words of notices to officials."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from motcua.doors.desk.timing import when
from motcua.outbox.models import Notice

WORDS = {
    "assigned": gettext_lazy("Bạn được giao việc: %(step)s"),
    "urged": gettext_lazy("Bạn được đôn đốc: %(step)s. %(note)s"),
    "rework": gettext_lazy("Dự thảo bị trả lại để làm lại: %(reason)s"),
    "due_soon": gettext_lazy("Sắp đến hạn: %(step)s"),
    "overdue": gettext_lazy("Đã quá hạn: %(step)s"),
    "escalated": gettext_lazy("Việc quá hạn trong đơn vị của bạn: %(step)s"),
}
"""Kind of notice about a task -> its sentence; the facts it names come with the notice."""
OF_A_DOSSIER = {
    "due_soon": gettext_lazy("Hồ sơ sắp đến hạn trả kết quả."),
    "overdue": gettext_lazy("Hồ sơ đã quá hạn trả kết quả."),
    "escalated": gettext_lazy("Hồ sơ trong đơn vị của bạn quá hạn đã lâu."),
    "supplement_expired": gettext_lazy("Đã hết thời hạn bổ sung mà chưa nhận được giấy tờ."),
    "hand_over_late": gettext_lazy("Hồ sơ tiếp nhận đã quá giờ phải chuyển."),
    "consulted": gettext_lazy("Đơn vị được lấy ý kiến về hồ sơ này."),
    "consultation_answered": gettext_lazy("Đơn vị được lấy ý kiến đã trả lời."),
    "data_request": gettext_lazy("Có người yêu cầu về dữ liệu cá nhân của họ."),
    "data_request_late": gettext_lazy("Yêu cầu về dữ liệu cá nhân đã quá hạn."),
}
"""Kind of notice about a whole dossier -> its sentence."""


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def words(notice: Notice) -> str:
    """The notice as one sentence in the reader's language."""
    whole = OF_A_DOSSIER.get(notice.kind)
    sentence = WORDS.get(notice.kind) if whole is None or notice.facts.get("step") else whole
    facts = _Facts({name: str(value) for name, value in notice.facts.items() if value is not None})
    return str(sentence) % facts if sentence else gettext("Có việc mới về hồ sơ này.")


def notice_row(notice: Notice) -> tuple[SafeString, str, str]:
    """Which dossier, what, when."""
    name, _, pk = notice.about.partition("/")
    if name == "dossier" and pk.isdigit():
        about = format_html(
            '<a class="govuk-link" href="{}">{}</a>', reverse("desk:dossier", args=[int(pk)]),
            notice.facts.get("code") or gettext("Mở hồ sơ"),
        )  # fmt: skip
    elif name == "data-request" and pk.isdigit():
        about = format_html(
            '<a class="govuk-link" href="{}">{}</a>', reverse("desk:data_request", args=[int(pk)]),
            gettext("Yêu cầu số %(number)s") % {"number": pk},
        )  # fmt: skip
    else:
        about = format_html("{}", notice.about)
    return about, words(notice), when(notice.written_at)
