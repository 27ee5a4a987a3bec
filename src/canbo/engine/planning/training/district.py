"""Plans too large to be solved whole: a relaxation's bound, a first plan, and pieces made better.

The bound comes from the relaxation, or from a search among all options that can still be in a
better plan; never from a search among fewer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from canbo.engine.planning.training.arrays import Flags, Numbers
from canbo.engine.planning.training.diving import dive
from canbo.engine.planning.training.ledger import Ledger
from canbo.engine.planning.training.linear import Process
from canbo.engine.planning.training.matrix import Floats, Matrix
from canbo.engine.planning.training.pieces import improve, keeps_all
from canbo.engine.planning.training.relaxation import CLOSE, Relaxation, Relaxed, most_wanted
from canbo.engine.planning.training.solver import THREAD, Deadline, Limits, Progress, Watch
from canbo.engine.planning.training.view import Place, View

LARGEST = 4_000  # options of a piece
LOSING = 200.0  # an option that would lose so much at the prices is left out of a piece
CLOSEST = 5  # options of each need that a piece knows
PATIENCE = 12  # pieces in a row that gain nothing, before everything is searched at once
PIECE_SECONDS = 15.0
WIDER = ((30.0, 3), (30.0, 3), (60.0, 4), (60.0, 4))  # loss and options of each need, at first
SLIP = 1e-6  # of a bound that the solver computes with doubles


@dataclass
class Campaign:
    """The best plan so far and what proves how good it is; values are in order of the columns."""

    matrix: Matrix
    limits: Limits
    watch: Watch | None
    started: float = field(default_factory=time.monotonic)
    values: Numbers | None = None
    bound: float = np.inf

    def __post_init__(self) -> None:
        kept = np.zeros(self.matrix.width, dtype=np.int64)
        kept[: self.matrix.options.count] = self.matrix.options.previous
        self.scale = int(kept.sum()) + 1
        self.staged = self.matrix.worth * self.scale + kept

    @property
    def worth(self) -> Floats:
        """The columns' worth, the places kept as a fraction that all together stays below 1."""
        return self.staged / self.scale

    @property
    def reached(self) -> int:
        """The staged worth of the best plan."""
        assert self.values is not None
        return int((self.values * self.staged).sum())

    @property
    def is_done(self) -> bool:
        """Whether the plan is proven best, or near enough."""
        if self.values is None:
            return False
        objective = self.reached // self.scale
        missing = int(self.bound) - objective
        return missing <= self.limits.gap * max(1, abs(self.bound)) or self.reached >= round(
            self.bound * self.scale
        )

    def offer(self, values: Numbers | None) -> bool:
        """Take values that keep every row and are worth more; says whether they are."""
        if values is None or not keeps_all(self.matrix, values):
            return False
        is_better = self.values is None or int((values * self.staged).sum()) > self.reached
        if is_better:
            self.values = values
            self.tell()
        return is_better

    def tighten(self, bound: float) -> None:
        """Take a proven bound."""
        if bound < self.bound:
            self.bound = bound
            self.tell()

    def tell(self) -> None:
        """Tell who watches."""
        if self.watch and np.isfinite(self.bound):
            objective = None if self.values is None else self.reached // self.scale
            seconds = time.monotonic() - self.started
            self.watch(Progress(objective, int(self.bound), seconds))


def search_district(campaign: Campaign, view: View, deadline: Deadline) -> None:
    """Relax, round, and improve piece by piece until proven, near enough, or out of time."""
    process = open_process()
    try:
        _search(campaign, view, deadline, process)
    finally:
        if process is not None:
            process.close()


def open_process() -> Process | None:
    """Start the process that keeps the relaxation; None where none can be started."""
    try:
        return Process()
    except OSError:
        return None


def _search(campaign: Campaign, view: View, deadline: Deadline, process: Process | None) -> None:
    """Search beside the relaxation's rounds.

    While they go on the prices alone give a plan. Without a process the plan takes only the first
    round from them, as each costs as much as the first; with one, a first plan is made while the
    classes to open are decided there, and a second from what was decided.
    """
    matrix = campaign.matrix
    relaxation = Relaxation(matrix, campaign.worth, deadline, campaign.tighten, process)
    threading.Thread(target=relaxation.run, name=THREAD, daemon=True).start()
    campaign.offer(values_of(matrix, round_down(view, matrix, relaxation.untried)))
    relaxation.wait(relaxation.begun, deadline)
    for relaxed in _stages(relaxation, deadline):
        if deadline.is_over or campaign.is_done:
            return
        dived = dive(matrix, campaign.worth, relaxed, deadline)
        ledger = round_down(view, matrix, replace(relaxed, values=dived))
        campaign.offer(values_of(matrix, ledger))
        _improve_in_pieces(campaign, relaxed, relaxation, deadline)
    if campaign.is_done:
        return
    relaxation.wait(relaxation.ended, deadline)
    if not deadline.is_over and relaxation.found is not None:
        _search_all(campaign, relaxation.found, deadline)


