"""The tables of users and grants; private to this app."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
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
    # a deputy's grant: whose it is, and which of theirs it was lent from
    instead_of = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="lent_grants"
    )
    lent_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="lent")

    class Meta:
        db_table = "accounts_grant"
        constraints = [
            models.CheckConstraint(
                name="grant_lent_wholly_and_for_days",
                condition=Q(instead_of__isnull=True, lent_from__isnull=True)
                | Q(
                    instead_of__isnull=False,
                    lent_from__isnull=False,
                    valid_from__isnull=False,
                    valid_until__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="grant_not_lent_to_oneself",
                condition=Q(instead_of__isnull=True) | ~Q(instead_of=F("user")),
            ),
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


class PasswordCode(models.Model):
    """A one-time code with which a user sets a new password; kept as a slow hash only.

    It counts until `valid_until`, until it is used, and for a few wrong tries. A newer code of the
    same user makes it void.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="password_codes")
    code = models.CharField(max_length=128)
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)  # used, replaced or tried too often

    class Meta:
        db_table = "accounts_password_code"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at__isnull=True), name="one_code_at_a_time"
            ),
        ]


class Session(AbstractBaseSession):
    """A browser that is signed in: what Django keeps of it, and what its owner is told of it.

    `public_id` names it in addresses, as its key would let anybody in.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    account = models.UUIDField(null=True, db_index=True)
    opened_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=64, default="")
    device = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "accounts_session"
