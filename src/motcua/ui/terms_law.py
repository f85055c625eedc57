"""Names of what the law orders around a dossier: key -> (Vietnamese, English)."""

FORMS = {
    "receipt": ("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt with appointment"),
    "supplement": ("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Supplement slip"),
    "refusal": ("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal slip"),
    "apology": ("Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Apology slip"),
    "stop": ("Thông báo dừng giải quyết hồ sơ", "Notice of stopping"),
    "control": ("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Control slip"),
    "register": ("Sổ theo dõi hồ sơ", "Register of dossiers"),
    "handover": ("Phiếu bàn giao", "Hand-over slip"),
    "result": ("Kết quả giải quyết", "Result"),
    "payment_notice": ("Thông báo nộp tiền", "Payment notice"),
    "procedure_notice": ("Niêm yết thủ tục hành chính", "Procedure notice"),
}

RECALL_GROUNDS = {
    "content": ("Nội dung văn bản có sai sót", "Its content is wrong"),
    "competence": ("Ban hành không đúng thẩm quyền", "Issued without competence"),
    "unlawful": ("Trái quy định hoặc sai trình tự, thủ tục", "Against the law or its procedure"),
    "untrue": (
        "Hồ sơ có thông tin, giấy tờ không đúng sự thật",
        "It rests on papers or statements that were not true",
    ),
    "ended": ("Không còn đủ điều kiện được cấp", "The conditions for it are no longer met"),
    "ordered": (
        "Theo bản án, kết luận thanh tra hoặc yêu cầu của cơ quan có thẩm quyền",
        "Ordered by a court, an inspection or a higher authority",
    ),
}

DAYS = {
    "working": ("ngày làm việc", "working day"),
    "rest": ("ngày nghỉ hằng tuần", "weekly rest day"),
    "holiday": ("ngày lễ, tết", "public holiday"),
    "compensated": ("ngày nghỉ bù", "compensatory day off"),
    "swapped_off": ("ngày nghỉ hoán đổi", "day off, worked on another day"),
    "swapped_on": ("ngày làm bù", "worked in place of another day"),
}

CHANNELS = {
    "in_person": ("Trực tiếp", "In person"),
    "post": ("Dịch vụ bưu chính", "By post"),
    "online": ("Trực tuyến", "Online"),
}

CAPACITIES = {
    "head": ("Người đứng đầu", "Head"),
    "TM": ("TM. (thay mặt tập thể)", "TM. (on behalf of a collective body)"),
    "KT": ("KT. (ký thay)", "KT. (for the head)"),
    "TL": ("TL. (thừa lệnh)", "TL. (by order)"),
    "TUQ": ("TUQ. (thừa ủy quyền)", "TUQ. (by authorisation)"),
}

GRANTS = {
    "law": ("theo luật định", "by law"),
    "devolved": ("phân cấp", "devolved"),
    "authorised": ("ủy quyền", "authorised"),
}

LEVELS = {
    "ministry": ("Cấp bộ", "Ministry"),
    "province": ("Cấp tỉnh", "Province"),
    "district": ("Cấp huyện", "District"),
    "commune": ("Cấp xã", "Commune"),
    "agency": ("Cơ quan chuyên môn", "Agency"),
    "other": ("Cơ quan khác", "Other"),
}

POLICIES = {
    "restart": ("Tính lại từ đầu khi đủ hồ sơ", "Counted anew once complete"),
    "pause": ("Không tính thời gian chờ bổ sung", "Waiting time not counted"),
    "reception": ("Nộp khi nộp hồ sơ", "Paid on filing"),
    "result": ("Nộp khi nhận kết quả", "Paid with the result"),
}

RESULTS = {
    "licence": ("Giấy phép", "Licence"),
    "certificate": ("Giấy chứng nhận", "Certificate"),
    "extract": ("Trích lục", "Extract"),
    "decision": ("Quyết định", "Decision"),
    "confirmation": ("Giấy xác nhận", "Confirmation"),
    "notice": ("Thông báo", "Notice"),
    "payment": ("Khoản chi trả", "Payment"),
    "other": ("Kết quả khác", "Other"),
}

PAPER_WHYS = {
    "not_given": ("chưa nộp", "not handed in"),
    "too_few": ("chưa đủ số bản", "too few copies"),
    "copy_not_certified": ("bản sao chưa chứng thực", "copy not certified"),
    "copy_for_original": ("phải nộp bản chính", "the original is required"),
    "none_of_group": ("chưa nộp giấy nào trong nhóm", "none of the accepted papers handed in"),
}

