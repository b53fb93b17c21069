"""Segments: conditions over people, counted and explained."""
