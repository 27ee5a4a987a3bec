"""By what a home knows the lists that it exported itself."""

from __future__ import annotations

from canbo.exchange.workbooks.keys import HomeKey
from canbo.journal import access as journal


def home_key() -> HomeKey | None:
    """The key of this home's exports; None where nothing was ever done, so nothing exported."""
    home, secret = journal.home_mark(), journal.home_secret("exported lists")
    return HomeKey(home, secret) if home and secret else None
