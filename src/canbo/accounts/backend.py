"""Who signed in: read at each request together with the grants, which each page asks for."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.backends import ModelBackend

from canbo.accounts import queries
from canbo.accounts.models import User


class OfficeBackend(ModelBackend):
    """Signs in by name and password, as Django does."""

    def get_user(self, user_id: UUID) -> User | None:
        """Give an active user with all grants, by one query; None for anybody else."""
        user = queries.user_with_grants(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
