"""The commands: each is one module with `add_arguments(parser)` and `run(args) -> int`, loaded once Django is set up.

A module loaded here may import models at its head; nothing before it may. `args.data` is the data folder; what
`run` answers is the status the shell sees.
"""

import argparse
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Name the command's own words and options."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; the status the shell sees (0: all is well)."""


class Database(Enum):
    """What a command asks of the database before it runs."""

    MADE = "made"  # created, or brought to this version
    THERE = "there"  # must exist in this version
    ANY = "any"  # the command looks for itself


@dataclass(frozen=True)
class Entry:
    """Where a command is and what it is for, in Vietnamese and English. `keeps` says that it needs the signing key."""

    module: str
    database: Database
    vietnamese: str
    english: str
    keeps: bool = False


_HERE = "motcua.doors.cli."
COMMANDS: dict[str, Entry] = {
    "demo": Entry(
        _HERE + "demo", Database.ANY,
        "chơi một năm công việc của cả tỉnh rồi phục vụ", "play a year of the province's work, then serve it", True,
    ),
    "serve": Entry(
        _HERE + "serve", Database.THERE, "phục vụ dữ liệu đang có", "serve the data there is", True,
    ),
    "migrate": Entry(
        _HERE + "migrate", Database.MADE, "tạo hoặc nâng cấp cơ sở dữ liệu", "create or upgrade the database",
    ),
    "establish": Entry(
        _HERE + "establish", Database.MADE,
        "nạp tỉnh mẫu: đơn vị, lịch, cán bộ", "load the sample province: units, calendar, staff",
    ),
    "import": Entry(
        _HERE + "import_files", Database.MADE,
        "nạp đơn vị, lịch nghỉ hoặc thủ tục từ tệp", "read units, a calendar or procedures from a file",
    ),
    "publish": Entry(
        _HERE + "publish", Database.THERE,
        "công bố thủ tục, hoặc nêu mọi ô còn thiếu", "publish a procedure, or list every cell that forbids it",
    ),
    "grant": Entry(
        _HERE + "grant", Database.THERE,
        "đề xuất giao thẩm quyền ký", "propose to give somebody the power to sign",
    ),
    "revoke": Entry(
        _HERE + "revoke", Database.THERE, "thu hồi thẩm quyền", "take a competence back",
    ),
    "proposals": Entry(
        _HERE + "proposals", Database.THERE,
        "các đề xuất đang chờ người thứ hai", "list what waits for a second official",
    ),
    "confirm": Entry(
        _HERE + "confirm", Database.THERE,
        "xác nhận hoặc không đồng ý một đề xuất", "confirm or decline a proposal",
    ),
    "approve": Entry(
        _HERE + "approve", Database.THERE, "ký duyệt hồ sơ", "sign a dossier's draft",
    ),
    "reject": Entry(
        _HERE + "reject", Database.THERE, "ký văn bản từ chối", "sign a refusal",
    ),
    "replay": Entry(
        _HERE + "replay", Database.MADE,
        "chạy lại nhật ký thật của một cơ quan", "drive a real municipality's event log through the real acts",
    ),
    "verify": Entry(
        _HERE + "verify", Database.THERE,
        "kiểm tra toàn bộ nhật ký; dừng ở dòng sai đầu tiên", "recompute the journal; name the first bad event",
    ),
    "sequence": Entry(
        _HERE + "sequence", Database.THERE,
        "xếp việc vào nhật ký chung, ký đầu nhật ký, lấy dấu thời gian", "keep the journal's log: places, heads, anchors",
    ),
    "journal": Entry(
        _HERE + "journal", Database.THERE,
        "xuất nhật ký để người ngoài kiểm tra", "export the journal for outsiders to check",
    ),
    "witness": Entry(
        _HERE + "witness", Database.ANY,
        "làm chứng cho nhật ký của máy khác", "witness the journal of another machine",
    ),
    "check": Entry(
        _HERE + "check", Database.ANY,
        "kiểm tra bản cài đặt: sai gì, sửa thế nào", "check a deployment: what is wrong, how to mend it",
    ),
    "tick": Entry(
        _HERE + "tick", Database.THERE,
        "gửi nhắc việc sắp đến hạn và quá hạn", "send due-soon and overdue notices",
    ),
    "report": Entry(
        _HERE + "report", Database.THERE,
        "báo cáo đúng hạn", "report what was on time",
    ),
    "due": Entry(
        _HERE + "due", Database.ANY,
        "tính hạn cho từng dòng của tệp CSV", "the due moment of each row of a CSV file",
    ),
    "person": Entry(
        _HERE + "person", Database.THERE,
        "trả lời yêu cầu về dữ liệu cá nhân: bản sao, xóa", "answer what people ask of their own data: a copy, erasure",
    ),
    "enrol": Entry(
        _HERE + "enrol", Database.THERE,
        "ghi nhận chứng thư ký số, con dấu", "enrol certificates of officers and seals", True,
    ),
    "password": Entry(
        _HERE + "password", Database.THERE, "đặt mật khẩu cho một cán bộ", "set an officer's password",
    ),
    "sessions": Entry(
        _HERE + "sessions", Database.THERE,
        "thiết bị một cán bộ đang đăng nhập; đăng xuất hết", "where an officer is signed in; sign them out", True,
    ),
    "mfa": Entry(
        _HERE + "mfa", Database.THERE,
        "xác thực hai bước của một cán bộ; đặt lại", "an officer's second factors; reset them", True,
    ),
    "identity-provider": Entry(
        _HERE + "identity_provider", Database.THERE,
        "nơi định danh GIẢ LẬP cho bản demo", "the SIMULATED identity provider, for the demo", True,
    ),
    "code": Entry(
        _HERE + "code", Database.THERE,
        "mã xác thực hiện tại của tài khoản demo", "the current code of a demo account", True,
    ),
}  # fmt: skip
"""Every command by its word, in the order of the help."""
