"""Factories of the things tests are about."""
