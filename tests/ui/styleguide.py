"""Pages that show every part of the design system with long real names, to look at and to check."""

import mimetypes

from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils.html import format_html
from django.utils.translation import override
from playwright.sync_api import Page, Route

from motcua.config import settings
from motcua.rules.refusal import Refusal
from motcua.ui import pieces
from motcua.ui.fields import Field, Option
from motcua.ui.ribbon import Block, Joint, Lane, Mark, Ribbon, Stop

ADDRESS = "http://motcua.test"
WARD = "Ủy ban nhân dân phường Trần Hưng Đạo, thành phố Hạ Long"
LONG_NAME = (
    "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất lần đầu "
    "đối với hộ gia đình, cá nhân, cộng đồng dân cư, người Việt Nam định cư ở nước ngoài được sở hữu nhà ở tại "
    "Việt Nam đang sử dụng đất mà chưa được cấp giấy và có một trong các giấy tờ quy định tại Điều 100 Luật Đất đai"
)

TRUTH = Ribbon(
    title="Thời gian giải quyết hồ sơ H49.14-261120-0001",
    description="Bảy bước ở ba cấp, một lần chờ bổ sung, hạn luật định 15 ngày làm việc",
    lanes=(
        Lane("commune", WARD),
        Lane("district", "Trung tâm Hành chính công thành phố Hạ Long"),
        Lane("province", "Sở Tài nguyên và Môi trường tỉnh Quảng Ninh"),
    ),
    blocks=(
        Block(
            "commune", "Tiếp nhận, kiểm tra thành phần hồ sơ", 0, 0.5, 0.25, "done", "Nguyễn Thị Ánh Nguyệt"
        ),
        Block("district", "Phân công", 0.5, 0.25, 0.3, "late", "Phạm Văn Quyền"),
        Block("district", "Thẩm định hồ sơ, xác minh thực địa", 0.8, 4, 4.5, "late", "Trần Văn Được"),
        Block("province", "Lấy ý kiến", 1.5, 3, 2, "done", "Lê Thị Hường"),
        Block("district", "Xem xét dự thảo", 8, 1, 0.5, "open", "Phạm Văn Quyền"),
        Block("district", "Ký duyệt", 9, 1, None, "planned", "Vũ Đức Thịnh"),
        Block("commune", "Trả kết quả", 10, 0.5, None, "planned", "Nguyễn Thị Ánh Nguyệt"),
    ),
    joints=(
        Joint("commune", "district", 0.5, "Bàn giao"),
        Joint("district", "province", 1.5, "Lấy ý kiến"),
        Joint("district", "commune", 10, "Chuyển kết quả"),
    ),
    stops=(Stop(5.5, 8, "Chờ bổ sung hồ sơ"),),
    marks=(
        Mark("legal", 15, "Luật định 15 ngày"),
        Mark("committed", 12, "Cam kết 12 ngày"),
        Mark("appointment", 11, "Ngày hẹn 04/12/2026"),
        Mark("now", 8.5, "Hôm nay"),
    ),
    scale_label="ngày làm việc",
)
SHORT = Ribbon(
    "Chứng thực bản sao",
    "Ba bước trong một buổi",
    (Lane("a", "Phường Hồng Gai"),),
    (
        Block("a", "Tiếp nhận", 0, 0.0625, None, "planned", "công chức tiếp nhận"),
        Block("a", "Đối chiếu, ghi sổ", 0.0625, 0.125, None, "planned", "chuyên viên thụ lý"),
        Block("a", "Ký, đóng dấu, trả kết quả", 0.1875, 0.0625, None, "planned", "lãnh đạo ký"),
    ),
    marks=(Mark("legal", 1, "Luật định: trong ngày"),),
)
CROWDED = Ribbon(
    "Hai mươi bước trong chín mươi ngày",
    "Những bước nửa giờ đứng cạnh bước chín mươi ngày",
    (Lane("a", "Cấp xã"), Lane("b", "Cấp tỉnh")),
    tuple(
        Block("a" if index % 3 else "b", f"Bước thứ {index}", index * 0.0625, 0.0625, 0.05, "done", "")
        for index in range(12)
    )
    + tuple(
        Block("b", f"Thẩm định song song {index}", 1 + index, 20 + 9 * index, 10, "open", "")
        for index in range(8)
    ),
    marks=(
        Mark("legal", 90, "Luật định 90 ngày"),
        Mark("committed", 89, "Cam kết 89 ngày"),
        Mark("now", 88, "Hôm nay"),
    ),
    stops=(Stop(30, 30.2, "Niêm yết"), Stop(31, 45, "Chờ nghĩa vụ tài chính")),
)

