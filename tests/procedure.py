"""One small procedure that may be published, for tests to change where they need to."""

from collections.abc import Mapping

from motcua.catalogue.document import ProcedureDocument, from_plain
from motcua.rules.completeness import Given

STEPS: tuple[Mapping[str, object], ...] = (
    {"key": "receive", "name": "Tiếp nhận", "unit": "receiving", "post": "receiver", "duty": "receive", "hours": 1,
     "task": "Kiểm tra hồ sơ", "output": "Giấy hẹn", "form": "receipt"},
    {"key": "assign", "name": "Phân công", "unit": "competent", "post": "head", "duty": "assign", "hours": 2,
     "task": "Phân công", "output": "Ý kiến", "after": ["receive"]},
    {"key": "appraise", "name": "Thẩm định", "unit": "competent", "post": "handler", "duty": "appraise", "hours": 20,
     "task": "Thẩm định", "output": "Dự thảo", "after": ["assign"]},
    {"key": "review", "name": "Soát xét", "unit": "competent", "post": "head", "duty": "review", "hours": 4,
     "task": "Soát xét", "output": "Dự thảo đã soát", "after": ["appraise"]},
    {"key": "sign", "name": "Ký", "unit": "competent", "post": "leader", "duty": "sign", "hours": 4,
     "task": "Ký", "output": "Văn bản đã ký", "after": ["review"]},
    {"key": "seal", "name": "Đóng dấu", "unit": "competent", "post": "registry", "duty": "seal", "hours": 1,
     "task": "Vào số, đóng dấu", "output": "Kết quả", "after": ["sign"]},
    {"key": "return", "name": "Trả kết quả", "unit": "receiving", "post": "returner", "duty": "return", "hours": 0,
     "task": "Trả kết quả", "output": "Sổ theo dõi", "after": ["seal"]},
)  # fmt: skip

PLAIN: Mapping[str, object] = {
    "code": "1.001612",
    "name": "Đăng ký thành lập hộ kinh doanh",
    "field": "Đăng ký hộ kinh doanh",
    "levels": ["district"],
    "issuing_body": "Bộ Tài chính",
    "decision": "1/QĐ-UBND",
    "sequence": ["Nộp hồ sơ", "Nhận kết quả"],
    "manners": [{"channel": "in_person"}],
    "components": [
        {"key": "form", "name": "Giấy đề nghị", "originals": 1, "copies": 0},
        {"key": "identity", "name": "Giấy tờ pháp lý", "originals": 0, "copies": 1},
    ],
    "sets": 1,
    "limit": {"amount": 5, "unit": "working_day"},
    "legal_limit": {"amount": 10, "unit": "working_day"},
    "subjects": ["Công dân Việt Nam"],
    "agency": "Ủy ban nhân dân cấp huyện",
    "results": [{"name": "Giấy chứng nhận", "kind": "certificate"}],
    "requirements": "Không",
    "legal_basis": ["NĐ 01/2021/NĐ-CP"],
    "process": STEPS,
}

PAPERS = {"form": Given("form", originals=1), "identity": Given("identity", copies=1)}


def document(**changes: object) -> ProcedureDocument:
    """A publishable procedure, changed where a test needs it."""
    return from_plain({**PLAIN, **changes})
