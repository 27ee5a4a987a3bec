"""People whom only lists know: they left before mid-2011, or sit in bodies without a roster."""

from __future__ import annotations

from datetime import date

from examples.builder.sam_son.places import TOWN
from examples.builder.truth import Levels, Person, Professional


def _levels(degree: str, field: str, mode: str, theory: str) -> Levels:
    return Levels("10/10", Professional(degree, field, mode), theory, "QLX")


_B = TOWN + "."
# id, name, sex, born, home, unit, admitted, levels
_ROWS: tuple[tuple[str, str, str, date, str, str, date, Levels], ...] = (
    ("Q01", "Hoàng Đức Thuận", "m", date(1961, 3, 14), "Hoằng Thanh, Hoằng Hóa", TOWN,
     date(1984, 6, 6), _levels("ĐH", "Luật", "full_time", "CTCC")),
    ("Q02", "Trịnh Xuân Lạc", "m", date(1964, 10, 2), "Quảng Thọ, Quảng Xương", TOWN,
     date(1986, 9, 3), _levels("ĐH", "Quân sự", "full_time", "CTTC")),
    ("Q03", "Uông Văn Toại", "m", date(1949, 5, 19), "Bắc Sơn, Sầm Sơn", _B + "thuong-truc-thi-uy",
     date(1973, 2, 3), _levels("ĐH", "Kinh tế", "in_service", "CTCC")),
    ("Q04", "Viên Đình Khoát", "m", date(1948, 11, 25), "Trường Sơn, Sầm Sơn", _B + "ban-to-chuc",
     date(1972, 5, 19), _levels("ĐH", "Luật", "in_service", "CTCC")),
    ("Q05", "Cao Thị Nhuần", "f", date(1953, 9, 8), "Quảng Cư, Sầm Sơn", _B + "ban-dan-van",
     date(1979, 3, 26), _levels("CĐ", "Sư phạm", "full_time", "CTCC")),
    ("Q06", "Dư Công Soạn", "m", date(1950, 11, 7), "Trung Sơn, Sầm Sơn", _B + "ubkt",
     date(1974, 8, 19), _levels("ĐH", "Luật", "in_service", "CTCC")),
    ("Q07", "Lữ Trọng Bính", "m", date(1950, 6, 30), "Nga Sơn, Thanh Hóa", _B + "noi-vu",
     date(1978, 2, 3), _levels("ĐH", "Hành chính", "in_service", "CTTC")),
    ("Q08", "Văn Đình Thuyết", "m", date(1950, 3, 1), "Trường Sơn, Sầm Sơn", "14836",
     date(1975, 9, 2), _levels("TC", "Nông nghiệp", "", "CTTC")),
    ("Q09", "Ngô Văn Ninh", "m", date(1948, 12, 12), "Quảng Tiến, Sầm Sơn", "14842",
     date(1971, 7, 27), _levels("TC", "Kinh tế", "", "CTTC")),
    ("Q10", "Mai Hữu Đoan", "m", date(1966, 4, 22), "Bắc Sơn, Sầm Sơn", "14833",
     date(1993, 12, 22), _levels("TC", "Xây dựng", "", "CTSC")),
    ("Q11", "Trương Thị Lựu", "f", date(1956, 7, 15), "Quảng Tiến, Sầm Sơn", _B + "hoi-lhpn",
     date(1983, 10, 20), _levels("CĐ", "Sư phạm", "full_time", "CTTC")),
    ("Q12", "Lê Khắc Nhuận", "m", date(1957, 1, 30), "TP Thanh Hóa", _B + "tn-mt",
     date(1985, 5, 19), _levels("ĐH", "Quản lý đất đai", "full_time", "CTTC")),
    ("Q13", "Đới Xuân Mùi", "m", date(1955, 8, 9), "Trung Sơn, Sầm Sơn", "14830",
     date(1981, 2, 3), _levels("TC", "Nông nghiệp", "", "CTTC")),
    ("Q14", "Nguyễn Thị Sen", "f", date(1979, 12, 1), "Trường Sơn, Sầm Sơn", _B + "tc-kh",
     date(2005, 11, 7), _levels("ĐH", "Kế toán", "full_time", "CTSC")),
)  # fmt: skip


def newcomers() -> dict[str, Person]:
    """Give them by id."""
    return {
        id: Person(id, name, sex, born, home, unit, party=party, levels=levels)
        for id, name, sex, born, home, unit, party, levels in _ROWS
    }
