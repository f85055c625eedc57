"""Certified copies of documents issued electronically: the file, its one mark, its number, crashes, refusals, verify."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from motcua.certificates.models import Certificate
from motcua.dossiers import actions
from motcua.dossiers.actions import Done, electronic
from motcua.dossiers.models import CertifiedCopy, Counter, Decision
from motcua.dossiers.queries.issued import by_code, judge
from motcua.dossiers.queries.page import dossier_page
from motcua.dossiers.queries.rebuild import verify_all
from motcua.dossiers.queries.signed_files import first_bad_document, kept_keys, open_intents
from motcua.gateways import seal as seals
from motcua.gateways import storage, timestamp
from motcua.journal import queries as journal
from motcua.rules.refusal import Refusal
from motcua.rules.states import Event
from tests import builders
from tests.builders import World
from tests.doors.desk.desk import Desk, hidden
from tests.signing import enrolled, pdfsig

pytestmark = pytest.mark.django_db


def copied(small: World, done: Done, key: str | None = None) -> CertifiedCopy:
    """One more copy, by the registry."""
    actions.certify_copy(done.dossier, by=small.who("district", "registry"), at=small.later(), key=key)
    return CertifiedCopy.objects.order_by("pk").reverse()[0]


def returned() -> tuple[World, Done, Decision]:
    small = builders.world()
    enrolled(small)
    done = builders.to_returned(small)
    return small, done, Decision.objects.get(dossier=done.dossier)


def shown(data: bytes, folder: Path, tool: str, *options: str) -> str:
    """What one of poppler's tools says of a file."""
    path = folder / "copy.pdf"
    path.write_bytes(data)
    return subprocess.run([tool, *options, path, *(["-"] if tool == "pdftotext" else [])],
                          capture_output=True, text=True, check=True).stdout  # fmt: skip


