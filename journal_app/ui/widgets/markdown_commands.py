"""Formatting as a person asks for it, at the start of lines; ``wrap`` does it around words. Each is one undo step."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from journal_app.ui.widgets.markdown_emphasis import one_step, replace_span, selected_blocks, wrap
from journal_app.ui.widgets.markdown_units import units

__all__ = ["continue_list", "cycle_heading", "insert_link", "prefix_lines", "toggle_box", "wrap"]

_LINE_START = re.compile(r"^(\s*)((?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|#{1,6}\s+)?")
_ITEM = re.compile(
    r"^(?P<indent>\s*)(?P<marker>[-*+]|(?P<number>\d{1,9})(?P<dot>[.)]))(?P<gap>\s+)(?P<box>\[[ xX]\]\s+)?"
)
_BOX = re.compile(r"^(\s*(?:[-*+]|\d{1,9}[.)])\s+\[)([ xX])\]")
_QUOTE = re.compile(r"^\s{0,3}>\s?")
# What counts as being marked already when a marker is asked for.
_SAME_KIND = {
    "- ": re.compile(r"^[-*+]\s+$"),
    "1. ": re.compile(r"^\d{1,9}[.)]\s+$"),
    "- [ ] ": re.compile(r"\[[ xX]\]\s+$"),
}
_ADDRESS = re.compile(r"^(https?://|mailto:)\S+$")


def prefix_lines(editor: QPlainTextEdit, prefix: str) -> None:
    """Begin the selected lines with "- ", "- [ ] ", "1. " or "> "; lines that all have such a prefix lose it."""
    if prefix == "> ":
        _quote(editor)
        return
    blocks = _lines_with_words(editor)
    same = [bool(_SAME_KIND[prefix].search(_marker_of(block))) for block in blocks]
    with one_step(editor) as edit:
        for number, (block, has_it) in enumerate(zip(blocks, same, strict=True), start=1):
            if all(same):
                _set_marker(edit, block, "")
            elif prefix == "1. ":
                _set_marker(edit, block, f"{number}. ")
            elif not has_it:
                _set_marker(edit, block, prefix)


def _quote(editor: QPlainTextEdit) -> None:
    """A quotation stands before whatever else begins the line, and may hold empty lines."""
    blocks = selected_blocks(editor)
    found = [_QUOTE.match(block.text()) for block in blocks]
    with one_step(editor) as edit:
        for block, start in zip(blocks, found, strict=True):
            length = start.end() if start and all(found) else 0
            replace_span(edit, block.position(), block.position() + length, "" if all(found) else "> ")


def cycle_heading(editor: QPlainTextEdit) -> None:
    """Make the lines ``##`` headings, then ``###``, then plain again."""
    blocks = _lines_with_words(editor)
    following = {"##": "### ", "###": ""}.get(_marker_of(blocks[0]).strip(), "## ")
    with one_step(editor) as edit:
        for block in blocks:
            _set_marker(edit, block, following)


def insert_link(editor: QPlainTextEdit) -> None:
    """Turn the selection into a link, with the cursor where something is missing: the address, or the words."""
    cursor = editor.textCursor()
    text, start = cursor.selectedText(), cursor.selectionStart()
    is_address = bool(_ADDRESS.match(text))
    with one_step(editor) as edit:
        replace_span(edit, start, cursor.selectionEnd(), f"[]({text})" if is_address else f"[{text}]()")
    cursor.setPosition(start + (len(units(text)) + 3 if text and not is_address else 1))
    editor.setTextCursor(cursor)


def toggle_box(editor: QPlainTextEdit) -> bool:
    """Tick the boxes in the selected lines, or untick them if all are ticked; False if there is none."""
    boxes = [(block, found) for block in selected_blocks(editor) if (found := _BOX.match(block.text()))]
    if not boxes:
        return False
    mark = " " if all(found.group(2) in "xX" for _, found in boxes) else "x"
    with one_step(editor) as edit:
        for block, found in boxes:
            at = block.position() + found.end(1)
            replace_span(edit, at, at + 1, mark)
    return True


def continue_list(editor: QPlainTextEdit) -> bool:
    """On Return in a list: begin the next item, or end the list on an empty one. False if this is no list."""
    cursor = editor.textCursor()
    block = cursor.block()
    text, start = units(block.text()), block.position()
    found = _ITEM.match(text)
    if found is None or cursor.hasSelection() or cursor.positionInBlock() < found.end():
        return False
    if block.userState() > 0:  # inside a fence; see MarkdownHighlighter
        return False
    with one_step(editor) as edit:
        if text[found.end() :].strip():
            replace_span(edit, cursor.position(), cursor.position(), f"\n{_next_marker(found)}")
        else:
            replace_span(edit, start, start + len(text), "")
    editor.ensureCursorVisible()
    return True


def _next_marker(item: re.Match[str]) -> str:
    marker = f"{int(item['number']) + 1}{item['dot']}" if item["number"] else item["marker"]
    return f"{item['indent']}{marker}{item['gap']}{'[ ] ' if item['box'] else ''}"


def _lines_with_words(editor: QPlainTextEdit) -> list[QTextBlock]:
    """The selected lines without the empty ones between; or the one line, empty or not."""
    blocks = selected_blocks(editor)
    return [block for block in blocks if block.text().strip()] or blocks[:1]


def _marker_of(block: QTextBlock) -> str:
    found = _LINE_START.match(block.text())
    return (found.group(2) or "") if found else ""


def _set_marker(edit: QTextCursor, block: QTextBlock, marker: str) -> None:
    found = _LINE_START.match(block.text())
    start = block.position() + (found.end(1) if found else 0)
    replace_span(edit, start, block.position() + (found.end() if found else 0), marker)
