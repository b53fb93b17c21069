"""Keys and ciphers, pure: no settings, no database. What is sealed under which key, the vault knows."""
