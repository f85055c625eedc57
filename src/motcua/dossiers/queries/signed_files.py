"""The files of documents signed here: still the ones the journal knows, or which one is not; intents that were left open."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256

from motcua.dossiers.models import Attachment, CertifiedCopy, Decision
from motcua.dossiers.queries.issued import READ, READ_COPY, copy_good, signatures_good
from motcua.gateways import storage
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.journal.queries import Entry
from motcua.journal.verify import Bad
from motcua.rules.refusal import Refusal

PREFIX = "decision/"
INTENDED = ("sign_intended", "seal_intended", "copy_intended")
CLOSED = ("signed", "sealed", "copied", "abandoned")
WHYS = frozenset(
    {
        "signed_file_missing",
        "signed_file_altered",
        "signed_file_unknown",
        "signature_broken",
        "recall_differs",
    }
)
"""Why a signed document may not fit."""


def kept_keys() -> frozenset[str]:
    """The key of every file a row refers to, attachments, signed documents, copies: nothing else may be swept by."""
    attached = Attachment.objects.filter(erased_at=None).values_list("storage_key", flat=True)
    signed = Decision.objects.exclude(file_key="").values_list("file_key", flat=True)
    copied = CertifiedCopy.objects.values_list("file_key", flat=True)
    return frozenset(attached) | frozenset(signed) | frozenset(copied)


def first_bad_document(progress: Callable[[int, int], None] | None = None) -> Bad | None:
    """The first document whose file, or a copy of it, is gone, is another than the journal says, or whose signatures do
    not hold.

    A row that no longer knows of its file or its recall is found too, from the journal. One file is in memory at a time;
    about a tenth of a second each. `progress` is told how many are done, of how many.
    """
    wanted = Event.objects.filter(
        stream__startswith=PREFIX, kind__in=("signed", "sealed", "copied", "recalled")
    )
    told = {int(stream.removeprefix(PREFIX)) for stream in wanted.values_list("stream", flat=True).distinct()}
    signed = Decision.objects.exclude(file_key="").values_list("pk", flat=True)
    recalled = Decision.objects.filter(recalled_at__isnull=False).values_list("pk", flat=True)
    copied = CertifiedCopy.objects.values_list("decision", flat=True)
    numbers = sorted(told | set(signed) | set(recalled) | set(copied))
    for done, pk in enumerate(numbers, 1):
        why = _why_bad(pk)
        if why:
            return Bad(f"{PREFIX}{pk}", None, why)
        if progress:
            progress(done, len(numbers))
    return None


def open_intents() -> tuple[str, ...]:
    """Intents to sign or seal that nothing closed: the trace of a crash, as `stream #seq`.

    Not a fault: the key may have been used, and the file is no document of ours.
    """
    rows = defaultdict(list)
    for event in Event.objects.filter(stream__startswith=PREFIX, kind__in=(*INTENDED, *CLOSED)).order_by(
        "stream", "seq"
    ):
        rows[event.stream].append(journal.read(event))
    return tuple(f"{stream} #{seq}" for stream, entries in rows.items() for seq in _open(entries))


def _open(entries: Sequence[Entry]) -> list[int]:
    closed = {entry.facts.get("intent") for entry in entries if entry.kind in CLOSED}
    return [entry.seq for entry in entries if entry.kind in INTENDED and entry.seq not in closed]


def _why_bad(pk: int) -> str:
    """Why one document does not fit its journal; empty when it does."""
    decision = Decision.objects.filter(pk=pk).select_related(*READ).first()
    if decision is None:
        return "signed_file_missing"
    entries = journal.entries(decision.stream)
    recalls = [entry for entry in entries if entry.kind == "recalled"]
    if [entry.at for entry in recalls] != [at for at in (decision.recalled_at,) if at]:
        return "recall_differs"
    files = [str(entry.facts.get("file")) for entry in entries if entry.kind in ("signed", "sealed")]
    if not decision.file_key:
        return "signed_file_missing" if files else ""
    if files[-1:] != [decision.file_sha256]:
        return "signed_file_unknown"
    why = _why_file(decision.file_key, decision.file_sha256, lambda data: signatures_good(decision, data))
    return why or _why_copies(decision, entries)


def _why_copies(decision: Decision, entries: Sequence[Entry]) -> str:
    """Why the first bad one of a document's copies does not fit the journal."""
    copies = CertifiedCopy.objects.filter(decision=decision).select_related(*READ_COPY).order_by("pk")
    kept = {copy.pk: copy for copy in copies}
    told = {entry.facts.get("copy"): entry for entry in entries if entry.kind == "copied"}
    if set(told) - set(kept):
        return "signed_file_missing"
    for pk, copy in kept.items():
        entry = told.get(pk)
        said = (copy.file_sha256, f"{copy.year}/{copy.symbol}", copy.made_at)
        if entry is None or (entry.facts.get("file"), entry.facts.get("symbol"), entry.at) != said:
            return "signed_file_unknown"
        if why := _why_file(copy.file_key, copy.file_sha256, partial(copy_good, copy)):
            return why
    return ""


def _why_file(key: str, hashed: str, good: Callable[[bytes], bool]) -> str:
    """Why a file in the store is not what was signed; empty when it is."""
    try:
        data = storage.get(key)
    except Refusal as refusal:
        return "signed_file_missing" if refusal.code == "file_missing" else "signed_file_altered"
    if sha256(data).hexdigest() != hashed:
        return "signed_file_altered"
    return "" if good(data) else "signature_broken"
