"""`canbo user …` and `canbo verify`: exit codes, JSON, and who is named as acting."""

from __future__ import annotations

import io
import json
from contextlib import nullcontext

import pytest
from django.db import connection

from canbo.cli import main
from canbo.journal import access as journal

pytestmark = pytest.mark.django_db
PASSWORD = "biển Sầm Sơn 1981"
UNIT = "00000000-0000-0000-0000-00000000000f"


class Keyboard(io.StringIO):
    """An input that somebody types at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """Stand in the test's database instead of starting a home."""
    monkeypatch.setattr("canbo.cli.home.inside_home", nullcontext)


@pytest.fixture
def canbo(capsys, monkeypatch):
    def run(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def mai(canbo):
    code, _, _ = canbo(
        "user", "add", "mai", "--display", "Lê Thị Mai", "--password-stdin", typed=PASSWORD + "\n"
    )
    assert code == 0


def listed(canbo) -> dict:
    code, out, _ = canbo("user", "list", "--json")
    assert code == 0
    return {user["username"]: user for user in json.loads(out)["users"]}


def test_a_user_is_added_and_listed(canbo, mai):
    user = listed(canbo)["mai"]
    assert (user["display_name"], user["active"], user["grants"]) == ("Lê Thị Mai", True, [])
    assert "mai\tLê Thị Mai" in canbo("user", "list")[1]


def test_the_password_is_never_an_argument_and_must_be_given(canbo):
    code, out, err = canbo("user", "add", "mai")
    assert (code, out) == (1, "")
    assert "--password-stdin" in err


def test_a_typed_password_is_typed_twice(monkeypatch):
    typed = iter([PASSWORD, PASSWORD + " ", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    monkeypatch.setattr("sys.stdin", Keyboard())
    assert main(["user", "add", "mai"]) == 1
    assert main(["user", "add", "mai"]) == 0


def test_a_grant_is_given_with_the_role_s_usual_levels_and_taken_back(canbo, mai):
    code, out, _ = canbo(
        "user", "grant", "mai", "ward_clerk", "--unit", UNIT, "--until", "2099-12-31", "--json"
    )
    assert code == 0
    given = json.loads(out)["grant"]
    assert (given["unit"], given["managed_by"], given["until"]) == (UNIT, ["commune"], "2099-12-31")
    assert "ward_clerk" in canbo("user", "list")[1]
    assert canbo("user", "revoke", given["id"])[0] == 0
    assert listed(canbo)["mai"]["grants"][0]["revoked_at"] is not None
    assert "ward_clerk" not in canbo("user", "list")[1]


def test_a_unit_is_meant_by_its_code(canbo, mai):
    code, out, _ = canbo("user", "grant", "mai", "clerk", "--unit", "16531", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "unit_unknown")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_unit (id, code, proposed, created_at, created_act)"
            " VALUES (%s, '16531', false, now(), 1)",
            [UNIT],
        )
    code, out, _ = canbo("user", "grant", "mai", "clerk", "--unit", "16531", "--json")
    assert (code, json.loads(out)["grant"]["unit"]) == (0, UNIT)


def test_levels_may_be_said(canbo, mai):
    _, out, _ = canbo(
        "user", "grant", "mai", "clerk", "--managed-by", "district,commune", "--secrecy", "2",
        "--json",
    )  # fmt: skip
    given = json.loads(out)["grant"]
    assert (given["managed_by"], given["secrecy"]) == (["commune", "district"], 2)


@pytest.mark.parametrize(
    "words",
    [
        ("user",),
        ("user", "add"),
        ("user", "grant", "mai", "clerk", "--until", "31/7/2011"),
        ("user", "grant", "mai", "clerk", "--managed-by", "duchy"),
        ("user", "revoke", "not-a-number"),
    ],
)
def test_wrong_usage_exits_with_2(canbo, words):
    with pytest.raises(SystemExit) as caught:
        canbo(*words)
    assert caught.value.code == 2


def test_a_refusal_exits_with_1_and_is_one_json_document(canbo, mai):
    code, out, err = canbo("user", "grant", "mai", "king", "--json")
    assert code == 1
    error = json.loads(out)["error"]
    assert error["code"] == "role_unknown"
    assert "clerk" in error["message"]
    assert error["message"] in err


def test_the_one_who_acts_is_named_in_the_journal(canbo, mai):
    assert journal.entries()[0].act.actor_id == "local"
    canbo("user", "add", "boss", "--password-stdin", typed=PASSWORD)
    canbo("user", "grant", "boss", "operator")
    assert canbo("user", "disable", "mai", "--as", "boss")[0] == 0
    assert journal.entries()[0].act.actor_name == "boss"
    assert listed(canbo)["mai"]["active"] is False
    assert canbo("user", "enable", "mai", "--as", "boss")[0] == 0


def test_a_user_acts_within_their_rights_only(canbo, mai):
    code, _, err = canbo("user", "list", "--as", "mai")
    assert code == 1
    assert "manage_users" in err
    code, _, err = canbo("user", "list", "--as", "nobody")
    assert code == 1
    assert "nobody" in err


def test_passwords_are_replaced(canbo, mai):
    assert canbo("user", "passwd", "mai", "--password-stdin", typed="một câu khác\n")[0] == 0
    assert canbo("user", "passwd", "mai", "--password-stdin", typed="ngắn\n")[0] == 1


def test_verify_of_a_sound_home(canbo, mai):
    code, out, _ = canbo("verify", "--json")
    document = json.loads(out)
    assert code == 0
    assert (document["sound"], document["entries"], document["findings"]) == (True, 1, [])
    assert document["head"]["seq"] == 0  # it follows commits, and a test's transaction has none
    assert {"journal", "guards"} <= set(document["checked"])
    assert "nguyên vẹn" in canbo("verify")[1]


def test_verify_names_what_was_changed(canbo, mai):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE journal_entry SET actor_name = 'Dũng'")
    code, out, err = canbo("verify")
    assert code == 1
    assert "mục 1" in out
    assert "giữ nguyên hiện trạng" in err
    document = json.loads(canbo("verify", "--json")[1])
    assert document["sound"] is False
    assert document["findings"][0]["data"] == {"seq": 1}


def test_every_code_of_this_room_has_a_sentence():
    import re
    from pathlib import Path

    import canbo
    from canbo.web.messages import MESSAGES

    rooms = Path(canbo.__file__).parent
    sources = [*(rooms / "accounts").rglob("*.py"), *(rooms / "journal").rglob("*.py")]
    sources += [rooms / "cli" / "accounts.py"]
    pattern = re.compile(r'(?:Refused|Finding|PasswordMissing)\(\s*"([a-z_]+)"')
    codes = {code for source in sources for code in pattern.findall(source.read_text())}
    assert len(codes) > 25
    assert codes <= set(MESSAGES)
