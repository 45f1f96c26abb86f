"""The commands passphrase and recovery-key, from files and at a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from journal_app.domain.errors import WrongPassphrase, WrongRecoveryKey
from journal_app.domain.recovery_key import RecoveryKey, read_recovery_key
from journal_app.storage.key_file import read_data_key, read_secrets
from journal_app.storage.rewrap import set_recovery_key
from tests.support.clock import FakeClock
from tests.support.damage import flip
from tests.support.journals import AT, CHEAP, PASSPHRASE, app_in, make_journal
from tests.support.program import Outcome, Program

OTHER = "four other quiet words"
KEY = RecoveryKey(bytes(range(20)))


@pytest.fixture
def locked(program: Program) -> Program:
    """The program with a journal that has a passphrase, in the file ``secret``."""
    make_journal(program.journal, PASSPHRASE)
    (program.home / "secret").write_text(f"{PASSPHRASE}\n", "utf-8")
    (program.home / "other").write_text(f"{OTHER}\r\nthe rest is not read\n", "utf-8")
    return program


def opens(program: Program, passphrase: str) -> bool:
    try:
        read_data_key(program.journal / "keys.json", passphrase)
    except WrongPassphrase:
        return False
    return True


def with_secret(program: Program, *arguments: str) -> Outcome:
    return program.here("--passphrase-file", "secret", *arguments)


def test_the_passphrase_is_changed_from_files(locked: Program) -> None:
    outcome = with_secret(locked, "passphrase", "--new-passphrase-file", "other")
    assert (outcome.code, outcome.err) == (0, "")
    assert "The old one opens neither the journal nor its backups." in outcome.out
    assert opens(locked, OTHER)
    assert not opens(locked, PASSPHRASE)


def test_a_journal_without_one_is_given_a_passphrase(program: Program) -> None:
    program.here("new", "--no-passphrase")
    program.here("write", "a kingfisher")
    (program.home / "other").write_text(OTHER, "utf-8")
    outcome = program.here("passphrase", "--new-passphrase-file", "other")
    assert "encrypted anew" in outcome.out
    assert opens(program, OTHER)
    assert program.here("list").sentence().startswith("This journal has a passphrase")
    assert "a kingfisher" in program.here("--passphrase-file", "other", "list").out


def test_a_recovery_key_is_printed_once_and_takes_the_place_of_a_forgotten_passphrase(locked: Program) -> None:
    outcome = with_secret(locked, "recovery-key", "--no-check")
    assert outcome.code == 0
    key = read_recovery_key(outcome.out)
    assert outcome.out == f"{key.text}\n"
    assert "not shown again" in outcome.err
    (locked.home / "recovery").write_text(f"\n  {key.text.lower()}\n", "utf-8")
    changed = locked.here("passphrase", "--recovery-key-file", "recovery", "--new-passphrase-file", "other")
    assert changed.out == "The passphrase is changed. The recovery key goes on working.\n"
    assert opens(locked, OTHER)
    assert not opens(locked, PASSPHRASE)
    assert read_data_key(locked.journal / "keys.json", key) == read_data_key(locked.journal / "keys.json", OTHER)


def test_a_wrong_recovery_key_or_none_is_one_sentence(locked: Program) -> None:
    recovery = locked.home / "recovery"
    command = ("passphrase", "--recovery-key-file", "recovery", "--new-passphrase-file", "other")
    before = (locked.journal / "keys.json").read_bytes()
    recovery.write_text("AAAA-" * 7 + "AAAA", "utf-8")
    assert "No recovery key was made for this journal." in locked.here(*command).sentence()
    assert (locked.journal / "keys.json").read_bytes() == before
    with_secret(locked, "recovery-key", "--no-check")
    assert "That recovery key does not open this journal." in locked.here(*command).sentence()
    recovery.write_text("AAAA", "utf-8")
    assert "has 32 letters and digits" in locked.here(*command).sentence()
    recovery.unlink()
    assert "“recovery” could not be read" in locked.here(*command).sentence()
    assert opens(locked, PASSPHRASE)


def test_without_a_journal_there_is_nothing_to_recover(program: Program) -> None:
    (program.home / "recovery").write_text("AAAA-" * 7 + "AAAA", "utf-8")
    outcome = program.here("passphrase", "--recovery-key-file", "recovery", "--new-passphrase-file", "other")
    assert "There is no journal in" in outcome.sentence()
    assert not program.journal.exists()


def test_where_nobody_is_there_to_be_asked_it_is_wrong_usage_and_nothing_changes(locked: Program) -> None:
    before = (locked.journal / "keys.json").read_bytes()
    for command, part in (("passphrase", "--new-passphrase-file FILE"), ("recovery-key", "--no-check")):
        outcome = with_secret(locked, command)
        assert outcome.code == 2
        assert part in outcome.err
        assert outcome.out == ""
    assert (locked.journal / "keys.json").read_bytes() == before


def test_a_journal_without_a_passphrase_has_no_use_for_a_recovery_key(program: Program) -> None:
    program.here("new", "--no-passphrase")
    assert "This journal has no passphrase" in program.here("recovery-key", "--no-check").sentence()


def test_an_empty_passphrase_is_refused(locked: Program) -> None:
    (locked.home / "other").write_text("\n", "utf-8")
    outcome = with_secret(locked, "passphrase", "--new-passphrase-file", "other")
    assert "An empty passphrase would protect nothing" in outcome.sentence()
    assert opens(locked, PASSPHRASE)


def test_a_damaged_journal_takes_the_new_passphrase_for_its_rescue(locked: Program) -> None:
    with_secret(locked, "write", "--title", "Kept", "a kingfisher")
    (locked.home / "recovery").write_text(with_secret(locked, "recovery-key", "--no-check").out, "utf-8")
    flip(locked.journal / "journal.db", 2000)
    outcome = locked.here("passphrase", "--recovery-key-file", "recovery", "--new-passphrase-file", "other")
    assert outcome.code == 1
    assert "The passphrase is changed." in outcome.out
    assert "damaged" in outcome.err
    assert locked.here("--passphrase-file", "other", "salvage").code == 0
    assert "Kept" in locked.here("--passphrase-file", "other", "list").out


# The second folder


@pytest.fixture
def stick(program: Program, tmp_path: Path) -> Path:
    """A memory stick, chosen as the second folder of the program's journal, with a backup on it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for name, words in (("secret", PASSPHRASE), ("other", OTHER), ("recovery", KEY.text)):
        (program.home / name).write_text(words, "utf-8")
    return folder


