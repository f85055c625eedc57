"""A filled wall notice of a procedure."""

from datetime import date
from decimal import Decimal

from motcua.papers import contents as paper
from tests.papers.facts import CENTRE, COMPONENTS, DAY_2025, PROCEDURE, WARD, head

PARTS = (
    (
        "Trình tự thực hiện",
        ("Nộp hồ sơ tại Trung tâm hoặc trên Cổng Dịch vụ công quốc gia.", "Nhận giấy hẹn."),
    ),
    ("Cách thức thực hiện", ("Trực tiếp, trực tuyến, qua dịch vụ bưu chính.",)),
    ("Thành phần, số lượng hồ sơ", (*COMPONENTS, "Số lượng: 01 bộ.")),
    ("Thời hạn giải quyết", ("20 ngày làm việc kể từ ngày nhận đủ hồ sơ.",)),
    ("Đối tượng thực hiện", ("Cá nhân, cộng đồng dân cư.",)),
    ("Cơ quan giải quyết", (WARD,)),
    ("Kết quả", ("Giấy chứng nhận quyền sử dụng đất.",)),
    ("Mẫu đơn, tờ khai", ("Mẫu số 15.",)),
    ("Yêu cầu, điều kiện", ()),
    ("Phí, lệ phí", ("100.000 đồng/giấy.",)),
    ("Căn cứ pháp lý", ("Luật Đất đai số 31/2024/QH15;", "Nghị định số 151/2025/NĐ-CP.")),
)


def procedure_notice(on: date = DAY_2025) -> paper.ProcedureNotice:
    steps = (
        (CENTRE, "Công chức tiếp nhận", "Tiếp nhận, kiểm tra, số hóa hồ sơ", "4", "Giấy tiếp nhận"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "Lãnh đạo phòng", "Phân công thụ lý", "4", "Ý kiến phân công"),
        (
            "Phòng Kinh tế, Hạ tầng và Đô thị",
            "Chuyên viên",
            "Thẩm định, dự thảo quyết định",
            "111.5",
            "Dự thảo",
        ),
        (WARD, "Lãnh đạo ký", "Ký duyệt", "24", "Quyết định"),
        (CENTRE, "Công chức trả kết quả", "Trả kết quả", "16.5", "Sổ theo dõi"),
    )
    return paper.ProcedureNotice(
        head=head(on),
        code="1.012753",
        name=PROCEDURE,
        field="Đất đai",
        level="Cấp xã",
        parts=tuple(paper.NoticePart(title=title, lines=lines) for title, lines in PARTS),
        steps=tuple(
            paper.NoticeStep(number=n, unit=unit, post=post, task=task, hours=Decimal(hours), output=output)
            for n, (unit, post, task, hours, output) in enumerate(steps, start=1)
        ),
    )
