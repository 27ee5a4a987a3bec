"""Vietnamese sentences for papers from the record and their Word templates."""

from __future__ import annotations

PAPER_MESSAGES: dict[str, str] = {
    "form_unknown": "Không có mẫu văn bản “{form}”. Chọn một: {forms}.",
    "paper_of_one": (
        "Mẫu {form} viết về một người: mở trang của người ấy để tải, hoặc thêm --person MÃ."
    ),
    "paper_of_many": "Mẫu {form} là danh sách nhiều người: tải ở trang Cán bộ, hoặc bỏ --person.",
    "paper_too_long": (
        "Danh sách có {found} người; tệp Word chỉ nhận {expected} người một lần. Chọn một đơn vị, "
        "hoặc tải tệp Excel."
    ),
    "paper_ending_unknown": (
        "Tên tệp “{found}” không cho biết loại tệp. Ghi tên kết thúc bằng: {expected}."
    ),
    "template_missing": "Chưa chọn tệp mẫu. Chọn một tệp .docx rồi gửi lại.",
    "template_unreadable": "Không đọc được tệp mẫu {found}. Xem tên tệp và quyền đọc.",
    "template_too_large": (
        "Tệp mẫu quá lớn ({found}; nhiều nhất {expected}). Bỏ bớt hình ảnh rồi gửi lại."
    ),
    "template_not_docx": (
        "Đây không phải tệp Word .docx (thấy: {found}). Trong Word chọn Lưu thành, loại “Word "
        "Document (.docx)”, không đặt mật khẩu, rồi gửi lại."
    ),
    "template_damaged": (
        "Tệp Word này bị hỏng hoặc có chỗ không đọc được. Mở trong Word, lưu lại thành .docx rồi "
        "gửi lại; nếu vẫn vậy, tải mẫu gốc về và sửa lại từ đầu."
    ),
    "template_has_macros": (
        "Tệp mẫu chứa macro ({found}) nên không được nhận. Lưu lại thành .docx thường, không macro."
    ),
    "template_unsafe": (
        "Tệp mẫu chứa thứ không được phép ({found}): mẫu chỉ gồm chữ, bảng, hình có sẵn trong tệp. "
        "Bỏ phần ấy rồi gửi lại."
    ),
    "template_tag_unclosed": (
        "Thẻ “{found}” mở mà không đóng, hoặc đóng mà không mở. Mỗi thẻ cần đủ {{{{ và }}}}; mỗi "
        "{{%tr for … %}} cần một {{%tr endfor %}}."
    ),
    "template_tag_unreadable": (
        "Không hiểu thẻ “{found}”. Thẻ là tên không dấu giữa hai ngoặc, ví dụ {{{{ ho_ten }}}}."
    ),
    "template_tag_unknown": "Mẫu này không có thẻ “{found}”. Gần giống: {near}.",
    "template_tag_forbidden": (
        "Thẻ “{found}” không dùng được: mẫu chỉ nhận tên thẻ trong danh sách, hàng lặp của bảng "
        "(for … in …) và điều kiện có hay không (if …)."
    ),
}
