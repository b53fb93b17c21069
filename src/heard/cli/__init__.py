"""The `heard` command: one file a command."""
