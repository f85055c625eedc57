"""Files given with papers: kept at upload, taken in by reception, supplement or the handler, each bound to the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from motcua.catalogue.document import ProcedureDocument
from motcua.dossiers.actions.perform import Steps, locked
from motcua.dossiers.actions.work import Work
from motcua.dossiers.models import Attachment, Dossier
from motcua.gateways import storage
from motcua.gateways.intake import Accepted
from motcua.journal import queries as journal
from motcua.journal.actions import Head, record
from motcua.organisation import queries as organisation
from motcua.rules import canonical, lifecycle
from motcua.rules.authority import Authority, Matter, Person, authority
from motcua.rules.posts import Duty
from motcua.rules.refusal import Refusal
from motcua.rules.states import State
from motcua.rules.vietnamese import fold
from motcua.statements import added, change

MOST = 60
"""Files of one dossier's act."""
A_DAY = timedelta(days=1)
IDENTITY = ("can cuoc", "chung minh nhan dan", "ho chieu", "dinh danh", "anh chan dung")


@dataclass(frozen=True)
class Held:
    """A file kept and not yet taken in by an act: its row, the component it belongs to, what it is."""

    id: int
    paper: str
    name: str
    size: int
    sha256: str


def keep(file: Accepted, *, paper: str, paper_name: str, by: int, at: datetime) -> Held:
    """Put an accepted file into the store. May refuse `quota_used`, `store_full`."""
    _require_quota(len(file.data), by, at)
    stored = storage.put(file.data)
    row = added(
        Attachment(
            paper=paper, name=file.name, kind=file.kind.value, size=stored.size, sha256=stored.sha256,
            storage_key=stored.key, sensitive=is_identity(paper_name), given_at=at, by_id=by,
        )
    )  # fmt: skip
    return Held(row.pk, paper, row.name, row.size, row.sha256)


def _require_quota(size: int, by: int, at: datetime) -> None:
    """One account, stolen or broken, cannot fill the store for everybody (ASVS 5.0, 5.2.4)."""
    lately = Attachment.objects.filter(by=by, given_at__gt=at - A_DAY)
    kept = lately.aggregate(size=Sum("size"))["size"] or 0
    if kept + size > settings.QUOTA_MB * 1024 * 1024:
        raise Refusal("quota_used", limit=settings.QUOTA_MB)


def is_identity(paper_name: str) -> bool:
    """Whether a paper shows a person's identity: its image is sensitive data (Law 91/2025/QH15, NĐ 356/2025).

    >>> is_identity("Bản sao Căn cước công dân"), is_identity("Giấy đề nghị")
    (True, False)
    """
    folded = fold(paper_name)
    return any(word in folded for word in IDENTITY)


def with_files(steps: Steps, files: Sequence[Held], event: str) -> Steps:
    """The act's own steps, and then the files; the very same steps where there are none."""
    if not files:
        return steps

    def both(work: Work) -> None:
        steps(work)
        work.facts["files"] = take_in(work.dossier, work.document, files, event, by=work.by, at=work.at)

    return both


def take_in(
    dossier: Dossier, document: ProcedureDocument, files: Sequence[Held], event: str, *, by: int, at: datetime
) -> list[canonical.Value]:
    """Give held files to a dossier; what the journal says of each.

    Refuses `file_missing`, `unknown_paper`, `too_many_files`.
    """
    if len(files) > MOST:
        raise Refusal("too_many_files", limit=MOST)
    rows = list(
        Attachment.objects.filter(pk__in={one.id for one in files}, dossier=None, by=by).order_by("pk")
    )
    if len(rows) != len({one.id for one in files}):
        raise Refusal("file_missing")
    known = {paper.key for paper in document.components} | {""}
    for row in rows:
        if row.paper not in known:
            raise Refusal("unknown_paper", paper=row.paper)
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).update(
        dossier=dossier, event=event, given_at=at
    )
    return [row.bound(bytes(dossier.salt)) for row in rows]


