"""What all tests share: settings of their own, a database copied from one template, a home each.

`db` (or the mark `django_db`) runs a test in a transaction that is rolled back. With
`django_db(transaction=True)` or `live_server` commits are real, and the database is copied anew
afterwards: nothing is emptied table by table, as append-only tables refuse it.
"""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

for _name in [name for name in os.environ if name.startswith("CANBO_")]:
    del os.environ[_name]
os.environ["OPENPYXL_LXML"] = "False"  # as canbo.exchange sets it; tests may import openpyxl first
os.environ["DJANGO_SETTINGS_MODULE"] = "canbo.config.settings"
os.environ["CANBO_SECRET_KEY"] = "a secret of the tests, which keep no secrets"

hypothesis_settings.register_profile(
    "canbo",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("canbo")
_homes = itertools.count()
# A process with the law, Django and thousands of tests looks them all through for garbage at each
# 70,000 new objects, a seventh of the time of a test that reads a town; so at each million.
gc.set_threshold(10_000, 10, 10)

# What takes longest, however few its tests: begun first, so that nobody waits for it at the end.
LONG_FILES = (
    "tests/example_town/test_lists_reach_the_ledger.py",
    "tests/example_town/test_ledger_is_reached.py",
    "tests/database/test_home_commands.py",
    "tests/web/test_secret_sources.py",
    "tests/journeys/test_every_page.py",
    "tests/database/test_server_life.py",
    "tests/journeys/test_daily_work.py",
    "tests/history/test_all_kinds.py",
    "tests/database/test_server_trouble.py",
    "tests/web/test_figure_pages.py",
    "tests/web/test_addresses.py",
    "tests/history/test_merging.py",
    "tests/journal/test_chain.py",
    "tests/records/test_bulk_rows.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak N`: the property tests alone, with N times as many examples, other ones each time."""
    parser.addoption("--soak", type=int, default=0, metavar="N")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the long files; turn the property tests up for a soak."""
    first = {name: place for place, name in enumerate(LONG_FILES)}
    if missing := [name for name in first if not (config.rootpath / name).is_file()]:
        raise pytest.UsageError(
            f"LONG_FILES of {__file__} names files that are not there: {missing}"
        )
    items.sort(key=lambda item: first.get(item.nodeid.partition("::")[0], len(first)))
    if times := config.getoption("--soak"):
        _soak(config, items, times)


def _soak(config: pytest.Config, items: list[pytest.Item], times: int) -> None:
    """Keep the tests that draw examples, and let each draw more; the others only repeat."""
    turned, drawing = set(), []
    for item in items:
        test = getattr(getattr(item, "obj", None), "__func__", getattr(item, "obj", None))
        drawn = getattr(test, "_hypothesis_internal_use_settings", None)
        if drawn is None:
            continue
        drawing.append(item)
        if test in turned:  # parameters share one function
            continue
        turned.add(test)
        more = {"max_examples": drawn.max_examples * times, "derandomize": False}
        test._hypothesis_internal_use_settings = hypothesis_settings(drawn, print_blob=True, **more)
    config.hook.pytest_deselected(items=[item for item in items if item not in drawing])
    items[:] = drawing


def pytest_configure(config: pytest.Config) -> None:
    """Let passwords be hashed fast, and leave the home of who runs the tests alone."""
    from django.conf import settings

    settings.CANBO_HOME = Path(tempfile.mkdtemp(prefix="canbo-home-"))
    config.add_cleanup(partial(shutil.rmtree, settings.CANBO_HOME, ignore_errors=True))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder for each test: keys and journal head never pass from one to another."""
    from django.conf import settings

    from canbo.reporting.kept import KEPT

    KEPT.forget()  # a rolled-back test may leave the journal's last hash to the next one
    before = settings.CANBO_HOME
    settings.CANBO_HOME = tmp_path_factory.getbasetemp() / f"home-{next(_homes)}"
    yield settings.CANBO_HOME
    settings.CANBO_HOME = before


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[None]:
    """Copy the migrated template for this process, and end what was begun."""
    from django.db import connection
    from django.test import TransactionTestCase

    from tests.cluster import OWNER, Cluster, migrations_key

    cluster = Cluster()
    cluster.begin()
    name = f"t_{os.getpid()}"
    before = dict(connection.settings_dict)
    emptying = TransactionTestCase._fixture_teardown
    try:
        connection.settings_dict.update(
            NAME=name, HOST=str(cluster.socket), USER=OWNER, CONN_MAX_AGE=0
        )
        with django_db_blocker.unblock():
            template = cluster.template(migrations_key(), _migrate)
        cluster.clone(template, name)

        def copy_anew(_: TransactionTestCase) -> None:
            connection.close()
            cluster.clone(template, name)

        TransactionTestCase._fixture_teardown = copy_anew
        yield
        with django_db_blocker.unblock():
            connection.close()
        cluster.drop(name)
    finally:
        TransactionTestCase._fixture_teardown = emptying
        connection.settings_dict.clear()
        connection.settings_dict.update(before)
        cluster.end()


def _migrate(database: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
