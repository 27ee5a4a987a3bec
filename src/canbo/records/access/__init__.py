"""The door to the records: what an actor may see, judged at the real instant of the request.

Rights never follow the perspective. What is forbidden is answered like what does not exist.
"""

from canbo.records.access.columns import open_columns
from canbo.records.access.fact_lines import (
    facts_about,
    facts_of_units,
    lineage_of_units,
    register_snapshot,
)
from canbo.records.access.lines import Known, PersonLine, PostLine, known_of_people, person_lines
from canbo.records.access.merging import survivor_of
from canbo.records.access.officials import get_official, list_officials, people_listed, person_names
from canbo.records.access.own_exports import home_key
from canbo.records.access.rights import may_see, visible_people
from canbo.records.access.secrecy import Secrets, open_secrets
from canbo.records.access.unit_lives import (
    UnitDispute,
    UnitLife,
    UnitLink,
    UnitPlace,
    UnitStep,
    get_unit,
    unit_disputes,
)
from canbo.records.access.unit_tree import UnitLine, UnitLines, search_units, unit_branch
from canbo.records.access.unit_words import (
    UnitAmbiguous,
    UnitUnknown,
    resolve_unit,
    unit_with_code,
)
from canbo.records.access.units import (
    below,
    names_of_units,
    placements,
    subtree,
    unit_names,
    unit_tree,
)
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
from canbo.records.access.waiting import Waiting, WaitingHolder, waiting_holders
from canbo.records.models.secrecy import SECRET
from canbo.records.queries import arrow_tables, read_judged, read_snapshot, read_snapshot_of
from canbo.records.queries.acts import Changes, state_mark
from canbo.records.queries.lineages import read_past as unit_past
from canbo.records.queries.succession import read_succession

__all__ = [
    "SECRET",
    "AttainmentView",
    "AttendanceView",
    "Changes",
    "Known",
    "OfficialNotFound",
    "OfficialRow",
    "OfficialView",
    "OfficialsPage",
    "PersonLine",
    "PostLine",
    "PostView",
    "Secrets",
    "TenureView",
    "UnitAmbiguous",
    "UnitDispute",
    "UnitLife",
    "UnitLine",
    "UnitLines",
    "UnitLink",
    "UnitNode",
    "UnitPlace",
    "UnitStep",
    "UnitUnknown",
    "Waiting",
    "WaitingHolder",
    "arrow_tables",
    "below",
    "facts_about",
    "facts_of_units",
    "get_official",
    "get_unit",
    "home_key",
    "known_of_people",
    "lineage_of_units",
    "list_officials",
    "may_see",
    "names_of_units",
    "open_columns",
    "open_secrets",
    "people_listed",
    "person_lines",
    "person_names",
    "placements",
    "read_judged",
    "read_snapshot",
    "read_snapshot_of",
    "read_succession",
    "register_snapshot",
    "resolve_unit",
    "search_units",
    "state_mark",
    "subtree",
    "survivor_of",
    "unit_branch",
    "unit_disputes",
    "unit_names",
    "unit_past",
    "unit_tree",
    "unit_with_code",
    "visible_people",
    "waiting_holders",
]
