"""Terms, elections and schemes; twelve more kinds of fact; more words for those there were."""

from django.db import migrations, models

from canbo.records.migrations._careers import (
    AWARD,
    DISCIPLINE,
    ELECTION_RESULT,
    LEAVE,
    MOVE,
    POOL_ENTRY,
    RANK_HOLDING,
    RATING,
    RETIREMENT,
)
from canbo.records.migrations._columns import known, later_text, points_to
from canbo.records.migrations._organisation import POST_PROFILE, UNIT_CHANGE, UNIT_RATING
from canbo.records.migrations._people import ACTS, SCALES
from canbo.records.migrations._registers import ELECTION, SCHEME, TERM

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


def _more_words(model, name, column, values):
    return [
        migrations.RemoveConstraint(model, name),
        migrations.AddConstraint(model, known(name, column, values)),
    ]


def _new_text(model, name):
    return migrations.AddField(model, name, later_text())


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
        *_more_words("attainment", "attainment_scale_known", "scale", SCALES),
        *_more_words("particular", "particular_kind_known", "kind", _KINDS),
        _new_text("attainment", "certificate"),
        _new_text("unitplacement", "grade"),
        migrations.AddConstraint(
            "unitplacement", known("placement_grade_known", "grade", ["", "1", "2", "3"])
        ),
        migrations.AddField("tenure", "given_by", models.TextField(null=True)),
        migrations.AddField("tenure", "term", points_to("term", null=True, related_name="tenures")),
        migrations.AddConstraint("tenure", known("tenure_act_known", "given_by", ACTS)),
    ]
