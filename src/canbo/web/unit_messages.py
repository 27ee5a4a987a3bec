"""Vietnamese sentences for lists of units, for what they leave open, and for the move of posts."""

from __future__ import annotations

UNIT_MESSAGES: dict[str, str] = {
    # which unit words mean
    "unit_ambiguous": (
        "“{code}” hợp với nhiều đơn vị: {candidates}. Ghi mã, hoặc ghi kèm đơn vị cấp trên: "
        "“phường Trường Sơn, thị xã Sầm Sơn”."
    ),
    "rebase_before": (
        "Ngày quy đổi {day} trước ngày xem {as_of}: số liệu chỉ quy đổi được về đơn vị của ngày "
        "xem hoặc về sau."
    ),
    # a load as a whole
    "units_province_unknown": "Không có tỉnh, thành phố nào mang mã {province} trong các danh mục.",
    "units_out_of_order": (
        "{file}, dòng {line}: ghi “{found}” nhưng dữ liệu đang có “{known}” vào ngày ấy ({count} "
        "dòng như vậy). Danh mục cũ không sửa được dữ liệu mới hơn: nạp cùng một lệnh với các danh "
        "mục sau nó, hoặc sửa tệp."
    ),
    "units_too_many_gone": (
        "Danh mục này làm mất {count} trên {of} đơn vị đang có (như {unit}) mà không nói chúng "
        "nhập vào đâu: có lẽ danh mục chỉ gồm một phần, hoặc thiếu bảng chuyển đổi. Nạp cùng bảng "
        "chuyển đổi, hoặc danh mục đầy đủ."
    ),
    # a file and its lines
    "unit_file_unreadable": "Không mở được tệp: {expected}.",
    "unit_file_damaged": "Tệp hỏng hoặc không phải CSV ({found}).",
    "unit_file_too_long": "Tệp quá dài: nhiều nhất {expected} MB sau khi giải nén.",
    "unit_file_not_utf8": "Chữ trong tệp không phải Unicode UTF-8: lưu lại tệp dạng CSV UTF-8.",
    "unit_file_columns": "Không nhận ra các cột “{found}”. Cần một trong các bộ cột: {expected}.",
    "unit_workbook_columns": (
        "Không trang nào có bảng đơn vị. Cần hàng tiêu đề, ví dụ: Đơn vị trước khi sắp xếp, Mã số, "
        "Hình thức, Đơn vị sau khi sắp xếp, Mã số mới; hoặc Mã, Tên, Mã cấp trên."
    ),
    "unit_file_empty": "Tệp không có dòng nào.",
    "unit_file_without_day": (
        "Không rõ danh mục của ngày nào: ghi dòng đầu “# ngày: 2025-01-04”, đặt tên tệp có ngày, "
        "hoặc thêm --day 2025-01-04."
    ),
    "unit_line_cells": "Có {found} ô, cần {expected} ô.",
    "unit_cell_too_long": "Ô quá dài (“{found}…”): nhiều nhất {expected} chữ.",
    "unit_code_form": "Mã “{found}” không đúng: cần {expected} chữ số, giữ cả số 0 ở đầu.",
    "unit_name_missing": "Thiếu tên đơn vị.",
    "unit_code_twice": "Mã dùng hai lần: {found}.",
    "unit_day_form": "“{found}” không phải là một ngày có thật; viết như {expected}.",
    "unit_ends_before": "Ngày hết {found} không sau ngày bắt đầu {expected}.",
    "unit_kind_unknown": "Không hiểu hình thức “{found}”; viết như: {expected}.",
    # what lists leave open
    "unit_successor_unknown": (
        "{found} ({expected}) không còn trong danh mục sau; các nguồn không nói nhập vào đâu."
    ),
    "unit_older_codes": (
        "Bỏ qua {found} dòng mã tỉnh cũ (trước danh mục đầu tiên): ngày bắt đầu không phải ngày "
        "thành lập."
    ),
    "unit_name_differs": "Ghi “{found}”, danh mục trước ghi “{expected}”: giữ tên đã biết.",
    "unit_old_unknown": "Đơn vị cũ {found} không có trong danh mục nào trước đó.",
    "unit_parent_unknown": "{found}: không có đơn vị cấp trên mang mã {expected}.",
    "unit_gap": "{found} vắng trong danh mục một thời gian rồi có lại: coi là liên tục.",
    "unit_out_of_order": "“{found}” khác với “{expected}” đang có.",
    "unit_sources_disagree": "{found}: hai nguồn nói khác nhau về đơn vị kế thừa; giữ cả hai.",
    "unit_not_identified": (
        "“{found}” (từ tệp của cơ quan) không hợp với đúng một đơn vị nào trong danh mục. "
        "Gần nhất: {expected}."
    ),
    "unit_doubled": (
        "“{found}” trùng với đơn vị “{expected}” đã có người giữ chức danh: hai đơn vị vẫn riêng."
    ),
    # posts moved by decision
    "moves_refused": "Bảng chuyển chức danh có {count} chỗ sai; không có gì được lưu.",
    "move_tenure_form": "“{found}” không phải là mã lượt giữ chức danh (cột luot).",
    "move_line_twice": "Lượt {found} đã có ở dòng {expected}.",
    "move_fate_unknown": "Việc “{found}” không rõ: ghi {expected}.",
    "move_target_missing": "“Sang” thì phải ghi cả đơn vị mới và chức danh mới.",
    "move_tenure_unknown": "Không có lượt giữ chức danh nào mang mã {found}; lập lại đề xuất.",
    "move_tenure_not_open": (
        "Chức danh này đã kết thúc ngày {found}, hoặc chưa bắt đầu, trước ngày {expected}."
    ),
    "move_post_held": "Người này đã giữ “{found}” ở đơn vị mới.",
    "move_unit_unknown": "Không có đơn vị nào mang mã hoặc tên “{found}”.",
    "move_unit_ambiguous": "“{found}” hợp với nhiều đơn vị: {expected}.",
    "move_unit_gone": "Đơn vị “{found}” không có vào ngày {expected}.",
}
