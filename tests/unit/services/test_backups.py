"""Backups of an open journal: made whole or not at all, proven, and kept in order."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from journal_app.bootstrap import Services
from journal_app.domain import backup_errors, errors
from journal_app.domain.work import Cancelled
from journal_app.services.backup_service import BackupService
from journal_app.storage import backup_making
from journal_app.storage.backup_opening import look_into
from journal_app.storage.backup_proof import prove, sight
from journal_app.storage.driver import is_plain
from journal_app.storage.key_file import has_passphrase, read_data_key
from journal_app.storage.writer_lock import WriterLock
from tests.support.clock import FakeClock
from tests.support.journals import PASSPHRASE, app_in, files_under, make_journal
from tests.support.limits import bound_by_permissions, small_disk, without_write_permission
from tests.support.program import Program


def write(services: Services, *titles: str) -> None:
    for title in titles:
        services.entries.write(title, f"{title} and a kingfisher")


def names(service: BackupService) -> list[str]:
    return [each.name for each in service.backups()]


# Making


def test_a_backup_has_what_is_in_the_journal_and_the_key_file_that_opens_it(services: Services) -> None:
    write(services, "One", "Two")
    services.entries.delete(services.entries.write("Three", "away").uid)
    made = services.backups.back_up()
    assert made.backup.name == "20260302T090000Z"
    assert (made.contents.entries, made.contents.in_bin, made.contents.last_day) == (2, 1, "2026-03-02")
    assert {path.name: path.stat().st_mode & 0o777 for path in made.backup.folder.iterdir()} == {
        "journal.db": 0o600,
        "keys.json": 0o600,
    }
    assert made.backup.folder.stat().st_mode & 0o777 == 0o700
    assert not is_plain(made.backup.folder / "journal.db")
    opened = services.backups.open_backup(made.backup.folder)
    assert services.backups.inspect(opened).entries == 2
    assert {path.name for path in made.backup.folder.iterdir()} == {"journal.db", "keys.json"}


def test_a_backup_is_due_only_when_something_changed_and_an_hour_has_passed(
    services: Services, clock: FakeClock
) -> None:
    backups = services.backups
    assert not backups.has_news()
    write(services, "One")
    assert backups.is_due()
    backups.back_up()
    assert not backups.has_news()
    clock.advance(hours=2)
    assert not backups.is_due()
    write(services, "Two")
    assert backups.is_due()
    backups.back_up()
    write(services, "Three")
    clock.advance(minutes=59)
    assert backups.has_news()
    assert not backups.is_due()
    clock.advance(minutes=1)
    assert backups.is_due()


def test_a_clock_set_back_a_year_stops_no_backup_and_costs_none(services: Services, clock: FakeClock) -> None:
    for day in range(10):
        write(services, f"Day {day}")
        services.backups.back_up()
        clock.advance(days=1)
    before = names(services.backups)
    clock.advance(days=-365)
    write(services, "Back in time")
    assert services.backups.is_due()
    made = services.backups.back_up()
    assert set(names(services.backups)) == {*before, made.backup.name}
    assert services.backups.inspect(services.backups.open_backup(made.backup.folder)).entries == 11
    clock.advance(minutes=30)
    assert not services.backups.is_due()


def test_rotation_keeps_one_of_each_day_and_leaves_alone_what_it_does_not_know(
    services: Services, clock: FakeClock
) -> None:
    folder = services.backups.folder
    (folder / "my own copy").mkdir()
    (folder / "20200101T000000Z").mkdir()
    for _ in range(30):
        write(services, "More")
        services.backups.back_up()
        clock.advance(hours=8)
    # Ten days: seven of them, the newest two of the last, and the ends of weeks and months.
    kept = names(services.backups)
    assert {"my own copy", "20200101T000000Z"} <= set(kept)
    assert len(kept) - 2 < 14
    assert len({name[:8] for name in kept[:8]}) >= 7
    assert not list(folder.glob(".*.old"))
    broken = {each.name for each in services.backups.backups() if not each.complete}
    assert broken == {"my own copy", "20200101T000000Z"}


def test_a_backup_while_another_thread_writes_holds_one_moment_of_the_journal(services: Services) -> None:
    write(services, *(f"Before {number}" for number in range(20)))
    stop, wrote = threading.Event(), threading.Event()

    def keep_writing() -> None:
        while not stop.is_set():
            write(services, "Meanwhile")
            wrote.set()

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for _ in range(3):
            wrote.clear()
            made = services.backups.back_up()
            # The writer was not kept waiting: it has written while this backup was made, or does so now.
            assert wrote.wait(10)
            assert services.backups.inspect(services.backups.open_backup(made.backup.folder)) == (
                # All that differs is the size, which only a look at the file tells.
                type(made.contents)(
                    **{name: getattr(made.contents, name) for name in made.contents.__slots__ if name != "size"},
                    size=(made.backup.folder / "journal.db").stat().st_size,
                )
            )
    finally:
        stop.set()
        writer.join()
    assert services.backups.has_news()


def test_a_backup_that_is_told_to_stop_leaves_nothing_behind(services: Services) -> None:
    write(services, "One")
    before = files_under(services.backups.folder)
    for at_look in (1, 2):
        looks = iter([False] * (at_look - 1))
        with pytest.raises(Cancelled):
            services.backups.back_up(partial(next, looks, True))
        after = files_under(services.backups.folder)
        after.pop(".lock")
        assert after == before
        assert services.backups.has_news()


def test_what_was_cut_short_is_cleared_away_by_the_next_backup(services: Services) -> None:
    write(services, "One")
    for left in (".20260301T090000Z.new", ".20250301T090000Z.old"):
        (services.backups.folder / left).mkdir()
        (services.backups.folder / left / "journal.db").write_bytes(b"half")
    services.backups.back_up()
    assert [path.name for path in services.backups.folder.glob(".*") if path.is_dir()] == []


def test_two_backups_in_one_second_get_two_names(services: Services) -> None:
    assert services.backups.back_up().backup.name == "20260302T090000Z"
    assert services.backups.back_up().backup.name == "20260302T090000Z-2"
    assert {each.reason for each in services.backups.backups()} == {""}


def test_while_another_process_makes_a_backup_this_one_waits_its_turn(services: Services) -> None:
    write(services, "One")
    other = WriterLock(services.backups.folder, ".lock")
    assert other.acquire()
    with pytest.raises(backup_errors.BackupUnderWay):
        services.backups.back_up()
    other.release()
    services.backups.back_up()


def test_a_copy_that_differs_from_the_journal_is_no_backup(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    write(services, "One")

    def spoilt(copy: Path, *rest: object) -> None:
        content = bytearray(copy.read_bytes())
        content[len(content) // 2] ^= 1
        copy.write_bytes(content)
        prove(copy, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("journal_app.storage.backup_making.prove", spoilt)
    with pytest.raises(backup_errors.BackupDamaged):
        services.backups.back_up()
    assert names(services.backups) == []
    assert services.backups.has_news()


def test_a_copy_that_lacks_an_entry_is_no_backup(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    write(services, "One", "Two")

    def one_more(connection: object) -> object:
        monkeypatch.setattr("journal_app.storage.backup_making.sight", sight)
        found = sight(connection)  # type: ignore[arg-type]
        write(services, "Three")
        return type(found)(found.contents, found.changes + 1, found.one)

    monkeypatch.setattr("journal_app.storage.backup_making.sight", one_more)
    with pytest.raises(backup_errors.BackupDamaged) as raised:
        services.backups.back_up()
    assert "kingfisher" not in repr(raised.value)


def test_a_damaged_journal_is_not_backed_up_and_pushes_out_no_good_backup(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    write(services, "One")
    good = services.backups.back_up().backup.name
    folder = services.journal.folder
    services.entries.write("Long", "a long text in pages of its own " * 2000)
    services.journal.close()
    content = bytearray((folder / "journal.db").read_bytes())
    content[-2 * 4096 + 100] ^= 1
    (folder / "journal.db").write_bytes(content)
    opened = app_in(folder.parent, clock).open(folder, None)
    with pytest.raises(errors.JournalDamaged):
        opened.backups.back_up()
    assert names(opened.backups) == [good]
    wrong = [each.check for each in opened.backups.verify() if each.right is False]
    assert wrong[0] == "database"
    opened.journal.close()


def test_a_journal_gets_no_other_key_while_it_is_copied(services: Services) -> None:
    write(services, "One")
    seen: list[bool] = []

    def protect() -> None:
        services.journal.set_passphrase(PASSPHRASE)

    thread = threading.Thread(target=protect)

    def look(_share: float) -> None:
        if not thread.is_alive() and not seen:
            thread.start()
            thread.join(0.3)
            seen.append(services.journal.protected)

    made = services.backups.back_up(progress=look)
    thread.join()
    assert seen == [False]
    assert services.journal.protected
    # With the journal its backup was encrypted anew.
    assert services.backups.inspect(services.backups.open_backup(made.backup.folder)).entries == 1


@pytest.mark.parametrize("step", ["prove", "finish"])
def test_a_passphrase_changed_while_a_backup_is_made_is_that_of_the_backup(
    services: Services, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    services.journal.set_passphrase(PASSPHRASE)
    write(services, "One")
    real = getattr(backup_making, step)

    def changed(*arguments: object) -> object:
        services.keys.change_passphrase(PASSPHRASE, "another river entirely")
        return real(*arguments)

    monkeypatch.setattr(backup_making, step, changed)
    made = services.backups.back_up().backup.folder
    monkeypatch.undo()
    assert read_data_key(made / "keys.json", "another river entirely")
    with pytest.raises(errors.WrongPassphrase):
        read_data_key(made / "keys.json", PASSPHRASE)


def test_a_backup_of_a_journal_that_is_replaced_meanwhile_keeps_its_own_key_file(
    services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(services, "One")
    keys = services.journal.folder / "keys.json"
    before = keys.read_bytes()
    real = backup_making.finish

    def replaced(*arguments: object) -> object:
        shutil.copyfile(make_journal(tmp_path / "another") / "keys.json", keys)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(backup_making, "finish", replaced)
    made = services.backups.back_up().backup.folder
    assert (made / "keys.json").read_bytes() == before


def test_a_broken_state_file_is_as_good_as_none(services: Services) -> None:
    write(services, "One")
    services.backups.back_up()
    state = services.backups.folder / "state.json"
    assert "kingfisher" not in state.read_text("utf-8")
    assert state.stat().st_mode & 0o777 == 0o600
    for broken in (b"", b"[]", b'{"at": 5}', b"\xff", json.dumps({"at": "2026-01-01", "second": {}}).encode()):
        state.write_bytes(broken)
        assert services.backups.is_due()
        assert services.backups.state().at is None
    services.backups.back_up()
    assert not services.backups.has_news()


def test_the_sample_journal_makes_no_backups_by_itself(tmp_path: Path, clock: FakeClock) -> None:
    sample = app_in(tmp_path / "home", clock).open_sample()
    assert not sample.backups.automatic
    sample.journal.close()


def test_a_reader_beside_a_writer_backs_up_only_when_asked_to(tmp_path: Path, clock: FakeClock) -> None:
    app = app_in(tmp_path / "home", clock)
    writer = app.create(app.paths.journal, None)
    write(writer, "One")
    reader = app.open(app.paths.journal, None)
    assert not reader.backups.automatic
    assert reader.backups.back_up().contents.entries == 1
    assert not writer.backups.has_news()
    reader.journal.close()
    writer.journal.close()


# The second folder


@pytest.fixture
def stick(tmp_path: Path, services: Services) -> Path:
    """A memory stick that was chosen as second folder."""
    stick = tmp_path / "stick"
    stick.mkdir()
    services.backups.choose_second_folder(stick)
    return stick


def on(stick: Path) -> list[str]:
    return sorted(path.parent.name for path in stick.rglob("journal.db") if not path.parent.name.startswith("."))


def test_a_backup_also_goes_to_the_second_folder_and_opens_there(services: Services, stick: Path) -> None:
    write(services, "One")
    made = services.backups.back_up()
    assert on(stick) == [made.backup.name]
    (copy,) = [path.parent for path in stick.rglob("journal.db")]
    assert copy.parent.parent.name == "Throughline backups"
    assert services.backups.inspect(services.backups.open_backup(copy)).entries == 1
    second = made.state.second
    assert (second.name, second.trouble) == (made.backup.name, "")


def test_the_second_folder_has_the_same_rotation(services: Services, stick: Path, clock: FakeClock) -> None:
    for _ in range(16):
        write(services, "More")
        services.backups.back_up()
        clock.advance(hours=13)
    assert on(stick) == sorted(names(services.backups))


def test_a_stick_that_is_not_there_costs_nothing_and_is_caught_up_with_later(
    services: Services, stick: Path, clock: FakeClock
) -> None:
    write(services, "One")
    first = services.backups.back_up()
    away = stick.rename(stick.with_name("pulled out"))
    clock.advance(days=1)
    write(services, "Two")
    made = services.backups.back_up()
    assert not stick.exists()
    assert (made.state.second.trouble, made.state.second.name) == ("second-folder-missing", first.backup.name)
    assert made.state.second.tried == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert services.backups.is_second_behind()
    # What a mount point is without its disk: an empty folder on the own disk.
    stick.mkdir()
    assert services.backups.catch_up().second.trouble == "second-folder-missing"
    assert list(stick.iterdir()) == []
    stick.rmdir()
    away.rename(stick)
    assert services.backups.catch_up().second.trouble == ""
    assert on(stick) == [first.backup.name, made.backup.name]
    assert not services.backups.is_second_behind()


def test_a_stick_that_is_pulled_out_half_way_leaves_the_first_copy_and_the_earlier_ones(
    services: Services, stick: Path, clock: FakeClock
) -> None:
    write(services, "One")
    first = services.backups.back_up()
    clock.advance(hours=1)
    write(services, "Two")

    def pull_out(share: float) -> None:
        if share > 0.6 and stick.exists():
            stick.rename(stick.with_name("pulled out"))

    made = services.backups.back_up(progress=pull_out)
    assert made.state.second.trouble == "second-folder-missing"
    assert names(services.backups) == [made.backup.name, first.backup.name]
    stick.with_name("pulled out").rename(stick)
    assert on(stick) == [first.backup.name]
    services.backups.catch_up()
    assert on(stick) == [first.backup.name, made.backup.name]
    assert list(stick.rglob(".*.new")) == []


def test_where_there_is_no_time_for_a_slow_stick_it_is_caught_up_with_later(services: Services, stick: Path) -> None:
    write(services, "One")
    services.backups.back_up(within=60)
    assert len(on(stick)) == 1
    state = services.backups.folder / "state.json"
    document = json.loads(state.read_text("utf-8"))
    document["second"]["seconds"] = 61.0
    state.write_text(json.dumps(document), "utf-8")
    write(services, "Two")
    made = services.backups.back_up(within=60)
    assert len(on(stick)) == 1
    assert services.backups.is_second_behind()
    services.backups.catch_up()
    assert on(stick)[-1] == made.backup.name


@pytest.mark.faults
def test_a_second_disk_that_is_full_costs_nothing(services: Services, tmp_path: Path) -> None:
    write(services, "One")
    with small_disk(tmp_path / "small", 100) as disk:
        services.backups.choose_second_folder(disk)
        made = services.backups.back_up()
        assert made.state.second.trouble == "backup-no-room"
        assert list(disk.rglob("journal.db")) == []
    assert names(services.backups) == [made.backup.name]


@pytest.mark.faults
def test_without_room_for_a_backup_there_is_none_and_the_earlier_ones_stay(clock: FakeClock, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 1024) as disk:
        app = app_in(disk, clock)
        services = app.create(app.paths.journal, None)
        write(services, "One")
        first = services.backups.back_up()
        clock.advance(hours=1)
        (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - 100_000))
        services.entries.write("Two", "words")
        with pytest.raises(backup_errors.BackupNoRoom):
            services.backups.back_up()
        assert [each.name for each in services.backups.backups()] == [first.backup.name]
        assert list(services.backups.folder.glob(".*.new")) == []
        assert services.backups.has_news()
        services.journal.close()


def test_no_second_folder_is_made_where_there_is_none_nor_inside_the_journal(
    services: Services, tmp_path: Path
) -> None:
    with pytest.raises(backup_errors.SecondFolderMissing):
        services.backups.choose_second_folder(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    for inside in (services.journal.folder, services.backups.folder):
        with pytest.raises(backup_errors.SecondFolderInside):
            services.backups.choose_second_folder(inside)
    assert services.backups.second_folder() is None


def test_a_second_folder_that_is_forgotten_keeps_what_it_has(services: Services, stick: Path) -> None:
    write(services, "One")
    made = services.backups.back_up()
    services.backups.forget_second_folder()
    assert services.backups.second_folder() is None
    assert services.backups.state().second.at is None
    write(services, "Two")
    services.backups.back_up()
    assert on(stick) == [made.backup.name]


def test_once_there_is_a_passphrase_no_copy_on_the_stick_opens_without_it(
    services: Services, stick: Path, clock: FakeClock
) -> None:
    write(services, "One")
    services.backups.back_up()
    clock.advance(days=1)
    write(services, "Two")
    services.backups.back_up()
    # Of this one nothing is left beside the journal; and one is of another journal.
    (alone,) = [path.parent for path in stick.rglob("20260302T090000Z/journal.db")]
    shutil.copytree(alone, alone.with_name("20260301T090000Z"))
    make_journal(stick / "another")
    shutil.copytree(stick / "another", alone.with_name("20260228T090000Z"), ignore=shutil.ignore_patterns("[bw]*"))
    shutil.rmtree(stick / "another")
    services.journal.set_passphrase(PASSPHRASE)
    clock.advance(days=1)
    made = services.backups.back_up()
    kept = {path.parent.name: has_passphrase(path) for path in stick.rglob("keys.json")}
    assert kept == {
        "20260228T090000Z": False,
        "20260301T090000Z": True,
        "20260302T090000Z": True,
        "20260303T090000Z": True,
        "20260304T090000Z": True,
    }
    assert made.state.second.in_the_open == 1
    for backup in stick.rglob("*Z/"):
        if backup.name != "20260228T090000Z":
            assert services.backups.inspect(services.backups.open_backup(backup)).entries in (1, 2)


def test_copies_on_the_stick_open_with_the_new_passphrase_and_no_longer_with_the_old(
    services: Services, stick: Path
) -> None:
    services.journal.set_passphrase(PASSPHRASE)
    write(services, "One")
    services.backups.back_up()
    services.keys.change_passphrase(PASSPHRASE, "another river entirely")
    (keys,) = stick.rglob("keys.json")
    assert read_data_key(keys, PASSPHRASE)
    assert services.backups.follow_keys() == 1
    with pytest.raises(errors.WrongPassphrase):
        read_data_key(keys, PASSPHRASE)
    assert read_data_key(keys, "another river entirely")
    assert services.backups.follow_keys() == 0


def test_a_stick_that_is_not_there_has_nothing_to_follow(services: Services, stick: Path) -> None:
    services.journal.set_passphrase(PASSPHRASE)
    shutil.rmtree(stick)
    assert services.backups.follow_keys() == 0
    assert not stick.exists()


def test_folders_without_permission_are_sentences(program: Program, tmp_path: Path) -> None:
    program.ok("new", "--no-passphrase")
    program.ok("write", "words")
    closed = tmp_path / "closed"
    closed.mkdir()
    before = bound_by_permissions()
    with without_write_permission(closed):
        outcome = program.run("backup", "--to", closed, before=before)
        assert "No backup can be written" in outcome.sentence()
    with without_write_permission(program.journal):
        assert "No backup can be written" in program.run("backup", before=before).sentence()
        # A copy elsewhere is what somebody with a disk like this wants.
        assert program.run("backup", "--to", closed, before=before).code == 0
    assert len(list(closed.rglob("journal.db"))) == 1


# Checking


def test_verifying_a_sound_journal_finds_nothing_wrong(services: Services) -> None:
    write(services, "One")
    services.backups.back_up()
    found = list(services.backups.verify())
    assert [(each.subject, each.check) for each in found] == [
        *(("journal", check) for check in ("database", "links", "search", "key")),
        ("20260302T090000Z", "contents"),
    ]
    assert all(each.right for each in found)


def test_verifying_finds_what_is_wrong_with_each(services: Services, clock: FakeClock) -> None:
    write(services, "One", "Two")
    spoilt = services.backups.back_up().backup.folder
    content = bytearray((spoilt / "journal.db").read_bytes())
    content[len(content) // 2] ^= 1
    (spoilt / "journal.db").write_bytes(content)
    clock.advance(hours=1)
    keyless = services.backups.back_up().backup.folder
    (keyless / "keys.json").unlink()
    with services._vault.writing() as db:
        db.conn.execute("INSERT INTO entries_fts (entries_fts) VALUES ('delete-all')")
        db.conn.execute("PRAGMA foreign_keys")
    wrong = {(each.subject, each.check) for each in services.backups.verify() if each.right is False}
    assert wrong == {("journal", "search"), (spoilt.name, "contents"), (keyless.name, "contents")}


def test_a_backup_with_a_passphrase_of_its_own_is_not_called_wrong(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    other = make_journal(tmp_path / "other", PASSPHRASE)
    put = services.backups.folder / "20260101T000000Z"
    put.mkdir()
    for name in ("journal.db", "keys.json"):
        shutil.copyfile(other / name, put / name)
    (found,) = [each for each in services.backups.verify() if each.subject == put.name]
    assert found.right is None
    with pytest.raises(backup_errors.BackupKeyDiffers):
        services.backups.open_backup(put)
    opened = services.backups.open_backup(put, PASSPHRASE)
    assert look_into(put, opened.key).entries == 0
    assert "key" not in repr(opened).lower()
