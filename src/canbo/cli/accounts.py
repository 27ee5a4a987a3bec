"""`canbo user …`: who may sign in, and with which rights."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, Command, print_json, say, write
from canbo.engine.facts import UnitLevel
from canbo.engine.refusal import Refusal

if TYPE_CHECKING:
    from canbo.accounts.actor import Actor
    from canbo.accounts.operations import GrantRecord, UserRecord


class PasswordMissing(Refusal):
    """No password was given, or two different ones."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    places = parser.add_subparsers(dest="user_command", required=True, metavar="VIỆC")

    add = _place(places, "add", "tạo tài khoản, chưa có quyền nào", _add)
    add.add_argument("name", metavar="NAME", help="tên đăng nhập")
    add.add_argument("--display", default="", metavar="TÊN", help="họ tên để hiển thị")
    _password_option(add)

    passwd = _place(places, "passwd", "đặt lại mật khẩu", _passwd)
    passwd.add_argument("name", metavar="NAME")
    _password_option(passwd)

    _grant_arguments(_place(places, "grant", "cấp một quyền", _grant))
    revoke = _place(places, "revoke", "thu hồi một quyền, có hiệu lực ngay", _revoke)
    revoke.add_argument("grant", metavar="GRANT", type=UUID, help="số của quyền (xem list)")

    for word, active, text in (
        ("disable", False, "khóa tài khoản"),
        ("enable", True, "mở lại tài khoản"),
    ):
        place = _place(places, word, text, _set_active)
        place.add_argument("name", metavar="NAME")
        place.set_defaults(active=active)
    _place(places, "list", "liệt kê tài khoản và quyền", _list)


def _place(places: Any, name: str, text: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = places.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    add_as_option(parser)
    parser.set_defaults(user_run=run)
    return parser


def _password_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-stdin", action="store_true", help="đọc mật khẩu từ dòng đầu của đầu vào"
    )


def _grant_arguments(parser: argparse.ArgumentParser) -> None:
    levels = ", ".join(UnitLevel)
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "role", metavar="ROLE", help="clerk, head, ward_clerk, inspector hoặc operator"
    )
    parser.add_argument("--unit", metavar="CODE", help="mã đơn vị (mặc định: toàn bộ)")
    parser.add_argument(
        "--managed-by", type=_levels, metavar="LEVELS",
        help=f"được xem cán bộ thuộc diện các cấp này quản lý, cách nhau bằng dấu phẩy: {levels}",
    )  # fmt: skip
    parser.add_argument("--secrecy", type=int, default=0, metavar="N", help="độ mật cao nhất")
    parser.add_argument("--from", dest="first", type=_day, metavar="D", help="ngày đầu (gồm cả)")
    parser.add_argument("--until", type=_day, metavar="D", help="ngày cuối (gồm cả)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày dạng 2011-07-31") from None


def _levels(text: str) -> frozenset[UnitLevel]:
    try:
        return frozenset(UnitLevel(word.strip()) for word in text.split(",") if word.strip())
    except ValueError:
        allowed = ", ".join(UnitLevel)
        raise argparse.ArgumentTypeError(f"“{text}”: chỉ gồm {allowed}") from None


def _run(parsed: argparse.Namespace) -> int:
    from canbo.web.clock import now

    at = now()
    document: dict[str, Any] = parsed.user_run(parsed, acting(parsed, at=at), at)
    if parsed.json:
        print_json(document)
    return DONE


def _add(parsed: argparse.Namespace, actor: Actor, at: datetime) -> dict[str, Any]:
    from canbo.accounts import operations

    user = operations.create_user(
        username=parsed.name, display_name=parsed.display, password=_password(parsed),
        actor=actor, at=at,
    )  # fmt: skip
    say(f"Đã tạo tài khoản {user.username}. Cấp quyền bằng `canbo user grant`.")
    return {"user": _user_document(user)}


def _passwd(parsed: argparse.Namespace, actor: Actor, at: datetime) -> dict[str, Any]:
    from canbo.accounts import operations

    operations.set_password(username=parsed.name, password=_password(parsed), actor=actor, at=at)
    say(f"Đã đặt mật khẩu mới cho {parsed.name}.")
    return {"username": parsed.name}


