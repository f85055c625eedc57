"""The power to sign, from the form to its end: granted by two, used, ended, and then refused with who can give it."""

from datetime import timedelta

from motcua.dossiers.models import Dossier
from motcua.organisation.models import Competence
from motcua.rules.states import State
from tests import builders
from tests.journeys.conftest import Sit
from tests.journeys.walk import Walk
from tests.world import World


def propose(walk: Walk, small: World) -> None:
    """The leader of the district authorises the head of division for one procedure, for ten days."""
    walk.page.get_by_role("link", name="Thẩm quyền ký").click()
    walk.page.get_by_role("link", name="Giao thẩm quyền").click()
    page = walk.page
    page.select_option("[name=giver]", label="Cán bộ district.leader")
    page.fill("[name=giver_title]", "Chủ tịch")
    page.select_option("[name=holder]", label="Cán bộ district.head")
    page.select_option("[name=capacity]", value="TUQ")
    page.fill("[name=procedures]", "1.001612")
    page.fill("[name=act_number]", "77/UQ-UBND")
    page.fill("[name=act_date]", f"{small.at:%d/%m/%Y}")
    page.fill("[name=valid_from]", f"{small.at:%d/%m/%Y}")
    page.get_by_role("button", name="Gửi đề xuất").click()
    assert "Ủy quyền phải có thời hạn." in page.inner_text("main"), (
        "typed text stays, the refusal is in words"
    )
    assert page.input_value("[name=act_number]") == "77/UQ-UBND"
    page.fill("[name=valid_to]", f"{small.at + timedelta(days=10):%d/%m/%Y}")
    page.get_by_role("button", name="Gửi đề xuất").click()
    page.wait_for_url("**/desk/proposals/*/")


def test_a_power_is_given_by_two_used_ended_and_then_refused_with_who_can_give_it(
    small: World, sit: Sit
) -> None:
    done = builders.to_awaiting_signature(small)
    code = str(builders.stored(done).code)
    builders.to_awaiting_signature(small)
    walk = sit("district", "leader")
    propose(walk, small)
    assert not walk.page.get_by_role("button", name="Xác nhận và thực hiện").is_visible()
    assert Competence.objects.filter(act_number="77/UQ-UBND").count() == 0

    walk.sign_out()
    walk.sign_in("province.controller")
    walk.page.get_by_role("link", name="Đề xuất", exact=True).click()
    walk.page.get_by_role("link", name="77/UQ-UBND").click()
    assert "TUQ. CHỦ TỊCH" in walk.page.inner_text("main")
    walk.page.get_by_role("button", name="Xác nhận và thực hiện").click()
    walk.page.get_by_text("Đã xác nhận, việc đề xuất đã được thực hiện.").wait_for()

    walk.sign_out()
    walk.sign_in("district.head")
    assert "/account/" in walk.path(), "who may sign now needs a second factor first"
    spare = walk.turn_on_app()
    small.later()
    walk.open_work(code)
    walk.act("Ký duyệt")
    dossier = Dossier.objects.get(pk=done.dossier)
    assert dossier.state == State.SIGNED
    assert dossier.decisions.get().signing_block == ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"]

    other = Dossier.objects.exclude(pk=done.dossier).get()
    small.later(days=12)
    walk.sign_in("district.head", spare[0])
    walk.open_work(str(other.code))
    said = walk.page.inner_text("#acts")
    assert "Ký duyệt" in said
    assert "Ủy quyền theo văn bản 77/UQ-UBND đã hết hiệu lực." in said
    assert "Có quyền giao thẩm quyền: Phó Chủ tịch Cán bộ district.leader, Thành phố Hạ Long." in said
    walk.page.goto("/desk/competences/")
    assert "77/UQ-UBND" not in walk.page.inner_text("main")
