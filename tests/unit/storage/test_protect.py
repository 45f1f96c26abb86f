"""Giving a journal a passphrase later: everything is under a new key, and nothing on the way loses a word."""

from __future__ import annotations

import base64
import itertools
import json
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal_app.domain import errors
from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.storage import key_file
from journal_app.storage import protect as protect_module
from journal_app.storage.backups import make_backup
from journal_app.storage.key_file import read_data_key
from journal_app.storage.merging import look_into, merge
from journal_app.storage.opening import open_vault
from journal_app.storage.protect import finish, opens, protect
from journal_app.storage.vault import Vault
from tests.support.journals import AT, CHEAP, PASSPHRASE, Stores, files_under, make_journal, moment, reopen
from tests.support.limits import bound_by_permissions, small_disk, without_write_permission
from tests.support.program import Program

NOON = moment("2026-03-01T12:00+00:00")
TITLES = {f"entry {number}" for number in range(20)}
COPY = "journal (conflicted copy).db"
USUAL_FILES = {"journal.db", "keys.json", "backups", "writer.lock", COPY}


def filled(folder: Path) -> Path:
    """A closed journal without a passphrase: TITLES, two backups, what is left of a third, and a conflict copy."""
    make_journal(folder)
    vault = reopen(folder)
    for title in sorted(TITLES):
        Stores.of(vault).entries.add(NewEntry(NOON, title, "a kingfisher " * 300, tags=("river",)), AT)
    key = read_data_key(folder / "keys.json", None)
    for reason in ("one", "two"):
        make_backup(vault.connection(), folder, key, AT, reason)
    vault.close()
    shutil.copyfile(folder / "journal.db", folder / COPY)
    (folder / COPY).chmod(0o600)
    shutil.copytree(folder / "backups" / "20260302T090000Z-two", folder / "backups" / ".20260302T100000Z-three.new")
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("filled") / "journal")


