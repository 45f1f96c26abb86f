"""The states in which the window is drawn, by name: those before a journal is open come first."""

from __future__ import annotations

from tools.pictures import check_ins, doors, journal, rating, trends
from tools.pictures.common import State

STATES: dict[str, State] = {**doors.STATES, **rating.STATES, **journal.STATES, **check_ins.STATES, **trends.STATES}
