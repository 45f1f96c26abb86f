"""Text or bytes in, domain objects out, and back. Never opens a path, prints or asks."""
