"""The register of the law as commands: `canbo law texts`, `show TEXT`, `regimes`, `changes`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from canbo.cli import dates
from canbo.cli.command import DONE, print_json, write
from canbo.engine.law import Law
from canbo.engine.vietnamese import write_date
from canbo.law import load
from canbo.reporting import law_register
from canbo.reporting.law_lines import RuleLine, TextLine

OPEN_SHOWN = 20


def add_register_arguments(places: Any) -> None:
    """Add the commands of the register to `canbo law`."""
    texts = places.add_parser("texts", help="các văn bản của sổ luật")
    texts.add_argument("words", nargs="*", metavar="CHỮ", help="chữ trong số, tên, nơi ban hành")
    texts.add_argument("--in-force", action="store_true", help="chỉ văn bản đang có hiệu lực")
    regimes = places.add_parser("regimes", help="các chế độ; có MÃ thì in các quy định của nó")
    regimes.add_argument("regime", nargs="?", default="", metavar="MÃ")
    changes = places.add_parser("changes", help="luật khác nhau thế nào giữa hai ngày")
    changes.add_argument("--from", dest="first", type=dates.day, required=True, metavar="NGÀY")
    changes.add_argument("--to", dest="second", type=dates.day, metavar="NGÀY", help="mặc định nay")
    for parser in (texts, regimes, changes):
        parser.add_argument("--as-of", type=dates.day, metavar="NGÀY", help="ngày xem")
        parser.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def _texts(arguments: argparse.Namespace, as_of: date) -> int:
    law, day = load(), as_of if arguments.in_force else None
    found = law_register.list_texts(law, search=" ".join(arguments.words), day=day)
    if arguments.json:
        print_json({"law": law.version, "texts": [text_data(line) for line in found]})
        return DONE
    for line in found:
        write(f"{line.number:22} {line.days:34} {line.title}")
    write(f"{len(found)} văn bản trong {len(law.texts)} văn bản của sổ (luật {law.version}).")
    return DONE


def _regimes(arguments: argparse.Namespace, as_of: date) -> int:
    law = load()
    if arguments.regime:
        return _regime(law, arguments.regime, as_of, as_json=arguments.json)
    rooms = law_register.list_regimes(law, as_of)
    if arguments.json:
        shown = [
            {"id": line.id, "name": line.name, "room": room, "from": _iso(line.first),
             "to": _iso(line.last), "rules": line.rules, "open": line.open}
            for room, lines in rooms for line in lines
        ]  # fmt: skip
        print_json({"as_of": as_of.isoformat(), "law": law.version, "regimes": shown})
        return DONE
    for room, lines in rooms:
        write(room)
        for line in lines:
            mark = "*" if line.is_in_force else " "
            write(f" {mark} {line.id:14} {line.days:34} {line.name} ({line.rules} quy định)")
    return DONE


def _regime(law: Law, id_: str, as_of: date, *, as_json: bool) -> int:
    page = law_register.get_regime(law, id_, as_of)
    if as_json:
        shown = {"id": id_, "name": page.line.name, "from": _iso(page.line.first),
                 "to": _iso(page.line.last), "text": page.text.number,
                 "rules": [rule_data(line) for line in page.rules]}  # fmt: skip
        print_json({"as_of": as_of.isoformat(), "law": law.version, "regime": shown})
        return DONE
    write(f"{page.line.name}, {page.line.days} ({page.text.number})")
    for line in _rule_lines(page.rules):
        write(line)
    return DONE


def _changes(arguments: argparse.Namespace, as_of: date) -> int:
    law, first, second = load(), arguments.first, arguments.second or as_of
    page = law_register.compare_days(law, first, second)
    if arguments.json:
        rules = [
            {"kind": kind, "before": _rule_or_none(line.before), "after": _rule_or_none(line.after)}
            for kind, _, lines in page.rules
            for line in lines
        ]
        texts = {
            "began": [text_data(line) for line in page.texts_began],
            "ended": [text_data(line) for line in page.texts_ended],
        }
        print_json({"from": first.isoformat(), "to": second.isoformat(), "law": law.version,
                    "texts": texts, "rules": rules})  # fmt: skip
        return DONE
    write(f"Luật từ {write_date(first)} đến {write_date(second)} (luật {law.version})")
    for words, found in (("có hiệu lực", page.texts_began), ("hết hiệu lực", page.texts_ended)):
        if found:
            write(f"Văn bản {words}: " + ", ".join(line.number for line in found))
    for _, name, lines in page.rules:
        write(f"{name} ({len(lines)})")
        for line in lines:
            sides = [side.answer for side in (line.before, line.after) if side]
            write(f"  {line.subject}: " + " → ".join(sides))
    return DONE


def show_text(law: Law, id_: str, *, as_json: bool) -> int:
    """Print a text with all that it gives."""
    page = law_register.get_text(law, id_)
    rules = (*page.rules, *page.set_rules)
    if as_json:
        shown = {
            **text_data(page.line),
            "replaces": [line.number for line in page.replaces],
            "replaced_by": [line.number for line in page.replaced_by],
            "amends": [line.number for line in page.amends],
            "amended_by": [line.number for line in page.amended_by],
            "rules": [rule_data(line) for line in rules],
        }
        print_json({"law": law.version, "text": shown})
        return DONE
    line = page.line
    write(f"{line.number}  {line.title}")
    write(f"{line.issuer}, {write_date(line.issued)}; hiệu lực {line.days}")
    for words, others in (
        ("Thay thế", page.replaces),
        ("Bị thay thế bởi", page.replaced_by),
        ("Sửa đổi", page.amends),
        ("Được sửa đổi bởi", page.amended_by),
    ):
        if others:
            write(f"{words}: " + ", ".join(other.number for other in others))
    if line.unverified:
        write(f"Chưa kiểm chứng: {line.unverified}")
    for each in _rule_lines(rules):
        write(each)
    if page.posts:
        write("Chức danh: " + "; ".join(page.posts))
    return DONE


def open_lines(lines: list[RuleLine], own: Path) -> Iterator[str]:
    """Say which values the office has still to set on the day, the first of many."""
    if not lines:
        return
    yield f"Còn {len(lines)} mức do tỉnh hoặc cơ quan đặt, chưa có trong {own}:"
    for line in lines[:OPEN_SHOWN]:
        yield f"  {line.id}: {line.subject} ({line.text.number}, {line.article})"
    if len(lines) > OPEN_SHOWN:
        yield f"  … và {len(lines) - OPEN_SHOWN} mức nữa (xem hết bằng --json)"


def _rule_lines(rules: Iterable[RuleLine]) -> Iterator[str]:
    for rule in rules:
        yield f"  {rule.subject}: {rule.answer}"
        cited = f"{rule.article}, {rule.text.number}"
        if rule.set_by and rule.set_by.id != rule.text.id:
            at = f"{rule.set_article}, " if rule.set_article else ""
            cited += f"; do {at}{rule.set_by.number} ngày {write_date(rule.set_by.issued)} đặt"
        yield f"      {rule.days}; {cited} ({rule.evidence})"


def text_data(line: TextLine) -> dict[str, object]:
    """A text as JSON."""
    return {
        "id": line.id, "number": line.number, "title": line.title, "kind": line.kind,
        "issuer": line.issuer, "issued": line.issued.isoformat(), "from": _iso(line.first),
        "to": _iso(line.last), "own": line.is_own, "source": line.source,
    }  # fmt: skip


def rule_data(line: RuleLine) -> dict[str, object]:
    """A rule as JSON: its words, its citation and the document of the home that set it."""
    own = line.set_by
    return {
        "id": line.id, "regime": line.regime or None, "subject": line.subject,
        "words": line.answer, "authority": line.authority or None, "from": _iso(line.first),
        "to": _iso(line.last), "text": line.text.number, "article": line.article,
        "evidence": "seen" if line.is_seen else "unverified", "open": line.is_open,
        "set_by": _document(own) if own else None,
    }  # fmt: skip


def document_data(law: Law, id_: str) -> dict[str, str] | None:
    """The document of the home that set a value, as JSON; None for the shipped law."""
    text = law.texts.get(id_)
    return {"number": text.number, "issued": text.issued.isoformat(),
            "issuer": text.issuer} if text else None  # fmt: skip


def _document(line: TextLine) -> dict[str, str]:
    return {"number": line.number, "issued": line.issued.isoformat(), "issuer": line.issuer}


def _rule_or_none(line: RuleLine | None) -> dict[str, object] | None:
    return rule_data(line) if line else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


REGISTER: Mapping[str, Callable[[argparse.Namespace, date], int]] = {
    "texts": _texts,
    "regimes": _regimes,
    "changes": _changes,
}
