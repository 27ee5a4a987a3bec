"""Draws lists in the hand of some office together with the truth they were written from."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from canbo.engine.timeline import PartialDate

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Cao")
GIVEN = {
    "m": ["Hoà", "Nam", "Thắng", "Dũng", "Quý", "Tùng", "Sỹ", "Bình", "Đạt"],
    "f": ["Lan", "Hạnh", "Thuý", "Mơ", "Yến", "Nhạn"],
}
PLACES = ("Trường Sơn, Sầm Sơn", "Hoằng Hóa, Thanh Hóa", "Quảng Xương, Thanh Hóa")
MIDDLES = {"m": ("Văn", "Sỹ", "Minh"), "f": ("Thị", "Thuý")}
POSTS = {
    "X01": ("Bí thư Đảng ủy", "BT ĐU", "BT. Đảng uỷ", "bí thư đảng ủy phường"),
    "X02": ("Phó Bí thư Đảng ủy", "PBT TT ĐU", "P.BT Đảng ủy", "PBT ĐU"),
    "X03": ("Chủ tịch HĐND", "CT HĐND", "CT. HĐND phường"),
    "X04": ("Phó Chủ tịch HĐND", "PCT.HĐND", "P.CT HĐND"),
    "X05": ("Chủ tịch UBND", "CT UBND", "CT UBND P", "Chủ tịch Ủy ban nhân dân"),
    "X06": ("Phó Chủ tịch UBND", "PCT UBND", "Phó CT UBND"),
    "X07": ("Chủ tịch UBMTTQ", "CT MTTQ", "CT UB MTTQ phường"),
    "X08": ("Bí thư Đoàn TN", "BTĐTN", "BT Đoàn TNCS HCM"),
    "X09": ("Chủ tịch Hội LHPN", "CT HPN", "CT Hội PN"),
    "X10": ("Chủ tịch Hội Nông dân", "CT HND", "CT Hội ND"),
    "X11": ("Chủ tịch Hội CCB", "CT CCB", "CT. Hội Cựu chiến binh"),
    "Y2": ("Chỉ huy trưởng Quân sự", "CHT QS", "CHT BCH QS"),
    "Y3": ("Văn phòng - Thống kê", "VP-TK", "VPTK", "Văn phòng – TK"),
    "Y4": ("Địa chính - Xây dựng", "ĐC-XD", "Công chức ĐC - XD"),
    "Y5": ("Tài chính - Kế toán", "TC-KT", "Kế toán - TC"),
    "Y6": ("Tư pháp - Hộ tịch", "TP-HT", "CC TP-HT"),
    "Y7": ("Văn hóa - Xã hội", "VH-XH", "Văn hoá – XH"),
    "V01": ("Ủy viên BTV Đảng ủy", "UV BTV", "UVBTV ĐU"),
    "V02": ("Đảng ủy viên", "UV BCH", "ĐUV"),
}
LEVELS = {
    "general_education": {"THPT": ("12/12", "10/10", "THPT"), "THCS": ("7/10", "9/12")},
    "professional": {
        "TC": ("TC", "Trung cấp", "TC Kế toán"),
        "CĐ": ("CĐ", "Cao đẳng"),
        "ĐH": ("ĐH", "Đại học Luật", "ĐHTC", "ĐH Luật (TC)", "Cử nhân KT"),
        "ThS": ("Thạc sỹ", "ThS"),
    },
    "political_theory": {
        "CTSC": ("SC", "Sơ cấp"),
        "CTTC": ("TC", "Trung cấp"),
        "CTCC": ("CC", "Cao cấp"),
    },
    "state_management": {"QLCV": ("CV", "Chuyên viên"), "QLX": ("Đã BD", "x")},
    "it": {"TH-A": ("A",), "TH-B": ("B", "CC B")},
    "foreign_language": {"NN-A": ("A", "Anh A"), "NN-B": ("B", "B tiếng Anh")},
    "defence_security": {"QP3": ("ĐT3", "Đối tượng 3"), "QP4": ("ĐT 4", "đối tượng 4")},
}  # fmt: skip
SCALE_HEADERS = {
    "general_education": ("Văn hóa", "Học vấn", "VH", "GDPT"),
    "professional": ("Chuyên môn", "CM", "Chuyên môn nghiệp vụ"),
    "political_theory": ("LLCT", "Lý luận chính trị", "Lý luận CT"),
    "state_management": ("QLNN", "Quản lý nhà nước"),
    "it": ("Tin học", "TH"),
    "foreign_language": ("Ngoại ngữ", "NN"),
    "defence_security": ("QPAN", "Quốc phòng - an ninh", "KT QP-AN"),
}
MARK_HEADERS = {
    "professional": (("TC", "TC"), ("CĐ", "CĐ"), ("ĐH", "ĐH"), ("ThS", "Trên ĐH")),
    "political_theory": (("CTSC", "SC"), ("CTTC", "TC"), ("CTCC", "CC")),
}
TITLES = (
    ("DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC PHƯỜNG BẮC SƠN", "(Tính đến ngày 30/6/2011)"),
    ("DANH SÁCH CÁN BỘ PHƯỜNG BẮC SƠN - THỊ XÃ SẦM SƠN", "Có đến ngày 30 tháng 6 năm 2011"),
    ("BIỂU CHẤT LƯỢNG CÁN BỘ, CÔNG CHỨC PHƯỜNG BẮC SƠN", "Thời điểm 30/06/2011"),
)
NAME_HEADERS = ("Họ và tên", "HỌ VÀ TÊN", "Họ tên", "Họ và  tên khai sinh")
BIRTH_HEADERS = ("Ngày sinh", "Năm sinh", "Ngày, tháng, năm sinh", "Sinh ngày")
GROUPS = (
    "I. ĐẢNG ỦY",
    "II. HĐND - UBND",
    "III. MTTQ VÀ CÁC ĐOÀN THỂ",
    "A. CÁN BỘ CHUYÊN TRÁCH",
    "B. CÔNG CHỨC",
)


@dataclass
class Truth:
    """What one row was written from; only what the list's columns show."""

    name: str
    sex: str = ""
    birth: str = ""
    posts: tuple[str, ...] = ()
    home: str = ""
    party: str = ""
    levels: dict[str, str] = field(default_factory=dict)


