"""Take a workbook in: all of it or nothing, in one transaction with one journal entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from canbo.accounts.actor import Actor
from canbo.engine.facts.likeness import NUMBERS, number_key
from canbo.engine.law import Law
from canbo.exchange.workbooks.collecting import without_collecting
from canbo.exchange.workbooks.progress import Step, tell
from canbo.exchange.workbooks.reading import (
    ListDocument,
    Reading,
    ReturnedDocument,
    RosterDocument,
    UnitListDocument,
    WorkbookRefused,
)
from canbo.journal.operations import next_seq, write_entry
from canbo.records.models import BatchState, ImportBatch
from canbo.records.operations import batches, registers, told_days, withdrawing
from canbo.records.operations.intake import marks, state
from canbo.records.operations.intake.differences import (
    Desk,
    Difference,
    Differences,
    people_named,
    say_who,
)
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.reach import ImportRefused, Planned, Reach, plan_within
from canbo.records.operations.intake.report import ImportReport, account, count_facts, count_part
from canbo.records.operations.intake.review import finish
from canbo.records.operations.intake.secrecy import secrecy_of_plan, secrecy_of_reading
from canbo.records.operations.intake.state import EarlierEdition
from canbo.records.operations.intake.take import Taker
from canbo.records.operations.intake.unchanged import Settled
from canbo.records.operations.reaching import reach_of
from canbo.records.operations.said_again import SaidAgain
from canbo.records.operations.writing import (
    Pen,
    copy_rows,
    count_anew,
    hold_writers_lock,
    insert_facts,
    insert_lines,
    put_back,
    void_facts,
)
from canbo.records.queries import concerned
from canbo.records.queries import registers as registers_read
from canbo.records.queries.seals import seals_of
from canbo.records.queries.stored import recorded_of

MOST_PROBLEMS = 1_000_000  # that one import keeps: more fit into no JSON value and no sheet


def import_workbook(
    *,
    reading: Reading,
    actor: Actor,
    at: datetime,
    law: Law,
    preview: bool = False,
    decisions: Mapping[str, str] | None = None,
) -> ImportReport:
    """Store what a file says, as facts recorded at `at`; `preview` only tells what would be.

    The same file again changes nothing, unless it comes with decisions. A file of the same name
    about the same units, days and classes is an edited edition: what it no longer says is voided.
    `decisions` answer differences of the preview (`intake.differences.Desk` tells their form).
    Who may import for a part of the home imports rows about people of that part only; the others
    are listed, without a word of whom they might mean. What a file says that is secret is only for
    those to say whose grant is of that secrecy: they are shown what the records say of it.
    A list that this home exported is an update of what somebody changed in it: each changed cell
    must be decided on before anything is stored.
    A day that was told for lists that name none (`reading.as_of`) is kept with the import as a
    statement of who takes the file in; for the same file it counts until another one is told.
    Raises NotAllowed, ImportRefused (`import_contradicts`, `import_needs_secrecy`,
    `import_out_of_reach`, `import_undecided`, `import_of_problems`, `told_day_impossible`),
    DecisionRefused (`decision_unknown`, `decision_option_unknown`).
    """
    secrecy = secrecy_of_reading(reading)
    reach = reach_of(actor, at, secrecy)
    terms = _Terms(at, law, preview, decisions or {}, reach, secrecy)
    try:
        with without_collecting() if reading.bulk else nullcontext():
            return _import(_as_needed(reading, terms), actor, terms)
    except WorkbookRefused as refused:
        problem = refused.problems[0]
        data = {"found": problem.found, "expected": problem.expected}
        raise ImportRefused(problem.code, data) from refused
    except IntegrityError as error:
        raise ImportRefused("import_contradicts", {"file": reading.file}) from error


@dataclass(frozen=True, slots=True)
class _Terms:
    """When, under which law, and whether only to look."""

    at: datetime
    law: Law
    preview: bool
    decisions: Mapping[str, str] = field(default_factory=dict)
    reach: Reach | None = None  # None: the whole home
    secrecy: int = 0  # the level that the reach was judged by
    told_in: int | None = None  # the import whose told day is taken


def _as_needed(reading: Reading, terms: _Terms) -> Reading:
    """The file as it was read, or read row by row where any row may be refused, or be of others."""
    if terms.reach is None and not say_who(terms.decisions):
        return reading
    try:
        return reading.singly()
    except WorkbookRefused as refused:  # what is read as a whole may be too much row by row
        code = "import_too_large_decided" if terms.reach is None else "import_too_large_in_reach"
        problem = refused.problems[0]
        if problem.code != "workbook_too_large":
            raise
        raise ImportRefused(code, {"found": problem.found, "expected": problem.expected}) from None


def _import(reading: Reading, actor: Actor, terms: _Terms) -> ImportReport:
    with transaction.atomic():
        hold_writers_lock()
        by = None if terms.reach is None else actor.id  # whose file this one may replace
        known = batches.same_file(reading, by)
        _refuse_secrets(known.secrecy if known else 0, actor, terms)
        reading, terms = _on_its_day(reading, known, by, terms)
        if known is not None and known.as_of == reading.as_of and not terms.decisions:
            return _again(known, reading, terms)
        # a list that came back is nobody's edition: each of its cells speaks for itself
        replaced = None if _returned(reading) else known or batches.earlier_edition(reading, by)
        made = _plan(reading, replaced, terms)
        _refuse_secrets(_secrecy(made.plan, replaced, terms), actor, terms)
        latest = _latest(made, replaced)
        if latest > terms.at:
            # somebody else wrote while this import waited for its turn: it acts after them
            made = _plan(reading, replaced, replace(terms, at=latest))
        if terms.preview:
            report = _report(reading, made, replaced, terms)
            return replace(report, secrecy=_secrecy(made.plan, replaced, terms))
        if made.plan.desk.undecided:
            told = {"file": reading.file, "count": made.plan.desk.undecided}
            raise ImportRefused("import_undecided", told)
        return _store(reading, actor, made, replaced, terms)


def _secrecy(plan: Plan, replaced: ImportBatch | None, terms: _Terms) -> int:
    """How secret the import is: an edited edition is as secret as the one it takes the place of."""
    before = replaced.secrecy if replaced else 0
    return max(terms.secrecy, secrecy_of_plan(plan), before)


def _refuse_secrets(secrecy: int, actor: Actor, terms: _Terms) -> None:
    """Refuse what proves to be more secret than the file looked, unless the reach is the same."""
    if secrecy > terms.secrecy and reach_of(actor, terms.at, secrecy) != terms.reach:
        raise ImportRefused("import_needs_secrecy", {"found": secrecy})


def _on_its_day(
    reading: Reading, known: ImportBatch | None, by: str | None, terms: _Terms
) -> tuple[Reading, _Terms]:
    """The file as of the day that is told now, else of the one told when it, or an earlier edition
    of it, was taken in before; the terms then name that import."""
    if reading.as_of is not None:
        told_days.check(reading.as_of, terms.at)
        return reading, terms
    before = known or batches.told_for_edition(reading, by)
    if before is None or before.as_of is None or reading.on_day is None:
        return reading, terms
    again = _as_needed(reading.on_day(before.as_of), terms)
    if known is None and not marks.is_edition(before.documents, again):
        return reading, terms
    return again, replace(terms, told_in=before.id)


def _again(known: ImportBatch, reading: Reading, terms: _Terms) -> ImportReport:
    """Report a file that was taken in already; a preview shows what may still be decided."""
    report = replace(batches.report_again(known, reading), as_of_batch=terms.told_in)
    if not terms.preview:
        return report
    plan = _plan(reading, None if _returned(reading) else known, terms).plan
    return replace(report, differences=tuple(plan.desk.differences))


def _plan(reading: Reading, replaced: ImportBatch | None, terms: _Terms) -> Planned:
    if terms.reach is None:
        return _plan_once(reading, replaced, terms)
    return plan_within(terms.reach, reading, lambda rest: _plan_once(rest, replaced, terms))


def _plan_once(reading: Reading, replaced: ImportBatch | None, terms: _Terms) -> Planned:
    behind = batches.look_behind(replaced)
    said = SaidAgain(behind.batches, behind.acts) if _is_settled_by_sets(reading) else None
    remembered = replaced.decisions if replaced else {}
    named = {*people_named(terms.decisions), *people_named(remembered)}
    settled = _settled(reading, said, terms, named) if said is not None else Settled()
    known = state.load(
        _names(reading, settled), replace(behind, left_out=frozenset(settled.people)),
        also=_concerned(reading, settled),
    )  # fmt: skip
    if terms.reach is not None:
        known.closed = frozenset(known.people.keys() - terms.reach.people)
    for document in _returned(reading):
        state.load_keyed(known, document)
    plan = Plan(reading.file, terms.at, Desk(terms.decisions, remembered))
    plan.bulk.stores = not terms.preview
    plan.bulk.settled = settled
    plan.problems.extend(reading.problems)
    taker = Taker(known, plan, terms.law)
    taker.take(reading)
    finish(plan, known)
    if terms.preview:
        counted = Plan(plan.file, plan.at)
        for part in taker.changed_parts(behind):
            count_part(counted, part)
        _add(plan, counted)
        plan.desk.finish()
    return Planned(plan, known, taker, behind, said)


def _add(plan: Plan, counted: Plan) -> None:
    """Add what parts came to that were planned by themselves."""
    plan.bulk.count(counted.bulk)
    plan.problems += counted.problems


def _is_settled_by_sets(reading: Reading) -> bool:
    """Whether nothing in the file but rosters speaks of people, and one of them is big."""
    return bool(reading.bulk) and all(isinstance(one, RosterDocument) for one in reading.documents)


def _settled(reading: Reading, said: SaidAgain, terms: _Terms, named: Collection[UUID]) -> Settled:
    """Find the rows of a big file whose people are sure, by a plan that is thrown away."""
    known, plan = state.load((), EarlierEdition()), Plan(reading.file, terms.at)
    return Taker(known, plan, terms.law).settle(reading, said, named)


def _latest(made: Planned, replaced: ImportBatch | None) -> datetime:
    """When the last of what the plan voids was recorded: no fact is voided before that."""
    plan = made.plan
    instants = [void.fact.recorded_at for void in plan.voids.values()]
    instants += recorded_of(plan.bulk.settled.people_changed)
    if replaced is not None:
        instants.append(replaced.at)
    return max(instants, default=plan.at)


def _returned(reading: Reading) -> list[ReturnedDocument]:
    return [one for one in reading.documents if isinstance(one, ReturnedDocument)]


def _names(reading: Reading, settled: Settled) -> Iterator[str]:
    for document in reading.documents:
        if not isinstance(document, UnitListDocument | ReturnedDocument):
            yield from (row.person.name for row in document.rows)
        if isinstance(document, RosterDocument) and document.bulk is not None:
            yield from settled.names_left(document.bulk)


def _concerned(reading: Reading, settled: Settled) -> set[UUID]:
    """Whom the file concerns by a number, by a new term or as a whole pool, named so or not."""
    lists = [one for one in reading.documents if isinstance(one, ListDocument)]
    rows = chain.from_iterable(
        one.rows
        for one in reading.documents
        if not isinstance(one, UnitListDocument | ReturnedDocument)
    )
    numbers = {
        number_key(row.person.more[kind]) for row in rows for kind in NUMBERS
        if kind in row.person.more
    }  # fmt: skip
    for bulk in reading.bulk:
        numbers.update(settled.numbers_left(bulk))
    found = set(concerned.people_numbered(numbers))
    edited = [row.subject for one in _returned(reading) for row in one.rows if row.cells]
    found.update(registers_read.people_ids_among(edited))
    if any(one.election is not None for one in lists):
        found.update(concerned.people_in_terms())
    if any(one.whole for one in lists):
        found.update(concerned.people_in_pools())
    return found


def _report(
    reading: Reading, made: Planned, replaced: ImportBatch | None, terms: _Terms
) -> ImportReport:
    plan = made.plan
    cells = account(reading, plan)
    if len(plan.problems) > MOST_PROBLEMS:
        told = {"file": reading.file, "count": len(plan.problems), "most": MOST_PROBLEMS}
        raise ImportRefused("import_of_problems", told)
    return ImportReport(
        batch=None,
        file=reading.file,
        facts=count_facts(plan.facts.values(), plan.bulk.facts),
        created=len(plan.people) + plan.bulk.created,
        matched=len(plan.matched) + plan.bulk.matched,
        cells=cells,
        problems=tuple(plan.problems),
        voided=len(plan.voids) + plan.bulk.voided,
        restored=len(plan.again) + plan.bulk.restored,
        replaces=replaced.id if replaced else None,
        as_of=reading.as_of,
        as_of_batch=terms.told_in,
        differences=_differences(plan),
    )


def _differences(plan: Plan) -> Sequence[Difference]:
    """What was asked, and then the people who are surely new, made when somebody looks."""
    asked = tuple(plan.desk.differences)
    return Differences((asked, *plan.bulk.newcomers)) if plan.bulk.newcomers else asked


def _store(
    reading: Reading, actor: Actor, made: Planned, replaced: ImportBatch | None, terms: _Terms
) -> ImportReport:
    identity, act, plan = _next_number(), next_seq(), made.plan
    pen = Pen(actor.id, act, identity)
    _store_planned(made, pen)
    secrecy = _secrecy(plan, replaced, terms)
    _refuse_secrets(secrecy, actor, terms)
    report = replace(_report(reading, made, replaced, terms), secrecy=secrecy)
    batch = ImportBatch.objects.create(
        id=identity,
        file=reading.file,
        sha256=reading.sha256,
        at=plan.at,
        as_of=reading.as_of,
        actor_id=actor.id,
        actor_name=actor.name,
        act=act,
        counts=_counts(report),
        problems=[asdict(problem) for problem in report.problems],
        documents=plan.documents,
        secrecy=secrecy,
        decisions=plan.desk.decided,
        replaces=replaced,
    )
    if made.said is not None:
        made.said.restate(batch.id)
    if reading.bulk:
        count_anew("records_person", "records_post", "records_unit")
    if replaced is not None:
        _retire(replaced, plan, pen)
    write_entry(
        actor_id=actor.id,
        actor_name=actor.name,
        action="import",
        at=plan.at,
        subject=f"batch:{identity}",
        data={**_entry_data(reading, report), "seals": seals_of(act)},
    )
    return replace(report, batch=identity)


def _store_planned(made: Planned, pen: Pen) -> None:
    """Store what was planned, and then the rows of a big roster that wait, a part at a time.

    The import that they point to is stored last: only then is everything counted.
    """
    plan = made.plan
    _store_plan(plan, pen, partial(tell, Step.WRITTEN))
    counted = Plan(plan.file, plan.at)
    for part in made.taker.changed_parts(made.edition):
        _store_plan(part, pen)
        count_part(counted, part)
    plan.desk.finish()
    for part in made.taker.parts(pen):
        if part.voids or part.restated:
            raise RuntimeError("a row of somebody surely new speaks of what stands")
        _store_plan(part, pen)
        insert_lines(part.bulk.lines)
        count_part(counted, part)
    _add(plan, counted)


def _store_plan(plan: Plan, pen: Pen, written: Callable[[int, int], None] | None = None) -> None:
    """Store one plan; `written` is told how many of its facts are written, and of how many."""
    registers.insert(plan, pen)
    void_facts(plan.voids.values(), at=plan.at, act=pen.act)
    if plan.again:
        put_back("id = ANY(%s)", [[fact.id for fact in plan.again]], pen, at=plan.at)
    insert_facts(plan.facts.values(), pen, written)
    _insert_restatements(plan, pen)


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('records_importbatch', 'id'))")
        return int(cursor.fetchone()[0])


def _counts(report: ImportReport) -> dict[str, Any]:
    return {
        "facts": dict(report.facts),
        "created": report.created,
        "matched": report.matched,
        "cells": asdict(report.cells),
        "voided": report.voided,
        "restored": report.restored,
    }


def _entry_data(reading: Reading, report: ImportReport) -> dict[str, Any]:
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "replaces": report.replaces,
        "secrecy": report.secrecy,
        "problems": len(report.problems),
        **({"as_of": report.as_of.isoformat()} if report.as_of else {}),
        **_counts(report),
    }


def _insert_restatements(plan: Plan, pen: Pen) -> None:
    rows = [(uuid4(), pen.batch, one.kind, one.key, one.cell) for one in plan.restated.values()]
    copy_rows("records_restatement", ("id", "batch_id", "kind", "fact_key", "cell"), rows)


def _retire(replaced: ImportBatch, plan: Plan, pen: Pen) -> None:
    """Mark the earlier edition and withdraw what only it had made."""
    chain = sorted(batches.look_behind(replaced).batches)
    ImportBatch.objects.filter(id=replaced.id).update(state=BatchState.REPLACED)
    withdrawing.withdraw_unused(chain, keep_units=plan.units_named, pen=pen, at=plan.at)
