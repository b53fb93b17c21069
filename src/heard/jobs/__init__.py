"""Background entrances: each takes an id and calls a flow."""
