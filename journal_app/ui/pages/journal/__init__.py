"""The journal page: list, editor and inspector."""
