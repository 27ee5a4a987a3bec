"""Terms, elections and schemes; twelve more kinds of fact; more words for those there were."""

import uuid
from datetime import date

import django.db.models.deletion
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import migrations, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

_LEVELS = ["central", "commune", "district", "province"]
_CLASSES = ["civil_servant", "official", "part_time", "public_employee", "unknown"]
_SERIES = ["official", "party_body", "party_member", "unit"]
_EXITS = ["appointed", "disciplined", "elected", "overage", "removed", "transferred"]
_ACTS = ["appointed", "designated", "elected", "reassigned", "recruited"]
_CHANGES = ["dissolution", "level_change", "merge", "rename", "split"]
_OCCASIONS = ["by_election", "congress", "designation", "general", "plenum", "session"]
_SCALES = [
    "defence_security",
    "ethnic_language",
    "foreign_language",
    "general_education",
    "it",
    "political_theory",
    "professional",
    "state_management",
]
_KINDS = [
    "birth",
    "birth_place",
    "ethnic_group",
    "home_place",
    "identity_number",
    "insurance_number",
    "name",
    "note",
    "other_name",
    "party_date",
    "party_official_date",
    "recruited",
    "religion",
    "residence",
    "sex",
    "staff_code",
]
_STANDING = Q(voided_at=None)
_LISTED = Q(withdrawn_at=None)
_NOTHING = Value(uuid.UUID(int=0), output_field=models.UUIDField())


def _points_to(model, **options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, to=f"records.{model}", **options
    )


def _id():
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


def _text():
    return models.TextField(blank=True, default="")


def _day(column, function):
    return models.GeneratedField(
        db_persist=True,
        expression=Func(F(column), function=function),
        output_field=models.DateField(null=True),
    )


def _known(name, column, values):
    return models.CheckConstraint(condition=Q(**{f"{column}__in": values}), name=name)


def _given(name, column):
    return models.CheckConstraint(condition=~Q(**{column: ""}), name=name)


def _or_nothing(column):
    return Coalesce(column, _NOTHING)


def _once(name, *subject, days="&&"):
    equal = [(column, "=") for column in subject]
    return ExclusionConstraint(
        name=name, expressions=[*equal, ("valid", days)], condition=_STANDING
    )


def _once_a_day(name, *subject):
    first = Func(F("valid"), function="lower")
    day = Coalesce(first, Value(date.min), output_field=models.DateField())
    return models.UniqueConstraint(*subject, day, condition=_STANDING, name=name)


def _register(name, fields, constraints):
    shared = [
        ("id", _id()),
        ("created_at", models.DateTimeField()),
        ("created_act", models.BigIntegerField()),
        ("withdrawn_at", models.DateTimeField(null=True)),
        ("batch", _points_to("importbatch", null=True, related_name="+", db_index=False)),
    ]
    return migrations.CreateModel(
        name=name, fields=[*shared, *fields], options={"constraints": constraints}
    )


def _shape(model):
    valid = Func(F("begins"), F("ends"), F("known_by"), function="canbo_valid")
    return [
        ("id", _id()),
        ("key", models.UUIDField()),
        ("begins", _text()),
        ("ends", _text()),
        ("known_by", models.DateField(null=True)),
        ("begins_earliest", _day("begins", "canbo_first_day")),
        ("begins_latest", _day("begins", "canbo_last_day")),
        ("ends_earliest", _day("ends", "canbo_first_day")),
        ("ends_latest", _day("ends", "canbo_last_day")),
        (
            "valid",
            models.GeneratedField(db_persist=True, expression=valid, output_field=DateRangeField()),
        ),
        ("recorded_at", models.DateTimeField()),
        ("voided_at", models.DateTimeField(null=True)),
        ("replaced_by", _points_to(model, null=True, related_name="+", db_index=False)),
        ("evidence", models.TextField()),
        ("document", models.TextField(blank=True)),
        ("cell", _text()),
        ("decision_number", _text()),
        ("decision_date", models.DateField(null=True)),
        ("recorded_by", models.TextField()),
        ("act", models.BigIntegerField()),
        ("voided_act", models.BigIntegerField(null=True)),
        ("batch", _points_to("importbatch", null=True, related_name="+", db_index=False)),
    ]


def _rules(model):
    return [
        models.CheckConstraint(
            condition=Q(voided_at=None, voided_act=None, replaced_by=None)
            | Q(voided_at__gte=F("recorded_at"), voided_act__isnull=False),
            name=f"{model}_void_after_record",
        ),
        models.CheckConstraint(condition=Q(valid__isempty=False), name=f"{model}_period_has_days"),
        _known(f"{model}_evidence_known", "evidence", ["decision", "declared", "workbook"]),
    ]


