"""Looks at personal data, and what persons ask about their own."""

from motcua.privacy.models.look import Look

__all__ = ["Look"]
