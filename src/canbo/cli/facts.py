"""`canbo fact …`: facts by hand – listed, added, corrected, voided – with their consequences."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, Command, print_json, write
from canbo.cli.consequences import tell
from canbo.cli.dates import day, now
from canbo.cli.fact_values import (
    ValueRefused,
    class_of,
    missing,
    read_validity,
    read_values,
    split,
)
from canbo.engine.facts import Evidence, Fact, FactKind, Source
from canbo.engine.timeline import Perspective

if TYPE_CHECKING:
    from canbo.accounts.actor import Actor

Act = Callable[[], tuple[Fact, ...]]


def _arguments(parser: argparse.ArgumentParser) -> None:
    places = parser.add_subparsers(dest="fact_command", required=True, metavar="VIỆC")
    kinds = ", ".join(FactKind)

    listed = _place(places, "list", "liệt kê dữ kiện của một người, kèm mã", _list)
    listed.add_argument("person", metavar="NGƯỜI", help="mã, hoặc đủ họ tên")
    listed.add_argument("--kind", type=FactKind, choices=list(FactKind), metavar="LOẠI",
                        help=f"chỉ một loại: {kinds}")  # fmt: skip
    listed.add_argument("--as-of", type=day, metavar="NGÀY", help="xem vào ngày (mặc định: nay)")

    add = _place(places, "add", "ghi một dữ kiện mới, kể cả có hiệu lực từ trước hay về sau", _add)
    add.add_argument("kind", type=FactKind, choices=list(FactKind), metavar="LOẠI",
                     help=f"một trong: {kinds}")  # fmt: skip
    add.add_argument("values", nargs="+", metavar="MỤC=GIÁ_TRỊ",
                     help="ví dụ post=X05@phường Trường Sơn begins=01/1/2012")  # fmt: skip
    add.add_argument("--person", metavar="NGƯỜI", help="mã, hoặc đủ họ tên")
    _acting_options(add)

    correct = _place(places, "correct", "thay một dữ kiện ghi sai bằng dữ kiện đúng", _correct)
    correct.add_argument("fact", metavar="MÃ", help="mã dữ kiện (xem list)")
    correct.add_argument("values", nargs="+", metavar="MỤC=GIÁ_TRỊ")
    _acting_options(correct)

    void = _place(places, "void", "cho một dữ kiện chưa từng đúng thôi hiệu lực", _void)
    void.add_argument("fact", metavar="MÃ", help="mã dữ kiện (xem list)")
    void.add_argument("--reason", required=True, metavar="LÝ_DO", help="vì sao")
    _preview_options(void)


def _place(places: Any, name: str, text: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = places.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)
    parser.set_defaults(fact_run=run)
    return parser


def _acting_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--decision", default="", metavar="SỐ", help="số quyết định làm căn cứ")
    parser.add_argument("--decision-date", type=day, metavar="NGÀY", help="ngày của quyết định")
    parser.add_argument("--document", default="", metavar="TÊN", help="tài liệu làm căn cứ")
    _preview_options(parser)


def _preview_options(parser: argparse.ArgumentParser) -> None:
    words = "chỉ xem hệ quả với dữ kiện, kết luận, số liệu, kế hoạch; không lưu"
    parser.add_argument("--preview", action="store_true", help=words)
    parser.add_argument("--as-of", type=day, metavar="NGÀY",
                        help="xem số liệu vào ngày (mặc định: nay)")  # fmt: skip


def _run(parsed: argparse.Namespace) -> int:
    at = now()
    run: Callable[[argparse.Namespace, Actor, datetime], int] = parsed.fact_run
    return run(parsed, acting(parsed, at=at), at)


# --- list ---------------------------------------------------------------------------------------


def _list(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.reporting import fact_lists
    from canbo.reporting.consequence_documents import fact_document

    perspective = Perspective(parsed.as_of or at.date(), at)
    person = _person(parsed.person, actor, at)
    lines = fact_lists.facts_of(
        person=person, actor=actor, at=at, perspective=perspective, kind=parsed.kind
    )
    if parsed.json:
        print_json({"person": str(person), "facts": [fact_document(line) for line in lines]})
        return DONE
    for line in lines:
        write(f"{line.key}  {' '.join(filter(None, (line.words, line.when)))}  [{line.source}]")
    return DONE


# --- add, correct, void -------------------------------------------------------------------------


def _add(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.law import load
    from canbo.records import operations

    typed = split(parsed.values)
    values = read_values(parsed.kind, typed, load())
    if parsed.person is not None:
        values["person"] = _person(parsed.person, actor, at)
    absent = missing(parsed.kind, values)
    if absent:
        raise ValueRefused("fact_value_missing", {"fields": ", ".join(absent)})
    fact = class_of(parsed.kind)(
        id=uuid4(), key=uuid4(), validity=read_validity(typed), recorded_at=at,
        source=_source(parsed), **values,
    )  # fmt: skip
    return _do(parsed, actor, at, lambda: operations.record_facts(facts=[fact], actor=actor, at=at))


def _correct(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.law import load
    from canbo.records import operations
    from canbo.records.access.references import standing_fact

    kind, fact = standing_fact(parsed.fact)
    typed = split(parsed.values)
    values = read_values(kind, typed, load(), fact)
    validity = read_validity(typed, fact.validity)
    if validity != fact.validity:
        values["validity"] = validity
    source = _source(parsed)
    return _do(
        parsed, actor, at,
        lambda: (
            operations.correct_fact(
                kind=kind, fact=fact.id, values=values, source=source, actor=actor, at=at
            ),
        ),
    )  # fmt: skip


def _void(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.records import operations
    from canbo.records.access.references import standing_fact

    kind, fact = standing_fact(parsed.fact)

    def act() -> tuple[Fact, ...]:
        operations.void_fact(kind=kind, fact=fact.id, reason=parsed.reason, actor=actor, at=at)
        return (replace(fact, voided_at=at),)

    return _do(parsed, actor, at, act)


def _do(parsed: argparse.Namespace, actor: Actor, at: datetime, act: Act) -> int:
    """Do the act, or only show what it would change."""
    from canbo.reporting.consequence_documents import consequences_document
    from canbo.reporting.consequences import foresee

    if parsed.preview:
        found = foresee(act, actor=actor, at=at, as_of=parsed.as_of or at.date())
        if parsed.json:
            print_json({"stored": False, **consequences_document(found)})
        else:
            tell(found, as_of=parsed.as_of or at.date())
        return DONE
    facts = act()
    if parsed.json:
        print_json({"stored": True, "facts": [_stored(fact) for fact in facts]})
        return DONE
    for fact in facts:
        done = "Đã cho thôi hiệu lực" if fact.voided_at else "Đã ghi"
        write(f"{done} dữ kiện {fact.key}.")
    return DONE


def _stored(fact: Fact) -> dict[str, Any]:
    return {
        "id": str(fact.id),
        "key": str(fact.key),
        "recorded_at": fact.recorded_at.isoformat(),
        "voided_at": fact.voided_at.isoformat() if fact.voided_at else None,
    }


def _person(words: str, actor: Actor, at: datetime) -> UUID:
    from canbo.records.access.references import resolve_person

    perspective = Perspective(at.date(), at)
    return resolve_person(words, actor=actor, at=at, perspective=perspective)


def _source(parsed: argparse.Namespace) -> Source:
    """A decision, or a document that the person at the machine names, or the person's word."""
    decided: date | None = parsed.decision_date
    if parsed.decision:
        return Source(Evidence.DECISION, parsed.document, "", parsed.decision, decided)
    if decided is not None:
        raise ValueRefused("fact_decision_without_number", {})
    return Source(Evidence.DECLARED, parsed.document or "nhập tay")


COMMANDS = (
    Command("fact", "Ghi, sửa, bỏ dữ kiện bằng tay; xem trước hệ quả bằng --preview.",
            _arguments, _run),
)  # fmt: skip
