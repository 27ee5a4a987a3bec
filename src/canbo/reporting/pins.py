"""The figures that somebody keeps on top of their own page."""

from __future__ import annotations

from datetime import datetime

from canbo.accounts import access as accounts
from canbo.accounts import operations
from canbo.accounts.actor import Actor
from canbo.engine.figures import MEASURES, measures_named


def pinned(actor: Actor) -> tuple[str, ...]:
    """Name the measures that somebody pinned; a pin of a measure that is no more shows nothing."""
    return tuple(name for name in accounts.pinned_figures(actor) if name in MEASURES)


def pin(*, name: str, actor: Actor, at: datetime) -> str:
    """Pin a measure and give its label.

    Raises UnknownFigure and what `accounts.operations.pin_figure` raises.
    """
    [measure] = measures_named([name])
    operations.pin_figure(name=name, actor=actor, at=at)
    return measure.label


def unpin(*, name: str, actor: Actor, at: datetime) -> str:
    """Take a measure off and give its label.

    Raises UnknownFigure and what `accounts.operations.unpin_figure` raises.
    """
    [measure] = measures_named([name])
    operations.unpin_figure(name=name, actor=actor, at=at)
    return measure.label
