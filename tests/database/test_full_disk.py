"""A disk of 64 MB: each way of finding it full ends in one sentence, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from canbo.database.environment import CLUSTER_PARENT
from tests.database.people import Person, small_disk


def on_small_disk(person: Person, drill: str) -> Any:
    """Run a drill with the home and its cluster on a disk of 64 MB."""
    disk = person.folder.parent / "disk"
    disk.mkdir()
    more = {**person.more, "DRILL_DURABLE": "1"}
    if CLUSTER_PARENT in more:
        more[CLUSTER_PARENT] = str(disk)
    with small_disk(replace(person, more=more), disk) as placed:
        return placed.drill(drill, disk / "home")


def test_a_cluster_that_finds_no_room_is_refused_and_leaves_nothing(person: Person) -> None:
    told = on_small_disk(person, "narrow")
    assert told == {"refusal": "disk_full", "left": [], "again": [["1"]]}


def test_a_disk_that_fills_up_loses_nothing_and_says_so(person: Person) -> None:
    told = on_small_disk(person, "fill")
    assert told.get("lost") == "disk_full", told
    assert told["refusals"] == ["disk_full", "disk_full"]
    assert told["stop"] is None
    assert told["drafts"] == []
    assert told["written"] > 0
    assert told["found"] == [str(told["written"])]
