"""The SQL that is kept is that of the measures as they are."""

from __future__ import annotations

import os

from canbo.engine.figures.statements import always_the_same
from canbo.exchange.warehouse import keeping, sql_of


def test_the_kept_sql_is_that_of_the_measures() -> None:
    """After a wanted change of measures: KEEP_STATEMENTS=1 pytest tests/figures/test_kept…"""
    texts = {one.name: sql_of(one.build()) for one in always_the_same()}
    if os.environ.get("KEEP_STATEMENTS"):
        keeping.keep(texts)
        keeping.kept.cache_clear()
    assert "" not in texts
    assert keeping.kept() == texts, "stale: see this test's docstring"
