"""Live events: a view of the web that hands out tickets, and a small process of its own that streams."""
