"""What the council knows, for staff to look up while they answer."""
