"""Typed readers of the `CANBO_*` variables.

A wrong value never stops the import of the settings: the safe default takes its place and the
problem is kept, so that `canbo.config.checks` can tell all of them at once, each with a hint.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

LEAST_SECRET_LENGTH = 32
_YES, _NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})
_POSTGRES_SCHEMES = frozenset({"postgres", "postgresql"})
_NO_DATABASE = "/canbo-database-url-is-not-set"  # no server listens there: never a foreign one


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that was not taken. `number` names the check; `hint` says in Vietnamese what to do.

    The value itself is never kept: it may be a secret.
    """

    number: str
    variable: str
    text: str
    hint: str
    serious: bool = True


@dataclass(slots=True)
class Environment:
    """The variables of one process, and what was wrong with them."""

    values: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str, default: str) -> str:
        """Read plain text; blank means absent."""
        return self.values.get(name, "").strip() or default

    def flag(self, name: str, default: bool) -> bool:
        """Read yes or no."""
        written = self.text(name, "").lower()
        if written in _YES or written in _NO:
            return written in _YES
        if written:
            self._refuse("E001", name, "không phải là có/không", "Ghi 1 (có) hoặc 0 (không).")
        return default

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        """Read a whole number between `least` and `most`, both included."""
        written = self.text(name, "")
        if not written:
            return default
        if re.fullmatch(r"[0-9]{1,9}", written) and least <= int(written) <= most:
            return int(written)
        self._refuse(
            "E002", name, "không phải là số nguyên cho phép", f"Ghi từ {least} đến {most}."
        )
        return default

    def words(self, name: str, default: tuple[str, ...]) -> list[str]:
        """Read a list separated by commas."""
        parts = [part.strip() for part in self.text(name, "").split(",")]
        return [part for part in parts if part] or list(default)

    def amounts(self, name: str, default: Mapping[str, int]) -> dict[str, int]:
        """Read whole numbers by name (`seat=2, quota=4`); those not named keep their default."""
        found = dict(default)
        for part in self.words(name, ()):
            key, _, written = (one.strip() for one in part.partition("="))
            if key not in default or not re.fullmatch(r"[0-9]{1,6}", written):
                hint = f"Ghi dạng tên=số, các tên: {', '.join(default)}."
                self._refuse("E009", name, "không phải các cặp tên=số", hint)
                return dict(default)
            found[key] = int(written)
        return found

    def one_of(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """Read one word of a fixed list, in any case."""
        written = self.text(name, default).upper()
        if written in allowed:
            return written
        self._refuse("E003", name, "không có trong danh sách", f"Chọn một: {', '.join(allowed)}.")
        return default

    def day(self, name: str) -> date | None:
        """Read a day as YYYY-MM-DD; None when absent."""
        written = self.text(name, "")
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self._refuse("E008", name, "không phải là một ngày", "Ghi dạng 2011-07-31.")
            return None

    def folder(self, name: str, default: str) -> Path:
        """Read a folder as an absolute path; `~` is the user's home."""
        return Path(self.text(name, default)).expanduser().absolute()

    def database(self, name: str) -> dict[str, Any]:
        """Read a PostgreSQL URL into Django's form; a socket folder may be the host.

        Without the variable the answer leads to no server at all, so that settings still import.
        """
        written = self.text(name, "")
        if not written:
            self._warn("W001", name, "chưa đặt", "Chạy qua lệnh `canbo …`, hoặc ghi postgresql://…")
            return _database_place("canbo", _NO_DATABASE)
        place = _database_of_url(written)
        if place is None:
            self._refuse(
                "E004", name, "không phải địa chỉ PostgreSQL",
                "Dạng đúng: postgresql://người-dùng:mật-khẩu@máy:5432/tên, "
                "hoặc postgresql:///tên?host=/thư-mục-socket",
            )  # fmt: skip
            return _database_place("canbo", _NO_DATABASE)
        return place

    def secret(self, name: str, kept_at: Path) -> str:
        """Read a secret: the variable, else the file named by `name`_FILE, else the kept file.

        The kept file is made (0600) when its home exists; before there is a home the secret lives
        only as long as the process.
        """
        written = self.text(name, "") or self._secret_file(f"{name}_FILE")
        if written and len(written) < LEAST_SECRET_LENGTH:
            hint = f"Ghi ít nhất {LEAST_SECRET_LENGTH} ký tự ngẫu nhiên."
            self._refuse("E005", name, "khóa bí mật quá ngắn", hint)
            written = ""
        return written or self._kept_secret(name, kept_at)

    def _secret_file(self, name: str) -> str:
        path = self.text(name, "")
        if not path:
            return ""
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self._refuse("E006", name, "không đọc được tệp", "Xem lại đường dẫn và quyền đọc tệp.")
            return ""

    def _kept_secret(self, name: str, kept_at: Path) -> str:
        from canbo.journal.keys import KeyUnusable, keep_key

        if not kept_at.parent.parent.is_dir():
            self._warn("W002", name, "khóa tạm thời", "Tạo thư mục dữ liệu bằng `canbo init`.")
            return secrets.token_hex(32)
        try:
            return keep_key(kept_at).hex()
        except KeyUnusable:
            self._refuse("E007", name, "không tạo được tệp khóa", "Xem quyền ghi của CANBO_HOME.")
            return secrets.token_hex(32)

    def _refuse(self, number: str, variable: str, text: str, hint: str) -> None:
        self.problems.append(Problem(number, variable, text, hint))

    def _warn(self, number: str, variable: str, text: str, hint: str) -> None:
        self.problems.append(Problem(number, variable, text, hint, serious=False))


def of_process() -> Environment:
    """Take the variables of this process."""
    return Environment(dict(os.environ))


def _database_place(name: str, host: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name, "HOST": host, "PORT": "", "USER": "", "PASSWORD": "", "OPTIONS": {},
    }  # fmt: skip


def _database_of_url(url: str) -> dict[str, Any] | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in _POSTGRES_SCHEMES or not name or "/" in name:
        return None
    options = dict(parse_qsl(parts.query))
    host = _socket_folder(parts.netloc) or parts.hostname or ""
    place = _database_place(name, options.pop("host", "") or host)
    place["PORT"] = options.pop("port", "") or str(port or "")
    place["USER"] = options.pop("user", "") or unquote(parts.username or "")
    place["PASSWORD"] = options.pop("password", "") or unquote(parts.password or "")
    place["OPTIONS"] = options
    return place


def _socket_folder(netloc: str) -> str:
    """Take an encoded folder out of user@%2Frun%2Fcanbo:5432, keeping the case of its letters."""
    written = unquote(re.sub(r":\d*$", "", netloc.rpartition("@")[2]))
    return written if written.startswith("/") else ""
