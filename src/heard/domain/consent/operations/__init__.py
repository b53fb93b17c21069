"""Writing what residents agreed to."""
