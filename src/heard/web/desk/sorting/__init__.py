"""Mail that belongs to no case yet, and mail that could not be read."""
