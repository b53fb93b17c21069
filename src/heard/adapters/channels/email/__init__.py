"""Email: reading, writing, sending by SMTP, and a listener of our own. channel.py is the way in."""
