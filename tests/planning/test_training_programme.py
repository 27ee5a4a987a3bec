"""The solver's process: what it finds, what it keeps, and what happens when it is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.training_districts import Shape, draw_district
from benchmarks.training_instances import Size, draw_problem
from canbo.engine.planning.training import district, linear, plan, relaxation
from canbo.engine.planning.training.arrays import Options
from canbo.engine.planning.training.assembly import build_matrix
from canbo.engine.planning.training.canonical import canonical
from canbo.engine.planning.training.highs import Part, relax_part
from canbo.engine.planning.training.linear import Process, ProcessLost, Programme
from canbo.engine.planning.training.matrix import Matrix
from canbo.engine.planning.training.openings import decide_openings
from canbo.engine.planning.training.outcome import Status
from canbo.engine.planning.training.relaxation import Relaxation, bound_of, relax
from canbo.engine.planning.training.solver import Control, Deadline, Limits

SMALL_DISTRICT = Shape(people=60, units=6, classes=20, areas=2)
NO_LIMIT = Deadline(None)
LONG_SOLVE = """
import sys, time
sys.path[:] = sys.argv[1:]
import numpy as np
from canbo.engine.planning.training.linear import Process
from canbo.engine.planning.training.solver import Deadline
import pickle
process, dice, wide, high = Process(), np.random.default_rng(0), 6000, 3000
start = np.zeros(wide, dtype=np.int32)
none, nothing = np.zeros(0, dtype=np.int32), np.zeros(0)
forever = Deadline(None)
process.ask(forever, "columns", -dice.random(wide), np.ones(wide), start, none, nothing)
index = np.sort(np.argsort(dice.random((high, wide)), axis=1)[:, :40], axis=1)
begins = np.arange(0, high * 40, 40).astype(np.int32)
low, most = np.full(high, -np.inf), np.full(high, 5.0)
places = index.ravel().astype(np.int32)
process.ask(forever, "rows", low, most, begins, places, dice.random(high * 40))
pickle.dump(("solve", (None, None)), process.program.stdin)
process.program.stdin.flush()
time.sleep(1)
print(process.program.pid, process._answers.empty(), flush=True)
time.sleep(600)
"""


@pytest.fixture
def process() -> Iterator[Process]:
    started = Process()
    yield started
    started.close()


def matrix_of(seed: int, shape: Shape = SMALL_DISTRICT) -> Matrix:
    return build_matrix(Options(canonical(draw_district(shape, seed=seed))))


def everything(matrix: Matrix) -> tuple[np.ndarray, np.ndarray]:
    return np.ones(matrix.height, dtype=bool), (matrix.upper > 0) & ~matrix.is_crowd


@pytest.mark.parametrize("seed", range(4))
def test_the_process_finds_what_mathopt_finds(process: Process, seed: int) -> None:
    matrix = matrix_of(seed)
    worth = matrix.worth.astype(float)
    rows, columns = everything(matrix)
    other = relax_part(Part(matrix, rows, columns), worth, NO_LIMIT)
    assert other is not None
    programme = Programme(matrix, worth, process)
    programme.add(rows, columns, NO_LIMIT)
    state, found = programme.solve(NO_LIMIT)
    assert state == "best"
    assert found is not None
    assert found.worth == pytest.approx(float((other[0] * worth).sum()))
    assert found.worth == pytest.approx(float((found.values * worth).sum()))
    assert bound_of(matrix, worth, found.prices)[0] == pytest.approx(found.worth, rel=1e-6)
    sums = matrix.sums(found.values)
    assert (sums <= matrix.high + 1e-6).all()
    assert (sums >= matrix.low - 1e-6).all()


def test_rows_and_columns_that_come_later_make_the_same_programme(process: Process) -> None:
    matrix = matrix_of(1)
    worth = matrix.worth.astype(float)
    rows, columns = everything(matrix)
    whole = relax_part(Part(matrix, rows, columns), worth, NO_LIMIT)
    assert whole is not None
    programme, dice = Programme(matrix, worth, process), np.random.default_rng(3)
    for share in (0.3, 0.6, 1.0):
        some_rows = rows & (dice.random(matrix.height) < share)
        some_columns = columns & (dice.random(matrix.width) < share)
        programme.add(some_rows, some_columns, NO_LIMIT)
        _, found = programme.solve(NO_LIMIT)
    assert found is not None
    assert found.worth == pytest.approx(float((whole[0] * worth).sum()))


def test_rounds_in_the_process_end_at_the_same_bound(process: Process) -> None:
    matrix = matrix_of(2, replace(SMALL_DISTRICT, people=400, classes=15))
    worth = matrix.worth.astype(float)
    alone = relax(matrix, worth, NO_LIMIT, lambda _bound: None)
    assert alone is not None
    beside = Relaxation(matrix, worth, NO_LIMIT, lambda _bound: None, process)
    while beside.advance():
        pass
    assert beside.programme is not None
    assert beside.found is not None
    assert beside.found.is_best
    assert beside.bound == pytest.approx(alone.bound, rel=1e-6)


def test_a_cutoff_tells_what_is_worse_and_the_basis_kept_comes_back(process: Process) -> None:
    matrix = matrix_of(1)
    worth = matrix.worth.astype(float)
    programme = Programme(matrix, worth, process)
    programme.add(*everything(matrix), NO_LIMIT)
    _, first = programme.solve(NO_LIMIT)
    assert first is not None
    programme.keep(NO_LIMIT)
    full = np.flatnonzero(first.values[: matrix.options.count] > 1 - 1e-6)
    programme.bind(full, np.zeros(len(full)), np.zeros(len(full)), NO_LIMIT)
    assert programme.solve(NO_LIMIT, first.worth - 1) == ("worse", None)
    _, poorer = programme.solve(NO_LIMIT)
    assert poorer is not None
    assert poorer.worth < first.worth - 1
    programme.bind(full, np.zeros(len(full)), np.ones(len(full)), NO_LIMIT)
    programme.back(NO_LIMIT)
    _, again = programme.solve(NO_LIMIT)
    assert again is not None
    assert again.worth == pytest.approx(first.worth)


def test_openings_are_decided_whole_and_cost_something(process: Process) -> None:
    matrix = matrix_of(2, replace(SMALL_DISTRICT, people=400, classes=40))
    worth = matrix.worth.astype(float)
    programme = Programme(matrix, worth, process)
    programme.add(*everything(matrix), NO_LIMIT)
    _, relaxed = programme.solve(NO_LIMIT)
    assert relaxed is not None
    columns = [column for column, _ in matrix.openings]
    halves = relaxed.values[columns]
    assert ((halves > 1e-6) & (halves < 1 - 1e-6)).any()
    found = decide_openings(programme, relaxed, NO_LIMIT)
    assert found is not None
    opened = found.values[columns]
    assert np.abs(opened - np.round(opened)).max() <= 1e-6
    assert 0.9 * relaxed.worth < found.worth <= relaxed.worth + 1e-6


def test_a_process_that_is_killed_is_lost_and_gone(process: Process) -> None:
    process.ask(NO_LIMIT, "keep")
    os.kill(process.program.pid, signal.SIGKILL)
    with pytest.raises(ProcessLost):
        process.ask(NO_LIMIT, "keep")
    assert process.program.poll() is not None
    with pytest.raises(ProcessLost):
        process.ask(NO_LIMIT, "keep")


def test_wrong_work_is_said_and_ends_the_process(process: Process) -> None:
    with pytest.raises(ProcessLost, match="AttributeError"):
        process.ask(NO_LIMIT, "no_such_work")
    assert process.program.poll() is not None


def test_a_process_that_overruns_is_ended(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linear, "GRACE", 0.2)
    process.ask(NO_LIMIT, "keep")
    os.kill(process.program.pid, signal.SIGSTOP)
    control = Control()
    control.stop()
    with pytest.raises(ProcessLost, match="overran"):
        process.ask(Deadline(None, control), "keep")
    assert process.program.poll() is not None


def test_the_process_ends_with_who_started_it_though_it_solves() -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", LONG_SOLVE, *sys.path], stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout
    pid, is_solving = starter.stdout.readline().split()
    assert is_solving == "True"
    starter.kill()
    starter.wait()
    starter.stdout.close()
    patience = time.monotonic() + 20
    while _runs(int(pid)) and time.monotonic() < patience:
        time.sleep(0.1)
    assert not _runs(int(pid))


def _runs(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody waits for does not."""
    done = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()[:1] not in ("", "Z")


