"""BLAKE2b, as hashlib has it, without what importing hashlib loads: OpenSSL's library, 5 MiB before the first page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

try:
    from _blake2 import blake2b as _blake2b  # CPython's own, which hashlib hands on
except ImportError:  # another Python
    from hashlib import blake2b as _blake2b

blake2b = cast("Callable[..., Any]", _blake2b)
"""See ``hashlib.blake2b``."""
