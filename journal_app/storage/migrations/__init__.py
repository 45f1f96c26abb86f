"""The steps that bring a journal of any released schema up to the newest."""
