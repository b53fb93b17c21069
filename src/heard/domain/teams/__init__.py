"""Departments, teams, staff, calendars and who may do what."""
