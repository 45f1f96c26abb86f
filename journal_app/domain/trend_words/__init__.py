"""What each view of the trends shows, in plain English; every number in a sentence stands in its table."""
