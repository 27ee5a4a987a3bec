"""Degrees studied beside work, and the advanced theory classes that the first lists leave out."""

from __future__ import annotations

import random

from examples.builder.chronicle import Chronicle
from examples.builder.sam_son.places import WARDS
from examples.builder.sam_son.pool import DROPPED_OUT, STUDIED_BEFORE
from examples.builder.truth import Attendance, Person, Span, TrainingClass, Truth

KEY = frozenset({"X01", "X02", "X03", "X05"})
_SCHOOLS = {
    "Luật": "Trường Đại học Luật Hà Nội", "Kinh tế": "Trường Đại học Kinh tế quốc dân",
    "Quản lý kinh tế": "Trường Đại học Kinh tế quốc dân",
    "Nông nghiệp": "Trường Đại học Nông nghiệp Hà Nội", "Sư phạm": "Trường Đại học Hồng Đức",
    "Hành chính": "Học viện Hành chính", "Xây dựng": "Trường Đại học Kiến trúc Hà Nội",
    "Quản lý đất đai": "Trường Đại học Nông nghiệp Hà Nội",
    "Tài chính - Kế toán": "Học viện Tài chính", "Kế toán": "Trường Đại học Hồng Đức",
    "Công tác xã hội": "Trường Đại học Lao động - Xã hội", "Quân sự": "Trường Sĩ quan Lục quân 1",
    "Văn thư": "Trường Đại học Nội vụ", "Địa chính": "Trường Đại học Nông nghiệp Hà Nội",
    "Văn hóa": "Trường Đại học Văn hóa Hà Nội",
}  # fmt: skip
_GRADES = ("Trung bình", "Trung bình khá", "Trung bình khá", "Khá", "Khá", "Giỏi")
# Key officials with intermediate level in 2011 who will have their degree at the end of the year.
STUDYING = (("P068", "Luật", "2007-10", "2011-12"), ("P098", "Hành chính", "2008-03", "2012-01"))
_LEFT_OUT = frozenset({"P038"})  # a degree that the roster of 2011 alone tells
EXTRA_CLASSES = (
    TrainingClass("CC03", "LLCT-CC", "training",
                  ("Lớp Cao cấp lý luận chính trị, hệ không tập trung",
                   "Thời gian: từ tháng 9/2003 đến tháng 7/2005"),
                  Span("2003-09", "2005-07"), "Phân viện Hà Nội", 6),
    TrainingClass("CC07", "LLCT-CC", "training",
                  ("Lớp Cao cấp lý luận chính trị, hệ không tập trung (mở tại tỉnh)",
                   "Thời gian: từ 10/9/2007 đến 20/7/2009"),
                  Span("2007-09-10", "2009-07-20"), "Học viện Chính trị khu vực I", 2),
)  # fmt: skip


def extra_attendances() -> list[Attendance]:
    """Who sat in them: some finished before 2006, two planned people dropped out."""
    before = [Attendance(i, "CC03", "completed", "Đã tốt nghiệp")
              for i in (*STUDIED_BEFORE, "Q03", "Q01", "Q05")]  # fmt: skip
    left = [Attendance(DROPPED_OUT[0], "CC07", "dropped", "Thôi học từ 3/2008 do yêu cầu công tác"),
            Attendance(DROPPED_OUT[1], "CC07", "dropped", "Bỏ học")]  # fmt: skip
    return [*before, *left]


def write_studies(truth: Truth, told: Chronicle, rng: random.Random) -> None:
    """Write the degrees: where, what, when, with which paper."""
    for person in truth.people.values():
        if _wanted(person):
            _degree(told, rng, person)
    for id, field, begins, ends in STUDYING:
        told.add("attainment", id, scale="professional", level="ĐH", field=field, mode="in_service",
                 school=_SCHOOLS[field], state="studying", begins=begins, ends=ends, certificate="",
                 grade="")  # fmt: skip


def _wanted(person: Person) -> bool:
    if person.seat is None or person.levels is None or person.id in _LEFT_OUT:
        return False
    degree = person.levels.professional
    if (degree.level, degree.mode) != ("ĐH", "in_service"):
        return False
    first = person.seat.posts[0]
    leading = first[0] == "X" or first in {"H20", "H21", "H11", "H12"}
    return leading or (person.seat.unit in WARDS and int(person.id[1:]) % 2 == 0)


def _degree(told: Chronicle, rng: random.Random, person: Person) -> None:
    assert person.levels
    degree = person.levels.professional
    ends = min(2011, max(1998, person.born.year + rng.randint(34, 44)))
    begins = ends - rng.choice((4, 4, 5))
    month = rng.randint(5, 6) if ends == 2011 else rng.randint(5, 12)
    told.add(
        "attainment", person.id, scale="professional", level="ĐH", field=degree.field,
        mode="in_service", school=_SCHOOLS[degree.field], state="completed",
        begins=f"{begins}-{rng.randint(9, 11):02d}",
        ends=f"{ends}-{month:02d}-{rng.randint(2, 27):02d}",
        certificate=f"{rng.choice('ABC')}{rng.randint(100000, 999999):07d}",
        grade=rng.choice(_GRADES),
    )  # fmt: skip
