"""Times that do not count: the kinds of suspension with their legal basis, and several of them laid together.

The general decree knows one, the supplement; every other one needs a special act. An ordinary
consultation of another agency is none of them: it runs inside the limit (NĐ 61/2018 art. 19(5)).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from motcua.rules.refusal import Refusal

SUPPLEMENT = "supplement"

SUSPENSION_KINDS: Mapping[str, str] = MappingProxyType(
    {
        SUPPLEMENT: "NĐ 61/2018 Đ.19(4); NĐ 31/2021 Đ.6",
        "financial_obligation": "NĐ 151/2025, phụ lục",
        "violation_handling": "NĐ 151/2025, phụ lục",
        "forensic_expertise": "NĐ 151/2025, phụ lục",
        "public_posting": "NĐ 151/2025, phụ lục",
        "media_notice": "NĐ 151/2025, phụ lục",
        "inheritance": "NĐ 151/2025, phụ lục",
        "verification": "NĐ 123/2015",
        "verification_abroad": "NĐ 123/2015",
        "agency_information": "",
        "expert_opinion": "",
        "special_law": "",
    }
)
"""Kind -> the act that usually gives it; where it is empty the procedure must name its own."""


class SupplementPolicy(StrEnum):
    """What a supplement after appraisal does to the limit; a property of the procedure (rules.md T10)."""

    RESTART = "restart"  # counted from zero once the dossier is full: NĐ 61/2018 art. 19(4)
    PAUSE = "pause"  # the waiting time is not counted: special acts, e.g. NĐ 31/2021 art. 6


@dataclass(frozen=True)
class Suspension:
    """A time that does not count, from `start` to `end` (None while it lasts), and the act that says so."""

    kind: str
    basis: str
    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.kind not in SUSPENSION_KINDS:
            raise Refusal("unknown_suspension", kind=self.kind)
        if not self.basis.strip():
            raise Refusal("suspension_needs_basis", kind=self.kind)
        for moment in (self.start, self.end):
            if moment is not None and moment.tzinfo is None:
                raise Refusal("naive_time", at=moment.isoformat())
        if self.end is not None and self.end < self.start:
            raise Refusal("resumed_before_stop", stopped=self.start.isoformat(), at=self.end.isoformat())


Stretch = tuple[datetime, datetime]


def laid_together(
    suspensions: Iterable[Suspension], since: datetime, until: datetime | None = None
) -> list[Stretch]:
    """The times not counted after `since`, in order, overlapping ones joined.

    One that still lasts is left out, or ends at `until` if that is given; `until` cuts off what comes later.
    """
    stretches: list[Stretch] = []
    for one in sorted(suspensions, key=lambda one: one.start):
        end = one.end if one.end is not None else until
        if end is None:
            continue
        start, end = max(one.start, since), end if until is None else min(end, until)
        if start >= end:
            continue
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches
