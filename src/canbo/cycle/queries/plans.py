"""Reads of catalogues, drafts and requests: a fixed number of queries whatever their size."""

from __future__ import annotations

from datetime import datetime

from canbo.cycle.models import Catalogue, PlanRequest, StoredPlan


def newest_catalogue(year: int) -> Catalogue | None:
    """Find the catalogue of a year that was entered last."""
    return Catalogue.objects.filter(year=year).order_by("-recorded_at", "-act").first()


def newest_catalogues(known_at: datetime) -> list[Catalogue]:
    """List the catalogue of each year that was the newest then, by year."""
    known = Catalogue.objects.filter(recorded_at__lte=known_at)
    return list(known.order_by("year", "-recorded_at", "-act").distinct("year"))


def newest_plan(year: int | None) -> StoredPlan | None:
    """Find the draft of a year that was made last, with its classes, needs and catalogue.

    None asks for the last year that has a catalogue.
    """
    last = Catalogue.objects.order_by("-year").values("year")[:1]
    return (
        StoredPlan.objects.filter(year=last if year is None else year)
        .select_related("catalogue")
        .prefetch_related("classes", "needs")
        .order_by("-recorded_at", "-act")
        .first()
    )


def years() -> list[int]:
    """List the years that have a catalogue, the newest first."""
    return list(Catalogue.objects.order_by("-year").values_list("year", flat=True).distinct())


def newest_request(year: int) -> PlanRequest | None:
    """Find the request of a year that came last."""
    return PlanRequest.objects.filter(year=year).order_by("-requested_at").first()
