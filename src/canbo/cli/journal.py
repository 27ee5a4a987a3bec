"""`canbo verify`: whether anybody changed what the house wrote down."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from canbo.cli.command import DONE, REFUSED, Command, print_json, say, write
from canbo.engine.vietnamese import write_number

if TYPE_CHECKING:
    from canbo.journal.integrity import Finding
    from canbo.journal.operations import Verification


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _run(parsed: argparse.Namespace) -> int:
    from canbo.journal.operations import verify

    result = verify()
    if parsed.json:
        print_json(_document(result))
    else:
        _tell(result)
    return DONE if result.is_sound else REFUSED


def _document(result: Verification) -> dict[str, Any]:
    return {
        "sound": result.is_sound,
        "entries": result.entries,
        "head": {"seq": result.head.seq, "hash": result.head.hash} if result.head else None,
        "checked": list(result.checked),
        "findings": [
            {"code": found.code, "message": _sentence(found), "data": found.data}
            for found in result.findings
        ],
        "more_findings": result.is_cut_short,
    }


def _tell(result: Verification) -> None:
    for found in result.findings:
        write(_sentence(found))
    if result.is_cut_short:
        write("… và còn nữa.")
    if result.is_sound:
        head = f", dấu cuối {result.head.seq}:{result.head.hash}" if result.head else ""
        write(f"Nhật ký nguyên vẹn: {write_number(result.entries)} mục{head}.")
    else:
        say("Dữ liệu không còn nguyên vẹn: giữ nguyên hiện trạng và báo người phụ trách.")


def _sentence(found: Finding) -> str:
    from canbo.engine.refusal import Refusal
    from canbo.web.messages import sentence

    return sentence(Refusal(found.code, found.data))


COMMANDS = (
    Command("verify", "Kiểm tra nhật ký và các ràng buộc còn nguyên vẹn.", _arguments, _run),
)
