"""Why an issued document is recalled, in words fit for everybody (NĐ 30/2020 art. 18(3-4); rules.md 9.5).

What happened in the single case may name people and stays inside; the public page shows the ground only.
"""

from enum import StrEnum


class RecallGround(StrEnum):
    """The ground the public reads."""

    CONTENT = "content"
    """its content is wrong"""
    COMPETENCE = "competence"
    """who issued it was not competent"""
    UNLAWFUL = "unlawful"
    """against the law, or issued against its procedure"""
    UNTRUE = "untrue"
    """rests on papers or statements that were not true"""
    ENDED = "ended"
    """the conditions for it are no longer met"""
    ORDERED = "ordered"
    """ordered by a court, an inspection or a higher authority"""
