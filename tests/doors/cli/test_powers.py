"""No door signs without a competence: desk and command line call the one act, and say who can give what is missing."""

import ast
import io
import re
from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache

import motcua
from motcua.doors.cli import approve, confirm, grant, reject, revoke
from motcua.doors.cli.errors import line
from motcua.doors.cli.talk import Trouble
from motcua.organisation.models import Competence, Officer
from motcua.proposals.models import Proposal
from motcua.rules.refusal import Refusal
from motcua.rules.states import State
from tests import builders
from tests.doors.desk.desk import Desk
from tests.factor import code_of, with_app

PASSWORD = "mot-cua-thu-2026"
pytestmark = pytest.mark.django_db
SOURCE = Path(motcua.__file__).parent
SIGNING = ("actions.approve", "actions.reject", "approve", "reject")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> builders.World:
    """Everybody has a password; the command line reads the world's clock."""
    found = builders.world()
    Officer.objects.update(password=make_password(PASSWORD))

    def now() -> datetime:
        return found.at

    for module in (approve, reject, confirm, grant, revoke):
        monkeypatch.setattr(module, "now", now)
    return found


def asked(monkeypatch: pytest.MonkeyPatch, by: str, password: str = PASSWORD, **more: object) -> Namespace:
    """The command's words, the password on standard input, and where they have an app, what it shows."""
    found = Officer.objects.filter(username=by, authenticator=None).first()
    if found is not None:
        with_app(found)
    cache.clear()  # the same code again within half a minute
    code = code_of(Officer.objects.get(username=by)) if by != "nobody" else ""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n{code}\n"))
    return Namespace(by=by, stdin=True, json=False, **more)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_a_competence_the_command_line_refuses_as_the_desk_does(
    small: builders.World, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    done = builders.to_awaiting_signature(small)
    code = str(builders.stored(done).code)
    leader = small.officers["district.leader"]
    Competence.objects.filter(holder=leader).update(valid_to=small.at - timedelta(days=1))
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8" if language == "vi" else "en_US.UTF-8")
    small.later()
    for command, more in ((approve, {}), (reject, {"reason": "Thiếu"})):
        with pytest.raises(Refusal) as caught:
            command.run(asked(monkeypatch, "district.leader", code=code, **more))
        said = line(caught.value)
        assert "12/QĐ-UBND" in said
        assert "Phó Chủ tịch Cán bộ province.leader, Tỉnh Quảng Ninh" in said
    desk = Desk(small, monkeypatch)
    client = desk.sit("district", "leader", language)
    posted: Mapping[str, str] = {"act": "approve", "key": "0" * 32, "seen": str(builders.stored(done).seq)}
    answer = client.post(f"/desk/dossiers/{done.dossier}/", posted)
    assert answer.status_code == 409
    assert "Phó Chủ tịch Cán bộ province.leader, Tỉnh Quảng Ninh" in answer.content.decode()
    assert builders.stored(done).state == State.AWAITING_SIGNATURE


def test_with_one_and_the_right_password_it_signs_and_with_a_wrong_one_it_does_not(
    small: builders.World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = builders.to_awaiting_signature(small)
    code = str(builders.stored(done).code)
    small.later()
    for by, password in (("district.leader", "sai"), ("nobody", PASSWORD), ("district.leader", "")):
        with pytest.raises(Trouble):
            approve.run(asked(monkeypatch, by, password, code=code))
    assert builders.stored(done).state == State.AWAITING_SIGNATURE
    assert approve.run(asked(monkeypatch, "district.leader", code=code)) == 0
    assert code in capsys.readouterr().out
    assert builders.stored(done).state == State.SIGNED


def test_a_grant_by_the_command_line_is_a_proposal_that_another_confirms(
    small: builders.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = (small.at + timedelta(days=30)).date()
    words: dict[str, Any] = {
        "holder": "district.head", "unit": "193", "giver": "district.leader", "giver_title": "Chủ tịch",
        "kind": "authorised", "capacity": "TUQ", "procedure": ["1.001612"], "field": [], "act": "8/UQ", "since": None,
        "until": until, "only_while_absent": False, "most_days": None,
    }  # fmt: skip
    with pytest.raises(Refusal, match="two_needed"):
        grant.run(Namespace(by=None, stdin=False, json=False, **words))
    assert grant.run(asked(monkeypatch, "district.leader", **words)) == 0
    one = Proposal.objects.get()
    with pytest.raises(Refusal, match="own_proposal"):
        confirm.run(asked(monkeypatch, "district.leader", number=one.pk, decline=None))
    assert confirm.run(asked(monkeypatch, "province.controller", number=one.pk, decline=None)) == 0
    given = Competence.objects.get(act_number="8/UQ")
    assert revoke.run(asked(monkeypatch, "district.leader", number=given.pk, act="9/QĐ")) == 0
    given.refresh_from_db()
    assert given.revoked_at == small.at


def test_every_door_that_signs_calls_the_one_act_and_nothing_else_writes_a_signature() -> None:
    writers, callers = set(), set()
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        text = path.read_text(encoding="utf-8")
        if "migrations" in name:
            continue
        if re.search(r"\.signed_at\s*[,=][^=]|signed_at=[^N]", text) and "isnull" not in text:
            writers.add(name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "actions.approve",
                "actions.reject",
                "approve",
                "reject",
            ):
                callers.add(name)
    assert {name for name in writers if not name.startswith("dossiers/actions/approve")} == set()
    doors = {name for name in callers if name.startswith("doors/")}
    assert doors == {"doors/desk/acts/table.py", "doors/cli/approve.py", "doors/cli/reject.py"} | {
        name for name in doors if name.startswith("doors/cli/play/") or name == "doors/cli/replay.py"
    }
