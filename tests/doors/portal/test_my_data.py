"""What the person signed in asks of their own data, and nobody else's."""

import io
import zipfile

import pytest
from django.test import Client

from motcua.applicants.actions.identify import vouched
from motcua.dossiers.models import Dossier
from motcua.journal.models import Event
from motcua.privacy.actions.answer import agree, refuse
from motcua.privacy.actions.erase import erase
from motcua.privacy.actions.export import export
from motcua.privacy.models import DataRequest
from tests import builders
from tests.doors.portal.test_my_dossiers import CLAIMS, signed_in
from tests.world import World, world

pytestmark = pytest.mark.django_db
HERE = "/du-lieu-cua-toi/"


@pytest.fixture
def small(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small province, whose clock the portal reads."""
    found = world()
    for module in ("citizen", "views.look_up", "views.my_data"):
        monkeypatch.setattr(f"motcua.doors.portal.{module}.now", lambda: found.at)
    return found


def withdrawn(small: World) -> str:
    """The code of a dossier of the person signed in."""
    return str(Dossier.objects.get(pk=builders.to_withdrawn(small).dossier).code)


def test_they_ask_see_the_deadline_and_fetch_the_copy_once_granted(small: World) -> None:
    code, client = withdrawn(small), signed_in(small)
    page = client.get(f"/ho-so-cua-toi/{code}/").content.decode()
    assert f'href="{HERE}?ma={code}"' in page
    page = client.get(f"{HERE}?ma={code}").content.decode()
    assert f'value="{code}" selected' in page
    answer = client.post(HERE, {"ma": code, "yeu_cau": "export", "noi_dung": ""})
    one = client.get(answer["Location"]).content.decode()
    assert "Chưa trả lời" in one
    assert "thứ Tư, 04/03/2026, 17:00" in one
    assert "Luật 91/2025/QH15 Đ.4; NĐ 356/2025" in one
    assert "Tải bản sao" not in one
    row = DataRequest.objects.get()
    assert client.post(f"{HERE}{row.pk}/ban-sao/").status_code == 409
    export(row.pk, by=small.who("commune", "head"), at=small.later())
    assert "Tải bản sao" in client.get(answer["Location"]).content.decode()
    copy = client.post(f"{HERE}{row.pk}/ban-sao/")
    assert copy["Content-Disposition"].startswith("attachment;")
    with zipfile.ZipFile(io.BytesIO(b"".join(copy.streaming_content))) as held:  # type: ignore[attr-defined]
        assert "data.json" in held.namelist()
    assert Event.objects.get(stream=f"data-request/{row.pk}", seq=3).kind == "taken"


def test_what_was_typed_stays_where_something_is_missing(small: World) -> None:
    code, client = withdrawn(small), signed_in(small)
    answer = client.post(HERE, {"ma": code, "yeu_cau": "correction", "noi_dung": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Viết rõ: điều gì sai" in page
    assert 'value="correction" checked' in page
    answer = client.post(HERE, {"ma": "", "yeu_cau": "everything", "noi_dung": "abc"})
    page = answer.content.decode()
    assert "Chọn hồ sơ." in page
    assert "Chọn điều bạn yêu cầu." in page
    assert DataRequest.objects.count() == 0


def test_they_read_why_it_was_refused_and_where_to_complain(small: World) -> None:
    code, client = withdrawn(small), signed_in(small)
    address = client.post(HERE, {"ma": code, "yeu_cau": "erasure", "noi_dung": ""})["Location"]
    by, row = small.who("commune", "head"), DataRequest.objects.get()
    refuse(row.pk, ground="retention", reason="Còn phải giữ", by=by, at=small.later())
    page = client.get(address).content.decode()
    for said in ("Từ chối", "Luật Lưu trữ 33/2024/QH15", "Còn phải giữ", "quyền khiếu nại"):
        assert said in page
    assert "Từ chối" in client.get(HERE).content.decode()


def test_after_erasure_who_signs_in_again_still_reads_the_answer(small: World) -> None:
    code, client = withdrawn(small), signed_in(small)
    client.post(HERE, {"ma": code, "yeu_cau": "erasure", "noi_dung": ""})
    row = DataRequest.objects.get()
    agree(row.pk, by=small.who("commune", "head"), at=small.later())
    assert "Đã đồng ý, đang thực hiện" in client.get(f"{HERE}{row.pk}/").content.decode()
    small.later(days=365 * 3)
    erase(row.pk, by=small.who("commune", "leader"), at=small.later())
    assert client.get(HERE).status_code == 302  # the sign-in was erased too
    page = signed_in(small).get(f"{HERE}{row.pk}/").content.decode()
    assert "Đã thực hiện" in page
    assert "Chúng tôi chỉ giữ tên" in signed_in(small).get(HERE).content.decode()


def test_a_stranger_asks_and_reads_nothing(small: World) -> None:
    code, client = withdrawn(small), signed_in(small)
    address = client.post(HERE, {"ma": code, "yeu_cau": "export", "noi_dung": ""})["Location"]
    row = DataRequest.objects.get()
    export(row.pk, by=small.who("commune", "head"), at=small.later())
    stranger = vouched("https://id.test", {**CLAIMS, "sub": "p-2", "id_number": "022000000009"})
    other = signed_in(small, stranger)
    assert other.get(address).status_code == 404
    assert other.post(f"{address}ban-sao/").status_code == 404
    answer = other.post(HERE, {"ma": code, "yeu_cau": "export", "noi_dung": ""})
    assert 'data-refusal="unknown_dossier"' in answer.content.decode()
    assert Client().get(address)["Location"].startswith("/dang-nhap/")
    assert Client().post(f"{address}ban-sao/")["Location"].startswith("/dang-nhap/")
    assert Client().get(f"{address}ban-sao/").status_code == 405
    assert DataRequest.objects.get().taken == 0


def test_the_page_speaks_english(small: World) -> None:
    code, client = withdrawn(small), signed_in(small)
    client.cookies["language"] = "en"
    page = client.get(f"{HERE}?ma={code}").content.decode()
    assert "My data" in page
    assert "Erase the data" in page
