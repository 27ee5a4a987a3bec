"""The town for the yearly cycle."""

from tests.town.fixtures import home, town

__all__ = ["home", "town"]
