"""The app of users and grants."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsApp(AppConfig):
    """Users, grants and sign-in."""

    name = "canbo.accounts"
    label = "accounts"
    verbose_name = "Tài khoản và quyền"
