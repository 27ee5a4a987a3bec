"""What LibreOffice makes of the papers: each opens, is printed, and tells whom it is about."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from uuid import UUID

import pytest

from canbo.engine.timeline import Perspective
from canbo.exchange.papers import Of, forms
from canbo.records import operations
from canbo.reporting import papers
from canbo.reporting.papers import Paper
from tests.records.sheets import NOON, OPERATOR
from tests.town.builder import AS_OF, LONG_NAME, Town
from tests.town.cast import REAL_NOW
from tests.town.every_kind import every_kind
from tests.town.fixtures import home, town

__all__ = ["home", "town"]

MOST_PAGES = {"tieu-su": 2, "tieu-su-dang": 2, "2c-bnv-2008": 4, "2c-tctw-98": 4}


@pytest.fixture
def mai(town: Town, db: None) -> UUID:
    """Nguyễn Thị Mai, of whom every kind of fact is recorded."""
    person = town.people["Nguyễn Thị Mai"]
    operations.record_facts(facts=every_kind(person), actor=OPERATOR, at=NOON)
    return person


def write(name: str, person: UUID, target: Path) -> None:
    out = io.BytesIO()
    asked = Paper(out, name, OPERATOR, REAL_NOW, Perspective(AS_OF, REAL_NOW))
    if forms()[name].of is Of.PERSON:
        papers.write_person_paper(asked, person=person)
    else:
        papers.write_list_paper(asked)
    target.write_bytes(out.getvalue())


def run(*words: str) -> str:
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=180)
    return done.stdout


def test_every_paper_is_printed(mai: UUID, town: Town, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "LibreOffice is needed: make test installs it"
    written = {name: tmp_path / f"{name}.docx" for name in forms()}
    for name, target in written.items():
        write(name, mai, target)
    written["long"] = tmp_path / "long.docx"
    write("2c-bnv-2008", town.people[LONG_NAME], written["long"])
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    run(office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path),
        *map(str, written.values()))  # fmt: skip
    for name in forms():
        printed = tmp_path / f"{name}.pdf"
        told = run("pdftotext", "-layout", str(printed), "-")
        assert "nguyễn thị mai" in told.lower(), name
        assert "{" not in told
        pages = told.count("\f")
        assert pages <= MOST_PAGES.get(name, 9), name
        # the number of a page stands above it, from the second on
        assert not told.split("\f")[0].lstrip().startswith("1\n")
        for number, page in enumerate(told.split("\f")[1:pages], start=2):
            assert page.strip().startswith(str(number)), name
        assert "Times" in run("pdffonts", str(printed)) or "Liberation" in run(
            "pdffonts", str(printed)
        )
    whole = " ".join(run("pdftotext", str(tmp_path / "long.pdf"), "-").split())
    assert LONG_NAME.upper() in whole
