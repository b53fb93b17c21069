"""The decisions about services: which one somebody's words mean. Pure, no database."""
