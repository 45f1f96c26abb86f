"""The process is killed in the middle of writing: what was acknowledged is there, whole, and the rest is consistent."""

from __future__ import annotations

import json
import random
import signal

import pytest

from journal_app.domain.entry import EntryFilter
from tests.support.journals import AT, Stores, reopen
from tests.support.program import Program

COUNT = 200

WRITER = """
import sys
from pathlib import Path
from tests.end2end.test_killed import body_of
from tests.support.clock import FakeClock
from tests.support.journals import services_in
services = services_in(Path(sys.argv[1]), FakeClock())
for number in range(200):
    saved = services.entries.write(f"entry {number}", body_of(number), practices=["power"], tags=[f"tag {number % 7}"])
    print(number, saved.uid, flush=True)
"""

TYPIST = """
import sys
from pathlib import Path
from tests.end2end.test_killed import body_of
from tests.support.clock import FakeClock
from tests.support.journals import services_in
services = services_in(Path(sys.argv[1]), FakeClock())
saved = services.entries.write("", body_of(0))
print(0, saved.uid, flush=True)
for number in range(1, 200):
    saved = services.entries.save_text(saved.uid, "", body_of(number), saved.revision)
    print(number, saved.uid, flush=True)
"""


def body_of(number: int) -> str:
    """A body that tells on itself if a piece of it is missing. Some need many pages, some less than one."""
    chance = random.Random(number)
    words = [f"word{chance.randrange(10_000)}" for _ in range(chance.choice((5, 50, 500, 5_000)))]
    return f"Entry number{number} begins. {' '.join(words)} Entry number{number} ends. 🧭"


def killed_after(program: Program, code: str, acknowledged: int) -> dict[int, str]:
    """Run the code, kill it once it has acknowledged so many writes, and return all it acknowledged."""
    process = program.start(code, program.home / "data")
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if len(lines) == acknowledged:
            process.send_signal(signal.SIGKILL)
            break
    # Not by ``communicate``, which passes over the lines that were read together with the last one.
    rest = process.stdout.read()
    _, error = process.communicate(timeout=60)
    assert len(lines) == acknowledged, error
    # What it could still print before the signal reached it was acknowledged as well.
    whole = [line for line in [*lines, *rest.splitlines(keepends=True)] if line.endswith("\n")]
    return {int(number): uid for number, uid in (line.split() for line in whole)}


def check_consistent(stores: Stores) -> None:
    with stores.vault.writing() as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(5))
def test_every_acknowledged_entry_survives_a_kill(program: Program, seed: int) -> None:
    acknowledged = killed_after(program, WRITER, random.Random(seed).randrange(1, COUNT))
    stores = Stores.of(reopen(program.journal))
    assert not stores.vault.read_only
    for number, uid in acknowledged.items():
        entry = stores.entries.get(uid)
        assert (entry.title, entry.body) == (f"entry {number}", body_of(number))
        assert (entry.practices, entry.tags) == (("power",), (f"tag {number % 7}",))
    count = stores.lists.count(EntryFilter())
    assert len(acknowledged) <= count <= len(acknowledged) + 1
    for summary in stores.lists.page(EntryFilter(), 0, COUNT):
        number = int(summary.title.removeprefix("entry "))
        assert stores.entries.get(summary.uid).body == body_of(number)
        assert [each.uid for each in stores.lists.page(EntryFilter(words=f'"number{number} ends"'), 0, 9)] == [
            summary.uid
        ]
    check_consistent(stores)
    stores.vault.close()


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(3))
def test_an_entry_that_is_being_edited_survives_a_kill_at_its_last_saved_state(program: Program, seed: int) -> None:
    acknowledged = killed_after(program, TYPIST, random.Random(seed).randrange(2, COUNT))
    stores = Stores.of(reopen(program.journal))
    (uid,) = set(acknowledged.values())
    last = max(acknowledged)
    entry = stores.entries.get(uid)
    assert entry.body in (body_of(last), body_of(min(last + 1, COUNT - 1)))
    kept = next(number for number in (last, last + 1) if entry.body == body_of(number))
    assert entry.revision == kept + 1
    for number, found in ((kept, 1), (kept - 1, 0)):
        assert stores.lists.count(EntryFilter(words=f'"number{number} ends"')) == found
    check_consistent(stores)
    stores.vault.close()


@pytest.mark.faults
def test_after_several_kills_in_a_row_everything_is_still_there(program: Program) -> None:
    kept: set[str] = set()
    for acknowledged in (3, 40, 1, 17):
        kept |= set(killed_after(program, WRITER, acknowledged).values())
    stores = Stores.of(reopen(program.journal))
    assert kept <= {each.uid for each in stores.lists.page(EntryFilter(), 0, 1000)}
    check_consistent(stores)
    stores.vault.close()


IMPORTER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tests.support.clock import FakeClock
from tests.support.journals import services_in
services = services_in(Path(sys.argv[1]), FakeClock())
services.imports.import_file(Path(sys.argv[2]), progress=lambda done, of: print(done, of, flush=True))
"""


@pytest.mark.faults
def test_an_import_that_was_killed_is_completed_by_importing_again(program: Program) -> None:
    entries = [
        {"uuid": f"{n:032X}", "creationDate": "2026-01-01T12:00:00Z", "text": body_of(n), "tags": [f"t{n % 5}"]}
        for n in range(120)
    ]
    file = program.home / "journal.json"
    file.write_text(json.dumps({"metadata": {"version": "1.0"}, "entries": entries}), "utf-8")
    process = program.start(IMPORTER, program.home / "data", file)
    assert process.stdout is not None
    done = int(process.stdout.readline().split()[0])
    process.kill()
    process.communicate()
    stores = Stores.of(reopen(program.journal))
    assert done <= stores.lists.count(EntryFilter()) <= len(entries)
    check_consistent(stores)
    stores.vault.close()
    program.ok("import", file)
    stores = Stores.of(reopen(program.journal))
    bodies = {stores.entries.get(each.uid).body for each in stores.lists.page(EntryFilter(), 0, 1000)}
    assert bodies == {body_of(number) for number in range(120)}
    check_consistent(stores)
    assert stores.entries.empty_bin(AT) == 0
    stores.vault.close()
