"""One's own dossiers on the public pages: for whoever the identity provider vouched for, and nobody else."""

import hashlib
from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from motcua.applicants.actions.identify import Vouched, forget, identify, vouched
from motcua.applicants.models import Citizen, Party
from motcua.doors.portal import citizen as door
from motcua.dossiers import actions
from motcua.dossiers.models import Decision, Dossier, Payment
from motcua.rules.refusal import Refusal
from tests import builders
from tests.signing import enrolled
from tests.world import World, world

pytestmark = pytest.mark.django_db
CLAIMS = {
    "sub": "p-1", "name": builders.OWNER.name, "id_number": builders.OWNER.id_number, "birthdate": "1990-02-03",
}  # fmt: skip


@pytest.fixture
def small(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small province, whose clock the portal reads."""
    found = world()
    for module in ("citizen", "views.look_up"):
        monkeypatch.setattr(f"motcua.doors.portal.{module}.now", lambda: found.at)
    return found


def signed_in(small: World, who: Vouched | None = None) -> Client:
    """The browser of somebody who came back from the identity provider."""
    client = Client()
    request = HttpRequest()
    request.session = client.session
    door.enter(request, identify(who or vouched("https://id.test", CLAIMS), at=small.at))
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(request.session.session_key)
    return client


def test_they_list_what_is_owned_or_filed_and_lead_to_its_page(small: World) -> None:
    code = str(builders.stored(builders.to_in_process(small)).code)
    client = signed_in(small)
    listed = client.get("/ho-so-cua-toi/")
    assert f'href="/ho-so-cua-toi/{code}/"' in listed.content.decode()
    assert builders.OWNER.name in listed.content.decode()
    assert listed["Cache-Control"] == "no-store"
    assert client.get("/")["Cache-Control"] == "private, no-store", "its header names who is signed in"
    own = client.get(f"/ho-so-cua-toi/{code}/").content.decode()
    assert builders.OWNER.name in own
    assert "Chỉ bạn thấy phần này" in own


def test_a_stranger_sees_neither_the_list_nor_the_page(small: World) -> None:
    code = str(builders.stored(builders.to_in_process(small)).code)
    assert Client().get("/ho-so-cua-toi/")["Location"] == "/dang-nhap/?next=%2Fho-so-cua-toi%2F"
    assert (
        Client().get(f"/ho-so-cua-toi/{code}/")["Location"].startswith("/dang-nhap/?next=%2Fho-so-cua-toi%2F")
    )
    other = signed_in(
        small, vouched("https://id.test", {**CLAIMS, "sub": "p-2", "id_number": "022000000009"})
    )
    assert code not in other.get("/ho-so-cua-toi/").content.decode()
    assert other.get(f"/ho-so-cua-toi/{code}/").status_code == 404


def test_they_are_out_after_two_hours_by_the_button_and_when_erased(small: World) -> None:
    client = signed_in(small)
    assert client.get("/ho-so-cua-toi/").status_code == 200
    small.at += timedelta(hours=2)
    assert client.get("/ho-so-cua-toi/").status_code == 302

    client = signed_in(small)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/dang-xuat/")["Location"] == "/"
    assert client.get("/ho-so-cua-toi/").status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before

    client = signed_in(small)
    assert forget(builders.OWNER.id_number) == 1
    assert client.get("/ho-so-cua-toi/").status_code == 302


def test_the_same_person_is_kept_once_with_todays_data(small: World) -> None:
    identify(vouched("https://id.test", CLAIMS), at=small.at)
    identify(vouched("https://id.test", {**CLAIMS, "name": "Tên mới"}), at=small.at + timedelta(days=1))
    kept = Citizen.objects.get()
    assert (kept.full_name, kept.first_seen) == ("Tên mới", small.at)
    assert kept.last_seen > kept.first_seen


@pytest.mark.parametrize(
    "wrong", [{"sub": ""}, {"name": " "}, {"id_number": "12345678901"}, {"id_number": None}]
)
def test_an_identity_without_subject_name_or_number_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="identity_incomplete"):
        vouched("https://id.test", {**CLAIMS, **wrong})


def test_an_empty_number_owns_nothing(small: World) -> None:
    builders.to_in_process(small)
    assert forget("") == 0


def test_without_a_provider_signing_in_says_how_to_go_on(small: World) -> None:
    page = Client().get("/dang-nhap/").content.decode()
    assert "chưa nối với định danh điện tử" in page
    assert "Đăng nhập</a>" not in Client().get("/").content.decode()


def test_the_owner_downloads_the_very_file_that_was_sealed_and_nobody_else_does(small: World) -> None:
    enrolled(small)
    done = builders.to_returned(small)
    code, decision = str(builders.stored(done).code), Decision.objects.get(dossier=done.dossier)
    address = f"/ho-so-cua-toi/{code}/ket-qua/{decision.pk}.pdf"
    mine = signed_in(small)
    assert f'href="{address}"' in mine.get(f"/ho-so-cua-toi/{code}/").content.decode()
    answer = mine.get(address)
    assert hashlib.sha256(answer.content).hexdigest() == decision.file_sha256
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert mine.get(address.replace(f"{decision.pk}.pdf", "999999.pdf")).status_code == 404
    assert Client().get(address)["Location"].startswith("/dang-nhap/")
    claims = {**CLAIMS, "sub": "p-2", "id_number": "022000000009"}
    assert signed_in(small, vouched("https://id.test", claims)).get(address).status_code == 404
    helper = Party.objects.create(
        name="Trần Văn Bình", id_number="022000000009", salt=b"0" * 16, registered_at=small.at
    )
    Dossier.objects.filter(pk=done.dossier).update(filer=helper)
    filed = signed_in(small, vouched("https://id.test", claims))
    assert filed.get(f"/ho-so-cua-toi/{code}/").status_code == 200
    assert filed.get(address).status_code == 404, "who files for a person brings a letter to the desk"
    owed = Payment.objects.create(dossier_id=done.dossier, kind="fee", amount=1000, asked_at=small.at)
    assert mine.get(address).status_code == 404, "a fee is owed"
    owed.delete()
    by = small.who("district", "leader")
    actions.recall(
        done.dossier, act_number="15/QĐ-UBND", ground="content", reason="Sai", by=by, at=small.later()
    )
    assert mine.get(address).status_code == 404
    assert "đã bị thu hồi" in mine.get(f"/ho-so-cua-toi/{code}/").content.decode()
