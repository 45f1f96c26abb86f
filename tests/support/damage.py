"""Journals with something of everything, and ways to damage them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from journal_app.domain.check_in import Answers
from journal_app.domain.content import Wording
from journal_app.domain.entry import Entry, EntryFilter, NewEntry, PromptAnswered
from journal_app.domain.rhythm import Rhythm
from journal_app.storage import creation
from journal_app.storage.behaviour_store import BehaviourStore
from journal_app.storage.creation import create_vault
from journal_app.storage.driver import connect
from journal_app.storage.key_file import read_data_key
from journal_app.storage.migrations import MIGRATIONS, version_of
from journal_app.storage.rows import utc_text
from journal_app.storage.salvage.pages import PAGE, Pages
from journal_app.storage.salvage.records import rows_in
from journal_app.storage.salvage.rows import Found
from journal_app.storage.vault import Vault
from tests.support.journals import AT, CHEAP, Stores, moment

if TYPE_CHECKING:
    from sqlite3 import Connection

TABLES = (
    "entries", "entry_practices", "tags", "entry_tags", "versions", "check_ins", "ratings", "rating_evidence",
    "check_in_versions", "behaviours", "behaviour_wordings", "prompt_events",
)  # fmt: skip
LONG = 12_000


def make_full_journal(folder: Path, entries: int = 120, passphrase: str | None = None, *, binned: bool = True) -> Path:
    """A closed journal with entries short and long, some binned, some purged, versions, check-ins and prompt events."""
    vault = create_vault(folder, passphrase, AT, CHEAP)
    fill(vault, entries, binned=binned)
    vault.close()
    return folder


def fill(vault: Vault, entries: int, *, binned: bool = True) -> None:
    """Put something of everything into a journal."""
    stores = Stores.of(vault)
    for number in range(entries):
        uid = stores.entries.add(_entry(number), AT + timedelta(minutes=number))
        if binned and number % 7 == 3:
            stores.entries.bin(uid, AT + timedelta(days=1))
        if binned and number % 14 == 3:
            stores.entries.purge(uid)
    fill_check_ins(vault)
    with vault.writing() as db:
        db.conn.execute(
            "INSERT INTO versions (entry_id, kept_utc, reason, title, body) "
            "SELECT id, '2026-03-01T00:00:00.000000Z', 'sitting', title, 'An earlier text of ' || title "
            "FROM entries WHERE id % 10 = 1"
        )
        db.conn.execute(
            "INSERT INTO prompt_events (prompt_key, kind, on_date, at_utc) "
            "VALUES ('power-1', 'shown', '2026-03-02', '2026-03-02T09:00:00.000000Z')"
        )


def fill_check_ins(vault: Vault) -> None:
    """Put check-ins of every kind into a journal: with notes and evidence, changed, binned, a look back."""
    stores, behaviours = Stores.of(vault), BehaviourStore(vault)
    attached = tuple(each.uid for each in stores.lists.page(EntryFilter(), 0, 3))
    behaviours.add("own-1", "power", "I say what I do not know, 🧭 and ask", AT)
    behaviours.ask({"power.ask": "power"}, asked=False)
    worded = {"own-1": Wording(1, "I say what I do not know, 🧭 and ask"), "power.ask": Wording(2, "I ask")}
    for number in range(4):
        ratings = {"conflict.disagree": 1 + number, "power.ask": None, "own-1": 3}
        notes = {"power.ask": "Nobody was there. " * (1 + 10 * number), "own-1": "Twice"}
        answers = Answers(ratings, notes, {"own-1": attached[:number]})
        left_out = ([], ["power.we"], None, ["power.we", "conflict.late"])[number]
        day, at = date(2026, 1, 1 + number), AT + timedelta(minutes=number)
        uid = stores.check_ins.add(day, answers, worded, at, left_out=left_out)
        if number > 1:
            changed = Answers({**ratings, "own-1": 5}, notes, {"own-1": attached[:1]})
            stores.check_ins.edit(uid, date(2026, 1, 9), changed, worded, AT + timedelta(hours=number))
        if number == 3:
            stores.check_ins.set_deleted(uid, AT + timedelta(days=1))
    then = Answers({"conflict.disagree": 2, "own-1": 1})
    stores.check_ins.add(date(2026, 2, 1), then, worded, AT, rhythm=Rhythm.WEEKLY, as_of=date(2026, 1, 1))


def _entry(number: int) -> NewEntry:
    body = f"Reflection {number}: Grüße, 你好. " + f"Words of {number}, and more. " * (
        LONG // 25 if number % 9 == 0 else 8
    )
    return NewEntry(
        moment(f"2026-02-{1 + number % 28:02}T{number % 24:02}:30+01:00", "Europe/Berlin"),
        title=f"Day {number}",
        body=body,
        starred=number % 5 == 0,
        practices=("power", "conflict")[: number % 3],
        tags=("team", "board")[: number % 3],
        prompt=PromptAnswered("power-1", "Who spoke?") if number % 11 == 0 else None,
    )


def key_of(folder: Path, passphrase: str | None = None) -> bytes:
    """The data key."""
    return read_data_key(folder / "keys.json", passphrase)


def dump(folder: Path, key: bytes | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as SQLite reads them."""
    connection = connect(folder / "journal.db", key or key_of(folder), mode="ro")
    try:
        rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in (*TABLES, "settings")}
    finally:
        connection.close()
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def as_dump(found: Found) -> dict[str, list[tuple[object, ...]]]:
    """What was salvaged, in the same form."""
    rows: dict[str, list[tuple[object, ...]]] = {
        "entries": [tuple(row.values()) for row in found.entries.values()],
        "entry_practices": list(found.practices),
        "tags": list(found.tags.values()),
        "entry_tags": list(found.entry_tags.values()),
        "versions": [
            tuple(row[name] for name in ("id", "entry_id", "kept_utc", "reason", "title", "body"))
            for row in found.versions.values()
        ],
        "check_ins": list(found.check_ins.values()),
        "ratings": list(found.ratings.values()),
        "rating_evidence": list(found.evidence),
        "check_in_versions": list(found.check_in_versions.values()),
        "behaviours": list(found.behaviours.values()),
        "behaviour_wordings": list(found.wordings.values()),
        "prompt_events": list(found.prompt_events.values()),
        "settings": list(found.settings.items()),
    }
    return {name: sorted(each, key=repr) for name, each in rows.items()}


