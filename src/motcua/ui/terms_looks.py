"""Words for who looked at personal data: what was shown, why, and what is unusual, in Vietnamese and English."""

PURPOSES = {
    "task": ("việc đang mở của người xem", "an open task of theirs"),
    "desk": ("nơi tiếp nhận trả lời người nộp", "the receiving desk"),
    "lead": ("lãnh đạo đơn vị đang giữ hồ sơ", "leading the unit that holds it"),
    "handled": ("đã làm một bước của hồ sơ", "did a step of it"),
    "search": ("hiện trong kết quả tìm kiếm", "shown by a search"),
    "list": ("hiện trong danh sách việc", "shown in a list of work"),
    "register": ("hiện trong sổ theo dõi", "shown in a register"),
    "request": (
        "trả lời yêu cầu về dữ liệu của chủ hồ sơ",
        "answering the person's request about their data",
    ),
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
    "certified": ("Mở bản sao y", "Opened a certified copy"),
    "file": ("Mở tệp kèm theo", "Opened an attached file"),
    "search": ("Tìm thấy tên", "Found the name"),
    "request": ("Mở yêu cầu về dữ liệu", "Opened the request about data"),
    "copy": ("Lấy bản sao dữ liệu để trao", "Fetched the copy to hand it out"),
    "stated": ("Nêu lý do xem", "Stated why"),
}
UNUSUAL = {
    "outside": ("Xem ngoài việc của mình", "Outside their own tasks"),
    "bulk": ("Xem dồn dập trong một giờ", "Many within one hour"),
    "night": ("Xem ban đêm", "At night"),
    "holiday": ("Xem ngày nghỉ", "On a day off"),
}
WISHES = {
    "export": ("Xem và nhận bản sao dữ liệu", "See and get a copy of the data"),
    "correction": ("Sửa dữ liệu sai", "Correct wrong data"),
    "erasure": ("Xóa dữ liệu", "Erase the data"),
    "restriction": ("Hạn chế sử dụng dữ liệu", "Restrict the use of the data"),
    "complaint": ("Khiếu nại về dữ liệu", "Complain about the data"),
}
GROUNDS = {
    "retention": (
        "Hồ sơ còn trong thời hạn lưu trữ, pháp luật buộc phải giữ",
        "The law orders the dossier to be kept until its retention period ends",
    ),
    "running": ("Hồ sơ đang giải quyết, cần dữ liệu để làm", "The dossier is at work and needs the data"),
    "identity": (
        "Không xác minh được người yêu cầu là chủ của dữ liệu",
        "It could not be established that the data are theirs",
    ),
    "others": (
        "Sẽ làm lộ hoặc xâm phạm dữ liệu của người khác",
        "It would disclose or harm another person's data",
    ),
    "unfounded": (
        "Dữ liệu đang giữ khớp với giấy tờ gốc",
        "The data kept agree with the original papers",
    ),
}
OUTCOMES = {
    "": ("Chưa trả lời", "Not answered yet"),
    "agreed": ("Đã đồng ý, đang thực hiện", "Agreed, being carried out"),
    "done": ("Đã thực hiện", "Done"),
    "refused": ("Từ chối", "Refused"),
}
