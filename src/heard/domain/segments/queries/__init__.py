"""Reading segments, and the people in them."""
