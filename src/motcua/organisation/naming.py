"""What a unit's desk and authority are called, and the sample identifiers units get in dossier codes.

The real identifiers of single bodies of the province could not be read (only `000.00.00.H49` of the
province's People's Committee), so those here are **sample data** made by one rule, in the order of the day
(QĐ 20/2020/QĐ-TTg art. 4).
"""

from datetime import date

from motcua.organisation.models import UnitKind
from motcua.rules.codes import agency_pattern_on

LEVEL_1 = "H49"
TWO_TIERS = date(2025, 7, 1)
"""From here on: province and commune only (Law 72/2025/QH15)."""
TYPES = ("Thành phố", "Thị trấn", "Đặc khu", "Thị xã", "Phường", "Huyện", "Tỉnh", "Xã")


def type_of(full_name: str) -> str:
    """The kind word a full name begins with, empty if none.

    >>> type_of("Thị trấn Trới")
    'Thị trấn'
    """
    return next((word for word in TYPES if full_name.startswith(word + " ")), "")


def lowered(full_name: str) -> str:
    """The full name inside a sentence.

    >>> lowered("Phường Hồng Hải")
    'phường Hồng Hải'
    """
    word = type_of(full_name)
    return word.lower() + full_name[len(word) :]


def desk_name(kind: str, full_name: str, since: date) -> str:
    """The name over the desk's door (NĐ 61/2018 art. 7; NĐ 118/2025 art. 7 since July 2025).

    >>> desk_name("commune", "Phường Hồng Hải", date(2018, 1, 1))
    'Bộ phận Tiếp nhận và Trả kết quả phường Hồng Hải'
    """
    where = lowered(full_name)
    if kind == UnitKind.AGENCY:
        return ""
    if kind == UnitKind.DISTRICT:
        return f"Trung tâm Hành chính công {where}"
    if kind == UnitKind.PROVINCE or since >= TWO_TIERS:
        return f"Trung tâm Phục vụ hành chính công {where}"
    return f"Bộ phận Tiếp nhận và Trả kết quả {where}"


def authority_name(kind: str, full_name: str, parent_full_name: str) -> str:
    """The body in whose name the unit decides.

    >>> authority_name("commune", "Phường Hồng Hải", "Thành phố Hạ Long")
    'Ủy ban nhân dân phường Hồng Hải, thành phố Hạ Long'
    """
    if kind == UnitKind.AGENCY:
        return full_name
    name = f"Ủy ban nhân dân {lowered(full_name)}"
    below_district = kind == UnitKind.COMMUNE and type_of(parent_full_name) not in ("Tỉnh", "")
    return f"{name}, {lowered(parent_full_name)}" if below_district else name


def sample_agency_code(kind: str, number: int, parent_code: str, since: date) -> str:
    """A sample identifier: `number` counts the units under one parent, from 1.

    A commune below a district carries the district's group: behind its own in the order in force until September
    2020, before it since. Agencies begin at 1, districts at 41, communes right below the province at 101.

    >>> sample_agency_code("commune", 3, "000.00.41.H49", date(2018, 1, 1))
    '000.03.41.H49'
    >>> sample_agency_code("commune", 3, "H49.41", date(2024, 11, 1))
    'H49.41.03'
    >>> sample_agency_code("commune", 3, "000.00.00.H49", date(2025, 7, 1))
    'H49.103'
    """
    root = f"000.00.00.{LEVEL_1}"
    if kind == UnitKind.PROVINCE:
        return root
    if kind == UnitKind.COMMUNE and parent_code not in (root, ""):
        old_order = parent_code.startswith("000.00.")
        return f"000.{number:02d}.{parent_code[7:]}" if old_order else f"{parent_code}.{number:02d}"
    offset = {UnitKind.DISTRICT.value: 40, UnitKind.COMMUNE.value: 100}.get(kind, 0)
    if kind != UnitKind.COMMUNE and agency_pattern_on(since).key == "level_1_last":
        return f"000.00.{offset + number:02d}.{LEVEL_1}"
    return f"{LEVEL_1}.{offset + number:02d}"
