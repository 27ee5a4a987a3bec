"""Vietnamese sentences for what the reader finds in lists: planning, moves, elections, ratings …"""

from __future__ import annotations

LIST_MESSAGES: dict[str, str] = {
    "identity_number_not_understood": (
        "“{found}” không phải số CMND/CCCD. Cần {expected}; ô số trong Excel hay mất số 0 đầu."
    ),
    "insurance_number_not_understood": "“{found}” không phải số sổ BHXH. Cần {expected}.",
    "religion_not_understood": "Không rõ tôn giáo “{found}”. Cần: {expected}",
    "rating_not_understood": "Không hiểu mức xếp loại “{found}”. Cần: {expected}.",
    "mark_not_understood": "“{found}” ở cột đánh dấu. Cần: {expected}.",
    "award_not_understood": "Không hiểu hình thức khen thưởng “{found}”.",
    "award_not_said": "Dòng của “{found}” không ghi hình thức khen thưởng. Cần: {expected}",
    "discipline_not_understood": "Không hiểu hình thức kỷ luật “{found}”.",
    "discipline_side_not_said": (
        "“{found}”: không rõ kỷ luật về mặt nào. Ghi thêm: {expected}, hoặc số quyết định đầy đủ."
    ),
    "rank_not_understood": "Không hiểu ngạch, bậc “{found}”. Cần, ví dụ: {expected}.",
    "rank_not_in_lists": "Mã ngạch “{found}” chưa có trong danh mục; được lưu nguyên văn.",
    "planned_post_not_said": (
        "Dòng của “{found}” không ghi quy hoạch chức danh nào. Cần cột “{expected}” hoặc ghi ở "
        "tiêu đề, ở hàng nhóm."
    ),
    "move_kind_not_understood": "Không hiểu hình thức “{found}”. Cần: {expected}.",
    "move_target_not_said": "Dòng của “{found}” không ghi chuyển đến đâu. Cần cột “{expected}”.",
    "appointed_post_not_said": "Dòng của “{found}” không ghi chức vụ. Cần cột “{expected}”.",
    "act_not_understood": "Không hiểu nội dung quyết định “{found}”. Cần: {expected}",
    "elected_post_not_said": "Dòng của “{found}” không ghi được bầu vào đâu. Cần “{expected}”.",
    "result_not_understood": "Không hiểu kết quả “{found}”. Cần: {expected}.",
    "votes_not_understood": "“{found}” không phải số phiếu. Cần, ví dụ: {expected}.",
    "leave_without_day": "Dòng của “{found}” không ghi nghỉ từ ngày nào. Cần: {expected}",
    "retirement_kind_not_said": "Dòng của “{found}” không ghi nghỉ vì lý do gì. Cần: {expected}",
    "study_level_not_said": "Dòng của “{found}” không ghi học trình độ gì. Cần: {expected}",
    "career_unit_not_said": "“{found}”: không rõ giữ chức vụ này ở đơn vị nào.",
    "career_post_not_said": "Dòng thời gian “{found}” không ghi chức vụ, đơn vị.",
    "career_without_person": "“{found}”: không rõ là quá trình công tác của ai.",
    "person_column_not_used": "“{found}” là dữ liệu của người khác (gia đình); canbo không lưu.",
    "body_not_understood": "“{found}” không phải tên đơn vị, tổ chức đảng.",
    "rating_year_not_said": "Không rõ “{found}” là xếp loại năm nào. Ghi năm ở tiêu đề.",
}
