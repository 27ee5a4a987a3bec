"""The Vietnamese words of views, columns and values, for definitions and for parts of figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from canbo.engine.facts import Scale
from canbo.engine.figures.algebra import Level
from canbo.engine.figures.measures import MEASURES, Measure
from canbo.engine.law import Law
from canbo.engine.vietnamese import sort_key

VIEWS: Mapping[str, str] = {
    "held": "người giữ chức danh vào {day}",
    "tenured": "người giữ chức danh",
    "pooled": "người có tên trong quy hoạch",
    "planned": "người có tên trong quy hoạch còn hiệu lực vào {day}",
    "attained": "người có văn bằng, chứng chỉ đã cấp",
    "attended": "người có tên trong lớp đào tạo, bồi dưỡng",
    "moved": "người được điều động, luân chuyển, biệt phái hoặc tăng cường",
    "elected": "người ứng cử trong một cuộc bầu",
    "rated": "lượt xếp loại của người",
    "units_rated": "lượt xếp loại của đơn vị, tổ chức đảng",
    "retired": "người nghỉ hưu hoặc thôi việc",
    "disciplined": "lượt người bị kỷ luật",
    "awarded": "lượt người được khen thưởng",
    "away": "người đang nghỉ hoặc đi học tập trung vào {day}",
    "ranked": "người có ngạch vào {day}",
    "complied": "người được đối chiếu với tiêu chuẩn chức danh có hiệu lực vào {day}",
    "budgets": "các dòng kinh phí của nguồn chi cho đào tạo, bồi dưỡng",
}
# how a column with its values reads in a sentence
COLUMNS: Mapping[str, str] = {
    "post_class": "chức danh thuộc loại {}",
    "level": "{}",
    "title": "chức danh {}",
    "key_post": "chức danh chủ chốt (theo danh sách chức danh của luật, cơ quan đặt khác được)",
    "leader": "chức danh lãnh đạo, quản lý (cấp trưởng, cấp phó)",
    "sex": "{}",
    "minority": "người dân tộc thiểu số (không phải dân tộc Kinh)",
    "party": "đảng viên (đã có ngày vào Đảng)",
    "kind": "là {}",
    "gives": "là lớp đào tạo trình độ {}",
    "field": "lĩnh vực {}",
    "outcome": "kết quả {}",
    "series": "theo {}",
    "scale": "trình độ {}",
    "mode": "hình thức {}",
    "act": "do {}",
    "manner": "giữ theo cách {}",
    "under_scheme": "theo một đề án luân chuyển",
    "elected": "đã trúng cử",
    "election_kind": "trong cuộc {}",
    "dimension": "tiêu chuẩn {}",
    "answer": "{}",
}
SCALES: Mapping[Scale, str] = {
    Scale.GENERAL_EDUCATION: "giáo dục phổ thông",
    Scale.PROFESSIONAL: "chuyên môn",
    Scale.POLITICAL_THEORY: "lý luận chính trị",
    Scale.STATE_MANAGEMENT: "quản lý nhà nước",
    Scale.DEFENCE_SECURITY: "quốc phòng, an ninh",
    Scale.FOREIGN_LANGUAGE: "ngoại ngữ",
    Scale.IT: "tin học",
    Scale.ETHNIC_LANGUAGE: "tiếng dân tộc thiểu số",
}
_VALUES: Mapping[str, Mapping[str, str]] = {
    "post_class": {
        "official": "cán bộ",
        "civil_servant": "công chức",
        "public_employee": "viên chức",
        "part_time": "người hoạt động không chuyên trách",
        "unknown": "chưa rõ loại",
    },
    "level": {
        "central": "cấp trung ương",
        "province": "cấp tỉnh",
        "district": "cấp huyện",
        "commune": "cấp xã (phường, xã, thị trấn)",
        "HTXSNV": "hoàn thành xuất sắc nhiệm vụ",
        "HTTNV": "hoàn thành tốt nhiệm vụ",
        "HTNV": "hoàn thành nhiệm vụ",
        "KHTNV": "không hoàn thành nhiệm vụ",
        "XS": "xuất sắc",
        "KHA": "khá",
        "TB": "trung bình",
        "KEM": "kém",
        "CXL": "chưa xếp loại",
    },
    "institution_level": {
        "central": "cấp trung ương",
        "province": "cấp tỉnh",
        "district": "cấp huyện",
        "commune": "cấp xã",
    },
    "sex": {"f": "nữ", "m": "nam"},
    "minority": {"yes": "dân tộc thiểu số", "no": "dân tộc Kinh"},
    "party": {"yes": "đảng viên", "no": "chưa là đảng viên"},
    "kind": {
        "training": "lớp đào tạo",
        "fostering": "lớp bồi dưỡng mọi lĩnh vực",
        "reassignment": "điều động",
        "rotation": "luân chuyển",
        "secondment": "biệt phái",
        "reinforcement": "tăng cường",
        "age": "nghỉ hưu đúng tuổi",
        "early": "nghỉ hưu trước tuổi",
        "resigned": "thôi việc",
        "dismissed": "buộc thôi việc",
        "died": "từ trần",
        "maternity": "thai sản",
        "sick": "ốm đau",
        "study": "đi học tập trung",
        "unpaid": "nghỉ không hưởng lương",
        "other": "lý do khác",
    },
    "field": {
        "political_theory": "lý luận chính trị",
        "state_management": "quản lý nhà nước",
        "defence_security": "quốc phòng, an ninh",
        "party_building": "nghiệp vụ xây dựng Đảng",
        "cell_work": "công tác chi bộ",
        "professional_skills": "chuyên môn, nghiệp vụ",
        "it": "tin học",
        "foreign_language": "ngoại ngữ",
        "other": "lĩnh vực khác",
    },
    "outcome": {
        "enrolled": "đang học hoặc chưa ghi kết quả",
        "completed": "đã hoàn thành",
        "dropped": "bỏ học giữa chừng",
    },
    "series": {
        "official": "đánh giá, xếp loại cán bộ, công chức",
        "party_member": "xếp loại đảng viên",
        "unit": "xếp loại tập thể",
        "party_body": "xếp loại tổ chức đảng",
    },
    "scale": {scale.value: words for scale, words in SCALES.items()},
    "mode": {"in_service": "tại chức", "work_study": "vừa làm vừa học"},
    "act": {
        "appointed": "bổ nhiệm",
        "elected": "bầu",
        "designated": "chỉ định",
        "reassigned": "điều động, phân công",
        "recruited": "tuyển dụng",
    },
    "manner": {"acting": "quyền, phụ trách", "full": "chính thức", "concurrent": "kiêm nhiệm"},
    "election_kind": {"designation": "chỉ định"},
    "side": {
        "party": "khối Đảng",
        "government": "khối chính quyền",
        "council": "khối hội đồng nhân dân",
        "front": "khối Mặt trận, đoàn thể",
    },
    "dimension": {
        "all": "mọi mặt",
        "general_education": "học vấn phổ thông",
        "professional": "chuyên môn",
        "political_theory": "lý luận chính trị",
        "state_management": "quản lý nhà nước",
        "defence_security": "quốc phòng, an ninh",
        "it": "tin học",
    },
    "answer": {
        "met": "đạt",
        "not_yet": "trong hạn",
        "not_met": "không đạt",
        "missing": "thiếu dữ liệu",
    },
    "form": {
        "KHIEN_TRACH": "khiển trách",
        "CANH_CAO": "cảnh cáo",
        "HA_BAC_LUONG": "hạ bậc lương",
        "HA_NGACH": "hạ ngạch",
        "GIANG_CHUC": "giáng chức",
        "CACH_CHUC": "cách chức",
        "KHAI_TRU": "khai trừ",
        "BUOC_THOI_VIEC": "buộc thôi việc",
    },
}
UNKNOWN = "chưa rõ"
_DETAILS = {
    "attended": "Lớp", "rated": "Mức xếp loại", "units_rated": "Mức xếp loại",
    "retired": "Hình thức", "disciplined": "Hình thức", "awarded": "Danh hiệu", "away": "Lý do",
    "ranked": "Ngạch", "complied": "Kết quả", "budgets": "Nguồn kinh phí",
}  # fmt: skip


def value_words(column: str, value: str, law: Law) -> str:
    """A value of a column in words; a code that nobody named stands as it is."""
    if not value:
        return UNKNOWN
    if value in _VALUES.get(column, {}):
        return _VALUES[column][value]
    if column in {"title"} and value in law.posts:
        return law.posts[value].name
    if column == "course" and value in law.courses:
        return law.courses[value].name
    if value in law.levels and column in {"level", "gives"}:
        level = law.levels[value]
        name = level.name[:1].lower() + level.name[1:]
        return f"{name} {SCALES[level.scale]}" if column == "gives" else name
    return value


def all_words(column: str, values: Collection[str], law: Law) -> list[str]:
    """Several values in words, in the order in which offices name them."""
    order = list(_VALUES.get(column, {}))
    known = [value for value in order if value in values]
    return [
        value_words(column, value, law) for value in (*known, *sorted(set(values) - set(known)))
    ]


def part_words(column: str, code: str, law: Law) -> str:
    """The words of a group into which rows fall."""
    if column == "age":
        return _age_words(code)
    if column == "pension_month" and code:
        year, month = divmod(int(code), 12)
        return f"tháng {month + 1}/{year}"
    return value_words(column, code, law)


def column_of(name: str) -> str:
    """By what the measure of this name tells its rows apart: a column, "age", a scale's level."""
    measure = MEASURES.get(name)
    split = measure.split if measure else None
    if split is None:
        return ""
    if split.bands is not None:
        return "age"
    return "level" if split.scale is not None else split.column


