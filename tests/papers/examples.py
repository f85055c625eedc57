"""One filled paper of every kind, with names as long as real ones."""

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta

from motcua.papers import contents as paper
from tests.papers.facts import (
    APPLICANT,
    CENTRE,
    CODE,
    COMPONENTS,
    DAY_2018,
    DAY_2025,
    LINK,
    LOCAL,
    PRINCIPAL,
    PROCEDURE,
    WARD,
    at,
    head,
)
from tests.papers.wall_notice import procedure_notice

__all__ = [
    "APPLICANT",
    "CENTRE",
    "CODE",
    "COMPONENTS",
    "DAY_2018",
    "DAY_2025",
    "LINK",
    "LOCAL",
    "PRINCIPAL",
    "PROCEDURE",
    "WARD",
    "at",
    "head",
]


def receipt(on: date = DAY_2025, components: tuple[str, ...] = COMPONENTS, **more: object) -> paper.Receipt:
    listed = tuple(
        paper.Component(number=n, name=name, originals=1, copies=n % 3)
        for n, name in enumerate(components, start=1)
    )
    given: dict[str, object] = {
        "head": head(on),
        "number": "07/TTPVHCC",
        "dossier_code": CODE,
        "centre": CENTRE,
        "applicant": APPLICANT,
        "procedure": PROCEDURE,
        "components": listed,
        "limit": "20 ngày làm việc",
        "received_at": at(on),
        "due_at": at(on + timedelta(days=28), 16, 30),
        "result_place": CENTRE,
        "register_book": "01",
        "register_line": "127",
        "receiver": "Vũ Thị Mỹ Duyên",
    }
    return paper.Receipt(**{**given, **more})  # type: ignore[arg-type]


def supplement(on: date = DAY_2025) -> paper.Supplement:
    return paper.Supplement(
        head=head(on),
        number="03/PBS",
        dossier_code=CODE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        items=(
            "Bản sao chứng thực giấy tờ về quyền sử dụng đất có ghi rõ diện tích, ranh giới thửa đất",
            "Chữ ký của vợ hoặc chồng tại mục 5 của đơn đăng ký",
        ),
        reason="Giấy tờ chưa thể hiện ranh giới thửa đất (Điều 137 Luật Đất đai năm 2024)",
        contact="bà Vũ Thị Mỹ Duyên",
        contact_phone="0203 3825 111",
        complete_by=at(on + timedelta(days=10), 17, 0),
        officer="Vũ Thị Mỹ Duyên",
    )


def refusal(on: date = DAY_2025) -> paper.Refusal:
    return paper.Refusal(
        head=head(on),
        number="02/PTC",
        dossier_code="",
        centre=CENTRE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        reasons=("Thửa đất đang có tranh chấp theo Thông báo thụ lý số 15/2026/TLST-DS của Tòa án nhân dân",),
        officer="Vũ Thị Mỹ Duyên",
    )


CHAIR = paper.Signature(
    capacity=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    name="Hoàng Quốc Việt",
    sealed=True,
    seal_name="Ủy ban nhân dân phường Trần Hưng Đạo",
)


def apology(on: date = DAY_2025) -> paper.Apology:
    return paper.Apology(
        head=head(on),
        number="01/PXL",
        dossier_code=CODE,
        agency=WARD,
        applicant=dataclasses.replace(APPLICANT, phone="", email=""),
        procedure=PROCEDURE,
        received_at=at(on - timedelta(days=28)),
        promised_at=at(on, 16, 30),
        state="đang chờ kết quả đo đạc thửa đất",
        reason="Đơn vị đo đạc chưa hoàn thành trích đo do mưa lũ kéo dài",
        new_due_at=at(on + timedelta(days=7), 16, 30),
        signature=CHAIR,
    )


def stop(on: date = DAY_2025) -> paper.StopNotice:
    return paper.StopNotice(
        head=head(on),
        number="04/TBD",
        dossier_code=CODE,
        agency=WARD,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        received_at=at(on - timedelta(days=6)),
        requested_at=at(on, 9, 30),
        channel="Trực tiếp tại Trung tâm",
        ground="Người nộp hồ sơ đề nghị rút hồ sơ khi chưa có kết quả",
        effect="Trả lại 04 giấy tờ đã nộp; lệ phí chưa thu",
        signature=CHAIR,
    )


def control(on: date = DAY_2025, rows: int = 5) -> paper.ControlSlip:
    verdicts = (None, paper.Verdict.EARLY, paper.Verdict.ON_TIME, paper.Verdict.LATE)
    return paper.ControlSlip(
        head=head(on),
        number="07/PKS",
        dossier_code=CODE,
        procedure=PROCEDURE,
        resolving_agency="Phòng Kinh tế, Hạ tầng và Đô thị phường Trần Hưng Đạo",
        cooperating="Chi nhánh Văn phòng Đăng ký đất đai khu vực Hạ Long",
        received_at=at(on),
        due_at=at(on + timedelta(days=28), 16, 30),
        lines=tuple(
            paper.ControlLine(
                giver=CENTRE,
                receiver="Phòng Kinh tế, Hạ tầng và Đô thị",
                at=at(on + timedelta(days=n), 15),
                verdict=verdicts[n % 4],
                note="Chờ Chi nhánh trả lời" if n % 2 else "",
                giver_person="Vũ Thị Mỹ Duyên",
                receiver_person="Phạm Quang Khải",
            )
            for n in range(rows)
        ),
    )


