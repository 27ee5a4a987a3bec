"""Facts about units, posts and terms: changes and ratings of units, what a post or a term is."""

from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from canbo.engine.facts import ChangePart, PostClass, RatingSeries, UnitChangeKind, UnitLevel
from canbo.records.models.facts import FactRow, not_blank, once, once_a_day
from canbo.records.models.registers import Post, Term, Unit, known_values, or_nothing


class UnitChange(FactRow):
    """What an old unit gave to a new one; each source says a pair once, two may disagree."""

    kind = models.TextField()
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="origins")
    part = models.TextField()
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once_a_day("unit_change_once", "predecessor", or_nothing("successor"), "document"),
            models.CheckConstraint(
                condition=Q(kind=UnitChangeKind.DISSOLUTION.value, successor=None)
                | (~Q(kind=UnitChangeKind.DISSOLUTION.value) & Q(successor__isnull=False)),
                name="unit_change_dissolved_into_none",
            ),
            known_values("unit_change_kind_known", "kind", UnitChangeKind),
            known_values("unit_change_part_known", "part", ChangePart),
        ]


class PostProfile(FactRow):
    """What a post is in a period: title, class, level, who decides on its holder."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="profiles")
    title = models.TextField(blank=True)
    title_as_written = models.TextField()
    post_class = models.TextField()
    level = models.TextField()
    managed_by = models.TextField(null=True)

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once("post_profile_once", "post"),
            known_values("post_profile_class_known", "post_class", PostClass),
            known_values("post_profile_level_known", "level", UnitLevel),
            known_values("post_profile_manager_known", "managed_by", UnitLevel),
        ]


class TermProfile(FactRow):
    """What became known of a term after it was learnt: its number, and its span in the dates."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="profiles")
    ordinal = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["term"], condition=Q(voided_at=None), name="term_profile_once"
            ),
        ]


class UnitRating(FactRow):
    """The rating of a unit or a Party body for a period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ratings")
    series = models.TextField()
    level = models.TextField()
    as_written = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            once("unit_rating_once", "unit", "series", days=RangeOperators.EQUAL),
            known_values("unit_rating_series_known", "series", RatingSeries),
            not_blank("unit_rating_level_given", "level"),
        ]
