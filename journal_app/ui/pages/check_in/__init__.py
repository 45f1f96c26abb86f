"""The check-in page: rating, looking back, and what was rated earlier."""
