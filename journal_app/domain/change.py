"""What a write changed, so that every page that shows such things can refresh."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto


class Kind(Enum):
    """The kinds of thing a write can change."""

    ENTRIES = auto()
    TAGS = auto()
    CHECK_INS = auto()
    BEHAVIOURS = auto()
    PROMPTS = auto()
    SETTINGS = auto()
    KEYS = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """Which kinds of thing a write changed, and the uids of the entries or check-ins concerned."""

    kinds: frozenset[Kind] = field(default_factory=frozenset)
    uids: tuple[str, ...] = ()

    @classmethod
    def of(cls, *kinds: Kind, uids: tuple[str, ...] = ()) -> Change:
        """A change of these kinds."""
        return cls(frozenset(kinds), uids)

    def __or__(self, other: Change) -> Change:
        return Change(self.kinds | other.kinds, self.uids + other.uids)

    def __bool__(self) -> bool:
        return bool(self.kinds)
