"""What is left on a disk after a power cut: what was flushed, and of the rest what a disk might have kept.

A process that is killed loses nothing, since the system writes out what it was given. A power cut loses what no
``fsync`` has confirmed. From the trace of an operation it is worked out what two disks would hold at each moment: a
forgetful one that keeps only what was flushed (contents by flushing the file, names by flushing their folder), and one
that writes names at once and contents late, which makes empty files of what was renamed too early.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO


@dataclass(slots=True, eq=False)
class _File:
    """Bytes as the process sees them, and as the disk has them for certain."""

    now: bytearray = field(default_factory=bytearray)
    kept: bytes = b""


@dataclass(slots=True, eq=False)
class _Folder:
    """Names as the process sees them, and as the disk has them for certain."""

    now: dict[str, _File | _Folder] = field(default_factory=dict)
    kept: dict[str, _File | _Folder] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One call that changed something, or a promise (``kind`` "note")."""

    kind: str
    offset: int
    path: str
    other: str
    content: bytes


def events(trace: BinaryIO) -> Iterator[Event]:
    """Read what the library has traced."""
    while line := trace.readline():
        kind, _inode, offset, length, path, other = line.decode().rstrip("\n").split("\t")
        yield Event(kind, int(offset), path, other, trace.read(int(length)))


class Disk:
    """A folder on a disk that flushes only when it is told to."""

    def __init__(self, template: Path) -> None:
        """``template`` is what was there, safely, before."""
        self._top = _read(template)
        # A rename is one step: once either folder is flushed, so is the other's half of it.
        self._renames: list[tuple[_Folder, str, _Folder, str]] = []

    def apply(self, event: Event) -> None:
        """Let this call happen."""
        match event.kind:
            case "create":
                parent, name = self._parent(event.path)
                parent.now[name] = _File()
            case "mkdir":
                parent, name = self._parent(event.path)
                parent.now[name] = _Folder()
            case "write" | "truncate":
                self._write(event)
            case "unlink" | "rmdir":
                parent, name = self._parent(event.path)
                del parent.now[name]
            case "rename":
                self._rename(event)
            case "sync":
                self._flush(event.path)

    def forgetful(self) -> dict[str, bytes | None]:
        """What was flushed: contents by their relative names, None for a folder."""
        return dict(_walk(self._top, "", names_late=True))

    def names_first(self) -> dict[str, bytes | None]:
        """All names, and what was flushed of the contents."""
        return dict(_walk(self._top, "", names_late=False))

    def _node(self, path: str) -> _File | _Folder | None:
        node: _File | _Folder = self._top
        for part in path.split("/")[1:]:
            if not isinstance(node, _Folder) or part not in node.now:
                return None
            node = node.now[part]
        return node

    def _parent(self, path: str) -> tuple[_Folder, str]:
        above, name = path.rsplit("/", 1)
        parent = self._node(above)
        assert isinstance(parent, _Folder), path
        return parent, name

    def _write(self, event: Event) -> None:
        file = self._node(event.path)
        if not isinstance(file, _File):
            return  # it is deleted, and still open
        if event.kind == "truncate":
            del file.now[event.offset :]
        end = event.offset + len(event.content)
        file.now.extend(bytes(max(0, end - len(file.now))))
        file.now[event.offset : end] = event.content

    def _rename(self, event: Event) -> None:
        source, old = self._parent(event.path)
        target, new = self._parent(event.other)
        target.now[new] = source.now.pop(old)
        self._renames.append((source, old, target, new))

    def _flush(self, path: str) -> None:
        node = self._node(path)
        if isinstance(node, _File):
            node.kept = bytes(node.now)
        elif isinstance(node, _Folder):
            for source, old, target, new in self._renames:
                if node in (source, target):
                    if old not in source.now:
                        source.kept.pop(old, None)
                    if new in target.now:
                        target.kept[new] = target.now[new]
            self._renames = [each for each in self._renames if node not in (each[0], each[2])]
            node.kept = dict(node.now)


def write_out(state: dict[str, bytes | None], folder: Path) -> None:
    """Make a folder of what a disk holds."""
    for name, content in state.items():
        path = folder / name if name else folder
        if content is None:
            path.mkdir(mode=0o700)
        else:
            path.write_bytes(content)
            path.chmod(0o600)


def _read(folder: Path) -> _Folder:
    found = _Folder()
    for path in folder.iterdir():
        if path.is_dir():
            found.now[path.name] = _read(path)
        else:
            content = path.read_bytes()
            found.now[path.name] = _File(bytearray(content), content)
    found.kept = dict(found.now)
    return found


def _walk(folder: _Folder, name: str, *, names_late: bool) -> Iterator[tuple[str, bytes | None]]:
    yield name, None
    for each, node in (folder.kept if names_late else folder.now).items():
        below = f"{name}/{each}" if name else each
        if isinstance(node, _Folder):
            yield from _walk(node, below, names_late=names_late)
        else:
            yield below, node.kept
