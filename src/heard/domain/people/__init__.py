"""Persons and the identities they write from."""