def detail_words(detail: str, law: Law) -> str:
    """What tells a row apart, in words: a level, a post, a result; else as it stands."""
    if detail in law.levels:
        return law.levels[detail].name
    if detail in law.posts:
        return law.posts[detail].name
    for column in ("level", "kind", "form", "answer"):
        if detail in _VALUES[column]:
            return _VALUES[column][detail]
    return detail


def part_order(column: str, code: str, law: Law) -> tuple[int, int, str]:
    """Where a group stands among the others: as offices name them, by rank, by number; what
    nobody wrote down last."""
    if not code:
        return 1, 0, ""
    if column in {"pension_month", "age"}:
        return 0, int(code.partition("-")[0] or 0), ""
    named = list(_VALUES.get(column, {}))
    if code in named:
        return 0, named.index(code), ""
    if column == "level" and code in law.levels:
        return 0, law.levels[code].rank, ""
    return 0, len(named), sort_key(part_words(column, code, law))


def is_judged(measure: Measure) -> bool:
    """Whether a share tells who meets a standard; else who is of a group, which is no merit."""
    return isinstance(measure.met, Level) or measure.rows.view == "complied"


def answer_labels(measure: Measure) -> tuple[str, str, str]:
    """What the rows of a share are called: those counted in it, those not, those without data."""
    yes, no = ("Đạt", "Không đạt") if is_judged(measure) else ("Có", "Không")
    return yes, no, "Thiếu dữ liệu"


def detail_label(measure: Measure) -> str:
    """What `detail` says of a measure's rows: the head of its column."""
    if isinstance(measure.met, Level):
        return "Trình độ"
    return _DETAILS.get(measure.rows.view, "Chức danh")


def _age_words(code: str) -> str:
    least, _, most = code.partition("-")
    if not code:
        return UNKNOWN
    if not least:
        return f"từ {most} tuổi trở xuống"
    return f"từ {least} đến {most} tuổi" if most else f"từ {least} tuổi trở lên"
