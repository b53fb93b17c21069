"""What residents let us send: the page every message leads to, and the link that stops messages of one kind."""
