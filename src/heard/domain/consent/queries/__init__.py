"""Reading what residents agreed to."""
