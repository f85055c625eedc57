"""A question of a Django form is shown like one written by hand, and keeps what was typed."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from motcua.ui.fields import Field, Option, from_bound


class Sample(forms.Form):
    """One field of every widget."""

    full_name = forms.CharField(label="Họ và tên", max_length=80, help_text="Như trên căn cước")
    birth_date = forms.DateField(label="Ngày sinh", required=False, input_formats=["%d/%m/%Y"])
    unit = forms.ChoiceField(label="Đơn vị", choices=[("1", "Hồng Gai"), ("Cẩm Phả", [("2", "Quang Hanh")])])
    channel = forms.ChoiceField(label="Cách nộp", choices=[("a", "Trực tiếp")], widget=forms.RadioSelect)
    papers = forms.MultipleChoiceField(
        label="Giấy tờ", choices=[("a", "Tờ khai"), ("b", "Bản đồ")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="Đã kiểm tra")
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    secret = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)


TYPED = {
    "full_name": '<b>"Ánh"',
    "birth_date": "31/02/1990",
    "unit": "2",
    "papers": ["b"],
    "secret": "bí mật",
}


def shown(source: str, **context: object) -> str:
    """A template's text with `{% load ui %}`."""
    return str(engines["django"].from_string("{% load ui %}" + source).render(context))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("full_name", "text"), ("birth_date", "date"), ("unit", "select"), ("channel", "radios"),
        ("papers", "checkboxes"), ("agree", "checkbox"), ("note", "textarea"), ("secret", "password"),
    ],
)  # fmt: skip
def test_the_kind_of_a_question_follows_its_widget(name: str, kind: str) -> None:
    assert from_bound(Sample()[name]).kind == kind


def test_what_was_typed_is_shown_again_after_an_error_and_escaped() -> None:
    page = shown("{% for each in form %}{% field each %}{% endfor %}", form=Sample(TYPED))
    assert "&lt;b&gt;&quot;Ánh&quot;" in page
    assert 'value="31/02/1990"' in page
    assert re.search(r'value="2" selected', page)
    assert re.search(r'value="b" checked', page)
    assert "<b>" not in page


def test_a_password_is_never_written_back() -> None:
    assert "bí mật" not in shown("{% field form.secret %}", form=Sample(TYPED))


def test_every_error_of_the_summary_leads_to_a_control() -> None:
    form = Sample(TYPED)
    page = shown("{% page_errors form %}{% for each in form %}{% field each %}{% endfor %}", form=form)
    targets = re.findall(r'href="#(\w+)"', page)
    assert len(targets) == len(form.errors)
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_hint_and_error_describe_their_control() -> None:
    page = shown("{% field each %}", each=Field("x", "Tên", hint="Gợi ý", error="Sai"))
    assert 'aria-describedby="id_x-hint id_x-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_x-hint"' in page
    assert 'id="id_x-error"' in page


def test_an_optional_question_says_so() -> None:
    assert "không bắt buộc" in shown("{% field form.note %}", form=Sample())
    assert "không bắt buộc" not in shown("{% field form.full_name %}", form=Sample())


def test_a_single_question_is_the_heading_of_its_page() -> None:
    page = shown("{% field form.full_name heading=True %}", form=Sample())
    assert page.count("<h1") == 1


def test_options_of_a_group_stand_together() -> None:
    field = Field(
        "x",
        "Tên",
        "select",
        options=(Option("1", "A", group="g"), Option("2", "B"), Option("3", "C", group="g")),
    )
    assert [(group, [option.value for option in options]) for group, options in field.groups] == [
        ("g", ["1", "3"]),
        ("", ["2"]),
    ]


def test_pagination_tells_the_exact_count_and_keeps_the_search() -> None:
    request = RequestFactory().get("/?q=khai+sinh&page=2")
    page = shown("{% pagination page %}", page=Paginator(range(1500), 20).page(2), request=request)
    assert "21–40 trong 1.500" in page
    assert "?q=khai+sinh&amp;page=3" in page
