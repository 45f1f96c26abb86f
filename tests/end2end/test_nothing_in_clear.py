"""A sentence written in the journal stands nowhere on the disk in clear."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from journal_app.domain.entry import EntryFilter
from journal_app.storage.creation import create_vault
from journal_app.storage.migrations import MIGRATIONS
from journal_app.storage.opening import open_vault
from tests.support.clock import FakeClock
from tests.support.journals import AT, CHEAP, PASSPHRASE, app_in, reopen, services_in
from tests.support.program import Program

SENTINEL = "The kingfisher's Überbrückung flew past Ward Ænima"
TITLE = "Sentinel-title-of-the-quagga"
TAG = "sentinel-tag-okapi"
WORDS = (SENTINEL, TITLE, TAG, "kingfisher", "Überbrückung", "nima", "quagga", "okapi")


def in_clear(folder: Path, *words: str) -> list[tuple[str, str]]:
    """The files below a folder that hold one of the words in any usual encoding, in any case."""
    found = []
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        for word in words:
            for form in {word, word.lower(), word.upper(), unicodedata.normalize("NFD", word)}:
                for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
                    if form.encode(encoding) in content:
                        found.append((path.name, f"{form} in {encoding}"))
                if json.dumps(form).strip('"').encode() in content:
                    found.append((path.name, f"{form} in JSON"))
    return found


def test_the_search_for_words_in_clear_would_find_them(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\0\1" + "Überbrückung".encode("utf-16-le") + b"\2")
    assert in_clear(tmp_path, *WORDS)
    (tmp_path / "a").write_bytes(json.dumps({"x": "überbrückung"}).encode())
    assert in_clear(tmp_path, *WORDS)
    (tmp_path / "a").write_bytes(b"KINGFISHER")
    assert in_clear(tmp_path, *WORDS)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["no passphrase", "passphrase"])
def test_what_is_written_is_in_clear_neither_while_the_journal_is_open_nor_after(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, passphrase: str | None
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "tmp"))
    app = app_in(tmp_path / "home", clock)
    create_vault(app.paths.journal, passphrase, AT, CHEAP).close()
    services = app.open(app.paths.journal, passphrase)
    saved = services.entries.write(TITLE, SENTINEL, tags=[TAG], practices=["power"])
    assert (app.paths.journal / "journal.db-wal").stat().st_size > 0
    assert in_clear(tmp_path, *WORDS) == []
    services.entries.save_text(saved.uid, TITLE, f"{SENTINEL} " * 20_000, saved.revision)
    assert services.entries.search("kingfisher")
    services.entries.delete(saved.uid)
    services.entries.restore(saved.uid)
    for number in range(30):
        services.entries.write("", f"{SENTINEL} {number}")
    services.entries.page(EntryFilter(words="kingfisher"))
    assert in_clear(tmp_path, *WORDS) == []
    services.journal.close()
    assert in_clear(tmp_path, *WORDS) == []


def test_no_backup_of_a_migration_is_in_clear(tmp_path: Path, clock: FakeClock) -> None:
    services = services_in(tmp_path, clock)
    services.entries.write(TITLE, SENTINEL, tags=[TAG])
    folder = services.journal.folder
    services.journal.close()
    seen: list[list[tuple[str, str]]] = []
    migrations = (*MIGRATIONS, lambda _db: seen.append(in_clear(tmp_path, *WORDS)))
    open_vault(folder, None, AT, migrations).close()
    assert seen == [[]]
    assert len(list((folder / "backups").iterdir())) == 1
    assert in_clear(tmp_path, *WORDS) == []


def test_giving_it_a_passphrase_leaves_nothing_in_clear(tmp_path: Path, clock: FakeClock) -> None:
    services = services_in(tmp_path, clock)
    services.entries.write(TITLE, SENTINEL, tags=[TAG])
    services.journal.set_passphrase(PASSPHRASE)
    assert services.entries.count(EntryFilter(words="kingfisher")) == 1
    assert in_clear(tmp_path, *WORDS, PASSPHRASE) == []
    services.journal.close()
    assert in_clear(tmp_path, *WORDS, PASSPHRASE) == []


def test_nothing_the_commands_do_is_in_clear(program: Program, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    secret, check_in, other = (outside / name for name in ("secret", "check-in.json", "other.json"))
    secret.write_text(PASSPHRASE, "utf-8")
    check_in.write_text(json.dumps({"on": "2026-02-01", "ratings": {"say-we": 4}}), "utf-8")
    entry = {"uuid": "A" * 32, "creationDate": "2026-01-01T12:00:00Z", "text": f"{SENTINEL} again", "tags": [TAG]}
    other.write_text(json.dumps({"metadata": {"version": "1.0"}, "entries": [entry]}), "utf-8")

    def run(*arguments: str | Path, stdin: str = "") -> str:
        return program.ok("--passphrase-file", secret, *arguments, stdin=stdin).out

    run("new")
    uid = run("write", "--title", TITLE, "--tag", TAG, stdin=SENTINEL).strip()
    run("import", other)
    run("check-in", "--from", check_in)
    assert SENTINEL in run("show", uid)
    assert TITLE in run("search", "kingfisher")
    for command in ("list", "prompt", "info", "trends"):
        run(command)
    run("trends", "--png", outside / "trends.png")
    # What did not work must not leave it lying about either.
    program.run("--passphrase-file", secret, "write", "--tag", "a,b", "--title", TITLE, SENTINEL)
    program.run("write", "--title", TITLE, SENTINEL)
    assert in_clear(program.home, *WORDS, PASSPHRASE, "say-we") == []


@pytest.mark.faults
def test_a_killed_process_leaves_nothing_in_clear(program: Program) -> None:
    code = """
import os, signal, sys
from pathlib import Path
from tests.end2end.test_nothing_in_clear import SENTINEL, TAG, TITLE
from tests.support.clock import FakeClock
from tests.support.journals import services_in
services = services_in(Path(sys.argv[1]), FakeClock())
for _ in range(20):
    services.entries.write(TITLE, SENTINEL * 100, tags=[TAG])
os.kill(os.getpid(), signal.SIGKILL)
"""
    process = program.start(code, program.home / "data")
    process.communicate()
    assert (program.journal / "journal.db-wal").stat().st_size > 0
    assert in_clear(program.home, *WORDS) == []
    vault = reopen(program.journal)
    vault.close()


def test_an_entry_that_is_gone_for_good_is_gone_from_the_index_too(tmp_path: Path, clock: FakeClock) -> None:
    """Not only unreadable to others: even with the key nothing finds it."""
    services = services_in(tmp_path, clock)
    uid = services.entries.write(TITLE, SENTINEL, tags=[TAG]).uid
    services.entries.delete(uid)
    services.entries.delete_for_good(uid)
    assert services.entries.count(EntryFilter(words="kingfisher", deleted=True)) == 0
    assert services.entries.tags() == ()
    with services._vault.reading() as connection:
        terms = "CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'entries_fts', 'row')"
        connection.execute(terms)
        assert connection.execute("SELECT term FROM temp.terms").fetchall() == []
    assert services.entries.days(date(2026, 1, 1), date(2026, 12, 31)) == {}
    services.journal.close()
