"""Give an officer a post, for good or for a time, and end it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.journal.actions import record
from motcua.organisation.actions.guard import require_configurer
from motcua.organisation.models import Officer, Post, Tenure, TenureKind
from motcua.organisation.queries import in_force
from motcua.rules.posts import PostKind
from motcua.rules.refusal import Refusal
from motcua.rules.vietnamese import clean

SHORTEST, LONGEST = 6, 24
"""Months of one secondment to a one-stop unit (NĐ 61/2018 art. 11)."""
SECONDABLE = frozenset(
    {PostKind.RECEIVER, PostKind.RETURNER, PostKind.HANDLER, PostKind.HEAD, PostKind.LEADER}
)


def appoint(
    officer: Officer,
    post: Post,
    *,
    by: int | None = None,
    at: datetime,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
    kind: TenureKind = TenureKind.PERMANENT,
    act_number: str = "",
) -> Tenure:
    """Give `officer` the post from `valid_from` (now) on; journalled in the unit's stream.

    Raises `Refusal`: `officer_inactive`, `unit_not_in_force`, `already_holds_post`, `ends_before_start`,
    `secondment_needs_end`, `text_too_long`, `bad_text`, `not_your_duty`, `not_for_oneself`.
    """
    require_configurer(by, at)
    if by == officer.pk:
        raise Refusal("not_for_oneself")
    since = valid_from or at
    if not officer.is_active:
        raise Refusal("officer_inactive")
    if not in_force(post.unit, since):
        raise Refusal("unit_not_in_force", code=post.unit.code)
    if valid_to is not None and valid_to <= since:
        raise Refusal("ends_before_start")
    if kind == TenureKind.SECONDMENT and valid_to is None:
        raise Refusal("secondment_needs_end", shortest=SHORTEST, longest=LONGEST)
    act = clean(act_number, 100, field="act_number", optional=True)
    if _overlapping(officer, post, since, valid_to):
        raise Refusal("already_holds_post", post=post.name)
    try:
        with transaction.atomic():
            tenure = Tenure.objects.create(
                officer=officer, post=post, kind=kind, valid_from=since, valid_to=valid_to, act_number=act
            )
            _write(tenure, "appointed", by=by, at=at)
    except IntegrityError as error:
        if _overlapping(officer, post, since, valid_to):
            raise Refusal("already_holds_post", post=post.name) from error
        raise
    return tenure


def second(
    officer: Officer,
    post: Post,
    *,
    valid_to: datetime,
    valid_from: datetime | None = None,
    act_number: str,
    by: int | None = None,
    at: datetime,
) -> Tenure:
    """Send an officer to a one-stop unit for 6 to 24 months (NĐ 61/2018 art. 11).

    Raises `Refusal`: `secondment_length`, `secondment_not_one_stop`, `text_empty` without an act, and those
    of `appoint`.
    """
    since = valid_from or at
    if not post.unit.is_one_stop or post.kind not in SECONDABLE:
        raise Refusal("secondment_not_one_stop", post=post.name)
    if not add_months(since, SHORTEST) <= valid_to <= add_months(since, LONGEST):
        raise Refusal("secondment_length", shortest=SHORTEST, longest=LONGEST)
    act = clean(act_number, 100, field="act_number")
    return appoint(
        officer,
        post,
        by=by,
        at=at,
        valid_from=since,
        valid_to=valid_to,
        kind=TenureKind.SECONDMENT,
        act_number=act,
    )


def end_tenure(tenure_id: int, *, on: datetime | None = None, by: int | None = None, at: datetime) -> Tenure:
    """End a tenure at `on` (now), never later than it would end anyway.

    Raises `Refusal`: `unknown_tenure`, `tenure_ended`, `ends_before_start`, `not_your_duty`.
    """
    require_configurer(by, at)
    end = on or at
    with transaction.atomic():
        tenure = Tenure.objects.select_for_update().filter(pk=tenure_id).first()
        if tenure is None:
            raise Refusal("unknown_tenure")
        if tenure.valid_to is not None and tenure.valid_to <= end:
            raise Refusal("tenure_ended", on=tenure.valid_to.isoformat())
        if end <= tenure.valid_from:
            raise Refusal("ends_before_start")
        tenure.valid_to = end
        tenure.save(update_fields=["valid_to"])
        _write(tenure, "tenure_ended", by=by, at=at)
    return tenure


def add_months(moment: datetime, months: int) -> datetime:
    """The same day and time so many months later; the month's last day where there is no such day.

    >>> add_months(datetime(2024, 8, 31), 6)
    datetime.datetime(2025, 2, 28, 0, 0)
    """
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _overlapping(officer: Officer, post: Post, since: datetime, until: datetime | None) -> bool:
    held = Tenure.objects.filter(officer=officer, post=post).exclude(valid_to__lte=since)
    return (held.filter(valid_from__lt=until) if until else held).exists()


def _write(tenure: Tenure, kind: str, *, by: int | None, at: datetime) -> None:
    record(
        tenure.post.unit.stream,
        kind,
        by=by,
        at=at,
        facts={
            "tenure": tenure.pk,
            "officer": tenure.officer_id,
            "post": tenure.post_id,
            "post_kind": tenure.post.kind,
            "footing": str(tenure.kind),
            "valid_from": tenure.valid_from.isoformat(),
            "valid_to": tenure.valid_to.isoformat() if tenure.valid_to else None,
            "act": tenure.act_number,
        },
    )
