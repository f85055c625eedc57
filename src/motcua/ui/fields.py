"""What one question of a form looks like, whether it comes from a Django form or is written by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django import forms
from django.forms.boundfield import BoundField

Kind = Literal[
    "text", "number", "date", "password", "textarea", "select", "radios", "checkboxes", "checkbox", "file"
]

_GROUPS: tuple[Kind, ...] = ("radios", "checkboxes")
_WIDTHS = (2, 3, 4, 5, 10, 20, 30)
_KINDS: tuple[tuple[type[forms.Widget], Kind], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.DateInput, "date"),
    (forms.NumberInput, "number"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list; `hint` is a line under its label."""

    value: str
    label: str
    hint: str = ""
    group: str = ""
    """name of the group in a select; options of a group stand together"""


@dataclass(frozen=True, slots=True)
class Field:
    """One question: `value` is the text typed (a tuple of values for checkboxes, "on" for a ticked checkbox).

    `width` is the expected number of characters (0: full width); `attrs` are further HTML attributes of the
    control, such as `autocomplete`, `inputmode`, `maxlength`, `data-shortcut`.
    """

    name: str
    label: str
    kind: Kind = "text"
    value: str | tuple[str, ...] = ""
    hint: str = ""
    error: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    width: int = 0
    heading: bool = False
    """the label is the page's h1: one question a page"""
    id: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)

    @property
    def html_id(self) -> str:
        """The id of the control, or of the group's first control with `_0` behind."""
        return self.id or f"id_{self.name}"

    @property
    def target(self) -> str:
        """Where a link of the error summary leads."""
        return f"{self.html_id}_0" if self.kind in _GROUPS else self.html_id

    @property
    def described_by(self) -> str:
        """The ids of hint and error for `aria-describedby`."""
        parts = [f"{self.html_id}-hint"] if self.hint else []
        return " ".join([*parts, f"{self.html_id}-error"] if self.error else parts)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values ticked or selected."""
        return self.value if isinstance(self.value, tuple) else (self.value,)

    @property
    def input_type(self) -> str:
        """The `type` of the control; numbers and dates are typed as text, for browsers hinder both."""
        return self.kind if self.kind in ("password", "file") else self.attrs.get("type", "text")

    @property
    def width_class(self) -> str:
        """The width that tells how long an answer is expected to be."""
        fitting = next((width for width in _WIDTHS if 0 < self.width <= width), 0)
        return f"govuk-input--width-{fitting}" if fitting else ""

    @property
    def control_attrs(self) -> list[tuple[str, str]]:
        """The further attributes of the control that its template does not write itself."""
        return [(name, value) for name, value in self.attrs.items() if name not in ("type", "rows", "class")]

    @property
    def groups(self) -> list[tuple[str, list[Option]]]:
        """The options by group, in the order in which the groups first appear."""
        found: dict[str, list[Option]] = {}
        for option in self.options:
            found.setdefault(option.group, []).append(option)
        return list(found.items())


def _options(widget: forms.Widget) -> Iterable[Option]:
    if not isinstance(widget, forms.widgets.ChoiceWidget):
        return
    for value, label in widget.choices:
        if isinstance(label, list | tuple):
            for inner in label:
                yield Option(str(inner[0]), str(inner[1]), group=str(value))
        else:
            yield Option("" if value is None else str(value), str(label))


def _value(bound: BoundField, kind: Kind) -> str | tuple[str, ...]:
    value = bound.value()
    if kind == "checkboxes":
        return tuple(str(each) for each in value or ())
    if kind == "checkbox":
        return "on" if value else ""
    if kind in ("password", "file") or value is None:
        return ""
    written = bound.field.widget.format_value(value)
    if isinstance(written, list | tuple):  # a select writes its value as a list
        return str(written[0]) if written else ""
    return "" if written is None else str(written)


def from_bound(bound: BoundField, *, width: int = 0, heading: bool = False, hint: str = "") -> Field:
    """The same question out of a bound field of a Django form; its kind follows the widget."""
    widget = bound.field.widget
    kind: Kind = next((kind for widget_class, kind in _KINDS if isinstance(widget, widget_class)), "text")
    attrs = {name: str(value) for name, value in widget.attrs.items() if name != "id"}
    if kind == "number":
        attrs.setdefault("inputmode", "numeric")
    limit = getattr(bound.field, "max_length", None)
    if limit and kind in ("text", "textarea"):
        attrs.setdefault("maxlength", str(limit))
    return Field(
        name=bound.html_name,
        label=str(bound.label),
        kind=kind,
        value=_value(bound, kind),
        hint=hint or str(bound.help_text or ""),
        error=" ".join(str(error) for error in bound.errors),
        required=bound.field.required,
        options=tuple(_options(widget)),
        width=width,
        heading=heading,
        id=bound.id_for_label.removesuffix("_0") if bound.id_for_label else bound.auto_id or "",
        attrs=attrs,
    )
