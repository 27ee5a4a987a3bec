"""Post titles as different hands write them: in full, half short, and as letters."""

from __future__ import annotations

# code: (full, half short, letters)
_FORMS = {
    "X01": ("Bí thư Đảng ủy", "Bí thư ĐU", "BT ĐU"),
    "X02": ("Phó Bí thư Đảng ủy", "Phó Bí thư ĐU", "PBT ĐU"),
    "X03": ("Chủ tịch HĐND", "Chủ tịch HĐND", "CT HĐND"),
    "X04": ("Phó Chủ tịch HĐND", "Phó CT HĐND", "PCT HĐND"),
    "X05": ("Chủ tịch UBND", "Chủ tịch UBND", "CT UBND"),
    "X06": ("Phó Chủ tịch UBND", "Phó CT UBND", "PCT UBND"),
    "X07": ("Chủ tịch UBMTTQ", "Chủ tịch MTTQ", "CT MTTQ"),
    "X08": ("Bí thư Đoàn Thanh niên", "Bí thư Đoàn TN", "BT Đoàn TN"),
    "X09": ("Chủ tịch Hội Liên hiệp Phụ nữ", "Chủ tịch Hội LHPN", "CT HPN"),
    "X10": ("Chủ tịch Hội Nông dân", "Chủ tịch Hội ND", "CT HND"),
    "X11": ("Chủ tịch Hội Cựu chiến binh", "Chủ tịch Hội CCB", "CT CCB"),
    "Y1": ("Trưởng Công an", "Trưởng CA", "Trưởng CA"),
    "Y2": ("Chỉ huy trưởng Quân sự", "CHT Quân sự", "CHT QS"),
    "Y3": ("Văn phòng - Thống kê", "Văn phòng - TK", "VP-TK"),
    "Y4": ("Địa chính - Xây dựng", "Địa chính - XD", "ĐC-XD"),
    "Y5": ("Tài chính - Kế toán", "Tài chính - KT", "TC-KT"),
    "Y6": ("Tư pháp - Hộ tịch", "Tư pháp - HT", "TP-HT"),
    "Y7": ("Văn hóa - Xã hội", "Văn hóa - XH", "VH-XH"),
    "V01": ("Ủy viên BTV Đảng ủy", "UV BTV Đảng ủy", "UVBTV ĐU"),
    "V02": ("Đảng ủy viên", "Đảng ủy viên", "ĐUV"),
    "Z01": ("Trưởng Ban Tổ chức Đảng ủy", "Trưởng Ban TC Đảng ủy", "Trưởng BTC ĐU"),
    "Z02": ("Trưởng Ban Tuyên giáo Đảng ủy", "Trưởng Ban TG Đảng ủy", "Trưởng BTG ĐU"),
    "Z03": ("Trưởng Khối Dân vận", "Trưởng Khối DV", "Trưởng Khối DV"),
    "Z04": ("Cán bộ Văn phòng Đảng ủy", "CB Văn phòng ĐU", "VP ĐU"),
    "Z05": ("Phó Trưởng Công an", "Phó Trưởng CA", "Phó CA"),
    "Z07": ("Phó Chỉ huy trưởng Quân sự", "Phó CHT Quân sự", "PCHT QS"),
    "Z08": ("Phó Chủ tịch UBMTTQ", "Phó CT MTTQ", "PCT MTTQ"),
    "Z09": ("Phó Bí thư Đoàn Thanh niên", "Phó BT Đoàn TN", "PBT Đoàn TN"),
    "Z10": ("Phó Chủ tịch Hội Liên hiệp Phụ nữ", "Phó CT Hội LHPN", "PCT HPN"),
    "Z11": ("Phó Chủ tịch Hội Nông dân", "Phó CT Hội ND", "PCT HND"),
    "Z12": ("Phó Chủ tịch Hội Cựu chiến binh", "Phó CT Hội CCB", "PCT CCB"),
    "Z16": ("Cán bộ Lao động - TBXH", "CB LĐ-TBXH", "LĐ-TBXH"),
    "Z18": ("Thủ quỹ - Văn thư - Lưu trữ", "Thủ quỹ - VT - LT", "TQ-VT-LT"),
    "Z30": ("Bí thư Chi bộ ấp", "Bí thư Chi bộ ấp", "BT CB ấp"),
    "Z32": ("Trưởng ấp", "Trưởng ấp", "Trưởng ấp"),
    "Z36": ("Công an viên", "Công an viên", "CAV"),
    "Z37": ("Trưởng Ban Công tác Mặt trận ấp", "Trưởng Ban CTMT ấp", "TB CTMT ấp"),
    "H01": ("Bí thư Thị ủy", "Bí thư Thị ủy", "BT Thị ủy"),
    "H02": ("Phó Bí thư Thường trực Thị ủy", "Phó Bí thư TT Thị ủy", "PBT TT Thị ủy"),
    "H03": ("Phó Bí thư Thị ủy", "Phó Bí thư Thị ủy", "PBT Thị ủy"),
    "H05": ("Phó Chủ tịch HĐND thị xã", "Phó CT HĐND thị xã", "PCT HĐND TX"),
    "H06": ("Chủ tịch UBND thị xã", "Chủ tịch UBND thị xã", "CT UBND TX"),
    "H07": ("Phó Chủ tịch UBND thị xã", "Phó CT UBND thị xã", "PCT UBND TX"),
    "H11": ("Trưởng ban", "Trưởng ban", "Trưởng ban"),
    "H12": ("Phó Trưởng ban", "Phó Trưởng ban", "Phó ban"),
    "H13": ("Chủ nhiệm UBKT", "Chủ nhiệm UBKT", "CN UBKT"),
    "H14": ("Phó Chủ nhiệm UBKT", "Phó CN UBKT", "PCN UBKT"),
    "H15": ("Ủy viên UBKT", "Ủy viên UBKT", "UV UBKT"),
    "H16": ("Chánh Văn phòng", "Chánh VP", "CVP"),
    "H17": ("Phó Chánh Văn phòng", "Phó Chánh VP", "PCVP"),
    "H27": ("Trưởng Đài", "Trưởng Đài", "Trưởng Đài"),
    "H28": ("Phó Trưởng Đài", "Phó Trưởng Đài", "Phó Đài"),
    "H18": ("Giám đốc Trung tâm", "Giám đốc TT", "GĐ TT"),
    "H19": ("Phó Giám đốc Trung tâm", "Phó GĐ TT", "PGĐ TT"),
    "H20": ("Trưởng phòng", "Trưởng phòng", "TP"),
    "H21": ("Phó Trưởng phòng", "Phó Trưởng phòng", "PTP"),
    "H22": ("Chánh Thanh tra", "Chánh Thanh tra", "Chánh TTr"),
    "H23": ("Phó Chánh Thanh tra", "Phó Chánh Thanh tra", "Phó Chánh TTr"),
    "H24": ("Hiệu trưởng", "Hiệu trưởng", "HT"),
    "H25": ("Phó Hiệu trưởng", "Phó Hiệu trưởng", "PHT"),
    "H30": ("Chủ tịch UBMTTQ thị xã", "Chủ tịch MTTQ", "CT MTTQ"),
    "H31": ("Phó Chủ tịch UBMTTQ thị xã", "Phó CT MTTQ", "PCT MTTQ"),
    "H32": ("Ủy viên Thường trực UBMTTQ", "UV TT MTTQ", "UVTT MTTQ"),
    "H33": ("Bí thư Thị đoàn", "Bí thư Thị đoàn", "BT Thị đoàn"),
    "H34": ("Phó Bí thư Thị đoàn", "Phó BT Thị đoàn", "PBT Thị đoàn"),
    "H35": ("Chủ tịch Hội Liên hiệp Phụ nữ", "Chủ tịch Hội LHPN", "CT HPN"),
    "H36": ("Phó Chủ tịch Hội Liên hiệp Phụ nữ", "Phó CT Hội LHPN", "PCT HPN"),
    "H37": ("Chủ tịch Hội Nông dân", "Chủ tịch Hội ND", "CT HND"),
    "H38": ("Phó Chủ tịch Hội Nông dân", "Phó CT Hội ND", "PCT HND"),
    "H39": ("Chủ tịch Hội Cựu chiến binh", "Chủ tịch Hội CCB", "CT CCB"),
    "H40": ("Phó Chủ tịch Hội Cựu chiến binh", "Phó CT Hội CCB", "PCT CCB"),
    "H41": ("Chủ tịch Liên đoàn Lao động", "Chủ tịch LĐLĐ", "CT LĐLĐ"),
    "H42": ("Phó Chủ tịch Liên đoàn Lao động", "Phó CT LĐLĐ", "PCT LĐLĐ"),
    "H61": ("Chuyên viên", "Chuyên viên", "CV"),
    "H62": ("Cán sự", "Cán sự", "Cán sự"),
    "H64": ("Văn thư", "Văn thư", "Văn thư"),
    "H66": ("Kế toán", "Kế toán", "Kế toán"),
    "H69": ("Thanh tra viên", "Thanh tra viên", "TTV"),
    "H70": ("Kiểm tra viên", "Kiểm tra viên", "KTV"),
    "H71": ("Giảng viên", "Giảng viên", "GV"),
    "H74": ("Lái xe", "Lái xe", "Lái xe"),
    "V11": ("Ủy viên BTV Thị ủy", "UV BTV Thị ủy", "UVBTV Thị ủy"),
    "V12": ("Thị ủy viên", "Thị ủy viên", "TUV"),
}
_STANDING_DEPUTY = ("Phó Bí thư Thường trực Đảng ủy", "Phó Bí thư TT ĐU", "PBT TT ĐU")
FULL, HALF, LETTERS = range(3)


def title(post: str, form: int) -> str:
    """Give the words of one post in one form."""
    return _FORMS[post][form]


def write_posts(posts: tuple[str, ...], form: int, joiner: str) -> str:
    """Write the posts of one person in one cell; memberships of committees come first."""
    ordered = [p for p in posts if p.startswith("V")] + [p for p in posts if p[0] != "V"]
    others = {"X03", "X05"}
    words = []
    for post in ordered:
        standing = post == "X02" and not others & set(posts)
        words.append((_STANDING_DEPUTY if standing else _FORMS[post])[form])
    return joiner.join(words)
