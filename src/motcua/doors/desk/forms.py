"""What the desk's forms share: plain Vietnamese dates and amounts, clear words for what is empty or wrong."""

import re
import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from motcua.rules.refusal import Refusal
from motcua.rules.worktime import LOCAL

DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})")
MOMENT = re.compile(r"^(?P<day>.*?)(?:[ ,]+(?P<hour>\d{1,2})[:hg](?P<minute>\d{2}))?$")
CLOSING = time(17, 0)
"""What a date without a time means in an appointment: the end of the office's day."""


def new_key() -> str:
    """The key by which a second click finds the first one's answer."""
    return uuid.uuid4().hex


def said_clearly(form: forms.BaseForm) -> None:
    """An empty question is named in its error; none is checked by the browser, whose words are not ours."""
    form.use_required_attribute = False
    for field in form.fields.values():
        field.error_messages["required"] = gettext("Chưa điền: %(question)s.") % {
            "question": str(field.label).lower()
        }


class DeskForm(forms.Form):
    """A form of the desk."""

    def __init__(self, data: QueryDict | Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        said_clearly(self)


class Day(forms.CharField):
    """A day as Vietnamese readers write one: 20/11/2026 (also 20-11-2026 and 20112026)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Ví dụ: 20/11/2026"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        """A day as it is typed."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def clean(self, value: str) -> date | None:
        """The day, or None if empty."""
        typed = super().clean(value)
        return day(typed, str(self.label)) if typed else None


class Moment(forms.CharField):
    """A day and time of day: "20/11/2026 15:30"; without a time the end of the working day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Ví dụ: 20/11/2026 15:30"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        """A moment as it is typed."""
        return f"{value.astimezone(LOCAL):%d/%m/%Y %H:%M}" if isinstance(value, datetime) else value

    def clean(self, value: str) -> datetime | None:
        """The moment in Vietnam, or None if empty."""
        typed = super().clean(value)
        if not typed:
            return None
        found = MOMENT.match(typed)
        on = day(found["day"] if found else typed, str(self.label))
        if not found or found["hour"] is None:
            return datetime.combine(on, CLOSING, LOCAL)
        try:
            return datetime.combine(on, time(int(found["hour"]), int(found["minute"])), LOCAL)
        except ValueError:
            raise _not_a_day(str(self.label)) from None


class Money(forms.CharField):
    """An amount in đồng: "50000", "50.000", "50 000 đ"; empty is nothing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: str) -> int:
        """Whole đồng."""
        typed = re.sub(r"[\s.,]|đ(ồng)?$|vnd$", "", super().clean(value).strip().lower())
        if not typed:
            return 0
        if not typed.isascii() or not typed.isdigit() or len(typed) > 15:
            raise forms.ValidationError(gettext("Số tiền chỉ gồm chữ số, tính bằng đồng, ví dụ 50.000."))
        return int(typed)


def day(typed: str, question: str) -> date:
    """The day somebody typed; ValidationError names the question."""
    found = DAY.fullmatch(typed.strip())
    if found:
        parts = [int(part) for part in found.groups() if part is not None]
        try:
            return date(parts[2], parts[1], parts[0])
        except ValueError:
            pass
    raise _not_a_day(question)


def _not_a_day(question: str) -> forms.ValidationError:
    return forms.ValidationError(
        gettext("%(question)s: ghi ngày/tháng/năm, ví dụ 20/11/2026.") % {"question": question}
    )


def number(typed: str | None) -> int | None:
    """A row's number out of an address or hidden field; None for anything else."""
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 16 else None


def key_of(data: QueryDict) -> str:
    """The idempotency key of a posted form. Refuses `bad_text`: one that we did not write."""
    key = data.get("key", "")
    if not re.fullmatch(r"[0-9a-f]{32}", key):
        raise Refusal("bad_text", field="key")
    return key