def _stages(relaxation: Relaxation, deadline: Deadline) -> Iterator[Relaxed]:
    """Give the relaxation to make a plan of, then the same with the classes decided.

    Without a time limit only the last of them: how far the first gets depends on the clock.
    """
    last = relaxation.first
    if relaxation.programme is not None:
        relaxation.wait(relaxation.near, deadline)
        last = relaxation.found
        if deadline.left is not None and last is not None:
            yield last
            last = None
        relaxation.wait(relaxation.ended, deadline)
    last = relaxation.decided or last
    if last is not None:
        yield last


def _improve_in_pieces(
    campaign: Campaign, relaxed: Relaxed, relaxation: Relaxation, deadline: Deadline
) -> None:
    """Search pieces until nothing more is found; or, before classes are decided, until they are."""
    idle = 0
    for free in neighbourhoods(campaign, relaxed):
        waits = not relaxed.is_decided and relaxation.programme is not None
        if campaign.values is None or campaign.is_done or deadline.is_over or idle == PATIENCE:
            break
        if waits and relaxation.decided is not None:
            break
        found, _ = improve(campaign.matrix, campaign.worth, campaign.values, free, _soon(deadline))
        idle = 0 if campaign.offer(found) else idle + 1


def _soon(deadline: Deadline) -> Deadline:
    left = deadline.left
    return Deadline(PIECE_SECONDS if left is None else min(left, PIECE_SECONDS))


def _search_all(campaign: Campaign, relaxed: Relaxed, deadline: Deadline) -> None:
    """Search among all options that can be in a better plan; only this may prove a plan best."""
    matrix, values = campaign.matrix, campaign.values
    free = matrix.upper > 0
    if values is not None:
        lost = relaxed.bound - campaign.reached / campaign.scale
        free &= (relaxed.reduced >= -lost) & (matrix.upper > 0)
    empty = np.zeros(matrix.width, dtype=np.int64)
    free &= ~matrix.is_crowd
    found, bound = improve(matrix, campaign.worth, empty, free, deadline)
    campaign.offer(found)
    if campaign.values is not None:
        reached = campaign.reached / campaign.scale
        campaign.tighten(max(reached, bound + SLIP * abs(bound)) if np.isfinite(bound) else np.inf)


def neighbourhoods(campaign: Campaign, relaxed: Relaxed) -> Iterator[Flags]:
    """Give pieces: of those whom the relaxation serves by halves or otherwise than the plan does,
    then of a few units, and of those who might sit in one class.

    Of the latter, what loses most against the prices comes more often.
    """
    matrix, options = campaign.matrix, campaign.matrix.options
    dice = np.random.default_rng(campaign.limits.seed)
    reduced = relaxed.reduced[: options.count]
    close = most_wanted(matrix, matrix.upper > 0, relaxed.reduced, CLOSEST)[: options.count]
    for lost, count in WIDER:
        yield _unlike(campaign, relaxed, lost, count)
    while campaign.values is not None:
        chosen = campaign.values[: options.count] > 0
        near = (close & (reduced > -LOSING)) | chosen
        loss = np.where(chosen, np.maximum(-reduced, 0), np.maximum(reduced, 0))
        for group in (options.unit, options.taught):
            taken = _few_groups(group, near, loss, dice)
            if group is options.taught:
                taken = np.isin(options.person, np.unique(options.person[taken & near]))
                taken &= _thinned(options.person, taken & near, dice)
            free = np.zeros(matrix.width, dtype=bool)
            free[: options.count] = taken & near
            yield free


def _unlike(campaign: Campaign, relaxed: Relaxed, lost: float, count: int) -> Flags:
    """Mark the options, close by price, of those whom plan and relaxation serve differently."""
    assert campaign.values is not None
    matrix, options = campaign.matrix, campaign.matrix.options
    places, plan = relaxed.values[: options.count], campaign.values[: options.count]
    people = np.unique(options.person[np.abs(places - plan) > CLOSE])
    possible = matrix.upper > 0
    free = most_wanted(matrix, possible & (relaxed.reduced > -lost), relaxed.reduced, count)
    free[: options.count] |= (plan > 0) | ((places > CLOSE) & possible[: options.count])
    free[: options.count] &= np.isin(options.person, people)
    return free


def _few_groups(group: Numbers, near: Flags, loss: Floats, dice: np.random.Generator) -> Flags:
    """Mark the options of a few groups, drawn by what they lose, until a piece is large enough."""
    sizes = np.bincount(group, weights=near)
    lost = np.bincount(group, weights=loss * near, minlength=len(sizes))
    chance = (lost + lost.mean() + 1.0) * (sizes > 0)
    if not chance.any():
        return near
    keys = dice.random(len(sizes)) ** (1.0 / np.maximum(chance / chance.max(), 1e-9))
    order = np.argsort(-np.where(sizes > 0, keys, -1.0))
    within = np.cumsum(sizes[order]) <= LARGEST
    within[0] = True
    return np.isin(group, order[within])


