"""JSON as other programs write it (a BOM, NaN, endless numbers, stray bytes), and back as text that can be kept."""

from __future__ import annotations

import codecs
import json
import math

from journal_app.domain.errors import BrokenImportFile
from journal_app.domain.text import REPLACEMENT, storable

_MAX_DIGITS = 4000
"""Python refuses to read or write whole numbers of more than 4300 digits."""


def parse(data: bytes, name: str) -> tuple[object, int]:
    """The value a JSON file holds, and how many of its characters were not UTF-8 and had to be replaced.

    Of a key given twice the last counts. Numbers JSON cannot write (NaN, 1e999) become their own text.
    Raises BrokenImportFile for what is not JSON, or is nested more deeply than can be read.
    """
    text, replaced = _decoded(data)
    try:
        value: object = json.loads(text, strict=False, parse_constant=str, parse_float=_number, parse_int=_whole_number)
    except RecursionError:
        reason = "its contents are nested too deeply"
    except ValueError:
        reason = "it is not valid JSON; it may have been cut short"
    else:
        return value, replaced
    raise BrokenImportFile(name=name, reason=reason)


def compact(value: object) -> tuple[str, int]:
    """A value as one line of JSON with sorted keys, and how many characters had to be replaced to keep it.

    Raises RecursionError for what is nested too deeply.
    """
    text = _dumped(value)
    if "\\u0000" not in text and storable(text) == (text, 0):
        return text, 0
    kept, replaced = _kept(value)
    return _dumped(kept), replaced


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _decoded(data: bytes) -> tuple[str, int]:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        return text, text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())


def _number(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MAX_DIGITS else digits


def _kept(value: object) -> tuple[object, int]:
    """The value with every text in it made storable, and how many characters were replaced."""
    if isinstance(value, str):
        return _kept_text(value)
    if isinstance(value, dict):
        return _kept_object(value)
    if isinstance(value, list):
        pairs = [_kept(item) for item in value]
        return [item for item, _ in pairs], sum(count for _, count in pairs)
    return value, 0


def _kept_object(value: dict[str, object]) -> tuple[dict[str, object], int]:
    result: dict[str, object] = {}
    replaced = 0
    for key, item in value.items():
        name, in_name = _kept_text(key)
        while name in result or (in_name and name in value):
            name += REPLACEMENT
        result[name], in_item = _kept(item)
        replaced += in_name + in_item
    return result, replaced


def _kept_text(text: str) -> tuple[str, int]:
    """Storable text whose line ends stay as they were: JSON writes a carriage return as an escape."""
    pairs = [storable(part) for part in text.split("\r")]
    return "\r".join(part for part, _ in pairs), sum(count for _, count in pairs)
