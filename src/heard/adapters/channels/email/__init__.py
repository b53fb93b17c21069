"""Email: reading, writing, sending by SMTP, and a listener of our own."""

from heard.adapters.channels.email.channel import EmailChannel

__all__ = ["EmailChannel"]
