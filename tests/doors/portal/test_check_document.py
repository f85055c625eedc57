"""The public page that checks a document: genuine, altered, foreign, recalled; nothing else is shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers.models import Decision
from motcua.gateways import storage
from tests import builders
from tests.signing import enrolled

pytestmark = pytest.mark.django_db
ADDRESS = "/kiem-tra-van-ban/"


def issued() -> tuple[Decision, bytes]:
    small = builders.world()
    enrolled(small)
    done = builders.to_issued(small)
    decision = Decision.objects.get(dossier=done.dossier)
    return decision, storage.get(decision.file_key)


def said(client: Client, data: bytes) -> str:
    answer = client.post(ADDRESS, {"van_ban": SimpleUploadedFile("van-ban.pdf", data)})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_issued_file_is_genuine_and_any_flipped_byte_is_told_as_altered(client: Client) -> None:
    decision, data = issued()
    page = said(client, data)
    assert "Văn bản nguyên vẹn" in page
    for shown in (decision.symbol, "KT. – cấp phó ký thay", "12/QĐ-UBND", "Thành phố Hạ Long", "DEMO"):
        assert shown in page
    assert "Nguyễn Thị Hoa" not in page, "the applicant is nobody's business"
    assert decision.title not in page
    for place in (0, 700, len(data) // 2, len(data) - 300, len(data) - 1):
        broken = bytearray(data)
        broken[place] ^= 1
        assert "đã bị sửa sau khi phát hành" in said(client, bytes(broken)), place
    assert "đã bị sửa sau khi phát hành" in said(client, data + b"\n"), "something added"


def test_where_it_cannot_be_judged_nobody_calls_the_document_altered(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, data = issued()
    monkeypatch.setattr("django.conf.settings.TSA_URL", "http://tsa.example.vn")
    monkeypatch.setattr("django.conf.settings.TSA_ROOTS", "/nix")
    answer = client.post(ADDRESS, {"van_ban": SimpleUploadedFile("van-ban.pdf", data)})
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "Lúc này chưa kiểm tra được văn bản" in page
    assert "đã bị sửa" not in page
    assert "/nix" not in page


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n%%EOF", b"", b"\x00" * 1000, b"an-ban/" + b"a" * 20, b"%PDF" + b"/FlateDecode" * 9999],
)
def test_a_foreign_file_is_told_as_not_ours(client: Client, data: bytes) -> None:
    issued()
    answer = client.post(ADDRESS, {"van_ban": SimpleUploadedFile("la.pdf", data)})
    page = answer.content.decode()
    assert "không phải văn bản do hệ thống này phát hành" in page or answer.status_code == 400


def test_the_code_as_printed_leads_to_the_document_and_a_wrong_one_to_words(client: Client) -> None:
    decision, _ = issued()
    typed = f" {decision.code[:5].upper()}-{decision.code[5:]} "
    answer = client.get(ADDRESS, {"ma": typed}, follow=True)
    assert decision.symbol in answer.content.decode()
    assert client.get(f"{ADDRESS}{'a' * 20}/").status_code == 404
    assert client.get(ADDRESS, {"ma": "abc"}).status_code == 400
    assert client.post(ADDRESS).status_code == 400


def test_a_document_signed_but_not_issued_is_not_shown(client: Client) -> None:
    small = builders.world()
    enrolled(small)
    decision = Decision.objects.get(dossier=builders.to_signed(small).dossier)
    assert client.get(f"{ADDRESS}{decision.code}/").status_code == 404


def test_too_large_a_file_is_refused_in_words(client: Client) -> None:
    large = SimpleUploadedFile("lon.pdf", b"0" * (10 * 1024 * 1024 + 1))
    answer = client.post(ADDRESS, {"van_ban": large})
    assert answer.status_code == 400
    assert "tối đa 10 MB" in answer.content.decode()
