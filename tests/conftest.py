"""What every test shares: a clock that stands still, a journal of its own, and nothing outside its own folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from journal_app.bootstrap import Services
from journal_app.storage.creation import create_vault
from tests.support.clock import FakeClock
from tests.support.journals import AT, CHEAP, Stores, services_in
from tests.support.program import Program

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadline: a test that fails because the machine was busy says nothing about the program.
settings.register_profile("throughline", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("throughline")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever falls back on the usual folders finds them under this test's folder."""
    monkeypatch.setenv("THROUGHLINE_HOME", str(tmp_path / "throughline-home"))
    monkeypatch.delenv("THROUGHLINE_JOURNAL", raising=False)
    # The desktop of whoever runs the tests is left alone: no delay of its sleep, no socket in its session's folder.
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/system")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/session")
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    # This machine's key store is nobody's to try things out with.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def clock() -> FakeClock:
    """Monday 2 March 2026, 09:00 in London."""
    return FakeClock()


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    """An empty open journal without a passphrase."""
    vault = create_vault(tmp_path / "journal", None, AT, CHEAP)
    yield Stores.of(vault)
    vault.close()


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    """The services on an empty journal without a passphrase."""
    found = services_in(tmp_path / "home", clock)
    yield found
    found.journal.close()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program as a process of its own."""
    return Program(tmp_path / "program")
