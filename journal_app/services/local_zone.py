"""The machine's time zone by its IANA name, where the system tells it."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timezone, tzinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LOCALTIME = Path("/etc/localtime")
_TIMEZONE = Path("/etc/timezone")


@lru_cache(maxsize=1)
def local_zone() -> tzinfo:
    """The zone of this machine: from TZ, /etc/localtime or /etc/timezone; else the offset in force now."""
    for name in _candidate_names():
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    offset = datetime.now(UTC).astimezone().utcoffset()
    return timezone(offset) if offset is not None else UTC


def _candidate_names() -> list[str]:
    names = [os.environ.get("TZ", "").lstrip(":")]
    if sys.platform != "win32":
        try:
            target = _LOCALTIME.resolve().as_posix()
            names.append(target.partition("/zoneinfo/")[2])
            names.append(_TIMEZONE.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError):
            pass
    return [name for name in names if name]
