"""Names, codes and persons the example papers share, as long as real ones."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from motcua.papers import contents as paper

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
DAY_2018 = date(2024, 2, 5)
DAY_2025 = date(2026, 11, 20)
WARD = "Ủy ban nhân dân phường Trần Hưng Đạo, thành phố Hạ Long"
CENTRE = "Trung tâm Phục vụ hành chính công phường Trần Hưng Đạo"
CODE = "000.00.22.H49-261120-0007"
PROCEDURE = (
    "Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản "
    "gắn liền với đất lần đầu đối với cá nhân, cộng đồng dân cư, hộ gia đình, người gốc Việt Nam định cư ở "
    "nước ngoài đang sử dụng đất nhưng chưa được cấp Giấy chứng nhận và thửa đất không có tranh chấp"
)
COMPONENTS = (
    "Đơn đăng ký đất đai, tài sản gắn liền với đất theo Mẫu số 15 kèm theo Nghị định số 151/2025/NĐ-CP",
    "Một trong các loại giấy tờ quy định tại Điều 137 Luật Đất đai năm 2024",
    "Trích đo bản đồ địa chính thửa đất",
    "Chứng từ thực hiện nghĩa vụ tài chính; giấy tờ liên quan đến việc miễn, giảm (nếu có)",
)
LINK = "Tra cứu tại https://motcua.quangninh.gov.vn bằng mã hồ sơ hoặc mã QR"


def at(on: date, hour: int = 8, minute: int = 5) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=LOCAL)


def head(on: date = DAY_2025) -> paper.Head:
    return paper.Head(upper=WARD, agency=CENTRE, place="Trần Hưng Đạo", on=on)


APPLICANT = paper.Person(
    name="Nguyễn Thị Phượng Hoàng Quỳnh Như",
    id_number="022185001234",
    address="Số 12, ngõ 345, đường Nguyễn Văn Cừ, tổ 5, khu 3, phường Trần Hưng Đạo, thành phố Hạ Long",
    phone="0912 345 678",
    email="nhu.nguyen@example.vn",
)
PRINCIPAL = paper.Person(
    name="Trần Đức Nghĩa", id_number="022070005678", address="Tổ 5, khu 3", phone="0913 1"
)
