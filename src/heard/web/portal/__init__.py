"""The resident's side: report, track, answer."""
