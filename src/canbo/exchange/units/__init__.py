"""Official lists of units as files: CSV, also gzipped, known by their columns."""

from canbo.exchange.units.problems import LineProblem, UnitFileRefused
from canbo.exchange.units.reading import UnitFile, read_unit_file, read_unit_files

__all__ = ["LineProblem", "UnitFile", "UnitFileRefused", "read_unit_file", "read_unit_files"]
