"""Another copy of the same journal, and what came of merging it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Left:
    """What differs in a copy and stays as it is here: ``begun`` check-ins for which another is half done here,
    ``choices`` of what check-ins ask about, own ``behaviours`` that were removed there, and the ``rhythm``."""

    begun: int = 0
    choices: int = 0
    behaviours: int = 0
    rhythm: bool = False


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a copy holds that this journal does not, or after merging it, did not.

    ``added`` entries were only in the copy; ``joined`` ones were in both, and not alike; of these ``twice`` had
    different words, and both are kept. ``check_ins`` were only in the copy, ``check_ins_joined`` in both and not alike;
    ``behaviours`` were added or changed there, ``begun`` check-ins half done there. ``left`` is what differs and is not
    merged; ``kept_in`` is the backup that the copy has become.
    """

    added: int
    joined: int
    twice: int
    check_ins: int
    kept_in: Path | None = None
    check_ins_joined: int = 0
    behaviours: int = 0
    begun: int = 0
    left: Left = Left()

    @property
    def is_nothing_new(self) -> bool:
        """Whether merging the copy would change nothing."""
        check_ins = self.check_ins or self.check_ins_joined or self.begun
        return not (self.added or self.joined or check_ins or self.behaviours)
