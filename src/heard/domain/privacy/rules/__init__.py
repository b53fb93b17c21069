"""Decisions about personal data, without a database."""
