"""Builds the example towns: workbooks for canbo to read, and a ledger of what is true.

The builder knows the truth because it invents it. It imports nothing of canbo and never asks it:
the ledger is the yardstick that canbo's figures are held against.
"""

from examples.builder.build import TOWNS, build

__all__ = ["TOWNS", "build"]
