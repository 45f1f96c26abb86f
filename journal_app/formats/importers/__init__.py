"""Readers of other journals' files."""
