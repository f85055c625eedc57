"""The lines above a signature: in which capacity it is given (NĐ 30/2020 art. 13 and annex I, part II 7a)."""

import re

from motcua.rules.grants import Capacity

MARK = re.compile(r"^(TM|KT|TL|TUQ|Q)\s*\.\s*", re.IGNORECASE)
"""A mark of capacity before a title, as people type it."""


def signing_block(
    capacity: Capacity, giver_title: str, own_title: str, *, acting: bool = False
) -> tuple[str, ...]:
    """The lines to print above the signature, top first.

    `giver_title` names, from the top down and parted by "/", whom is signed for: a body ("Ủy ban nhân dân"), a head
    ("Chủ tịch"), a body and its head ("TM. Ủy ban nhân dân/Chủ tịch"), or a head and the head of a unit ("Chủ tịch/Chánh
    Văn phòng") where the unit's deputy signs by order. `acting`: the signer is entrusted with the head's post (Q.).

    >>> signing_block(Capacity.KT, "TM. Ủy ban nhân dân/Chủ tịch", "Phó Chủ tịch")
    ('TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH')
    >>> signing_block(Capacity.TL, "Chủ tịch/Chánh Văn phòng", "Phó Chánh Văn phòng")
    ('TL. CHỦ TỊCH', 'KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG')
    >>> signing_block(Capacity.HEAD, "", "Giám đốc", acting=True)
    ('Q. GIÁM ĐỐC',)
    """
    own = _bare(own_title).upper()
    heads_own = capacity in (Capacity.HEAD, Capacity.TM)
    last = f"Q. {own}" if acting and heads_own else own
    lines = [line.strip() for line in giver_title.split("/") if line.strip()]
    if capacity is Capacity.HEAD or not lines:
        return (last,)
    *above, signed_for = lines
    if capacity is Capacity.TL and above:
        top = (f"TL. {_bare(above[-1]).upper()}", f"KT. {_bare(signed_for).upper()}")
        return (*map(_collective, above[:-1]), *top, last)
    return (*map(_collective, above), f"{capacity.value}. {_bare(signed_for).upper()}", last)


def _bare(title: str) -> str:
    """A title without a mark of capacity typed before it."""
    return MARK.sub("", title.strip())


def _collective(body: str) -> str:
    """A body that is signed on behalf of, above the head's line."""
    return f"TM. {_bare(body).upper()}"