def _set_active(parsed: argparse.Namespace, actor: Actor, at: datetime) -> dict[str, Any]:
    from canbo.accounts import operations

    operations.set_active(username=parsed.name, active=parsed.active, actor=actor, at=at)
    say(f"Đã {'mở lại' if parsed.active else 'khóa'} tài khoản {parsed.name}.")
    return {"username": parsed.name, "active": parsed.active}


def _grant(parsed: argparse.Namespace, actor: Actor, at: datetime) -> dict[str, Any]:
    from canbo.accounts import operations
    from canbo.accounts.roles import ROLES

    levels = parsed.managed_by
    if levels is None:
        levels = ROLES[parsed.role].usual_levels if parsed.role in ROLES else frozenset()
    terms = operations.GrantTerms(
        role=parsed.role,
        unit=_unit(parsed.unit, actor) if parsed.unit else None,
        managed_by=levels,
        secrecy=parsed.secrecy,
        valid_from=parsed.first,
        valid_until=parsed.until,
    )
    grant = operations.add_grant(username=parsed.name, terms=terms, actor=actor, at=at)
    say(f"Đã cấp quyền {grant.id} cho {parsed.name}.")
    return {"grant": _grant_document(grant)}


def _unit(written: str, actor: Actor) -> UUID:
    """Find the unit that is meant: by its code, or by its stable id."""
    try:
        return UUID(written)
    except ValueError:
        from canbo.records import access

        return access.resolve_unit(code=written, actor=actor)


def _revoke(parsed: argparse.Namespace, actor: Actor, at: datetime) -> dict[str, Any]:
    from canbo.accounts import operations

    grant = operations.revoke_grant(grant=parsed.grant, actor=actor, at=at)
    say(f"Đã thu hồi quyền {grant.id}.")
    return {"grant": _grant_document(grant)}


def _list(parsed: argparse.Namespace, actor: Actor, _at: datetime) -> dict[str, Any]:
    from canbo.accounts import access

    users = access.list_users(actor)
    if not parsed.json:
        for user in users:
            _tell(user)
    return {"users": [_user_document(user) for user in users]}


def _tell(user: UserRecord) -> None:
    closed = "" if user.is_active else " (đã khóa)"
    write(f"{user.username}\t{user.display_name}{closed}")
    for grant in user.grants:
        if grant.revoked_at is None:
            terms = _grant_document(grant)
            levels = ",".join(terms["managed_by"]) or "-"
            days = f"{terms['from'] or '…'} → {terms['until'] or '…'}"
            where = terms["unit"] or "toàn bộ"
            write(f"\t{terms['role']}\t{where}\t{levels}\t{days}\t{grant.id}")


def _user_document(user: UserRecord) -> dict[str, Any]:
    return {
        "id": str(user.id),
        "username": user.username,
        "display_name": user.display_name,
        "active": user.is_active,
        "grants": [_grant_document(grant) for grant in user.grants],
    }


def _grant_document(grant: GrantRecord) -> dict[str, Any]:
    terms = grant.terms
    return {
        "id": str(grant.id),
        "role": terms.role,
        "unit": str(terms.unit) if terms.unit else None,
        "managed_by": sorted(terms.managed_by),
        "secrecy": terms.secrecy,
        "from": terms.valid_from.isoformat() if terms.valid_from else None,
        "until": terms.valid_until.isoformat() if terms.valid_until else None,
        "granted_at": grant.granted_at.isoformat(),
        "revoked_at": grant.revoked_at.isoformat() if grant.revoked_at else None,
    }


def _password(parsed: argparse.Namespace) -> str:
    """Take a password from the keyboard, twice, or from the first line of the input."""
    if parsed.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise PasswordMissing("password_needed")
    password = getpass.getpass("Mật khẩu: ")
    if getpass.getpass("Gõ lại mật khẩu: ") != password:
        raise PasswordMissing("password_not_repeated")
    return password


COMMANDS = (Command("user", "Tài khoản và quyền.", _arguments, _run),)
