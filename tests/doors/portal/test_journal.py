"""The journal's public side: heads, tiles and proofs that check, and a receipt that finds its event from its QR code."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from motcua.doors.desk.pdf import _in_log, look_up_address
from motcua.dossiers.models import Slip
from motcua.journal.log import heads, nodes, tree
from motcua.journal.log.heads import Signer
from motcua.journal.log.notes import opened, verifier
from motcua.journal.log.sequence import Sequencer
from motcua.journal.log.tiles import named, tile
from motcua.journal.models import Event
from tests.builders import MONDAY, OWNER, stored, to_received, to_returned, world

pytestmark = pytest.mark.django_db
SIGNER = Signer("test.invalid/log", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
BASE = "/nhat-ky/"


def sequenced() -> heads.Head:
    """All there is, under a new head."""
    while Sequencer().step():
        pass
    heads.publish(SIGNER, MONDAY)
    found = heads.newest()
    assert found is not None
    return found


def qr_of(dossier: int) -> str:
    """The path the QR code of a dossier's receipt leads to."""
    slip = Slip.objects.select_related("dossier").get(dossier=dossier)
    address = look_up_address(RequestFactory().get("/"), slip.dossier.code or "")
    parts = urlsplit(f"{address}?{_in_log(slip)}")
    return f"{parts.path}?{parts.query}"


def test_before_anything_is_signed_the_page_says_so_and_machines_get_404(client: Client) -> None:
    assert "Chưa có việc nào trong nhật ký." in client.get(BASE).content.decode()
    for name in ("checkpoint", "anchor", "tile/0/000"):
        assert client.get(BASE + name).status_code == 404


def test_the_head_opens_with_the_published_key_and_tiles_give_its_root(client: Client) -> None:
    to_returned(world())
    head = sequenced()
    key = verifier(client.get(f"{BASE}key").content.decode().splitlines()[-1])
    said = opened(client.get(f"{BASE}checkpoint").content.decode(), key)
    assert said == head.said
    answer = client.get(f"{BASE}tile/0/{named(0, said.size)}")
    assert answer["Cache-Control"].startswith("public, max-age=31536000")
    growing = tree.Frontier()
    for at in range(0, len(answer.content), 32):
        growing.append(answer.content[at : at + 32])
    assert (growing.size, growing.root()) == (said.size, said.root)


@pytest.mark.parametrize(
    "path", ["0/001", "0/000", "0/0", "0/x000/000", "0/000.p/0", "0/000.p/256", "9/000", "0/../key"]
)
def test_a_tile_that_is_not_there_or_not_named_so_is_404(client: Client, path: str) -> None:
    to_received(world())
    sequenced()
    assert client.get(f"{BASE}tile/{path}").status_code == 404
    assert tile(0, named(0, 1)) is not None


def test_a_receipt_scanned_leads_to_its_dossier_and_from_there_to_its_proof(client: Client) -> None:
    small = world()
    to_received(small)
    before = sequenced()
    done = to_received(small)
    path = qr_of(done.dossier)
    assert f"dau={before.said.size}-" in path
    scanned = client.get(path).content.decode()
    assert str(stored(done).code) in scanned
    assert "Kiểm tra giấy này trong nhật ký" in scanned
    link = checking(scanned)
    assert "đang chờ" in client.get(link).content.decode()  # no place yet
    sequenced()
    with CaptureQueriesContext(
        connection,
    ) as sent:
        page = client.get(link).content.decode()
    assert "Giấy này có trong nhật ký" in page
    assert "từ khi in giấy không việc nào bị sửa hay xóa" in page
    assert len(sent) <= 15
    for private in (OWNER.name, OWNER.id_number, OWNER.phone):
        assert private not in page
    proof = json.loads(client.get(f"{BASE}inclusion?{link.partition('?')[2]}").content)
    root, leaf = bytes.fromhex(proof["root"]), bytes.fromhex(proof["leaf"])
    assert tree.includes(proof["index"], proof["size"], leaf, root, list(map(bytes.fromhex, proof["proof"])))
    event = Event.objects.get(stream=f"dossier/{done.dossier}", seq=1)
    assert leaf == tree.leaf_hash(bytes(event.body))


def test_a_receipt_of_another_history_is_called_so(client: Client) -> None:
    done = to_received(world())
    sequenced()
    link = checking(client.get(qr_of(done.dossier)).content.decode())
    head = f"dau=1-{'A' * 22}"
    told = client.get(f"{link}&{head}").content.decode()
    assert "KHÔNG khớp" in told
    tomorrow = client.get(f"{link}&dau=999-{'A' * 22}").content.decode()
    assert "KHÔNG khớp" in tomorrow
    strange = client.get(f"{BASE}?ma={stored(done).code}&viec={'A' * 43}")
    assert strange.status_code == 404
    for bad in (
        "ma=x&viec=x",
        f"ma=x&viec={'A' * 43}",
        "viec=" + "é" * 43,
        "ma=000.17.22.H49-261120-0001&viec=",
    ):
        assert client.get(f"{BASE}?{bad}").status_code == 404
        assert client.get(f"{BASE}inclusion?{bad}").status_code in (400, 404)


def test_consistency_is_proved_between_any_two_sizes(client: Client) -> None:
    to_returned(world())
    size = sequenced().said.size
    for older in (1, size // 2, size):
        told = json.loads(client.get(f"{BASE}consistency?from={older}").content)
        proof = list(map(bytes.fromhex, told["proof"]))
        assert tree.consistent(older, size, nodes.root(older), nodes.root(size), proof)
        assert (told["old_root"], told["root"]) == (nodes.root(older).hex(), nodes.root(size).hex())
    for wrong in ("", "from=0", f"from={size + 1}", "from=1&to=999999999999999999", "from=-1", "from=²"):
        assert client.get(f"{BASE}consistency?{wrong}").status_code == 404


@pytest.mark.parametrize("say", [lambda: "vi", lambda: "en"])
def test_the_page_is_there_in_both_languages(client: Client, say: Callable[[], str]) -> None:
    to_received(world())
    head = sequenced()
    client.cookies["django_language"] = say()
    page = client.get(BASE).content.decode()
    assert head.said.root.hex() in page
    assert SIGNER.public.text.replace("+", "+") in page


def checking(page: str) -> str:
    """The link by which the paper's event is checked."""
    start = page.index(f'href="{BASE}?') + 6
    return page[start : page.index('"', start)].replace("&amp;", "&")
