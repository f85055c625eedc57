"""The states of time as a reader sees them: a word and a shape each, never colour alone (look.md).

The keys are the values of `rules.timing.Timing`, and "finished" for what has no limit to compare with.
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class TimeState:
    """How one state of time is shown: its words and the inner SVG of its shape in a 12 x 12 box."""

    key: str
    vi: str
    en: str
    shape: str

    def word(self, language: str) -> str:
        """The word in the reader's language.

        >>> TIME_STATES["due_soon"].word("vi")
        'Sắp đến hạn'
        """
        return self.vi if language.startswith("vi") else self.en


_TRIANGLE = '<path d="M10.5 1v10L1.5 6z"/>'
_CIRCLE = '<circle cx="6" cy="6" r="5"/>'
_HALF = (
    '<circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M6 1.7a4.3 4.3 0 0 1 0 8.6z"/>'
)
_SQUARE = '<rect x="1" y="1" width="10" height="10"/>'
_BARS = '<path d="M2 1h3v10H2zM7 1h3v10H7z"/>'
_OPEN_SQUARE = (
    '<rect x="1.8" y="1.8" width="8.4" height="8.4" fill="none" stroke="currentColor" stroke-width="1.6"/>'
)
_TICK = '<path d="M1.5 6.5l3 3 6-7" fill="none" stroke="currentColor" stroke-width="1.8"/>'

TIME_STATES = {
    state.key: state
    for state in (
        TimeState("early", "Trước hạn", "Early", _TRIANGLE),
        TimeState("open", "Trong hạn", "On time", _CIRCLE),
        TimeState("on_time", "Đúng hạn", "Finished on time", _TICK),
        TimeState("due_soon", "Sắp đến hạn", "Due soon", _HALF),
        TimeState("overdue", "Quá hạn", "Overdue", _SQUARE),
        TimeState("stopped", "Tạm dừng", "Clock stopped", _BARS),
        TimeState("late", "Trả muộn", "Late", _OPEN_SQUARE),
        TimeState("finished", "Đã xong", "Finished", _TICK),
    )
}


def time_state(key: str) -> TimeState:
    """The state by its key; capitals and the values of enumerations are taken too. Raises KeyError if unknown.

    >>> time_state("OPEN").en
    'On time'
    """
    return TIME_STATES[str(getattr(key, "value", key)).lower()]


def shape(state: TimeState) -> SafeString:
    """The shape alone, hidden from screen readers, for it always stands beside its word."""
    return format_html(
        '<svg viewBox="0 0 12 12" aria-hidden="true" focusable="false" fill="currentColor">{}</svg>',
        mark_safe(state.shape),  # our own constant above
    )
