"""What the council knows and says: articles."""
