"""Ways to tell another system that something happened."""
