"""Configuration as files: how they are read and written, what stands in each, and how two set-ups differ."""
