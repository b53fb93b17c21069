"""Open cases on the map, with the list beside it."""
