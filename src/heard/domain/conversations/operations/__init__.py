"""The only writers of conversations: what came in, what goes out, what became of it."""
