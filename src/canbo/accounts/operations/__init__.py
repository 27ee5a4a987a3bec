"""Changing users and grants, and signing in: each one transaction with one journal entry."""

from canbo.accounts.operations.grants import add_grant, revoke_grant
from canbo.accounts.operations.signing_in import sign_in, sign_out
from canbo.accounts.operations.users import create_user, set_active, set_password
from canbo.accounts.refusals import AccountRefused, SignInRefused
from canbo.accounts.values import GrantRecord, GrantTerms, UserRecord

__all__ = [
    "AccountRefused",
    "GrantRecord",
    "GrantTerms",
    "SignInRefused",
    "UserRecord",
    "add_grant",
    "create_user",
    "revoke_grant",
    "set_active",
    "set_password",
    "sign_in",
    "sign_out",
]
