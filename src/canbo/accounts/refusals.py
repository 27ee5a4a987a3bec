"""How accounts say no."""

from __future__ import annotations

from canbo.engine.refusal import Refusal


class AccountRefused(Refusal):
    """Something about a user or a grant was not done; the code says why."""


class SignInRefused(Refusal):
    """Nobody was let in: `sign_in_failed`, or `sign_in_locked` after too many failures."""
