"""Rights of residents at the desk: their requests, who looked at whom, what is held and for how long."""
