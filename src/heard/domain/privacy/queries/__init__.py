"""Reading looks, requests and what is kept for how long."""