def choose(program: Program, stick: Path, passphrase: str | None) -> Path:
    """Choose the second folder, back up, and return the key file of the copy there."""
    services = app_in(program.home, FakeClock()).open(program.journal, passphrase)
    services.backups.choose_second_folder(stick)
    services.backups.back_up()
    services.journal.close()
    (keys,) = stick.rglob("keys.json")
    return keys


CHANGED = ("passphrase", "--new-passphrase-file", "other")
RECOVERED = ("passphrase", "--recovery-key-file", "recovery", "--new-passphrase-file", "other")


@pytest.mark.parametrize("how", [("--passphrase-file", "secret", *CHANGED), RECOVERED], ids=["changed", "recovered"])
def test_copies_in_the_second_folder_follow_a_changed_passphrase(
    program: Program, stick: Path, how: tuple[str, ...]
) -> None:
    make_journal(program.journal, PASSPHRASE)
    key = read_data_key(program.journal / "keys.json", PASSPHRASE)
    set_recovery_key(program.journal, key, KEY, AT.date(), CHEAP)
    keys = choose(program, stick, PASSPHRASE)
    assert read_data_key(keys, PASSPHRASE) == key
    outcome = program.here(*how)
    assert (outcome.code, outcome.err) == (0, "")
    assert read_data_key(keys, OTHER) == key
    with pytest.raises(WrongPassphrase):
        read_data_key(keys, PASSPHRASE)


def test_copies_in_the_second_folder_follow_a_first_passphrase(program: Program, stick: Path) -> None:
    make_journal(program.journal)
    keys = choose(program, stick, None)
    assert program.here(*CHANGED).code == 0
    assert read_data_key(keys, OTHER) == read_data_key(program.journal / "keys.json", OTHER)


