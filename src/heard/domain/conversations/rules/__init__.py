"""The decisions about conversations: links, threading, automatic answers, templates. Pure, no database."""
