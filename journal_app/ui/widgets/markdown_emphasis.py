"""Bold and italic: markers around the selected words, or around the word at the cursor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from journal_app.ui.widgets.markdown_units import units

_LINE_START = re.compile(r"^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|#{1,6}\s+|>\s?)*")
_EMPHASISED = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?!\*)")
# Letters and digits, and what joins them within a word.
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")

_Span = tuple[int, int]


@contextmanager
def one_step(editor: QPlainTextEdit) -> Iterator[QTextCursor]:
    """A cursor all of whose edits are undone at once, without what was typed before or is typed next."""
    edit = editor.textCursor()
    edit.beginEditBlock()
    yield edit
    # Qt would let the next key join a step that ends with an insertion; one that ends with a removal stands alone.
    edit.insertText(" ")
    edit.deletePreviousChar()
    edit.endEditBlock()


def replace_span(edit: QTextCursor, start: int, end: int, text: str) -> None:
    """Put ``text`` in the place of what stands between two positions."""
    edit.setPosition(start)
    edit.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    edit.insertText(text)


def selected_blocks(editor: QPlainTextEdit) -> list[QTextBlock]:
    """The lines that the selection touches; not the last one if the selection only reaches its start."""
    cursor, document = editor.textCursor(), editor.document()
    block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    if cursor.hasSelection() and cursor.selectionEnd() == last.position():
        last = last.previous()
    blocks = [block]
    while block != last:
        block = block.next()
        blocks.append(block)
    return blocks


def wrap(editor: QPlainTextEdit, marker: str) -> None:
    """Put ``**`` or ``*`` around the selected words of each line, or the word at the cursor; or take it away again."""
    cursor = editor.textCursor()
    spans = _selected_spans(editor) if cursor.hasSelection() else _spans_at(cursor, len(marker))
    if not spans:
        _pair(editor, marker)
        return
    text = units(editor.document().toRawText())
    on = all(_is_on(text, span, len(marker)) for span in spans)
    first, last = QTextCursor(editor.document()), QTextCursor(editor.document())
    first.setPosition(spans[0][0])
    last.setPosition(spans[-1][1])
    last.setKeepPositionOnInsert(True)
    within = cursor.position() - spans[0][0]
    with one_step(editor) as edit:
        for span in reversed(spans):
            if on or not _is_on(text, span, len(marker)):
                _change(edit, text, span, marker, on=on)
    if cursor.hasSelection():
        cursor.setPosition(first.position())
        cursor.setPosition(last.position(), QTextCursor.MoveMode.KeepAnchor)
    else:
        cursor.setPosition(min(max(first.position(), first.position() + within), last.position()))
    editor.setTextCursor(cursor)


def _selected_spans(editor: QPlainTextEdit) -> list[_Span]:
    """The selected words of each line. Markers must touch words, and stand behind what begins a line."""
    cursor, spans = editor.textCursor(), []
    for block in selected_blocks(editor):
        text, at = units(block.text()), block.position()
        opening = _LINE_START.match(text)
        start = max(cursor.selectionStart() - at, opening.end() if opening else 0)
        chosen = text[start : max(start, cursor.selectionEnd() - at)]
        start += len(chosen) - len(chosen.lstrip())
        if chosen.strip():
            spans.append((at + start, at + start + len(chosen.strip())))
    return spans


def _spans_at(cursor: QTextCursor, width: int) -> list[_Span]:
    """What the cursor stands in: words that are emphasised already, or else one word."""
    block, at = cursor.block(), cursor.positionInBlock()
    text, start = units(block.text()), block.position()
    for found in _EMPHASISED.finditer(text):
        if found.start() <= at <= found.end() and _has(len(found.group(1)), width):
            return [(start + found.start(2), start + found.end(2))]
    for found in _WORD.finditer(text):
        if found.start() <= at <= found.end():
            return [(start + found.start(), start + found.end())]
    return []


def _is_on(text: str, span: _Span, width: int) -> bool:
    outer, inner = _stars(text, span)
    return _has(outer + inner, width)


def _has(stars: int, width: int) -> bool:
    """Whether so many stars on both sides mean italic (one or three), or bold (two or three)."""
    return stars >= width and not (width == 1 and stars == 2)


def _stars(text: str, span: _Span) -> tuple[int, int]:
    """How many stars stand on both sides: just outside a span, and at its two ends."""
    start, end = span
    before, after = text[max(0, start - 3) : start], text[end : end + 3]
    outer = min(len(before) - len(before.rstrip("*")), len(after) - len(after.lstrip("*")))
    inside = text[start:end]
    inner = min(len(inside) - len(inside.lstrip("*")), len(inside) - len(inside.rstrip("*")))
    return outer, (0 if inner == len(inside) else inner)


def _change(edit: QTextCursor, text: str, span: _Span, marker: str, *, on: bool) -> None:
    """Add the marker at both ends, or take it away: from outside if it is there, else from inside."""
    (start, end), width = span, len(marker)
    if not on:
        replace_span(edit, end, end, marker)
        replace_span(edit, start, start, marker)
    elif _stars(text, span)[0] >= width:
        replace_span(edit, end, end + width, "")
        replace_span(edit, start - width, start, "")
    else:
        replace_span(edit, end - width, end, "")
        replace_span(edit, start, start + width, "")


def _pair(editor: QPlainTextEdit, marker: str) -> None:
    """With no word at hand: an empty pair with the cursor between, or nothing again if it stands in such a pair."""
    cursor, width = editor.textCursor(), len(marker)
    text, at = units(cursor.block().text()), cursor.positionInBlock()
    around = min(len(text[:at]) - len(text[:at].rstrip("*")), len(text[at:]) - len(text[at:].lstrip("*")))
    with one_step(editor) as edit:
        if around == width:
            replace_span(edit, cursor.position() - width, cursor.position() + width, "")
            place = edit.position()
        else:
            edit.insertText(marker * 2)
            place = edit.position() - width
    cursor.setPosition(place)
    editor.setTextCursor(cursor)
