"""Facts of a career: ratings, planning, moves, elections, leaves, discipline, awards, ranks.

What may not be said twice stands with each table; the database itself refuses it.
"""

from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from canbo.engine.facts import (
    DisciplineSide,
    LeaveKind,
    MoveKind,
    PoolExit,
    RatingSeries,
    RetirementKind,
    UnitLevel,
)
from canbo.records.models.facts import FactRow, not_blank, once, once_a_day
from canbo.records.models.registers import (
    Election,
    Person,
    Post,
    Scheme,
    Term,
    Unit,
    known_values,
    or_nothing,
)


class Rating(FactRow):
    """A person's rating in a series for a period, which is the year or quarter rated."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ratings")
    series = models.TextField()
    level = models.TextField()
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once("rating_once", "person", "series", days=RangeOperators.EQUAL),
            known_values("rating_series_known", "series", RatingSeries),
            not_blank("rating_level_given", "level"),
        ]


class PoolEntry(FactRow):
    """A person is planned for a post in a term, from approval to exit."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pool_entries")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="pool_entries")
    term = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="pool_entries")
    exit_reason = models.TextField(null=True)
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once("pool_entry_once", "person", "post", or_nothing("term")),
            known_values("pool_exit_known", "exit_reason", PoolExit),
        ]


class Move(FactRow):
    """A move of a person, an act on its first day; `planned_end` is partial, as written."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="moves")
    kind = models.TextField()
    scheme = models.ForeignKey(Scheme, null=True, on_delete=models.PROTECT, related_name="moves")
    from_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    to_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    from_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    planned_end = models.TextField(blank=True, default="")
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once_a_day("move_once", "person", or_nothing("to_post"), or_nothing("to_unit")),
            known_values("move_kind_known", "kind", MoveKind),
        ]


class ElectionResult(FactRow):
    """A person stood in an election for a post, with the votes where they are known."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="election_results")
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="results")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="election_results")
    elected = models.BooleanField()
    votes_for = models.IntegerField(null=True)
    ballots = models.IntegerField(null=True)
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "election", "post"],
                condition=Q(voided_at=None),
                name="election_result_once",
            ),
            models.CheckConstraint(
                condition=(Q(votes_for=None) | Q(votes_for__gte=0))
                & (Q(ballots=None) | Q(ballots__gte=0))
                & (Q(votes_for=None) | Q(ballots=None) | Q(votes_for__lte=F("ballots"))),
                name="election_votes_within_ballots",
            ),
        ]


class Leave(FactRow):
    """A person is away from work."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leaves")
    kind = models.TextField()
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once("leave_once", "person", "kind"),
            known_values("leave_kind_known", "kind", LeaveKind),
        ]


class Discipline(FactRow):
    """A measure of discipline, in force in its period."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disciplines")
    side = models.TextField()
    form = models.TextField()
    reason = models.TextField(blank=True, default="")
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once_a_day("discipline_once", "person", "side", "form"),
            known_values("discipline_side_known", "side", DisciplineSide),
            not_blank("discipline_form_given", "form"),
        ]


class Award(FactRow):
    """An award or title, from its day on."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="awards")
    award = models.TextField()
    level = models.TextField(null=True)
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once_a_day("award_once", "person", "award"),
            known_values("award_level_known", "level", UnitLevel),
            not_blank("award_given", "award"),
        ]


class Retirement(FactRow):
    """A person leaves for good: one unvoided retirement for each person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="retirements")
    kind = models.TextField(null=True)
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"], condition=Q(voided_at=None), name="retirement_once"
            ),
            known_values("retirement_kind_known", "kind", RetirementKind),
        ]


class RankHolding(FactRow):
    """A person is in a rank and salary step."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rank_holdings")
    rank = models.TextField()
    step = models.IntegerField(null=True)
    coefficient = models.TextField(blank=True, default="")
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once("rank_holding_once", "person"),
            models.CheckConstraint(
                condition=Q(step=None) | Q(step__gte=0), name="rank_step_counts"
            ),
            models.CheckConstraint(condition=~Q(rank="", as_written=""), name="rank_given"),
        ]
