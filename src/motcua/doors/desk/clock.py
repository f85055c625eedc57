"""The one place of the desk where the clock is read."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The moment of this request."""
    return timezone.now()
