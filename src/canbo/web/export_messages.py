"""Vietnamese sentences for lists that canbo exported and that come back edited."""

from __future__ import annotations

EXPORT_MESSAGES: dict[str, str] = {
    "export_too_long": (
        "“{list}” dài hơn một trang Excel chứa được. Lọc theo đơn vị rồi xuất từng phần."
    ),
    "export_kind_unknown": "Không có danh sách “{list}”. Chọn một: {lists}.",
    "export_is_secret": (
        "Danh sách “{list}” thuộc độ mật mà quyền của bạn chưa mở. Nhờ người quản trị cấp quyền."
    ),
    "export_nothing_kept": (
        "Hồ sơ chưa có gì để xuất. Nhập danh sách trước (trang Nhập tệp hoặc `canbo import`)."
    ),
    "export_of_another_home": (
        "Danh sách này do một hệ thống canbo khác xuất ra ({found}); khóa ẩn của nó không dùng "
        "được ở đây nên tệp được đọc như một danh sách thường."
    ),
    "export_sheet_lost": (
        "Trang ẩn “canbo” của danh sách đã xuất không còn trong tệp, nên không biết ô nào đã sửa; "
        "tệp được đọc như một danh sách thường."
    ),
    "export_head_changed": (
        "Trang ẩn “{found}” của danh sách đã xuất bị sửa đổi, nên không tin được khóa của các "
        "hàng. Xuất lại danh sách rồi chép các chỗ sửa sang."
    ),
    "export_keys_moved": (
        "Khóa ẩn không còn đứng đúng hàng ({found}): có lẽ các cột đã được sắp xếp mà không kèm "
        "cột khóa ở cuối. Xuất lại danh sách; khi sắp xếp, dùng nút lọc ở tiêu đề cột."
    ),
    "export_key_unknown": (
        "Khóa ẩn của hàng này không phải do danh sách này ghi (đã sửa, hoặc chép từ tệp khác), nên "
        "hàng không được nhập (“{found}”). Xóa khóa nếu đây là người mới."
    ),
    "export_row_copied": (
        "Hàng này được chép từ một hàng khác (cùng khóa ẩn) rồi sửa; không rõ hàng nào nói về "
        "người ấy nên không nhập (“{found}”). Giữ lại một hàng; người mới thì xóa khóa."
    ),
    "export_row_doubled": "Hàng của “{found}” có hai lần, giống nhau; chỉ tính một lần.",
    "export_row_added": (
        "Danh sách loại này không nhận hàng mới (“{found}”), nên hàng chưa được nhập. Ghi hàng ấy "
        "ở: {expected}."
    ),
    "export_row_incomplete": (
        "Hàng mới (“{found}”) chưa đủ để ghi nên không được nhập. Ghi thêm: {expected}."
    ),
    "export_cell_of_new_row": (
        "“{found}”: cột này chỉ sửa được ở điều đã ghi. Nhập hàng mới trước, xuất lại rồi sửa."
    ),
    "export_person_unknown": (
        "Hồ sơ không có ai là {found} nên hàng mới không được nhập. Kiểm tra họ tên và ngày sinh; "
        "người mới thì thêm ở danh sách cán bộ trước."
    ),
    "export_row_gone": (
        "Người hoặc đơn vị của hàng này (“{found}”) không còn trong hồ sơ: có thể lần nhập tạo ra "
        "đã được hủy, hoặc hai hồ sơ đã gộp. Hàng không được nhập."
    ),
    "export_rows_left": (
        "{found} người (hoặc đơn vị) có trong danh sách lúc xuất, nay không còn hàng trong tệp: "
        "không ai bị xóa khỏi hồ sơ."
    ),
    "export_column_added": (
        "Cột “{found}” không có lúc xuất nên không được nhập. Thông tin khác nhập bằng tệp riêng."
    ),
    "export_cell_derived": (
        "“{found}”: cột này do canbo tính ra, sửa ở đây không có tác dụng. Sửa ở danh sách ghi "
        "điều ấy."
    ),
    "export_cell_formula": "Ô chứa công thức. Thay công thức bằng giá trị rồi nhập lại.",
    "export_cell_of_several": (
        "Ô gồm nhiều điều đã ghi nên không rõ “{found}” thay điều nào. Sửa ở danh sách từng điều."
    ),
    "export_cell_without_fact": (
        "“{found}” cần có trình độ trước: ghi trình độ chuyên môn ở cùng hàng rồi xuất lại."
    ),
    "export_scale_gone": (
        "Cột “Loại” của hàng đã bị bỏ, nên không rõ “{found}” là trình độ gì. Xuất lại rồi sửa."
    ),
    "export_cell_needed": "Ô này không bỏ trống được: muốn gỡ cả điều này thì xóa ô chính của nó.",
    "export_cell_contradicts": (
        "“{found}” không thể cùng đúng với điều khác đang ghi của người này; ô không được nhập."
    ),
    "export_value_unknown": "“{found}” không phải giá trị của cột này; cần: {expected}.",
    "export_unit_unknown": (
        "Không có, hoặc không chắc là đơn vị nào: “{found}”. Ghi đủ tên kèm cấp trên, ví dụ "
        "“phường Trường Sơn, thị xã Sầm Sơn”."
    ),
    "import_undecided": (
        "Tệp {file} là danh sách đã xuất, có {count} ô đã sửa mà chưa rõ là sai từ trước hay thay "
        "đổi từ ngày nào; chưa có gì được lưu. Quyết định ở trang Nhập tệp, hoặc nhập lại với "
        "--changed wrong (sai từ trước), --changed since=NGÀY (thay đổi từ ngày)."
    ),
    "draft_undecided": (
        "Còn {count} ô đã sửa trong “{file}” chưa được quyết định (sai từ trước, hay thay đổi từ "
        "ngày nào?). Quyết định hết rồi lưu."
    ),
}
