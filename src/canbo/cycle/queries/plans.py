"""Reads of catalogues, drafts and requests: a fixed number of queries whatever their size."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from canbo.cycle.models import Catalogue, PlanNeed, PlanRequest, StoredPlan

MOST_DRAFTS = 50  # of a year that are offered for comparison


def newest_catalogue(year: int) -> Catalogue | None:
    """Find the catalogue of a year that was entered last."""
    return Catalogue.objects.filter(year=year).order_by("-recorded_at", "-act").first()


def newest_catalogues(known_at: datetime) -> list[Catalogue]:
    """List the catalogue of each year that was the newest then, by year."""
    known = Catalogue.objects.filter(recorded_at__lte=known_at)
    return list(known.order_by("year", "-recorded_at", "-act").distinct("year"))


def last_catalogue() -> Catalogue | None:
    """Find the newest catalogue of the last year that has one."""
    return Catalogue.objects.order_by("-year", "-recorded_at", "-act").first()


def drafted(year: int) -> StoredPlan | None:
    """Find the newest draft of a year, without its needs; `waiting` counts those not served."""
    waiting = Count("needs", filter=Q(needs__served=False))
    drafts = StoredPlan.objects.filter(year=year, base=None).annotate(waiting=waiting)
    return drafts.defer("story").order_by("-recorded_at", "-act").first()


def newest_plan(year: int | None, *, with_answers: bool = False) -> StoredPlan | None:
    """Find the draft of a year that was made last, with its classes, needs and catalogue.

    None asks for the last year that has a catalogue.
    """
    last = Catalogue.objects.order_by("-year").values("year")[:1]
    return (
        StoredPlan.objects.filter(year=last if year is None else year, base=None)
        .select_related("catalogue")
        .prefetch_related("classes", "needs", *(["answers"] if with_answers else []))
        .order_by("-recorded_at", "-act")
        .first()
    )


def plan_with_id(plan: UUID) -> StoredPlan | None:
    """Find a draft or trial with its classes, needs and answers."""
    return (
        StoredPlan.objects.filter(id=plan)
        .select_related("catalogue", "kept")
        .prefetch_related("classes", "needs", "answers")
        .first()
    )


def places_of(plan: StoredPlan) -> list[tuple[str, str]]:
    """List the (person, class) of a plan's places."""
    served = (need for need in plan.needs.all() if need.served)
    return [(str(need.person), need.class_code) for need in served]


def kept_trials(year: int) -> list[StoredPlan]:
    """List the trials of a year that somebody keeps, the newest first."""
    kept = StoredPlan.objects.filter(year=year, kept__isnull=False).select_related("kept", "base")
    return list(kept.order_by("-kept__recorded_at"))


def drafts_of(year: int) -> list[StoredPlan]:
    """List the drafts of a year, the newest first; of very many the newest."""
    drafts = StoredPlan.objects.filter(year=year, base=None).order_by("-recorded_at", "-act")
    return list(drafts[:MOST_DRAFTS])


def first_unserved(codes: Iterable[str], before: int) -> dict[str, int]:
    """Find since which earlier year's draft each need has waited in vain."""
    waited = PlanNeed.objects.filter(
        code__in=list(codes), served=False, plan__base=None, plan__year__lt=before
    )
    rows = waited.values_list("code").annotate(since=Min("plan__year"))
    return dict(rows)


def years() -> list[int]:
    """List the years that have a catalogue, the newest first."""
    return list(Catalogue.objects.order_by("-year").values_list("year", flat=True).distinct())


def newest_request(year: int) -> PlanRequest | None:
    """Find the request for a draft of a year that came last."""
    drafts = PlanRequest.objects.filter(year=year, kind=PlanRequest.Kind.DRAFT)
    return drafts.order_by("-requested_at").first()


def request_with_id(request: UUID) -> PlanRequest | None:
    """Find a request of any kind."""
    return PlanRequest.objects.filter(id=request).first()


def newest_answering(plan: UUID, person: UUID) -> PlanRequest | None:
    """Find the last request for answers about a person in a plan."""
    asked = PlanRequest.objects.filter(kind=PlanRequest.Kind.ANSWERS, base=plan, person=person)
    return asked.order_by("-requested_at").first()
