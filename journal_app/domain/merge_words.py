"""What differs in another copy of the journal and stays as it is here, in words."""

from __future__ import annotations

from collections.abc import Sequence

from journal_app.domain.merge import Left


def what_stays(left: Left) -> str:
    """A sentence about it, or "" if nothing differs."""
    parts = []
    if left.begun:
        parts.append(
            f"{counted(left.begun, 'check-in')} {'was' if left.begun == 1 else 'were'} begun with other answers"
        )
    if left.choices:
        verb = "is" if left.choices == 1 else "are"
        parts.append(f"{counted(left.choices, 'behaviour')} {verb} asked about, or not, unlike here")
    if left.behaviours:
        parts.append(f"{counted(left.behaviours, 'behaviour')} {'is' if left.behaviours == 1 else 'are'} removed")
    if left.rhythm:
        parts.append("another rhythm is chosen")
    return f"What is chosen and begun here stays, though there {listed_apart(parts)}." if parts else ""


def listed_apart(parts: Sequence[str]) -> str:
    """Several things in a row that may hold commas."""
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def counted(count: int, thing: str) -> str:
    """So many of a thing, in figures."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
