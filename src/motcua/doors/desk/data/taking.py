"""Take down at the counter what a person asks of their own data: the official has their card in hand."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy

from motcua.doors.desk.forms import DeskForm
from motcua.doors.desk.here import Here, official, page
from motcua.dossiers.models import Dossier
from motcua.privacy.actions.ask import Card, ask_at_counter
from motcua.rules.citizen_card import looks_like_card, read_card
from motcua.rules.personal_data import Wish, term_on
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.roles import Page
from motcua.ui.templatetags.ui import language
from motcua.ui.terms import term_in


class AskForm(DeskForm):
    """Whose card, what is asked, in the person's own words."""

    card = forms.CharField(
        label=gettext_lazy("Số trên thẻ căn cước hoặc hộ chiếu của người yêu cầu"), max_length=600,
        help_text=gettext_lazy("Xem thẻ rồi gõ số, hoặc quét mã QR trên thẻ. Phải là chủ hồ sơ hoặc người nộp."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    wish = forms.ChoiceField(label=gettext_lazy("Người này yêu cầu gì?"), widget=forms.RadioSelect)
    said = forms.CharField(
        label=gettext_lazy("Lời người yêu cầu"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Bắt buộc khi yêu cầu sửa (sai gì, đúng là gì) hoặc khiếu nại."),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["wish"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, term_in("wish", one.value, language())) for one in Wish]


@official(Page.DATA_REQUESTS)
def show(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The form for a dossier this desk received; no name stands on it until the card fits."""
    row = Dossier.objects.select_related("version__procedure").filter(pk=pk).first()
    if row is None:
        raise Refusal("unknown_dossier")
    if row.unit_id not in here.units(Duty.RECEIVE):
        raise Refusal("not_your_unit", duty=Duty.RECEIVE.value)
    form, refusal, status = AskForm(request.POST if request.method == "POST" else None), None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = ask_at_counter(
                    pk, form.cleaned_data["wish"], _card(form.cleaned_data["card"]), by=here.officer.pk, at=here.at,
                    said=form.cleaned_data["said"],
                )  # fmt: skip
            except Refusal as said:
                refusal, status = said, 409
            else:
                messages.success(request, gettext("Đã ghi yêu cầu số %(number)d.") % {"number": made.pk})
                return redirect("desk:data_request", made.pk)
    terms = [(one, term_on(one.value, here.at.date())) for one in Wish]
    context = {
        "dossier": row, "form": form, "refusal": refusal,
        "terms": [
            (
                term_in("wish", one.value, language()),
                gettext("thực hiện trong %(days)d ngày (%(law)s)") % {"days": term.carry_days, "law": term.law},
            )
            for one, term in terms
        ],
    }  # fmt: skip
    return page(request, here, "desk/data_taking.html", context, status=status)


def _card(typed: str) -> Card:
    """The number typed, or number and name of a scanned card."""
    if not looks_like_card(typed):
        return Card(typed.strip())
    card = read_card(typed)
    return Card(card.number, card.name)
