"""The Vietnamese sentences of users' own codes, sessions, deputies and looking as another."""

from __future__ import annotations

ACCOUNT_MESSAGES: dict[str, str] = {
    "account_not_there": "Không có tài khoản này, hoặc tài khoản đã bị khóa.",
    "password_old_wrong": "Mật khẩu đang dùng không đúng. Gõ lại, xem phím Caps Lock và bộ gõ.",
    "grant_for_all_only": (
        "Vai trò “{role}” chỉ cấp cho toàn cơ quan, vì tài khoản không thuộc đơn vị nào. Bỏ trống "
        "ô Đơn vị rồi làm lại."
    ),
    "grant_day_unreadable": (
        "“{found}” ở ô {field} không phải là một ngày. Ghi ngày/tháng/năm, ví dụ 31/12/2027."
    ),
    "code_for_oneself": (
        "Không tạo mã cho chính mình: đổi mật khẩu ở trang Tài khoản của tôi, hoặc nhờ người quản "
        "trị khác."
    ),
    "code_failed": (
        "Tên đăng nhập hoặc mã không đúng, hoặc mã đã hết hạn, đã dùng hay đã gõ sai 5 lần. Xem "
        "lại mã; nếu vẫn vậy, xin người quản trị một mã mới."
    ),
    "second_code_wrong": (
        "Mã không đúng hoặc đã dùng. Chờ ứng dụng hiện mã mới rồi gõ lại; vẫn không được thì xem "
        "lại giờ của điện thoại, hoặc dùng một mã dự phòng trên giấy."
    ),
    "second_on_already": "Bước xác nhận thứ hai đang bật. Muốn đổi điện thoại: tắt rồi bật lại.",
    "second_of_oneself": "Không tự gỡ bước thứ hai của mình ở đây: tắt ở Tài khoản của tôi.",
    "second_key_lost": (
        "Không đọc được bí mật của bước xác nhận thứ hai, vì khóa của nơi lưu dữ liệu đã đổi. Nhờ "
        "người quản trị gỡ bước thứ hai, rồi bật lại."
    ),
    "session_unknown": "Phiên này không còn.",
    "view_as_oneself": "Không xem như chính mình: bạn đang thấy đúng những gì bạn được xem.",
    "deputy_unknown": "Không có tài khoản đang mở mang tên đăng nhập “{username}”. Hỏi lại họ.",
    "deputy_oneself": "Không tự thay chính mình: ghi tên đăng nhập của người thay.",
    "deputy_days_reversed": "Ngày cuối {until} trước ngày đầu {from}. Ghi lại hai ngày.",
    "deputy_days_past": "Ngày cuối {until} đã qua. Ghi ngày hôm nay hoặc sau đó.",
    "deputy_too_long": (
        "Thời gian thay từ {from} đến {until} dài quá {most} ngày. Vắng lâu hơn cần quyết định "
        "phân công, và người quản trị cấp quyền riêng."
    ),
    "deputy_twice": "{name} đang được giao thay bạn. Cho thôi trước, rồi giao lại.",
    "deputy_nothing": (
        "Không có quyền nào của bạn giao được cho những ngày ấy: quyền quản trị tài khoản và quyền "
        "bạn có do thay người khác không giao lại."
    ),
    "deputy_none": "Người này không thay bạn.",
}  # fmt: skip
