"""Cells and records of a b-tree page, as in https://www.sqlite.org/fileformat2.html; every length is mistrusted."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from journal_app.storage.salvage.pages import USABLE

TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR = 0x0D, 0x0A, 0x02

Value = int | float | str | bytes | None
ReadPage = Callable[[int], bytes | None]

_INTEGER_SIZES = (0, 1, 2, 3, 4, 6, 8)
_LARGEST = 1_000_000_000
# A thousand columns, each with the longest number there is.
_LARGEST_HEAD = 9000


class Malformed(Exception):
    """These bytes are not what they should be."""


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one record. ``rowid`` is None in an index; ``cut`` says that the last value lacks its end."""

    rowid: int | None
    values: tuple[Value, ...]
    cut: bool = False


def rows_in(page: bytes, number: int, read: ReadPage) -> Iterator[Row | None]:
    """Every row in a page of a table or an index; None for one that cannot be made out. Nothing in other pages."""
    start = 100 if number == 1 else 0
    kind = page[start]
    if kind not in (TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR):
        return
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + (12 if kind == INDEX_INTERIOR else 8)
    for place in range(first, min(first + 2 * count, USABLE - 1), 2):
        try:
            yield _row(page, int.from_bytes(page[place : place + 2], "big"), kind, read)
        except Malformed:
            yield None


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next begins. Raises Malformed."""
    value = 0
    for place in range(at, at + 9):
        if place >= len(data):
            raise Malformed
        byte = data[place]
        if place == at + 8:
            value = value << 8 | byte
            break
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return (value - (1 << 64) if value >= 1 << 63 else value), place + 1


def values_of(payload: bytes, *, whole: bool = True) -> tuple[tuple[Value, ...], bool]:
    """The values of a record, and whether the last of them lacks its end. Raises Malformed.

    A payload that is not ``whole`` gives the values that are there.
    """
    size, at = varint(payload, 0)
    if not 1 <= size <= min(len(payload), _LARGEST_HEAD):
        raise Malformed
    kinds = []
    while at < size:
        kind, at = varint(payload, at)
        kinds.append(kind)
    if at != size:
        raise Malformed
    values: list[Value] = []
    for kind in kinds:
        length = _length(kind)
        piece = payload[at : at + length]
        if len(piece) < length:
            if whole:
                raise Malformed
            if kind >= 13 and kind % 2:
                # The cut may go through a character.
                values.append(piece.decode("utf-8", "ignore"))
            return tuple(values), True
        values.append(_value(kind, piece))
        at += length
    if whole and at != len(payload):
        raise Malformed
    return tuple(values), not whole


def _length(kind: int) -> int:
    if kind < 0 or kind in (10, 11):
        raise Malformed
    if kind >= 12:
        return (kind - 12) // 2
    return (*_INTEGER_SIZES, 8, 0, 0)[kind]


def _value(kind: int, piece: bytes) -> Value:
    if kind == 0:
        return None
    if kind == 7:
        return float(struct.unpack(">d", piece)[0])
    if kind in (8, 9):
        return kind - 8
    if kind < 7:
        return int.from_bytes(piece, "big", signed=True)
    if kind % 2 == 0:
        return piece
    try:
        return piece.decode()
    except UnicodeDecodeError as error:
        raise Malformed from error


def _row(page: bytes, at: int, kind: int, read: ReadPage) -> Row:
    if not 8 <= at < USABLE:
        raise Malformed
    if kind == INDEX_INTERIOR:
        at += 4
    size, at = varint(page, at)
    rowid: int | None = None
    if kind == TABLE_LEAF:
        rowid, at = varint(page, at)
    payload = _payload(page, at, size, kind, read)
    values, cut = values_of(payload, whole=len(payload) == size)
    return Row(rowid, values, cut)


def _payload(page: bytes, at: int, size: int, kind: int, read: ReadPage) -> bytes:
    """All of it, or its beginning where a page that carries the rest is gone."""
    if not 0 < size <= _LARGEST:
        raise Malformed
    local = _local_size(size, kind)
    if at + local + (0 if local == size else 4) > USABLE:
        raise Malformed
    parts, left = [page[at : at + local]], size - local
    following = int.from_bytes(page[at + local : at + local + 4], "big") if left else 0
    seen: set[int] = set()
    while left:
        # A chain that runs in a circle is none.
        further = read(following) if following > 1 and following not in seen else None
        if further is None:
            break
        seen.add(following)
        part = further[4 : 4 + min(left, USABLE - 4)]
        parts.append(part)
        left -= len(part)
        following = int.from_bytes(further[:4], "big")
    return b"".join(parts)


def _local_size(size: int, kind: int) -> int:
    most = USABLE - 35 if kind == TABLE_LEAF else (USABLE - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (USABLE - 12) * 32 // 255 - 23
    local = least + (size - least) % (USABLE - 4)
    return local if local <= most else least
