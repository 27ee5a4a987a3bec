"""What the years in service bring: ratings, ranks, awards, disciplines, leaves, retirements."""

from __future__ import annotations

import random
from datetime import date

from examples.builder.chronicle import Chronicle
from examples.builder.sam_son.numbers import decision
from examples.builder.sam_son.places import BODIES, TOWN, WARDS
from examples.builder.truth import Person, Truth

YEARS = (2008, 2009, 2010)
# QĐ 11/1998/TCCP-CCVC until 2009, Luật Cán bộ, công chức 22/2008 (Điều 28, 58) for 2010.
LEVELS = {
    2008: ("XS", "KHA", "TB", "KEM"),
    2009: ("XS", "KHA", "TB", "KEM"),
    2010: ("HTXSNV", "HTTNV", "HTNV", "KHTNV"),
}
_USUAL = (24, 68, 7, 1)
PARTY_BODY = ("TSVM", "HTTNV", "HTNV", "YK")  # trong sạch vững mạnh … yếu kém
COLLECTIVE = ("XS", "TT", "HT")  # tập thể lao động xuất sắc, tiên tiến, hoàn thành
_RATED_STAFF = ("H61", "H62", "H64", "H66", "H69", "H70", "H71", "H74")

# Nghị định 204/2004/NĐ-CP: first coefficient, step, number of steps, years a step.
RANKS = {
    "01.002": (440, 34, 8, 3), "01.003": (234, 33, 9, 3), "01.004": (186, 20, 12, 2),
    "04.025": (234, 33, 9, 3), "06.031": (234, 33, 9, 3),
}  # fmt: skip
# Nghị định 92/2009/NĐ-CP: two fixed coefficients of commune officials.
_COMMUNE = {"X01": (235, 285), "X02": (215, 265), "X03": (215, 265), "X05": (215, 265),
            "X04": (195, 245), "X06": (195, 245), "X07": (195, 245), "X08": (175, 225),
            "X09": (175, 225), "X10": (175, 225), "X11": (175, 225)}  # fmt: skip

AWARDS = (
    ("Chiến sĩ thi đua cơ sở", "district", 34),
    ("Giấy khen của Chủ tịch UBND thị xã", "district", 30),
    ("Bằng khen của Chủ tịch UBND tỉnh", "province", 10),
    ("Bằng khen của Thủ tướng Chính phủ", "central", 2),
    ("Kỷ niệm chương Vì sự nghiệp tổ chức xây dựng Đảng", "central", 3),
    ("Huy hiệu 30 năm tuổi Đảng", "central", 5),
    ("Giấy khen của Ban Thường vụ Thị ủy", "district", 16),
)  # fmt: skip
# person, side, form, day, until, reason
DISCIPLINES = (
    ("Q10", "party", "CANH_CAO", "2008-03-14", "2009-03-14", "Vi phạm trong quản lý đất đai"),
    ("Q10", "state", "BUOC_THOI_VIEC", "2008-07-01", "", "Vi phạm pháp luật về đất đai"),
    ("P258", "party", "KHIEN_TRACH", "2010-09-06", "2011-09-06", "Thiếu trách nhiệm quản lý"),
    ("P041", "state", "KHIEN_TRACH", "2009-05-20", "2010-05-20", "Vi phạm quy trình cấp phép"),
    ("P102", "state", "CANH_CAO", "2007-11-12", "2008-11-12", "Buông lỏng quản lý tài chính"),
    ("P154", "party", "KHIEN_TRACH", "2010-03-02", "2011-03-02", "Vi phạm chính sách dân số"),
    ("P233", "state", "HA_BAC_LUONG", "2006-08-15", "2007-08-15", "Vi phạm quy chế làm việc"),
)  # fmt: skip
# person, kind, first day, last day
LEAVES = (
    ("P179", "maternity", "2009-03-02", "2009-07-02"),
    ("P187", "maternity", "2008-10-06", "2009-02-06"),
    ("P204", "maternity", "2010-01-11", "2010-05-11"),
    ("P209", "maternity", "2011-04-18", "2011-08-18"),
    ("P213", "maternity", "2010-08-02", "2010-12-02"),
    ("P242", "maternity", "2008-05-12", "2008-09-12"),
    ("P261", "maternity", "2011-06-01", "2011-10-01"),
    ("P267", "maternity", "2009-11-16", "2010-03-16"),
    ("P190", "sick", "2009-02-05", "2009-04-20"),
    ("P244", "sick", "2010-10-12", "2010-11-30"),
    ("P286", "sick", "2007-06-04", "2007-07-31"),
    ("P256", "unpaid", "2010-03-01", "2010-09-01"),
    ("P195", "study", "2007-09-10", "2008-06-30"),
    ("P227", "study", "2010-10-04", "2011-09-30"),
)
# person, kind, first day out of service
RETIRED = (
    ("Q03", "age", "2009-06-01"), ("Q04", "age", "2008-12-01"), ("Q05", "age", "2008-10-01"),
    ("Q06", "age", "2010-12-01"), ("Q07", "age", "2010-07-01"), ("Q08", "age", "2010-04-01"),
    ("Q09", "age", "2009-01-01"), ("Q10", "dismissed", "2008-07-01"),
    ("Q11", "early", "2008-12-01"), ("Q12", "died", "2008-06-11"), ("Q13", "early", "2010-01-01"),
    ("Q14", "resigned", "2010-05-01"),
)  # fmt: skip