def texts(vault: Vault) -> dict[str, tuple[str, str]]:
    """Title and body of every entry by uid, read one by one as the window does."""
    stores = Stores.of(vault)
    uids = [
        summary.uid
        for deleted in (False, True)
        for summary in stores.lists.page(EntryFilter(deleted=deleted), 0, 100_000)
    ]
    found: list[Entry] = [stores.entries.get(uid) for uid in uids]
    return {entry.uid: (entry.title, entry.body) for entry in found}


def flip(path: Path, offset: int, mask: int = 0x01) -> None:
    """Flip bits of one byte."""
    content = bytearray(path.read_bytes())
    content[offset] ^= mask
    path.write_bytes(content)


def spoil(folder: Path, number: int) -> None:
    """Make one page of the database unreadable."""
    flip(folder / "journal.db", (number - 1) * PAGE + 1000)


def root_of(folder: Path, name: str) -> int:
    """The first page of a table or index."""
    connection = connect(folder / "journal.db", key_of(folder), mode="ro")
    try:
        return int(connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0])
    finally:
        connection.close()


def leaf_with(folder: Path, uid: str) -> int:
    """The page in which the row of an entry begins."""
    with Pages(folder / "journal.db", key_of(folder)) as pages:
        for number in pages.numbers():
            page = pages.read(number)
            for row in rows_in(page, number, pages.read) if page and page[0] == 0x0D else ():
                if row and len(row.values) > 20 and row.values[1] == uid:
                    return number
    raise AssertionError(uid)


def back_to_the_first_schema(connection: Connection) -> None:
    """Make an open journal what the first version would have left, but for its check-ins and ratings."""
    for table in ("rating_evidence", "check_in_versions", "behaviours", "behaviour_wordings", "versions"):
        connection.execute(f"DROP TABLE {table}")
    for column in ("as_of", "rhythm", "edited_utc", "deleted_utc", "left_out"):
        connection.execute(f"ALTER TABLE check_ins DROP COLUMN {column}")
    connection.execute("ALTER TABLE ratings DROP COLUMN note")
    connection.execute("ALTER TABLE entries DROP COLUMN text_utc")
    connection.execute("DELETE FROM settings WHERE name = 'changes'")
    connection.execute("PRAGMA user_version = 1")


def make_journal_of_schema_2(folder: Path) -> Path:
    """A closed journal as the version before check-ins with notes left it: two check-ins, and one half done."""
    with patch.object(creation, "MIGRATIONS", MIGRATIONS[:2]):
        folder.mkdir(0o700, parents=True)
        creation._make_files(folder, None, CHEAP)
    connection = connect(folder / "journal.db", key_of(folder))
    assert version_of(connection) == 2
    for number, uid in ((1, "a" * 32), (2, "b" * 32)):
        recorded = utc_text(AT + timedelta(days=number))
        head = (number, uid, f"2026-01-0{number}", recorded)
        connection.execute("INSERT INTO check_ins (id, uid, on_date, recorded_utc) VALUES (?, ?, ?, ?)", head)
        for key, value in (("say-we", number + 2), ("ask-before-i-answer", None)):
            connection.execute(
                "INSERT INTO ratings (check_in_id, behaviour, value) VALUES (?, ?, ?)", (number, key, value)
            )
    connection.execute(
        "INSERT INTO settings VALUES ('check_in_draft', '{\"say-we\": 2, \"ask-before-i-answer\": null}')"
    )
    connection.close()
    return folder
