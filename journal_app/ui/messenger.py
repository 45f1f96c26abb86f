"""The one way to tell the person something. The window listens and shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from journal_app.content.messages import Messages
from journal_app.domain.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell: a sentence, and perhaps one thing to do about it. Errors stay until they are dismissed.

    ``only_here``: what can be done about it makes sense on the page in view only, and goes with it.
    """

    text: str
    action: str = ""
    act: Callable[[], None] | None = None
    is_error: bool = False
    only_here: bool = False


class Messenger(QObject):
    """Turns errors into sentences and passes notes on."""

    said = Signal(object)

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self._messages = messages

    def tell(
        self, text: str, action: str = "", act: Callable[[], None] | None = None, *, only_here: bool = False
    ) -> None:
        """Say that something was done, with a way to undo it."""
        self.said.emit(Note(text, action, act, only_here=only_here or not action))

    def fail(self, error: UserFacingError) -> None:
        """Say what went wrong, what is safe and what to do."""
        self.said.emit(Note(self.text(error), is_error=True))

    def text(self, error: UserFacingError) -> str:
        """The sentence for an error."""
        return self._messages.text(error)
