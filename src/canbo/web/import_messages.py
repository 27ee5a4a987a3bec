"""Vietnamese sentences for files that wait to be taken in."""

from __future__ import annotations

IMPORT_MESSAGES: dict[str, str] = {
    "draft_unknown": "Không có tệp này trong số các tệp đang chờ của bạn; có thể đã bỏ rồi.",
    "draft_under_way": "Máy đang làm việc với tệp “{file}”. Chờ xong rồi làm lại.",
    "none_to_store": (
        "Chưa chọn tệp nào để lưu. Đánh dấu ít nhất một tệp ở cột “Lưu” rồi bấm lại."
    ),
    "draft_not_ready": (
        "Tệp “{file}” chưa ở bước quyết định (máy đang đọc, hoặc còn cột phải xác nhận). "
        "Mở lại trang của tệp để xem."
    ),
    "draft_stored_already": "Tệp “{file}” đã được lưu vào hồ sơ.",
    "file_failed": (
        "Gặp lỗi ngoài dự kiến khi xử lý tệp, chưa có gì được lưu. Bấm “Đọc lại tệp này”; nếu "
        "vẫn vậy, báo người quản trị kèm tệp này."
    ),
    "draft_content_gone": (
        "Không còn bản gốc của tệp ở máy chủ (sau khi phục hồi từ bản sao lưu, hoặc quá lâu). "
        "Gửi lại tệp."
    ),
    "drafts_too_many": "Bạn đang có {most} tệp chờ. Lưu hoặc bỏ bớt rồi gửi tiếp.",
    "drafts_full": "Chỗ chứa tệp chờ đã đầy ({most}). Bỏ bớt tệp chờ, hoặc báo người quản trị.",
    "file_refused": (
        "Chưa nhập được tệp này, không có gì được lưu. Sửa các điều dưới đây rồi gửi lại."
    ),
    "file_not_returnable": (
        "Không ghi được ghi chú vào tệp “{file}” (tệp hỏng hoặc có mật khẩu). Xem các ghi chú trên "
        "trang này."
    ),
    "difference_gone": "Khác biệt này không còn nữa: tệp đã được đối chiếu lại. Xem lại danh sách.",
    "layout_unknown": "Không có bảng nào có các cột như vậy; tệp có thể đã được đọc lại.",
    "column_role_unknown": (
        "“{role}” không phải là ý nghĩa mà một cột có thể có. Chọn trong danh sách."
    ),
    "person_out_of_reach": (
        "Dòng “{found}” nói về người, chức danh hoặc đơn vị ngoài phạm vi của bạn nên không được "
        "lưu. Gửi danh sách này cho cơ quan quản lý người ấy."
    ),
    "import_needs_secrecy": (
        "Tệp có nội dung mật (quy hoạch, ghi chú quy hoạch, số phiếu): chỉ người có quyền xem "
        "độ mật {found} trở lên mới nhập được, vì khi nhập phải đối chiếu với điều hồ sơ ghi. Chưa "
        "có gì được lưu; đề nghị người quản trị cấp quyền, hoặc gửi tệp cho người có quyền ấy."
    ),
    "import_too_large_in_reach": (
        "Bạn được giao một phần hồ sơ (một số đơn vị hoặc cấp quản lý) nên tệp phải được xét từng "
        "dòng, và như vậy thì quá lớn: {found}, giới hạn {expected}. Tách tệp theo đơn vị, hoặc "
        "gửi người được giao toàn bộ hồ sơ nhập."
    ),
    "import_too_large_decided": (
        "Có quyết định dòng nào là ai nên tệp phải được xét từng dòng, và như vậy thì quá lớn: "
        "{found}, giới hạn {expected}. Tách tệp, để các dòng ấy vào một tệp riêng."
    ),
    "import_out_of_reach": (
        "Tệp {file} làm thay đổi dữ liệu ngoài phạm vi của bạn nên không được lưu. "
        "Gửi tệp cho cơ quan tổ chức cấp trên để nhập."
    ),
}
