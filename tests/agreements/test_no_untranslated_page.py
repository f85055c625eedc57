"""No page shows a word of the other language: no Vietnamese left in English pages, no English in Vietnamese ones.

For English the small province is told without tone marks (`Sở Tư pháp` as `So Tu phap`): then every Vietnamese letter
on a page is a word of the interface that nobody translated.
"""

import json
import re
import unicodedata
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client

from motcua.dossiers.models import Dossier
from tests import builders
from tests.agreements.shown import shown
from tests.doors.desk.desk import Desk, hidden, said
from tests.procedure import document
from tests.world import world

VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
LEGAL = re.compile(r"[\w/.-]*/(?:NĐ|QĐ|TT|QH)[\w-]*|– một cửa$")
"""Numbers of laws, and the name of the program."""
ENGLISH = re.compile(
    r"\b(?:the|and|is|with|from|your|search|save|cancel|close|sign|next|previous|home|error|show|submit|receive|return|"
    r"required|invalid|select|choose|print|dossiers?|procedures?|pages?|units?|optional|working|hours?|late|done|"
    r"appointment|supplement|none|true|false|this|field)\b",
    re.IGNORECASE,
)
KEPT = {"journal", "catalogue.ProcedureVersion"}
"""Whose rows nobody changes; they are written when the rest is already plain."""
PUBLIC = ("/", "/thu-tuc/", "/thu-tuc/?q=zzzz", "/thu-tuc/1.001612/", "/tra-cuu/", "/tra-cuu/?ma=", "/tra-cuu/?ma=x",
          "/tra-cuu/H49.06688-260302-9999/", "/desk/sign-in/")  # fmt: skip
LISTS = ("tasks", "incoming", "hand_over", "return", "waiting", "notices")
RECEPTION = "/desk/reception/1.001612/"
DESK = {
    ("commune", "receiver"): (
        *(f"/desk/?list={name}" for name in LISTS), "/desk/reception/", "/desk/reception/?q=zzzz", RECEPTION,
        "/desk/search/", "/desk/search/?q=hoa", "/desk/search/?q=zzzz", "/desk/registers/", "/desk/unit/",
        "/desk/dossiers/999999/", "/desk/reception/9.999999/",
    ),
    ("district", "head"): ("/desk/", "/desk/unit/", "/desk/unit/?view=dossiers", "/desk/unit/?view=tasks&overdue=1"),
    ("district", "handler"): ("/desk/", "/desk/?list=incoming", "/desk/?list=notices"),
    ("district", "leader"): ("/desk/", "/desk/unit/"),
    ("district", "registry"): ("/desk/",),
    ("commune", "returner"): ("/desk/?list=return",),
    ("province", "director"): ("/desk/", "/desk/unit/"),
    ("province", "controller"): (
        "/desk/procedures/", "/desk/procedures/?state=draft", "/desk/procedures/1.001612/1/",
    ),
}  # fmt: skip
"""Who opens which pages of the desk; every dossier is opened by all of them but the last two."""


def plain(text: str) -> str:
    """The text without its marks: "Đất đai" as "Dat dai"."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def tell_plainly() -> None:
    """Take the marks off every text that is stored."""
    for model in apps.get_models():
        if model._meta.app_label in KEPT or model._meta.label in KEPT:
            continue
        for row in model._default_manager.all():
            changed: dict[str, object] = {}
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                if isinstance(field, models.JSONField):
                    changed[field.attname] = json.loads(plain(json.dumps(value, ensure_ascii=False)))
                elif isinstance(value, str) and plain(value) != value:
                    changed[field.attname] = plain(value)
            if changed:
                model._default_manager.filter(pk=row.pk).update(**changed)


def faults(page: str, language: str) -> list[str]:
    """The words of a page that are of the other language."""
    told = shown(page, language)
    assert told, page
    wrong = VIETNAMESE if language == "en" else ENGLISH
    return [text for text in told if wrong.search(LEGAL.sub("", text))]


def errors_at_the_desk(client: Client) -> Iterator[tuple[str, str]]:
    """Forms that come back: nothing filled in, for each outcome of reception."""
    page = said(client.get(RECEPTION))
    for outcome in ("receive", "supplement", "refuse"):
        form = {
            "key": hidden(page, "key"),
            "unit": hidden(page, "unit"),
            "do": outcome,
            "fee": "x",
            "appointment": "x",
        }
        yield f"{RECEPTION} ({outcome})", said(client.post(RECEPTION, form))


def pages(desk: Desk, language: str) -> Iterator[tuple[str, str]]:
    """Every page worth reading, with its address: the public ones, the desk's, each act's form once."""
    visitor = Client()
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    codes = [code for code in Dossier.objects.values_list("code", flat=True) if code]
    for address in (*PUBLIC, *(f"/tra-cuu/{code}/" for code in codes)):
        yield address, said(visitor.get(address))
    yield "/desk/sign-in/ (wrong)", said(visitor.post("/desk/sign-in/", {"username": "a", "password": "b"}))
    asked: set[str] = set()
    for (unit, post), addresses in DESK.items():
        client = desk.sit(unit, post, language)
        for address in addresses:
            yield f"{unit}.{post} {address}", said(client.get(address))
        if post == "receiver":
            yield from errors_at_the_desk(client)
        if unit == "province":
            continue
        for pk in Dossier.objects.values_list("pk", flat=True):
            page = said(client.get(f"/desk/dossiers/{pk}/"))
            yield f"{unit}.{post} /desk/dossiers/{pk}/", page
            for act in set(re.findall(r"\?(?:[^\"]*&amp;)?act=(\w+)", page)) - asked:
                asked.add(act)
                yield f"{unit}.{post} {act}", said(client.get(f"/desk/dossiers/{pk}/?act={act}"))
    assert len(asked) > 10


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_page_shows_a_word_of_the_other_language(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = document(supplement_days=15)
    if language == "en":
        wanted = type(wanted).model_validate_json(plain(wanted.model_dump_json()))
    small = world(document_=wanted)
    if language == "en":
        tell_plainly()
    for way in builders.WAYS.values():
        way(small)
    if language == "en":
        tell_plainly()
    found = {
        address: wrong
        for address, page in pages(Desk(small, monkeypatch), language)
        if (wrong := faults(page, language))
    }
    assert found == {}


def test_what_is_marked_as_another_language_or_typed_is_left_out() -> None:
    page = '<html lang="en"><title>Home – một cửa</title><h1 lang="vi">Hộ tịch</h1><p>Under 61/2018/NĐ-CP<br>'
    assert faults(page, "en") == []
    assert faults(page + "<p title='Bước'>Step<textarea>Lý do</textarea>", "en") == ["Bước"]
    assert faults('<html lang="vi"><p>Trang chủ<button lang="en">English</button><p>Search', "vi") == [
        "Search"
    ]
