"""The fonts that words are written in, in the window and on charts alike."""

from __future__ import annotations

SANS = ("Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Cantarell", "Noto Sans", "DejaVu Sans")
"""Tried in turn; those that are not installed are passed over."""
