"""The Vietnamese sentences of refusals about plans: catalogues, drafts, rotations, tables."""

from __future__ import annotations

PLAN_MESSAGES: dict[str, str] = {
    # the yearly cycle
    "catalogue_refused": "Danh mục {file} chưa dùng được. {listed}.",
    "unit_under_itself": "Đơn vị cấp trên được chọn lại nằm dưới chính đơn vị này.",
    "draft_failed": (
        "Lần lập kế hoạch gặp lỗi ngoài dự kiến, chưa có gì được lưu. Hãy lập lại; nếu vẫn vậy, "
        "báo người quản trị."
    ),
    "draft_stalled": ("Lần lập kế hoạch trước bị bỏ dở vì phần làm việc nền đã dừng. Hãy lập lại."),
    "trial_stalled": (
        "Lần thử này bị bỏ dở vì phần làm việc nền đã dừng; kế hoạch không đổi. Hãy thử lại."
    ),
    "no_catalogue": (
        "Chưa có danh mục lớp năm {year}. Ghi danh mục bằng `canbo catalogue FILE` trước."
    ),
    "rotation_closed": (
        "Các bảng luân chuyển nêu mọi người trong quy hoạch: chỉ giao cho người được biết toàn bộ "
        "quy hoạch."
    ),
    "rotation_infeasible": (
        "Các ràng buộc của phương án luân chuyển mâu thuẫn nhau. Xem lại các số của cơ quan."
    ),
    "rotation_not_found_in_time": (
        "Chưa tìm được phương án luân chuyển trong {seconds} giây. Thu hẹp phạm vi rồi lập lại."
    ),
    "rotation_person_unknown": "Người này không có trong phương án luân chuyển nào.",
    "rotation_settings_wrong": (
        "Các số của cơ quan chưa dùng được (tên: thấy gì → cần gì): {problems}."
    ),
    "plan_infeasible": (
        "Các ràng buộc của năm {year} mâu thuẫn nhau, không có kế hoạch nào. Xem lại những chỗ học "
        "đã quyết định trước."
    ),
    "plan_not_found_in_time": (
        "Chưa tìm được kế hoạch năm {year} trong {seconds} giây. Bớt lớp hoặc nới chỉ tiêu rồi lập "
        "lại."
    ),
    "plan_outdated": (
        "Hồ sơ hoặc luật đã khác lúc lập phương án năm {year}, nên không tính thêm được trên "
        "phương án ấy. Hãy lập lại kế hoạch rồi hỏi lại."
    ),
    "plan_unknown": "Không có phương án này.",
    "trial_names_nothing": "Danh mục không có “{found}”. Hãy chọn lớp, chỉ tiêu hay nguồn khác.",
    "trial_out_of_range": "Con số thử là {found}; cần số nguyên từ 0 đến {expected}.",
    "trial_without_name": "Chưa đặt tên cho phương án cần giữ. Hãy ghi một tên ngắn.",
    # planning
    "plan_folder_refused": "Thư mục {folder} có {count} lỗi, chưa lập hay kiểm kế hoạch được.",
    "plan_folder_unwritable": "Không ghi được kế hoạch vào {folder}: {found}.",
    "plan_over_input": (
        "Thư mục {folder} là thư mục đầu vào; kế hoạch luân chuyển có bảng trùng tên nên cần một "
        "thư mục khác ở --out."
    ),
    "plan_problem_flawed": (
        "Bài toán kế hoạch có {count} chỗ mâu thuẫn. Chỗ đầu tiên (thấy / cần): {first}."
    ),
    "plan_numbers_too_large": (
        "Trọng số và điểm cộng lớn quá, cộng lại được {found}; cần dưới {expected}."
    ),
    "plan_fails_check": (
        "Kế hoạch tính ra vi phạm {count} ràng buộc theo bộ kiểm độc lập nên không được ghi. "
        "Đây là lỗi của phần mềm: hãy báo kèm dữ liệu đầu vào."
    ),
}