def test_a_copy_shows_the_original_whole_with_the_mark_the_law_orders_and_one_sound_signature(
    tmp_path: Path,
) -> None:
    small, done, original = returned()
    copy = copied(small, done)
    data, before = storage.get(copy.file_key), storage.get(original.file_key)
    text = shown(data, tmp_path, "pdftotext", "-layout")
    here = copy.made_at.astimezone(builders.MONDAY.tzinfo)
    mark = ["SAO Y", "Ủy ban nhân dân Thành phố Hạ Long", f"{here:%d-%m-%Y %H:%M:%S} +07:00"]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines[:3] == mark
    words = shown(before, tmp_path, "pdftotext", "-layout").split()
    assert [word for word in words if word not in text.split()] == [], (
        "every word of the original, number and day too"
    )
    assert f"Mã kiểm tra bản sao: {copy.code[:5]}-" in text
    pages = [shown(one, tmp_path, "pdfinfo").split("Pages:")[1].split()[0] for one in (data, before)]
    assert pages[0] == pages[1]
    fonts = shown(data, tmp_path, "pdffonts").splitlines()[2:]
    assert {"Tinos" in line for line in fonts} == {True}
    at = copy.made_at
    trusted = seals.trust(timestamp.configured(lambda: at), at)
    found = seals.check(data, trusted, at)
    assert [(one.field, one.sound, one.trusted, one.locks) for one in found.marks] == [
        ("ChuKySaoY", True, True, True)
    ]
    assert found.certified
    assert found.marks[0].stamped_at is not None
    assert found.marks[0].fingerprint == Certificate.objects.get(unit=small.district).fingerprint
    for place in (600, len(data) // 3, len(data) // 2):
        broken = bytearray(data)
        broken[place] ^= 1
        assert not seals.check(bytes(broken), trusted, at).good(seals.COPY), place
    if shutil.which("certutil"):
        assert pdfsig(data, tmp_path) == (1, 1)
        assert pdfsig(data[:600] + bytes([data[600] ^ 1]) + data[601:], tmp_path)[0] == 0


class Crash(BaseException):
    """The machine stops."""


def _stop(*_: object, **__: object) -> None:
    raise Crash


def test_a_crash_or_a_refusal_leaves_no_copy_takes_no_number_and_shows_in_the_journal() -> None:
    small, done, original = returned()
    assert copied(small, done).symbol == "01/SY-UBND"
    registry = small.who("district", "registry")
    for room, name in ((electronic, "_used"), (storage, "put")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(room, name, _stop)
            with pytest.raises(Crash):
                actions.certify_copy(done.dossier, by=registry, at=small.later())
    assert CertifiedCopy.objects.count() == 1
    assert Counter.objects.get(series__startswith="copy/").last == 1
    assert [each.split(" ")[0] for each in open_intents()] == [original.stream, original.stream]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("motcua.gateways.seal.signing.PdfSigner.sign_pdf", _refused)
        with pytest.raises(Refusal, match="no_timestamp"):
            actions.certify_copy(done.dossier, by=registry, at=small.later())
    assert len(open_intents()) == 2, "what is refused closes its intent"
    second = copied(small, done, key="k1")
    actions.certify_copy(done.dossier, by=registry, at=second.made_at, key="k1")
    assert list(CertifiedCopy.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]
    assert [e.kind for e in journal.entries(original.stream)][-2:] == ["copy_intended", "copied"]
    assert builders.stored(done).state == "returned"
    assert {copy.file_key for copy in CertifiedCopy.objects.all()} < kept_keys()
    assert verify_all().ok
    assert first_bad_document() is None


def _refused(*_: object, **__: object) -> None:
    raise Refusal("no_timestamp")


HARMS: dict[str, Callable[[CertifiedCopy], object]] = {
    "signed_file_missing": lambda copy: CertifiedCopy.objects.filter(pk=copy.pk).delete(),
    "signed_file_unknown": lambda copy: CertifiedCopy.objects.filter(pk=copy.pk).update(symbol="09/SY-UBND"),
    "signed_file_altered": lambda copy: CertifiedCopy.objects.filter(pk=copy.pk).update(
        file_key=storage.put(b"another").key
    ),
}


def test_what_a_copy_says_of_itself_follows_its_original_and_verify_names_one_that_was_changed() -> None:
    small, done, original = returned()
    copy = copied(small, done)
    data = storage.get(copy.file_key)
    told = judge(data)
    assert told.state == "genuine"
    assert told.issued
    assert told.issued.copy
    assert (told.issued.symbol, told.issued.copy.symbol, told.issued.copy.made_at, told.issued.copy.original_whole) == (
        original.symbol, "01/SY-UBND", copy.made_at, True,
    )  # fmt: skip
    assert judge(data + b"\n").state == "altered"
    assert judge(data + b"\n").issued == by_code(copy.code)
    for why, harm in HARMS.items():
        with transaction.atomic():
            harm(copy)
            found = first_bad_document()
            assert found is not None, why
            assert (found.stream, found.why) == (original.stream, why)
            transaction.set_rollback(True)
    with transaction.atomic():
        kept = storage.put(storage.get(original.file_key) + b"\n")
        Decision.objects.filter(pk=original.pk).update(file_key=kept.key)
        whole = by_code(copy.code).copy
        assert whole is not None
        assert not whole.original_whole
        with pytest.raises(Refusal, match="original_broken"):
            copied(small, done)
        transaction.set_rollback(True)
    actions.recall(
        done.dossier, act_number="15/QĐ-UBND", ground="content", reason="Sai", by=small.who("district", "leader"),
        at=small.later(),
    )  # fmt: skip
    after = judge(data)
    assert after.issued
    assert after.issued.recalled_at
    with pytest.raises(Refusal, match="copy_of_recalled"):
        copied(small, done)


def test_no_copy_without_a_document_a_signature_or_a_certificate_and_the_button_is_not_offered() -> None:
    small = builders.world()
    registry = small.officers["district.registry"]
    paper = builders.to_issued(small)
    with pytest.raises(Refusal, match="copy_of_paper"):
        copied(small, paper)
    enrolled(small)
    signed = builders.to_signed(small)
    with pytest.raises(Refusal, match="wrong_state"):
        copied(small, signed)
    done = builders.to_issued(small)
    offered = {
        one.dossier: [a.event for a in dossier_page(builders.stored(one), registry.pk, small.at).allowed]
        for one in (paper, signed, done)
    }
    assert [Event.CERTIFY_COPY in offered[one.dossier] for one in (paper, signed, done)] == [
        False,
        False,
        True,
    ]
    with pytest.raises(Refusal, match="not_your_duty"):
        actions.certify_copy(done.dossier, by=small.who("district", "leader"), at=small.later())
    Certificate.objects.filter(unit=small.district).update(revoked_at=small.at, revoke_reason="Mất")
    with pytest.raises(Refusal, match="no_seal_certificate"):
        copied(small, done)
    assert CertifiedCopy.objects.count() == 0


def test_the_registry_copies_at_one_click_downloads_it_and_everybody_reads_whose_copy_it_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = builders.world()
    enrolled(small)
    done, desk = builders.to_issued(small), Desk(small, monkeypatch)
    address = f"/desk/dossiers/{done.dossier}/"
    small.later()
    browser = desk.sit("district", "registry")
    page = desk.text(address)
    filled = {"act": "certify_copy", "seen": hidden(page, "seen"), "key": hidden(page, "key")}
    assert [browser.post(address, filled).status_code for _ in range(2)] == [302, 302]
    copy = CertifiedCopy.objects.get()
    page = desk.text(address)
    assert "01/SY-UBND" in page
    link = f"/desk/copies/{copy.pk}.pdf"
    assert link in page
    data = storage.get(copy.file_key)
    assert browser.get(link).content == data
    original = copy.decision
    actions.recall(
        done.dossier, act_number="15/QĐ-UBND", ground="content", reason="Sai", by=small.who("district", "leader"),
        at=small.later(),
    )  # fmt: skip
    for language, heading, standing in (
        ("vi", "Bản sao của văn bản đã bị thu hồi, không còn giá trị", "Nguyên vẹn nhưng đã bị thu hồi"),
        ("en", "Copy of a document that was recalled; it no longer counts", "Whole, but recalled"),
    ):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        by_file = client.post("/kiem-tra-van-ban/", {"van_ban": SimpleUploadedFile("a.pdf", data)})
        by_code = client.get(f"/kiem-tra-van-ban/{copy.code}/")
        for answer in (by_file, by_code):
            told = answer.content.decode()
            assert f'<h1 class="govuk-heading-l">{heading}</h1>' in told
            for shown_ in (standing, "01/SY-UBND", original.symbol, "15/QĐ-UBND", "Thành phố Hạ Long"):
                assert shown_ in told
            assert "Nguyễn Thị Hoa" not in told
            assert original.title not in told
    altered = client.post("/kiem-tra-van-ban/", {"van_ban": SimpleUploadedFile("a.pdf", data + b"\n")})
    assert "This copy was altered" in altered.content.decode()
