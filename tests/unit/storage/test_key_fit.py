"""A key of another journal is told from a damaged file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from journal_app.domain import errors
from journal_app.storage.key_file import new_data_key, read_data_key
from journal_app.storage.key_fit import check_fit
from tests.support.journals import PASSPHRASE, files_under, make_journal, reopen


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return make_journal(tmp_path / "journal")


def key_of(folder: Path) -> bytes:
    return read_data_key(folder / "keys.json", None)


def test_its_own_key_fits_and_any_other_does_not(journal: Path) -> None:
    check_fit(journal / "journal.db", key_of(journal))
    for _ in range(5):
        with pytest.raises(errors.KeysDoNotFit) as refused:
            check_fit(journal / "journal.db", new_data_key())
        assert refused.value.params == {"folder": str(journal)}


@pytest.mark.parametrize("page", [0, 1, 5])
def test_a_page_that_is_damaged_is_no_reason_to_doubt_the_key(journal: Path, page: int) -> None:
    database = journal / "journal.db"
    content = bytearray(database.read_bytes())
    # Not the salt in the first 16 bytes: without it no page of any key fits.
    content[page * 4096 + 100 : page * 4096 + 200] = b"x" * 100
    database.write_bytes(content)
    check_fit(database, key_of(journal))


@pytest.mark.parametrize("content", [bytes(8192), b"x" * 5000, b""], ids=["zeros", "no whole page", "empty"])
def test_what_is_no_database_at_all_is_left_for_opening_to_say(journal: Path, content: bytes) -> None:
    (journal / "journal.db").write_bytes(content)
    check_fit(journal / "journal.db", key_of(journal))


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_journal_beside_the_keys_of_another_says_that_they_do_not_fit(tmp_path: Path, passphrase: str | None) -> None:
    """Even where both have the same passphrase; and nothing is touched."""
    one, other = (make_journal(tmp_path / name, passphrase) for name in ("one", "other"))
    shutil.copy(other / "keys.json", one / "keys.json")
    before = files_under(one)
    with pytest.raises(errors.KeysDoNotFit):
        reopen(one, passphrase)
    assert files_under(one) == before


def test_what_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(errors.CannotReadFile):
        check_fit(tmp_path / "journal.db", bytes(32))
