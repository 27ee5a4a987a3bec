"""One-time codes: a password set without e-mail, told once, hashed, for a time and a few tries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from canbo.accounts import access, operations
from canbo.accounts.models import PasswordCode, User
from canbo.accounts.refusals import AccountRefused, SignInRefused
from canbo.journal import access as journal

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
LOCAL = access.local_operator()
PASSWORD = "biển Sầm Sơn 1981"
NEW = "mùa hè Trường Sơn"


@pytest.fixture
def code() -> operations.OneTimeCode:
    return operations.create_user_with_code(
        username="mai", display_name="Lê Thị Mai", actor=LOCAL, at=NOON
    )


def use(code: str, *, username: str = "mai", password: str = NEW, at: datetime = NOON) -> None:
    operations.use_code(username=username, code=code, password=password, at=at)


def refused(code: str):
    return pytest.raises((AccountRefused, SignInRefused), match=f"^{code}$")


def test_a_new_user_has_no_password_until_the_code_sets_one(code):
    user = User.objects.get()
    assert not user.has_usable_password()
    use(code.code)
    assert User.objects.get().check_password(NEW)
    (entry,) = journal.entries(action="user.password_set")
    assert (entry.act.actor_name, entry.act.data["how"]) == ("Lê Thị Mai", "code")


@pytest.mark.parametrize("written", ["{}", " {} ", "{0}", "no hyphens", "small"])
def test_a_code_is_read_as_people_type_it(code, written):
    typed = {"no hyphens": code.code.replace("-", ""), "small": code.code.lower()}
    use(typed.get(written, written.format(code.code)))
    assert User.objects.get().check_password(NEW)


def test_the_code_is_kept_as_a_hash_and_told_nowhere(code):
    bare = code.code.replace("-", "")
    said = repr(journal.entries()) + PasswordCode.objects.get().code
    assert code.code not in said
    assert bare not in said
    assert len(bare) == 12


def test_a_code_counts_once(code):
    use(code.code)
    with refused("code_failed"):
        use(code.code, password="mùa đông Bắc Sơn")
    assert User.objects.get().check_password(NEW)


def test_a_code_counts_for_its_time_only(code):
    assert code.valid_until == NOON + settings.CANBO_CODE_VALID
    with refused("code_failed"):
        use(code.code, at=code.valid_until)
    use(code.code, at=code.valid_until - timedelta(seconds=1))


def test_a_newer_code_makes_the_one_before_void(code):
    newer = operations.make_code(username="mai", actor=LOCAL, at=NOON)
    with refused("code_failed"):
        use(code.code)
    use(newer.code)


def test_five_wrong_tries_make_a_code_void(code):
    for _ in range(5):
        with refused("code_failed"):
            use("AAAA-AAAA-AAAA")
    with refused("code_failed"):
        use(code.code)
    tries = [entry.act.data["tries"] for entry in journal.entries(action="user.code_failed")]
    assert tries == [5, 4, 3, 2, 1]


def test_a_weak_password_is_refused_and_the_code_still_counts(code):
    with refused("password_too_short"):
        use(code.code, password="ngắn")
    with refused("password_too_similar"):
        use(code.code, password="Lê Thị Mai")
    use(code.code)


def test_a_name_that_nobody_has_is_answered_alike(code):
    with refused("code_failed"):
        use(code.code, username="dung")


def test_a_closed_user_sets_no_password(code):
    operations.set_active(username="mai", active=False, actor=LOCAL, at=NOON)
    with refused("code_failed"):
        use(code.code)
    with refused("account_closed"):
        operations.make_code(username="mai", actor=LOCAL, at=NOON)


def test_who_may_not_manage_users_makes_none(code):
    mai = access.actor_for(User.objects.get(), NOON)
    with refused("not_allowed"):
        operations.make_code(username="mai", actor=mai, at=NOON)
    with refused("not_allowed"):
        operations.create_user_with_code(username="x1", display_name="", actor=mai, at=NOON)
    assert User.objects.count() == 1


def test_nobody_makes_a_code_for_themselves(code):
    operations.add_grant(
        username="mai", terms=operations.GrantTerms("operator"), actor=LOCAL, at=NOON
    )
    with refused("code_for_oneself"):
        operations.make_code(
            username="mai", actor=access.actor_for(User.objects.get(), NOON), at=NOON
        )


def test_nobody_unknown_gets_a_code():
    with refused("account_unknown"):
        operations.make_code(username="mai", actor=LOCAL, at=NOON)
