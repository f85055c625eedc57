"""From the commune's desk to the citizen's phone: one dossier through everybody's hands, in a real browser."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from motcua.dossiers.models import Dossier
from motcua.organisation.models import Competence
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.states import State
from tests import builders
from tests.builders import OWNER
from tests.journeys.conftest import Sit
from tests.journeys.walk import Paper, Walk
from tests.world import World

FORM = "/desk/reception/1.001612/"
EVENT = re.compile(r"(dau=[1-9]\d*-[\w-]{22}&)?viec=[\w-]{43}")
BODY = "Chứng nhận hộ kinh doanh Nguyễn Thị Hoa, quán cà phê."
PERSONAL = (OWNER.name, OWNER.id_number, OWNER.phone, OWNER.address, "Hoa", "cà phê", "Cán bộ")
"""What the public page must not say: the owner, what it is about, who works on it."""


@pytest.fixture
def authorised(small: World) -> None:
    """The district's leader signs under a written authorisation for this procedure, this quarter, and nothing else."""
    leader = small.officers["district.leader"]
    Competence.objects.filter(holder=leader).delete()
    Competence.objects.create(
        kind=GrantKind.AUTHORISED.value, giver_unit=small.district, giver_title="Chủ tịch", holder=leader,
        unit=small.district, capacity=Capacity.TUQ.value, duties=["sign"], procedures=["1.001612"],
        act_number="77/QĐ-UBND", valid_from=small.at - timedelta(days=30), valid_to=small.at + timedelta(days=60),
    )  # fmt: skip


def fill_person(walk: Walk) -> None:
    """What Mrs Hoa says and shows."""
    walk.page.fill("[name=name]", OWNER.name)
    walk.page.fill("[name=id_number]", OWNER.id_number)
    walk.page.fill("[name=phone]", OWNER.phone)
    walk.page.fill("[name=address]", OWNER.address)
    walk.page.fill("[name=matter]", "Quán cà phê")


def tick_papers(walk: Walk) -> None:
    """All the papers the procedure asks for, counted."""
    for index, kind in ((0, "originals"), (1, "copies")):
        walk.page.check(f"#paper_{index}")
        walk.page.fill(f"[name=paper_{index}_{kind}]", "1")


def receive(walk: Walk) -> str:
    """Reception at the desk, from the words of the citizen to the code."""
    walk.page.get_by_role("link", name="Tiếp nhận", exact=True).click()
    walk.page.get_by_label("Thủ tục nào?").fill("thanh lap ho kinh doanh")
    walk.page.keyboard.press("Enter")
    walk.page.get_by_role("link", name="Đăng ký thành lập hộ kinh doanh").click()
    fill_person(walk)
    tick_papers(walk)
    walk.page.locator(".mc-reception__outcomes [value=receive]").click()
    walk.page.wait_for_url("**/received/")
    return walk.page.locator(".mc-received__code").inner_text()


def printed_at(walk: Walk) -> str:
    """Where the paper lies that was just made at the desk."""
    address = walk.page.locator("a[href^='/desk/slips/']").get_attribute("href")
    assert address is not None
    return address


def leads_back(paper: Paper, walk: Walk, code: str) -> bool:
    """Its QR leads to the look-up of that dossier, a slip's with the journal's event it is about."""
    address, _, event = paper.code.partition("?")
    return address == f"{walk.home}/tra-cuu/{code}/" and (not event or bool(EVENT.fullmatch(event)))


