"""Writers of files that leave the journal."""