def _fact_table(name, fields, constraints):
    model = name.lower()
    options = {"abstract": False, "constraints": [*_rules(model), *constraints]}
    return migrations.CreateModel(name=name, fields=[*_shape(model), *fields], options=options)


def _person(name):
    return ("person", _points_to("person", related_name=name))


_WRITTEN = ("as_written", _text())

TERM = _register(
    "Term",
    [
        ("body", models.TextField()),
        ("ordinal", _text()),
        ("begins", _text()),
        ("ends", _text()),
        ("unit", _points_to("unit", related_name="terms")),
    ],
    [
        models.UniqueConstraint(
            fields=["unit", "body", "ordinal", "begins", "ends"],
            condition=_LISTED,
            name="term_once",
        ),
        _known("term_body_known", "body", ["council", "mass_body", "party_committee"]),
    ],
)
ELECTION = _register(
    "Election",
    [
        ("kind", models.TextField()),
        ("day", _text()),
        ("name", _text()),
        ("term", _points_to("term", related_name="elections")),
    ],
    [
        models.UniqueConstraint(
            fields=["term", "kind", "day", "name"], condition=_LISTED, name="election_once"
        ),
        _known("election_kind_known", "kind", _OCCASIONS),
    ],
)
SCHEME = _register(
    "Scheme",
    [
        ("name", models.TextField()),
        ("name_spelling", models.TextField()),
        ("begins", _text()),
        ("ends", _text()),
        ("decision_number", _text()),
        ("unit", _points_to("unit", null=True, related_name="schemes")),
    ],
    [
        models.UniqueConstraint(
            _or_nothing("unit"),
            F("name_spelling"),
            F("decision_number"),
            condition=_LISTED,
            name="scheme_once",
        ),
        _given("scheme_named", "name"),
    ],
)

