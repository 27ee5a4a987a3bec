"""How merging says no."""

from __future__ import annotations

from canbo.engine.refusal import Refusal


class MergeRefused(Refusal):
    """Two records cannot be made one, or taken apart, or told apart, now."""
