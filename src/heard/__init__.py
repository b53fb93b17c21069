"""Heard: citizen relationship management for councils and cities."""

__version__ = "0.1.0"
