"""What all shapes share: typed access to a record, the flaws found in it, limits, channels, levels, lists.

Nothing is guessed: what cannot be read surely stays as text, is named as a flaw, and is kept whole in
`source.raw`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from motcua.catalogue.document import ProcedureDocument, missing_parts
from motcua.catalogue.parts import Channel, Level, Limit, Manner, Paper
from motcua.rules.terms import TermUnit
from motcua.rules.vietnamese import nfc

UNKNOWN = frozenset({"", "--", "không có thông tin"})
"""How the sources write that they do not know."""

LONG_NAME = 1500

CHANNELS = {"Trực tiếp": Channel.IN_PERSON, "Dịch vụ bưu chính": Channel.POST, "Trực tuyến": Channel.ONLINE}
UNITS = {
    "ngày làm việc": TermUnit.WORKING_DAY,
    "ngày": TermUnit.CALENDAR_DAY,
    "giờ làm việc": TermUnit.WORKING_HOUR,
    "giờ": TermUnit.HOUR,
    "tháng": TermUnit.MONTH,
}
LEVELS = {
    "cấp bộ": Level.MINISTRY,
    "cấp tỉnh": Level.PROVINCE,
    "cấp huyện": Level.DISTRICT,
    "cấp xã": Level.COMMUNE,
    "cơ quan khác": Level.OTHER,
}
LIMIT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(ngày làm việc|giờ làm việc|ngày|giờ|tháng)", re.IGNORECASE)
NEXT_NAME = re.compile(r", (?=[A-ZĐÁÀẢÃẠĂÂÉÊÍÓÔƠÚƯÝỦỨỬỪỰ])(?![^()]*\))")


class BadRecord(Exception):
    """The record cannot become a document; `why` is a code, `where` the field."""

    def __init__(self, why: str, where: str = "") -> None:
        self.why, self.where = why, where
        super().__init__(f"{why} {where}".strip())


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something the source leaves open or says badly: its name and the place in the document."""

    name: str
    where: str = ""

    def plain(self) -> dict[str, str]:
        """As it is stored beside the version."""
        return {"name": self.name, "where": self.where}


@dataclass(frozen=True, slots=True)
class Draft:
    """What one record gives: its document and every flaw found in it."""

    document: ProcedureDocument
    flaws: tuple[Flaw, ...]


@dataclass
class Record:
    """A record being read: asks for values by type and gathers flaws."""

    values: Mapping[str, object]
    flaws: list[Flaw] = field(default_factory=list)

    def text(self, name: str, *, needed: bool = False, verbatim: bool = False) -> str:
        """The text under `name` in NFC; "" if there is none or (unless `verbatim`) the source says so."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise BadRecord("wrong_type", name)
        found = nfc(value or "").strip()
        if "\x00" in found:
            raise BadRecord("bad_text", name)
        if not verbatim and found.casefold() in UNKNOWN:
            found = ""
        if needed and not found:
            raise BadRecord("missing", name)
        return found

    def rows(self, name: str) -> tuple["Record", ...]:
        """The list of objects under `name`, each as a record that gathers its flaws here."""
        value = self.values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise BadRecord("wrong_type", name)
        return tuple(Record(row, self.flaws) for row in value)

    def part(self, name: str) -> "Record":
        """The object under `name`."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise BadRecord("wrong_type", name)
        return Record(value, self.flaws)

    def count(self, name: str) -> int | None:
        """The whole number, not below zero, under `name`."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise BadRecord("wrong_type", name)
        return value

    def number(self, name: str) -> Decimal | None:
        """The number, not below zero, under `name`."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise BadRecord("wrong_type", name)
        return Decimal(str(value))

    def flaw(self, name: str, where: str = "") -> None:
        """Note a flaw."""
        self.flaws.append(Flaw(name, where))

    def rest(self, *mapped: str) -> dict[str, object]:
        """Every field that has no place of its own in the document, as the source has it."""
        return {
            name: value for name, value in self.values.items() if name not in mapped and value is not None
        }


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def names(text: str) -> tuple[str, ...]:
    """The names of a list run together with commas; a comma inside brackets or before a small letter stays.

    >>> names("Cán bộ, công chức, Tổ chức (không gồm doanh nghiệp, HTX), Doanh nghiệp")
    ('Cán bộ, công chức', 'Tổ chức (không gồm doanh nghiệp, HTX)', 'Doanh nghiệp')
    """
    return tuple(part.strip() for part in NEXT_NAME.split(text) if part.strip())


def levels(text: str, record: Record) -> tuple[Level, ...]:
    """The levels of "Cấp tỉnh, Cấp xã"; an unknown one is a flaw."""
    found: list[Level] = []
    for part in text.split(","):
        level = LEVELS.get(part.strip().casefold())
        if level is None:
            record.flaw("unknown_level", part.strip()[:60])
        elif level not in found:
            found.append(level)
    return tuple(found)


def channel(text: str) -> Channel:
    """The channel of its Vietnamese name."""
    try:
        return CHANNELS[text]
    except KeyError:
        raise BadRecord("unknown_channel", text[:40]) from None


def limit_in(text: str) -> Limit | None:
    """The limit a text consists of, or None if it says more than a number and a unit.

    >>> limit_in("07 Ngày làm việc").amount
    Decimal('7')
    """
    found = LIMIT.fullmatch(text.strip())
    if not found:
        return None
    amount = Decimal(found[1].replace(",", "."))
    return Limit(amount=amount, unit=UNITS[" ".join(found[2].lower().split())])


def note_limits(manners: Iterable[Manner], record: Record) -> None:
    """Flaws of the time limits: no number on any channel, or numbers but on no channel a unit."""
    limits = [manner.limit for manner in manners if manner.limit is not None]
    if not limits:
        record.flaw("no_number", "manners")
    elif not any(limit.unit for limit in limits):
        record.flaw("no_unit", "manners")
    elif not all(limit.unit for limit in limits):
        record.flaw("unit_on_some_channels", "manners")
    if any(limit.amount == 0 for limit in limits):
        record.flaw("zero_limit", "manners")


def note_papers(papers: Iterable[Paper], record: Record) -> None:
    """Flaws of the components: empty, over-long, without quantity, or with quantity 0."""
    for paper in papers:
        where = f"components.{paper.key}"
        if not paper.name:
            record.flaw("empty_paper", where)
        if len(paper.name) > LONG_NAME:
            record.flaw("long_paper", where)
        if paper.originals is None and paper.copies is None:
            record.flaw("missing_quantity", where)
        elif not paper.originals and not paper.copies:
            record.flaw("zero_quantity", where)


def finish(document: ProcedureDocument, record: Record) -> Draft:
    """The draft with the flaws of its manners, papers and missing compulsory parts."""
    note_limits(document.manners, record)
    note_papers(document.components, record)
    for part in missing_parts(document):
        record.flaw(f"missing_{part}", part)
    return Draft(document, tuple(record.flaws))


def agreed(manners: tuple[Manner, ...]) -> Limit | None:
    """The limit all channels agree on, unit included; None if one differs or leaves it open."""
    first = manners[0].limit if manners else None
    return first if first and first.unit and all(manner.limit == first for manner in manners) else None
