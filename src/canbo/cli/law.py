"""`canbo law`: check the law's files, show the standards of a post or the ages of retirement."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from canbo.cli import dates
from canbo.cli.command import DONE, REFUSED, Command, Needs, print_json, say, write
from canbo.cli.home import home_path
from canbo.cli.law_register import (
    REGISTER,
    add_register_arguments,
    document_data,
    open_lines,
    rule_data,
    show_text,
)
from canbo.engine.facts import Sex
from canbo.engine.law import (
    Law,
    PostTitle,
    Requirement,
    RetirementAge,
    Standard,
    standards_by_post,
)
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import search_key, spelling_key, write_date
from canbo.law import LawInvalid, LawProblem, check_files, check_overlay, load, use_overlay
from canbo.law.loader import SHIPPED, stamp_of
from canbo.reporting.law_lines import (
    age_words,
    born_bounds,
    born_words,
    citation_words,
    set_by_words,
)
from canbo.reporting.law_problems import problem_words
from canbo.reporting.law_register import find_text, list_open
from canbo.reporting.words import AREAS, DIMENSIONS, EVIDENCE, required_words


def _arguments(parser: argparse.ArgumentParser) -> None:
    places = parser.add_subparsers(dest="law_command", required=True, metavar="VIỆC")
    check = places.add_parser("check", help="kiểm tra các tệp luật, nêu mọi lỗi")
    check.add_argument("paths", nargs="*", type=Path, metavar="TỆP|THƯ_MỤC")
    check.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    show = places.add_parser("show", help="tiêu chuẩn của một chức danh, hoặc một văn bản")
    show.add_argument(
        "post", metavar="CHỨC_DANH|VĂN_BẢN", help="mã (X05) hoặc tên chức danh; số (04/2004/QĐ-BNV)"
    )
    show.add_argument("--as-of", type=dates.day, metavar="NGÀY", help="ngày xem, mặc định hôm nay")
    show.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    add_register_arguments(places)
    ages = places.add_parser("retirement", help="bảng tuổi nghỉ hưu theo tháng sinh trong một ngày")
    ages.add_argument("--as-of", type=dates.day, metavar="NGÀY", help="ngày xem, mặc định hôm nay")
    ages.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def _run(arguments: argparse.Namespace) -> int:
    use_overlay(_own_folder)
    if arguments.law_command == "check":
        return _check(arguments.paths, as_json=arguments.json)
    as_of = arguments.as_of or dates.now().date()
    if arguments.law_command in REGISTER:
        return REGISTER[arguments.law_command](arguments, as_of)
    if arguments.law_command == "retirement":
        return _retirement(as_of, as_json=arguments.json)
    return _show(arguments.post, as_of, as_json=arguments.json)


def _own_folder() -> Path:
    return home_path() / "law"


# law check


def _check(paths: Sequence[Path], *, as_json: bool) -> int:
    """Check these files, or the shipped law with the home's own over it and what is left open."""
    own = _own_folder()
    try:
        checked = check_files(paths or [SHIPPED])
        laid_over = check_overlay(own) if not paths and stamp_of(own) else None
        still_open = [] if paths else list_open(load(), dates.now().date())
    except LawInvalid as invalid:
        return _refused(invalid.problems, as_json=as_json)
    if as_json:
        document = {"valid": True, "files": checked.files, **checked.items, "problems": []}
        if not paths:
            document["own"] = {"folder": str(own), "files": laid_over.files if laid_over else 0}
            document["to_set"] = [rule_data(line) for line in still_open]
        print_json(document)
        return DONE
    counts = ", ".join(f"{key} {count}" for key, count in checked.items.items())
    write(f"Luật hợp lệ: {checked.files} tệp ({counts}).")
    if laid_over:
        write(f"Luật riêng trong {own}: {laid_over.files} tệp, hợp lệ.")
    for line in open_lines(still_open, own):
        write(line)
    return DONE


def _refused(problems: Sequence[LawProblem], *, as_json: bool) -> int:
    if as_json:
        print_json({"valid": False, "problems": [_problem_data(each) for each in problems]})
    for problem in problems:
        say(problem_sentence(problem))
    say(f"Luật không hợp lệ: {len(problems)} lỗi.")
    return REFUSED


def problem_sentence(problem: LawProblem) -> str:
    """Say where a problem stands, what was found and what is expected."""
    return f"{problem.file}:{problem.line}: {problem_words(problem)}"


def _problem_data(problem: LawProblem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "code": problem.code,
        "found": problem.found,
        "expected": problem.expected,
        "message": problem_sentence(problem),
    }


# law show


def _show(wanted: str, as_of: date, *, as_json: bool) -> int:
    law = load()
    text = find_text(law, wanted)
    if text is not None and wanted.upper() not in law.posts:
        return show_text(law, text.id, as_json=as_json)
    posts = find_posts(law, wanted)
    by_post = standards_by_post(law, as_of)
    if as_json:
        shown = [_post_data(law, post, by_post.get(post.code, ())) for post in posts]
        print_json({"as_of": as_of.isoformat(), "law": law.version, "posts": shown})
        return DONE
    for post in posts:
        for line in _post_lines(law, post, by_post.get(post.code, ()), as_of):
            write(line)
    return DONE


