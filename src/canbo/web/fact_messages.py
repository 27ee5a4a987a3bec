"""The Vietnamese sentences of acts on facts by hand, and of what a list states and cannot be."""

from __future__ import annotations

FACT_MESSAGES: dict[str, str] = {
    "reference_unknown": "Mục {field}: không có “{found}” trong sổ. Gần nhất: {candidates}.",
    "reference_ambiguous": (
        "Mục {field}: “{found}” có thể là nhiều điều: {candidates}. Hãy ghi bằng mã."
    ),
    "fact_value_malformed": "“{found}” không đúng dạng mục=giá_trị, ví dụ begins=01/1/2012.",
    "fact_value_unreadable": "Mục {field}: không hiểu “{found}”; cần: {expected}.",
    "fact_value_missing": "Còn thiếu: {fields}. Hãy ghi thêm dạng mục=giá_trị (người: --person).",
    "fact_days_reversed": "Ngày kết thúc {ends} trước ngày bắt đầu {begins}.",
    "fact_decision_without_number": "Có ngày quyết định thì phải có số: thêm --decision SỐ.",
    "fact_value_refused": "Có giá trị không nằm trong danh mục được phép ({rule}).",
    # what a list states and cannot be, or speaks against something
    "days_reversed": "Ngày kết thúc trước ngày bắt đầu ({found}): chưa lưu. Sửa ngày.",
    "list_without_day": (
        "Danh sách “{found}” không ghi ngày: lấy ngày nhập {expected}. Ghi ngày lập vào tiêu đề."
    ),
    "rating_without_year": "Xếp loại “{found}” không rõ của năm nào: chưa lưu. Ghi năm.",
    "statement_not_of_units": "“{found}” không phải điều nói về đơn vị: chưa lưu.",
    "post_without_unit": "Chức vụ “{found}” không rõ ở đơn vị nào: chưa lưu. Ghi thêm đơn vị.",
    "post_not_known": (
        "Chức vụ “{found}” ghi cạnh tên khác với điều đã biết ({expected}): danh sách này không mở "
        "chức vụ. Nhập danh sách trích ngang hoặc quyết định bổ nhiệm."
    ),
    "move_without_day": "Việc điều động “{found}” không có ngày: ghi là đã có vào ngày lập.",
    "move_without_destination": "Việc điều động “{found}” không rõ đến đâu: chưa lưu.",
    "tenure_ended_by_retirement": (
        "{found}: chức vụ kết thúc vì nghỉ hưu hoặc thôi việc từ {expected}."
    ),
    "left_but_in_post": "{found}: đã nghỉ ({expected}) nhưng vẫn còn chức vụ. Kiểm tra lại.",
    "career_reopens": (
        "Dòng này ({found}) mở lại chức vụ đã kết thúc ({expected}): giữ là đã kết thúc."
    ),
    "career_hand_over": (
        "{found} dòng kết thúc đúng ngày dòng khác của cùng người bắt đầu: hiểu là bàn giao trong "
        "ngày ấy, chức vụ trước được giữ đến hết hôm trước. Ngày như đã ghi được giữ cùng lời văn."
    ),
    "career_without_start": "{found}: không có ngày bắt đầu; chỉ biết đến ngày kết thúc.",
    "career_reversed": "{found}: ngày kết thúc trước ngày bắt đầu, chưa lưu. Sửa ngày.",
    "career_ends_in_future": "{found}: kết thúc sau ngày lập danh sách ({expected}).",
    "career_repeated": "{found}: dòng lặp lại y hệt, chỉ lưu một lần.",
    "career_overlaps": "{found}: trùng thời gian với {expected}. Kiêm nhiệm thì ghi rõ.",
    "career_open_after_leaving": (
        "{found}: chức vụ chưa kết thúc, mà người này đã nghỉ: {expected}. Ghi ngày thôi giữ chức."
    ),
    "term_years_differ": (
        "{found}: hồ sơ đã ghi nhiệm kỳ này {expected} và giữ như thế. Nếu tệp ghi đúng, "
        "xem khác biệt của tệp và chọn sửa."
    ),
    "career_several_open": "{found}: cùng lúc còn chức vụ khác chưa kết thúc: {expected}.",
}

# What is wrong in careers, as classes: said with their numbers before the single lines.
DEFECTS_OF_CAREERS = {
    "career_without_start": "dòng không có ngày bắt đầu",
    "career_reversed": "dòng kết thúc trước khi bắt đầu",
    "career_ends_in_future": "dòng kết thúc sau ngày lập danh sách",
    "career_repeated": "dòng lặp lại y hệt một dòng trước",
    "career_overlaps": "cặp dòng của một người trùng thời gian",
    "career_several_open": "người có từ hai chức vụ chưa kết thúc",
    "career_open_after_leaving": "người đã nghỉ mà còn chức vụ chưa kết thúc",
}
