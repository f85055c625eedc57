"""The values that the parts of a page take: rows, columns, tabs, acts, entries. They know nothing of dossiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One line of a summary list: a question and its answer, with an optional link such as "Sửa"."""

    key: str
    value: str
    href: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers and dates stand in figures of one width."""

    label: str
    kind: Literal["text", "number", "code"] = "text"


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to this page; the last has no address."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class TabLink:
    """One view of a page as a plain link (no script); `count` is shown behind the label."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline: what, who in which capacity, when (already in words), and a further line."""

    title: str
    who: str = ""
    when: str = ""
    detail: str = ""
    state: Literal["done", "open", "planned", "late"] = "done"


@dataclass(frozen=True, slots=True)
class Act:
    """A next act on the desk: a link (`href`) or a button that submits `name=value` of the form around it.

    `shortcut` is what the official presses, as `data-shortcut` writes it: "Enter", "Alt+D".
    """

    label: str
    href: str = ""
    name: str = ""
    value: str = ""
    shortcut: str = ""
    kind: Literal["primary", "secondary", "warning"] = "secondary"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One dossier in the list "my work": code, procedure, state of time, limit in words."""

    code: str
    title: str
    href: str
    time_state: str
    limit: str = ""
    who: str = ""
    current: bool = False


Rows = Sequence[Sequence[str]]
