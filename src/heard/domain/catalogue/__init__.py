"""The services a council offers, and their targets."""
