"""The record: what happened, in order, append-only, ids and codes only."""
