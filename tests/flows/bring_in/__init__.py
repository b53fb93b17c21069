"""Bringing in files of other systems."""
