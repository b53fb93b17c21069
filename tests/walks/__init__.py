"""Whole journeys in a real browser, through real processes: web, live, worker, mail listener and an SMTP server."""
