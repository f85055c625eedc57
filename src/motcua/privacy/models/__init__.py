"""Looks at personal data, and what persons ask about their own."""

from motcua.privacy.models.look import Look
from motcua.privacy.models.request import DataRequest, Restriction

__all__ = ["DataRequest", "Look", "Restriction"]
