"""What names, addresses and numbers are compared by; who is like whom; what may be said to whom. No database."""
