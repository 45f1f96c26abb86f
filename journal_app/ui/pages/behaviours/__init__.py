"""The page of what is rated."""
