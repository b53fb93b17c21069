"""Reporting something, one question a page: a file for each."""
