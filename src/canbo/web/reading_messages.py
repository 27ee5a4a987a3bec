"""Vietnamese sentences for what the reader of workbooks finds in cells, headers and layouts."""

from __future__ import annotations

READING_MESSAGES: dict[str, str] = {
    "legacy_encoding": (
        "Chữ “{found}” có vẻ gõ bằng phông mã cũ (TCVN3, VNI …) mà không chắc là mã nào. "
        "Chuyển ô sang Unicode rồi nhập lại."
    ),
    "header_mistyped": "Tiêu đề cột “{found}” viết tắt hoặc gõ sai; đã hiểu là “{suggestion}”.",
    "struck_out": "“{found}” bị gạch ngang: xóa ô nếu không còn dùng, bỏ gạch nếu vẫn đúng.",
    "old_font_read": (
        "Đã chuyển {expected} ô gõ bằng phông mã cũ {found} sang Unicode, ví dụ: {suggestion}."
    ),
    "dates_turned": (
        "Cột này có {found} ngày bị đảo ngày và tháng (máy để kiểu ngày của Mỹ); đã đọc lại theo "
        "cả cột, ví dụ: {suggestion}."
    ),
    "date_order_unsure": "“{found}”: không chắc số nào là ngày, số nào là tháng. Gõ lại ngày này.",
    "hidden_sheet_read": "Trang này đang ẩn; các ô của trang vẫn được đọc.",
    "hidden_rows_read": "Các hàng đang ẩn vẫn được đọc: {found}.",
    "hidden_columns_read": "Các cột đang ẩn vẫn được đọc: {found}.",
    "layout_unconfirmed": (
        "Không rõ “{found}” thuộc cột gì; bảng này chưa được nhập. Xác nhận ý nghĩa các cột "
        "(trang Nhập tệp) hoặc đặt tiêu đề cột quen thuộc rồi nhập lại."
    ),
    "layout_role_unknown": (
        "Ý nghĩa cột đã xác nhận trước đây “{found}” không còn dùng được; xác nhận lại cột ấy."
    ),
}
