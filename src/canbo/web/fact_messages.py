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
}
