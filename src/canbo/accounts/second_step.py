"""The second step of signing in: codes of an app on the phone, and codes kept on paper.

Secrets and their arithmetic are django-allauth's; the instant is given, as everywhere in the
house, and which code was used last is kept in the row, so that a code counts once in all processes.
"""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import constant_time_compare

from canbo.accounts.models import User
from canbo.accounts.refusals import AccountRefused
from canbo.journal import access as journal

_PERIOD = 30  # seconds that a code counts, and one such span before and after
_TOTP, _RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


class Adapter(DefaultMFAAdapter):
    """Keeps secrets encrypted: who reads the table signs in as nobody."""

    def encrypt(self, text: str) -> str:
        """Encrypt under a key of the home."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt what `encrypt` made. Raises AccountRefused (`second_key_lost`)."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise AccountRefused("second_key_lost") from error


def _cipher() -> Fernet:
    key = journal.home_secret("second step")
    if key is None:
        raise AccountRefused("second_key_lost")
    return Fernet(base64.urlsafe_b64encode(key))


def is_on(user: User) -> bool:
    """Whether a user signs in with a second step."""
    return is_on_for(user.pk)


def is_on_for(user: UUID) -> bool:
    """Whether the user with this id signs in with a second step."""
    return Authenticator.objects.filter(user_id=user, type=_TOTP).exists()


def new_secret() -> str:
    """Draw a secret for an app, as the 32 letters that one may type."""
    return generate_totp_secret()


def picture_of(user: User, secret: str) -> str:
    """Draw what an app photographs, as the address of an image."""
    adapter = Adapter()
    url = f"otpauth://totp/canbo:{user.username}?secret={secret}&issuer=canbo"
    svg = adapter.build_totp_svg(url).encode()
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode()


def counter_of(secret: str, code: str, at: datetime) -> int | None:
    """Tell which span of time a code belongs to, about `at`; None for a wrong one."""
    digits = "".join(letter for letter in code[:20] if letter.isdecimal())
    now = int(at.timestamp()) // _PERIOD
    for counter in (now - 1, now, now + 1):
        if constant_time_compare(format_hotp_value(hotp_value(secret, counter)), digits):
            return counter
    return None


def switch_on(user: User, secret: str, counter: int) -> tuple[str, ...]:
    """Keep a user's secret, whose code of `counter` was used; gives the codes for paper."""
    data = {"secret": Adapter().encrypt(secret), "last": counter}
    Authenticator.objects.create(user_id=user.pk, type=_TOTP, data=data)
    return tuple(RecoveryCodes.activate(user).generate_codes())


def switch_off(user: User) -> bool:
    """Forget a user's secret and codes; whether there were any."""
    return Authenticator.objects.filter(user_id=user.pk).delete()[0] > 0


def codes_left(user: User) -> int:
    """How many codes on paper a user has not used."""
    row = Authenticator.objects.filter(user_id=user.pk, type=_RECOVERY).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row else 0


def proved_by(user: User, code: str, at: datetime) -> str:
    """Use up a code: tells "app" or "paper", "" for a wrong one. In a transaction of the caller."""
    rows: dict[str, Any] = {
        row.type: row for row in Authenticator.objects.select_for_update().filter(user_id=user.pk)
    }
    app, paper = rows.get(_TOTP), rows.get(_RECOVERY)
    if app is None:
        return ""
    counter = counter_of(Adapter().decrypt(app.data["secret"]), code, at)
    if counter is not None and counter > app.data["last"]:
        app.data["last"] = counter
        app.save(update_fields=["data"])
        return "app"
    bare = "".join(letter for letter in code[:20] if letter.isdecimal())
    return "paper" if paper is not None and RecoveryCodes(paper).validate_code(bare) else ""
