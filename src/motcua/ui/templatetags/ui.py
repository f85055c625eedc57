"""The parts of a page: `{% load ui %}`.

    {% page_errors form %}                          error summary of a form or of (message, id) pairs
    {% field form.full_name width=30 %}             a bound field or a `fields.Field`; heading=True: one question a page
    {% button "Tiếp nhận" shortcut="Enter" %}       kind="secondary|warning", name=, value=
    {% summary_list rows %}                         `pieces.SummaryRow` or (key, value) pairs
    {% data_table "Hồ sơ" columns rows %}           columns: `pieces.Column` or labels; cells: text or format_html()
    {% time_state "due_soon" %}                     word and shape
    {% pagination page %}                           a page of Django's Paginator; keeps the other query parameters
    {% banner "Đã tiếp nhận" text %}                kind="info|warning|error"
    {% empty "Chưa có hồ sơ" text href action %}
    {% breadcrumbs crumbs %}  {% tabs links %}  {% timeline entries %}
    {% acts acts not_allowed %}  {% work_list items %}
    {% refusal refusal %}                           panel for a `rules.refusal.Refusal`
    {% ribbon drawing %}                            the picture of `ui.ribbon.Ribbon`, its timeline and its table

Filters, in the reader's language: moment, short_moment, day, short_day, limit, duration, number, percent, money, term,
heading.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.template.context import RequestContext
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from motcua.rules.refusal import Refusal
from motcua.ui import pieces, time_states, time_wording, wording
from motcua.ui.fields import Field, from_bound
from motcua.ui.refusals import RefusalText, words
from motcua.ui.ribbon import Ribbon
from motcua.ui.ribbon_svg import svg
from motcua.ui.ribbon_table import Row, rows
from motcua.ui.terms import term_in

register = template.Library()


def language() -> str:
    """The reader's language."""
    return get_language() or "vi"


@register.filter
def moment(at: datetime | None) -> str:
    """{{ due_at|moment }}: "thứ Sáu, 20/11/2026, 15:30"."""
    return wording.moment(at, language()) if at else ""


@register.filter
def short_moment(at: datetime | None) -> str:
    """{{ at|short_moment }}: "20/11/2026, 15:30"."""
    return wording.short_moment(at, language()) if at else ""


@register.filter
def day(on: date | None) -> str:
    """{{ on|day }}: "thứ Sáu, 20/11/2026"."""
    return wording.day(on, language()) if on else ""


@register.filter
def short_day(on: date | None) -> str:
    """{{ on|short_day }}: "20/11/2026"."""
    return wording.short_day(on, language()) if on else ""


@register.filter
def limit(minutes_left: int | None) -> str:
    """{{ minutes|limit }}, working minutes left: "còn 2 ngày làm việc"."""
    return "" if minutes_left is None else time_wording.limit(minutes_left, language())


@register.filter
def duration(minutes: int | None) -> str:
    """{{ minutes|duration }}, working minutes: "1 ngày 4 giờ làm việc"."""
    return "" if minutes is None else time_wording.duration(minutes, language())


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """{{ value|number }}: "1.234,5"."""
    return "" if value is None else wording.number(value, language())


@register.filter
def percent(share: float | None) -> str:
    """{{ share|percent }}, a share of one: "92,8%"."""
    return "" if share is None else wording.percent(share, language())


@register.filter
def money(dong: int | Decimal | None) -> str:
    """{{ fee|money }}: "50.000 đ"."""
    return "" if dong is None else wording.money(dong, language())


@register.filter
def term(key: object, kind: str) -> str:
    """{{ dossier.state|term:"state" }}: the name of a key of `ui.terms`, e.g. "Đang giải quyết"."""
    return term_in(kind, str(getattr(key, "value", key)), language())


@register.filter
def heading(title: str) -> str:
    """<h1 class="{{ title|heading }}">: the heading's class; a title of many words is set smaller."""
    return "govuk-heading-l" if len(title) <= 90 else "govuk-heading-m"


class FieldContext(TypedDict):
    """What a field's template sees."""

    field: Field


@register.inclusion_tag("ui/parts/field.html", name="field")
def field_tag(
    question: BoundField | Field, width: int = 0, heading: bool = False, hint: str = ""
) -> FieldContext:
    """One question with label, hint and error."""
    if isinstance(question, BoundField):
        question = from_bound(question, width=width, heading=heading, hint=hint)
    return {"field": question}


@register.inclusion_tag("ui/parts/error_summary.html")
def page_errors(
    source: forms.BaseForm | Sequence[tuple[str, str]] | None,
) -> dict[str, list[tuple[str, str]]]:
    """The box on top of a page with errors: each message leads to its question."""
    if source is None:
        return {"errors": []}
    if not isinstance(source, forms.BaseForm):
        return {"errors": list(source)}
    found = [(str(message), "") for message in source.non_field_errors()]
    for bound in source:
        found += [(str(message), from_bound(bound).target) for message in bound.errors]
    return {"errors": found}


