"""Changing users and grants, and signing in: each one transaction with one journal entry."""

from canbo.accounts.operations.grants import add_grant, revoke_grant
from canbo.accounts.operations.pins import MOST_PINS, pin_figure, unpin_figure
from canbo.accounts.operations.signing_in import sign_in, sign_out
from canbo.accounts.operations.users import create_user, set_active, set_password
from canbo.accounts.refusals import AccountRefused, SignInRefused
from canbo.accounts.values import GrantRecord, GrantTerms, UserRecord

__all__ = [
    "MOST_PINS",
    "AccountRefused",
    "GrantRecord",
    "GrantTerms",
    "SignInRefused",
    "UserRecord",
    "add_grant",
    "create_user",
    "pin_figure",
    "revoke_grant",
    "set_active",
    "set_password",
    "sign_in",
    "sign_out",
    "unpin_figure",
]
