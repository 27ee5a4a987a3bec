"""What is wrong in files of the law, in words: what was found, what is expected."""

from __future__ import annotations

from canbo.law import LawProblem

PROBLEMS = {
    "age_not_entry_only": "tuổi chỉ xét khi giữ chức vụ lần đầu: cần ghi {expected}",
    "alias_used": "không dùng bí danh YAML (&, *): hãy ghi lại giá trị",
    "duplicate_code": "mã “{found}” đã có ở {expected}",
    "duplicate_key": "khóa “{found}” ghi hai lần (lần đầu ở dòng {expected})",
    "duplicate_rank": "hai trình độ cùng bậc: {found}, trùng với {expected}",
    "empty_amount": "mức cao nhất {found} thấp hơn mức thấp nhất; cần {expected}",
    "empty_period": "ngày cuối {found} đứng trước ngày đầu; cần {expected}",
    "missing_key": "thiếu khóa “{expected}” (đang có: {found})",
    "no_files": "không có tệp luật nào; cần {expected}",
    "not_yaml": "không đọc được tệp: {found}; cần {expected}",
    "outside_regime": "hiệu lực {found} nằm ngoài thời gian của chế độ {expected}",
    "outside_text": "hiệu lực {found} nằm ngoài hiệu lực của văn bản {expected}",
    "own_document_missing": (
        "thiếu văn bản của cơ quan đã đặt quy định này (đang dẫn “{found}”): ghi {expected} là một "
        "văn bản trong texts/ của thư mục này"
    ),
    "overlap": "tiêu chuẩn chồng nhau: {found}; đã có {expected}",
    "two_rules": "hai quy định cho cùng một việc trong cùng một ngày: {found}; đã có {expected}",
    "tag_used": "không dùng thẻ YAML “{found}”: hãy ghi giá trị",
    "too_deep": "lồng nhau quá sâu: nhiều nhất {expected} tầng",
    "too_much": "tệp có quá nhiều giá trị: nhiều nhất {expected}",
    "steps_do_not_add_up": "hệ số bậc cuối {found} không khớp; tính từ bậc đầu ra {expected}",
    "two_ages": "hai tuổi nghỉ hưu cho cùng một người: {found}; đã có {expected}",
    "unknown_course": "không có khóa học “{found}”; cần một trong: {expected}",
    "unknown_file": "tệp lạ “{found}”; cần {expected}",
    "unknown_key": "khóa lạ “{found}”; cần một trong: {expected}",
    "unknown_level": "không có trình độ “{found}” trong thang này; cần một trong: {expected}",
    "unknown_post": "không có chức danh “{found}”; cần một trong: {expected}",
    "unknown_regime": "không có chế độ “{found}”; cần một trong: {expected}",
    "unknown_rule": "không có mục “{found}” để thay; cần một trong: {expected}",
    "unknown_text": "không có văn bản “{found}”; cần một trong: {expected}",
    "unknown_value": "giá trị “{found}” không dùng được; cần một trong: {expected}",
    "unreal_date": "ngày “{found}” không có trong lịch; cần {expected}",
    "wrong_type": "giá trị “{found}” không đúng kiểu; cần {expected}",
}
# what the words of the reader mean to somebody who never wrote YAML
_MEANT = {
    "mapping": "mapping (các dòng “khóa: giá trị”)",
    "list": "list (danh sách, mỗi mục một dòng bắt đầu bằng “- ”)",
    "text": "text (chữ; số hoặc ngày thì đặt trong dấu nháy)",
    "YAML": "YAML (xem lại thụt lề, dấu hai chấm và dấu nháy ở dòng này và dòng trên)",
}
_LONGEST = 120  # of what was found, which may be anything


def problem_words(problem: LawProblem) -> str:
    """Say what is wrong; where it stands is for the caller to say."""
    found = problem.found
    if len(found) > _LONGEST:
        found = f"{found[:_LONGEST]}…"
    expected = problem.expected
    if problem.code in ("wrong_type", "not_yaml"):
        expected = _MEANT.get(expected, expected)
    return PROBLEMS[problem.code].format(found=found, expected=expected)