@dataclass
class Office:
    """A drawn list: cells by place, merged ranges, and the truth row by row."""

    cells: dict[tuple[int, int], Any]
    merges: list[tuple[int, int, int, int]]
    truth: list[Truth]


class Hand:
    """One office's hand: it decides on layout once and writes every row that way."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.cells: dict[tuple[int, int], Any] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.truth: list[Truth] = []
        self.merged = self.draw.random() < 0.7
        self.left = self.draw.choice([0, 0, 1, 3])
        self.birth = self.draw.choice(["two", "two", "one", "sex", "female"])
        self.shout = self.draw.random() < 0.3
        self.form = self.draw.choice(["NFC", "NFD"])
        self.scales = sorted(self.draw.sample(sorted(LEVELS), self.draw.randint(1, 6)))
        self.parent = self.draw.random() < 0.7
        self.extra = [c for c in ("home", "party", "note") if self.draw.random() < 0.5]
        self.marks = {s for s in MARK_HEADERS if self.draw.random() < 0.5}
        self.mark = self.draw.choice(["x", "X", "v", "+"])
        self.depth = (
            1
            + (self.birth == "two" or self.parent)
            + (bool(self.marks & set(self.scales)) and self.parent)
        )
        if self.marks & set(self.scales):
            self.depth = max(self.depth, 2)

    def text(self, text: str) -> str:
        return unicodedata.normalize(self.form, text)

    def put(self, row: int, column: int, value: Any) -> None:
        if value is not None:
            self.cells[row, column] = self.text(value) if isinstance(value, str) else value

    # --- the header

    def leaves(self) -> list[list[str]]:
        """The header path of each column, from the top down."""
        draw = self.draw
        paths = [["STT"], [draw.choice(NAME_HEADERS)]]
        birth = draw.choice(BIRTH_HEADERS)
        if self.birth == "two":
            paths += [[birth, "Nam"], [birth, "Nữ"]]
        else:
            paths.append([birth])
        if self.birth in {"sex", "female"}:
            paths.append(["Giới tính" if self.birth == "sex" else "Nữ"])
        middle = [["Chức vụ"]] + [
            [{"home": "Quê quán", "party": "Ngày vào Đảng"}[c]] for c in self.extra if c != "note"
        ]
        draw.shuffle(middle)
        paths += middle
        for scale in self.scales:
            header = draw.choice(SCALE_HEADERS[scale])
            head = ["Trình độ", header] if self.parent else [header]
            if scale in self.marks:
                paths += [[*head, leaf] for _, leaf in MARK_HEADERS[scale]]
            else:
                paths.append(head)
        if "note" in self.extra:
            paths.append(["Ghi chú"])
        return paths

    def write_header(self, top: int, paths: list[list[str]]) -> None:
        depth = max(len(path) for path in paths)
        for place, path in enumerate(paths):
            column = self.left + place
            for level, text in enumerate(path):
                starts = place == 0 or paths[place - 1][: level + 1] != path[: level + 1]
                if not starts:
                    continue
                self.put(top + level, column, text)
                last = place
                while last + 1 < len(paths) and paths[last + 1][: level + 1] == path[: level + 1]:
                    last += 1
                bottom = top + depth - 1 if level == len(path) - 1 else top + level
                if self.merged and (last > place or bottom > top + level):
                    self.merges.append((top + level, column, bottom, self.left + last))
        self.depth = depth

    # --- people

    def person(self) -> Truth:
        draw = self.draw
        sex = draw.choice("mf")
        middle = draw.choice(MIDDLES[sex])
        name = f"{draw.choice(FAMILIES)} {middle} {draw.choice(GIVEN[sex])}"
        born = date(draw.randint(1950, 1988), draw.randint(1, 12), draw.randint(1, 28))
        precision = draw.choice([4, 7, 10, 10])
        posts = tuple(draw.sample(sorted(POSTS), draw.choice([1, 1, 2])))
        party = date(draw.randint(1975, 2009), draw.randint(1, 12), draw.randint(1, 28))
        levels = {s: draw.choice(sorted(LEVELS[s])) for s in self.scales if draw.random() < 0.8}
        return Truth(
            name=name,
            sex="" if self.birth == "one" else sex,
            birth=born.isoformat()[:precision],
            posts=posts,
            home=draw.choice(PLACES) if "home" in self.extra else "",
            party=party.isoformat() if "party" in self.extra else "",
            levels=levels,
        )

    def day(self, iso: str) -> Any:
        known = [int(part) for part in iso.split("-")]
        if len(known) == 3:
            year, month, day = known
            # true dates of early days among texts of late ones are what a turned column looks like
            true_date = date(year, month, day) if day > 12 else f"{day:02d}/{month:02d}/{year}"
            return self.draw.choice([
                true_date, f"{day:02d}/{month:02d}/{year}", f"{day}/{month}/{year}",
                f"{day}.{month}.{year}", f"{day}-{month}-{year}",
                f"{day:02d}/{month:02d}/{year % 100:02d}",
            ])  # fmt: skip
        if len(known) == 2:
            return self.draw.choice(
                [
                    f"{known[1]}/{known[0]}",
                    f"{known[1]:02d}/{known[0]}",
                    f"00/{known[1]}/{known[0]}",
                ]
            )
        return self.draw.choice([known[0], str(known[0]), f"00/00/{known[0]}"])

    def write_person(self, row: int, number: int, paths: list[list[str]], truth: Truth) -> None:
        joiner = self.draw.choice([", ", "; ", "\n", " - ", " + "])
        posts = joiner.join(self.draw.choice(POSTS[code]) for code in truth.posts)
        values: dict[str, Any] = {
            "STT": number,
            "name": truth.name.upper() if self.shout else truth.name,
            "Chức vụ": posts,
            "Quê quán": truth.home,
            "Ngày vào Đảng": self.day(truth.party) if truth.party else None,
        }
        for place, path in enumerate(paths):
            column = self.left + place
            self.put(row, column, self.value(place, path, values, truth) or None)

    def value(self, place: int, path: list[str], values: dict[str, Any], truth: Truth) -> Any:
        leaf = path[-1]
        if place == 1:
            return values["name"]
        if path[0] in BIRTH_HEADERS:
            own = len(path) == 1 or (leaf == "Nam") == (truth.sex == "m")
            return self.day(truth.birth) if own else None
        if leaf == "Giới tính":
            return "Nam" if truth.sex == "m" else "Nữ"
        if path == ["Nữ"]:
            return "x" if truth.sex == "f" else None
        return self.level_value(path, truth) or values.get(leaf)

    def level_value(self, path: list[str], truth: Truth) -> Any:
        leaf = path[-1]
        for scale in self.scales:
            level = truth.levels.get(scale)
            names = SCALE_HEADERS[scale]
            if leaf in names and (len(path) == 1 or path[0] == "Trình độ"):
                return self.draw.choice(LEVELS[scale][level]) if level else None
            if len(path) > 1 and path[-2] in names:
                wanted = {text: code for code, text in MARK_HEADERS[scale]}[leaf]
                return self.mark if level == wanted else None
        return None

    # --- the whole list

    def write(self) -> Office:
        """Write the list."""
        draw = self.draw
        title, when = draw.choice(TITLES)
        heads = ["THỊ ỦY SẦM SƠN", "ĐẢNG ỦY PHƯỜNG BẮC SƠN"] if draw.random() < 0.6 else []
        row = 0
        for line in (*heads, *([None] if heads else []), title, when):
            self.put(row, draw.choice([0, self.left]), line)
            row += 1
        row += draw.choice([0, 1])
        paths = self.leaves()
        self.write_header(row, paths)
        row += self.depth
        if draw.random() < 0.5:
            for place in range(len(paths)):
                self.put(row, self.left + place, f"({place + 1})" if self.shout else place + 1)
            row += 1
        row = self._write_people(row, paths)
        if draw.random() < 0.6:
            self.put(row + 1, self.left + 1, "NGƯỜI LẬP BIỂU")
            self.put(row + 1, self.left + 4, "T/M BAN THƯỜNG VỤ")
            self.put(row + 3, self.left + 1, "Lê Thị Hạnh")
        if self.birth == "female" and all(truth.sex == "m" for truth in self.truth):
            for truth in self.truth:  # an empty column "Nữ" proves nothing
                truth.sex = ""
        return Office(self.cells, self.merges, self.truth)

    def _write_people(self, row: int, paths: list[list[str]]) -> int:
        draw = self.draw
        groups = list(draw.sample(GROUPS, 2)) if draw.random() < 0.5 else [None]
        number = 0
        for group in groups:
            if group:
                self.put(row, self.left, group)
                if self.merged:
                    self.merges.append((row, self.left, row, self.left + len(paths) - 1))
                row += 1
            count = draw.randint(1, 5)
            for _ in range(count):
                number += 1
                truth = self.person()
                self.truth.append(truth)
                self.write_person(row, number, paths, truth)
                row += 1
            if group and draw.random() < 0.4:
                self.put(row, self.left + 1, f"Cộng: {count}")
                row += 1
        if draw.random() < 0.5:
            self.put(
                row,
                self.left + 1,
                draw.choice(["Tổng số: {} người", "Tổng cộng: {}"]).format(number),
            )
            row += 1
        return row


def as_partial(iso: str) -> PartialDate | None:
    """A truth's date as the reader gives it."""
    return PartialDate.parse(iso) if iso else None
