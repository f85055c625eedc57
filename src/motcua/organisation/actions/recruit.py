"""Fill the posts of units with invented officers, the same ones for the same seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.hashers import make_password

from motcua.organisation.actions.appoint import LONGEST, add_months
from motcua.organisation.models import Competence, Officer, Post, Tenure, TenureKind, Unit, UnitKind
from motcua.organisation.models.officer import name_key
from motcua.organisation.sample import sample_names
from motcua.organisation.staffing import (
    LOGINS,
    ON_THE_SPOT,
    Signing,
    agency_titles,
    chairs,
    login_prefix,
)
from motcua.rules.authority import Capacity, GrantKind
from motcua.rules.posts import Duty, PostKind

SPELLS = 2
"""Secondments in a row, each of the longest length, and so years of authorisation: 2 x 24 months."""
BATCH = 500


@dataclass(frozen=True)
class Staffed:
    """How many rows were written."""

    officers: int
    posts: int
    tenures: int
    competences: int


@dataclass
class _Staff:
    """Rows in the making; written in four strokes at the end."""

    at: datetime
    names: Iterator[str]
    officers: list[Officer] = field(default_factory=list)
    posts: dict[tuple[int, str, str], Post] = field(default_factory=dict)
    tenures: list[Tenure] = field(default_factory=list)
    competences: list[Competence] = field(default_factory=list)
    logins: dict[str, int] = field(default_factory=dict)

    def officer(self, unit: Unit, kind: PostKind) -> Officer:
        login = f"{login_prefix(unit)}.{LOGINS[kind]}"
        number = self.logins[login] = self.logins.get(login, 0) + 1
        name = next(self.names)
        one = Officer(
            username=f"{login}{number}",
            full_name=name,
            sort_key=name_key(name),
            password=make_password(None),
            is_administrator=kind is PostKind.ADMINISTRATOR,
            joined=self.at,
        )
        self.officers.append(one)
        return one

    def seat(self, officer: Officer, unit: Unit, kind: PostKind, name: str) -> None:
        tenure = Tenure(officer=officer, post=self._post(unit, kind, name), valid_from=self.at)
        self.tenures.append(tenure)

    def send(self, officer: Officer, unit: Unit, kind: PostKind, name: str, act: str) -> None:
        for spell in range(SPELLS):
            since, until = (add_months(self.at, LONGEST * (spell + step)) for step in (0, 1))
            self.tenures.append(
                Tenure(
                    officer=officer,
                    post=self._post(unit, kind, name),
                    kind=TenureKind.SECONDMENT,
                    valid_from=since,
                    valid_to=until,
                    act_number=act,
                )
            )

    def empower(self, officer: Officer, unit: Unit, signing: Signing, giver_unit: Unit) -> None:
        years = LONGEST * SPELLS // 12 if signing.kind is GrantKind.AUTHORISED else 1
        for year in range(years):
            since = add_months(self.at, 12 * year)
            timed = signing.kind is GrantKind.AUTHORISED
            self.competences.append(
                Competence(
                    kind=signing.kind.value,
                    giver_unit=giver_unit,
                    giver_title=signing.giver_title,
                    holder=officer,
                    unit=unit,
                    capacity=signing.capacity.value,
                    duties=[Duty.SIGN.value],
                    act_number=f"{signing.act} ({since.year})" if timed else signing.act,
                    valid_from=since,
                    valid_to=add_months(since, 12) if timed else None,
                )
            )

    def _post(self, unit: Unit, kind: PostKind, name: str) -> Post:
        key = (unit.pk, kind.value, name)
        if key not in self.posts:
            self.posts[key] = Post(unit=unit, kind=kind.value, name=name)
        return self.posts[key]


def recruit(units: Sequence[Unit], *, at: datetime, seed: int) -> Staffed:
    """Give every unit its posts and officers from `at` on; agencies send theirs to the provincial centre too.

    Passwords are unusable until somebody sets one. Call it inside a transaction.
    """
    staff = _Staff(at, _names(random.Random(seed)))
    centre = next((unit for unit in units if unit.kind == UnitKind.PROVINCE), None)
    ordered = sorted(units, key=lambda unit: (unit.kind, unit.code))
    for unit in ordered:
        _fill(staff, unit, centre)
    if centre is not None:
        _deputy_directors(staff, centre)
    Officer.objects.bulk_create(staff.officers, batch_size=BATCH)
    Post.objects.bulk_create(staff.posts.values(), batch_size=BATCH)
    Tenure.objects.bulk_create(staff.tenures, batch_size=BATCH)
    Competence.objects.bulk_create(staff.competences, batch_size=BATCH)
    return Staffed(*(len(rows) for rows in (staff.officers, staff.posts, staff.tenures, staff.competences)))


def _fill(staff: _Staff, unit: Unit, centre: Unit | None) -> None:
    for chair in chairs(unit):
        for _ in range(chair.count):
            officer = staff.officer(unit, chair.kind)
            staff.seat(officer, unit, chair.kind, chair.name)
            if chair.signing is not None:
                staff.empower(officer, unit, chair.signing, unit)
                if unit.kind == UnitKind.AGENCY and chair.signing.capacity is Capacity.KT and centre:
                    _sign_at_centre(staff, officer, unit, centre)
    if unit.kind == UnitKind.AGENCY and centre:
        _send_to_centre(staff, unit, centre)


def _sign_at_centre(staff: _Staff, deputy: Officer, agency: Unit, centre: Unit) -> None:
    """The deputy decides at the centre under a yearly authorisation: the five steps on the spot."""
    head, title = agency_titles(agency)
    staff.send(deputy, centre, PostKind.LEADER, f"{title} {agency.name}", ON_THE_SPOT)
    act = f"{ON_THE_SPOT}, {agency.code}"
    signing = Signing(GrantKind.AUTHORISED, Capacity.TUQ, f"{head} {agency.name}", act)
    staff.empower(deputy, centre, signing, agency)


def _send_to_centre(staff: _Staff, agency: Unit, centre: Unit) -> None:
    """One head and one handler of the agency work at the centre, one more stands in reserve (NĐ 61/2018 art. 12)."""
    act = f"Quyết định cử công chức đến Trung tâm, {agency.code}"
    for kind, title in ((PostKind.HEAD, "Phó Trưởng phòng"), (PostKind.HANDLER, "Chuyên viên thụ lý")):
        officer = staff.officer(agency, kind)
        staff.seat(officer, agency, kind, title)
        staff.send(officer, centre, kind, f"{title} {agency.name}", act)
    reserve = staff.officer(agency, PostKind.HANDLER)
    staff.seat(reserve, agency, PostKind.HANDLER, "Chuyên viên dự phòng")
    staff.tenures[-1].kind = TenureKind.RESERVE


def _deputy_directors(staff: _Staff, centre: Unit) -> None:
    """The centre's deputy directors sign by the Chairman's authorisation, a year at a time (TT 01/2018 art. 6)."""
    signing = Signing(GrantKind.AUTHORISED, Capacity.TUQ, "Chủ tịch", ON_THE_SPOT)
    title = "Phó Giám đốc Trung tâm"
    here = [one for one in staff.tenures if one.post.unit_id == centre.pk]
    for deputy in [one.officer for one in here if one.post.name == title]:
        staff.seat(deputy, centre, PostKind.LEADER, title)
        staff.empower(deputy, centre, signing, centre)


def _names(source: random.Random) -> Iterator[str]:
    """Names without end; the same order for the same source."""
    known = sample_names()
    while True:
        family = source.choices(known.families, known.weights)[0]
        given = source.choice(known.given_male if source.random() < 0.5 else known.given_female)
        yield f"{family} {given}"
