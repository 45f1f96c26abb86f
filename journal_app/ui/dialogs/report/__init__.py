"""A report of a period: choosing what goes into it, seeing the very page, saving it."""
