"""Formatting as a person asks for it: around the selection, or at the start of the lines. Each is one undo step."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

_LINE_START = re.compile(r"^(\s*)((?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|#{1,6}\s+|>\s?)?")
_ITEM = re.compile(
    r"^(?P<indent>\s*)(?P<marker>[-*+]|(?P<number>\d{1,9})(?P<dot>[.)]))(?P<gap>\s+)(?P<box>\[[ xX]\]\s+)?"
)


def wrap(editor: QPlainTextEdit, marker: str) -> None:
    """Put a marker such as ``**`` around the selection, or the word at the cursor; a second time takes it away."""
    cursor = editor.textCursor()
    if not cursor.hasSelection():
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    # A selection may reach over spaces; Markdown's markers must touch the words.
    text = cursor.selectedText()
    lead, trail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    start, end = cursor.selectionStart() + lead, cursor.selectionEnd() - trail
    if not text.strip():
        _insert_pair(editor, marker)
        return
    document, width = editor.document(), len(marker)
    around = QTextCursor(document)
    around.setPosition(max(0, start - width))
    around.setPosition(min(end + width, document.characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
    inner = text.strip()
    around_text = around.selectedText()
    cursor.beginEditBlock()
    if around_text == f"{marker}{inner}{marker}" and not _longer(document, start, end, marker):
        around.insertText(inner)
        start -= width
        end -= width
    elif inner.startswith(marker) and inner.endswith(marker) and len(inner) > 2 * width:
        _replace(cursor, start, end, inner[width:-width])
        end -= 2 * width
    else:
        _replace(cursor, start, end, f"{marker}{inner}{marker}")
        start += width
        end += width
    cursor.endEditBlock()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def prefix_lines(editor: QPlainTextEdit, prefix: str) -> None:
    """Begin the selected lines with ``prefix`` ("- ", "- [ ] ", "> ", "1. "); lines that all have it lose it."""
    blocks = _selected_blocks(editor)
    had = all(_marker_of(block.text()) == prefix for block in blocks)
    _set_prefixes(blocks, "" if had else prefix)


def cycle_heading(editor: QPlainTextEdit) -> None:
    """Make the lines ``##`` headings, then ``###``, then plain again."""
    blocks = _selected_blocks(editor)
    marker = _marker_of(blocks[0].text())
    following = {"## ": "### ", "### ": ""}.get(marker, "## ")
    _set_prefixes(blocks, following)


def insert_link(editor: QPlainTextEdit) -> None:
    """Turn the selection into a link, with the cursor where the address goes."""
    cursor = editor.textCursor()
    text = cursor.selectedText()
    cursor.insertText(f"[{text}]()")
    cursor.setPosition(cursor.position() - (1 if text else 3))
    editor.setTextCursor(cursor)


def toggle_box(editor: QPlainTextEdit) -> bool:
    """Tick or untick the checkbox in the cursor's line; False if there is none."""
    cursor = editor.textCursor()
    block = cursor.block()
    found = re.match(r"^(\s*(?:[-*+]|\d{1,9}[.)])\s+\[)([ xX])\]", block.text())
    if not found:
        return False
    edit = QTextCursor(block)
    edit.setPosition(block.position() + found.end(1))
    edit.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
    edit.insertText(" " if found.group(2) in "xX" else "x")
    return True


def continue_list(editor: QPlainTextEdit) -> bool:
    """On Return in a list: begin the next item, or end the list on an empty one. False if this is no list."""
    cursor = editor.textCursor()
    if cursor.hasSelection():
        return False
    text = cursor.block().text()
    found = _ITEM.match(text)
    if not found or cursor.positionInBlock() < found.end():
        return False
    cursor.beginEditBlock()
    if not text[found.end() :].strip():
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    else:
        marker = found.group("marker")
        if found.group("number"):
            marker = f"{int(found.group('number')) + 1}{found.group('dot')}"
        box = "[ ] " if found.group("box") else ""
        cursor.insertText(f"\n{found.group('indent')}{marker}{found.group('gap')}{box}")
    cursor.endEditBlock()
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()
    return True


def _insert_pair(editor: QPlainTextEdit, marker: str) -> None:
    cursor = editor.textCursor()
    cursor.insertText(marker * 2)
    cursor.setPosition(cursor.position() - len(marker))
    editor.setTextCursor(cursor)


def _longer(document: object, start: int, end: int, marker: str) -> bool:
    """Whether the marker around is part of a longer one, as ``*`` is of ``**``."""
    before, after = document.characterAt(start - len(marker) - 1), document.characterAt(end + len(marker))  # type: ignore[attr-defined]
    return len(marker) == 1 and before == after == marker


def _replace(cursor: QTextCursor, start: int, end: int, text: str) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)


def _selected_blocks(editor: QPlainTextEdit) -> list[QTextBlock]:
    cursor, document = editor.textCursor(), editor.document()
    block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    blocks = [block]
    while block != last:
        block = block.next()
        blocks.append(block)
    return blocks


def _marker_of(text: str) -> str:
    found = _LINE_START.match(text)
    return (found.group(2) or "") if found else ""


def _set_prefixes(blocks: list[QTextBlock], prefix: str) -> None:
    edit = QTextCursor(blocks[0])
    edit.beginEditBlock()
    for number, block in enumerate(blocks, start=1):
        found = _LINE_START.match(block.text())
        indent, length = (found.group(1), found.end()) if found else ("", 0)
        line_prefix = f"{number}. " if prefix == "1. " else prefix
        _replace(edit, block.position(), block.position() + length, indent + line_prefix)
    edit.endEditBlock()
