"""Keepers of the council key; one file each."""
