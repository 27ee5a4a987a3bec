"""Facts of people's careers: ratings, planning, moves, elections, leaves, what ends them."""

from django.db import models
from django.db.models import F, Q

from canbo.records.migrations._columns import (
    LEVELS,
    STANDING,
    fact_table,
    given,
    known,
    once,
    once_a_day,
    or_nothing,
    points_to,
    text,
)
from canbo.records.migrations._organisation import SERIES

_EXITS = ["appointed", "disciplined", "elected", "overage", "removed", "transferred"]
_WRITTEN = ("as_written", text())


def _person(name):
    return ("person", points_to("person", related_name=name))


RATING = fact_table(
    "Rating",
    [("series", models.TextField()), ("level", models.TextField()), _WRITTEN, _person("ratings")],
    [
        once("rating_once", "person", "series", days="="),
        known("rating_series_known", "series", SERIES),
        given("rating_level_given", "level"),
    ],
)
POOL_ENTRY = fact_table(
    "PoolEntry",
    [
        ("exit_reason", models.TextField(null=True)),
        _WRITTEN,
        _person("pool_entries"),
        ("post", points_to("post", related_name="pool_entries")),
        ("term", points_to("term", null=True, related_name="pool_entries")),
    ],
    [
        once("pool_entry_once", "person", "post", or_nothing("term")),
        known("pool_exit_known", "exit_reason", _EXITS),
    ],
)
MOVE = fact_table(
    "Move",
    [
        ("kind", models.TextField()),
        ("planned_end", text()),
        _WRITTEN,
        _person("moves"),
        ("scheme", points_to("scheme", null=True, related_name="moves")),
        ("from_post", points_to("post", null=True, related_name="+")),
        ("to_post", points_to("post", null=True, related_name="+")),
        ("from_unit", points_to("unit", null=True, related_name="+")),
        ("to_unit", points_to("unit", null=True, related_name="+")),
    ],
    [
        once_a_day("move_once", F("person"), or_nothing("to_post"), or_nothing("to_unit")),
        known(
            "move_kind_known", "kind", ["reassignment", "reinforcement", "rotation", "secondment"]
        ),
    ],
)
ELECTION_RESULT = fact_table(
    "ElectionResult",
    [
        ("elected", models.BooleanField()),
        ("votes_for", models.IntegerField(null=True)),
        ("ballots", models.IntegerField(null=True)),
        _WRITTEN,
        _person("election_results"),
        ("election", points_to("election", related_name="results")),
        ("post", points_to("post", related_name="election_results")),
    ],
    [
        models.UniqueConstraint(
            fields=["person", "election", "post"], condition=STANDING, name="election_result_once"
        ),
        models.CheckConstraint(
            condition=(Q(votes_for=None) | Q(votes_for__gte=0))
            & (Q(ballots=None) | Q(ballots__gte=0))
            & (Q(votes_for=None) | Q(ballots=None) | Q(votes_for__lte=F("ballots"))),
            name="election_votes_within_ballots",
        ),
    ],
)
LEAVE = fact_table(
    "Leave",
    [("kind", models.TextField()), _WRITTEN, _person("leaves")],
    [
        once("leave_once", "person", "kind"),
        known("leave_kind_known", "kind", ["maternity", "other", "sick", "study", "unpaid"]),
    ],
)
DISCIPLINE = fact_table(
    "Discipline",
    [
        ("side", models.TextField()),
        ("form", models.TextField()),
        ("reason", text()),
        _WRITTEN,
        _person("disciplines"),
    ],
    [
        once_a_day("discipline_once", F("person"), F("side"), F("form")),
        known("discipline_side_known", "side", ["mass_body", "party", "state"]),
        given("discipline_form_given", "form"),
    ],
)
AWARD = fact_table(
    "Award",
    [
        ("award", models.TextField()),
        ("level", models.TextField(null=True)),
        _WRITTEN,
        _person("awards"),
    ],
    [
        once_a_day("award_once", F("person"), F("award")),
        known("award_level_known", "level", LEVELS),
        given("award_given", "award"),
    ],
)
RETIREMENT = fact_table(
    "Retirement",
    [("kind", models.TextField()), _WRITTEN, _person("retirements")],
    [
        models.UniqueConstraint(fields=["person"], condition=STANDING, name="retirement_once"),
        known("retirement_kind_known", "kind", ["age", "died", "dismissed", "early", "resigned"]),
    ],
)
RANK_HOLDING = fact_table(
    "RankHolding",
    [
        ("rank", models.TextField()),
        ("step", models.IntegerField(null=True)),
        ("coefficient", text()),
        _WRITTEN,
        _person("rank_holdings"),
    ],
    [
        once("rank_holding_once", "person"),
        models.CheckConstraint(condition=Q(step=None) | Q(step__gte=0), name="rank_step_counts"),
        models.CheckConstraint(condition=~Q(rank="", as_written=""), name="rank_given"),
    ],
)
