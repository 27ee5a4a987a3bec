"""The town for the files that wait to be taken in."""

from tests.town.fixtures import home, town

__all__ = ["home", "town"]
