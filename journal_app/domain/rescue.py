"""What became of a damaged journal: how much was read, and what was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path


class Fate(Enum):
    """What became of a reflection that could not be read whole."""

    LOST = "lost"
    CUT = "cut"
    EARLIER = "earlier"
    FROM_COPY = "from-copy"


@dataclass(frozen=True, slots=True)
class Hurt:
    """A reflection that could not be read whole: its day and uid as far as they are known, never its words."""

    fate: Fate
    day: date | None
    uid: str | None


@dataclass(frozen=True, slots=True)
class Readable:
    """What can be read of a damaged journal. ``hurt`` reflections cannot be read whole."""

    entries: int
    check_ins: int
    hurt: int


@dataclass(frozen=True, slots=True)
class RescueReport:
    """What was rescued. ``damaged_pages`` of ``pages`` of the file could not be read.

    ``proven`` says that everything rescued was shown to be as it was written; ``kept_in`` is the folder in which the
    damaged files lie unchanged.
    """

    entries: int
    versions: int
    check_ins: int
    hurt: tuple[Hurt, ...]
    lost_check_ins: int
    pages: int
    damaged_pages: int
    proven: bool
    kept_in: Path

    @property
    def lost(self) -> int:
        """How many reflections are gone."""
        return sum(hurt.fate is Fate.LOST for hurt in self.hurt)


@dataclass(frozen=True, slots=True)
class SoundCopy:
    """A copy among the backups that was opened, checked and counted."""

    folder: Path
    at: datetime
    reason: str
    entries: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can be done about a journal that does not open.

    ``keys_in`` is the folder of the backup whose key file opens it, and ``keys_at`` when that was made;
    ``asks_passphrase`` says that there is a key file which the given passphrase, or none, did not open.
    """

    readable: Readable | None = None
    copy: SoundCopy | None = None
    keys_in: Path | None = None
    keys_at: datetime | None = None
    asks_passphrase: bool = False

    @property
    def is_hopeless(self) -> bool:
        """Whether there is nothing here that would help."""
        return not (self.readable or self.copy or self.keys_in)


_FATES = {
    Fate.LOST: "could not be read",
    Fate.CUT: "its end could not be read",
    Fate.EARLIER: "is here as it stood before it was last changed",
    Fate.FROM_COPY: "was taken from the newest backup",
}


def report_text(report: RescueReport) -> str:
    """The report as plain text for a file: days and uids, none of the journal's words."""
    lines = [
        "Throughline: what was rescued from a damaged journal",
        "",
        f"Reflections rescued: {report.entries}",
        f"Earlier versions rescued: {report.versions}",
        f"Check-ins rescued: {report.check_ins}",
        f"Check-ins lost: {report.lost_check_ins}",
        f"Reflections lost: {report.lost}",
        f"Pages of the file that could not be read: {report.damaged_pages} of {report.pages}",
        f"The damaged files are kept in: {report.kept_in}",
    ]
    if not report.proven:
        lines += ["", "The file had lost what proves its pages: look through what was rescued with care."]
    if report.damaged_pages:
        lines += ["", "Practices, tags and ratings that stood in those pages may be missing as well."]
    if report.hurt:
        lines += ["", "Reflections that could not be read whole:"]
        lines += [f"  {hurt_in_words(hurt)}  {hurt.uid or ''}".rstrip() for hurt in report.hurt]
    return "\n".join(lines) + "\n"


def hurt_in_words(hurt: Hurt) -> str:
    """One line about a reflection that could not be read whole."""
    day = f"{hurt.day.day} {hurt.day:%B %Y}" if hurt.day else "Day unknown"
    return f"{day}: {_FATES[hurt.fate]}"
