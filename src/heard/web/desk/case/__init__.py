"""The case page: what it shows, and what an agent does from it."""
