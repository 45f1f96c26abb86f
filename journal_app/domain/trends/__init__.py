"""What check-ins show, view by view: plain data and the functions that make it, exact to the last tenth."""
