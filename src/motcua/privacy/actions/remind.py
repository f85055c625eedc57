"""Tell the unit of requests about personal data that are not answered, or not carried out, in time."""

from datetime import datetime

from django.db.models import Q

from motcua.outbox.actions import Draft, write
from motcua.outbox.models import Notice
from motcua.privacy.actions.ask import stream
from motcua.privacy.models import DataRequest


def remind(at: datetime) -> int:
    """New notices to the units that are late with an answer or with the deed; a second tick writes nothing twice."""
    unanswered = Q(due_at__lt=at, agreed_at=None)
    late = DataRequest.objects.filter(unanswered | Q(carry_by__lt=at), decided_at=None).order_by("pk")
    drafts = [Draft("data_request_late", stream(row), _key(row), unit=row.unit_id) for row in late]
    known = Notice.objects.filter(key__in=[draft.key for draft in drafts]).count()
    write(drafts, at=at)
    return len(drafts) - known


def _key(row: DataRequest) -> str:
    return f"late:{stream(row)}:{'deed' if row.agreed_at else 'answer'}"
