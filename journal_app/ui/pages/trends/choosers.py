"""What is chosen below the views: one of the practices, or one of the looks back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import LensItem
from journal_app.domain.trend_words.phrases import long_day
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import PracticeChip, RangeChip
from journal_app.ui.widgets.flow_layout import FlowLayout
from journal_app.ui.widgets.simple import button, label

_GAP = 6


class PracticeChoice(PracticeChip):
    """One practice of which exactly one is chosen."""

    def __init__(self, look: Look, item: LensItem, key: str) -> None:
        super().__init__(look, item, key=key)
        self.value = item.key
        self.setAutoExclusive(True)


class PracticeRow(QWidget):
    """The six practices, and "All" of them where that makes sense. ``chosen`` when ``practice`` is another now."""

    chosen = Signal()

    def __init__(self, look: Look, practices: Sequence[LensItem]) -> None:
        super().__init__()
        self.setAccessibleName("Practice")
        self._all = RangeChip(look, "All", "")
        self._all.setAccessibleName("All practices")
        self._all.setToolTip("All practices  (0)")
        choices = [PracticeChoice(look, item, str(place)) for place, item in enumerate(practices, start=1)]
        self._choices = choices
        self._chips: list[RangeChip | PracticeChoice] = [self._all, *choices]
        flow = FlowLayout(self, _GAP)
        for chip in self._chips:
            flow.addWidget(chip)
            chip.toggled.connect(lambda on: self.chosen.emit() if on else None)
        self._quietly(self._chips[1])

    @property
    def practice(self) -> str:
        """The key of the practice chosen; "" is all of them."""
        return str(next(chip.value for chip in self._chips if chip.isChecked()))

    def offer_all(self, *, all_too: bool) -> None:
        """Whether all of them together can be chosen."""
        self._all.setVisible(all_too)

    def choose(self, place: int) -> None:
        """Choose by number, 0 being all; what is not offered is passed over."""
        if place < len(self._chips) and not self._chips[place].isHidden():
            self._chips[place].click()

    def choose_key(self, practice: str) -> None:
        """Choose by key; what is no practice is passed over."""
        for chip in self._choices:
            if chip.value == practice:
                chip.click()

    def key_of(self, place: int) -> str:
        """The practice with this number."""
        return str(self._chips[place].value)

    def put(self, practice: str) -> None:
        """Choose by key, without telling."""
        self._quietly(next(chip for chip in self._chips if chip.value == practice))

    def _quietly(self, chip: QAbstractButton) -> None:
        self.blockSignals(True)
        chip.setChecked(True)
        self.blockSignals(False)


class LooksBackRow(QWidget):
    """Which look back is shown. ``chosen`` when ``uid`` is another now; ``asked`` for a new one."""

    chosen = Signal()
    asked = Signal()

    def __init__(self, look: Look, *, read_only: bool) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[tuple[str, str], ...] = ()
        self._chips: list[RangeChip] = []
        self._holder = QWidget()
        self._holder.setAccessibleName("Look back")
        self._flow = FlowLayout(self._holder)
        again = button("Look back…", "link")
        again.clicked.connect(lambda _on=False: self.asked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label("Looking back to", "muted"))
        row.addWidget(self._holder, 1)
        row.addWidget(again)
        # Not before it stands somewhere: it would come up as a window of its own, and take the keyboard.
        if read_only:
            again.hide()

    @property
    def uid(self) -> str:
        """The look back chosen; "" while there is no choice."""
        return next((str(chip.value) for chip in self._chips if chip.isChecked()), "")

    @property
    def offers(self) -> bool:
        """Whether there is any to choose."""
        return bool(self._shown)

    def show_looks_back(self, looks_back: Sequence[CheckIn], chosen: str) -> None:
        """Offer these, newest last; without telling."""
        offered = tuple((each.uid, _words(each)) for each in looks_back)
        if offered != self._shown:
            self._shown = offered
            self._fill()
        for chip in self._chips:
            chip.blockSignals(True)
            chip.setChecked(chip.value == chosen)
            chip.blockSignals(False)
        self.updateGeometry()

    def _fill(self) -> None:
        for old in self._chips:
            self._flow.removeWidget(old)
            old.deleteLater()
        self._chips = [RangeChip(self._look, words, uid) for uid, words in self._shown]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.toggled.connect(lambda on: self.chosen.emit() if on else None)


def _words(look_back: CheckIn) -> str:
    to = look_back.as_of or look_back.on
    return f"{long_day(to)}, as seen on {long_day(look_back.on)}"
