"""What residents agreed to: the ledger, and what may be sent to whom."""
