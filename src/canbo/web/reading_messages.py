"""Vietnamese sentences for what the reader of workbooks finds in cells, headers and layouts."""

from __future__ import annotations

READING_MESSAGES: dict[str, str] = {
    "layout_unconfirmed": (
        "Không rõ “{found}” thuộc cột gì; bảng này chưa được nhập. Xác nhận ý nghĩa các cột "
        "(trang Nhập liệu) hoặc đặt tiêu đề cột quen thuộc rồi nhập lại."
    ),
    "layout_role_unknown": (
        "Ý nghĩa cột đã xác nhận trước đây “{found}” không còn dùng được; xác nhận lại cột ấy."
    ),
}
