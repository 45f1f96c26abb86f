"""What the words mean: frozen dataclasses and pure functions. No I/O, no Qt, no SQL, no clock."""
