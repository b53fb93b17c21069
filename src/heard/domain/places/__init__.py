"""Areas, addresses and geography."""
