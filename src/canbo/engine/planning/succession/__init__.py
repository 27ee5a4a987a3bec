"""The bench of the next term: who could fill which posts, nobody counted twice, and what is short.

Solving only; who is a candidate is told by `engine.forecast.bench`.
"""

from canbo.engine.planning.succession.bench import Bench, Chance, Seat
from canbo.engine.planning.succession.filling import Filling, fill, short_set
from canbo.engine.planning.succession.training import Closing, cheapest_training

__all__ = [
    "Bench",
    "Chance",
    "Closing",
    "Filling",
    "Seat",
    "cheapest_training",
    "fill",
    "short_set",
]
