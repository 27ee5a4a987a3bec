"""The tables of users and grants; private to this app."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class UserManager(BaseUserManager["User"]):
    """Finds users by their name; they are made by `operations.create_user` only."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a user by name as typed: capitals make no difference."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in. Never deleted: the journal speaks of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=32, unique=True)
    display_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # the journal keeps sign-ins; a column would be a second, changeable history
    last_login = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        db_table = "accounts_user"
        constraints = [
            models.CheckConstraint(
                name="username_plain", condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]{1,31}$")
            ),
        ]


class Grant(models.Model):
    """A right given to a user; taken back by `revoked_at`, never deleted.

    `unit` is the stable id of a unit of `canbo.records` (no foreign key: this app stands below),
    null is the whole home. `valid_from` and `valid_until` are days, both included.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=32)
    unit = models.UUIDField(null=True)
    managed_by = ArrayField(models.CharField(max_length=16), default=list)
    secrecy = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_grant"
        constraints = [
            models.CheckConstraint(
                name="grant_days_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
            ),
            models.CheckConstraint(
                name="grant_revoked_after_given",
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("granted_at")),
            ),
        ]


class PinnedFigure(models.Model):
    """A figure that a user keeps on top of the page of figures, by the name of its measure.

    What a user likes to see first is no fact and no right: unpinning deletes the row, and the
    journal keeps both acts.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pinned_figures")
    name = models.CharField(max_length=100)
    pinned_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_pinned_figure"
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="figure_pinned_once"),
        ]
