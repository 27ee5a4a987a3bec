"""The whole home as Parquet files, one a kind of fact, for an analyst's own tools.

Only for who may see everybody: a part of a home would look like the whole of it in a table. What is
secret (who is planned, how many votes) goes along only for who may be told all secrets; a source
that is a secret document is told otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.figures.tables import RECORDS
from canbo.engine.refusal import Refusal
from canbo.exchange.warehouse import arrow_table, write_parquet
from canbo.journal.operations import write_entry
from canbo.records import access as records


class WarehouseRefused(Refusal):
    """The home is not written out: `warehouse_part_only`, `folder_not_empty`."""


@dataclass(frozen=True, slots=True)
class Written:
    """A table that was written, with its rows."""

    table: str
    file: str
    rows: int


def export_warehouse(*, folder: Path, actor: Actor, at: datetime) -> tuple[Written, ...]:
    """Write every table of the records, voided facts and all validities included.

    Raises AccountRefused (`not_allowed`), WarehouseRefused.
    """
    require(actor, Permission.SEE_OFFICIALS)
    if records.visible_people(actor=actor, at=at) is not None:
        raise WarehouseRefused("warehouse_part_only", {"name": actor.name})
    if folder.exists() and any(folder.iterdir()):
        raise WarehouseRefused("folder_not_empty", {"folder": str(folder)})
    secrets = records.open_secrets(actor=actor, at=at)
    told = records.open_columns(secrets)
    with transaction.atomic():
        write_entry(
            actor_id=actor.id, actor_name=actor.name, action="export.warehouse", at=at,
            subject="warehouse", data={"tables": len(told), "secrets": secrets.opened is None},
        )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    written = tuple(_write(folder, name, *table) for name, table in told.items())
    (folder / "README.md").write_text(readme(told), encoding="utf-8")
    return written


def _write(
    folder: Path, name: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]
) -> Written:
    file = f"{name}.parquet"
    write_parquet(folder / file, arrow_table(columns, rows))
    return Written(name, file, len(rows))


def readme(told: Mapping[str, tuple[Mapping[str, str], Sequence[Any]]]) -> str:
    """Tell the columns of every table, and how to read a history."""
    lines = [_HEAD]
    for name, (columns, rows) in told.items():
        lines.append(f"\n## {name} ({len(rows)} hàng)\n")
        lines += [f"- `{column}`: {kind}" for column, kind in columns.items()]
    missing = sorted(RECORDS.keys() - told.keys())
    if missing:
        lines.append(f"\nKhông kèm (độ mật chưa mở): {', '.join(missing)}.")
    return "\n".join(lines) + "\n"


_HEAD = """# Kho dữ liệu

Mỗi tệp Parquet là một loại dữ kiện hoặc một danh mục mà dữ kiện trỏ tới, của cùng một thời điểm.
Dữ kiện có hai thời gian: đúng từ khi nào đến khi nào (`begins_…`, `ends_…`: ngày sớm nhất và muộn
nhất mà chữ viết có thể chỉ; `known_by`: ngày nguồn đã thấy) và cơ quan biết từ khi nào đến khi nào
(`recorded_at`, `voided_at`). Dữ kiện đã hủy vẫn ở đây: muốn biết điều đã biết vào một lúc thì lấy
`recorded_at <= lúc đó` và `voided_at` trống hoặc sau lúc đó. `key` là tên bền của dữ kiện.
"""
