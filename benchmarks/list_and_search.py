"""The list of officials and its search over 100,000 people, beside 300; and beside a bare view.

    .venv/bin/python benchmarks/list_and_search.py [--people N] [--runs N]

Goals: the same number of queries for both sizes; the list's server time at most 12 times that of
a bare Django view that renders the same 50 rows from memory (same process, middleware, client);
a search at most 30 ms in the database.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from officials import Town, home_of_its_own

FEW = 300
SEARCHES = ("hạnh", "nguyễn hạnh", "thị", "ứng ngọc", "a", "ng th h", "khong co ai")
NOW = datetime.now(UTC)
AS_OF = date(2011, 7, 31)
GOAL_TIMES, GOAL_SEARCH_MS = 12.0, 30.0

_ROWS = """{% for row in rows %}<tr><td>{{ forloop.counter }}</td><td>{{ row.name }}</td>
<td>{{ row.birth }}</td><td>{{ row.sex }}</td><td>{% for post in row.posts %}{{ post.title }}
{% endfor %}</td><td>{% for post in row.posts %}{{ post.unit_name }}{% endfor %}</td></tr>
{% endfor %}"""


def median(act: Callable[[], Any], runs: int) -> float:
    """Median seconds, after one run to warm up."""
    act()
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def listed(search: str = "") -> Any:
    """One page of the list as the local operator asks for it."""
    from canbo.accounts.access import local_operator
    from canbo.engine.timeline import Perspective
    from canbo.records import access

    perspective = Perspective(AS_OF, NOW)
    return access.list_officials(
        actor=local_operator(), at=NOW, perspective=perspective, search=search
    )


def queries(search: str) -> tuple[int, float]:
    """The number of queries of a page, and the milliseconds of its statements in the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    best = []
    for _ in range(5):
        with CaptureQueriesContext(connection) as captured:
            listed(search)
        best.append(sum(float(query["time"]) for query in captured.captured_queries))
    return len(captured), statistics.median(best) * 1000


def signed_in() -> Any:
    """A browser of somebody who may see everything."""
    from django.test import Client

    from canbo.accounts import operations
    from canbo.accounts.access import local_operator
    from canbo.accounts.models import User
    from canbo.accounts.values import GrantTerms
    from canbo.engine.facts import UnitLevel

    actor = local_operator()
    password = "đo tốc độ danh sách 2011"
    operations.create_user(
        username="bench", display_name="Đo", password=password, actor=actor, at=NOW
    )
    terms = GrantTerms("head", managed_by=frozenset(UnitLevel))
    operations.add_grant(username="bench", terms=terms, actor=actor, at=NOW)
    client = Client(headers={"host": "localhost"})
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(User.objects.get(username="bench"), backend=backend)
    return client


def bare_address(rows: Any) -> Any:
    """An address whose bare view renders the same rows, kept in memory."""
    from django.http import HttpResponse
    from django.template import Context, engines
    from django.urls import include, path

    template = engines["django"].from_string(_ROWS).template

    def view(_: Any) -> HttpResponse:
        return HttpResponse(template.render(Context({"rows": rows})))

    return (path("bare/", view), path("", include("canbo.config.urls")))


def page_times(runs: int) -> tuple[float, float]:
    """Seconds of the real page and of the bare view."""
    from django.test import override_settings

    client = signed_in()
    address = f"/can-bo/?ngay={AS_OF.isoformat()}"
    response = client.get(address, follow=True)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    real = median(lambda: client.get(address, follow=True), runs)
    with override_settings(ROOT_URLCONF=bare_address(listed().rows)):
        return real, median(lambda: client.get("/bare/"), runs)


def main() -> int:
    """Measure both sizes and print a table; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=21)
    parsed = parser.parse_args()
    with home_of_its_own():
        Town(FEW, seed=1).store()
        few = {search: queries(search) for search in ("", *SEARCHES)}
        Town(parsed.people - FEW, seed=2, name="thành phố").store()
        many = {search: queries(search) for search in ("", *SEARCHES)}
        real, plain = page_times(parsed.runs)
    print(f"{parsed.people} officials, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'search':<16}{'queries':>9}{f'at {FEW}':>9}{'ms in database':>16}")
    for search, (count, milliseconds) in many.items():
        print(f"{search or '(list)':<16}{count:>9}{few[search][0]:>9}{milliseconds:>16.1f}")
    slowest = max(milliseconds for search, (_, milliseconds) in many.items() if search)
    same = all(few[search][0] == many[search][0] for search in many)
    print(f"page {real * 1000:.1f} ms, bare view {plain * 1000:.1f} ms: {real / plain:.1f} times")
    print(f"goals: same queries {same}; search {slowest:.1f} ms of {GOAL_SEARCH_MS:.0f}; "
          f"{real / plain:.1f} of {GOAL_TIMES:.0f} times")  # fmt: skip
    return 0 if same and slowest <= GOAL_SEARCH_MS and real / plain <= GOAL_TIMES else 1


if __name__ == "__main__":
    sys.exit(main())
