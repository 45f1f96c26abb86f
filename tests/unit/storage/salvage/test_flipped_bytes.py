"""One byte flipped anywhere in the database or the key file is harmless or said; never other words, never a traceback.

A run tries some places; with THROUGHLINE_FAULTS=whole it tries two hundred in each file.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from journal_app.domain import errors
from journal_app.domain.rescue import Fate
from journal_app.storage.checking import pages_are_sound
from journal_app.storage.opening import open_vault
from journal_app.storage.salvage.rebuild import CUT_MARK
from journal_app.storage.salvage.rescue import rescue
from tests.support.damage import flip, make_full_journal, texts
from tests.support.journals import AT, PASSPHRASE, Stores

PLACES = 200 if os.environ.get("THROUGHLINE_FAULTS") == "whole" else 40

Texts = dict[str, tuple[str, str]]


@pytest.fixture(scope="module", params=[None, PASSPHRASE], ids=["without passphrase", "with passphrase"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str | None]:
    folder = make_full_journal(tmp_path_factory.mktemp("whole") / "journal", 60, request.param)
    return folder, request.param


def flipped(folder: Path, name: str, tmp_path: Path) -> Iterator[Path]:
    """One copy of the journal after the other, each with one byte flipped in one file."""
    random = Random(20261122)
    size = (folder / name).stat().st_size
    for number in range(PLACES):
        copy = Path(shutil.copytree(folder, tmp_path / str(number)))
        flip(copy / name, random.randrange(size), random.randrange(1, 256))
        yield copy
        shutil.rmtree(copy)


def read(folder: Path, passphrase: str | None) -> tuple[Texts, object]:
    """Open, and read everything as the window does: every entry, the check-ins, a search."""
    from journal_app.domain.entry import EntryFilter

    vault = open_vault(folder, passphrase, AT)
    try:
        stores = Stores.of(vault)
        stores.lists.page(EntryFilter(words="reflection"), 0, 1000)
        return texts(vault), stores.check_ins.all()
    finally:
        vault.close()


@pytest.mark.faults
def test_a_flipped_byte_in_the_database(
    whole: tuple[Path, str | None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, passphrase = whole
    before, check_ins = read(folder, passphrase)
    seen: Counter[str] = Counter()
    for copy in flipped(folder, "journal.db", tmp_path):
        try:
            assert read(copy, passphrase) == (before, check_ins)
            assert not _passes_the_check(copy, passphrase)
            seen["harmless, and found by the check"] += 1
        except (errors.JournalDamaged, errors.NotAJournal):
            seen["detected"] += 1
        after = _rescued(copy, passphrase, before, seen)
        assert after <= set(before)
    _tell(capsys, f"journal.db, {PLACES} places: {dict(seen)}")
    assert seen["detected"] > PLACES // 4
    assert seen["rescued whole"] > PLACES // 4


def _passes_the_check(copy: Path, passphrase: str | None) -> bool:
    vault = open_vault(copy, passphrase, AT)
    try:
        return pages_are_sound(vault)
    finally:
        vault.close()


def _rescued(copy: Path, passphrase: str | None, before: Texts, seen: Counter[str]) -> set[str]:
    report = rescue(copy, passphrase, AT + timedelta(days=1))
    after, _ = read(copy, passphrase)
    hurt = {item.uid: item.fate for item in report.hurt}
    for uid, text in after.items():
        if hurt.get(uid) is Fate.CUT:
            assert before[uid][1].startswith(text[1].removesuffix(CUT_MARK).rstrip())
        elif hurt.get(uid) is Fate.EARLIER:
            assert text[1] == f"An earlier text of {before[uid][0]}"
        else:
            assert text == before[uid]
    assert set(before) - set(after) == {uid for uid, fate in hurt.items() if fate is Fate.LOST}
    seen["rescued with losses that are named" if report.hurt else "rescued whole"] += 1
    seen["entries lost"] += report.lost
    return set(after)


@pytest.mark.faults
def test_a_flipped_byte_in_the_key_file(
    whole: tuple[Path, str | None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, passphrase = whole
    before = read(folder, passphrase)
    seen: Counter[str] = Counter()
    for copy in flipped(folder, "keys.json", tmp_path):
        database = (copy / "journal.db").read_bytes()
        try:
            assert read(copy, passphrase) == before
            seen["harmless"] += 1
        except errors.UserFacingError as error:
            seen[type(error).__name__] += 1
        assert (copy / "journal.db").read_bytes() == database
    _tell(capsys, f"keys.json, {PLACES} places: {dict(seen)}")
    assert seen["harmless"] < PLACES
    assert set(seen) <= {
        "harmless",
        "KeyFileDamaged",
        "NewerJournal",
        # The file was whole, but the key in it is another one.
        "JournalDamaged" if passphrase is None else "WrongPassphrase",
    }


def _tell(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with capsys.disabled():
        print(f"\n  {words}")
