"""A million people: made, written sealed and plain, and searched."""
