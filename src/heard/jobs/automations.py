"""Automations get their turn."""