@pytest.fixture
def journal(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "journal"))


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases set through a vault cost little to try."""
    monkeypatch.setattr("journal_app.storage.vault.protect", lambda folder, secret: protect(folder, secret, CHEAP))


def titles(folder: Path, passphrase: str | None) -> set[str]:
    vault = reopen(folder, passphrase)
    try:
        return titles_in(vault)
    finally:
        vault.close()


def titles_in(vault: Vault) -> set[str]:
    stores = Stores.of(vault)
    with vault.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert stores.lists.count(EntryFilter(words="kingfisher")) == len(TITLES)
    return {each.title for each in stores.lists.page(EntryFilter(), 0, 100)}


def has_passphrase(folder: Path) -> bool:
    return bool(json.loads((folder / "keys.json").read_text("utf-8"))["secrets"][0]["kind"] == "passphrase")


def check_nothing_opens_with(folder: Path, old: bytes) -> None:
    """Whatever is there, by whatever name, the old key neither opens it nor stands in it."""
    files = files_under(folder)
    assert "journal.db" in files
    for name, content in files.items():
        assert not content or not opens(folder / name, old), name
        assert old not in content, name
        assert old.hex().encode() not in content.lower(), name
        assert base64.b64encode(old) not in content, name


def check_backups(folder: Path, passphrase: str | None, elsewhere: Path) -> None:
    """Each backup is a journal of its own that opens with its own key file."""
    backups = sorted((folder / "backups").iterdir())
    for backup in backups:
        restored = Path(shutil.copytree(backup, elsewhere / backup.name))
        vault = reopen(restored, passphrase)
        assert Stores.of(vault).lists.count(EntryFilter()) == len(TITLES)
        with vault.reading() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        vault.close()
    assert [backup.name for backup in backups if not backup.name.startswith(".")] == [
        "20260302T090000Z-one",
        "20260302T090000Z-two",
    ]


def check_copy(folder: Path, passphrase: str | None) -> None:
    """What the conflict copy holds can be merged, as it could before."""
    vault = reopen(folder, passphrase)
    try:
        assert look_into(vault, folder / COPY).twice == 0
        connection = vault.connect_to(folder / COPY, reading=True)
        assert {title for (title,) in connection.execute("SELECT title FROM entries")} == TITLES
        connection.close()
    finally:
        vault.close()


def check_whole(folder: Path, *, old: bytes, also: set[str] | None = None) -> None:
    """It opens as it did or with the new passphrase, nothing is half-done, and it can still be given a passphrase."""
    wanted = TITLES | (also or set())
    if not has_passphrase(folder):
        assert titles(folder, None) == wanted
        assert {path.name for path in folder.iterdir()} == USUAL_FILES
        check_backups(folder, None, folder.parent / "before")
        check_copy(folder, None)
        protect(folder, PASSPHRASE, CHEAP)
    assert titles(folder, PASSPHRASE) == wanted
    with pytest.raises(errors.PassphraseNeeded):
        reopen(folder)
    check_nothing_opens_with(folder, old)
    check_backups(folder, PASSPHRASE, folder.parent / "after")
    check_copy(folder, PASSPHRASE)
    assert {path.name for path in folder.iterdir()} == USUAL_FILES
    assert {path.name for backup in (folder / "backups").iterdir() for path in backup.iterdir()} == {
        "journal.db",
        "keys.json",
    }


def test_afterwards_only_the_passphrase_opens_it_and_the_old_key_opens_nothing(journal: Path) -> None:
    old = read_data_key(journal / "keys.json", None)
    protect(journal, PASSPHRASE, CHEAP)
    with pytest.raises(errors.WrongPassphrase):
        reopen(journal, "wrong")
    check_whole(journal, old=old)
    assert {path.stat().st_mode & 0o077 for path in journal.rglob("*")} == {0}


def test_a_key_file_put_by_as_damaged_does_not_keep_the_old_key_in_the_open(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurt = journal / "keys.json.damaged-20260302T090000Z"
    hurt.write_bytes((journal / "keys.json").read_bytes()[:-2])
    old = key_file.fingerprint(read_data_key(journal / "keys.json", None))
    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "_switch_rest", _cut)
        with pytest.raises(Cut):
            protect(journal, PASSPHRASE, CHEAP)
    assert hurt.exists()
    reopen(journal, PASSPHRASE).close()
    assert key_file.former_key_ids(journal / "keys.json") == (old,)
    assert not hurt.exists()


@pytest.mark.usefixtures("cheap")
def test_an_open_journal_goes_on_working_under_its_new_key(journal: Path) -> None:
    vault = reopen(journal)
    old = read_data_key(journal / "keys.json", None)
    protected = [vault.protected]
    vault.protect(PASSPHRASE)
    assert [*protected, vault.protected] == [False, True]
    Stores.of(vault).entries.add(NewEntry(NOON, "later", "no heron"), AT)
    check_nothing_opens_with(journal, old)
    vault.close()
    check_whole(journal, old=old, also={"later"})


def test_what_was_written_but_not_yet_folded_in_comes_along(journal: Path) -> None:
    old = read_data_key(journal / "keys.json", None)
    vault = reopen(journal)
    Stores.of(vault).entries.add(NewEntry(NOON, "last words", "no heron"), AT)
    crashed = Path(shutil.copytree(journal, journal.with_name("crashed")))
    vault.close()
    assert (crashed / "journal.db-wal").stat().st_size
    protect(crashed, PASSPHRASE, CHEAP)
    check_whole(crashed, old=old, also={"last words"})


def test_what_only_a_conflict_copy_holds_can_be_merged_afterwards(journal: Path) -> None:
    key = read_data_key(journal / "keys.json", None)
    elsewhere = Path(shutil.copytree(journal, journal.with_name("elsewhere")))
    vault = reopen(elsewhere)
    Stores.of(vault).entries.add(NewEntry(NOON, "only there", "no heron"), AT)
    vault.close()
    shutil.copyfile(elsewhere / "journal.db", journal / COPY)
    protect(journal, PASSPHRASE, CHEAP)
    assert not opens(journal / COPY, key)
    vault = reopen(journal, PASSPHRASE)
    assert merge(vault, journal / COPY, AT).added == 1
    assert titles_in(vault) == {*TITLES, "only there"}
    vault.close()


def test_a_conflict_copy_of_another_journal_is_left_alone(journal: Path, tmp_path: Path) -> None:
    foreign = (make_journal(tmp_path / "foreign") / "journal.db").read_bytes()
    for name, content in (("journal 2.db", foreign), ("journal 3.db", b""), ("journal 4.db", b"no database")):
        (journal / name).write_bytes(content)
    protect(journal, PASSPHRASE, CHEAP)
    assert (journal / "journal 2.db").read_bytes() == foreign
    assert (journal / "journal 3.db").read_bytes() == b""
    assert (journal / "journal 4.db").read_bytes() == b"no database"
    check_copy(journal, PASSPHRASE)


def test_a_backup_of_another_journal_is_left_alone(journal: Path, tmp_path: Path) -> None:
    foreign = make_journal(tmp_path / "foreign")
    key = read_data_key(foreign / "keys.json", None)
    beside = journal / "backups" / "20250101T000000Z-foreign"
    shutil.copytree(foreign, beside)
    before = files_under(beside)
    protect(journal, PASSPHRASE, CHEAP)
    assert files_under(beside) == before
    assert opens(beside / "journal.db", key)


@pytest.mark.usefixtures("cheap")
def test_an_empty_passphrase_changes_nothing_and_leaves_no_litter(journal: Path) -> None:
    vault = reopen(journal)
    before = set(files_under(journal))
    with pytest.raises(errors.EmptyPassphrase):
        vault.protect("")
    assert set(files_under(journal)) <= {*before, "journal.db-wal", "journal.db-shm"}
    assert not vault.protected
    Stores.of(vault).entries.add(NewEntry(NOON, "later", "no heron"), AT)
    vault.close()
    assert titles(journal, None) == {*TITLES, "later"}


def test_a_reader_cannot_set_a_passphrase(journal: Path) -> None:
    writer, reader = reopen(journal), reopen(journal)
    with pytest.raises(errors.InUseElsewhere):
        reader.protect(PASSPHRASE)
    reader.close()
    writer.close()
    assert titles(journal, None) == TITLES


READER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from journal_app.storage.opening import open_vault
vault = open_vault(Path(sys.argv[1]), None, datetime.now(UTC))
with vault.reading() as connection:
    print(connection.execute("SELECT count(*) FROM entries").fetchone()[0], flush=True)
sys.stdin.readline()
vault.close()
"""


