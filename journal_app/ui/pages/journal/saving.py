"""One go at saving: what of a draft, as it stood then, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from journal_app.services.entry_service import EntryService, Saved
from journal_app.ui.pages.journal.draft import Draft

TEXT = "text"
# The text is saved first: it alone is checked against the revision that was read.
_ORDER = (TEXT, "starred", "practices", "tags", "written")
_SETTERS = {"starred": "set_star", "practices": "set_practices", "tags": "set_tags", "written": "set_written"}


@dataclass
class Saving:
    """``draft`` is a copy, so that a worker can write it while the person goes on typing."""

    draft: Draft
    what: frozenset[str]
    kept: dict[str, Saved] = field(default_factory=dict)
    error: Exception | None = None

    @property
    def is_new(self) -> bool:
        """Whether the entry is not in the journal yet."""
        return self.draft.uid is None

    def write(self, entries: EntryService) -> Saving:
        """Write it, in whichever thread this is."""
        try:
            for name in _ORDER:
                # A new entry takes all that was chosen for it along with its text.
                if name in self.what and (name == TEXT or not self.is_new):
                    self.kept[name] = self._write_one(entries, name)
        except Exception as error:  # told, or raised again if it is a bug, once the words are marked as unsaved
            self.error = error
        return self

    def _write_one(self, entries: EntryService, name: str) -> Saved:
        draft = self.draft
        if draft.uid is None:
            return entries.write(
                draft.title,
                draft.body,
                practices=draft.practices,
                tags=draft.tags,
                written=draft.written,
                prompt=draft.prompt,
                starred=draft.starred,
            )
        if name == TEXT:
            return entries.save_text(draft.uid, draft.title, draft.body, draft.revision)
        change: Callable[[str, object], Saved] = getattr(entries, _SETTERS[name])
        return change(draft.uid, getattr(draft, name))

    def outcome(self) -> Saved | None:
        """All that was kept, as one; None if nothing was."""
        found: Saved | None = None
        for saved in self.kept.values():
            if found is None:
                found = saved
            else:
                found = replace(saved, change=found.change | saved.change, replaced=found.replaced + saved.replaced)
        return found
