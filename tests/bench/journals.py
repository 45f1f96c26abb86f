"""Journals to measure with: several years of one invented writer, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from journal_app.content.library import ContentLibrary
from journal_app.domain.check_in import Answers
from journal_app.domain.content import Wording
from journal_app.domain.entry import NewEntry
from journal_app.domain.moment import Moment
from journal_app.paths import APP_NAME, resources_folder
from journal_app.storage.creation import create_vault
from journal_app.storage.opening import open_vault
from tests.support.journals import PRACTICES, Stores

# Three reflections a day make 10,000 entries a little more than nine years.
_HOURS_APART = 8
_CHECK_INS = 24
_DAYS_APART = 30
_CHUNK = 1000

WORDS = (  # noqa: SIM905  read as a text
    "meeting listened decision asked team silence honest question power budget ward partner conflict trust purpose "
    "agreed early slowly together difficult learned tried again people room voice plan change notice because when"
).split()
TAGS = ("team", "board", "budget", "partners", "morning", "delegation", "self", "one to one")


def journal_in(home: Path) -> Path:
    """Where the program looks for the journal if its data are under this folder."""
    return home / APP_NAME / "journal"


def make(home: Path, entries: int, passphrase: str | None = None) -> None:
    """Make a journal with this many entries, and two years of check-ins."""
    now = datetime.now(UTC)
    vault = create_vault(journal_in(home), passphrase, now)
    stores, random = Stores.of(vault), Random(entries)
    for start in range(0, entries, _CHUNK):
        numbers = range(start, min(start + _CHUNK, entries))
        stores.entries.add_missing(_entries(numbers, now, random), now)
    behaviours = ContentLibrary(resources_folder() / "content").behaviours()
    wordings = {behaviour.key: Wording(behaviour.wording, behaviour.text) for behaviour in behaviours}
    for number in range(_CHECK_INS):
        at = now - timedelta(days=1 + number * _DAYS_APART)
        stores.check_ins.add(at.date(), Answers({key: random.randint(1, 5) for key in wordings}), wordings, at)
    vault.close()


def forget_prompts(home: Path) -> None:
    """Make the next start the first one of its day: then a prompt has to be chosen."""
    vault = open_vault(journal_in(home), None, datetime.now(UTC))
    with vault.writing() as db:
        db.conn.execute("DELETE FROM prompt_events")
    vault.close()


def text(random: Random, size: int) -> str:
    """About this many characters, in paragraphs."""
    words = [random.choice(WORDS) for _ in range(size // 6)]
    return "\n\n".join(" ".join(words[start : start + 40]) for start in range(0, len(words), 40))


def _entries(numbers: range, now: datetime, random: Random) -> Iterator[NewEntry]:
    for number in numbers:
        at = now - timedelta(hours=1 + number * _HOURS_APART)
        yield NewEntry(
            written=Moment.of(at),
            title=" ".join(random.sample(WORDS, 4)).capitalize(),
            body=text(random, random.randint(300, 2400)),
            starred=number % 40 == 0,
            practices=tuple(random.sample(PRACTICES, random.randint(1, 2))),
            tags=tuple(random.sample(TAGS, random.randint(0, 3))),
            source="bench",
            source_uid=str(number),
        )
