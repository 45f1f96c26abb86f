"""Full-window and modal conversations: first run, unlock, passphrase, shortcuts."""
