"""Finding a procedure and reading its page."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.catalogue.actions.draft import draft
from motcua.catalogue.actions.publish import publish
from motcua.catalogue.models import Procedure
from tests import builders
from tests.procedure import document
from tests.world import LONG_AGO, world

pytestmark = pytest.mark.django_db
LONG_NAME = " ".join(["Cấp giấy chứng nhận quyền sử dụng đất đối với hộ gia đình"] * 6)[:300]


def text(client: Client, path: str, status: int = 200, language: str = "vi") -> str:
    """The page's text; fails for another status."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_the_first_page_offers_search_and_every_field_with_its_count(client: Client, province: None) -> None:
    page = text(client, "/")
    assert page.index('name="q"') < page.index("Theo lĩnh vực")
    counts = [int(count) for count in re.findall(r"\((\d+)\)</span></li>", page)]
    assert sum(counts) == Procedure.objects.count()
    assert "Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh" in page


def test_words_without_accents_find_the_procedure(client: Client, catalogue: None) -> None:
    assert "Đăng ký khai sinh" in text(client, "/thu-tuc/?q=khai+sinh")
    assert "Hòa giải tranh chấp đất đai" in text(client, "/thu-tuc/?q=DAT+DAI")


def test_counts_are_exact_on_every_page_of_the_list(client: Client, catalogue: None) -> None:
    everything = Procedure.objects.count()
    first, second = text(client, "/thu-tuc/"), text(client, "/thu-tuc/?page=2")
    assert f"1–20 trong {everything}" in first
    assert f"21–{everything} trong {everything}" in second
    found = re.findall(r'href="(/thu-tuc/[^"?]+/)"', first + second)
    assert len(set(found)) == len(found) == everything


def test_field_and_level_narrow_the_list_and_odd_values_do_not_break_it(
    client: Client, catalogue: None
) -> None:
    procedure = Procedure.objects.get(code="1.001193")
    narrowed = text(client, f"/thu-tuc/?field={procedure.field_id}&level=commune")
    assert "1.001193" in narrowed
    assert "1.013225" not in narrowed
    for odd in (
        "page=0",
        "page=999999999999",
        "page=x",
        "field=nix",
        "level=%01",
        "q=" + "a+" * 900,
        "q=%25_%5C",
    ):
        assert client.get(f"/thu-tuc/?{odd}").status_code == 200


def test_nothing_found_says_what_to_try(client: Client, catalogue: None) -> None:
    page = text(client, "/thu-tuc/?q=zzzz")
    assert "Không tìm thấy thủ tục nào" in page
    assert "Xem tất cả thủ tục" in page


def test_a_dossier_code_in_the_search_leads_to_the_dossier(client: Client, catalogue: None) -> None:
    answer = client.get("/thu-tuc/", {"q": " h49.14 – 251201 – 0001 "})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/tra-cuu/H49.14-251201-0001/"


def test_the_list_takes_the_same_few_reads_whatever_it_shows(client: Client, catalogue: None) -> None:
    for path in ("/thu-tuc/", "/thu-tuc/?q=khai+sinh", "/thu-tuc/?level=province&page=2"):
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        assert len(asked) == 4, path


def test_a_procedure_answers_its_questions_in_order(client: Client, province: None) -> None:
    page = text(client, "/thu-tuc/1.013225/")
    questions = (
        "Tôi có làm được không?", "Tôi mang gì đi?", "Mất bao lâu?", "Mất bao nhiêu tiền?", "Nộp ở đâu, cách nào?",
        "Ai làm gì, trong bao lâu?", "Căn cứ pháp lý", "Đủ 12 phần", "có hiệu lực từ 01/01/2018",
    )  # fmt: skip
    places = [page.index(question) for question in questions]
    assert places == sorted(places)
    assert len(re.findall(r"summary-list__key\">\d+\. ", page)) == 12
    for fact in ("10 ngày", "15 ngày", "Bản vẽ thiết kế xây dựng (02 bộ)", "2 bản chính", "1 bản sao chứng thực",
                 "Phân công thụ lý", "2 giờ làm việc",
                 "nơi nhận hồ sơ (14)", "56/QĐ-BXD", "mc-ribbon__picture"):  # fmt: skip
        assert fact in page, fact


def test_every_sample_procedure_has_a_page_in_both_languages(client: Client, province: None) -> None:
    for code in Procedure.objects.values_list("code", flat=True):
        for language in ("vi", "en"):
            page = text(client, f"/thu-tuc/{code}/", language=language)
            assert f'<html lang="{language}"' in page
            assert "%(" not in page


def test_a_procedure_page_takes_few_reads(client: Client, province: None) -> None:
    client.get("/thu-tuc/1.013225/")
    for code, most in (("1.013225", 5), ("1.001193", 5), ("1.009748", 12)):
        client.get(f"/thu-tuc/{code}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/thu-tuc/{code}/")
        assert len(asked) <= most, code


def test_what_people_waited_comes_from_finished_dossiers_with_their_number(client: Client) -> None:
    small = world(document_=document(name=LONG_NAME))
    before = text(client, "/thu-tuc/1.001612/")
    assert "Chưa có hồ sơ nào xong để tính." in before
    assert LONG_NAME in before
    for _ in range(3):
        builders.to_returned(small)
    builders.to_withdrawn(small)
    assert "tính trên 3 hồ sơ gần nhất" in text(client, "/thu-tuc/1.001612/")


def test_an_unknown_procedure_is_refused_in_words(client: Client, catalogue: None) -> None:
    assert 'data-refusal="unknown_procedure"' in text(client, "/thu-tuc/9.999999/", 404)
    assert "was not found" in text(client, "/thu-tuc/9.999999/", 404, "en")


def test_a_procedure_not_in_force_yet_is_refused_in_words(client: Client) -> None:
    world()
    publish(
        draft(document(code="2.000001"), by=None, at=LONG_AGO),
        by=None,
        at=LONG_AGO,
        valid_from=date(2099, 1, 1),
        decision="1",
    )
    assert 'data-refusal="procedure_not_in_force"' in text(client, "/thu-tuc/2.000001/", 404)


def test_an_empty_installation_has_pages_too(client: Client) -> None:
    assert "Chưa có thủ tục nào được công bố" in text(client, "/")
    for path in ("/thu-tuc/", "/tra-cuu/"):
        text(client, path)
