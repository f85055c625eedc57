"""Who may change the organisation and the catalogue; nobody gives themselves a post."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from django.db import transaction

from motcua.catalogue.actions.abolish import abolish
from motcua.catalogue.actions.draft import draft
from motcua.catalogue.actions.publish import publish
from motcua.catalogue.models import ProcedureVersion
from motcua.certificates.actions.enrol import enrol
from motcua.certificates.actions.revoke import revoke
from motcua.organisation import actions
from motcua.organisation.models import Officer, Post, Tenure
from motcua.rules.hours import DayKind
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from tests.procedure import document
from tests.rights.stage import Stage
from tests.rights.table import Row, rights_refusals, settings

UNIT = {
    "code": "06690", "name": "Bạch Đằng", "full_name": "Phường Bạch Đằng", "kind": "commune", "level": "commune",
    "parent": "193", "agency_code": "H49.06690", "is_one_stop": "1", "valid_from": "2018-01-01", "valid_to": "",
}  # fmt: skip


def _appoint(stage: Stage, by: int | None) -> object:
    newcomer = Officer.objects.get(pk=stage.people["postless.officer"] or 0)
    post = Post.objects.get(unit=stage.small.district, kind=PostKind.HANDLER)
    if newcomer.pk == by:
        newcomer = Officer.objects.get(pk=stage.people["past.handler"] or 0)
    return actions.appoint(newcomer, post, by=by, at=stage.at)


def _end(stage: Stage, by: int | None) -> object:
    tenure = Tenure.objects.get(officer=stage.people["district.cashier"])
    return actions.end_tenure(tenure.pk, by=by, at=stage.at)


def _draft(stage: Stage) -> ProcedureVersion:
    return ProcedureVersion.objects.get(procedure__code=stage.objects["draft_code"], state="draft")


def _other(stage: Stage, by: int | None) -> int | None:
    """A second official who may configure."""
    found = stage.people["commune.controller"]
    return stage.people["province.controller"] if found == by else found


def _calendar(stage: Stage, by: int | None, second: int | None) -> object:
    days = [actions.DecidedDay(date(2029, 3, 1), DayKind.HOLIDAY, "Ngày hội")]
    return actions.decide_calendar(
        "9/QĐ-TTg", date(2026, 3, 1), days, source="thử", by=by, confirmed_by=second, at=stage.at
    )


def _hours(stage: Stage, by: int | None, second: int | None) -> object:
    week = [[["08:00", "17:00"]]] * 5 + [[], []]
    day = date(2026, 12, 1)
    return actions.decide_hours(
        stage.small.district, week, valid_from=day, by=by, confirmed_by=second, at=stage.at
    )


ACTS: Mapping[str, Callable[[Stage, int | None], object]] = {
    "appoint": _appoint,
    "end_tenure": _end,
    "import_units": lambda stage, by: actions.import_units([UNIT], by=by, at=stage.at),
    "import_successions": lambda stage, by: actions.import_successions([], by=by, at=stage.at),
    "draft": lambda stage, by: draft(document(code="1.000010"), by=by, at=stage.at),
    "abolish": lambda stage, by: abolish(
        "1.001612", by=by, at=stage.at, on=date(2026, 12, 1), decision="2/QĐ-UBND"
    ),
    "publish": lambda stage, by: publish(
        _draft(stage), by=by, confirmed_by=_other(stage, by), at=stage.at, valid_from=date(2026, 12, 1), decision="3/QĐ"
    ),
    "confirm_publication": lambda stage, by: publish(
        _draft(stage), by=_other(stage, by), confirmed_by=by, at=stage.at, valid_from=date(2026, 12, 1), decision="3/QĐ"
    ),
    "decide_calendar": lambda stage, by: _calendar(stage, by, _other(stage, by)),
    "confirm_calendar": lambda stage, by: _calendar(stage, _other(stage, by), by),
    "decide_hours": lambda stage, by: _hours(stage, by, _other(stage, by)),
    "confirm_hours": lambda stage, by: _hours(stage, _other(stage, by), by),
    "enrol": lambda stage, by: enrol(
        Officer.objects.get(pk=stage.people["district.leader"] or 0), certificate=b"", key_reference="", image=b"",
        by=by, at=stage.at,
    ),
    "revoke_certificate": lambda stage, by: revoke(0, reason="Mất thiết bị", by=by, at=stage.at),
}  # fmt: skip


def test_everybody_changes_or_is_refused_what_the_table_says(found: Stage) -> None:
    wrong = [told for row in settings() for actor in found.people if (told := mistake(found, row, actor))]
    assert not wrong, "\n".join(wrong)


def mistake(found: Stage, row: Row, actor: str) -> str:
    """What is wrong with one cell; empty if nothing is."""
    answer, expected = attempt(found, row.name, found.people[actor]), row.expected(actor)
    return "" if answer == expected else f"{row.name} by {actor}: {answer}, not {expected}"


def attempt(found: Stage, act: str, by: int | None) -> str:
    """The answer to one act, whatever it did taken back."""
    with transaction.atomic():
        try:
            ACTS[act](found, by)
        except Refusal as refusal:
            return refusal.code if refusal.code in rights_refusals() else "allowed"
        finally:
            transaction.set_rollback(True)
    return "allowed"


@pytest.mark.parametrize("name", ["district.administrator", "postless.administrator", "province.controller"])
def test_nobody_gives_themselves_a_post(found: Stage, name: str) -> None:
    oneself = Officer.objects.get(pk=found.people[name] or 0)
    for kind in (PostKind.LEADER, PostKind.HANDLER):
        post = Post.objects.get(unit=found.small.district, kind=kind)
        with pytest.raises(Refusal, match="not_for_oneself"):
            actions.appoint(oneself, post, by=oneself.pk, at=found.at)
        with pytest.raises(Refusal, match="not_for_oneself"):
            actions.second(
                oneself, Post.objects.get(unit=found.small.district, kind=kind), by=oneself.pk, at=found.at,
                valid_to=found.at + timedelta(days=365), act_number="1/QĐ",
            )  # fmt: skip


def test_nobody_who_has_left_gets_a_certificate_to_sign_with(found: Stage) -> None:
    gone = Officer.objects.get(pk=found.people["inactive.leader"] or 0)
    with pytest.raises(Refusal, match="officer_inactive"):
        enrol(gone, certificate=b"", key_reference="", image=b"", by=None, at=found.at)


def test_an_administrators_post_never_carries_a_duty_on_dossiers(found: Stage) -> None:
    charged = found.people["charged.administrator"]
    post = Tenure.objects.get(officer=charged).post
    assert "sign" in post.own_duties
    assert post.duties == {"configure"}
