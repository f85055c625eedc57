"""Documents for tests: one complete procedure, and ways to change or spoil it."""

from datetime import UTC, date, datetime

from motcua.catalogue.document import ProcedureDocument, from_plain

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FROM = date(2026, 1, 1)


def step(key: str, duty: str, post: str, hours: float, *after: str) -> dict[str, object]:
    """A complete step as YAML would have it."""
    unit = "receiving" if post in {"receiver", "returner"} else "competent"
    return {
        "key": key, "name": f"Bước {key}", "unit": unit, "post": post, "duty": duty, "task": f"Làm {key}",
        "hours": hours, "output": f"Giấy {key}", "after": list(after),
    }  # fmt: skip


def plain(**changes: object) -> dict[str, object]:
    """The plain values of a complete procedure, with changes."""
    values: dict[str, object] = {
        "code": "1.001193",
        "name": "Thủ tục đăng ký khai sinh",
        "field": "Hộ tịch",
        "levels": ["commune"],
        "issuing_body": "Bộ Tư pháp",
        "decision": "2228/QĐ-BTP",
        "sequence": ["Nộp hồ sơ", "Nhận kết quả"],
        "manners": [
            {"channel": "in_person", "limit": {"amount": 2, "unit": "working_day"}, "fee": "Miễn phí"}
        ],
        "components": [
            {"key": "declaration", "name": "Tờ khai đăng ký khai sinh", "originals": 1, "copies": 0}
        ],
        "sets": 1,
        "limit": {"amount": 2, "unit": "working_day"},
        "legal_limit": {"amount": 2, "unit": "working_day"},
        "subjects": ["Công dân Việt Nam"],
        "agency": "Ủy ban nhân dân cấp xã",
        "results": [{"name": "Giấy khai sinh", "kind": "certificate"}],
        "process": [
            step("receive", "receive", "receiver", 2),
            step("appraise", "appraise", "handler", 8, "receive"),
            step("sign", "sign", "leader", 4, "appraise"),
            step("seal", "seal", "registry", 1.5, "sign"),
            step("return", "return", "returner", 0, "seal"),
        ],
    }
    return values | changes


def document(**changes: object) -> ProcedureDocument:
    """A complete procedure, with changes."""
    return from_plain(plain(**changes))
