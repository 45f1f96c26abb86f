"""The same services from a shell. Starts without Qt."""
