"""Applicants nobody has ever met: names by their real frequency, numbers that belong to nobody."""

from datetime import date
from functools import lru_cache
from random import Random

from motcua.applicants.actions import PartyData
from motcua.applicants.models import PartyKind
from motcua.organisation.models import Unit
from motcua.organisation.sample import Names, sample_names

TRADES = ("Xây dựng", "Thương mại", "Vận tải", "Du lịch", "Thủy sản", "Dịch vụ", "Dược phẩm", "Môi trường")
WORDS = ("Hạ Long", "Bạch Đằng", "Yên Tử", "Bái Tử Long", "Đông Bắc", "Tiên Yên", "Vân Đồn", "Hồng Gai")


def person(luck: Random, home: Unit) -> PartyData:
    """A citizen who lives near the desk. The number's first digits say Quảng Ninh, its province code 022."""
    known = _names()
    male = luck.random() < 0.5
    given = luck.choice(known.given_male if male else known.given_female)
    born = date(luck.randint(1955, 2004), luck.randint(1, 12), luck.randint(1, 28))
    century = (0 if born.year < 2000 else 2) + (0 if male else 1)
    return PartyData(
        name=f"{luck.choices(known.families, known.weights)[0]} {given}",
        id_number=f"022{century}{born:%y}{luck.randrange(10**6):06d}",
        birth_date=born,
        address=f"Tổ {luck.randint(1, 40)}, khu {luck.randint(1, 12)}, {home.full_name}",
        phone=f"09{luck.randrange(10**8):08d}",
    )


def business(luck: Random, home: Unit) -> PartyData:
    """A company with a tax number of its own."""
    return PartyData(
        name=f"Công ty TNHH {luck.choice(TRADES)} {luck.choice(WORDS)} {luck.randint(1, 99)}",
        kind=PartyKind.BUSINESS,
        id_number=f"57{luck.randrange(10**8):08d}",
        address=f"Số {luck.randint(1, 300)}, {home.full_name}",
        phone=f"0203{luck.randrange(10**7):07d}",
    )


@lru_cache(maxsize=1)
def _names() -> Names:
    return sample_names()
