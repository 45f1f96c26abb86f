"""What stands across the top for as long as it is true: whose journal this is, who may write, who can read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.bootstrap import Services
from journal_app.domain.errors import UserFacingError
from journal_app.ui.widgets.notices import Banner
from journal_app.ui.widgets.simple import emptied


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and perhaps a command that does something about it and what its button says."""

    text: str
    command: str = ""
    button: str = ""


_DAMAGED = (
    "Part of this journal is damaged, so it is not being backed up. To rescue what can be read, close Throughline and "
    "start it again."
)


def lines_for(services: Services, *, damaged: bool = False) -> tuple[Line, ...]:
    """All there is to say about an open journal; ``damaged`` if somebody opened it although part of it is."""
    because = services.journal.read_only_because
    if services.is_sample:
        also = "It is open in another window too: here you can read." if because else ""
        words = also or "What you write here is gone tomorrow."
        return (Line(f"This is a sample journal of an invented leader. {words}", "own", "My own journal"),)
    found: list[Line] = [Line(_DAMAGED)] if damaged else []
    if because == "in-use":
        words = "This journal is open in another window or command. Here you can read; write in the other one."
        found.append(Line(words, "again", "Try again"))
    elif because:
        found.append(Line("This journal’s folder may not be written. You can read everything."))
    # A copy beside the journal says more of what other machines do than the name of the place would.
    found += _copies(services, may_write=not because) or _place(services, may_write=not because)
    if not services.journal.protected:
        words = "This journal has no passphrase: anyone who can open this computer’s files can read it."
        found.append(Line(words) if because else Line(words, "passphrase", "Set a passphrase…"))
    return tuple(found)


def _copies(services: Services, *, may_write: bool) -> list[Line]:
    """Another copy beside the journal, as programs that keep folders alike make when both sides have changed."""
    try:
        copies = services.merging.copies()
    except UserFacingError:
        return []
    if not copies:
        return []
    words = f"There is another copy of this journal beside it: “{copies[0].name}”."
    return [Line(words, "merge", "Look at it…") if may_write else Line(words)]


def _place(services: Services, *, may_write: bool) -> list[Line]:
    """Where other machines write to the journal's folder as well: what that means, until the person has said so."""
    try:
        place = services.place.to_be_told() if may_write else None
    except UserFacingError:
        return []
    if place is None:
        return []
    if place.is_network:
        words = "This journal lies on a network folder: keep it open on one machine only, and see that it is backed up."
    else:
        words = (
            f"{place.name} copies this journal’s folder to other machines: keep it open on one at a time, and let "
            f"{place.name} finish first."
        )
    return [Line(words, "place", "I will")]


class Banners(QWidget):
    """The lines of the open journal, one below the other."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._actions = actions
        self._offered: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_for(self, services: Services | None, *, damaged: bool = False) -> None:
        """Say what there is to say; nothing where no journal is open."""
        emptied(self._column)
        self._offered = set()
        for line in lines_for(services, damaged=damaged) if services else ():
            acts = ((line.button, self._actions[line.command].trigger),) if line.command else ()
            self._offered.add(line.command)
            self._column.addWidget(Banner(line.text, acts))
        self.setVisible(self._column.count() > 0)

    def has(self, command: str) -> bool:
        """Whether a line offers this command now."""
        return command in self._offered