UNIT_CHANGE = _fact_table(
    "UnitChange",
    [
        ("kind", models.TextField()),
        ("part", models.TextField()),
        _WRITTEN,
        ("predecessor", _points_to("unit", related_name="successions")),
        ("successor", _points_to("unit", null=True, related_name="origins")),
    ],
    [
        _once_a_day("unit_change_once", F("predecessor"), _or_nothing("successor"), F("document")),
        models.CheckConstraint(
            condition=Q(kind="dissolution", successor=None)
            | (~Q(kind="dissolution") & Q(successor__isnull=False)),
            name="unit_change_dissolved_into_none",
        ),
        _known("unit_change_kind_known", "kind", _CHANGES),
        _known("unit_change_part_known", "part", ["part", "whole"]),
    ],
)
POST_PROFILE = _fact_table(
    "PostProfile",
    [
        ("title", models.TextField(blank=True)),
        ("title_as_written", models.TextField()),
        ("post_class", models.TextField()),
        ("level", models.TextField()),
        ("managed_by", models.TextField(null=True)),
        ("post", _points_to("post", related_name="profiles")),
    ],
    [
        _once("post_profile_once", "post"),
        _known("post_profile_class_known", "post_class", _CLASSES),
        _known("post_profile_level_known", "level", _LEVELS),
        _known("post_profile_manager_known", "managed_by", _LEVELS),
    ],
)
UNIT_RATING = _fact_table(
    "UnitRating",
    [
        ("series", models.TextField()),
        ("level", models.TextField()),
        _WRITTEN,
        ("unit", _points_to("unit", related_name="ratings")),
    ],
    [
        _once("unit_rating_once", "unit", "series", days="="),
        _known("unit_rating_series_known", "series", _SERIES),
        _given("unit_rating_level_given", "level"),
    ],
)
RATING = _fact_table(
    "Rating",
    [("series", models.TextField()), ("level", models.TextField()), _WRITTEN, _person("ratings")],
    [
        _once("rating_once", "person", "series", days="="),
        _known("rating_series_known", "series", _SERIES),
        _given("rating_level_given", "level"),
    ],
)
POOL_ENTRY = _fact_table(
    "PoolEntry",
    [
        ("exit_reason", models.TextField(null=True)),
        _WRITTEN,
        _person("pool_entries"),
        ("post", _points_to("post", related_name="pool_entries")),
        ("term", _points_to("term", null=True, related_name="pool_entries")),
    ],
    [
        _once("pool_entry_once", "person", "post", _or_nothing("term")),
        _known("pool_exit_known", "exit_reason", _EXITS),
    ],
)
MOVE = _fact_table(
    "Move",
    [
        ("kind", models.TextField()),
        ("planned_end", _text()),
        _WRITTEN,
        _person("moves"),
        ("scheme", _points_to("scheme", null=True, related_name="moves")),
        ("from_post", _points_to("post", null=True, related_name="+")),
        ("to_post", _points_to("post", null=True, related_name="+")),
        ("from_unit", _points_to("unit", null=True, related_name="+")),
        ("to_unit", _points_to("unit", null=True, related_name="+")),
    ],
    [
        _once_a_day("move_once", F("person"), _or_nothing("to_post"), _or_nothing("to_unit")),
        _known(
            "move_kind_known", "kind", ["reassignment", "reinforcement", "rotation", "secondment"]
        ),
    ],
)
ELECTION_RESULT = _fact_table(
    "ElectionResult",
    [
        ("elected", models.BooleanField()),
        ("votes_for", models.IntegerField(null=True)),
        ("ballots", models.IntegerField(null=True)),
        _WRITTEN,
        _person("election_results"),
        ("election", _points_to("election", related_name="results")),
        ("post", _points_to("post", related_name="election_results")),
    ],
    [
        models.UniqueConstraint(
            fields=["person", "election", "post"], condition=_STANDING, name="election_result_once"
        ),
        models.CheckConstraint(
            condition=(Q(votes_for=None) | Q(votes_for__gte=0))
            & (Q(ballots=None) | Q(ballots__gte=0))
            & (Q(votes_for=None) | Q(ballots=None) | Q(votes_for__lte=F("ballots"))),
            name="election_votes_within_ballots",
        ),
    ],
)
LEAVE = _fact_table(
    "Leave",
    [("kind", models.TextField()), _WRITTEN, _person("leaves")],
    [
        _once("leave_once", "person", "kind"),
        _known("leave_kind_known", "kind", ["maternity", "other", "sick", "study", "unpaid"]),
    ],
)
DISCIPLINE = _fact_table(
    "Discipline",
    [
        ("side", models.TextField()),
        ("form", models.TextField()),
        ("reason", _text()),
        _WRITTEN,
        _person("disciplines"),
    ],
    [
        _once_a_day("discipline_once", F("person"), F("side"), F("form")),
        _known("discipline_side_known", "side", ["mass_body", "party", "state"]),
        _given("discipline_form_given", "form"),
    ],
)
AWARD = _fact_table(
    "Award",
    [
        ("award", models.TextField()),
        ("level", models.TextField(null=True)),
        _WRITTEN,
        _person("awards"),
    ],
    [
        _once_a_day("award_once", F("person"), F("award")),
        _known("award_level_known", "level", _LEVELS),
        _given("award_given", "award"),
    ],
)
RETIREMENT = _fact_table(
    "Retirement",
    [("kind", models.TextField()), _WRITTEN, _person("retirements")],
    [
        models.UniqueConstraint(fields=["person"], condition=_STANDING, name="retirement_once"),
        _known("retirement_kind_known", "kind", ["age", "died", "dismissed", "early", "resigned"]),
    ],
)
RANK_HOLDING = _fact_table(
    "RankHolding",
    [
        ("rank", models.TextField()),
        ("step", models.IntegerField(null=True)),
        ("coefficient", _text()),
        _WRITTEN,
        _person("rank_holdings"),
    ],
    [
        _once("rank_holding_once", "person"),
        models.CheckConstraint(condition=Q(step=None) | Q(step__gte=0), name="rank_step_counts"),
        models.CheckConstraint(condition=~Q(rank="", as_written=""), name="rank_given"),
    ],
)


def _more_words(model, name, column, values):
    return [
        migrations.RemoveConstraint(model, name),
        migrations.AddConstraint(model, _known(name, column, values)),
    ]


def _new_text(model, name):
    column = models.TextField(blank=True, db_default="", default="")
    return migrations.AddField(model, name, column)


class Migration(migrations.Migration):
    dependencies = [("records", "0004_acts")]

    operations = [
        TERM,
        ELECTION,
        SCHEME,
        UNIT_CHANGE,
        POST_PROFILE,
        UNIT_RATING,
        RATING,
        POOL_ENTRY,
        MOVE,
        ELECTION_RESULT,
        LEAVE,
        DISCIPLINE,
        AWARD,
        RETIREMENT,
        RANK_HOLDING,
        *_more_words("attainment", "attainment_scale_known", "scale", _SCALES),
        *_more_words("particular", "particular_kind_known", "kind", _KINDS),
        _new_text("attainment", "certificate"),
        _new_text("unitplacement", "grade"),
        migrations.AddConstraint(
            "unitplacement", _known("placement_grade_known", "grade", ["", "1", "2", "3"])
        ),
        migrations.AddField("tenure", "given_by", models.TextField(null=True)),
        migrations.AddField(
            "tenure", "term", _points_to("term", null=True, related_name="tenures")
        ),
        migrations.AddConstraint("tenure", _known("tenure_act_known", "given_by", _ACTS)),
    ]
