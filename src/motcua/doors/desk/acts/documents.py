"""The questions about a document: the draft that goes up, its correction or replacement, its recall."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.doors.desk.acts.form import ActForm
from motcua.doors.desk.acts.questions import choice, line, lines
from motcua.dossiers.models import Decision
from motcua.rules.recall import RecallGround
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in


class DraftQuestion(ActForm):
    """The draft that goes up."""

    kind = forms.ChoiceField(label=gettext_lazy("Đề xuất giải quyết"), widget=forms.RadioSelect)
    title = line(gettext_lazy("Tên văn bản"))
    body = lines(gettext_lazy("Nội dung dự thảo"), 10)

    def prepare(self) -> None:
        """The draft written before, else the procedure's result."""
        choice(self, "kind").choices = [
            (Decision.Kind.RESULT.value, gettext("Giải quyết, cấp kết quả")),
            (Decision.Kind.REFUSAL.value, gettext("Từ chối vì không đủ điều kiện")),
        ]
        before = next((d for d in reversed(self.case.page.decisions)), None)
        results = self.case.page.dossier.version.parsed.results
        self.fields["kind"].initial = before.kind if before else Decision.Kind.RESULT.value
        self.fields["title"].initial = before.title if before else results[0].name if results else ""
        self.fields["body"].initial = before.body if before else ""


class Correction(ActForm):
    """What was wrong: the form only, or the content, so that the new act takes the old one's place."""

    how = forms.ChoiceField(label=gettext_lazy("Sửa bằng cách"), widget=forms.RadioSelect)
    reason = lines(gettext_lazy("Lý do"))

    def prepare(self) -> None:
        """Correct or replace; a recalled document can only be replaced."""
        corrected = ("correct", gettext("Đính chính: văn bản cũ vẫn có giá trị, chỉ sai hình thức"))
        replaced = ("replace", gettext("Thay thế: nội dung sai, văn bản mới thay văn bản cũ"))
        issued = [one for one in self.case.page.decisions if one.issued_at]
        recalled = bool(issued) and issued[-1].recalled_at is not None
        choice(self, "how").choices = [replaced] if recalled else [corrected, replaced]
        self.fields["how"].initial = "replace" if recalled else "correct"


class Recall(ActForm):
    """By which act, on which ground for everybody to read, and why in this case."""

    act_number = line(
        gettext_lazy("Số, ký hiệu văn bản thu hồi"),
        hint=gettext_lazy("Ví dụ: 15/QĐ-UBND. Hiện trên trang kiểm tra văn bản."),
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Lý do công bố"), help_text=gettext_lazy("Ai kiểm tra văn bản cũng đọc được."),
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = lines(gettext_lazy("Lý do cụ thể"), hint=gettext_lazy("Lưu trong hồ sơ, không công bố."))

    def prepare(self) -> None:
        """The grounds in the reader's language."""
        choice(self, "ground").choices = [
            (each.value, term_in("recall", each.value, language())) for each in RecallGround
        ]
