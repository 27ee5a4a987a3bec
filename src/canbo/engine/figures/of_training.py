"""Measures of training and fostering: who sat in which classes, and what came of it."""

from __future__ import annotations

from canbo.engine.facts import AttendanceOutcome, ClassKind, TenureAct
from canbo.engine.figures.algebra import (
    Also,
    Among,
    Condition,
    Ended,
    Moment,
    Not,
    Promoted,
    Rows,
    Split,
    Stands,
    Touches,
    When,
)
from canbo.engine.figures.measures import PERSON, Domain, Measure
from canbo.engine.figures.values import Kind

SITTING = ("person", "training_class")
NAMED_FIELDS = ("state_management", "defence_security", "party_building", "cell_work")
# fields in which the office says that it lacks people; an office sets its own
LACKING_FIELDS = ("state_management", "it", "foreign_language", "professional_skills")
PROMOTING = frozenset({TenureAct.APPOINTED.value, TenureAct.ELECTED.value,
                       TenureAct.REASSIGNED.value})  # fmt: skip
BY_FIELD = Split("Lĩnh vực", "field")
BEHIND = "Số người có lượt bồi dưỡng"


def _among(column: str, *values: str) -> Among:
    return Among(column, frozenset(values))


def _classes(*where: Condition) -> Rows:
    return Rows("attended", (*where, Touches()))


STAYED = Not(_among("outcome", AttendanceOutcome.DROPPED.value))
TRAINING = _among("kind", ClassKind.TRAINING.value)
FOSTERING = _among("kind", ClassKind.FOSTERING.value)
INTERMEDIATE = _among("gives", "CTTC")
ADVANCED = (_among("gives", "CTCC"), STAYED)
PLANNED_THEN = Also(Rows("pooled"), When.STANDS_AT_FIRST_DAY)
PLANNED_AT_REPORT = Also(Rows("pooled", (Stands(Moment.AS_OF),)))

_MEASURES = (
    Measure(
        name="intermediate_theory_people",
        label="Số cán bộ được theo học các lớp trung cấp lý luận chính trị",
        kind=Kind.PEOPLE,
        rows=_classes(INTERMEDIATE),
    ),
    Measure(
        name="fostering_attendances",
        label="Số lượt cán bộ được bồi dưỡng kiến thức, nghiệp vụ",
        kind=Kind.ATTENDANCES,
        rows=_classes(FOSTERING),
        once=SITTING,
        base_label=BEHIND,
        split=BY_FIELD,
    ),
    Measure(
        name="fostering_named_fields_attendances",
        label="Số lượt bồi dưỡng quản lý nhà nước, quốc phòng - an ninh, xây dựng Đảng, "
        "công tác chi bộ",
        kind=Kind.ATTENDANCES,
        rows=_classes(FOSTERING, _among("field", *NAMED_FIELDS)),
        once=SITTING,
        base_label=BEHIND,
        split=BY_FIELD,
    ),
    Measure(
        name="advanced_theory_planned_people",
        label="Số cán bộ trong diện quy hoạch (lúc vào học) đã và đang học cao cấp lý luận chính "
        "trị",
        kind=Kind.PEOPLE,
        rows=_classes(*ADVANCED, PLANNED_THEN),
    ),
    Measure(
        name="advanced_theory_planned_at_report",
        label="Số cán bộ trong diện quy hoạch (lúc báo cáo) đã và đang học cao cấp lý luận chính "
        "trị",
        kind=Kind.PEOPLE,
        rows=_classes(*ADVANCED, PLANNED_AT_REPORT),
    ),
    Measure(
        name="training_people",
        label="Số cán bộ được cử đi đào tạo",
        kind=Kind.PEOPLE,
        rows=_classes(TRAINING),
        split=Split("Khóa học", "course"),
    ),
    Measure(
        name="training_attendances",
        label="Số lượt cán bộ được đào tạo",
        kind=Kind.ATTENDANCES,
        rows=_classes(TRAINING),
        once=SITTING,
        base_label="Số người có lượt đào tạo",
        split=Split("Khóa học", "course"),
    ),
    Measure(
        name="attendances_by_course",
        label="Số lượt đào tạo, bồi dưỡng theo khóa học",
        kind=Kind.ATTENDANCES,
        rows=_classes(),
        once=SITTING,
        base_label="Số người đi học",
        split=Split("Khóa học", "course"),
    ),
    Measure(
        name="completed_classes_share",
        label="Tỷ lệ lượt học đã hoàn thành",
        kind=Kind.SHARE,
        rows=_classes(),
        once=SITTING,
        met=_among("outcome", AttendanceOutcome.COMPLETED.value),
        base_label="Số lượt học",
        base="key",
    ),
    Measure(
        name="sent_in_lacking_fields_people",
        label="Số người được cử học các lĩnh vực còn thiếu",
        kind=Kind.PEOPLE,
        rows=_classes(_among("field", *LACKING_FIELDS)),
        split=BY_FIELD,
    ),
    Measure(
        name="sent_in_lacking_fields_by_institution",
        label="Số lượt cử học các lĩnh vực còn thiếu theo cấp của cơ sở đào tạo",
        kind=Kind.ATTENDANCES,
        rows=_classes(_among("field", *LACKING_FIELDS)),
        once=SITTING,
        base_label="Số người đi học",
        split=Split("Cấp của cơ sở đào tạo", "institution_level"),
    ),
    Measure(
        name="trained_then_promoted",
        label="Số cán bộ sau khi được đào tạo, bồi dưỡng được đề bạt",
        kind=Kind.PEOPLE,
        rows=_classes(STAYED, Ended(), Promoted(PROMOTING)),
        once=PERSON,
    ),
    Measure(
        name="women_in_classes_share",
        label="Tỷ lệ lượt học của nữ",
        kind=Kind.SHARE,
        rows=_classes(),
        once=SITTING,
        met=_among("sex", "f"),
        base_label="Số lượt học",
        base="key",
    ),
)
BY_DOMAIN = ((Domain.TRAINING, _MEASURES),)
