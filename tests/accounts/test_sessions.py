"""Sessions: which device is signed in since when, and who ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import login
from django.test import RequestFactory

from canbo.accounts import access, operations, people, sessions
from canbo.accounts.models import Session, User
from canbo.accounts.operations import AccountRefused
from canbo.accounts.sessions import SessionStore, device_words
from canbo.journal import access as journal

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)  # Django itself judges whether a session is over
LOCAL = access.local_operator()
PASSWORD = "biển Sầm Sơn 1981"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"


@pytest.fixture(autouse=True)
def cast() -> None:
    for name in ("mai", "lan"):
        operations.create_user(
            username=name, display_name=name.title(), password=PASSWORD, actor=LOCAL, at=NOW
        )


def sign_in(username: str = "mai", at: datetime = NOW, agent: str = CHROME):
    request = RequestFactory().post("/", HTTP_USER_AGENT=agent, REMOTE_ADDR="10.0.0.9")
    request.session = SessionStore()
    request.user = User.objects.get(username=username)
    login(request, request.user, "canbo.accounts.backend.OfficeBackend")
    sessions.note_opened(request, at)
    request.session.save()
    return request


def who(username: str = "mai"):
    return access.actor_for(User.objects.get(username=username), NOW)


def listed(key: str = "", at: datetime = NOW):
    return people.own_sessions(who(), this_key=key, at=at)


def test_a_session_tells_its_device_its_address_and_since_when():
    request = sign_in()
    (one,) = listed(request.session.session_key)
    assert (one.device, one.address) == ("Chrome trên máy tính Windows", "10.0.0.9")
    assert (one.opened_at, one.seen_at, one.is_this_one) == (NOW, NOW, True)
    assert sign_in("lan")  # somebody else's is not listed
    assert len(listed()) == 1


def test_last_seen_is_written_at_most_once_in_five_minutes(django_assert_num_queries):
    request = sign_in()
    request.session = SessionStore(request.session.session_key)
    assert request.session["_auth_user_id"]
    with django_assert_num_queries(0):
        sessions.note_seen(request, NOW + timedelta(minutes=4))
    sessions.note_seen(request, NOW + timedelta(minutes=6))
    (one,) = listed()
    assert one.seen_at == NOW + timedelta(minutes=6)


def test_a_session_keeps_its_name_and_its_days_when_it_is_saved_again():
    request = sign_in()
    before = listed()
    again = SessionStore(request.session.session_key)
    again["xem_nhu"] = "x"
    again.save()
    assert listed() == before


def test_a_session_that_is_over_is_not_listed():
    sign_in()
    assert listed(at=NOW + timedelta(days=2)) == ()


def test_one_ends_one_of_the_own_sessions_and_the_others():
    here, *others = [sign_in(at=NOW + timedelta(seconds=place)) for place in range(4)]
    key = here.session.session_key
    gone = next(one for one in listed(key) if not one.is_this_one)
    operations.end_own_session(session=gone.id, actor=who(), at=NOW)
    assert len(listed()) == 3
    assert operations.end_other_sessions(this_key=key, actor=who(), at=NOW) == 2
    assert [one.is_this_one for one in listed(key)] == [True]
    assert others
    told = [one.act.data["sessions"] for one in journal.entries(action="user.sessions_ended")]
    assert told == [2, 1]


def test_nobody_ends_another_s_session():
    sign_in("lan")
    row = Session.objects.get()
    for session in (row.public_id, uuid4()):
        with pytest.raises(AccountRefused, match=r"^session_unknown$"):
            operations.end_own_session(session=session, actor=who(), at=NOW)
    with pytest.raises(AccountRefused, match=r"^not_allowed$"):
        operations.end_sessions_of(user=row.account, actor=who(), at=NOW)
    assert Session.objects.count() == 1


def test_an_administrator_ends_all_of_a_user():
    sign_in()
    sign_in("lan")
    mai = User.objects.get(username="mai").id
    assert operations.end_sessions_of(user=mai, actor=LOCAL, at=NOW) == 1
    assert operations.end_sessions_of(user=mai, actor=LOCAL, at=NOW) == 0
    assert len(journal.entries(action="user.sessions_ended")) == 1
    assert Session.objects.get().account == User.objects.get(username="lan").id
    with pytest.raises(AccountRefused, match=r"^account_not_there$"):
        operations.end_sessions_of(user=UUID(int=1), actor=LOCAL, at=NOW)


def test_a_new_password_ends_the_others_and_keeps_this_one():
    here, other = sign_in(), sign_in()
    operations.change_password(
        request=here, old=PASSWORD, new="mùa hè Trường Sơn", actor=who(), at=NOW
    )
    here.session.save()
    assert User.objects.get(username="mai").check_password("mùa hè Trường Sơn")
    assert not Session.objects.filter(session_key=other.session.session_key).exists()
    assert len(listed()) == 1


def test_the_own_password_is_changed_by_who_knows_it():
    here = sign_in()
    for old, new, code in (
        ("sai", "mùa hè Trường Sơn", "password_old_wrong"),
        (PASSWORD, "ngắn", "password_too_short"),
    ):  # fmt: skip
        with pytest.raises(AccountRefused, match=f"^{code}$"):
            operations.change_password(request=here, old=old, new=new, actor=who(), at=NOW)
    assert User.objects.get(username="mai").check_password(PASSWORD)


def test_closing_a_user_ends_their_sessions():
    sign_in()
    operations.set_active(username="mai", active=False, actor=LOCAL, at=NOW)
    assert Session.objects.count() == 0


@pytest.mark.parametrize(("agent", "words"), [
    (CHROME, "Chrome trên máy tính Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) Version/18 Safari/604", "Safari trên iPhone"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Firefox/133.0", "Firefox trên máy tính Linux"),
    ("Mozilla/5.0 (Linux; Android 14) coc_coc_browser Chrome/120",
     "Cốc Cốc trên điện thoại Android"),
    ("curl/8 <script>", "Trình duyệt khác"), ("", "Trình duyệt khác"),
])  # fmt: skip
def test_a_device_is_told_in_words_and_never_as_it_calls_itself(agent, words):
    assert device_words(agent) == words
