"""The Vietnamese words of verdicts: dimensions, answers, what is asked, what is held."""

from __future__ import annotations

from canbo.engine.law import (
    Answer,
    Area,
    Bearing,
    Dimension,
    Law,
    LegalEvidence,
    Requirement,
    Verdict,
)

DIMENSIONS = {
    Dimension.AGE_AT_FIRST_APPOINTMENT: "Tuổi khi nhận chức danh lần đầu",
    Dimension.WORKING_TIME: "Thời gian công tác còn lại khi được bầu",
    Dimension.GENERAL_EDUCATION: "Trình độ giáo dục phổ thông",
    Dimension.PROFESSIONAL: "Trình độ chuyên môn",
    Dimension.POLITICAL_THEORY: "Lý luận chính trị",
    Dimension.STATE_MANAGEMENT: "Quản lý nhà nước",
    Dimension.DEFENCE_SECURITY: "Quốc phòng, an ninh",
    Dimension.FOREIGN_LANGUAGE: "Ngoại ngữ",
    Dimension.IT: "Tin học",
    Dimension.ETHNIC_LANGUAGE: "Tiếng dân tộc thiểu số",
    Dimension.COURSES: "Bồi dưỡng bắt buộc",
}
ANSWERS = {
    Answer.MET: "Đạt",
    Answer.NOT_YET: "Chưa đạt, còn trong thời hạn",
    Answer.NOT_MET: "Không đạt",
    Answer.MISSING: "Thiếu dữ liệu",
}
BEARINGS = {
    Bearing.SUFFICES: "đáp ứng yêu cầu",
    Bearing.EQUIVALENT: "được coi là tương đương",
    Bearing.STATES: "được dùng để tính",
    Bearing.PERHAPS: "có thể đáp ứng, chưa rõ ngày",
    Bearing.TOO_LOW: "thấp hơn yêu cầu",
    Bearing.LATER: "có sau ngày xét hoặc chưa rõ đã có",
    Bearing.OTHER_SCHEME: "thuộc khung khác, chưa có căn cứ quy đổi",
    Bearing.STUDYING: "đang học, chưa tính",
    Bearing.LEFT: "bỏ học, không tính",
    Bearing.REVOKED: "đã bị thu hồi, không tính",
    Bearing.ENDED: "đã hết giá trị vào ngày xét",
}
AREAS = {
    Area.ALL: "mọi nơi",
    Area.DELTA: "đồng bằng và đô thị",
    Area.MOUNTAIN: "miền núi",
}
EVIDENCE = {
    LegalEvidence.SEEN: "đã đối chiếu",
    LegalEvidence.UNVERIFIED: "chưa kiểm chứng",
}
REASONS = {
    "appointment_date_unknown": "chưa rõ ngày nhận chức danh lần đầu",
    "attainment_date_unknown": "chưa rõ ngày đạt trình độ",
    "area_unknown": "chưa rõ đơn vị thuộc đồng bằng hay miền núi",
    "birth_unknown": "chưa rõ ngày sinh",
    "course_unknown": "chưa rõ đã học hay chưa",
    "election_unknown": "chưa rõ được bầu hay được chỉ định",
    "level_unknown": "chưa có dữ liệu trình độ",
    "not_comparable": "chứng chỉ thuộc khung khác, chưa có căn cứ quy đổi",
    "sex_unknown": "chưa rõ nam hay nữ",
}


def required_words(requirement: Requirement, law: Law) -> str:
    """Say what a standard asks: "từ trung cấp trở lên", "không quá 35 tuổi", course names."""
    asked = _asked(requirement, law)
    at_entry = requirement.entry_only and requirement.level
    return f"{asked}, nếu giữ chức danh lần đầu" if at_entry else asked


def _asked(requirement: Requirement, law: Law) -> str:
    if requirement.by_office:
        return "do cấp tỉnh quy định"
    if requirement.level:
        level = f"từ {_lower(_named(requirement.level, law))} trở lên"
        if not requirement.or_courses:
            return level
        courses = " hoặc ".join(_named(code, law) for code in requirement.or_courses)
        return f"{level}, hoặc đã qua lớp: {courses}"
    if requirement.courses:
        return ", ".join(_named(code, law) for code in requirement.courses)
    if requirement.months_left:
        first, again = requirement.months_left["first"], requirement.months_left["again"]
        return f"còn ít nhất {first} tháng công tác nếu bầu lần đầu, {again} tháng nếu bầu lại"
    return _age_words(requirement)


def held_words(verdict: Verdict, law: Law) -> str:
    """Say what the person holds, or why that is not known."""
    if verdict.reason and not verdict.held:
        return REASONS.get(verdict.reason, verdict.reason)
    if verdict.standard.dimension is Dimension.AGE_AT_FIRST_APPOINTMENT:
        held = f"{verdict.held} tuổi" if verdict.held else ""
    elif verdict.standard.dimension is Dimension.WORKING_TIME:
        held = f"{verdict.held} tháng" if verdict.held else ""
    else:
        held = ", ".join(_named(code, law) for code in verdict.held.split(", ") if code)
    because = REASONS.get(verdict.reason, verdict.reason)
    return f"{held or 'chưa có'} ({because})" if because else held or "chưa có"


def _named(code: str, law: Law) -> str:
    if code in law.levels:
        return law.levels[code].name
    return law.courses[code].name if code in law.courses else code


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _age_words(requirement: Requirement) -> str:
    """Write the bounds of age; where they differ by sex, both: nam 35, nữ 30."""
    parts = [f"từ {requirement.min_age} tuổi"] if requirement.min_age else []
    limits = requirement.max_age
    if len(set(limits.values())) == 1:
        parts.append(f"không quá {next(iter(limits.values()))} tuổi")
    elif limits:
        named = {"m": "nam", "f": "nữ"}
        each = ", ".join(f"{named[sex]} {limits[sex]}" for sex in ("m", "f") if sex in limits)
        parts.append(f"không quá {each} tuổi")
    return ", ".join(parts)