@register.inclusion_tag("ui/parts/button.html")
def button(
    text: str, kind: str = "primary", shortcut: str = "", name: str = "", value: str = "", href: str = ""
) -> dict[str, str]:
    """A button that submits its form, or a link that looks like one."""
    return {"text": text, "kind": kind, "shortcut": shortcut, "name": name, "value": value, "href": href}


@register.inclusion_tag("ui/parts/summary_list.html")
def summary_list(
    answers: Sequence[pieces.SummaryRow | tuple[str, str]],
) -> dict[str, list[pieces.SummaryRow]]:
    """Questions and their answers."""
    return {
        "rows": [
            each if isinstance(each, pieces.SummaryRow) else pieces.SummaryRow(*each) for each in answers
        ]
    }


class Cell(TypedDict):
    """One cell with the column it stands in."""

    text: str
    column: pieces.Column


class TableContext(TypedDict):
    """What a table's template sees."""

    caption: str
    columns: list[pieces.Column]
    rows: list[list[Cell]]


@register.inclusion_tag("ui/parts/table.html")
def data_table(caption: str, columns: Sequence[pieces.Column | str], body: pieces.Rows) -> TableContext:
    """A table; on a phone each row becomes a card. The first cell of a row is its header."""
    heads = [each if isinstance(each, pieces.Column) else pieces.Column(str(each)) for each in columns]
    cells: list[list[Cell]] = [
        [{"text": text, "column": column} for text, column in zip(row, heads, strict=True)] for row in body
    ]
    return {"caption": caption, "columns": heads, "rows": cells}


@register.inclusion_tag("ui/parts/time_state.html")
def time_state(state: str) -> dict[str, str]:
    """The word and the shape of a state of time."""
    found = time_states.time_state(state)
    return {"key": found.key, "word": found.word(language()), "shape": time_states.shape(found)}


class PaginationContext(TypedDict):
    """What the pagination's template sees: links are query strings."""

    page: Page[object]
    links: list[tuple[int | None, str]]
    previous: str
    next: str


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page[object]) -> PaginationContext:
    """Which of how many are shown, and the pages around this one. The count is exact."""
    request: HttpRequest | None = context.get("request")

    def link(to: int) -> str:
        query = request.GET.copy() if request else QueryDict(mutable=True)
        query["page"] = str(to)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(each, link(each)) if isinstance(each, int) else (None, "") for each in numbers],
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/parts/banner.html")
def banner(title: str, text: str = "", kind: str = "info") -> dict[str, str]:
    """News about what was just done, or what to know before going on."""
    return {"title": title, "text": text, "kind": kind}


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, text: str = "", href: str = "", action: str = "") -> dict[str, str]:
    """What a list says when nothing is in it, and what to do then."""
    return {"title": title, "text": text, "href": href, "action": action}


@register.inclusion_tag("ui/parts/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[pieces.Crumb]) -> dict[str, Sequence[pieces.Crumb]]:
    """The way to this page."""
    return {"crumbs": crumbs}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(links: Sequence[pieces.TabLink], label: str = "") -> dict[str, Sequence[pieces.TabLink] | str]:
    """Views of one page as links; works without script."""
    return {"links": links, "label": label}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(entries: Sequence[pieces.Entry]) -> dict[str, Sequence[pieces.Entry]]:
    """What happened: who, what, when, in which capacity."""
    return {"entries": entries}


@register.inclusion_tag("ui/parts/acts.html")
def acts(
    allowed: Sequence[pieces.Act], not_allowed: Sequence[str] = ()
) -> dict[str, Sequence[pieces.Act | str]]:
    """The next acts allowed now, each with its shortcut; then a line each on what somebody else could do."""
    return {"acts": allowed, "not_allowed": not_allowed}


@register.inclusion_tag("ui/parts/work_list.html")
def work_list(items: Sequence[pieces.WorkItem]) -> dict[str, Sequence[pieces.WorkItem]]:
    """My work, what is due first."""
    return {"items": items}


@register.inclusion_tag("ui/parts/refusal.html")
def refusal(refused: Refusal | RefusalText) -> dict[str, RefusalText]:
    """What happened, why, what to do now."""
    return {"refusal": words(refused, language()) if isinstance(refused, Refusal) else refused}


class RibbonContext(TypedDict):
    """What the ribbon's template sees."""

    ribbon: Ribbon
    drawing: SafeString
    rows: list[Row]


@register.inclusion_tag("ui/ribbon.html")
def ribbon(drawing: Ribbon, width: int = 720) -> RibbonContext:
    """The one picture: drawn at `width` units, upright where there is no room, with its table."""
    return {"ribbon": drawing, "drawing": svg(drawing, language(), width), "rows": rows(drawing, language())}
