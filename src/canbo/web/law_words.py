"""The Vietnamese words of the law on every face: dimensions, areas, answers, what is asked."""

from __future__ import annotations

from canbo.engine.law import Answer, Area, Dimension, Law, LegalEvidence, Requirement

DIMENSIONS = {
    Dimension.AGE_AT_FIRST_APPOINTMENT: "Tuổi khi giữ chức vụ lần đầu",
    Dimension.GENERAL_EDUCATION: "Học vấn",
    Dimension.PROFESSIONAL: "Chuyên môn",
    Dimension.POLITICAL_THEORY: "Lý luận chính trị",
    Dimension.STATE_MANAGEMENT: "Quản lý nhà nước",
    Dimension.DEFENCE_SECURITY: "Quốc phòng và an ninh",
    Dimension.IT: "Tin học",
    Dimension.COURSES: "Bồi dưỡng",
}
AREAS = {
    Area.ALL: "mọi nơi",
    Area.DELTA: "đồng bằng và đô thị",
    Area.MOUNTAIN: "miền núi",
}
EVIDENCE = {
    LegalEvidence.SEEN: "đã đối chiếu",
    LegalEvidence.UNVERIFIED: "chưa đối chiếu",
}
ANSWERS = {
    Answer.MET: "đạt",
    Answer.NOT_YET: "chưa đạt (trong thời hạn)",
    Answer.NOT_MET: "không đạt",
    Answer.MISSING: "thiếu dữ liệu",
}
REASONS = {
    "appointment_date_unknown": "chưa rõ ngày giữ chức vụ lần đầu",
    "attainment_date_unknown": "chưa rõ ngày đạt trình độ",
    "area_unknown": "chưa rõ đơn vị thuộc đồng bằng hay miền núi",
    "birth_unknown": "chưa rõ ngày sinh",
    "course_unknown": "chưa có dữ liệu về khóa bồi dưỡng",
    "level_unknown": "chưa có dữ liệu về trình độ",
    "sex_unknown": "chưa rõ nam hay nữ",
}


def requirement_words(law: Law, requirement: Requirement) -> str:
    """Say in words what a requirement asks."""
    words = _asked(law, requirement)
    entry = requirement.entry_only and requirement.level
    return f"{words}, nếu giữ chức vụ lần đầu" if entry else words


def _asked(law: Law, requirement: Requirement) -> str:
    if requirement.by_office:
        return "do cấp tỉnh quy định"
    if requirement.level:
        level = f"từ {law.levels[requirement.level].name.lower()} trở lên"
        instead = [law.courses[code].name.lower() for code in requirement.or_courses]
        return " hoặc đã học ".join([level, *instead])
    if requirement.courses:
        return "; ".join(law.courses[code].name for code in requirement.courses)
    if requirement.max_age:
        return _ages(requirement)
    return f"đủ {requirement.min_age} tuổi trở lên"


def _ages(requirement: Requirement) -> str:
    men, women = requirement.max_age["m"], requirement.max_age["f"]
    if men == women:
        return f"không quá {men} tuổi"
    return f"không quá {men} tuổi (nam), {women} tuổi (nữ)"
