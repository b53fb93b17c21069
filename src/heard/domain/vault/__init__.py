"""The vault: personal data sealed under a key per person, found again by keyed digests."""
