"""The Vietnamese words of the codes of ratings, ranks and forms of discipline."""

from __future__ import annotations

from collections.abc import Mapping

from canbo.law.vocabulary import load_vocabulary

RATINGS: Mapping[str, str] = {
    "HTXSNV": "hoàn thành xuất sắc nhiệm vụ",
    "HTTNV": "hoàn thành tốt nhiệm vụ",
    "HTNV": "hoàn thành nhiệm vụ",
    "KHTNV": "không hoàn thành nhiệm vụ",
    "CXL": "chưa xếp loại",
    "XS": "xuất sắc",
    "KHA": "khá",
    "TB": "trung bình",
    "KEM": "kém",
    "YK": "yếu kém",
    "VPTC": "vi phạm tư cách",
    "TTLĐXS": "tập thể lao động xuất sắc",
    "TTLĐTT": "tập thể lao động tiên tiến",
    "VM": "vững mạnh",
    "TSVM": "trong sạch vững mạnh",
    "TSVMTB": "trong sạch vững mạnh tiêu biểu",
}


def rating_words(code: str) -> str:
    """Say a level of a rating; an unknown code stays as it is."""
    return RATINGS.get(code, code)


def rank_words(code: str) -> str:
    """Name a rank with its code: "chuyên viên (01.003)"."""
    names = load_vocabulary()["standing"]["ranks"].get(code)
    return f"{names[0]} ({code})" if names else code


def rank_name(code: str) -> str:
    """Name a rank alone; an unknown code has no name."""
    names = load_vocabulary()["standing"]["ranks"].get(code)
    return str(names[0]) if names else ""


def discipline_words(code: str) -> str:
    """Name a form of discipline: "khiển trách"."""
    names = load_vocabulary()["standing"]["disciplines"].get(code)
    return str(names[0]) if names else code
