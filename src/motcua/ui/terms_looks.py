"""Words for who looked at personal data: what was shown, why, and what is unusual, in Vietnamese and English."""

PURPOSES = {
    "task": ("việc đang mở của người xem", "an open task of theirs"),
    "desk": ("nơi tiếp nhận trả lời người nộp", "the receiving desk"),
    "lead": ("lãnh đạo đơn vị đang giữ hồ sơ", "leading the unit that holds it"),
    "handled": ("đã làm một bước của hồ sơ", "did a step of it"),
    "search": ("hiện trong kết quả tìm kiếm", "shown by a search"),
    "list": ("hiện trong danh sách việc", "shown in a list of work"),
    "register": ("hiện trong sổ theo dõi", "shown in a register"),
    "answer": ("trả lời chủ hồ sơ hoặc người đại diện", "answering the applicant or a representative"),
    "complaint": ("giải quyết phản ánh, khiếu nại", "a complaint or petition"),
    "inspection": ("thanh tra, kiểm tra", "inspection"),
    "related": ("hồ sơ khác có liên quan cần đến", "another dossier needs it"),
    "correction": ("sửa sai sót", "correcting a mistake"),
    "records": ("lưu trữ, thống kê, bàn giao", "records, statistics, hand-over"),
}
PAGES = {
    "dossier": ("Mở trang hồ sơ", "Opened the dossier"),
    "received": ("Mở trang vừa tiếp nhận", "Opened the page after reception"),
    "slip": ("Mở phiếu đã in", "Opened a printed slip"),
    "control": ("Mở phiếu kiểm soát", "Opened the control slip"),
    "result": ("Mở kết quả", "Opened the result"),
    "file": ("Mở tệp kèm theo", "Opened an attached file"),
    "search": ("Tìm thấy tên", "Found the name"),
    "stated": ("Nêu lý do xem", "Stated why"),
}
UNUSUAL = {
    "outside": ("Xem ngoài việc của mình", "Outside their own tasks"),
    "bulk": ("Xem dồn dập trong một giờ", "Many within one hour"),
    "night": ("Xem ban đêm", "At night"),
    "holiday": ("Xem ngày nghỉ", "On a day off"),
}
