"""Files of a posted form: each accepted one kept at once, each refused one named with the reason beside its paper.

What was kept survives a form that is refused for another reason: its row travels in the form, signed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from motcua.doors.desk.here import Here
from motcua.doors.desk.papers import FileLine, PaperRow
from motcua.dossiers.actions.attach import Held, keep
from motcua.gateways import intake
from motcua.gateways.storage.keep import MEGABYTE
from motcua.rules.refusal import Refusal
from motcua.ui.refusals import words
from motcua.ui.templatetags.ui import language

SALT = "motcua.desk.held-file"
FOR_A_DAY = 86_400


@dataclass(frozen=True)
class Uploads:
    """What came with a form: the rows with their files and complaints, and what is ready to be taken in."""

    rows: tuple[PaperRow, ...]
    held: tuple[Held, ...]
    refused: bool


def take(request: HttpRequest, here: Here, rows: Iterable[PaperRow]) -> Uploads:
    """Keep what may be kept of the posted files; a paper with a file counts as ticked."""
    earlier = _earlier(request, here.officer.pk)
    found: list[PaperRow] = []
    held: list[Held] = []
    refused = False
    for row in rows:
        mine = [one for one in earlier if one.paper == row.key]
        complaints: list[FileLine] = []
        for file in request.FILES.getlist(f"file_{row.index}"):
            said = _kept(file, row, here)
            if isinstance(said, Held):
                mine.append(said)
            else:
                complaints.append(said)
        held += mine
        refused = refused or bool(complaints)
        lines = tuple(FileLine(one.name, token=_token(one, here.officer.pk), size=one.size) for one in mine)
        found.append(replace(row, ticked=row.ticked or bool(mine), files=lines, refused=tuple(complaints)))
    return Uploads(tuple(found), tuple(held), refused)


def take_loose(request: HttpRequest, here: Here) -> tuple[list[Held], list[FileLine]]:
    """Files added to a running dossier: one field, one paper named for all of them (or none)."""
    row = PaperRow(0, request.POST.get("paper", "")[:60], "", "", False, "", "", "", False)
    kept = [_kept(file, row, here) for file in request.FILES.getlist("file")]
    return (
        [*_earlier(request, here.officer.pk), *(one for one in kept if isinstance(one, Held))],
        [one for one in kept if isinstance(one, FileLine)],
    )


def _kept(file: "UploadedFile[bytes]", row: PaperRow, here: Here) -> Held | FileLine:
    told = (file.name or "")[:1000]
    try:
        if (file.size or 0) > settings.UPLOAD_MB * MEGABYTE:
            raise Refusal("file_too_large", limit=settings.UPLOAD_MB)
        accepted = intake.accept(told, file.read())
        return keep(accepted, paper=row.key, paper_name=row.name, by=here.officer.pk, at=here.at)
    except Refusal as refusal:
        said = words(refusal, language())
        return FileLine(told[-120:], said=f"{said.title} {said.why} {said.do}")


def tokens(held: Sequence[Held], officer: int) -> list[str]:
    """Held files as a form carries them."""
    return [_token(one, officer) for one in held]


def _token(held: Held, officer: int) -> str:
    return signing.dumps({"by": officer, **asdict(held)}, salt=SALT, compress=True)


def _earlier(request: HttpRequest, officer: int) -> list[Held]:
    """Files kept when the form was posted before; one that is not ours or too old is left out."""
    found: dict[int, Held] = {}
    for token in request.POST.getlist("held")[: settings.UPLOAD_FILES * 3]:
        try:
            said: dict[str, Any] = signing.loads(token, salt=SALT, max_age=FOR_A_DAY)
        except signing.BadSignature:
            continue
        if said.pop("by") == officer:
            found[said["id"]] = Held(**said)
    return list(found.values())
