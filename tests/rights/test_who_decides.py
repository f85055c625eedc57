"""Nobody without a valid competence decides: not by the act, not by the desk, not by the command line; every refusal says
what is missing and who can give it (NĐ 61/2018 art. 17(5), 19; NĐ 30/2020 art. 13)."""

import html
import io
from argparse import Namespace
from collections.abc import Callable, Mapping

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from motcua.doors.cli import approve, reject
from motcua.doors.cli.errors import line
from motcua.dossiers import actions
from motcua.dossiers.models import Decision, Dossier
from motcua.organisation.models import Officer
from motcua.rules.refusal import Refusal
from motcua.rules.states import State
from motcua.ui.refusals import words
from tests import builders
from tests.factor import code_of, with_app
from tests.rights.asking import Browsers
from tests.rights.stage import AT_ONCE, Stage

PASSWORD = "mot-cua-thu-2026"
LACKING = {
    "delegate.expired": ("competence_expired", "đã hết hiệu lực"),
    "delegate.revoked": ("competence_withdrawn", "thu hồi"),
    "delegate.early": ("competence_not_started", "chưa có hiệu lực"),
    "delegate.narrow": ("competence_out_of_scope", "ngoài phạm vi"),
    "delegate.elsewhere": ("competence_out_of_scope", "ngoài phạm vi"),
    "delegate.none": ("no_competence", "không có thẩm quyền ký"),
    "district.head": ("not_your_duty", ""),
}
"""Who lacks what: the code, and a word of the sentence that says so."""
GIVER = "Phó Chủ tịch Cán bộ district.leader, Thành phố Hạ Long"
Way = Callable[[Stage, str, str], tuple[str, str]]
"""(stage, who, approve or reject) -> the code where the way tells it, and what is said"""


def by_act(found: Stage, who: str, act: str) -> tuple[str, str]:
    """The one function behind every door."""
    pk, by = int(found.objects["signing"]), found.people[who] or 0
    try:
        if act == "approve":
            actions.approve(pk, by=by, at=found.at)
        else:
            actions.reject(pk, reason="Không đủ điều kiện", by=by, at=found.at)
    except Refusal as refusal:
        told = words(refusal, "vi")
        return refusal.code, f"{told.title} {told.why} {told.do}"
    return "", ""


def by_desk(found: Stage, who: str, act: str) -> tuple[str, str]:
    """The form of the dossier's page, sent."""
    address = reverse("desk:dossier", args=[found.objects["signing"]])
    body = {"act": act, "reason": "Không đủ", "key": "0" * 32, "seen": found.objects["signing_seen"]}
    answer = Browsers(found).of(who).post(address, body)
    said = html.unescape(answer.content.decode())
    code = said.partition('data-refusal="')[2].partition('"')[0]
    return code, said.partition("data-refusal")[2].partition("</section>")[0]


def by_command_line(found: Stage, who: str, act: str) -> tuple[str, str]:
    """`motcua approve|reject CODE --by USER`, everything typed right."""
    officer = Officer.objects.get(pk=found.people[who] or 0)
    code = Dossier.objects.get(pk=found.objects["signing"]).code
    command: Mapping[str, Callable[[Namespace], int]] = {"approve": approve.run, "reject": reject.run}
    cache.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n{code_of(with_app(officer))}\n"))
        patch.setenv("LC_ALL", "vi_VN.UTF-8")
        for module in (approve, reject):
            patch.setattr(module, "now", lambda: found.at)
        try:
            command[act](Namespace(by=officer.username, stdin=True, json=True, code=code, reason="Không đủ"))
        except Refusal as refusal:
            return refusal.code, line(refusal)
    return "", ""


@pytest.mark.parametrize("act", ["approve", "reject"])
@pytest.mark.parametrize("way", [by_act, by_desk, by_command_line])
def test_without_a_competence_nobody_decides_and_hears_who_can_give_it(
    way: Way, act: str, found: Stage
) -> None:
    Officer.objects.update(password=make_password(PASSWORD))
    wrong = []
    for who, (code, word) in LACKING.items():
        with transaction.atomic():
            got, said = way(found, who, act)
            state = Dossier.objects.get(pk=found.objects["signing"]).state
            transaction.set_rollback(True)
        whole = word.lower() in said.lower() and GIVER in said
        if (got, state) != (code, State.AWAITING_SIGNATURE) or not whole:
            wrong.append((who, got, state, said))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("way", [by_act, by_desk, by_command_line])
def test_with_one_the_same_request_signs_and_keeps_the_competence(way: Way, found: Stage) -> None:
    Officer.objects.update(password=make_password(PASSWORD))
    assert way(found, "district.leader", "approve")[0] == ""
    signed = Decision.objects.get(dossier=int(found.objects["signing"]))
    assert signed.signed_by_id == found.people["district.leader"]
    assert signed.competence is not None
    assert signed.competence.holder_id == signed.signed_by_id
    assert signed.signing_block == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_at_the_desk_too_only_the_authorised_decide_at_once(found: Stage) -> None:
    told = builders.filing(found.small, procedure=AT_ONCE)
    with transaction.atomic():
        with pytest.raises(Refusal, match="not_your_duty") as caught:
            actions.resolve_immediately(told, by=found.people["commune.returner"] or 0, at=found.at)
        transaction.set_rollback(True)
    assert "Phó Chủ tịch Cán bộ commune.leader, Phường Hồng Hải" in words(caught.value, "vi").do
    assert "commune.receiver" in words(caught.value, "vi").do
