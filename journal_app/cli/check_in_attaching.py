"""Attaching reflections to a rating in the terminal: those suggested by their numbers, others by their UIDs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from journal_app.cli.asking_aloud import Stopped, say, typed
from journal_app.domain.content import Behaviour
from journal_app.domain.entry import EntrySummary, title_of
from journal_app.domain.errors import NoSuchEntry
from journal_app.domain.text import visible
from journal_app.domain.trend_words.phrases import long_day
from journal_app.services.check_in_service import CheckInService
from journal_app.services.entry_service import EntryService

_HOW = (
    "Type numbers, such as 1 3, to attach or take away; of any other reflection the beginning of its UID,\n"
    "as journal-app list and search show it. Enter goes back."
)
_NOTHING = "Nothing was tagged with “{}” {}."
_IN_BIN = "{} more that you attached {} in the bin, and {} attached."
_NO_NUMBER = "There is no number {} here. Nothing was changed."
_NOT_FOUND = "“{}” is neither a number here nor the beginning of one reflection's UID. Nothing was changed."
_BINNED = "“{}” is in the bin. Nothing was changed."

# So short a beginning of a UID is more likely a slip: b and e would be some too.
_LEAST_OF_UID = 4
_LONGEST_TITLE = 70

Attached = tuple[str, ...]


class _NotThere(Exception):
    """What was typed names no reflection; says so in a sentence."""


@dataclass
class Attaching:
    """Asks which reflections bear a rating out, in a check-in about the day ``on``."""

    entries: EntryService
    check_ins: CheckInService
    practices: dict[str, str]
    on: date

    def ask(self, behaviour: Behaviour, attached: Attached, keep: Callable[[Attached], None]) -> None:
        """Let somebody attach and take away; ``keep`` is called with all that are attached after each change. Those in
        the bin are not listed, and stay. Raises Stopped."""
        listed = self._listed(behaviour, attached)
        self._introduce(behaviour, listed, attached)
        while words := typed(f"{in_words(len(attached))}> ").lower().split():
            if words == ["q"]:
                raise Stopped
            if words == ["b"]:
                return
            try:
                chosen = [self._named(word, listed) for word in words]
            except _NotThere as error:
                say(str(error))
                continue
            listed += [each for each in dict.fromkeys(chosen) if each not in listed]
            uids = dict.fromkeys(each.uid for each in chosen)
            attached = (*(uid for uid in attached if uid not in uids), *(uid for uid in uids if uid not in attached))
            keep(attached)
            for number, each in enumerate(listed, start=1):
                if each.uid in uids:
                    _show(number, each, attached)

    def _listed(self, behaviour: Behaviour, attached: Attached) -> list[EntrySummary]:
        """Those attached, then those suggested, as the window lists them."""
        first = self.entries.summaries(attached)
        suggested = self.check_ins.suggested(behaviour.practice, self.on)
        return [*first, *(each for each in suggested if each.uid not in attached)]

    def _introduce(self, behaviour: Behaviour, listed: Sequence[EntrySummary], attached: Attached) -> None:
        say("Which reflections bear this out?")
        if not listed:
            since = self.check_ins.day_before(self.on)
            when = f"since {long_day(since)}" if since else "in these weeks"
            say(_NOTHING.format(self.practices[behaviour.practice], when))
        for number, each in enumerate(listed, start=1):
            _show(number, each, attached)
        binned = len(set(attached) - {each.uid for each in listed})
        if binned:
            say(_IN_BIN.format(binned, *(("is", "stays") if binned == 1 else ("are", "stay"))))
        say(_HOW)

    def _named(self, word: str, listed: Sequence[EntrySummary]) -> EntrySummary:
        """The reflection that a word names. Raises _NotThere."""
        if len(word) < _LEAST_OF_UID:
            number = int(word) if word.isdecimal() else 0
            if 0 < number <= len(listed):
                return listed[number - 1]
            raise _NotThere((_NO_NUMBER if word.isdecimal() else _NOT_FOUND).format(visible(word)))
        try:
            entry = self.entries.find(word)
        except NoSuchEntry as error:
            raise _NotThere(_NOT_FOUND.format(visible(word))) from error
        found = self.entries.summaries((entry.uid,))
        if not found:
            raise _NotThere(_BINNED.format(visible(word)))
        return found[0]


def in_words(attached: int) -> str:
    """How many are attached, to stand before a prompt: "[with 2 reflections] "."""
    return f"[{with_reflections(attached)}] " if attached else ""


def with_reflections(attached: int) -> str:
    """ "with a reflection", "with 2 reflections"."""
    return "with a reflection" if attached == 1 else f"with {attached} reflections"


def _show(number: int, summary: EntrySummary, attached: Attached) -> None:
    title = visible(" ".join(title_of(summary).split()))
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
    mark = "x" if summary.uid in attached else " "
    say(f"{number:3} [{mark}] {summary.written.local:%Y-%m-%d}  {title}")