@dataclass(frozen=True)
class Attached:
    """What `attach` answers; `repeated`: the same click had been done before."""

    dossier: int
    seq: int
    repeated: bool = False


def attach(
    dossier: int,
    files: Sequence[Held],
    *,
    by: int,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Attached:
    """Add files to a running dossier, by its receiver or whoever handles it; no state changes.

    Refuses `nothing_given`, `wrong_state`, `stale_page`, and the wrong person as every act does.
    """
    if not files:
        raise Refusal("nothing_given")
    with transaction.atomic():
        row = locked(dossier, key)
        said = canonical.commitment(bytes(row.salt), {"files": sorted(one.sha256 for one in files), "by": by})
        if key and (entry := journal.by_key(key)) is not None:
            if entry.stream != row.stream or entry.facts.get("asked") != said:
                raise Refusal("key_reused")
            return Attached(dossier, entry.seq, repeated=True)
        if seen is not None and seen != row.seq:
            raise Refusal("stale_page")
        if State(row.state) not in lifecycle.UNFINISHED:
            raise Refusal("wrong_state", state=row.state, event=lifecycle.ATTACH)
        found = _require_attach(row, organisation.person(by, at, grants=False), at)
        facts = take_in(row, row.version.parsed, files, "handling", by=by, at=at)
        record_on(row, lifecycle.ATTACH, by=by, at=at, key=key, facts={
            "asked": said, "files": facts, "post": found.mandate.post, "unit": found.mandate.unit,
        })  # fmt: skip
        return Attached(dossier, row.seq)


def record_on(
    dossier: Dossier,
    kind: str,
    *,
    by: int | None,
    at: datetime,
    facts: dict[str, canonical.Value],
    key: str | None = None,
) -> None:
    """One journal row on a locked dossier that leaves its state and clock as they are."""
    told: dict[str, canonical.Value] = {
        "from": dossier.state,
        "to": dossier.state,
        "due": canonical.moment(dossier.due_at) if dossier.due_at else None,
        "finished": canonical.moment(dossier.finished_at) if dossier.finished_at else None,
        "holder": dossier.holder_unit_id,
    }
    written = record(
        dossier.stream,
        kind,
        by=by,
        at=at,
        facts={**told, **facts},
        head=Head(dossier.seq, dossier.head),
        key=key,
    )
    dossier.seq, dossier.head = written.head.seq, written.head.hash
    dossier.last_at, dossier.last_by_id, dossier.last_event = max(at, dossier.last_at), by, kind
    change(dossier, ("seq", "head", "last_at", "last_by", "last_event"))


def may_attach(dossier: Dossier, person: Person, at: datetime) -> bool:
    """The same question for the page."""
    if State(dossier.state) not in lifecycle.UNFINISHED:
        return False
    try:
        _require_attach(dossier, person, at)
    except Refusal:
        return False
    return True


def _require_attach(dossier: Dossier, person: Person, at: datetime) -> Authority:
    first: Refusal | None = None
    for duty, unit in (
        (Duty.APPRAISE, dossier.holder_unit_id),
        (Duty.RECEIVE, dossier.unit_id),
        (Duty.CONSULT, dossier.holder_unit_id),
    ):
        try:
            return authority(person, Matter(duty, unit), at)
        except Refusal as refusal:
            first = first or refusal
    assert first is not None
    raise first


def drop_unclaimed(before: datetime, *, batch: int = 500) -> int:
    """Forget files uploaded before `before` that no act took in; how many."""
    rows = list(
        Attachment.objects.filter(dossier=None, given_at__lt=before)
        .order_by("pk")
        .values_list("pk", "storage_key")[:batch]
    )
    for pk, key in rows:
        if Attachment.objects.filter(pk=pk, dossier=None).delete()[0]:
            storage.forget(key)
    return len(rows)
