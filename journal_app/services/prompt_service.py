"""The prompt of the day."""

from __future__ import annotations

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.content import Prompt
from journal_app.domain.entry import PromptAnswered
from journal_app.domain.moment import Clock
from journal_app.domain.prompting import PromptChoice, PromptEvent, PromptInputs, choose_prompt
from journal_app.storage.entry_list import EntryList
from journal_app.storage.prompt_store import PromptStore
from journal_app.storage.settings_store import SettingsStore

DEFAULT_LENS = "devon"


class PromptService:
    """Chooses prompts and remembers what became of them."""

    def __init__(
        self, store: PromptStore, settings: SettingsStore, lists: EntryList, content: ContentLibrary, clock: Clock
    ) -> None:
        self._store = store
        self._lists = lists
        self._content = content
        self._settings = settings
        self._clock = clock

    def today(self, lens: str = DEFAULT_LENS) -> PromptChoice:
        """Today's prompt, with the reason. Changes nothing. Raises UnknownLens."""
        inputs = PromptInputs(
            lens=self._content.lens(lens),
            history=self._store.history(),
            last_reflected=self._lists.last_tagged(),
            writing_since=self._lists.first_day(),
            spoken={item.key: item.spoken for item in self._content.practices()},
            journal=self._settings.get("journal_uid") or "",
        )
        return choose_prompt(inputs, self._clock.now().local_date)

    def is_put_off(self) -> bool:
        """Whether the person said "not today" today."""
        today = self._clock.now().local_date
        return any(event.kind == "not_today" and event.on == today for event in self._store.history())

    def show(self, prompt: Prompt) -> Change:
        """Remember that a prompt was shown today; showing it twice counts once."""
        event = PromptEvent(prompt.key, "shown", self._clock.now().local_date)
        if event not in self._store.history():
            self._store.record([event], self._clock.now().utc)
        return Change()

    def pass_over(self, prompt: Prompt) -> Change:
        """Ask for another prompt than this one."""
        return self._record(prompt, "passed")

    def put_off(self, prompt: Prompt) -> Change:
        """No prompt today."""
        return self._record(prompt, "not_today")

    def take_up_again(self, prompt: Prompt) -> Change:
        """Undo "not today"."""
        self._store.take_back(prompt.key, "not_today", self._clock.now().local_date)
        return Change.of(Kind.PROMPTS)

    def answered(self, answer: PromptAnswered) -> Change:
        """Remember that a prompt was answered today."""
        event = PromptEvent(answer.key, "answered", self._clock.now().local_date)
        self._store.record([event], self._clock.now().utc)
        return Change.of(Kind.PROMPTS)

    def _record(self, prompt: Prompt, kind: str) -> Change:
        self._store.record([PromptEvent(prompt.key, kind, self._clock.now().local_date)], self._clock.now().utc)
        return Change.of(Kind.PROMPTS)
