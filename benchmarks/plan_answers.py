"""How long a town (300 people, 30 units, 40 classes) waits for answers about its proven plan.

Asks a few prices, who would come instead of served needs, and what would change it for needs that
wait, each within a limit; prints median and worst wall seconds, processor seconds and how many
stay unanswered. Each change told is solved again from the start and must give the value told.
Usage: python benchmarks/plan_answers.py [--seeds 1 2 3] [--asked 5] [--limit 30]
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.training_instances import Size, draw_problem
from canbo.engine.planning.training import plan
from canbo.engine.planning.training.again import Again
from canbo.engine.planning.training.asking import Answer, in_stead, priced, what_changes
from canbo.engine.planning.training.changes import Costs, apply_changes
from canbo.engine.planning.training.outcome import Price, TrainingPlan
from canbo.engine.planning.training.solver import Deadline, Limits

Questions = Iterable[Callable[[Deadline], bool]]  # whether it is answered in time


def ask(name: str, questions: Questions, limit: float) -> None:
    """Put the questions one after the other and print what they took."""
    walls, spent, unanswered = [], [], 0
    for question in questions:
        wall, cpu = time.perf_counter(), time.process_time()
        unanswered += not question(Deadline(limit))
        walls.append(time.perf_counter() - wall)
        spent.append(time.process_time() - cpu)
    if walls:
        print(
            f"  {name:8} asked {len(walls):3} unanswered {unanswered:3} wall median "
            f"{statistics.median(walls):6.2f} worst {max(walls):6.2f} cpu median "
            f"{statistics.median(spent):6.2f} worst {max(spent):6.2f}",
            flush=True,
        )


def is_right(again: Again, answer: Answer) -> bool:
    """Whether planning the changed problem from the start gives the value told."""
    after = plan(apply_changes(again.problem, answer.changes), Limits())
    return after.objective == again.value + answer.gain


def measure(made: TrainingPlan, again: Again, chosen: argparse.Namespace) -> bool:
    """Ask about one plan; whether the first change told is right (or none is told)."""
    rng = random.Random(0)
    waiting = [row.need for row in made.reasons if not row.served and row.code != "no_option"]
    served = [row.need for row in made.assignment]
    told: list[Answer] = []

    def price(one: Price) -> Callable[[Deadline], bool]:
        return lambda deadline: priced(again, (one,), deadline)[0].gain is not None

    def stead(need: str) -> Callable[[Deadline], bool]:
        return lambda deadline: in_stead(again, need, deadline) is not None

    def change(need: str) -> Callable[[Deadline], bool]:
        def question(deadline: Deadline) -> bool:
            answer = what_changes(again, need, Costs(), deadline)
            told.extend([answer] if answer.change else [])
            return answer.why != "no_time"

        return question

    def some(rows: list[str]) -> list[str]:
        return rng.sample(rows, min(chosen.asked, len(rows)))

    ask("price", map(price, made.prices[: chosen.asked]), chosen.limit)
    ask("instead", map(stead, some(served)), chosen.limit)
    ask("change", map(change, some(waiting)), chosen.limit)
    return not told or is_right(again, told[0])


def main() -> int:
    """Print the figures; exit 1 when an answer is not what planning anew gives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--asked", type=int, default=5)
    parser.add_argument("--limit", type=float, default=30.0)
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    wrong = False
    for seed in chosen.seeds:
        problem = draw_problem(Size(), seed=seed)
        made = plan(problem, Limits())
        print(f"seed {seed}: {made.status.value} {made.objective}")
        is_told_right = measure(made, Again(problem, made), chosen)
        wrong |= not is_told_right
        print(f"  first change told, planned anew: {'right' if is_told_right else 'WRONG'}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
