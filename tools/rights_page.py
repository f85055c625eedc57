"""Draws `docs/rights.md` from the roles, the desk's pages and the reviewed tables of rights."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from motcua.rules.roles import CARRIED, PAGES, ROLES, Page, Sight
from motcua.ui.terms import term_in

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "tests" / "agreements" / "rights"
SEES = {
    Sight.NOTHING: "không xem hồ sơ / no dossier",
    Sight.COURSE: "diễn biến, thời hạn / course and time, nobody's data",
    Sight.DOSSIER: "hồ sơ của đơn vị / the unit's dossiers",
}
OWN = "hồ sơ của mình / their own"
HEAD = """# Who may open and do what

Drawn from `rules/roles.py` and `tests/agreements/rights/*.toml` by `tools/generate.py`; do not edit. The tables are reviewed
by people and tried cell by cell in `tests/rights`; `make drill-rights` deletes one permission check at a time and fails
unless a cell, or a test of the room, notices.

"""


def rights_page() -> str:
    """The whole page."""
    return HEAD + "\n".join([*_roles(), *_pages(), *_acts()]).rstrip() + "\n"


def _roles() -> Iterator[str]:
    yield "## Vai trò / Roles\n"
    yield "| Vai trò | Role | Xem / sees | Nhiệm vụ / duties | Căn cứ / law |"
    yield "|---|---|---|---|---|"
    for role in ROLES:
        held = sorted(role.duties & CARRIED[role.sees])
        duties = ", ".join(term_in("duty", duty.value, "vi") for duty in held) or "–"
        yield f"| {role.vi} | {role.en} | {SEES[role.sees] if role.post or not role.sees else OWN} | {duties} | {role.law} |"
    yield ""


def _pages() -> Iterator[str]:
    roles = [role for role in ROLES if role.post]
    yield "## Trang của bàn làm việc / Pages of the desk\n"
    yield "With the usual duties of each post; a post with duties of its own opens what these open.\n"
    yield "| Trang / page | " + " | ".join(role.key for role in roles) + " |"
    yield "|---|" + "---|" * len(roles)
    for page in Page:
        opening = PAGES[page]
        cells = " | ".join("x" if page in role.pages else "" for role in roles)
        yield f"| {opening.vi} / {opening.en} | {cells} |"
    yield ""


def _acts() -> Iterator[str]:
    told = tomllib.loads((TABLES / "acts.toml").read_text(encoding="utf-8"))
    yield "## Việc trên hồ sơ / Acts on a dossier\n"
    yield "On the stage of the tests: received at the *commune*, resolved by the *district*, the *department* consulted;"
    yield "`several.posts` and `abroad.posts` hold several posts; `delegate.*` an authorisation that is out of force.\n"
    yield "| Việc / act | Event | Trạng thái / state | Ai / who may |"
    yield "|---|---|---|---|"
    for event, cases in told.items():
        if event == "first":
            continue
        for case, lines in cases.items():
            who = [line.rpartition(":")[0] for line in lines if line.endswith(": allowed")]
            yield f"| {term_in('event', event, 'vi')} | {event} | {case} | {'; '.join(who)} |"