SUSPENSIONS = {
    "supplement": ("chờ bổ sung hồ sơ", "waiting for the supplement"),
    "financial_obligation": ("chờ thực hiện nghĩa vụ tài chính", "waiting for payment"),
    "violation_handling": ("xử lý vi phạm", "violation handling"),
    "forensic_expertise": ("trưng cầu giám định", "forensic expertise"),
    "public_posting": ("niêm yết công khai", "public posting"),
    "media_notice": ("đăng tin trên báo, đài", "notice in the media"),
    "inheritance": ("giải quyết thừa kế", "inheritance"),
    "verification": ("gửi xác minh và chờ trả lời", "verification"),
    "verification_abroad": ("xác minh ở nước ngoài", "verification abroad"),
    "agency_information": ("chờ cơ quan khác cung cấp thông tin", "waiting for another agency's information"),
    "expert_opinion": ("lấy ý kiến chuyên gia", "expert opinion"),
    "special_law": ("theo luật chuyên ngành", "by special law"),
}

FIELDS = {
    "full_name": ("Họ và tên", "Full name"),
    "name": ("Tên", "Name"),
    "kind": ("Loại", "Kind"),
    "id_number": ("Số định danh", "Identity number"),
    "phone": ("Số điện thoại", "Phone number"),
    "email": ("Thư điện tử", "E-mail"),
    "address": ("Địa chỉ", "Address"),
    "birth_date": ("Ngày sinh", "Date of birth"),
    "reason": ("Lý do", "Reason"),
    "said": ("Lời người yêu cầu", "The person's own words"),
    "content": ("Nội dung", "Content"),
    "note": ("Ghi chú", "Note"),
    "question": ("Nội dung lấy ý kiến", "Question"),
    "answer": ("Nội dung trả lời", "Answer"),
    "answer_by": ("Hạn trả lời", "Answer by"),
    "ground": ("Căn cứ pháp lý", "Legal ground"),
    "code": ("Mã hồ sơ", "Dossier code"),
}

NATIONAL = {
    "1": ("Mới đăng ký", "Newly registered"),
    "2": ("Được tiếp nhận", "Received"),
    "3": ("Không được tiếp nhận", "Not accepted"),
    "4": ("Đang xử lý", "In process"),
    "5": ("Yêu cầu bổ sung giấy tờ", "Supplement requested"),
    "6": ("Yêu cầu thực hiện nghĩa vụ tài chính", "Financial obligation requested"),
    "7": ("Công dân yêu cầu rút hồ sơ", "Withdrawn at the citizen's request"),
    "8": ("Dừng xử lý", "Processing stopped"),
    "9": ("Đã xử lý xong", "Processing finished"),
    "10": ("Đã trả kết quả", "Result returned"),
}

STEP_UNITS = {
    "receiving": ("Bộ phận Một cửa nơi nộp", "Receiving one-stop unit"),
    "competent": ("Cơ quan có thẩm quyền", "Competent authority"),
}

STANDINGS = {
    "chairman": ("Chủ tịch Ủy ban nhân dân", "chairman of a People's Committee"),
    "agency_head": ("người đứng đầu cơ quan chuyên môn", "head of a specialised agency"),
    "deputy": ("cấp phó", "deputy"),
    "unit_head": ("người đứng đầu đơn vị thuộc cơ quan", "head of a unit of the body"),
    "civil_servant": ("công chức", "civil servant"),
}

ABSENCES = {
    "leave": ("Nghỉ theo chế độ", "On leave"),
    "mission": ("Đi công tác", "On mission"),
    "training": ("Đi học, tập huấn", "In training"),
    "other": ("Lý do khác", "Other reason"),
}

INTERESTS = {
    "self": ("Của chính tôi", "My own"),
    "relative": ("Của người thân", "A relative's"),
    "body": ("Doanh nghiệp, tổ chức liên quan", "A related enterprise or body"),
}

PROPOSALS = {
    "publication": ("Công bố thủ tục", "Publish a procedure"),
    "competence": ("Giao thẩm quyền", "Grant a competence"),
    "calendar": ("Thay đổi lịch làm việc", "Change the calendar"),
}

PROPOSAL_STATES = {
    "open": ("Chờ xác nhận", "Waiting"),
    "confirmed": ("Đã xác nhận", "Confirmed"),
    "declined": ("Không đồng ý", "Declined"),
    "withdrawn": ("Đã rút", "Withdrawn"),
    "expired": ("Đã hết hạn", "Expired"),
}
