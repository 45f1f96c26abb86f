"""Domain objects in, a matplotlib Figure out. Free of Qt."""
