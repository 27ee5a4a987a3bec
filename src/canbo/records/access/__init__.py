"""The door to the records: what an actor may see, judged at the real instant of the request.

Rights never follow the perspective. What is forbidden is answered like what does not exist.
"""

from canbo.records.access.officials import get_official, list_officials, person_names
from canbo.records.access.rights import may_see, visible_people
from canbo.records.access.unit_lives import UnitLife, UnitLink, UnitPlace, UnitStep, get_unit
from canbo.records.access.unit_words import (
    UnitAmbiguous,
    UnitUnknown,
    resolve_unit,
    unit_with_code,
)
from canbo.records.access.units import subtree, unit_names, unit_tree
from canbo.records.access.values import (
    AttainmentView,
    AttendanceView,
    OfficialNotFound,
    OfficialRow,
    OfficialsPage,
    OfficialView,
    PostView,
    TenureView,
    UnitNode,
)
from canbo.records.queries import arrow_tables, read_snapshot, read_snapshot_of
from canbo.records.queries.acts import Changes

__all__ = [
    "AttainmentView",
    "AttendanceView",
    "Changes",
    "OfficialNotFound",
    "OfficialRow",
    "OfficialView",
    "OfficialsPage",
    "PostView",
    "TenureView",
    "UnitAmbiguous",
    "UnitLife",
    "UnitLink",
    "UnitNode",
    "UnitPlace",
    "UnitStep",
    "UnitUnknown",
    "arrow_tables",
    "get_official",
    "get_unit",
    "list_officials",
    "may_see",
    "person_names",
    "read_snapshot",
    "read_snapshot_of",
    "resolve_unit",
    "subtree",
    "unit_names",
    "unit_tree",
    "unit_with_code",
    "visible_people",
]
