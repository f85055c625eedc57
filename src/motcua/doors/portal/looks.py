"""Who looked at a dossier, in the words its applicant reads (Law 91/2025/QH15): what, why, who in which post, when."""

from django.utils.translation import get_language

from motcua.privacy.queries.looks import looks_at
from motcua.ui.pieces import Entry
from motcua.ui.terms import term_in
from motcua.ui.wording import moment


def looks_of(dossier: int) -> list[Entry]:
    """The lines of `portal/parts/looks.html`, newest first. Show them to the dossier's owner or representative only."""
    language = get_language() or "vi"
    return [
        Entry(
            f"{term_in('look', told.page, language)}: {term_in('purpose', told.purpose, language)}",
            ", ".join(part for part in (told.officer, told.post, told.unit) if part),
            moment(told.at, language),
        )
        for told in looks_at(dossier)
    ]
