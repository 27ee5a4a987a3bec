"""Workbooks are read with the XML library that their damaged kin were tried with."""

from __future__ import annotations

import os
import subprocess
import sys


def test_openpyxl_keeps_the_standard_library_though_lxml_is_there() -> None:
    code = (
        "import lxml\nimport canbo.exchange.workbooks.xlsx\nimport openpyxl.xml\n"
        "assert not openpyxl.xml.LXML"
    )
    plain = {name: value for name, value in os.environ.items() if name != "OPENPYXL_LXML"}
    subprocess.run([sys.executable, "-c", code], check=True, env=plain)
