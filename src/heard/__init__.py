"""Heard: citizen relationship management for councils and cities."""
