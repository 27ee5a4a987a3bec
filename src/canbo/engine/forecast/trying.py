"""People tried in a post that they are planned for, as if they took it on a day."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from canbo.engine.facts import PoolEntry, Tenure, TenureAct
from canbo.engine.forecast.holding import Scene
from canbo.engine.law import Dossier, Holder, Verdict, check, standards_by_post
from canbo.engine.law.holders import Areas
from canbo.engine.timeline import PartialDate, Perspective, Validity


class Trials:
    """Holds planned people against the standards of their posts on one day.

    The law in force on that day is asked, by what is known at the instant of the scene; what
    entering a post asks is asked too. `act` is how the post would be given; None: not told.
    """

    def __init__(
        self,
        scene: Scene,
        people: Iterable[UUID],
        perspective: Perspective,
        act: TenureAct | None = None,
    ) -> None:
        self._scene = scene
        self._perspective = perspective
        self._act = act
        self._dossiers = scene.dossiers(set(people))
        self._areas = Areas(scene.history, perspective)
        self._asked = standards_by_post(scene.law, perspective.as_of)
        self._tried: dict[tuple[UUID, UUID], tuple[Verdict, ...]] = {}

    def verdicts(self, entry: PoolEntry) -> tuple[Verdict, ...]:
        """What the standards of the post say of the person."""
        place = (entry.person, entry.post)
        if place not in self._tried:
            self._tried[place] = self._try(entry)
        return self._tried[place]

    def _try(self, entry: PoolEntry) -> tuple[Verdict, ...]:
        scene, post = self._scene, self._scene.folded.posts[entry.post]
        dossier = self._entered(self._dossiers[entry.person], entry)
        seats, classes = scene.history.posts, scene.history.classes
        holder = Holder(  # with what the dossier points to alone: homes have very many
            dossier,
            post,
            {each.post: seats[each.post] for each in dossier.tenures},
            {each.training_class: classes[each.training_class] for each in dossier.attendances},
            self._areas.of(post.unit),
        )
        return check(
            holder=holder,
            standards=self._asked.get(post.title, ()),
            law=scene.law,
            perspective=self._perspective,
        )

    def _entered(self, dossier: Dossier, entry: PoolEntry) -> Dossier:
        taken = Tenure(
            id=entry.id,
            key=entry.key,
            person=entry.person,
            post=entry.post,
            act=self._act,
            validity=Validity(begins=PartialDate.of(self._perspective.as_of)),
            recorded_at=entry.recorded_at,
            source=entry.source,
        )
        return dossier._replace(tenures=(*dossier.tenures, taken))
