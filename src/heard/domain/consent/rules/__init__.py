"""Decisions about consent, without a database."""
