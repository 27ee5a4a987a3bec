"""`canbo form`: a paper from the record, and the Word templates of the office."""

from __future__ import annotations

import argparse
import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, Command, print_json, say, why_unreadable, write
from canbo.cli.dates import day, instant, now
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective

if TYPE_CHECKING:
    from canbo.accounts.actor import Actor
    from canbo.reporting.papers import Paper, Written

_ENDINGS = (".docx", ".xlsx")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="tên mẫu: 2c-bnv-2008, 2c-tctw-98, tieu-su, "
                        "tieu-su-dang, trich-ngang, trich-ngang-dang")  # fmt: skip
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, metavar="FILE",
                      help="tệp sẽ ghi: .docx; trích ngang ghi được cả .xlsx")  # fmt: skip
    what.add_argument("--save-template", type=Path, metavar="FILE",
                      help="ghi mẫu đang dùng ra tệp, để sửa trong Word")  # fmt: skip
    what.add_argument("--use-template", type=Path, metavar="FILE",
                      help="từ nay dùng mẫu này (được thử trước)")  # fmt: skip
    what.add_argument("--shipped-template", action="store_true", help="dùng lại mẫu gốc")
    parser.add_argument("--person", type=UUID, metavar="ID", help="người mà văn bản viết về")
    parser.add_argument("--unit", metavar="MÃ", help="danh sách của đơn vị này và trực thuộc")
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="hồ sơ tại ngày (mặc định: nay)")
    parser.add_argument("--known-at", type=instant, metavar="LÚC",
                        help="chỉ dùng điều đã ghi nhận đến lúc đó (mặc định: nay)")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)


def _run(parsed: argparse.Namespace) -> int:
    at = now()
    actor = acting(parsed, at=at)
    if parsed.out is None:
        return _template(parsed, actor, at)
    perspective = Perspective(parsed.as_of or at.date(), parsed.known_at or at)
    content = io.BytesIO()
    from canbo.reporting.papers import Paper

    made = _written(parsed, Paper(content, parsed.name, actor, at, perspective))
    parsed.out.write_bytes(content.getvalue())
    if parsed.json:
        print_json(_document(parsed, made, perspective))
    else:
        say(f"{made.form.label}: {made.people} người.")
        write(str(parsed.out))
    return DONE


def _written(parsed: argparse.Namespace, paper: Paper) -> Written:
    from canbo.exchange.papers import Of, form_named
    from canbo.reporting import papers

    is_list = form_named(parsed.name).of is Of.PEOPLE
    ending, allowed = parsed.out.suffix.lower(), _ENDINGS if is_list else _ENDINGS[:1]
    if ending not in allowed:
        raise Refusal("paper_ending_unknown",
                      {"found": parsed.out.name, "expected": ", ".join(allowed)})  # fmt: skip
    if parsed.person is not None:
        return papers.write_person_paper(paper, person=parsed.person)
    return papers.write_list_paper(paper, unit=parsed.unit, as_workbook=ending == ".xlsx")


def _document(
    parsed: argparse.Namespace, made: Written, perspective: Perspective
) -> dict[str, Any]:
    return {
        "form": made.form.name,
        "label": made.form.label,
        "text": made.form.text,
        "evidence": made.form.evidence,
        "file": str(parsed.out),
        "people": made.people,
        "template": "office" if made.own_template else "shipped",
        "as_of": perspective.as_of.isoformat(),
        "known_at": perspective.known_at.isoformat(),
    }


def _template(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.exchange.papers import form_named
    from canbo.reporting import papers

    form = form_named(parsed.name)
    if parsed.save_template is not None:
        parsed.save_template.write_bytes(papers.template_in_use(form))
        return _told(parsed, "saved", str(parsed.save_template))
    if parsed.use_template is not None:
        papers.use_template(name=form.name, content=_content(parsed.use_template),
                            file=parsed.use_template.name, actor=actor, at=at)  # fmt: skip
        return _told(parsed, "used", f"Từ nay dùng mẫu {parsed.use_template} cho: {form.label}.")
    was_own = papers.give_back_shipped(name=form.name, actor=actor, at=at)
    words = "Đã dùng lại" if was_own else "Vẫn đang dùng"
    return _told(parsed, "shipped", f"{words} mẫu gốc cho: {form.label}.")


def _content(path: Path) -> bytes:
    """A template's bytes; a giant is not read."""
    from canbo.exchange.papers import FILE_LIMIT

    try:
        with path.open("rb") as file:
            return file.read(FILE_LIMIT + 1)
    except OSError as error:
        found = {"found": f"{path}: {why_unreadable(error)}"}
        raise Refusal("template_unreadable", found) from error


def _told(parsed: argparse.Namespace, done: str, words: str) -> int:
    if parsed.json:
        print_json({"form": parsed.name, "template": done})
    else:
        write(words)
    return DONE


COMMANDS = (
    Command("form", "Viết một văn bản từ hồ sơ: lý lịch, tiểu sử, trích ngang.", _arguments, _run),
)
