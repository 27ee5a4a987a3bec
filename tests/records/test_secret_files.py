"""Imports of planning lists: who may make them, who may open them, and those of older homes."""

from __future__ import annotations

import importlib
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from canbo.accounts import access as accounts
from canbo.accounts import operations as granting
from canbo.accounts.actor import Actor
from canbo.accounts.values import GrantTerms
from canbo.engine.facts import ParticularKind
from canbo.engine.facts.vocabulary import ElectionKind
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.reading import ListKind
from canbo.exchange.workbooks.statements import ElectionReading, PoolReading, ResultReading
from canbo.law import load
from canbo.records import access, operations
from canbo.records.access import imports
from canbo.records.access.secrecy import WITHHELD
from canbo.records.models import ImportBatch, ImportDraft, LayoutMapping
from canbo.records.operations import ImportReport
from canbo.records.operations.intake.secrecy import secrecy_of_reading
from tests.drafts.waiting import wait
from tests.records.lists import Line, listing, post, says
from tests.records.sheets import OPERATOR, take
from tests.town import planned
from tests.town.builder import Town
from tests.town.cast import COMMUNE, REAL_NOW, WARD
from tests.town.fixtures import home, planned_town

__all__ = ["home", "planned_town"]

pytestmark = pytest.mark.usefixtures("planned_town", "db")


def actor(username: str) -> Actor:
    return accounts.actor_for(get_user_model().objects.get(username=username), REAL_NOW)


def open_to(username: str) -> set[int]:
    rows = imports.open_imports(actor=actor(username), at=REAL_NOW)
    return set(rows.values_list("id", flat=True))


def grant_mai(unit: str) -> int:
    """Let Mai see, over a ward, who is planned there."""
    where = access.resolve_unit(code=unit)
    terms = GrantTerms(role="ward_clerk", unit=where, managed_by=COMMUNE, secrecy=1)
    at = REAL_NOW - timedelta(hours=1)
    return granting.add_grant(username="mai", terms=terms, actor=OPERATOR, at=at).id


def import_list(username: str) -> ImportReport:
    """Take in a list about one person of Trường Sơn."""
    said = says(PoolReading, post=post("Y4"), term=planned.TERM)
    line = Line("Lê Thị Lan", "1/2/1980", (said,))
    reading = listing(ListKind.PLANNING, [line], file="kế cận phường.xlsx", sheet="KC")
    return operations.import_workbook(
        reading=reading, actor=actor(username), at=REAL_NOW, law=load()
    )


@pytest.mark.parametrize("username", ["mai", "hanh"])
def test_without_the_right_a_list_is_not_even_compared(username: str) -> None:
    with pytest.raises(Refusal) as refused:
        import_list(username)
    assert refused.value.code == "import_needs_secrecy"
    draft = ImportDraft.objects.get(id=wait(username, planned.written(), "ds.xlsx"))
    assert (draft.state, draft.refusal["code"]) == ("refused", "import_needs_secrecy")
    assert not draft.report
    assert not draft.differences.exists()


def test_an_own_list_is_open_while_its_people_are_within_the_grant() -> None:
    given = grant_mai(WARD)
    report = import_list("mai")
    batch = report.batch
    assert report.facts["pool_entry"] == 1
    assert batch in open_to("mai")
    assert batch in open_to("thang")
    assert batch not in open_to("hanh")
    granting.revoke_grant(grant=given, actor=OPERATOR, at=REAL_NOW)
    assert batch not in open_to("mai")
    grant_mai("phường Bắc Sơn")
    assert batch not in open_to("mai")


def test_a_grant_over_a_ward_tells_the_sources_of_its_people_alone(planned_town: Town) -> None:
    grant_mai(WARD)
    secrets = access.open_secrets(actor=actor("mai"), at=REAL_NOW)
    said = {
        name: {
            fact.source.document
            for fact in secrets.told(access.read_snapshot_of(planned_town.people[name]).particulars)
        }
        for name in ("Lê Thị Lan", "Trần Dũng")
    }
    assert planned.FILE in said["Lê Thị Lan"]
    assert planned.FILE not in said["Trần Dũng"]


