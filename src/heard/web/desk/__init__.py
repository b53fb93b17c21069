"""The staff's side: inbox, case, person, settings."""
