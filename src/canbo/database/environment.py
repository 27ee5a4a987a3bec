"""The settings of this room, read from the environment where they are needed."""

from __future__ import annotations

import os
from pathlib import Path

from canbo.database.refusals import DatabaseRefused

DATABASE_URL = "CANBO_DATABASE_URL"
CLUSTER_PARENT = "CANBO_CLUSTER_PARENT"
RUNTIME_PARENT = "CANBO_RUNTIME_PARENT"
PROGRAMS_FOLDER = "CANBO_POSTGRESQL_BIN"


def external_url() -> str | None:
    """Return the URL of the user's own server; None when the house runs one itself."""
    return os.environ.get(DATABASE_URL) or None


def folder_setting(name: str) -> Path | None:
    """Read a folder from the environment; refuses a path that is not absolute."""
    text = os.environ.get(name)
    if not text:
        return None
    if not os.path.isabs(text):
        raise DatabaseRefused("setting_not_absolute", {"setting": name, "found": text})
    return Path(text)
