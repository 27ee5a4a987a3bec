"""Notes of planning lists are a kind of their own, so that secrecy can tell them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import migrations
from django.db.models import CheckConstraint, Q

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
    "pool_note",
    "recruited",
    "religion",
    "residence",
    "sex",
    "staff_code",
]


class Migration(migrations.Migration):
    dependencies = [("records", "0011_exported_values")]

    operations = [
        migrations.RemoveConstraint("particular", "particular_once"),
        migrations.AddConstraint(
            "particular",
            ExclusionConstraint(
                name="particular_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None) & ~Q(kind__in=["note", "pool_note"]),
            ),
        ),
        migrations.RemoveConstraint("particular", "particular_kind_known"),
        migrations.AddConstraint(
            "particular",
            CheckConstraint(condition=Q(kind__in=_KINDS), name="particular_kind_known"),
        ),
    ]
