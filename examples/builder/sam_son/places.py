"""The units of Sầm Sơn in 2011, with the codes of the statistics office, and homes near by."""

from __future__ import annotations

from examples.builder.truth import Unit

TOWN = "382"
BECAME_WARD = "2009-12-09"  # xã Quảng Tiến becomes a phường, Nghị quyết 61/NQ-CP

WARDS = ("14836", "14833", "14830", "14842", "14839")
_WARD_NAMES = {
    "14836": ((None, "phường", "Trường Sơn"),),
    "14833": ((None, "phường", "Bắc Sơn"),),
    "14830": ((None, "phường", "Trung Sơn"),),
    "14842": ((None, "xã", "Quảng Tiến"), (BECAME_WARD, "phường", "Quảng Tiến")),
    "14839": ((None, "xã", "Quảng Cư"),),
}

# code suffix, name, block (khối), short name as class lists write it
BODIES = (
    ("thuong-truc-thi-uy", "Thường trực Thị ủy", "party", "Thị ủy"),
    ("vp-thi-uy", "Văn phòng Thị ủy", "party", "VP Thị ủy"),
    ("ban-to-chuc", "Ban Tổ chức Thị ủy", "party", "Ban TC Thị ủy"),
    ("ban-tuyen-giao", "Ban Tuyên giáo Thị ủy", "party", "Ban Tuyên giáo TU"),
    ("ban-dan-van", "Ban Dân vận Thị ủy", "party", "Ban Dân vận TU"),
    ("ubkt", "Ủy ban Kiểm tra Thị ủy", "party", "UBKT Thị ủy"),
    ("ttbdct", "Trung tâm Bồi dưỡng chính trị", "party", "TTBDCT"),
    ("hdnd", "Thường trực HĐND thị xã", "state", "HĐND thị xã"),
    ("ubnd", "Lãnh đạo UBND thị xã", "state", "UBND thị xã"),
    ("vp-hdnd-ubnd", "Văn phòng HĐND - UBND", "state", "VP HĐND-UBND"),
    ("noi-vu", "Phòng Nội vụ", "state", "Phòng Nội vụ"),
    ("tc-kh", "Phòng Tài chính - Kế hoạch", "state", "Phòng TC-KH"),
    ("gd-dt", "Phòng Giáo dục và Đào tạo", "state", "Phòng GD&ĐT"),
    ("ld-tbxh", "Phòng Lao động - Thương binh và Xã hội", "state", "Phòng LĐ-TB&XH"),
    ("tu-phap", "Phòng Tư pháp", "state", "Phòng Tư pháp"),
    ("tn-mt", "Phòng Tài nguyên và Môi trường", "state", "Phòng TN&MT"),
    ("qldt", "Phòng Quản lý đô thị", "state", "Phòng QLĐT"),
    ("kinh-te", "Phòng Kinh tế", "state", "Phòng Kinh tế"),
    ("vh-tt", "Phòng Văn hóa và Thông tin", "state", "Phòng VH-TT"),
    ("y-te", "Phòng Y tế", "state", "Phòng Y tế"),
    ("thanh-tra", "Thanh tra thị xã", "state", "Thanh tra TX"),
    ("mttq", "Ủy ban MTTQ thị xã", "front", "MTTQ thị xã"),
    ("thi-doan", "Thị đoàn", "front", "Thị đoàn"),
    ("hoi-lhpn", "Hội Liên hiệp Phụ nữ thị xã", "front", "Hội LHPN TX"),
    ("hoi-nd", "Hội Nông dân thị xã", "front", "Hội ND TX"),
    ("hoi-ccb", "Hội Cựu chiến binh thị xã", "front", "Hội CCB TX"),
    ("ldld", "Liên đoàn Lao động thị xã", "front", "LĐLĐ TX"),
)
BLOCKS = {
    "party": "KHỐI ĐẢNG",
    "state": "KHỐI NHÀ NƯỚC",
    "front": "KHỐI MẶT TRẬN VÀ CÁC ĐOÀN THỂ",
}
SHORT_BODY = {f"{TOWN}.{key}": short for key, _, _, short in BODIES}

NEARBY_HOMES = (
    "Quảng Châu, Quảng Xương", "Quảng Vinh, Quảng Xương", "Quảng Thọ, Quảng Xương",
    "Quảng Hùng, Quảng Xương", "Quảng Minh, Quảng Xương", "Hoằng Phụ, Hoằng Hóa",
    "Hoằng Thanh, Hoằng Hóa", "Hậu Lộc, Thanh Hóa", "Nga Sơn, Thanh Hóa", "Đông Sơn, Thanh Hóa",
    "TP Thanh Hóa", "Nông Cống, Thanh Hóa",
)  # fmt: skip


def units() -> dict[str, Unit]:
    """Give the province, the town, its wards and communes, and its bodies by code."""
    made = [
        Unit("38", None, "province", ((None, "tỉnh", "Thanh Hóa"),)),
        Unit(TOWN, "38", "district", ((None, "thị xã", "Sầm Sơn"),)),
    ]
    made += [Unit(code, TOWN, "commune", _WARD_NAMES[code]) for code in WARDS]
    made += [
        Unit(f"{TOWN}.{key}", TOWN, "district", ((None, "", name),)) for key, name, _, _ in BODIES
    ]
    return {unit.code: unit for unit in made}
