"""What stands above the statements of a check-in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journal_app.domain.content import Scale
from journal_app.ui.widgets.asking import Asking
from journal_app.ui.widgets.flow_layout import FlowLayout
from journal_app.ui.widgets.noted_chooser import PADDING
from journal_app.ui.widgets.rating_options import options_of
from journal_app.ui.widgets.simple import button, label

_BEGUN = "You began this one earlier; it is still here."
_READ_ONLY = "This journal is open for writing elsewhere; you can read, not rate."


class CheckInTop(QWidget):
    """The heading, the question, the scale in words, and what there is to say about this one."""

    start_again = Signal()
    earlier_asked = Signal()
    look_back_asked = Signal()
    choose_asked = Signal()

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._heading, self._about = label("", "heading"), label("", "strong", wrap=True)
        self._question = (label("", "lead"), label("", "lead"))
        self._keys = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 0, PADDING, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(8)
        self._about.setContentsMargins(0, 0, 0, 4)
        column.addWidget(self._about)
        question = FlowLayout(gap=5)  # one line; where there is no room for it, the second sentence begins another
        for sentence in self._question:
            question.addWidget(sentence)
        column.addLayout(question)
        column.addSpacing(8)
        legend = " · ".join(f"{option.sign} {option.words}" for option in options_of(scale))
        column.addWidget(label(legend, "small", wrap=True))
        column.addSpacing(2)
        column.addWidget(self._keys)
        column.addWidget(self._make_notice())
        self.say_nothing()

    def show_asking(self, asking: Asking) -> None:
        """Say what is asked."""
        self._heading.setText(asking.heading)
        self._about.setText(asking.about)
        self._about.setVisible(bool(asking.about))
        for place, words in zip(self._question, (*asking.question, ""), strict=False):
            place.setText(words)
            place.setVisible(bool(words))
        self._keys.setText(asking.keys)
        for link in self.links:
            link.setVisible(asking.is_ordinary)

    def say_begun(self) -> None:
        """An earlier, half-done one is shown; it can be dropped."""
        self._say(_BEGUN, can_drop=True)

    def say_read_only(self) -> None:
        """Nothing can be rated here, and why."""
        self._say(_READ_ONLY, can_drop=False)
        self.look_back.setEnabled(False)

    def say_nothing(self) -> None:
        """There is nothing to say."""
        self._notice.hide()

    def _head(self) -> QHBoxLayout:
        self.earlier = button("Earlier check-ins", "link")
        self.earlier.setToolTip("Earlier check-ins (Ctrl+Shift+E)")
        self.earlier.clicked.connect(self.earlier_asked)
        self.look_back = button("Look back…", "link")
        self.look_back.setToolTip("Think back to where you were (Ctrl+Shift+T)")
        self.look_back.clicked.connect(self.look_back_asked)
        choose = button("What you rate", "link")
        choose.setToolTip("Choose what you rate (Ctrl+Shift+S)")
        choose.clicked.connect(self.choose_asked)
        self.links: tuple[QPushButton, ...] = (choose, self.look_back, self.earlier)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._heading, 1)
        for link in self.links:
            head.addWidget(link, 0, Qt.AlignmentFlag.AlignBottom)
        return head

    def _make_notice(self) -> QWidget:
        self._notice = QWidget()
        row = QHBoxLayout(self._notice)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        self._words = label("", "muted")
        self._words.setMinimumHeight(28)
        row.addWidget(self._words)
        self._again = button("Start again", "link")
        self._again.clicked.connect(self.start_again)
        row.addWidget(self._again)
        row.addStretch(1)
        return self._notice

    def _say(self, words: str, *, can_drop: bool) -> None:
        self._words.setText(words)
        self._again.setVisible(can_drop)
        self._notice.show()
