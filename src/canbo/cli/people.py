"""`canbo people …`: records that may be one person – found, made one, taken apart, told apart."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from canbo.cli.acting import acting, add_as_option
from canbo.cli.command import DONE, Command, print_json, write
from canbo.cli.consequences import tell_changes
from canbo.cli.dates import day, now
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_date, write_number

if TYPE_CHECKING:
    from canbo.accounts.actor import Actor
    from canbo.records.access import OfficialRow
    from canbo.reporting.fact_words import FactLine
    from canbo.reporting.merging import ComparisonView, MeetingView

_A_PAGE = 100


def _arguments(parser: argparse.ArgumentParser) -> None:
    places = parser.add_subparsers(dest="people_command", required=True, metavar="VIỆC")

    found = _place(places, "duplicates", "liệt kê các hồ sơ có thể là một người", _duplicates)
    found.add_argument("--page", type=int, default=1, metavar="N", help=f"{_A_PAGE} cặp một trang")

    merge = _place(places, "merge", "gộp hai hồ sơ của một người", _merge)
    merge.add_argument("survivor", metavar="GIỮ", help="hồ sơ giữ lại: mã, hoặc đủ họ tên")
    merge.add_argument("merged", metavar="GỘP", help="hồ sơ gộp vào đó: mã, hoặc đủ họ tên")
    merge.add_argument(
        "--hold",
        action="append",
        default=[],
        metavar="MÃ_DỮ_KIỆN",
        help="chỗ hai bên khác nhau: dữ kiện này đúng (ghi được nhiều lần)",
    )
    merge.add_argument(
        "--prefer",
        choices=("survivor", "merged"),
        metavar="BÊN",
        help="những chỗ khác nhau còn lại: survivor (bên giữ) | merged (bên gộp)",
    )
    merge.add_argument("--reason", default="", metavar="LÝ_DO", help="vì sao biết là một người")
    _preview_options(merge)

    unmerge = _place(places, "unmerge", "tách lại một lần gộp", _unmerge)
    unmerge.add_argument("merge", type=int, metavar="SỐ", help="số của lần gộp (xem merges)")
    _preview_options(unmerge)

    _place(places, "merges", "liệt kê các lần gộp", _merges)

    apart = _place(places, "apart", "xác nhận hai hồ sơ là hai người: không đề xuất nữa", _apart)
    apart.add_argument("one", metavar="NGƯỜI", help="mã, hoặc đủ họ tên")
    apart.add_argument("other", metavar="NGƯỜI", help="mã, hoặc đủ họ tên")
    apart.add_argument("--undo", action="store_true", help="bỏ xác nhận trước đây")


def _place(places: Any, name: str, text: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = places.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="in một văn bản JSON")
    add_as_option(parser)
    parser.set_defaults(people_run=run)
    return parser


def _preview_options(parser: argparse.ArgumentParser) -> None:
    words = "chỉ xem hai hồ sơ và hệ quả với kết luận, số liệu, kế hoạch; không lưu"
    parser.add_argument("--preview", action="store_true", help=words)
    parser.add_argument(
        "--as-of", type=day, metavar="NGÀY", help="xem số liệu vào ngày (mặc định: nay)"
    )


def _run(parsed: argparse.Namespace) -> int:
    at = now()
    run: Callable[[argparse.Namespace, Actor, datetime], int] = parsed.people_run
    return run(parsed, acting(parsed, at=at), at)


def _perspective(parsed: argparse.Namespace, at: datetime) -> Perspective:
    return Perspective(getattr(parsed, "as_of", None) or at.date(), at)


def _person(words: str, actor: Actor, at: datetime) -> UUID:
    from canbo.records.access.references import resolve_person

    return resolve_person(words, actor=actor, at=at, perspective=Perspective(at.date(), at))


# --- duplicates, merges ------------------------------------------------------------------------


def _duplicates(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.records.access import merging

    found = merging.list_duplicates(
        actor=actor,
        at=at,
        perspective=_perspective(parsed, at),
        page=max(1, parsed.page),
        size=_A_PAGE,
    )
    if parsed.json:
        rows = [
            {"one": _row(row.one), "other": _row(row.other), "likeness": list(row.likeness)}
            for row in found.rows
        ]
        print_json({"total": found.total, "cut": found.cut, "pairs": rows})
        return DONE
    write(f"{write_number(found.total)} cặp hồ sơ có thể là một người.")
    for row in found.rows:
        write("")
        write(f"  {_described(row.one)}")
        write(f"  {_described(row.other)}")
        write(f"    {_likeness(row.likeness)}")
    return DONE


def _row(row: OfficialRow) -> dict[str, Any]:
    posts = [f"{post.title}, {post.unit_name}" for post in row.posts]
    birth = row.birth.iso() if row.birth else None
    return {"person": str(row.id), "name": row.name, "birth": birth, "posts": posts}


def _described(row: OfficialRow) -> str:
    posts = [f"{post.title}, {post.unit_name}" for post in row.posts]
    return " | ".join(filter(None, (str(row.id), row.name, str(row.birth or ""), *posts)))


def _likeness(codes: Iterable[str]) -> str:
    from canbo.reporting.vocabulary_words import LIKENESS

    return "; ".join(LIKENESS[code] for code in codes)


def _merges(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.records.access import merging

    rows = merging.list_merges(actor=actor, at=at)
    if parsed.json:
        print_json(
            {
                "merges": [
                    {
                        "merge": row.id,
                        "survivor": str(row.survivor),
                        "merged": str(row.merged),
                        "name": row.name,
                        "at": row.at.isoformat(),
                        "by": row.actor_name,
                        "reason": row.reason,
                        "undone_at": row.undone_at and row.undone_at.isoformat(),
                    }
                    for row in rows
                ]
            }
        )
        return DONE
    for row in rows:
        undone = " – đã tách lại" if row.undone_at else ""
        write(
            f"{row.id}  {row.name}: {row.merged} → {row.survivor}, ngày "
            f"{write_date(row.at.date())}, {row.actor_name}{undone}"
        )
    return DONE


# --- merge -------------------------------------------------------------------------------------


def _merge(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.records.operations import merging
    from canbo.reporting import merging as words
    from canbo.reporting.consequences import foresee

    survivor, merged = (_person(one, actor, at) for one in (parsed.survivor, parsed.merged))
    perspective = _perspective(parsed, at)
    found = words.compare(
        survivor=survivor, merged=merged, actor=actor, at=at, perspective=perspective
    )
    decisions = _decisions(found, parsed)

    def act() -> merging.MergeReport:
        return merging.merge_people(
            survivor=survivor,
            merged=merged,
            actor=actor,
            at=at,
            decisions=decisions,
            reason=parsed.reason,
        )

    if not parsed.preview:
        return _merge_done(act(), as_json=parsed.json)
    undecided = [one for one in found.open if one.id not in decisions]
    seen = None if undecided else foresee(act, actor=actor, at=at, as_of=perspective.as_of)
    if parsed.json:
        print_json(_preview_document(found, decisions, seen))
        return DONE
    _tell_comparison(found, decisions)
    if seen is None:
        write("")
        write(
            f"Còn {write_number(len(undecided))} chỗ chưa chọn: "
            "chọn rồi xem trước lại để thấy hệ quả."
        )
    else:
        tell_changes(seen, as_of=perspective.as_of)
    return DONE


def _decisions(found: ComparisonView, parsed: argparse.Namespace) -> dict[str, str]:
    """What was decided by `--hold` and `--prefer`. Raises MergeRefused."""
    from canbo.records.operations.merging import MergeRefused

    decisions = {one.id: parsed.prefer for one in found.open} if parsed.prefer else {}
    sides = {
        str(line.key): (one.id, side)
        for one in found.meetings
        for side, lines in (("survivor", one.survivor), ("merged", one.merged))
        for line in lines
    }
    for key in parsed.hold:
        if key not in sides:
            raise MergeRefused("merge_decision_unknown", {"decision": key})
        meeting, side = sides[key]
        decisions[meeting] = side
    return decisions


def _merge_done(report: Any, *, as_json: bool) -> int:
    if as_json:
        print_json(
            {
                "stored": True,
                "merge": report.merge,
                "survivor": str(report.survivor),
                "merged": str(report.merged),
                "facts": dict(report.came),
                "given_up": report.given_up,
            }
        )
        return DONE
    came = sum(report.came.values())
    write(
        f"Đã gộp (lần gộp số {report.merge}): {came} dữ kiện chuyển sang hồ sơ "
        f"{report.survivor}, {report.given_up} dữ kiện trùng hoặc không được chọn thôi hiệu lực."
    )
    write(f"Tách lại được bằng: canbo people unmerge {report.merge}")
    return DONE


def _preview_document(
    found: ComparisonView, decisions: Mapping[str, str], seen: Any
) -> dict[str, Any]:
    from canbo.reporting.consequence_documents import consequences_document, fact_document

    meetings = [
        {
            "id": one.id,
            "kind": one.kind.value,
            "survivor": list(map(fact_document, one.survivor)),
            "merged": list(map(fact_document, one.merged)),
            "holds": decisions.get(one.id) or one.holds,
        }
        for one in found.meetings
    ]
    return {
        "stored": False,
        "survivor": str(found.survivor),
        "merged": str(found.merged),
        "meetings": meetings,
        "only_survivor": list(map(fact_document, found.only_survivor)),
        "only_merged": list(map(fact_document, found.only_merged)),
        "consequences": consequences_document(seen) if seen else None,
    }


def _tell_comparison(found: ComparisonView, decisions: Mapping[str, str]) -> None:
    write("XEM TRƯỚC, CHƯA LƯU GÌ.")
    write(f"Giữ:  {found.survivor} {found.name}")
    write(f"Gộp:  {found.merged} {found.merged_name}")
    for head, group in (
        ("Khác nhau, phải chọn", found.open),
        ("Giống nhau, bên đầy đủ hơn được giữ", found.settled),
    ):
        write("")
        write(f"{head}:")
        for one in group:
            _tell_meeting(one, decisions.get(one.id) or one.holds)
        if not group:
            write("  không có")
    write("")
    write("Chỉ hồ sơ gộp có (sẽ chuyển sang):")
    for line in found.only_merged:
        write(f"  + {_line(line)}")
    if not found.only_merged:
        write("  không có")


def _tell_meeting(one: MeetingView, holds: str | None) -> None:
    for side, label, lines in (("survivor", "giữ", one.survivor), ("merged", "gộp", one.merged)):
        for line in lines:
            mark = "✓" if holds == side else " " if holds else "?"
            write(f"  {mark} [{label}] {line.key}  {_line(line)}")
    write("")


def _line(line: FactLine) -> str:
    return f"{' '.join(filter(None, (line.words, line.when)))}  [{line.source}]"


# --- unmerge, apart ----------------------------------------------------------------------------


def _unmerge(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.records.operations import merging
    from canbo.reporting import merging as words
    from canbo.reporting.consequence_documents import consequences_document, fact_document
    from canbo.reporting.consequences import foresee

    perspective = _perspective(parsed, at)
    told = words.unmerging(merge=parsed.merge, actor=actor, at=at, perspective=perspective)

    def act() -> merging.UnmergeReport:
        return merging.unmerge_people(merge=parsed.merge, actor=actor, at=at)

    groups = (
        ("back", "Trở về hồ sơ đã gộp", told.back),
        ("again", "Đã thôi hiệu lực khi gộp, có hiệu lực trở lại", told.again),
        ("stay", "Ghi sau khi gộp, ở lại hồ sơ đã giữ", told.stay),
        ("fallen", "Đã bị bỏ sau khi gộp, không trở lại", told.fallen),
    )
    if parsed.preview:
        seen = foresee(act, actor=actor, at=at, as_of=perspective.as_of)
    else:
        act()
    if parsed.json:
        lists = {name: list(map(fact_document, lines)) for name, _, lines in groups}
        more = {"consequences": consequences_document(seen)} if parsed.preview else {}
        print_json(
            {
                "stored": not parsed.preview,
                "merge": parsed.merge,
                "survivor": str(told.report.survivor),
                "merged": str(told.report.merged),
                **lists,
                **more,
            }
        )
        return DONE
    write("XEM TRƯỚC, CHƯA LƯU GÌ." if parsed.preview else f"Đã tách lần gộp số {parsed.merge}.")
    for _, head, lines in groups:
        write(f"{head}: {len(lines)}")
        for line in lines:
            write(f"  {_line(line)}")
    if parsed.preview:
        tell_changes(seen, as_of=perspective.as_of)
    return DONE


def _apart(parsed: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from canbo.records.operations import merging

    one, other = (_person(words, actor, at) for words in (parsed.one, parsed.other))
    act = merging.unmark_apart if parsed.undo else merging.mark_apart
    act(one=one, other=other, actor=actor, at=at)
    if parsed.json:
        print_json({"stored": True, "one": str(one), "other": str(other), "apart": not parsed.undo})
    else:
        write("Đã bỏ xác nhận." if parsed.undo else "Đã xác nhận là hai người: không đề xuất nữa.")
    return DONE


COMMANDS = (
    Command("people", "Hồ sơ trùng: tìm, gộp, tách lại, xác nhận là hai người.", _arguments, _run),
)
