"""The `CANBO_*` readers: what is taken, what is refused with which number, and kept secrets."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.config.environment import Environment
from canbo.config.quiet_log import QuietFormatter


def numbers(environment: Environment) -> list[str]:
    return [problem.number for problem in environment.problems]


@pytest.mark.parametrize(
    ("written", "taken", "problems"),
    [("1", True, []), ("ON", True, []), ("no", False, []), ("", True, []), ("có", True, ["E001"])],
)
def test_flags(written, taken, problems):
    environment = Environment({"X": written})
    assert environment.flag("X", default=True) is taken
    assert numbers(environment) == problems


@given(written=st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
def test_whole_numbers_are_within_their_bounds_or_a_problem(written):
    environment = Environment({"X": written})
    taken = environment.whole("X", 5, least=3, most=20)
    assert 3 <= taken <= 20
    if taken != 5:
        assert int(written) == taken
        assert not environment.problems


@pytest.mark.parametrize("written", ["2", "21", "-4", "4.0", "４", "bốn", "9" * 5000])
def test_numbers_out_of_bounds(written):
    environment = Environment({"X": written})
    assert environment.whole("X", 5, least=3, most=20) == 5
    assert numbers(environment) == ["E002"]


def test_lists_and_words():
    environment = Environment({"HOSTS": " a, b ,,c", "LEVEL": "debug", "BAD": "loud"})
    assert environment.words("HOSTS", ()) == ["a", "b", "c"]
    assert environment.words("NONE", ("x",)) == ["x"]
    assert environment.one_of("LEVEL", "INFO", ("INFO", "DEBUG")) == "DEBUG"
    assert environment.one_of("BAD", "INFO", ("INFO", "DEBUG")) == "INFO"
    assert numbers(environment) == ["E003"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40ss@db.example:5433/canbo",
         {"USER": "u", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433", "NAME": "canbo"}),
        ("postgres:///canbo?host=/run/Canbo&user=mai",
         {"USER": "mai", "HOST": "/run/Canbo", "PORT": "", "NAME": "canbo"}),
        ("postgresql://mai@%2Frun%2FCanbo:5432/c%C3%A1n",
         {"USER": "mai", "HOST": "/run/Canbo", "PORT": "5432", "NAME": "cán"}),
        ("postgresql://[::1]:5432/canbo", {"HOST": "::1", "PORT": "5432"}),
        ("postgresql://h/canbo?sslmode=verify-full", {"OPTIONS": {"sslmode": "verify-full"}}),
    ],
)  # fmt: skip
def test_database_addresses(url, expected):
    environment = Environment({"URL": url})
    place = environment.database("URL")
    assert {key: place[key] for key in expected} == expected
    assert not environment.problems


@pytest.mark.parametrize(
    "url", ["sqlite:///x", "canbo", "postgresql://h", "postgresql://h:port/x", "postgresql://h/a/b"]
)
def test_addresses_that_are_none(url):
    environment = Environment({"URL": url})
    assert environment.database("URL")["HOST"].startswith("/canbo-database-url")
    assert numbers(environment) == ["E004"]
    assert url not in repr(environment.problems)


class TestSecrets:
    def kept_at(self, home: Path) -> Path:
        return home / "keys" / "secret.key"

    def test_the_variable_then_its_file_then_the_kept_key(self, tmp_path):
        file = tmp_path / "secret"
        file.write_text("f" * 40 + "\n")
        both = Environment({"S": "v" * 40, "S_FILE": str(file)})
        assert both.secret("S", self.kept_at(tmp_path)) == "v" * 40
        from_file = Environment({"S_FILE": str(file)})
        assert from_file.secret("S", self.kept_at(tmp_path)) == "f" * 40
        assert not self.kept_at(tmp_path).exists()

    def test_a_kept_key_is_made_once_for_its_owner_only(self, tmp_path):
        first = Environment({}).secret("S", self.kept_at(tmp_path))
        assert Environment({}).secret("S", self.kept_at(tmp_path)) == first
        assert len(first) == 64
        assert self.kept_at(tmp_path).stat().st_mode & 0o777 == 0o600

    def test_without_a_home_nothing_is_written(self, tmp_path):
        environment = Environment({})
        environment.secret("S", self.kept_at(tmp_path / "none"))
        assert numbers(environment) == ["W002"]
        assert not (tmp_path / "none").exists()

    @pytest.mark.parametrize(
        ("values", "number"), [({"S": "short"}, "E005"), ({"S_FILE": "/no/such/file"}, "E006")]
    )
    def test_unusable_secrets_are_told_and_never_repeated(self, tmp_path, values, number):
        environment = Environment(values)
        assert len(environment.secret("S", self.kept_at(tmp_path))) == 64
        assert numbers(environment) == [number]
        assert "short" not in repr(environment.problems)

    def test_a_spoilt_key_file_is_told(self, tmp_path):
        self.kept_at(tmp_path).parent.mkdir()
        self.kept_at(tmp_path).write_text("not a key")
        environment = Environment({})
        environment.secret("S", self.kept_at(tmp_path))
        assert numbers(environment) == ["E007"]


def run(code: str, tmp_path: Path, **variables: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CANBO_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=clean | {"CANBO_HOME": str(tmp_path / "home")} | variables,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_settings_import_with_nothing_set_and_are_closed(tmp_path):
    said = run(
        "import canbo.config.settings as s;"
        "print(s.DEBUG, s.ALLOWED_HOSTS, s.LANGUAGE_CODE, s.TIME_ZONE, s.USE_TZ,"
        " s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)",
        tmp_path,
    )
    assert said.split("\n")[0] == (
        "False ['localhost', '127.0.0.1', '[::1]'] vi Asia/Ho_Chi_Minh True True True Lax"
    )
    assert not (tmp_path / "home").exists()


def test_wrong_values_become_numbered_checks_with_a_hint(tmp_path):
    said = run(
        "import django; django.setup()\n"
        "from django.core.checks import run_checks\n"
        "for m in run_checks():\n"
        "    if m.id.startswith('canbo'): print(m.id, m.level, m.msg, '|', m.hint)",
        tmp_path,
        CANBO_DEBUG="maybe", CANBO_LOCKOUT_FAILURES="1", CANBO_SECRET_KEY="x" * 40,
        CANBO_DATABASE_URL="postgresql:///canbo", CANBO_LOG_LEVEL="INFO",
    )  # fmt: skip
    assert said.splitlines() == [
        "canbo.E001 40 CANBO_DEBUG: không phải là có/không. | Ghi 1 (có) hoặc 0 (không).",
        "canbo.E002 40 CANBO_LOCKOUT_FAILURES: không phải là số nguyên cho phép."
        " | Ghi từ 3 đến 20.",
    ]


def test_the_pool_is_an_option(tmp_path):
    code = (
        "import canbo.config.settings as s; d = s.DATABASES['default'];"
        "print(d['OPTIONS'].get('pool'), d.get('CONN_MAX_AGE'))"
    )
    url = "postgresql:///canbo?host=/tmp"
    assert run(code, tmp_path, CANBO_DATABASE_URL=url) == "None 60\n"
    pooled = run(code, tmp_path, CANBO_DATABASE_URL=url, CANBO_DATABASE_POOL="8")
    assert pooled == "{'min_size': 1, 'max_size': 8, 'timeout': 10} None\n"


def test_every_answer_carries_a_strict_policy(client, settings):
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": []})
    answer = client.get("/nowhere")
    policy = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_logs_give_places_of_errors_and_not_what_they_quote():
    quoted = "Key (name)=(Lê Thị Mai) already exists"
    try:
        try:
            raise ValueError(quoted)
        except ValueError as error:
            raise RuntimeError(quoted) from error
    except RuntimeError:
        text = QuietFormatter("{message}", style="{").format(
            logging.LogRecord("canbo", logging.ERROR, "", 1, "failed", (), sys.exc_info())
        )
    assert "raise ValueError(quoted)" in text
    assert text.count("Mai") == 0
    assert text.index("builtins.ValueError") < text.index("builtins.RuntimeError")
    assert "test_environment.py" in text