def test_a_former_recovery_key_opens_no_copy_in_the_second_folder(program: Program, stick: Path) -> None:
    make_journal(program.journal, PASSPHRASE)
    set_recovery_key(program.journal, read_data_key(program.journal / "keys.json", PASSPHRASE), KEY, AT.date(), CHEAP)
    keys = choose(program, stick, PASSPHRASE)
    assert with_secret(program, "recovery-key", "--no-check").code == 0
    with pytest.raises(WrongRecoveryKey):
        read_data_key(keys, KEY)


def test_a_second_folder_that_is_out_of_reach_is_said_so(program: Program, stick: Path) -> None:
    make_journal(program.journal, PASSPHRASE)
    choose(program, stick, PASSPHRASE)
    stick.rename(stick.with_name("pulled out"))
    outcome = with_secret(program, *CHANGED)
    assert outcome.code == 0
    assert f"The backups in {stick} are out of reach" in outcome.err
    assert opens(program, OTHER)


# At a terminal


@dataclass
class Terminal:
    """A program that believes a person sits in front of it."""

    process: subprocess.Popen[bytes]
    end: int
    seen: str = ""

    def until(self, words: str) -> str:
        """Read until these words have come; returns what came before them, from the last time on."""
        while words not in self.seen:
            ready, _, _ = select.select([self.end], [], [], 60)
            assert ready, f"waited for {words!r}, saw {self.seen!r}"
            self.seen += os.read(self.end, 4096).decode()
        before, _, self.seen = self.seen.partition(words)
        return before

    def type(self, text: str) -> None:
        os.write(self.end, f"{text}\n".encode())


@pytest.fixture
def terminals(locked: Program) -> Iterator[list[Terminal]]:
    """Terminals that a test opened; closed afterwards."""
    opened: list[Terminal] = []
    yield opened
    for each in opened:
        each.process.kill()
        each.process.wait()
        os.close(each.end)


IN_NO_TIME = """
import sys, time
time.sleep = lambda seconds: print(f"[slept {seconds}]", file=sys.stderr)
from journal_app.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def at_terminal(program: Program, opened: list[Terminal], *arguments: str) -> Terminal:
    end, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", IN_NO_TIME, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        # getpass has a warning for a terminal that does not belong to the process; a shell's always does.
        env=program.environment({"PYTHONWARNINGS": "default"}),
        cwd=program.home,
        start_new_session=True,
    )
    os.close(theirs)
    opened.append(Terminal(process, end))
    return opened[-1]


def test_wrong_passphrases_may_be_tried_again_after_longer_and_longer_waits(
    locked: Program, terminals: list[Terminal]
) -> None:
    terminal = at_terminal(locked, terminals, "info")
    for _ in range(5):
        terminal.until("Passphrase: ")
        terminal.type("wrong")
        terminal.until("does not open this journal")
    waits = terminal.until("Passphrase: ")
    assert "[slept 2]" in waits
    terminal.type(PASSPHRASE)
    assert "encrypted, with a passphrase" in terminal.until("Size")
    assert terminal.process.wait(timeout=60) == 0


def test_a_recovery_key_counts_once_two_groups_are_typed_back(locked: Program, terminals: list[Terminal]) -> None:
    keys = locked.journal / "keys.json"
    terminal = at_terminal(locked, terminals, "--passphrase-file", "secret", "recovery-key")
    key = read_recovery_key(terminal.until("Keep it on paper"))
    for number in range(2):
        terminal.until("Group ")
        group = int(terminal.until(": "))
        if number == 0:
            terminal.type("ZZZZ")
            terminal.until("That is not what the key says.")
            terminal.until("Group ")
            assert int(terminal.until(": ")) == group
            assert "recovery" not in read_secrets(keys)
        terminal.type(key.groups[group - 1].lower())
    terminal.until("It is not shown again.")
    assert terminal.process.wait(timeout=60) == 0
    assert read_data_key(keys, key) == read_data_key(keys, PASSPHRASE)


def test_a_new_passphrase_is_asked_for_twice_and_judged(locked: Program, terminals: list[Terminal]) -> None:
    terminal = at_terminal(locked, terminals, "--passphrase-file", "secret", "passphrase")
    terminal.until("New passphrase: ")
    terminal.type("margaret")
    terminal.until("The same again: ")
    terminal.type("margaret")
    terminal.until("Very weak. Names are easy to guess")
    terminal.until("The passphrase is changed.")
    assert terminal.process.wait(timeout=60) == 0
    assert opens(locked, "margaret")
