"""The one door to the solver: a model in, whole numbers and a proven bound out.

CP-SAT computes with whole numbers, so that a proof is a proof. One worker with the full linear
relaxation and pseudo-cost search beat eight workers and HiGHS on towns of two cores, and it gives
the same plan for the same input and seed.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from canbo.engine.planning.training.model import Row
from canbo.engine.refusal import Refusal

EXACT = 2**53  # the solver reports its bound as a double
HAIR, ROUNDING = 1e-6, 2.0**-50  # by which it may be wrong, and that by its size
WIDE = 2**60
TICK = 0.25  # seconds between two looks at the clock and at who may stop the search
GRACE = 1.0  # seconds that the solver may overrun before it is told to stop, then left alone
THREAD = "training-solver"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is; `objective` None while no plan is known."""

    objective: int | None
    bound: int
    seconds: float

    @property
    def gap(self) -> float | None:
        """How far the plan may be from the best at most, as a fraction of the bound."""
        if self.objective is None:
            return None
        return max(0, self.bound - self.objective) / max(1, abs(self.bound))


Watch = Callable[[Progress], None]


class Program(Protocol):
    """Columns with upper bounds and worth, rows, and the columns that a previous plan had.

    Columns from `first_helper` on are helpers of the rows.
    """

    @property
    def upper(self) -> Sequence[int]: ...

    @property
    def objective(self) -> Sequence[int]: ...

    @property
    def rows(self) -> Sequence[Row]: ...

    @property
    def kept(self) -> Sequence[int]: ...

    @property
    def first_helper(self) -> int: ...


class Control:
    """How a running search is stopped from outside; what it has found so far is kept.

    `beat` is called several times a second by the thread that waits for the search, never by the
    search itself: there one may look whether somebody asked to stop.
    """

    def __init__(self, beat: Callable[[], None] | None = None) -> None:
        self._stopped = threading.Event()
        self.beat = beat or (lambda: None)

    def stop(self) -> None:
        """End the search soon, from whatever thread or signal."""
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stopped.is_set()


@dataclass(frozen=True)
class Limits:
    """Wall seconds for the whole computation (None: no limit), the gap to stop at, the seed.

    Up to `whole` options a problem is solved whole, beyond it in pieces under a relaxation.
    """

    seconds: float | None = None
    gap: float = 0.0
    seed: int = 0
    whole: int = 20_000
    control: Control = field(default_factory=Control, compare=False)


@dataclass
class Search:
    """What a running search has found; filled by the solver's thread, read by ours."""

    values: tuple[int, ...] | None = None
    bound: float | None = None
    proven: bool = False
    infeasible: bool = False
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)


class NumbersTooLarge(Refusal):
    """Weights and bonuses are so large that their sum is no longer exact."""

    def __init__(self, total: int) -> None:
        super().__init__("plan_numbers_too_large", {"found": total, "expected": EXACT})


class Deadline:
    """Counts down the wall seconds of one computation; who stops it ends it at once."""

    def __init__(self, seconds: float | None, control: Control | None = None) -> None:
        self._ends = None if seconds is None else time.monotonic() + max(0.0, seconds)
        self._control = control or Control()

    @property
    def left(self) -> float | None:
        """Seconds left, never negative; None is no limit."""
        if self._control.is_stopped:
            return 0.0
        return None if self._ends is None else max(0.0, self._ends - time.monotonic())

    def wait(self, done: threading.Event) -> bool:
        """Wait until done; False when it overruns its grace, or was stopped before."""
        while not done.wait(TICK):
            self._control.beat()
            late = -math.inf if self._ends is None else time.monotonic() - self._ends
            if self._control.is_stopped or late > GRACE:
                return False
        return True

    @property
    def is_over(self) -> bool:
        """Whether the time is used up."""
        return self.left == 0.0


def staged_objective(model: Program) -> tuple[tuple[int, ...], int]:
    """Join the objective and the places kept into one number, and give its scale.

    One unit of the objective outweighs all places kept, so that staying near the previous plan
    never costs anything.
    """
    scale = len(model.kept) + 1
    values = [value * scale for value in model.objective]
    for column in model.kept:
        values[column] += 1
    total = sum(abs(value) * upper for value, upper in zip(values, model.upper, strict=True))
    if total >= EXACT:
        raise NumbersTooLarge(total)
    return tuple(values), scale


