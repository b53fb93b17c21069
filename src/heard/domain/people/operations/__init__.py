"""Writing people: the only place that does."""
