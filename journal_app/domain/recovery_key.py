"""The recovery key: twenty random bytes, written as eight groups of four letters and digits.

The letters are those of base32 (RFC 4648), which has no 0, 1 or 8: what is read as one of these was an O, an I or a B.
Pure: whoever makes one brings the random bytes.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journal_app.domain.errors import BadRecoveryKey

if TYPE_CHECKING:
    from random import Random

BYTES = 20
GROUPS = 8
GROUP_LENGTH = 4

_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_MISREAD = str.maketrans("018", "OIB")
_DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A recovery key. It prints nothing of itself by accident; ``text`` is for the person alone."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != BYTES:
            raise ValueError("a recovery key has twenty bytes")

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups, in order."""
        letters = base64.b32encode(self.raw).decode()
        return tuple(letters[at : at + GROUP_LENGTH] for at in range(0, len(letters), GROUP_LENGTH))

    @property
    def text(self) -> str:
        """As it is shown: ``ABCD-EFGH-…``."""
        return "-".join(self.groups)


def read_recovery_key(text: str) -> RecoveryKey:
    """The key a person typed, in any case and with spaces or dashes anywhere. Raises BadRecoveryKey."""
    letters = tidied(text)
    if len(letters) != GROUPS * GROUP_LENGTH or not _ALPHABET.issuperset(letters):
        raise BadRecoveryKey(length=GROUPS * GROUP_LENGTH, found=len(letters))
    return RecoveryKey(base64.b32decode(letters))


def tidied(text: str) -> str:
    """What was typed in the key's own letters, without what stands between them."""
    return "".join(ch for ch in text if not ch.isspace() and ch not in _DASHES).upper().translate(_MISREAD)


def groups_to_type_back(random: Random) -> tuple[int, int]:
    """Which two groups, counted from 1 and in order, a person types back to show that the key was kept."""
    first, second = sorted(random.sample(range(1, GROUPS + 1), 2))
    return first, second


def typed_back(key: RecoveryKey, group: int, typed: str) -> bool:
    """Whether this is the key's group of that number, counted from 1."""
    return tidied(typed) == key.groups[group - 1]