def _thinned(person: Numbers, taken: Flags, dice: np.random.Generator) -> Flags:
    """Keep the options of so many people as a piece can hold."""
    people = np.unique(person[taken])
    dice.shuffle(people)
    sizes = np.bincount(person, weights=taken)[people]
    return taken & np.isin(person, people[np.cumsum(sizes) <= LARGEST])


def round_down(view: View, matrix: Matrix, relaxed: Relaxed) -> Ledger:
    """Write the relaxed plan's places into the books as far as they keep the rules.

    Whole places come first, then greater halves; then those in classes that stayed below their
    minimum are taken back and their people get what is left elsewhere.
    """
    halves = relaxed.values[: matrix.options.count]
    likely = np.flatnonzero(halves > SLIP)
    order = likely[np.lexsort((-matrix.worth[likely], -np.round(halves[likely], 6)))]
    near = most_wanted(matrix, relaxed.reduced > -LOSING, relaxed.reduced, CLOSEST)
    rest = np.flatnonzero((halves <= SLIP) & near[: len(halves)])
    rest = rest[np.argsort(-relaxed.reduced[rest], kind="stable")]
    first = [view.places[number] for number in [*order.tolist(), *rest.tolist()]]
    books = Ledger(view)
    decided = [place for place in view.places if books.is_decided(place)]
    closed: set[str] = set()
    while True:
        shares = _shares(view, matrix, relaxed)
        ledger = settle(view, [*decided, *first], closed, shares)
        low = {c for c, people in ledger.in_class.items() if people < view.classes[c].minimum}
        if not low:
            return ledger
        closed |= low


Shares = dict[tuple[str, tuple[str, ...]], dict[str, float]]


def _shares(view: View, matrix: Matrix, relaxed: Relaxed) -> Shares:
    """How many heads each source pays in the relaxed plan, by class and by who may pay.

    Paying from the first source with money left would leave the others' money unused.
    """
    found: Shares = {}
    for payment in matrix.paid:
        place = view.places[int(payment.options[0])]
        bundle = found.setdefault((place.class_id, view.sources(place)), {})
        bundle[payment.source] = float(relaxed.values[payment.column])
    return found


def _payer(ledger: Ledger, place: Place, shares: Shares) -> str | None:
    """Find who pays: the source with most of its share left, else with most of its money left."""
    share = shares.get((place.class_id, ledger.view.sources(place)), {})
    for source in sorted(share, key=lambda source: -share[source]):
        if share[source] > 0 and ledger.can_pay(source, place):
            share[source] -= 1
            return source
    able = [source for source in ledger.view.sources(place) if ledger.can_pay(source, place)]
    return max(able, key=lambda source: ledger.share_left(source, place), default=None)


def settle(view: View, places: list[Place], closed: set[str], shares: Shares) -> Ledger:
    """Give places in order, minimum aside; twice, as an early course opens the way to a later."""
    ledger = Ledger(view)
    for _ in range(2):
        for place in places:
            if place.class_id in closed or place.need.need in ledger.served or place.value <= 0:
                continue
            if any(rule not in ("minimum", "budget") for rule, _ in ledger.blockers(place)):
                continue
            source = _payer(ledger, place, shares)
            if source is not None:
                ledger.give(place, source)
    return ledger


def values_of(matrix: Matrix, ledger: Ledger) -> Numbers:
    """Write the books as values of the columns."""
    values = np.zeros(matrix.width, dtype=np.int64)
    values[list(ledger.given)] = 1
    for column, taught in matrix.openings:
        values[column] = int(ledger.in_class[ledger.view.problem.classes[taught].class_id] > 0)
    for payment in matrix.paid:
        given = payment.options[values[payment.options] > 0].tolist()
        values[payment.column] = sum(ledger.given[n] == payment.source for n in given)
    served = np.zeros(len(matrix.options.units), dtype=np.int64)
    np.add.at(served, matrix.options.unit, values[: matrix.options.count])
    for column, unit in matrix.shortfalls:
        values[column] = max(0, int(matrix.options.targets[unit] - served[unit]))
    return values


def sources_of(matrix: Matrix, values: Numbers) -> dict[int, str]:
    """Deal the payments out: the source of each place given; "" where it costs nothing."""
    found = dict.fromkeys(np.flatnonzero(values[: matrix.options.count]).tolist(), "")
    for payment in matrix.paid:
        open_places = [n for n in payment.options.tolist() if found.get(n) == ""]
        for number in open_places[: int(values[payment.column])]:
            found[number] = payment.source
    return found
