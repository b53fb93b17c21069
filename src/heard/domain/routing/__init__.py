"""Which team gets a case, and why."""
