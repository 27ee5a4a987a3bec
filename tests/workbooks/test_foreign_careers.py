"""Careers as offices of other countries and other hands write them: other columns, other dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.exchange.workbooks import Reading
from canbo.exchange.workbooks.dates import find_date, find_span
from canbo.exchange.workbooks.reading import CellClass, ListKind
from tests.workbooks.listed import iso, listed, nothing_listed, said, where
from tests.workbooks.written import read, write_xlsx


def lines(reading: Reading, name: str) -> list[tuple[str, str, str]]:
    """Of each line the post and its unit, the beginning and the end."""
    assert {document.kind for document in reading.documents} == {ListKind.CAREERS}  # type: ignore[union-attr]
    return [(post, begins, ends) for _, post, begins, ends, *_ in said(reading, name)]


def test_english_headers_and_months(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("POSTING HISTORY OF OFFICERS",),
        ("As of 30 June 2016",),
        ("Name of officer", "Department", "Posting", "From", "To", "Remarks"),
        ("John Smith", "Home Department", "Assistant Secretary", "Jan-2005", "Mar-2008", None),
        ("John Smith", "Treasury", "Deputy Secretary", "Mar-2008", "to date", "acting"),
        ("Mary Brown", "Health", "Director of Programmes", "15.06.2008", "2012-04", None),
        head=(),
    )
    nothing_listed(reading)
    assert lines(reading, "John Smith") == [
        ("Assistant Secretary@Home Department", "2005-01", "2008-03"),
        ("Deputy Secretary@Treasury", "2008-03", ""),
    ]
    assert lines(reading, "Mary Brown") == [
        ("Director of Programmes@Health", "2008-06-15", "2012-04")
    ]


def test_indian_spans_in_one_column(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("BIO-DATA OF OFFICERS - EXPERIENCE DETAILS",),
        ("Sl. No.", "Officer Name", "Designation", "Ministry/Department", "Tenure"),
        (1, "A K Sharma", "Collector", "Revenue", "12/06/1998 - 30/05/2001"),
        (2, "A K Sharma", "Director", "Power", "01/06/2001 to 14/08/2006"),
        (3, "A K Sharma", "Secretary", "Cabinet", "14/08/2006 to till date"),
        (4, "R. Meena", "SDM", "Revenue", "Aug 1996 - Jul 1998"),
        (5, "R. Meena", "Director", "Mines", "2001-08 to 2004-11"),
        head=(),
    )
    nothing_listed(reading)
    assert lines(reading, "A K Sharma") == [
        ("Collector@Revenue", "1998-06-12", "2001-05-30"),
        ("Director@Power", "2001-06-01", "2006-08-14"),
        ("Secretary@Cabinet", "2006-08-14", ""),
    ]
    assert lines(reading, "R. Meena") == [
        ("SDM@Revenue", "1996-08", "1998-07"),
        ("Director@Mines", "2001-08", "2004-11"),
    ]


def test_french_headers_and_letters(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("ÉTAT DES SERVICES DES FONCTIONNAIRES",),
        ("(Situation au 30/06/2016)",),
        ("N°", "Matricule", "Nom et prénom", "Date de naissance", "Du", "Au", "Poste occupé",
         "Service"),
        (1, "F1001", "DUPONT Jean", "12/04/1961", "01/09/1992", "15/06/2003", "Chef de bureau",
         "Ministère de l'Intérieur"),
        (None, None, None, None, "15/06/2003", "à ce jour", "Sous-préfet", "Beaune"),
        head=(),
    )  # fmt: skip
    nothing_listed(reading)
    (document,) = reading.documents
    assert iso(document.as_of) == "2016-06-30"  # type: ignore[union-attr]
    assert lines(reading, "DUPONT Jean") == [
        ("Chef de bureau@Ministère de l'Intérieur", "1992-09-01", "2003-06-15"),
        ("Sous-préfet@Beaune", "2003-06-15", ""),
    ]


def sheet_of(name: str, *career: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [("SERVICE RECORD",), ("Name:", name), ("Employee No.:", f"E-{len(name)}"), *career]


def test_a_sheet_for_each_person(tmp_path: Path) -> None:
    columns = ("From", "To", "Posting", "Department")
    vietnamese = [
        ("Họ và tên:", "Lê Thị Bình"),
        ("Ngày sinh:", "12/03/1965"),
        ("Từ tháng năm", "Đến tháng năm", "Chức vụ, đơn vị công tác"),
        ("2005-01", "2008-06", "Phó Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn"),
        ("7/2008", "đến nay", "Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn"),
    ]
    reading = read(
        write_xlsx(
            tmp_path / "sheets.xlsx",
            {
                "Smith": sheet_of("John Smith", columns, ("Jan-2005", "to date", "Clerk", "Home")),
                "Brown": sheet_of(
                    "Mary Brown", columns, ("15.06.2008", "30.04.2012", "Director", "Health")
                ),
                "Binh": vietnamese,
            },
        )
    )
    assert reading.count(CellClass.LISTED) == 0
    assert lines(reading, "John Smith") == [("Clerk@Home", "2005-01", "")]
    assert lines(reading, "Mary Brown") == [("Director@Health", "2008-06-15", "2012-04-30")]
    assert lines(reading, "Lê Thị Bình") == [
        ("X06@phường Trường Sơn", "2005-01", "2008-06"),
        ("X05@phường Trường Sơn", "2008-07", ""),
    ]


def test_a_whole_career_in_one_cell_parted_by_semicolons(tmp_path: Path) -> None:
    told = (
        "01/2005-6/2008: Chuyên viên Phòng Nội vụ thị xã Sầm Sơn; "
        "15.6.2008-nay: Chủ tịch UBND phường Trường Sơn"
    )
    reading = listed(
        tmp_path,
        ("QUÁ TRÌNH CÔNG TÁC CỦA CÁN BỘ PHƯỜNG TRƯỜNG SƠN, THỊ XÃ SẦM SƠN",),
        ("TT", "Họ và tên", "Quá trình công tác", "Ngày sinh"),
        (1, "Lê Thị Bình", told, "12/03/1965"),
    )
    nothing_listed(reading)
    assert [line[1:] for line in lines(reading, "Lê Thị Bình")] == [
        ("2005-01", "2008-06"),
        ("2008-06-15", ""),
    ]
    assert [where(one.post.unit) for one in reading.documents[0].rows[0].statements] == [  # type: ignore[union-attr]
        "Phòng Nội vụ",
        "phường Trường Sơn",
    ]


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("5-Jan-2003 to 31 March 2004", "2003-01-05", "2004-03-31"),
        ("Jan-05 – Mar-08", "2005-01", "2008-03"),
        ("August 5, 1965", "1965-08-05", "1965-08-05"),
        ("Máy 2005", "2005", "2005"),
        ("Tổ may 10", "", ""),
    ],
)
def test_english_months_inside_texts(text: str, begins: str, ends: str) -> None:
    span = find_span(text)
    assert (iso(span.begins), iso(span.ends)) == (begins, ends)
    assert iso(find_date(text)) == begins