def find_posts(law: Law, wanted: str) -> list[PostTitle]:
    """Find posts by code, or by name or another name; one name may stand at two levels.

    Raises Refusal `law_post_unknown` (post, near) when there is none.
    """
    by_code = law.posts.get(wanted) or law.posts.get(wanted.upper())
    if by_code is not None:
        return [by_code]
    named = _named(law, wanted, spelling_key) or _named(law, wanted, search_key)
    if not named:
        raise Refusal("law_post_unknown", {"post": wanted, "near": _near(law, wanted)})
    return named


def _named(law: Law, wanted: str, key: Callable[[str], str]) -> list[PostTitle]:
    return [
        post
        for post in law.posts.values()
        if key(wanted) in {key(name) for name in (post.name, *post.synonyms)}
    ]


def _near(law: Law, wanted: str) -> str:
    codes: dict[str, list[str]] = {}
    for post in law.posts.values():
        codes.setdefault(post.name, []).append(post.code)
    near = difflib.get_close_matches(wanted, codes, n=3)
    return "; ".join(f"{', '.join(codes[name])} {name}" for name in near) or "X01, X05, Y3"


def _post_lines(
    law: Law, post: PostTitle, standards: Iterable[Standard], as_of: date
) -> Iterator[str]:
    yield f"{post.code}  {post.name}"
    yield f"Tiêu chuẩn có hiệu lực ngày {write_date(as_of)} (luật {law.version})"
    rows = [_row(law, standard) for standard in standards]
    if not rows:
        yield "  (chưa có tiêu chuẩn nào được ghi cho chức danh này vào ngày đó)"
        return
    head = ("Nội dung", "Nơi áp dụng", "Yêu cầu", "Văn bản", "Điều", "Căn cứ", "")
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    for row in (head, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield ("  " + "  ".join(cells)).rstrip()


def _row(law: Law, standard: Standard) -> tuple[str, ...]:
    return (
        DIMENSIONS[standard.dimension],
        AREAS[standard.area],
        required_words(standard.requirement, law),
        law.texts[standard.citation.text].number,
        standard.citation.article,
        EVIDENCE[standard.citation.evidence],
        set_by_words(standard.citation, law),
    )


def _post_data(law: Law, post: PostTitle, standards: Iterable[Standard]) -> dict[str, Any]:
    return {
        "code": post.code,
        "name": post.name,
        "class": post.post_class.value,
        "level": post.level.value,
        "managed_by": post.managed_by.value if post.managed_by else None,
        "standards": [_standard_data(law, standard) for standard in standards],
    }


def _standard_data(law: Law, standard: Standard) -> dict[str, Any]:
    text = law.texts[standard.citation.text]
    ends = standard.in_force.ends
    return {
        "id": standard.id,
        "dimension": standard.dimension.value,
        "area": standard.area.value,
        "requirement": _requirement_data(standard.requirement),
        "words": required_words(standard.requirement, law),
        "from": standard.in_force.begins.isoformat() if standard.in_force.begins else None,
        "to": (ends - timedelta(days=1)).isoformat() if ends else None,
        "grace_until": standard.grace_until.isoformat() if standard.grace_until else None,
        "text": text.number,
        "title": text.title,
        "article": standard.citation.article,
        "evidence": standard.citation.evidence.value,
        "source": text.source,
        "set_by": document_data(law, standard.citation.set_by),
    }


def _requirement_data(requirement: Requirement) -> dict[str, Any]:
    return {
        "level": requirement.level or None,
        "or_courses": list(requirement.or_courses),
        "max_age": dict(requirement.max_age) or None,
        "min_age": requirement.min_age or None,
        "courses": list(requirement.courses),
        "by_office": requirement.by_office,
        "entry_only": requirement.entry_only,
    }


# law retirement


def _retirement(as_of: date, *, as_json: bool) -> int:
    law = load()
    ages = [age for age in law.retirement if as_of in age.in_force]
    if as_json:
        shown = [_age_data(law, age) for age in ages]
        print_json({"as_of": as_of.isoformat(), "law": law.version, "ages": shown})
        return DONE
    write(f"Tuổi nghỉ hưu theo luật ngày {write_date(as_of)} (luật {law.version})")
    for age in ages:
        write(
            f"  {_SEXES[age.sex]:3}  sinh {born_words(age):26} {age_words(age.age):16} "
            f"{citation_words(age.citation, law)} "
            f"({EVIDENCE[age.citation.evidence]})"
        )
    return DONE


_SEXES = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}


def _age_data(law: Law, age: RetirementAge) -> dict[str, Any]:
    first, last = born_bounds(age)
    return {
        "id": age.id,
        "sex": age.sex.value,
        "born_from": first.iso() if first else None,
        "born_to": last.iso() if last else None,
        "months": age.age,
        "text": law.texts[age.citation.text].number,
        "article": age.citation.article,
        "evidence": age.citation.evidence.value,
    }


COMMANDS = (
    Command(
        name="law",
        help="kiểm tra và xem luật: tiêu chuẩn của từng chức danh, tuổi nghỉ hưu",
        arguments=_arguments,
        run=_run,
        needs=Needs.NOTHING,
    ),
)