def search(
    model: Program, limits: Limits, deadline: Deadline, watch: Watch | None = None
) -> tuple[Search, int]:
    """Search for the best plan until proven, within the gap, or out of time.

    Returns the findings and the scale of their bound (see `staged_objective`). The solver runs
    in a thread of its own: a solver that overruns its limit is left alone with what it found.
    """
    values, scale = staged_objective(model)
    found = Search()
    program, columns = write_program(model.upper, model.rows, deadline)
    if deadline.is_over:
        return found, scale
    solver = aim(program, columns, values, limits.seed, deadline)
    started = time.monotonic()

    def report(objective: int | None, bound: float) -> None:
        stage = None if objective is None else objective // scale
        reached = int(bound // scale)
        if watch:
            watch(Progress(stage, reached, time.monotonic() - started))
        if (
            stage is not None
            and limits.gap > 0
            and reached - stage <= limits.gap * max(1, abs(reached))
        ):
            solver.stop_search()

    thread = threading.Thread(
        target=_run, name=THREAD, args=(solver, program, columns, found, report), daemon=True
    )
    thread.start()
    _wait(solver, found, deadline)
    if found.error:
        raise found.error
    return found, scale


def run_aside(work: Callable[[], None], deadline: Deadline) -> None:
    """Run work in the solver's thread; when it overruns it is left alone with what it found."""
    found = Search()

    def run() -> None:
        try:
            work()
        except BaseException as error:
            found.error = error
        finally:
            found.done.set()

    threading.Thread(target=run, name=THREAD, daemon=True).start()
    if not deadline.wait(found.done):
        found.done.wait(GRACE)
    if found.error:
        raise found.error


def _wait(solver: Any, found: Search, deadline: Deadline) -> None:
    """Wait for the solver; stop it when it overruns, when told to, and when interrupted."""
    try:
        if deadline.wait(found.done):
            return
    except BaseException:
        _stop(solver, found)
        raise
    _stop(solver, found)


def _stop(solver: Any, found: Search) -> None:
    solver.stop_search()
    found.done.wait(GRACE)


def is_running() -> bool:
    """Whether a solver that was left alone still runs: a process should then end at once."""
    return any(thread.name == THREAD for thread in threading.enumerate())


def aim(
    program: Any, columns: list[Any], values: Sequence[int], seed: int, deadline: Deadline
) -> Any:
    """Give the program its objective and make the solver that suits it."""
    from ortools.sat.python import cp_model

    program.maximize(cp_model.LinearExpr.weighted_sum(columns, values))
    solver = new_solver(seed, deadline)
    solver.parameters.linearization_level = 2
    solver.parameters.search_branching = cp_model.PSEUDO_COST_SEARCH
    return solver


def _run(
    solver: Any,
    program: Any,
    columns: list[Any],
    found: Search,
    report: Callable[[int | None, float], None],
) -> None:
    from ortools.sat.python import cp_model

    class Listener(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
        def on_solution_callback(self) -> None:
            found.values = tuple(self.value(column) for column in columns)
            found.bound = whole_bound(self.best_objective_bound)
            self.best = round(self.objective_value)
            report(self.best, found.bound)

    listener = Listener()
    listener.best = None

    def tighten(bound: float) -> None:
        found.bound = whole_bound(bound)
        report(listener.best, found.bound)

    solver.best_bound_callback = tighten
    try:
        status = solver.solve(program, listener)
        _conclude(solver, status, columns, found)
    except BaseException as error:
        found.error = error
    finally:
        found.done.set()


def _conclude(solver: Any, status: Any, columns: list[Any], found: Search) -> None:
    from ortools.sat.python import cp_model

    found.infeasible = status == cp_model.INFEASIBLE
    found.proven = status == cp_model.OPTIMAL
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found.values = tuple(solver.value(column) for column in columns)
        found.bound = whole_bound(solver.best_objective_bound)


def whole_bound(bound: float) -> float:
    """Round the bound of an objective in whole numbers down.

    The solver tells it as a double that may lie a hair below the whole number that it means:
    52.99999999999999 bounds nothing worth 53.
    """
    return math.floor(bound + HAIR + abs(bound) * ROUNDING) if math.isfinite(bound) else bound


def new_solver(seed: int, deadline: Deadline) -> Any:
    """Set up a solver that repeats itself: one worker, a seed, what is left of the time."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False  # who runs us decides what Ctrl-C does
    solver.parameters.random_seed = seed + 1  # the solver's own default for our default 0
    if deadline.left is not None:
        solver.parameters.max_time_in_seconds = deadline.left
    return solver


def write_program(
    upper: Sequence[int], rows: Iterable[Row], deadline: Deadline
) -> tuple[Any, list[Any]]:
    """Write columns and rows for the solver; out of time, rows are missing: look at the clock."""
    from ortools.sat.python import cp_model

    program = cp_model.CpModel()
    columns = [program.new_int_var(0, bound, "") for bound in upper]
    for row in rows:
        if deadline.is_over:
            break
        add_row(program, columns, row)
    return program, columns


def add_row(program: Any, columns: list[Any], row: Row) -> Any:
    """Add one row and give the solver's constraint."""
    from ortools.sat.python import cp_model

    terms = cp_model.LinearExpr.weighted_sum([columns[i] for i in row.columns], row.factors)
    low = -WIDE if row.low is None else row.low
    high = WIDE if row.high is None else row.high
    return program.add_linear_expression_in_domain(terms, cp_model.Domain(low, high))