def test_one_dossier_goes_through_everybodys_hands_and_its_owner_may_follow_it(
    small: World, authorised: None, sit: Sit
) -> None:
    walk = sit("commune", "receiver")
    code = receive(walk)
    receipt = walk.paper(printed_at(walk))
    assert leads_back(receipt, walk, code)
    assert "?" in receipt.code
    assert code in receipt.text
    assert OWNER.name in receipt.text
    walk.page.get_by_role("button", name="Chuyển hồ sơ ngay").click()
    walk.page.get_by_text("Chuyển hồ sơ: đã ghi.").wait_for()

    for unit, post, does in (
        ("district", "head", [("Nhận hồ sơ chuyển đến", {}), ("Phân công thụ lý", {"officer": "Cán bộ district.handler"})]),
        ("district", "handler", [("Trình lãnh đạo phòng", {"title": "Giấy chứng nhận", "body": "Bản đầu."})]),
        ("district", "head", [("Trả lại để làm lại", {"reason": "Ghi rõ ngành nghề kinh doanh"})]),
        ("district", "handler", [("Trình lãnh đạo phòng", {"title": "Giấy chứng nhận", "body": BODY})]),
        ("district", "head", [("Duyệt trình ký", {"note": "Đồng ý"})]),
        ("district", "leader", [("Ký duyệt", {})]),
        ("district", "registry", [("Cấp số, đóng dấu", {}), ("Chuyển kết quả về quầy", {})]),
        ("commune", "returner", [("Trả kết quả", {})]),
    ):  # fmt: skip
        walk.sign_out()
        walk.sign_in(f"{unit}.{post}")
        small.later()
        walk.open_work(code)
        if BODY in does[0][1].values():
            assert "Ghi rõ ngành nghề kinh doanh" in walk.page.inner_text("main")
        for name, answers in does:
            walk.act(name, **answers)

    papers = walk.papers()
    assert len(papers) == 3, papers.keys()
    assert all(leads_back(paper, walk, code) for paper in papers.values())
    result = papers["Giấy chứng nhận"]
    assert "TUQ. CHỦ TỊCH PHÓ CHỦ TỊCH" in result.text
    assert BODY in result.text
    assert "Bản đầu" not in result.text
    handed = papers["Phiếu kiểm soát quá trình giải quyết hồ sơ"].text
    for giver, receiver in (("commune.receiver", "district.head"), ("district.registry", "commune.returner")):
        assert f"Người giao: Cán bộ {giver} Người nhận: Cán bộ {receiver}" in handed

    citizen = sit(width=360)
    citizen.page.goto(urlsplit(receipt.code).path)
    page = citizen.page.content()
    assert citizen.page.get_by_role("heading", level=2, name="Đã trả kết quả").is_visible()
    assert citizen.page.locator("progress").get_attribute("value") == "100"
    assert [each for each in PERSONAL if each in page] == []
    assert Dossier.objects.get().state == State.RETURNED


def test_every_other_paper_is_printed_and_leads_back_to_its_dossier(small: World, sit: Sit) -> None:
    walk = sit("commune", "receiver")
    read: dict[str, Paper] = {}
    for name, outcome, fold, answers in (
        ("Phiếu yêu cầu bổ sung", "supplement", "Chưa đủ: yêu cầu bổ sung", {"items": "Giấy đề nghị"}),
        ("Phiếu từ chối", "refuse", "Không tiếp nhận được: từ chối", {"refusal_reason": "Không thuộc thẩm quyền"}),
    ):  # fmt: skip
        walk.page.goto(FORM)
        fill_person(walk)
        walk.page.get_by_text(fold).click()
        for field, value in answers.items():
            walk.page.fill(f"[name={field}]", value)
        walk.page.locator(f".mc-reception__outcomes [value={outcome}]").click()
        walk.page.wait_for_url("**/received/")
        read[name] = walk.paper(printed_at(walk))
    assert [paper.code for paper in read.values()] == ["", ""], (
        "not received: no code yet, nothing to look up"
    )
    for name, paper in read.items():
        assert name.upper() in paper.text.upper()

    ways = {
        builders.to_awaiting_supplement: [],
        builders.to_signed_refusal: [],
        builders.to_in_process: [
            ("Xin lỗi và hẹn lại", {"reason": "Quá tải", "new_due": "11/03/2026 16:00"}),
            ("Dừng giải quyết", {"ground": "Điều 5", "reason": "Có tranh chấp"}),
        ],
    }
    walk.sign_out()
    walk.sign_in("district.leader")
    for way, does in ways.items():
        code = str(builders.stored(way(small)).code)
        small.later()
        walk.open_work(code)
        for name, answers in does:
            walk.act(name, **answers)
        papers = walk.papers()
        assert all(leads_back(paper, walk, code) for paper in papers.values())
        read |= papers
    assert read.keys() >= {
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        "Thông báo dừng giải quyết hồ sơ",
    }
    refused = read["Thông báo từ chối giải quyết hồ sơ"].text
    assert "Không đủ điều kiện" in refused
    assert "Chứng nhận" not in refused, "what was refused is not granted on the same paper"
