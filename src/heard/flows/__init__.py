"""Journeys across domains, one file each, read from top to bottom. No policy lives here."""
