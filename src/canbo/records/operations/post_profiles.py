"""What a post is, confirmed by hand: its title and who manages its holder, always or from a day on.

A post's row in the register keeps what the first file made of it. What somebody says of it later
is a dated fact (PostProfile), so that no figure of an earlier day or an earlier instant moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import Evidence, FactKind, PostProfile, Source, UnitLevel
from canbo.engine.facts import Post as PostValue
from canbo.engine.law import Law
from canbo.engine.timeline import PartialDate, Validity
from canbo.journal.operations import next_seq, write_entry
from canbo.records.models import Post
from canbo.records.operations.allowed import require
from canbo.records.operations.registers import RegisterRefused
from canbo.records.operations.replacing import replace_fact
from canbo.records.operations.writing import (
    Pen,
    Void,
    hold_writers_lock,
    insert_facts,
    void_facts,
)
from canbo.records.queries import registers, sql, stored
from canbo.records.queries.seals import seals_of

_BY_WORD = Source(Evidence.DECLARED, "")


@dataclass(frozen=True, slots=True)
class PostSaid:
    """What somebody says of a post; None leaves things as they are.

    `title` is a code of the law's post lists and brings class, level and manager with it;
    `managed_by` is who decides on the holder (diện quản lý) where that differs. `since` is the
    first day on which it is so; None: it always was.
    """

    title: str | None = None
    managed_by: UnitLevel | None = None
    since: PartialDate | None = None
    source: Source = _BY_WORD


def confirm_post(
    *, post: UUID, actor: Actor, at: datetime, law: Law, said: PostSaid | None = None
) -> None:
    """Confirm a post that an import proposed, and store what is said of it as a dated fact.

    Raises NotAllowed, RegisterRefused (`post_unknown`, `post_title_unknown`, `post_title_taken`,
    `post_profile_dated`: it was told with days, so that a day is needed, `post_profile_later`:
    something was told for a later day already).
    """
    require(actor, Permission.CONFIRM)
    said = said or PostSaid()
    with transaction.atomic():
        hold_writers_lock()
        found = Post.objects.filter(id=post, withdrawn_at=None).first()
        if found is None:
            raise RegisterRefused("post_unknown", {"post": str(post)})
        pen = Pen(actor.id, next_seq(), None)
        told = _told(said, law)
        if told:
            _refuse_taken(found, told.get("title", ""))
            _store(found, told, said, pen, at)
        if found.proposed:
            found.proposed = False
            found.save(update_fields=["proposed"])
        data = {
            "title": said.title, "managed_by": said.managed_by,
            "since": said.since.iso() if said.since else None, "seals": seals_of(pen.act),
        }  # fmt: skip
        write_entry(
            actor_id=actor.id, actor_name=actor.name, action="confirm_post", at=at,
            subject=f"post:{post}", data=data,
        )  # fmt: skip


def _told(said: PostSaid, law: Law) -> dict[str, Any]:
    """The attributes of a profile that are said."""
    told: dict[str, Any] = {}
    if said.title is not None:
        known = law.posts.get(said.title)
        if known is None:
            raise RegisterRefused("post_title_unknown", {"title": said.title})
        told = {
            "title": known.code, "post_class": known.post_class, "level": known.level,
            "managed_by": known.managed_by,
        }  # fmt: skip
    if said.managed_by is not None:
        told["managed_by"] = said.managed_by
    return told


def _refuse_taken(post: Post, title: str) -> None:
    """One unit has a title once: by the register or by what was said of a post later."""
    query = """SELECT 1 FROM records_post p
        LEFT JOIN records_postprofile f ON f.post_id = p.id AND f.voided_at IS NULL
        WHERE p.unit_id = %s AND p.id <> %s AND p.withdrawn_at IS NULL
          AND coalesce(f.title, p.title) = %s LIMIT 1"""
    if title and sql.rows(query, [post.unit_id, post.id, title]):
        raise RegisterRefused("post_title_taken", {"title": title})


def _store(post: Post, told: Mapping[str, Any], said: PostSaid, pen: Pen, at: datetime) -> None:
    standing = sorted(
        stored.read_facts(FactKind.POST_PROFILE, "post_id = %s AND voided_at IS NULL", [post.id]),
        key=lambda one: (one.validity.begins is not None, one.validity.certain.begins),
    )
    if said.since is None:
        _store_always(post, told, said, standing, (pen, at))
    else:
        _store_since(post, told, said, standing, (pen, at))


Writing = tuple[Pen, datetime]


def _store_always(
    post: Post,
    told: Mapping[str, Any],
    said: PostSaid,
    standing: list[PostProfile],
    writing: Writing,
) -> None:
    pen, at = writing
    if any(one.validity != Validity() for one in standing):
        raise RegisterRefused("post_profile_dated", {"post": str(post.id)})
    if standing:
        replace_fact(standing[0], {**told, "source": said.source}, pen, at=at)
    else:
        insert_facts([_profile(post, told, Validity(), said.source, at)], pen)


def _store_since(
    post: Post,
    told: Mapping[str, Any],
    said: PostSaid,
    standing: list[PostProfile],
    writing: Writing,
) -> None:
    """End the profile of the day before; what it said beside `told` goes on."""
    pen, at = writing
    since = said.since
    assert since is not None
    before = None
    for one in standing:
        begins = one.validity.certain.begins
        if begins is not None and begins > since.latest:
            raise RegisterRefused("post_profile_later", {"since": str(one.validity.begins)})
        if since.latest in one.validity.certain:
            before = one
    made = _profile(post, told, Validity(since), said.source, at)
    if before is not None:
        inherited = {"title": before.title, "title_as_written": before.title_as_written,
                     "post_class": before.post_class, "level": before.level,
                     "managed_by": before.managed_by}  # fmt: skip
        made = replace(made, **{**inherited, **told})
        _end(before, since, pen, at)
    insert_facts([made], pen)


def _end(before: PostProfile, since: PartialDate, pen: Pen, at: datetime) -> None:
    """Let a profile hold until the day before; one that would hold on no day goes."""
    last = PartialDate.of(since.latest - timedelta(days=1))
    shorter = replace(before.validity, ends=last)
    if shorter.certain.is_empty or before.validity.certain.begins == since.latest:
        void_facts([Void(before)], at=at, act=pen.act)
    else:
        replace_fact(before, {"validity": shorter}, pen, at=at)


def _profile(
    post: Post, told: Mapping[str, Any], validity: Validity, source: Source, at: datetime
) -> PostProfile:
    """A profile that says of the post what the register says, but for what is told."""
    registered: PostValue = registers.posts_by_id([post.id])[0]
    values = {
        "title": registered.title, "title_as_written": registered.title_as_written,
        "post_class": registered.post_class, "level": registered.level,
        "managed_by": registered.managed_by, **told,
    }  # fmt: skip
    return PostProfile(
        id=uuid4(), key=uuid4(), validity=validity, recorded_at=at, source=source, post=post.id,
        **values,
    )  # fmt: skip
