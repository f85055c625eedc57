"""The lines above a signature: in which capacity it is given (NĐ 30/2020 art. 13)."""

from motcua.rules.authority import Capacity


def signing_block(capacity: Capacity, giver_title: str, own_title: str) -> tuple[str, ...]:
    """The lines to print above the signature, top first.

    `giver_title` is the body or the head signed for ("Ủy ban nhân dân", "Chủ tịch"); it may hold two lines parted by
    "/" where a deputy signs for the head of a collective body.

    >>> signing_block(Capacity.KT, "TM. Ủy ban nhân dân/Chủ tịch", "Phó Chủ tịch")
    ('TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH')
    >>> signing_block(Capacity.HEAD, "", "Giám đốc")
    ('GIÁM ĐỐC',)
    """
    own = own_title.strip().upper()
    if capacity is Capacity.HEAD or not giver_title.strip():
        return (own,)
    *above, signed_for = (line.strip().upper() for line in giver_title.split("/"))
    return (*above, f"{capacity.value}. {signed_for}", own)