@pytest.mark.usefixtures("cheap")
def test_while_somebody_else_reads_it_stays_as_it_is(program: Program, journal: Path) -> None:
    """A reader's log would be taken for that of the new file, and go when the reader does."""
    old = read_data_key(journal / "keys.json", None)
    writer = reopen(journal)
    reader = program.start(READER, journal)
    assert reader.stdout is not None
    assert reader.stdout.readline() == f"{len(TITLES)}\n"
    with pytest.raises(errors.InUseElsewhere):
        writer.protect(PASSPHRASE)
    Stores.of(writer).entries.add(NewEntry(NOON, "meanwhile", "no heron"), AT)
    reader.communicate("\n", timeout=20)
    assert titles_in(writer) == {*TITLES, "meanwhile"}
    writer.protect(PASSPHRASE)
    Stores.of(writer).entries.add(NewEntry(NOON, "after", "no heron"), AT)
    writer.close()
    check_whole(journal, old=old, also={"meanwhile", "after"})


@pytest.mark.usefixtures("cheap")
def test_who_wants_to_write_meanwhile_waits_and_writes_under_the_new_key(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window may want to draw a row of its list, or to save."""
    old = read_data_key(journal / "keys.json", None)
    vault = reopen(journal)
    meanwhile = threading.Thread(
        target=lambda: Stores.of(vault).entries.add(NewEntry(NOON, "meanwhile", "no heron"), AT)
    )
    real = protect_module._make_copy

    def copied(folder: Path, *arguments: Any, **named: Any) -> None:
        real(folder, *arguments, **named)
        if meanwhile.ident is None:
            meanwhile.start()

    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "_make_copy", copied)
        vault.protect(PASSPHRASE)
    meanwhile.join(timeout=20)
    assert titles_in(vault) == {*TITLES, "meanwhile"}
    vault.close()
    check_whole(journal, old=old, also={"meanwhile"})


class Cut(BaseException):
    """Whatever ends a program between two steps; nothing in the program catches it."""


def watched(monkeypatch: pytest.MonkeyPatch, before: Callable[[], None]) -> None:
    """Call ``before`` ahead of everything that changes a file."""
    for place, name in (
        (protect_module, "connect"),
        (protect_module, "touch_private"),
        (protect_module, "flush_folder"),
        (key_file, "_write"),
        (Path, "replace"),
    ):
        real = getattr(place, name)

        def wrapped(*arguments: Any, real: Callable[..., Any] = real, **named: Any) -> Any:
            before()
            return real(*arguments, **named)

        monkeypatch.setattr(place, name, wrapped)


def steps_of(journal: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many steps there are on a journal like this one."""
    count = 0

    def one_more() -> None:
        nonlocal count
        count += 1

    spare = Path(shutil.copytree(journal, journal.with_name("spare")))
    with monkeypatch.context() as patched:
        watched(patched, one_more)
        protect(spare, PASSPHRASE, CHEAP)
    shutil.rmtree(spare)
    return count


def stopped_at(step: int, how: Callable[[], BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise at one step, once."""
    count = 0

    def stop() -> None:
        nonlocal count
        count += 1
        if count == step:
            raise how()

    watched(monkeypatch, stop)


@pytest.mark.faults
def test_cut_short_at_any_step_it_opens_with_every_word(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = read_data_key(journal / "keys.json", None)
    steps = steps_of(journal, monkeypatch)
    assert steps > 30
    outcomes = set()
    for step in range(1, steps + 1):
        case = Path(shutil.copytree(journal, journal.parent / f"case-{step}" / "journal"))
        with monkeypatch.context() as patched:
            stopped_at(step, Cut, patched)
            with pytest.raises(Cut):
                protect(case, PASSPHRASE, CHEAP)
        outcomes.add(has_passphrase(case))
        check_whole(case, old=old)
        shutil.rmtree(case.parent)
    assert outcomes == {True, False}


@pytest.mark.faults
def test_cut_short_twice_it_opens_with_every_word(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First when keys.json names both keys, then at any step of completing it."""
    old = read_data_key(journal / "keys.json", None)
    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "_switch", _cut)
        with pytest.raises(Cut):
            protect(journal, PASSPHRASE, CHEAP)
    for step in range(1, 100):
        case = Path(shutil.copytree(journal, journal.parent / f"case-{step}" / "journal"))
        with monkeypatch.context() as patched:
            stopped_at(step, Cut, patched)
            try:
                reopen(case, PASSPHRASE).close()
            except Cut:
                done = False
            else:
                done = True
        check_whole(case, old=old)
        shutil.rmtree(case.parent)
        if done:
            break
    assert 10 < step < 99


@pytest.mark.parametrize("name", [COPY, "backups/20260302T090000Z-one/journal.db"])
def test_a_copy_that_was_only_half_made_is_never_taken_for_a_whole_one(
    journal: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Its first page, by which one tells what opens it, may be there before the last."""
    old = read_data_key(journal / "keys.json", None)
    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "_switch_rest", _cut)
        with pytest.raises(Cut):
            protect(journal, PASSPHRASE, CHEAP)
    (journal / f"{name}.rekeyed").unlink()
    real = protect_module._rekey

    def half_made(target: Any, new: bytes, folder: Path) -> None:
        real(target, new, folder)
        path = Path(target.execute("PRAGMA database_list").fetchone()[2])
        path.write_bytes(path.read_bytes()[:-4096] + bytes(4096))
        raise Cut

    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "_rekey", half_made)
        with pytest.raises(Cut):
            reopen(journal, PASSPHRASE)
    check_whole(journal, old=old)


def _cut(*_arguments: object, **_named: object) -> None:
    raise Cut


def test_an_error_at_any_step_is_told_or_made_good_and_nothing_is_lost(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The open journal goes on: it was not given a passphrase and says so, or it was."""
    old = read_data_key(journal / "keys.json", None)
    steps = steps_of(journal, monkeypatch)
    trouble = itertools.cycle((errors.DiskFull(), errors.DiskTrouble(folder="here")))
    outcomes = []
    for step in range(1, steps + 1):
        case = Path(shutil.copytree(journal, journal.parent / f"case-{step}" / "journal"))
        vault = reopen(case)
        monkeypatch.setattr("journal_app.storage.vault.protect", lambda folder, secret: protect(folder, secret, CHEAP))
        with monkeypatch.context() as patched:
            stopped_at(step, lambda: next(trouble), patched)
            try:
                vault.protect(PASSPHRASE)
            except errors.UserFacingError:
                outcomes.append(False)
            else:
                outcomes.append(True)
        assert vault.protected == outcomes[-1] == has_passphrase(case)
        Stores.of(vault).entries.add(NewEntry(NOON, "later", "no heron"), AT)
        assert titles_in(vault) == {*TITLES, "later"}
        vault.close()
        check_whole(case, old=old, also={"later"})
        shutil.rmtree(case.parent)
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {True, False}


KILLED = """
import os, signal, sys
from pathlib import Path
from journal_app.storage import key_file, protect
step, folder = int(sys.argv[1]), Path(sys.argv[2])
count = 0
def counted(real):
    def wrapped(*arguments, **named):
        global count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    return wrapped
for place, name in ((protect, "connect"), (protect, "flush_folder"), (key_file, "_write"), (Path, "replace")):
    setattr(place, name, counted(getattr(place, name)))
protect.protect(folder, "correct horse battery staple", key_file.Argon2Cost(19 * 1024, 1, 1))
"""


@pytest.mark.faults
@pytest.mark.parametrize("step", [3, 5, 12, 18, 20, 22, 25])
def test_a_process_that_is_killed_on_the_way_leaves_a_journal_that_opens(
    program: Program, template: Path, step: int
) -> None:
    shutil.copytree(template, program.journal)
    old = read_data_key(program.journal / "keys.json", None)
    killed = program.start(KILLED, str(step), program.journal)
    assert killed.communicate(timeout=60) == ("", "")
    assert killed.returncode == -signal.SIGKILL
    check_whole(program.journal, old=old)


@pytest.mark.parametrize("switched", [False, True])
def test_what_was_cut_short_can_be_read_where_it_cannot_be_finished(
    program: Program, template: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, switched: bool
) -> None:
    """keys.json names both keys, and the folder may only be read."""
    shutil.copytree(template, program.journal)
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "_switch_rest" if switched else "_switch", _cut)
        with pytest.raises(Cut):
            protect(program.journal, PASSPHRASE, CHEAP)
    with without_write_permission(program.journal):
        outcome = program.run("--passphrase-file", secret, "list", "--json", before=bound_by_permissions())
        assert {each["title"] for each in outcome.json} == TITLES, outcome.err
    assert {each["title"] for each in program.ok("--passphrase-file", secret, "list", "--json").json} == TITLES
    assert "superseded" not in json.loads((program.journal / "keys.json").read_text("utf-8"))


def test_finishing_does_nothing_where_nothing_was_begun(journal: Path) -> None:
    key = protect(journal, PASSPHRASE, CHEAP)
    before = files_under(journal)
    finish(journal, key)
    assert files_under(journal) == before


def test_finishing_takes_the_words_written_since_the_copy_was_made(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older copy beside the journal is never put in its place."""
    old = read_data_key(journal / "keys.json", None)
    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "_switch", _cut)
        with pytest.raises(Cut):
            protect(journal, PASSPHRASE, CHEAP)
    keys = (journal / "keys.json").read_bytes()
    key_file.write_key_file(journal / "keys.json", old, None)
    vault = open_vault(journal, None, AT)
    Stores.of(vault).entries.add(NewEntry(NOON, "since", "no heron"), AT)
    vault.close()
    (journal / "keys.json").write_bytes(keys)
    check_whole(journal, old=old, also={"since"})


def test_a_wrong_passphrase_completes_nothing(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = read_data_key(journal / "keys.json", None)
    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "_switch", _cut)
        with pytest.raises(Cut):
            protect(journal, PASSPHRASE, CHEAP)
    before = files_under(journal)
    for guess, error in ((None, errors.PassphraseNeeded), ("wrong", errors.WrongPassphrase)):
        with pytest.raises(error):
            reopen(journal, guess)
    assert files_under(journal) == before
    check_whole(journal, old=old)


@pytest.mark.faults
@pytest.mark.parametrize("room", [4, 80, 300, 600])
def test_on_a_full_disk_the_journal_stays_as_it_was(tmp_path: Path, template: Path, room: int) -> None:
    """``room`` in kilobytes: for no copy, for that of the journal, for some of the backups."""
    with small_disk(tmp_path / "disk", 8192) as disk:
        journal = Path(shutil.copytree(template, disk / "journal"))
        (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - room * 1024))
        before = files_under(journal)
        with pytest.raises(errors.DiskFull):
            protect(journal, PASSPHRASE, CHEAP)
        assert not has_passphrase(journal)
        (disk / "ballast").unlink()
        assert titles(journal, None) == TITLES
        after = files_under(journal)
        assert after.keys() == before.keys()
        # What was made to write ahead may have been told not to.
        assert {name for name in before if after[name] != before[name]} <= {"journal.db", COPY}
