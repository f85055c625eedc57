"""The names of keys in both languages: states, events, duties, posts, papers, days, channels, signing capacities.

Legal words as in docs/glossary.md. One table per kind of key; the rules and the catalogue own the keys.
"""

from motcua.ui import terms_law, terms_life, terms_looks

Table = dict[str, tuple[str, str]]

TERMS: dict[str, Table] = {
    "state": terms_life.STATES,
    "event": terms_life.EVENTS,
    "purpose": terms_looks.PURPOSES,
    "look": terms_looks.PAGES,
    "unusual": terms_looks.UNUSUAL,
    "wish": terms_looks.WISHES,
    "ground": terms_looks.GROUNDS,
    "request": terms_looks.OUTCOMES,
    "duty": terms_life.DUTIES,
    "post": terms_life.POSTS,
    "guard": terms_life.GUARDS,
    "form": terms_law.FORMS,
    "day": terms_law.DAYS,
    "channel": terms_law.CHANNELS,
    "capacity": terms_law.CAPACITIES,
    "grant": terms_law.GRANTS,
    "standing": terms_law.STANDINGS,
    "absence": terms_law.ABSENCES,
    "recall": terms_law.RECALL_GROUNDS,
    "interest": terms_law.INTERESTS,
    "proposal": terms_law.PROPOSALS,
    "proposal_state": terms_law.PROPOSAL_STATES,
    "level": terms_law.LEVELS,
    "policy": terms_law.POLICIES,
    "result": terms_law.RESULTS,
    "paper": terms_law.PAPER_WHYS,
    "suspension": terms_law.SUSPENSIONS,
    "field": terms_law.FIELDS,
    "national": terms_law.NATIONAL,
    "unit": terms_law.STEP_UNITS,
}


def term_in(kind: str, key: str, language: str) -> str:
    """The name of `key` in the table `kind`, or the key itself where the table does not know it.

    >>> term_in("state", "in_process", "vi"), term_in("state", "in_process", "en")
    ('Đang giải quyết', 'In process')
    """
    pair = TERMS[kind].get(key)
    if pair is None:
        return key
    return pair[0] if language.startswith("vi") else pair[1]