class Fragile(Process):
    """A process that is killed when the programme has been solved so many times."""

    solves = 0

    def ask(self, deadline: Deadline, name: str, *arguments: object) -> object:
        self.solves -= name == "solve"
        if self.solves < 0:
            os.kill(self.program.pid, signal.SIGKILL)
        return super().ask(deadline, name, *arguments)


@pytest.mark.parametrize("solves", [0, 1, 2])
def test_the_search_goes_on_when_the_process_dies(
    monkeypatch: pytest.MonkeyPatch, solves: int
) -> None:
    problem = draw_problem(Size(people=40, units=5, classes=12), seed=4)
    best = plan(problem, Limits()).objective
    monkeypatch.setattr(district, "Process", Fragile)
    monkeypatch.setattr(Fragile, "solves", solves)
    found = plan(problem, Limits(whole=-1))
    assert found.status is Status.OPTIMAL
    assert found.objective == best


def test_the_search_goes_on_where_no_process_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> Process:
        raise OSError

    monkeypatch.setattr(district, "Process", refuse)
    problem = draw_problem(Size(people=40, units=5, classes=12), seed=4)
    assert plan(problem, Limits(whole=-1)).status is Status.OPTIMAL


def test_the_process_is_used_prints_nothing_and_is_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    started: list[Process] = []

    class Noted(Process):
        def __init__(self) -> None:
            super().__init__()
            started.append(self)

    def never(*_: object) -> None:
        raise AssertionError("the process should have answered")

    monkeypatch.setattr(district, "Process", Noted)
    monkeypatch.setattr(relaxation, "relax_part", never)
    found = plan(draw_district(SMALL_DISTRICT, seed=1), Limits(whole=-1, gap=0.02))
    assert found.objective is not None
    assert [process.program.poll() is None for process in started] == [False]
    assert "HiGHS" not in capfd.readouterr().out