def sources_of(username: str, person: UUID) -> dict[str, str]:
    """Where somebody is told that each particular of a person comes from, by its value."""
    secrets = access.open_secrets(actor=actor(username), at=REAL_NOW)
    facts = secrets.told(access.read_snapshot_of(person).particulars)
    figures = secrets.sources((one.key, one.person, str(one.source)) for one in facts)
    assert not figures  # what was told needs nothing else in its place
    stored = access.read_snapshot_of(person).particulars
    words = secrets.sources((one.key, one.person, str(one.source)) for one in stored)
    for one in facts:
        assert words.get(one.key, str(one.source)) == str(one.source)
    return {one.value: one.source.document for one in facts}


def test_an_ordinary_file_of_a_secret_name_is_told_and_a_secret_one_is_not(
    planned_town: Town,
) -> None:
    lan = planned_town.people["Lê Thị Lan"]
    assert sources_of("hanh", lan)["phường Trung Sơn"] == WITHHELD.document
    line = Line("Lê Thị Lan", "1/2/1980", more=((ParticularKind.RELIGION, "Phật giáo"),))
    ordinary = listing(ListKind.PEOPLE, [line], file=planned.FILE, sheet="DS")
    stored = take(ordinary, at=REAL_NOW)
    assert ImportBatch.objects.get(id=stored.batch).secrecy == 0
    told = sources_of("hanh", lan)
    assert told["Phật giáo"] == planned.FILE
    assert told["phường Trung Sơn"] == WITHHELD.document  # of the planning list itself
    assert sources_of("thang", lan)["phường Trung Sơn"] == planned.FILE


def test_facts_of_a_secret_file_are_closed_whatever_it_is_called(planned_town: Town) -> None:
    dung = planned_town.people["Trần Dũng"]
    (name,) = [
        one.source.document
        for one in access.read_snapshot_of(dung).particulars
        if one.value == "Trần Dũng"
    ]
    said = says(PoolReading, post=post("X05"), term=planned.TERM)
    line = Line("Trần Dũng", "4/5/1975", (said,), more=((ParticularKind.RELIGION, "Phật giáo"),))
    take(listing(ListKind.PLANNING, [line], file=name, sheet="QH"), at=REAL_NOW)
    told = sources_of("hanh", dung)
    assert told["Trần Dũng"] == name  # as before: its own import is an ordinary one
    assert told["Phật giáo"] == WITHHELD.document


def test_a_file_with_votes_is_secret_one_with_results_alone_is_not() -> None:
    election = ElectionReading(ElectionKind.CONGRESS, PartialDate.parse("1/8/2010"))
    counted = says(ResultReading, "1/8/2010", post=post("X01"), votes_for=140, ballots=151)
    bare = says(ResultReading, "1/8/2010", post=post("X01"))
    for said, secrecy in ((counted, 1), (bare, 0)):
        line = Line("Lê Thị Lan", "1/2/1980", (said,))
        reading = listing(ListKind.ELECTION, [line], file="đại hội.xlsx", election=election)
        assert secrecy_of_reading(reading) == secrecy


def test_files_of_older_homes_are_known_by_what_they_brought() -> None:
    before = set(ImportBatch.objects.filter(secrecy=1).values_list("id", flat=True))
    assert before == {planned.FIRST}
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_importbatch DISABLE TRIGGER canbo_guarded")
    for model in (ImportBatch, ImportDraft, LayoutMapping):
        model.objects.update(secrecy=0)
    migration = importlib.import_module("canbo.records.migrations.0013_secrecy_of_files")
    with connection.cursor() as cursor:
        cursor.execute(migration._BATCHES + migration._DRAFTS + migration._LAYOUTS)
    assert set(ImportBatch.objects.filter(secrecy=1).values_list("id", flat=True)) == before
    assert [one.file for one in ImportDraft.objects.filter(secrecy=1)] == [planned.WAITING_FILE]
    assert [one.file for one in LayoutMapping.objects.filter(secrecy=1)] == [planned.WAITING_FILE]
