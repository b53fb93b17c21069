"""Automations in sentences: when, if, then; tried on what happened, switched on, and what they did."""
