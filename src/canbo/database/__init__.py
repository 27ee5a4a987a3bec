"""The house's own PostgreSQL: brought up for a home, shared by its commands, stopped by the last.

A *home* is the data folder (`CANBO_HOME`). Its server listens on a private socket only, and its
cluster is named on line 1 of the text file `cluster` in the home. Where `CANBO_DATABASE_URL` names
a server, that one is used and nothing is started. This room needs the standard library only.
"""

from __future__ import annotations

from canbo.database.archive import Manifest, read_manifest
from canbo.database.backup import backup
from canbo.database.environment import external_url
from canbo.database.launcher import ServerStatus, explain_loss, running, start, status, stop
from canbo.database.places import has_cluster
from canbo.database.recorded import recorded
from canbo.database.refusals import DatabaseRefused
from canbo.database.restore import restore

__all__ = [
    "DatabaseRefused",
    "Manifest",
    "ServerStatus",
    "backup",
    "explain_loss",
    "external_url",
    "has_cluster",
    "read_manifest",
    "recorded",
    "restore",
    "running",
    "start",
    "status",
    "stop",
]
