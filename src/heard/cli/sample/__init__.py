"""The sample council that `heard demo` fills: invented, and the same from the same seed."""
