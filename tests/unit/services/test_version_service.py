"""Earlier versions, as the window and the shell ask for them."""

from __future__ import annotations

import pytest

from journal_app.bootstrap import Services
from journal_app.domain.change import Kind
from journal_app.domain.difference import Side
from journal_app.domain.errors import EntryChangedElsewhere, NoSuchEntry, NoSuchVersion
from tests.support.clock import FakeClock


@pytest.fixture
def uid(services: Services, clock: FakeClock) -> str:
    """An entry of 2 March that was changed on 3 and 5 March."""
    saved = services.entries.write("Monday", "The meeting began late.")
    for at, body in (
        ("2026-03-03T18:30", "The meeting began early."),
        ("2026-03-05T07:00", "The meeting began on time."),
    ):
        clock.set(at)
        saved = services.entries.save_text(saved.uid, "Monday", body, saved.revision)
    return saved.uid


def test_versions_are_listed_newest_first_with_what_came_and_went_since(services: Services, uid: str) -> None:
    newest, oldest = services.versions.all(uid)
    assert [each.kept.local.isoformat() for each in (newest, oldest)] == [
        "2026-03-03T18:30:00+00:00",
        "2026-03-02T09:00:00+00:00",
    ]
    assert newest.reason.value == "sitting"
    assert newest.changes is not None
    assert (newest.changes.words, newest.changes.added, newest.changes.removed) == (4, 2, 1)
    assert not newest.is_present
    assert services.versions.count(uid) == 2


def test_reading_can_be_stopped(services: Services, uid: str) -> None:
    assert services.versions.all(uid, lambda: True) == ()


def test_a_version_is_compared_with_the_present_text(services: Services, uid: str) -> None:
    _, oldest = services.versions.all(uid)
    compared = services.versions.compare(uid, oldest.number)
    assert compared.text.body == "The meeting began late."
    assert [(piece.side, piece.text) for piece in compared.body] == [
        (Side.SAME, "The meeting began "),
        (Side.REMOVED, "late"),
        (Side.ADDED, "on time"),
        (Side.SAME, "."),
    ]
    assert [piece.side for piece in compared.title] == [Side.SAME]


def test_restoring_tells_what_changed_and_can_be_taken_back(services: Services, uid: str) -> None:
    _, oldest = services.versions.all(uid)
    revision = services.entries.get(uid).revision
    restored = services.versions.restore(uid, oldest.number, revision)
    assert services.entries.get(uid).body == "The meeting began late."
    assert restored.saved.change.kinds == {Kind.ENTRIES}
    assert restored.saved.change.uids == (uid,)
    assert restored.instead_of is not None
    back = services.versions.restore(uid, restored.instead_of, restored.saved.revision)
    assert services.entries.get(uid).body == "The meeting began on time."
    assert back.saved.revision == services.entries.get(uid).revision
    assert [each.is_present for each in services.versions.all(uid)] == [True, False, False]


def test_what_cannot_be_done_is_said(services: Services, uid: str) -> None:
    newest, _ = services.versions.all(uid)
    with pytest.raises(EntryChangedElsewhere):
        services.versions.restore(uid, newest.number, 1)
    with pytest.raises(NoSuchVersion):
        services.versions.compare(uid, 99)
    with pytest.raises(NoSuchEntry):
        services.versions.all("nowhere")
    assert services.versions.count("nowhere") == 0


def test_a_very_long_text_is_listed_without_counting_its_words(services: Services, clock: FakeClock) -> None:
    saved = services.entries.write("", "word " * 210_000)
    clock.advance(days=1)
    services.entries.save_text(saved.uid, "", "Short.", saved.revision)
    (only,) = services.versions.all(saved.uid)
    assert only.changes is None
