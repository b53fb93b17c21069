"""Cases: status, deadlines, duplicates, followers."""
