"""What offices write for posts, levels and columns: (plain, then the ways other hands write it)."""

from __future__ import annotations

POSTS: dict[str, tuple[str, ...]] = {
    "X01": ("Bí thư Đảng ủy", "BT Đảng uỷ", "BT ĐU", "Bí thư ĐU"),
    "X02": ("Phó Bí thư Đảng ủy", "PBT Đảng uỷ", "PBT ĐU", "Phó BT Đảng ủy"),
    "X03": ("Chủ tịch HĐND", "CT HĐND", "Chủ tịch Hội đồng nhân dân", "CT Hội đồng ND"),
    "X04": ("Phó Chủ tịch HĐND", "PCT HĐND", "Phó CT HĐND"),
    "X05": ("Chủ tịch UBND", "CT UBND", "Chủ tịch Uỷ ban nhân dân", "CT.UBND"),
    "X06": ("Phó Chủ tịch UBND", "PCT UBND", "Phó CT UBND", "P.CT UBND"),
    "X07": ("Chủ tịch UBMTTQ", "CT MTTQ", "Chủ tịch UB MTTQ", "Chủ tịch Mặt trận Tổ quốc"),
    "X08": ("Bí thư Đoàn TN", "BT Đoàn thanh niên", "Bí thư Đoàn", "BT Đoàn TNCSHCM"),
    "X09": ("Chủ tịch Hội Phụ nữ", "CT Hội LHPN", "Chủ tịch Hội LHPN", "CT Hội PN"),
    "X10": ("Chủ tịch Hội Nông dân", "CT Hội ND", "CT HND", "Chủ tịch HND"),
    "X11": ("Chủ tịch Hội CCB", "CT CCB", "Chủ tịch Hội Cựu chiến binh", "CT Hội CCB"),
    "Y2": ("Chỉ huy trưởng Quân sự", "CHT Quân sự", "CHT BCHQS", "Chỉ huy trưởng QS"),
    "Y3": ("Văn phòng - thống kê", "VP-TK", "CC VP-TK", "Văn phòng TK"),
    "Y5": ("Tài chính - kế toán", "TC-KT", "CC TC-KT", "Kế toán ngân sách"),
    "Y6": ("Tư pháp - hộ tịch", "TP-HT", "CC TP-HT", "Tư pháp HT"),
    "Y7": ("Văn hóa - xã hội", "VH-XH", "CC VH-XH", "Văn hoá XH"),
}
LEVELS: dict[str, dict[str, tuple[str, ...]]] = {
    "general_education": {
        "THPT": ("12/12", "10/10", "THPT", "PTTH"),
        "THCS": ("7/10", "THCS", "9/12"),
    },
    "professional": {
        "TC": ("Trung cấp", "TC", "T.cấp"),
        "CĐ": ("Cao đẳng", "CĐ"),
        "ĐH": ("Đại học", "ĐH", "Tốt nghiệp đại học"),
    },
    "political_theory": {
        "CTSC": ("Sơ cấp", "SC", "SC LLCT"),
        "CTTC": ("Trung cấp", "TC", "TC LLCT", "Trung cấp LLCT"),
        "CTCC": ("Cao cấp", "CC", "CC LLCT", "Cao cấp LLCT"),
    },
    "state_management": {
        "QLCV": ("Chuyên viên", "CV", "Chương trình chuyên viên"),
        "QLCVC": ("Chuyên viên chính", "CVC"),
    },
    "it": {"TH-A": ("A", "Chứng chỉ A", "CC A"), "TH-B": ("B", "Chứng chỉ B", "CC B")},
    "foreign_language": {
        "NN-A": ("A", "Anh A", "Chứng chỉ A"),
        "NN-B": ("B", "Anh B", "Chứng chỉ B"),
    },
}  # fmt: skip
MODES = {"": ("",), "full_time": ("Chính quy", "CQ"), "in_service": ("Tại chức", "TC")}
HEADERS: dict[str, tuple[tuple[str, ...], ...]] = {
    # key: header paths, the plain one first; a path's last part is the column's own line
    "stt": (("STT",), ("TT",), ("Số TT",)),
    "name": (("Họ và tên",), ("Họ tên",), ("Họ và tên cán bộ",)),
    "family": (("Họ và tên đệm",), ("Họ và chữ đệm",)),
    "given": (("Tên",),),
    "birth": (("Ngày sinh",), ("Ngày tháng năm sinh",), ("Năm sinh",), ("Sinh ngày",)),
    "birth_m": (("Ngày, tháng, năm sinh", "Nam"), ("Năm sinh", "Nam")),
    "birth_f": (("Ngày, tháng, năm sinh", "Nữ"), ("Năm sinh", "Nữ")),
    "sex": (("Giới tính",), ("Nam/Nữ",)),
    "sex_f": (("Nữ",),),
    "ethnic": (("Dân tộc",), ("DT",)),
    "home": (("Quê quán",), ("Nguyên quán",)),
    "party": (("Ngày vào Đảng",), ("Ngày kết nạp Đảng",)),
    "party_official": (("Ngày chính thức",), ("Ngày vào Đảng chính thức",)),
    "post": (("Chức vụ",), ("Chức vụ, chức danh",), ("Chức danh",)),
    "unit": (("Đơn vị công tác",), ("Đơn vị",), ("Nơi công tác",)),
    "post_unit": (("Chức vụ, đơn vị công tác",), ("Chức vụ, nơi công tác",)),
    "general_education": (("Trình độ", "Văn hóa"), ("Trình độ", "Học vấn"), ("Trình độ", "VH")),
    "professional": (("Trình độ", "Chuyên môn"), ("Trình độ", "CM"), ("Trình độ", "CMNV")),
    "political_theory": (
        ("Trình độ", "Lý luận CT"),
        ("Trình độ", "LLCT"),
        ("Trình độ", "Chính trị"),
    ),
    "state_management": (("Trình độ", "QLNN"), ("Trình độ", "Quản lý NN")),
    "it": (("Trình độ", "Tin học"),),
    "foreign_language": (("Trình độ", "Ngoại ngữ"),),
    "note": (("Ghi chú",),),
    "house": (("Số nhà",),),
    "shirt": (("Cỡ áo đồng phục",),),
}  # fmt: skip
MARK_LABELS = {
    "professional": {"TC": "TC", "CĐ": "CĐ", "ĐH": "ĐH"},
    "political_theory": {"CTSC": "SC", "CTTC": "TC", "CTCC": "CC"},
}
