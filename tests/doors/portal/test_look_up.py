"""Looking up a dossier: state, progress and what to do; never a person."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions import Done
from motcua.organisation.models import Officer
from motcua.rules.states import State
from tests import builders
from tests.world import World, world

pytestmark = pytest.mark.django_db
MOST_READS = 6
WITHOUT_CODE = {State.FILED, State.AWAITING_SUPPLEMENT_AT_DESK, State.NOT_ACCEPTED}
"""A dossier gets its code when it is received."""


@pytest.fixture
def small(db: None) -> World:
    """The small province of the builders."""
    return world()


def read(client: Client, path: str, status: int = 200, language: str = "vi") -> str:
    """The page's text; fails for another status."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def code_of(done: Done) -> str:
    """The code on the receipt."""
    return builders.stored(done).code or ""


@pytest.mark.parametrize("state", sorted(set(builders.WAYS) - WITHOUT_CODE, key=str), ids=str)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_state_is_said_in_plain_words_and_names_nobody(
    client: Client, small: World, state: State, language: str
) -> None:
    code = code_of(builders.WAYS[state](small))
    page = read(client, f"/tra-cuu/{code}/", language=language)
    owner = builders.OWNER
    assert code in page
    assert 'class="mc-now__done"' in page
    names = list(Officer.objects.values_list("full_name", flat=True)) + list(
        Officer.objects.values_list("username", flat=True)
    )
    for private in (owner.name, owner.id_number, owner.phone, owner.address, "Nguyễn Thị Hoa", *names):
        assert private not in page, private
    assert "%(" not in page
    assert "None" not in page


def test_who_must_do_something_is_told_so(client: Client, small: World) -> None:
    waiting = read(client, f"/tra-cuu/{code_of(builders.to_awaiting_supplement(small))}/")
    assert "Nộp giấy tờ ghi trên Phiếu yêu cầu bổ sung tại Bộ phận Tiếp nhận" in waiting
    assert "Tạm dừng" in waiting
    ready = read(client, f"/tra-cuu/{code_of(builders.to_result_at_desk(small))}/")
    assert "nhận kết quả; mang Giấy tiếp nhận hồ sơ" in ready


def test_the_appointment_is_said_in_working_days_and_a_date(
    client: Client, small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_of(builders.to_in_process(small))
    monkeypatch.setattr("motcua.doors.portal.views.look_up.now", lambda: small.at)
    page = read(client, f"/tra-cuu/{code}/")
    assert "còn 5 ngày làm việc" in page
    assert "thứ Hai, 09/03/2026" in page
    assert "Trong hạn" in page
    assert "mc-upright" in page
    assert "5 working days left" in read(client, f"/tra-cuu/{code}/", language="en")


@pytest.mark.parametrize("shape", ["{}", "{} ", " {}", "lower", "long dash", "blanks"])
def test_a_code_is_taken_however_it_is_typed(client: Client, small: World, shape: str) -> None:
    code = code_of(builders.to_received(small))
    typed = {
        "lower": code.lower(),
        "long dash": code.replace("-", "–"),
        "blanks": code.replace("-", " - "),
    }.get(shape, shape.format(code))
    answer = client.get("/tra-cuu/", {"ma": typed})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/tra-cuu/{code}/"
    if typed != code:
        assert client.get(f"/tra-cuu/{typed}/").headers["Location"] == f"/tra-cuu/{code}/"


def test_a_malformed_code_stays_in_the_field_with_its_error(client: Client, small: World) -> None:
    page = read(client, "/tra-cuu/?ma=abc%3Cb%3E", 400)
    assert "không đúng mẫu" in page
    assert 'value="abc&lt;b&gt;"' in page
    assert "<b>" not in page
    assert "Nhập mã hồ sơ." in read(client, "/tra-cuu/?ma=+", 400)


@pytest.mark.parametrize(
    ("path", "refusal"),
    [("/tra-cuu/H49.06688-260302-9999/", "unknown_dossier"), ("/tra-cuu/nix/", "bad_code"), ("/tra-cuu/%01/", "bad_code"),
     (f"/tra-cuu/{'9' * 3000}/", "bad_code")],
)  # fmt: skip
def test_an_unknown_code_is_refused_in_both_languages(
    client: Client, small: World, path: str, refusal: str
) -> None:
    for language in ("vi", "en"):
        assert f'data-refusal="{refusal}"' in read(client, path, 404, language)


def test_a_look_up_takes_the_same_few_reads_whatever_the_history(client: Client, small: World) -> None:
    counts = set()
    for way in (
        builders.to_received,
        builders.to_awaiting_supplement,
        builders.to_returned,
        builders.to_correcting,
    ):
        code = code_of(way(small))
        client.get(f"/tra-cuu/{code}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/tra-cuu/{code}/")
        counts.add(sum(query["sql"].startswith("SELECT") for query in asked.captured_queries))
    assert len(counts) == 1
    assert 0 < counts.pop() <= MOST_READS


def test_search_engines_keep_out_of_dossiers(client: Client, small: World) -> None:
    page = read(client, f"/tra-cuu/{code_of(builders.to_received(small))}/")
    assert 'name="robots" content="noindex"' in page
    assert (
        "no-store" in client.get(f"/tra-cuu/{code_of(builders.to_received(small))}/").headers["Cache-Control"]
    )
