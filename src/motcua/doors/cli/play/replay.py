"""Driving the cases of a log through the real acts, each act at its logged moment with its logged worker."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from motcua.applicants.actions import PartyData
from motcua.doors.cli.play.log import BadRow, Case, LogEvent
from motcua.doors.cli.play.municipality import PROCEDURE, Municipality
from motcua.dossiers import actions
from motcua.dossiers.actions import Done, DraftText, Filing
from motcua.dossiers.models import Channel
from motcua.journal import queries as journal
from motcua.journal.models import Event as JournalEvent
from motcua.rules.completeness import Given
from motcua.rules.refusal import Refusal

PREFIX = "replay:"
RETURNED = "return_result"
CASES_AT_ONCE = 40
CHANNELS = {"Internet": Channel.ONLINE, "e-mail": Channel.ONLINE, "Post": Channel.POST}
DRAFT = DraftText(title="Trả lời người nộp hồ sơ", body="Nội dung trả lời không có trong nhật ký.")
BEFORE, AFTER, OUT_OF_TURN = (
    "Nhật ký ghi việc này trước khi tiếp nhận hồ sơ",
    "Nhật ký ghi việc này sau khi hồ sơ kết thúc",
    "Nhật ký ghi việc này trước việc đã đăng ký cuối cùng",
)


@dataclass
class Played:
    """What a replay met: cases and acts done now, rows left out, what the log has in an impossible order."""

    cases: int = 0
    events: int = 0
    acts: int = 0
    bad: list[BadRow] = field(default_factory=list)
    end_before_start: list[str] = field(default_factory=list)


Act = Callable[[str], Done]


class Player:
    """Plays cases into the municipality; what an earlier replay has done is known by its keys and not done again."""

    def __init__(self, place: Municipality) -> None:
        self.place = place
        self.played = Played()
        self._keys = set(JournalEvent.objects.filter(key__startswith=PREFIX).values_list("key", flat=True))
        self._seen: Counter[str] = Counter()

    def play(self, cases: Iterable[Case | BadRow]) -> Iterator[Played]:
        """Play one after another, many to a transaction, telling after each batch how far it is."""
        for batch in _batches(cases):
            with transaction.atomic():
                for one in batch:
                    if isinstance(one, BadRow):
                        self.played.bad.append(one)
                    else:
                        self._case(one)
            yield self.played

    def _case(self, case: Case) -> None:
        self.played.cases += 1
        self.played.events += len(case.events)
        try:
            with transaction.atomic():
                self._through(case)
        except Refusal as refusal:
            self.played.bad.append(BadRow(case.line, refusal.code, case.name[:60]))

    def _through(self, case: Case) -> None:
        responsible = self.place.worker(case.responsible or (case.events[0].worker if case.events else ""))
        dossier = self._received(case, responsible)
        told = [(event, self._event_key(case, event)) for event in case.events]
        done_before = [event.at for event, key in told if key in self._keys]
        last = max([case.start, *done_before])
        ended = _key(case.name, RETURNED) in self._keys
        for event, key in told:
            if case.end is not None and event.at > case.end:
                continue
            if event.at < case.start:
                self._late(dossier, event, BEFORE, key)
            elif event.at < last or ended:
                self._late(dossier, event, OUT_OF_TURN, key)
            else:
                last = event.at
                self._step(dossier, event, key)
        if case.end is None:
            return
        if case.end < case.start:
            self.played.end_before_start.append(case.name)
        self._finished(case, dossier, responsible, max(case.end, case.start))
        for event, key in told:
            if event.at > case.end:
                self._late(dossier, event, AFTER, key)

    def _received(self, case: Case, by: int) -> int:
        """Reception at the start of the case, and the way to the desk that works on it, which is the same unit."""
        key = _key(case.name, "receive")
        if key in self._keys:
            entry = journal.by_key(key)
            dossier = int(entry.stream.removeprefix("dossier/")) if entry else 0
        else:
            filing = Filing(
                procedure=PROCEDURE, unit=self.place.unit.pk, owner=PartyData(name=case.name), matter=case.name[:500],
                channel=CHANNELS.get(case.channel, Channel.IN_PERSON), papers={"request": Given("request", originals=1)},
                salt=sha256(f"replay|{case.name}".encode()).digest()[:16],
            )  # fmt: skip
            due = case.deadline
            done = actions.receive(
                filing, by=by, at=case.start, appointment=due, logged=due is not None, key=key
            )
            self.played.acts += 1
            dossier = done.dossier
        at = case.start
        self._do(_key(case.name, "hand_over"), lambda key: actions.hand_over(dossier, by=by, at=at, key=key))
        self._do(_key(case.name, "take_over"), lambda key: actions.take_over(dossier, by=by, at=at, key=key))
        return dossier

    def _finished(self, case: Case, dossier: int, by: int, at: datetime) -> None:
        """The end of the case: draft, signature (of somebody else), seal, and the answer goes out, all at that moment."""
        signer = self.place.signer
        ways: tuple[tuple[str, Act], ...] = (
            ("submit", lambda key: actions.submit(dossier, draft=DRAFT, by=by, at=at, key=key)),
            ("approve", lambda key: actions.approve(dossier, by=signer, at=at, key=key)),
            ("seal", lambda key: actions.seal(dossier, by=by, at=at, key=key)),
            ("send_result", lambda key: actions.send_result(dossier, by=by, at=at, key=key)),
            (RETURNED, lambda key: actions.return_result(dossier, by=by, at=at, key=key)),
        )
        for name, act in ways:
            self._do(_key(case.name, name), act)

    def _step(self, dossier: int, event: LogEvent, key: str) -> None:
        by = self.place.worker(event.worker)
        self._do(key, lambda key: actions.record_step(dossier, name=event.name, by=by, at=event.at, key=key))

    def _late(self, dossier: int, event: LogEvent, reason: str, key: str) -> None:
        by, name = self.place.worker(event.worker), event.name[:300]
        self._do(
            key,
            lambda key: actions.record_late_step(
                dossier, name=name, reason=reason, by=by, at=event.at, key=key
            ),
        )

    def _do(self, key: str, act: Act) -> None:
        """Do an act unless an earlier replay has done it."""
        if key not in self._keys:
            act(key)
            self.played.acts += 1

    def _event_key(self, case: Case, event: LogEvent) -> str:
        """The same for the same row of the log in whatever file format; equal rows are told apart by counting."""
        told = f"{event.id}|{event.name}|{event.worker}|{event.at.timestamp()}"
        self._seen[f"{case.name}|{told}"] += 1
        return _key(case.name, f"{told}|{self._seen[f'{case.name}|{told}']}")


def _key(case: str, what: str) -> str:
    return f"{PREFIX}{sha256(f'{case}|{what}'.encode()).hexdigest()[:40]}"


def _batches(cases: Iterable[Case | BadRow]) -> Iterator[list[Case | BadRow]]:
    batch: list[Case | BadRow] = []
    for one in cases:
        batch.append(one)
        if len(batch) == CASES_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
