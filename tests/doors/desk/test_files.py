"""Files at the desk: given with papers, refused in words beside their paper, opened without any power in the browser."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from motcua.dossiers.models import Attachment, Dossier
from motcua.rules.posts import PostKind
from tests import builders
from tests.doors.desk.desk import Desk, hidden, said
from tests.doors.desk.test_reception import FORM, told
from tests.gateways.hostile import HTML, SVG
from tests.gateways.plain_files import docx, jpeg, pdf, png, stream


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it, with a type nobody believes."""
    return SimpleUploadedFile(name, data, content_type="text/html")


def test_a_dossier_is_received_with_its_scans_in_one_go(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    form = {
        **told(desk),
        "file_0": [upload("Đơn.pdf", pdf()), upload("trang 2.jpg", jpeg())],
        "file_1": upload("cc.png", png()),
    }
    assert client.post(FORM, form).status_code == 302
    rows = Attachment.objects.filter(dossier=Dossier.objects.get()).order_by("pk")
    assert [(row.paper, row.name, row.kind, row.event) for row in rows] == [
        ("form", "Đơn.pdf", "pdf", "reception"),
        ("form", "trang 2.jpg", "jpg", "reception"),
        ("identity", "cc.png", "png", "reception"),
    ]
    page = desk.text(f"/desk/dossiers/{rows[0].dossier_id}/")
    assert "Đơn.pdf" in page


def test_a_refused_file_is_named_beside_its_paper_and_nothing_else_is_lost(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    form = {**told(desk, matter="Quán cà phê"), "file_0": [upload("don.pdf", pdf()), upload("xau.pdf", HTML)]}
    answer = client.post(FORM, form)
    page = said(answer)
    assert answer.status_code == 422
    assert "xau.pdf: Loại tệp này không được nhận." in page
    assert 'value="Quán cà phê"' in page
    tokens = re.findall(r'name="held" value="([^"]+)"', page)
    assert len(tokens) == 1
    again = {key: value for key, value in form.items() if not key.startswith("file_")}
    assert client.post(FORM, {**again, "key": hidden(page, "key"), "held": tokens}).status_code == 302
    assert [row.name for row in Attachment.objects.filter(dossier__isnull=False)] == ["don.pdf"]


def test_what_was_kept_survives_another_mistake_in_the_form_and_serves_nobody_else(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    page = said(client.post(FORM, {**told(desk, name=""), "file_0": upload("don.pdf", pdf())}))
    token = hidden(page, "held")
    builders.appoint(desk.small, desk.small.commune, "commune", PostKind.RECEIVER, "2")
    other = desk.sit("commune", "receiver2")
    assert other.post(FORM, {**told(desk), "held": [token]}).status_code == 302
    assert not Attachment.objects.filter(dossier__isnull=False).exists()
    changed = token[:-2] + ("aa" if token[-2:] != "aa" else "bb")
    client = desk.sit("commune", "receiver")
    assert client.post(FORM, {**told(desk), "held": [changed]}).status_code == 302
    assert not Attachment.objects.filter(dossier__isnull=False).exists()
    assert client.post(FORM, {**told(desk), "held": [token]}).status_code == 302
    assert Attachment.objects.get(dossier__isnull=False).name == "don.pdf"


def test_a_file_larger_than_the_limit_is_refused_beside_its_paper(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    large = pdf(stream(b"\x01" * (1024 * 1024 + 10), packed=False))
    with override_settings(UPLOAD_MB=1):
        page = said(
            client.post(FORM, {**told(desk), "file_0": [upload("to.pdf", large), upload("nho.pdf", pdf())]})
        )
    assert "to.pdf: Tệp quá lớn. Mỗi tệp tối đa 1 MB." in page
    assert len(re.findall(r'name="held"', page)) == 1


def test_a_request_far_too_large_or_with_too_many_files_is_broken_off(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    many = {**told(desk), "file_0": [upload(f"{number}.pdf", pdf()) for number in range(25)]}
    assert client.post(FORM, many).status_code == 413
    with override_settings(UPLOAD_MB=1, REQUEST_MB=1):
        huge = [upload(f"{number}.pdf", b"a" * (1024 * 1024)) for number in range(8)]
        assert client.post(FORM, {**told(desk), "file_0": huge}).status_code == 413
        assert Client(enforce_csrf_checks=True).post(FORM, {"file_0": huge}).status_code == 403
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "media", "how"),
    [
        ("a.html", png(tail=SVG), "image/png", "inline"),
        ("b.jpg", jpeg(), "image/jpeg", "inline"),
        ("c.exe", pdf(tail=HTML), "application/pdf", "inline"),
        (
            'd"; x=.docx',
            docx(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "attachment",
        ),
    ],
)
def test_a_file_is_handed_out_under_our_own_type_with_no_power(
    desk: Desk, name: str, data: bytes, media: str, how: str
) -> None:
    client = desk.sit("commune", "receiver")
    assert client.post(FORM, {**told(desk), "file_0": upload(name, data)}).status_code == 302
    answer = client.get(f"/desk/files/{Attachment.objects.get().pk}/")
    assert (answer.content, answer["Content-Type"]) == (data, media)
    assert answer["Content-Disposition"].startswith(f"{how};")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "script-src" not in answer["Content-Security-Policy"]
    if media != "application/pdf":
        assert "sandbox" in answer["Content-Security-Policy"]


def test_only_who_may_see_the_dossier_opens_its_files(desk: Desk) -> None:
    client = desk.sit("commune", "receiver")
    client.post(FORM, {**told(desk), "file_0": upload("a.pdf", pdf())})
    address = f"/desk/files/{Attachment.objects.get().pk}/"
    for unit, post in (("department", "handler"), ("commune", "administrator"), ("commune", "controller")):
        assert desk.sit(unit, post).get(address).status_code == 403
    assert Client().get(address).status_code == 302
    assert desk.sit("commune", "receiver").get("/desk/files/999999/").status_code == 404


def test_the_handler_adds_files_and_reads_why_one_is_refused(desk: Desk) -> None:
    done = builders.to_in_process(desk.small)
    client = desk.sit("district", "handler")
    page = desk.text(f"/desk/dossiers/{done.dossier}/")
    sent = {
        "key": page.split('enctype="multipart')[1].split('name="key" value="')[1][:32],
        "seen": hidden(page, "seen"),
        "paper": "form",
        "file": [upload("them.pdf", pdf()), upload("xau.docx", b"PK\x03\x04")],
    }
    answer = client.post(f"/desk/dossiers/{done.dossier}/files/", sent)
    assert answer.status_code == 422
    assert "xau.docx: Tệp bị hỏng hoặc bị cắt dở." in said(answer)
    again = {
        "key": hidden(said(answer), "key"),
        "seen": hidden(said(answer), "seen"),
        "held": hidden(said(answer), "held"),
    }
    answer = client.post(f"/desk/dossiers/{done.dossier}/files/", again)
    assert answer["Location"] == f"/desk/dossiers/{done.dossier}/"
    assert Attachment.objects.get(dossier=done.dossier).name == "them.pdf"
    nothing = client.post(f"/desk/dossiers/{done.dossier}/files/", {"key": again["key"]})
    assert nothing.status_code == 409
