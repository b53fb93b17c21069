"""Conversations, messages, deliveries, envelopes and reply templates."""
