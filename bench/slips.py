"""Receipts a second, our way against bare typst on the same layout.

Bare typst is one flat source per receipt with the words written into it: no shared template, no JSON, no cleaning of
strange text, no choice of form; the same fonts, QR code, table and signing blocks. Both keep one compiler object.

    python -m bench.slips [--rounds 5] [--json]
"""

import argparse
import dataclasses
import io
import itertools
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import segno
import typst

from bench.common import Ratio, interleave, report
from motcua.papers.contents import Component, Head, Person, Receipt
from motcua.papers.render import FONTS, render

EACH = 40
MUST, GOAL = 0.75, 0.95
LOOKUP = "Tra cứu tại https://motcua.example.vn bằng mã hồ sơ hoặc mã QR"
AT = datetime(2026, 11, 20, 8, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
RECEIPT = Receipt(
    head=Head(
        upper="Ủy ban nhân dân tỉnh Quảng Ninh",
        agency="Trung tâm Phục vụ hành chính công",
        place="Quảng Ninh",
        on=AT.date(),
    ),
    number="07/TTPVHCC",
    dossier_code="000.00.22.H49-261120-0007",
    centre="Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh",
    applicant=Person(
        name="Nguyễn Thị Hồng Nhung",
        id_number="022185001234",
        address="Số 12, ngõ 345, đường Nguyễn Văn Cừ, tổ 5, khu 3, phường Hồng Gai",
        phone="0912 345 678",
        email="nhung@example.vn",
    ),
    procedure="Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận lần đầu đối với cá nhân",
    components=tuple(
        Component(number=n, name=name, originals=1)
        for n, name in enumerate(
            (
                "Đơn đăng ký đất đai, tài sản gắn liền với đất theo Mẫu số 15",
                "Một trong các loại giấy tờ quy định tại Điều 137 Luật Đất đai năm 2024",
                "Trích đo bản đồ địa chính thửa đất",
                "Chứng từ thực hiện nghĩa vụ tài chính (nếu có)",
            ),
            start=1,
        )
    ),
    limit="20 ngày làm việc",
    received_at=AT,
    due_at=AT.replace(month=12, day=18, hour=16, minute=30),
    result_place="Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh",
    register_book="01",
    register_line="127",
    receiver="Vũ Thị Mỹ Duyên",
)
BARE = """
#set document(title: "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", date: none)
#set page(paper: "a5", margin: (top: 12mm, bottom: 11mm, left: 17mm, right: 12mm),
  header: align(right, text(size: 8pt, style: "italic")[*Mẫu số 01* - TT 03/2025/TT-VPCP]),
  footer: align(center, text(size: 8pt)[@LOOKUP]))
#set text(font: "Tinos", size: 10pt, lang: "vi", fallback: false)
#set par(justify: true, leading: 0.55em, spacing: 0.6em)
#grid(columns: (1fr, 70mm), column-gutter: 2mm, row-gutter: 3mm, align: center,
  [#text(size: 9pt)[ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH]\\
   #text(size: 9pt)[*TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG*] #line(length: 13mm, stroke: 0.6pt)],
  [#text(size: 9pt)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*]\\
   #box(inset: (bottom: 1.2mm), stroke: (bottom: 0.6pt))[*Độc lập - Tự do - Hạnh phúc*]],
  [Số: @NUMBER], [_Quảng Ninh, ngày 20 tháng 11 năm 2026_])
#grid(columns: (29mm, 1fr, 6mm), align: (center + top, center + horizon, center),
  [#image(bytes(sys.inputs.qr), format: "svg", width: 22mm, alt: "Mã QR")
   #text(size: 6.5pt)[000.00.22.H49-261120-0007]],
  [#text(size: 12pt)[*GIẤY TIẾP NHẬN HỒ SƠ\\ VÀ HẸN TRẢ KẾT QUẢ*]

   Mã hồ sơ: *000.00.22.H49-261120-0007*], [])

Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh

Tiếp nhận hồ sơ của: *@NAME*

Số định danh cá nhân/tổ chức: 022185001234

Địa chỉ: Số 12, ngõ 345, đường Nguyễn Văn Cừ, tổ 5, khu 3, phường Hồng Gai

#grid(columns: (2fr, 3fr), [Số điện thoại: 0912 345 678], [Email: nhung\\@example.vn])
Nội dung yêu cầu giải quyết: Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận lần đầu đối với cá nhân

Thành phần hồ sơ nộp gồm:
#[#set text(size: 9pt)
#table(columns: (9mm, 1fr, 33mm), align: (center, left, left), stroke: 0.5pt,
  table.header([*STT*], [*Tên thành phần hồ sơ*], [*Số lượng*]),
  [1], [Đơn đăng ký đất đai, tài sản gắn liền với đất theo Mẫu số 15], [01 bản chính],
  [2], [Một trong các loại giấy tờ quy định tại Điều 137 Luật Đất đai năm 2024], [01 bản chính],
  [3], [Trích đo bản đồ địa chính thửa đất], [01 bản chính],
  [4], [Chứng từ thực hiện nghĩa vụ tài chính (nếu có)], [01 bản chính])]
Số lượng hồ sơ: 01 bộ

Thời gian giải quyết hồ sơ theo quy định: 20 ngày làm việc

Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 20 tháng 11 năm 2026

Thời gian trả kết quả giải quyết hồ sơ: *16 giờ 30 phút, ngày 18 tháng 12 năm 2026* (thứ Sáu)

Đăng ký nhận kết quả tại: Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh

#grid(columns: (7fr, 3fr), [Vào Sổ theo dõi hồ sơ, quyển số: 01], [Số thứ tự: 127])
#v(2mm)
#grid(columns: (1fr, 1fr), align: center,
  [*NGƯỜI NỘP HỒ SƠ*\\ #text(size: 9pt)[_(Ký và ghi rõ họ tên)_] #v(9mm) *@NAME*],
  [*NGƯỜI TIẾP NHẬN HỒ SƠ*\\ #text(size: 9pt)[_(Ký và ghi rõ họ tên)_] #v(9mm) *Vũ Thị Mỹ Duyên*])
"""


def main() -> None:
    """Measure both in turn and print slips a second and their ratio."""
    parser = argparse.ArgumentParser(description="Receipts a second, our way against bare typst.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    numbers = itertools.count(1)  # every receipt is another one, so that nothing is answered from a cache

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "bare.typ"
        compiler = typst.Compiler(root=folder, font_paths=[str(FONTS)], ignore_system_fonts=True)

        def bare() -> None:
            for n in itertools.islice(numbers, EACH):
                words = {"@LOOKUP": LOOKUP, "@NUMBER": f"{n}/TTPVHCC", "@NAME": f"Nguyễn Thị Hồng Nhung {n}"}
                text = BARE
                for place, word in words.items():
                    text = text.replace(place, word)
                source.write_text(text, encoding="utf-8")
                code = io.BytesIO()
                segno.make(f"https://motcua.example.vn/{n}", error="m").save(code, kind="svg", border=4)
                compiler.compile(str(source), format="pdf", sys_inputs={"qr": code.getvalue().decode()})

        def ours() -> None:
            for n in itertools.islice(numbers, EACH):
                person = dataclasses.replace(RECEIPT.applicant, name=f"Nguyễn Thị Hồng Nhung {n}")
                content = dataclasses.replace(RECEIPT, number=f"{n}/TTPVHCC", applicant=person)
                render(content, qr=f"https://motcua.example.vn/{n}", words=LOOKUP)

        competitors = {"bare typst": bare, "motcua render": ours}
        found = interleave(competitors, dict.fromkeys(competitors, EACH), chosen.rounds)
    value = found["motcua render"].median / found["bare typst"].median
    ratio = Ratio("motcua render / bare typst", value, MUST, GOAL)
    report("Slips", list(found.values()), [ratio], as_json=chosen.json)


if __name__ == "__main__":
    main()
