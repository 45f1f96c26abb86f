"""Key stores of the operating system, as the program may find them."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError


class MemoryStore(KeyringBackend):
    """A store that works."""

    priority = 9.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class ForgetfulStore(MemoryStore):
    """A store that takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing."""


class MuddledStore(MemoryStore):
    """A store that gives back something else."""

    def get_password(self, service: str, username: str) -> str | None:
        return "AAAA" + (super().get_password(service, username) or "")[4:]


class LockedStore(MemoryStore):
    """A store that the person does not unlock."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked


class BrokenStore(MemoryStore):
    """A store that fails in a way nobody thought of, and quotes what it was given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(f"could not keep {password}")

    def get_password(self, service: str, username: str) -> str | None:
        raise OSError(f"nothing under {username}")


class AbsentStore(fail.Keyring):
    """What keyring finds on a machine without a store."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]


class SilencedStore(null.Keyring):
    """What keyring finds where somebody switched it off."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
