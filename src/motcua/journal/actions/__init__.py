"""Writing the journal."""

from motcua.journal.actions.record import Head, Recorded, record

__all__ = ["Head", "Recorded", "record"]
