"""The pages of the forecast: what they count, who sees whom, what is said of planned people."""

from __future__ import annotations

import io
import json
import re
from urllib.parse import urlencode

import openpyxl
import pytest

from canbo import cli
from canbo.records import operations
from tests.figures.stored import Attendance
from tests.town.fixtures import planned_town

__all__ = ["planned_town"]
