"""The condition language. No tables."""