FIELDS = (
    Field("full_name", "Họ và tên", value="Nguyễn Thị Ánh Nguyệt", width=30, attrs={"autocomplete": "name"}),
    Field("id_number", "Số định danh", hint="12 chữ số trên thẻ căn cước", error="Số định danh có 12 chữ số.", width=20),
    Field("birth_date", "Ngày sinh", "date", hint="Ví dụ: 20/11/1990", width=10, required=False),
    Field("reason", "Lý do", "textarea", error="Ghi lý do."),
    Field("unit", "Đơn vị", "select", "2", options=(Option("1", WARD), Option("2", "Phường Hồng Gai", group="Hạ Long"))),
    Field("channel", "Cách nộp", "radios", "in_person", options=(
        Option("in_person", "Trực tiếp"), Option("post", "Dịch vụ bưu chính", "Thêm cước gửi"))),
    Field("papers", "Giấy tờ đã nhận", "checkboxes", ("a",), error="Còn thiếu giấy tờ.", options=(
        Option("a", "Tờ khai theo mẫu"), Option("b", LONG_NAME))),
    Field("agree", "Tôi đã kiểm tra bản chính", "checkbox", "on", hint="Bản chính trả lại ngay"),
)  # fmt: skip
ERRORS = [(field.error, field.target) for field in FIELDS if field.error]
STATES = ("early", "open", "due_soon", "overdue", "stopped", "late", "on_time", "finished")
ENTRIES = (
    pieces.Entry(
        "Tiếp nhận hồ sơ", "Nguyễn Thị Ánh Nguyệt, công chức tiếp nhận, " + WARD, "20/11/2026, 08:12"
    ),
    pieces.Entry(
        "Thẩm định", "Trần Văn Được", "23/11/2026, 10:00", "Chậm 4 giờ so với thời gian được giao", "late"
    ),
    pieces.Entry("Xem xét dự thảo", "Phạm Văn Quyền", "từ 01/12/2026", "", "open"),
    pieces.Entry("Ký duyệt", "Vũ Đức Thịnh, KT. Chủ tịch", "", "", "planned"),
)
ROWS = [
    (
        f"H49.14-261120-{index:04}",
        LONG_NAME if index == 2 else "Đăng ký khai sinh",
        "20/11/2026, 15:30",
        "1.234,5",
    )
    for index in range(1, 6)
]
COLUMNS = (
    pieces.Column("Mã hồ sơ", "code"), "Thủ tục", pieces.Column("Ngày hẹn"), pieces.Column("Giờ còn lại", "number"),
)  # fmt: skip
WORK = tuple(
    pieces.WorkItem(
        f"H49.14-261120-{index:04}",
        LONG_NAME if index == 1 else "Đăng ký khai sinh",
        f"/desk/{index}",
        state,
        "quá hạn 1 ngày làm việc" if state == "overdue" else "còn 2 ngày làm việc",
        "Nguyễn Thị Ánh Nguyệt",
        index == 1,
    )
    for index, state in enumerate(STATES)
)
ACTS = (
    pieces.Act("Trình lãnh đạo phòng", name="act", value="submit", shortcut="Enter", kind="primary"),
    pieces.Act("Yêu cầu bổ sung hồ sơ", href="/supplement", shortcut="Alt+B"),
    pieces.Act("Lấy ý kiến", href="/consult", shortcut="Alt+Y"),
    pieces.Act("Dừng giải quyết", href="/stop", shortcut="Alt+D", kind="warning"),
)
NAV = (
    pieces.TabLink("Việc của tôi", "/desk/", True, 12),
    pieces.TabLink("Tiếp nhận", "/desk/receive/"),
    pieces.TabLink("Việc của đơn vị", "/desk/unit/", count=1234),
)

