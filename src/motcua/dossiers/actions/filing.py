"""What is handed in at a desk or filed online, and the row it begins."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.applicants.actions import PartyData, commitment_to, register
from motcua.applicants.models import Party
from motcua.catalogue import queries as catalogue
from motcua.dossiers.actions.attach import Held, with_files
from motcua.dossiers.actions.papers_given import give
from motcua.dossiers.actions.perform import Steps, answered, first, locked
from motcua.dossiers.actions.work import Done
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.queries.competent import competent_unit
from motcua.journal import queries as journal
from motcua.organisation import queries as organisation
from motcua.organisation.models import Unit
from motcua.rules import canonical
from motcua.rules.completeness import Given
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event, State
from motcua.rules.vietnamese import clean
from motcua.rules.worktime import LOCAL
from motcua.statements import Prepared, added


@dataclass(frozen=True)
class Filing:
    """One request as it is told at the desk: procedure and receiving unit by code and id, who, which papers.

    `filer` acts for the owner and needs a written `authorisation`. `conditions` are the procedure's conditions that hold
    here. `salt` seeds the commitments (random when empty). `files` were kept at upload and are taken in by this act.
    """

    procedure: str
    unit: int
    owner: PartyData
    filer: PartyData | None = None
    authorisation: str = ""
    channel: str = Channel.IN_PERSON
    matter: str = ""
    conditions: tuple[str, ...] = ()
    sets: int = 1
    papers: Mapping[str, Given] = field(default_factory=dict)
    salt: bytes = b""
    files: tuple[Held, ...] = ()


def told(filing: Filing) -> dict[str, canonical.Value]:
    """The filing as values, for telling a repeated click from another request."""
    return {
        "procedure": filing.procedure,
        "unit": filing.unit,
        "owner": [filing.owner.name, filing.owner.id_number, filing.owner.phone, filing.owner.address],
        "filer": filing.filer.name if filing.filer else None,
        "channel": filing.channel,
        "matter": filing.matter,
        "sets": filing.sets,
        "conditions": sorted(filing.conditions),
        "papers": sorted(filing.papers),
        **({"files": sorted(one.sha256 for one in filing.files)} if filing.files else {}),
    }


def at_desk(
    filing: Filing,
    event: Event,
    steps: Steps,
    *,
    by: int | None,
    at: datetime,
    key: str | None,
    asked: Mapping[str, canonical.Value],
    state: State = State.AT_DESK,
) -> Done:
    """Begin a dossier and do its first act in one transaction; a repeated click gets the first one's answer."""
    said, steps = {**told(filing), **asked}, with_files(steps, filing.files, "reception")
    for attempt in (1, 2):
        if key and (entry := journal.by_key(key)) is not None:
            return _repeated(entry.stream, entry.seq, event, by, said, key)
        try:
            with transaction.atomic():
                dossier = begin(filing, state=state, at=at)
                return first(dossier, event, steps, by=by, at=at, key=key, asked=said)
        except IntegrityError:
            if attempt == 2 or key is None or journal.by_key(key) is None:
                raise
    raise AssertionError


_desk = Prepared(lambda pk: Unit.objects.select_related("parent__parent").filter(pk=pk), int)


def begin(filing: Filing, *, state: State, at: datetime) -> Dossier:
    """Write the dossier's row with its owner and papers, before its first event."""
    version = catalogue.published_version(filing.procedure, at.astimezone(LOCAL).date())
    desk = next(iter(_desk(filing.unit)), None)
    if desk is None or not desk.is_one_stop or not organisation.in_force(desk, at):
        raise Refusal("unit_not_in_force")
    if filing.channel not in Channel.values:
        raise Refusal("bad_text", field="channel")
    if not 1 <= filing.sets <= 99:
        raise Refusal("bad_count", paper="")
    if filing.filer is not None and not filing.authorisation.strip():
        raise Refusal("authorisation_required")
    document = version.parsed
    unknown = set(filing.conditions) - set(document.conditions) - {p.condition for p in document.components}
    if unknown:
        raise Refusal("unknown_condition", condition=sorted(unknown)[0][:60])
    competent = competent_unit(document, desk, at)
    salt = filing.salt or secrets.token_bytes(16)
    owner = _party(filing.owner, salt, b"owner", at)
    dossier = added(Dossier(
        version=version, unit=desk, competent_unit=competent, holder_unit=desk, state=state,
        channel=filing.channel, owner=owner,
        filer=_party(filing.filer, salt, b"filer", at) if filing.filer else None,
        authorisation=clean(filing.authorisation, 300, field="authorisation", optional=True),
        matter=clean(filing.matter, 500, field="matter", optional=True),
        conditions=sorted(filing.conditions), sets=filing.sets, salt=salt, opened_at=at, last_at=at,
    ))  # fmt: skip
    give(dossier, document, filing.papers.values(), "reception", at)
    return dossier


def _party(data: PartyData, salt: bytes, role: bytes, at: datetime) -> Party:
    return register(data, at=at, salt=bytes.fromhex(canonical.commitment(salt, {"role": role.decode()}))[:16])


def _repeated(
    stream: str, seq: int, event: Event, by: int | None, said: Mapping[str, canonical.Value], key: str
) -> Done:
    name, _, pk = stream.partition("/")
    if name != "dossier":
        raise Refusal("key_reused")
    with transaction.atomic():
        dossier = locked(int(pk), None)
    return answered(
        dossier, seq, canonical.commitment(bytes(dossier.salt), {"event": event.value, "by": by, **said}), key
    )


def names(dossier: Dossier) -> dict[str, canonical.Value]:
    """What the journal's first event says of a dossier: procedure version, desk, and commitments to people."""
    return {
        "version": dossier.version.digest,
        "procedure": dossier.version.procedure.code,
        "owner": commitment_to(dossier.owner),
        "desk": dossier.unit_id,
        "competent": dossier.competent_unit_id,
        "channel": dossier.channel,
    }
