"""Plan folders: tables in CSV or Parquet to the engine's values, and back in Parquet."""

from canbo.exchange.tables.cells import FolderProblem
from canbo.exchange.tables.formats import ROTATION, TRAINING, Format
from canbo.exchange.tables.plans import (
    StoredPlan,
    read_plan,
    read_plan_folder,
    write_plan,
    write_plan_tables,
    write_run,
)
from canbo.exchange.tables.problems import (
    PlanFolderRefused,
    read_folder,
    read_problem,
    write_folder,
    write_problem,
)

__all__ = [
    "ROTATION",
    "TRAINING",
    "FolderProblem",
    "Format",
    "PlanFolderRefused",
    "StoredPlan",
    "read_folder",
    "read_plan",
    "read_plan_folder",
    "read_problem",
    "write_folder",
    "write_plan",
    "write_plan_tables",
    "write_problem",
    "write_run",
]
