"""Changing users and grants, and signing in: each one transaction with one journal entry."""

from canbo.accounts.operations.codes import create_user_with_code, make_code, use_code
from canbo.accounts.operations.deputies import end_deputy, name_deputy
from canbo.accounts.operations.grants import add_grant, check_terms, revoke_grant
from canbo.accounts.operations.pins import MOST_PINS, pin_figure, unpin_figure
from canbo.accounts.operations.second_step import (
    drop_second_step,
    switch_second_step_off,
    switch_second_step_on,
)
from canbo.accounts.operations.sessions import (
    end_other_sessions,
    end_own_session,
    end_sessions_of,
)
from canbo.accounts.operations.signing_in import (
    needs_second_step,
    sign_in,
    sign_out,
    take_second_step,
)
from canbo.accounts.operations.users import change_password, create_user, set_active, set_password
from canbo.accounts.operations.viewing import begin_viewing, end_viewing
from canbo.accounts.refusals import AccountRefused, SignInRefused
from canbo.accounts.values import GrantRecord, GrantTerms, OneTimeCode, UserRecord

__all__ = [
    "MOST_PINS",
    "AccountRefused",
    "GrantRecord",
    "GrantTerms",
    "OneTimeCode",
    "SignInRefused",
    "UserRecord",
    "add_grant",
    "begin_viewing",
    "change_password",
    "check_terms",
    "create_user",
    "create_user_with_code",
    "drop_second_step",
    "end_deputy",
    "end_other_sessions",
    "end_own_session",
    "end_sessions_of",
    "end_viewing",
    "make_code",
    "name_deputy",
    "needs_second_step",
    "pin_figure",
    "revoke_grant",
    "set_active",
    "set_password",
    "sign_in",
    "sign_out",
    "switch_second_step_off",
    "switch_second_step_on",
    "take_second_step",
    "unpin_figure",
    "use_code",
]
