"""The words of a personnel file: posts, levels, classes and particulars as an office says them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from canbo.engine.facts import (
    AttainmentState,
    AttendanceOutcome,
    Fact,
    ParticularKind,
    Scale,
    Sex,
    StudyMode,
    TenureManner,
)
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.units.past import printed_post
from canbo.engine.vietnamese import write_date
from canbo.law import load
from canbo.records.access import OfficialRow, OfficialsPage, OfficialView, PostView, TenureView

PARTICULARS = {
    ParticularKind.NAME: "Họ và tên",
    ParticularKind.SEX: "Giới tính",
    ParticularKind.BIRTH: "Ngày sinh",
    ParticularKind.ETHNIC_GROUP: "Dân tộc",
    ParticularKind.HOME_PLACE: "Quê quán",
    ParticularKind.PARTY_DATE: "Ngày vào Đảng",
    ParticularKind.PARTY_OFFICIAL_DATE: "Ngày chính thức",
    ParticularKind.NOTE: "Ghi chú",
}
WAITING = "đơn vị không còn, chờ bố trí"
SEXES = {Sex.FEMALE: "Nữ", Sex.MALE: "Nam"}
SCALES = {
    Scale.GENERAL_EDUCATION: "Văn hóa",
    Scale.PROFESSIONAL: "Chuyên môn",
    Scale.POLITICAL_THEORY: "Lý luận chính trị",
    Scale.STATE_MANAGEMENT: "Quản lý nhà nước",
    Scale.DEFENCE_SECURITY: "Quốc phòng, an ninh",
    Scale.FOREIGN_LANGUAGE: "Ngoại ngữ",
    Scale.IT: "Tin học",
    Scale.ETHNIC_LANGUAGE: "Tiếng dân tộc thiểu số",
}
MODES = {
    StudyMode.FULL_TIME: "chính quy",
    StudyMode.IN_SERVICE: "tại chức",
    StudyMode.WORK_STUDY: "vừa làm vừa học",
    StudyMode.SPECIALISED: "chuyên tu",
    StudyMode.DISTANCE: "từ xa",
    StudyMode.BRIDGING: "liên thông",
    StudyMode.SECOND_DEGREE: "văn bằng hai",
    StudyMode.CONCENTRATED: "tập trung",
    StudyMode.PART_TIME: "không tập trung",
}
STATES = {
    AttainmentState.STUDYING: "đang học",
    AttainmentState.COMPLETED: "",
    AttainmentState.DROPPED: "bỏ học",
    AttainmentState.EQUIVALENT: "được công nhận tương đương",
    AttainmentState.REVOKED: "đã bị thu hồi",
}
OUTCOMES = {
    AttendanceOutcome.ENROLLED: "đã ghi danh",
    AttendanceOutcome.COMPLETED: "hoàn thành",
    AttendanceOutcome.DROPPED: "bỏ học",
}
MANNERS = {
    TenureManner.FULL: "",
    TenureManner.ACTING: "quyền, phụ trách",
    TenureManner.CONCURRENT: "kiêm nhiệm",
}
DATES = {ParticularKind.BIRTH, ParticularKind.PARTY_DATE, ParticularKind.PARTY_OFFICIAL_DATE}


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list of officials in words, with its number and the address of its page."""

    number: int
    address: str
    name: str
    birth: str
    sex: str
    posts: str
    units: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of a file in words: what, further words, when, and where it comes from."""

    what: str
    more: str
    when: str
    holds: bool
    source: str
    fact: Fact


def list_rows(found: OfficialsPage, address: Callable[[UUID], str]) -> list[ListRow]:
    """Put a page of the list into words; `address` gives the page of an official."""
    first = (found.page - 1) * found.size + 1
    return [_list_row(row, number, address(row.id)) for number, row in enumerate(found.rows, first)]


def _list_row(row: OfficialRow, number: int, address: str) -> ListRow:
    """A unit that several posts share is said once."""
    return ListRow(
        number,
        address,
        row.name,
        str(row.birth) if row.birth else "",
        SEXES[row.sex] if row.sex else "",
        "; ".join(post_name(post.title_code, post.title) for post in row.posts),
        "; ".join(dict.fromkeys(_unit_words(post) for post in row.posts)),
        any(post.proposed for post in row.posts),
    )


def _unit_words(post: PostView) -> str:
    return f"{post.unit_name} (chờ bố trí)" if post.waiting else post.unit_name


def post_name(code: str, as_written: str) -> str:
    """Name a post by the law's list, else as the file wrote it."""
    title = load().posts.get(code)
    return title.name if title else as_written


def when(validity: Validity) -> str:
    """Say when a fact held, with what nobody wrote down said as such."""
    parts = []
    if validity.begins:
        parts.append(f"từ {validity.begins}")
    elif validity.known_by:
        parts.append(f"có đến {write_date(validity.known_by)}, chưa rõ từ bao giờ")
    if validity.ends:
        parts.append(f"đến {validity.ends}")
    return " ".join(parts)


def particulars(official: OfficialView) -> tuple[Line, ...]:
    """Put who a person is into words."""
    return tuple(
        Line(PARTICULARS[fact.kind], _particular(fact.kind, fact.value), "", True,
             str(fact.source), fact)
        for fact in official.particulars
        if fact.kind is not ParticularKind.NAME
    )  # fmt: skip


def _particular(kind: ParticularKind, value: str) -> str:
    if kind is ParticularKind.SEX:
        return SEXES[Sex(value)]
    return str(PartialDate.parse(value)) if kind in DATES else value


def tenures(official: OfficialView) -> tuple[Line, ...]:
    """Put the posts into words, the latest first."""
    return tuple(
        Line(
            printed_post(post_name(view.post.title, view.post.title_as_written), view.unit),
            ", ".join(part for part in (MANNERS[view.fact.manner], _waiting(view)) if part),
            when(view.fact.validity),
            view.holds,
            str(view.fact.source),
            view.fact,
        )
        for view in reversed(official.tenures)
    )


def _waiting(view: TenureView) -> str:
    return WAITING if view.waiting else ""


def attainments(official: OfficialView) -> tuple[Line, ...]:
    """Put the levels into words, by scale."""
    levels = load().levels
    lines = []
    for view in official.attainments:
        fact = view.fact
        level = levels[fact.level].name if fact.level in levels else fact.level
        mode = MODES[fact.mode] if fact.mode else ""
        further = (level, fact.field, mode, fact.school, STATES[fact.state])
        lines.append(
            Line(SCALES[fact.scale], ", ".join(part for part in further if part),
                 _reached(fact.validity), view.holds, str(fact.source), fact)
        )  # fmt: skip
    return tuple(lines)


def _reached(validity: Validity) -> str:
    if validity.begins:
        return f"năm {validity.begins}" if validity.begins.precision == 1 else str(validity.begins)
    return f"theo hồ sơ ngày {write_date(validity.known_by)}" if validity.known_by else ""


def attendances(official: OfficialView) -> tuple[Line, ...]:
    """Put the classes into words, the latest first."""
    lines = []
    for view in reversed(official.attendances):
        one = view.training_class
        span = " – ".join(str(day) for day in (one.begins, one.ends) if day)
        lines.append(
            Line(one.name, ", ".join(part for part in (one.institution, OUTCOMES[view.fact.outcome])
                                     if part), span, True, str(view.fact.source), view.fact)
        )  # fmt: skip
    return tuple(lines)
