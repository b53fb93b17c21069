"""The officer's phone: what is near, how to get there, a photo, done."""
