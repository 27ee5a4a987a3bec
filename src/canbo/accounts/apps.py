"""The app of users and grants."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsApp(AppConfig):
    """Users, grants and sign-in."""

    name = "canbo.accounts"
    label = "accounts"
    verbose_name = "Tài khoản và quyền"

    def ready(self) -> None:
        """Let `canbo verify` compare users and grants with the journal."""
        from canbo.accounts.integrity import check_accounts
        from canbo.journal.integrity import register_checker

        register_checker("accounts", check_accounts)
