"""Fee texts of the national catalogue, run together by the crawler: "10,000 VNĐ(...)note", "Miễn phí(...)".

After "Miễn phí" a bracket that names an amount is authoritative (SOURCES.md of the data); an amount before a
bracket counts only if the bracket does not name others.
"""

import re
from dataclasses import dataclass

from motcua.catalogue.parts import Fee

FREE = "Miễn phí"
UNKNOWN = "Không có thông tin"
LEAD = re.compile(r"(\d{1,3}(?:,\d{3})*|\d+) (?:Việt Nam Đồng|VNĐ|Đồng)")
MONEY = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+(?=\s*(?:đồng|đ\b|vnđ|vnd|việt nam đồng)))", re.IGNORECASE)
OTHER_MONEY = re.compile(r"\d\s*(?:%|usd|eur|đô la)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeeText:
    """A fee text taken apart: what is charged, the certain amounts, the note behind, and flaws by name."""

    text: str
    fees: tuple[Fee, ...]
    note: str
    flaws: tuple[str, ...]


def take_apart(text: str) -> FeeText:
    """Split one text of the catalogue.

    >>> take_apart("Miễn phí(Lệ phí: 8.000 đồng/bản)Nộp tại Trung tâm").text
    'Lệ phí: 8.000 đồng/bản'
    >>> take_apart("Miễn phí").fees
    (Fee(amount=0, name=''),)
    """
    if text.startswith(UNKNOWN):
        return FeeText("", (), text.removeprefix(UNKNOWN).strip(), ("no_fee_information",))
    if text.startswith(FREE):
        return _free(text.removeprefix(FREE))
    if lead := LEAD.match(text):
        return _amount(lead, text)
    return FeeText(text, (), "", ("fee_in_words",) if text else ())


def _free(behind: str) -> FeeText:
    bracket, note = _bracket(behind)
    if MONEY.search(bracket) or OTHER_MONEY.search(bracket):
        return FeeText(bracket, (), note, ("fee_in_brackets",))
    if bracket:
        return FeeText(f"{FREE} ({bracket})", (), note, ())
    return FeeText(FREE, (Fee(amount=0),), note, ())


def _amount(lead: re.Match[str], text: str) -> FeeText:
    bracket, note = _bracket(text[lead.end() :])
    amount = int(lead[1].replace(",", ""))
    named = {int(re.sub(r"[.,]", "", found)) for found in MONEY.findall(bracket)}
    whole = f"{lead[0]} ({bracket})" if bracket else lead[0]
    if named and amount not in named:
        return FeeText(whole, (), note, ("fee_disagrees",))
    return FeeText(whole, (Fee(amount=amount, name=bracket),), note, ())


def _bracket(text: str) -> tuple[str, str]:
    """The inside of a bracket the text begins with (brackets inside it counted) and what follows it."""
    if not text.startswith("("):
        return "", text.strip()
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return text[1:place].strip(), text[place + 1 :].strip()
    return text[1:].strip(), ""
