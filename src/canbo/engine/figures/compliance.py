"""Verdicts as rows that figures count: each person in each post, by dimension and together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from canbo.engine.facts import Snapshot, Tenure
from canbo.engine.law import Answer, Verdict
from canbo.engine.timeline import Perspective, fold

ALL = "all"
_WEIGHT = {Answer.NOT_MET: 3, Answer.NOT_YET: 2, Answer.MISSING: 1, Answer.MET: 0}


def complied_rows(
    verdicts: Iterable[Verdict], snapshot: Snapshot, perspective: Perspective
) -> list[tuple[Any, ...]]:
    """The rows of `tables.GIVEN["complied"]`: of a post and dimension the answer that weighs most.

    `all` is every standard of the post together: met when all are met. The fact is the tenure.
    """
    worst: dict[tuple[UUID, UUID], dict[str, Answer]] = defaultdict(dict)
    for verdict in verdicts:
        found = worst[verdict.person, verdict.post]
        for dimension in (verdict.standard.dimension.value, ALL):
            held = found.get(dimension, Answer.MET)
            found[dimension] = max(held, verdict.answer, key=_WEIGHT.__getitem__)
    tenures = _tenures(snapshot, perspective)
    rows = []
    for (person, post), answers in worst.items():
        tenure = tenures[person, post]
        for dimension, answer in answers.items():
            rows.append(
                (tenure.key, person, snapshot.posts[post].unit, post, dimension,
                 None if answer is Answer.MISSING else answer.value, _WEIGHT[answer],
                 str(tenure.source))
            )  # fmt: skip
    return rows


def _tenures(snapshot: Snapshot, perspective: Perspective) -> dict[tuple[UUID, UUID], Tenure]:
    found: dict[tuple[UUID, UUID], Tenure] = {}
    for tenure in sorted(fold(snapshot.tenures, perspective), key=lambda one: one.key):
        found.setdefault((tenure.person, tenure.post), tenure)
    return found
