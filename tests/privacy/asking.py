"""People who ask about their data, in the small province."""

import io
import zipfile

from motcua.dossiers.actions import withdraw
from motcua.dossiers.actions.attach import keep
from motcua.gateways import intake
from motcua.journal.models import Event
from motcua.privacy.actions.answer import agree
from motcua.privacy.actions.ask import ask
from motcua.privacy.actions.erase import erase
from motcua.privacy.actions.export import export, fetch
from motcua.privacy.models import DataRequest
from tests import builders
from tests.builders import World
from tests.gateways.plain_files import pdf

WORDS = ("Nguyễn Thị Hoa", "022190000123", "0912345678", "Hồng Hải", "nguyen thi hoa")


def with_file(small: World) -> int:
    """A dossier withdrawn by its owner, with a file."""
    by = small.who("commune", "receiver")
    file = keep(intake.accept("Hoa.pdf", pdf()), paper="form", paper_name="Căn cước", by=by, at=small.at)
    done = builders.to_received(small, files=(file,), matter="Quán của Nguyễn Thị Hoa")
    withdraw(done.dossier, reason="Hoa đổi ý", by=by, at=small.later())
    return done.dossier


def asked(small: World, dossier: int, wish: str, said: str = "") -> DataRequest:
    """A request taken at the counter."""
    return ask(dossier, wish, by=small.who("commune", "receiver"), at=small.later(), said=said)


def erased(small: World, dossier: int) -> DataRequest:
    """Asked, agreed to by the head, carried out by the leader."""
    row = asked(small, dossier, "erasure", said="Xin xóa hồ sơ của Nguyễn Thị Hoa")
    agree(row.pk, by=small.who("commune", "head"), at=small.later())
    return erase(row.pk, by=small.who("commune", "leader"), at=small.later())


def copied(small: World, dossier: int) -> dict[str, bytes]:
    """The files of a copy granted and fetched."""
    row = export(asked(small, dossier, "export").pk, by=small.who("commune", "head"), at=small.later())
    data = b"".join(fetch(row.pk, by=None, at=small.at))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def journal_kinds(row: DataRequest) -> list[str]:
    """What the journal says of a request."""
    return list(
        Event.objects.filter(stream=f"data-request/{row.pk}").order_by("seq").values_list("kind", flat=True)
    )


def data_requests(small: World, dossier: int) -> dict[str, str]:
    """Two requests of the owner, signed in: to erase, open; for a copy, granted. By what addresses may name them."""
    wanted, copy = (ask(dossier, wish, by=None, at=small.at).pk for wish in ("erasure", "export"))
    export(copy, by=small.who("commune", "head"), at=small.at)
    address = f"/desk/data-requests/{wanted}/"
    return {"data_request": str(wanted), "data_request_address": address, "copy_request": str(copy)}
