"""The Vietnamese sentences of merging two records, taking that back, and telling two apart."""

from __future__ import annotations

MERGE_MESSAGES: dict[str, str] = {
    "merge_unknown": "Không có hồ sơ {person}, hoặc hồ sơ không thuộc phạm vi của bạn.",
    "merge_with_oneself": "Hai mã là một hồ sơ ({person}): không có gì để gộp.",
    "merge_already": (
        "Hồ sơ {person} đã được gộp vào hồ sơ {survivor}. Hãy dùng hồ sơ {survivor}."
    ),
    "merge_apart": (
        "Hai hồ sơ này đã được xác nhận là hai người. Nếu xác nhận nhầm, hãy bỏ xác nhận trước "
        "(canbo people apart {one} {other} --undo)."
    ),
    "merge_undecided": (
        "Còn {count} chỗ hai hồ sơ nói khác nhau, chưa rõ bên nào đúng: chưa gộp. Hãy xem bằng "
        "--preview rồi chọn từng chỗ bằng --hold MÃ_DỮ_KIỆN, hoặc --prefer survivor | merged."
    ),
    "merge_decision_unknown": (
        "Lựa chọn “{decision}” không ứng với chỗ khác nhau nào của hai hồ sơ (hoặc hồ sơ vừa thay "
        "đổi). Hãy xem lại hai hồ sơ."
    ),
    "merge_needs_secrecy": (
        "Hai hồ sơ khác nhau ở điều ngoài quyền xem của bạn: đề nghị người có quyền xem toàn bộ "
        "hai hồ sơ gộp."
    ),
    "merge_number_unknown": "Không có lần gộp số {merge}, hoặc không thuộc phạm vi của bạn.",
    "merge_undone": "Lần gộp số {merge} đã được tách lại rồi.",
    "merge_not_last": (
        "Hồ sơ này còn được gộp tiếp sau lần gộp số {merge}: hãy tách lần gộp số {later} trước."
    ),
    "merge_file_edited": (
        "Sau lần gộp số {merge}, một tệp mà hai hồ sơ dựa vào đã được nhập lại bằng bản sửa: hãy "
        "hủy lần nhập số {later} trước."
    ),
    "merge_contradicted": (
        "Không tách được lần gộp số {merge}: dữ kiện {fact} ghi sau khi gộp trái với dữ kiện sẽ "
        "trở lại. Hãy bỏ hoặc sửa dữ kiện đó trước (canbo fact void {fact})."
    ),
    "apart_already": "Hai hồ sơ {one} và {other} đã được xác nhận là hai người.",
    "apart_unknown": "Hai hồ sơ {one} và {other} chưa được xác nhận là hai người.",
    "batch_merged": (
        "Lần nhập số {batch} có nói về người mà hồ sơ đã được gộp (lần gộp số {merges}): hãy tách "
        "lần gộp đó trước."
    ),
    "verify_merge_differs": "Bảng {table}, dòng {row}: khác với điều nhật ký ghi ở mục {seq}.",
}
