"""The truth behind a messy workbook: invented officials of invented or borrowed communes.

Nothing here comes from canbo but the codes of posts and levels, which are the law's.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Cao",
    "Lường", "Trương", "Văn", "Viên", "Đinh", "Mai", "Trịnh", "Quách",
)  # fmt: skip
MIDDLES = {
    "m": ("Văn", "Hữu", "Đức", "Đình", "Xuân", "Sỹ", "Bá", "Ngọc", "Thế", "Quang", "Trọng", ""),
    "f": ("Thị", "Thị", "Thị", "Thị Thu", "Thị Thanh", "Thúy", "Ngọc", "Thị Minh"),
}
GIVENS = {
    "m": ("An", "Ánh", "Bình", "Chính", "Cường", "Dũng", "Đạt", "Đông", "Giang", "Hải", "Hòa",
          "Hùng", "Hưng", "Khánh", "Lợi", "Long", "Nam", "Nghĩa", "Phúc", "Quý", "Sơn", "Tâm",
          "Thắng", "Thủy", "Tuấn", "Tụng", "Việt", "Vượng", "Ước"),
    "f": ("Anh", "Bích", "Chi", "Dung", "Đào", "Hà", "Hạnh", "Hiền", "Hoa", "Hòa", "Huệ", "Hương",
          "Lan", "Liên", "Loan", "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Thảo", "Thúy",
          "Tuyết", "Vân", "Yến"),
}  # fmt: skip
PLACES = (
    "Trường Sơn", "Bắc Sơn", "Quảng Cư", "Quảng Lộc", "Hoằng Đạo", "Nga Mỹ", "Đông Lĩnh",
    "Thiệu Đô", "Hải Hòa", "Vĩnh Lộc", "Quý Lộc", "Xuân Thịnh", "Hợp Tiến", "Đại Từ",
)  # fmt: skip
DISTRICTS = ("huyện Quảng Xương", "huyện Hoằng Hóa", "thị xã Bỉm Sơn", "huyện Nga Sơn")
ETHNIC = ("Kinh",) * 12 + ("Mường", "Thái", "Thổ")

PARTY_POSTS, COUNCIL_POSTS, OFFICE_POSTS = ("X01", "X02"), ("X03", "X04"), ("X05", "X06")
BODY_POSTS = ("X07", "X08", "X09", "X10", "X11")
CIVIL_POSTS = ("Y2", "Y3", "Y5", "Y6", "Y7")
FIELDS = ("Luật", "Kế toán", "Nông nghiệp", "Hành chính", "Quản lý đất đai", "Xây dựng Đảng")


@dataclass(frozen=True)
class Level:
    """A level on a scale, as it truly is."""

    scale: str
    code: str
    field: str = ""
    mode: str = ""


@dataclass(frozen=True)
class Official:
    """One person with all that a roster may say of them."""

    name: str
    sex: str
    birth: date
    ethnic: str
    home: str
    party: date | None
    party_official: date | None
    posts: tuple[str, ...]
    levels: tuple[Level, ...]

    def level(self, scale: str) -> Level | None:
        """The level on a scale, if there is one."""
        return next((one for one in self.levels if one.scale == scale), None)


@dataclass(frozen=True)
class Commune:
    """A commune and its officials."""

    type: str
    name: str
    officials: tuple[Official, ...]

    @property
    def full_name(self) -> str:
        """Its type and name."""
        return f"{self.type} {self.name}"


@dataclass(frozen=True)
class Truth:
    """What one workbook is about."""

    district: str
    as_of: date
    communes: tuple[Commune, ...]
    province: str = "tỉnh Thanh Hóa"

    @property
    def people(self) -> list[tuple[Commune, Official]]:
        """Everybody with their commune."""
        return [(commune, one) for commune in self.communes for one in commune.officials]


@dataclass
class _Maker:
    rng: random.Random
    taken: set[tuple[str, date]] = field(default_factory=set)

    def day(self, first: int, last: int) -> date:
        """A random day of these years."""
        return date(self.rng.randint(first, last), 1, 1) + timedelta(self.rng.randrange(365))

    def official(self, posts: tuple[str, ...], namesake: Official | None) -> Official:
        """Somebody new; a namesake shares the whole name and sex, never the year of birth."""
        rng = self.rng
        sex = namesake.sex if namesake else rng.choice("mmmff")
        if "X09" in posts:
            sex = "f"
        birth = self.day(1952, 1986)
        while namesake and abs(birth.year - namesake.birth.year) < 2:
            birth = self.day(1952, 1986)
        words = (rng.choice(FAMILIES), rng.choice(MIDDLES[sex]), rng.choice(GIVENS[sex]))
        same = namesake is not None and namesake.sex == sex
        name = namesake.name if namesake and same else " ".join(filter(None, words))
        if (name, birth) in self.taken:
            return self.official(posts, namesake)
        self.taken.add((name, birth))
        party = (
            self.day(birth.year + 18, min(birth.year + 24, 2006)) if rng.random() < 0.85 else None
        )
        full = party + timedelta(365) if party else None
        home = f"xã {rng.choice(PLACES)}, {rng.choice(DISTRICTS)}"
        return Official(
            name, sex, birth, rng.choice(ETHNIC), home, party, full, posts, self.levels()
        )

    def levels(self) -> tuple[Level, ...]:
        rng = self.rng
        found = [Level("general_education", rng.choice(("THPT", "THPT", "THCS")))]
        prof = rng.choice(("", "TC", "TC", "CĐ", "ĐH", "ĐH"))
        if prof:
            mode = rng.choice(("", "full_time", "in_service"))
            found.append(Level("professional", prof, rng.choice(("", *FIELDS)), mode))
        for scale, codes in (
            ("political_theory", ("", "CTSC", "CTTC", "CTTC", "CTCC")),
            ("state_management", ("", "", "QLCV", "QLCVC")),
            ("it", ("", "TH-A", "TH-B")),
            ("foreign_language", ("", "NN-A", "NN-B")),
        ):
            code = rng.choice(codes)
            if code:
                found.append(Level(scale, code))
        return tuple(found)


def invent(seed: int, *, communes: int = 1, size: int = 16) -> Truth:
    """Invent the officials of some communes of one district; some people share their name."""
    maker = _Maker(random.Random(seed))
    rng = maker.rng
    names = rng.sample(PLACES, communes)
    made = []
    for name in names:
        officials: list[Official] = []
        for posts in _seats(rng, size):
            namesake = rng.choice(officials) if officials and rng.random() < 0.08 else None
            officials.append(maker.official(posts, namesake))
        made.append(Commune(rng.choice(("phường", "xã")), name, tuple(officials)))
    return Truth(rng.choice(DISTRICTS), maker.day(2008, 2011), tuple(made))


def _seats(rng: random.Random, size: int) -> list[tuple[str, ...]]:
    """The seats of a commune; a deputy secretary may hold a second post."""
    single = [*PARTY_POSTS, *COUNCIL_POSTS, *OFFICE_POSTS, *BODY_POSTS, *CIVIL_POSTS]
    seats: list[tuple[str, ...]] = [(title,) for title in single]
    if rng.random() < 0.6:
        seats.remove(("X03",))
        seats[seats.index(("X02",))] = ("X02", "X03")
    while len(seats) < size:
        seats.append((rng.choice(("Y3", "Y7")),))
    return seats[:size] if size < len(seats) else seats