def register(on: date = DAY_2025, rows: int = 12) -> paper.Register:
    return paper.Register(
        head=head(on),
        field="Đất đai",
        year=on.year,
        rows=tuple(
            paper.RegisterRow(
                number=n,
                dossier_code=f"000.00.22.H49-261120-{n:04d}",
                procedure=PROCEDURE[:90],
                applicant=APPLICANT.name,
                contact="Tổ 5, khu 3, phường Trần Hưng Đạo; 0912 345 678",
                agency=WARD,
                received_at=at(on),
                due_at=at(on + timedelta(days=28), 16, 30) if n % 5 else None,
                returned_at=at(on + timedelta(days=25), 10) if n % 2 else None,
                manner="Trực tiếp",
            )
            for n in range(1, rows + 1)
        ),
    )


def handover(on: date = DAY_2025) -> paper.HandOverSlip:
    return paper.HandOverSlip(
        head=head(on),
        number="12/PBG",
        giver_unit="Phòng Kinh tế, Hạ tầng và Đô thị phường Trần Hưng Đạo",
        receiver_unit=CENTRE,
        at=at(on, 16),
        rows=tuple(
            paper.HandOverRow(
                dossier_code=CODE,
                content=PROCEDURE,
                result="Giấy chứng nhận",
                owner=APPLICANT.name,
                address=APPLICANT.address,
                fee=bool(n % 2),
                post=None if n else True,
            )
            for n in range(3)
        ),
        giver_person="Phạm Quang Khải",
        receiver_person="Vũ Thị Mỹ Duyên",
    )


def result(on: date = DAY_2025) -> paper.Result:
    return paper.Result(
        head=paper.Head(
            upper="Tỉnh Quảng Ninh",
            agency="Ủy ban nhân dân phường Trần Hưng Đạo",
            place="Trần Hưng Đạo",
            on=on,
        ),
        number="1234/QĐ-UBND",
        dossier_code=CODE,
        title="Quyết định",
        subject="Về việc công nhận quyền sử dụng đất lần đầu cho bà Nguyễn Thị Phượng Hoàng Quỳnh Như",
        authority="Chủ tịch Ủy ban nhân dân phường Trần Hưng Đạo",
        grounds=(
            "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;",
            "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;",
            "Theo đề nghị của Trưởng phòng Kinh tế, Hạ tầng và Đô thị tại Tờ trình số 56/TTr-KTHTĐT.",
        ),
        ordering="QUYẾT ĐỊNH:",
        body=(
            "Điều 1. Công nhận quyền sử dụng 120,5 m² đất ở tại đô thị, thửa đất số 45, tờ bản đồ số 12 cho "
            "bà Nguyễn Thị Phượng Hoàng Quỳnh Như, số định danh cá nhân 022185001234.",
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
            "Điều 3. Chánh Văn phòng, Trưởng phòng Kinh tế, Hạ tầng và Đô thị và người có tên tại Điều 1 "
            "chịu trách nhiệm thi hành Quyết định này./.",
        ),
        recipients=(
            "Như Điều 3;",
            "Chi nhánh Văn phòng Đăng ký đất đai khu vực Hạ Long;",
            "Lưu: VT, KTHTĐT.",
        ),
        signature=CHAIR,
    )


def payment_notice(on: date = DAY_2025) -> paper.PaymentNotice:
    return paper.PaymentNotice(
        head=head(on),
        number="09/TBNT",
        dossier_code=CODE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        lines=(
            paper.FeeLine(name="Lệ phí cấp giấy chứng nhận", amount=100_000, basis="NQ 12/2026/NQ-HĐND"),
            paper.FeeLine(name="Phí thẩm định hồ sơ", amount=1_405_000, basis="NQ 12/2026/NQ-HĐND"),
        ),
        pay_by=at(on + timedelta(days=10), 17, 0),
        payee=CENTRE,
        account="1234567890",
        bank="Kho bạc Nhà nước khu vực III",
        reference="TTHC 261120 0007",
        ways=("Trực tuyến tại Cổng Dịch vụ công quốc gia", "Tiền mặt tại quầy thu của Trung tâm"),
        signature=paper.Signature(capacity=("Người lập thông báo",), name="Đỗ Thị Hồng Nhung"),
    )


EXAMPLES: tuple[Callable[[date], paper.PaperContent], ...] = (
    receipt,
    supplement,
    refusal,
    apology,
    stop,
    control,
    register,
    handover,
    result,
    payment_notice,
    procedure_notice,
)
