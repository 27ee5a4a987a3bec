"""Plan folders: tables in CSV or Parquet to the engine's values, and back in Parquet."""

from canbo.exchange.tables.cells import FolderProblem
from canbo.exchange.tables.plans import (
    StoredPlan,
    read_plan,
    write_plan_tables,
    write_run,
)
from canbo.exchange.tables.problems import PlanFolderRefused, read_problem, write_problem

__all__ = [
    "FolderProblem",
    "PlanFolderRefused",
    "StoredPlan",
    "read_plan",
    "read_problem",
    "write_plan_tables",
    "write_problem",
    "write_run",
]
