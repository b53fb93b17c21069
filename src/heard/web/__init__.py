"""HTTP in, HTML or JSON out. No policy."""
