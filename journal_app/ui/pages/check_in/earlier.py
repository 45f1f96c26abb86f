"""Earlier check-ins: which there are, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from journal_app.domain.check_in import CheckIn
from journal_app.ui.pages.check_in.earlier_list import EarlierList
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.pages.check_in.words import NotSaved, not_saved
from journal_app.ui.widgets.chips import Chip
from journal_app.ui.widgets.empty_state import EmptyState
from journal_app.ui.widgets.leavable import LeavablePage
from journal_app.ui.widgets.page_column import page_column
from journal_app.ui.widgets.simple import button, label

_WIDTH = 720
_HIDDEN = "Ratings are not shown here: they would pull the next check-in towards them."
_NONE = (
    "No check-ins yet",
    "Once you have saved one, it stands here: you can change it, and see what it was before.",
    "Begin a check-in",
)
_NONE_DELETED = ("Nothing is deleted", "A check-in that you delete waits here, should you want it back.", "Back")


class EarlierPane(LeavablePage):
    """``opened``, ``versions_asked``, ``deletion_asked``, ``bring_back_asked`` carry a CheckIn; ``go_on_asked``
    and ``drop_asked`` the name and the HalfDone of what is not saved yet; ``left`` when done."""

    opened = Signal(object)
    versions_asked = Signal(object)
    deletion_asked = Signal(object)
    bring_back_asked = Signal(object)
    go_on_asked = Signal(str, object)
    drop_asked = Signal(str, object)

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._means = means
        self._there: Sequence[CheckIn] = ()
        self._deleted: Sequence[CheckIn] = ()
        self._not_saved: Sequence[NotSaved] = ()
        self.list = EarlierList(means.look, means.clock.now)
        self.nothing = EmptyState(means.look, *_NONE)
        self.bin = Chip(means.look, "Deleted")
        self.open_button = button("Open" if means.read_only else "Change…", "primary")
        self.versions = button("What it was before")
        self.delete = button("Delete")
        self.back = button("Back", "quiet")
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read again what there is."""
        check_ins, today = self._means.check_ins, self._means.clock.now().local_date

        def read(_task: object) -> tuple[Sequence[CheckIn], Sequence[CheckIn], Sequence[NotSaved]]:
            asked = {behaviour.key for behaviour in self._means.behaviours.asked()}
            there = (*check_ins.all(), *check_ins.looks_back())
            newest_first = sorted(there, key=lambda each: (each.on, each.recorded), reverse=True)
            return newest_first, check_ins.deleted(), not_saved(check_ins, asked, today)

        self._means.tasks.run(self, read, self._show)

    def begin(self) -> None:
        """Show what there is, with the keyboard in the list."""
        self.bin.setChecked(False)
        self.list.setFocus()
        self.refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Earlier check-ins", "heading"), 1)
        head.addWidget(self.bin)
        head.addWidget(self.back)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for each in (self.open_button, self.versions, self.delete):
            foot.addWidget(each)
        foot.addStretch(1)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        column = page_column(self, _WIDTH, foot=24)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(label(_HIDDEN, "muted", wrap=True))
        column.addSpacing(16)
        column.addWidget(self._stack, 1)
        column.addSpacing(16)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.list.opened.connect(self._open)
        self.list.delete_asked.connect(self._delete)
        self.list.moved.connect(self._allow)
        self.open_button.clicked.connect(self._open)
        self.versions.clicked.connect(lambda: self._emit(self.versions_asked))
        self.delete.clicked.connect(self._delete)
        self.back.clicked.connect(self.left)
        self.bin.toggled.connect(self._turn)
        self.nothing.acted.connect(self._leave_nothing)

    def _show(self, found: tuple[Sequence[CheckIn], Sequence[CheckIn], Sequence[NotSaved]]) -> None:
        self._there, self._deleted, self._not_saved = found
        self.bin.say(f"Deleted ({len(self._deleted)})" if self._deleted else "Deleted")
        self.bin.setVisible(bool(self._deleted) or self.bin.isChecked())
        self._fill()

    def _turn(self) -> None:
        """Show the others, with the keyboard among them."""
        self._fill()
        (self.list if self.list.shown else self.nothing.action).setFocus()

    def _fill(self) -> None:
        in_bin = self.bin.isChecked()
        shown: Sequence[CheckIn | NotSaved] = self._deleted if in_bin else (*self._not_saved, *self._there)
        had_focus = self.list.hasFocus() or self.nothing.action.hasFocus()
        self.nothing.say(*(_NONE_DELETED if in_bin else _NONE))
        self._stack.setCurrentWidget(self.list if shown else self.nothing)
        self.list.show_rows(shown)
        if had_focus:
            (self.list if shown else self.nothing.action).setFocus()
        self._allow()

    def _allow(self) -> None:
        chosen, in_bin = self.list.current(), self.bin.isChecked()
        half_done, read_only = isinstance(chosen, NotSaved), self._means.read_only
        change = "Open" if read_only else "Go on with it" if half_done else "Change…"
        self.open_button.setText("Bring back" if in_bin else change)
        self.open_button.setEnabled(chosen is not None and not (in_bin and read_only))
        self.versions.setVisible(not in_bin)
        self.versions.setEnabled(isinstance(chosen, CheckIn) and chosen.edited is not None)
        never = "It is not saved yet." if half_done else "It was never changed."
        self.versions.setToolTip("" if self.versions.isEnabled() else never)
        self.delete.setText("Drop" if half_done else "Delete")
        self.delete.setVisible(not in_bin and not read_only)
        self.delete.setEnabled(chosen is not None)

    def _open(self) -> None:
        in_bin = self.bin.isChecked()
        if not (in_bin and self._means.read_only):
            self._emit(self.bring_back_asked if in_bin else self.opened, self.go_on_asked)

    def _delete(self) -> None:
        if not self._means.read_only and not self.bin.isChecked():
            self._emit(self.deletion_asked, self.drop_asked)

    def _emit(self, signal: SignalInstance, of_half_done: SignalInstance | None = None) -> None:
        chosen = self.list.current()
        if isinstance(chosen, NotSaved):
            if of_half_done is not None:
                of_half_done.emit(chosen.slot, chosen.half_done)
        elif chosen is not None:
            signal.emit(chosen)

    def _leave_nothing(self) -> None:
        if self.bin.isChecked():
            self.bin.setChecked(False)
            self.list.setFocus()
        else:
            self.left.emit()
