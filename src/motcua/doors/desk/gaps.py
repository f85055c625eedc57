"""The words of what bars a procedure from publication: which cell, of which step, and what is wrong."""

from django.utils.translation import gettext, gettext_lazy

from motcua.catalogue.document import ProcedureDocument
from motcua.rules.matrix import Gap

WHATS = {
    "missing_part": gettext_lazy("chưa có phần bắt buộc"),
    "limit_without_unit": gettext_lazy("thời hạn có số nhưng không có đơn vị"),
    "zero_limit": gettext_lazy("thời hạn bằng không"),
    "no_limit": gettext_lazy("chưa có thời hạn giải quyết"),
    "unknown_condition": gettext_lazy("điều kiện chưa được định nghĩa"),
    "no_steps": gettext_lazy("quy trình nội bộ chưa có bước nào"),
    "empty_cell": gettext_lazy("ô còn trống"),
    "bad_value": gettext_lazy("giá trị không dùng được"),
    "duplicate_key": gettext_lazy("khóa bị trùng"),
    "unknown_after": gettext_lazy("chờ một bước không có"),
    "cycle": gettext_lazy("các bước chờ nhau thành vòng"),
    "unreachable": gettext_lazy("không đi tới được bước này"),
    "no_start": gettext_lazy("không có bước bắt đầu"),
    "start_without_reception": gettext_lazy("bước bắt đầu không phải tiếp nhận"),
    "no_signature": gettext_lazy("không có bước ký"),
    "no_return": gettext_lazy("không có bước trả kết quả"),
    "wrong_order": gettext_lazy("thứ tự các bước sai"),
    "review_after_signature": gettext_lazy("xem xét sau khi ký"),
    "path_over_committed": gettext_lazy("tổng thời gian các bước vượt thời hạn cam kết"),
    "committed_over_legal": gettext_lazy("thời hạn cam kết vượt thời hạn luật định"),
    "limit_not_countable": gettext_lazy("thời hạn không tính được bằng giờ làm việc"),
}
CELLS = {
    "name": gettext_lazy("tên"), "unit": gettext_lazy("nơi làm"), "post": gettext_lazy("người làm"),
    "duty": gettext_lazy("nhiệm vụ"), "task": gettext_lazy("việc"), "hours": gettext_lazy("thời gian"),
    "output": gettext_lazy("kết quả"), "after": gettext_lazy("chờ bước"), "when": gettext_lazy("điều kiện"),
    "sequence": gettext_lazy("trình tự thực hiện"), "manners": gettext_lazy("cách thức thực hiện"),
    "components": gettext_lazy("thành phần hồ sơ"), "sets": gettext_lazy("số lượng hồ sơ"),
    "limit": gettext_lazy("thời hạn giải quyết"), "legal_limit": gettext_lazy("thời hạn luật định"),
    "subjects": gettext_lazy("đối tượng thực hiện"), "agency": gettext_lazy("cơ quan giải quyết"),
    "field": gettext_lazy("lĩnh vực"), "levels": gettext_lazy("cấp giải quyết"),
}  # fmt: skip


def gap_line(gap: Gap, document: ProcedureDocument) -> str:
    """One gap as a line: "Bước “Thẩm định”, thời gian: ô còn trống"."""
    names = {part.key: part.name for part in document.process}
    step = gettext("Bước “%(step)s”") % {"step": names.get(gap.step) or gap.step} if gap.step else ""
    cell = str(CELLS.get(gap.cell, gap.cell)) if gap.cell else ""
    where = ", ".join(part for part in (step, cell) if part)
    what = str(WHATS.get(gap.code, gap.code))
    line = f"{where}: {what}" if where else what
    return line[:1].upper() + line[1:]
