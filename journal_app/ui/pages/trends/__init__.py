"""The trends page: what the check-ins show over months."""
