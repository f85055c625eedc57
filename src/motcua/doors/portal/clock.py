"""The one place of the portal where the clock is read."""

from datetime import datetime

from django.utils import timezone

from motcua.rules.worktime import LOCAL


def now() -> datetime:
    """The moment of this request, in Vietnam."""
    return timezone.now().astimezone(LOCAL)
