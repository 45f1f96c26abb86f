"""Reads the shipped content (practices, lenses, prompts, behaviours, messages) into domain objects."""