_QUARTERS = ("Thân Thiện", "Vĩnh Thành", "Trung Kỳ", "Khánh Sơn", "Sơn Lợi", "Hòa Sơn")


class Personnel:
    """Writes the service facts of a town into its chronicle."""

    def __init__(self, truth: Truth, told: Chronicle, rng: random.Random) -> None:
        self._truth, self._told, self._rng = truth, told, rng

    def write_all(self) -> None:
        """Write everything."""
        self._ratings()
        self._unit_ratings()
        self._ranks()
        self._awards()
        self._events()
        self._numbers()

    def rated(self) -> list[Person]:
        """Everybody of the town's bodies, and the leaders of the wards."""
        return [
            person for person in self._truth.people.values()
            if person.seat and (person.seat.unit not in WARDS or person.seat.posts[0][0] == "X")
        ]  # fmt: skip

    # -- ratings ---------------------------------------------------------------------------------

    def _ratings(self) -> None:
        reprimanded = {(person, day[:4]) for person, _, _, day, _, _ in DISCIPLINES}
        for person in self.rated():
            for year in YEARS:
                if person.born.year + 22 > year:
                    continue
                levels = LEVELS[year]
                level = self._rng.choices(levels, _USUAL)[0]
                if (person.id, str(year)) in reprimanded:
                    level = levels[2]
                self._told.add("rating", person.id, series="official", year=str(year), level=level,
                               begins=f"{year}", ends="")  # fmt: skip

    def _unit_ratings(self) -> None:
        offices = [key for key, *_ in BODIES if key not in {"thuong-truc-thi-uy", "hdnd", "ubnd"}]
        units = [*WARDS, *(f"{TOWN}.{key}" for key in offices)]
        for unit in units:
            for year in YEARS:
                party = self._rng.choices(PARTY_BODY, (60, 30, 9, 1))[0]
                self._told.add("unit_rating", unit=unit, series="party_body", year=str(year),
                               level=party)  # fmt: skip
                if unit not in WARDS:
                    level = self._rng.choices(COLLECTIVE, (35, 55, 10))[0]
                    self._told.add("unit_rating", unit=unit, series="unit", year=str(year),
                                   level=level)  # fmt: skip

    # -- ranks -----------------------------------------------------------------------------------

    def _ranks(self) -> None:
        for person in self._truth.people.values():
            if person.seat is None or person.levels is None:
                continue
            main = next(post for post in person.seat.posts if post[0] != "V")
            if person.seat.unit in WARDS and main[0] == "X":
                self._fixed(person, main)
            elif main[0] in "YH" and main not in {"H64", "H74"}:
                self._steps(person, main)

    def _fixed(self, person: Person, post: str) -> None:
        """Commune officials: the second coefficient from the second term on."""
        first, second = _COMMUNE[post]
        tenure = [f for f in self._told.tenures(person.id) if f["post"] == post]
        begins = str(tenure[-1]["begins"]) if tenure else f"{self._rng.randint(2004, 2009)}-05-15"
        begins = begins if len(begins) == 10 else f"{begins}-15"[:10]
        self._rank(person, "", 1, first, begins, "" if begins > "2006-06" else "2010-01-01")
        if begins <= "2006-06":
            self._rank(person, "", 2, second, "2010-01-01", "")

    def _steps(self, person: Person, post: str) -> None:
        assert person.levels
        degree = person.levels.professional.level
        rank = {"H69": "04.025", "H66": "06.031"}.get(post)
        rank = rank or ("01.003" if degree in {"ĐH", "ThS"} else "01.004")
        if post[0] == "H" and person.levels.state == "QLCVC" and person.born.year < 1964:
            rank = "01.002"
        first, rise, steps, years = RANKS[rank]
        month, day = self._rng.randint(1, 12), self._rng.choice((1, 1, 1, 15))
        start = max(2005, person.born.year + 23) + self._rng.randint(0, years - 1)
        reached = 1 + min(steps - 3, max(0, (start - person.born.year - 25) // years))
        while start <= 2011:
            begins = date(start, month, day).isoformat()
            following = date(start + years, month, day).isoformat()
            last = start + years > 2011 or reached >= steps
            if begins <= "2011-07-01":
                self._rank(person, rank, reached, first + rise * (reached - 1), begins,
                           "" if last or following > "2011-07-01" else following)  # fmt: skip
            if last or following > "2011-07-01":
                return
            start, reached = start + years, reached + 1

    def _rank(
        self, person: Person, rank: str, step: int, coefficient: int, begins: str, ends: str
    ) -> None:
        known = decision("town_state", begins) if begins >= "2006" else {}
        written = f"{coefficient / 100:.2f}"
        self._told.add(
            "rank", person.id, rank=rank, step=step, coefficient=written, begins=begins, ends=ends,
            **known,
        )  # fmt: skip

    # -- awards and events -------------------------------------------------------------------------

    def _awards(self) -> None:
        people = self.rated()
        for award, level, count in AWARDS:
            for person in self._rng.sample(people, count):
                year = self._rng.randint(2006, 2010)
                if award.startswith("Huy hiệu") and (not person.party or person.party.year > 1980):
                    continue
                day = date(year + 1, 1, self._rng.randint(5, 28)).isoformat()
                body = {"district": "town_state", "province": "province_state"}.get(level)
                known = decision(body, day) if body else {}
                self._told.add("award", person.id, award=award, level=level, begins=day, **known)

    def _events(self) -> None:
        for person, side, form, day, until, reason in DISCIPLINES:
            body = "town_party" if side == "party" else "town_state"
            self._told.add("discipline", person, side=side, form=form, begins=day, ends=until,
                           reason=reason, **decision(body, day))  # fmt: skip
        for person, kind, first, last in LEAVES:
            self._told.add("leave", person, leave=kind, begins=first, ends=last)
        for person, kind, day in RETIRED:
            known = {} if kind == "died" else decision("town_state", day, signed_before=60)
            self._told.add("retirement", person, retirement=kind, begins=day, **known)

    # -- numbers -----------------------------------------------------------------------------------

    def _numbers(self) -> None:
        """Identity cards of nine digits (CMND Thanh Hóa: 17), insurance books, days of entry."""
        for person in self.rated():
            card = f"17{self._rng.randint(1000000, 3999999)}"
            book = f"38{self._rng.randint(94, 99)}{self._rng.randint(100000, 999999)}"
            first = person.born.year + self._rng.randint(21, 27)
            recruited = f"{first}-{self._rng.randint(1, 12):02d}-{self._rng.choice(('01', '15'))}"
            religion = "Công giáo" if self._rng.random() < 0.04 else "Không"
            self._told.add("particulars", person.id, identity_number=card, insurance_number=book,
                           recruited=recruited, religion=religion,
                           residence=self._residence(person))  # fmt: skip

    def _residence(self, person: Person) -> str:
        assert person.seat
        ward = person.seat.unit if person.seat.unit in WARDS else self._rng.choice(WARDS)
        kind, name = self._truth.units[ward].named(date(2010, 12, 31))
        quarter = self._rng.choice(_QUARTERS)
        hamlet = self._rng.randint(1, 9) if kind == "xã" else quarter
        return f"{'Thôn' if kind == 'xã' else 'Khu phố'} {hamlet}, {name}"
