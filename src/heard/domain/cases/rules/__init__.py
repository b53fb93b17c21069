"""The decisions about cases: status, access, deadlines. Pure, no database."""