PORTAL = """{% extends "ui/portal.html" %}{% load ui %}{% block title %}Các mẫu{% endblock %}
{% block place %}{{ ward }}{% endblock %}
{% block before_main %}{% breadcrumbs crumbs %}{% endblock %}
{% block main %}{% page_errors errors %}
<h1 class="{{ long_name|heading }}">{{ long_name }}</h1>
<form class="mc-search" role="search"><label class="govuk-visually-hidden" for="q">Tìm</label>
<input class="govuk-input" id="q" name="q" type="search" value="khai sinh"><button class="mc-button">Tìm</button></form>
<p>{% for state in states %}{% time_state state %} {% endfor %}</p>
{% banner "Đã tiếp nhận hồ sơ H49.14-261120-0001" "Hẹn trả kết quả thứ Sáu, 20/11/2026, 15:30." %}
{% refusal refused %}{% empty "Chưa có hồ sơ nào" "Hồ sơ mới sẽ hiện ở đây." "/new" "Tiếp nhận hồ sơ" %}
{% ribbon truth %}{% ribbon short %}{% ribbon crowded %}
{% tabs nav %}{% data_table "Hồ sơ đến hạn" columns rows %}{% pagination page %}
{% summary_list answers %}{% timeline entries %}
<form method="post" data-keep="guide">{% for each in fields %}{% field each %}{% endfor %}
<div class="mc-buttons">{% button "Tiếp tục" %}{% button "Lưu nháp" kind="secondary" %}
{% button "Rút hồ sơ" kind="warning" %}
</div></form>{% endblock %}"""
DESK = """{% extends "ui/desk.html" %}{% load ui %}{% block title %}Hồ sơ{% endblock %}
{% block place %}{{ ward }} · Nguyễn Thị Ánh Nguyệt, công chức tiếp nhận{% endblock %}
{% block dossier %}{% page_errors errors %}<p class="mc-soft"><span class="mc-code">H49.14-261120-0001</span></p>
<h1 class="{{ long_name|heading }}">{{ long_name }}</h1><p>{% time_state "due_soon" %} còn 2 ngày làm việc
(thứ Sáu, 20/11/2026, 15:30)</p>{% ribbon truth %}{% tabs nav %}{% summary_list answers %}
{% data_table "Giấy tờ" columns rows %}{% pagination page %}{% timeline entries %}
{% for each in fields %}{% field each %}{% endfor %}{% refusal refused %}{% endblock %}
{% block acts %}<h2 class="mc-column-title">Việc làm tiếp</h2><form method="post">
{% acts acts not_allowed %}</form>{% endblock %}
{% block work %}<h2 class="mc-column-title">Việc của tôi, đến hạn trước</h2>{% work_list work %}{% endblock %}"""
EMPTY = """{% extends "ui/portal.html" %}{% load ui %}{% block title %}Trang{% endblock %}
{% block main %}<h1 class="govuk-heading-xl">Thủ tục hành chính</h1><p>{{ ward }}</p>{% field fields.0 %}
{% ribbon truth %}{% endblock %}"""


def html(source: str, language: str = "vi") -> str:
    """One page as a door would answer it."""
    request = RequestFactory().get("/guide/?q=khai+sinh&page=3")
    context = {
        "request": request, "ward": WARD, "long_name": LONG_NAME, "truth": TRUTH, "short": SHORT, "crowded": CROWDED,
        "fields": FIELDS, "errors": ERRORS, "states": STATES, "entries": ENTRIES, "rows": ROWS, "columns": COLUMNS,
        "work": WORK, "acts": ACTS, "nav": NAV, "nav_links": NAV,
        "crumbs": (pieces.Crumb("Trang chủ", "/"), pieces.Crumb("Đất đai", "/dat-dai"), pieces.Crumb(LONG_NAME)),
        "answers": (pieces.SummaryRow("Họ và tên", "Nguyễn Thị Ánh Nguyệt", "/edit", "Sửa"), ("Nơi nộp", WARD),
                    ("Phí, lệ phí", format_html("<b>{}</b>", "50.000 đ"))),
        "page": Paginator(range(1, 501), 20).page(3),
        "not_allowed": ("Ký duyệt: lãnh đạo ký (Vũ Đức Thịnh) làm được.",),
        "refused": Refusal("wrong_state", state="returned", event="approve"),
    }  # fmt: skip
    with override(language):
        return str(engines["django"].from_string(source).render(context, request))


def serve(page: Page, source: str, language: str = "vi") -> list[str]:
    """Answer every request of `page` from the rendered page and the built files; returns what was asked elsewhere."""
    outside: list[str] = []

    def answer(route: Route) -> None:
        address = route.request.url
        if not address.startswith(ADDRESS):
            outside.append(address)
            route.abort()
        elif address.startswith(f"{ADDRESS}/static/"):
            path = settings.STATICFILES_DIRS[0] / address.removeprefix(f"{ADDRESS}/static/")
            kind = mimetypes.guess_type(path.name)[0] or "font/woff2"
            route.fulfill(body=path.read_bytes(), content_type=kind)
        else:
            route.fulfill(
                body=html(source, language),
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": "default-src 'self'"},
            )

    page.route("**/*", answer)
    page.goto(f"{ADDRESS}/guide/")
    return outside
