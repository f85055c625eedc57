"""The words of every refusal: what happened, why (article), what to do now, in the reader's language.

The sentences are data (`refusal_words/*.toml`), so that a jurist can correct them without reading code. A code
without words gets a general sentence; `tests/agreements/test_refusals_have_words.py` fails for it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from motcua.rules.refusal import Param, Refusal
from motcua.ui import wording
from motcua.ui.terms import term_in
from motcua.ui.terms_law import PAPER_WHYS

_FOLDER = Path(__file__).parent / "refusal_words"
_KINDS = {
    "state": "state",
    "event": "event",
    "did": "event",
    "duty": "duty",
    "post": "post",
    "field": "field",
    "level": "level",
    "kind": "suspension",
    "form": "form",
    "holder": "standing",
    "proposal_state": "proposal_state",
    "giver": "standing",
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?")
_GAP = re.compile(r"\((\w+)\)$")


@dataclass(frozen=True, slots=True)
class RefusalText:
    """A refusal in words, three sentences."""

    code: str
    title: str
    why: str
    do: str


def _load() -> Mapping[str, Mapping[str, tuple[str, str, str]]]:
    found: dict[str, Mapping[str, tuple[str, str, str]]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for code, languages in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if code in found:
                raise ValueError(f"{path.name}: {code} has words already")
            found[code] = {language: (parts[0], parts[1], parts[2]) for language, parts in languages.items()}
    return found


WORDS = _load()
"""code -> language -> (what happened, why, what to do now)"""

_GENERAL = {
    "vi": (
        "Việc này không làm được ({code}).",
        "Hệ thống đã từ chối để không ghi sai.",
        "Tải lại trang; nếu vẫn vậy, báo quản trị.",
    ),
    "en": (
        "This cannot be done ({code}).",
        "The system refused rather than record something wrong.",
        "Reload the page; if it stays so, tell the administrator.",
    ),
}


_LAST_ACT = {"vi": " Việc gần nhất: {who}, “{did}”, {at}.", "en": " Last act: {who}, “{did}”, {at}."}
"""Added to the why where the refusal says who acted last: of two officers the second learns who was first."""


_WHO_CAN = {
    "vi": " Ký được việc này bây giờ: {signers}. Có quyền giao thẩm quyền: {grantors}.",
    "en": " May sign this now: {signers}. May give the power: {grantors}.",
}
"""Added to what to do where a competence is missing: nobody has to ask around whom to ask."""
_NOBODY = {"vi": "chưa có ai", "en": "nobody yet"}


class _Values(dict[str, str]):
    """What the sentences name; a value the refusal does not carry becomes an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def _when(text: str, language: str) -> str:
    try:
        if "T" not in text:
            return wording.short_day(date.fromisoformat(text), language)
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return wording.moment(at if at.tzinfo else at.replace(tzinfo=wording.LOCAL), language)


def _gap(text: str, language: str) -> str:
    """A missing paper "name (why)" with its why in words."""
    found = _GAP.search(text)
    if found is None or found[1] not in PAPER_WHYS:
        return text
    return f"{text[: found.start()]}({term_in('paper', found[1], language)})"


def _in_words(name: str, value: Param, language: str) -> str:
    if name in ("signers", "grantors") and not value:
        return _NOBODY[language]
    if isinstance(value, tuple):
        return "; ".join(_gap(each, language) for each in value)
    if value is None or value == "":
        return "…"
    if name == "amount" and isinstance(value, int):
        return wording.money(value, language)
    if isinstance(value, int | float):
        return wording.number(Decimal(str(value)), language)
    if name in _KINDS:
        return term_in(_KINDS[name], value, language)
    return _when(value, language) if _DATE.fullmatch(value) else value


def words(refusal: Refusal, language: str) -> RefusalText:
    """The refusal in the reader's language ("vi", else English).

    >>> words(Refusal("wrong_state", state="returned", event="approve"), "vi").title
    'Việc này không làm được khi hồ sơ đang ở trạng thái “Đã trả kết quả”.'
    """
    language = "vi" if wording.is_vietnamese(language) else "en"
    values = _Values({name: _in_words(name, value, language) for name, value in refusal.params.items()})
    values.setdefault("code", refusal.code)
    title, why, do = (part.format_map(values) for part in WORDS.get(refusal.code, _GENERAL)[language])
    if refusal.code != "stale_page" and refusal.params.get("who") and refusal.params.get("did"):
        why += _LAST_ACT[language].format_map(values)
    if "grantors" in refusal.params:
        do += _WHO_CAN[language].format_map(values)
    return RefusalText(refusal.code, title, why, do)
