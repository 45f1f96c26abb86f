"""A journal that was brought back: what is in its bin stays for its days, and what is written next is backed up."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from journal_app.bootstrap import App, Services
from journal_app.domain.entry import EntryFilter
from journal_app.domain.errors import UserFacingError
from tests.support.clock import FakeClock
from tests.support.damage import spoil
from tests.support.journals import app_in

BIN = EntryFilter(deleted=True)
TO_GO = "To go"


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> App:
    """A journal with one entry kept and one in the bin, backed up, and then written to and backed up again."""
    app = app_in(tmp_path, clock)
    services = app.create(app.paths.journal, None)
    services.entries.write("Kept", "words")
    services.entries.delete(services.entries.write(TO_GO, "words").uid)
    services.backups.back_up()
    services.journal.close()
    return app


def opened(app: App, folder: Path | None = None) -> Services:
    return app.open(folder or app.paths.journal, None)


def restore(app: App) -> Path:
    restoring = app.restoring(app.paths.journal)
    restoring.restore(restoring.open_backup(restoring.backups()[-1].folder, None))
    return app.paths.journal


def restore_as(app: App) -> Path:
    restoring = app.restoring(app.paths.journal)
    other = app.paths.journal.with_name("other")
    restoring.restore_as(other, restoring.open_backup(restoring.backups()[-1].folder, None))
    return other


def bring_back(app: App) -> Path:
    spoil(app.paths.journal, 1)
    recovery = app.recovery(app.paths.journal)
    copy = recovery.look(None).copy
    assert copy is not None
    recovery.bring_back(copy, None)
    return app.paths.journal


def rescue(app: App) -> Path:
    spoil(app.paths.journal, 1)
    app.recovery(app.paths.journal).rescue(None)
    return app.paths.journal


def rescue_as(app: App) -> Path:
    spoil(app.paths.journal, 1)
    other = app.paths.journal.with_name("other")
    app.recovery(app.paths.journal).rescue(None, other)
    return other


WAYS = [restore, restore_as, bring_back, rescue, rescue_as]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_in_the_bin_of_a_journal_brought_back_can_be_taken_out_for_thirty_days_from_then(
    app: App, clock: FakeClock, way: Callable[[App], Path]
) -> None:
    clock.advance(days=400)
    folder = way(app)
    for days_left in (30, 15, 0):
        services = opened(app, folder)
        (summary,) = services.entries.page(BIN)
        assert services.entries.days_left(summary) == days_left
        services.journal.close()
        clock.advance(days=15)
    services = opened(app, folder)
    services.entries.restore(services.entries.page(BIN)[0].uid)
    assert services.entries.count(EntryFilter()) == 2
    services.journal.close()


@pytest.mark.parametrize("way", WAYS)
def test_whatever_a_journal_brought_back_counts_it_is_backed_up_as_soon_as_it_may_be(
    app: App, clock: FakeClock, way: Callable[[App], Path]
) -> None:
    services = opened(app)
    for number in range(3):
        services.entries.write(f"Later {number}", "words")
    clock.advance(hours=2)
    services.backups.back_up()
    services.journal.close()
    clock.advance(hours=2)
    services = opened(app, way(app))
    assert services.backups.has_news()
    for number in range(8):
        services.entries.write(f"Since {number}", "words")
        assert services.backups.is_due(), number
    services.backups.back_up()
    assert not services.backups.has_news()
    services.journal.close()


@pytest.mark.parametrize("way", [restore_as, rescue_as])
def test_a_journal_made_elsewhere_is_one_of_its_own_and_leaves_the_second_folder_to_the_first(
    app: App, tmp_path: Path, way: Callable[[App], Path]
) -> None:
    (tmp_path / "stick").mkdir()
    services = opened(app)
    services.backups.choose_second_folder(tmp_path / "stick")
    services.backups.back_up()
    services.journal.close()
    first = Path(shutil.copytree(app.paths.journal, tmp_path / "first"))
    made = opened(app, way(app))
    assert made.backups.second_folder() is None
    made.entries.write("Apart", "words")
    made.backups.back_up()
    # A journal of its own cannot be merged with the one it comes from.
    with pytest.raises(UserFacingError) as refused:
        made.merging.look(first / "journal.db")
    assert refused.value.message_id == "copy-of-another-journal"
    made.journal.close()
