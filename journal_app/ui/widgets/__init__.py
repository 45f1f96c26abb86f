"""Controls shared by pages and dialogs."""
