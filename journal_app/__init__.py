"""Throughline: a private, offline reflective-practice journal."""

__version__ = "0.1.0"
